//! Results in files: the page, CSV and NDJSON, each put in its place whole.
//!
//! A file is written beside its place under another name and moved there when it is whole, so that
//! nobody reads half a report and an older one is not lost. What cannot be written is found before
//! a scan begins, not after it.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use coinsift_report::csv;
use coinsift_report::ndjson::EndpointLine;
use coinsift_report::news::News;
use coinsift_report::page::{RunFacts, ScanPage};
use coinsift_store::Run;
use coinsift_verdict::{Sentence, judge_host};

use crate::args::FilesArgs;
use crate::context::Context;
use crate::exit::Failure;
use crate::show;
use crate::survey::{runtime, store_failure};

/// What spreadsheet programs need to see that a file is UTF-8.
pub const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The files of one run that were asked for.
pub struct Files {
    pub page: Option<Whole>,
    pub csv: Option<Whole>,
    pub ndjson: Option<Whole>,
}

impl Files {
    /// Makes sure that each can be written.
    pub fn prepare(args: &FilesArgs) -> Result<Files, Failure> {
        Files::at(args.report.as_deref(), args.csv.as_deref(), args.ndjson.as_deref())
    }

    /// The same, by their paths.
    pub fn at(
        page: Option<&Path>,
        csv: Option<&Path>,
        ndjson: Option<&Path>,
    ) -> Result<Files, Failure> {
        let paths: Vec<&Path> = [page, csv, ndjson].into_iter().flatten().collect();
        for (number, one) in paths.iter().enumerate() {
            if let Some(other) = paths.iter().skip(number + 1).find(|other| *other == one) {
                let sentence = Sentence::new("page-same-file").with("one", one.display());
                return Err(Failure::Input(sentence.with("other", other.display())));
            }
        }
        let whole = |path: Option<&Path>| path.map(Whole::create).transpose();
        Ok(Files { page: whole(page)?, csv: whole(csv)?, ndjson: whole(ndjson)? })
    }

    /// Writes the page of a sweep with its news, without a word.
    pub fn sweep(path: &Path, context: &Context, run: &Run, news: &[News]) -> Result<(), Failure> {
        let file = Whole::create(path)?;
        file.fill(|out| page(context, run, Some(news), &file, out)).map(|_| ())
    }

    /// Writes them from what is stored of a run.
    pub fn write(self, context: &Context, run: &Run) -> Result<(), Failure> {
        if let Some(file) = self.csv {
            let path = file.fill(|out| {
                out.write_all(BYTE_ORDER_MARK)?;
                table(context, run, &mut |line| writeln!(out, "{line}"))
            })?;
            context.say(&Sentence::new("page-file-written").with("file", path.display()));
        }
        if let Some(file) = self.ndjson {
            let path = file.fill(|out| lines(context, run, &mut |line| writeln!(out, "{line}")))?;
            context.say(&Sentence::new("page-file-written").with("file", path.display()));
        }
        if let Some(file) = self.page {
            let path = file.fill(|out| page(context, run, None, &file, out))?;
            context.say(&Sentence::new("page-written").with("file", path.display()));
        }
        Ok(())
    }
}

/// Why a file could not be written.
pub enum Trouble {
    /// The disk.
    Disk(io::Error),
    /// What was to be written could not be read.
    Other(Failure),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Trouble {
        Trouble::Disk(error)
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Trouble {
        Trouble::Other(failure)
    }
}

/// A file that is put in its place when it is whole. Dropped before, it leaves nothing behind.
#[derive(Debug)]
pub struct Whole {
    path: PathBuf,
    part: PathBuf,
}

impl Whole {
    /// Makes sure that the file can be written, without touching one that is there.
    pub fn create(path: &Path) -> Result<Whole, Failure> {
        let wrong =
            |id: &str, path: &Path| Failure::Input(Sentence::new(id).with("file", path.display()));
        let folder = match path.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        };
        let Some(name) = path.file_name().filter(|_| !path.is_dir()) else {
            return Err(wrong("input-is-folder", path));
        };
        if !folder.is_dir() {
            return Err(wrong("input-no-folder", folder));
        }
        let beside = |end: &str| {
            folder.join(format!(".{}.{}.{end}", name.to_string_lossy(), std::process::id()))
        };
        let whole = Whole { path: path.to_owned(), part: beside("part") };
        fresh(&whole.part).map_err(|_| wrong("input-unwritable", path))?;
        Ok(whole)
    }

    /// Fills the file and puts it in its place; where that is.
    pub fn fill(
        &self,
        write: impl FnOnce(&mut BufWriter<File>) -> Result<(), Trouble>,
    ) -> Result<PathBuf, Failure> {
        let filled = || -> Result<(), Trouble> {
            let mut out = BufWriter::new(fresh(&self.part)?);
            write(&mut out)?;
            let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.sync_all()?;
            Ok(fs::rename(&self.part, &self.path)?)
        };
        match filled() {
            Ok(()) => Ok(self.path.clone()),
            Err(Trouble::Other(failure)) => Err(failure),
            Err(Trouble::Disk(error)) => {
                let error = format!("{}: {error}", self.path.display());
                Err(runtime("runtime-write", &error))
            }
        }
    }

    /// An empty file beside this one for what waits to be put in order; it has no name and is gone
    /// when it is closed.
    fn aside(&self) -> io::Result<File> {
        let path = self.part.with_extension("aside");
        let file = fresh(&path)?;
        fs::remove_file(&path)?;
        Ok(file)
    }
}

impl Drop for Whole {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.part);
    }
}

