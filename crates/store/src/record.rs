//! What a run keeps: the manifest it begins with, what was seen and concluded, its end.

use std::collections::BTreeMap;

use coinsift_protocols::{Endpoint, Transcript, Utc};
use coinsift_verdict::verdict::Mining;
use coinsift_verdict::{Class, Sentence, Verdict};
use serde::{Deserialize, Serialize};

use crate::id::RunId;
use crate::outline::Outline;

/// Versions of everything a verdict depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versions {
    /// The program.
    pub program: String,
    /// The atlas.
    pub atlas: String,
    /// The fingerprints.
    pub fingerprints: String,
}

/// Which part of a run's pairs this is: part `index` of `count`, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Shard {
    /// From 1 to `count`.
    pub index: u32,
    /// Into how many parts the run was split.
    pub count: u32,
}

/// The clock that gave the times of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// What it is, for example `system`.
    pub source: String,
    /// Whether the system says that it is synchronised; `None` where it does not say.
    pub synchronised: Option<bool>,
}

/// How a run began. The first record of its log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The run's id.
    pub run: RunId,
    /// When it began.
    pub start: Utc,
    /// The targets as given, one an entry.
    pub scope: Vec<String>,
    /// The excludes as given, one an entry.
    pub excludes: Vec<String>,
    /// The ports as given, for example `standard` or `8333,18333`.
    pub ports: String,
    /// The reference of the authority under which it was done.
    pub authority: Option<String>,
    /// Who ran it.
    pub operator: Option<String>,
    /// The versions it began with.
    pub versions: Versions,
    /// The clock of its times.
    pub clock: Clock,
    /// Everything else that shaped it, by option name.
    pub options: BTreeMap<String, String>,
    /// Which shard of a split run it is.
    pub shard: Option<Shard>,
    /// The seed of the order in which pairs were tried.
    pub seed: u64,
    /// The runs this one only brings together; empty for a run that was carried out.
    pub parts: Vec<RunId>,
}

impl Manifest {
    /// Whether `other` is another shard of the same split run.
    pub fn is_sibling(&self, other: &Manifest) -> bool {
        let counts = |manifest: &Manifest| manifest.shard.map(|shard| shard.count);
        self.shard.is_some()
            && self.shard != other.shard
            && counts(self) == counts(other)
            && self.scope == other.scope
            && self.excludes == other.excludes
            && self.ports == other.ports
            && self.seed == other.seed
    }
}

/// What became of the address and port pairs that were tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probes {
    /// Pairs tried.
    pub asked: u64,
    /// Pairs that were open.
    pub open: u64,
    /// Pairs that were closed: refused or reset.
    pub closed: u64,
    /// Pairs that said nothing.
    pub filtered: u64,
    /// Pairs that could not be tried, for example without a route.
    pub failed: u64,
    /// Bytes sent inside dialogues.
    pub bytes_out: u64,
    /// Bytes taken inside dialogues.
    pub bytes_in: u64,
}

/// How many endpoints of a run got which verdict. Kept by the store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Endpoints with a verdict.
    pub endpoints: u64,
    /// Endpoints by class, in the order of [`Class::ALL`].
    pub classes: [u64; 6],
    /// Endpoints whose verdict is a finding.
    pub findings: u64,
    /// Endpoints where mining was indicated.
    pub mining_indicated: u64,
    /// Endpoints where mining was confirmed.
    pub mining_confirmed: u64,
    /// Known endpoints that did not answer.
    pub absent: u64,
}

/// How one endpoint counts in a [`Tally`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The class.
    pub class: Class,
    /// Mining.
    pub mining: Mining,
    /// Whether it is a finding.
    pub finding: bool,
}

impl Counted {
    /// How a verdict counts.
    pub fn of(outline: &Outline) -> Counted {
        Counted { class: outline.class, mining: outline.mining, finding: outline.finding }
    }
}

impl Tally {
    /// How many endpoints have a class.
    pub fn class(&self, class: Class) -> u64 {
        Class::ALL
            .iter()
            .position(|known| *known == class)
            .and_then(|place| self.classes.get(place))
            .copied()
            .unwrap_or(0)
    }

    /// Counts an endpoint, in place of what it counted as before in this run.
    pub fn count(&mut self, counted: Counted, replaces: Option<Counted>) {
        if let Some(before) = replaces {
            self.add(before, |count, one| count.saturating_sub(one));
        }
        self.add(counted, u64::saturating_add);
    }

    /// Adds the counts of another part of the same run.
    pub fn join(&mut self, other: &Tally) {
        self.endpoints += other.endpoints;
        for (count, more) in self.classes.iter_mut().zip(other.classes) {
            *count += more;
        }
        self.findings += other.findings;
        self.mining_indicated += other.mining_indicated;
        self.mining_confirmed += other.mining_confirmed;
        self.absent += other.absent;
    }

