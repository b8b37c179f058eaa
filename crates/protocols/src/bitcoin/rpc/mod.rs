//! The JSON-RPC service of the Bitcoin family, recognised without credentials and only read.
//!
//! What goes out, at most, on one connection: four `POST /`, each after the answer to the one
//! before, with `{"jsonrpc":"1.0","id":"coinsift","method":…,"params":…}` for
//! `getblockchaininfo`, `getblockhash [0]`, `getnetworkinfo` and `getmininginfo`. A method is an
//! enum of these four, and a request has no place for a password: where one is wanted, that is
//! the answer and the end, and it is not tried again.
//!
//! What counts as an answer:
//!
//! * 401 with a realm of the family. `bitcoind` and its relatives always want a password, and ask
//!   for one before they look at the method. Other realms are other services: a mismatch.
//! * 403 in the form libevent gives it, from a node whose `-rpcallowip` does not list us.
//! * A JSON-RPC answer with our id whose result has the fields of `getblockchaininfo` in the right
//!   types: from bcoin without an API key, or from a gateway that adds the password itself.
//! * A JSON-RPC error -28 with our id: a node that still loads its blocks.
//!
//! A server that says 200 to everything, echoes the question or answers every method alike meets
//! none of these. btcd's service is inside TLS unless it was started with `--notls`, and so is not
//! reached here.
//!
//! Sources: bitcoin/bitcoin `src/httprpc.cpp` (realm `jsonrpc`, only POST), `src/httpserver.cpp`
//! (`ClientAllowed`, 403), `src/rpc/blockchain.cpp`, `src/rpc/net.cpp`, `src/rpc/mining.cpp`
//! (results), `src/rpc/protocol.h` (`RPC_IN_WARMUP`); btcsuite/btcd `rpcserver.go`
//! (`jsonAuthFail`, results); bcoin-org/bcoin `lib/node/http.js` (realm `node`), `lib/node/rpc.js`
//! (results), bcoin-org/bweb `lib/middleware/basicauth.js`.

mod driver;
mod facts;
mod messages;
mod reader;
#[cfg(test)]
mod tests;

use std::time::Duration;

use crate::dialogue::{Dialogue, Wire};
use crate::plan::{Proposal, Situation, Stage};
use crate::transcript::{Options, Transport};

/// Four read-only questions to a JSON-RPC service, without credentials.
pub const DIALOGUE: Dialogue = Dialogue {
    name: "bitcoin.rpc",
    version: 1,
    about: "asks the JSON-RPC service of a Bitcoin node, without credentials, what it follows",
    wire: Wire {
        transport: Transport::Tcp,
        connections: 1,
        bytes_out: 3072,
        bytes_in: 160 * 1024,
        round_trips: 4,
        silence: Duration::from_secs(5),
        deadline: Duration::from_secs(15),
    },
    facts: facts::FACTS,
    settles: true,
    propose,
    // HTTP that is spoken unasked is not yet JSON-RPC.
    recognise: |_, _| None,
    driver: driver::driver,
    read: reader::read,
};

fn propose(situation: &Situation<'_>) -> Vec<Proposal> {
    let port = situation.endpoint.port;
    let stage = if crate::http::is_web(situation) {
        Stage::JsonRpc
    } else if !situation.anything_spoken()
        && situation.atlas.by_rpc_port("bitcoin", port).next().is_some()
    {
        Stage::Port
    } else if situation.expects("bitcoin") && !situation.anything_spoken() {
        Stage::Expected
    } else {
        return Vec::new();
    };
    vec![Proposal { stage, options: Options::new() }]
}
