//! The facts this dialogue states.

use coinsift_verdict::{FactDecl, ValueKind};

pub(super) const ID: &str = "ethereum.discv4.id";
pub(super) const VERSION: &str = "ethereum.discv4.version";
pub(super) const UDP: &str = "ethereum.discv4.udp";
pub(super) const TCP: &str = "ethereum.discv4.tcp";
pub(super) const SEQ: &str = "ethereum.discv4.enr_seq";
pub(super) const ENR_SEQ: &str = "ethereum.enr.seq";
pub(super) const ENR_NAMES: &str = "ethereum.enr.names";
pub(super) const ENR_TCP: &str = "ethereum.enr.tcp";
pub(super) const ENR_UDP: &str = "ethereum.enr.udp";
pub(super) const ENR_FORK_HASH: &str = "ethereum.enr.fork_hash";
pub(super) const ENR_FORK_NEXT: &str = "ethereum.enr.fork_next";

const fn decl(name: &'static str, kind: ValueKind, doc: &'static str) -> FactDecl {
    FactDecl { name, kind, doc }
}

pub(super) const FACTS: &[FactDecl] = &[
    decl(
        ID,
        ValueKind::Bytes,
        "The node key: 64 bytes, x and y, big-endian; recovered from the signature of the pong.",
    ),
    decl(VERSION, ValueKind::Uint, "The version of discovery in the peer's own ping."),
    decl(UDP, ValueKind::Uint, "The UDP port the peer's own ping names."),
    decl(TCP, ValueKind::Uint, "The TCP port the peer's own ping names; 0 where it names none."),
    decl(SEQ, ValueKind::Uint, "The number of the peer's node record, as its pong or ping has it."),
    decl(ENR_SEQ, ValueKind::Uint, "The number in the peer's node record."),
    decl(
        ENR_NAMES,
        ValueKind::List,
        "The names of the entries in the node record, as `eth`, `snap`, `eth2`, `opstack`, `bsc`.",
    ),
    decl(ENR_TCP, ValueKind::Uint, "The TCP port in the node record."),
    decl(ENR_UDP, ValueKind::Uint, "The UDP port in the node record."),
    decl(
        ENR_FORK_HASH,
        ValueKind::Bytes,
        "The fork hash of EIP-2124 in the node record's entry `eth`: 4 bytes.",
    ),
    decl(
        ENR_FORK_NEXT,
        ValueKind::Uint,
        "The next fork in the node record's entry `eth`; 0 where none is known.",
    ),
];
