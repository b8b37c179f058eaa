//! `coinsift check`: a registry of projects against what stands at their endpoints.

mod results;
mod rounds;
mod scopes;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use coinsift_engine::permute::{Order, Shard};
use coinsift_engine::stop::Stop;
use coinsift_protocols::{Endpoint, Expectation};
use coinsift_report::registry::declared::Network;
use coinsift_report::registry::{
    Checked, Found, Observation, Reading, Registry, Seen, notes, read, reconcile,
};
use coinsift_store::Run;
use coinsift_verdict::Sentence;

use crate::args::{CheckArgs, ScanArgs};
use crate::context::Context;
use crate::exit::{Failure, Outcome};
use crate::files::Files;
use crate::input;
use crate::show::{self, Screen};
use crate::survey::{self, Survey, draft, store_failure};
use rounds::{Reached, Unhurried};
use scopes::Scopes;

pub fn run(context: &mut Context, args: &CheckArgs) -> Result<Outcome, Failure> {
    let files = Files::prepare(&args.files)?;
    let registry = load(context, args)?;
    let found = notes::notes(&registry, &context.atlas);
    if args.offline {
        let checked = Checked::offline(&registry, found);
        let outcome = Outcome { findings: checked.findings() > 0, ..Outcome::default() };
        results::tell(context, &checked, None, files)?;
        return Ok(outcome);
    }
    let runtime = survey::runtime_threads()?;
    // Bad input is found before a store is made.
    let mut survey = runtime.block_on(drafted(context, args, &registry))?;
    let scopes = Scopes::of(context, args, &registry, &survey)?;
    let store = survey::open(context, &format!("check {}", registry.file))?;
    show::notices(context, &store);
    context.with_store_key(&store)?;
    let context = &*context;

    let reached: Reached = Arc::default();
    let told = Arc::clone(&reached);
    survey.watch = Some(Arc::new(move |moment| rounds::note(&told, moment)));
    let mut ready = survey::begin(context, &store, &survey)?;
    ready.order = Order::new(scopes.declared.clone(), 0, Shard::WHOLE);
    draft::warn(context, &survey);
    let run = ready.writer.run();
    if context.json {
        let run = store.run(&run.to_string()).map_err(store_failure)?;
        show::run_line(context, &run.summary().manifest)?;
    }
    let names = scopes::names(&survey);
    let end = runtime.block_on(async {
        let stop = Stop::new();
        tokio::spawn(survey::interrupted(stop.clone()));
        let screen = Box::new(Screen::new(context, run));
        let further = Unhurried::new(&survey, scopes, args.retries, reached.clone(), stop.clone());
        let further = Some(Box::new(further) as Box<dyn survey::rounds::Rounds>);
        survey::rounds::carry_out(context, survey, ready, stop, screen, further).await
    })?;
    show::notices(context, &store);

    let run = store.run(&run.to_string()).map_err(store_failure)?;
    let unanswered = std::mem::take(&mut *reached.lock().unwrap_or_else(PoisonError::into_inner));
    let checked = reconcile(&registry, &observed(&run, unanswered, names)?, found);
    let outcome = Outcome {
        incomplete: !end.is_complete(),
        changes: false,
        findings: checked.findings() > 0,
    };
    results::tell(context, &checked, Some((&run, &end, outcome)), files)?;
    Ok(outcome)
}

/// Reads the registry. Malformed rows are refused, all of them at once, unless the good ones are
/// to be checked without them.
fn load(context: &Context, args: &CheckArgs) -> Result<Registry, Failure> {
    let file = args.registry.display().to_string();
    let bytes = input::read_bytes(&args.registry)?;
    let Reading { registry, mut problems, remarks } = read(&file, &bytes, &context.atlas)?;
    remarks.iter().for_each(|remark| context.say(remark));
    if problems.is_empty() {
        return Ok(registry);
    }
    if problems.len() == 1 && !args.keep_going {
        return Err(Failure::Data(problems.remove(0)));
    }
    for problem in &problems {
        errln!("{}", context.catalogue.data_error(problem));
    }
    let sum = |id: &str| Sentence::new(id).with("count", problems.len()).with("file", &file);
    if !args.keep_going {
        return Err(Failure::Input(sum("registry-malformed")));
    }
    if registry.projects.is_empty() {
        return Err(Failure::Input(sum("registry-none-good")));
    }
    context.say(&sum("registry-passed-over"));
    Ok(registry)
}

/// The whole scope: what was declared, and the hosts it is at.
async fn drafted(
    context: &Context,
    args: &CheckArgs,
    registry: &Registry,
) -> Result<Survey, Failure> {
    let mut targets: Vec<String> = Vec::new();
    for address in registry.projects.iter().flat_map(|project| &project.endpoints) {
        targets.push(address.target());
        if !args.declared_only {
            targets.push(address.host.to_string());
        }
    }
    targets.sort_unstable();
    targets.dedup();
    let scan = ScanArgs {
        target: targets,
        exclude: args.exclude.clone(),
        exclude_file: args.exclude_file.clone(),
        ports: Some(args.ports.clone().unwrap_or_else(|| "quick".to_owned())),
        confirm_scope: args.confirm_scope,
        pace: args.pace.clone(),
        authority: args.authority.clone(),
        ..ScanArgs::default()
    };
    let mut survey = draft::draft(context, &scan, Shard::WHOLE).await?;
    survey.expectations = Arc::new(expectations(registry, &survey));
    survey.given.notes = BTreeMap::from([
        (survey::rounds::REGISTRY.to_owned(), registry.file.clone()),
        (survey::rounds::REGISTRY_SHA256.to_owned(), hex::encode(registry.sha256)),
    ]);
    Ok(survey)
}

/// What was declared, as the plan may use it: dialogues that fit come first.
fn expectations(registry: &Registry, survey: &Survey) -> HashMap<Endpoint, Expectation> {
    let names = scopes::names(survey);
    let mut all: HashMap<Endpoint, Expectation> = HashMap::new();
    for project in &registry.projects {
        let network = match &project.network {
            Some(Network::Listed { keys, .. }) => match keys.as_slice() {
                [key] => Some(key.clone()),
                _ => None,
            },
            _ => None,
        };
        for address in &project.endpoints {
            let Some(port) = address.port else { continue };
            for ip in scopes::addresses(&address.host, &names) {
                let expected = all.entry(Endpoint::tcp(ip, port)).or_default();
                expected.families.extend(project.platform.families());
                expected.node_key = expected.node_key.or(address.node_key);
                expected.network = expected.network.take().or_else(|| network.clone());
            }
        }
    }
    all
}

/// What the run saw, read back from the store.
fn observed(
    run: &Run,
    reached: HashMap<Endpoint, rounds::State>,
    names: BTreeMap<String, Vec<std::net::IpAddr>>,
) -> Result<Observation, Failure> {
    let mut observation = Observation { names, ..Observation::default() };
    for stored in run.endpoints() {
        let stored = stored.map_err(store_failure)?;
        let seen = Seen::of(stored.verdict, &stored.transcripts);
        observation.found.insert(stored.endpoint, Found { seen, time: stored.time });
    }
    for (endpoint, state) in reached {
        if let Some(unanswered) = state.unanswered {
            observation.unanswered.insert(endpoint, (unanswered, state.tries));
        }
    }
    Ok(observation)
}

/// What became of endpoints, as the watch tells it.
type Shared<T> = Arc<Mutex<T>>;
