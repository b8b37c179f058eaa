//! Verdicts: the judgement of an endpoint and of a host, with evidence and contradictions.

use serde::{Deserialize, Serialize};

use crate::fact::{Fact, Place, Strength, Value};
use crate::sentence::Sentence;

/// What an endpoint is, in the policy's terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Open, and said nothing we could use.
    Silent,
    /// Answers, and is no ledger.
    Other,
    /// A developer's or private instance: simulators, regtest, custom signets.
    Local,
    /// A node of a consortium network.
    Permissioned,
    /// Certainly a ledger protocol, economic class not determined.
    Ledger,
    /// A node, pool, proxy, rig or gateway of a public network with a native coin.
    Coin,
}

impl Class {
    /// Every class, gravest last.
    pub const ALL: [Class; 6] = [
        Class::Silent,
        Class::Other,
        Class::Local,
        Class::Permissioned,
        Class::Ledger,
        Class::Coin,
    ];

    /// The word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Class::Silent => "silent",
            Class::Other => "other",
            Class::Local => "local",
            Class::Permissioned => "permissioned",
            Class::Ledger => "ledger",
            Class::Coin => "coin",
        }
    }
}

/// Who may take part in a permissioned network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Access {
    /// Admitted members only.
    Members,
    /// Open to read, without a tradable coin.
    Open,
}

/// What an endpoint does in its network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Keeps and serves the whole chain.
    FullNode,
    /// Produces work.
    Miner,
    /// Hands out work to miners and counts it.
    Pool,
    /// Hands on a pool's work.
    Proxy,
    /// A mining device.
    Rig,
    /// Farms plots.
    Farmer,
    /// Signs blocks as an admitted validator.
    Validator,
    /// Orders transactions.
    Orderer,
    /// A peer of a permissioned platform.
    Peer,
    /// Stands in front of other nodes.
    Gateway,
    /// Answers queries and takes transactions.
    Rpc,
    /// Keeps headers only, or a pruned part.
    Light,
}

impl Role {
    /// The word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Role::FullNode => "full-node",
            Role::Miner => "miner",
            Role::Pool => "pool",
            Role::Proxy => "proxy",
            Role::Rig => "rig",
            Role::Farmer => "farmer",
            Role::Validator => "validator",
            Role::Orderer => "orderer",
            Role::Peer => "peer",
            Role::Gateway => "gateway",
            Role::Rpc => "rpc",
            Role::Light => "light",
        }
    }
}

/// Whether mining was seen.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Mining {
    /// Nothing points to it. It is not a proof of absence.
    #[default]
    NotSeen,
    /// Signs, none of them a protocol fact.
    Indicated,
    /// A job, an extranonce, a published hash rate.
    Confirmed,
}

impl Mining {
    /// The word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Mining::NotSeen => "not_seen",
            Mining::Indicated => "indicated",
            Mining::Confirmed => "confirmed",
        }
    }
}

/// How a node stands to the living network, by fresh checkpoints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Follows {
    /// It has the newest known block.
    Yes,
    /// It has older known blocks, and ends before the newest one.
    Lags,
    /// It has another block at the height of the newest one.
    OtherBranch,
}

impl Follows {
    /// Each with the sentence of a verdict's summary that says it.
    const SENTENCES: [(&'static str, Follows); 3] = [
        ("follows-yes", Follows::Yes),
        ("follows-lags", Follows::Lags),
        ("follows-other-branch", Follows::OtherBranch),
    ];

    /// The word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Follows::Yes => "yes",
            Follows::Lags => "lags",
            Follows::OtherBranch => "other-branch",
        }
    }
}

/// How fast an endpoint says that it hashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hashing {
    /// Hashes or solutions a second.
    pub hashrate: u128,
    /// The device as it names itself, untrusted text; empty where it does not.
    pub model: String,
    /// What it takes.
    pub watts: Option<Watts>,
}

/// Power, in watts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watts {
    /// At least.
    pub low: u64,
    /// At most.
    pub high: u64,
    /// Whether it is estimated from the table of devices, and not what the device says.
    pub estimated: bool,
}

impl Watts {
    fn of(sentence: &Sentence) -> Option<Watts> {
        let number = |name: &str| sentence.arg(name)?.parse().ok();
        let estimated = sentence.id != "hashing-power-said";
        Some(Watts { low: number("low")?, high: number("high")?, estimated })
    }
}

/// One piece of evidence: a fact and the fingerprint that used it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The fingerprint's id.
    pub fingerprint: String,
    /// The fact's name.
    pub fact: String,
    /// Its value.
    pub value: Value,
    /// How the fact was got.
    pub strength: Strength,
    /// Where it stands.
    pub at: Place,
}

