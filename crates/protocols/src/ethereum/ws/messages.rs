//! The messages of WebSocket as far as we speak it, RFC 6455.
//!
//! * [`Keys`] – what our side derives from the seed: the key of the handshake, the masks;
//! * [`frame`] – one whole frame as a client sends it;
//! * [`Stream`] – the peer's frames put together to messages, within bounds.

use std::ops::Range;

use base64ct::{Base64, Encoding};
use coinsift_verdict::Place;
use sha1::{Digest, Sha1};

use crate::bytes::{Reader, Short};
use crate::ethereum::keys;
use crate::ethereum::rpc::{BODY_CAP, Carrier, Refusal};

/// What both sides append to the key: RFC 6455 section 1.3.
const GUID: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
/// The most bytes a control frame carries: RFC 6455 section 5.5.
const MAX_CONTROL: usize = 125;

/// The first byte of a frame that is the last of its message.
const FIN: u8 = 0x80;
/// The bits of extensions, of which we agree to none.
const RESERVED: u8 = 0x70;
const CONTINUATION: u8 = 0;
const TEXT: u8 = 1;
const BINARY: u8 = 2;
const CLOSE: u8 = 8;
const PING: u8 = 9;
const PONG: u8 = 10;

/// The status of a closure that is meant: RFC 6455 section 7.4.1.
pub(super) const NORMAL: u16 = 1000;

/// What our side derives from the seed in the transcript's head.
#[derive(Clone, Debug)]
pub(super) struct Keys {
    seed: [u8; 32],
    frames: u32,
}

impl Keys {
    pub(super) fn new(seed: [u8; 32]) -> Keys {
        Keys { seed, frames: 0 }
    }

    /// `Sec-WebSocket-Key`: 16 bytes in base64.
    pub(super) fn handshake(&self) -> String {
        let derived = keys::derive(&self.seed, "websocket key");
        let (nonce, _) = derived.split_at(16);
        Base64::encode_string(nonce)
    }

    /// The mask of our next frame.
    fn mask(&mut self) -> [u8; 4] {
        let derived = keys::derive(&self.seed, &format!("websocket mask {}", self.frames));
        self.frames += 1;
        let [first, second, third, fourth, ..] = derived;
        [first, second, third, fourth]
    }
}

/// The `Sec-WebSocket-Accept` that answers a key: RFC 6455 section 4.2.2.
pub(super) fn accept(key: &str) -> String {
    Base64::encode_string(&Sha1::digest(format!("{key}{GUID}")))
}

/// What a client sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sent<'a> {
    Text(&'a str),
    Pong(&'a [u8]),
    Close(u16),
}

/// One frame, masked as those of clients must be: RFC 6455 sections 5.2 and 5.3.
pub(super) fn frame(keys: &mut Keys, sent: Sent<'_>) -> Vec<u8> {
    let status;
    let (opcode, payload) = match sent {
        Sent::Text(text) => (TEXT, text.as_bytes()),
        Sent::Pong(payload) => (PONG, payload),
        Sent::Close(code) => {
            status = code.to_be_bytes();
            (CLOSE, &status[..])
        }
    };
    let mask = keys.mask();
    let mut frame = vec![FIN | opcode];
    match (u8::try_from(payload.len()), u16::try_from(payload.len())) {
        (Ok(short @ ..126), _) => frame.push(0x80 | short),
        (_, Ok(medium)) => {
            frame.push(0x80 | 126);
            frame.extend(medium.to_be_bytes());
        }
        _ => {
            frame.push(0x80 | 127);
            frame.extend((payload.len() as u64).to_be_bytes());
        }
    }
    frame.extend(mask);
    frame.extend(payload.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    frame
}

/// A frame that a server may not send, or that is more than we take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Malformed {
    #[error("a reserved bit or an unknown kind of frame")]
    Unknown,
    #[error("a masked frame from a server")]
    Masked,
    #[error("a control frame in parts or of more than {MAX_CONTROL} bytes")]
    Control,
    #[error("a length that is not written in its shortest form")]
    Length,
    #[error("a message of more than {BODY_CAP} bytes")]
    TooLong,
    #[error("a part of no message, or a message inside another")]
    Order,
    #[error("a binary message")]
    Binary,
}

/// A text message, put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Message {
    text: Vec<u8>,
    /// The frames in the peer's stream.
    frames: Range<usize>,
    /// Where the text begins in the peer's stream, where it came in one frame.
    text_at: Option<usize>,
}

impl Carrier for Message {
    fn body(&self) -> &[u8] {
        &self.text
    }

    /// Of a message in parts it is the place of all its frames.
    fn place(&self, range: Range<usize>) -> Place {
        match self.text_at {
            Some(at) => Place::received(at + range.start, range.len()),
            None => self.begin(),
        }
    }

