//! Nodes that speak version 2 of the transport (BIP 324) and nothing else: what they say inside is
//! what a [`Node`] says in clear.
//!
//! The transport is the crate `bip324`. A connection of version 1 is closed without a word. What
//! else comes is taken for a key, by [`Patience::None`] at its first byte, as Bitcoin Core does
//! (bitcoin/bitcoin `src/net.cpp`, `V2Transport::ProcessReceivedMaybeV1Bytes`).

use std::io;

use bip324::{
    CipherSession, GarbageResult, Handshake, NUM_LENGTH_BYTES, PacketType, Role, SentVersion,
    VersionResult,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::{Checksum, Inbox, Next, Node, frame};
use crate::line::{Limits, Line};
use crate::visits::Visits;

/// The length of a key.
const KEY: usize = 64;
/// The length of what ends garbage.
const TERMINATOR: usize = 16;
/// The longest message that is taken.
const MAX_PACKET: usize = 64 * 1024;
/// Commands by their short numbers (BIP 324), those that a scanner and a [`Node`] exchange.
const SHORT: [(u8, &str); 8] = [
    (2, "block"),
    (11, "getdata"),
    (12, "getheaders"),
    (13, "headers"),
    (17, "notfound"),
    (18, "ping"),
    (19, "pong"),
    (20, "sendcmpct"),
];

/// When a node sends its key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Patience {
    /// At the first byte that is not of version 1, as Bitcoin Core does.
    #[default]
    None,
    /// Once all 64 bytes of the other side's are there.
    Key,
}

/// A node that speaks version 2 alone.
#[derive(Clone, Debug)]
pub struct Encrypted {
    /// What it says inside.
    pub node: Node,
    /// How much garbage it sends behind its key, at most 4095 bytes.
    pub garbage: usize,
    /// When it sends its key.
    pub patience: Patience,
    /// What was said inside, in the words of version 1.
    pub inside: Visits,
}

impl Encrypted {
    /// A node as Bitcoin Core's, with some garbage.
    pub fn new(node: Node) -> Encrypted {
        Encrypted { node, garbage: 333, patience: Patience::None, inside: Visits::default() }
    }

    pub(crate) async fn serve(&self, line: &mut Line) -> io::Result<()> {
        let mut heard = Vec::new();
        while !is_other(&heard) {
            if is_version_1(&heard) || !more(line, &mut heard).await? {
                return Ok(());
            }
        }
        if self.patience == Patience::Key && !until(line, &mut heard, KEY).await? {
            return Ok(());
        }
        let garbage: Vec<u8> = (0..self.garbage.min(4095)).map(|at| (at % 251) as u8).collect();
        let magic = self.node.chain.magic;
        let shake = Handshake::new(magic, Role::Responder).map_err(other)?;
        let mut key = vec![0; KEY + garbage.len()];
        let shake = shake.send_key(Some(&garbage), &mut key).map_err(other)?;
        line.send(&key).await?;
        if !until(line, &mut heard, KEY).await? {
            return Ok(());
        }
        let rest = heard.split_off(KEY);
        let theirs = heard.try_into().map_err(|_| io::Error::other("a key has 64 bytes"))?;
        let shake = shake.receive_key(theirs).map_err(other)?;
        let mut version = vec![0; Handshake::<bip324::ReceivedKey<'_>>::send_version_len(None)];
        let shake = shake.send_version(&mut version, None).map_err(other)?;
        line.send(&version).await?;
        let Some((link, inbox)) = greeted(line, shake, rest).await? else {
            return Ok(());
        };
        self.speak(line, link, inbox).await
    }

    /// Passes what comes to a node that speaks in clear, and its answers back.
    async fn speak(
        &self,
        line: &mut Line,
        mut link: CipherSession,
        mut inbox: Vec<u8>,
    ) -> io::Result<()> {
        let magic = self.node.chain.magic;
        let mut inner = self.inside().await?;
        let (mut answers, mut awaited) = (Inbox::default(), None);
        let (mut outer, mut back) = ([0; 4096], [0; 4096]);
        loop {
            while let Some(contents) = opened(&mut link, &mut inbox, &mut awaited)? {
                if let Some((command, payload)) = message(&contents) {
                    let words = frame(magic, command, payload, Checksum::Sha256d);
                    inner.write_all(&words).await?;
                }
            }
            tokio::select! {
                read = line.read(&mut outer) => match read? {
                    0 => return Ok(()),
                    count => inbox.extend(outer.iter().take(count)),
                },
                read = inner.read(&mut back) => match read? {
                    0 => return Ok(()),
                    count => answers.push(back.get(..count).unwrap_or_default()),
                },
            }
            while let Next::Frame(answer) = answers.next(magic) {
                let contents = [name(&answer.command), answer.payload].concat();
                let packet = link.outbound().encrypt_to_vec(&contents, PacketType::Genuine, None);
                line.send(&packet).await?;
            }
        }
    }

    /// A connection to the same node in clear.
    async fn inside(&self) -> io::Result<TcpStream> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let stream = TcpStream::connect(listener.local_addr()?).await?;
        let (accepted, from) = listener.accept().await?;
        let node = self.node.clone();
        let visits = self.inside.clone();
        let mut line = Line::new(accepted, from, visits, Limits::default())?;
        // It ends with the stream.
        tokio::spawn(async move {
            // A failed read or write is the other side's doing.
            let _ = node.serve(&mut line).await;
            line.finish().await;
        });
        Ok(stream)
    }
}

