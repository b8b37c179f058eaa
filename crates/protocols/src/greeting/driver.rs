//! The driver: takes the first words and ends. Sends nothing.

use super::messages::MAX_WORDS;
use crate::dialogue::{Driver, Ending, Input, Output};

/// How long to wait for the rest of a greeting once its first byte came, in milliseconds.
const SETTLE: u32 = 200;

/// Takes the first words of the peer.
#[derive(Default)]
pub(super) struct Listener {
    heard: usize,
}

impl Driver for Listener {
    fn handle(&mut self, now: u32, input: Input<'_>, outputs: &mut Vec<Output>) {
        match input {
            Input::Opened => {}
            Input::Bytes(bytes) => {
                if self.heard == 0 {
                    outputs.push(Output::WaitUntil(now + SETTLE));
                }
                self.heard += bytes.len();
                if self.heard >= MAX_WORDS {
                    outputs.push(Output::Done(Ending::Spoken));
                }
            }
            Input::Timer if self.heard == 0 => {}
            Input::Timer => outputs.push(Output::Done(Ending::Spoken)),
            Input::Closed(_) => outputs.push(Output::Done(match self.heard {
                0 => Ending::Silent,
                _ => Ending::Spoken,
            })),
        }
    }
}
