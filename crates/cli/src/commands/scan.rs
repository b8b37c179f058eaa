//! `coinsift scan`: targets in, verdicts with evidence out.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

use coinsift_engine::pace::{Budget, Pace};
use coinsift_engine::permute::Shard;
use coinsift_engine::sources::Agent;
use coinsift_engine::stop::Stop;
use coinsift_engine::target::ports::{self, Levels};
use coinsift_engine::target::resolve::{Names, SystemResolver, resolve};
use coinsift_engine::target::scope::{Draft, Scope};
use coinsift_engine::target::special;
use coinsift_lab::scenes::{self, Scene};
use coinsift_report::wire;
use coinsift_store::{Access, End, Run, Store};
use coinsift_verdict::atlas::Level;
use coinsift_verdict::{Sentence, Verdict, judge_host};

use crate::args::{AuthorityArgs, PaceArgs, ScanArgs};
use crate::context::Context;
use crate::exit::{Failure, Outcome};
use crate::input;
use crate::show::{self, Screen};
use crate::survey::{self, Given, Survey, store_failure};

/// The demo's pace: loopback needs no politeness.
const DEMO_RATE: u32 = 2000;

pub fn run(context: &mut Context, args: &ScanArgs) -> Result<Outcome, Failure> {
    let runtime = runtime()?;
    if args.demo {
        return runtime.block_on(demo(context, args));
    }
    if let Some(name) = &args.resume {
        let store = Store::open(&context.store_dir()?, Access::modify(command_line(args)))
            .map_err(store_failure)?;
        show::notices(context, &store);
        context.with_store_key(&store)?;
        let run = store.run(name).map_err(store_failure)?;
        let survey = survey_of(context, args, &run)?;
        let ready = survey::resume(&store, &run, &survey)?;
        return runtime.block_on(go(context, args, &store, survey, ready));
    }
    // Bad input is found before a store is made.
    let survey = runtime.block_on(draft(context, args, Shard::WHOLE))?;
    let store = open(context, &command_line(args))?;
    show::notices(context, &store);
    context.with_store_key(&store)?;
    let ready = survey::begin(context, &store, &survey)?;
    runtime.block_on(go(context, args, &store, survey, ready))
}

/// The async runtime, for commands that speak to the network.
pub fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| survey::runtime("runtime-thread", &error))
}

/// Opens the store for writing, making it where there is none.
pub fn open(context: &Context, command: &str) -> Result<Store, Failure> {
    Store::open(&context.store_dir()?, Access::create(command)).map_err(store_failure)
}

/// Scans the laboratory on loopback, with a store of its own that is gone afterwards unless one
/// was named. Findings are what a demo is there to show, so they do not count for the exit code.
async fn demo(context: &mut Context, args: &ScanArgs) -> Result<Outcome, Failure> {
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
        ..ScanArgs::default()
    };
    let survey = draft(context, &demo_args, Shard::WHOLE).await?;
    let ready = survey::begin(context, &store, &survey)?;
    let outcome = go(context, &demo_args, &store, survey, ready).await?;
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

/// Makes a survey of what the command line and the configuration say.
pub async fn draft(context: &Context, args: &ScanArgs, shard: Shard) -> Result<Survey, Failure> {
    let shard = match &args.shard {
        Some(text) => text.parse().map_err(input_failure)?,
        None => shard,
    };
    let ports = args.ports.clone().or_else(|| context.config.ports.clone());
    let ports = ports.unwrap_or_else(|| "standard".to_owned());
    let mut draft = Draft::new(ports::parse(&ports, &levels(context)).map_err(input_failure)?);
    let mut given = Given { ports: ports.clone(), ..given(context, &args.authority) };
    for text in &args.target {
        if text == "-" {
            let text = input::read_stdin()?;
            draft.targets_from("-", &text).map_err(input_failure)?;
            given.targets.extend(entries("-", &text));
        } else {
            draft.target(text).map_err(input_failure)?;
            given.targets.push(text.clone());
        }
    }
    for path in &args.targets {
        let (file, text) = (path.display().to_string(), input::read_text(path)?);
        draft.targets_from(&file, &text).map_err(input_failure)?;
        given.targets.extend(entries(&file, &text));
    }
    for text in args.exclude.iter().chain(&context.config.exclude) {
        draft.exclude(text).map_err(input_failure)?;
        given.excludes.push(text.clone());
    }
    for path in &args.exclude_file {
        let (file, text) = (path.display().to_string(), input::read_text(path)?);
        draft.excludes_from(&file, &text).map_err(input_failure)?;
        given.excludes.extend(entries(&file, &text));
    }
    let names = resolve(draft.names(), Arc::new(SystemResolver)).await;
    finish(context, args, Drafted { draft, names, given, confirm: args.confirm_scope, shard })
}

