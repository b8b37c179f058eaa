//! The facts this dialogue states.

use coinsift_verdict::{FactDecl, ValueKind};

pub(super) const FRAME_MAGIC: &str = "hns.frame.magic";
pub(super) const HANDSHAKE_MAGIC: &str = "hns.handshake.magic";
pub(super) const PROTOCOL: &str = "hns.version.protocol";
pub(super) const SERVICES: &str = "hns.version.services";
pub(super) const FULL: &str = "hns.version.full";
pub(super) const TIME: &str = "hns.version.time";
pub(super) const AGENT: &str = "hns.version.agent";
pub(super) const HEIGHT: &str = "hns.version.height";
pub(super) const RELAY: &str = "hns.version.relay";
pub(super) const REJECT: &str = "hns.reject.code";
pub(super) const REJECT_REASON: &str = "hns.reject.reason";
pub(super) const GENESIS: &str = "hns.genesis.hash";
pub(super) const GENESIS_REFUSED: &str = "hns.genesis.refused";
pub(super) const CHECKPOINT: &str = "hns.header.checkpoint";
pub(super) const ABSENT: &str = "hns.header.absent";

const fn decl(name: &'static str, kind: ValueKind, doc: &'static str) -> FactDecl {
    FactDecl { name, kind, doc }
}

pub(super) const FACTS: &[FactDecl] = &[
    decl(
        FRAME_MAGIC,
        ValueKind::Bytes,
        "The magic at the head of the peer's first message: 4 bytes in the order of the wire.",
    ),
    decl(
        HANDSHAKE_MAGIC,
        ValueKind::Bytes,
        "The magic under which both sides introduced themselves: 4 bytes in the order of the wire.",
    ),
    decl(PROTOCOL, ValueKind::Uint, "The protocol version the peer announces."),
    decl(
        SERVICES,
        ValueKind::Uint,
        "The services the peer announces: a bit field, bit 0 NETWORK, bit 1 BLOOM.",
    ),
    decl(FULL, ValueKind::Bool, "Whether the peer announces that it serves the whole chain."),
    decl(TIME, ValueKind::Uint, "The peer's clock, in seconds since 1970 (UTC)."),
    decl(AGENT, ValueKind::Text, "How the peer names its software. Anyone can say anything."),
    decl(HEIGHT, ValueKind::Uint, "The height of the last block the peer says it has."),
    decl(RELAY, ValueKind::Bool, "Whether the peer wants transactions announced."),
    decl(REJECT, ValueKind::Text, "Why the peer turned us away, by the names of BIP 61."),
    decl(REJECT_REASON, ValueKind::Text, "The peer's own words on why it turned us away."),
    decl(
        GENESIS,
        ValueKind::Bytes,
        "The name of the genesis block the peer handed over, recomputed from its header.",
    ),
    decl(
        GENESIS_REFUSED,
        ValueKind::List,
        "Names of genesis blocks the peer says it does not have.",
    ),
    decl(
        CHECKPOINT,
        ValueKind::Bytes,
        "The name of a header that was shown when this block was asked for, recomputed from it.",
    ),
    decl(
        ABSENT,
        ValueKind::List,
        "Blocks that one network alone has, asked for and not shown before the peer went on.",
    ),
];
