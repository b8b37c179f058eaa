//! The bounded reader of bytes that every parser uses.
//!
//! A read never panics and never allocates by a length that a peer chose: it borrows from the
//! input or fails. [`Short`] says how many bytes would be needed, so that a caller reading a
//! stream can tell "not yet" from "never".

/// A forward reader over a byte slice that knows its offset.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    offset: usize,
}

/// The input ended before the value did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{missing} bytes missing at offset {offset}")]
pub struct Short {
    /// Where the value begins.
    pub offset: usize,
    /// How many bytes are missing.
    pub missing: usize,
}

impl<'a> Reader<'a> {
    /// A reader at the start of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { bytes, offset: 0 }
    }

    /// How many bytes were read.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// What was not read yet.
    pub fn rest(&self) -> &'a [u8] {
        &self.bytes[self.offset..]
    }

    /// The next `len` bytes.
    pub fn take(&mut self, len: usize) -> Result<&'a [u8], Short> {
        let rest = self.rest();
        match rest.get(..len) {
            Some(taken) => {
                self.offset += len;
                Ok(taken)
            }
            None => Err(Short { offset: self.offset, missing: len - rest.len() }),
        }
    }

    /// The next `N` bytes as an array.
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], Short> {
        let taken = self.take(N)?;
        let mut array = [0; N];
        array.copy_from_slice(taken);
        Ok(array)
    }

    /// One byte.
    pub fn u8(&mut self) -> Result<u8, Short> {
        Ok(self.array::<1>()?[0])
    }

    /// A little-endian number of 16 bits.
    pub fn u16_le(&mut self) -> Result<u16, Short> {
        Ok(u16::from_le_bytes(self.array()?))
    }

    /// A big-endian number of 16 bits.
    pub fn u16_be(&mut self) -> Result<u16, Short> {
        Ok(u16::from_be_bytes(self.array()?))
    }

    /// A little-endian number of 32 bits.
    pub fn u32_le(&mut self) -> Result<u32, Short> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    /// A little-endian number of 64 bits.
    pub fn u64_le(&mut self) -> Result<u64, Short> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    /// Bitcoin's number of variable length: one byte, or a sign before 2, 4 or 8 little-endian
    /// ones. A longer form than is needed is taken too.
    pub fn compact_size(&mut self) -> Result<u64, Short> {
        Ok(match self.u8()? {
            0xfd => u64::from(self.u16_le()?),
            0xfe => u64::from(self.u32_le()?),
            0xff => self.u64_le()?,
            small => u64::from(small),
        })
    }
}

/// The first place of `needle` in `haystack`.
pub fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    if needle.is_empty() {
        return Some(0);
    }
    haystack.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_read_says_what_is_missing_and_reads_nothing() {
        let mut reader = Reader::new(&[1, 2, 3]);
        assert_eq!(reader.u8(), Ok(1));
        assert_eq!(reader.u32_le(), Err(Short { offset: 1, missing: 2 }));
        assert_eq!(reader.rest(), [2, 3]);
        assert_eq!(reader.take(usize::MAX), Err(Short { offset: 1, missing: usize::MAX - 2 }));
    }
}
