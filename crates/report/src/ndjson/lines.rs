//! The fields of each line, in the order in which they are written.

use std::net::IpAddr;

use coinsift_protocols::{Transport, Utc};
use coinsift_verdict::verdict::{Access, Follows, Mining, Role, Watts};
use coinsift_verdict::{Class, Side, Strength};
use serde::{Deserialize, Serialize};

use super::rfc3339;
use crate::counts::Counts;
use crate::news::Event;
use crate::owners::Responsible;

/// A run begins: what it covers and which versions judge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunLine {
    /// The run's id.
    pub run: String,
    /// When it began.
    #[serde(with = "rfc3339")]
    pub time: Utc,
    /// The version of the program.
    pub program: String,
    /// The version of the atlas.
    pub atlas: String,
    /// The version of the fingerprints.
    pub fingerprints: String,
    /// The language of the sentences: `en` or `zh`.
    pub lang: String,
    /// The targets as given, one an entry.
    pub scope: Vec<String>,
    /// The excludes as given, one an entry.
    pub excludes: Vec<String>,
    /// The ports as given.
    pub ports: String,
    /// The reference of the authority under which it is done.
    pub authority: Option<String>,
    /// Who runs it.
    pub operator: Option<String>,
    /// The contact our agent names.
    pub contact: Option<String>,
    /// The clock of its times.
    pub clock: Clock,
    /// Which part of a split run it is.
    pub shard: Option<Part>,
    /// Whether identifiers of persons are shown in clear.
    pub identifiers: bool,
}

/// The clock that gives the times of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// What it is, for example `system`.
    pub source: String,
    /// Whether the system says that it is synchronised.
    pub synchronised: Option<bool>,
}

/// One part of a split run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// From 1 to `count`.
    pub index: u32,
    /// Into how many parts it was split.
    pub count: u32,
}

/// An endpoint was judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerdictLine {
    /// The run's id.
    pub run: String,
    /// When it was judged.
    #[serde(with = "rfc3339")]
    pub time: Utc,
    /// The address.
    pub ip: IpAddr,
    /// The port.
    pub port: u16,
    /// The transport.
    pub transport: Transport,
    /// The name it was asked for by, where it was a name.
    pub name: Option<String>,
    /// The class.
    pub class: Class,
    /// Who may take part, where the class is `permissioned`.
    pub access: Option<Access>,
    /// Where an undetermined verdict leans.
    pub leans: Option<Class>,
    /// The network's key in the atlas.
    pub network: Option<String>,
    /// Its name, in the language of the run.
    pub network_name: Option<String>,
    /// Keys of the networks it may be.
    pub candidates: Vec<String>,
    /// The platform whose protocol it speaks.
    pub platform: Option<String>,
    /// The software as it names itself.
    pub software: Option<String>,
    /// What it does there.
    pub roles: Vec<Role>,
    /// Whether mining was seen.
    pub mining: Mining,
    /// What was seen of mining, in sentences.
    pub mining_detail: Vec<String>,
    /// Hashes or solutions a second, where a rate above zero is published.
    pub hashrate: Option<u64>,
    /// What that takes, said or estimated.
    pub power: Option<Watts>,
    /// Whether its network is a public test network.
    pub testnet: Option<bool>,
    /// How it stands to the living network, by fresh checkpoints.
    pub follows: Option<Follows>,
    /// How strong the ground of the class is.
    pub strength: Option<Strength>,
    /// The facts it rests on, the strongest first.
    pub evidence: Vec<EvidenceItem>,
    /// What does not fit together.
    pub contradictions: Vec<ContradictionItem>,
    /// The judgement in sentences: what it is, why, and what is not known.
    pub summary: Vec<String>,
    /// Who is responsible for the address.
    #[serde(flatten)]
    pub responsible: Responsible,
}

/// One fact and the fingerprint that used it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceItem {
    /// The fingerprint's id.
    pub fingerprint: String,
    /// The fact's name.
    pub fact: String,
    /// Its value: numbers in decimal, bytes in lower-case hex, lists separated by a comma.
    pub value: String,
    /// How it was got.
    pub strength: Strength,
    /// The number of the dialogue at this endpoint, counted from 1.
    pub dialogue: u32,
    /// The stream it stands in.
    pub side: Side,
    /// Offset of its first byte there.
    pub offset: u32,
    /// Its length in bytes.
    pub length: u32,
    /// The fingerprint's reason.
    pub why: Option<String>,
}

/// Two things that cannot both be true of one listed network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContradictionItem {
    /// What one side says.
    pub one: String,
    /// What the other side says.
    pub other: String,
    /// Whether one of the sides is a public coin network.
    pub coin_side: bool,
    /// The facts behind both.
    pub evidence: Vec<EvidenceItem>,
}

