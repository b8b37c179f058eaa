//! Frames: the heads and compressed bytes that a log is made of.

use super::record::{Plain, Raw};
use super::{ChainValue, Flags, MAX_FRAME};
use crate::error::{Flaw, StoreError};

/// Length of a frame's head in bytes.
pub(crate) const HEAD_LEN: usize = 68;

const MAGIC: &[u8; 4] = b"csf1";
/// zstd's default level: the logs' bytes shrink to a third at a fifth of the cost of higher ones.
const LEVEL: i32 = 3;

/// The head of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FrameHead {
    pub(crate) flags: Flags,
    pub(crate) count: u32,
    pub(crate) compressed: u32,
    pub(crate) plain: u32,
    pub(crate) sequence: u64,
    pub(crate) chain: ChainValue,
    /// CRC-32C of the compressed bytes.
    payload_sum: u32,
}

impl FrameHead {
    /// Reads a head. It has a checksum of its own, so that a frame can be passed over by it.
    pub(crate) fn read(bytes: &[u8; HEAD_LEN]) -> Result<FrameHead, Flaw> {
        let (fields, sum) = bytes.split_at(HEAD_LEN - 4);
        let mut rest = fields;
        if &take::<4>(&mut rest)? != MAGIC {
            return Err(Flaw::Shape);
        }
        if crc32c::crc32c(fields).to_be_bytes() != sum {
            return Err(Flaw::Checksum);
        }
        let head = FrameHead {
            flags: Flags(u32::from_be_bytes(take(&mut rest)?)),
            count: u32::from_be_bytes(take(&mut rest)?),
            compressed: u32::from_be_bytes(take(&mut rest)?),
            plain: u32::from_be_bytes(take(&mut rest)?),
            sequence: u64::from_be_bytes(take(&mut rest)?),
            chain: take(&mut rest)?,
            payload_sum: u32::from_be_bytes(take(&mut rest)?),
        };
        let bounded = head.count > 0
            && head.plain as usize <= MAX_FRAME
            && head.compressed as usize <= zstd::zstd_safe::compress_bound(MAX_FRAME);
        if bounded { Ok(head) } else { Err(Flaw::Shape) }
    }

    fn written(&self) -> [u8; HEAD_LEN] {
        let mut bytes = [0; HEAD_LEN];
        let parts: [&[u8]; 8] = [
            MAGIC,
            &self.flags.0.to_be_bytes(),
            &self.count.to_be_bytes(),
            &self.compressed.to_be_bytes(),
            &self.plain.to_be_bytes(),
            &self.sequence.to_be_bytes(),
            &self.chain,
            &self.payload_sum.to_be_bytes(),
        ];
        let (fields, sum) = bytes.split_at_mut(HEAD_LEN - 4);
        for (to, from) in fields.iter_mut().zip(parts.into_iter().flatten()) {
            *to = *from;
        }
        sum.copy_from_slice(&crc32c::crc32c(fields).to_be_bytes());
        bytes
    }

    /// Checks the payload's checksum.
    pub(crate) fn check(&self, payload: &[u8]) -> Result<(), Flaw> {
        if crc32c::crc32c(payload) == self.payload_sum { Ok(()) } else { Err(Flaw::Checksum) }
    }
}

/// Compresses frames; keeps its tables from one to the next.
pub(crate) struct Packer {
    compressor: zstd::bulk::Compressor<'static>,
}

impl Packer {
    pub(crate) fn new() -> Result<Packer, StoreError> {
        let compressor = zstd::bulk::Compressor::new(LEVEL)
            .map_err(|error| StoreError::Encoding(error.to_string()))?;
        Ok(Packer { compressor })
    }

    /// Appends the frame of these plain bytes to `out`. `sequence` is the number of its first
    /// record, `chain` the value after its last.
    pub(crate) fn pack(
        &mut self,
        plain: &Plain,
        sequence: u64,
        chain: ChainValue,
        out: &mut Vec<u8>,
    ) -> Result<(), StoreError> {
        let payload = self
            .compressor
            .compress(&plain.bytes)
            .map_err(|error| StoreError::Encoding(error.to_string()))?;
        let head = FrameHead {
            flags: plain.flags,
            count: plain.count,
            // Both lengths are bounded by MAX_FRAME, which the pushing side holds.
            compressed: payload.len() as u32,
            plain: plain.bytes.len() as u32,
            sequence,
            chain,
            payload_sum: crc32c::crc32c(&payload),
        };
        out.extend_from_slice(&head.written());
        out.extend_from_slice(&payload);
        Ok(())
    }
}

