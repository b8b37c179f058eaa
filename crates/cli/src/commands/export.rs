//! `coinsift export`: stored results as NDJSON or CSV, or each dialogue as a readable recording.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::net::IpAddr;
use std::path::Path;

use coinsift_protocols::Transcript;
use coinsift_protocols::text::{self, Recording};
use coinsift_report::csv;
use coinsift_store::{Access, Run, Store};
use coinsift_verdict::judge_host;

use crate::args::{ExportArgs, ExportFormat};
use crate::context::Context;
use crate::exit::{Failure, Outcome};
use crate::show;
use crate::survey::{runtime, store_failure};

pub fn run(context: &mut Context, args: &ExportArgs) -> Result<Outcome, Failure> {
    let store = Store::open(&context.store_dir()?, Access::Read).map_err(store_failure)?;
    show::notices(context, &store);
    context.with_store_key(&store)?;
    let run = store.run(&args.run).map_err(store_failure)?;
    match (&args.transcripts, args.format) {
        (Some(folder), _) => recordings(&run, folder, &args.software)?,
        (None, ExportFormat::Ndjson) => ndjson(context, &run)?,
        (None, ExportFormat::Csv) => table(context, &run)?,
    }
    Ok(Outcome::default())
}

fn ndjson(context: &Context, run: &Run) -> Result<(), Failure> {
    show::run_line(context, &run.summary().manifest)?;
    let mut hosts: BTreeMap<IpAddr, show::Host> = BTreeMap::new();
    for stored in run.verdicts() {
        let stored = stored.map_err(store_failure)?;
        hosts.entry(stored.endpoint.ip).or_default().add(&stored);
        show::verdict_line(&context.catalogue, run.id(), &show::record(stored))?;
    }
    if let Some(end) = &run.summary().end {
        for (ip, host) in &hosts {
            show::host_line(context, run, end, *ip, host, &judge_host(&host.verdicts))?;
        }
        let code = if end.is_complete() { if end.tally.findings > 0 { 3 } else { 0 } } else { 4 };
        show::end_line(run, end, code)?;
    }
    Ok(())
}

fn table(context: &Context, run: &Run) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{}", csv::head());
    for stored in run.verdicts() {
        let record = show::record(stored.map_err(store_failure)?);
        let line = csv::Line {
            run: &run.id().to_string(),
            time: record.time,
            endpoint: record.endpoint,
            name: record.host.as_deref(),
            verdict: &record.verdict,
        };
        if writeln!(out, "{}", line.written(&context.catalogue)).is_err() {
            // A reader that has gone away is no error of ours.
            break;
        }
    }
    Ok(())
}

/// Writes each dialogue of a run as `ADDRESS-PORT-NUMBER-PROTOCOL.txt`.
fn recordings(run: &Run, folder: &Path, software: &str) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| runtime("runtime-folder", &error))?;
    for stored in run.endpoints() {
        let stored = stored.map_err(store_failure)?;
        for (number, transcript) in stored.transcripts.into_iter().enumerate() {
            let path = folder.join(file_name(&transcript, number + 1));
            let recording = Recording { software: software.to_owned(), transcript };
            std::fs::write(&path, text::write(&recording))
                .map_err(|error| runtime("runtime-write", &error))?;
        }
    }
    Ok(())
}

fn file_name(transcript: &Transcript, number: usize) -> String {
    let endpoint = transcript.head.endpoint;
    let ip = endpoint.ip.to_string().replace(':', "_");
    format!("{ip}-{}-{number}-{}.txt", endpoint.port, transcript.head.protocol)
}
