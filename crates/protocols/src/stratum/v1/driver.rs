//! The driver: one question, at most one more in the same connection, then a moment for jobs.

use super::dialect::Dialect;
use super::messages::Lines;
use super::requests::{Ask, CONFIGURE};
use super::walk::Walk;
use crate::dialogue::{Driver, Ending, Input, OptionError, Output, option};
use crate::http::Agent;
use crate::transcript::Head;

/// How long to wait for jobs once a server of this family has answered, in milliseconds: those
/// that send one unasked send it at once.
const JOBS: u32 = 1500;

/// Options: `ask`, and `agent` where something is said.
pub(super) fn driver(head: &Head) -> Result<Box<dyn Driver>, OptionError> {
    let ask = ask(head)?;
    let question = match ask {
        Ask::Listen => Vec::new(),
        ask => ask.encode(&Agent::from_options(&head.options)?, head.endpoint.socket()),
    };
    let walk = Walk::new(ask);
    Ok(Box::new(ExpectLines {
        question,
        walk,
        lines: Lines::default(),
        heard: false,
        asked_on: false,
        waiting: false,
    }))
}

/// The question in a head's options.
pub(super) fn ask(head: &Head) -> Result<Ask, OptionError> {
    let word = option(&head.options, "ask")?;
    Ask::of(word).ok_or_else(|| OptionError { name: "ask", wrong: format!("unknown: {word}") })
}

struct ExpectLines {
    question: Vec<u8>,
    walk: Walk,
    lines: Lines,
    heard: bool,
    /// Whether `mining.configure` was said.
    asked_on: bool,
    /// Whether the moment for jobs has begun.
    waiting: bool,
}

impl ExpectLines {
    fn ending(&self) -> Ending {
        match (self.walk.spoken, self.heard) {
            (true, _) => Ending::Spoken,
            (false, true) => Ending::Mismatch,
            (false, false) => Ending::Silent,
        }
    }

    /// Takes the next line; whether the dialogue goes on.
    fn line(&mut self, now: u32, line: &[u8], outputs: &mut Vec<Output>) -> bool {
        if line.trim_ascii().is_empty() {
            return true;
        }
        if self.walk.line(line).is_none() || (self.walk.answered && !self.walk.spoken) {
            return false;
        }
        // An error is all there is.
        if self.walk.answered && !self.walk.granted && !self.walk.job {
            return false;
        }
        if self.walk.granted && self.walk.dialect == Some(Dialect::Bitcoin) && !self.asked_on {
            self.asked_on = true;
            outputs.push(Output::Send(CONFIGURE.to_vec()));
        }
        if self.walk.spoken && !self.waiting {
            self.waiting = true;
            outputs.push(Output::WaitUntil(now + JOBS));
        }
        let more = self.asked_on && !self.walk.configured;
        !self.walk.job || more || !self.walk.answered
    }
}

impl Driver for ExpectLines {
    fn handle(&mut self, now: u32, input: Input<'_>, outputs: &mut Vec<Output>) {
        match input {
            Input::Opened => {
                let question = std::mem::take(&mut self.question);
                if !question.is_empty() {
                    outputs.push(Output::Send(question));
                }
            }
            Input::Bytes(bytes) => {
                self.heard = true;
                self.lines.push(bytes);
                while let Some(line) = self.lines.next() {
                    if !self.line(now, &line.bytes, outputs) {
                        return outputs.push(Output::Done(self.ending()));
                    }
                }
                if !self.lines.may_go_on() {
                    outputs.push(Output::Done(self.ending()));
                }
            }
            Input::Timer => outputs.push(Output::Done(self.ending())),
            Input::Closed(_) => {
                if let Some(line) = self.lines.finish() {
                    self.walk.line(&line.bytes);
                }
                outputs.push(Output::Done(self.ending()));
            }
        }
    }
}
