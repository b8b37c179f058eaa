//! The facts this dialogue states.

use coinsift_verdict::{FactDecl, ValueKind};

pub(super) const ACK: &str = "ethereum.rlpx.ack";
pub(super) const CLOSED: &str = "ethereum.rlpx.closed";
pub(super) const HELLO_AGENT: &str = "ethereum.hello.agent";
pub(super) const HELLO_CAPS: &str = "ethereum.hello.caps";
pub(super) const HELLO_VERSION: &str = "ethereum.hello.version";
pub(super) const HELLO_ID: &str = "ethereum.hello.id";
pub(super) const HELLO_PORT: &str = "ethereum.hello.port";
pub(super) const VERSION: &str = "ethereum.status.version";
pub(super) const NETWORK_ID: &str = "ethereum.status.network_id";
pub(super) const GENESIS: &str = "ethereum.status.genesis";
pub(super) const FORK_HASH: &str = "ethereum.status.fork_hash";
pub(super) const FORK_NEXT: &str = "ethereum.status.fork_next";
pub(super) const HEAD: &str = "ethereum.status.head";
pub(super) const DIFFICULTY: &str = "ethereum.status.difficulty";
pub(super) const EARLIEST: &str = "ethereum.status.earliest";
pub(super) const LATEST: &str = "ethereum.status.latest";
pub(super) const HEAD_NUMBER: &str = "ethereum.header.head_number";
pub(super) const CHECKPOINT: &str = "ethereum.header.checkpoint";
pub(super) const CHECKPOINT_NUMBER: &str = "ethereum.header.checkpoint_number";
pub(super) const OTHER: &str = "ethereum.header.other";
pub(super) const OTHER_NUMBER: &str = "ethereum.header.other_number";
pub(super) const OTHER_TIME: &str = "ethereum.header.other_time";
pub(super) const ABSENT: &str = "ethereum.header.absent";
pub(super) const UNMATCHED: &str = "ethereum.header.unmatched";
pub(super) const DISCONNECT: &str = "ethereum.disconnect.reason";

/// The names of what one header tells.
pub(super) struct HeaderFacts {
    pub(super) hash: &'static str,
    pub(super) number: Option<&'static str>,
    pub(super) time: &'static str,
    pub(super) difficulty: &'static str,
    pub(super) extra: &'static str,
    pub(super) mix: &'static str,
}

pub(super) const GENESIS_HEADER: HeaderFacts = HeaderFacts {
    hash: "ethereum.header.genesis",
    number: None,
    time: "ethereum.header.genesis_time",
    difficulty: "ethereum.header.genesis_difficulty",
    extra: "ethereum.header.genesis_extra",
    mix: "ethereum.header.genesis_mix",
};

pub(super) const HEAD_HEADER: HeaderFacts = HeaderFacts {
    hash: "ethereum.header.head",
    number: Some(HEAD_NUMBER),
    time: "ethereum.header.head_time",
    difficulty: "ethereum.header.head_difficulty",
    extra: "ethereum.header.head_extra",
    mix: "ethereum.header.head_mix",
};

const fn decl(name: &'static str, kind: ValueKind, doc: &'static str) -> FactDecl {
    FactDecl { name, kind, doc }
}

pub(super) const FACTS: &[FactDecl] = &[
    decl(
        ACK,
        ValueKind::Bool,
        "The peer completed the key exchange: it holds the secret of the node key we asked for.",
    ),
    decl(
        CLOSED,
        ValueKind::Bool,
        "The peer hung up after the key exchange, before its Hello and without a reason.",
    ),
    decl(HELLO_AGENT, ValueKind::Text, "How the peer names its software. Anyone can say anything."),
    decl(
        HELLO_CAPS,
        ValueKind::List,
        "The protocols the peer offers over this transport, as texts like `eth/68`.",
    ),
    decl(HELLO_VERSION, ValueKind::Uint, "The version of the transport: 5 for EIP-706."),
    decl(HELLO_ID, ValueKind::Bytes, "The node key the peer names: 64 bytes, x and y, big-endian."),
    decl(
        HELLO_PORT,
        ValueKind::Uint,
        "The port the peer says it listens on; 0 where it says none.",
    ),
    decl(VERSION, ValueKind::Uint, "The version of `eth` in the peer's Status."),
    decl(NETWORK_ID, ValueKind::Uint, "The network id, which is not always the chain id."),
    decl(GENESIS, ValueKind::Bytes, "The hash of the genesis block the peer names."),
    decl(
        FORK_HASH,
        ValueKind::Bytes,
        "The fork hash of EIP-2124: 4 bytes, CRC-32 of the genesis hash and the forks passed.",
    ),
    decl(
        FORK_NEXT,
        ValueKind::Uint,
        "The next fork of EIP-2124: a block number or a time in seconds; 0 where none is known.",
    ),
    decl(HEAD, ValueKind::Bytes, "The hash of the peer's last block."),
    decl(DIFFICULTY, ValueKind::Uint, "The total difficulty of the peer's chain, up to eth/68."),
    decl(EARLIEST, ValueKind::Uint, "The first block the peer has in full, from eth/69 on."),
    decl(LATEST, ValueKind::Uint, "The last block the peer has in full, from eth/69 on."),
    decl(
        GENESIS_HEADER.hash,
        ValueKind::Bytes,
        "The hash of block 0 whose header the peer showed: it is the genesis hash of its Status.",
    ),
    decl(GENESIS_HEADER.time, ValueKind::Uint, "The time in that header."),
    decl(GENESIS_HEADER.difficulty, ValueKind::Uint, "The difficulty in that header."),
    decl(
        GENESIS_HEADER.extra,
        ValueKind::Bytes,
        "The extra data in that header; signers or validators in some engines.",
    ),
    decl(
        GENESIS_HEADER.mix,
        ValueKind::Bytes,
        "The mix digest in that header; a fixed value in the BFT engines.",
    ),
    decl(
        HEAD_HEADER.hash,
        ValueKind::Bytes,
        "The hash of the peer's last block, whose header it showed.",
    ),
    decl(HEAD_NUMBER, ValueKind::Uint, "The number in that header."),
    decl(
        HEAD_HEADER.time,
        ValueKind::Uint,
        "The time in that header, in seconds since 1970; some engines count in nanoseconds.",
    ),
    decl(HEAD_HEADER.difficulty, ValueKind::Uint, "The difficulty in that header."),
    decl(HEAD_HEADER.extra, ValueKind::Bytes, "The extra data in that header."),
    decl(HEAD_HEADER.mix, ValueKind::Bytes, "The mix digest in that header."),
    decl(
        CHECKPOINT,
        ValueKind::Bytes,
        "The hash of a block asked for by height, whose header the peer showed and which was hashed: \
         the atlas tells which network has it, and whether that one alone.",
    ),
    decl(CHECKPOINT_NUMBER, ValueKind::Uint, "The number of such a block."),
    decl(
        OTHER,
        ValueKind::Bytes,
        "The hash of a header shown at the height of a checkpoint that is none of those asked for.",
    ),
    decl(OTHER_NUMBER, ValueKind::Uint, "The number of such a block."),
    decl(OTHER_TIME, ValueKind::Uint, "The time in such a header."),
    decl(
        ABSENT,
        ValueKind::Uint,
        "A height at which the peer has no block; 0 is the genesis block.",
    ),
    decl(
        UNMATCHED,
        ValueKind::Bytes,
        "The hash of a header that is not the block asked for: the peer contradicts itself.",
    ),
    decl(
        DISCONNECT,
        ValueKind::Text,
        "Why the peer turned us away, by the names of the specification.",
    ),
];
