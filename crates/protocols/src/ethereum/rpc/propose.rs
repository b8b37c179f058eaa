//! When this dialogue is held: on the ports of the service, where the family is expected, and
//! where something speaks HTTP.

use super::heights;
use super::messages::BODY_CAP;
use crate::bitcoin;
use crate::dialogue::Ending;
use crate::http::{self, ResponseReader};
use crate::plan::{Proposal, Situation, Stage};
use crate::transcript::{Options, Transcript, Transport};

/// Services of the atlas that answer JSON-RPC over HTTP, or say why they do not.
const SERVICES: [&str; 4] = ["ethereum.rpc", "ethereum.ws", "ethereum.graphql", "ethereum.engine"];

pub(super) fn propose(situation: &Situation<'_>) -> Vec<Proposal> {
    let endpoint = situation.endpoint;
    if endpoint.transport != Transport::Tcp {
        return Vec::new();
    }
    let own = situation
        .atlas
        .port(endpoint.port, false)
        .is_some_and(|port| SERVICES.contains(&port.service.as_str()));
    let stage = if http::is_web(situation) {
        Stage::JsonRpc
    } else if own && !situation.anything_spoken() {
        Stage::Port
    } else if situation.expects(crate::ethereum::FAMILY) && !situation.anything_spoken() {
        Stage::Expected
    } else {
        return Vec::new();
    };
    if !situation.held(bitcoin::rpc::DIALOGUE.name).all(leaves_it_open) {
        return Vec::new();
    }
    let mut options = Options::new();
    heights::add_options(&mut options, situation.atlas);
    vec![Proposal { stage, options }]
}

/// Whether a question to the other family's service leaves it open what answers there: a page or
/// a plain "not here" settles that nothing takes JSON at this path.
fn leaves_it_open(transcript: &Transcript) -> bool {
    if matches!(transcript.ending, Ending::Spoken | Ending::Refused(_)) {
        return false;
    }
    let mut reader = ResponseReader::new(0, BODY_CAP);
    let _ = reader.push(&transcript.received());
    let Some(response) = reader.response() else {
        return true;
    };
    let page = response
        .header("content-type")
        .is_some_and(|(value, _)| value.to_ascii_lowercase().starts_with("text/html"));
    !page && !matches!(response.status, 404 | 405 | 501)
}
