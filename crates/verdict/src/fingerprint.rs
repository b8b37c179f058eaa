//! Fingerprints: rows of data that say which facts together point to what.
//!
//! A row has an id, conditions over facts (`all` and `any`), a claim, its reason in English and
//! Chinese, its source, and recordings it must and must not match. The built-in rows are compiled
//! in from `data/fingerprints/`; users add theirs. A row may lower the strength of what it claims,
//! never raise it: a claim is as strong as the weakest fact it needs.
//!
//! ```toml
//! [[fingerprint]]
//! id = "bitcoin-handshake"
//! all = [{ fact = "bitcoin.handshake.magic", present = true }]
//! uses = ["bitcoin.version.protocol"]
//! claim = { layer = "ledger", platform = "bitcoin", software = "bitcoin.version.agent" }
//! network = { family = "bitcoin", magic = "bitcoin.handshake.magic", genesis = "bitcoin.genesis.hash" }
//! en = "It completed the handshake of the Bitcoin family."
//! zh = "它完成了比特币系列协议的握手。"
//! source = "bitcoin/bitcoin src/net_processing.cpp"
//! matches = ["bitcoin/btcd-mainnet"]
//! near_misses = ["http/nginx"]
//! ```

mod condition;
mod lookup;
mod row;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::atlas::Atlas;
use crate::claim::Claim;
use crate::fact::{Fact, Facts, Strength};
use crate::sentence::DataError;
use crate::verdict::Evidence;

use lookup::Found;
pub use row::Fingerprint;

/// The version of the built-in rows, raised with every change to them.
pub const VERSION: &str = "2026.11.2";

/// The built-in files, by name.
const BUILTIN: &[(&str, &str)] = &[
    ("bitcoin.toml", include_str!("../data/fingerprints/bitcoin.toml")),
    ("devices.toml", include_str!("../data/fingerprints/devices.toml")),
    ("ethereum.toml", include_str!("../data/fingerprints/ethereum.toml")),
    ("hns.toml", include_str!("../data/fingerprints/hns.toml")),
    ("mining.toml", include_str!("../data/fingerprints/mining.toml")),
    ("services.toml", include_str!("../data/fingerprints/services.toml")),
];

/// A set of fingerprints, by id.
#[derive(Clone, Debug, Default)]
pub struct Fingerprints {
    rows: BTreeMap<String, Fingerprint>,
    extended: bool,
}

impl Fingerprints {
    /// The rows that are compiled in.
    pub fn builtin() -> &'static Fingerprints {
        static LOADED: OnceLock<Fingerprints> = OnceLock::new();
        LOADED.get_or_init(|| {
            let mut set = Fingerprints::default();
            for (file, text) in BUILTIN {
                set.add(file, text).expect("the built-in rows are read by a test of this crate");
            }
            set.extended = false;
            set
        })
    }

    /// Adds the rows of a TOML file; a row replaces one of the same id.
    ///
    /// Nothing is added when a row is broken: the error names the file and the line.
    pub fn add(&mut self, file: &str, text: &str) -> Result<(), DataError> {
        let rows = row::parse(file, text)?;
        self.rows.extend(rows.into_iter().map(|row| (row.id.clone(), row)));
        self.extended = true;
        Ok(())
    }

    /// All rows, by id.
    pub fn rows(&self) -> impl Iterator<Item = &Fingerprint> {
        self.rows.values()
    }

    /// The row of an id.
    pub fn row(&self, id: &str) -> Option<&Fingerprint> {
        self.rows.get(id)
    }

    /// The version, marked where a user's rows were added.
    pub fn version(&self) -> String {
        if self.extended { format!("{VERSION}+local") } else { VERSION.to_owned() }
    }

    /// What the rows that match say, in the order of their ids.
    pub fn claims(&self, facts: &Facts, atlas: &Atlas) -> Vec<Claim> {
        self.rows().flat_map(|row| row.claims(facts, atlas)).collect()
    }
}

impl Fingerprint {
    /// What this row says of an endpoint: nothing, one claim, or one a network it showed.
    pub fn claims(&self, facts: &Facts, atlas: &Atlas) -> Vec<Claim> {
        let Some(needed) = self.matched(facts) else {
            return Vec::new();
        };
        match &self.network {
            None => vec![self.claim(facts, &needed, Found::nothing())],
            Some(lookup) => lookup
                .pointings(facts, atlas)
                .into_iter()
                .map(|found| self.claim(facts, &needed, found))
                .collect(),
        }
    }

    /// The facts the conditions rest on, or `None` where they do not hold.
    fn matched<'a>(&self, facts: &'a Facts) -> Option<Vec<&'a Fact>> {
        let mut needed = Vec::new();
        for condition in &self.all {
            needed.extend(condition.holds(facts)?);
        }
        if !self.any.is_empty() {
            needed.extend(self.any.iter().find_map(|condition| condition.holds(facts))?);
        }
        Some(needed)
    }

    fn claim(&self, facts: &Facts, needed: &[&Fact], found: Found<'_>) -> Claim {
        let weakest = needed.iter().chain(&found.rests_on).map(|fact| fact.strength).min();
        let strength = weakest.unwrap_or(Strength::Hinted).min(self.strength).min(found.strength);
        let software = self.claim.software.as_deref().and_then(|name| facts.best(name));
        let uses = self.uses.iter().filter_map(|name| facts.best(name));
        let mut evidence: Vec<Evidence> = Vec::new();
        for fact in needed.iter().chain(&found.facts).copied().chain(software).chain(uses) {
            let item = Evidence::of(&self.id, fact);
            if !evidence.contains(&item) {
                evidence.push(item);
            }
        }
        Claim {
            fingerprint: self.id.clone(),
            layer: self.claim.layer,
            platform: self.claim.platform.clone(),
            pointing: found.pointing,
            class: self.claim.class,
            leans: self.claim.leans,
            access: self.claim.access,
            roles: self.claim.roles.clone(),
            mining: self.claim.mining,
            software: software.map(|fact| fact.value.written().into_owned()),
            strength,
            evidence,
        }
    }
}

#[cfg(test)]
mod tests;
