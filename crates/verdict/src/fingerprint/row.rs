//! The rows as they stand in TOML files, with errors that name the line and the cure.

use serde::Deserialize;
use toml::Spanned;

use super::condition::{Condition, ConditionRow};
use super::lookup::Lookup;
use crate::claim::Layer;
use crate::fact::Strength;
use crate::sentence::{DataError, Sentence};
use crate::verdict::{Access, Class, Mining, Role};

/// One fingerprint.
#[derive(Clone, Debug)]
pub struct Fingerprint {
    /// Its id.
    pub id: String,
    /// Conditions all of which must hold.
    pub all: Vec<Condition>,
    /// Conditions one of which must hold, where there are any.
    pub any: Vec<Condition>,
    /// Facts that are shown with the claim where they are known.
    pub uses: Vec<String>,
    /// What it says.
    pub claim: ClaimRow,
    /// Which facts name the network.
    pub network: Option<Lookup>,
    /// The most the claim may be worth.
    pub strength: Strength,
    /// Why, in English.
    pub en: String,
    /// Why, in Chinese.
    pub zh: String,
    /// Where it is known from.
    pub source: String,
    /// Recordings it must match, as `family/name` below `fixtures/transcripts`.
    pub matches: Vec<String>,
    /// Recordings that are close and that it must not match.
    pub near_misses: Vec<String>,
}

impl Fingerprint {
    /// The reason in a language.
    pub fn why(&self, zh: bool) -> &str {
        if zh { &self.zh } else { &self.en }
    }

    /// The names of all facts the row speaks of.
    pub fn fact_names(&self) -> Vec<&str> {
        let conditions = self.all.iter().chain(&self.any).map(Condition::fact);
        let network = self.network.iter().flat_map(Lookup::fact_names);
        conditions
            .chain(self.uses.iter().map(String::as_str))
            .chain(self.claim.software.as_deref())
            .chain(network)
            .collect()
    }
}

/// The claim of a row.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimRow {
    /// What it speaks of.
    pub layer: Layer,
    /// The platform.
    pub platform: Option<String>,
    /// The class it decides: `ledger` where the protocol is certain and the class is not.
    pub class: Option<Class>,
    /// The class it is a sign of, without deciding it.
    pub leans: Option<Class>,
    /// Who may take part.
    pub access: Option<Access>,
    /// Roles.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// Mining.
    #[serde(default)]
    pub mining: Mining,
    /// The fact that names the software.
    pub software: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    fingerprint: Vec<Spanned<FingerprintRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FingerprintRow {
    id: String,
    #[serde(default)]
    all: Vec<Spanned<ConditionRow>>,
    #[serde(default)]
    any: Vec<Spanned<ConditionRow>>,
    #[serde(default)]
    uses: Vec<String>,
    claim: ClaimRow,
    network: Option<Lookup>,
    #[serde(default = "proven")]
    strength: Strength,
    en: String,
    zh: String,
    source: String,
    matches: Vec<String>,
    near_misses: Vec<String>,
}

fn proven() -> Strength {
    Strength::Proven
}

/// Reads the rows of a file.
pub(super) fn parse(file: &str, text: &str) -> Result<Vec<Fingerprint>, DataError> {
    let wrong = |offset: usize, wrong: Sentence| DataError {
        file: file.to_owned(),
        line: line_of(text, offset),
        wrong,
    };
    let parsed: File = toml::from_str(text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        wrong(offset, Sentence::new("data-toml").with("error", error.message()))
    })?;
    let mut rows: Vec<Fingerprint> = Vec::new();
    for spanned in parsed.fingerprint {
        let offset = spanned.span().start;
        let row = spanned.into_inner();
        let bad = |id: &str| wrong(offset, Sentence::new(id).with("row", &row.id));
        if row.id.is_empty()
            || !row.id.chars().all(|char| char.is_ascii_alphanumeric() || char == '-')
        {
            return Err(bad("data-fingerprint-id"));
        }
        if rows.iter().any(|known| known.id == row.id) {
            return Err(bad("data-fingerprint-twice"));
        }
        if row.all.is_empty() && row.any.is_empty() {
            return Err(bad("data-fingerprint-no-condition"));
        }
        if row.en.trim().is_empty() || row.zh.trim().is_empty() {
            return Err(bad("data-fingerprint-no-reason"));
        }
        if row.network.as_ref().is_some_and(|network| !network.names_a_mark()) {
            return Err(bad("data-fingerprint-no-mark"));
        }
        if row.matches.is_empty() || row.near_misses.is_empty() {
            return Err(bad("data-fingerprint-no-example"));
        }
        let conditions = |list: Vec<Spanned<ConditionRow>>| {
            list.into_iter()
                .map(|spanned| {
                    let offset = spanned.span().start;
                    Condition::from_row(spanned.into_inner())
                        .map_err(|sentence| wrong(offset, sentence.with("row", &row.id)))
                })
                .collect::<Result<Vec<_>, DataError>>()
        };
        rows.push(Fingerprint {
            all: conditions(row.all)?,
            any: conditions(row.any)?,
            id: row.id,
            uses: row.uses,
            claim: row.claim,
            network: row.network,
            strength: row.strength,
            en: row.en,
            zh: row.zh,
            source: row.source,
            matches: row.matches,
            near_misses: row.near_misses,
        });
    }
    Ok(rows)
}

/// The line an offset stands in, counted from 1.
fn line_of(text: &str, offset: usize) -> u64 {
    let before = text.as_bytes().get(..offset).unwrap_or(text.as_bytes());
    1 + before.iter().filter(|&&byte| byte == b'\n').count() as u64
}
