//! Elements and Liquid: blocks signed by functionaries.
//!
//! A header is the version, the parent, the root, the time, the height, and then either a
//! challenge and its solution (two scripts), or, where the version's highest bit is set, the rules
//! that hold and those proposed, and the witness that signs (a list of byte strings). Rules are a
//! kind and, by it, nothing (0); the signers' script, a number and a root (1); or that script, the
//! number, two scripts of the peg and a list of byte strings (2). With the height left out
//! (`con_blockheightinheader=0`) a header is not told from others, and is read as Bitcoin's.
//!
//! Source: ElementsProject/elements `src/primitives/block.h`.

use crate::bytes::Reader;

/// The bit of the version that says that rules follow.
const DYNAMIC: u32 = 1 << 31;
/// The longest script or witness taken.
const MAX_BYTES: u64 = 64 * 1024;
/// The most byte strings in a list.
const MAX_ITEMS: u64 = 1024;

/// Whether the first header of a list is of this form; each is followed by the number of
/// transactions, always 0.
pub(in super::super) fn is_header(bytes: &[u8]) -> bool {
    read(&mut Reader::new(bytes)).is_some()
}

fn read(reader: &mut Reader<'_>) -> Option<()> {
    let version = reader.u32_le().ok()?;
    reader.take(32 + 32 + 4).ok()?;
    let height = reader.u32_le().ok()?;
    // In Bitcoin's header the target stands here, which is never as low as a height.
    if height == 0 || height >= 1 << 24 {
        return None;
    }
    let signed = match version & DYNAMIC {
        0 => {
            let challenge = string(reader)?;
            string(reader)?;
            !challenge.is_empty()
        }
        _ => {
            rules(reader)?;
            rules(reader)?;
            strings(reader)? > 0
        }
    };
    (signed && reader.u8().ok()? == 0).then_some(())
}

fn rules(reader: &mut Reader<'_>) -> Option<()> {
    match reader.u8().ok()? {
        0 => {}
        1 => {
            string(reader)?;
            reader.take(4 + 32).ok()?;
        }
        2 => {
            string(reader)?;
            reader.take(4).ok()?;
            string(reader)?;
            string(reader)?;
            strings(reader)?;
        }
        _ => return None,
    }
    Some(())
}

fn string<'a>(reader: &mut Reader<'a>) -> Option<&'a [u8]> {
    let len = reader.compact_size().ok().filter(|len| *len <= MAX_BYTES)?;
    reader.take(len as usize).ok()
}

fn strings(reader: &mut Reader<'_>) -> Option<u64> {
    let count = reader.compact_size().ok().filter(|count| *count <= MAX_ITEMS)?;
    for _ in 0..count {
        string(reader)?;
    }
    Some(count)
}

#[cfg(test)]
pub(in super::super) mod tests {
    use super::*;

    /// The header of block 1, by the old form or by the one with rules.
    pub(in super::super::super) fn header(parent: [u8; 32], dynamic: bool) -> Vec<u8> {
        let version = if dynamic { DYNAMIC | 0x2000_0000 } else { 0x2000_0000 };
        let mut bytes = version.to_le_bytes().to_vec();
        bytes.extend(parent);
        bytes.extend([5; 32]);
        bytes.extend(1_700_000_000u32.to_le_bytes());
        bytes.extend(1u32.to_le_bytes());
        if dynamic {
            bytes.extend([1, 2, 0x51, 0x51]);
            bytes.extend([9; 36]);
            bytes.extend([0, 2, 1, 0x30, 2, 0x51, 0x51]);
        } else {
            bytes.extend([1, 0x51, 2, 0x51, 0x51]);
        }
        bytes
    }

    #[test]
    fn both_forms_are_read() {
        for dynamic in [false, true] {
            let bytes = [&header([4; 32], dynamic)[..], &[0]].concat();
            assert!(is_header(&bytes), "{dynamic}");
            assert!((0..bytes.len()).all(|len| !is_header(&bytes[..len])));
        }
    }

    #[test]
    fn work_is_no_signature() {
        let mut plain = [0; 81];
        plain[72..76].copy_from_slice(&0x1d00_ffffu32.to_le_bytes());
        assert!(!is_header(&[&plain[..], &plain[..]].concat()));
    }
}
