//! What came of a check: outcomes, their reasons, and the value every form of the result is made of.

use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;

use coinsift_protocols::{Endpoint, Utc};
use coinsift_verdict::Strength;

use super::compare::{Agreement, Aspect, Compared, Seen};
use super::declared::{Address, Host, Project, Registry};
use super::notes::Note;

/// What became of a declaration. The order is that of attention: the last wants most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// As declared.
    Conforms,
    /// It did not answer.
    Unreachable,
    /// It answers, and what it is could not be told.
    Undetermined,
    /// Beside the declared services something else answers at the address.
    Undeclared,
    /// Something else than was declared.
    Deviates,
}

impl Outcome {
    /// All, in the order of attention.
    pub const ALL: [Outcome; 5] = [
        Outcome::Conforms,
        Outcome::Unreachable,
        Outcome::Undetermined,
        Outcome::Undeclared,
        Outcome::Deviates,
    ];

    /// The word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Conforms => "conforms",
            Outcome::Unreachable => "unreachable",
            Outcome::Undetermined => "undetermined",
            Outcome::Undeclared => "undeclared",
            Outcome::Deviates => "deviates",
        }
    }
}

/// Why an outcome is what it is, where the comparison alone does not say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The comparison says it.
    Compared,
    /// All that was declared agrees, as far as it was seen.
    InPart,
    /// It is open and says nothing that could be used.
    Silent,
    /// Something answers in which no ledger was recognised.
    NotRecognised,
    /// What it shows does not go together.
    Contradiction,
    /// Signs point elsewhere than the declaration.
    HintsOtherwise,
    /// Signs fit the declaration, but are only signs.
    OnlySigns,
    /// It is of the platform; whether its chain is the declared one was not seen.
    ClassOpen,
    /// It is a ledger; of which platform was not seen.
    PlatformOpen,
    /// No answer to the connect.
    NoAnswer,
    /// The connect was refused.
    Refused,
    /// It could not be tried, for example without a route.
    NoRoute,
    /// The name has no address.
    Unresolved,
    /// The run ended before its turn, or it was excluded.
    NotTried,
    /// No port was declared, and at none of those looked at the declared service was found.
    NotFound,
    /// A ledger or work for miners on a port that was not declared.
    Beside,
    /// The same chain as declared, on a port that was not declared.
    BesideFits,
}

impl Reason {
    /// The word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Reason::Compared => "compared",
            Reason::InPart => "in-part",
            Reason::Silent => "silent",
            Reason::NotRecognised => "not-recognised",
            Reason::Contradiction => "contradiction",
            Reason::HintsOtherwise => "hints-otherwise",
            Reason::OnlySigns => "only-signs",
            Reason::ClassOpen => "class-open",
            Reason::PlatformOpen => "platform-open",
            Reason::NoAnswer => "no-answer",
            Reason::Refused => "refused",
            Reason::NoRoute => "no-route",
            Reason::Unresolved => "unresolved",
            Reason::NotTried => "not-tried",
            Reason::NotFound => "not-found",
            Reason::Beside => "beside",
            Reason::BesideFits => "beside-fits",
        }
    }
}

/// How an endpoint without a verdict failed to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unanswered {
    /// Refused or reset.
    Closed,
    /// Nothing came back.
    Silent,
    /// It could not be tried.
    NoRoute,
}

/// All that a check saw.
#[derive(Clone, Debug, Default)]
pub struct Observation {
    /// Endpoints with a verdict.
    pub found: BTreeMap<Endpoint, Found>,
    /// Endpoints that were tried and have none, and how often they were tried.
    pub unanswered: HashMap<Endpoint, (Unanswered, u32)>,
    /// The addresses of names.
    pub names: BTreeMap<String, Vec<IpAddr>>,
}

/// An endpoint with a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What was seen.
    pub seen: Seen,
    /// When it was judged.
    pub time: Utc,
}

/// A registry checked: what every form of the result is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The file as its user named it.
    pub file: String,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// Its projects, in the order of the file.
    pub projects: Vec<ProjectChecked>,
    /// What the registry alone gives away.
    pub notes: Vec<Note>,
}

