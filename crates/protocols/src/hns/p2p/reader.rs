//! The reader: a transcript of the dialogue into facts.

use coinsift_verdict::{Fact, Place, Strength, Value};

use super::driver::Questions;
use super::facts;
use super::header::{self, HEADER};
use super::messages::{
    Frame, Headers, NETWORK, RejectMessage, VersionMessage, frames, kind, not_found,
};
use crate::dialogue::Ending;
use crate::transcript::Transcript;

pub(super) fn read(transcript: &Transcript) -> Vec<Fact> {
    let Ok(questions) = Questions::read(&transcript.head.options) else {
        return Vec::new();
    };
    let stream = transcript.received();
    let all: Vec<Frame<'_>> = frames(&stream, questions.magic).collect();
    let whole = |kind: u8| all.iter().find(|frame| frame.kind == kind && frame.is_complete());
    let introduced = whole(kind::VERSION)
        .and_then(|frame| VersionMessage::read(frame.payload).ok().map(|version| (frame, version)));
    // A port that echoes tells nothing of itself.
    if introduced.as_ref().is_some_and(|(_, version)| questions.is_ours(version)) {
        return Vec::new();
    }
    let Some(first) = all.iter().find(|frame| frame.is_complete()) else {
        return Vec::new();
    };
    let mut facts = Facts { list: Vec::new(), strength: Strength::Hinted };
    let magic = Value::bytes(questions.magic);
    facts.add(facts::FRAME_MAGIC, magic.clone(), first.offset, 4);
    if let (Some(frame), Ending::Refused(_)) = (whole(kind::REJECT), &transcript.ending) {
        reject(&mut facts, frame);
    }
    let Some((frame, version)) = introduced else {
        return facts.list;
    };
    if whole(kind::VERACK).is_some() {
        facts.strength = Strength::Stated;
        facts.add(facts::HANDSHAKE_MAGIC, magic, first.offset, 4);
    }
    introduction(&mut facts, frame, &version);
    if let Some(frame) = all.iter().find(|frame| frame.kind == kind::BLOCK) {
        block(&mut facts, frame);
    }
    if let Some(frame) = whole(kind::NOTFOUND) {
        let names = Value::list(not_found(frame.payload).iter().map(Value::bytes));
        facts.add(facts::GENESIS_REFUSED, names, frame.payload_offset(), frame.len);
    }
    answers(&mut facts, &questions, &all);
    facts.list
}

/// Facts under way, of the strength the exchange has reached.
struct Facts {
    list: Vec<Fact>,
    strength: Strength,
}

impl Facts {
    fn add(&mut self, name: &'static str, value: Value, at: usize, len: usize) {
        let (strength, at) = (self.strength, Place::received(at, len));
        self.list.push(Fact { name, value, strength, at });
    }
}

fn introduction(facts: &mut Facts, frame: &Frame<'_>, message: &VersionMessage) {
    let at = frame.payload_offset();
    facts.add(facts::PROTOCOL, Value::Uint(message.protocol.into()), at, 4);
    facts.add(facts::SERVICES, Value::Uint(message.services.into()), at + 4, 4);
    facts.add(facts::FULL, Value::Bool(message.services & NETWORK != 0), at + 4, 4);
    facts.add(facts::TIME, Value::Uint(message.time.into()), at + 12, 8);
    // Anyone can call themselves anything, in the best of introductions too.
    facts.list.push(Fact {
        name: facts::AGENT,
        value: Value::text(&message.agent),
        strength: Strength::Hinted,
        at: Place::received(at + message.agent_at, message.agent_len),
    });
    facts.add(facts::HEIGHT, Value::Uint(message.height.into()), at + message.height_at, 4);
    facts.add(facts::RELAY, Value::Bool(message.relay), at + message.height_at + 4, 1);
}

fn reject(facts: &mut Facts, frame: &Frame<'_>) {
    let Ok(message) = RejectMessage::read(frame.payload) else {
        return;
    };
    let (at, len) = (frame.payload_offset(), frame.len);
    facts.add(facts::REJECT, Value::text(message.code_word()), at, len);
    facts.add(facts::REJECT_REASON, Value::text(message.reason), at, len);
}

/// A block that was handed over is a genesis block where it names none before it.
fn block(facts: &mut Facts, frame: &Frame<'_>) {
    let Some(header) = frame.payload.first_chunk::<HEADER>() else {
        return;
    };
    if header::previous(header).iter().all(|&byte| byte == 0) {
        let name = Value::bytes(header::name(header));
        facts.add(facts::GENESIS, name, frame.payload_offset(), HEADER);
    }
}

/// What the questions for blocks by name brought.
fn answers(facts: &mut Facts, questions: &Questions, all: &[Frame<'_>]) {
    let answers = all.iter().filter(|frame| frame.kind == kind::HEADERS);
    // Within a completed introduction, as everything else that counts.
    let strength = match facts.strength {
        Strength::Hinted => Strength::Hinted,
        Strength::Stated | Strength::Proven => Strength::Proven,
    };
    let mut shown = Vec::new();
    for frame in answers.take(questions.checkpoints.len()) {
        let Headers::First { header, at } = Headers::read(frame.payload) else {
            continue;
        };
        let name = header::name(header);
        if questions.checkpoints.contains(&name) && !shown.contains(&name) {
            shown.push(name);
            facts.list.push(Fact {
                name: facts::CHECKPOINT,
                value: Value::bytes(name),
                strength,
                at: Place::received(frame.payload_offset() + at, HEADER),
            });
        }
    }
    if let Some(end) = all.iter().find(|frame| questions.is_end(frame))
        && shown.is_empty()
    {
        let names = Value::list(questions.checkpoints.iter().map(Value::bytes));
        facts.add(facts::ABSENT, names, end.payload_offset(), end.len);
    }
}
