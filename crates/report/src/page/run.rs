//! What a page says of the run: scope, authority, operator, times, coverage, versions.

use coinsift_protocols::Utc;
use coinsift_verdict::Sentence;

use crate::escape::visible;
use crate::lang::Catalogue;
use crate::ndjson::{EndLine, Reason, RunLine};

/// The most targets and excludes that are listed.
const MAX_LISTED: usize = 24;
/// The most characters of one of them, and of other texts of the user.
const MAX_OWN: usize = 200;

/// The facts of a run. Its texts are the user's own and are shown as they were given.
#[derive(Clone, Copy, Debug)]
pub struct RunFacts<'a> {
    /// How it began.
    pub run: &'a RunLine,
    /// How we named ourselves to those we looked at.
    pub agent: Option<&'a str>,
    /// How it ended, if it has.
    pub end: Option<&'a EndLine>,
    /// Pairs of address and port that were covered, and of how many.
    pub covered: Option<(u64, u64)>,
}

impl RunFacts<'_> {
    /// Name and value of each, in the catalogue's language.
    pub fn pairs(&self, catalogue: &Catalogue) -> Vec<(String, String)> {
        let RunLine { run, time, program, atlas, fingerprints, scope, .. } = self.run;
        let RunLine { excludes, ports, authority, operator, contact, clock, .. } = self.run;
        let mut pairs: Vec<(String, String)> = Vec::new();
        let mut add = |id: &str, value: String| pairs.push((catalogue.word(id), value));
        let own = |text: &Option<String>| {
            let given = text.as_deref().map(|text| visible(text, MAX_OWN));
            given.unwrap_or_else(|| catalogue.word("page-not-given"))
        };
        add("page-authority", own(authority));
        add("page-operator", own(operator));
        add("page-contact", own(contact));
        add("page-scope", listed(scope, catalogue));
        if !excludes.is_empty() {
            add("page-excludes", listed(excludes, catalogue));
        }
        add("page-ports", visible(ports, MAX_OWN));
        let end = self.end.map(|end| moment(end.time));
        let end = end.unwrap_or_else(|| catalogue.word("page-no-end"));
        let time = Sentence::new("page-from-to").with("from", moment(*time)).with("to", end);
        add("page-time", catalogue.say(&time));
        if let Some((done, total)) = self.covered {
            let covered = Sentence::new("page-covered-of").with("done", done).with("total", total);
            add("page-covered", catalogue.say(&covered));
        }
        if let Some(end) = self.end {
            let probes = Sentence::new("page-probes-sum")
                .with("open", end.probes.open)
                .with("closed", end.probes.closed)
                .with("filtered", end.probes.filtered)
                .with("failed", end.probes.failed);
            add("page-probes", catalogue.say(&probes));
            if end.absent > 0 {
                add("page-absent", end.absent.to_string());
            }
        }
        if let Some(shard) = self.run.shard {
            let part =
                Sentence::new("page-part-of").with("index", shard.index).with("count", shard.count);
            add("page-part", catalogue.say(&part));
        }
        if let Some(agent) = self.agent {
            add("page-agent", visible(agent, MAX_OWN));
        }
        let source = match clock.source.as_str() {
            "system" => catalogue.word("page-clock-system"),
            other => visible(other, MAX_OWN),
        };
        let state = catalogue.word(match clock.synchronised {
            Some(true) => "page-clock-synchronised",
            Some(false) => "page-clock-free",
            None => "page-clock-unknown",
        });
        add("page-clock", source + catalogue.comma() + &state);
        let versions = Sentence::new("page-versions-are")
            .with("program", program)
            .with("atlas", atlas)
            .with("rows", fingerprints);
        add("page-versions", catalogue.say(&versions));
        add("page-run", run.clone());
        pairs
    }

    /// What must not be overlooked: why the run does not cover its scope.
    pub fn warnings(&self, catalogue: &Catalogue) -> Vec<String> {
        let id = match self.end.map(|end| (end.complete, end.reason)) {
            None => "page-unfinished",
            Some((true, _)) => return Vec::new(),
            Some((_, Reason::Stopped | Reason::Finished)) => "coverage-interrupted",
            Some((_, Reason::MaxTime)) => "coverage-max-time",
            Some((_, Reason::MaxBytes)) => "coverage-max-bytes",
            Some((_, Reason::Trouble)) => "page-trouble",
        };
        let warning = catalogue.word(id) + catalogue.gap() + &catalogue.word("page-incomplete");
        vec![warning]
    }
}

/// A moment as people read it: `2026-11-24 15:00:00 UTC`.
pub(super) fn moment(time: Utc) -> String {
    let text = time.to_string();
    match (text.get(..10), text.get(11..19)) {
        (Some(day), Some(clock)) => format!("{day} {clock} UTC"),
        _ => text,
    }
}

fn listed(items: &[String], catalogue: &Catalogue) -> String {
    let shown: Vec<String> =
        items.iter().take(MAX_LISTED).map(|item| visible(item, MAX_OWN)).collect();
    let mut text = shown.join(catalogue.comma());
    if let Some(more) = items.len().checked_sub(MAX_LISTED).filter(|more| *more > 0) {
        text.push_str(catalogue.comma());
        text.push_str(&catalogue.say(&Sentence::new("page-more").with("count", more)));
    }
    text
}
