//! What a dialogue is held with: the options in the head, and what derives from them.

use super::messages::{Protocol, SetupConnection};
use crate::dialogue::{OptionError, hex_option, option};
use crate::ellswift::Initiator;
use crate::transcript::Head;

/// Options: `seed` (64 hex digits; our key derives from it), `agent`, and `setup`, the protocol to
/// ask for (`mining`, `job-declaration`, `template-distribution`); without it nothing is said after
/// the handshake.
pub(super) struct Settings {
    pub(super) keys: Initiator,
    pub(super) setup: Option<SetupConnection>,
}

impl Settings {
    pub(super) fn read(head: &Head) -> Result<Settings, OptionError> {
        let seed: [u8; 32] = hex_option(&head.options, "seed")?;
        let setup = match head.options.get("setup") {
            None => None,
            Some(word) => Some(SetupConnection {
                protocol: Protocol::of(word).ok_or_else(|| OptionError {
                    name: "setup",
                    wrong: format!("{word:?} is no protocol"),
                })?,
                host: head.endpoint.ip.to_string(),
                port: head.endpoint.port,
                vendor: option(&head.options, "agent")?.to_owned(),
            }),
        };
        Ok(Settings { keys: Initiator::from_seed(&seed), setup })
    }
}
