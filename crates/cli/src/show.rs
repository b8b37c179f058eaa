//! What is printed: NDJSON lines, the table, the progress line, closing words.

use std::io::IsTerminal as _;
use std::net::IpAddr;

use coinsift_engine::tally::Counts as EngineCounts;
use coinsift_protocols::{Endpoint, Transport};
use coinsift_report::ndjson::{
    Clock, EndLine, EndpointLine, HostSeen, Line, Part, Probes, Reason, RunLine,
};
use coinsift_report::table::{Look, Row};
use coinsift_report::{Catalogue, Counts, Identifiers};
use coinsift_store::{End, EndpointRecord, Manifest, Run, RunId, Store, StoredEndpoint};
use coinsift_verdict::verdict::HostVerdict;
use coinsift_verdict::{Class, Sentence, Verdict};
use indicatif::{ProgressBar, ProgressStyle};

use crate::context::Context;
use crate::exit::Failure;
use crate::survey::Audience;
use crate::survey::rounds::REGISTRY;

/// Columns where the terminal does not say.
const WIDTH: u16 = 100;

/// Columns of the terminal.
pub fn width() -> u16 {
    let from_shell = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let from_terminal =
        || std::io::stdout().is_terminal().then(|| console::Term::stdout().size().1);
    from_shell.or_else(from_terminal).unwrap_or(WIDTH)
}

/// Prints one NDJSON line.
pub fn print(line: Line) -> Result<(), Failure> {
    let text = line.written().map_err(|error| crate::survey::runtime("runtime-json", &error))?;
    outln!("{text}");
    Ok(())
}

/// What the store has to say, on standard error.
pub fn notices(context: &Context, store: &Store) {
    store.take_notices().iter().for_each(|notice| context.say(notice));
}

/// The line that begins a run.
pub fn run_line(context: &Context, manifest: &Manifest) -> Result<(), Failure> {
    print(run_object(context, manifest))
}

/// The same, to be written.
pub fn run_object(context: &Context, manifest: &Manifest) -> Line {
    Line::Run(run_fields(context, manifest))
}

/// What begins a run.
pub fn run_fields(context: &Context, manifest: &Manifest) -> RunLine {
    RunLine {
        run: manifest.run.to_string(),
        time: manifest.start,
        program: manifest.versions.program.clone(),
        atlas: manifest.versions.atlas.clone(),
        fingerprints: manifest.versions.fingerprints.clone(),
        lang: context.catalogue.lang().word().to_owned(),
        scope: manifest.scope.clone(),
        excludes: manifest.excludes.clone(),
        ports: manifest.ports.clone(),
        authority: manifest.authority.clone(),
        operator: manifest.operator.clone(),
        contact: manifest.options.get("contact").cloned(),
        clock: Clock {
            source: manifest.clock.source.clone(),
            synchronised: manifest.clock.synchronised,
        },
        shard: manifest.shard.map(|shard| Part { index: shard.index, count: shard.count }),
        identifiers: *context.catalogue.identifiers() == Identifiers::Shown,
    }
}

/// An endpoint's line.
pub fn verdict_line(
    catalogue: &Catalogue,
    run: RunId,
    stored: &EndpointRecord,
) -> Result<(), Failure> {
    print(verdict_object(catalogue, run, stored))
}

/// The same, to be written.
pub fn verdict_object(catalogue: &Catalogue, run: RunId, stored: &EndpointRecord) -> Line {
    let line = EndpointLine {
        run: &run.to_string(),
        time: stored.time,
        endpoint: stored.endpoint,
        name: stored.host.as_deref(),
        verdict: &stored.verdict,
    };
    line.line(catalogue)
}

/// A stored endpoint as the record it was stored from.
pub fn record(stored: StoredEndpoint) -> EndpointRecord {
    EndpointRecord {
        endpoint: stored.endpoint,
        host: stored.host,
        time: stored.time,
        transcripts: stored.transcripts,
        verdict: stored.verdict,
    }
}

/// What is kept of a host while its endpoints are read.
#[derive(Default)]
pub struct Host {
    name: Option<String>,
    endpoints: Vec<(u16, Transport, Class)>,
    /// Without evidence, which a host's judgement does not look at.
    pub verdicts: Vec<Verdict>,
}

impl Host {
    pub fn add(&mut self, stored: &StoredEndpoint) {
        let Endpoint { port, transport, .. } = stored.endpoint;
        self.name = self.name.take().or_else(|| stored.host.clone());
        self.endpoints.push((port, transport, stored.verdict.class));
        self.verdicts.push(Verdict {
            evidence: Vec::new(),
            contradictions: Vec::new(),
            summary: Vec::new(),
            ..stored.verdict.clone()
        });
    }
}

/// A host's line.
pub fn host_line(
    context: &Context,
    run: &Run,
    end: &End,
    ip: IpAddr,
    host: &Host,
    verdict: &HostVerdict,
) -> Result<(), Failure> {
    print(host_object(context, run, end, ip, host, verdict))
}

