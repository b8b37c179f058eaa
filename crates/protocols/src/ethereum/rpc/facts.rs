//! The facts this dialogue states.

use coinsift_verdict::{FactDecl, ValueKind};

pub(super) const CLIENT: &str = "ethereum.rpc.client_version";
pub(super) const CHAIN_ID: &str = "ethereum.rpc.chain_id";
pub(super) const NETWORK_ID: &str = "ethereum.rpc.network_id";
pub(super) const GENESIS: &str = "ethereum.rpc.genesis";
pub(super) const SYNCING: &str = "ethereum.rpc.syncing";
pub(super) const PEERS: &str = "ethereum.rpc.peers";
pub(super) const MINING: &str = "ethereum.rpc.mining";
pub(super) const HASHRATE: &str = "ethereum.rpc.hashrate";
pub(super) const GAS_PRICE: &str = "ethereum.rpc.gas_price";
pub(super) const MODULES: &str = "ethereum.rpc.modules";
pub(super) const SIGNERS: &str = "ethereum.rpc.signers";
pub(super) const VALIDATORS: &str = "ethereum.rpc.validators";
pub(super) const VALIDATORS_BY: &str = "ethereum.rpc.validators_by";
pub(super) const VALIDATOR_COUNT: &str = "ethereum.rpc.validator_count";
pub(super) const ENODE_ID: &str = "ethereum.rpc.enode_id";
pub(super) const ENGINES: &str = "ethereum.rpc.engines";
pub(super) const ERRORS: &str = "ethereum.rpc.errors";
pub(super) const NO_BATCHES: &str = "ethereum.rpc.no_batches";
pub(super) const REFUSAL: &str = "ethereum.rpc.refusal";
pub(super) const BLOCK0_CONSISTENT: &str = "ethereum.block0.consistent";
pub(super) const LATEST_HASH: &str = "ethereum.latest.hash";
pub(super) const LATEST_NUMBER: &str = "ethereum.latest.number";
pub(super) const BLOCK_HASH: &str = "ethereum.block.hash";
pub(super) const BLOCK_NUMBER: &str = "ethereum.block.number";
pub(super) const BLOCK_ABSENT: &str = "ethereum.block.absent";
pub(super) const SIMULATOR: &str = "ethereum.simulator.name";
pub(super) const FORKED: &str = "ethereum.simulator.forked";
pub(super) const FISCO_VERSION: &str = "ethereum.fisco.version";
pub(super) const FISCO_CHAIN_ID: &str = "ethereum.fisco.chain_id";
pub(super) const FISCO_GROUPS: &str = "ethereum.fisco.groups";
pub(super) const FISCO_WEB3: &str = "ethereum.fisco.web3";

/// The names of what one block tells.
pub(super) struct BlockFacts {
    pub(super) timestamp: &'static str,
    pub(super) difficulty: &'static str,
    pub(super) gas_limit: &'static str,
    pub(super) extra_data: &'static str,
    pub(super) mix_hash: &'static str,
}

pub(super) const BLOCK0: BlockFacts = BlockFacts {
    timestamp: "ethereum.block0.timestamp",
    difficulty: "ethereum.block0.difficulty",
    gas_limit: "ethereum.block0.gas_limit",
    extra_data: "ethereum.block0.extra_data",
    mix_hash: "ethereum.block0.mix_hash",
};

pub(super) const LATEST: BlockFacts = BlockFacts {
    timestamp: "ethereum.latest.timestamp",
    difficulty: "ethereum.latest.difficulty",
    gas_limit: "ethereum.latest.gas_limit",
    extra_data: "ethereum.latest.extra_data",
    mix_hash: "ethereum.latest.mix_hash",
};

const fn decl(name: &'static str, kind: ValueKind, doc: &'static str) -> FactDecl {
    FactDecl { name, kind, doc }
}

