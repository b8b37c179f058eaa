//! A node of Handshake's main network, between peers.
//!
//! Behaves as hsd towards those that connect to it: waits for a `version`, answers with `verack` and
//! its own, hands over its genesis block, and shows the one later block it holds where that is asked
//! for by name. Its blocks are real headers (`fixtures/headers/README.md`). Sources:
//! handshake-org/hsd `lib/net/packets.js`, `lib/net/peer.js`, `lib/net/pool.js`.

use std::io;

use crate::line::Line;

/// The magic of the main network, in the order of the wire.
const MAGIC: [u8; 4] = [0xd3, 0xf2, 0x6e, 0x5b];
/// The length of a frame's head: magic, type, length.
const HEAD: usize = 9;
/// The longest payload hsd takes.
const MAX_PAYLOAD: usize = 8_000_000;
const VERSION: u8 = 0;
const VERACK: u8 = 1;
const PING: u8 = 2;
const PONG: u8 = 3;
const GETDATA: u8 = 7;
const GETHEADERS: u8 = 10;
const HEADERS: u8 = 11;
const BLOCK: u8 = 13;

const GENESIS: &str = include_str!("../../../fixtures/headers/handshake-0.hex");
const HELD: &str = include_str!("../../../fixtures/headers/handshake-65302.hex");
/// The name of that block, as it goes over the wire.
const HELD_NAME: &str = "000000000000000041b66fffd4af0ef326ae2b9e7b16f59e176fec359e53121e";

/// What it shows when blocks are asked for by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Later {
    /// Nothing, not even an empty answer: it is catching up.
    Nothing,
    /// A block that only the main network has, where it is asked for; an empty list otherwise.
    Block,
    /// The same, the block with one bit changed.
    Changed,
}

/// A node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// Whether it says that it serves the whole chain.
    pub full: bool,
    /// Whether it sends a `verack`.
    pub verack: bool,
    /// What it has beyond its genesis block.
    pub later: Later,
}

impl Node {
    /// A full node that holds a later block.
    pub const HONEST: Node = Node { full: true, verack: true, later: Later::Block };

    pub(crate) async fn serve(self, line: &mut Line) -> io::Result<()> {
        let mut heard = Vec::new();
        let mut buffer = vec![0; 16 * 1024];
        loop {
            while let Some((kind, payload, len)) = frame(&heard)? {
                let answer = self.answer(kind, payload);
                heard.drain(..len);
                line.send(&answer).await?;
            }
            match line.read(&mut buffer).await? {
                0 => return Ok(()),
                count => heard.extend_from_slice(&buffer[..count]),
            }
        }
    }

    fn answer(self, kind: u8, payload: &[u8]) -> Vec<u8> {
        match kind {
            VERSION => {
                let verack = if self.verack { framed(VERACK, &[]) } else { Vec::new() };
                [verack, framed(VERSION, &self.version())].concat()
            }
            PING => framed(PONG, payload),
            GETDATA => framed(BLOCK, &bytes(GENESIS)),
            GETHEADERS => self.headers(payload.ends_with(&bytes(HELD_NAME))),
            _ => Vec::new(),
        }
    }

    fn version(self) -> Vec<u8> {
        let mut version = 3u32.to_le_bytes().to_vec();
        version.extend(u64::from(self.full).to_le_bytes());
        version.extend(1_760_000_000u64.to_le_bytes());
        version.extend([0; 88]);
        version.extend(*b"lab peer");
        let agent = b"/hsd:8.0.0/";
        version.push(agent.len() as u8);
        version.extend(agent);
        version.extend(65_302u32.to_le_bytes());
        version.push(0);
        version
    }

    fn headers(self, held: bool) -> Vec<u8> {
        let mut header = bytes(HELD);
        match self.later {
            Later::Nothing => return Vec::new(),
            _ if !held => return framed(HEADERS, &[0]),
            Later::Block => {}
            Later::Changed => header[0] ^= 1,
        }
        framed(HEADERS, &[vec![1], header].concat())
    }
}

/// The first frame with its length, where all of it has come; a foreign one closes the connection.
fn frame(heard: &[u8]) -> io::Result<Option<(u8, &[u8], usize)>> {
    let Some((head, rest)) = heard.split_first_chunk::<HEAD>() else {
        return Ok(None);
    };
    let [magic @ .., kind, a, b, c, d] = *head;
    let len = u32::from_le_bytes([a, b, c, d]) as usize;
    if magic != MAGIC || len > MAX_PAYLOAD {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(rest.get(..len).map(|payload| (kind, payload, HEAD + len)))
}

fn framed(kind: u8, payload: &[u8]) -> Vec<u8> {
    [&MAGIC, [kind].as_slice(), &(payload.len() as u32).to_le_bytes(), payload].concat()
}

fn bytes(text: &str) -> Vec<u8> {
    hex::decode(text.trim()).expect("hex, read by a test of the family")
}
