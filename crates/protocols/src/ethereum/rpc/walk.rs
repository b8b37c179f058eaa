//! The walk: what is asked next, from the answers so far. Driver and reader both follow it, so
//! that they pair the same answers with the same questions.

use serde::Deserialize;

use super::block::Block;
use super::carrier::Carrier;
use super::heights::Heights;
use super::messages::{
    Fields, NOT_ENABLED, Reply, Token, client_version, network_id, quantity, replies, reply, text,
};
use super::methods::{Method, Step};
use crate::dialogue::Ending;
use crate::http::Response;

/// The most groups, and nodes of one, that are looked at.
const MAX_GROUPS: usize = 64;
const MAX_NODES: usize = 256;

/// Whether the conversation goes on after an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ethereum) enum Course {
    /// The next step is asked.
    On,
    /// It ends.
    End(Ending),
}

/// How far the conversation has come.
pub(in crate::ethereum) struct Walk {
    step: Step,
    /// Whether the server answered a batch with something else than a list.
    no_batches: bool,
    shown: Shown,
    /// What is asked of networks, the last of all.
    heights: Heights,
}

/// What answers of the right shape there were.
#[derive(Default)]
struct Shown {
    client: bool,
    id: bool,
    block: bool,
    fisco: bool,
    /// The hash of block 0.
    genesis: Option<[u8; 32]>,
    /// An answer to one of these had a shape that is not its own.
    wrong: bool,
}

impl Shown {
    fn is_enough(&self) -> bool {
        let two = (self.block && (self.client || self.id)) || (self.client && self.id);
        !self.wrong && (self.fisco || two)
    }

    /// Takes the answer to a question that decides.
    fn take(&mut self, method: Method, reply: Reply<'_>) {
        let Reply::Result(result) = reply else {
            return;
        };
        let (shown, right) = match method {
            Method::ClientVersion => (&mut self.client, result.located(client_version).is_some()),
            Method::ChainId => (&mut self.id, result.located(quantity).is_some()),
            Method::NetworkId => (&mut self.id, result.located(network_id).is_some()),
            Method::GenesisBlock => {
                self.genesis = genesis_block(result).map(|block| block.hash.0);
                (&mut self.block, self.genesis.is_some())
            }
            Method::LatestBlock => (&mut self.block, Block::read(result).is_some()),
            _ => return,
        };
        *shown |= right;
        self.wrong |= !right;
    }
}

