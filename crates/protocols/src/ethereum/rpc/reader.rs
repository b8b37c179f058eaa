//! The reader: what a node says of its chain, its software and its validators, as facts.

use coinsift_verdict::{Fact, Place, Strength, Value};

use super::block::Block;
use super::carrier::Carrier;
use super::facts::{self, BlockFacts};
use super::heights::Heights;
use super::messages::{
    BODY_CAP, Located, Reply, Token, addresses, bool, client_version, network_id, quantity,
    replies, reply, text,
};
use super::methods::{Method, Step};
use super::walk::{Course, Walk, fisco_groups, fisco_version, genesis_block};
use crate::dialogue::Ending;
use crate::http::ResponseReader;
use crate::transcript::Transcript;

/// How the client version of FISCO BCOS 3 begins: FISCO-BCOS/FISCO-BCOS `Web3Endpoint.cpp`.
const FISCO_CLIENT: &str = "FISCO-BCOS";

/// Engines as they are named in a chain's configuration.
const ENGINES: [&str; 10] =
    ["aura", "bor", "clique", "ethash", "ibft", "ibft2", "istanbul", "parlia", "qbft", "raft"];

pub(super) fn read(transcript: &Transcript) -> Vec<Fact> {
    let received = transcript.received();
    let heights = Heights::read(&transcript.head.options).unwrap_or_default();
    let (mut at, mut walk, mut said) = (0, Walk::with(heights), Said::default());
    let ending = loop {
        let mut reader = ResponseReader::new(at, BODY_CAP);
        let taken = reader.push(received.get(at..).unwrap_or_default());
        reader.finish();
        // As in the driver: a response that broke off in its coding says nothing.
        let (Some(response), Ok(taken)) = (reader.response(), taken) else {
            break walk.ending();
        };
        said.step(walk.step(), response);
        match walk.take(response) {
            Course::On => at += taken,
            Course::End(ending) => break ending,
        }
    };
    if ending == Ending::Mismatch {
        return Vec::new();
    }
    said.finish(walk.no_batches())
}

/// What was said so far.
#[derive(Default)]
pub(in crate::ethereum) struct Said {
    facts: Vec<Fact>,
    errors: Vec<Value>,
    /// Where the last error stands.
    error_at: Option<Place>,
    /// Where the last answer stands.
    last: Option<Place>,
}

impl Said {
    /// Takes the answer to a step.
    pub(in crate::ethereum) fn step(&mut self, step: Step, answer: &dyn Carrier) {
        let body = answer.body();
        self.last = Some(answer.begin());
        match step {
            Step::One(method) => {
                if method == Method::ClientVersion && self.refused(answer) {
                    return;
                }
                if let Some(reply) = reply(body, method) {
                    self.reply(method, reply, answer);
                }
            }
            Step::Heights(asked) => {
                for (height, reply) in asked.replies(body) {
                    self.at_height(height, reply, answer);
                }
            }
            Step::Core | Step::Details => {
                let methods =
                    if step == Step::Core { &Method::CORE[..] } else { &Method::DETAILS[..] };
                for (method, reply) in replies(body, methods).unwrap_or_default() {
                    self.reply(method, reply, answer);
                }
            }
        }
    }

    /// Takes an answer that is a refusal, where it is one.
    pub(in crate::ethereum) fn refused(&mut self, answer: &dyn Carrier) -> bool {
        let Some(refusal) = answer.refusal() else {
            return false;
        };
        let place = answer.place(0..answer.body().len());
        self.add(facts::REFUSAL, Value::text(refusal.reason()), Strength::Hinted, place);
        true
    }

    fn add(&mut self, name: &'static str, value: Value, strength: Strength, at: Place) {
        self.facts.push(Fact { name, value, strength, at });
    }

    fn stated(&mut self, name: &'static str, value: Option<Located<Value>>, from: &dyn Carrier) {
        if let Some((value, at, len)) = value {
            self.add(name, value, Strength::Stated, from.place(at..at + len));
        }
    }

    fn hinted(&mut self, name: &'static str, value: Option<Located<Value>>, from: &dyn Carrier) {
        if let Some((value, at, len)) = value {
            self.add(name, value, Strength::Hinted, from.place(at..at + len));
        }
    }

    fn reply(&mut self, method: Method, reply: Reply<'_>, from: &dyn Carrier) {
        match reply {
            Reply::Result(result) => self.result(method, result, from),
            Reply::Error(code, token) => {
                let place = from.place(token.offset()..token.offset() + token.len());
                self.error_at = Some(place);
                self.errors.push(Value::text(format!("{} {code}", method.name())));
            }
            Reply::Empty => {}
        }
    }

