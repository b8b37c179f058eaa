//! The tables of mining devices: how fast each hashes and what power it takes, and the names of
//! what is hashed.

use std::collections::BTreeMap;

use super::table::rows;
use crate::sentence::DataError;

const COLUMNS: [&str; 7] =
    ["vendor", "model", "aliases", "algorithm", "hashrate", "watts", "source"];
const ALGORITHM_COLUMNS: [&str; 3] = ["algorithm", "aliases", "source"];
/// The most watts of one device: a container is no row.
const MAX_WATTS: f64 = 100_000.0;

/// A device, graphics card or processor at what its maker or its users call normal.
#[derive(Clone, Debug, PartialEq)]
pub struct Miner {
    /// Its maker.
    pub vendor: String,
    /// Its model.
    pub model: String,
    /// What it hashes, as `algorithms.csv` names it.
    pub algorithm: String,
    /// Hashes or solutions a second.
    pub hashrate: u128,
    /// Watts at that rate.
    pub watts: f64,
    /// Where the row is from.
    pub source: String,
    names: Vec<String>,
}

impl Miner {
    /// Maker and model, without saying the maker twice.
    pub fn name(&self) -> String {
        match self.model.starts_with(&self.vendor) {
            true => self.model.clone(),
            false => format!("{} {}", self.vendor, self.model),
        }
    }
}

/// Devices by their names, and algorithms by theirs.
#[derive(Clone, Debug, Default)]
pub(super) struct Miners {
    rows: BTreeMap<(String, String, String), Miner>,
    algorithms: BTreeMap<String, String>,
}

impl Miners {
    pub(super) fn take(&mut self, file: &str, text: &str) -> Result<(), DataError> {
        let parsed = rows(file, text, &COLUMNS, |row| {
            let hashrate = row.required("hashrate")?.parse().ok().filter(|rate| *rate > 0);
            let watts = row.required("watts")?.parse().ok();
            let (vendor, model) = (row.required("vendor")?, row.required("model")?);
            let aliases = row.cell("aliases").split(';').filter(|alias| !alias.trim().is_empty());
            let own = [model.to_owned(), format!("{vendor} {model}")];
            let mut names: Vec<String> =
                own.iter().map(String::as_str).chain(aliases).map(plain).collect();
            names.sort_unstable();
            names.dedup();
            Ok(Miner {
                vendor: vendor.to_owned(),
                model: model.to_owned(),
                algorithm: row.required("algorithm")?.to_owned(),
                hashrate: hashrate.ok_or_else(|| row.wrong("hashrate", "data-quantity"))?,
                watts: watts
                    .filter(|watts| (0.01..MAX_WATTS).contains(watts))
                    .ok_or_else(|| row.wrong("watts", "data-quantity"))?,
                source: row.required("source")?.to_owned(),
                names,
            })
        })?;
        self.rows.extend(parsed.into_iter().map(|miner| {
            ((miner.vendor.clone(), miner.model.clone(), miner.algorithm.clone()), miner)
        }));
        Ok(())
    }

    pub(super) fn take_algorithms(&mut self, file: &str, text: &str) -> Result<(), DataError> {
        let parsed = rows(file, text, &ALGORITHM_COLUMNS, |row| {
            row.required("source")?;
            let algorithm = row.required("algorithm")?.to_owned();
            let aliases = row.cell("aliases").split(';').map(word).collect::<Vec<_>>();
            Ok((algorithm, aliases))
        })?;
        for (algorithm, aliases) in parsed {
            let own = [word(&algorithm)];
            for alias in aliases.into_iter().chain(own).filter(|alias| !alias.is_empty()) {
                self.algorithms.insert(alias, algorithm.clone());
            }
        }
        Ok(())
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Miner> {
        self.rows.values()
    }

    pub(super) fn named(&self, name: &str) -> Vec<&Miner> {
        let name = plain(name);
        self.all().filter(|miner| !name.is_empty() && miner.names.contains(&name)).collect()
    }

    pub(super) fn algorithm(&self, name: &str) -> Option<&str> {
        self.algorithms.get(&word(name)).map(String::as_str)
    }
}

/// A name as names are compared: lower case, letters, digits and plus signs; nothing in brackets.
fn plain(name: &str) -> String {
    let (mut kept, mut depth) = (String::new(), 0u32);
    for char in name.chars() {
        match char {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            char if depth == 0 && (char.is_alphanumeric() || char == '+') => {
                kept.extend(char.to_lowercase());
            }
            _ => {}
        }
    }
    kept
}

/// The name of an algorithm as such names are compared: `equihash(144,5)` has its numbers in brackets.
fn word(name: &str) -> String {
    name.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::Atlas;

    #[test]
    fn names_are_compared_without_case_spaces_and_brackets() {
        assert_eq!(plain("Antminer S19j Pro (VNish 1.2.6)"), "antminers19jpro");
        assert_eq!(plain("Intel(R) Core(TM) i7-9700K"), "intelcorei79700k");
        assert_ne!(plain("Whatsminer M30S+"), plain("Whatsminer M30S++"));
        assert_eq!(word("equihash(144,5)"), "equihash1445");
    }

    #[test]
    fn every_row_is_found_by_its_names_and_hashes_something_known() {
        let atlas = Atlas::builtin();
        assert!(atlas.miners().count() > 600);
        for miner in atlas.miners() {
            assert!(atlas.miners_named(&miner.name()).contains(&miner), "{}", miner.name());
            assert_eq!(atlas.algorithm(&miner.algorithm), Some(miner.algorithm.as_str()));
        }
        assert_eq!(atlas.algorithm("rx/0"), Some("randomx"));
        assert!(atlas.miners_named("").is_empty() && atlas.miners_named("Toaster").is_empty());
    }

    #[test]
    fn a_row_without_quantities_is_refused_with_its_line() {
        for (hashrate, watts) in [("0", "5"), ("x", "5"), ("5", "0"), ("5", "-1"), ("5", "NaN")] {
            let text = format!("{}\nA,B,,sha256d,{hashrate},{watts},s\n", COLUMNS.join(","));
            let error = Miners::default().take("miners.csv", &text).expect_err("refused");
            assert_eq!((error.line, error.wrong.id.as_str()), (2, "data-quantity"), "{text}");
        }
    }
}
