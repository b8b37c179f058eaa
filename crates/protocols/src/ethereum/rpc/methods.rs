//! The methods we call. All of them only read; there is no way to write another.

use super::heights::Asked;
use crate::http::{Agent, Request, Verb};
use crate::transcript::Endpoint;

/// The id of the first method; each has its own, so that a constant answer fits at most one.
const FIRST_ID: u64 = 58301;

/// One method with its fixed parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::ethereum) enum Method {
    ClientVersion,
    FiscoVersion,
    GenesisBlock,
    ChainId,
    NetworkId,
    Syncing,
    PeerCount,
    Mining,
    HashRate,
    GasPrice,
    Modules,
    CliqueSigners,
    IstanbulValidators,
    IbftValidators,
    QbftValidators,
    NodeInfo,
    HardhatMetadata,
    AnvilNodeInfo,
    LatestBlock,
    FiscoGroups,
}

impl Method {
    /// All of them.
    #[cfg(test)]
    pub(super) const ALL: [Method; 20] = [
        Method::ClientVersion,
        Method::FiscoVersion,
        Method::GenesisBlock,
        Method::ChainId,
        Method::NetworkId,
        Method::Syncing,
        Method::PeerCount,
        Method::Mining,
        Method::HashRate,
        Method::GasPrice,
        Method::Modules,
        Method::CliqueSigners,
        Method::IstanbulValidators,
        Method::IbftValidators,
        Method::QbftValidators,
        Method::NodeInfo,
        Method::HardhatMetadata,
        Method::AnvilNodeInfo,
        Method::LatestBlock,
        Method::FiscoGroups,
    ];

    /// What decides whether it is a node.
    pub(super) const CORE: [Method; 3] = [Method::GenesisBlock, Method::ChainId, Method::NetworkId];

    /// What a node is asked beyond that.
    pub(super) const DETAILS: [Method; 13] = [
        Method::Syncing,
        Method::PeerCount,
        Method::Mining,
        Method::HashRate,
        Method::GasPrice,
        Method::Modules,
        Method::CliqueSigners,
        Method::IstanbulValidators,
        Method::IbftValidators,
        Method::QbftValidators,
        Method::NodeInfo,
        Method::HardhatMetadata,
        Method::AnvilNodeInfo,
    ];

    /// The name on the wire, and the parameters as JSON.
    fn call(self) -> (&'static str, &'static str) {
        match self {
            Method::ClientVersion => ("web3_clientVersion", "[]"),
            Method::FiscoVersion => ("getClientVersion", "[]"),
            Method::GenesisBlock => ("eth_getBlockByNumber", r#"["0x0",false]"#),
            Method::ChainId => ("eth_chainId", "[]"),
            Method::NetworkId => ("net_version", "[]"),
            Method::Syncing => ("eth_syncing", "[]"),
            Method::PeerCount => ("net_peerCount", "[]"),
            Method::Mining => ("eth_mining", "[]"),
            Method::HashRate => ("eth_hashrate", "[]"),
            Method::GasPrice => ("eth_gasPrice", "[]"),
            Method::Modules => ("rpc_modules", "[]"),
            Method::CliqueSigners => ("clique_getSigners", r#"["latest"]"#),
            Method::IstanbulValidators => ("istanbul_getValidators", r#"["latest"]"#),
            Method::IbftValidators => ("ibft_getValidatorsByBlockNumber", r#"["latest"]"#),
            Method::QbftValidators => ("qbft_getValidatorsByBlockNumber", r#"["latest"]"#),
            Method::NodeInfo => ("admin_nodeInfo", "[]"),
            Method::HardhatMetadata => ("hardhat_metadata", "[]"),
            Method::AnvilNodeInfo => ("anvil_nodeInfo", "[]"),
            Method::LatestBlock => ("eth_getBlockByNumber", r#"["latest",false]"#),
            Method::FiscoGroups => ("getGroupInfoList", "[]"),
        }
    }

    /// The name on the wire.
    pub(super) fn name(self) -> &'static str {
        self.call().0
    }

    /// The id of its question.
    pub(in crate::ethereum) fn id(self) -> u64 {
        FIRST_ID + self as u64
    }

    /// The question as a JSON object.
    fn question(self) -> String {
        let (name, params) = self.call();
        format!(r#"{{"jsonrpc":"2.0","id":{},"method":"{name}","params":{params}}}"#, self.id())
    }
}

/// What one request asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ethereum) enum Step {
    /// One question.
    One(Method),
    /// [`Method::CORE`] in one batch.
    Core,
    /// [`Method::DETAILS`] in one batch.
    Details,
    /// Blocks at these heights.
    Heights(Asked),
}

impl Step {
    /// The questions as JSON.
    pub(in crate::ethereum) fn body(self) -> String {
        let batch = |methods: &[Method]| {
            let all: Vec<String> = methods.iter().map(|method| method.question()).collect();
            format!("[{}]", all.join(","))
        };
        match self {
            Step::One(method) => method.question(),
            Step::Core => batch(&Method::CORE),
            Step::Details => batch(&Method::DETAILS),
            Step::Heights(asked) => asked.body(),
        }
    }

    /// The request that asks `endpoint`.
    pub(super) fn request(self, endpoint: &Endpoint, agent: &Agent) -> Vec<u8> {
        let body = self.body();
        let verb = Verb::Post { content_type: "application/json", body: body.as_bytes() };
        let (host, accept) = (endpoint.socket(), "application/json");
        Request { verb, path: "/", host, agent, accept, keep_alive: true }.encode()
    }
}