/// Reads the other side's terminator, before which it sends no garbage, and its version packet;
/// `None` where it closes before.
async fn greeted(
    line: &mut Line,
    shake: Handshake<SentVersion>,
    mut inbox: Vec<u8>,
) -> io::Result<Option<(CipherSession, Vec<u8>)>> {
    if !until(line, &mut inbox, TERMINATOR).await? {
        return Ok(None);
    }
    let terminator: Vec<u8> = inbox.drain(..TERMINATOR).collect();
    let found = shake.receive_garbage(&terminator).map_err(other)?;
    let GarbageResult::FoundGarbage { handshake: mut shake, .. } = found else {
        return Err(io::Error::other("garbage of a scanner"));
    };
    if !until(line, &mut inbox, NUM_LENGTH_BYTES).await? {
        return Ok(None);
    }
    let mut length = [0; NUM_LENGTH_BYTES];
    length.copy_from_slice(&inbox.drain(..NUM_LENGTH_BYTES).collect::<Vec<u8>>());
    let len = shake.decrypt_packet_len(length).map_err(other)?;
    if len > MAX_PACKET || !until(line, &mut inbox, len).await? {
        return Ok(None);
    }
    let mut packet: Vec<u8> = inbox.drain(..len).collect();
    match shake.receive_version(&mut packet).map_err(other)? {
        VersionResult::Complete { cipher } => Ok(Some((cipher, inbox))),
        VersionResult::Decoy(_) => Err(io::Error::other("no decoys are expected")),
    }
}

/// The contents of the next packet, once it is whole.
fn opened(
    link: &mut CipherSession,
    inbox: &mut Vec<u8>,
    awaited: &mut Option<usize>,
) -> io::Result<Option<Vec<u8>>> {
    if awaited.is_none()
        && let Some(length) = inbox.first_chunk::<NUM_LENGTH_BYTES>()
    {
        *awaited = Some(link.inbound().decrypt_packet_len(*length));
        inbox.drain(..NUM_LENGTH_BYTES);
    }
    let Some(len) = awaited.filter(|&len| len <= inbox.len()) else {
        return Ok(None);
    };
    *awaited = None;
    let packet: Vec<u8> = inbox.drain(..len).collect();
    let (_, mut plain) = link.inbound().decrypt_to_vec(&packet, None).map_err(other)?;
    plain.drain(..1);
    Ok(Some(plain))
}

fn message(contents: &[u8]) -> Option<(&str, &[u8])> {
    let (&first, rest) = contents.split_first()?;
    if first == 0 {
        let (name, payload) = rest.split_at_checked(12)?;
        let name = name.split(|&byte| byte == 0).next()?;
        return Some((std::str::from_utf8(name).ok()?, payload));
    }
    let (_, command) = SHORT.iter().find(|(number, _)| *number == first)?;
    Some((command, rest))
}

fn name(command: &str) -> Vec<u8> {
    match SHORT.iter().find(|(_, short)| *short == command) {
        Some((number, _)) => vec![*number],
        None => {
            let mut name = vec![0; 13];
            name.iter_mut().skip(1).zip(command.bytes()).for_each(|(to, from)| *to = from);
            name
        }
    }
}

/// Whether a connection is one of version 1, of whatever magic.
fn is_version_1(heard: &[u8]) -> bool {
    heard.get(4..16) == Some(b"version\0\0\0\0\0")
}

/// Whether it cannot become one.
fn is_other(heard: &[u8]) -> bool {
    let command = heard.get(4..).unwrap_or_default();
    command.iter().zip(b"version\0\0\0\0\0").any(|(byte, ours)| byte != ours)
}

/// Reads some more; `false` where the other side has closed.
async fn more(line: &mut Line, heard: &mut Vec<u8>) -> io::Result<bool> {
    let mut buffer = [0; 4096];
    let count = line.read(&mut buffer).await?;
    heard.extend(buffer.iter().take(count));
    Ok(count > 0)
}

/// Reads until so much is there.
async fn until(line: &mut Line, heard: &mut Vec<u8>, len: usize) -> io::Result<bool> {
    while heard.len() < len {
        if !more(line, heard).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn other(error: impl std::fmt::Display) -> io::Error {
    io::Error::other(error.to_string())
}
