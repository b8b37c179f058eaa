//! The facts this dialogue states.

use coinsift_verdict::{FactDecl, ValueKind};

pub(super) const FRAME_MAGIC: &str = "bitcoin.frame.magic";
pub(super) const FRAME_CHECKSUM: &str = "bitcoin.frame.checksum";
pub(super) const HANDSHAKE_MAGIC: &str = "bitcoin.handshake.magic";
pub(super) const SPOKE_FIRST: &str = "bitcoin.handshake.spoke_first";
pub(super) const PROTOCOL: &str = "bitcoin.version.protocol";
pub(super) const SERVICES: &str = "bitcoin.version.services";
pub(super) const FULL: &str = "bitcoin.version.full";
pub(super) const AGENT: &str = "bitcoin.version.agent";
pub(super) const HEIGHT: &str = "bitcoin.version.height";
pub(super) const RELAY: &str = "bitcoin.version.relay";
pub(super) const TIME: &str = "bitcoin.version.time";
pub(super) const REJECT: &str = "bitcoin.reject.code";
pub(super) const REJECT_REASON: &str = "bitcoin.reject.reason";
pub(super) const GENESIS: &str = "bitcoin.genesis.hash";
pub(super) const GENESIS_BLOCK: &str = "bitcoin.genesis.block";
pub(super) const GENESIS_PARENT: &str = "bitcoin.genesis.parent";
pub(super) const GENESIS_UNCHECKED: &str = "bitcoin.genesis.unchecked";
pub(super) const GENESIS_REFUSED: &str = "bitcoin.genesis.refused";
pub(super) const HEADERS_EMPTY: &str = "bitcoin.headers.empty";
pub(super) const FIRST_HEADER: &str = "bitcoin.headers.first";
pub(super) const SIGNED: &str = "bitcoin.headers.signed";
pub(super) const EASY: &str = "bitcoin.headers.easy";
pub(super) const CHECKPOINT: &str = "bitcoin.header.checkpoint";
pub(super) const CHECKPOINT_WORK: &str = "bitcoin.header.work";
pub(super) const UNCHECKED: &str = "bitcoin.header.unchecked";
pub(super) const OTHER: &str = "bitcoin.header.other";
pub(super) const ABSENT: &str = "bitcoin.header.absent";
pub(super) const CHAIN_HASH: &str = "bitcoin.chain.hash";
pub(super) const CHAIN_HEIGHT: &str = "bitcoin.chain.height";
pub(super) const CHAIN_MISSING: &str = "bitcoin.chain.missing";
pub(super) const CHAIN_END: &str = "bitcoin.chain.end";
pub(super) const CHAIN_TIME: &str = "bitcoin.chain.time";
pub(super) const MULTICHAIN_NAME: &str = "bitcoin.multichain.chain";
pub(super) const MULTICHAIN_PROTOCOL: &str = "bitcoin.multichain.protocol";
pub(super) const MULTICHAIN_RPC: &str = "bitcoin.multichain.rpc_port";
pub(super) const MULTICHAIN_CONNECT: &str = "bitcoin.multichain.anyone_can_connect";
pub(super) const MULTICHAIN_MINE: &str = "bitcoin.multichain.anyone_can_mine";
pub(super) const MULTICHAIN_ADMIN: &str = "bitcoin.multichain.anyone_can_admin";
pub(super) const MULTICHAIN_REWARD: &str = "bitcoin.multichain.block_reward";

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
        FRAME_CHECKSUM,
        ValueKind::Text,
        "The hash of the message checksum: `sha256d`, `groestl`, `blake256`, or `other` where it is none of these.",
    ),
    decl(
        HANDSHAKE_MAGIC,
        ValueKind::Bytes,
        "The magic under which the peer completed the handshake: 4 bytes in the order of the wire.",
    ),
    decl(
        SPOKE_FIRST,
        ValueKind::Bool,
        "Whether the peer sent its version before we had sent anything.",
    ),
    decl(PROTOCOL, ValueKind::Uint, "The protocol version the peer announces."),
    decl(
        SERVICES,
        ValueKind::Uint,
        "The services the peer announces: a bit field, bit 0 NETWORK, bit 10 NETWORK_LIMITED.",
    ),
    decl(FULL, ValueKind::Bool, "Whether the peer announces that it serves the whole chain."),
    decl(
        AGENT,
        ValueKind::Text,
        "How the peer names its software (BIP 14). Anyone can say anything.",
    ),
    decl(HEIGHT, ValueKind::Uint, "The height of the last block the peer says it has."),
    decl(RELAY, ValueKind::Bool, "Whether the peer wants transactions announced (BIP 37)."),
    decl(TIME, ValueKind::Uint, "The peer's clock, in seconds since 1970 (UTC)."),
    decl(REJECT, ValueKind::Text, "Why the peer turned us away, by the names of BIP 61."),
    decl(REJECT_REASON, ValueKind::Text, "The peer's own words on why it turned us away."),
    decl(
        GENESIS,
        ValueKind::Bytes,
        "The hash of the peer's genesis block, in display order: of the block it handed over, else of the first header's parent, else as asked for.",
    ),
    decl(
        GENESIS_BLOCK,
        ValueKind::Bytes,
        "The hash of the genesis block the peer handed over, recomputed from its header.",
    ),
    decl(
        GENESIS_PARENT,
        ValueKind::Bytes,
        "The parent of the first header the peer lists, which is its genesis block.",
    ),
    decl(
        GENESIS_UNCHECKED,
        ValueKind::Bytes,
        "The hash asked for when the peer handed over a block whose own hash we cannot compute.",
    ),
    decl(
        GENESIS_REFUSED,
        ValueKind::List,
        "Hashes of genesis blocks the peer says it does not have.",
    ),
    decl(
        HEADERS_EMPTY,
        ValueKind::Bool,
        "The peer lists no header after its genesis block: it is syncing, or its chain is empty.",
    ),
    decl(FIRST_HEADER, ValueKind::Bytes, "The first 80 bytes of the first header the peer lists."),
    decl(
        SIGNED,
        ValueKind::Text,
        "In whose form the first header the peer lists carries signatures in place of work: `tapyrus`, `elements`. The signatures are not checked.",
    ),
    decl(
        EASY,
        ValueKind::Bool,
        "Whether the first header the peer lists carries less work than it says, or than the network demands.",
    ),
    decl(
        CHECKPOINT,
        ValueKind::Bytes,
        "The hash of a header that was shown when this block was asked for, recomputed from it.",
    ),
    decl(
        CHECKPOINT_WORK,
        ValueKind::Text,
        "Whether the work of that header was checked: `met`, or `unknown` where it cannot be.",
    ),
    decl(
        UNCHECKED,
        ValueKind::Bytes,
        "A block that was asked for and answered with a header whose hash we cannot compute.",
    ),
    decl(
        OTHER,
        ValueKind::Bytes,
        "SHA-256d of a header that was shown instead of a block that was asked for.",
    ),
    decl(
        ABSENT,
        ValueKind::List,
        "Blocks that one network alone has, asked for and not shown before the peer went on.",
    ),
    decl(
        CHAIN_HASH,
        ValueKind::Bytes,
        "The hash of a block in the peer's own chain, in display order: the last known one, the one at the height of a fresh checkpoint, and its last.",
    ),
    decl(CHAIN_HEIGHT, ValueKind::Uint, "The height of that block, counted from a known one."),
    decl(
        CHAIN_MISSING,
        ValueKind::Bytes,
        "The hash of a known block that is not in the peer's own chain.",
    ),
    decl(CHAIN_END, ValueKind::Uint, "The height at which the peer's list of headers ends."),
    decl(
        CHAIN_TIME,
        ValueKind::Uint,
        "The time in the header of such a block, in seconds since 1970, where it was shown.",
    ),
    decl(
        MULTICHAIN_NAME,
        ValueKind::Text,
        "MultiChain chain-name, from the parameters the peer sends to strangers.",
    ),
    decl(MULTICHAIN_PROTOCOL, ValueKind::Uint, "MultiChain protocol-version of the chain."),
    decl(MULTICHAIN_RPC, ValueKind::Uint, "MultiChain default-rpc-port of the chain."),
    decl(
        MULTICHAIN_CONNECT,
        ValueKind::Bool,
        "MultiChain anyone-can-connect; false too where the peer sends strangers the few parameters of a closed chain.",
    ),
    decl(MULTICHAIN_MINE, ValueKind::Bool, "MultiChain anyone-can-mine."),
    decl(MULTICHAIN_ADMIN, ValueKind::Bool, "MultiChain anyone-can-admin."),
    decl(
        MULTICHAIN_REWARD,
        ValueKind::Uint,
        "MultiChain initial-block-reward, in raw units; 0 where the chain has no coin.",
    ),
];
