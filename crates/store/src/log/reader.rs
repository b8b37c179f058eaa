//! Reading a run's log frame by frame, in bounded memory, up to its end or its first damage.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::frame::{self, FrameHead, Records, Unpacker};
use super::{Flags, FrameAt, Position, segment};
use crate::error::{Damage, Flaw, StoreError};

/// Reads the frames of a log. After an error it gives nothing more.
pub(crate) struct LogReader {
    folder: PathBuf,
    /// Where the next frame or segment begins.
    at: Position,
    file: Option<OpenSegment>,
    unpacker: Unpacker,
    payload: Vec<u8>,
    plain: Vec<u8>,
    wanted: Option<Flags>,
    verify: bool,
    /// Whether the position's record number is known, so that the next frame must go on from it.
    sequential: bool,
    heads_only: bool,
    finished: bool,
}

struct OpenSegment {
    file: BufReader<File>,
    len: u64,
}

/// A frame that was read; its records are in the reader until the next one is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub(crate) head: FrameHead,
    pub(crate) at: FrameAt,
}

impl LogReader {
    /// Reads from a position on that is known to be right.
    pub(crate) fn new(folder: &Path, from: Position) -> Result<LogReader, StoreError> {
        Ok(LogReader {
            folder: folder.to_owned(),
            at: from,
            file: None,
            unpacker: Unpacker::new()?,
            payload: Vec::new(),
            plain: Vec::new(),
            wanted: None,
            verify: false,
            sequential: true,
            heads_only: false,
            finished: false,
        })
    }

    /// Passes over frames that have none of these.
    #[must_use]
    pub(crate) fn only(mut self, wanted: Flags) -> LogReader {
        self.wanted = Some(wanted);
        self
    }

    /// Computes the hash chain over every record instead of trusting the heads.
    #[must_use]
    pub(crate) fn verifying(mut self) -> LogReader {
        self.verify = true;
        self
    }

    /// The position after the last frame that was read or passed over.
    pub(crate) fn position(&self) -> Position {
        self.at
    }

