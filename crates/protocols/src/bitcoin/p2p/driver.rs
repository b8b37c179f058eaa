//! The driver: `ExpectVersion` → `ExpectVerack` → `ExpectGenesis` → `ExpectProof` →
//! `ExpectHeaders` → `ExpectFurther` → done; of a MultiChain node: `ExpectVersion` →
//! `ExpectParameters` → done.

use super::checkpoints::Known;
use super::dialect::checksum::Checksum;
use super::dialect::{self, multichain};
use super::fresh::{self, Locator};
use super::header::{self, LONGEST_HEADER};
use super::messages::{Frame, Headers, RejectMessage, VersionMessage};
use super::proof::{self, ExpectProof};
use super::types::{self, Hello};
use crate::dialogue::{Driver, Ending, Input, OptionError, Output, hex_option, option, parsed};
use crate::transcript::Head;

/// How long to wait for one answer before going on without it, in milliseconds.
const PATIENCE: u32 = 3000;

/// Makes the driver that a head describes.
///
/// Options: `magic` (8 hex digits), `ask` (hashes of genesis blocks in display order, comma
/// separated, may be empty), `opaque` (those of them that are no SHA-256d, for the reader),
/// `checkpoints` and `work` ([`Known::read`]; both may be absent: then no block is asked for by
/// name), `fresh` ([`Locator::read`]; may be absent too), `checksum` ([`Checksum::read`]; may be
/// absent), `protocol` (number), `agent`, `seed` (64 hex digits; the first 8 bytes are the nonce).
/// Under MultiChain's universal magic the peer's own is taken from its `version`.
pub(super) fn driver(head: &Head) -> Result<Box<dyn Driver>, OptionError> {
    let seed: [u8; 32] = hex_option(&head.options, "seed")?;
    let mut nonce = [0; 8];
    nonce.copy_from_slice(&seed[..8]);
    let nonce = u64::from_le_bytes(nonce);
    let magic: [u8; 4] = hex_option(&head.options, "magic")?;
    let checksum = Checksum::read(&head.options)?;
    let protocol = parsed(&head.options, "protocol")?;
    let hello = types::version(&Hello {
        magic,
        protocol,
        time: head.started.seconds(),
        peer: head.endpoint.socket(),
        nonce,
        agent: &bip14(option(&head.options, "agent")?),
    });
    let ask = asked(option(&head.options, "ask")?)?;
    let known = Known::read(&head.options)?;
    let further = Locator::read(&head.options)?.question(magic, protocol, nonce);
    Ok(Box::new(Peer {
        questions: Questions { magic, checksum, protocol, nonce, ask, known },
        stream: Vec::new(),
        read: 0,
        further,
        state: State::Unopened(hello),
    }))
}

/// The hashes in an `ask` option.
pub(super) fn asked(text: &str) -> Result<Vec<[u8; 32]>, OptionError> {
    text.split(',')
        .filter(|hash| !hash.is_empty())
        .map(|hash| {
            let mut bytes = [0; 32];
            hex::decode_to_slice(hash, &mut bytes)
                .map(|()| bytes)
                .map_err(|error| OptionError { name: "ask", wrong: error.to_string() })
        })
        .collect()
}

/// Our agent in the form of BIP 14: `coinsift/1.2 (+contact)` becomes `/coinsift:1.2(+contact)/`.
fn bip14(agent: &str) -> String {
    let (program, comment) = agent.split_once(' ').unwrap_or((agent, ""));
    let plain = |text: &str| -> String {
        text.chars()
            .map(|char| match char {
                '/' | ':' | '(' | ')' => '_',
                char if char.is_ascii_graphic() => char,
                _ => '_',
            })
            .take(160)
            .collect()
    };
    let (name, version) = program.split_once('/').unwrap_or((program, "0"));
    let comment = plain(comment.trim_start_matches('(').trim_end_matches(')'));
    if comment.is_empty() {
        format!("/{}:{}/", plain(name), plain(version))
    } else {
        format!("/{}:{}({comment})/", plain(name), plain(version))
    }
}

