//! The driver: asks one method after the other as long as the answers are the family's.

use super::messages::{BODY_CAP, Course, Method, course, turned_away};
use crate::dialogue::{Driver, Ending, Input, OptionError, Output};
use crate::http::{Agent, ResponseReader};
use crate::transcript::{Endpoint, Head};

/// Options: `agent`.
pub(super) fn driver(head: &Head) -> Result<Box<dyn Driver>, OptionError> {
    Ok(Box::new(ExpectAnswer {
        endpoint: head.endpoint,
        agent: Agent::from_options(&head.options)?,
        method: Method::ChainInfo,
        response: ResponseReader::new(0, BODY_CAP),
        heard: 0,
    }))
}

/// Waits for the answer to `method`.
struct ExpectAnswer {
    endpoint: Endpoint,
    agent: Agent,
    method: Method,
    response: ResponseReader,
    /// How many bytes of the peer belong to answers.
    heard: usize,
}

impl ExpectAnswer {
    fn ask(&self) -> Output {
        Output::Send(self.method.request(&self.endpoint, &self.agent))
    }

    fn bytes(&mut self, bytes: &[u8], outputs: &mut Vec<Output>) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let Ok(taken) = self.response.push(rest) else {
                self.heard += rest.len();
                return outputs.push(Output::Done(self.over()));
            };
            self.heard += taken;
            rest = rest.get(taken..).unwrap_or_default();
            match self.course() {
                None => return,
                Some(Course::End(ending)) => return outputs.push(Output::Done(ending)),
                Some(Course::On) => {}
            }
            // A last method has no course on; see `course`.
            let Some(next) = self.method.next() else {
                return outputs.push(Output::Done(Ending::Spoken));
            };
            self.method = next;
            self.response = ResponseReader::new(self.heard, BODY_CAP);
            outputs.push(self.ask());
        }
    }

    /// What the answer decides, once there is enough of it.
    fn course(&self) -> Option<Course> {
        let response = self.response.response()?;
        if self.method == Method::ChainInfo
            && let Some(refusal) = turned_away(response)
        {
            return Some(Course::End(Ending::Refused(refusal.reason().to_owned())));
        }
        self.response.is_complete().then(|| course(self.method, response))
    }

    /// The ending where no further byte will come.
    fn over(&mut self) -> Ending {
        self.response.finish();
        if self.method != Method::ChainInfo {
            return Ending::Spoken;
        }
        match self.course() {
            Some(Course::On) => Ending::Spoken,
            Some(Course::End(ending)) => ending,
            None if self.heard == 0 => Ending::Silent,
            None => Ending::Mismatch,
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
