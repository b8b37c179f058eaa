//! Bytes from peers into messages, bounded.
//!
//! A frame is 24 bytes of head – magic, command (12 bytes, NUL padded), length (u32 LE), checksum
//! (4 bytes) – and the payload (bitcoin/bitcoin `src/protocol.h`). Frames are read while they
//! arrive: the last one may be incomplete, and what is needed of a `block` or `headers` message
//! stands in its first bytes, so that nobody waits for two megabytes.

use super::types::sha256d;
use crate::bitcoin::reject_word;
use crate::bytes::{Reader, Short};

/// The length of a frame's head.
pub(super) const HEAD: usize = 24;
/// Longer payloads are refused by Bitcoin itself; Litecoin takes 32 MB, none of which we ask for.
const MAX_PAYLOAD: u32 = 32_000_000;
/// The length of a header up to and including its nonce; longer in a few relatives, where these
/// bytes begin with the version and the parent all the same.
pub(super) const HEADER: usize = 80;

/// A frame, the payload as far as it has arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame<'a> {
    /// Where it begins in the stream.
    pub(super) offset: usize,
    pub(super) magic: [u8; 4],
    pub(super) command: &'a str,
    /// The payload's full length.
    pub(super) len: usize,
    pub(super) checksum: [u8; 4],
    /// What has arrived of the payload.
    pub(super) payload: &'a [u8],
}

impl<'a> Frame<'a> {
    /// Reads the frame at `offset`. `Ok(None)` where its head has not arrived yet.
    pub(super) fn read(stream: &'a [u8], offset: usize) -> Result<Option<Frame<'a>>, NotAFrame> {
        let mut reader = Reader::new(stream.get(offset..).unwrap_or_default());
        let Ok(head) = reader.take(HEAD) else {
            return Ok(None);
        };
        let mut head = Reader::new(head);
        // A head of 24 bytes holds all of these.
        let (Ok(magic), Ok(command), Ok(len), Ok(checksum)) =
            (head.array(), head.take(12), head.u32_le(), head.array())
        else {
            return Ok(None);
        };
        let command = command_text(command).ok_or(NotAFrame { offset })?;
        if len > MAX_PAYLOAD {
            return Err(NotAFrame { offset });
        }
        let len = len as usize;
        let rest = reader.rest();
        let payload = &rest[..rest.len().min(len)];
        Ok(Some(Frame { offset, magic, command, len, checksum, payload }))
    }

    /// Whether the whole payload has arrived.
    pub(super) fn is_complete(&self) -> bool {
        self.payload.len() == self.len
    }

    /// Where the next frame begins.
    pub(super) fn end(&self) -> usize {
        self.offset + HEAD + self.len
    }

    /// Where the payload begins.
    pub(super) fn payload_offset(&self) -> usize {
        self.offset + HEAD
    }
}

/// Bytes that are no frame of this family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotAFrame {
    /// Where they begin.
    pub(super) offset: usize,
}

/// All frames of a stream, the last one perhaps incomplete; ends at what is no frame.
pub(super) fn frames(stream: &[u8]) -> impl Iterator<Item = Frame<'_>> {
    let mut offset = 0;
    std::iter::from_fn(move || {
        let frame = Frame::read(stream, offset).ok().flatten()?;
        offset = frame.end();
        Some(frame)
    })
}

fn command_text(bytes: &[u8]) -> Option<&str> {
    let len = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
    let (name, padding) = bytes.split_at(len);
    let plain = !name.is_empty()
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        && padding.iter().all(|&byte| byte == 0);
    // ASCII is UTF-8.
    plain.then(|| std::str::from_utf8(name).unwrap_or_default())
}

/// Whether a stream's first bytes are a `version` frame's, of whatever magic.
pub(super) fn begins_with_version(bytes: &[u8]) -> Option<[u8; 4]> {
    let magic = bytes.get(..4)?.try_into().ok()?;
    (bytes.get(4..16)? == b"version\0\0\0\0\0").then_some(magic)
}

/// A `version` message. Offsets are into the payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct VersionMessage {
    pub(super) protocol: u32,
    pub(super) services: u64,
    /// Seconds since 1970 by the peer's clock.
    pub(super) time: u64,
    pub(super) nonce: u64,
    /// At most 256 bytes; what is not UTF-8 is replaced.
    pub(super) agent: String,
    pub(super) agent_at: usize,
    pub(super) agent_len: usize,
    pub(super) height: u32,
    pub(super) height_at: usize,
    /// Absent in messages of old peers.
    pub(super) relay: Option<bool>,
}

