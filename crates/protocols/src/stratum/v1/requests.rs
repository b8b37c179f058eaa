//! The only words that are ever said to a work server. Nothing else can be expressed: the encoder
//! has no place for a user, a password, a wallet, a share or a method of its caller's choice.
//!
//! Calls that log in (`mining.authorize`, `login`, `eth_submitLogin`), hand in work (`submit`,
//! `mining.submit`, `eth_submitWork`), wish for settings or change the role of the connection
//! create records, open connections elsewhere or get the asking address banned; there is no
//! variant for them.
//!
//! Sources: the slush pool's "Stratum mining protocol", BIP 310 (`mining.configure`), EIP-1571
//! (`mining.hello`), ZIP 301, nicehash/Specifications `EthereumStratum_NiceHash_v1.0.0.txt`,
//! sammy007/open-ethereum-pool `proxy/stratum.go` (`eth_getWork`), mimblewimble/grin
//! `servers/src/mining/stratumserver.rs` (`getjobtemplate`), Snipa22/nodejs-pool `lib/pool.js`
//! (`getjob`, which asks for a job of a session that does not exist).

use std::net::SocketAddr;

use crate::http::Agent;

/// The id of every first question.
pub(super) const ID: i64 = 1;
/// The id of the second question in a connection.
pub(super) const SECOND_ID: i64 = 2;
/// The id of `mining.hello`, which its document fixes.
pub(super) const HELLO_ID: i64 = 0;

/// A question that opens a connection, or none: what the option `ask` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// Nothing: the peer spoke first.
    Listen,
    /// `mining.subscribe` with the agent alone.
    Subscribe,
    /// The same, naming the Ethash dialect.
    SubscribeEthash,
    /// The same with a session, host and port, as Zcash's pools want it.
    SubscribeZcash,
    /// `mining.hello` of EthereumStratum 2.0.0.
    Hello,
    /// `eth_getWork`, which only reads.
    GetWork,
    /// `getjobtemplate` of a Grin node, which only reads.
    JobTemplate,
    /// `getjob` for a session that nobody has: a pool of the CryptoNote family refuses it.
    CryptonoteJob,
}

impl Ask {
    pub(super) const ALL: [Ask; 8] = [
        Ask::Listen,
        Ask::Subscribe,
        Ask::SubscribeEthash,
        Ask::SubscribeZcash,
        Ask::Hello,
        Ask::GetWork,
        Ask::JobTemplate,
        Ask::CryptonoteJob,
    ];

    /// The word of the option `ask`.
    pub(super) fn word(self) -> &'static str {
        match self {
            Ask::Listen => "listen",
            Ask::Subscribe => "subscribe",
            Ask::SubscribeEthash => "subscribe-ethash",
            Ask::SubscribeZcash => "subscribe-zcash",
            Ask::Hello => "hello",
            Ask::GetWork => "get-work",
            Ask::JobTemplate => "job-template",
            Ask::CryptonoteJob => "cryptonote-job",
        }
    }

    /// The question of a word.
    pub(super) fn of(word: &str) -> Option<Ask> {
        Ask::ALL.into_iter().find(|ask| ask.word() == word)
    }

    /// Whether the answer is one to `mining.subscribe`.
    pub(super) fn subscribes(self) -> bool {
        matches!(self, Ask::Subscribe | Ask::SubscribeEthash | Ask::SubscribeZcash)
    }

    /// The id that an answer must repeat.
    pub(super) fn id(self) -> i64 {
        if self == Ask::Hello { HELLO_ID } else { ID }
    }

    /// The line that is sent; empty where nothing is.
    pub(super) fn encode(self, agent: &Agent, host: SocketAddr) -> Vec<u8> {
        let agent = quoted(agent);
        let ip = host.ip();
        let (subscribe, port) = (r#"{"id":1,"method":"mining.subscribe","params":"#, host.port());
        let line = match self {
            Ask::Listen => return Vec::new(),
            Ask::Subscribe => format!("{subscribe}[{agent}]}}"),
            Ask::SubscribeEthash => format!(r#"{subscribe}[{agent},"EthereumStratum/1.0.0"]}}"#),
            Ask::SubscribeZcash => format!(r#"{subscribe}[{agent},null,"{ip}",{port}]}}"#),
            Ask::Hello => format!(
                r#"{{"id":0,"method":"mining.hello","params":{{"agent":{agent},"host":"{ip}","port":"{port:x}","proto":"EthereumStratum/2.0.0"}}}}"#
            ),
            Ask::GetWork => {
                r#"{"id":1,"jsonrpc":"2.0","method":"eth_getWork","params":[]}"#.to_owned()
            }
            Ask::JobTemplate => {
                r#"{"id":"1","jsonrpc":"2.0","method":"getjobtemplate","params":null}"#.to_owned()
            }
            Ask::CryptonoteJob => {
                r#"{"id":1,"jsonrpc":"2.0","method":"getjob","params":{"id":"0"}}"#.to_owned()
            }
        };
        (line + "\n").into_bytes()
    }
}

/// `mining.configure`, said only to who granted a subscription in Bitcoin's dialect: which bits of
/// the version may roll. It holds for this connection alone.
pub(super) const CONFIGURE: &[u8] = b"{\"id\":2,\"method\":\"mining.configure\",\"params\":[[\"version-rolling\"],{\"version-rolling.mask\":\"1fffe000\"}]}\n";

/// The agent as a string of JSON. It is visible ASCII already.
fn quoted(agent: &Agent) -> String {
    serde_json::Value::from(agent.as_str()).to_string()
}
