//! When discovery is asked: first where the port is known for it or its family is expected; beside
//! an open TCP port only there.

use super::messages::Packet;
use crate::plan::{Proposal, Situation, Stage};
use crate::transcript::{Options, Transport};

/// The ports that nodes of the family take by default, counted up where several share a host.
const PORTS: std::ops::RangeInclusive<u16> = 30300..=30313;

pub(super) fn propose(situation: &Situation<'_>) -> Vec<Proposal> {
    let endpoint = situation.endpoint;
    let held = situation.held(super::DIALOGUE.name).count();
    if held >= super::DIALOGUE.wire.connections.into() || situation.anything_spoken() {
        return Vec::new();
    }
    let known = situation.atlas.port(endpoint.port, true);
    let own = PORTS.contains(&endpoint.port)
        || known.is_some_and(|port| port.family == crate::ethereum::FAMILY);
    // A node's discovery stands at the number of its TCP port, and discloses the key for that.
    let beside = endpoint.transport == Transport::Tcp;
    // Where the key came with the target, discovery follows only if that key was not the peer's.
    let expected = situation.expects(crate::ethereum::FAMILY)
        && situation.expected.is_none_or(|expected| expected.node_key.is_none());
    let stage = match (own, expected) {
        (true, _) => Stage::Port,
        (false, true) => Stage::Expected,
        (false, false) if beside => return Vec::new(),
        (false, false) => Stage::Guess,
    };
    // Beside a TCP port its node says there what its record says, and more.
    let record = (!beside).then(|| ("record".to_owned(), "yes".to_owned()));
    vec![Proposal { stage, options: Options::from_iter(record) }]
}

/// A node that knows of us speaks first.
pub(super) fn recognise(situation: &Situation<'_>, first_bytes: &[u8]) -> Option<Options> {
    let udp = situation.endpoint.transport == Transport::Udp;
    (udp && Packet::read(first_bytes).is_some()).then(Options::new)
}
