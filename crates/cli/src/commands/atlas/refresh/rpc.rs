//! A reference's query service: JSON-RPC over HTTP, with the login the user gave for it.
//!
//! Methods only read: `eth_chainId`, `eth_syncing`, `eth_getBlockByNumber`
//! (ethereum/execution-apis), `getblockchaininfo`, `getblockhash`, `getblockheader`
//! (bitcoin/bitcoin `src/rpc/blockchain.cpp`). No redirect and no proxy is followed, so that a login
//! reaches nobody else.

use std::time::Duration;

use base64ct::{Base64, Encoding as _};
use coinsift_verdict::atlas::Network;
use coinsift_verdict::{Atlas, Sentence};
use serde_json::{Value, json};

use super::address::Rpc;
use super::input;
use super::node::{Block, Node, Way, settle};
use crate::context::{Context, PROGRAM};
use crate::exit::Failure;

/// The most bytes of an answer: a block's head with the hashes of its transactions.
const MAX_ANSWER: u64 = 4 << 20;
const CONNECT: Duration = Duration::from_secs(5);
const ANSWER: Duration = Duration::from_secs(20);

/// A service that answers.
pub struct Service {
    agent: ureq::Agent,
    url: String,
    login: Option<String>,
    family: &'static str,
}

/// What a service says to a question.
enum Answer {
    Result(Value),
    /// JSON-RPC's error: its number.
    Error(i64),
    /// HTTP's refusal.
    Refused(u16),
    /// Something else.
    Foreign,
}

/// Asks a service which network it is on and how high it is.
pub fn meet(context: &Context, rpc: &Rpc, insisted: Option<&str>) -> Result<Node, Failure> {
    let config = ureq::Agent::config_builder()
        .timeout_connect(Some(CONNECT))
        .timeout_global(Some(ANSWER))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .proxy(None)
        .user_agent(PROGRAM)
        .build();
    let login = rpc.login.as_ref().map(|(user, password)| {
        format!("Basic {}", Base64::encode_string(format!("{user}:{password}").as_bytes()))
    });
    let mut service = Service {
        agent: ureq::Agent::new_with_config(config),
        url: rpc.url.clone(),
        login,
        family: "ethereum",
    };
    let label = rpc.label.as_str();
    if let Answer::Result(id) = service.ask(label, "eth_chainId", json!([]))?
        && let Some(id) = quantity(&id)
    {
        return ethereum(context, service, label, id, insisted);
    }
    service.family = "bitcoin";
    match service.ask(label, "getblockchaininfo", json!([]))? {
        Answer::Result(info) => bitcoin(context, service, label, &info, insisted),
        Answer::Refused(status @ (401 | 403)) => {
            Err(input("refresh-login", |said| said.with("reference", label).with("status", status)))
        }
        // -28: it is still starting.
        Answer::Error(-28) => Err(input("refresh-syncing", |said| said.with("reference", label))),
        Answer::Error(_) | Answer::Refused(_) | Answer::Foreign => Err(no_node(label)),
    }
}

fn ethereum(
    context: &Context,
    service: Service,
    label: &str,
    chain_id: u128,
    insisted: Option<&str>,
) -> Result<Node, Failure> {
    if matches!(service.ask(label, "eth_syncing", json!([]))?, Answer::Result(Value::Object(_))) {
        return Err(input("refresh-syncing", |said| said.with("reference", label)));
    }
    let genesis = service.block(label, 0)?;
    let latest = service.ask(label, "eth_getBlockByNumber", json!(["latest", false]))?;
    let latest = match &latest {
        Answer::Result(block) => eth_block(block),
        _ => None,
    };
    let latest = latest.ok_or_else(|| no_node(label))?;
    let rows = context.atlas.fitting("ethereum", genesis.hash, None, Some(chain_id));
    let shown = format!("{chain_id}, 0x{}", hex::encode(genesis.hash));
    let network = settle(&context.atlas, label, &keys(&rows), insisted, &shown)?;
    Ok(Node {
        label: label.to_owned(),
        network,
        tip: latest.height,
        tip_time: latest.time,
        way: Way::Rpc(service),
    })
}

fn bitcoin(
    context: &Context,
    service: Service,
    label: &str,
    info: &Value,
    insisted: Option<&str>,
) -> Result<Node, Failure> {
    let tip = info.get("blocks").and_then(Value::as_u64).ok_or_else(|| no_node(label))?;
    if info.get("initialblockdownload").and_then(Value::as_bool) == Some(true) {
        return Err(input("refresh-syncing", |said| said.with("reference", label)));
    }
    let genesis = service.hash(label, 0)?;
    let rows = context.atlas.fitting("bitcoin", genesis, None, None);
    let fitting = match rows.len() {
        0 | 1 => keys(&rows),
        _ => holding(&context.atlas, &service, label, tip, &rows)?,
    };
    let network = settle(&context.atlas, label, &fitting, insisted, &hex::encode(genesis))?;
    let tip_time = service.block(label, tip)?.time;
    Ok(Node { label: label.to_owned(), network, tip, tip_time, way: Way::Rpc(service) })
}