/// The survey of a run that is to be resumed: everything that shaped it comes from its manifest.
fn survey_of(context: &Context, args: &ScanArgs, run: &Run) -> Result<Survey, Failure> {
    let manifest = &run.summary().manifest;
    let option = |name: &str| manifest.options.get(name).cloned();
    let mut draft =
        Draft::new(ports::parse(&manifest.ports, &levels(context)).map_err(input_failure)?);
    for text in &manifest.scope {
        draft.target(text).map_err(input_failure)?;
    }
    for text in &manifest.excludes {
        draft.exclude(text).map_err(input_failure)?;
    }
    let given = Given {
        targets: manifest.scope.clone(),
        excludes: manifest.excludes.clone(),
        ports: manifest.ports.clone(),
        authority: manifest.authority.clone(),
        operator: manifest.operator.clone(),
        contact: option("contact"),
    };
    let shard = match manifest.shard {
        Some(shard) => format!("{}/{}", shard.index, shard.count).parse().map_err(input_failure)?,
        None => Shard::WHOLE,
    };
    let confirm = option("addresses").and_then(|number| number.parse().ok());
    let names = survey::resolved_names(manifest);
    finish(context, args, Drafted { draft, names, given, confirm, shard })
}

/// Everything a survey is made of.
struct Drafted {
    draft: Draft,
    names: Names,
    given: Given,
    confirm: Option<u128>,
    shard: Shard,
}

fn finish(context: &Context, args: &ScanArgs, drafted: Drafted) -> Result<Survey, Failure> {
    let Drafted { draft, names, given, confirm, shard } = drafted;
    let scope = Scope::build(draft, &names, confirm).map_err(input_failure)?;
    Ok(Survey {
        scope: Arc::new(scope),
        shard,
        thorough: given.ports.split(',').any(|part| part.trim() == "thorough"),
        agent: Agent::new(env!("CARGO_PKG_VERSION"), given.contact.as_deref())
            .map_err(input_failure)?,
        given,
        pace: pace(context, &args.pace)?,
        budget: budget(&args.pace)?,
        watch: None,
    })
}

/// What the user should know of the scope before the first packet.
pub fn warn(context: &Context, survey: &Survey) {
    survey.scope.notes().iter().for_each(|note| context.say(note));
    if survey.given.contact.is_none() && reaches_public(&survey.scope) {
        context.say(&Sentence::new("warning-no-contact"));
    }
}

/// Whether any address of the scope is neither private nor this machine's. Of a large scope the
/// addresses are sampled: it decides on a warning, no more.
fn reaches_public(scope: &Scope) -> bool {
    let step = (scope.len() / 4096).max(1);
    (0..scope.len())
        .step_by(step as usize)
        .chain(scope.len().checked_sub(1))
        .filter_map(|number| scope.endpoint(number))
        .any(|endpoint| special::of(endpoint.ip).is_none())
}

/// Who looks, from flags and configuration.
pub fn given(context: &Context, authority: &AuthorityArgs) -> Given {
    let config = &context.config;
    Given {
        authority: authority.authority.clone(),
        operator: authority.operator.clone().or_else(|| config.operator.clone()),
        contact: authority.contact.clone().or_else(|| config.contact.clone()),
        ..Given::default()
    }
}

fn entries(file: &str, text: &str) -> Vec<String> {
    coinsift_engine::target::list::entries(file, text).map(|(_, entry)| entry.to_owned()).collect()
}

/// The ports of each level.
pub fn levels(context: &Context) -> Levels {
    Levels {
        quick: context.atlas.tcp_ports(Level::Quick),
        standard: context.atlas.tcp_ports(Level::Standard),
        thorough: context.atlas.tcp_ports(Level::Thorough),
    }
}

/// The pace, from flags and configuration.
pub fn pace(context: &Context, args: &PaceArgs) -> Result<Pace, Failure> {
    let mut pace = Pace::default();
    let wrong = |flag: &str| Failure::Input(Sentence::new("input-rate").with("flag", flag));
    if let Some(rate) = args.rate.or(context.config.rate) {
        pace.overall = rate.try_into().map_err(|_| wrong("--rate"))?;
    }
    if let Some(rate) = args.rate_subnet.or(context.config.rate_subnet) {
        pace.network = rate.try_into().map_err(|_| wrong("--rate-subnet"))?;
    }
    Ok(pace)
}

/// What the run may cost.
pub fn budget(args: &PaceArgs) -> Result<Budget, Failure> {
    let time = args.max_time.as_deref().map(|text| input::duration("--max-time", text));
    let bytes = args.max_bytes.as_deref().map(|text| input::bytes("--max-bytes", text));
    Ok(Budget { time: time.transpose()?, bytes: bytes.transpose()? })
}

pub fn input_failure(error: coinsift_engine::input::InputError) -> Failure {
    Failure::Input(error.0)
}

/// Carries the run out and shows what came of it.
async fn go(
    context: &Context,
    args: &ScanArgs,
    store: &Store,
    survey: Survey,
    ready: survey::Ready,
) -> Result<Outcome, Failure> {
    warn(context, &survey);
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
    tokio::spawn(interrupted(stop.clone()));
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
    Ok(outcome)
}

/// Ctrl-C: the first asks the run to stop, the second ends what is in flight at once.
pub async fn interrupted(stop: Stop) {
    while tokio::signal::ctrl_c().await.is_ok() {
        stop.interrupt();
    }
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
            eprintln!("{}", stored.endpoint);
            eprintln!(
                "{}",
                wire::used_table(&stored.transcripts, &context.catalogue, show::width())
            );
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
