//! The driver: one step after the other as long as the answers are a node's.

use super::heights::Heights;
use super::messages::BODY_CAP;
use super::walk::{Course, Walk};
use crate::dialogue::{Driver, Ending, Input, OptionError, Output};
use crate::http::{Agent, ResponseReader};
use crate::transcript::{Endpoint, Head};

/// Options: `agent`, `fresh` ([`Heights::read`]; may be absent).
pub(super) fn driver(head: &Head) -> Result<Box<dyn Driver>, OptionError> {
    Ok(Box::new(ExpectAnswer {
        endpoint: head.endpoint,
        agent: Agent::from_options(&head.options)?,
        walk: Walk::with(Heights::read(&head.options)?),
        response: ResponseReader::new(0, BODY_CAP),
        heard: 0,
    }))
}

/// Waits for the answer to the walk's step.
struct ExpectAnswer {
    endpoint: Endpoint,
    agent: Agent,
    walk: Walk,
    response: ResponseReader,
    /// How many bytes of the peer belong to answers.
    heard: usize,
}

impl ExpectAnswer {
    fn ask(&self) -> Output {
        Output::Send(self.walk.step().request(&self.endpoint, &self.agent))
    }

    fn bytes(&mut self, bytes: &[u8], outputs: &mut Vec<Output>) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let Ok(taken) = self.response.push(rest) else {
                self.heard += rest.len();
                return outputs.push(Output::Done(self.walk.ending()));
            };
            self.heard += taken;
            rest = rest.get(taken..).unwrap_or_default();
            match self.course() {
                None => return,
                Some(Course::End(ending)) => return outputs.push(Output::Done(ending)),
                Some(Course::On) => {}
            }
            self.response = ResponseReader::new(self.heard, BODY_CAP);
            outputs.push(self.ask());
        }
    }

    /// What the answer decides, once it is whole.
    fn course(&mut self) -> Option<Course> {
        let response = self.response.response().filter(|_| self.response.is_complete())?;
        Some(self.walk.take(response))
    }

    /// The ending where no further byte will come.
    fn over(&mut self) -> Ending {
        self.response.finish();
        match self.course() {
            Some(Course::End(ending)) => ending,
            _ if self.heard == 0 => Ending::Silent,
            _ => self.walk.ending(),
        }
    }
}

impl Driver for ExpectAnswer {
    fn handle(&mut self, _now: u32, input: Input<'_>, outputs: &mut Vec<Output>) {
        match input {
            Input::Opened => outputs.push(self.ask()),
            Input::Bytes(bytes) => self.bytes(bytes, outputs),
            Input::Timer => {}
            Input::Closed(_) => {
                let ending = self.over();
                outputs.push(Output::Done(ending));
            }
        }
    }
}