/// Of networks with one genesis block those whose last own block the node has; all but those that
/// it has not, where it has none.
fn holding(
    atlas: &Atlas,
    service: &Service,
    label: &str,
    tip: u64,
    rows: &[&Network],
) -> Result<Vec<String>, Failure> {
    let (mut held, mut open) = (Vec::new(), Vec::new());
    for row in rows {
        let own = atlas
            .checkpoints(&row.key)
            .filter(|known| known.unique == Some(true) && known.taken.is_none())
            .filter(|known| known.height.is_some_and(|height| height <= tip))
            .max_by_key(|known| known.height);
        match own {
            Some(known) => {
                if service.hash(label, known.height.unwrap_or_default())? == known.hash {
                    held.push(row.key.clone());
                }
            }
            None => open.push(row.key.clone()),
        }
    }
    Ok(if held.is_empty() { open } else { held })
}

impl Service {
    /// The block at a height.
    pub fn block(&self, label: &str, height: u64) -> Result<Block, Failure> {
        let missing = || {
            input("refresh-no-block", |said| said.with("reference", label).with("height", height))
        };
        if self.family == "ethereum" {
            let params = json!([format!("{height:#x}"), false]);
            let Answer::Result(block) = self.ask(label, "eth_getBlockByNumber", params)? else {
                return Err(missing());
            };
            return eth_block(&block).filter(|block| block.height == height).ok_or_else(missing);
        }
        let hash = self.hash(label, height)?;
        let header = self.ask(label, "getblockheader", json!([hex::encode(hash)]))?;
        let time = match &header {
            Answer::Result(header) => header.get("time").and_then(Value::as_i64),
            _ => None,
        };
        Ok(Block { height, hash, time })
    }

    /// The hash of the block at a height, of the Bitcoin family.
    fn hash(&self, label: &str, height: u64) -> Result<[u8; 32], Failure> {
        let said = match self.ask(label, "getblockhash", json!([height]))? {
            Answer::Result(Value::String(text)) => array(&text),
            _ => None,
        };
        said.ok_or_else(|| {
            input("refresh-no-block", |said| said.with("reference", label).with("height", height))
        })
    }

    fn ask(&self, label: &str, method: &str, params: Value) -> Result<Answer, Failure> {
        // "1.0" would be refused by Ethereum's services; Bitcoin's take both.
        let question = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
        let mut request = self.agent.post(&self.url).header("Content-Type", "application/json");
        if let Some(login) = &self.login {
            request = request.header("Authorization", login);
        }
        let unreachable = |error: &ureq::Error| {
            let said = Sentence::new("refresh-unreachable").with("reference", label);
            Failure::Runtime(said.with("error", error))
        };
        let response = match request.send(question.to_string()) {
            Ok(response) => response,
            // It is there, and speaks something else.
            Err(ureq::Error::Protocol(_) | ureq::Error::Http(_)) => return Ok(Answer::Foreign),
            Err(error) => return Err(unreachable(&error)),
        };
        let status = response.status().as_u16();
        let body = response.into_body().into_with_config().limit(MAX_ANSWER).read_to_vec();
        let Ok(body) = body else {
            return Ok(Answer::Foreign);
        };
        let Ok(Value::Object(mut answer)) = serde_json::from_slice(&body) else {
            return Ok(if status == 200 { Answer::Foreign } else { Answer::Refused(status) });
        };
        if let Some(error) = answer.get("error").filter(|error| !error.is_null()) {
            let code = error.get("code").and_then(Value::as_i64);
            return Ok(code.map_or(Answer::Foreign, Answer::Error));
        }
        Ok(match answer.remove("result") {
            Some(result) => Answer::Result(result),
            None => Answer::Foreign,
        })
    }
}

/// A block of Ethereum's family: height, hash and time.
fn eth_block(block: &Value) -> Option<Block> {
    Some(Block {
        height: u64::try_from(quantity(block.get("number")?)?).ok()?,
        hash: array(block.get("hash")?.as_str()?.strip_prefix("0x")?)?,
        time: quantity(block.get("timestamp")?).and_then(|time| i64::try_from(time).ok()),
    })
}

fn quantity(value: &Value) -> Option<u128> {
    u128::from_str_radix(value.as_str()?.strip_prefix("0x")?, 16).ok()
}

fn array(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(text, &mut bytes).ok().map(|()| bytes)
}

fn keys(rows: &[&Network]) -> Vec<String> {
    rows.iter().map(|row| row.key.clone()).collect()
}

fn no_node(label: &str) -> Failure {
    input("refresh-no-node", |said| said.with("reference", label))
}
