//! Nodes of the Bitcoin family: honest ones after Bitcoin Core's behaviour, and odd ones.
//!
//! Sources: bitcoin/bitcoin `src/net.cpp` and `src/net_processing.cpp` (handshake, silence on a
//! foreign magic, unknown blocks ignored, pruned nodes hang up), BIP 61 (`reject`), BIP 339 and 155
//! (`wtxidrelay`, `sendaddrv2` between `version` and `verack`), and what was seen of other nodes:
//! some speak first, some answer a foreign magic in their own.

mod chain;
mod encrypted;
mod frames;
mod real;
pub(crate) mod service;
mod types;

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

pub use chain::Chain;
pub use encrypted::{Encrypted, Patience};
pub use frames::{Checksum, Frame, Inbox, Next, frame};
pub(crate) use frames::{compact_size, head, read_compact_size};

use crate::line::Line;

/// Serves the whole chain.
pub const NETWORK: u64 = 1;
/// Serves witnesses.
pub const WITNESS: u64 = 1 << 3;
/// Serves at least the last 288 blocks.
pub const NETWORK_LIMITED: u64 = 1 << 10;

/// The most headers in one message.
const MAX_HEADERS: usize = 2000;
/// A block in an inventory, and one with its witnesses.
const MSG_BLOCK: u32 = 2;
const MSG_WITNESS_BLOCK: u32 = MSG_BLOCK | 1 << 30;

/// What a node does when somebody speaks another magic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnForeignMagic {
    /// Closes without a word, as Bitcoin Core does.
    #[default]
    Close,
    /// Sends its own `version`, in its own magic, and breaks off with a reset.
    Version,
    /// Sends a `reject` in its own magic and closes.
    Reject,
}

/// What a node does with a `version`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Welcome {
    /// Completes the handshake.
    #[default]
    Handshake,
    /// Sends its `version`, never a `verack`, and answers questions all the same.
    NoVerack,
    /// Sends its `version` and nothing more.
    VersionOnly,
    /// Sends a `reject` (BIP 61) with this code and reason and closes.
    Reject(u8, String),
}

/// What a node does with `getdata` for blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Blocks {
    /// Hands over its genesis block and ignores others, as Bitcoin Core does.
    #[default]
    Serve,
    /// Says that it has none of them.
    NotFound,
    /// Ignores the question.
    Ignore,
    /// Closes, as pruned nodes do.
    HangUp,
}

/// What a node does with `getheaders`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeadersAnswer {
    /// Lists what comes after the block both know.
    #[default]
    List,
    /// Sends an empty list, as a node of little work does.
    Empty,
    /// Ignores the question, as a node does that is still loading.
    Ignore,
    /// Shows its first header whatever is asked for.
    Own,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it holds.
    pub chain: Chain,
    /// The protocol version it announces.
    pub protocol: u32,
    /// The services it announces.
    pub services: u64,
    /// How it names its software.
    pub agent: String,
    /// The height it announces.
    pub height: i32,
    /// Whether it wants transactions announced.
    pub relay: bool,
    /// Whether it sends its `version` unasked.
    pub speaks_first: bool,
    /// How it makes and checks checksums.
    pub checksum: Checksum,
    /// What it does when somebody speaks another magic.
    pub on_foreign_magic: OnForeignMagic,
    /// What it does with a `version`.
    pub welcome: Welcome,
    /// What it does with `getdata`.
    pub blocks: Blocks,
    /// What it does with `getheaders`.
    pub headers: HeadersAnswer,
}

impl Node {
    /// An honest full node of a chain, after Bitcoin Core 27, as high as the chain's headers.
    pub fn honest(chain: Chain) -> Node {
        Node {
            height: chain.headers().len() as i32,
            chain,
            protocol: 70016,
            services: NETWORK | WITNESS | NETWORK_LIMITED,
            agent: "/Satoshi:27.0.0/".to_owned(),
            relay: true,
            speaks_first: false,
            checksum: Checksum::Sha256d,
            on_foreign_magic: OnForeignMagic::Close,
            welcome: Welcome::Handshake,
            blocks: Blocks::Serve,
            headers: HeadersAnswer::List,
        }
    }

    /// An honest node that keeps only the last blocks, and hangs up when asked for older ones.
    pub fn pruned(chain: Chain) -> Node {
        let services = WITNESS | NETWORK_LIMITED;
        Node { services, blocks: Blocks::HangUp, ..Node::honest(chain) }
    }

    /// A light node: no services, no blocks; headers it has.
    pub fn light(chain: Chain) -> Node {
        Node { services: 0, blocks: Blocks::Ignore, ..Node::honest(chain) }
    }

    /// The same node under another agent.
    #[must_use]
    pub fn agent(self, agent: &str) -> Node {
        Node { agent: agent.to_owned(), ..self }
    }

    /// The same node at another height.
    #[must_use]
    pub fn height(self, height: i32) -> Node {
        Node { height, ..self }
    }

    pub(crate) async fn serve(&self, line: &mut Line) -> io::Result<()> {
        self.answer_from(line, &[]).await
    }

    /// Serves a connection of which the first words were read already.
    pub(crate) async fn answer_from(&self, line: &mut Line, heard: &[u8]) -> io::Result<()> {
        let mut told = false;
        if self.speaks_first {
            told = true;
            line.send(&self.version(line)?).await?;
        }
        let (mut inbox, mut buffer) = (Inbox::default(), [0; 4096]);
        inbox.push(heard);
        loop {
            match inbox.next(self.chain.magic) {
                Next::Frame(frame) => {
                    let strict = self.checksum == Checksum::OtherStrict;
                    if strict || (self.checksum == Checksum::Sha256d && !frame.sound) {
                        continue;
                    }
                    if !self.answer(line, &frame, &mut told).await? {
                        return Ok(());
                    }
                }
                Next::More => {
                    let count = line.read(&mut buffer).await?;
                    if count == 0 {
                        return Ok(());
                    }
                    inbox.push(buffer.get(..count).unwrap_or_default());
                }
                Next::ForeignMagic(_) => return self.turn_away(line).await,
                Next::Broken => return Ok(()),
            }
        }
    }

