//! The commands that can be sent, and the envelopes they come back in.

use serde_json::Value;

use crate::miner::collect::Framing;
use crate::miner::json;

/// A command. There is no other, and none has a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// The program and its version.
    Version,
    /// The same of Whatsminer.
    GetVersion,
    /// The devices and their models.
    DevDetails,
    /// How fast, how long, how much was accepted.
    Summary,
    /// All of this of Whatsminer's third version.
    DeviceInfo,
}

impl Command {
    pub(super) const ALL: [Command; 5] = [
        Command::Version,
        Command::GetVersion,
        Command::DevDetails,
        Command::Summary,
        Command::DeviceInfo,
    ];

    /// The word on the wire and in the options.
    pub(super) fn word(self) -> &'static str {
        match self {
            Command::Version => "version",
            Command::GetVersion => "get_version",
            Command::DevDetails => "devdetails",
            Command::Summary => "summary",
            Command::DeviceInfo => "get.device.info",
        }
    }

    pub(super) fn from_word(word: &str) -> Option<Command> {
        Command::ALL.into_iter().find(|command| command.word() == word)
    }

    pub(super) fn framing(self) -> Framing {
        match self {
            Command::DeviceInfo => Framing::Length,
            _ => Framing::Bracket,
        }
    }

    /// The bytes of the request.
    pub(super) fn request(self) -> Vec<u8> {
        let word = self.word();
        if self.framing() == Framing::Length {
            let question = format!("{{\"cmd\":\"{word}\"}}").into_bytes();
            // A handful of bytes.
            return [&(question.len() as u32).to_le_bytes()[..], &question].concat();
        }
        format!("{{\"command\":\"{word}\"}}").into_bytes()
    }
}

/// Which interface an envelope is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// cgminer and what descends from it.
    Cgminer,
    /// Whatsminer's first and second version.
    Whatsminer,
    /// Whatsminer's third version.
    WhatsminerV3,
}

impl Kind {
    pub(super) fn word(self) -> &'static str {
        match self {
            Kind::Cgminer => "cgminer",
            Kind::Whatsminer => "whatsminer",
            Kind::WhatsminerV3 => "whatsminer-v3",
        }
    }
}

/// An answer in its envelope.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Envelope {
    pub(super) kind: Kind,
    /// The program, as the envelope names it: `cgminer 4.11.1`.
    pub(super) description: String,
    pub(super) value: Value,
}

impl Envelope {
    /// An answer that has an envelope; anything else is `None`.
    pub(super) fn parse(answer: &[u8]) -> Option<Envelope> {
        let mut value = json::parse(answer)?;
        // Joined answers stand in a list each.
        if let Value::Array(items) = value {
            value = items.into_iter().next()?;
        }
        let text = |value: &Value, key: &str| {
            value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let is_letter = |value: &Value| {
            value.as_str().is_some_and(|text| ["S", "I", "W", "E", "F"].contains(&text))
        };
        let numbered = |value: &Value| value.get("Code").is_some_and(Value::is_number);
        let kind = match value.get("STATUS") {
            Some(Value::Array(items)) => {
                let first = items.first()?;
                let whole = is_letter(first.get("STATUS")?)
                    && numbered(first)
                    && (first.get("Msg").is_some() || first.get("Description").is_some());
                whole.then_some(Kind::Cgminer)?
            }
            Some(letter) => {
                let whole = is_letter(letter) && numbered(&value) && value.get("Msg").is_some();
                whole.then_some(Kind::Whatsminer)?
            }
            None => {
                let whole = value.get("code").is_some_and(Value::is_number)
                    && value.get("msg").is_some()
                    && value.get("desc").and_then(Value::as_str)
                        == Some(Command::DeviceInfo.word());
                whole.then_some(Kind::WhatsminerV3)?
            }
        };
        let description = match kind {
            Kind::Cgminer => value.pointer("/STATUS/0").map(|status| text(status, "Description")),
            Kind::Whatsminer => Some(text(&value, "Description")),
            Kind::WhatsminerV3 => None,
        };
        Some(Envelope { kind, description: description.unwrap_or_default(), value })
    }
}
