//! A checked registry as NDJSON: a line a project, a line an outcome, a line a note.

use std::net::IpAddr;

use coinsift_protocols::{Transport, Utc};
use coinsift_verdict::verdict::Mining;
use coinsift_verdict::{Class, Strength};
use serde::{Deserialize, Serialize};

use super::checked::{Checked, EndpointChecked, Outcome, ProjectChecked};
use super::compare::Compared;
use super::declared::Network;
use super::notes::Note;
use super::say;
use crate::lang::Catalogue;
use crate::ndjson::{EvidenceItem, Line, evidence_item, rfc3339};
use crate::owners::Responsible;

/// A project was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectLine {
    /// The run's id; `null` where nothing was looked at.
    pub run: Option<String>,
    /// When the check ended.
    #[serde(with = "rfc3339")]
    pub time: Utc,
    /// Its filing number.
    pub filing: String,
    /// Its name.
    pub name: String,
    /// Who runs it.
    pub operator: Option<String>,
    /// Where it stands in the registry.
    pub place: String,
    /// The outcome that wants most attention; `null` where nothing was looked at.
    pub outcome: Option<String>,
    /// Whether something about it is a finding.
    pub finding: bool,
    /// The declared class.
    pub declared_class: String,
    /// The declared platform.
    pub declared_platform: String,
    /// The declared network, as written.
    pub declared_network: Option<String>,
    /// The declared chain id, in decimal.
    pub declared_chain_id: Option<String>,
    /// The declared genesis block, in hex.
    pub declared_genesis: Option<String>,
    /// The declared endpoints, as written.
    pub declared_endpoints: Vec<String>,
    /// How many of its endpoints have which outcome.
    pub outcomes: Outcomes,
}

/// How many endpoints have which outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcomes {
    /// As declared.
    pub conforms: u64,
    /// Something else than declared.
    pub deviates: u64,
    /// Not declared.
    pub undeclared: u64,
    /// Not to be told.
    pub undetermined: u64,
    /// No answer.
    pub unreachable: u64,
}

/// An endpoint of a project was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeLine {
    /// The run's id.
    pub run: Option<String>,
    /// When the check ended.
    #[serde(with = "rfc3339")]
    pub time: Utc,
    /// The project's filing number.
    pub filing: String,
    /// The declared endpoint, as written; `null` for what was not declared.
    pub declared: Option<String>,
    /// The address; `null` where a name has none.
    pub ip: Option<IpAddr>,
    /// The port; `null` where none was declared and none found.
    pub port: Option<u16>,
    /// The transport.
    pub transport: Transport,
    /// The outcome.
    pub outcome: String,
    /// Why, in a word.
    pub reason: String,
    /// Whether it is a finding.
    pub finding: bool,
    /// How strong the ground of the outcome is.
    pub strength: Option<Strength>,
    /// How often it was tried in vain.
    pub tries: u32,
    /// What was compared.
    pub compared: Vec<ComparedItem>,
    /// Aspects that were declared and not, or not wholly, seen.
    pub open: Vec<String>,
    /// The class of the verdict.
    pub class: Option<Class>,
    /// Where an undetermined verdict leans.
    pub leans: Option<Class>,
    /// The network's key in the atlas.
    pub network: Option<String>,
    /// The platform whose protocol it speaks.
    pub platform: Option<String>,
    /// The software as it names itself.
    pub software: Option<String>,
    /// Whether mining was seen.
    pub mining: Option<Mining>,
    /// The facts the verdict rests on, the strongest first.
    pub evidence: Vec<EvidenceItem>,
    /// The outcome in sentences.
    pub summary: Vec<String>,
    /// Who is responsible for the address.
    #[serde(flatten)]
    pub responsible: Responsible,
}

/// One aspect, declared and seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedItem {
    /// Which.
    pub aspect: String,
    /// What was declared.
    pub declared: String,
    /// What was seen.
    pub seen: Option<String>,
    /// How they go together.
    pub agreement: String,
    /// How strong the ground of what was seen is.
    pub strength: Option<Strength>,
}

/// Something the registry alone gives away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteLine {
    /// The run's id; `null` where nothing was looked at.
    pub run: Option<String>,
    /// When the check ended.
    #[serde(with = "rfc3339")]
    pub time: Utc,
    /// What it is about.
    pub kind: String,
    /// Whether it is a finding.
    pub finding: bool,
    /// The filing numbers of the projects it is about.
    pub filings: Vec<String>,
    /// The same in sentences.
    pub summary: Vec<String>,
}

