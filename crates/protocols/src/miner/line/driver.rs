//! The driver: one question, one answer.

use super::messages::{Answer, Question};
use crate::dialogue::{Driver, OptionError, option};
use crate::miner::ask::ExpectAnswer;
use crate::transcript::Head;

/// Options: `question`.
pub(super) fn driver(head: &Head) -> Result<Box<dyn Driver>, OptionError> {
    let word = option(&head.options, "question")?;
    let question = Question::from_word(word)
        .ok_or_else(|| OptionError { name: "question", wrong: format!("not allowed: {word}") })?;
    let fits = move |answer: &[u8]| Answer::parse(question, answer).is_some();
    Ok(Box::new(ExpectAnswer::new(question.request(), question.framing(), fits)))
}
