//! The page of a registry check: projects, those that want attention first, and at each endpoint
//! what was declared beside what was seen.

#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::io::{self, Write};

use coinsift_protocols::Utc;
use coinsift_verdict::Sentence;

use super::endpoint::ledger;
use super::run::{RunFacts, moment};
use super::write::Writer;
use super::{Badge, Cell, Count, Grid, Head, List, Part, Section, Tone, anchor, strengths};
use crate::escape::visible;
use crate::lang::Catalogue;
use crate::ndjson::EndpointLine;
use crate::registry::declared::Network;
use crate::registry::{
    Agreement, Checked, Compared, EndpointChecked, Outcome, ProjectChecked, Reason, say,
};

/// The most characters of a name, an operator or an owner.
const MAX_NAME: usize = 200;
/// The most characters of an endpoint as it was declared.
const MAX_DECLARED: usize = 300;

/// What a page says of the check itself.
#[derive(Clone, Copy, Debug)]
pub struct CheckFacts<'a> {
    /// The run; `None` where nothing was looked at.
    pub run: Option<&'a RunFacts<'a>>,
    /// Name and version of the program.
    pub program: &'a str,
    /// When the page was made.
    pub time: Utc,
}

/// Writes the page of a checked registry.
pub fn check_page<W: Write>(
    out: W,
    checked: &Checked,
    facts: &CheckFacts<'_>,
    catalogue: &Catalogue,
) -> io::Result<W> {
    CheckPage { checked, facts, catalogue }.write(out)
}

/// Chapters of projects, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Chapter {
    Attention,
    Open,
    Fits,
    Read,
}

impl Chapter {
    const ALL: [Chapter; 4] = [Chapter::Attention, Chapter::Open, Chapter::Fits, Chapter::Read];

    /// Its heading, and what it holds.
    fn ids(self) -> [&'static str; 2] {
        match self {
            Chapter::Attention => ["page-check-attention", "page-check-attention-are"],
            Chapter::Open => ["page-check-open", "page-check-open-are"],
            Chapter::Fits => ["page-check-fits", "page-check-fits-are"],
            Chapter::Read => ["page-check-read", "page-check-read-are"],
        }
    }
}

struct CheckPage<'a> {
    checked: &'a Checked,
    facts: &'a CheckFacts<'a>,
    catalogue: &'a Catalogue,
}

