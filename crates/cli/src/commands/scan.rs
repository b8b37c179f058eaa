//! `coinsift scan`: targets in, verdicts with evidence out.

use std::collections::BTreeMap;
use std::net::IpAddr;

use coinsift_engine::permute::Shard;
use coinsift_engine::stop::Stop;
use coinsift_lab::scenes::{self, Scene};
use coinsift_report::wire;
use coinsift_store::{Access, End, Run, Store};
use coinsift_verdict::{Sentence, Verdict, judge_host};

use crate::args::{PaceArgs, ScanArgs};
use crate::context::Context;
use crate::exit::{Failure, Outcome};
use crate::files::Files;
use crate::show::{self, Screen};
use crate::survey::{self, Survey, draft, store_failure};

/// The demo's pace: loopback needs no politeness.
const DEMO_RATE: u32 = 2000;

pub fn run(context: &mut Context, args: &ScanArgs) -> Result<Outcome, Failure> {
    let runtime = survey::runtime_threads()?;
    let files = Files::prepare(&args.files)?;
    if args.demo {
        return runtime.block_on(demo(context, args, files));
    }
    if let Some(name) = &args.resume {
        let store = Store::open(&context.store_dir()?, Access::modify(command_line(args)))
            .map_err(store_failure)?;
        show::notices(context, &store);
        context.with_store_key(&store)?;
        let run = store.run(name).map_err(store_failure)?;
        let survey = draft::of_manifest(context, args, &run)?;
        let ready = survey::resume(&store, &run, &survey)?;
        return runtime.block_on(go(context, args, &store, survey, ready, files));
    }
    // Bad input is found before a store is made.
    let survey = runtime.block_on(draft::draft(context, args, Shard::WHOLE))?;
    let store = survey::open(context, &command_line(args))?;
    show::notices(context, &store);
    context.with_store_key(&store)?;
    let ready = survey::begin(context, &store, &survey)?;
    runtime.block_on(go(context, args, &store, survey, ready, files))
}

/// Scans the laboratory on loopback, with a store of its own that is gone afterwards unless one
/// was named. Findings are what a demo is there to show, so they do not count for the exit code.
async fn demo(context: &mut Context, args: &ScanArgs, files: Files) -> Result<Outcome, Failure> {
    let lab_failure = |error: coinsift_lab::LabError| Failure::Runtime(error.sentence());
    // A demo is for people, wherever it is printed.
    context.json = context.json_asked;
    let scene = Scene::named("demo").map_err(lab_failure)?;
    let lab = scene.start(scenes::BASE).await.map_err(lab_failure)?;
    context.say(&Sentence::new("demo-begins").with("targets", scene.targets(scenes::BASE)));
    let folder = match context.named_store() {
        Some(dir) => Folder::Named(dir),
        None => Folder::passing()?,
    };
    let store = Store::open(folder.path(), Access::create("scan --demo")).map_err(store_failure)?;
    context.with_store_key(&store)?;
    context.passing_store = matches!(folder, Folder::Passing(_));
    let context = &*context;
    let ports: Vec<String> = scene.ports().iter().map(u16::to_string).collect();
    let ports = args.ports.clone().unwrap_or_else(|| ports.join(","));
    let demo_args = ScanArgs {
        target: vec![scene.targets(scenes::BASE)],
        ports: Some(ports),
        pace: PaceArgs {
            rate: Some(args.pace.rate.unwrap_or(DEMO_RATE)),
            rate_subnet: Some(args.pace.rate_subnet.unwrap_or(DEMO_RATE)),
            ..PaceArgs::default()
        },
        wire: args.wire,
        authority: args.authority.clone(),
        ..ScanArgs::default()
    };
    let survey = draft::draft(context, &demo_args, Shard::WHOLE).await?;
    let ready = survey::begin(context, &store, &survey)?;
    let outcome = go(context, &demo_args, &store, survey, ready, files).await?;
    lab.stop().await;
    drop(store);
    Ok(Outcome { findings: false, ..outcome })
}

