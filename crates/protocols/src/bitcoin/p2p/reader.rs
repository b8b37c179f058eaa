//! The reader: a transcript of the dialogue into facts.

use coinsift_verdict::{Fact, Place, Strength, Value};

use super::dialect;
use super::dialect::checksum::Checksum;
use super::dialect::multichain::Parameters;
use super::driver::asked;
use super::header;
use super::messages::{
    Frame, HEADER, NODE_NETWORK, RejectMessage, VersionMessage, frames, header_hash, not_found,
    parent,
};
use super::shown::{self, Asked};
use super::{facts, fresh};
use crate::bytes::find;
use crate::dialogue::Ending;
use crate::transcript::Transcript;

pub(super) fn read(transcript: &Transcript) -> Vec<Fact> {
    let stream = transcript.received();
    let ours = transcript.sent();
    let mut facts = Facts { list: Vec::new(), strength: Strength::Hinted };
    let mut frames = frames(&stream).peekable();
    let Some(first) = frames.peek().copied() else {
        return Vec::new();
    };
    // A port that echoes tells nothing of itself.
    if find(&ours, &stream[..stream.len().min(super::messages::HEAD)]).is_some() {
        return Vec::new();
    }
    let all: Vec<Frame<'_>> = frames.filter(|frame| frame.magic == first.magic).collect();
    let complete =
        |name: &str| all.iter().any(|frame| frame.command == name && frame.is_complete());
    let handshake = complete("version") && complete("verack");
    let refused = matches!(transcript.ending, Ending::Refused(_));
    if !handshake && !refused && !complete("version") && !complete("reject") {
        // A head alone may be chance; it is kept as a hint of the magic, no more.
        facts.add(facts::FRAME_MAGIC, Value::bytes(first.magic), first.offset, 4);
        return facts.list;
    }
    facts.add(facts::FRAME_MAGIC, Value::bytes(first.magic), first.offset, 4);
    if let Some(frame) = all.iter().find(|frame| frame.is_complete()) {
        let hash = Checksum::of_frame(frame).map_or("other", Checksum::name);
        facts.add(facts::FRAME_CHECKSUM, Value::text(hash), frame.offset + 20, 4);
    }
    if handshake {
        facts.strength = Strength::Stated;
        facts.add(facts::HANDSHAKE_MAGIC, Value::bytes(first.magic), first.offset, 4);
    }
    if transcript.peer_spoke_first() {
        facts.add(facts::SPOKE_FIRST, Value::Bool(true), first.offset, super::messages::HEAD);
    }
    let asked = Asked::of(transcript);
    let mut genesis = Genesis::default();
    let mut seen: Vec<&str> = Vec::new();
    let mut answers = 0;
    let (begins, mut went_on) = (begins(transcript), false);
    let fresh = fresh::asked_at(transcript);
    for frame in &all {
        // What came behind the last question answers it.
        if fresh.is_some_and(|at| frame.offset >= at) {
            if frame.command == "headers" && !std::mem::replace(&mut went_on, true) {
                fresh::read(&mut facts, transcript, frame, &begins);
            }
            continue;
        }
        // Each block asked for by name may be answered.
        if frame.command == "headers" && asked.is_by_name(frame) {
            if answers < asked.answers() {
                answers += 1;
                shown::by_name(&mut facts, &asked, frame);
            }
            continue;
        }
        // The first message of a kind counts; a peer that repeats itself adds nothing.
        if seen.contains(&frame.command) {
            continue;
        }
        seen.push(frame.command);
        match frame.command {
            "version" if frame.is_complete() => version(&mut facts, frame),
            "reject" if frame.is_complete() => reject(&mut facts, frame),
            "verack" if frame.is_complete() => parameters(&mut facts, frame),
            "block" => block(&mut facts, &mut genesis, frame, transcript),
            "headers" => {
                shown::from_start(&mut facts, &mut genesis, &asked, frame, transcript);
            }
            "pong" if frame.is_complete() => shown::not_shown(&mut facts, &asked, frame),
            "notfound" if frame.is_complete() => refused_blocks(&mut facts, frame),
            _ => {}
        }
    }
    if let Some((hash, at, len)) = genesis.checked.or(genesis.parent).or(genesis.unchecked) {
        facts.add(facts::GENESIS, Value::bytes(hash), at, len);
    }
    facts.list
}

/// The genesis blocks asked for.
fn begins(transcript: &Transcript) -> Vec<[u8; 32]> {
    let text = transcript.head.options.get("ask").map(String::as_str).unwrap_or_default();
    asked(text).unwrap_or_default()
}

/// Facts under way, of the strength the exchange has reached.
pub(super) struct Facts {
    pub(super) list: Vec<Fact>,
    pub(super) strength: Strength,
}

impl Facts {
    pub(super) fn add(&mut self, name: &'static str, value: Value, at: usize, len: usize) {
        self.add_as(self.strength, name, value, Place::received(at, len));
    }

    pub(super) fn add_as(
        &mut self,
        strength: Strength,
        name: &'static str,
        value: Value,
        at: Place,
    ) {
        self.list.push(Fact { name, value, strength, at });
    }
}

