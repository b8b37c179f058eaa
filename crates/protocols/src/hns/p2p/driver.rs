//! The driver: `ExpectVersion` → `ExpectGenesis` → `ExpectHeaders` → done.

use super::header::{self, HEADER};
use super::messages::{Frame, Headers, RejectMessage, VersionMessage, kind};
use super::questions;
use crate::dialogue::{Driver, Ending, Input, OptionError, Output, hex_option, option};
use crate::transcript::{Head, Options};

/// How long to wait for one answer before going on without it, in milliseconds.
const PATIENCE: u32 = 3000;

/// What to ask, unchanged through the dialogue.
pub(super) struct Questions {
    pub(super) magic: [u8; 4],
    nonce: [u8; 8],
    genesis: Vec<[u8; 32]>,
    pub(super) checkpoints: Vec<[u8; 32]>,
}

impl Questions {
    /// Reads the options `magic` (8 hex digits), `ask` and `checkpoints` (names of blocks, comma
    /// separated, may be empty), `seed` (64 hex digits).
    pub(super) fn read(options: &Options) -> Result<Questions, OptionError> {
        let [a, b, c, d, e, f, g, h, ..]: [u8; 32] = hex_option(options, "seed")?;
        Ok(Questions {
            magic: hex_option(options, "magic")?,
            nonce: [a, b, c, d, e, f, g, h],
            genesis: names(options, "ask")?,
            checkpoints: names(options, "checkpoints")?,
        })
    }

    /// Whether a `version` is our own: a port that echoes, or a road back to ourselves.
    pub(super) fn is_ours(&self, version: &VersionMessage) -> bool {
        version.nonce == self.nonce
    }

    /// Whether a frame says that all questions were dealt with.
    pub(super) fn is_end(&self, frame: &Frame<'_>) -> bool {
        frame.kind == kind::PONG && frame.payload == self.nonce
    }
}

/// The names of blocks in an option.
fn names(options: &Options, name: &'static str) -> Result<Vec<[u8; 32]>, OptionError> {
    let listed = option(options, name)?.split(',').filter(|hash| !hash.is_empty());
    listed
        .map(|hash| {
            let mut bytes = [0; 32];
            hex::decode_to_slice(hash, &mut bytes)
                .map(|()| bytes)
                .map_err(|error| OptionError { name, wrong: error.to_string() })
        })
        .collect()
}

/// Makes the driver that a head describes. Options: those of [`Questions::read`], and `agent`.
pub(super) fn driver(head: &Head) -> Result<Box<dyn Driver>, OptionError> {
    let questions = Questions::read(&head.options)?;
    let time = head.started.seconds().try_into().unwrap_or_default();
    let agent = option(&head.options, "agent")?;
    let hello = questions::version(questions.magic, time, questions.nonce, agent);
    Ok(Box::new(Peer { questions, stream: Vec::new(), read: 0, state: State::Unopened(hello) }))
}

struct Peer {
    questions: Questions,
    stream: Vec<u8>,
    /// Where the first frame begins that was not taken yet.
    read: usize,
    state: State,
}

/// What is waited for.
enum State {
    Unopened(Vec<u8>),
    ExpectVersion,
    ExpectGenesis,
    /// So many answers are still to come.
    ExpectHeaders(usize),
    Over,
}

/// What a frame leads to.
enum Step {
    Stay,
    /// Wait for something else, after sending this, for at most [`PATIENCE`].
    Go(State, Vec<u8>),
    End(Ending),
}

impl Driver for Peer {
    fn handle(&mut self, now: u32, input: Input<'_>, outputs: &mut Vec<Output>) {
        match input {
            Input::Opened => {
                if let State::Unopened(hello) =
                    std::mem::replace(&mut self.state, State::ExpectVersion)
                {
                    outputs.push(Output::Send(hello));
                }
            }
            Input::Bytes(bytes) => {
                self.stream.extend_from_slice(bytes);
                self.take_frames(now, outputs);
            }
            Input::Timer => {
                let step = match self.state {
                    State::ExpectGenesis => self.questions.ask_checkpoints(),
                    State::ExpectHeaders(_) => Step::End(Ending::Spoken),
                    State::Unopened(_) | State::ExpectVersion | State::Over => Step::Stay,
                };
                self.apply(now, step, outputs);
            }
            Input::Closed(_) => {
                let ending = match self.state {
                    State::Unopened(_) => Ending::Silent,
                    State::ExpectVersion if self.stream.is_empty() => Ending::Silent,
                    _ => self.foreign(),
                };
                self.apply(now, Step::End(ending), outputs);
            }
        }
    }
}