pub(super) const FACTS: &[FactDecl] = &[
    decl(CLIENT, ValueKind::Text, "web3_clientVersion: how the software names itself."),
    decl(CHAIN_ID, ValueKind::Uint, "eth_chainId (EIP-155). Anybody may choose it."),
    decl(
        NETWORK_ID,
        ValueKind::Uint,
        "net_version: the network id, which is not always the chain id.",
    ),
    decl(
        GENESIS,
        ValueKind::Bytes,
        "The hash of block 0 in eth_getBlockByNumber: 32 bytes, as given.",
    ),
    decl(
        BLOCK0_CONSISTENT,
        ValueKind::Bool,
        "Whether that hash is the keccak of the header fields given beside it. Some engines leave parts of the extra data out of the hash.",
    ),
    decl(BLOCK0.timestamp, ValueKind::Uint, "The time of block 0, seconds since 1970."),
    decl(BLOCK0.difficulty, ValueKind::Uint, "The difficulty of block 0."),
    decl(BLOCK0.gas_limit, ValueKind::Uint, "The gas limit of block 0."),
    decl(
        BLOCK0.extra_data,
        ValueKind::Bytes,
        "The extra data of block 0: signers in clique, validators in the BFT engines.",
    ),
    decl(
        BLOCK0.mix_hash,
        ValueKind::Bytes,
        "The mix hash of block 0: a fixed value in the BFT engines.",
    ),
    decl(LATEST_NUMBER, ValueKind::Uint, "The height of the last block."),
    decl(LATEST_HASH, ValueKind::Bytes, "The hash of the last block: 32 bytes, as given."),
    decl(
        LATEST.timestamp,
        ValueKind::Uint,
        "The time of the last block, seconds since 1970; nanoseconds on GoQuorum with raft.",
    ),
    decl(
        LATEST.difficulty,
        ValueKind::Uint,
        "The difficulty of the last block: 0 with proof of stake, 1 or 2 with clique, 1 with BFT engines, large with proof of work.",
    ),
    decl(LATEST.gas_limit, ValueKind::Uint, "The gas limit of the last block."),
    decl(LATEST.extra_data, ValueKind::Bytes, "The extra data of the last block."),
    decl(LATEST.mix_hash, ValueKind::Bytes, "The mix hash of the last block."),
    decl(
        BLOCK_HASH,
        ValueKind::Bytes,
        "The hash of the block at the height of a fresh checkpoint: 32 bytes, as given.",
    ),
    decl(BLOCK_NUMBER, ValueKind::Uint, "The height of such a block."),
    decl(
        BLOCK_ABSENT,
        ValueKind::Uint,
        "The height of a fresh checkpoint at which it has no block.",
    ),
    decl(
        SYNCING,
        ValueKind::Bool,
        "eth_syncing: the node says that it is behind. Developers' chains may say so too.",
    ),
    decl(PEERS, ValueKind::Uint, "net_peerCount: number of peers."),
    decl(
        MINING,
        ValueKind::Bool,
        "eth_mining, as answered: true on validators and simulators too, so that it is no mining by itself.",
    ),
    decl(HASHRATE, ValueKind::Uint, "eth_hashrate: hashes a second of the node's own miner."),
    decl(GAS_PRICE, ValueKind::Uint, "eth_gasPrice in wei."),
    decl(MODULES, ValueKind::List, "rpc_modules: the names of the interfaces switched on."),
    decl(SIGNERS, ValueKind::List, "clique_getSigners: addresses of 20 bytes."),
    decl(
        VALIDATORS,
        ValueKind::List,
        "The validators the node names through one of its BFT interfaces: addresses of 20 bytes.",
    ),
    decl(
        VALIDATORS_BY,
        ValueKind::Text,
        "The interface that named them: istanbul (GoQuorum, Celo, Kaia), ibft or qbft (Besu).",
    ),
    decl(VALIDATOR_COUNT, ValueKind::Uint, "How many validators or signers it names."),
    decl(
        ENODE_ID,
        ValueKind::Bytes,
        "admin_nodeInfo: the node key, 64 bytes, x and y, big-endian. Where it is open, the whole admin interface is.",
    ),
    decl(
        ENGINES,
        ValueKind::List,
        "admin_nodeInfo: the consensus engine that GoQuorum names, and the engines in the chain's configuration.",
    ),
    decl(
        ERRORS,
        ValueKind::List,
        "Methods answered with a JSON-RPC error, as texts like `admin_nodeInfo -32601`. -32604 is Besu's for an interface switched off.",
    ),
    decl(
        NO_BATCHES,
        ValueKind::Bool,
        "True: the server does not take several questions in one request.",
    ),
    decl(
        REFUSAL,
        ValueKind::Text,
        "Why it answers nothing: `unauthorized` and `host-not-authorized` (Besu), `invalid-host` (geth), `token-missing` (the engine interface).",
    ),
    decl(
        SIMULATOR,
        ValueKind::Text,
        "What a simulator says of itself through methods that only simulators have: hardhat_metadata, anvil_nodeInfo.",
    ),
    decl(
        FORKED,
        ValueKind::Bool,
        "Whether that simulator goes on from the history of another chain.",
    ),
    decl(
        FISCO_VERSION,
        ValueKind::Text,
        "getClientVersion: the version of FISCO BCOS 2. FISCO-BCOS librpc/Rpc.cpp.",
    ),
    decl(
        FISCO_CHAIN_ID,
        ValueKind::Text,
        "The chain id of FISCO BCOS in getClientVersion (release 2) or getGroupInfoList (release 3).",
    ),
    decl(
        FISCO_GROUPS,
        ValueKind::List,
        "getGroupInfoList: the names of the groups a node of FISCO BCOS 3 belongs to. FISCO-BCOS bcos-rpc jsonrpc/Common.h.",
    ),
    decl(
        FISCO_WEB3,
        ValueKind::Text,
        "web3_clientVersion of FISCO BCOS 3, which answers like Ethereum there. FISCO-BCOS bcos-rpc Web3Endpoint.cpp.",
    ),
];
