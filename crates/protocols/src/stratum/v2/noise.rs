//! The Noise handshake of Stratum V2 as its initiator: act 1 is our key of 64 bytes, act 2 is the
//! answer, whose two tags only a peer can make that runs this very protocol.
//!
//! Act 2, 234 bytes: the peer's key of this connection (64, in clear), its static key (64) and a
//! certificate (74), both encrypted, with a tag of 16 bytes each.
//!
//! Source: stratum-mining/sv2-spec `04-Protocol-Security.md`, section 4.5; the length is that of
//! stratum-mining/stratum `noise-sv2`, since the text still counts keys of 32 bytes.

use ::bitcoin::secp256k1::{Message, Secp256k1, XOnlyPublicKey, schnorr};
use sha2::{Digest as _, Sha256};

use crate::bytes::Reader;
use crate::ellswift::{Initiator, KEY, TAG, hkdf, open, seal, x_only};

/// The length of act 2.
pub(super) const ACT_2: usize = KEY + STATIC + CERTIFICATE;
/// The encrypted static key.
const STATIC: usize = KEY + TAG;
/// The encrypted certificate.
const CERTIFICATE: usize = 74 + TAG;
/// What the handshake hash begins with.
const NAME: &[u8] = b"Noise_NX_Secp256k1+EllSwift_ChaChaPoly_SHA256";

/// What act 2 showed, and the keys for what follows.
pub(super) struct Session {
    /// The peer's static key: x alone, 32 bytes, big-endian.
    pub(super) static_key: [u8; 32],
    pub(super) certificate: Certificate,
    /// What we send with.
    pub(super) ours: Cipher,
    /// What the peer sends with.
    pub(super) theirs: Cipher,
}

/// The statement of an authority about the static key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Certificate {
    pub(super) version: u16,
    /// Seconds since 1970.
    pub(super) valid_from: u32,
    /// Seconds since 1970.
    pub(super) not_valid_after: u32,
    signature: [u8; 64],
}

impl Certificate {
    fn read(bytes: &[u8]) -> Option<Certificate> {
        let mut reader = Reader::new(bytes);
        Some(Certificate {
            version: reader.u16_le().ok()?,
            valid_from: reader.u32_le().ok()?,
            not_valid_after: reader.u32_le().ok()?,
            signature: reader.array().ok()?,
        })
    }

    /// Whether the holder of `authority` (x alone) signed this for `static_key`. Schnorr after BIP
    /// 340 over SHA-256 of version, both times and the key.
    pub(super) fn is_signed_by(&self, authority: [u8; 32], static_key: [u8; 32]) -> bool {
        let hash = Sha256::new()
            .chain_update(self.version.to_le_bytes())
            .chain_update(self.valid_from.to_le_bytes())
            .chain_update(self.not_valid_after.to_le_bytes())
            .chain_update(static_key)
            .finalize();
        let signature = schnorr::Signature::from_slice(&self.signature);
        let (Ok(authority), Ok(signature)) = (XOnlyPublicKey::from_slice(&authority), signature)
        else {
            return false;
        };
        let message = Message::from_digest(hash.into());
        Secp256k1::verification_only().verify_schnorr(&signature, &message, &authority).is_ok()
    }
}

/// Reads act 2; `None` where it is too short or a tag is another.
pub(super) fn read_act_2(keys: &Initiator, bytes: &[u8]) -> Option<Session> {
    let mut reader = Reader::new(bytes.get(..ACT_2)?);
    let mut state = Symmetric::begin();
    // Act 1: our key, and nothing encrypted behind it.
    state.mix_hash(&keys.key());
    state.mix_hash(&[]);
    let theirs: [u8; KEY] = reader.array().ok()?;
    state.mix_hash(&theirs);
    state.mix_key(&keys.agree(theirs));
    let static_key: [u8; KEY] =
        state.decrypt(reader.take(STATIC).ok()?)?.as_slice().try_into().ok()?;
    state.mix_key(&keys.agree(static_key));
    let certificate = Certificate::read(&state.decrypt(reader.take(CERTIFICATE).ok()?)?)?;
    let both: [u8; 64] = hkdf(&state.chain, &[], &[]);
    let (ours, theirs) = halves(both);
    Some(Session {
        static_key: x_only(static_key),
        certificate,
        ours: Cipher { key: ours, used: 0 },
        theirs: Cipher { key: theirs, used: 0 },
    })
}

/// The state of the handshake (The Noise Protocol Framework, section 5.2).
struct Symmetric {
    chain: [u8; 32],
    hash: [u8; 32],
    key: [u8; 32],
}

impl Symmetric {
    fn begin() -> Symmetric {
        let name: [u8; 32] = Sha256::digest(NAME).into();
        // The name, then a prologue of no bytes.
        let mut state = Symmetric { chain: name, hash: name, key: [0; 32] };
        state.mix_hash(&[]);
        state
    }

    fn mix_hash(&mut self, bytes: &[u8]) {
        self.hash = Sha256::new().chain_update(self.hash).chain_update(bytes).finalize().into();
    }

    fn mix_key(&mut self, secret: &[u8; 32]) {
        (self.chain, self.key) = halves(hkdf(&self.chain, secret, &[]));
    }

    /// Each key is used once.
    fn decrypt(&mut self, sealed: &[u8]) -> Option<Vec<u8>> {
        let plain = open(&self.key, nonce(0), &self.hash, sealed)?;
        self.mix_hash(sealed);
        Some(plain)
    }
}

/// One direction after the handshake.
pub(super) struct Cipher {
    key: [u8; 32],
    used: u64,
}

impl Cipher {
    /// Encrypts one piece.
    pub(super) fn seal(&mut self, plain: &[u8]) -> Vec<u8> {
        let sealed = seal(&self.key, nonce(self.used), &[], plain);
        self.used += 1;
        sealed
    }

    /// Decrypts the next piece; `None` where the tag is another, after which nothing opens.
    pub(super) fn open(&mut self, sealed: &[u8]) -> Option<Vec<u8>> {
        let plain = open(&self.key, nonce(self.used), &[], sealed)?;
        self.used += 1;
        Some(plain)
    }
}

/// Four zero bytes and a number, little-endian.
fn nonce(number: u64) -> [u8; 12] {
    let mut nonce = [0; 12];
    nonce[4..].copy_from_slice(&number.to_le_bytes());
    nonce
}

fn halves(both: [u8; 64]) -> ([u8; 32], [u8; 32]) {
    let (mut first, mut second) = ([0; 32], [0; 32]);
    first.copy_from_slice(&both[..32]);
    second.copy_from_slice(&both[32..]);
    (first, second)
}