/// What to ask, unchanged through the dialogue.
struct Questions {
    magic: [u8; 4],
    checksum: Checksum,
    protocol: u32,
    nonce: u64,
    ask: Vec<[u8; 32]>,
    known: Known,
}

struct Peer {
    questions: Questions,
    stream: Vec<u8>,
    /// Where the first frame begins that was not taken yet.
    read: usize,
    /// The question where the peer's chain goes on, until it is asked.
    further: Option<Vec<u8>>,
    state: State,
}

/// What is waited for.
enum State {
    Unopened(Vec<u8>),
    ExpectVersion,
    ExpectVerack(ExpectVerack),
    /// MultiChain's `verack`, of a peer of this magic.
    ExpectParameters([u8; 4]),
    ExpectGenesis,
    ExpectProof(ExpectProof),
    ExpectHeaders,
    ExpectFurther,
    Over,
}

struct ExpectVerack {
    pruned: bool,
}

/// What a frame leads to.
enum Step {
    /// Wait on in the same state.
    Stay(State),
    /// Wait for something else, after sending this (may be nothing), for at most [`PATIENCE`].
    Go(State, Vec<u8>),
    /// Over.
    End(Ending),
}

impl Driver for Peer {
    fn handle(&mut self, now: u32, input: Input<'_>, outputs: &mut Vec<Output>) {
        match input {
            Input::Opened => {
                if let State::Unopened(hello) =
                    std::mem::replace(&mut self.state, State::ExpectVersion)
                {
                    outputs.push(Output::Send(self.questions.checksum.seal(hello)));
                }
            }
            Input::Bytes(bytes) => {
                self.stream.extend_from_slice(bytes);
                self.take_frames(now, outputs);
            }
            Input::Timer => {
                let state = std::mem::replace(&mut self.state, State::Over);
                let step = state.patience_over(&self.questions);
                let step = self.or_further(step);
                self.apply(now, step, outputs);
            }
            Input::Closed(_) => {
                let ending = match self.state {
                    State::Unopened(_) => Ending::Silent,
                    State::ExpectVersion if self.stream.is_empty() => Ending::Silent,
                    State::ExpectVersion => Ending::Mismatch,
                    _ => Ending::Spoken,
                };
                self.apply(now, Step::End(ending), outputs);
            }
        }
    }
}

impl Peer {
    fn take_frames(&mut self, now: u32, outputs: &mut Vec<Output>) {
        while !matches!(self.state, State::Over) {
            let frame = match Frame::read(&self.stream, self.read) {
                Ok(Some(frame)) => frame,
                Ok(None) if self.may_be_a_frame() => return,
                Ok(None) | Err(_) => return self.apply(now, Step::End(self.foreign()), outputs),
            };
            if frame.magic != self.magic() && !self.may_be_multichain(&frame) {
                return self.apply(now, Step::End(self.foreign()), outputs);
            }
            let state = std::mem::replace(&mut self.state, State::Over);
            let (complete, end) = (frame.is_complete(), frame.end());
            let step = state.frame(&frame, &self.questions);
            let step = self.or_further(step);
            self.apply(now, step, outputs);
            if !complete {
                return;
            }
            self.read = end;
        }
    }

    /// Whether the bytes of an unfinished head can still become one of our magic.
    fn may_be_a_frame(&self) -> bool {
        let begun = &self.stream[self.read.min(self.stream.len())..];
        let known = begun.len().min(4);
        begun[..known] == self.magic()[..known] || self.may_disclose_magic(begun)
    }

    /// The magic the peer speaks.
    fn magic(&self) -> [u8; 4] {
        match self.state {
            State::ExpectParameters(magic) => magic,
            _ => self.questions.magic,
        }
    }

    /// Whether a frame of another magic may answer the universal one.
    fn may_be_multichain(&self, frame: &Frame<'_>) -> bool {
        self.questions.magic == multichain::UNIVERSAL
            && matches!(self.state, State::ExpectVersion)
            && frame.command == "version"
    }

