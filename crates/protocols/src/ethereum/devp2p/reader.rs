//! The reader: decrypts a transcript from the options in its head, and turns it into facts.
//!
//! Frames are encrypted, so that a fact's place is the whole frame in what the peer sent.

use coinsift_verdict::{Fact, Place, Strength, Value};

use super::eth::{Block, BlockHeaders, Chain, GetBlockHeaders, Header, Status};
use super::facts::{self, HeaderFacts};
use super::frame::Opener;
use super::handshake::{Ack, Initiator};
use super::messages::{Hello, Message, reason_word};
use super::settings::Settings;
use crate::transcript::{Close, Happening, Transcript};

pub(super) fn read(transcript: &Transcript) -> Vec<Fact> {
    let Ok(settings) = Settings::read(&transcript.head.options) else {
        return Vec::new();
    };
    let initiator = Initiator::new(&settings.seed, &settings.identity);
    let (sent, received) = (transcript.sent(), transcript.received());
    let auth = sent.get(..auth_len(&sent)).unwrap_or_default();
    let Ack::Whole(ack_len, secrets) = initiator.read_ack(auth, &received) else {
        return Vec::new();
    };
    let messages = messages(Opener::received(&secrets), &received, ack_len, None);
    let strength = if messages.is_empty() { Strength::Hinted } else { Strength::Stated };
    let mut facts = Facts { list: Vec::new(), strength, at: Place::received(0, ack_len) };
    facts.add(facts::ACK, Value::Bool(true));
    let hung_up = transcript
        .events
        .iter()
        .any(|event| matches!(event.what, Happening::Closed(Close::Fin | Close::Reset)));
    if messages.is_empty() && hung_up {
        facts.add(facts::CLOSED, Value::Bool(true));
    }
    let asked = asked(Opener::sent(&secrets), &sent, auth.len(), &messages);
    let mut headers = Headers { settings, asked, answers: 0, status: None };
    for (message, at) in messages {
        facts.at = at;
        match message {
            Message::Hello(hello) => facts.hello(&hello),
            Message::Status(status) if headers.status.is_none() => {
                facts.status(&status);
                headers.status = Some(status);
            }
            Message::BlockHeaders(answer) => headers.take(&answer, &mut facts),
            Message::Disconnect(reason) => {
                facts.add(facts::DISCONNECT, Value::text(reason_word(reason)));
            }
            _ => {}
        }
    }
    facts.list
}

/// How long the `auth` is that we sent first.
fn auth_len(sent: &[u8]) -> usize {
    sent.first_chunk::<2>().map_or(0, |size| 2 + usize::from(u16::from_be_bytes(*size)))
}

/// The messages of one direction behind the key exchange, and where each stands. `compressed`
/// says whether those after Hello are; by default that Hello itself tells.
fn messages(
    mut opener: Opener,
    stream: &[u8],
    from: usize,
    compressed: Option<bool>,
) -> Vec<(Message, Place)> {
    let (mut messages, mut at, mut compressed_now) = (Vec::new(), from, false);
    while let Some(rest) = stream.get(at..)
        && let Ok(Some(frame)) = opener.open(rest)
    {
        let place = Place::received(at, frame.len);
        at += frame.len;
        let Some(message) = Message::read(&frame.body, compressed_now) else {
            break;
        };
        if let Message::Hello(hello) = &message {
            compressed_now = compressed.unwrap_or(hello.compresses());
        }
        messages.push((message, place));
    }
    messages
}

/// What we asked for, in the order of our questions; we compress what the peer can decompress.
fn asked(
    opener: Opener,
    sent: &[u8],
    from: usize,
    theirs: &[(Message, Place)],
) -> Vec<GetBlockHeaders> {
    let compressed = theirs
        .iter()
        .any(|(message, _)| matches!(message, Message::Hello(hello) if hello.compresses()));
    messages(opener, sent, from, Some(compressed))
        .into_iter()
        .filter_map(|(message, _)| match message {
            Message::GetBlockHeaders(question) => Some(question),
            _ => None,
        })
        .collect()
}

/// Facts under way, with the strength and place of the message being read.
struct Facts {
    list: Vec<Fact>,
    strength: Strength,
    at: Place,
}

impl Facts {
    fn add(&mut self, name: &'static str, value: Value) {
        self.add_as(self.strength, name, value);
    }