/// The same, to be written.
pub fn host_object(
    context: &Context,
    run: &Run,
    end: &End,
    ip: IpAddr,
    host: &Host,
    verdict: &HostVerdict,
) -> Line {
    let line = HostSeen {
        run: &run.id().to_string(),
        time: end.time,
        ip,
        name: host.name.as_deref(),
        endpoints: &host.endpoints,
        verdict,
    };
    line.line(&context.catalogue)
}

/// The line that ends a run.
pub fn end_line(run: &Run, end: &End, exit_code: u8) -> Result<(), Failure> {
    print(end_object(run, end, exit_code))
}

/// The same, to be written.
pub fn end_object(run: &Run, end: &End, exit_code: u8) -> Line {
    Line::End(end_fields(run, end, exit_code))
}

/// What ends a run.
pub fn end_fields(run: &Run, end: &End, exit_code: u8) -> EndLine {
    let reason = match end.incomplete.as_ref().map(|sentence| sentence.id.as_str()) {
        None => Reason::Finished,
        Some("coverage-interrupted") => Reason::Stopped,
        Some("coverage-max-time") => Reason::MaxTime,
        Some("coverage-max-bytes") => Reason::MaxBytes,
        Some(_) => Reason::Trouble,
    };
    EndLine {
        run: run.id().to_string(),
        time: end.time,
        complete: end.is_complete(),
        reason,
        probes: probes(&end.probes),
        counts: counts(&end.tally),
        absent: end.tally.absent,
        exit_code,
    }
}

fn probes(stored: &coinsift_store::Probes) -> Probes {
    let coinsift_store::Probes { asked, open, closed, filtered, failed, bytes_out, bytes_in } =
        *stored;
    Probes { asked, open, closed, filtered, failed, bytes_out, bytes_in }
}

fn counts(tally: &coinsift_store::Tally) -> Counts {
    let mut counts = Counts {
        endpoints: tally.endpoints,
        findings: tally.findings,
        mining_indicated: tally.mining_indicated,
        mining_confirmed: tally.mining_confirmed,
        ..Counts::default()
    };
    for class in Class::ALL {
        *counts.classes.of_mut(class) = tally.class(class);
    }
    counts
}

/// The table of verdicts, the gravest first.
pub fn table(context: &Context, rows: &[(Endpoint, Option<String>, Verdict)]) {
    let rows: Vec<Row<'_>> = rows
        .iter()
        .map(|(endpoint, name, verdict)| Row {
            endpoint: *endpoint,
            name: name.as_deref(),
            verdict,
        })
        .collect();
    let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let look = Look { width: width(), colour };
    out!("{}", coinsift_report::table::table(&rows, &context.catalogue, look));
}

/// The words after the table: how far the run got, and where to read on.
pub fn closing(context: &Context, run: &Run, end: &End) {
    let covered = Sentence::new("run-covered")
        .with("done", end.coverage.done())
        .with("total", end.coverage.total)
        .with("open", end.probes.open)
        .with("closed", end.probes.closed)
        .with("filtered", end.probes.filtered)
        .with("failed", end.probes.failed);
    context.say(&covered);
    if let Some(why) = &end.incomplete {
        context.say(why);
        // A check is begun anew.
        if !run.summary().manifest.options.contains_key(REGISTRY) {
            context.say(&Sentence::new("run-resume").with("run", run.id()));
        }
    }
    if !context.passing_store {
        context.say(&Sentence::new("run-stored").with("run", run.id()));
    }
}

/// What the user sees while a run goes on: NDJSON lines in a pipe, a progress line on a terminal.
pub struct Screen {
    catalogue: Catalogue,
    run: RunId,
    json: bool,
    bar: Option<ProgressBar>,
}

impl Screen {
    pub fn new(context: &Context, run: RunId) -> Screen {
        let bar = (!context.json && std::io::stderr().is_terminal()).then(|| {
            let bar = ProgressBar::new(0);
            let style = ProgressStyle::with_template("{bar:30} {percent:>3}% {msg}")
                .unwrap_or_else(|_| ProgressStyle::default_bar());
            bar.with_style(style)
        });
        Screen { catalogue: context.own_catalogue(), run, json: context.json, bar }
    }

    /// The same without a line for each endpoint.
    pub fn quiet(mut self) -> Screen {
        self.json = false;
        self
    }
}

impl Audience for Screen {
    fn judged(&mut self, record: &EndpointRecord) {
        if self.json {
            // A line that cannot be written is no reason to end a run that is being stored.
            let _ = verdict_line(&self.catalogue, self.run, record);
        }
    }

    fn progress(&mut self, total: u64, done: u64, counts: &EngineCounts) {
        if let Some(bar) = &self.bar {
            bar.set_length(total);
            bar.set_position(done);
            let sentence = Sentence::new("progress")
                .with("open", counts.open)
                .with("dialogues", counts.dialogues)
                .with("flight", counts.in_flight + counts.sessions);
            bar.set_message(self.catalogue.say(&sentence));
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