impl CheckPage<'_> {
    fn write<W: Write>(&self, out: W) -> io::Result<W> {
        let mut projects: Vec<(usize, Chapter, &ProjectChecked)> = self
            .checked
            .projects
            .iter()
            .enumerate()
            .map(|(number, project)| (number, self.chapter(project), project))
            .collect();
        projects.sort_by_key(|(number, chapter, one)| (*chapter, Reverse(one.outcome), *number));
        let mut page = Writer::begin(out, &self.head())?;
        page.chapter(&self.word("page-overview"), &[])?;
        let heads = ["page-check-project", "page-check-outcome", "page-check-declared"];
        let rows = projects.iter().map(|(number, _, project)| self.overview(*number, project));
        page.grid_of(None, &heads.map(|id| self.word(id)), rows)?;
        if !self.checked.notes.is_empty() {
            page.chapter(&self.word("page-check-notes"), &[self.word("page-check-notes-are")])?;
            page.grid(&self.notes())?;
        }
        for chapter in Chapter::ALL {
            let mut of_chapter = projects.iter().filter(|(_, one, _)| *one == chapter).peekable();
            if of_chapter.peek().is_some() {
                let [heading, words] = chapter.ids().map(|id| self.word(id));
                page.chapter(&heading, &[words])?;
            }
            for (number, _, project) in of_chapter {
                let parts: Vec<Part> =
                    project.endpoints.iter().map(|one| self.endpoint(one)).collect();
                page.section(&self.section(*number, project), &parts)?;
            }
        }
        if self.facts.run.is_some() {
            self.how_to_read(&mut page)?;
        }
        page.end(&self.foot())
    }

    fn word(&self, id: &str) -> String {
        self.catalogue.word(id)
    }

    fn is_noted(&self, project: &ProjectChecked) -> bool {
        self.checked.notes_of(project).any(|note| note.kind.is_finding())
    }

    fn chapter(&self, project: &ProjectChecked) -> Chapter {
        match project.outcome {
            Some(Outcome::Deviates | Outcome::Undeclared) => Chapter::Attention,
            _ if self.is_noted(project) || project.is_finding() => Chapter::Attention,
            Some(Outcome::Undetermined | Outcome::Unreachable) => Chapter::Open,
            Some(Outcome::Conforms) => Chapter::Fits,
            None => Chapter::Read,
        }
    }

    fn head(&self) -> Head {
        let mut facts = vec![
            (self.word("page-check-registry"), visible(&self.checked.file, MAX_NAME)),
            (self.word("page-check-sha"), hex::encode(self.checked.sha256)),
        ];
        match self.facts.run {
            Some(run) => facts.extend(run.pairs(self.catalogue)),
            None => {
                facts.push((self.word("page-time"), moment(self.facts.time)));
                facts.push((self.word("page-versions"), self.facts.program.to_owned()));
            }
        }
        let count = |outcome: Outcome| Count {
            tone: tone(outcome),
            number: self.checked.count(outcome) as u64,
            name: say::outcome(outcome, self.catalogue),
            meaning: self.meaning(outcome),
        };
        let counts = self.facts.run.map(|_| Outcome::ALL.into_iter().rev().map(count).collect());
        Head {
            lang: self.catalogue.lang(),
            title: self.word("page-check-title"),
            lead: vec![say::sums(self.checked, self.catalogue).join(self.catalogue.gap())],
            warnings: self.facts.run.map(|run| run.warnings(self.catalogue)).unwrap_or_default(),
            facts,
            counts_heading: self.word("page-check-counts"),
            counts: counts.unwrap_or_default(),
        }
    }

    fn meaning(&self, outcome: Outcome) -> String {
        self.word(&format!("page-outcome-{}", outcome.word()))
    }

    /// Class and platform as declared.
    fn chain(&self, project: &ProjectChecked) -> String {
        let declared = &project.project;
        let words = Sentence::new("page-check-chain")
            .with("declared", self.word(&format!("declared-{}", declared.class.word())))
            .with("named", declared.platform.name());
        self.catalogue.say(&words)
    }

    fn heading(&self, project: &ProjectChecked) -> String {
        let declared = &project.project;
        format!("{} {}", visible(&declared.filing, MAX_NAME), visible(&declared.name, MAX_NAME))
    }

    fn badges(&self, project: &ProjectChecked) -> Vec<Badge> {
        let outcome = project.outcome.map(|one| self.badge(one));
        let grave = |is: bool, id| is.then(|| Badge::new(Tone::Grave, self.word(id)));
        let is_finding = project.is_finding() && project.outcome != Some(Outcome::Deviates);
        let finding = grave(is_finding, "page-check-finding");
        let noted = grave(self.is_noted(project), "page-check-noted");
        outcome.into_iter().chain(finding).chain(noted).collect()
    }

    fn badge(&self, outcome: Outcome) -> Badge {
        Badge::new(tone(outcome), say::outcome(outcome, self.catalogue))
    }

    fn overview(&self, number: usize, project: &ProjectChecked) -> Vec<Cell> {
        vec![
            Cell::Link { text: self.heading(project), to: id(number) },
            Cell::Badges(self.badges(project)),
            Cell::Text(self.chain(project)),
        ]
    }

    fn notes(&self) -> Grid {
        let rows = self.checked.notes.iter().map(|note| {
            let (tone, id) = match note.kind.is_finding() {
                true => (Tone::Grave, "page-check-finding"),
                false => (Tone::Calm, "page-check-remark"),
            };
            let badge = Badge::new(tone, self.word(id));
            vec![Cell::Badges(vec![badge]), Cell::Text(self.catalogue.say(&note.sentence))]
        });
        let heads = ["page-check-weight", "page-check-note"];
        Grid { caption: None, heads: heads.map(|id| self.word(id)).into(), rows: rows.collect() }
    }

    fn section(&self, number: usize, project: &ProjectChecked) -> Section {
        let declared = &project.project;
        let mut facts = vec![(self.word("page-check-declared"), self.chain(project))];
        let mut add = |id: &str, value: String| facts.push((self.word(id), value));
        if let Some(operator) = &declared.operator {
            add("page-check-operator", self.catalogue.text(operator, MAX_NAME));
        }
        if let Some(network) = declared.network.as_ref().map(Network::text) {
            add("column-network", visible(network, MAX_NAME));
        }
        if let Some(id) = declared.chain_id {
            add("aspect-chain-id", id.to_string());
        }
        if let Some(hash) = declared.genesis {
            add("aspect-genesis", format!("0x{}", hex::encode(hash)));
        }
        if project.endpoints.is_empty() {
            let texts: Vec<String> = declared
                .endpoints
                .iter()
                .map(|address| visible(&address.text, MAX_DECLARED))
                .collect();
            add("page-check-endpoints", texts.join(self.catalogue.comma()));
        }
        add("page-check-place", visible(&declared.place, MAX_NAME));
        let is_seen = project.endpoints.iter().any(|one| one.seen.is_some());
        let is_silent = project.outcome == Some(Outcome::Unreachable);
        let mut cautions = Vec::new();
        cautions.extend(is_seen.then(|| self.word("host-observed-at-address")));
        cautions.extend(is_silent.then(|| self.word("page-check-silence")));
        let noted = self.is_noted(project);
        Section {
            id: id(number),
            tone: match project.outcome {
                _ if noted => Tone::Grave,
                Some(outcome) => tone(outcome),
                None => Tone::Calm,
            },
            heading: self.heading(project),
            beside: None,
            badges: self.badges(project),
            facts,
            words: self
                .checked
                .notes_of(project)
                .map(|note| self.catalogue.say(&note.sentence))
                .collect(),
            cautions,
        }
    }

    /// An endpoint: the outcome and its ground, both sides, and the evidence.
    fn endpoint(&self, one: &EndpointChecked) -> Part {
        let run = self.facts.run.map(|run| run.run.run.as_str()).unwrap_or_default();
        let mut part = match (&one.seen, one.endpoint) {
            (Some(seen), Some(endpoint)) => {
                let time = one.time.unwrap_or(self.facts.time);
                let line = EndpointLine { run, time, endpoint, name: None, verdict: &seen.verdict };
                ledger(&line, self.catalogue)
            }
            _ => Part::default(),
        };
        part.heading = visible(&one.place(), MAX_DECLARED);
        part.badges.insert(0, self.badge(one.outcome));
        part.words.insert(0, say::ground(one, self.catalogue));
        let mut facts = Vec::new();
        if let Some(address) = one.declared.as_ref().filter(|address| address.text != one.place()) {
            facts.push((self.word("page-check-as"), visible(&address.text, MAX_DECLARED)));
        }
        facts.extend(self.owner(one));
        facts.append(&mut part.facts);
        part.facts = facts;
        // What was observed beside the declarations was not declared.
        if !one.compared.is_empty() && !matches!(one.reason, Reason::Beside | Reason::BesideFits) {
            part.tables.push(self.compared(&one.compared));
        }
        part
    }

    fn owner(&self, one: &EndpointChecked) -> Vec<(String, String)> {
        let Some(ip) = one.ip().filter(|_| self.catalogue.has_owners()) else { return Vec::new() };
        let line = self.catalogue.owner_line(ip, MAX_NAME);
        let line = line.unwrap_or_else(|| self.word("unknown"));
        let contact = self.catalogue.owner(ip).and_then(|owner| owner.contact.as_deref());
        let contact = contact.map(|contact| visible(contact, MAX_NAME));
        let contact = contact.map(|contact| (self.word("page-owner-contact"), contact));
        [(self.word("page-owner"), line)].into_iter().chain(contact).collect()
    }

    fn compared(&self, rows: &[Compared]) -> Grid {
        let heads =
            ["page-check-aspect", "page-check-declared", "page-check-seen", "page-check-compared"];
        let row = |row: &Compared| {
            let (tone, id) = agreement(row.agreement);
            let seen = row.seen.as_ref().map(|seen| say::term(seen, self.catalogue));
            vec![
                Cell::Text(self.word(&format!("aspect-{}", row.aspect.word()))),
                Cell::Text(say::term(&row.declared, self.catalogue)),
                Cell::Text(seen.unwrap_or_else(|| self.word("check-nothing-seen"))),
                Cell::Badges(vec![Badge::new(tone, self.word(id))]),
            ]
        };
        Grid {
            caption: None,
            heads: heads.map(|id| self.word(id)).into(),
            rows: rows.iter().map(row).collect(),
        }
    }

    fn how_to_read<W: Write>(&self, page: &mut Writer<W>) -> io::Result<()> {
        page.chapter(&self.word("page-reading"), &[])?;
        let heads = ["page-check-outcome", "page-check-means", "page-check-do"];
        let rows = Outcome::ALL.into_iter().rev().map(|outcome| {
            let step = self.word(&format!("page-outcome-{}-do", outcome.word()));
            vec![
                Cell::Badges(vec![self.badge(outcome)]),
                Cell::Text(self.meaning(outcome)),
                Cell::Text(step),
            ]
        });
        page.grid_of(None, &heads.map(|id| self.word(id)), rows)?;
        page.list(&strengths(self.catalogue))?;
        let limits = [
            "page-check-limit-signs",
            "page-check-limit-conforms",
            "page-check-silence",
            "host-observed-at-address",
            "page-limit-moment",
        ];
        page.list(&List {
            heading: self.word("page-limits"),
            items: limits.into_iter().map(|id| self.word(id)).collect(),
        })
    }

    fn foot(&self) -> Vec<String> {
        let program = self.facts.program;
        let Some(facts) = self.facts.run else {
            let made = Sentence::new("page-check-made-offline").with("program", program);
            return vec![self.catalogue.say(&made)];
        };
        let made = Sentence::new("page-made").with("program", program);
        let identifiers = match facts.run.identifiers {
            true => "page-identifiers-shown",
            false => "page-identifiers-hidden",
        };
        vec![self.catalogue.say(&made.with("run", &facts.run.run)), self.word(identifiers)]
    }
}

/// The id of a project's section; filing numbers may be anything.
fn id(number: usize) -> String {
    anchor(&format!("project-{}", number + 1))
}

fn tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Deviates => Tone::Grave,
        Outcome::Undeclared => Tone::Open,
        Outcome::Undetermined => Tone::Own,
        Outcome::Unreachable => Tone::Calm,
        Outcome::Conforms => Tone::Admitted,
    }
}

fn agreement(agreement: Agreement) -> (Tone, &'static str) {
    match agreement {
        Agreement::Agrees => (Tone::Admitted, "agreement-agrees"),
        Agreement::InPart => (Tone::Own, "agreement-in-part"),
        Agreement::NotSeen => (Tone::Calm, "agreement-not-seen"),
        Agreement::HintsOtherwise => (Tone::Open, "agreement-hints-otherwise"),
        Agreement::Differs => (Tone::Grave, "agreement-differs"),
    }
}
