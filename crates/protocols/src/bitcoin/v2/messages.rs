//! Packets and what stands in them, bounded.
//!
//! A packet is 3 bytes of encrypted length (of the contents, u24 LE), then encrypted a header of
//! one byte (bit 7: a decoy), the contents, and a tag of 16 bytes. Contents begin with a byte that
//! names the message, or with 0 and 12 bytes of a command as in version 1 (BIP 324, "Application
//! layer specification"). Messages are handed on as the frames of version 1 that they stand for,
//! so that all that is known of those holds for these.

use ::bitcoin::hashes::{Hash, sha256d};

use super::cipher::{Lengths, Packets, SessionKeys, Side};
use crate::bytes::Reader;
use crate::ellswift::TAG;

/// The length in front of a packet.
const LENGTH: usize = 3;
/// What a packet has besides its contents.
pub(super) const OVERHEAD: usize = LENGTH + 1 + TAG;
/// The bit of the header that marks a decoy.
const IGNORE: u8 = 0x80;
/// The length of a frame's head in version 1.
pub(super) const HEAD: usize = 24;

/// Messages by their short numbers, from 1 on (BIP 324, table of message type ids).
const SHORT: [&str; 28] = [
    "addr",
    "block",
    "blocktxn",
    "cmpctblock",
    "feefilter",
    "filteradd",
    "filterclear",
    "filterload",
    "getblocks",
    "getblocktxn",
    "getdata",
    "getheaders",
    "headers",
    "inv",
    "mempool",
    "merkleblock",
    "notfound",
    "ping",
    "pong",
    "sendcmpct",
    "tx",
    "getcfilters",
    "cfilter",
    "getcfheaders",
    "cfheaders",
    "getcfcheckpt",
    "cfcheckpt",
    "addrv2",
];

/// A packet that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Packet {
    /// Its length on the wire.
    pub(super) len: usize,
    /// Whether it is a decoy.
    pub(super) decoy: bool,
    pub(super) contents: Vec<u8>,
}

/// A packet that does not open, or that is longer than anything taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Broken;

/// Opens what one side sends, packet after packet.
pub(super) struct Opener {
    lengths: Lengths,
    packets: Packets,
    /// The length of the contents that are awaited.
    awaited: Option<usize>,
    /// Authenticated with the first packet: the garbage before it.
    garbage: Vec<u8>,
    most: usize,
}

impl Opener {
    /// Opens packets of which none may be longer than `most`.
    pub(super) fn new(keys: &SessionKeys, side: Side, garbage: &[u8], most: usize) -> Opener {
        Opener {
            lengths: keys.lengths(side),
            packets: keys.packets(side),
            awaited: None,
            garbage: garbage.to_vec(),
            most,
        }
    }

    /// The packet at the head of `stream`; `Ok(None)` where it has not arrived yet.
    pub(super) fn open(&mut self, stream: &[u8]) -> Result<Option<Packet>, Broken> {
        let Some((length, rest)) = stream.split_first_chunk::<LENGTH>() else {
            return Ok(None);
        };
        let contents = *self.awaited.get_or_insert_with(|| {
            let mut plain = *length;
            self.lengths.apply(&mut plain);
            usize::from(plain[0]) | usize::from(plain[1]) << 8 | usize::from(plain[2]) << 16
        });
        if contents > self.most {
            return Err(Broken);
        }
        let Some(sealed) = rest.get(..1 + contents + TAG) else {
            return Ok(None);
        };
        let garbage = std::mem::take(&mut self.garbage);
        let mut opened = self.packets.open(&garbage, sealed).ok_or(Broken)?;
        self.awaited = None;
        let header = opened.first().copied().ok_or(Broken)?;
        opened.drain(..1);
        let (len, decoy) = (OVERHEAD + contents, header & IGNORE != 0);
        Ok(Some(Packet { len, decoy, contents: opened }))
    }
}

/// Seals what we send.
pub(super) struct Sealer {
    lengths: Lengths,
    packets: Packets,
}

impl Sealer {
    pub(super) fn new(keys: &SessionKeys, side: Side) -> Sealer {
        Sealer { lengths: keys.lengths(side), packets: keys.packets(side) }
    }

    /// A packet with these contents; garbage there was none before it.
    pub(super) fn seal(&mut self, contents: &[u8]) -> Vec<u8> {
        self.seal_as(0, &[], contents)
    }

    /// A packet with this header, authenticated together with `aad`.
    pub(super) fn seal_as(&mut self, header: u8, aad: &[u8], contents: &[u8]) -> Vec<u8> {
        // Our messages are below 4 KiB.
        let [low, middle, high, ..] = contents.len().to_le_bytes();
        let mut packet = [low, middle, high];
        self.lengths.apply(&mut packet);
        let plain = [&[header], contents].concat();
        [packet.as_slice(), &self.packets.seal(aad, &plain)].concat()
    }
}

