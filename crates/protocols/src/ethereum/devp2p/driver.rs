//! The driver: `ExpectAck` → `ExpectHello` → `ExpectStatus` → `ExpectHeaders` → done.

use super::eth::{Block, GetBlockHeaders, Status};
use super::frame::{Opener, Sealer};
use super::handshake::{Ack, Initiator};
use super::messages::{self, Hello, Message, QUITTING, reason_word};
use super::settings::Settings;
use crate::dialogue::{Driver, Ending, Input, OptionError, Output, option};
use crate::transcript::Head;

/// How long to wait for one answer before going on without it, in milliseconds.
const PATIENCE: u32 = 3000;

/// Makes the driver that a head describes.
///
/// Options: `key` (the peer's node key, 128 hex digits), `seed` (64 hex digits; our secrets derive
/// from it), `identity` (64 hex digits; our node key derives from it, absent means from the seed),
/// `agent`, `checkpoints` (`GENESIS:HEIGHT:HASH`, comma separated, may be absent).
pub(super) fn driver(head: &Head) -> Result<Box<dyn Driver>, OptionError> {
    let settings = Settings::read(&head.options)?;
    let initiator = Initiator::new(&settings.seed, &settings.identity);
    let wrong = || OptionError { name: "key", wrong: "nothing can be encrypted for it".to_owned() };
    let auth = initiator.auth(&settings.seed, &settings.key).ok_or_else(wrong)?;
    let hello = Hello::ours(option(&head.options, "agent")?, &initiator.key()).write();
    Ok(Box::new(Peer {
        settings,
        hello,
        stream: Vec::new(),
        read: 0,
        state: State::Unopened(ExpectAck { initiator, auth }),
    }))
}

struct Peer {
    settings: Settings,
    hello: Vec<u8>,
    stream: Vec<u8>,
    /// Where the first message begins that was not taken yet.
    read: usize,
    state: State,
}

/// What is waited for.
enum State {
    Unopened(ExpectAck),
    ExpectAck(ExpectAck),
    ExpectHello(ExpectHello),
    ExpectStatus(ExpectStatus),
    ExpectHeaders(ExpectHeaders),
    Over,
}

struct ExpectAck {
    initiator: Initiator,
    auth: Vec<u8>,
}

struct ExpectHello {
    link: Link,
}

struct ExpectStatus {
    link: Link,
}

struct ExpectHeaders {
    link: Link,
    /// For each question whether it was answered.
    answered: Vec<bool>,
}

/// The encrypted connection.
struct Link {
    sealer: Sealer,
    opener: Opener,
    compressed: bool,
}

/// What a message leads to.
enum Step {
    /// Wait on in the same state.
    Stay(State),
    /// Wait for something else, after sending this, for at most [`PATIENCE`].
    Go(State, Vec<u8>),
    /// Say good-bye and end.
    Leave(Box<Link>),
    /// Over.
    End(Ending),
}

impl Driver for Peer {
    fn handle(&mut self, now: u32, input: Input<'_>, outputs: &mut Vec<Output>) {
        let state = std::mem::replace(&mut self.state, State::Over);
        let step = match input {
            Input::Opened => match state {
                State::Unopened(expect) => {
                    outputs.push(Output::Send(expect.auth.clone()));
                    Step::Stay(State::ExpectAck(expect))
                }
                state => Step::Stay(state),
            },
            Input::Bytes(bytes) => {
                self.stream.extend_from_slice(bytes);
                self.state = state;
                return self.take_messages(now, outputs);
            }
            Input::Timer => state.patience_over(),
            Input::Closed(_) => Step::End(match state {
                State::Unopened(_) => Ending::Silent,
                State::ExpectAck(_) if self.stream.is_empty() => Ending::Silent,
                State::ExpectAck(_) => Ending::Mismatch,
                // The peer could read what was encrypted for its key.
                _ => Ending::Spoken,
            }),
        };
        self.apply(now, step, outputs);
    }
}

impl Peer {
    fn take_messages(&mut self, now: u32, outputs: &mut Vec<Output>) {
        loop {
            let before = self.read;
            let state = std::mem::replace(&mut self.state, State::Over);
            let step = match state {
                State::ExpectAck(expect) => self.take_ack(expect),
                State::ExpectHello(ExpectHello { link }) => self.take_frame(link, State::hello),
                State::ExpectStatus(ExpectStatus { link }) => self.take_frame(link, State::status),
                State::ExpectHeaders(ExpectHeaders { link, answered }) => self
                    .take_frame(link, |link| {
                        State::ExpectHeaders(ExpectHeaders { link, answered })
                    }),
                State::Unopened(_) | State::Over => Step::Stay(state),
            };
            self.apply(now, step, outputs);
            if self.read == before || matches!(self.state, State::Over) {
                return;
            }
        }
    }