    fn begin(&self) -> Place {
        Place::received(self.frames.start, self.frames.len())
    }

    fn goes_on(&self) -> bool {
        true
    }

    fn refusal(&self) -> Option<Refusal> {
        None
    }
}

/// What came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Came {
    Text(Message),
    /// Wants the same bytes back.
    Ping(Vec<u8>),
    /// The peer closes, with this status, where it gives one.
    Close(Option<u16>, Place),
}

/// The peer's frames behind the handshake, in any pieces. Holds at most one frame of [`BODY_CAP`]
/// bytes and one message of as many.
#[derive(Clone, Debug)]
pub(super) struct Stream {
    /// Offset of the first byte held in the peer's stream.
    at: usize,
    held: Vec<u8>,
    /// The message whose parts are coming.
    parts: Option<Message>,
}

impl Stream {
    /// A stream whose first byte stands at `at`.
    pub(super) fn new(at: usize) -> Stream {
        Stream { at, held: Vec::new(), parts: None }
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.held.extend_from_slice(bytes);
    }

    /// The next message, or `None` where more must come.
    pub(super) fn next(&mut self) -> Result<Option<Came>, Malformed> {
        while let Some(frame) = Frame::read(&self.held)? {
            let len = frame.payload.end;
            let place = self.at..self.at + len;
            let came = self.take(&frame, place);
            self.held.drain(..len);
            self.at += len;
            if let Some(came) = came? {
                return Ok(Some(came));
            }
        }
        Ok(None)
    }

    fn take(&mut self, frame: &Frame, place: Range<usize>) -> Result<Option<Came>, Malformed> {
        let payload = self.held.get(frame.payload.clone()).unwrap_or_default();
        let payload_at = self.at + frame.payload.start;
        match frame.opcode {
            CLOSE => {
                let status = payload.first_chunk().map(|code| u16::from_be_bytes(*code));
                let at = Place::received(payload_at, 2.min(payload.len()));
                return Ok(Some(Came::Close(status, at)));
            }
            PING => return Ok(Some(Came::Ping(payload.to_vec()))),
            PONG => return Ok(None),
            _ => {}
        }
        let message = match (frame.opcode, self.parts.take()) {
            (TEXT, None) => {
                Message { text: payload.to_vec(), frames: place, text_at: Some(payload_at) }
            }
            (CONTINUATION, Some(mut message)) => {
                if message.text.len() + payload.len() > BODY_CAP {
                    return Err(Malformed::TooLong);
                }
                message.text.extend_from_slice(payload);
                Message { frames: message.frames.start..place.end, text_at: None, ..message }
            }
            (BINARY, None) => return Err(Malformed::Binary),
            _ => return Err(Malformed::Order),
        };
        if frame.last {
            return Ok(Some(Came::Text(message)));
        }
        self.parts = Some(message);
        Ok(None)
    }
}

/// A frame that is there to its end, and where in the bytes given its payload stands.
struct Frame {
    last: bool,
    opcode: u8,
    payload: Range<usize>,
}

impl Frame {
    /// The first frame, or `None` where more must come. What is wrong is told by the head alone.
    fn read(bytes: &[u8]) -> Result<Option<Frame>, Malformed> {
        let mut reader = Reader::new(bytes);
        let (Ok(first), Ok(second)) = (reader.u8(), reader.u8()) else {
            return Ok(None);
        };
        let (last, opcode) = (first & FIN != 0, first & 0x0f);
        let known = matches!(opcode, CONTINUATION | TEXT | BINARY | CLOSE | PING | PONG);
        if first & RESERVED != 0 || !known {
            return Err(Malformed::Unknown);
        }
        if second & 0x80 != 0 {
            return Err(Malformed::Masked);
        }
        if opcode >= CLOSE && (!last || second > MAX_CONTROL as u8) {
            return Err(Malformed::Control);
        }
        let Ok(len) = length(&mut reader, second) else {
            return Ok(None);
        };
        let shortest = match second {
            127 => len > u16::MAX.into() && len >> 63 == 0,
            126 => len > MAX_CONTROL as u64,
            _ => true,
        };
        if !shortest {
            return Err(Malformed::Length);
        }
        let len = usize::try_from(len).ok().filter(|&len| len <= BODY_CAP);
        let len = len.ok_or(Malformed::TooLong)?;
        let start = reader.offset();
        let whole = reader.take(len).is_ok();
        Ok(whole.then_some(Frame { last, opcode, payload: start..start + len }))
    }
}

/// The length of the payload, from the byte that says how it is written.
fn length(reader: &mut Reader<'_>, second: u8) -> Result<u64, Short> {
    match second {
        127 => Ok(u64::from_be_bytes(reader.array()?)),
        126 => Ok(reader.u16_be()?.into()),
        short => Ok(short.into()),
    }
}
