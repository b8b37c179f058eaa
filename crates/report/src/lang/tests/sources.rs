//! The catalogue against the sources of all crates: every sentence that the code says is in it,
//! with the parameters the code gives, and every message of it is said somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

use super::{EN, messages};

/// Messages that the rules do not say yet. One that is said is taken off this list; the test fails
/// until then.
const NOT_SAID_YET: [&str; 6] = [
    "why-genesis-block",
    "why-genesis-parent",
    "why-magic-handshake",
    "why-rpc-open",
    "why-rpc-unauthorized",
    "why-syncing",
];

/// Lists whose ids are put together from a word; other tests hold them where this crate knows the
/// words.
const LISTS: [&str; 17] = [
    "page-class-",
    "page-outcome-",
    "aspect-",
    "declared-",
    "outcome-",
    "coverage-",
    "class-",
    "field-",
    "role-",
    "mining-",
    "strength-",
    "ending-",
    "close-",
    "platform-",
    "explain-strength-",
    "lab-peer-",
    "lab-scene-",
];

/// The text of one crate's sources, tests left out.
struct Sources {
    name: String,
    text: String,
}

impl Sources {
    /// Ids given to `Sentence::new` as they stand.
    fn said(&self) -> BTreeSet<String> {
        self.all(r#"Sentence::new\(\s*"([^"]+)""#)
    }

    /// Every string that could be an id.
    fn strings(&self) -> BTreeSet<String> {
        self.all(r#""([a-z][a-z0-9_]*(?:-[a-z0-9_]+)*)""#)
    }

    /// Names given to `with`.
    fn parameters(&self) -> BTreeSet<String> {
        self.all(r#"\.with\(\s*"([^"]+)""#)
    }

    fn all(&self, pattern: &str) -> BTreeSet<String> {
        let pattern = Regex::new(pattern).expect("a pattern");
        pattern.captures_iter(&self.text).map(|found| found[1].to_owned()).collect()
    }
}

fn crates() -> Vec<Sources> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut crates: Vec<PathBuf> =
        fs::read_dir(folder).expect("crates").map(|entry| entry.expect("a crate").path()).collect();
    crates.sort();
    crates
        .iter()
        .filter(|path| path.join("src").is_dir())
        .map(|path| {
            let mut text = String::new();
            collect(&path.join("src"), &mut text);
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            Sources { name, text }
        })
        .collect()
}

fn collect(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if name.starts_with("test") {
            continue;
        }
        if path.is_dir() {
            collect(&path, text);
        } else if name.ends_with(".rs") {
            let source = fs::read_to_string(&path).expect("a source");
            let end = source.find("#[cfg(test)]\nmod tests {").unwrap_or(source.len());
            for line in source[..end].lines().filter(|line| !line.trim_start().starts_with("//")) {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
}

#[test]
fn every_sentence_the_code_says_is_in_the_catalogue() {
    let known = messages(EN);
    let crates = crates();
    let mut missing: Vec<String> = Vec::new();
    for sources in &crates {
        let strings = sources.strings();
        // Ids also reach sentences through functions: strings that begin as the crate's ids do.
        let ids = sources.said();
        let beginnings: BTreeSet<&str> = ids
            .iter()
            .chain(strings.iter().filter(|text| known.contains_key(*text)))
            .filter_map(|id| Some(id.split_once('-')?.0))
            .collect();
        let passed = strings.iter().filter(|text| {
            text.split_once('-').is_some_and(|(first, _)| beginnings.contains(first))
        });
        let ids: BTreeSet<&String> = ids.iter().chain(passed).collect();
        missing.extend(
            ids.into_iter()
                .filter(|id| !known.contains_key(*id) && !NO_SENTENCES.contains(&id.as_str()))
                .map(|id| format!("{}: {id}", sources.name)),
        );
    }
    assert!(crates.iter().map(|sources| sources.said().len()).sum::<usize>() > 50);
    assert!(missing.is_empty(), "not in lang/en.ftl and zh.ftl:\n{}", missing.join("\n"));
}

/// Strings that look like sentences and are not.
const NO_SENTENCES: [&str; 0] = [];

#[test]
fn every_message_is_said_with_its_parameters() {
    let crates = crates();
    let mut said: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for sources in &crates {
        // A name may also come from a list, so any string of the crate counts.
        let parameters: BTreeSet<String> =
            sources.parameters().into_iter().chain(sources.strings()).collect();
        for id in sources.strings() {
            said.entry(id).or_default().extend(parameters.iter().cloned());
        }
    }
    let mut wrong: Vec<String> = Vec::new();
    for (id, variables) in messages(EN) {
        let is_listed = LISTS.iter().any(|list| id.starts_with(list));
        match (said.get(&id), NOT_SAID_YET.contains(&id.as_str())) {
            (None, false) if !is_listed => wrong.push(format!("{id} is said nowhere")),
            (Some(_), true) => wrong.push(format!("{id} is said: take it off the list here")),
            (Some(parameters), false) => {
                // `why` comes with `fingerprint`.
                let lacking =
                    variables.iter().filter(|name| !parameters.contains(*name) && *name != "why");
                wrong.extend(lacking.map(|name| format!("{id} never gets ${name}")));
            }
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