    fn add_as(&mut self, strength: Strength, name: &'static str, value: Value) {
        // One message of a kind is enough; a peer that repeats itself adds nothing.
        if !self.list.iter().any(|known| known.name == name && known.value == value) {
            self.list.push(Fact { name, value, strength, at: self.at });
        }
    }

    fn hello(&mut self, hello: &Hello) {
        self.add(facts::HELLO_AGENT, Value::text(&hello.agent));
        let caps =
            hello.caps.iter().map(|(name, version)| Value::text(format!("{name}/{version}")));
        self.add(facts::HELLO_CAPS, Value::list(caps));
        self.add(facts::HELLO_VERSION, Value::Uint(hello.version.into()));
        self.add(facts::HELLO_ID, Value::bytes(&hello.id));
        self.add(facts::HELLO_PORT, Value::Uint(hello.port.into()));
    }

    fn status(&mut self, status: &Status) {
        self.add(facts::VERSION, Value::Uint(status.version.into()));
        self.add(facts::NETWORK_ID, Value::Uint(status.network_id.into()));
        self.add(facts::GENESIS, Value::bytes(status.genesis));
        if let Some((hash, next)) = status.fork {
            self.add(facts::FORK_HASH, Value::bytes(hash));
            self.add(facts::FORK_NEXT, Value::Uint(next.into()));
        }
        self.add(facts::HEAD, Value::bytes(status.head));
        match status.chain {
            Chain::Difficulty(Some(difficulty)) => {
                self.add(facts::DIFFICULTY, Value::Uint(difficulty));
            }
            Chain::Difficulty(None) => {}
            Chain::Blocks(earliest, latest) => {
                self.add(facts::EARLIEST, Value::Uint(earliest.into()));
                self.add(facts::LATEST, Value::Uint(latest.into()));
            }
        }
    }

    fn header(&mut self, names: &HeaderFacts, header: &Header) {
        self.add(names.hash, Value::bytes(header.hash));
        if let Some(number) = names.number {
            self.add(number, Value::Uint(header.number.into()));
        }
        self.add(names.time, Value::Uint(header.time.into()));
        if let Some(difficulty) = header.difficulty {
            self.add(names.difficulty, Value::Uint(difficulty));
        }
        self.add(names.extra, Value::bytes(&header.extra));
        if let Some(mix) = header.mix {
            self.add(names.mix, Value::bytes(mix));
        }
    }
}

/// The headers shown, held against what was asked.
struct Headers {
    settings: Settings,
    asked: Vec<GetBlockHeaders>,
    /// How many answers without an id came.
    answers: usize,
    status: Option<Status>,
}

impl Headers {
    fn take(&mut self, answer: &BlockHeaders, facts: &mut Facts) {
        let question = match answer.request {
            Some(_) => self.asked.iter().find(|question| question.request == answer.request),
            None => self.asked.get(self.answers),
        };
        self.answers += 1;
        let (Some(question), Some(status)) = (question.copied(), &self.status) else {
            return;
        };
        match (question.block, answer.headers.first()) {
            (Block::Number(0), Some(header))
                if header.number == 0 && header.hash == status.genesis =>
            {
                facts.header(&facts::GENESIS_HEADER, header);
            }
            (Block::Hash(hash), Some(header)) if header.hash == hash => {
                facts.header(&facts::HEAD_HEADER, header);
            }
            (Block::Number(height), Some(header)) if height > 0 && header.number == height => {
                let known = self.settings.checkpoints_of(&status.genesis);
                let met = known
                    .into_iter()
                    .any(|point| point.height == height && point.hash == header.hash);
                if met {
                    facts.add_as(Strength::Proven, facts::CHECKPOINT, Value::bytes(header.hash));
                    facts.add_as(
                        Strength::Proven,
                        facts::CHECKPOINT_NUMBER,
                        Value::Uint(height.into()),
                    );
                } else {
                    facts.add(facts::OTHER, Value::bytes(header.hash));
                    facts.add(facts::OTHER_NUMBER, Value::Uint(height.into()));
                    facts.add(facts::OTHER_TIME, Value::Uint(header.time.into()));
                }
            }
            (_, Some(header)) => facts.add(facts::UNMATCHED, Value::bytes(header.hash)),
            (Block::Number(height), None) => facts.add(facts::ABSENT, Value::Uint(height.into())),
            (Block::Hash(_), None) => {}
        }
    }
}
