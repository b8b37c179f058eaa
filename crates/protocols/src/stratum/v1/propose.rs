//! When a work server is asked, and in which dialect.
//!
//! The order is: listen, `GET /`, `mining.subscribe`, the question of a dialect that an answer
//! pointed to, and last of all, on ports of this family only, the question that a pool of the
//! CryptoNote family refuses. An empty close means nothing: full nodes, proxies and pools all do it.

use super::dialect::Dialect;
use super::reader::walked;
use super::requests::Ask;
use super::walk::Walk;
use crate::http;
use crate::plan::{Proposal, Situation, Stage};
use crate::transcript::{Options, Transcript, Transport};

/// Services of the atlas in which this protocol is spoken.
const SERVICE: &str = "stratum.v1";
/// The stratum of a Grin node, which does not know `mining.subscribe`.
const GRIN: &str = "stratum.grin";
/// Services that are only listened to, since every question to them is a login.
const LISTEN_ONLY: &str = "stratum.listen";

/// Whether the atlas knows a port for this protocol, so that `GET /` comes first there.
pub(crate) fn is_own_port(situation: &Situation<'_>) -> bool {
    situation.atlas.port(situation.endpoint.port, false).is_some_and(|port| port.service == SERVICE)
}

pub(super) fn propose(situation: &Situation<'_>) -> Vec<Proposal> {
    if situation.endpoint.transport != Transport::Tcp {
        return Vec::new();
    }
    let held: Vec<&Transcript> = situation.held(super::DIALOGUE.name).collect();
    let next = match held.last() {
        None => opening(situation),
        Some(last) => walked(last).0.and_then(|walk| follow_up(situation, &held, last, &walk)),
    };
    next.map(|(stage, ask)| Proposal { stage, options: options(ask) }).into_iter().collect()
}

/// The first question.
fn opening(situation: &Situation<'_>) -> Option<(Stage, Ask)> {
    let service = situation.atlas.port(situation.endpoint.port, false);
    let service = service.map(|port| port.service.as_str()).unwrap_or_default();
    if service == LISTEN_ONLY {
        return None;
    }
    let mut pages = situation.held(http::DIALOGUE.name).filter_map(http::work_server);
    match pages.next() {
        // The header says where a work server of this family stands: here.
        Some(http::WorkServer::Header) => return Some((Stage::Port, Ask::Subscribe)),
        // The sentence has said it all, and some who say it punish unknown questions.
        Some(http::WorkServer::Sentence) => return None,
        None if situation.anything_spoken() => return None,
        None => {}
    }
    if service == GRIN {
        return Some((Stage::Port, Ask::JobTemplate));
    }
    if service == SERVICE {
        // `GET /` is asked before, which is the least that tells who answers here.
        let asked = situation.held(http::DIALOGUE.name).next().is_some();
        return asked.then_some((Stage::Port, Ask::Subscribe));
    }
    let stage = if situation.expects(super::FAMILY) { Stage::Expected } else { Stage::Line };
    Some((stage, Ask::Subscribe))
}

/// What is asked after an answer, in a connection of its own.
fn follow_up(
    situation: &Situation<'_>,
    held: &[&Transcript],
    last: &Transcript,
    walk: &Walk,
) -> Option<(Stage, Ask)> {
    let asked = |ask: Ask| {
        held.iter().any(|held| held.head.options.get("ask").is_some_and(|word| word == ask.word()))
    };
    if walk.granted || walk.job {
        return None;
    }
    match (walk.dialect, walk.error) {
        (Some(Dialect::EthProxy), _) if !asked(Ask::GetWork) => {
            return Some((Stage::Port, Ask::GetWork));
        }
        (Some(Dialect::Grin), _) if !asked(Ask::JobTemplate) => {
            return Some((Stage::Port, Ask::JobTemplate));
        }
        (Some(_), _) => return None,
        // A server of this family that does not like the question may like another form of it.
        (None, Some(20..=25)) => {
            return [Ask::SubscribeEthash, Ask::Hello, Ask::SubscribeZcash]
                .into_iter()
                .find(|ask| !asked(*ask))
                .map(|ask| (Stage::Port, ask));
        }
        // Somebody who speaks JSON-RPC and not this.
        (None, Some(_)) => return None,
        (None, None) => {}
    }
    let quiet = last.received().is_empty() && !situation.anything_spoken();
    (quiet && is_own_port(situation) && !asked(Ask::CryptonoteJob))
        .then_some((Stage::Last, Ask::CryptonoteJob))
}

/// A line that only a work server says, before anything was asked.
pub(super) fn recognise(_: &Situation<'_>, first_bytes: &[u8]) -> Option<Options> {
    let end = first_bytes.iter().position(|&byte| byte == b'\n').unwrap_or(first_bytes.len());
    let learnt = Walk::new(Ask::Listen).line(first_bytes.get(..end)?)?;
    (!learnt.is_empty()).then(|| options(Ask::Listen))
}

fn options(ask: Ask) -> Options {
    Options::from([("ask".to_owned(), ask.word().to_owned())])
}