/// Decompresses frames; keeps its tables from one to the next.
pub(crate) struct Unpacker {
    decompressor: zstd::bulk::Decompressor<'static>,
}

impl Unpacker {
    pub(crate) fn new() -> Result<Unpacker, StoreError> {
        let decompressor = zstd::bulk::Decompressor::new()
            .map_err(|error| StoreError::Encoding(error.to_string()))?;
        Ok(Unpacker { decompressor })
    }

    /// Decompresses a checked payload into `plain`, whose earlier content is lost.
    pub(crate) fn unpack(
        &mut self,
        head: &FrameHead,
        payload: &[u8],
        plain: &mut Vec<u8>,
    ) -> Result<(), Flaw> {
        plain.clear();
        plain.reserve(head.plain as usize);
        let len =
            self.decompressor.decompress_to_buffer(payload, plain).map_err(|_| Flaw::Shape)?;
        if len == head.plain as usize { Ok(()) } else { Err(Flaw::Shape) }
    }
}

/// The records of a frame's plain bytes. Ends with an error at the first that is not whole, or
/// when there are more or fewer than the head says.
pub(crate) struct Records<'a> {
    rest: &'a [u8],
    left: u32,
    failed: bool,
}

impl<'a> Records<'a> {
    pub(crate) fn new(head: &FrameHead, plain: &'a [u8]) -> Records<'a> {
        Records { rest: plain, left: head.count, failed: false }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Raw<'a>, Flaw>;

    fn next(&mut self) -> Option<Result<Raw<'a>, Flaw>> {
        if self.failed || (self.left == 0 && self.rest.is_empty()) {
            return None;
        }
        let split = match self.left.checked_sub(1) {
            None => Err(Flaw::Shape),
            Some(left) => {
                self.left = left;
                Raw::split(self.rest)
            }
        };
        match split {
            Ok((raw, rest)) => {
                self.rest = rest;
                Some(Ok(raw))
            }
            Err(flaw) => {
                self.failed = true;
                Some(Err(flaw))
            }
        }
    }
}

/// Splits a fixed number of bytes off the front.
pub(crate) fn take<const N: usize>(bytes: &mut &[u8]) -> Result<[u8; N], Flaw> {
    let (first, rest) = bytes.split_first_chunk::<N>().ok_or(Flaw::Shape)?;
    *bytes = rest;
    Ok(*first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::MAX_FRAME;

    #[test]
    fn a_head_that_promises_too_much_is_refused_before_anything_is_reserved() {
        let head = FrameHead {
            flags: Flags(0),
            count: 1,
            compressed: 10,
            plain: MAX_FRAME as u32 + 1,
            sequence: 0,
            chain: [0; 32],
            payload_sum: 0,
        };
        assert_eq!(FrameHead::read(&head.written()), Err(Flaw::Shape));
        let fits = FrameHead { plain: MAX_FRAME as u32, ..head };
        assert_eq!(FrameHead::read(&fits.written()), Ok(fits));
    }

    #[test]
    fn a_payload_that_unpacks_to_more_than_its_head_says_is_refused() {
        let payload = zstd::bulk::compress(&vec![0; 1 << 20], LEVEL).unwrap();
        let head = FrameHead {
            flags: Flags(0),
            count: 1,
            compressed: payload.len() as u32,
            plain: 1000,
            sequence: 0,
            chain: [0; 32],
            payload_sum: 0,
        };
        let mut plain = Vec::new();
        let unpacked = Unpacker::new().unwrap().unpack(&head, &payload, &mut plain);
        assert_eq!(unpacked, Err(Flaw::Shape));
        assert!(plain.capacity() < 1 << 20, "nothing beyond the promise was reserved");
    }
}
