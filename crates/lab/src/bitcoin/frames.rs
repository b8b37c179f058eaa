//! Frames: those that come, read by the lab's own rules, and those that peers send.

use super::types::{sha256, sha256d};

/// The length of a frame's head.
pub(crate) const HEAD: usize = 24;
/// Longer payloads end the connection, as in Bitcoin Core (`src/net.h`).
const MAX_PAYLOAD: usize = 4_000_000;
/// Nothing a scan sends is longer; more is not kept.
const MAX_KEPT: usize = 64 * 1024;

/// Which hash makes the checksum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Checksum {
    /// SHA-256d, as nearly everywhere.
    #[default]
    Sha256d,
    /// Another one; the frames of others are taken all the same.
    Other,
    /// Another one, and frames whose checksum is not made by it are dropped without a word.
    OtherStrict,
}

impl Checksum {
    fn of(self, payload: &[u8]) -> [u8; 4] {
        let hash = match self {
            Checksum::Sha256d => sha256d(payload),
            // No relative uses SHA-256 once; it stands for any hash we do not compute.
            Checksum::Other | Checksum::OtherStrict => sha256(payload),
        };
        let [a, b, c, d, ..] = hash;
        [a, b, c, d]
    }
}

/// A frame with a true length: magic, command (at most 12 bytes), length, checksum, payload.
pub fn frame(magic: [u8; 4], command: &str, payload: &[u8], checksum: Checksum) -> Vec<u8> {
    let len = u32::try_from(payload.len()).unwrap_or(u32::MAX);
    let head = head(magic, command, len, checksum.of(payload));
    [&head[..], payload].concat()
}

/// The head of a frame that says what it likes.
pub(crate) fn head(magic: [u8; 4], command: &str, len: u32, checksum: [u8; 4]) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    head[..4].copy_from_slice(&magic);
    for (place, byte) in head[4..16].iter_mut().zip(command.bytes()) {
        *place = byte;
    }
    head[16..20].copy_from_slice(&len.to_le_bytes());
    head[20..].copy_from_slice(&checksum);
    head
}

/// Bitcoin's variable-length number.
pub(crate) fn compact_size(number: u64) -> Vec<u8> {
    match number {
        0..=0xfc => vec![number as u8],
        0xfd..=0xffff => [&[0xfd][..], &(number as u16).to_le_bytes()].concat(),
        0x1_0000..=0xffff_ffff => [&[0xfe][..], &(number as u32).to_le_bytes()].concat(),
        _ => [&[0xff][..], &number.to_le_bytes()].concat(),
    }
}

/// Reads a variable-length number and gives what follows it.
pub(crate) fn read_compact_size(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (&first, rest) = bytes.split_first()?;
    let len = match first {
        0xfd => 2,
        0xfe => 4,
        0xff => 8,
        small => return Some((small.into(), rest)),
    };
    let (number, rest) = rest.split_at_checked(len)?;
    let mut all = [0; 8];
    for (place, byte) in all.iter_mut().zip(number) {
        *place = *byte;
    }
    Some((u64::from_le_bytes(all), rest))
}

/// A frame that came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The command, without its padding.
    pub command: String,
    /// The payload.
    pub payload: Vec<u8>,
    /// Its checksum.
    pub checksum: [u8; 4],
    /// Whether that is SHA-256d's.
    pub sound: bool,
}

/// What the next frame is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// A frame of the magic asked for.
    Frame(Frame),
    /// More bytes are needed.
    More,
    /// A whole head of another magic.
    ForeignMagic([u8; 4]),
    /// The right magic before something that cannot be a frame.
    Broken,
}

/// Bytes that came and were not taken yet.
#[derive(Clone, Debug, Default)]
pub struct Inbox(Vec<u8>);

impl Inbox {
    /// Adds what came.
    pub fn push(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Takes the next frame, where it is there.
    pub fn next(&mut self, magic: [u8; 4]) -> Next {
        let Some((head, rest)) = self.0.split_first_chunk::<HEAD>() else {
            return Next::More;
        };
        let [a, b, c, d, ..] = *head;
        if [a, b, c, d] != magic {
            return Next::ForeignMagic([a, b, c, d]);
        }
        let name: Vec<u8> = head[4..16].iter().copied().take_while(|&byte| byte != 0).collect();
        let len = u32::from_le_bytes([head[16], head[17], head[18], head[19]]) as usize;
        let Some(command) = String::from_utf8(name).ok().filter(|_| len <= MAX_PAYLOAD) else {
            return Next::Broken;
        };
        if len > MAX_KEPT {
            return Next::Broken;
        }
        let Some(payload) = rest.get(..len) else {
            return Next::More;
        };
        let checksum = [head[20], head[21], head[22], head[23]];
        let sound = checksum == Checksum::Sha256d.of(payload);
        let frame = Frame { command, payload: payload.to_vec(), checksum, sound };
        self.0.drain(..HEAD + len);
        Next::Frame(frame)
    }

    /// Whether nothing is left over.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
