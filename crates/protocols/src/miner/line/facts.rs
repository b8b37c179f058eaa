//! The facts of this dialogue alone. What it says of device and work has the names of `cgminer`.

use coinsift_verdict::{FactDecl, ValueKind};

pub(super) const PONG: &str = "miner.line.pong";
pub(super) const LOCKED: &str = "miner.line.locked";
pub(super) const CARDS: &str = "miner.line.cards";

pub(super) const FACTS: &[FactDecl] = &[
    FactDecl {
        name: PONG,
        kind: ValueKind::Bool,
        doc: "True: it answered miner_ping with pong. ethereum-mining/ethminer docs/API_DOCUMENTATION.md.",
    },
    FactDecl {
        name: LOCKED,
        kind: ValueKind::Bool,
        doc: "True: it wants a password, in ethminer's error -403. libapicore/ApiServer.cpp.",
    },
    FactDecl {
        name: CARDS,
        kind: ValueKind::Uint,
        doc: "How many graphics cards the miner counts.",
    },
];