/// A new file that its owner alone may read: reports may hold what is not for everybody.
fn fresh(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// A run as NDJSON, line by line: how it began, verdicts, hosts, how it ended.
pub fn lines(context: &Context, run: &Run, put: Put<'_>) -> Result<(), Trouble> {
    let hosts = begin(context, run, put)?;
    if let Some(end) = &run.summary().end {
        for (ip, host) in &hosts {
            let verdict = judge_host(&host.verdicts);
            put(written(show::host_object(context, run, end, *ip, host, &verdict))?)?;
        }
        let code = if end.is_complete() { if end.tally.findings > 0 { 3 } else { 0 } } else { 4 };
        put(written(show::end_object(run, end, code))?)?;
    }
    Ok(())
}

/// What takes a line.
type Put<'a> = &'a mut dyn FnMut(String) -> io::Result<()>;

/// How a run began, and its verdicts, line by line; what was seen of each host.
pub fn begin(
    context: &Context,
    run: &Run,
    put: Put<'_>,
) -> Result<BTreeMap<IpAddr, show::Host>, Trouble> {
    put(written(show::run_object(context, &run.summary().manifest))?)?;
    let mut hosts: BTreeMap<IpAddr, show::Host> = BTreeMap::new();
    for stored in run.verdicts() {
        let stored = stored.map_err(store_failure)?;
        hosts.entry(stored.endpoint.ip).or_default().add(&stored);
        let record = show::record(stored);
        put(written(show::verdict_object(&context.catalogue, run.id(), &record))?)?;
    }
    Ok(hosts)
}

fn written(line: coinsift_report::ndjson::Line) -> Result<String, Failure> {
    line.written().map_err(|error| runtime("runtime-json", &error))
}

/// A run as CSV, line by line, the head first.
pub fn table(
    context: &Context,
    run: &Run,
    put: &mut dyn FnMut(String) -> io::Result<()>,
) -> Result<(), Trouble> {
    put(csv::head())?;
    let id = run.id().to_string();
    for stored in run.verdicts() {
        let stored = stored.map_err(store_failure)?;
        let line = csv::Line {
            run: &id,
            time: stored.time,
            endpoint: stored.endpoint,
            name: stored.host.as_deref(),
            verdict: &stored.verdict,
        };
        put(line.written(&context.catalogue))?;
    }
    Ok(())
}

/// A run as a page.
fn page(
    context: &Context,
    run: &Run,
    news: Option<&[News]>,
    file: &Whole,
    out: &mut BufWriter<File>,
) -> Result<(), Trouble> {
    let mut page = ScanPage::new(&context.catalogue, file.aside()?);
    if let Some(news) = news {
        page.tell(news);
    }
    let id = run.id().to_string();
    for stored in run.verdicts() {
        let stored = stored.map_err(store_failure)?;
        page.add(&EndpointLine {
            run: &id,
            time: stored.time,
            endpoint: stored.endpoint,
            name: stored.host.as_deref(),
            verdict: &stored.verdict,
        })?;
    }
    with_facts(context, run, |facts| page.write(out, facts))?;
    Ok(())
}

/// Hands over what a page says of a run.
pub fn with_facts<T>(context: &Context, run: &Run, tell: impl FnOnce(&RunFacts<'_>) -> T) -> T {
    let summary = run.summary();
    let mut begun = show::run_fields(context, &summary.manifest);
    if let Some(last) = summary.rejudged.last() {
        // The verdicts that are shown were derived with these.
        begun.atlas = last.versions.atlas.clone();
        begun.fingerprints = last.versions.fingerprints.clone();
    }
    let end = summary.end.as_ref().map(|end| show::end_fields(run, end, 0));
    let coverage = summary.end.as_ref().map(|end| &end.coverage);
    let coverage = coverage.or(summary.progress.as_ref().map(|progress| &progress.coverage));
    tell(&RunFacts {
        run: &begun,
        agent: summary.manifest.options.get("agent").map(String::as_str),
        end: end.as_ref(),
        covered: coverage.map(|coverage| (coverage.done(), coverage.total)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_whole_or_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("report.html");
        fs::write(&path, "old").expect("a file");
        let names = || {
            let entries = fs::read_dir(folder.path()).expect("the folder");
            entries.map(|entry| entry.expect("an entry").file_name()).collect::<Vec<_>>()
        };
        let whole = Whole::create(&path).expect("it can be written");
        let failed = whole.fill(|out| {
            out.write_all(b"half")?;
            Err(Trouble::Disk(io::Error::other("full")))
        });
        assert_eq!(failed.expect_err("it broke off").code(), 1);
        assert_eq!(fs::read_to_string(&path).expect("the old one"), "old");
        whole.fill(|out| Ok(out.write_all(b"new")?)).expect("it is written");
        drop(whole);
        assert_eq!(fs::read_to_string(&path).expect("the new one"), "new");
        assert_eq!(names(), ["report.html"], "nothing is left behind");
    }

    #[test]
    fn what_cannot_be_written_is_found_at_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        let id = |files: Result<Files, Failure>| {
            files.err().expect("not possible").sentence().id.clone()
        };
        assert_eq!(id(Files::at(Some(&at("no/r.html")), None, None)), "input-no-folder");
        assert_eq!(id(Files::at(Some(folder.path()), None, None)), "input-is-folder");
        let (one, other) = (at("r"), at("r"));
        assert_eq!(id(Files::at(Some(&one), None, Some(&other))), "page-same-file");
    }
}
