//! Records to handshake messages: streaming, bounded, with the place of each message in the stream.
//!
//! Handshake messages may share a record or span several, so their bytes are joined first and cut
//! afterwards (RFC 5246 section 6.2.1). All numbers are big-endian.

use super::messages::{Malformed, ServerHello};

/// The most a plaintext record holds.
const MAX_RECORD: usize = 1 << 14;
/// The most records of a first flight.
const MAX_RECORDS: usize = 256;
/// The most certificate bytes taken; a chain of three is about 4 KiB.
const MAX_CERTIFICATE: usize = 96 * 1024;
/// The most bytes of accepted CA names taken.
const MAX_REQUEST: usize = 96 * 1024;
/// The most bytes of any other message.
const MAX_OTHER: usize = 8 * 1024;

const CHANGE_CIPHER_SPEC: u8 = 20;
const ALERT: u8 = 21;
const HANDSHAKE: u8 = 22;

/// Handshake messages by their number.
pub mod kind {
    /// HelloRequest
    pub const HELLO_REQUEST: u8 = 0;
    /// ServerHello, and TLS 1.3's HelloRetryRequest.
    pub const SERVER_HELLO: u8 = 2;
    /// Certificate
    pub const CERTIFICATE: u8 = 11;
    /// ServerKeyExchange
    pub const KEY_EXCHANGE: u8 = 12;
    /// CertificateRequest
    pub const CERTIFICATE_REQUEST: u8 = 13;
    /// ServerHelloDone
    pub const HELLO_DONE: u8 = 14;
    /// CertificateStatus
    pub const CERTIFICATE_STATUS: u8 = 22;
}

/// Why there is nothing more to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The flight is complete.
    Complete,
    /// The server ended it with an alert.
    Alert(Alert),
    /// It began as TLS and then broke its rules.
    Malformed(Malformed),
    /// The first byte is no TLS record's.
    NotTls,
}

/// An alert, with the version of the record it came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alert {
    /// 1 warning, 2 fatal.
    pub level: u8,
    /// Its number in the IANA registry.
    pub description: u8,
    /// The version of its record: 0x0101 comes from libraries that know TLCP.
    pub version: u16,
    /// Where its record begins in the stream.
    pub at: usize,
}

/// One handshake message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its number, see [`kind`].
    pub kind: u8,
    start: usize,
    end: usize,
}

/// A stretch of the handshake stream and where it stands in the peer's bytes.
#[derive(Clone, Copy, Debug)]
struct Segment {
    start: usize,
    at: usize,
}

/// Joins records and cuts messages.
#[derive(Clone, Debug, Default)]
pub struct Records {
    waiting: Vec<u8>,
    taken: usize,
    count: usize,
    stream: Vec<u8>,
    segments: Vec<Segment>,
    messages: Vec<Message>,
    version: Option<u16>,
    end: Option<End>,
}

impl Records {
    /// The messages of a whole flight.
    pub fn of(bytes: &[u8]) -> Records {
        let mut records = Records::default();
        records.push(bytes);
        records
    }

