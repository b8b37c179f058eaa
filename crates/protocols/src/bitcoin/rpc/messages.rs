//! Requests, and answers as far as they are judged.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::dialogue::Ending;
use crate::http::{Agent, Request, Response, Verb, realm};
use crate::transcript::Endpoint;

/// The most bytes of one answer that are taken.
pub(super) const BODY_CAP: usize = 128 * 1024;

/// The id of every request, which an answer must repeat.
const ID: &str = "coinsift";

/// `RPC_IN_WARMUP`: bitcoin/bitcoin `src/rpc/protocol.h`.
const IN_WARMUP: i64 = -28;

/// The chains that nodes of the family name in `getblockchaininfo`.
///
/// bitcoin/bitcoin `src/util/chaintype.cpp` (first row; `test` serves testnet3), btcsuite/btcd
/// `chaincfg/params.go` and bcoin-org/bcoin `lib/protocol/networks.js`, bitcoin-sv/bitcoin-sv
/// `src/chainparamsbase.cpp` (`stn`), ElementsProject/elements `src/chainparamsbase.cpp`.
const CHAINS: [&str; 10] = [
    "main", "test", "testnet4", "signet", "regtest", // Bitcoin Core
    "mainnet", "testnet3", "simnet", // btcd, bcoin
    "stn", "liquidv1",
];

/// The methods we call, in the order in which we call them. All of them only read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    ChainInfo,
    GenesisHash,
    NetworkInfo,
    MiningInfo,
}

impl Method {
    pub(super) const ALL: [Method; 4] =
        [Method::ChainInfo, Method::GenesisHash, Method::NetworkInfo, Method::MiningInfo];

    /// What is asked after this.
    pub(super) fn next(self) -> Option<Method> {
        match self {
            Method::ChainInfo => Some(Method::GenesisHash),
            Method::GenesisHash => Some(Method::NetworkInfo),
            Method::NetworkInfo => Some(Method::MiningInfo),
            Method::MiningInfo => None,
        }
    }

    fn call(self) -> &'static str {
        match self {
            Method::ChainInfo => r#""method":"getblockchaininfo","params":[]"#,
            Method::GenesisHash => r#""method":"getblockhash","params":[0]"#,
            Method::NetworkInfo => r#""method":"getnetworkinfo","params":[]"#,
            Method::MiningInfo => r#""method":"getmininginfo","params":[]"#,
        }
    }

    /// The request that asks `endpoint`.
    pub(super) fn request(self, endpoint: &Endpoint, agent: &Agent) -> Vec<u8> {
        let body = format!(r#"{{"jsonrpc":"1.0","id":"{ID}",{}}}"#, self.call());
        let verb = Verb::Post { content_type: "application/json", body: body.as_bytes() };
        let keep_alive = self.next().is_some();
        let accept = "application/json";
        Request { verb, path: "/", host: endpoint.socket(), agent, accept, keep_alive }.encode()
    }
}

/// Whether the conversation goes on after an answer. Driver and reader both follow this, so that
/// they pair the same answers with the same questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Course {
    /// The next method is asked.
    On,
    /// It ends.
    End(Ending),
}

/// What the head of the first answer decides before its body comes.
pub(super) fn turned_away(response: &Response) -> Option<Refusal> {
    match response.status {
        401 => realm(response).filter(|(realm, _)| of_family(realm)).map(|_| Refusal::Unauthorized),
        403 => by_libevent(response).then_some(Refusal::Forbidden),
        _ => None,
    }
}

/// What a complete answer to `method` decides, unless its head turned us away.
pub(super) fn course(method: Method, response: &Response) -> Course {
    let answer = Answer::parse(&response.body);
    if method == Method::ChainInfo {
        match answer {
            Some(answer) if answer.chain_info().is_some() => {}
            Some(answer) if answer.warming_up().is_some() => {
                return Course::End(Ending::Refused(Refusal::WarmingUp.reason().to_owned()));
            }
            _ => return Course::End(Ending::Mismatch),
        }
    } else if answer.is_none() {
        return Course::End(Ending::Spoken);
    }
    if method.next().is_some() && response.keeps_alive() {
        Course::On
    } else {
        Course::End(Ending::Spoken)
    }
}

/// Why a node of the family tells us nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It wants a password.
    Unauthorized,
    /// It does not serve our address.
    Forbidden,
    /// It still loads its blocks.
    WarmingUp,
}

impl Refusal {
    /// The reason in [`Ending::Refused`].
    pub(super) fn reason(self) -> &'static str {
        match self {
            Refusal::Unauthorized => "unauthorized",
            Refusal::Forbidden => "forbidden",
            Refusal::WarmingUp => "warming-up",
        }
    }
}

/// Realms of the family: `jsonrpc` of bitcoind (`WWW_AUTH_HEADER_DATA`), `btcd RPC` of btcd and
/// the same with another name of its forks (`jsonAuthFail`), `node` of bcoin (`lib/node/http.js`).
fn of_family(realm: &str) -> bool {
    let fork =
        |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    realm == "jsonrpc" || realm == "node" || realm.strip_suffix(" RPC").is_some_and(fork)
}

