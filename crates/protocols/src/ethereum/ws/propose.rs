//! When this dialogue is held: on the service's own port, and where an answer over HTTP says that
//! WebSocket is wanted, or that JSON-RPC is not served.

use crate::bitcoin;
use crate::dialogue::Ending;
use crate::ethereum::rpc;
use crate::http::{self, Response, ResponseReader};
use crate::plan::{Proposal, Situation, Stage};
use crate::transcript::{Options, Transcript, Transport};

/// The service of the atlas.
const SERVICE: &str = "ethereum.ws";
/// How much of a body is searched for a hint, in bytes.
const SEARCHED: usize = 1024;

pub(super) fn propose(situation: &Situation<'_>) -> Vec<Proposal> {
    let endpoint = situation.endpoint;
    if endpoint.transport != Transport::Tcp {
        return Vec::new();
    }
    let own =
        situation.atlas.port(endpoint.port, false).is_some_and(|port| port.service == SERVICE);
    let stage = if own && !situation.anything_spoken() {
        Stage::Port
    } else if is_wanted(situation) {
        Stage::JsonRpc
    } else {
        return Vec::new();
    };
    let mut options = Options::new();
    rpc::add_heights(&mut options, situation.atlas);
    vec![Proposal { stage, options }]
}

/// Whether an earlier answer points here, and none says that something else lives here.
fn is_wanted(situation: &Situation<'_>) -> bool {
    let settled = |name| {
        situation.held(name).any(|held| matches!(held.ending, Ending::Spoken | Ending::Refused(_)))
    };
    if settled(bitcoin::rpc::DIALOGUE.name) || situation.spoken(rpc::DIALOGUE.name) {
        return false;
    }
    let asks = situation.held(http::DIALOGUE.name).filter_map(response);
    let mut questions = [bitcoin::rpc::DIALOGUE.name, rpc::DIALOGUE.name]
        .into_iter()
        .flat_map(|name| situation.held(name));
    asks.into_iter().any(|answer| asks_for_websocket(&answer)) || questions.any(is_refused)
}

/// Whether a question in JSON-RPC was refused. Geth answers it with an empty 404 on a port where
/// only WebSocket is served; a list of hosts holds for HTTP alone (go-ethereum
/// `node/rpcstack.go`). Whoever wants a token wants it here too and is not asked again.
fn is_refused(transcript: &Transcript) -> bool {
    match &transcript.ending {
        Ending::Refused(reason) => reason.as_str() == rpc::Refusal::InvalidHost.reason(),
        Ending::Mismatch => response(transcript).is_some_and(|answer| {
            let none = matches!(answer.status, 400 | 404 | 405 | 426 | 501);
            asks_for_websocket(&answer) || (none && !is_page(&answer) && !is_json(&answer))
        }),
        Ending::Spoken | Ending::Silent => false,
    }
}

/// Whether an answer over HTTP says that WebSocket is wanted: RFC 9110 section 15.5.22, RFC 6455
/// section 4.4, or words such as "Connection header did not include 'upgrade'", which is what anvil
/// answers to a plain `GET /`.
fn asks_for_websocket(answer: &Response) -> bool {
    let body = answer.body.get(..SEARCHED).unwrap_or(&answer.body);
    let says = |word| String::from_utf8_lossy(body).to_ascii_lowercase().contains(word);
    answer.status == 426
        || answer.lists("upgrade", "websocket")
        || answer.headers("sec-websocket-version").next().is_some()
        || ((400..500).contains(&answer.status) && says("websocket"))
        || (answer.status == 400 && says("upgrade"))
        || (!is_page(answer) && says("websocket"))
}

fn is_page(answer: &Response) -> bool {
    has_type(answer, "text/html")
}

fn is_json(answer: &Response) -> bool {
    has_type(answer, "application/json")
}

fn has_type(answer: &Response, media_type: &str) -> bool {
    answer
        .header("content-type")
        .is_some_and(|(value, _)| value.to_ascii_lowercase().starts_with(media_type))
}

/// The first answer in a transcript of a dialogue over HTTP.
fn response(transcript: &Transcript) -> Option<Response> {
    let mut reader = ResponseReader::new(0, SEARCHED);
    // A broken body leaves the head readable.
    let _ = reader.push(&transcript.received());
    reader.response().cloned()
}
