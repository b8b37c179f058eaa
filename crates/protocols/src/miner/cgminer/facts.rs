//! The facts of mining devices and miners. The other dialogues of the family state them too.

use coinsift_verdict::{FactDecl, ValueKind};

pub(in crate::miner) const KIND: &str = "miner.api.kind";
pub(in crate::miner) const SOFTWARE: &str = "miner.api.software";
pub(in crate::miner) const VERSION: &str = "miner.api.version";
pub(in crate::miner) const FIRMWARE: &str = "miner.device.firmware";
pub(in crate::miner) const MODEL: &str = "miner.device.model";
pub(in crate::miner) const PARTS: &str = "miner.device.parts";
pub(in crate::miner) const POWER: &str = "miner.device.power";
pub(in crate::miner) const UPTIME: &str = "miner.device.uptime";
pub(in crate::miner) const ALGORITHM: &str = "miner.work.algorithm";
pub(in crate::miner) const HASHRATE: &str = "miner.work.hashrate";
pub(in crate::miner) const WINDOW: &str = "miner.work.window";
pub(in crate::miner) const ACCEPTED: &str = "miner.work.accepted";
pub(in crate::miner) const POOL: &str = "miner.work.pool";

const fn decl(name: &'static str, kind: ValueKind, doc: &'static str) -> FactDecl {
    FactDecl { name, kind, doc }
}

pub(super) const FACTS: &[FactDecl] = &[
    decl(
        KIND,
        ValueKind::Text,
        "Whose interface it is, by the form of its answers: cgminer, whatsminer, axeos, xmrig and so on.",
    ),
    decl(SOFTWARE, ValueKind::Text, "The mining program, as it names itself."),
    decl(VERSION, ValueKind::Text, "Its version, as it names it."),
    decl(
        FIRMWARE,
        ValueKind::Text,
        "The firmware of a device, by the words in its answer. UpstreamData/pyasic pyasic/miners/factory.py.",
    ),
    decl(MODEL, ValueKind::Text, "The device, as it names itself."),
    decl(PARTS, ValueKind::List, "The graphics cards and processors that work, as they are named."),
    decl(POWER, ValueKind::Uint, "The watts that the device says it takes."),
    decl(UPTIME, ValueKind::Uint, "Seconds since the program began to work."),
    decl(ALGORITHM, ValueKind::Text, "What is hashed, in the miner's own word."),
    decl(
        HASHRATE,
        ValueKind::Uint,
        "Hashes or solutions a second, over the shortest time it gives.",
    ),
    decl(WINDOW, ValueKind::Text, "The time over which that is the mean: 5s, 1m, av and the like."),
    decl(ACCEPTED, ValueKind::Uint, "How many shares its pool has accepted."),
    decl(POOL, ValueKind::Text, "Host and port of its pool; never the user."),
];
