//! The driver: one `GET /`, then the response as far as we take it.

use super::messages::{Agent, Request, ResponseReader, Verb};
use super::reader::BODY_CAP;
use crate::dialogue::{Driver, Ending, Input, OptionError, Output};
use crate::transcript::Head;

/// Options: `agent`.
pub(super) fn driver(head: &Head) -> Result<Box<dyn Driver>, OptionError> {
    let request = Request {
        verb: Verb::Get,
        path: "/",
        host: head.endpoint.socket(),
        agent: &Agent::from_options(&head.options)?,
        accept: "*/*",
        keep_alive: false,
    };
    let response = ResponseReader::new(0, BODY_CAP);
    Ok(Box::new(ExpectResponse { request: request.encode(), response, heard: false }))
}

struct ExpectResponse {
    request: Vec<u8>,
    response: ResponseReader,
    heard: bool,
}

impl ExpectResponse {
    /// A complete head is HTTP, whatever became of the body.
    fn ending(&self) -> Ending {
        match (self.response.response(), self.heard) {
            (Some(_), _) => Ending::Spoken,
            (None, true) => Ending::Mismatch,
            (None, false) => Ending::Silent,
        }
    }
}

impl Driver for ExpectResponse {
    fn handle(&mut self, _now: u32, input: Input<'_>, outputs: &mut Vec<Output>) {
        match input {
            Input::Opened => outputs.push(Output::Send(std::mem::take(&mut self.request))),
            Input::Bytes(bytes) => {
                self.heard = true;
                if self.response.push(bytes).is_err() || self.response.is_complete() {
                    outputs.push(Output::Done(self.ending()));
                }
            }
            Input::Timer => {}
            Input::Closed(_) => outputs.push(Output::Done(self.ending())),
        }
    }
}