/// All lines of a checked registry: each project, then its outcomes; the notes at the end.
pub fn lines(checked: &Checked, run: Option<&str>, time: Utc, catalogue: &Catalogue) -> Vec<Line> {
    let mut lines = Vec::new();
    for project in &checked.projects {
        lines.push(Line::Project(Box::new(project_line(checked, project, run, time, catalogue))));
        for one in &project.endpoints {
            let filing = &project.project.filing;
            lines.push(Line::Outcome(Box::new(outcome_line(one, filing, run, time, catalogue))));
        }
    }
    let note = |note: &Note| {
        Line::Note(NoteLine {
            run: run.map(str::to_owned),
            time,
            kind: note.kind.word().to_owned(),
            finding: note.kind.is_finding(),
            filings: note.filings.clone(),
            summary: vec![catalogue.say(&note.sentence)],
        })
    };
    lines.extend(checked.notes.iter().map(note));
    lines
}

fn project_line(
    checked: &Checked,
    one: &ProjectChecked,
    run: Option<&str>,
    time: Utc,
    catalogue: &Catalogue,
) -> ProjectLine {
    let project = &one.project;
    let count = |outcome: Outcome| {
        one.endpoints.iter().filter(|endpoint| endpoint.outcome == outcome).count() as u64
    };
    let noted = checked.notes_of(one).any(|note| note.kind.is_finding());
    let hidden = |text: &String| catalogue.identifiers().hide(text).into_owned();
    ProjectLine {
        run: run.map(str::to_owned),
        time,
        filing: project.filing.clone(),
        name: project.name.clone(),
        operator: project.operator.as_ref().map(hidden),
        place: project.place.clone(),
        outcome: one.outcome.map(|outcome| outcome.word().to_owned()),
        finding: noted || one.is_finding(),
        declared_class: project.class.word().to_owned(),
        declared_platform: project.platform.key.to_owned(),
        declared_network: project.network.as_ref().map(Network::text).map(str::to_owned),
        declared_chain_id: project.chain_id.map(|id| id.to_string()),
        declared_genesis: project.genesis.map(hex::encode),
        declared_endpoints: project.endpoints.iter().map(|address| address.text.clone()).collect(),
        outcomes: Outcomes {
            conforms: count(Outcome::Conforms),
            deviates: count(Outcome::Deviates),
            undeclared: count(Outcome::Undeclared),
            undetermined: count(Outcome::Undetermined),
            unreachable: count(Outcome::Unreachable),
        },
    }
}

fn outcome_line(
    one: &EndpointChecked,
    filing: &str,
    run: Option<&str>,
    time: Utc,
    catalogue: &Catalogue,
) -> OutcomeLine {
    let verdict = one.seen.as_ref().map(|seen| &seen.verdict);
    let owner = one.ip().and_then(|ip| catalogue.owner(ip));
    OutcomeLine {
        run: run.map(str::to_owned),
        time,
        filing: filing.to_owned(),
        declared: one.declared.as_ref().map(|address| address.text.clone()),
        ip: one.ip(),
        port: one.endpoint.map(|endpoint| endpoint.port),
        transport: one.endpoint.map_or(Transport::Tcp, |endpoint| endpoint.transport),
        outcome: one.outcome.word().to_owned(),
        reason: one.reason.word().to_owned(),
        finding: one.is_finding(),
        strength: one.strength,
        tries: one.tries,
        compared: one.compared.iter().map(compared_item).collect(),
        open: one.open().iter().map(|aspect| aspect.word().to_owned()).collect(),
        class: verdict.map(|verdict| verdict.class),
        leans: verdict.and_then(|verdict| verdict.leans),
        network: verdict.and_then(|verdict| verdict.network.clone()),
        platform: verdict.and_then(|verdict| verdict.platform.clone()),
        software: verdict.and_then(|verdict| {
            let software = verdict.software.as_deref()?;
            Some(catalogue.identifiers().hide(software).into_owned())
        }),
        mining: verdict.map(|verdict| verdict.mining),
        evidence: verdict
            .map(|verdict| {
                verdict.evidence.iter().map(|item| evidence_item(item, catalogue)).collect()
            })
            .unwrap_or_default(),
        summary: say::summary(one, catalogue),
        responsible: Responsible::of(owner),
    }
}

fn compared_item(row: &Compared) -> ComparedItem {
    ComparedItem {
        aspect: row.aspect.word().to_owned(),
        declared: say::plain(&row.declared),
        seen: row.seen.as_ref().map(say::plain),
        agreement: row.agreement.word().to_owned(),
        strength: row.strength,
    }
}
