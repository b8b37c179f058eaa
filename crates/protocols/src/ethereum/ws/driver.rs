//! The driver: `ExpectUpgrade` → `ExpectAnswer` → … , one question after the other as long as the
//! answers are a node's.

use super::messages::{Came, Keys, NORMAL, Sent, frame};
use super::session::{Happened, Session};
use crate::dialogue::{Driver, Ending, Input, OptionError, Output, hex_option};
use crate::ethereum::rpc::{Course, Heights, Refusal, Walk};
use crate::http::{Agent, Request, Response, Verb};
use crate::transcript::Head;

/// The most pings that are answered.
pub(super) const MAX_PONGS: u8 = 2;

/// Options: `agent`, `seed` (64 hex digits), `fresh` ([`Heights::read`]; may be absent).
pub(super) fn driver(head: &Head) -> Result<Box<dyn Driver>, OptionError> {
    let keys = Keys::new(hex_option(&head.options, "seed")?);
    let upgrade = Request {
        verb: Verb::Upgrade { key: &keys.handshake() },
        path: "/",
        host: head.endpoint.socket(),
        agent: &Agent::from_options(&head.options)?,
        accept: "*/*",
        keep_alive: true,
    };
    Ok(Box::new(Client {
        upgrade: upgrade.encode(),
        session: Session::new(&keys),
        keys,
        walk: Walk::with(Heights::read(&head.options)?),
        pongs: 0,
        heard: false,
    }))
}

struct Client {
    upgrade: Vec<u8>,
    session: Session,
    keys: Keys,
    walk: Walk,
    pongs: u8,
    heard: bool,
}

impl Client {
    fn send(&mut self, sent: Sent<'_>) -> Output {
        Output::Send(frame(&mut self.keys, sent))
    }

    fn ask(&mut self) -> Output {
        let question = self.walk.step().body();
        self.send(Sent::Text(&question))
    }

    /// Answers what happened.
    fn happened(&mut self, happened: Happened, outputs: &mut Vec<Output>) {
        match happened {
            Happened::Accepted(_) => outputs.push(self.ask()),
            Happened::Declined(response) => outputs.push(Output::Done(declined(response))),
            Happened::Came(Came::Text(message)) => match self.walk.take(&message) {
                Course::On => outputs.push(self.ask()),
                Course::End(ending) => {
                    outputs.push(self.send(Sent::Close(NORMAL)));
                    outputs.push(Output::Done(ending));
                }
            },
            Happened::Came(Came::Ping(payload)) => {
                if self.pongs < MAX_PONGS {
                    self.pongs += 1;
                    outputs.push(self.send(Sent::Pong(&payload)));
                }
            }
            Happened::Came(Came::Close(status, _)) => {
                outputs.push(self.send(Sent::Close(status.unwrap_or(NORMAL))));
                outputs.push(Output::Done(self.walk.ending()));
            }
            Happened::Broken => outputs.push(Output::Done(self.walk.ending())),
        }
    }
}

/// A refusal that a node's software words in its own way counts; other answers are foreign.
fn declined(response: Option<Response>) -> Ending {
    match response.as_ref().and_then(Refusal::of) {
        Some(refusal) => Ending::Refused(refusal.reason().to_owned()),
        None => Ending::Mismatch,
    }
}

impl Driver for Client {
    fn handle(&mut self, _now: u32, input: Input<'_>, outputs: &mut Vec<Output>) {
        match input {
            Input::Opened => outputs.push(Output::Send(std::mem::take(&mut self.upgrade))),
            Input::Bytes(bytes) => {
                self.heard = true;
                self.session.push(bytes);
                while let Some(happened) = self.session.next() {
                    self.happened(happened, outputs);
                    if matches!(outputs.last(), Some(Output::Done(_))) {
                        return;
                    }
                }
            }
            Input::Timer => {}
            Input::Closed(_) => outputs.push(Output::Done(match self.session.finish() {
                _ if !self.heard => Ending::Silent,
                Some(Happened::Declined(response)) => declined(response),
                _ => self.walk.ending(),
            })),
        }
    }
}
