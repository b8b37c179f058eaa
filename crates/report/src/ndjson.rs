//! NDJSON: one object a line, for programs. `docs/ndjson.schema.json` describes it, and
//! `docs/output.md` explains it in words.
//!
//! Every object has `schema`, `type`, `run` and `time`. What is absent is `null`, lists are always
//! lists, times are RFC 3339 in UTC with milliseconds, and counts are numbers. Values of facts are
//! text as people write them, since they may exceed what numbers in JSON can hold.

mod lines;
pub(crate) mod rfc3339;

#[cfg(test)]
mod tests;

use std::net::IpAddr;

use coinsift_protocols::{Endpoint, Transport, Utc};
use coinsift_verdict::verdict::{Contradiction, Evidence, HostVerdict};
use coinsift_verdict::{Class, Value, Verdict};
use serde::{Deserialize, Serialize};

use crate::json;
use crate::lang::Catalogue;

pub use lines::{
    Clock, ContradictionItem, EndLine, EvidenceItem, HostEndpoint, HostLine, NewsLine, OutlineItem,
    Part, Probes, ProgressLine, Reason, RunLine, VerdictLine,
};

/// The version of the objects. It is raised when a field changes its meaning or goes; new fields
/// may appear without.
pub const SCHEMA: u32 = 1;

/// One object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Object {
    /// The version of the form, [`SCHEMA`].
    pub schema: u32,
    /// What it says.
    #[serde(flatten)]
    pub line: Line,
}

/// What an object says, told apart by `type`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Line {
    /// A run begins.
    Run(RunLine),
    /// An endpoint was judged.
    Verdict(Box<VerdictLine>),
    /// A host was judged.
    Host(HostLine),
    /// Something changed from one sweep of a job to the next.
    News(Box<NewsLine>),
    /// A project of a registry was checked.
    Project(Box<crate::registry::lines::ProjectLine>),
    /// An endpoint of a project was checked.
    Outcome(Box<crate::registry::lines::OutcomeLine>),
    /// Something a registry alone gives away.
    Note(crate::registry::lines::NoteLine),
    /// How far the run is.
    Progress(ProgressLine),
    /// The run is over.
    End(EndLine),
}

impl Line {
    /// The line to be printed, without the line's end. It is safe on a terminal: besides what JSON
    /// escapes, everything a terminal would obey or hide is a `\u` escape.
    pub fn written(self) -> Result<String, serde_json::Error> {
        json::line(&Object { schema: SCHEMA, line: self })
    }
}

/// An endpoint's verdict, to be put into a line.
#[derive(Clone, Copy, Debug)]
pub struct EndpointLine<'a> {
    /// The run's id.
    pub run: &'a str,
    /// When it was judged.
    pub time: Utc,
    /// The endpoint.
    pub endpoint: Endpoint,
    /// The name it was asked for by, where it was a name.
    pub name: Option<&'a str>,
    /// The verdict.
    pub verdict: &'a Verdict,
}

impl EndpointLine<'_> {
    /// The line, with its sentences in the catalogue's language.
    pub fn line(&self, catalogue: &Catalogue) -> Line {
        let Verdict {
            class,
            access,
            leans,
            network,
            network_name,
            candidates,
            platform,
            software,
            roles,
            mining,
            mining_detail,
            testnet,
            strength,
            evidence,
            contradictions,
            summary,
        } = self.verdict;
        let Endpoint { ip, port, transport } = self.endpoint;
        let hashing = self.verdict.hashing();
        Line::Verdict(Box::new(VerdictLine {
            run: self.run.to_owned(),
            time: self.time,
            ip,
            port,
            transport,
            name: self.name.map(str::to_owned),
            class: *class,
            access: *access,
            leans: *leans,
            network: network.clone(),
            network_name: network
                .as_deref()
                .and_then(|key| catalogue.network_name(key))
                .or_else(|| network_name.clone()),
            candidates: candidates.clone(),
            platform: platform.clone(),
            software: software
                .as_deref()
                .map(|software| catalogue.identifiers().hide(software).into_owned()),
            roles: roles.clone(),
            mining: *mining,
            mining_detail: catalogue.say_all(mining_detail),
            // Beyond what all of Bitcoin hashes the number stays at its end.
            hashrate: hashing.as_ref().map(|one| one.hashrate.try_into().unwrap_or(u64::MAX)),
            power: hashing.and_then(|one| one.watts),
            testnet: *testnet,
            follows: self.verdict.follows(),
            strength: *strength,
            evidence: evidence.iter().map(|item| evidence_item(item, catalogue)).collect(),
            contradictions: contradictions
                .iter()
                .map(|contradiction| contradiction_item(contradiction, catalogue))
                .collect(),
            summary: catalogue.say_all(summary),
            responsible: catalogue.responsible(ip),
        }))
    }
}

