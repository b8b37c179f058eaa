//! The interface of cgminer and its relatives: nearly every mining device has it, on TCP 4028.
//!
//! What goes out: one command a connection, bare JSON without a line end, for example the 21 bytes
//! `{"command":"version"}`. The commands are `version`, then `summary` for the hash rate, and
//! `devdetails` where no model was named; Whatsminer is asked `get_version` besides, and on its port
//! 4433 `get.device.info` alone, with its length before it (`19 00 00 00`). All of them only read
//! and need no privilege. `pools` is not asked: it names people.
//!
//! What counts as an answer: the envelope of status, code and message that these interfaces put
//! around everything, errors included. Devices break JSON in many ways; the reader of this family
//! mends what can be mended. What does not begin like JSON ends the dialogue at its first byte.
//!
//! A program that plays a device is not told from one: the answer is what it says of itself.
//!
//! Sources: ckolivas/cgminer `api.c` and `API-README` (envelope, codes, privileges);
//! UpstreamData/pyasic `pyasic/miners/factory.py`, `pyasic/rpc/btminer.py` and 256foundation/asic-rs
//! `asic-rs-firmwares` (firmwares and their answers, Whatsminer's versions);
//! todxx/teamredminer `USAGE.txt` (the same interface over graphics cards).

mod driver;
pub(super) mod facts;
mod messages;
mod reader;
#[cfg(test)]
mod tests;

use std::time::Duration;

use crate::dialogue::{Dialogue, Ending, Wire};
use crate::plan::{Proposal, Situation, Stage};
use crate::transcript::{Options, Transport};

use messages::Command;

/// Read-only commands to a mining device.
pub const DIALOGUE: Dialogue = Dialogue {
    name: "miner.cgminer",
    version: 1,
    about: "asks a mining device over its own interface what it is and how fast it hashes",
    wire: Wire {
        transport: Transport::Tcp,
        connections: 4,
        bytes_out: 64,
        bytes_in: 33 * 1024,
        round_trips: 0,
        silence: Duration::from_secs(4),
        deadline: Duration::from_secs(10),
    },
    facts: facts::FACTS,
    // The next command comes in the next connection.
    settles: false,
    propose,
    recognise: |_, _| None,
    driver: driver::driver,
    read: reader::read,
};

/// The ports of the interface: its own, those of a second and third miner on one machine, and that
/// of Volcminer.
const PORTS: [u16; 4] = [4028, 4029, 4030, 8359];
/// The port of Whatsminer's third version.
const LENGTH_PORT: u16 = 4433;

fn propose(situation: &Situation<'_>) -> Vec<Proposal> {
    let held: Vec<_> = situation.held(DIALOGUE.name).collect();
    let command = if held.is_empty() {
        let silent = !situation.anything_spoken();
        match situation.endpoint.port {
            LENGTH_PORT if silent => Some(Command::DeviceInfo),
            port if PORTS.contains(&port) && silent => Some(Command::Version),
            _ => None,
        }
    } else if held.iter().any(|held| held.ending != Ending::Spoken) {
        None
    } else {
        let known: Vec<_> = held.iter().flat_map(|held| reader::read(held)).collect();
        let asked = |command: Command| {
            held.iter().any(|held| {
                held.head.options.get("command").is_some_and(|word| word == command.word())
            })
        };
        let is = |name: &str, written: &str| {
            known.iter().any(|fact| fact.name == name && fact.value.written() == written)
        };
        let has = |name: &str| known.iter().any(|fact| fact.name == name);
        let whatsminer = is(facts::KIND, "whatsminer");
        [
            (Command::GetVersion, whatsminer && !has(facts::VERSION)),
            (Command::DevDetails, !has(facts::MODEL)),
            (Command::Summary, !has(facts::HASHRATE)),
        ]
        .into_iter()
        .filter(|(command, wanted)| *wanted && !asked(*command) && !asked(Command::DeviceInfo))
        .map(|(command, _)| command)
        .next()
    };
    let proposal = command.map(|command| Proposal {
        stage: Stage::Port,
        options: Options::from([("command".to_owned(), command.word().to_owned())]),
    });
    proposal.into_iter().collect()
}