/// An empty answer as `evhttp_send_reply` of libevent writes it: its content type, no `Server`.
fn by_libevent(response: &Response) -> bool {
    let is = |name, wanted: &str| {
        response.headers(name).next().is_some_and(|value| value == wanted.as_bytes())
    };
    is("content-type", "text/html; charset=ISO-8859-1")
        && is("content-length", "0")
        && response.headers("server").next().is_none()
}

/// A JSON-RPC answer that repeats our id.
pub(super) struct Answer<'a> {
    body: &'a [u8],
    result: Option<&'a RawValue>,
    error: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Reply<'a> {
    id: String,
    #[serde(borrow, default)]
    result: Option<&'a RawValue>,
    #[serde(borrow, default)]
    error: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct RpcError {
    code: i64,
    message: String,
}

/// A value and its place in the body: offset and length of the JSON token.
pub(super) type Located<T> = (T, usize, usize);

impl<'a> Answer<'a> {
    /// Parses a body; `None` where it is no JSON-RPC answer to us. Depth is bounded by serde_json.
    pub(super) fn parse(body: &'a [u8]) -> Option<Answer<'a>> {
        let reply: Reply<'a> = serde_json::from_slice(body).ok()?;
        let answered = reply.result.is_some() || reply.error.is_some();
        (reply.id == ID && answered).then_some(Answer {
            body,
            result: reply.result,
            error: reply.error,
        })
    }

    /// The fields of a result that is that of `getblockchaininfo`.
    pub(super) fn chain_info(&self) -> Option<Fields<'a>> {
        let fields = self.fields()?;
        let (chain, _, _) = fields.text("chain")?;
        fields.uint("blocks")?;
        fields.hash("bestblockhash")?;
        // A chain of another name (a private one of Elements, say) must show more of the shape.
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        let named = CHAINS.contains(&chain.as_str());
        let shaped = (1..=64).contains(&chain.len())
            && chain.bytes().all(plain)
            && fields.uint("headers").is_some()
            && (fields.uint("mediantime").is_some() || fields.hash("chainwork").is_some());
        (named || shaped).then_some(fields)
    }

    /// The fields of a result that is an object.
    pub(super) fn fields(&self) -> Option<Fields<'a>> {
        let fields = serde_json::from_str(self.result?.get()).ok()?;
        Some(Fields { body: self.body, fields })
    }

    /// A result that is a hash of 32 bytes in hex, in the order in which it is written.
    pub(super) fn hash(&self) -> Option<Located<[u8; 32]>> {
        located(self.body, self.result?, hash)
    }

    /// What a node that still loads its blocks is doing.
    pub(super) fn warming_up(&self) -> Option<Located<String>> {
        let message = |text: &str| {
            let error: RpcError = serde_json::from_str(text).ok()?;
            (error.code == IN_WARMUP).then_some(error.message)
        };
        located(self.body, self.error?, message)
    }
}

/// The fields of a JSON object, typed when they are asked for.
pub(super) struct Fields<'a> {
    body: &'a [u8],
    fields: BTreeMap<String, &'a RawValue>,
}

impl Fields<'_> {
    /// A text.
    pub(super) fn text(&self, name: &str) -> Option<Located<String>> {
        self.field(name, |text| serde_json::from_str(text).ok())
    }

    /// A whole number that is not negative.
    pub(super) fn uint(&self, name: &str) -> Option<Located<u64>> {
        self.field(name, |text| serde_json::from_str(text).ok())
    }

    /// A number that is not negative, without its fraction.
    pub(super) fn whole_part(&self, name: &str) -> Option<Located<u128>> {
        self.field(name, |text| {
            let number: f64 = serde_json::from_str(text).ok()?;
            (0.0..1e38).contains(&number).then_some(number as u128)
        })
    }

    /// Yes or no.
    pub(super) fn bool(&self, name: &str) -> Option<Located<bool>> {
        self.field(name, |text| serde_json::from_str(text).ok())
    }

    /// 32 bytes in hex.
    pub(super) fn hash(&self, name: &str) -> Option<Located<[u8; 32]>> {
        self.field(name, hash)
    }

    /// Bytes in hex.
    pub(super) fn hex(&self, name: &str) -> Option<Located<Vec<u8>>> {
        self.field(name, |text| hex::decode(serde_json::from_str::<String>(text).ok()?).ok())
    }

    fn field<T>(&self, name: &str, read: impl Fn(&str) -> Option<T>) -> Option<Located<T>> {
        located(self.body, self.fields.get(name)?, read)
    }
}

fn hash(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(serde_json::from_str::<String>(text).ok()?, &mut bytes).ok()?;
    Some(bytes)
}

fn located<T>(body: &[u8], raw: &RawValue, read: impl Fn(&str) -> Option<T>) -> Option<Located<T>> {
    let token = raw.get();
    // The token borrows from the body.
    let at = (token.as_ptr() as usize).saturating_sub(body.as_ptr() as usize);
    Some((read(token)?, at, token.len()))
}