/// A host's verdict, to be put into a line.
#[derive(Clone, Copy, Debug)]
pub struct HostSeen<'a> {
    /// The run's id.
    pub run: &'a str,
    /// When it was judged.
    pub time: Utc,
    /// The address.
    pub ip: IpAddr,
    /// The name it was asked for by, where it was a name.
    pub name: Option<&'a str>,
    /// Its endpoints and their classes.
    pub endpoints: &'a [(u16, Transport, Class)],
    /// The verdict.
    pub verdict: &'a HostVerdict,
}

impl HostSeen<'_> {
    /// The line, with its sentences in the catalogue's language.
    pub fn line(&self, catalogue: &Catalogue) -> Line {
        let HostVerdict { gravest, mixed, mining, networks, summary } = self.verdict;
        Line::Host(HostLine {
            run: self.run.to_owned(),
            time: self.time,
            ip: self.ip,
            name: self.name.map(str::to_owned),
            gravest: *gravest,
            mixed: *mixed,
            mining: *mining,
            power: self.verdict.power(),
            networks: networks.clone(),
            endpoints: self
                .endpoints
                .iter()
                .map(|&(port, transport, class)| HostEndpoint { port, transport, class })
                .collect(),
            summary: catalogue.say_all(summary),
            responsible: catalogue.responsible(self.ip),
        })
    }
}

pub(crate) fn evidence_item(item: &Evidence, catalogue: &Catalogue) -> EvidenceItem {
    let Evidence { fingerprint, fact, value, strength, at } = item;
    EvidenceItem {
        fingerprint: fingerprint.clone(),
        fact: fact.clone(),
        value: written(value, catalogue),
        strength: *strength,
        // Readers count dialogues from 0; people, and everything that is shown, from 1.
        dialogue: u32::from(at.dialogue) + 1,
        side: at.side,
        offset: at.offset,
        length: at.len,
        why: catalogue.why(fingerprint),
    }
}

fn contradiction_item(contradiction: &Contradiction, catalogue: &Catalogue) -> ContradictionItem {
    let Contradiction { one, other, evidence, coin_side } = contradiction;
    ContradictionItem {
        one: catalogue.say(one),
        other: catalogue.say(other),
        coin_side: *coin_side,
        evidence: evidence.iter().map(|item| evidence_item(item, catalogue)).collect(),
    }
}

/// A value as people write it, with what may name a person hidden where that is asked.
pub(crate) fn written(value: &Value, catalogue: &Catalogue) -> String {
    let identifiers = catalogue.identifiers();
    match value {
        Value::Text(text) => identifiers.hide(text).into_owned(),
        // The first bytes of a banner hold what the banner holds.
        Value::Bytes(bytes) => {
            let mut hex = value.written().into_owned();
            for (start, end) in identifiers.hidden_stretches(bytes) {
                hex.replace_range(2 * start..2 * end, &"*".repeat(2 * (end - start)));
            }
            hex
        }
        Value::List(items) => {
            items.iter().map(|item| written(item, catalogue)).collect::<Vec<_>>().join(", ")
        }
        Value::Uint(_) | Value::Bool(_) => value.written().into_owned(),
    }
}
