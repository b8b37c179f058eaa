//! The web interfaces of mining devices and miners: one `GET` of one path that only reads.
//!
//! Which path is asked is told by the page `/` that `http` has fetched – its title, its realm, its
//! words – or by the port, where a miner has one of its own. Without such a sign nothing is asked.
//! The request carries no credentials, no cookie and no origin, and there is no way to say another
//! verb or a path that is not listed.
//!
//! What counts as an answer: a JSON object with the fields that one program alone writes together. A
//! page that says 200 to everything, or JSON that happens to hold a hash rate, is a mismatch.
//!
//! AxeOS answers addresses of private networks alone and says 401 to others; XMRig says 401 in its
//! own way where it has a token. Neither is pressed further.
//!
//! Sources: bitaxeorg/ESP-Miner `main/http_server/system_api_json.c`, `http_server.c`;
//! 256foundation/asic-rs `asic-rs-firmwares` (VNish, Proto, ePIC); UpstreamData/pyasic `pyasic/web`
//! (Goldshell, ePIC); xmrig/xmrig `src/base/api`, `doc/API.md`; xmrig/xmrig-proxy
//! `src/api/v1/ApiRouter.cpp`; RainbowMiner/RainbowMiner `Modules/MinerAPIs.psm1` (T-Rex, NBMiner,
//! lolMiner, GMiner, Rigel, BzMiner, SRBMiner); bzminer/bzminer `README.md` (its port).

mod driver;
mod facts;
mod forms;
mod messages;
mod propose;
mod reader;
#[cfg(test)]
mod tests;

use std::time::Duration;

use crate::dialogue::{Dialogue, Wire};
use crate::transcript::Transport;

/// One read-only request to a web interface.
pub const DIALOGUE: Dialogue = Dialogue {
    name: "miner.web",
    version: 1,
    about: "asks the web interface of a mining device or miner for one path that only reads",
    wire: Wire {
        transport: Transport::Tcp,
        connections: 2,
        bytes_out: 1024,
        bytes_in: 64 * 1024,
        round_trips: 0,
        silence: Duration::from_secs(5),
        deadline: Duration::from_secs(10),
    },
    facts: facts::FACTS,
    settles: true,
    propose: propose::propose,
    recognise: |_, _| None,
    driver: driver::driver,
    read: reader::read,
};