/// A result that has the shape of block 0.
pub(super) fn genesis_block(result: Token<'_>) -> Option<Block<'_>> {
    Block::read(result).filter(|block| block.number.0 == 0)
}

impl Walk {
    /// The beginning, where blocks at some heights are to be asked for in the end.
    pub(in crate::ethereum) fn with(heights: Heights) -> Walk {
        let step = Step::One(Method::ClientVersion);
        Walk { step, no_batches: false, shown: Shown::default(), heights }
    }

    /// What is asked now.
    pub(in crate::ethereum) fn step(&self) -> Step {
        self.step
    }

    /// Whether a batch was answered with something else than a list.
    pub(in crate::ethereum) fn no_batches(&self) -> bool {
        self.no_batches
    }

    /// Takes a complete answer to the current step.
    pub(in crate::ethereum) fn take(&mut self, answer: &dyn Carrier) -> Course {
        let body = answer.body();
        let next = match self.step {
            Step::One(Method::ClientVersion) => {
                if let Some(refusal) = answer.refusal() {
                    return Course::End(Ending::Refused(refusal.reason().to_owned()));
                }
                match reply(body, Method::ClientVersion) {
                    Some(Reply::Error(NOT_ENABLED, _)) => Some(Step::Core),
                    Some(Reply::Error(..)) => Some(Step::One(Method::FiscoVersion)),
                    Some(reply @ Reply::Result(_)) => {
                        self.shown.take(Method::ClientVersion, reply);
                        (!self.shown.wrong).then_some(Step::Core)
                    }
                    Some(Reply::Empty) | None => None,
                }
            }
            Step::One(Method::FiscoVersion) => match reply(body, Method::FiscoVersion) {
                Some(Reply::Error(..)) => Some(Step::One(Method::FiscoGroups)),
                Some(Reply::Result(result)) => {
                    self.shown.fisco = fisco_version(result).is_some();
                    None
                }
                Some(Reply::Empty) | None => None,
            },
            Step::One(Method::FiscoGroups) => match reply(body, Method::FiscoGroups) {
                Some(Reply::Error(..)) => Some(Step::Core),
                Some(Reply::Result(result)) => {
                    self.shown.fisco = fisco_groups(result).is_some();
                    None
                }
                Some(Reply::Empty) | None => None,
            },
            Step::Core => match replies(body, &Method::CORE) {
                Some(answers) => {
                    for (method, reply) in answers {
                        self.shown.take(method, reply);
                    }
                    self.shown.is_enough().then_some(Step::Details)
                }
                None => {
                    self.no_batches = true;
                    Some(Step::One(Method::GenesisBlock))
                }
            },
            // Whatever became of the batch, it was a node before.
            Step::Details => Some(Step::One(Method::LatestBlock)),
            Step::Heights(_) => None,
            Step::One(method) => {
                if let Some(reply) = reply(body, method) {
                    self.shown.take(method, reply);
                }
                self.after(method).filter(|_| !self.shown.wrong)
            }
        };
        match next.filter(|_| answer.goes_on()) {
            Some(step) => {
                self.step = step;
                Course::On
            }
            None => Course::End(self.ending()),
        }
    }

    /// The question after one that was asked alone.
    fn after(&self, method: Method) -> Option<Step> {
        let next = match method {
            Method::GenesisBlock => Method::ChainId,
            Method::ChainId => Method::NetworkId,
            Method::NetworkId if self.shown.is_enough() => Method::LatestBlock,
            Method::LatestBlock if self.no_batches => Method::Modules,
            Method::LatestBlock | Method::Modules => return self.at_heights(),
            _ => return None,
        };
        Some(Step::One(next))
    }

    /// The question for blocks of the network that block 0 names, where there are any.
    fn at_heights(&self) -> Option<Step> {
        let asked = self.heights.asked(&self.shown.genesis?)?;
        Some(Step::Heights(if self.no_batches { asked.highest() } else { asked }))
    }

    /// The ending where no further answer comes.
    pub(in crate::ethereum) fn ending(&self) -> Ending {
        match self.shown.is_enough() {
            true => Ending::Spoken,
            false => Ending::Mismatch,
        }
    }
}

/// What FISCO BCOS says of itself: the text and its token.
pub(super) fn fisco_version(result: Token<'_>) -> Option<Token<'_>> {
    let version = result.fields()?.field("FISCO-BCOS Version")?;
    version.located(text).map(|_| version)
}

/// The groups a node of FISCO BCOS 3 names: one at least, each with its chain, its name and its
/// nodes.
pub(super) fn fisco_groups(result: Token<'_>) -> Option<Vec<Fields<'_>>> {
    let groups: Option<Vec<Fields<'_>>> =
        result.items(MAX_GROUPS)?.into_iter().map(fisco_group).collect();
    groups.filter(|groups| !groups.is_empty())
}

fn fisco_group(group: Token<'_>) -> Option<Fields<'_>> {
    let fields = group.fields()?;
    for name in ["chainID", "groupID", "genesisConfig"] {
        fields.field(name)?.located(text)?;
    }
    for node in fields.field("nodeList")?.items(MAX_NODES)? {
        node.fields()?.field("nodeID")?.located(text)?;
    }
    Some(fields)
}

/// Why a node tells us nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ethereum) enum Refusal {
    /// Besu wants a token: error -40100.
    Unauthorized,
    /// The engine interface of geth and its relatives wants a token.
    TokenMissing,
    /// Besu does not serve the host we named.
    HostNotAuthorized,
    /// Nor does geth.
    InvalidHost,
}

#[derive(Deserialize)]
struct Unauthorized {
    error: Code,
}

#[derive(Deserialize)]
struct Code {
    code: i64,
}

#[derive(Deserialize)]
struct Forbidden {
    message: String,
}

impl Refusal {
    /// The refusal in a complete response.
    pub(in crate::ethereum) fn of(response: &Response) -> Option<Refusal> {
        let body = response.body.trim_ascii();
        match response.status {
            401 if body == b"missing token" => Some(Refusal::TokenMissing),
            401 => {
                let answer: Unauthorized = serde_json::from_slice(body).ok()?;
                (answer.error.code == -40100).then_some(Refusal::Unauthorized)
            }
            403 if body == b"invalid host specified" => Some(Refusal::InvalidHost),
            403 => {
                let answer: Forbidden = serde_json::from_slice(body).ok()?;
                (answer.message == "Host not authorized.").then_some(Refusal::HostNotAuthorized)
            }
            _ => None,
        }
    }

    /// The reason in [`Ending::Refused`], and the fact's value.
    pub(in crate::ethereum) fn reason(self) -> &'static str {
        match self {
            Refusal::Unauthorized => "unauthorized",
            Refusal::TokenMissing => "token-missing",
            Refusal::HostNotAuthorized => "host-not-authorized",
            Refusal::InvalidHost => "invalid-host",
        }
    }
}
