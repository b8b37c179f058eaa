//! The first 64 bytes that version 2 of Bitcoin's transport and Stratum V2 have in common: a key
//! on secp256k1, ElligatorSwift-encoded so that it looks random, and what both make of the answer.
//!
//! Our key derives from the seed in a transcript's head, and so whatever was encrypted for it can
//! be opened again years later.
//!
//! Sources: BIP 324 (keys, key exchange); stratum-mining/sv2-spec `04-Protocol-Security.md`; RFC
//! 5869 (HKDF); RFC 8439 (ChaCha20-Poly1305).

use ::bitcoin::secp256k1::ellswift::{ElligatorSwift, ElligatorSwiftParty};
use ::bitcoin::secp256k1::{PublicKey, Secp256k1, SecretKey};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, KeyType, Salt};
use sha2::{Digest as _, Sha256};

/// The length of an encoded key.
pub(crate) const KEY: usize = 64;
/// The length of the tag behind everything encrypted.
pub(crate) const TAG: usize = 16;

/// Our key of one connection.
pub(crate) struct Initiator {
    secret: SecretKey,
    encoded: ElligatorSwift,
}

impl Initiator {
    /// The key that derives from a seed.
    pub(crate) fn from_seed(seed: &[u8; 32]) -> Initiator {
        let secret = (0..=u8::MAX).find_map(|turn| {
            let hash = Sha256::new()
                .chain_update(b"coinsift: a flight of 64 bytes")
                .chain_update([turn])
                .chain_update(seed)
                .finalize();
            SecretKey::from_slice(&hash).ok()
        });
        let secret = secret.expect("one hash in 2^128 is no key of secp256k1");
        let encoded = ElligatorSwift::from_seckey(&Secp256k1::new(), secret, None);
        Initiator { secret, encoded }
    }

    /// A key of which secret and encoding are given, as in published examples.
    #[cfg(test)]
    pub(crate) fn from_parts(secret: [u8; 32], encoded: [u8; KEY]) -> Initiator {
        let secret = SecretKey::from_slice(&secret).expect("a secret key");
        Initiator { secret, encoded: ElligatorSwift::from_array(encoded) }
    }

    /// What goes over the wire.
    pub(crate) fn key(&self) -> [u8; KEY] {
        self.encoded.to_array()
    }

    /// The secret shared with the holder of a key; every 64 bytes are one. `x-only ECDH` of BIP
    /// 324, which hashes both encodings, ours first.
    pub(crate) fn agree(&self, theirs: [u8; KEY]) -> [u8; 32] {
        let theirs = ElligatorSwift::from_array(theirs);
        let party = ElligatorSwiftParty::A;
        ElligatorSwift::shared_secret(self.encoded, theirs, self.secret, party, None)
            .to_secret_bytes()
    }
}

/// The x coordinate of an encoded key, 32 bytes, big-endian.
pub(crate) fn x_only(encoded: [u8; KEY]) -> [u8; 32] {
    PublicKey::from_ellswift(ElligatorSwift::from_array(encoded)).x_only_public_key().0.serialize()
}

/// HKDF with SHA-256: `N` bytes.
pub(crate) fn hkdf<const N: usize>(salt: &[u8], input: &[u8], info: &[u8]) -> [u8; N] {
    struct Length(usize);
    impl KeyType for Length {
        fn len(&self) -> usize {
            self.0
        }
    }
    const { assert!(N <= 255 * 32) };
    let mut out = [0; N];
    let key = Salt::new(HKDF_SHA256, salt).extract(input);
    let filled = key.expand(&[info], Length(N)).and_then(|expanded| expanded.fill(&mut out));
    filled.expect("HKDF gives up to 255 hashes");
    out
}

/// Opens what ChaCha20-Poly1305 sealed; `None` where the tag is another.
pub(crate) fn open(key: &[u8; 32], nonce: [u8; 12], aad: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = sealed.to_vec();
    let opened =
        cipher(key).open_in_place(Nonce::assume_unique_for_key(nonce), Aad::from(aad), &mut bytes);
    let len = opened.ok()?.len();
    bytes.truncate(len);
    Some(bytes)
}

/// Seals with ChaCha20-Poly1305; the tag stands at the end.
pub(crate) fn seal(key: &[u8; 32], nonce: [u8; 12], aad: &[u8], plain: &[u8]) -> Vec<u8> {
    let mut bytes = plain.to_vec();
    let nonce = Nonce::assume_unique_for_key(nonce);
    cipher(key)
        .seal_in_place_append_tag(nonce, Aad::from(aad), &mut bytes)
        .expect("shorter than 256 GiB");
    bytes
}

fn cipher(key: &[u8; 32]) -> LessSafeKey {
    LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, key).expect("a key of 32 bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_one_key_and_another_seed_another() {
        let (one, same) = (Initiator::from_seed(&[7; 32]), Initiator::from_seed(&[7; 32]));
        assert_eq!(one.key(), same.key());
        assert_ne!(one.key(), Initiator::from_seed(&[8; 32]).key());
        assert_ne!(one.agree([1; KEY]), one.agree([2; KEY]));
    }

    #[test]
    fn hkdf_gives_the_first_example_of_its_rfc() {
        // RFC 5869, appendix A.1.
        let input = [0x0b; 22];
        let salt = hex::decode("000102030405060708090a0b0c").expect("hex");
        let info = hex::decode("f0f1f2f3f4f5f6f7f8f9").expect("hex");
        let out: [u8; 42] = hkdf(&salt, &input, &info);
        assert_eq!(
            hex::encode(out),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
        );
    }

    #[test]
    fn a_changed_bit_does_not_open() {
        let sealed = seal(&[1; 32], [2; 12], b"with", b"words");
        assert_eq!(open(&[1; 32], [2; 12], b"with", &sealed).as_deref(), Some(&b"words"[..]));
        for bit in 0..8 * sealed.len() {
            let mut changed = sealed.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(open(&[1; 32], [2; 12], b"with", &changed), None);
        }
        assert_eq!(open(&[1; 32], [2; 12], b"", &sealed), None);
        assert_eq!(open(&[1; 32], [2; 12], b"with", &sealed[..TAG - 1]), None);
    }
}
