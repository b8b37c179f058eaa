//! Segments: the files of a run's log, their names and heads.

use std::fs;
use std::path::{Path, PathBuf};

use super::frame::take;
use super::{ChainValue, Position};
use crate::error::{Flaw, StoreError};

/// Length of a segment's head in bytes.
pub(crate) const HEAD_LEN: usize = 64;

/// The format of logs that this version writes. Readers refuse any other; an older one is
/// rewritten when the store is migrated.
pub(crate) const FORMAT: u32 = 1;

const MAGIC: &[u8; 8] = b"coinsift";

/// The path of a segment.
pub(crate) fn path(folder: &Path, segment: u32) -> PathBuf {
    folder.join(format!("{segment:04}.log"))
}

/// The numbers of a run's segments, ascending.
pub(crate) fn numbers(folder: &Path) -> Result<Vec<u32>, StoreError> {
    let wrong = |error| StoreError::io(folder, error);
    let mut numbers = Vec::new();
    for entry in fs::read_dir(folder).map_err(wrong)? {
        let name = entry.map_err(wrong)?.file_name();
        let number = name.to_str().and_then(|name| name.strip_suffix(".log"));
        numbers.extend(number.and_then(|number| number.parse::<u32>().ok()));
    }
    numbers.sort_unstable();
    Ok(numbers)
}

/// The head of a segment that goes on from a position.
pub(crate) fn head(at: &Position) -> [u8; HEAD_LEN] {
    let mut bytes = [0; HEAD_LEN];
    let fields: [&[u8]; 5] = [
        MAGIC,
        &FORMAT.to_be_bytes(),
        &at.segment.to_be_bytes(),
        &at.sequence.to_be_bytes(),
        &at.chain,
    ];
    for (to, from) in bytes.iter_mut().zip(fields.into_iter().flatten()) {
        *to = *from;
    }
    let (fields, sum) = bytes.split_at_mut(HEAD_LEN - 4);
    sum.copy_from_slice(&crc32c::crc32c(fields).to_be_bytes());
    bytes
}

/// Checks that a head is whole and goes on from where the segment before it ended.
pub(crate) fn check(
    bytes: &[u8; HEAD_LEN],
    segment: u32,
    sequence: u64,
    chain: &ChainValue,
) -> Result<(), Flaw> {
    let (fields, sum) = bytes.split_at(HEAD_LEN - 4);
    let mut rest = fields;
    if &take::<8>(&mut rest)? != MAGIC {
        return Err(Flaw::Shape);
    }
    if crc32c::crc32c(fields).to_be_bytes() != sum {
        return Err(Flaw::Checksum);
    }
    let format = u32::from_be_bytes(take(&mut rest)?);
    let number = u32::from_be_bytes(take(&mut rest)?);
    if format != FORMAT || number != segment {
        return Err(Flaw::Shape);
    }
    let first = u64::from_be_bytes(take(&mut rest)?);
    if first != sequence || &take::<32>(&mut rest)? != chain {
        return Err(Flaw::Chain);
    }
    Ok(())
}
