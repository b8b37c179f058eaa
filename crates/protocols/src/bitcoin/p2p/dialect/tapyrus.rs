//! Tapyrus: blocks signed by a federation.
//!
//! The magic is 33550335 plus the network's number, big-endian. A header is the features (always
//! 1), the parent, two roots, the time, an extra field with its kind (0 none, 1 a public key of 33
//! bytes behind its length, 2 the largest block's size in four bytes), and the federation's Schnorr
//! signature of 64 bytes behind its length.
//!
//! Sources: chaintope/tapyrus-core `src/federationparams.cpp`, `src/primitives/block.h`,
//! `src/primitives/xfield.h`.

use crate::bytes::Reader;

/// The one value of a header's features.
const FEATURES: u32 = 1;
/// The length of the federation's key, and of its signature.
const KEY: u8 = 33;
const SIGNATURE: u8 = 64;

/// Whether the first header of a list is of this form; each is followed by the number of
/// transactions, always 0.
pub(in super::super) fn is_header(bytes: &[u8]) -> bool {
    read(&mut Reader::new(bytes)).is_some()
}

fn read(reader: &mut Reader<'_>) -> Option<()> {
    if reader.u32_le().ok()? != FEATURES {
        return None;
    }
    // The parent, two roots and the time.
    reader.take(32 + 32 + 32 + 4).ok()?;
    match reader.u8().ok()? {
        0 => {}
        1 => {
            if reader.u8().ok()? != KEY || !matches!(reader.u8().ok()?, 2 | 3) {
                return None;
            }
            reader.take(32).ok()?;
        }
        2 => {
            reader.take(4).ok()?;
        }
        _ => return None,
    }
    if reader.u8().ok()? != SIGNATURE {
        return None;
    }
    reader.take(SIGNATURE.into()).ok()?;
    (reader.u8().ok()? == 0).then_some(())
}

#[cfg(test)]
pub(in super::super) mod tests {
    use super::*;

    /// A header with a public key in its extra field or none.
    pub(in super::super::super) fn header(parent: [u8; 32], key: bool) -> Vec<u8> {
        let mut bytes = 1u32.to_le_bytes().to_vec();
        bytes.extend(parent);
        bytes.extend([5; 64]);
        bytes.extend(1_700_000_000u32.to_le_bytes());
        if key {
            bytes.extend([1, KEY, 3]);
            bytes.extend([6; 32]);
        } else {
            bytes.push(0);
        }
        bytes.push(SIGNATURE);
        bytes.extend([7; 64]);
        bytes
    }

    #[test]
    fn headers_with_and_without_a_key() {
        for key in [false, true] {
            let bytes = [&header([4; 32], key)[..], &[0]].concat();
            assert!(is_header(&bytes));
            assert!((0..bytes.len()).all(|len| !is_header(&bytes[..len])));
        }
    }

    #[test]
    fn work_is_no_signature() {
        let mut plain = [0; 81];
        plain[0] = 1;
        assert!(!is_header(&[&plain[..], &plain[..]].concat()));
        let mut other = header([4; 32], false);
        other[0] = 2;
        other.push(0);
        assert!(!is_header(&other), "the features are always 1");
    }
}
