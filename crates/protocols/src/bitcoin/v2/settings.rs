//! What a dialogue is held with: the options in the head, and what derives from them.

use std::collections::HashMap;

use super::cipher::{SessionKeys, Side};
use crate::bitcoin::p2p;
use crate::dialogue::{OptionError, hex_option, option};
use crate::ellswift::{Initiator, KEY};
use crate::transcript::{Head, Options};

/// The most magics that are tried on one answer.
pub(super) const MAX_MAGICS: usize = 256;
/// The length of what stands behind garbage.
pub(super) const TERMINATOR: usize = 16;
/// The most garbage there may be (BIP 324, "Transport layer specification").
pub(super) const MAX_GARBAGE: usize = 4095;

/// Options: `seed` (64 hex digits; our key derives from it), `magics` (8 hex digits each, comma
/// separated), and those of [`p2p`] for the talk inside: `protocol`, `agent`, and for each magic
/// that is asked more than the handshake `MAGIC.ask`, `MAGIC.checkpoints` and so on.
pub(super) struct Settings {
    pub(super) keys: Initiator,
    magics: Vec<[u8; 4]>,
}

impl Settings {
    pub(super) fn read(options: &Options) -> Result<Settings, OptionError> {
        let seed: [u8; 32] = hex_option(options, "seed")?;
        let magics: Result<Vec<[u8; 4]>, OptionError> = option(options, "magics")?
            .split(',')
            .filter(|magic| !magic.is_empty())
            .take(MAX_MAGICS)
            .map(|text| {
                let mut magic = [0; 4];
                hex::decode_to_slice(text, &mut magic)
                    .map(|()| magic)
                    .map_err(|error| OptionError { name: "magics", wrong: error.to_string() })
            })
            .collect();
        Ok(Settings { keys: Initiator::from_seed(&seed), magics: magics? })
    }
}

/// The head of the talk inside, under the magic that was found.
pub(super) fn inner_head(head: &Head, magic: [u8; 4]) -> Head {
    let magic = hex::encode(magic);
    let mut options = Options::from([
        ("magic".to_owned(), magic.clone()),
        ("ask".to_owned(), String::new()),
        ("opaque".to_owned(), String::new()),
    ]);
    for (name, value) in &head.options {
        match name.split_once('.') {
            Some((of, name)) if of == magic => options.insert(name.to_owned(), value.clone()),
            None if matches!(name.as_str(), "seed" | "agent" | "protocol") => {
                options.insert(name.clone(), value.clone())
            }
            _ => None,
        };
    }
    Head {
        protocol: p2p::DIALOGUE.name.to_owned(),
        version: p2p::DIALOGUE.version,
        endpoint: head.endpoint,
        started: head.started,
        options,
    }
}

/// The search for the end of the peer's garbage, which tells the magic.
pub(super) struct Search {
    secret: [u8; 32],
    terminators: HashMap<[u8; TERMINATOR], [u8; 4]>,
    /// Where the next place to look at begins.
    next: usize,
}

/// What the search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing yet.
    NotYet,
    /// No terminator in as much as there may be.
    Nothing,
    /// The terminator of a magic, at this offset of what the peer sent.
    Magic([u8; 4], usize),
}

impl Search {
    /// A search in what the holder of this key sends.
    pub(super) fn new(settings: &Settings, theirs: [u8; KEY]) -> Search {
        let secret = settings.keys.agree(theirs);
        let terminators = settings
            .magics
            .iter()
            .map(|&magic| (SessionKeys::new(secret, magic).terminator(Side::Responder), magic));
        Search { secret, terminators: terminators.collect(), next: KEY }
    }

    /// Looks on in `stream`, which has grown.
    pub(super) fn look(&mut self, stream: &[u8]) -> Found {
        while let Some(place) = stream.get(self.next..self.next + TERMINATOR) {
            if self.next > KEY + MAX_GARBAGE {
                return Found::Nothing;
            }
            if let Some(&magic) = self.terminators.get(place) {
                return Found::Magic(magic, self.next);
            }
            self.next += 1;
        }
        Found::NotYet
    }

    /// The keys under a magic.
    pub(super) fn session(&self, magic: [u8; 4]) -> SessionKeys {
        SessionKeys::new(self.secret, magic)
    }
}
