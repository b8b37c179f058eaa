//! The contract between the engine and a dialogue: inputs, outputs, limits, endings.
//!
//! A driver is a state machine without I/O. It is given what happened and the time since the
//! connection was opened, and answers with what to do next. It expects its input in any pieces,
//! never fails by a stranger's bytes, and always ends once the connection is closed.

use std::time::Duration;

use coinsift_verdict::{Fact, FactDecl};
use serde::{Deserialize, Serialize};

use crate::plan::{Proposal, Situation};
use crate::transcript::{Close, Head, Options, Transcript, Transport};

/// What a driver is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input<'a> {
    /// The connection stands. Always the first input, exactly once.
    Opened,
    /// The peer sent bytes.
    Bytes(&'a [u8]),
    /// The moment asked for with [`Output::WaitUntil`] has come.
    Timer,
    /// The connection is over; the driver must answer with [`Output::Done`].
    Closed(Close),
}

/// What a driver wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Send these bytes.
    Send(Vec<u8>),
    /// Give me [`Input::Timer`] when this many milliseconds have passed since opening. A later
    /// wish replaces an earlier one.
    WaitUntil(u32),
    /// The dialogue is over: close politely.
    Done(Ending),
}

/// How a dialogue ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// The peer speaks this protocol.
    Spoken,
    /// The peer speaks this protocol and turned us away, with a typed reason.
    Refused(String),
    /// The peer answered with something else.
    Mismatch,
    /// The peer said nothing. A close without a word means no more than that.
    Silent,
}

impl Ending {
    /// The word of the text form and the reports.
    pub fn word(&self) -> &'static str {
        match self {
            Ending::Spoken => "spoken",
            Ending::Refused(_) => "refused",
            Ending::Mismatch => "mismatch",
            Ending::Silent => "silent",
        }
    }
}

/// A state machine that conducts one dialogue.
pub trait Driver: Send {
    /// Takes what happened `now` milliseconds after opening and pushes what to do next.
    ///
    /// After [`Output::Done`] it is not called again.
    fn handle(&mut self, now: u32, input: Input<'_>, outputs: &mut Vec<Output>);
}

/// What a dialogue may cost, at most: enforced by the plan, the engine and
/// [`Conversation`](crate::Conversation), and printed in the wire table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wire {
    /// The transport.
    pub transport: Transport,
    /// Connections to one endpoint in this dialogue.
    pub connections: u8,
    /// Bytes we send in one connection.
    pub bytes_out: u32,
    /// Bytes we take in one connection.
    pub bytes_in: u32,
    /// Times we send after something came from the peer, in one connection; messages that go out
    /// together are one time.
    pub round_trips: u8,
    /// How long nothing may come before the dialogue ends.
    pub silence: Duration,
    /// How long one connection may last.
    pub deadline: Duration,
}

/// Limits that hold for all dialogues with one endpoint together.
pub mod endpoint_limits {
    use std::time::Duration;

    /// Connections.
    pub const CONNECTIONS: usize = 12;
    /// Network magics tried by guess.
    pub const MAGICS: usize = 5;
    /// Connections to one port at the same time.
    pub const AT_ONCE: usize = 2;
    /// Pause between two connections to one port.
    pub const PAUSE: Duration = Duration::from_secs(1);
    /// Bytes sent.
    pub const BYTES_OUT: usize = 16 * 1024;
    /// Bytes taken.
    pub const BYTES_IN: usize = 512 * 1024;
    /// Waiting for a connection to stand.
    pub const CONNECT: Duration = Duration::from_secs(3);
    /// Listening before the first word on a port.
    pub const LISTEN: Duration = Duration::from_secs(1);
}

/// Options in a transcript's head that no driver can be made from.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("option {name}: {wrong}")]
pub struct OptionError {
    /// The option.
    pub name: &'static str,
    /// What is wrong with it.
    pub wrong: String,
}

/// Everything the house knows about one dialogue. One constant in its folder, one line in
/// [`crate::DIALOGUES`].
pub struct Dialogue {
    /// `family.part`, for example `bitcoin.p2p`.
    pub name: &'static str,
    /// Raised when the driver sends other bytes than before.
    pub version: u16,
    /// What it is, in one sentence for the documents.
    pub about: &'static str,
    /// What it may cost.
    pub wire: Wire,
    /// The facts its reader may state and no other dialogue declares.
    pub facts: &'static [FactDecl],
    /// Whether a *spoken* ending settles what the port is, so that no other dialogue follows.
    pub settles: bool,
    /// What it would do in a situation, and when its turn is. The pure part of planning.
    pub propose: fn(&Situation<'_>) -> Vec<Proposal>,
    /// Options for going on in this protocol when the peer's first bytes are these, or `None`
    /// where they are another protocol's.
    pub recognise: fn(&Situation<'_>, first_bytes: &[u8]) -> Option<Options>,
    /// Makes the driver that the head describes.
    pub driver: fn(&Head) -> Result<Box<dyn Driver>, OptionError>,
    /// Turns a transcript of this dialogue into facts.
    pub read: fn(&Transcript) -> Vec<Fact>,
}

impl Dialogue {
    /// The first word of its name: its protocol family.
    pub fn family(&self) -> &'static str {
        self.name.split_once('.').map_or(self.name, |(family, _)| family)
    }
}

/// An option's text, or an error that names it.
pub fn option<'a>(options: &'a Options, name: &'static str) -> Result<&'a str, OptionError> {
    options.get(name).map(String::as_str).ok_or(OptionError { name, wrong: "missing".to_owned() })
}

/// An option parsed, or an error that names it.
pub fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(
    options: &Options,
    name: &'static str,
) -> Result<T, OptionError> {
    option(options, name)?.parse().map_err(|error| OptionError { name, wrong: format!("{error}") })
}

/// An option of `N` bytes in hex, or an error that names it.
pub fn hex_option<const N: usize>(
    options: &Options,
    name: &'static str,
) -> Result<[u8; N], OptionError> {
    let mut bytes = [0; N];
    hex::decode_to_slice(option(options, name)?, &mut bytes)
        .map_err(|error| OptionError { name, wrong: error.to_string() })?;
    Ok(bytes)
}
