//! One question and one answer in a connection: the driver of dialogues over bare TCP.

use super::collect::{Collector, Framing};
use crate::dialogue::{Driver, Ending, Input, Output};

/// Whether what came is an answer of the dialogue.
type Fits = Box<dyn Fn(&[u8]) -> bool + Send>;

/// Sends a question, and waits for the end of the answer.
pub(super) struct ExpectAnswer {
    request: Vec<u8>,
    answer: Collector,
    fits: Fits,
}

impl ExpectAnswer {
    /// `fits` is given the answer without what frames it.
    pub(super) fn new(
        request: Vec<u8>,
        framing: Framing,
        fits: impl Fn(&[u8]) -> bool + Send + 'static,
    ) -> ExpectAnswer {
        ExpectAnswer { request, answer: Collector::new(framing), fits: Box::new(fits) }
    }

    fn ending(&self) -> Ending {
        if self.answer.is_empty() {
            return Ending::Silent;
        }
        match (self.fits)(self.answer.answer().0) {
            true => Ending::Spoken,
            false => Ending::Mismatch,
        }
    }
}

impl Driver for ExpectAnswer {
    fn handle(&mut self, _now: u32, input: Input<'_>, outputs: &mut Vec<Output>) {
        let over = match input {
            Input::Opened => {
                outputs.push(Output::Send(std::mem::take(&mut self.request)));
                false
            }
            Input::Bytes(bytes) => self.answer.push(bytes),
            Input::Timer => false,
            Input::Closed(_) => true,
        };
        if over {
            outputs.push(Output::Done(self.ending()));
        }
    }
}
