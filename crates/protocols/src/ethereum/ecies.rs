//! ECIES as RLPx uses it: 65 bytes ephemeral key, 16 bytes IV, ciphertext, 32 bytes MAC.
//!
//! Source: ethereum/devp2p `rlpx.md`, "ECIES Encryption": secp256k1, the concatenation KDF of NIST
//! SP 800-56 over SHA-256, AES-128 in counter mode, HMAC-SHA-256. Associated data goes into the
//! MAC behind the ciphertext.

use aes::Aes128;
use ctr::Ctr128BE;
use ctr::cipher::{KeyIvInit, StreamCipher};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::keys::{NodeKey, Secret};

/// How many bytes a message grows by.
pub(super) const OVERHEAD: usize = KEY + IV + MAC;

const KEY: usize = 65;
const IV: usize = 16;
const MAC: usize = 32;

/// Encrypts for the holder of a key; `None` where the key is none.
pub(super) fn encrypt(
    to: &NodeKey,
    ephemeral: &Secret,
    iv: [u8; IV],
    message: &[u8],
    associated: &[u8],
) -> Option<Vec<u8>> {
    let (encryption, mac) = keys(&ephemeral.agree(to)?);
    let mut sealed = Vec::with_capacity(message.len() + OVERHEAD);
    sealed.push(4);
    sealed.extend(ephemeral.public());
    sealed.extend(iv);
    sealed.extend(message);
    Ctr128BE::<Aes128>::new(&encryption.into(), &iv.into())
        .apply_keystream(&mut sealed[KEY + IV..]);
    let tag = tagged(&mac, &sealed[KEY..], associated).finalize().into_bytes();
    sealed.extend(tag);
    Some(sealed)
}

/// Decrypts what was encrypted for us; `None` where it was not.
pub(super) fn decrypt(own: &Secret, sealed: &[u8], associated: &[u8]) -> Option<Vec<u8>> {
    let (&first, rest) = sealed.split_first()?;
    let (ephemeral, rest) = rest.split_first_chunk::<64>()?;
    let (body, tag) = rest.split_last_chunk::<MAC>()?;
    let (iv, ciphertext) = body.split_first_chunk::<IV>()?;
    if first != 4 {
        return None;
    }
    let (encryption, mac) = keys(&own.agree(ephemeral)?);
    tagged(&mac, body, associated).verify_slice(tag).ok()?;
    let mut message = ciphertext.to_vec();
    Ctr128BE::<Aes128>::new(&encryption.into(), &(*iv).into()).apply_keystream(&mut message);
    Some(message)
}

/// The keys for encryption and for the MAC that a shared secret gives.
fn keys(shared: &[u8; 32]) -> ([u8; 16], [u8; 32]) {
    let derived: [u8; 32] =
        Sha256::new().chain_update([0, 0, 0, 1]).chain_update(shared).finalize().into();
    let mut encryption = [0; 16];
    encryption.copy_from_slice(&derived[..16]);
    (encryption, Sha256::digest(&derived[16..]).into())
}

fn tagged(key: &[u8; 32], body: &[u8], associated: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(body);
    mac.update(associated);
    mac
}
