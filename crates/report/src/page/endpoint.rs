//! One endpoint on a page: what it is in sentences, what that rests on, what cannot be told.

use coinsift_verdict::verdict::{Evidence, Mining};
use coinsift_verdict::{Place, Sentence, Side, Verdict};

use super::run::moment;
use super::scan::mining;
use super::{Badge, Cell, Detail, Grid, List, Part, Tone};
use crate::explain::{by_fingerprint, is_limit, limits};
use crate::lang::Catalogue;
use crate::ndjson::{EndpointLine, written};

/// The most characters of a peer's text.
const MAX_SOFTWARE: usize = 160;
/// The same in the one line of an endpoint that is no ledger.
const MAX_QUIET: usize = 60;
/// The most characters of a fact's value.
const MAX_VALUE: usize = 240;
/// The most characters of a list of networks.
const MAX_LIST: usize = 300;

/// An endpoint that is no ledger, in a few words: `22/tcp other (SSH-2.0-OpenSSH_9.2)`.
pub(super) fn quiet(line: &EndpointLine<'_>, catalogue: &Catalogue) -> String {
    let class = catalogue.class(line.verdict.class);
    let text = format!("{}/{} {class}", line.endpoint.port, line.endpoint.transport.word());
    match &line.verdict.software {
        Some(software) => format!("{text} ({})", catalogue.text(software, MAX_QUIET)),
        None => text,
    }
}

/// An endpoint that is a ledger or a finding, with its evidence.
pub(super) fn ledger(line: &EndpointLine<'_>, catalogue: &Catalogue) -> Part {
    let verdict = line.verdict;
    let judgement: Vec<Sentence> =
        verdict.summary.iter().filter(|sentence| !is_limit(sentence)).cloned().collect();
    let list = |id: &str, sentences: &[Sentence]| List {
        heading: catalogue.word(id),
        items: catalogue.say_all(sentences),
    };
    Part {
        heading: format!("{}/{}", line.endpoint.port, line.endpoint.transport.word()),
        badges: badges(verdict, catalogue),
        words: catalogue.say_all(&judgement),
        facts: facts(line, catalogue),
        tables: Vec::new(),
        lists: vec![
            list("explain-mining", &verdict.mining_detail),
            List {
                heading: catalogue.word("explain-contradictions"),
                items: contradictions(verdict, catalogue),
            },
            list("explain-not-known", &limits(verdict)),
        ],
        details: evidence(line, catalogue).into_iter().collect(),
    }
}

fn badges(verdict: &Verdict, catalogue: &Catalogue) -> Vec<Badge> {
    let mut badges = vec![Badge::new(Tone::of(verdict.class), catalogue.class(verdict.class))];
    if let Some(leans) = verdict.leans {
        let leans = Sentence::new("table-leans").with("class", leans.word());
        badges.push(Badge::new(Tone::Calm, catalogue.say(&leans)));
    }
    if verdict.testnet == Some(true) {
        badges.push(Badge::new(Tone::Calm, catalogue.word("table-testnet")));
    }
    badges.extend(mining(verdict.mining, catalogue));
    if let Some(first) = verdict.contradictions.first() {
        let grave = first.coin_side || verdict.contradictions.iter().any(|one| one.coin_side);
        let tone = if grave { Tone::Grave } else { Tone::Open };
        badges.push(Badge::new(tone, catalogue.word("page-contradiction")));
    }
    badges
}

fn facts(line: &EndpointLine<'_>, catalogue: &Catalogue) -> Vec<(String, String)> {
    let verdict = line.verdict;
    let mut facts = Vec::new();
    let mut add = |id: &str, value: String| facts.push((catalogue.word(id), value));
    match (&verdict.network, verdict.candidates.as_slice()) {
        (Some(key), _) => add("column-network", catalogue.network(key)),
        (None, []) => {}
        (None, keys) => {
            let names = catalogue.networks(keys.iter().map(String::as_str), MAX_LIST);
            add("page-candidates", names);
        }
    }
    if let Some(software) = &verdict.software {
        add("column-software", catalogue.text(software, MAX_SOFTWARE));
    }
    if !verdict.roles.is_empty() {
        add("column-roles", catalogue.roles(&verdict.roles));
    }
    if let Some(access) = verdict.access {
        add("page-access", catalogue.access(access));
    }
    if verdict.mining != Mining::NotSeen {
        add("column-mining", catalogue.mining(verdict.mining));
    }
    if let Some(strength) = verdict.strength {
        add("column-strength", catalogue.strength(strength));
    }
    add("page-judged", moment(line.time));
    facts
}

fn contradictions(verdict: &Verdict, catalogue: &Catalogue) -> Vec<String> {
    let mut items = Vec::new();
    for contradiction in &verdict.contradictions {
        for (id, side) in
            [("explain-one-side", &contradiction.one), ("explain-other-side", &contradiction.other)]
        {
            let words = catalogue.say(side);
            items.push(catalogue.say(&Sentence::new(id).with("words", words)));
        }
    }
    items
}

fn evidence(line: &EndpointLine<'_>, catalogue: &Catalogue) -> Option<Detail> {
    let evidence = &line.verdict.evidence;
    if evidence.is_empty() {
        return None;
    }
    let heads = ["page-fact", "page-value", "column-strength", "page-place"];
    let heads: Vec<String> = heads.into_iter().map(|id| catalogue.word(id)).collect();
    let group = |(fingerprint, items): (&str, Vec<&Evidence>)| {
        let why = catalogue.why(fingerprint).unwrap_or_else(|| catalogue.word("unknown"));
        let words = vec![Cell::Text(why), Cell::Code(fingerprint.to_owned())];
        let rows = items.into_iter().map(|item| row(item, catalogue)).collect();
        (words, Grid { caption: None, heads: heads.clone(), rows })
    };
    let explain =
        Sentence::new("page-explain").with("endpoint", line.endpoint).with("run", line.run);
    let heading = Sentence::new("page-evidence").with("count", evidence.len());
    Some(Detail {
        heading: catalogue.say(&heading),
        groups: by_fingerprint(evidence).into_iter().map(group).collect(),
        words: vec![catalogue.say(&explain)],
    })
}

fn row(item: &Evidence, catalogue: &Catalogue) -> Vec<Cell> {
    let meaning = catalogue.meaning(&item.fact);
    let meaning = meaning.unwrap_or_else(|| catalogue.word("explain-no-meaning"));
    let value = crate::escape::visible(&written(&item.value, catalogue), MAX_VALUE);
    vec![
        Cell::Named(meaning, item.fact.clone()),
        Cell::Code(value),
        Cell::Text(catalogue.strength(item.strength)),
        Cell::Text(catalogue.say(&place(item.at))),
    ]
}

/// Where a fact stands, in words.
fn place(at: Place) -> Sentence {
    let Place { dialogue, side, offset, len } = at;
    let sentence = match (side, len) {
        (_, 0) => Sentence::new("page-place-whole"),
        (Side::Received, _) => Sentence::new("page-place-received"),
        (Side::Sent, _) => Sentence::new("page-place-sent"),
    };
    let sentence = sentence.with("dialogue", u32::from(dialogue) + 1);
    match len {
        0 => sentence,
        _ => sentence.with("first", offset).with("last", u64::from(offset) + u64::from(len) - 1),
    }
}
