//! Work servers of miners that answer a web request: by a header, or by one sentence.
//!
//! Sources: SChernykh/p2pool `src/stratum_server.cpp` (`P2Pool Stratum online`), nmap/nmap
//! `nmap-service-probes` and dvandal/cryptonote-nodejs-pool `lib/pool.js` (`Mining server online`),
//! slush0/stratum-mining-proxy `mining_libs/utils.py` (`X-Stratum`) and
//! `mining_libs/getwork_listener.py` (realm), Atrides/eth-proxy `mining_libs/getwork_listener.py`.

use super::messages::ResponseReader;
use super::reader::{BODY_CAP, realm};
use crate::plan::Situation;
use crate::transcript::Transcript;

/// How a work server shows itself over HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WorkServer {
    /// The header `X-Stratum` names the line protocol's address.
    Header,
    /// A sentence or realm that only a work server has.
    Sentence,
}

/// Sentences of work servers, in lower case; the whole body.
const SENTENCES: [&str; 2] = ["p2pool stratum online", "mining server online"];
/// The beginning of the page of eth-proxy.
const ETH_PROXY: &str = "Ethereum stratum proxy<br>";
/// The realm of slush's proxy.
const REALM: &str = "stratum-mining-proxy";

/// Whether an answer is a work server's.
pub(crate) fn work_server(transcript: &Transcript) -> Option<WorkServer> {
    let mut reader = ResponseReader::new(0, BODY_CAP);
    // A broken body leaves the head readable.
    let _ = reader.push(&transcript.received());
    reader.finish();
    let response = reader.response()?;
    if response.header("x-stratum").is_some_and(|(value, _)| value.starts_with("stratum+")) {
        return Some(WorkServer::Header);
    }
    let body = String::from_utf8_lossy(response.body.get(..256).unwrap_or(&response.body));
    let whole = body.trim().to_ascii_lowercase();
    let said = SENTENCES.contains(&whole.as_str()) || body.starts_with(ETH_PROXY);
    let named = realm(response).is_some_and(|(realm, _)| realm == REALM);
    (said || named).then_some(WorkServer::Sentence)
}

/// Whether HTTP is spoken and what speaks it may be a service over HTTP: a work server is none, and
/// may ban whoever asks it further questions.
pub(crate) fn is_web(situation: &Situation<'_>) -> bool {
    situation.spoken(super::DIALOGUE.name)
        && situation.held(super::DIALOGUE.name).all(|held| work_server(held).is_none())
}