    /// The records of the frame that was read last.
    pub(crate) fn records(&self, frame: &Frame) -> Records<'_> {
        Records::new(&frame.head, &self.plain)
    }

    /// The damage of a record of the frame that was read last.
    pub(crate) fn damage(&self, frame: &Frame, what: Flaw) -> StoreError {
        let file = segment::path(&self.folder, frame.at.segment);
        StoreError::Damaged(Damage { file, offset: frame.at.offset, what })
    }

    /// Passes over the next frame: its head is read and checked, its records are not.
    pub(crate) fn pass_frame(&mut self) -> Result<Option<Frame>, StoreError> {
        self.heads_only = true;
        self.next_frame()
    }

    /// The next frame, or `None` at the end of the log.
    pub(crate) fn next_frame(&mut self) -> Result<Option<Frame>, StoreError> {
        if self.finished {
            return Ok(None);
        }
        let next = self.advance();
        if !matches!(next, Ok(Some(_))) {
            self.finished = true;
        }
        next
    }

    /// Reads the one frame that stands at a place of this log.
    pub(crate) fn frame_at(&mut self, at: FrameAt) -> Result<Frame, StoreError> {
        self.at.segment = at.segment;
        self.at.offset = at.offset;
        self.finished = false;
        self.sequential = false;
        self.file = None;
        let path = segment::path(&self.folder, at.segment);
        if !path.exists() {
            return Err(self.flaw(Flaw::Missing));
        }
        let mut open = self.open(&path)?;
        open.seek(&path, at.offset)?;
        self.file = Some(open);
        match self.advance_in_segment()? {
            Some(frame) => {
                // Its head said where it stands.
                self.sequential = true;
                Ok(frame)
            }
            None => Err(self.flaw(Flaw::Shortened)),
        }
    }

    fn advance(&mut self) -> Result<Option<Frame>, StoreError> {
        loop {
            if self.file.is_none() && !self.open_segment()? {
                return Ok(None);
            }
            if let Some(frame) = self.advance_in_segment()? {
                return Ok(Some(frame));
            }
            let next = self.at.segment + 1;
            if !segment::path(&self.folder, next).exists() {
                let last = segment::numbers(&self.folder)?.last().copied().unwrap_or(0);
                if last <= self.at.segment {
                    return Ok(None);
                }
                self.at.segment = next;
                self.at.offset = 0;
                return Err(self.flaw(Flaw::Missing));
            }
            self.file = None;
            self.at.segment = next;
            self.at.offset = 0;
        }
    }

    /// Opens the segment of the position; `false` where the log has not begun.
    fn open_segment(&mut self) -> Result<bool, StoreError> {
        let path = segment::path(&self.folder, self.at.segment);
        if !path.exists() {
            if self.at.offset == 0 && segment::numbers(&self.folder)?.is_empty() {
                return Ok(false);
            }
            return Err(self.flaw(Flaw::Missing));
        }
        let mut open = self.open(&path)?;
        if self.at.offset == 0 {
            if open.len < segment::HEAD_LEN as u64 {
                return Err(self.ends_early());
            }
            let mut head = [0; segment::HEAD_LEN];
            open.file.read_exact(&mut head).map_err(|error| StoreError::io(&path, error))?;
            segment::check(&head, self.at.segment, self.at.sequence, &self.at.chain)
                .map_err(|flaw| self.flaw(flaw))?;
            self.at.offset = segment::HEAD_LEN as u64;
        } else {
            if open.len < self.at.offset {
                return Err(self.flaw(Flaw::Shortened));
            }
            open.seek(&path, self.at.offset)?;
        }
        self.file = Some(open);
        Ok(true)
    }

    fn open(&self, path: &Path) -> Result<OpenSegment, StoreError> {
        let wrong = |error| StoreError::io(path, error);
        let file = File::open(path).map_err(wrong)?;
        let len = file.metadata().map_err(wrong)?.len();
        Ok(OpenSegment { file: BufReader::with_capacity(64 * 1024, file), len })
    }

    /// The next wanted frame of the open segment, or `None` at its end.
    fn advance_in_segment(&mut self) -> Result<Option<Frame>, StoreError> {
        loop {
            let begin = self.at;
            let Some(head) = self.next_head()? else {
                return Ok(None);
            };
            let Some(open) = &mut self.file else {
                return Ok(None);
            };
            let path = segment::path(&self.folder, begin.segment);
            let wrong = |error| StoreError::io(&path, error);
            let flaw = |what| flaw_at(&self.folder, &begin, what);
            let next = Position {
                segment: begin.segment,
                offset: begin.offset + frame::HEAD_LEN as u64 + u64::from(head.compressed),
                sequence: head.sequence + u64::from(head.count),
                chain: head.chain,
            };
            let at = FrameAt { segment: begin.segment, offset: begin.offset };
            let unwanted = self.wanted.is_some_and(|wanted| !head.flags.any(wanted));
            if unwanted || self.heads_only {
                open.file.seek_relative(i64::from(head.compressed)).map_err(wrong)?;
                self.at = next;
                if unwanted {
                    continue;
                }
                return Ok(Some(Frame { head, at }));
            }
            self.payload.resize(head.compressed as usize, 0);
            open.file.read_exact(&mut self.payload).map_err(wrong)?;
            head.check(&self.payload).map_err(flaw)?;
            self.unpacker.unpack(&head, &self.payload, &mut self.plain).map_err(flaw)?;
            if self.verify {
                self.verify_chain(&head)?;
            }
            self.at = next;
            return Ok(Some(Frame { head, at }));
        }
    }

    /// The head of the next frame of the open segment, all of which is there; `None` at the end.
    fn next_head(&mut self) -> Result<Option<FrameHead>, StoreError> {
        let at = self.at;
        let Some(open) = &mut self.file else {
            return Ok(None);
        };
        let left = open.len.saturating_sub(at.offset);
        if left == 0 {
            return Ok(None);
        }
        if left < frame::HEAD_LEN as u64 {
            return Err(self.ends_early());
        }
        let mut bytes = [0; frame::HEAD_LEN];
        if let Err(error) = open.file.read_exact(&mut bytes) {
            return Err(StoreError::io(&segment::path(&self.folder, at.segment), error));
        }
        let head = FrameHead::read(&bytes).map_err(|what| self.flaw(what))?;
        if self.sequential && head.sequence != at.sequence {
            return Err(self.flaw(Flaw::Chain));
        }
        if left < frame::HEAD_LEN as u64 + u64::from(head.compressed) {
            return Err(self.ends_early());
        }
        Ok(Some(head))
    }

    fn verify_chain(&self, head: &FrameHead) -> Result<(), StoreError> {
        let mut chain = self.at.chain;
        for raw in Records::new(head, &self.plain) {
            chain = raw.map_err(|flaw| self.flaw(flaw))?.chain_after(&chain);
        }
        if chain == head.chain { Ok(()) } else { Err(self.flaw(Flaw::Chain)) }
    }

    /// The damage at the position where reading stands.
    fn flaw(&self, what: Flaw) -> StoreError {
        flaw_at(&self.folder, &self.at, what)
    }

    /// The damage of a file that ends too early: torn where nothing follows it.
    fn ends_early(&self) -> StoreError {
        let follows = segment::path(&self.folder, self.at.segment + 1).exists();
        self.flaw(if follows { Flaw::Shortened } else { Flaw::Torn })
    }
}

fn flaw_at(folder: &Path, at: &Position, what: Flaw) -> StoreError {
    let file = segment::path(folder, at.segment);
    StoreError::Damaged(Damage { file, offset: at.offset, what })
}

impl OpenSegment {
    fn seek(&mut self, path: &Path, offset: u64) -> Result<(), StoreError> {
        self.file
            .seek(SeekFrom::Start(offset))
            .map(|_| ())
            .map_err(|error| StoreError::io(path, error))
    }
}
