//! The driver: one request, one answer.

use super::messages::{BODY_CAP, Page};
use super::reader::answer;
use crate::dialogue::{Driver, Ending, Input, OptionError, Output, option};
use crate::http::{Agent, ResponseReader};
use crate::transcript::Head;

/// Options: `agent`, `page`.
pub(super) fn driver(head: &Head) -> Result<Box<dyn Driver>, OptionError> {
    let word = option(&head.options, "page")?;
    let page = Page::from_word(word)
        .ok_or_else(|| OptionError { name: "page", wrong: format!("not allowed: {word}") })?;
    let request = page.request(&head.endpoint, &Agent::from_options(&head.options)?);
    let response = ResponseReader::new(0, BODY_CAP);
    Ok(Box::new(ExpectResponse { page, request, response, heard: false }))
}

struct ExpectResponse {
    page: Page,
    request: Vec<u8>,
    response: ResponseReader,
    heard: bool,
}

impl ExpectResponse {
    fn ending(&mut self) -> Ending {
        self.response.finish();
        let answer = self.response.response().and_then(|response| answer(self.page, response));
        match (answer, self.heard) {
            (Some(_), _) => Ending::Spoken,
            (None, true) => Ending::Mismatch,
            (None, false) => Ending::Silent,
        }
    }
}

impl Driver for ExpectResponse {
    fn handle(&mut self, _now: u32, input: Input<'_>, outputs: &mut Vec<Output>) {
        let over = match input {
            Input::Opened => {
                outputs.push(Output::Send(std::mem::take(&mut self.request)));
                false
            }
            Input::Bytes(bytes) => {
                self.heard = true;
                self.response.push(bytes).is_err() || self.response.is_complete()
            }
            Input::Timer => false,
            Input::Closed(_) => true,
        };
        if over {
            let ending = self.ending();
            outputs.push(Output::Done(ending));
        }
    }
}
