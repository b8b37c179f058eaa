//! Appending to a run's log: durable batches, segments rolled at a size, a clean way on after a
//! torn or damaged end.

use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::frame::Packer;
use super::record::Plain;
use super::{ChainValue, FrameAt, Position, segment};
use crate::error::{Flaw, StoreError};
use crate::layout;

/// How bytes get onto the disk; a test puts one in its place that fills up.
pub(crate) trait Medium: Send + Sync {
    /// Writes all bytes at the file's place.
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()>;

    /// Makes what was written durable.
    fn sync(&self, file: &File) -> io::Result<()>;
}

/// The file system.
pub(crate) struct FileSystem;

impl Medium for FileSystem {
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_data()
    }
}

/// Appends to the log of one run.
pub(crate) struct LogWriter {
    folder: PathBuf,
    medium: Arc<dyn Medium>,
    segment_bytes: u64,
    at: Position,
    file: Option<File>,
    packer: Packer,
}

/// Frames of a batch: their plain bytes and the chain value after each.
pub(crate) type Frames<'a> = &'a [(Plain, ChainValue)];

impl LogWriter {
    /// Goes on at a position, which must be the end of what is whole. Whatever stands behind it is
    /// moved into the folder `damaged` beside the segments first; the second value says whether
    /// something was.
    pub(crate) fn open(
        folder: &Path,
        at: Position,
        segment_bytes: u64,
        medium: Arc<dyn Medium>,
    ) -> Result<(LogWriter, bool), StoreError> {
        let moved = set_aside(folder, &at)?;
        let packer = Packer::new()?;
        let folder = folder.to_owned();
        Ok((LogWriter { folder, medium, segment_bytes, at, file: None, packer }, moved))
    }

    /// The end of the log.
    pub(crate) fn position(&self) -> Position {
        self.at
    }

    /// Appends frames and makes them durable together. After an error the log ends where it ended
    /// before, as far as the disk still obeys; the caller must not go on with this writer.
    pub(crate) fn append(&mut self, frames: Frames<'_>) -> Result<Vec<FrameAt>, StoreError> {
        self.roll()?;
        let begin = self.at;
        let mut bytes = Vec::new();
        let mut after = begin;
        if begin.offset == 0 {
            bytes.extend_from_slice(&segment::head(&begin));
        }
        let mut places = Vec::with_capacity(frames.len());
        for (plain, chain) in frames {
            let offset = begin.offset + bytes.len() as u64;
            places.push(FrameAt { segment: begin.segment, offset });
            self.packer.pack(plain, after.sequence, *chain, &mut bytes)?;
            after.sequence += u64::from(plain.count);
            after.chain = *chain;
        }
        after.offset = begin.offset + bytes.len() as u64;
        self.write(&bytes, &begin)?;
        self.at = after;
        Ok(places)
    }

    fn write(&mut self, bytes: &[u8], begin: &Position) -> Result<(), StoreError> {
        let path = segment::path(&self.folder, begin.segment);
        let wrong = |error| StoreError::io(&path, error);
        let is_new = begin.offset == 0;
        if self.file.is_none() {
            let mut file = layout::private_file().create_new(is_new).open(&path).map_err(wrong)?;
            file.seek(SeekFrom::Start(begin.offset)).map_err(wrong)?;
            self.file = Some(file);
        }
        let Some(file) = &mut self.file else { return Ok(()) };
        let written = self
            .medium
            .write(file, bytes)
            .and_then(|()| self.medium.sync(file))
            .and_then(|()| if is_new { layout::sync_folder(&self.folder) } else { Ok(()) });
        if let Err(error) = written {
            // A torn end is no harm, it only costs a notice later.
            let _ = if is_new { fs::remove_file(&path) } else { file.set_len(begin.offset) };
            self.file = None;
            return Err(wrong(error));
        }
        Ok(())
    }

    /// Goes to the next segment when this one is full.
    fn roll(&mut self) -> Result<(), StoreError> {
        if self.at.offset >= self.segment_bytes {
            self.file = None;
            self.at.segment += 1;
            self.at.offset = 0;
        }
        Ok(())
    }
}

/// Moves everything behind a position out of the way.
fn set_aside(folder: &Path, at: &Position) -> Result<bool, StoreError> {
    let mut moved = false;
    for number in segment::numbers(folder)? {
        let path = segment::path(folder, number);
        let wrong = |error| StoreError::io(&path, error);
        let keep = match number.cmp(&at.segment) {
            std::cmp::Ordering::Less => continue,
            std::cmp::Ordering::Equal => at.offset,
            std::cmp::Ordering::Greater => 0,
        };
        let len = fs::metadata(&path).map_err(wrong)?.len();
        if len < keep {
            return Err(
                crate::error::Damage { file: path, offset: len, what: Flaw::Shortened }.into()
            );
        }
        if len == keep && keep > 0 {
            continue;
        }
        moved = true;
        let target = damaged_name(folder, number, keep)?;
        if keep == 0 {
            fs::rename(&path, &target).map_err(wrong)?;
        } else {
            let mut from = File::open(&path).map_err(wrong)?;
            from.seek(SeekFrom::Start(keep)).map_err(wrong)?;
            let mut to = layout::private_file().create_new(true).open(&target).map_err(wrong)?;
            io::copy(&mut from, &mut to).map_err(wrong)?;
            to.sync_all().map_err(wrong)?;
            let file = layout::private_file().open(&path).map_err(wrong)?;
            file.set_len(keep).map_err(wrong)?;
            file.sync_all().map_err(wrong)?;
        }
    }
    if moved {
        layout::sync_folder(folder).map_err(|error| StoreError::io(folder, error))?;
    }
    Ok(moved)
}

/// A free name for bytes that cannot be read, which says where they stood.
fn damaged_name(folder: &Path, segment: u32, offset: u64) -> Result<PathBuf, StoreError> {
    let damaged = folder.join("damaged");
    if !damaged.is_dir() {
        layout::private_folder(&damaged).map_err(|error| StoreError::io(&damaged, error))?;
    }
    let name = |number: u32| damaged.join(format!("{segment:04}.log-from-{offset}.{number}"));
    let free = (1..u32::MAX).map(name).find(|path| !path.exists());
    Ok(free.unwrap_or_else(|| name(u32::MAX)))
}
