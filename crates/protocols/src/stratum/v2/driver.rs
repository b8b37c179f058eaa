//! The driver: `ExpectAct2`, and where a protocol is to be asked for `ExpectSetup`.

use super::messages::{Answer, First, Opener};
use super::noise::{self, ACT_2};
use super::settings::Settings;
use crate::dialogue::{Driver, Ending, Input, OptionError, Output};
use crate::transcript::Head;

/// How long to wait for the rest of an answer, in milliseconds.
const PATIENCE: u32 = 3000;

/// Makes the driver that a head describes; the options stand at [`Settings`].
pub(super) fn driver(head: &Head) -> Result<Box<dyn Driver>, OptionError> {
    let settings = Settings::read(head)?;
    Ok(Box::new(Peer { settings, stream: Vec::new(), state: State::Unopened }))
}

struct Peer {
    settings: Settings,
    stream: Vec<u8>,
    state: State,
}

/// What is waited for.
enum State {
    Unopened,
    ExpectAct2,
    ExpectSetup(Opener),
}

impl Driver for Peer {
    fn handle(&mut self, now: u32, input: Input<'_>, outputs: &mut Vec<Output>) {
        match input {
            Input::Opened => {
                self.state = State::ExpectAct2;
                outputs.push(Output::Send(self.settings.keys.key().to_vec()));
            }
            Input::Bytes(bytes) => {
                if self.stream.is_empty() {
                    outputs.push(Output::WaitUntil(now + PATIENCE));
                }
                self.stream.extend_from_slice(bytes);
                self.take(now, outputs);
            }
            Input::Timer | Input::Closed(_) => outputs.push(Output::Done(match self.state {
                // Both tags fitted.
                State::ExpectSetup(_) => Ending::Spoken,
                _ if self.stream.is_empty() => Ending::Silent,
                _ => Ending::Mismatch,
            })),
        }
    }
}

impl Peer {
    fn take(&mut self, now: u32, outputs: &mut Vec<Output>) {
        if let State::ExpectAct2 = self.state {
            if self.stream.len() < ACT_2 {
                return;
            }
            let Some(mut session) = noise::read_act_2(&self.settings.keys, &self.stream) else {
                return outputs.push(Output::Done(Ending::Mismatch));
            };
            let Some(setup) = &self.settings.setup else {
                return outputs.push(Output::Done(Ending::Spoken));
            };
            outputs.push(Output::Send(setup.write(&mut session.ours)));
            outputs.push(Output::WaitUntil(now + PATIENCE));
            self.state = State::ExpectSetup(Opener::new(session.theirs));
        }
        if let State::ExpectSetup(opener) = &mut self.state {
            match opener.first(self.stream.get(ACT_2..).unwrap_or_default()) {
                First::Unfinished => {}
                First::Whole(Answer::Error { code, .. }, _) => {
                    outputs.push(Output::Done(refused(&code)));
                }
                First::Whole(..) | First::Broken => outputs.push(Output::Done(Ending::Spoken)),
            }
        }
    }
}

/// A server that has another protocol to offer has not turned us away.
fn refused(code: &str) -> Ending {
    match code {
        "unsupported-protocol" => Ending::Spoken,
        "unsupported-feature-flags" | "protocol-version-mismatch" => {
            Ending::Refused(code.to_owned())
        }
        _ => Ending::Refused("other".to_owned()),
    }
}