    /// Whether a foreign magic is followed by what may become a command: wait for the whole head,
    /// since it tells the peer's own network.
    fn may_disclose_magic(&self, begun: &[u8]) -> bool {
        matches!(self.state, State::ExpectVersion)
            && begun.get(4..begun.len().min(16)).is_none_or(|command| {
                command.iter().all(|&byte| byte == 0 || byte.is_ascii_lowercase())
            })
    }

    /// The ending when something else than frames of our magic comes.
    fn foreign(&self) -> Ending {
        match self.state {
            State::Unopened(_) | State::ExpectVersion => Ending::Mismatch,
            // It spoke before; what follows does not take that back.
            _ => Ending::Spoken,
        }
    }

    /// The last question in place of an end in good order, once.
    fn or_further(&mut self, step: Step) -> Step {
        match (step, &mut self.further) {
            (Step::End(Ending::Spoken), further @ Some(_)) => {
                Step::Go(State::ExpectFurther, further.take().unwrap_or_default())
            }
            (step, _) => step,
        }
    }

    fn apply(&mut self, now: u32, step: Step, outputs: &mut Vec<Output>) {
        match step {
            Step::Stay(state) => self.state = state,
            Step::Go(state, bytes) => {
                self.state = state;
                if !bytes.is_empty() {
                    outputs.push(Output::Send(self.questions.checksum.seal(bytes)));
                }
                outputs.push(Output::WaitUntil(now + PATIENCE));
            }
            Step::End(ending) => {
                self.state = State::Over;
                outputs.push(Output::Done(ending));
            }
        }
    }
}

impl State {
    fn frame(self, frame: &Frame<'_>, questions: &Questions) -> Step {
        match self {
            State::ExpectVersion => expect_version(frame, questions),
            State::ExpectVerack(state) => state.frame(frame, questions),
            State::ExpectParameters(_) if frame.is_complete() && frame.command == "verack" => {
                Step::End(Ending::Spoken)
            }
            State::ExpectParameters(_) => Step::Stay(self),
            State::ExpectGenesis => expect_genesis(frame, questions),
            State::ExpectProof(state) => expect_proof(state, frame, questions),
            State::ExpectHeaders => expect_headers(frame, questions),
            State::ExpectFurther => expect_further(frame, questions),
            State::Unopened(_) | State::Over => Step::Stay(self),
        }
    }

    fn patience_over(self, questions: &Questions) -> Step {
        match self {
            // Some send no verack, or sent it before their version: ask all the same.
            State::ExpectVerack(state) => state.ask(questions),
            State::ExpectGenesis => ask_proof(questions, None),
            State::ExpectProof(state) => after_proof(&state.over(), questions),
            State::ExpectParameters(_) | State::ExpectHeaders | State::ExpectFurther => {
                Step::End(Ending::Spoken)
            }
            State::Unopened(_) | State::ExpectVersion | State::Over => Step::Stay(self),
        }
    }
}

fn expect_version(frame: &Frame<'_>, questions: &Questions) -> Step {
    match frame.command {
        _ if !frame.is_complete() => Step::Stay(State::ExpectVersion),
        "version" => match VersionMessage::read(frame.payload) {
            // Our own nonce: a port that echoes, or a road back to ourselves.
            Ok(version) if version.nonce == questions.nonce => Step::End(Ending::Mismatch),
            Ok(version) if questions.magic == multichain::UNIVERSAL => {
                match version.agent.starts_with(multichain::AGENT) {
                    true => Step::Go(State::ExpectParameters(frame.magic), Vec::new()),
                    // Somebody else's node, that has told us its own magic.
                    false => Step::End(Ending::Mismatch),
                }
            }
            Ok(version) => {
                let pruned = version.is_pruned();
                let next = State::ExpectVerack(ExpectVerack { pruned });
                Step::Go(next, types::verack(questions.magic))
            }
            Err(_) => Step::End(Ending::Mismatch),
        },
        "reject" => Step::End(match RejectMessage::read(frame.payload) {
            Ok(reject) => Ending::Refused(reject.code_word().to_owned()),
            Err(_) => Ending::Mismatch,
        }),
        _ => Step::Stay(State::ExpectVersion),
    }
}

