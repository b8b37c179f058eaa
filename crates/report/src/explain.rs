//! The chain from bytes to verdict, to be read aloud.
//!
//! For one endpoint: the judgement; each fact it rests on with its meaning, its strength, the
//! fingerprint that used it and why, and the recorded bytes where it stands; what does not fit
//! together; what is not known; and what was sent and taken against what may be.

mod place;

use std::cmp::Reverse;

use coinsift_protocols::{Endpoint, Transcript, Utc};
use coinsift_verdict::verdict::{Evidence, Mining};
use coinsift_verdict::{Class, Place, Sentence, Strength, Verdict};

use crate::escape::visible;
use crate::lang::Catalogue;
use crate::ndjson::written;
use crate::table::wrapped;
use crate::wire::used_table;

/// The most characters of a host name.
const MAX_NAME: usize = 120;

/// Sentences of a summary that say why, without their `why-`; all others that begin so say what is
/// not known.
pub(crate) const GROUNDS: [&str; 6] = [
    "genesis-block",
    "genesis-parent",
    "magic-handshake",
    "rpc-open",
    "rpc-unauthorized",
    "copied-marks",
];

/// What is known of one endpoint.
#[derive(Clone, Copy, Debug)]
pub struct Explanation<'a> {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// The name it was asked for by, where it was a name.
    pub name: Option<&'a str>,
    /// When it was judged.
    pub time: Utc,
    /// The verdict.
    pub verdict: &'a Verdict,
    /// The dialogues the verdict was drawn from, in their order.
    pub transcripts: &'a [Transcript],
}

/// The explanation as text for a terminal of this many columns; ends with a line's end.
pub fn explain(explanation: &Explanation<'_>, catalogue: &Catalogue, width: u16) -> String {
    let mut page = Page { text: String::new(), catalogue, width: width.max(60) };
    page.judgement(explanation);
    page.evidence(explanation);
    page.contradictions(explanation);
    page.not_known(explanation.verdict);
    page.heading("explain-wire");
    let table = used_table(explanation.transcripts, catalogue, page.width - 2);
    table.lines().for_each(|line| page.line(2, line));
    page.text
}

struct Page<'a> {
    text: String,
    catalogue: &'a Catalogue,
    width: u16,
}

