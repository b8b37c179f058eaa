//! Node keys: derived from a seed, agreeing on secrets, signing, and recovered from signatures.
//!
//! All secrets of a dialogue derive from the seed in the transcript's head, so that whoever holds
//! the transcript can read it. They are made for one run and guard nothing.

use hmac::{Hmac, KeyInit, Mac};
use k256::ecdh::diffie_hellman;
use k256::ecdsa::signature::hazmat::PrehashVerifier;
use k256::ecdsa::{RecoveryId, Signature, SigningKey, VerifyingKey};
use k256::elliptic_curve::sec1::ToEncodedPoint;
use k256::{PublicKey, SecretKey};
use sha2::Sha256;

/// A node's public key as the wire carries it: x and y, 32 bytes each, big-endian.
pub(super) type NodeKey = [u8; 64];

/// 32 bytes derived from a seed for one purpose.
pub(super) fn derive(seed: &[u8; 32], purpose: &str) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(seed).expect("HMAC takes keys of any length");
    mac.update(purpose.as_bytes());
    mac.finalize().into_bytes().into()
}

/// Our node key: one for all dialogues that are given the same identity.
pub(super) fn node(identity: &[u8; 32]) -> Secret {
    Secret::derive(identity, "node key")
}

/// A secret key on secp256k1.
#[derive(Clone)]
pub(super) struct Secret(SecretKey);

impl Secret {
    /// The secret key that a seed gives for one purpose.
    pub(super) fn derive(seed: &[u8; 32], purpose: &str) -> Secret {
        let mut bytes = derive(seed, purpose);
        loop {
            // All but one in 2^127 strings of 32 bytes are keys; that one is derived once more.
            match SecretKey::from_slice(&bytes) {
                Ok(key) => return Secret(key),
                Err(_) => bytes = derive(&bytes, purpose),
            }
        }
    }

    /// The secret key of these bytes, where they are one.
    #[cfg(test)]
    pub(super) fn from_bytes(bytes: &[u8; 32]) -> Option<Secret> {
        SecretKey::from_slice(bytes).ok().map(Secret)
    }

    /// Its public key.
    pub(super) fn public(&self) -> NodeKey {
        written(&self.0.public_key())
    }

    /// The secret shared with the holder of another key: the x coordinate of the product. `None`
    /// where those bytes are no point of the curve.
    pub(super) fn agree(&self, with: &NodeKey) -> Option<[u8; 32]> {
        let shared = diffie_hellman(self.0.to_nonzero_scalar(), read(with)?.as_affine());
        Some((*shared.raw_secret_bytes()).into())
    }

    /// A signature over a hash: r, s, and the recovery id.
    pub(super) fn sign(&self, hash: &[u8; 32]) -> [u8; 65] {
        let (signature, id) = SigningKey::from(&self.0)
            .sign_prehash_recoverable(hash)
            .expect("a hash of 32 bytes can be signed by any key");
        let mut bytes = [0; 65];
        bytes[..64].copy_from_slice(&signature.to_bytes());
        bytes[64] = id.to_byte();
        bytes
    }
}

/// Whether these bytes are a public key.
pub(super) fn is_key(key: &NodeKey) -> bool {
    read(key).is_some()
}

/// Who made a signature of 65 bytes over a hash.
pub(super) fn recover(hash: &[u8; 32], signature: &[u8; 65]) -> Option<NodeKey> {
    let (bytes, id) = (signature.get(..64)?, RecoveryId::from_byte(signature[64])?);
    let made = Signature::from_slice(bytes).ok()?;
    // Of a signature and its mirror the library takes the lower one; the other belongs to the
    // mirrored point.
    let (made, id) = match made.normalize_s() {
        Some(lower) => (lower, RecoveryId::new(!id.is_y_odd(), id.is_x_reduced())),
        None => (made, id),
    };
    let key = VerifyingKey::recover_from_prehash(hash, &made, id).ok()?;
    Some(written(&PublicKey::from(key)))
}

/// Whether the holder of a compressed key of 33 bytes made a signature of 64 bytes over a hash;
/// gives the key in full.
pub(super) fn verified(hash: &[u8; 32], signature: &[u8], compressed: &[u8]) -> Option<NodeKey> {
    let key = VerifyingKey::from_sec1_bytes(compressed).ok()?;
    let made = Signature::from_slice(signature).ok()?;
    key.verify_prehash(hash, &made.normalize_s().unwrap_or(made)).ok()?;
    Some(written(&PublicKey::from(key)))
}

fn read(key: &NodeKey) -> Option<PublicKey> {
    let mut sec1 = [4; 65];
    sec1[1..].copy_from_slice(key);
    PublicKey::from_sec1_bytes(&sec1).ok()
}

fn written(key: &PublicKey) -> NodeKey {
    let point = key.to_encoded_point(false);
    let mut bytes = [0; 64];
    // An uncompressed point is the byte 4 and 64 more.
    bytes.copy_from_slice(&point.as_bytes()[1..]);
    bytes
}
