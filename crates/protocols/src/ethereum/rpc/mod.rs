//! The JSON-RPC service of Ethereum's nodes over HTTP, only read and without credentials.
//!
//! What goes out, at most, on one connection: ten `POST /`, each after the answer to the one
//! before. The first asks one cheap question, `web3_clientVersion`. Where that method is not known
//! the next two ask FISCO BCOS's `getClientVersion` (release 2) and `getGroupInfoList` (release 3),
//! which share ports with it, so that a node of theirs is recognised before anything is taken for
//! Ethereum. Then follow two batches – block 0 with chain id and network id; what a node says of
//! peers, mining, interfaces and validators – and the last block by itself, since it may be long. A
//! server that takes no batches is asked five questions one by one. Where the atlas has fresh
//! checkpoints of networks that begin with this block 0, the end is one question for the blocks at
//! two of their heights (`heights`), or at one where no batches are taken. A method is an enum of
//! those in `methods`; all of them only read, and a request has no place for a password.
//!
//! What counts as an answer: two methods or more whose answers have their own shapes, each under
//! the id of its question. A block (a number, three hashes that differ, a time) beside a client
//! version, a chain id or a network id; or, where no block is given out, a client version beside an
//! id. An answer of a wrong shape to one of these four is a mismatch at once, so that echoes and
//! servers that answer everything with `0x1`, `true` or an object are nothing. The refusals of Besu
//! (-40100, "Host not authorized.") and geth ("invalid host specified", "missing token") are typed.
//!
//! Everything here is said, not proven: a gateway may answer for a node elsewhere. The hash of
//! block 0 is computed from its fields and compared, which shows that they belong together.
//!
//! Sources: ethereum/execution-apis (methods and shapes), ethereum/go-ethereum `node/rpcstack.go`,
//! `node/jwt_handler.go`, `consensus/clique/api.go`; hyperledger/besu `RpcMethod.java`,
//! `RpcErrorType.java`, `JsonRpcHttpService.java`; Consensys/quorum `consensus/istanbul/backend/api.go`;
//! FISCO-BCOS/FISCO-BCOS `librpc/Rpc.cpp` (release 2), `bcos-rpc/jsonrpc/Common.h` (release 3);
//! foundry-rs/foundry `crates/anvil/core/src/eth`; NomicFoundation/hardhat `hardhat_metadata`.

mod block;
mod carrier;
mod driver;
mod facts;
mod heights;
mod messages;
mod methods;
mod propose;
mod reader;
mod walk;

#[cfg(test)]
mod tests;

use std::time::Duration;

use crate::dialogue::{Dialogue, Wire};
use crate::transcript::Transport;

pub(super) use carrier::Carrier;
pub(super) use heights::{Heights, add_options as add_heights};
pub(super) use messages::BODY_CAP;
pub(super) use reader::Said;
pub(super) use walk::{Course, Refusal, Walk};
#[cfg(test)]
pub(super) use {methods::Method, tests::fisco::groups as fisco_groups_example};

/// Read-only questions to a JSON-RPC service, without credentials.
pub const DIALOGUE: Dialogue = Dialogue {
    name: "ethereum.rpc",
    version: 1,
    about: "asks the JSON-RPC service of an Ethereum node, without credentials, what it follows",
    wire: Wire {
        transport: Transport::Tcp,
        connections: 1,
        bytes_out: 6 * 1024,
        bytes_in: 192 * 1024,
        round_trips: 10,
        silence: Duration::from_secs(5),
        deadline: Duration::from_secs(15),
    },
    facts: facts::FACTS,
    settles: true,
    propose: propose::propose,
    // HTTP that is spoken unasked is not yet JSON-RPC.
    recognise: |_, _| None,
    driver: driver::driver,
    read: reader::read,
};
