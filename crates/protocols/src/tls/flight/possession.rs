//! Whether the server holds the key of the certificate it shows: the signature in its
//! ServerKeyExchange covers our random, so it was made for this connection.
//!
//! It proves the key and nothing else: no membership, and a relay passes it through.
//!
//! Sources: RFC 5246 section 7.4.3, RFC 8422 section 5.4; GB/T 38636-2020 section 6.4.5.4 for
//! TLCP, where the static exchange signs the encryption certificate with its length; GM/T 0009
//! section 7 for the identity 1234567812345678; RFC 8998 section 3.2.

use k256::ecdsa::signature::hazmat::PrehashVerifier as _;
use ring::signature as signing;
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use sm2::dsa::signature::Verifier as _;

use super::messages::KeyExchange;
use crate::tls::certificate::{Certificate, P256, P384, PublicKey, SECP256K1, SM2_CURVE};

/// The identity SM2 signatures are made under where nothing else is agreed.
const SM2_IDENTITY: &str = "1234567812345678";
const RSA_KEY: &str = "1.2.840.113549.1.1.1";
/// How many certificates are tried as the one for encryption.
const TRIED: usize = 8;

/// What came of checking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Possession {
    /// The signature holds. In TLCP's static exchange with the number of the certificate for
    /// encryption, which it binds to the signing key.
    Proven {
        /// The number of the certificate for encryption, where the signature covers one.
        encryption: Option<usize>,
    },
    /// It does not hold.
    Failed,
    /// It cannot be checked here: an algorithm that we do not know, or none in this exchange.
    Unknown,
}

/// Both randoms of a handshake, in the order they are signed.
#[derive(Clone, Copy, Debug)]
pub struct Randoms<'a> {
    /// Ours.
    pub client: &'a [u8; 32],
    /// The server's.
    pub server: &'a [u8; 32],
}

/// Checks the signature of a ServerKeyExchange under the first certificate's key.
pub fn check(
    exchange: &KeyExchange<'_>,
    suite: u16,
    chain: &[(usize, &[u8])],
    randoms: Randoms<'_>,
) -> Possession {
    let read = chain.first().and_then(|(_, der)| Certificate::read(der));
    let Some(certificate) = read else { return Possession::Unknown };
    let key = &certificate.key;
    let start = [&randoms.client[..], &randoms.server[..]].concat();
    if suite >> 8 == 0xe0 && exchange.params.is_empty() {
        return by_encryption_certificate(exchange, key, chain, &start);
    }
    let message = [&start[..], exchange.params].concat();
    let holds = match exchange.algorithm {
        Some(algorithm) => verify(key, algorithm, &message, exchange.signature),
        None if key.curve.as_deref() == Some(SM2_CURVE) => sm2(key, &message, exchange.signature),
        None => before_tls12(key, &message, exchange.signature),
    };
    match holds {
        Some(true) => Possession::Proven { encryption: None },
        Some(false) => Possession::Failed,
        None => Possession::Unknown,
    }
}

/// TLCP's static exchange: whichever certificate fits is the one for encryption. Libraries put it
/// second or last.
fn by_encryption_certificate(
    exchange: &KeyExchange<'_>,
    key: &PublicKey,
    chain: &[(usize, &[u8])],
    start: &[u8],
) -> Possession {
    if key.curve.as_deref() != Some(SM2_CURVE) {
        return Possession::Unknown;
    }
    // One certificate alone may stand for both.
    let others = (1..chain.len()).chain([0]).take(TRIED);
    for number in others {
        let Some((_, der)) = chain.get(number) else { continue };
        // A certificate's length is bounded by three bytes on the wire.
        let len = (der.len() as u32).to_be_bytes();
        let message = [start, &len[1..], der].concat();
        if sm2(key, &message, exchange.signature) == Some(true) {
            return Possession::Proven { encryption: Some(number) };
        }
    }
    Possession::Failed
}

/// Whether a signature holds under the key of a certificate in DER; `None` where it cannot be
/// checked here.
pub(in crate::tls) fn holds(
    der: &[u8],
    algorithm: u16,
    message: &[u8],
    signature: &[u8],
) -> Option<bool> {
    verify(&Certificate::read(der)?.key, algorithm, message, signature)
}

