//! Protocols: what is said to an endpoint, and what its answers teach us. No I/O in here.
//!
//! * [`transcript`] – all that happened in a dialogue, kept whole; [`text`] is its readable form;
//! * [`mod@dialogue`] – the contract between the engine and a driver, and what each may cost;
//! * [`conversation`] – runs a driver under its limits and writes the transcript;
//! * [`layer`] – dialogues held inside TLS;
//! * [`plan`] – which dialogue comes next, from what the earlier ones brought;
//! * one folder a protocol family, each with the same file names, and one line in [`DIALOGUES`].
//!
//! A *protocol* is code and lives here; a *network* is a row of data in the atlas; a *class* is
//! what fingerprints and rules conclude. Bytes of strangers end a dialogue; they are never our
//! error, and no parser panics or allocates by a length that a peer chose.

pub mod bytes;
pub mod conversation;
pub mod dialogue;
mod ellswift;
mod expectation;
pub mod layer;
pub mod plan;
pub mod text;
pub mod transcript;

pub mod bitcoin;
pub mod ethereum;
pub mod greeting;
pub mod hns;
pub mod http;
pub mod miner;
pub mod stratum;
pub mod tls;

#[cfg(test)]
mod checks;
mod listening;

use coinsift_verdict::{Fact, FactDecl, Facts};

pub use conversation::Conversation;
pub use dialogue::{Dialogue, Driver, Ending, Input, OptionError, Output, Wire};
pub use plan::{Choice, Expectation, Situation};
pub use transcript::{Close, Endpoint, Event, Happening, Head, Transcript, Transport, Utc};

/// Every dialogue, in the order in which first bytes are offered to them and in which proposals
/// of one stage are taken. `greeting` recognises anything and stands last.
pub const DIALOGUES: &[&Dialogue] = &[
    &bitcoin::p2p::DIALOGUE,
    &ethereum::devp2p::DIALOGUE,
    &ethereum::discv4::DIALOGUE,
    &bitcoin::rpc::DIALOGUE,
    &ethereum::ws::DIALOGUE,
    &ethereum::rpc::DIALOGUE,
    &stratum::v1::DIALOGUE,
    &miner::cgminer::DIALOGUE,
    &miner::web::DIALOGUE,
    &miner::line::DIALOGUE,
    &http::DIALOGUE,
    &tls::flight::DIALOGUE,
    &hns::p2p::DIALOGUE,
    &stratum::v2::DIALOGUE,
    &bitcoin::v2::DIALOGUE,
    &greeting::DIALOGUE,
];

/// The dialogue of a name.
pub fn dialogue(name: &str) -> Option<&'static Dialogue> {
    DIALOGUES.iter().copied().find(|dialogue| dialogue.name == name)
}

/// Whether a dialogue has the option `identity`: 32 bytes in hex from which our node key derives,
/// the same in all dialogues of a run.
pub fn has_identity(dialogue: &Dialogue) -> bool {
    ethereum::has_identity(dialogue)
}

/// The driver that a head describes, listening first where the head says so.
pub fn driver(head: &Head) -> Result<Box<dyn Driver>, OptionError> {
    let dialogue = dialogue(&head.protocol)
        .ok_or(OptionError { name: "protocol", wrong: format!("unknown: {}", head.protocol) })?;
    listening::wrap(head, (dialogue.driver)(head)?)
}

/// The facts of one transcript. A transcript of an unknown dialogue gives none.
pub fn read(transcript: &Transcript) -> Vec<Fact> {
    let Some(dialogue) = dialogue(&transcript.head.protocol) else {
        return Vec::new();
    };
    let mut facts = (dialogue.read)(transcript);
    facts.extend(tls::read_layer(transcript));
    if transcript.ending == Ending::Mismatch && dialogue.name != greeting::DIALOGUE.name {
        facts.extend(greeting::first_words(transcript));
    }
    facts
}

/// The facts of all dialogues with one endpoint.
pub fn facts(transcripts: &[Transcript]) -> Facts {
    let mut facts = Facts::new();
    for (number, transcript) in transcripts.iter().enumerate() {
        // An endpoint has at most a dozen dialogues.
        facts.add_dialogue(number as u16, read(transcript));
    }
    facts
}

/// All declared facts.
pub fn declared_facts() -> impl Iterator<Item = &'static FactDecl> {
    DIALOGUES.iter().flat_map(|dialogue| dialogue.facts)
}
