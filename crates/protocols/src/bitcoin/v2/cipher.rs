//! The ciphers of BIP 324, which change their keys after every 224 uses, and the keys themselves.
//!
//! Source: BIP 324, "Keys and session ID derivation", `FSChaCha20`, `FSChaCha20Poly1305`; its
//! `packet_encoding_test_vectors.csv` is held against this in the tests.

use chacha20::ChaCha20;
use chacha20::cipher::{KeyIvInit, StreamCipher};

use crate::ellswift::{hkdf, open, seal};

/// How often a key is used.
const REKEY: u64 = 224;

/// What is derived from the shared secret under one magic.
#[derive(Clone)]
pub(super) struct SessionKeys {
    salt: [u8; 28],
    secret: [u8; 32],
}

/// Who sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Initiator,
    Responder,
}

impl SessionKeys {
    pub(super) fn new(secret: [u8; 32], magic: [u8; 4]) -> SessionKeys {
        let mut salt = *b"bitcoin_v2_shared_secret\0\0\0\0";
        salt[24..].copy_from_slice(&magic);
        SessionKeys { salt, secret }
    }

    /// What a side sends behind its garbage.
    pub(super) fn terminator(&self, side: Side) -> [u8; 16] {
        let both: [u8; 32] = self.derive(b"garbage_terminators");
        let (initiator, responder) = both.split_at(16);
        let mut terminator = [0; 16];
        terminator.copy_from_slice(match side {
            Side::Initiator => initiator,
            Side::Responder => responder,
        });
        terminator
    }

    /// The cipher of the lengths that a side sends.
    pub(super) fn lengths(&self, side: Side) -> Lengths {
        let key = self.derive(match side {
            Side::Initiator => b"initiator_L",
            Side::Responder => b"responder_L",
        });
        Lengths { stream: Lengths::stream(key, 0), used: 0 }
    }

    /// The cipher of the packets that a side sends.
    pub(super) fn packets(&self, side: Side) -> Packets {
        let key = self.derive(match side {
            Side::Initiator => b"initiator_P",
            Side::Responder => b"responder_P",
        });
        Packets { key, used: 0 }
    }

    #[cfg(test)]
    pub(super) fn session_id(&self) -> [u8; 32] {
        self.derive(b"session_id")
    }

    fn derive(&self, info: &[u8]) -> [u8; 32] {
        hkdf(&self.salt, &self.secret, info)
    }
}

/// `FSChaCha20`: the three bytes of a length are drawn from one stream.
pub(super) struct Lengths {
    stream: ChaCha20,
    used: u64,
}

impl Lengths {
    /// Encrypts or decrypts a length.
    pub(super) fn apply(&mut self, length: &mut [u8; 3]) {
        self.stream.apply_keystream(length);
        self.used += 1;
        if self.used.is_multiple_of(REKEY) {
            let mut key = [0; 32];
            self.stream.apply_keystream(&mut key);
            self.stream = Lengths::stream(key, self.used / REKEY);
        }
    }

    fn stream(key: [u8; 32], turn: u64) -> ChaCha20 {
        ChaCha20::new(&key.into(), &nonce(0, turn).into())
    }
}

/// `FSChaCha20Poly1305`.
pub(super) struct Packets {
    key: [u8; 32],
    used: u64,
}

impl Packets {
    /// A header and contents, encrypted, with the tag behind them.
    pub(super) fn seal(&mut self, aad: &[u8], plain: &[u8]) -> Vec<u8> {
        let sealed = seal(&self.key, self.nonce(), aad, plain);
        self.step();
        sealed
    }

    /// A header and contents; `None` where the tag is another.
    pub(super) fn open(&mut self, aad: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let opened = open(&self.key, self.nonce(), aad, sealed);
        self.step();
        opened
    }

    fn nonce(&self) -> [u8; 12] {
        // Below 224.
        nonce((self.used % REKEY) as u32, self.used / REKEY)
    }

    fn step(&mut self) {
        if self.used % REKEY == REKEY - 1 {
            let next = seal(&self.key, nonce(u32::MAX, self.used / REKEY), &[], &[0; 32]);
            self.key.copy_from_slice(&next[..32]);
        }
        self.used += 1;
    }
}

/// A number of 32 bits and one of 64, both little-endian.
fn nonce(low: u32, high: u64) -> [u8; 12] {
    let mut nonce = [0; 12];
    nonce[..4].copy_from_slice(&low.to_le_bytes());
    nonce[4..].copy_from_slice(&high.to_le_bytes());
    nonce
}