/// Where the demo's store is.
enum Folder {
    Named(std::path::PathBuf),
    /// Removed when this is dropped.
    Passing(std::path::PathBuf),
}

impl Folder {
    fn passing() -> Result<Folder, Failure> {
        let name = format!("coinsift-demo-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path)
            .map_err(|error| survey::runtime("runtime-folder", &error))?;
        Ok(Folder::Passing(path))
    }

    fn path(&self) -> &std::path::Path {
        match self {
            Folder::Named(path) | Folder::Passing(path) => path,
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Folder::Passing(path) = self {
            let _ = std::fs::remove_dir_all(path);
        }
    }
}

/// Carries the run out and shows what came of it.
async fn go(
    context: &Context,
    args: &ScanArgs,
    store: &Store,
    survey: Survey,
    ready: survey::Ready,
    files: Files,
) -> Result<Outcome, Failure> {
    draft::warn(context, &survey);
    let run = ready.writer.run();
    let manifest = store.run(&run.to_string()).map_err(store_failure)?.summary().manifest.clone();
    if context.json {
        show::run_line(context, &manifest)?;
        // What an earlier sitting stored may not have been printed before it was ended: the output
        // of the last sitting holds the whole run.
        if args.resume.is_some() {
            for stored in store.run(&run.to_string()).map_err(store_failure)?.verdicts() {
                let record = show::record(stored.map_err(store_failure)?);
                show::verdict_line(&context.catalogue, run, &record)?;
            }
        }
    }
    let stop = Stop::new();
    tokio::spawn(survey::interrupted(stop.clone()));
    let screen = Screen::new(context, run);
    let end = survey::carry_out(context, survey, ready, stop, Box::new(screen)).await?;
    show::notices(context, store);
    let outcome = Outcome {
        incomplete: !end.is_complete(),
        changes: false,
        findings: end.tally.findings > 0,
    };
    let run = store.run(&run.to_string()).map_err(store_failure)?;
    results(context, args, &run, &end, outcome)?;
    files.write(context, &run)?;
    Ok(outcome)
}

/// What the run brought, read back from the store: a resumed run shows all its sittings.
fn results(
    context: &Context,
    args: &ScanArgs,
    run: &Run,
    end: &End,
    outcome: Outcome,
) -> Result<(), Failure> {
    let mut hosts: BTreeMap<IpAddr, show::Host> = BTreeMap::new();
    let mut rows = Vec::new();
    for stored in run.verdicts() {
        let stored = stored.map_err(store_failure)?;
        let host = hosts.entry(stored.endpoint.ip).or_default();
        host.add(&stored);
        if !context.json {
            // The table shows words, not evidence; `explain` has that.
            let verdict = Verdict { evidence: Vec::new(), ..stored.verdict };
            rows.push((stored.endpoint, stored.host, verdict));
        }
    }
    if context.json {
        for (ip, host) in &hosts {
            show::host_line(context, run, end, *ip, host, &judge_host(&host.verdicts))?;
        }
        show::end_line(run, end, outcome.code())?;
    } else {
        rows.sort_by(|one, other| (other.2.class, one.0).cmp(&(one.2.class, other.0)));
        show::table(context, &rows);
        show::closing(context, run, end);
    }
    if args.wire {
        for stored in run.endpoints() {
            let stored = stored.map_err(store_failure)?;
            errln!("{}", stored.endpoint);
            errln!("{}", wire::used_table(&stored.transcripts, &context.catalogue, show::width()));
        }
    }
    Ok(())
}

/// The command as it is told to a second process that wants the store.
fn command_line(args: &ScanArgs) -> String {
    match &args.resume {
        Some(run) => format!("scan --resume {run}"),
        None => format!("scan {}", args.target.join(" ")).chars().take(200).collect(),
    }
}
