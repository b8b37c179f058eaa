//! What repeated runs of one job leave behind: what each saw of every endpoint, and which of them
//! their user was told of.
//!
//! What was told stands in `sweeps/JOB.toml`, beside the index and not in it: an index is built
//! anew from the logs, and news must be told neither never nor all over again because of that.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::PathBuf;

use coinsift_protocols::{Endpoint, Utc};
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::id::RunId;
use crate::index::rows::EndpointRows;
use crate::index::trees::Verdicts;
use crate::key::endpoint_key;
use crate::layout;
use crate::outline::Outline;
use crate::store::Store;

/// The longest name of a job, in bytes.
pub const MAX_JOB_NAME: usize = 64;
/// Longest file of what was told that is read, in bytes: some hundred years of nights.
const MAX_LEN: u64 = 4 << 20;

/// What one run saw of an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// The run.
    pub run: RunId,
    /// When.
    pub time: Utc,
    /// The verdict in outline; `None` where the endpoint was tried and did not answer.
    pub outline: Option<Outline>,
}

/// Everything the runs of a store saw of one endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observed {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// The name it was found under last.
    pub host: Option<String>,
    /// Oldest run first; a run that did not try the endpoint is not among them.
    pub observations: Vec<Observation>,
}

/// The runs of a job whose news were told: each with the time of the end that was told, since a
/// run that was gone on with afterwards has more to tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told(pub BTreeMap<RunId, Utc>);

/// The file.
#[derive(Default, Serialize, Deserialize)]
struct Written {
    /// By the run's id, milliseconds since 1970.
    told: BTreeMap<String, i64>,
}

impl Store {
    /// Walks what the runs saw of every endpoint that ever answered, by address, port and
    /// transport. Needs the index.
    pub fn each_observed(&self, mut work: impl FnMut(Observed)) -> Result<(), StoreError> {
        self.each::<Verdicts>(|endpoint, standing| {
            let rows = self.rows(&endpoint_key(&endpoint))?;
            let host = standing.host.clone();
            let rows = EndpointRows { standing: Some(standing), ..rows };
            let observations = rows
                .sightings()
                .into_iter()
                .map(|one| Observation { run: one.run, time: one.time, outline: one.outline })
                .collect();
            work(Observed { endpoint, host, observations });
            Ok(())
        })
    }

    /// Which runs of a job were told. Where the file is lost or cannot be read, none: news are
    /// rather told twice than not at all.
    pub fn told(&self, job: &str) -> Result<Told, StoreError> {
        let path = self.told_file(job)?;
        match fs::metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Told::default()),
            Err(error) => return Err(StoreError::io(&path, error)),
            Ok(found) if found.len() > MAX_LEN => return Ok(Told::default()),
            Ok(_) => {}
        }
        let bytes = fs::read(&path).map_err(|error| StoreError::io(&path, error))?;
        let text = String::from_utf8_lossy(&bytes);
        let written: Written = toml::from_str(&text).unwrap_or_default();
        let told =
            written.told.iter().filter_map(|(run, time)| Some((run.parse().ok()?, Utc(*time))));
        Ok(Told(told.collect()))
    }

    /// Writes down that runs of a job were told, durably. Runs that are no longer stored are
    /// forgotten.
    pub fn set_told(&self, job: &str, told: &Told) -> Result<(), StoreError> {
        self.shared.writing()?;
        let path = self.told_file(job)?;
        if let Some(folder) = path.parent().filter(|folder| !folder.is_dir()) {
            layout::private_folder(folder).map_err(|error| StoreError::io(folder, error))?;
            layout::sync_folder(self.path()).map_err(|error| StoreError::io(folder, error))?;
        }
        let stored: BTreeSet<RunId> = self.shared.layout.run_ids()?.into_iter().collect();
        let told = told.0.iter().filter(|(run, _)| stored.contains(run));
        let written = Written { told: told.map(|(run, time)| (run.to_string(), time.0)).collect() };
        let text =
            toml::to_string(&written).map_err(|error| StoreError::Encoding(error.to_string()))?;
        layout::write_whole(&path, format!("# News that were told.\n{text}").as_bytes())
    }

    fn told_file(&self, job: &str) -> Result<PathBuf, StoreError> {
        // Callers check names where people write them; nothing else may ever name a file here.
        if !is_job_name(job) {
            let error = io::Error::new(io::ErrorKind::InvalidInput, "no name of a job");
            return Err(StoreError::io(&self.shared.layout.sweeps(), error));
        }
        Ok(self.shared.layout.sweeps().join(format!("{job}.toml")))
    }
}

/// Whether a text can name a job: 1 to 64 ASCII letters, digits, `-` and `_`, the first of them a
/// letter or a digit, so that it can name files and units.
pub fn is_job_name(text: &str) -> bool {
    let first = text.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric());
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    first && text.len() <= MAX_JOB_NAME && text.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Access;
    use crate::tests::samples::{manifest, run_id};

    #[test]
    fn what_was_told_is_kept_and_forgotten_with_its_run() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), Access::create("test")).unwrap();
        assert_eq!(store.told("night").unwrap(), Told::default());
        drop(store.begin(&manifest(run_id(0))).unwrap());
        let time = Utc(1_234_567);
        let told = Told(BTreeMap::from([(run_id(0), time), (run_id(1), time)]));
        store.set_told("night", &told).unwrap();
        let kept = Told(BTreeMap::from([(run_id(0), time)]));
        assert_eq!(store.told("night").unwrap(), kept, "run 1 is not stored");
        assert_eq!(store.told("day").unwrap(), Told::default(), "each job has its own");
        fs::write(folder.path().join("sweeps/night.toml"), "told = [").unwrap();
        assert_eq!(store.told("night").unwrap(), Told::default(), "rather twice than never");
        assert!(store.set_told("../night", &told).is_err());
    }

    #[test]
    fn names_of_jobs_can_name_files() {
        for good in ["night", "7", "County-7_b"] {
            assert!(is_job_name(good), "{good}");
        }
        let long = "a".repeat(65);
        for bad in ["", "-a", "a b", "a/b", "..", "ä", long.as_str()] {
            assert!(!is_job_name(bad), "{bad}");
        }
    }
}
