//! Every fingerprint row against recordings: one it must match at least, one near miss at least.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use coinsift_protocols::{facts, text};
use coinsift_verdict::{Atlas, Facts, Fingerprints};

fn recordings() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/transcripts")
}

/// The facts of an example, named `family/name`. Where an endpoint held several dialogues, their
/// recordings are joined by `+`.
fn facts_of(example: &str) -> Facts {
    let transcripts: Vec<_> = example
        .split('+')
        .map(|name| {
            let path = recordings().join(format!("{name}.txt"));
            let written = fs::read_to_string(&path)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            text::parse(&written).unwrap_or_else(|error| panic!("{example}: {error}")).transcript
        })
        .collect();
    facts(&transcripts)
}

#[test]
fn every_row_matches_its_recordings_and_none_of_its_near_misses() {
    let (set, atlas) = (Fingerprints::builtin(), Atlas::builtin());
    for row in set.rows() {
        for example in &row.matches {
            let claims = row.claims(&facts_of(example), atlas);
            assert!(!claims.is_empty(), "{} does not match {example}", row.id);
        }
        for example in &row.near_misses {
            let claims = row.claims(&facts_of(example), atlas);
            assert!(claims.is_empty(), "{} matches its near miss {example}", row.id);
        }
    }
}

#[test]
fn every_fact_a_row_speaks_of_is_declared() {
    let declared: BTreeSet<&str> =
        coinsift_protocols::declared_facts().map(|declared| declared.name).collect();
    for row in Fingerprints::builtin().rows() {
        for name in row.fact_names() {
            assert!(declared.contains(name), "{} speaks of {name}, which nobody states", row.id);
        }
    }
}

#[test]
fn facts_are_declared_once_and_named_for_their_family() {
    let mut seen = BTreeSet::new();
    for dialogue in coinsift_protocols::DIALOGUES {
        let family = dialogue.name.split('.').next().expect("a name");
        for fact in dialogue.facts {
            assert!(seen.insert(fact.name), "{} is declared twice", fact.name);
            assert_eq!(fact.name.split('.').next(), Some(family), "{}", fact.name);
            assert_eq!(fact.name.split('.').count(), 3, "{} is family.part.name", fact.name);
            assert!(fact.doc.ends_with('.'), "{}: its meaning is a sentence", fact.name);
        }
    }
}
