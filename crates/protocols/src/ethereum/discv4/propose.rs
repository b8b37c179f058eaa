//! When discovery is asked: first where the port is known for it; beside an open TCP port only there.

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
    if endpoint.transport == Transport::Tcp && !own {
        return Vec::new();
    }
    let stage = if own { Stage::Port } else { Stage::Guess };
    vec![Proposal { stage, options: Options::new() }]
}

/// A node that knows of us speaks first.
pub(super) fn recognise(situation: &Situation<'_>, first_bytes: &[u8]) -> Option<Options> {
    let udp = situation.endpoint.transport == Transport::Udp;
    (udp && Packet::read(first_bytes).is_some()).then(Options::new)
}