impl Peer {
    fn take_frames(&mut self, now: u32, outputs: &mut Vec<Output>) {
        while !matches!(self.state, State::Over) {
            let begun = self.stream.get(self.read..).unwrap_or_default();
            let magic = &self.questions.magic[..begun.len().min(4)];
            let frame = match Frame::read(&self.stream, self.read) {
                _ if !begun.starts_with(magic) => Err(()),
                Ok(Some(frame)) => Ok(frame),
                Ok(None) => return,
                Err(_) => Err(()),
            };
            let Ok(frame) = frame else {
                return self.apply(now, Step::End(self.foreign()), outputs);
            };
            let (complete, end) = (frame.is_complete(), frame.end());
            let step = self.step(&frame);
            self.apply(now, step, outputs);
            if !complete {
                return;
            }
            self.read = end;
        }
    }

    fn step(&self, frame: &Frame<'_>) -> Step {
        match self.state {
            State::ExpectVersion => self.questions.expect_version(frame),
            State::ExpectGenesis => self.questions.expect_genesis(frame),
            State::ExpectHeaders(left) => self.questions.expect_headers(left, frame),
            State::Unopened(_) | State::Over => Step::Stay,
        }
    }

    /// The ending when something else than frames of our magic comes. What follows its introduction
    /// does not take that back.
    fn foreign(&self) -> Ending {
        match self.state {
            State::Unopened(_) | State::ExpectVersion => Ending::Mismatch,
            _ => Ending::Spoken,
        }
    }

    fn apply(&mut self, now: u32, step: Step, outputs: &mut Vec<Output>) {
        match step {
            Step::Stay => {}
            Step::Go(state, bytes) => {
                self.state = state;
                if !bytes.is_empty() {
                    outputs.push(Output::Send(bytes));
                }
                outputs.push(Output::WaitUntil(now.saturating_add(PATIENCE)));
            }
            Step::End(ending) => {
                self.state = State::Over;
                outputs.push(Output::Done(ending));
            }
        }
    }
}

impl Questions {
    fn expect_version(&self, frame: &Frame<'_>) -> Step {
        match frame.kind {
            _ if !frame.is_complete() => Step::Stay,
            kind::VERSION => match VersionMessage::read(frame.payload) {
                Ok(version) if self.is_ours(&version) => Step::End(Ending::Mismatch),
                Ok(_) => {
                    let mut ask = questions::verack(self.magic);
                    if !self.genesis.is_empty() {
                        ask.extend(questions::get_blocks(self.magic, &self.genesis));
                    }
                    Step::Go(State::ExpectGenesis, ask)
                }
                Err(_) => Step::End(Ending::Mismatch),
            },
            kind::REJECT => Step::End(match RejectMessage::read(frame.payload) {
                Ok(reject) => Ending::Refused(reject.code_word().to_owned()),
                Err(_) => Ending::Mismatch,
            }),
            _ => Step::Stay,
        }
    }

    fn expect_genesis(&self, frame: &Frame<'_>) -> Step {
        match frame.kind {
            // The transactions behind the header tell nothing.
            kind::BLOCK if frame.payload.len() >= HEADER || frame.is_complete() => {
                self.ask_checkpoints()
            }
            kind::NOTFOUND if frame.is_complete() => self.ask_checkpoints(),
            _ => Step::Stay,
        }
    }

    fn ask_checkpoints(&self) -> Step {
        if self.checkpoints.is_empty() {
            return Step::End(Ending::Spoken);
        }
        let asked = self.checkpoints.iter();
        let mut ask: Vec<u8> =
            asked.flat_map(|&name| questions::get_header(self.magic, name)).collect();
        ask.extend(questions::ping(self.magic, self.nonce));
        Step::Go(State::ExpectHeaders(self.checkpoints.len()), ask)
    }

    fn expect_headers(&self, left: usize, frame: &Frame<'_>) -> Step {
        match frame.kind {
            _ if !frame.is_complete() => Step::Stay,
            kind::HEADERS => match Headers::read(frame.payload) {
                Headers::First { header, .. }
                    if self.checkpoints.contains(&header::name(header)) =>
                {
                    Step::End(Ending::Spoken)
                }
                _ if left <= 1 => Step::End(Ending::Spoken),
                _ => Step::Go(State::ExpectHeaders(left - 1), Vec::new()),
            },
            _ if self.is_end(frame) => Step::End(Ending::Spoken),
            _ => Step::Stay,
        }
    }
}
