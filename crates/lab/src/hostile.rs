//! Attackers: each does one thing that a scanner must survive within its limits.
//!
//! Those that need a magic take the one they are spoken to in, so that they reach the code behind
//! it. All of them stop when the limits of the lab are reached.

use std::io;
use std::time::Duration;

use crate::bitcoin::{Chain, Checksum, Inbox, Next, Node, compact_size, frame, head};
use crate::line::Line;
use crate::services::first_words;

/// How much is sent at a time, in bytes.
const PIECE: usize = 16 * 1024;
/// How long between two bytes of a drip.
const DRIP: Duration = Duration::from_millis(100);
/// An agent that tries everything a terminal, a page and a spreadsheet might fall for.
pub const INJECTION: &str = "=cmd|'/c calc'!A1\u{1b}[31;1m\u{1b}]0;owned\u{7}<script>alert(1)</script>\r\n\u{202e}\"'`${7*7}";

/// An attacker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hostile {
    /// Sends the letter A without end, unasked.
    Endless,
    /// Sends a good `version` and all that follows one byte at a time, unasked, in Bitcoin's
    /// magic; then zeros.
    SlowDrip,
    /// Announces a `version` of 4 GiB and sends zeros for it.
    HugeLength,
    /// Sends a `version` whose agent claims to be 4 GiB long.
    HugeAgent,
    /// Completes the handshake and lists 2^64-1 headers, all zeros.
    HugeHeaders,
    /// Completes the handshake, then sends frames of length zero without end.
    EmptyFrames,
    /// Completes the handshake, then sends `version` after `version`, each with another agent.
    ManyVersions,
    /// Sends 250 KiB of `inv` frames in whatever magic it is spoken to, no `version` among them,
    /// and closes.
    Chatter,
    /// An honest Bitcoin node in whatever magic it is spoken to.
    Chameleon,
    /// An honest node whose agent is [`INJECTION`].
    Injection,
    /// Gives everything back.
    Echo,
    /// Gives everything back with the lowest bit of each message's last byte changed.
    EchoFlipped,
    /// Sends random bytes once spoken to, the same for the same seed, 64 KiB.
    Random(u64),
    /// An honest node that answers only after this time.
    Late(Duration),
    /// Answers everything with 64 KiB of text.
    TextFlood,
    /// Answers with an HTTP head that does not end.
    HttpEndlessHead,
    /// Answers with an HTTP body that claims 2^63 bytes and is letters without end.
    HttpHugeLength,
    /// Answers with an HTTP body in chunks that does not end.
    HttpEndlessChunks,
    /// Answers a JSON-RPC question with brackets nested a hundred thousand deep.
    HttpDeepJson,
}

impl Hostile {
    pub(crate) async fn serve(&self, line: &mut Line) -> io::Result<()> {
        match self {
            Hostile::Endless => repeat(line, b"A").await,
            Hostile::SlowDrip => slow_drip(line).await,
            Hostile::HugeLength => {
                let magic = spoken_magic(line).await?;
                line.send(&head(magic, "version", u32::MAX, [0; 4])).await?;
                repeat(line, &[0]).await
            }
            Hostile::HugeAgent => {
                let magic = spoken_magic(line).await?;
                let node = Node::honest(Chain::bitcoin().with_magic(magic));
                line.send(&huge_agent(&node, line)?).await?;
                repeat(line, b"A").await
            }
            Hostile::HugeHeaders => {
                let magic = handshake(line).await?;
                line.send(&head(magic, "headers", 4_000_000, [0; 4])).await?;
                line.send(&compact_size(u64::MAX)).await?;
                repeat(line, &[0]).await
            }
            Hostile::EmptyFrames => {
                let magic = handshake(line).await?;
                repeat(line, &frame(magic, "verack", &[], Checksum::Sha256d)).await
            }
            Hostile::ManyVersions => {
                let magic = handshake(line).await?;
                for number in 0_u32.. {
                    let node = Node::honest(Chain::bitcoin().with_magic(magic));
                    let node = node.agent(&format!("/Liar:{number}/")).height(number as i32);
                    line.send(&node.version(line)?).await?;
                }
                Ok(())
            }
            Hostile::Chatter => {
                let magic = spoken_magic(line).await?;
                let inv = frame(magic, "inv", &[0; 1000], Checksum::Sha256d);
                line.send(&inv.repeat(250)).await
            }
            Hostile::Chameleon => {
                let words = first_words(line).await?;
                let magic = words.first_chunk::<4>().copied().unwrap_or_default();
                Node::honest(Chain::bitcoin().with_magic(magic)).answer_from(line, &words).await
            }
            Hostile::Injection => Node::honest(Chain::bitcoin()).agent(INJECTION).serve(line).await,
            Hostile::Echo => echo(line, 0).await,
            Hostile::EchoFlipped => echo(line, 1).await,
            Hostile::Random(seed) => {
                first_words(line).await?;
                line.send(&random(*seed, 64 * 1024)).await
            }
            Hostile::Late(time) => {
                tokio::time::sleep(*time).await;
                Node::honest(Chain::bitcoin()).serve(line).await
            }
            Hostile::TextFlood => text_flood(line).await,
            Hostile::HttpEndlessHead => {
                first_words(line).await?;
                line.send(b"HTTP/1.1 200 OK\r\n").await?;
                repeat(line, b"X-Padding: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n").await
            }
            Hostile::HttpHugeLength => {
                first_words(line).await?;
                line.send(b"HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775808\r\n\r\n")
                    .await?;
                repeat(line, b"A").await
            }
            Hostile::HttpEndlessChunks => {
                first_words(line).await?;
                line.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").await?;
                repeat(line, b"1\r\nA\r\n").await
            }
            Hostile::HttpDeepJson => {
                first_words(line).await?;
                let body = "[".repeat(100_000);
                let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n";
                line.send(format!("{head}{body}").as_bytes()).await
            }
        }
    }
}