/// A signature by TLS's number of its algorithm; `None` where we do not know the algorithm.
fn verify(key: &PublicKey, algorithm: u16, message: &[u8], signature: &[u8]) -> Option<bool> {
    let curve = key.curve.as_deref();
    let by = |how: &'static dyn signing::VerificationAlgorithm| {
        let key = signing::UnparsedPublicKey::new(how, &key.bytes);
        Some(key.verify(message, signature).is_ok())
    };
    match (algorithm, curve) {
        (0x0708 | 0x0703, Some(SM2_CURVE)) => sm2(key, message, signature),
        (0x0403, Some(SECP256K1)) => k256(key, &Sha256::digest(message), signature),
        (0x0503, Some(SECP256K1)) => k256(key, &Sha384::digest(message)[..32], signature),
        (0x0603, Some(SECP256K1)) => k256(key, &Sha512::digest(message)[..32], signature),
        (0x0403, Some(P256)) => by(&signing::ECDSA_P256_SHA256_ASN1),
        (0x0503, Some(P256)) => by(&signing::ECDSA_P256_SHA384_ASN1),
        (0x0403, Some(P384)) => by(&signing::ECDSA_P384_SHA256_ASN1),
        (0x0503, Some(P384)) => by(&signing::ECDSA_P384_SHA384_ASN1),
        (0x0807, None) => by(&signing::ED25519),
        _ if key.algorithm != RSA_KEY => None,
        (0x0201, _) => by(&signing::RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY),
        (0x0401, _) => by(&signing::RSA_PKCS1_2048_8192_SHA256),
        (0x0501, _) => by(&signing::RSA_PKCS1_2048_8192_SHA384),
        (0x0601, _) => by(&signing::RSA_PKCS1_2048_8192_SHA512),
        (0x0804, _) => by(&signing::RSA_PSS_2048_8192_SHA256),
        (0x0805, _) => by(&signing::RSA_PSS_2048_8192_SHA384),
        (0x0806, _) => by(&signing::RSA_PSS_2048_8192_SHA512),
        _ => None,
    }
}

/// TLS 1.0 and 1.1 name no algorithm: ECDSA signs SHA-1; RSA signs MD5 and SHA-1 together, which
/// no library here verifies.
fn before_tls12(key: &PublicKey, message: &[u8], signature: &[u8]) -> Option<bool> {
    let digest = <sha1::Sha1 as sha1::Digest>::digest(message);
    match key.curve.as_deref() {
        Some(SECP256K1) => {
            // A digest shorter than the order is the low end of the number (SEC 1, 4.1.4).
            let mut padded = [0; 32];
            padded[12..].copy_from_slice(&digest);
            k256(key, &padded, signature)
        }
        _ => None,
    }
}

fn k256(key: &PublicKey, digest: &[u8], signature: &[u8]) -> Option<bool> {
    let key = k256::ecdsa::VerifyingKey::from_sec1_bytes(&key.bytes).ok()?;
    let Ok(signature) = k256::ecdsa::Signature::from_der(signature) else { return Some(false) };
    // Half of all signatures that TLS servers send have a high s, which this library refuses.
    let signature = signature.normalize_s().unwrap_or(signature);
    Some(key.verify_prehash(digest, &signature).is_ok())
}

fn sm2(key: &PublicKey, message: &[u8], signature: &[u8]) -> Option<bool> {
    let key = sm2::dsa::VerifyingKey::from_sec1_bytes(SM2_IDENTITY, &key.bytes).ok()?;
    let Some(bytes) = r_and_s(signature) else { return Some(false) };
    let Ok(signature) = sm2::dsa::Signature::from_slice(&bytes) else { return Some(false) };
    Some(key.verify(message, &signature).is_ok())
}

/// `SEQUENCE { r INTEGER, s INTEGER }` as two numbers of 32 bytes, big-endian.
fn r_and_s(der: &[u8]) -> Option<[u8; 64]> {
    let [0x30, len, rest @ ..] = der else { return None };
    if usize::from(*len) != rest.len() {
        return None;
    }
    let (r, rest) = integer(rest)?;
    let (s, rest) = integer(rest)?;
    let mut both = [0; 64];
    both[..32].copy_from_slice(&r);
    both[32..].copy_from_slice(&s);
    rest.is_empty().then_some(both)
}

fn integer(der: &[u8]) -> Option<([u8; 32], &[u8])> {
    let [0x02, len, rest @ ..] = der else { return None };
    let (number, rest) = rest.split_at_checked(usize::from(*len))?;
    let number = match number {
        [0, number @ ..] => number,
        number => number,
    };
    let mut padded = [0; 32];
    padded.get_mut(32usize.checked_sub(number.len())?..)?.copy_from_slice(number);
    Some((padded, rest))
}