impl Page<'_> {
    fn judgement(&mut self, explanation: &Explanation<'_>) {
        let Explanation { endpoint, name, time, verdict, transcripts } = explanation;
        let name = name.map(|name| format!(" ({})", visible(name, MAX_NAME)));
        self.line(0, &format!("{endpoint}{}", name.unwrap_or_default()));
        if let Some(owner) = self.catalogue.owner_line(endpoint.ip, MAX_NAME) {
            self.say(0, &Sentence::new("explain-owner").with("words", owner));
        }
        self.heading("explain-judgement");
        for sentence in verdict.summary.iter().filter(|sentence| !is_limit(sentence)) {
            self.say(2, sentence);
        }
        let strength = verdict.strength.map_or("?", Strength::word);
        let class = match verdict.leans {
            Some(leans) => Sentence::new("explain-class-leans").with("leaning", leans.word()),
            None => Sentence::new("explain-class"),
        };
        self.say(2, &class.with("class", verdict.class.word()).with("strength", strength));
        if let Some(strength) = verdict.strength {
            self.say(2, &Sentence::new(format!("explain-strength-{}", strength.word())));
        }
        let judged = Sentence::new("explain-judged-at").with("time", time);
        self.say(2, &judged.with("count", transcripts.len()));
        if !verdict.mining_detail.is_empty() {
            self.heading("explain-mining");
            verdict.mining_detail.iter().for_each(|sentence| self.say(2, sentence));
        }
    }

    fn evidence(&mut self, explanation: &Explanation<'_>) {
        self.heading("explain-evidence");
        let evidence = &explanation.verdict.evidence;
        if evidence.is_empty() {
            self.say(2, &Sentence::new("explain-no-evidence"));
        }
        let mut shown: Vec<(&str, Place)> = Vec::new();
        for (fingerprint, items) in by_fingerprint(evidence) {
            self.say(2, &Sentence::new("explain-fingerprint").with("fingerprint", fingerprint));
            for item in items {
                let again = shown.contains(&(&item.fact, item.at));
                self.fact(4, item, (!again).then_some(explanation.transcripts));
                shown.push((&item.fact, item.at));
            }
            self.text.push('\n');
        }
        if self.text.ends_with("\n\n") {
            self.text.pop();
        }
    }

    /// A fact: what it says, what it means, where it stands, and the bytes themselves; the first
    /// only where the rest was told before.
    fn fact(&mut self, indent: usize, item: &Evidence, transcripts: Option<&[Transcript]>) {
        let value = written(&item.value, self.catalogue);
        let fact = Sentence::new("explain-fact")
            .with("fact", &item.fact)
            .with("value", &value)
            .with("strength", item.strength.word());
        self.say(indent, &fact);
        let Some(transcripts) = transcripts else {
            return self.say(indent + 2, &Sentence::new("explain-shown-above"));
        };
        let meaning = self.catalogue.meaning(&item.fact);
        let meaning = meaning.unwrap_or_else(|| self.catalogue.word("explain-no-meaning"));
        self.paragraph(indent + 2, &meaning);
        let found = place::find(item.at, transcripts);
        self.say(indent + 2, &found.sentence());
        for line in found.dump(self.catalogue.identifiers()) {
            self.line(indent + 2, &line);
        }
        if let Some(more) = found.more() {
            self.say(indent + 2, &Sentence::new("explain-more-bytes").with("count", more));
        }
    }

    fn contradictions(&mut self, explanation: &Explanation<'_>) {
        if explanation.verdict.contradictions.is_empty() {
            return;
        }
        self.heading("explain-contradictions");
        for contradiction in &explanation.verdict.contradictions {
            for (id, side) in [
                ("explain-one-side", &contradiction.one),
                ("explain-other-side", &contradiction.other),
            ] {
                let words = self.catalogue.say(side);
                self.say(2, &Sentence::new(id).with("words", words));
            }
            for item in &contradiction.evidence {
                self.fact(4, item, None);
            }
        }
    }

    fn not_known(&mut self, verdict: &Verdict) {
        self.heading("explain-not-known");
        limits(verdict).iter().for_each(|sentence| self.say(2, sentence));
        self.say(2, &Sentence::new("host-observed-at-address"));
    }

    fn heading(&mut self, id: &str) {
        let heading = self.catalogue.word(id);
        self.text.push('\n');
        self.line(0, &heading);
    }

    fn say(&mut self, indent: usize, sentence: &Sentence) {
        let text = self.catalogue.say(sentence);
        self.paragraph(indent, &text);
    }

    /// A paragraph wrapped at the width.
    fn paragraph(&mut self, indent: usize, text: &str) {
        // The page is at least 60 columns wide and no indent exceeds 8.
        let width = self.width.saturating_sub(indent as u16);
        wrapped(text, width).iter().for_each(|line| self.line(indent, line));
    }

    fn line(&mut self, indent: usize, line: &str) {
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(line);
        self.text.push('\n');
    }
}

/// Evidence by fingerprint: the strongest first, then those that use the most facts.
pub(crate) fn by_fingerprint(evidence: &[Evidence]) -> Vec<(&str, Vec<&Evidence>)> {
    let mut groups: Vec<(&str, Vec<&Evidence>)> = Vec::new();
    for item in evidence {
        match groups.iter_mut().find(|(fingerprint, _)| *fingerprint == item.fingerprint) {
            Some((_, items)) => items.push(item),
            None => groups.push((&item.fingerprint, vec![item])),
        }
    }
    groups.sort_by_key(|(_, items)| {
        Reverse((items.iter().map(|item| item.strength).max(), items.len()))
    });
    groups
}

/// What is not known, in sentences: what the verdict itself says, and what follows from it.
pub(crate) fn limits(verdict: &Verdict) -> Vec<Sentence> {
    let mut limits: Vec<Sentence> =
        verdict.summary.iter().filter(|sentence| is_limit(sentence)).cloned().collect();
    if verdict.class >= Class::Permissioned && verdict.network.is_none() {
        limits.push(Sentence::new("explain-network-not-known"));
    }
    if verdict.mining == Mining::NotSeen {
        limits.push(Sentence::new("explain-mining-not-seen"));
    }
    limits
}

pub(crate) fn is_limit(sentence: &Sentence) -> bool {
    sentence.id.strip_prefix("why-").is_some_and(|rest| !GROUNDS.contains(&rest))
}

#[cfg(test)]
mod tests;
