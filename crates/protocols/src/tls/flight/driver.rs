//! The driver: one hello, then reading to the end of the clear part.

use sha2::{Digest as _, Sha256};

use super::hello::Hello;
use super::records::{Alert, End, Records};
use crate::dialogue::{Driver, Ending, Input, OptionError, Output, hex_option, option};
use crate::transcript::{Head, Options};

/// What a dialogue is held with.
pub(super) struct Settings {
    pub(super) hello: Hello,
    /// Our random, which the server signs.
    pub(super) random: [u8; 32],
    session: [u8; 32],
}

impl Settings {
    pub(super) fn read(options: &Options) -> Result<Settings, OptionError> {
        let word = option(options, "hello")?;
        let hello = Hello::of(word).ok_or_else(|| OptionError {
            name: "hello",
            wrong: format!("{word:?} is none of tls12, tlcp, tls12-sm, tls13"),
        })?;
        if options.contains_key("random") {
            let random = hex_option(options, "random")?;
            let session = match options.contains_key("session") {
                true => hex_option(options, "session")?,
                false => [0; 32],
            };
            return Ok(Settings { hello, random, session });
        }
        let seed: [u8; 32] = hex_option(options, "seed")?;
        let derived = |label: &str| -> [u8; 32] {
            Sha256::new().chain_update(seed).chain_update(label).finalize().into()
        };
        Ok(Settings { hello, random: derived("random"), session: derived("session") })
    }
}

pub(super) fn driver(head: &Head) -> Result<Box<dyn Driver>, OptionError> {
    let settings = Settings::read(&head.options)?;
    Ok(Box::new(ExpectFlight { settings, records: Records::default() }))
}

/// Waits for the end of the server's first flight.
struct ExpectFlight {
    settings: Settings,
    records: Records,
}

impl Driver for ExpectFlight {
    fn handle(&mut self, _: u32, input: Input<'_>, outputs: &mut Vec<Output>) {
        match input {
            Input::Opened => {
                let Settings { hello, random, session } = &self.settings;
                outputs.push(Output::Send(hello.record(random, session)));
            }
            Input::Bytes(bytes) => {
                self.records.push(bytes);
                if self.records.end().is_some() {
                    outputs.push(Output::Done(self.ending()));
                }
            }
            Input::Timer => {}
            Input::Closed(_) => outputs.push(Output::Done(self.ending())),
        }
    }
}

impl ExpectFlight {
    fn ending(&self) -> Ending {
        match self.records.end() {
            Some(End::Complete) => Ending::Spoken,
            Some(End::Alert(alert)) => ending_of(alert),
            Some(End::NotTls) => Ending::Mismatch,
            Some(End::Malformed(_)) | None if self.records.begun() => Ending::Spoken,
            Some(End::Malformed(_)) => Ending::Mismatch,
            None => Ending::Silent,
        }
    }
}

/// An alert that judges us is a refusal; one that finds nothing in common is an answer, and another
/// hello may be understood (RFC 8446 section 6.2).
fn ending_of(alert: Alert) -> Ending {
    match alert.description {
        42..=46 | 48 | 49 | 116 => Ending::Refused(format!("alert-{}", alert.description)),
        _ => Ending::Spoken,
    }
}
