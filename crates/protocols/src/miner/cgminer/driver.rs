//! The driver: one command, one answer.

use super::messages::{Command, Envelope};
use crate::dialogue::{Driver, Ending, Input, OptionError, Output, option};
use crate::miner::collect::Collector;
use crate::transcript::Head;

/// Options: `command`.
pub(super) fn driver(head: &Head) -> Result<Box<dyn Driver>, OptionError> {
    let word = option(&head.options, "command")?;
    let command = Command::from_word(word)
        .ok_or_else(|| OptionError { name: "command", wrong: format!("not allowed: {word}") })?;
    Ok(Box::new(ExpectAnswer { command, answer: Collector::new(command.framing()) }))
}

struct ExpectAnswer {
    command: Command,
    answer: Collector,
}

impl ExpectAnswer {
    fn ending(&self) -> Ending {
        if self.answer.is_empty() {
            return Ending::Silent;
        }
        match Envelope::parse(self.answer.answer().0) {
            Some(_) => Ending::Spoken,
            None => Ending::Mismatch,
        }
    }
}

impl Driver for ExpectAnswer {
    fn handle(&mut self, _now: u32, input: Input<'_>, outputs: &mut Vec<Output>) {
        let over = match input {
            Input::Opened => {
                outputs.push(Output::Send(self.command.request()));
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