impl Evidence {
    /// A fact as evidence of a fingerprint.
    pub(crate) fn of(fingerprint: &str, fact: &Fact) -> Evidence {
        Evidence {
            fingerprint: fingerprint.to_owned(),
            fact: fact.name.to_owned(),
            value: fact.value.clone(),
            strength: fact.strength,
            at: fact.at,
        }
    }
}

/// Two things the endpoint showed that cannot both be true of one listed network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contradiction {
    /// What one side says.
    pub one: Sentence,
    /// What the other side says.
    pub other: Sentence,
    /// The facts behind both.
    pub evidence: Vec<Evidence>,
    /// Whether one of the sides is a public coin network; such a contradiction is a finding, but
    /// for a class of `local`.
    pub coin_side: bool,
}

/// The judgement of one endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The class.
    pub class: Class,
    /// Who may take part, where the class is `permissioned`.
    pub access: Option<Access>,
    /// Where an undetermined verdict leans.
    pub leans: Option<Class>,
    /// The network's key in the atlas.
    pub network: Option<String>,
    /// Its name for people.
    pub network_name: Option<String>,
    /// Networks it may be, where it cannot be said which.
    pub candidates: Vec<String>,
    /// The platform whose protocol it speaks.
    pub platform: Option<String>,
    /// The software as it names itself: untrusted text.
    pub software: Option<String>,
    /// What it does there, sorted.
    pub roles: Vec<Role>,
    /// Whether mining was seen.
    pub mining: Mining,
    /// What was seen of mining.
    pub mining_detail: Vec<Sentence>,
    /// Whether its network is a public test network; `None` where that is not known.
    pub testnet: Option<bool>,
    /// How strong the ground of the class is; `None` where nothing was learnt.
    pub strength: Option<Strength>,
    /// The facts it rests on.
    pub evidence: Vec<Evidence>,
    /// What does not fit together.
    pub contradictions: Vec<Contradiction>,
    /// The judgement in words: first what it is, then why, then what is not known.
    pub summary: Vec<Sentence>,
}

impl Verdict {
    /// How the node stands to the living network; `None` where that is not known. It is kept as
    /// the sentence of the summary that says so, with the checkpoint it rests on.
    pub fn follows(&self) -> Option<Follows> {
        let said = |id: &str| self.summary.iter().any(|sentence| sentence.id == id);
        let told = Follows::SENTENCES.iter().find(|(id, _)| said(id));
        told.map(|(_, follows)| *follows)
    }

    /// How fast it says that it hashes, and what that takes; `None` where it publishes no rate above
    /// zero. Both are kept as the sentences of the details of its mining.
    pub fn hashing(&self) -> Option<Hashing> {
        let said = |ids: &[&str]| {
            self.mining_detail.iter().find(|sentence| ids.contains(&sentence.id.as_str()))
        };
        let rate = said(&["hashing-rate", "hashing-rate-of"])?;
        let power = said(&["hashing-power-said", "hashing-power-estimate"]);
        Some(Hashing {
            hashrate: rate.arg("hashrate")?.parse().ok()?,
            model: rate.arg("model").unwrap_or_default().to_owned(),
            watts: power.and_then(Watts::of),
        })
    }

    /// Whether this verdict is a finding: class `coin`, mining at least indicated, or a
    /// contradiction one side of which is a coin network.
    ///
    /// A developer's simulator that poses as a coin network is none: where it copies the genesis
    /// block too there is not even a contradiction, and posing better must not weigh less.
    pub fn is_finding(&self) -> bool {
        let contradicted = self.contradictions.iter().any(|contradiction| contradiction.coin_side);
        self.class == Class::Coin
            || self.mining >= Mining::Indicated
            || (contradicted && self.class != Class::Local)
    }
}

/// The judgement of a host: the list of its endpoints, the gravest concern on top.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostVerdict {
    /// The gravest class among its endpoints.
    pub gravest: Class,
    /// Whether its ledger endpoints are of different classes.
    pub mixed: bool,
    /// The strongest sign of mining among its endpoints.
    pub mining: Mining,
    /// Networks seen at this address, sorted.
    pub networks: Vec<String>,
    /// The judgement in words.
    pub summary: Vec<Sentence>,
}

impl HostVerdict {
    /// What hashing at this address takes, summed over its devices; `None` where none published
    /// enough to tell. It is kept as the sentence of the summary that says so.
    pub fn power(&self) -> Option<Watts> {
        Watts::of(self.summary.iter().find(|sentence| sentence.id == "host-power")?)
    }
}