/// A host was judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostLine {
    /// The run's id.
    pub run: String,
    /// When it was judged.
    #[serde(with = "rfc3339")]
    pub time: Utc,
    /// The address.
    pub ip: IpAddr,
    /// The name it was asked for by, where it was a name.
    pub name: Option<String>,
    /// The gravest class among its endpoints.
    pub gravest: Class,
    /// Whether its ledger endpoints are of different classes.
    pub mixed: bool,
    /// The strongest sign of mining among its endpoints.
    pub mining: Mining,
    /// What hashing at this address takes, summed over its devices.
    pub power: Option<Watts>,
    /// Keys of the networks seen at this address.
    pub networks: Vec<String>,
    /// Its endpoints.
    pub endpoints: Vec<HostEndpoint>,
    /// The judgement in sentences.
    pub summary: Vec<String>,
    /// Who is responsible for the address.
    #[serde(flatten)]
    pub responsible: Responsible,
}

/// One endpoint of a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostEndpoint {
    /// The port.
    pub port: u16,
    /// The transport.
    pub transport: Transport,
    /// Its class.
    pub class: Class,
}

/// Something changed from one sweep of a job to the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsLine {
    /// The id of the sweep that found it.
    pub run: String,
    /// When the endpoint was judged, or found not to answer.
    #[serde(with = "rfc3339")]
    pub time: Utc,
    /// The name of the job.
    pub job: String,
    /// What happened.
    pub event: Event,
    /// The address.
    pub ip: IpAddr,
    /// The port.
    pub port: u16,
    /// The transport.
    pub transport: Transport,
    /// The name it was asked for by, where it was a name.
    pub name: Option<String>,
    /// The fields that differ.
    pub fields: Vec<String>,
    /// What it was when it was last seen.
    pub before: Option<OutlineItem>,
    /// What it is now.
    pub now: Option<OutlineItem>,
    /// When a sweep of the job first saw it.
    #[serde(with = "rfc3339")]
    pub first_seen: Utc,
    /// When a sweep of the job last saw it.
    #[serde(with = "rfc3339")]
    pub last_seen: Utc,
    /// For how many sweeps in a row it had not answered.
    pub missed: u32,
    /// The news in sentences.
    pub summary: Vec<String>,
    /// Who is responsible for the address.
    #[serde(flatten)]
    pub responsible: Responsible,
}

/// A verdict without its evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutlineItem {
    /// The class.
    pub class: Class,
    /// Who may take part, where the class is `permissioned`.
    pub access: Option<Access>,
    /// The network's key in the atlas.
    pub network: Option<String>,
    /// Its name, or the names of those it may be.
    pub network_name: Option<String>,
    /// The platform whose protocol it speaks.
    pub platform: Option<String>,
    /// The software as it names itself.
    pub software: Option<String>,
    /// What it does there.
    pub roles: Vec<Role>,
    /// Whether mining was seen.
    pub mining: Mining,
    /// Whether its network is a public test network.
    pub testnet: Option<bool>,
    /// Whether something does not fit together.
    pub contradicted: bool,
    /// Whether it is a finding.
    pub finding: bool,
}

/// How far a run is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressLine {
    /// The run's id.
    pub run: String,
    /// The moment it speaks of.
    #[serde(with = "rfc3339")]
    pub time: Utc,
    /// Pairs of address and port in the scope; `null` where that is not known beforehand.
    pub total: Option<u64>,
    /// What became of the pairs so far.
    pub probes: Probes,
    /// Endpoints judged so far.
    pub verdicts: u64,
    /// Dialogues under way.
    pub in_flight: u64,
}

/// What became of pairs of address and port.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probes {
    /// Tried.
    pub asked: u64,
    /// Open.
    pub open: u64,
    /// Closed: refused or reset.
    pub closed: u64,
    /// Silent.
    pub filtered: u64,
    /// Could not be tried, for example without a route.
    pub failed: u64,
    /// Bytes sent inside dialogues.
    pub bytes_out: u64,
    /// Bytes taken inside dialogues.
    pub bytes_in: u64,
}

/// Why a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// All of the scope was covered.
    Finished,
    /// Its user stopped it.
    Stopped,
    /// Its time was over.
    MaxTime,
    /// Its bytes were spent.
    MaxBytes,
    /// The store or the machine failed.
    Trouble,
}

/// A run is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndLine {
    /// The run's id.
    pub run: String,
    /// When it ended.
    #[serde(with = "rfc3339")]
    pub time: Utc,
    /// Whether all of the scope was covered.
    pub complete: bool,
    /// Why it ended.
    pub reason: Reason,
    /// What became of the pairs.
    pub probes: Probes,
    /// Endpoints, classes, findings and mining.
    #[serde(flatten)]
    pub counts: Counts,
    /// Endpoints known from earlier runs that did not answer.
    pub absent: u64,
    /// The exit code of the program.
    pub exit_code: u8,
}
