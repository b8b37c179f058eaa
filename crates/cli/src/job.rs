//! The job file of a sweep: what is looked at every night, how, for whom, and where news go.
//!
//! Everything in it is checked when it is read, with its place: a job that runs at night has
//! nobody to ask. Relative paths are relative to the file.

mod section;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use coinsift_engine::sources::Agent;
use coinsift_engine::target::ports::{self, Levels};
use coinsift_engine::target::scope::Draft;
use coinsift_store::is_job_name;
use coinsift_verdict::{Atlas, Sentence, atlas::Level};
use toml::de::DeTable;

use crate::args::{AuthorityArgs, Global, LangArg, PaceArgs, ScanArgs};
use crate::exit::{Failure, JobError};
use crate::input;
use section::{At, File, Section};

/// The most sweeps an endpoint may miss before it is gone.
const MAX_GONE_AFTER: u64 = 1000;

/// The keys of the file and of its sections.
const KEYS: [&str; 15] = [
    "name",
    "targets",
    "target-files",
    "excludes",
    "exclude-files",
    "ports",
    "confirm-scope",
    "authority",
    "operator",
    "contact",
    "gone-after",
    "language",
    "owners",
    "pace",
    "outputs",
];
const PACE: [&str; 4] = ["rate", "rate-subnet", "max-time", "max-bytes"];
const OUTPUTS: [&str; 4] = ["ndjson", "csv", "table", "report"];

/// A job.
#[derive(Debug)]
pub struct Job {
    /// The file, as an absolute path where the system gives one.
    pub file: PathBuf,
    /// Its name: names runs, files and units.
    pub name: String,
    /// Scope, pace and authority, as a scan takes them.
    pub scan: ScanArgs,
    /// Sweeps in a row without an answer after which an endpoint is gone.
    pub gone_after: u32,
    /// The language of its news.
    pub language: Option<LangArg>,
    /// Table of who is responsible for which addresses.
    pub owners: Option<PathBuf>,
    /// Where news go besides standard output.
    pub outputs: Outputs,
}

/// The files that news are written to.
#[derive(Debug, Default)]
pub struct Outputs {
    /// Appended to.
    pub ndjson: Option<PathBuf>,
    /// Appended to.
    pub csv: Option<PathBuf>,
    /// Holds the news told last.
    pub table: Option<PathBuf>,
    /// Holds the page of the last sweep.
    pub report: Option<PathBuf>,
}

impl Outputs {
    /// All files.
    pub fn all(&self) -> impl Iterator<Item = &PathBuf> {
        [&self.ndjson, &self.csv, &self.table, &self.report].into_iter().flatten()
    }
}

impl Job {
    /// Reads and checks a job file.
    pub fn read(path: &Path) -> Result<Job, Failure> {
        Job::parse(path, &input::read_text(path)?)
    }

    /// What every command takes, with what the job says where no flag does.
    pub fn global(&self, global: &Global) -> Global {
        Global {
            lang: global.lang.or(self.language),
            owners: global.owners.clone().or_else(|| self.owners.clone()),
            ..global.clone()
        }
    }

    fn parse(path: &Path, text: &str) -> Result<Job, Failure> {
        let file = File { name: path.display().to_string(), text };
        let table = DeTable::parse(text).map_err(|error| {
            let at = At { span: error.span().unwrap_or_default(), key: String::new() };
            file.wrong(&at, Sentence::new("job-syntax").with("error", error.message()))
        })?;
        let table = table.get_ref();
        let job = Section::new(&file, "", table, &KEYS)?;
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let base = absolute.parent().unwrap_or(Path::new("/")).to_owned();

        let Some((name, at)) = job.text("name")? else {
            return Err(job.missing("name", "name = \"county-nightly\""));
        };
        if !is_job_name(&name) {
            return Err(file.wrong(&at, Sentence::new("job-name").with("text", name)));
        }
        let authority = AuthorityArgs {
            contact: contact(&job)?,
            authority: job.text("authority")?.map(|(text, _)| text),
            operator: job.text("operator")?.map(|(text, _)| text),
        };
        let language = match job.text("language")? {
            None => None,
            Some((text, at)) => match text.as_str() {
                "en" => Some(LangArg::En),
                "zh" => Some(LangArg::Zh),
                _ => return Err(file.wrong(&at, Sentence::new("job-language").with("text", text))),
            },
        };
        let owners = match job.text("owners")? {
            Some((text, at)) => Some(file_at(&job, &base, &text, &at)?),
            None => None,
        };
        let gone_after = job.number("gone-after", 1, MAX_GONE_AFTER)?;
        let gone_after = gone_after.map_or(coinsift_report::news::GONE_AFTER, |many| many as u32);
        Ok(Job {
            name,
            scan: ScanArgs { authority, ..scope(&job, &base)? },
            gone_after,
            language,
            owners,
            outputs: outputs(&job, &base)?,
            file: absolute,
        })
    }
}

fn contact(job: &Section<'_>) -> Result<Option<String>, Failure> {
    let Some((text, at)) = job.text("contact")? else { return Ok(None) };
    match Agent::new(env!("CARGO_PKG_VERSION"), Some(&text)) {
        Ok(_) => Ok(Some(text)),
        Err(error) => Err(job.file.wrong(&at, error.0)),
    }
}