/// One project checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectChecked {
    /// What it declared.
    pub project: Project,
    /// The outcome that wants most attention among those of its endpoints; `None` where nothing
    /// was looked at.
    pub outcome: Option<Outcome>,
    /// Its declared endpoints in their order, then what was observed beside them.
    pub endpoints: Vec<EndpointChecked>,
}

impl ProjectChecked {
    /// Whether one of its endpoints is a finding.
    pub fn is_finding(&self) -> bool {
        self.endpoints.iter().any(EndpointChecked::is_finding)
    }
}

/// One endpoint of a project checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointChecked {
    /// The declaration it belongs to; `None` for what was not declared.
    pub declared: Option<Address>,
    /// Where it is; `None` where a name has no address, or a host no port.
    pub endpoint: Option<Endpoint>,
    /// The outcome.
    pub outcome: Outcome,
    /// Why, in a word.
    pub reason: Reason,
    /// The aspects compared.
    pub compared: Vec<Compared>,
    /// How strong the ground of the outcome is; `None` where nothing was learnt.
    pub strength: Option<Strength>,
    /// What was seen.
    pub seen: Option<Seen>,
    /// When it was judged.
    pub time: Option<Utc>,
    /// How often it was tried in vain.
    pub tries: u32,
}

impl EndpointChecked {
    /// The address it is at, where one is known.
    pub fn ip(&self) -> Option<IpAddr> {
        self.endpoint.map(|endpoint| endpoint.ip).or_else(|| self.host_ip())
    }

    /// Aspects that were declared and not, or not wholly, seen.
    pub fn open(&self) -> Vec<Aspect> {
        let open = |row: &&Compared| row.agreement != Agreement::Agrees;
        self.compared.iter().filter(open).map(|row| row.aspect).collect()
    }

    /// Aspects that differ.
    pub fn differing(&self) -> impl Iterator<Item = &Compared> {
        self.compared.iter().filter(|row| row.agreement == Agreement::Differs)
    }

    /// The declared address, where it is one.
    pub fn host_ip(&self) -> Option<IpAddr> {
        match &self.declared.as_ref()?.host {
            Host::Ip(ip) => Some(*ip),
            Host::Name(_) => None,
        }
    }

    /// Where it is, or what was declared where nothing was found.
    pub fn place(&self) -> String {
        match (&self.endpoint, &self.declared) {
            (Some(endpoint), _) => endpoint.socket().to_string(),
            (None, Some(address)) => address.target(),
            (None, None) => String::new(),
        }
    }

    /// Whether it is a finding: it deviates, or its verdict is one and was not declared.
    pub fn is_finding(&self) -> bool {
        match self.outcome {
            Outcome::Deviates => true,
            Outcome::Conforms => false,
            _ => self.seen.as_ref().is_some_and(|seen| seen.verdict.is_finding()),
        }
    }
}

impl Checked {
    /// What the registry declares and what it alone gives away; nothing was looked at.
    pub fn offline(registry: &Registry, notes: Vec<Note>) -> Checked {
        let projects = registry.projects.iter().map(|project| ProjectChecked {
            project: project.clone(),
            outcome: None,
            endpoints: Vec::new(),
        });
        Checked {
            file: registry.file.clone(),
            sha256: registry.sha256,
            projects: projects.collect(),
            notes,
        }
    }

    /// How many findings there are: endpoints and notes.
    pub fn findings(&self) -> usize {
        let endpoints = self.projects.iter().flat_map(|project| &project.endpoints);
        endpoints.filter(|endpoint| endpoint.is_finding()).count()
            + self.notes.iter().filter(|note| note.kind.is_finding()).count()
    }

    /// What the registry alone gives away about a project.
    pub fn notes_of<'a>(&'a self, project: &'a ProjectChecked) -> impl Iterator<Item = &'a Note> {
        let filing = &project.project.filing;
        self.notes.iter().filter(move |note| note.filings.contains(filing))
    }

    /// How many projects have an outcome.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.projects.iter().filter(|project| project.outcome == Some(outcome)).count()
    }
}
