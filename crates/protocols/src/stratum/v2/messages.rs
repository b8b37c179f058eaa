//! The one message we can send, `SetupConnection`, and its answers, bounded.
//!
//! A frame: extension u16, type u8, length u24, all little-endian, then the payload. Encrypted, the
//! six bytes in front are one piece with a tag of their own, the payload another (a longer one
//! several, which no answer to us is).
//!
//! There is no writer here for any other message: no channel can be opened, no job asked for and
//! nothing submitted.
//!
//! Sources: stratum-mining/sv2-spec `03-Protocol-Overview.md` (frames, `SetupConnection`),
//! `04-Protocol-Security.md` (encrypted frames), `08-Message-Types.md`.

use super::noise::Cipher;
use crate::bytes::{Reader, Short};
use crate::ellswift::TAG;

/// The front of a frame, encrypted.
pub(super) const FRONT: usize = 6 + TAG;
/// The longest payload that is read.
pub(super) const MAX_PAYLOAD: usize = 1024;
/// The version we speak, the only one there is.
const VERSION: u16 = 2;

const SETUP_CONNECTION: u8 = 0x00;
const SETUP_CONNECTION_SUCCESS: u8 = 0x01;
const SETUP_CONNECTION_ERROR: u8 = 0x02;

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Protocol {
    Mining,
    JobDeclaration,
    TemplateDistribution,
}

impl Protocol {
    pub(super) const ALL: [Protocol; 3] =
        [Protocol::Mining, Protocol::JobDeclaration, Protocol::TemplateDistribution];

    /// The word of the option `setup` and of the facts.
    pub(super) fn word(self) -> &'static str {
        match self {
            Protocol::Mining => "mining",
            Protocol::JobDeclaration => "job-declaration",
            Protocol::TemplateDistribution => "template-distribution",
        }
    }

    pub(super) fn of(word: &str) -> Option<Protocol> {
        Protocol::ALL.into_iter().find(|protocol| protocol.word() == word)
    }

    fn number(self) -> u8 {
        match self {
            Protocol::Mining => 0,
            Protocol::JobDeclaration => 1,
            Protocol::TemplateDistribution => 2,
        }
    }
}

/// `SetupConnection`: which protocol is meant, and who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SetupConnection {
    pub(super) protocol: Protocol,
    /// The address we connected to.
    pub(super) host: String,
    pub(super) port: u16,
    /// Who we are; cut at 255 bytes.
    pub(super) vendor: String,
}

impl SetupConnection {
    /// The encrypted frame.
    pub(super) fn write(&self, cipher: &mut Cipher) -> Vec<u8> {
        let mut payload = vec![self.protocol.number()];
        payload.extend(VERSION.to_le_bytes());
        payload.extend(VERSION.to_le_bytes());
        payload.extend(0_u32.to_le_bytes());
        string(&mut payload, &self.host);
        payload.extend(self.port.to_le_bytes());
        string(&mut payload, &self.vendor);
        // Hardware, firmware and device: we are none.
        payload.extend([0; 3]);
        let [low, middle, high, ..] = payload.len().to_le_bytes();
        let front = [0, 0, SETUP_CONNECTION, low, middle, high];
        let mut frame = cipher.seal(&front);
        frame.extend(cipher.seal(&payload));
        frame
    }
}

fn string(to: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    let bytes = &bytes[..bytes.len().min(255)];
    to.push(bytes.len() as u8);
    to.extend(bytes);
}

/// What a peer says to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Success {
        version: u16,
        flags: u32,
    },
    Error {
        flags: u32,
        /// At most 255 bytes, as sent; what is not UTF-8 is replaced.
        code: String,
    },
    /// Another message, by its type.
    Other(u8),
}

impl Answer {
    pub(super) fn read(kind: u8, payload: &[u8]) -> Result<Answer, Short> {
        let mut reader = Reader::new(payload);
        Ok(match kind {
            SETUP_CONNECTION_SUCCESS => {
                Answer::Success { version: reader.u16_le()?, flags: reader.u32_le()? }
            }
            SETUP_CONNECTION_ERROR => {
                let flags = reader.u32_le()?;
                let len = reader.u8()?.into();
                let code = String::from_utf8_lossy(reader.take(len)?).into_owned();
                Answer::Error { flags, code }
            }
            other => Answer::Other(other),
        })
    }
}

/// What can be said of the first frame that a peer sends after the handshake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum First {
    /// It has not arrived yet.
    Unfinished,
    /// It does not open, is longer than is read, or does not hold what its type promises.
    Broken,
    /// It is whole, and that long on the wire.
    Whole(Answer, usize),
}

/// Opens the frames that a peer sends after the handshake.
pub(super) struct Opener {
    cipher: Cipher,
    /// Type and length of the payload that is awaited.
    awaited: Option<(u8, usize)>,
}

impl Opener {
    pub(super) fn new(cipher: Cipher) -> Opener {
        Opener { cipher, awaited: None }
    }

    /// The frame at the head of `stream`, which is always given from the same place on.
    pub(super) fn first(&mut self, stream: &[u8]) -> First {
        let Some((front, rest)) = stream.split_first_chunk::<FRONT>() else {
            return First::Unfinished;
        };
        if self.awaited.is_none() {
            let Some(front) = self.cipher.open(front) else {
                return First::Broken;
            };
            let [_, _, kind, low, middle, high] = front[..] else {
                return First::Broken;
            };
            let len = usize::from(low) | usize::from(middle) << 8 | usize::from(high) << 16;
            self.awaited = Some((kind, len));
        }
        let Some((kind, len)) = self.awaited else {
            return First::Broken;
        };
        if len > MAX_PAYLOAD {
            return First::Broken;
        }
        // A payload of no bytes is no piece.
        let sealed = if len == 0 { 0 } else { len + TAG };
        let Some(sealed) = rest.get(..sealed) else {
            return First::Unfinished;
        };
        let payload = if len == 0 { Some(Vec::new()) } else { self.cipher.open(sealed) };
        match payload.map(|payload| Answer::read(kind, &payload)) {
            Some(Ok(answer)) => First::Whole(answer, FRONT + sealed.len()),
            _ => First::Broken,
        }
    }
}
