//! The reader: what a node says of its chain, its software and its mining, as facts.

use coinsift_verdict::{Fact, Place, Strength, Value};

use super::facts;
use super::messages::{
    Answer, BODY_CAP, Course, Fields, Located, Method, Refusal, course, turned_away,
};
use crate::http::{Response, ResponseReader, realm};
use crate::transcript::Transcript;

pub(super) fn read(transcript: &Transcript) -> Vec<Fact> {
    let received = transcript.received();
    let (mut at, mut stated) = (0, Stated { facts: Vec::new() });
    for method in Method::ALL {
        let mut reader = ResponseReader::new(at, BODY_CAP);
        let taken = reader.push(received.get(at..).unwrap_or_default());
        reader.finish();
        let Some(response) = reader.response() else {
            break;
        };
        if method == Method::ChainInfo
            && let Some(refusal) = turned_away(response)
        {
            stated.refusal(refusal, response);
            break;
        }
        // As in the driver: a response that broke off in its coding says nothing.
        let (true, Ok(taken)) = (reader.is_complete(), taken) else {
            break;
        };
        stated.answer(method, response);
        match course(method, response) {
            Course::On => at += taken,
            Course::End(_) => break,
        }
    }
    stated.facts
}

struct Stated {
    facts: Vec<Fact>,
}

impl Stated {
    fn add(&mut self, name: &'static str, value: Value, strength: Strength, at: Place) {
        self.facts.push(Fact { name, value, strength, at });
    }

    fn answer(&mut self, method: Method, response: &Response) {
        let Some(answer) = Answer::parse(&response.body) else {
            return;
        };
        match method {
            Method::ChainInfo => match (answer.chain_info(), answer.warming_up()) {
                (Some(fields), _) => self.chain(&fields, response),
                (None, Some((message, at, len))) => {
                    let place = response.body_place(at..at + len);
                    self.add(facts::WARMUP, Value::text(message), Strength::Hinted, place);
                }
                (None, None) => {}
            },
            Method::GenesisHash => self.stated(facts::GENESIS, hash(answer.hash()), response),
            Method::NetworkInfo => {
                if let Some(fields) = answer.fields() {
                    self.network(&fields, response);
                }
            }
            Method::MiningInfo => {
                if let Some(fields) = answer.fields() {
                    self.mining(&fields, response);
                }
            }
        }
    }

    fn refusal(&mut self, refusal: Refusal, response: &Response) {
        let line = response.status_place();
        match refusal {
            Refusal::Unauthorized => {
                self.add(facts::UNAUTHORIZED, Value::Bool(true), Strength::Hinted, line);
                if let Some((realm, at)) = realm(response) {
                    self.add(facts::REALM, Value::text(realm), Strength::Hinted, at);
                }
            }
            Refusal::Forbidden => {
                self.add(facts::FORBIDDEN, Value::Bool(true), Strength::Hinted, line);
            }
            // Told by the body, not by the head.
            Refusal::WarmingUp => {}
        }
    }

    fn chain(&mut self, fields: &Fields<'_>, response: &Response) {
        self.stated(facts::CHAIN, text(fields.text("chain")), response);
        self.stated(facts::BLOCKS, uint(fields.uint("blocks")), response);
        self.stated(facts::HEADERS, uint(fields.uint("headers")), response);
        self.stated(facts::BEST, hash(fields.hash("bestblockhash")), response);
        self.stated(facts::MEDIAN_TIME, uint(fields.uint("mediantime")), response);
        self.stated(facts::CHAINWORK, hash(fields.hash("chainwork")), response);
        self.stated(facts::PRUNED, bool(fields.bool("pruned")), response);
        self.stated(facts::INITIAL_DOWNLOAD, bool(fields.bool("initialblockdownload")), response);
        self.stated(facts::SIGNET_CHALLENGE, bytes(fields.hex("signet_challenge")), response);
    }

    fn network(&mut self, fields: &Fields<'_>, response: &Response) {
        if let Some((agent, at, len)) = fields.text("subversion") {
            let place = response.body_place(at..at + len);
            self.add(facts::AGENT, Value::text(agent), Strength::Hinted, place);
        }
        let services = fields.hex("localservices").and_then(|(bytes, at, len)| {
            let number = u64::from_str_radix(&hex::encode(bytes), 16).ok()?;
            Some((number, at, len))
        });
        self.stated(facts::SERVICES, uint(services), response);
        self.stated(facts::PROTOCOL, uint(fields.uint("protocolversion")), response);
        self.stated(facts::CONNECTIONS, uint(fields.uint("connections")), response);
    }

    fn mining(&mut self, fields: &Fields<'_>, response: &Response) {
        self.stated(facts::TRANSACTIONS, uint(fields.uint("currentblocktx")), response);
        // Nodes with a miner of their own give the weight of other blocks too; they say `generate`.
        let weight = fields.uint("currentblockweight").filter(|(weight, _, _)| *weight > 0);
        if fields.bool("generate").is_none() && fields.uint("currentblocktx").is_some() {
            self.stated(facts::TEMPLATE, uint(weight), response);
        }
        self.stated(facts::GENERATE, bool(fields.bool("generate")), response);
        self.stated(facts::STAKING, bool(fields.bool("staking")), response);
        self.stated(facts::HASHRATE, uint(fields.whole_part("hashespersec")), response);
        self.stated(facts::SOLUTION_RATE, uint(fields.whole_part("localsolps")), response);
        self.stated(facts::NETWORK_HASHRATE, uint(fields.whole_part("networkhashps")), response);
    }

    fn stated(&mut self, name: &'static str, value: Option<Located<Value>>, response: &Response) {
        if let Some((value, at, len)) = value {
            self.add(name, value, Strength::Stated, response.body_place(at..at + len));
        }
    }
}

fn uint(found: Option<Located<impl Into<u128>>>) -> Option<Located<Value>> {
    found.map(|(number, at, len)| (Value::Uint(number.into()), at, len))
}

fn bool(found: Option<Located<bool>>) -> Option<Located<Value>> {
    found.map(|(yes, at, len)| (Value::Bool(yes), at, len))
}

fn text(found: Option<Located<String>>) -> Option<Located<Value>> {
    found.map(|(text, at, len)| (Value::text(text), at, len))
}

fn hash(found: Option<Located<[u8; 32]>>) -> Option<Located<Value>> {
    found.map(|(hash, at, len)| (Value::bytes(hash), at, len))
}

fn bytes(found: Option<Located<Vec<u8>>>) -> Option<Located<Value>> {
    found.map(|(bytes, at, len)| (Value::bytes(bytes), at, len))
}
