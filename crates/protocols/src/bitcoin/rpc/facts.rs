//! The facts this dialogue states.

use coinsift_verdict::{FactDecl, ValueKind};

pub(super) const UNAUTHORIZED: &str = "bitcoin.rpc.unauthorized";
pub(super) const REALM: &str = "bitcoin.rpc.realm";
pub(super) const FORBIDDEN: &str = "bitcoin.rpc.forbidden";
pub(super) const WARMUP: &str = "bitcoin.rpc.warmup";
pub(super) const CHAIN: &str = "bitcoin.rpc.chain";
pub(super) const BLOCKS: &str = "bitcoin.rpc.blocks";
pub(super) const HEADERS: &str = "bitcoin.rpc.headers";
pub(super) const BEST: &str = "bitcoin.rpc.best";
pub(super) const MEDIAN_TIME: &str = "bitcoin.rpc.median_time";
pub(super) const CHAINWORK: &str = "bitcoin.rpc.chainwork";
pub(super) const PRUNED: &str = "bitcoin.rpc.pruned";
pub(super) const INITIAL_DOWNLOAD: &str = "bitcoin.rpc.initial_download";
pub(super) const SIGNET_CHALLENGE: &str = "bitcoin.rpc.signet_challenge";
pub(super) const GENESIS: &str = "bitcoin.rpc.genesis";
pub(super) const AGENT: &str = "bitcoin.rpc.agent";
pub(super) const SERVICES: &str = "bitcoin.rpc.services";
pub(super) const PROTOCOL: &str = "bitcoin.rpc.protocol";
pub(super) const CONNECTIONS: &str = "bitcoin.rpc.connections";
pub(super) const TRANSACTIONS: &str = "bitcoin.mining.transactions";
pub(super) const TEMPLATE: &str = "bitcoin.mining.template";
pub(super) const GENERATE: &str = "bitcoin.mining.generate";
pub(super) const STAKING: &str = "bitcoin.mining.staking";
pub(super) const HASHRATE: &str = "bitcoin.mining.hashrate";
pub(super) const SOLUTION_RATE: &str = "bitcoin.mining.solution_rate";
pub(super) const NETWORK_HASHRATE: &str = "bitcoin.mining.network_hashrate";

const fn decl(name: &'static str, kind: ValueKind, doc: &'static str) -> FactDecl {
    FactDecl { name, kind, doc }
}

pub(super) const FACTS: &[FactDecl] = &[
    decl(
        UNAUTHORIZED,
        ValueKind::Bool,
        "True: 401 with a realm of the family. bitcoin/bitcoin src/httprpc.cpp.",
    ),
    decl(
        REALM,
        ValueKind::Text,
        "The realm of that 401: `jsonrpc` (bitcoind and relatives), `btcd RPC` and forks, `node` (bcoin).",
    ),
    decl(
        FORBIDDEN,
        ValueKind::Bool,
        "True: an empty 403 as libevent writes it, so perhaps a node that does not serve our address. bitcoin/bitcoin src/httpserver.cpp.",
    ),
    decl(
        WARMUP,
        ValueKind::Text,
        "What a node does that answers error -28. bitcoin/bitcoin src/rpc/protocol.h.",
    ),
    decl(
        CHAIN,
        ValueKind::Text,
        "getblockchaininfo chain: main, test, testnet4, signet, regtest and others. The same word on every coin.",
    ),
    decl(BLOCKS, ValueKind::Uint, "getblockchaininfo blocks: height of the tip."),
    decl(HEADERS, ValueKind::Uint, "getblockchaininfo headers: height of the best header."),
    decl(BEST, ValueKind::Bytes, "getblockchaininfo bestblockhash: 32 bytes, display order."),
    decl(
        MEDIAN_TIME,
        ValueKind::Uint,
        "getblockchaininfo mediantime: median time of the last eleven blocks, seconds since 1970.",
    ),
    decl(
        CHAINWORK,
        ValueKind::Bytes,
        "getblockchaininfo chainwork: hashes expected for the chain, 32 bytes, big-endian.",
    ),
    decl(PRUNED, ValueKind::Bool, "getblockchaininfo pruned: old blocks are thrown away."),
    decl(
        INITIAL_DOWNLOAD,
        ValueKind::Bool,
        "getblockchaininfo initialblockdownload: the node thinks that it is far behind.",
    ),
    decl(
        SIGNET_CHALLENGE,
        ValueKind::Bytes,
        "getblockchaininfo signet_challenge: the script that signs blocks; tells signets apart.",
    ),
    decl(GENESIS, ValueKind::Bytes, "getblockhash 0: 32 bytes, display order, not checked."),
    decl(AGENT, ValueKind::Text, "getnetworkinfo subversion: the agent string."),
    decl(SERVICES, ValueKind::Uint, "getnetworkinfo localservices: bits as in `version`."),
    decl(PROTOCOL, ValueKind::Uint, "getnetworkinfo protocolversion."),
    decl(CONNECTIONS, ValueKind::Uint, "getnetworkinfo connections: number of peers."),
    decl(
        TRANSACTIONS,
        ValueKind::Uint,
        "getmininginfo currentblocktx: transactions of the last block template the node made (bitcoin/bitcoin src/rpc/mining.cpp; bcoin counts the coinbase), but of the tip on btcd (rpcserver.go). A template is not mining.",
    ),
    decl(
        TEMPLATE,
        ValueKind::Uint,
        "getmininginfo currentblockweight of a node that has no miner of its own: the weight of the last block template it made since it started, which it does when somebody asks for one. bitcoin/bitcoin src/rpc/mining.cpp.",
    ),
    decl(
        GENERATE,
        ValueKind::Bool,
        "getmininginfo generate: the node itself mines. btcd, bcoin, Zcash and relatives.",
    ),
    decl(
        STAKING,
        ValueKind::Bool,
        "getmininginfo staking: the node itself stakes. Komodo and relatives.",
    ),
    decl(
        HASHRATE,
        ValueKind::Uint,
        "getmininginfo hashespersec: hashes a second of the node's own miner. btcd.",
    ),
    decl(
        SOLUTION_RATE,
        ValueKind::Uint,
        "getmininginfo localsolps: Equihash solutions a second of the node's own miner. Zcash and relatives.",
    ),
    decl(
        NETWORK_HASHRATE,
        ValueKind::Uint,
        "getmininginfo networkhashps: estimated hashes a second of the whole network.",
    ),
];