    /// Answers a frame; `false` where the node hangs up. `told` is whether its `version` is sent.
    async fn answer(&self, line: &mut Line, frame: &Frame, told: &mut bool) -> io::Result<bool> {
        match frame.command.as_str() {
            "version" => {
                if let Welcome::Reject(code, reason) = &self.welcome {
                    line.send(&self.reject("version", *code, reason)).await?;
                    return Ok(false);
                }
                if !std::mem::replace(told, true) {
                    line.send(&self.version(line)?).await?;
                }
                if self.welcome == Welcome::Handshake {
                    for command in ["wtxidrelay", "sendaddrv2", "verack"] {
                        line.send(&self.frame(command, &[])).await?;
                    }
                }
            }
            _ if self.welcome == Welcome::VersionOnly || !*told => {}
            "verack" => {
                line.send(&self.frame("sendcmpct", &types::send_compact())).await?;
                line.send(&self.frame("ping", &nonce().to_le_bytes())).await?;
            }
            "ping" => line.send(&self.frame("pong", &frame.payload)).await?,
            "getdata" => match self.blocks {
                Blocks::Serve if self.wants_genesis(&frame.payload) => {
                    line.send(&self.frame("block", self.chain.genesis_block())).await?;
                }
                Blocks::Serve | Blocks::Ignore => {}
                Blocks::NotFound => line.send(&self.frame("notfound", &frame.payload)).await?,
                Blocks::HangUp => return Ok(false),
            },
            "getheaders" => match self.headers {
                HeadersAnswer::List => {
                    // Who does not have the one header asked for says nothing.
                    if let Some(list) = self.list_headers(&frame.payload) {
                        line.send(&self.frame("headers", &list)).await?;
                    }
                }
                HeadersAnswer::Empty => line.send(&self.frame("headers", &[0])).await?,
                HeadersAnswer::Own => {
                    if let Some(header) = self.chain.header(1) {
                        let one = [&[1], &header[..], &[0]].concat();
                        line.send(&self.frame("headers", &one)).await?;
                    }
                }
                HeadersAnswer::Ignore => {}
            },
            _ => {}
        }
        Ok(true)
    }

    async fn turn_away(&self, line: &mut Line) -> io::Result<()> {
        match self.on_foreign_magic {
            OnForeignMagic::Close => Ok(()),
            OnForeignMagic::Version => {
                line.send(&self.version(line)?).await?;
                // A reset can destroy bytes that were not read yet; seen of real nodes, but a
                // moment between the two keeps tests repeatable.
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                line.reset();
                Ok(())
            }
            OnForeignMagic::Reject => {
                line.send(&self.reject("version", 0x10, "wrong network")).await
            }
        }
    }

    fn frame(&self, command: &str, payload: &[u8]) -> Vec<u8> {
        frame(self.chain.magic, command, payload, self.checksum)
    }

    /// The node's `version`, by the clock of the machine.
    pub(crate) fn version(&self, line: &Line) -> io::Result<Vec<u8>> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let payload = types::version(&types::Hello {
            protocol: self.protocol,
            services: self.services,
            time: now.as_secs() as i64,
            to: line.remote()?,
            nonce: nonce(),
            agent: &self.agent,
            height: self.height,
            relay: self.relay,
        });
        Ok(self.frame("version", &payload))
    }

    fn reject(&self, message: &str, code: u8, reason: &str) -> Vec<u8> {
        let text =
            |text: &str| [compact_size(text.len() as u64), text.as_bytes().to_vec()].concat();
        let payload = [text(message), vec![code], text(reason)].concat();
        self.frame("reject", &payload)
    }

    /// Whether an inventory names the genesis block.
    fn wants_genesis(&self, inventory: &[u8]) -> bool {
        let Some((count, rest)) = read_compact_size(inventory) else {
            return false;
        };
        let items = rest.chunks_exact(36).take(usize::try_from(count).unwrap_or(usize::MAX));
        items.into_iter().any(|item| {
            let (kind, name) = item.split_at(4);
            let block = [MSG_BLOCK, MSG_WITNESS_BLOCK].map(u32::to_le_bytes);
            block.iter().any(|block| block == kind)
                && name.try_into().is_ok_and(|name| self.chain.height_of(name) == Some(0))
        })
    }

    /// The payload of `headers`: what follows the first block of the locator that is known, or the
    /// genesis block where none is; with an empty locator the one header that is asked for, or
    /// `None`.
    fn list_headers(&self, question: &[u8]) -> Option<Vec<u8>> {
        let hashes = question.get(4..).and_then(read_compact_size);
        let (count, hashes) = hashes.unwrap_or((0, &[]));
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        let mut names = hashes.chunks_exact(32).filter_map(|name| name.try_into().ok());
        let list: Vec<&[u8]> = if count == 0 {
            vec![self.chain.named(names.next()?)?]
        } else {
            let known = names.take(count).find_map(|name| self.chain.height_of(name)).unwrap_or(0);
            let after = self.chain.headers().iter().skip(known).take(MAX_HEADERS);
            after.map(|header| &header[..]).collect()
        };
        let mut payload = compact_size(list.len() as u64);
        for header in list {
            payload.extend_from_slice(header);
            // How many transactions follow: never any.
            payload.push(0);
        }
        Some(payload)
    }
}

/// A number that no earlier connection of this process got. It need not be hard to guess.
fn nonce() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