/// Sends the same bytes until the other side or the limits end it.
pub(crate) async fn repeat(line: &mut Line, bytes: &[u8]) -> io::Result<()> {
    let piece = bytes.repeat(PIECE / bytes.len().max(1));
    loop {
        line.send(&piece).await?;
    }
}

async fn slow_drip(line: &mut Line) -> io::Result<()> {
    let node = Node::honest(Chain::bitcoin());
    let verack = frame(node.chain.magic, "verack", &[], Checksum::Sha256d);
    let words = [node.version(line)?, verack].concat();
    for byte in words.into_iter().chain(std::iter::repeat(0)) {
        line.send(&[byte]).await?;
        tokio::time::sleep(DRIP).await;
    }
    Ok(())
}

/// The first four bytes that are said.
async fn spoken_magic(line: &mut Line) -> io::Result<[u8; 4]> {
    let mut heard = Vec::new();
    loop {
        if let Some(magic) = heard.first_chunk::<4>() {
            return Ok(*magic);
        }
        let more = first_words(line).await?;
        if more.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        heard.extend(more);
    }
}

/// Completes a handshake in whatever magic it is spoken to and gives the magic.
async fn handshake(line: &mut Line) -> io::Result<[u8; 4]> {
    let mut inbox = Inbox::default();
    let words = first_words(line).await?;
    let Some(&magic) = words.first_chunk::<4>() else {
        return Err(io::ErrorKind::UnexpectedEof.into());
    };
    inbox.push(&words);
    let node = Node::honest(Chain::bitcoin().with_magic(magic));
    line.send(&node.version(line)?).await?;
    line.send(&frame(magic, "verack", &[], Checksum::Sha256d)).await?;
    // Waits for a question, so that what follows is an answer.
    loop {
        match inbox.next(magic) {
            Next::Frame(frame) if matches!(frame.command.as_str(), "getdata" | "getheaders") => {
                return Ok(magic);
            }
            Next::Frame(_) => {}
            Next::More => {
                let more = first_words(line).await?;
                if more.is_empty() {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                inbox.push(&more);
            }
            Next::ForeignMagic(_) | Next::Broken => return Ok(magic),
        }
    }
}

/// A `version` frame, true in its length, whose agent claims 2^32 bytes.
fn huge_agent(node: &Node, line: &Line) -> io::Result<Vec<u8>> {
    /// What stands before the agent: version, services, time, two addresses, nonce.
    const BEFORE: usize = 24 + 4 + 8 + 8 + 26 + 26 + 8;
    let honest = node.version(line)?;
    let fixed = honest.get(24..BEFORE).unwrap_or_default();
    let payload = [fixed, &compact_size(1 << 32), &[b'A'; 200]].concat();
    Ok(frame(node.chain.magic, "version", &payload, Checksum::Sha256d))
}

async fn echo(line: &mut Line, flip: u8) -> io::Result<()> {
    loop {
        let mut words = first_words(line).await?;
        match words.last_mut() {
            Some(last) => *last ^= flip,
            None => return Ok(()),
        }
        line.send(&words).await?;
    }
}

async fn text_flood(line: &mut Line) -> io::Result<()> {
    let text = "All work and no play makes Jack a dull boy.\r\n".repeat(64 * 1024 / 45 + 1);
    while !first_words(line).await?.is_empty() {
        line.send(text.as_bytes()).await?;
    }
    Ok(())
}

/// SplitMix64 (Steele, Lea, Flood 2014): repeatable bytes that follow no pattern.
pub(crate) fn random(seed: u64, count: usize) -> Vec<u8> {
    let mut state = seed;
    let words = std::iter::repeat_with(|| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = state;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (word ^ (word >> 31)).to_le_bytes()
    });
    words.flatten().take(count).collect()
}