/// The longest agent Bitcoin Core takes (`src/net.h`, `MAX_SUBVERSION_LENGTH`).
const MAX_AGENT: u64 = 256;
/// The bit that says a peer serves the whole chain.
pub(super) const NODE_NETWORK: u64 = 1;
/// The bit that says a peer serves at least the last 288 blocks.
pub(super) const NODE_NETWORK_LIMITED: u64 = 1 << 10;

/// A message that does not hold what its name promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Malformed {
    /// It ends too early.
    Short(Short),
    /// A length beyond what is allowed.
    TooLong(u64),
}

impl From<Short> for Malformed {
    fn from(short: Short) -> Malformed {
        Malformed::Short(short)
    }
}

impl VersionMessage {
    pub(super) fn read(payload: &[u8]) -> Result<VersionMessage, Malformed> {
        let mut reader = Reader::new(payload);
        let protocol = reader.u32_le()?;
        let services = reader.u64_le()?;
        let time = reader.u64_le()?;
        // The receiver's and the sender's addresses: services, IPv6-mapped address, port.
        reader.take(26)?;
        reader.take(26)?;
        let nonce = reader.u64_le()?;
        let len = reader.compact_size()?;
        if len > MAX_AGENT {
            return Err(Malformed::TooLong(len));
        }
        let agent_at = reader.offset();
        let agent = reader.take(len as usize)?;
        let height_at = reader.offset();
        let height = reader.u32_le()?;
        let relay = reader.u8().ok().map(|byte| byte != 0);
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

    /// Whether the peer hangs up on questions for old blocks.
    pub(super) fn is_pruned(&self) -> bool {
        self.services & NODE_NETWORK == 0 && self.services & NODE_NETWORK_LIMITED != 0
    }
}

/// A `reject` message (BIP 61).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RejectMessage {
    pub(super) message: String,
    pub(super) code: u8,
    pub(super) reason: String,
}

impl RejectMessage {
    pub(super) fn read(payload: &[u8]) -> Result<RejectMessage, Malformed> {
        let mut reader = Reader::new(payload);
        let message = text(&mut reader, 12)?;
        let code = reader.u8()?;
        let reason = text(&mut reader, 111)?;
        Ok(RejectMessage { message, code, reason })
    }

    /// The code's name in BIP 61.
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
    /// The count, and the first header's first 80 bytes with their offset in the payload.
    First { count: u64, header: &'a [u8; HEADER], at: usize },
}

impl<'a> Headers<'a> {
    pub(super) fn read(payload: &'a [u8]) -> Headers<'a> {
        let mut reader = Reader::new(payload);
        match reader.compact_size() {
            Err(_) => Headers::Unfinished,
            Ok(0) => Headers::Empty,
            Ok(count) => {
                let at = reader.offset();
                match reader.rest().first_chunk::<HEADER>() {
                    Some(header) => Headers::First { count, header, at },
                    None => Headers::Unfinished,
                }
            }
        }
    }
}

/// The parent a header names, in display order.
pub(super) fn parent(header: &[u8; HEADER]) -> [u8; 32] {
    let mut parent = [0; 32];
    parent.copy_from_slice(&header[4..36]);
    parent.reverse();
    parent
}

/// SHA-256d of a header's first 80 bytes, in display order.
pub(super) fn header_hash(header: &[u8; HEADER]) -> [u8; 32] {
    let mut hash = sha256d(header);
    hash.reverse();
    hash
}

/// The blocks a complete `notfound` message names, in display order.
pub(super) fn not_found(payload: &[u8]) -> Vec<[u8; 32]> {
    let mut reader = Reader::new(payload);
    let Ok(count) = reader.compact_size() else {
        return Vec::new();
    };
    let mut hashes = Vec::new();
    // The loop is bounded by the payload, not by the count.
    while (hashes.len() as u64) < count {
        let (Ok(_kind), Ok(mut hash)) = (reader.u32_le(), reader.array::<32>()) else {
            break;
        };
        hash.reverse();
        hashes.push(hash);
    }
    hashes
}

fn text(reader: &mut Reader<'_>, most: u64) -> Result<String, Malformed> {
    let len = reader.compact_size()?;
    if len > most {
        return Err(Malformed::TooLong(len));
    }
    Ok(String::from_utf8_lossy(reader.take(len as usize)?).into_owned())
}
