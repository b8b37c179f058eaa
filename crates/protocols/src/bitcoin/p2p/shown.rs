//! The part of the reader that reads headers: what they say of the genesis block, and prove.

use coinsift_verdict::{Place, Strength, Value};

use super::checkpoints::{Known, Shown};
use super::dialect;
use super::driver::asked;
use super::header::Work;
use super::messages::{Frame, HEADER, Headers, frames, parent};
use super::proof::answers;
use super::reader::{Facts, Genesis};
use super::types::sha256d;
use super::{facts, fresh};
use crate::transcript::{Happening, Transcript};

/// What was asked about headers, and where in the peer's stream.
pub(super) struct Asked {
    known: Known,
    /// The blocks asked for by name, in display order.
    by_name: Vec<[u8; 32]>,
    /// How much the peer had sent when headers from the start were asked for.
    start: Option<usize>,
    /// The number in the `ping` behind the blocks asked for by name.
    ping: Option<u64>,
}

impl Asked {
    /// Reads what was sent.
    pub(super) fn of(transcript: &Transcript) -> Asked {
        let known = Known::read(&transcript.head.options).unwrap_or_default();
        let mut all = Asked { known, by_name: Vec::new(), start: None, ping: None };
        let mut received = 0;
        for event in &transcript.events {
            match &event.what {
                Happening::Received(bytes) => received += bytes.len(),
                Happening::Sent(bytes) => {
                    frames(bytes).for_each(|frame| all.take(&frame, received))
                }
                _ => {}
            }
        }
        all
    }

    fn take(&mut self, frame: &Frame<'_>, received: usize) {
        // Our own `getheaders`: the version, the locator's length, then the stop alone.
        match (frame.command, frame.payload.get(4), frame.payload.get(5..37)) {
            ("getheaders", Some(0), Some(stop)) => {
                let mut name = [0; 32];
                name.copy_from_slice(stop);
                name.reverse();
                self.by_name.push(name);
            }
            ("getheaders", ..) if fresh::is_ours(frame.payload) => {}
            ("getheaders", ..) => self.start = self.start.or(Some(received)),
            ("ping", ..) if self.ping.is_none() => {
                self.ping = frame.payload.try_into().ok().map(u64::from_le_bytes);
            }
            _ => {}
        }
    }

    /// Whether a frame came before headers from the start were asked for.
    pub(super) fn is_by_name(&self, frame: &Frame<'_>) -> bool {
        !self.by_name.is_empty() && self.start.is_none_or(|start| frame.offset < start)
    }

    /// How many answers to blocks asked for by name there can be.
    pub(super) fn answers(&self) -> usize {
        self.by_name.len()
    }
}

/// A `headers` message that answers a block asked for by name.
pub(super) fn by_name(facts: &mut Facts, asked: &Asked, frame: &Frame<'_>) {
    let payload = frame.payload_offset();
    if !frame.is_complete() {
        return;
    }
    match asked.known.shown(frame.payload, &asked.by_name) {
        Shown::Nothing => {}
        // A name that fits without its work has been listed wrongly; it proves nothing.
        Shown::Asked { name, work: Work::Missed, at, .. } | Shown::Other { name, at } => {
            facts.add(facts::OTHER, Value::bytes(name), payload + at, HEADER);
        }
        Shown::Asked { name, work, at, len } => {
            let word = if work == Work::Met { "met" } else { "unknown" };
            // Within a completed handshake, as everything else that counts.
            let strength = match facts.strength {
                Strength::Hinted => Strength::Hinted,
                Strength::Stated | Strength::Proven => Strength::Proven,
            };
            let at = Place::received(payload + at, len);
            facts.add_as(strength, facts::CHECKPOINT, Value::bytes(name), at);
            facts.add_as(strength, facts::CHECKPOINT_WORK, Value::text(word), at);
        }
        Shown::Unchecked { name, at } => {
            facts.add(facts::UNCHECKED, Value::bytes(name), payload + at, HEADER);
        }
    }
}

/// The `pong` behind the blocks asked for by name: those not shown before it are not there.
pub(super) fn not_shown(facts: &mut Facts, asked: &Asked, frame: &Frame<'_>) {
    if asked.by_name.is_empty() || !asked.ping.is_some_and(|ping| answers(frame, ping)) {
        return;
    }
    let shown = |name: &[u8; 32]| {
        let value = Value::bytes(name);
        facts.list.iter().any(|fact| {
            [facts::CHECKPOINT, facts::UNCHECKED].contains(&fact.name) && fact.value == value
        })
    };
    let absent: Vec<[u8; 32]> = asked.by_name.iter().filter(|name| !shown(name)).copied().collect();
    if !absent.is_empty() {
        let list = Value::list(absent.iter().map(Value::bytes));
        facts.add(facts::ABSENT, list, frame.payload_offset(), frame.len);
    }
}

/// A `headers` message that lists headers from the start.
pub(super) fn from_start(
    facts: &mut Facts,
    genesis: &mut Genesis,
    known: &Asked,
    frame: &Frame<'_>,
    transcript: &Transcript,
) {
    let payload = frame.payload_offset();
    match Headers::read(frame.payload) {
        Headers::Unfinished => {}
        Headers::Empty => facts.add(facts::HEADERS_EMPTY, Value::Bool(true), payload, 1),
        Headers::First { header, at, .. } => {
            let rest = frame.payload.get(at..).unwrap_or_default();
            let (hash, at) = (parent(header), payload + at);
            facts.add(facts::FIRST_HEADER, Value::bytes(header), at, HEADER);
            if let Some(form) = dialect::signed(frame.payload) {
                facts.add(facts::SIGNED, Value::text(form), at, HEADER);
            }
            // A header without a parent is a genesis block itself, sent by peers that begin there.
            if hash == [0; 32] {
                let mut own = sha256d(header);
                own.reverse();
                genesis.parent = Some((own, at, HEADER));
                return;
            }
            genesis.parent = Some((hash, at + 4, 32));
            facts.add(facts::GENESIS_PARENT, Value::bytes(hash), at + 4, 32);
            let ours = transcript.head.options.get("ask").map(String::as_str).unwrap_or_default();
            if asked(ours).unwrap_or_default().contains(&hash) {
                match known.known.first_work(rest, &hash) {
                    Work::Unknown => {}
                    work => {
                        facts.add(facts::EASY, Value::Bool(work == Work::Missed), at, HEADER);
                    }
                }
            }
        }
    }
}
