//! When this dialogue is held: on the ports of its reference programs, and where an answer to
//! other words points to exactly this.
//!
//! A reference server answers *any* first 64 bytes, so that a longer question of another protocol
//! brings 234 bytes that look random: its handshake, made with what it took for our key.

use super::ANSWER;
use super::messages::Protocol;
use crate::dialogue::Ending;
use crate::ellswift::Initiator;
use crate::plan::{Proposal, Situation, Stage};
use crate::transcript::{Options, Transcript, Transport};

/// The ports of the reference programs and the protocol that is served there (stratum-mining
/// `sv2-apps` configurations; `sv2-tp` manual). 34255 speaks Stratum V1.
const PORTS: [(u16, Protocol); 8] = [
    (34254, Protocol::Mining),
    (34265, Protocol::Mining),
    (34264, Protocol::JobDeclaration),
    (8442, Protocol::TemplateDistribution),
    (18442, Protocol::TemplateDistribution),
    (18447, Protocol::TemplateDistribution),
    (38442, Protocol::TemplateDistribution),
    (48442, Protocol::TemplateDistribution),
];

pub(super) fn propose(situation: &Situation<'_>) -> Vec<Proposal> {
    if situation.endpoint.transport != Transport::Tcp {
        return Vec::new();
    }
    let held: Vec<&Transcript> = situation.held(super::DIALOGUE.name).collect();
    let own = PORTS.iter().find(|(port, _)| *port == situation.endpoint.port);
    let setup = match own {
        Some(&(_, first)) => next(first, &held),
        None if held.is_empty() && situation.done.iter().any(points_here) => Some(None),
        None => None,
    };
    let Some(setup) = setup.filter(|_| !situation.anything_spoken() || !held.is_empty()) else {
        return Vec::new();
    };
    let mut options = Options::new();
    if let Some(protocol) = setup {
        options.insert("setup".to_owned(), protocol.word().to_owned());
    }
    vec![Proposal { stage: Stage::Port, options }]
}

/// The protocol to ask for on a port of our own: its own first, and the others only of a server
/// that was heard to speak Stratum V2 and did not agree.
fn next(first: Protocol, held: &[&Transcript]) -> Option<Option<Protocol>> {
    if held.is_empty() {
        return Some(Some(first));
    }
    let agreed = held.iter().any(|transcript| {
        super::reader::read(transcript).iter().any(|fact| fact.name == super::facts::PROTOCOL)
    });
    let spoken = held.iter().all(|transcript| transcript.ending == Ending::Spoken);
    if agreed || !spoken {
        return None;
    }
    let tried = |protocol: &Protocol| {
        held.iter().any(|transcript| {
            transcript.head.options.get("setup").is_some_and(|word| word == protocol.word())
        })
    };
    Protocol::ALL.into_iter().find(|protocol| !tried(protocol)).map(Some)
}

/// Whether an answer to other words is one of this protocol, for certain where those were a key of
/// ours, by its length where they were not.
fn points_here(transcript: &Transcript) -> bool {
    let received = transcript.received();
    if transcript.ending != Ending::Mismatch || received.len() != ANSWER {
        return false;
    }
    let mut seed = [0; 32];
    let text = transcript.head.options.get("seed").map(String::as_str).unwrap_or_default();
    if transcript.head.protocol == crate::bitcoin::v2::DIALOGUE.name
        && hex::decode_to_slice(text, &mut seed).is_ok()
    {
        return super::answers(&Initiator::from_seed(&seed), &received);
    }
    std::str::from_utf8(&received).is_err() && transcript.sent().len() >= crate::ellswift::KEY
}