    fn result(&mut self, method: Method, result: Token<'_>, from: &dyn Carrier) {
        match method {
            Method::ClientVersion => {
                let version = result.located(client_version);
                if let Some((text, at, len)) = &version
                    && text.starts_with(FISCO_CLIENT)
                {
                    let place = from.place(*at..at + len);
                    self.add(facts::FISCO_WEB3, Value::text(text), Strength::Hinted, place);
                }
                self.hinted(facts::CLIENT, version.map(to_text), from);
            }
            Method::FiscoVersion => {
                let version = fisco_version(result).and_then(|token| token.located(text));
                self.stated(facts::FISCO_VERSION, version.map(to_text), from);
                let chain = result.fields().and_then(|all| all.field("Chain Id")?.located(text));
                self.hinted(facts::FISCO_CHAIN_ID, chain.map(to_text), from);
            }
            Method::FiscoGroups => self.fisco_groups(result, from),
            Method::ChainId => {
                self.hinted(facts::CHAIN_ID, result.located(quantity).map(to_uint), from);
            }
            Method::NetworkId => {
                self.hinted(facts::NETWORK_ID, result.located(network_id).map(to_uint), from);
            }
            Method::GenesisBlock => {
                if let Some(block) = genesis_block(result) {
                    self.stated(facts::GENESIS, Some(to_bytes(block.hash)), from);
                    let consistent = block
                        .is_hash_of_fields()
                        .map(|yes| (Value::Bool(yes), block.hash.1, block.hash.2));
                    self.stated(facts::BLOCK0_CONSISTENT, consistent, from);
                    self.block(&facts::BLOCK0, &block, from);
                }
            }
            Method::LatestBlock => {
                if let Some(block) = Block::read(result) {
                    self.stated(facts::LATEST_NUMBER, Some(to_uint(block.number)), from);
                    self.stated(facts::LATEST_HASH, Some(to_bytes(block.hash)), from);
                    self.block(&facts::LATEST, &block, from);
                }
            }
            Method::Syncing => {
                // Either false, or an object that says how far the node is.
                let yes = |token: &str| bool(token).or(token.starts_with('{').then_some(true));
                self.stated(facts::SYNCING, result.located(yes).map(to_bool), from);
            }
            Method::PeerCount => {
                self.stated(facts::PEERS, result.located(quantity).map(to_uint), from);
            }
            Method::Mining => {
                self.stated(facts::MINING, result.located(bool).map(to_bool), from);
            }
            Method::HashRate => {
                self.stated(facts::HASHRATE, result.located(quantity).map(to_uint), from);
            }
            Method::GasPrice => {
                self.stated(facts::GAS_PRICE, result.located(quantity).map(to_uint), from);
            }
            Method::Modules => {
                let names = result.fields().map(|all| {
                    let names: Vec<Value> = all.names().map(Value::text).collect();
                    (Value::list(names), result.offset(), result.len())
                });
                self.stated(facts::MODULES, names, from);
            }
            Method::CliqueSigners => self.validators(facts::SIGNERS, None, result, from),
            Method::IstanbulValidators => {
                self.validators(facts::VALIDATORS, Some("istanbul"), result, from);
            }
            Method::IbftValidators => {
                self.validators(facts::VALIDATORS, Some("ibft"), result, from);
            }
            Method::QbftValidators => {
                self.validators(facts::VALIDATORS, Some("qbft"), result, from);
            }
            Method::NodeInfo => self.node_info(result, from),
            Method::HardhatMetadata => {
                let name = |all: super::messages::Fields<'_>| {
                    all.field("instanceId")?;
                    let name = all.field("clientVersion")?.located(client_version)?;
                    Some((to_text(name), all.field("forkedNetwork").is_some()))
                };
                let said = result.fields().and_then(name);
                self.simulator(said, result, from);
            }
            Method::AnvilNodeInfo => {
                let known = self.facts.iter().any(|fact| fact.name == facts::SIMULATOR);
                let forked = |all: super::messages::Fields<'_>| {
                    all.field("environment")?;
                    let fork = all.field("forkConfig")?.fields()?;
                    let name = (Value::text("anvil"), result.offset(), result.len());
                    Some((name, fork.field("forkUrl").is_some()))
                };
                let said = result.fields().and_then(forked).filter(|_| !known);
                self.simulator(said, result, from);
            }
        }
    }

    fn fisco_groups(&mut self, result: Token<'_>, from: &dyn Carrier) {
        let groups = fisco_groups(result).unwrap_or_default();
        let Some(first) = groups.first() else {
            return;
        };
        let name = |group: &super::messages::Fields<'_>, field| {
            group.field(field).and_then(|token| token.located(text))
        };
        let names = groups.iter().filter_map(|group| name(group, "groupID"));
        let names = Value::list(names.map(|(name, _, _)| Value::text(name)));
        let whole = (names, result.offset(), result.len());
        self.stated(facts::FISCO_GROUPS, Some(whole), from);
        self.hinted(facts::FISCO_CHAIN_ID, name(first, "chainID").map(to_text), from);
    }

    /// The block at a height that was asked for, or that there is none.
    fn at_height(&mut self, height: u64, reply: Reply<'_>, from: &dyn Carrier) {
        match reply {
            Reply::Result(result) => {
                let Some(block) = Block::read(result) else {
                    return;
                };
                if block.number.0 == height.into() {
                    // Both at one place: which hash belongs to which height.
                    let (_, at, len) = block.hash;
                    let hash = (Value::bytes(block.hash.0), at, len);
                    self.stated(facts::BLOCK_HASH, Some(hash), from);
                    let number = (Value::Uint(height.into()), at, len);
                    self.stated(facts::BLOCK_NUMBER, Some(number), from);
                }
            }
            Reply::Empty => {
                let place = from.begin();
                let none = Value::Uint(height.into());
                self.add(facts::BLOCK_ABSENT, none, Strength::Stated, place);
            }
            Reply::Error(..) => {}
        }
    }

    fn block(&mut self, names: &BlockFacts, block: &Block<'_>, from: &dyn Carrier) {
        self.stated(names.timestamp, block.quantity("timestamp").map(to_uint), from);
        self.stated(names.difficulty, block.quantity("difficulty").map(to_uint), from);
        self.stated(names.gas_limit, block.quantity("gasLimit").map(to_uint), from);
        self.stated(names.extra_data, block.data("extraData").map(to_bytes), from);
        self.stated(names.mix_hash, block.hash_of("mixHash").map(to_bytes), from);
    }

    fn validators(
        &mut self,
        name: &'static str,
        by: Option<&'static str>,
        result: Token<'_>,
        from: &dyn Carrier,
    ) {
        // Besu answers for the engine it runs alone; of several answers the first counts.
        let known = self.facts.iter().any(|fact| fact.name == facts::VALIDATOR_COUNT);
        let Some((all, at, len)) = result.located(addresses).filter(|_| !known) else {
            return;
        };
        let count = Value::Uint(all.len() as u128);
        self.stated(name, Some((Value::list(all.iter().map(Value::bytes)), at, len)), from);
        self.stated(facts::VALIDATOR_COUNT, Some((count, at, len)), from);
        if let Some(by) = by {
            self.stated(facts::VALIDATORS_BY, Some((Value::text(by), at, len)), from);
        }
    }

    fn node_info(&mut self, result: Token<'_>, from: &dyn Carrier) {
        let Some(info) = result.fields() else {
            return;
        };
        let id = |token: &str| -> Option<Vec<u8>> {
            let address = text(token)?;
            let (id, _) = address.strip_prefix("enode://")?.split_once('@')?;
            hex::decode(id).ok().filter(|id| id.len() == 64)
        };
        let enode = info.field("enode").and_then(|token| token.located(id));
        self.stated(facts::ENODE_ID, enode.map(to_bytes), from);
        let eth = info
            .field("protocols")
            .and_then(Token::fields)
            .and_then(|protocols| protocols.field("eth")?.fields());
        let Some(eth) = eth else {
            return;
        };
        let named = eth.field("consensus").and_then(|token| token.located(text));
        let config = eth.field("config");
        let configured = config.and_then(Token::fields).map(|config| {
            let known = |name: &&str| ENGINES.contains(name);
            config.names().filter(known).map(str::to_owned).collect::<Vec<_>>()
        });
        let mut engines: Vec<String> = named.iter().map(|(name, _, _)| name.clone()).collect();
        for engine in configured.unwrap_or_default() {
            if !engines.contains(&engine) {
                engines.push(engine);
            }
        }
        if !engines.is_empty() {
            let list = Value::list(engines.iter().map(Value::text));
            self.stated(facts::ENGINES, Some((list, result.offset(), result.len())), from);
        }
    }

    /// What a simulator says of itself, and whether it goes on from another chain.
    fn simulator(
        &mut self,
        said: Option<(Located<Value>, bool)>,
        result: Token<'_>,
        from: &dyn Carrier,
    ) {
        if let Some((name, forked)) = said {
            self.stated(facts::SIMULATOR, Some(name), from);
            let whole = (Value::Bool(forked), result.offset(), result.len());
            self.stated(facts::FORKED, Some(whole), from);
        }
    }

    /// The facts, once nothing more is said.
    pub(in crate::ethereum) fn finish(mut self, no_batches: bool) -> Vec<Fact> {
        if let Some(at) = self.error_at {
            let errors = Value::list(std::mem::take(&mut self.errors));
            self.add(facts::ERRORS, errors, Strength::Hinted, at);
        }
        if let Some(at) = self.last.filter(|_| no_batches) {
            self.add(facts::NO_BATCHES, Value::Bool(true), Strength::Hinted, at);
        }
        self.facts
    }
}

fn to_uint((number, at, len): Located<u128>) -> Located<Value> {
    (Value::Uint(number), at, len)
}

fn to_bool((yes, at, len): Located<bool>) -> Located<Value> {
    (Value::Bool(yes), at, len)
}

fn to_text((text, at, len): Located<String>) -> Located<Value> {
    (Value::text(text), at, len)
}

fn to_bytes((bytes, at, len): Located<impl AsRef<[u8]>>) -> Located<Value> {
    (Value::bytes(bytes), at, len)
}
