//! The reader: what the transport shows, and what the node says, as facts.

use coinsift_verdict::{Fact, Place, Strength, Value};

use super::facts;
use super::messages::{Came, Keys};
use super::session::{Happened, Session};
use crate::dialogue::{Ending, hex_option};
use crate::ethereum::rpc::{Course, Heights, Said, Walk};
use crate::http::Response;
use crate::transcript::Transcript;

/// Where the peer is no node, the facts are those of the transport alone.
pub(super) fn read(transcript: &Transcript) -> Vec<Fact> {
    let Ok(seed) = hex_option(&transcript.head.options, "seed") else {
        return Vec::new();
    };
    let mut session = Session::new(&Keys::new(seed));
    session.push(&transcript.received());
    let heights = Heights::read(&transcript.head.options).unwrap_or_default();
    let (mut walk, mut said, mut facts) = (Walk::with(heights), Said::default(), Vec::new());
    let ending = loop {
        match session.next().or_else(|| session.finish()) {
            Some(Happened::Accepted(response)) => facts.extend(accepted(&response)),
            Some(Happened::Declined(response)) => {
                let refused = response.is_some_and(|response| said.refused(&response));
                break if refused { Ending::Spoken } else { Ending::Mismatch };
            }
            Some(Happened::Came(Came::Text(message))) => {
                said.step(walk.step(), &message);
                if let Course::End(ending) = walk.take(&message) {
                    break ending;
                }
            }
            Some(Happened::Came(Came::Ping(_))) => {}
            Some(Happened::Came(Came::Close(status, at))) => {
                if let Some(status) = status {
                    facts.push(fact(
                        facts::CLOSE,
                        Value::Uint(status.into()),
                        Strength::Stated,
                        at,
                    ));
                }
                break walk.ending();
            }
            Some(Happened::Broken) | None => break walk.ending(),
        }
    };
    if ending != Ending::Mismatch {
        facts.extend(said.finish(walk.no_batches()));
    }
    facts
}

fn accepted(response: &Response) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some((_, at)) = response.header("sec-websocket-accept") {
        facts.push(fact(facts::ACCEPTED, Value::Bool(true), Strength::Stated, at));
    }
    if let Some((server, at)) = response.header("server") {
        facts.push(fact(facts::SERVER, Value::text(server), Strength::Hinted, at));
    }
    facts
}

fn fact(name: &'static str, value: Value, strength: Strength, at: Place) -> Fact {
    Fact { name, value, strength, at }
}