/// Targets, excludes, ports and pace, each entry tried for itself.
fn scope(job: &Section<'_>, base: &Path) -> Result<ScanArgs, Failure> {
    let file = job.file;
    let targets = job.list("targets")?;
    let excludes = job.list("excludes")?;
    let mut draft = Draft::new(Vec::new());
    for (text, at) in &targets {
        draft.target(text).map_err(|error| file.wrong(at, error.0))?;
    }
    for (text, at) in &excludes {
        draft.exclude(text).map_err(|error| file.wrong(at, error.0))?;
    }
    let mut target_files = Vec::new();
    for (text, at) in job.list("target-files")? {
        let path = file_at(job, base, &text, &at)?;
        let entries = input::read_text(&path).map_err(|failure| inside(file, &at, failure))?;
        let name = path.display().to_string();
        draft.targets_from(&name, &entries).map_err(|error| file.wrong(&at, error.0))?;
        target_files.push(path);
    }
    let mut exclude_files = Vec::new();
    for (text, at) in job.list("exclude-files")? {
        let path = file_at(job, base, &text, &at)?;
        let entries = input::read_text(&path).map_err(|failure| inside(file, &at, failure))?;
        let name = path.display().to_string();
        draft.excludes_from(&name, &entries).map_err(|error| file.wrong(&at, error.0))?;
        exclude_files.push(path);
    }
    if targets.is_empty() && target_files.is_empty() {
        return Err(job.missing("targets", "targets = [\"192.0.2.0/24\"]"));
    }
    let ports = match job.text("ports")? {
        None => None,
        Some((text, at)) => {
            ports::parse(&text, &levels()).map_err(|error| file.wrong(&at, error.0))?;
            Some(text)
        }
    };
    let only = |list: Vec<(String, At)>| list.into_iter().map(|(text, _)| text).collect();
    Ok(ScanArgs {
        target: only(targets),
        targets: target_files,
        exclude: only(excludes),
        exclude_file: exclude_files,
        ports,
        confirm_scope: job.number("confirm-scope", 1, u64::MAX)?.map(u128::from),
        pace: pace(job)?,
        ..ScanArgs::default()
    })
}

fn pace(job: &Section<'_>) -> Result<PaceArgs, Failure> {
    let Some(pace) = job.section("pace", &PACE)? else { return Ok(PaceArgs::default()) };
    let rate = |key| pace.number(key, 1, u64::from(u32::MAX));
    let max_time = pace.text("max-time")?;
    if let Some((text, at)) = &max_time {
        input::duration(&at.key, text).map_err(|failure| inside(pace.file, at, failure))?;
    }
    let max_bytes = pace.text("max-bytes")?;
    if let Some((text, at)) = &max_bytes {
        input::bytes(&at.key, text).map_err(|failure| inside(pace.file, at, failure))?;
    }
    Ok(PaceArgs {
        rate: rate("rate")?.map(|rate| rate as u32),
        rate_subnet: rate("rate-subnet")?.map(|rate| rate as u32),
        max_time: max_time.map(|(text, _)| text),
        max_bytes: max_bytes.map(|(text, _)| text),
    })
}

fn outputs(job: &Section<'_>, base: &Path) -> Result<Outputs, Failure> {
    let Some(outputs) = job.section("outputs", &OUTPUTS)? else { return Ok(Outputs::default()) };
    let mut known: Vec<PathBuf> = Vec::new();
    let mut output = |key: &str| -> Result<Option<PathBuf>, Failure> {
        let Some((text, at)) = outputs.text(key)? else { return Ok(None) };
        let path = base.join(&text);
        let wrong = |id: &str, path: &Path| {
            outputs.file.wrong(&at, Sentence::new(id).with("file", path.display()))
        };
        if path.is_dir() {
            return Err(wrong("input-is-folder", &path));
        }
        // What is missing would only be found when the night is over.
        match path.parent() {
            Some(folder) if !folder.is_dir() => return Err(wrong("input-no-folder", folder)),
            _ => {}
        }
        if known.contains(&path) {
            return Err(wrong("job-same-file", &path));
        }
        known.push(path.clone());
        Ok(Some(path))
    };
    Ok(Outputs {
        ndjson: output("ndjson")?,
        csv: output("csv")?,
        table: output("table")?,
        report: output("report")?,
    })
}

/// A file that has to be there.
fn file_at(job: &Section<'_>, base: &Path, text: &str, at: &At) -> Result<PathBuf, Failure> {
    let path = base.join(text);
    let id = if path.is_dir() {
        "input-is-folder"
    } else if !path.is_file() {
        "input-no-file"
    } else {
        return Ok(path);
    };
    Err(job.file.wrong(at, Sentence::new(id).with("file", path.display())))
}

/// A failure found in what a value names, with the value's place.
fn inside(file: &File<'_>, at: &At, failure: Failure) -> Failure {
    match failure {
        Failure::Input(wrong) => file.wrong(at, wrong),
        other => other,
    }
}

impl File<'_> {
    /// What is wrong, with its place.
    fn wrong(&self, at: &At, wrong: Sentence) -> Failure {
        let line = self.line(&at.span);
        Failure::Job(JobError { file: self.name.clone(), line, key: at.key.clone(), wrong })
    }
}

/// The ports of each level of the atlas that comes with the program: enough to check the words.
fn levels() -> Levels {
    let atlas = Atlas::builtin();
    Levels {
        quick: atlas.tcp_ports(Level::Quick).into(),
        standard: atlas.tcp_ports(Level::Standard).into(),
        thorough: atlas.tcp_ports(Level::Thorough).into(),
    }
}
