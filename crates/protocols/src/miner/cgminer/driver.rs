//! The driver: one command, one answer.

use super::messages::{Command, Envelope};
use crate::dialogue::{Driver, OptionError, option};
use crate::miner::ask::ExpectAnswer;
use crate::transcript::Head;

/// Options: `command`.
pub(super) fn driver(head: &Head) -> Result<Box<dyn Driver>, OptionError> {
    let word = option(&head.options, "command")?;
    let command = Command::from_word(word)
        .ok_or_else(|| OptionError { name: "command", wrong: format!("not allowed: {word}") })?;
    let fits = |answer: &[u8]| Envelope::parse(answer).is_some();
    Ok(Box::new(ExpectAnswer::new(command.request(), command.framing(), fits)))
}
