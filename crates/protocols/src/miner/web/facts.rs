//! The facts of this dialogue alone. What it says of device and work has the names of `cgminer`.

use coinsift_verdict::{FactDecl, ValueKind};

pub(super) const LOCKED: &str = "miner.web.locked";
pub(super) const MINERS: &str = "miner.proxy.miners";
pub(super) const HASHRATE: &str = "miner.proxy.hashrate";

pub(super) const FACTS: &[FactDecl] = &[
    FactDecl {
        name: LOCKED,
        kind: ValueKind::Bool,
        doc: "True: it says 401 in the words and with the header fields of XMRig. xmrig/xmrig src/base/api.",
    },
    FactDecl {
        name: MINERS,
        kind: ValueKind::Uint,
        doc: "How many miners a proxy serves at the moment.",
    },
    FactDecl {
        name: HASHRATE,
        kind: ValueKind::Uint,
        doc: "Hashes a second of all miners of a proxy, over its shortest time.",
    },
];