/// Where the genesis block was learnt: its hash, offset and length.
#[derive(Default)]
pub(super) struct Genesis {
    checked: Option<([u8; 32], usize, usize)>,
    pub(super) parent: Option<([u8; 32], usize, usize)>,
    unchecked: Option<([u8; 32], usize, usize)>,
}

fn version(facts: &mut Facts, frame: &Frame<'_>) {
    let Ok(message) = VersionMessage::read(frame.payload) else {
        return;
    };
    let at = frame.payload_offset();
    facts.add(facts::PROTOCOL, Value::Uint(message.protocol.into()), at, 4);
    facts.add(facts::SERVICES, Value::Uint(message.services.into()), at + 4, 8);
    let full = message.services & NODE_NETWORK != 0;
    facts.add(facts::FULL, Value::Bool(full), at + 4, 8);
    facts.add(facts::TIME, Value::Uint(message.time.into()), at + 12, 8);
    let agent = Value::text(&message.agent);
    let place = Place::received(at + message.agent_at, message.agent_len);
    // Anyone can call themselves anything, in the best of handshakes too.
    facts.list.push(Fact {
        name: facts::AGENT,
        value: agent,
        strength: Strength::Hinted,
        at: place,
    });
    facts.add(facts::HEIGHT, Value::Uint(message.height.into()), at + message.height_at, 4);
    if let Some(relay) = message.relay {
        facts.add(facts::RELAY, Value::Bool(relay), at + message.height_at + 4, 1);
    }
}

/// What a MultiChain node tells of its chain. It keeps most of it from strangers, unless anyone
/// may connect.
fn parameters(facts: &mut Facts, frame: &Frame<'_>) {
    let Some(all) = Parameters::read(frame.payload) else {
        return;
    };
    let payload = frame.payload_offset();
    let mut state = |name, found: Option<(Value, usize, usize)>| {
        if let Some((value, at, len)) = found {
            facts.add(name, value, payload + at, len);
        }
    };
    let uint = |name| all.number(name).map(|(it, at, len)| (Value::Uint(it.into()), at, len));
    let bool = |name| all.yes(name).map(|(it, at, len)| (Value::Bool(it), at, len));
    let chain = all.text("chainname").map(|(it, at, len)| (Value::text(it), at, len));
    let closed = chain.as_ref().map(|(_, at, len)| (Value::Bool(false), *at, *len));
    state(facts::MULTICHAIN_NAME, chain);
    state(facts::MULTICHAIN_PROTOCOL, uint("protocolversion"));
    state(facts::MULTICHAIN_RPC, uint("defaultrpcport"));
    state(facts::MULTICHAIN_CONNECT, bool("anyonecanconnect").or(closed));
    state(facts::MULTICHAIN_MINE, bool("anyonecanmine"));
    state(facts::MULTICHAIN_ADMIN, bool("anyonecanadmin"));
    state(facts::MULTICHAIN_REWARD, uint("initialblockreward"));
}

fn reject(facts: &mut Facts, frame: &Frame<'_>) {
    let Ok(message) = RejectMessage::read(frame.payload) else {
        return;
    };
    let (at, len) = (frame.payload_offset(), frame.len);
    facts.add(facts::REJECT, Value::text(message.code_word()), at, len);
    let reason = format!("{}: {}", message.message, message.reason);
    facts.add(facts::REJECT_REASON, Value::text(reason), at, len);
}

fn block(facts: &mut Facts, genesis: &mut Genesis, frame: &Frame<'_>, transcript: &Transcript) {
    let Some(header) = frame.payload.first_chunk::<HEADER>() else {
        return;
    };
    let option = |name: &str| {
        let text = transcript.head.options.get(name).map(String::as_str).unwrap_or_default();
        asked(text).unwrap_or_default()
    };
    let ours = option("ask");
    let checksum = Checksum::read(&transcript.head.options).unwrap_or_default();
    let named = header::named(frame.payload, &ours, dialect::id_hash(checksum));
    let (hash, at) = (named.unwrap_or_else(|| header_hash(header)), frame.payload_offset());
    let first = parent(header) == [0; 32];
    match option("opaque").as_slice() {
        _ if named.is_some() => {}
        // Its name is made with another hash, of a header that may be longer.
        _ if checksum != Checksum::Sha256d => return,
        // Not one we asked for. Where none of those is named by another hash, it is what it is: a
        // first block of its own, or another network's.
        [] if first => {}
        [only] if first => {
            genesis.unchecked = Some((*only, at, HEADER));
            facts.add(facts::GENESIS_UNCHECKED, Value::bytes(only), at, HEADER);
            return;
        }
        _ => return,
    }
    genesis.checked = Some((hash, at, HEADER));
    facts.add(facts::GENESIS_BLOCK, Value::bytes(hash), at, HEADER);
}

fn refused_blocks(facts: &mut Facts, frame: &Frame<'_>) {
    let hashes = not_found(frame.payload);
    if !hashes.is_empty() {
        let list = Value::list(hashes.iter().map(Value::bytes));
        facts.add(facts::GENESIS_REFUSED, list, frame.payload_offset(), frame.len);
    }
}
