//! Listening before speaking: a wrapper that gives the peer a moment to speak first.

use crate::dialogue::{Driver, Ending, Input, OptionError, Output, parsed};
use crate::transcript::Head;

/// The option that says how many milliseconds to listen; absent means not at all.
pub(crate) const LISTEN: &str = "listen";

/// Wraps `inner` where the head asks for listening.
pub(crate) fn wrap(head: &Head, inner: Box<dyn Driver>) -> Result<Box<dyn Driver>, OptionError> {
    if !head.options.contains_key(LISTEN) {
        return Ok(inner);
    }
    Ok(Box::new(Listening { until: parsed(&head.options, LISTEN)?, begun: false, inner }))
}

struct Listening {
    until: u32,
    begun: bool,
    inner: Box<dyn Driver>,
}

impl Driver for Listening {
    fn handle(&mut self, now: u32, input: Input<'_>, outputs: &mut Vec<Output>) {
        if self.begun {
            return self.inner.handle(now, input, outputs);
        }
        match input {
            Input::Opened => outputs.push(Output::WaitUntil(self.until)),
            Input::Timer if now < self.until => outputs.push(Output::WaitUntil(self.until)),
            Input::Timer => {
                self.begun = true;
                self.inner.handle(now, Input::Opened, outputs);
            }
            Input::Bytes(_) => {
                self.begun = true;
                self.inner.handle(now, Input::Opened, outputs);
                let done = outputs.iter().any(|output| matches!(output, Output::Done(_)));
                if !done {
                    self.inner.handle(now, input, outputs);
                }
            }
            Input::Closed(_) => outputs.push(Output::Done(Ending::Silent)),
        }
    }
}
