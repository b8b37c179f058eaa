//! Bytes ⇄ messages of the capability `p2p`, and what is common to all messages, bounded.
//!
//! Source: ethereum/devp2p `rlpx.md`, ""p2p" Capability" and "Message Encoding".

use super::eth::{self, BlockHeaders, GetBlockHeaders, Status};
use crate::ethereum::keys::NodeKey;
use crate::ethereum::rlp::{self, Item, Value};

/// The version of the transport that we speak; from 5 on messages after Hello are compressed.
const P2P: u128 = 5;
const SNAPPY_FROM: u64 = 5;
const HELLO: u64 = 0;
const DISCONNECT: u64 = 1;

/// The longest message that is decompressed, in bytes: a header has 500 to 4000.
const MAX_MESSAGE: usize = 64 * 1024;
/// The most capabilities that are read.
const MAX_CAPS: usize = 256;

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Message {
    Hello(Hello),
    Disconnect(u64),
    Status(Status),
    GetBlockHeaders(GetBlockHeaders),
    BlockHeaders(BlockHeaders),
    /// Something we did not ask for, by its number.
    Other(u64),
    /// A message of this number that cannot be read.
    Malformed(u64),
}

/// `Hello`: what a node says of itself first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hello {
    pub(super) version: u64,
    pub(super) agent: String,
    /// Names and versions, in the peer's order.
    pub(super) caps: Vec<(String, u64)>,
    pub(super) port: u64,
    /// The node key; some send none.
    pub(super) id: Vec<u8>,
}

impl Hello {
    /// Our own: no listening port.
    pub(super) fn ours(agent: &str, id: &NodeKey) -> Hello {
        let agent = agent.chars().filter(|char| matches!(char, ' '..='~')).take(160).collect();
        let caps = eth::VERSIONS.map(|version| ("eth".to_owned(), version)).collect();
        Hello { version: P2P as u64, agent, caps, port: 0, id: id.to_vec() }
    }

    /// The body of a frame.
    pub(super) fn write(&self) -> Vec<u8> {
        let caps: Vec<[Value<'_>; 2]> = self
            .caps
            .iter()
            .map(|(name, version)| [Value::Bytes(name.as_bytes()), Value::Uint((*version).into())])
            .collect();
        let caps: Vec<Value<'_>> = caps.iter().map(|cap| Value::List(cap)).collect();
        let data = rlp::list(&[
            Value::Uint(self.version.into()),
            Value::Bytes(self.agent.as_bytes()),
            Value::List(&caps),
            Value::Uint(self.port.into()),
            Value::Bytes(&self.id),
        ]);
        numbered(HELLO, &data)
    }

    fn read(data: &[u8]) -> Option<Hello> {
        let fields = Item::first(data)?.list(5)?;
        let [version, agent, caps, port, id] = fields.as_slice() else {
            return None;
        };
        let caps = caps.list(MAX_CAPS)?.into_iter().filter_map(|cap| {
            let cap = cap.list(2)?;
            let name = cap.first()?.bytes()?;
            // The specification allows eight bytes.
            let name = String::from_utf8_lossy(&name[..name.len().min(32)]).into_owned();
            Some((name, cap.get(1)?.u64()?))
        });
        Some(Hello {
            version: version.u64()?,
            agent: String::from_utf8_lossy(agent.bytes()?).into_owned(),
            caps: caps.collect(),
            port: port.u64()?,
            id: id.bytes()?.iter().copied().take(64).collect(),
        })
    }

    /// Whether messages after this Hello are compressed.
    pub(super) fn compresses(&self) -> bool {
        self.version >= SNAPPY_FROM
    }

    /// The highest version of `eth` that both sides know.
    pub(super) fn shared_eth(&self) -> Option<u64> {
        let known = self
            .caps
            .iter()
            .filter(|(name, version)| name == "eth" && eth::VERSIONS.contains(version));
        known.map(|(_, version)| *version).max()
    }
}

/// The body of a `Disconnect`, compressed where the link is.
pub(super) fn disconnect(reason: u64, compressed: bool) -> Vec<u8> {
    let data = rlp::list(&[Value::Uint(reason.into())]);
    packed(DISCONNECT, data, compressed)
}

/// "Client quitting": what we say at the end.
pub(super) const QUITTING: u64 = 0x08;

/// A reason's name, after `rlpx.md`, "Disconnect".
pub(super) fn reason_word(reason: u64) -> String {
    let word = match reason {
        0x00 => "disconnect-requested",
        0x01 => "tcp-error",
        0x02 => "breach-of-protocol",
        0x03 => "useless-peer",
        0x04 => "too-many-peers",
        0x05 => "already-connected",
        0x06 => "incompatible-version",
        0x07 => "null-identity",
        0x08 => "client-quitting",
        0x09 => "unexpected-identity",
        0x0a => "connected-to-itself",
        0x0b => "ping-timeout",
        0x10 => "subprotocol-error",
        other => return format!("reason-{other:#04x}"),
    };
    word.to_owned()
}

/// `[reason]`; some send the bare number, some an empty list.
fn read_reason(data: &[u8]) -> Option<u64> {
    let item = Item::first(data)?;
    match item.list(1) {
        Some(fields) => fields.first().map_or(Some(0), Item::u64),
        None => item.u64(),
    }
}

impl Message {
    /// Reads the body of a frame. Messages we have no use for are not even decompressed.
    pub(super) fn read(body: &[u8], compressed: bool) -> Option<Message> {
        let number = Item::first(body)?;
        let data = body.get(number.raw().len()..)?;
        let number = number.u64()?;
        let plain = |data: &[u8]| if compressed { decompressed(data) } else { Some(data.to_vec()) };
        let message = match number {
            HELLO => Hello::read(data).map(Message::Hello),
            // Some send it without compression whatever was agreed.
            DISCONNECT => plain(data)
                .and_then(|data| read_reason(&data))
                .or_else(|| read_reason(data))
                .map(Message::Disconnect),
            eth::STATUS => plain(data).and_then(|data| Status::read(&data)).map(Message::Status),
            eth::GET_BLOCK_HEADERS => plain(data)
                .and_then(|data| GetBlockHeaders::read(&data))
                .map(Message::GetBlockHeaders),
            eth::BLOCK_HEADERS => {
                plain(data).and_then(|data| BlockHeaders::read(&data)).map(Message::BlockHeaders)
            }
            other => Some(Message::Other(other)),
        };
        Some(message.unwrap_or(Message::Malformed(number)))
    }
}

/// The body of a frame: a number, and data that is compressed where the link is.
pub(super) fn packed(number: u64, data: Vec<u8>, compressed: bool) -> Vec<u8> {
    if !compressed {
        return numbered(number, &data);
    }
    let data = snap::raw::Encoder::new()
        .compress_vec(&data)
        .expect("our messages are shorter than the 4 GiB of snappy");
    numbered(number, &data)
}

/// A number below 0x80 is its own encoding, but for 0, which is the empty string.
fn numbered(number: u64, data: &[u8]) -> Vec<u8> {
    let first = if number == 0 { 0x80 } else { number as u8 };
    [&[first], data].concat()
}

/// The length in front is looked at before anything is allocated.
fn decompressed(data: &[u8]) -> Option<Vec<u8>> {
    let len = snap::raw::decompress_len(data).ok()?;
    if len > MAX_MESSAGE {
        return None;
    }
    snap::raw::Decoder::new().decompress_vec(data).ok()
}
