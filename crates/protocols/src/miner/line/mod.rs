//! Miners for graphics cards and processors that answer one question a connection over TCP.
//!
//! What goes out, one of these and nothing else:
//!
//! * `{"id":0,"jsonrpc":"2.0","method":"miner_ping"}` and then, in a connection of its own,
//!   `miner_getstat1`: ethminer and its forks, Claymore, PhoenixMiner. Each with a line end, without
//!   the field for a password.
//! * the seven bytes `summary`: ccminer and cpuminer, ports 4068 and 4048;
//! * `{"id":1,"method":"info","params":[]}`: Excavator, port 3456.
//!
//! Port 3333 is foremost one of pools, and some pools turn an address away for an unknown method. It
//! is asked there last, and only where neither HTTP nor Stratum was answered.
//!
//! What counts as an answer: the result `pong`; a list of at least nine texts with the hash rate in
//! the third and a pool in the eighth; fields `NAME`, `VER`, `API` and `ALGO`; version and platform
//! of Excavator. An echo is none of them.
//!
//! Sources: ethereum-mining/ethminer `docs/API_DOCUMENTATION.md`, `libapicore/ApiServer.cpp`;
//! RainbowMiner/RainbowMiner `Modules/MinerAPIs.psm1`; tpruvot/ccminer `api.cpp`;
//! nicehash/excavator `api/README.md`.

mod driver;
mod facts;
mod messages;
mod reader;
#[cfg(test)]
mod tests;

use std::time::Duration;

use crate::dialogue::{Dialogue, Ending, Wire};
use crate::plan::{Proposal, Situation, Stage};
use crate::transcript::{Options, Transport};

use messages::Question;

/// One read-only question to a miner.
pub const DIALOGUE: Dialogue = Dialogue {
    name: "miner.line",
    version: 1,
    about: "asks a miner for graphics cards or processors what it is and how fast it hashes",
    wire: Wire {
        transport: Transport::Tcp,
        connections: 2,
        bytes_out: 64,
        bytes_in: 33 * 1024,
        round_trips: 0,
        silence: Duration::from_secs(4),
        deadline: Duration::from_secs(10),
    },
    facts: facts::FACTS,
    // The next question comes in the next connection.
    settles: false,
    propose,
    recognise: |_, _| None,
    driver: driver::driver,
    read: reader::read,
};

/// The server in answers of ethminer and its forks to a request of HTTP on the same port.
const SERVERS: [&str; 4] = ["ethminer", "kawpowminer", "nsfminer", "coreminer"];

fn propose(situation: &Situation<'_>) -> Vec<Proposal> {
    let spoken = situation.anything_spoken();
    let ponged = situation.spoken(DIALOGUE.name);
    let questions: &[(Stage, Question)] = match situation.endpoint.port {
        4068 | 4048 if !spoken => &[(Stage::Port, Question::Summary)],
        3456 if !spoken => &[(Stage::Port, Question::Info)],
        3333 if !spoken => &[(Stage::Line, Question::Ping), (Stage::Line, Question::Statistics)],
        3333 if ponged => &[(Stage::Port, Question::Statistics)],
        _ if names_a_server(situation) => &[(Stage::Port, Question::Statistics)],
        _ => &[],
    };
    let options =
        |question: &Question| Options::from([("question".to_owned(), question.word().to_owned())]);
    questions
        .iter()
        .map(|(stage, question)| Proposal { stage: *stage, options: options(question) })
        .collect()
}

/// Whether the port answered HTTP with the name of one of these miners.
fn names_a_server(situation: &Situation<'_>) -> bool {
    situation.held("http").filter(|held| held.ending == Ending::Spoken).any(|held| {
        crate::read(held).iter().any(|fact| {
            let server = fact.value.written();
            fact.name == "http.header.server" && SERVERS.iter().any(|name| server.starts_with(name))
        })
    })
}