    fn add(&mut self, counted: Counted, change: impl Fn(u64, u64) -> u64) {
        let place = Class::ALL.iter().position(|known| *known == counted.class);
        if let Some(count) = place.and_then(|place| self.classes.get_mut(place)) {
            *count = change(*count, 1);
        }
        self.endpoints = change(self.endpoints, 1);
        self.findings = change(self.findings, counted.finding.into());
        let indicated = counted.mining == Mining::Indicated;
        self.mining_indicated = change(self.mining_indicated, indicated.into());
        let confirmed = counted.mining == Mining::Confirmed;
        self.mining_confirmed = change(self.mining_confirmed, confirmed.into());
    }
}

impl Probes {
    /// Adds the counts of another part of the same run.
    pub fn join(&mut self, other: &Probes) {
        self.asked += other.asked;
        self.open += other.open;
        self.closed += other.closed;
        self.filtered += other.filtered;
        self.failed += other.failed;
        self.bytes_out += other.bytes_out;
        self.bytes_in += other.bytes_in;
    }
}

/// Which indexes of a run's permutation are done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Every index below this one is done.
    pub done_below: u64,
    /// Stretches beyond it that are done too: first index, first index after.
    pub done_beyond: Vec<(u64, u64)>,
    /// How many indexes there are.
    pub total: u64,
}

impl Coverage {
    /// How many indexes are done.
    pub fn done(&self) -> u64 {
        self.done_below
            + self.done_beyond.iter().map(|(from, to)| to.saturating_sub(*from)).sum::<u64>()
    }
}

/// How far a run got. Everything it counts as done was pushed before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// When this was so.
    pub time: Utc,
    /// What is done.
    pub coverage: Coverage,
    /// What became of the pairs tried so far.
    pub probes: Probes,
    /// Verdicts so far. The store fills it in.
    pub tally: Tally,
}

/// Everything learnt of one endpoint in one run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndpointRecord {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// The name it was found under, where it was given as one.
    pub host: Option<String>,
    /// When it was judged.
    pub time: Utc,
    /// The dialogues held, in order.
    pub transcripts: Vec<Transcript>,
    /// The judgement.
    pub verdict: Verdict,
}

/// How a known endpoint failed to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PortState {
    /// The connection was refused or reset.
    Closed,
    /// Nothing came back, or only word that there is no way there.
    Filtered,
}

/// A known endpoint that did not answer in this run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absent {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// When it was tried.
    pub time: Utc,
    /// How it failed to answer.
    pub state: PortState,
}

/// A verdict that was derived anew from stored transcripts and came out different.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejudged {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// When it was judged anew.
    pub time: Utc,
    /// The verdict before, in outline.
    pub before: Outline,
    /// The verdict now.
    pub verdict: Verdict,
}

/// The end of a rejudging, also where nothing changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejudgeEnd {
    /// When it was finished.
    pub time: Utc,
    /// The versions it was done with.
    pub versions: Versions,
    /// Endpoints looked at.
    pub endpoints: u64,
    /// Endpoints whose verdict changed.
    pub changed: u64,
    /// The verdicts of the run from now on. The store fills it in.
    pub tally: Tally,
}

/// That an endpoint's verdict is a finding. Written beside each such verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// When it was judged.
    pub time: Utc,
    /// Why, gravest first; never empty.
    pub reasons: Vec<FindingReason>,
}

/// What makes a verdict a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FindingReason {
    /// Its class is `coin`.
    Coin,
    /// Mining is at least indicated.
    Mining,
    /// A contradiction one side of which is a coin network.
    Contradiction,
}

impl FindingReason {
    /// The word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            FindingReason::Coin => "coin",
            FindingReason::Mining => "mining",
            FindingReason::Contradiction => "contradiction",
        }
    }

    /// Why an outline is a finding; empty where it is none.
    pub fn of(outline: &Outline) -> Vec<FindingReason> {
        if !outline.finding {
            return Vec::new();
        }
        let coin = outline.class == Class::Coin;
        let mining = outline.mining >= Mining::Indicated;
        let mut reasons = Vec::new();
        reasons.extend(coin.then_some(FindingReason::Coin));
        reasons.extend(mining.then_some(FindingReason::Mining));
        // Of the three grounds, only the third is not visible in the outline itself.
        reasons.extend((!coin && !mining).then_some(FindingReason::Contradiction));
        reasons
    }
}

/// What a run really covered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// When it ended.
    pub time: Utc,
    /// How long it was at work, in milliseconds, over all its sittings.
    pub duration: u64,
    /// Why it is not complete; `None` where everything asked for was done.
    pub incomplete: Option<Sentence>,
    /// Which indexes are done.
    pub coverage: Coverage,
    /// What became of the pairs tried.
    pub probes: Probes,
    /// The verdicts. The store fills it in.
    pub tally: Tally,
}

impl End {
    /// Whether everything asked for was done.
    pub fn is_complete(&self) -> bool {
        self.incomplete.is_none()
    }
}