    fn take_ack(&mut self, expect: ExpectAck) -> Step {
        match expect.initiator.read_ack(&expect.auth, &self.stream) {
            Ack::Unfinished => Step::Stay(State::ExpectAck(expect)),
            Ack::Foreign => Step::End(Ending::Mismatch),
            Ack::Whole(len, secrets) => {
                self.read = len;
                let mut link = Link {
                    sealer: Sealer::new(&secrets),
                    opener: Opener::received(&secrets),
                    compressed: false,
                };
                let hello = link.sealer.seal(&self.hello);
                Step::Go(State::hello(link), hello)
            }
        }
    }

    /// Opens the next frame in the state that `rebuild` makes of the link.
    fn take_frame(&mut self, mut link: Link, rebuild: impl FnOnce(Link) -> State) -> Step {
        let frame = match link.opener.open(&self.stream[self.read.min(self.stream.len())..]) {
            Ok(Some(frame)) => frame,
            Ok(None) => return Step::Stay(rebuild(link)),
            // It spoke before; what follows does not take that back.
            Err(_) => return Step::End(Ending::Spoken),
        };
        self.read += frame.len;
        let message = Message::read(&frame.body, link.compressed);
        match message {
            Some(Message::Disconnect(reason)) => Step::End(Ending::Refused(reason_word(reason))),
            None | Some(Message::Malformed(_)) => Step::Leave(Box::new(link)),
            Some(message) => rebuild(link).message(message, &self.settings),
        }
    }

    fn apply(&mut self, now: u32, step: Step, outputs: &mut Vec<Output>) {
        match step {
            Step::Stay(state) => self.state = state,
            Step::Go(state, bytes) => {
                self.state = state;
                if !bytes.is_empty() {
                    outputs.push(Output::Send(bytes));
                }
                outputs.push(Output::WaitUntil(now + PATIENCE));
            }
            Step::Leave(mut link) => {
                let farewell = messages::disconnect(QUITTING, link.compressed);
                outputs.push(Output::Send(link.sealer.seal(&farewell)));
                outputs.push(Output::Done(Ending::Spoken));
            }
            Step::End(ending) => outputs.push(Output::Done(ending)),
        }
    }
}

impl State {
    fn hello(link: Link) -> State {
        State::ExpectHello(ExpectHello { link })
    }

    fn status(link: Link) -> State {
        State::ExpectStatus(ExpectStatus { link })
    }

    fn message(self, message: Message, settings: &Settings) -> Step {
        match (self, message) {
            (State::ExpectHello(state), Message::Hello(hello)) => state.take(&hello),
            // Nothing else may come before Hello.
            (State::ExpectHello(ExpectHello { link }), _) => Step::Leave(Box::new(link)),
            (State::ExpectStatus(state), Message::Status(status)) => state.take(&status, settings),
            (State::ExpectHeaders(state), Message::BlockHeaders(answer)) => {
                state.take(answer.request)
            }
            (state, _) => Step::Stay(state),
        }
    }

    fn patience_over(self) -> Step {
        match self {
            State::ExpectHello(ExpectHello { link })
            | State::ExpectStatus(ExpectStatus { link })
            | State::ExpectHeaders(ExpectHeaders { link, .. }) => Step::Leave(Box::new(link)),
            State::Unopened(_) | State::ExpectAck(_) | State::Over => Step::Stay(self),
        }
    }
}

impl ExpectHello {
    fn take(mut self, hello: &Hello) -> Step {
        self.link.compressed = hello.compresses();
        match hello.shared_eth() {
            Some(_) => Step::Go(State::status(self.link), Vec::new()),
            // It speaks other protocols over the same transport; their names were learnt.
            None => Step::Leave(Box::new(self.link)),
        }
    }
}

impl ExpectStatus {
    /// Our Status, and with it all questions: they are answered in this order.
    fn take(mut self, status: &Status, settings: &Settings) -> Step {
        let link = &mut self.link;
        let mut sent = link.sealer.seal(&Status::ours(status).write(link.compressed));
        let blocks: Vec<Block> = settings.questions(status);
        for (request, &block) in (1..).zip(&blocks) {
            let question = GetBlockHeaders::new(request, block, status.version);
            sent.extend(link.sealer.seal(&question.write(link.compressed)));
        }
        let answered = vec![false; blocks.len()];
        Step::Go(State::ExpectHeaders(ExpectHeaders { link: self.link, answered }), sent)
    }
}

impl ExpectHeaders {
    fn take(mut self, request: Option<u64>) -> Step {
        let open = match request {
            Some(request) => usize::try_from(request.saturating_sub(1)).ok(),
            // Without ids the answers come in the order of the questions.
            None => self.answered.iter().position(|answered| !answered),
        };
        if let Some(answered) = open.and_then(|at| self.answered.get_mut(at)) {
            *answered = true;
        }
        if self.answered.iter().all(|&answered| answered) {
            return Step::Leave(Box::new(self.link));
        }
        Step::Stay(State::ExpectHeaders(self))
    }
}