    /// Takes bytes of the server in any pieces; nothing is taken after the end.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.end.is_some() {
            return;
        }
        self.waiting.extend_from_slice(bytes);
        let mut used = 0;
        while self.end.is_none() {
            let rest = self.waiting.get(used..).unwrap_or_default();
            let Some(&first) = rest.first() else { break };
            if !(CHANGE_CIPHER_SPEC..=HANDSHAKE + 2).contains(&first) {
                let broken = End::Malformed(Malformed("record type"));
                self.end = Some(if self.count == 0 { End::NotTls } else { broken });
                break;
            }
            let [_, major, minor, high, low, ..] = *rest else { break };
            let version = u16::from_be_bytes([major, minor]);
            let len = usize::from(u16::from_be_bytes([high, low]));
            if self.count == 0 && !is_version(version) {
                self.end = Some(End::NotTls);
                break;
            }
            if len == 0 || len > MAX_RECORD || self.count >= MAX_RECORDS {
                self.end = Some(End::Malformed(Malformed("record length")));
                break;
            }
            let Some(body) = rest.get(5..5 + len) else { break };
            let (body, at) = (body.to_vec(), self.taken + used);
            used += 5 + len;
            self.count += 1;
            self.version.get_or_insert(version);
            self.record(first, version, &body, at);
        }
        self.waiting.drain(..used);
        self.taken += used;
    }

    fn record(&mut self, kind: u8, version: u16, body: &[u8], at: usize) {
        match (kind, body) {
            (HANDSHAKE, _) => {
                self.segments.push(Segment { start: self.stream.len(), at: at + 5 });
                self.stream.extend_from_slice(body);
                self.cut();
            }
            (ALERT, &[level, description]) => {
                self.end = Some(End::Alert(Alert { level, description, version, at }));
            }
            _ => self.end = Some(End::Malformed(Malformed("record out of place"))),
        }
    }

    /// Cuts the messages that are whole.
    fn cut(&mut self) {
        while self.end.is_none() {
            let start = self.messages.last().map_or(0, |message| message.end);
            let rest = self.stream.get(start..).unwrap_or_default();
            let [kind, a, b, c, ..] = *rest else { return };
            let len = usize::from(a) << 16 | usize::from(b) << 8 | usize::from(c);
            let most = match kind {
                kind::CERTIFICATE => MAX_CERTIFICATE,
                kind::CERTIFICATE_REQUEST => MAX_REQUEST,
                _ => MAX_OTHER,
            };
            if len > most {
                self.end = Some(End::Malformed(Malformed("message length")));
                return;
            }
            if !self.may_follow(kind) {
                self.end = Some(End::Malformed(Malformed("message out of order")));
                return;
            }
            if rest.len() < 4 + len {
                return;
            }
            let message = Message { kind, start, end: start + 4 + len };
            self.messages.push(message);
            match kind {
                kind::HELLO_DONE => self.end = Some(End::Complete),
                // Everything after it is encrypted.
                kind::SERVER_HELLO => match ServerHello::read(self.body(&message)) {
                    Ok(hello) if hello.is_tls13() => self.end = Some(End::Complete),
                    Ok(_) => {}
                    Err(wrong) => self.end = Some(End::Malformed(wrong)),
                },
                _ => {}
            }
        }
    }

    /// Whether a message of this kind may come next: the order of RFC 5246 section 7.3.
    fn may_follow(&self, next: u8) -> bool {
        let place = |kind| match kind {
            kind::HELLO_REQUEST => Some(0),
            kind::SERVER_HELLO => Some(1),
            kind::CERTIFICATE => Some(2),
            kind::CERTIFICATE_STATUS => Some(3),
            kind::KEY_EXCHANGE => Some(4),
            kind::CERTIFICATE_REQUEST => Some(5),
            kind::HELLO_DONE => Some(6),
            _ => None,
        };
        let last = self.messages.last().and_then(|message| place(message.kind)).unwrap_or(0);
        let begun = self.messages.iter().any(|message| message.kind == kind::SERVER_HELLO);
        match place(next) {
            Some(0 | 1) => !begun,
            Some(turn) => begun && turn > last,
            None => false,
        }
    }

    /// The first message of a kind.
    pub fn message(&self, kind: u8) -> Option<&Message> {
        self.messages.iter().find(|message| message.kind == kind)
    }

    /// A message without its four leading bytes.
    pub fn body(&self, message: &Message) -> &[u8] {
        self.stream.get(message.start + 4..message.end).unwrap_or_default()
    }

    /// Where bytes of a message's body stand in the server's stream: offset and length. Bytes that
    /// span records are given with the record heads between them.
    pub fn place(&self, message: &Message, from: usize, len: usize) -> (usize, usize) {
        let first = message.start + 4 + from;
        let last = first + len.max(1) - 1;
        let (begin, end) = (self.at(first), self.at(last));
        (begin, end + usize::from(len > 0) - begin)
    }

    fn at(&self, offset: usize) -> usize {
        let segment = self.segments.iter().rev().find(|segment| segment.start <= offset);
        segment.map_or(0, |segment| segment.at + offset - segment.start)
    }

    /// The version of the first record.
    pub fn version(&self) -> Option<u16> {
        self.version
    }

    /// Why there is nothing more to read; `None` while there may be.
    pub fn end(&self) -> Option<End> {
        self.end
    }

    /// Whether anything of TLS came.
    pub fn begun(&self) -> bool {
        self.count > 0
    }
}

/// Versions that a first record may carry: SSL 3.0 to TLS 1.3, and TLCP.
fn is_version(version: u16) -> bool {
    matches!(version, 0x0300..=0x0304 | 0x0101)
}