/// A message in the contents of a packet: its command, and where its payload begins.
pub(super) fn message(contents: &[u8]) -> Option<(&str, usize)> {
    let (&first, rest) = contents.split_first()?;
    if first != 0 {
        let command = SHORT.get(usize::from(first).checked_sub(1)?)?;
        return Some((command, 1));
    }
    let name = rest.get(..12)?;
    let len = name.iter().position(|&byte| byte == 0).unwrap_or(name.len());
    let (name, padding) = name.split_at(len);
    let plain = !name.is_empty()
        && name.iter().all(u8::is_ascii_graphic)
        && padding.iter().all(|&byte| byte == 0);
    Some((std::str::from_utf8(name).ok().filter(|_| plain)?, 13))
}

/// The frame of version 1 that a message stands for.
pub(super) fn frame(magic: [u8; 4], command: &str, payload: &[u8]) -> Vec<u8> {
    let mut name = [0; 12];
    for (to, from) in name.iter_mut().zip(command.bytes()) {
        *to = from;
    }
    // A packet's contents are below 2^24 bytes.
    let len = (payload.len() as u32).to_le_bytes();
    let checksum = sha256d::Hash::hash(payload).to_byte_array();
    [&magic, name.as_slice(), &len, &checksum[..4], payload].concat()
}

/// The contents of packets that stand for frames of version 1, of which all must be whole.
pub(super) fn contents(frames: &[u8]) -> Vec<Vec<u8>> {
    let mut reader = Reader::new(frames);
    let mut all = Vec::new();
    while let Ok(head) = reader.array::<HEAD>() {
        let (command, len) = (&head[4..16], [head[16], head[17], head[18], head[19]]);
        let Ok(payload) = reader.take(u32::from_le_bytes(len) as usize) else {
            break;
        };
        let mut name = command.split(|&byte| byte == 0).next().unwrap_or_default().to_vec();
        match SHORT.iter().position(|short| short.as_bytes() == name) {
            // 28 of them.
            Some(at) => name = vec![at as u8 + 1],
            None => name = [&[0], command].concat(),
        }
        all.push([name, payload.to_vec()].concat());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_those_of_the_table() {
        for (number, command) in [(1, "addr"), (2, "block"), (11, "getdata"), (28, "addrv2")] {
            assert_eq!(message(&[number, 9]), Some((command, 1)));
        }
        assert_eq!(message(&[29]), None);
        assert_eq!(message(b"\0version\0\0\0\0\0"), Some(("version", 13)));
        assert_eq!(message(b"\0ver\0ion\0\0\0\0\0"), None);
        assert_eq!(message(b"\0\0\0\0\0\0\0\0\0\0\0\0\0"), None);
        assert_eq!(message(b"\0versio"), None);
        assert_eq!(message(&[]), None);
    }

    proptest! {
        #[test]
        fn anything_may_stand_in_contents(bytes: Vec<u8>) {
            if let Some((command, at)) = message(&bytes) {
                let frame = frame([1, 2, 3, 4], command, &bytes[at..]);
                let back = contents(&frame);
                prop_assert_eq!(back.len(), 1);
                prop_assert_eq!(message(&back[0]).map(|(name, _)| name), Some(command));
                prop_assert!(back[0].ends_with(&bytes[at..]));
            }
            contents(&bytes);
        }

        #[test]
        fn packets_open_in_order_in_any_pieces(
            secret: [u8; 32],
            magic: [u8; 4],
            garbage: Vec<u8>,
            all in proptest::collection::vec((any::<bool>(), any::<Vec<u8>>()), 0..300),
            piece in 1usize..50,
        ) {
            let keys = SessionKeys::new(secret, magic);
            let mut sealer = Sealer::new(&keys, Side::Responder);
            let mut opener = Opener::new(&keys, Side::Responder, &garbage, 1 << 20);
            let (mut wire, mut expected) = (Vec::new(), Vec::new());
            for (number, (decoy, contents)) in all.iter().enumerate() {
                let aad = if number == 0 { garbage.as_slice() } else { &[] };
                wire.extend(sealer.seal_as(if *decoy { IGNORE } else { 0 }, aad, contents));
                expected.push((*decoy, contents.clone()));
            }
            let (mut arrived, mut read, mut opened) = (0, 0, Vec::new());
            while arrived < wire.len() {
                arrived = (arrived + piece).min(wire.len());
                while let Some(packet) = opener.open(&wire[read..arrived]).expect("sealed") {
                    read += packet.len;
                    opened.push((packet.decoy, packet.contents));
                }
            }
            prop_assert_eq!(opened, expected);
        }

        #[test]
        fn noise_opens_nothing(secret: [u8; 32], bytes: Vec<u8>) {
            let keys = SessionKeys::new(secret, *b"abcd");
            let mut opener = Opener::new(&keys, Side::Responder, &[], 4096);
            prop_assert!(!matches!(opener.open(&bytes), Ok(Some(_))));
        }
    }
}
