//! Bytes from peers into messages, bounded.
//!
//! A frame is 9 bytes of head – magic (4 bytes), type (1 byte), length (u32 LE) – and the payload;
//! there is no checksum (hsd `lib/net/framer.js`, `lib/net/parser.js`). Frames are read while they
//! arrive: the last one may be incomplete.

use super::header::HEADER;
use crate::bitcoin::reject_word;
use crate::bytes::{Reader, Short};

/// The length of a frame's head.
pub(super) const HEAD: usize = 9;
/// The longest payload that hsd takes (`lib/net/common.js`, `MAX_MESSAGE`).
const MAX_PAYLOAD: u32 = 8_000_000;

/// Types of messages (hsd `lib/net/packets.js`, `types`).
pub(super) mod kind {
    pub(in super::super) const VERSION: u8 = 0;
    pub(in super::super) const VERACK: u8 = 1;
    pub(in super::super) const PING: u8 = 2;
    pub(in super::super) const PONG: u8 = 3;
    pub(in super::super) const GETDATA: u8 = 7;
    pub(in super::super) const NOTFOUND: u8 = 8;
    pub(in super::super) const GETHEADERS: u8 = 10;
    pub(in super::super) const HEADERS: u8 = 11;
    pub(in super::super) const BLOCK: u8 = 13;
    pub(in super::super) const REJECT: u8 = 15;
    /// The last one that is defined.
    pub(in super::super) const LAST: u8 = 32;
}

/// A frame, the payload as far as it has arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame<'a> {
    /// Where it begins in the stream.
    pub(super) offset: usize,
    /// In the order of the wire.
    pub(super) magic: [u8; 4],
    pub(super) kind: u8,
    /// The payload's full length.
    pub(super) len: usize,
    /// What has arrived of the payload.
    pub(super) payload: &'a [u8],
}

/// Bytes that are no frame of this family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotAFrame;

impl<'a> Frame<'a> {
    /// Reads the frame at `offset`. `Ok(None)` where its head has not arrived yet.
    pub(super) fn read(stream: &'a [u8], offset: usize) -> Result<Option<Frame<'a>>, NotAFrame> {
        let mut reader = Reader::new(stream.get(offset..).unwrap_or_default());
        let (Ok(magic), Ok(kind), Ok(len)) = (reader.array(), reader.u8(), reader.u32_le()) else {
            return Ok(None);
        };
        if len > MAX_PAYLOAD || kind > kind::LAST {
            return Err(NotAFrame);
        }
        let (len, rest) = (len as usize, reader.rest());
        Ok(Some(Frame { offset, magic, kind, len, payload: &rest[..rest.len().min(len)] }))
    }

    /// Whether the whole payload has arrived.
    pub(super) fn is_complete(&self) -> bool {
        self.payload.len() == self.len
    }

    /// Where the payload begins.
    pub(super) fn payload_offset(&self) -> usize {
        self.offset + HEAD
    }

    /// Where the next frame begins.
    pub(super) fn end(&self) -> usize {
        self.payload_offset() + self.len
    }
}

/// All frames of one magic at the beginning of a stream, the last one perhaps incomplete.
pub(super) fn frames(stream: &[u8], magic: [u8; 4]) -> impl Iterator<Item = Frame<'_>> {
    let mut offset = 0;
    std::iter::from_fn(move || {
        let frame = Frame::read(stream, offset).ok().flatten()?;
        offset = frame.end();
        (frame.magic == magic).then_some(frame)
    })
}

/// A `version` message. Offsets are into the payload; numbers are little-endian.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct VersionMessage {
    pub(super) protocol: u32,
    pub(super) services: u32,
    /// Seconds since 1970 by the peer's clock.
    pub(super) time: u64,
    pub(super) nonce: [u8; 8],
    /// At most 255 bytes; what is not UTF-8 is replaced.
    pub(super) agent: String,
    pub(super) agent_at: usize,
    pub(super) agent_len: usize,
    pub(super) height: u32,
    pub(super) height_at: usize,
    pub(super) relay: bool,
}

/// The bit that says a peer serves the whole chain (`lib/net/common.js`, `services`).
pub(super) const NETWORK: u32 = 1;
/// The length of an address: time, services, type, address, reserved, port, key.
pub(super) const ADDRESS: usize = 8 + 8 + 1 + 16 + 20 + 2 + 33;

impl VersionMessage {
    pub(super) fn read(payload: &[u8]) -> Result<VersionMessage, Short> {
        let mut reader = Reader::new(payload);
        let protocol = reader.u32_le()?;
        let services = reader.u32_le()?;
        let _unused: u32 = reader.u32_le()?;
        let time = reader.u64_le()?;
        reader.take(ADDRESS)?;
        let nonce = reader.array()?;
        let len = reader.u8()?;
        let agent_at = reader.offset();
        let agent = reader.take(len.into())?;
        let height_at = reader.offset();
        let height = reader.u32_le()?;
        // The message says what is not wanted.
        let relay = reader.u8()? != 1;
        Ok(VersionMessage {
            protocol,
            services,
            time,
            nonce,
            agent: String::from_utf8_lossy(agent).into_owned(),
            agent_at,
            agent_len: agent.len(),
            height,
            height_at,
            relay,
        })
    }
}

/// A `reject` message: the type of message it answers, a code, a reason of 255 bytes at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RejectMessage {
    pub(super) code: u8,
    pub(super) reason: String,
}

impl RejectMessage {
    pub(super) fn read(payload: &[u8]) -> Result<RejectMessage, Short> {
        let mut reader = Reader::new(payload);
        let _answers = reader.u8()?;
        let code = reader.u8()?;
        let len = reader.u8()?;
        let reason = String::from_utf8_lossy(reader.take(len.into())?).into_owned();
        Ok(RejectMessage { code, reason })
    }

    /// The code's name, as in BIP 61 (`lib/net/packets.js`, `RejectPacket.codes`).
    pub(super) fn code_word(&self) -> &'static str {
        reject_word(self.code)
    }
}

/// What a `headers` message says, as far as it has arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Headers<'a> {
    /// More is needed.
    Unfinished,
    /// There is none.
    Empty,
    /// The first header with its offset in the payload.
    First { header: &'a [u8; HEADER], at: usize },
}

impl<'a> Headers<'a> {
    pub(super) fn read(payload: &'a [u8]) -> Headers<'a> {
        let mut reader = Reader::new(payload);
        match reader.compact_size() {
            Err(_) => Headers::Unfinished,
            Ok(0) => Headers::Empty,
            Ok(_) => match reader.rest().first_chunk() {
                Some(header) => Headers::First { header, at: reader.offset() },
                None => Headers::Unfinished,
            },
        }
    }
}

/// The blocks a complete `notfound` message names.
pub(super) fn not_found(payload: &[u8]) -> Vec<[u8; 32]> {
    let mut reader = Reader::new(payload);
    let (count, mut hashes) = (reader.compact_size().unwrap_or_default(), Vec::new());
    // The loop is bounded by the payload, not by the count.
    while (hashes.len() as u64) < count
        && let (Ok(_kind), Ok(hash)) = (reader.u32_le(), reader.array())
    {
        hashes.push(hash);
    }
    hashes
}