impl ExpectVerack {
    fn frame(self, frame: &Frame<'_>, questions: &Questions) -> Step {
        match frame.command {
            "verack" if frame.is_complete() => self.ask(questions),
            _ => Step::Stay(State::ExpectVerack(self)),
        }
    }

    fn ask(self, questions: &Questions) -> Step {
        if questions.ask.is_empty() || self.pruned {
            return ask_proof(questions, None);
        }
        let ask = types::get_blocks(questions.magic, &questions.ask);
        Step::Go(State::ExpectGenesis, ask)
    }
}

fn expect_genesis(frame: &Frame<'_>, questions: &Questions) -> Step {
    match frame.command {
        "block" => {
            match header::named(frame.payload, &questions.ask, dialect::id_hash(questions.checksum))
            {
                Some(genesis) => ask_proof(questions, Some(&genesis)),
                // A block named by another hash, or none we asked for: the next header tells.
                None if frame.is_complete() || frame.payload.len() >= LONGEST_HEADER => {
                    ask_proof(questions, None)
                }
                None => Step::Stay(State::ExpectGenesis),
            }
        }
        "notfound" if frame.is_complete() => ask_proof(questions, None),
        _ => Step::Stay(State::ExpectGenesis),
    }
}

/// Asks for the blocks that one network alone has, before anything that costs the peer more.
/// `genesis` is the genesis block, where it is known already.
fn ask_proof(questions: &Questions, genesis: Option<&[u8; 32]>) -> Step {
    let words = (questions.magic, questions.protocol, questions.nonce);
    match ExpectProof::ask(&questions.known, genesis, words) {
        Some((state, ask)) => Step::Go(State::ExpectProof(state), ask),
        None if genesis.is_some() => Step::End(Ending::Spoken),
        None => ask_headers(questions),
    }
}

fn expect_proof(mut state: ExpectProof, frame: &Frame<'_>, questions: &Questions) -> Step {
    match state.frame(frame, &questions.known, questions.nonce) {
        proof::Next::Wait => Step::Stay(State::ExpectProof(state)),
        next => after_proof(&next, questions),
    }
}

/// Without proof the first header tells the genesis block, or whether it was as much work as the
/// network demands.
fn after_proof(next: &proof::Next, questions: &Questions) -> Step {
    match next {
        proof::Next::Proven => Step::End(Ending::Spoken),
        proof::Next::Wait | proof::Next::Unproven => ask_headers(questions),
    }
}

/// A long list comes in many pieces: it is waited for as a whole.
fn expect_further(frame: &Frame<'_>, questions: &Questions) -> Step {
    match frame.command {
        "headers" if frame.is_complete() => Step::End(Ending::Spoken),
        "pong" if proof::answers(frame, fresh::fresh_nonce(questions.nonce)) => {
            Step::End(Ending::Spoken)
        }
        _ => Step::Stay(State::ExpectFurther),
    }
}

fn ask_headers(questions: &Questions) -> Step {
    let mut ask = types::get_headers_from_start(questions.magic, questions.protocol);
    if !questions.known.is_empty() {
        ask.extend(types::ping(questions.magic, proof::start_nonce(questions.nonce)));
    }
    Step::Go(State::ExpectHeaders, ask)
}

fn expect_headers(frame: &Frame<'_>, questions: &Questions) -> Step {
    match frame.command {
        "pong" if proof::answers(frame, proof::start_nonce(questions.nonce)) => {
            Step::End(Ending::Spoken)
        }
        "headers" => match Headers::read(frame.payload) {
            Headers::Unfinished if !frame.is_complete() => Step::Stay(State::ExpectHeaders),
            _ => Step::End(Ending::Spoken),
        },
        _ => Step::Stay(State::ExpectHeaders),
    }
}
