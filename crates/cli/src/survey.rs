//! Carrying out a run: engine, judging and store joined.
//!
//! The engine hands over finished endpoints; each is read and judged at once and given to the
//! store's thread; only what that thread has made durable is shown. The progress that is stored
//! never counts what was not handed to the store before.

pub mod books;
pub mod draft;
pub mod rounds;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use coinsift_engine::BoxFuture;
use coinsift_engine::dial::ReachOutcome;
use coinsift_engine::done::{Done, Progress as EngineProgress};
use coinsift_engine::pace::{Budget, Pace};
use coinsift_engine::permute::{Order, Shard};
use coinsift_engine::run::{Finished, Sink, SinkClosed};
use coinsift_engine::sources::{Agent, system_clock};
use coinsift_engine::stop::Stop;
use coinsift_engine::tally::{Counts, Tally as EngineTally};
use coinsift_engine::target::scope::Scope;
use coinsift_engine::watch::{Moment, Watch};
use coinsift_protocols::{Close, Endpoint, Expectation, Happening, Utc, facts};
use coinsift_store::{
    Absent, Access, Clock, End, EndpointRecord, Intake, Item, Manifest, PortState, Probes,
    Progress, RunId, RunWriter, Store, Versions,
};
use coinsift_verdict::{Atlas, Fingerprints, Sentence, judge};
use sha2::{Digest as _, Sha256};

use crate::context::{Context, PROGRAM};
use crate::exit::Failure;

/// How often the progress is stored.
const PROGRESS_EVERY: Duration = Duration::from_secs(2);
/// How many records may wait for the store's thread.
const WAITING: usize = 2000;

/// What is to be looked at and how.
pub struct Survey {
    pub scope: Arc<Scope>,
    /// Targets, excludes and ports as given, for the manifest.
    pub given: Given,
    pub shard: Shard,
    pub thorough: bool,
    /// What is known of endpoints beforehand.
    pub expectations: Arc<HashMap<Endpoint, Expectation>>,
    /// What our node key derives from, where a protocol wants one; kept for the whole run.
    pub identity: [u8; 32],
    pub agent: Agent,
    pub pace: Pace,
    pub budget: Budget,
    /// What else is told of every moment.
    pub watch: Option<Watch>,
}

/// The scope as its user wrote it.
#[derive(Clone, Debug, Default)]
pub struct Given {
    pub targets: Vec<String>,
    pub excludes: Vec<String>,
    pub ports: String,
    pub authority: Option<String>,
    pub operator: Option<String>,
    pub contact: Option<String>,
    /// What else the manifest is to say of the run.
    pub notes: BTreeMap<String, String>,
}

/// What the run's user is told while it goes on.
pub trait Audience: Send {
    /// An endpoint was judged, and is in the store.
    fn judged(&mut self, record: &EndpointRecord);
    /// How far the run is.
    fn progress(&mut self, total: u64, done: u64, counts: &Counts);
}

/// Where the progress and the counters of a run under way can be read.
pub struct Gauges {
    pub total: u64,
    pub progress: Arc<EngineProgress>,
    pub tally: Arc<EngineTally>,
}

/// A run that is ready to be carried out.
pub struct Ready {
    pub writer: RunWriter,
    pub order: Order,
    /// What was done before, by an earlier sitting.
    pub before: Before,
}

/// What an earlier sitting of the same run did.
#[derive(Default)]
pub struct Before {
    done: Done,
    probes: Probes,
    duration: u64,
}

/// Begins a run: its manifest is in the store when this returns.
pub fn begin(context: &Context, store: &Store, survey: &Survey) -> Result<Ready, Failure> {
    let start = system_clock()();
    let run = RunId::random(start).map_err(store_failure)?;
    let given = &survey.given;
    let seed = seed(given, survey.shard)?;
    let manifest = Manifest {
        run,
        start,
        scope: given.targets.clone(),
        excludes: given.excludes.clone(),
        ports: given.ports.clone(),
        authority: given.authority.clone(),
        operator: given.operator.clone(),
        versions: versions(context),
        clock: Clock { source: "system".to_owned(), synchronised: books::synchronised() },
        options: books::options(survey),
        shard: books::stored_shard(survey.shard),
        seed,
        parts: Vec::new(),
    };
    let writer = store.begin(&manifest).map_err(store_failure)?;
    let order = Order::new(survey.scope.clone(), seed, survey.shard);
    Ok(Ready { writer, order, before: Before::default() })
}

/// The seed of the order. Shards of one scope must share theirs without knowing of each other, so
/// it follows from the scope; a whole run has one of its own.
fn seed(given: &Given, shard: Shard) -> Result<u64, Failure> {
    let mut seed = [0; 8];
    if shard == Shard::WHOLE {
        getrandom::fill(&mut seed).map_err(|error| runtime("runtime-entropy", &error))?;
    } else {
        let texts = given.targets.iter().chain(&given.excludes).chain([&given.ports]);
        let joined = texts.map(String::as_str).collect::<Vec<_>>().join("\n");
        seed.copy_from_slice(&Sha256::digest(joined.as_bytes())[..8]);
    }
    Ok(u64::from_le_bytes(seed))
}

/// 32 random bytes.
pub fn drawn() -> Result<[u8; 32], Failure> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| runtime("runtime-entropy", &error))?;
    Ok(bytes)
}

/// Goes on with a run. `survey` must have been made from the run's manifest.
pub fn resume(store: &Store, run: &coinsift_store::Run, survey: &Survey) -> Result<Ready, Failure> {
    // Its rounds follow from the registry, which a manifest does not hold.
    if run.summary().manifest.options.contains_key(rounds::REGISTRY) {
        return Err(Failure::Input(Sentence::new("resume-check").with("run", run.id())));
    }
    let (writer, mut state) = store.resume(run).map_err(store_failure)?;
    let order = Order::new(survey.scope.clone(), state.manifest.seed, survey.shard);
    if state.coverage.total != 0 && state.coverage.total != order.len() {
        return Err(Failure::Runtime(Sentence::new("resume-other-scope").with("run", run.id())));
    }
    let cut: Vec<Endpoint> =
        state.finished.iter().copied().filter(|endpoint| was_cut(run, endpoint)).collect();
    for endpoint in &cut {
        state.finished.remove(endpoint);
    }
    let mut done = books::done_of(&state.coverage);
    mark_finished(&mut done, &order, state.finished);
    let before = Before { done, probes: state.probes, duration: state.duration };
    Ok(Ready { writer, order, before })
}

/// Whether an endpoint's dialogues were cut short when the run was stopped: it is asked anew.
fn was_cut(run: &coinsift_store::Run, endpoint: &Endpoint) -> bool {
    let transcripts = run.transcripts(endpoint).unwrap_or_default();
    let last = transcripts.last().and_then(|transcript| transcript.events.last());
    last.is_none_or(|event| event.what == Happening::Closed(Close::Stopped))
}

/// Marks endpoints that were finished after the last stored progress. They are few and near its
/// edge, so that walking the order from there finds them soon.
fn mark_finished(done: &mut Done, order: &Order, mut finished: HashSet<Endpoint>) {
    let mut index = done.below();
    while !finished.is_empty() && index < order.len() {
        index = done.next_open(index);
        if let Some(endpoint) = order.endpoint(index)
            && finished.remove(&endpoint)
        {
            done.mark(index);
        }
        index += 1;
    }
}

/// Carries the run out until everything is covered, a budget is spent or its user stops it.
pub async fn carry_out(
    context: &Context,
    survey: Survey,
    ready: Ready,
    stop: Stop,
    audience: Box<dyn Audience>,
) -> Result<End, Failure> {
    rounds::carry_out(context, survey, ready, stop, audience, None).await
}

/// Reads, judges, and hands to the store.
struct Judge {
    atlas: Arc<Atlas>,
    fingerprints: Fingerprints,
    intake: Intake,
}

impl Sink for Judge {
    fn take(&self, finished: Finished) -> BoxFuture<'_, Result<(), SinkClosed>> {
        Box::pin(async move {
            tokio::task::block_in_place(|| {
                let verdict = judge(&facts(&finished.transcripts), &self.fingerprints, &self.atlas);
                let record = EndpointRecord {
                    endpoint: finished.endpoint,
                    host: finished.name,
                    time: system_clock()(),
                    transcripts: finished.transcripts,
                    verdict,
                };
                self.intake.send(Item::Endpoint(Box::new(record))).map_err(|_| SinkClosed)
            })
        })
    }
}

/// Endpoints with a verdict of an earlier run: where they do not answer now, that is written down.
fn known_endpoints(store: &Store, scope: &Scope) -> Result<HashSet<Endpoint>, Failure> {
    let mut known = HashSet::new();
    store
        .each_current(|current| {
            if scope.fence().allows(current.endpoint) {
                known.insert(current.endpoint);
            }
        })
        .map_err(store_failure)?;
    Ok(known)
}

/// Writes down known endpoints that do not answer, and hands every moment on.
fn watch(intake: Intake, known: HashSet<Endpoint>, further: Option<Watch>) -> Watch {
    Arc::new(move |moment| {
        if let Moment::Reached { endpoint, outcome } = moment {
            let state = match outcome {
                ReachOutcome::Closed => Some(PortState::Closed),
                ReachOutcome::Silent | ReachOutcome::Unreachable => Some(PortState::Filtered),
                _ => None,
            };
            if let Some(state) = state
                && known.contains(&endpoint)
            {
                let absent = Absent { endpoint, time: system_clock()(), state };
                // A store that has stopped is noticed by the sink.
                let _ = tokio::task::block_in_place(|| intake.send(Item::Absent(absent)));
            }
        }
        if let Some(further) = &further {
            further(moment);
        }
    })
}

async fn report_progress(
    gauges: Gauges,
    intake: Intake,
    before: Probes,
    audience: Arc<std::sync::Mutex<Box<dyn Audience>>>,
) {
    let mut stored = Instant::now();
    loop {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let done = gauges.progress.snapshot();
        let counts = gauges.tally.counts();
        {
            let mut audience = audience.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            audience.progress(gauges.total, done.count(), &counts);
        }
        if stored.elapsed() >= PROGRESS_EVERY {
            stored = Instant::now();
            let progress = Progress {
                time: system_clock()(),
                coverage: books::coverage_of(&done, gauges.total),
                probes: books::probes_of(&counts, &before),
                tally: Default::default(),
            };
            let item = Item::Progress(Box::new(progress));
            if tokio::task::block_in_place(|| intake.send(item)).is_err() {
                return;
            }
        }
    }
}

/// The versions a verdict of this program depends on.
pub fn versions(context: &Context) -> Versions {
    Versions {
        program: PROGRAM.to_owned(),
        atlas: context.atlas.version(),
        fingerprints: context.fingerprints.version(),
    }
}

/// Ctrl-C, and the request of a service manager to end (SIGTERM): the first asks the run to stop,
/// the second ends what is in flight at once.
pub async fn interrupted(stop: Stop) {
    while asked_to_end().await {
        stop.interrupt();
    }
}

/// Waits for Ctrl-C or SIGTERM; false where the system has no such thing.
pub async fn asked_to_end() -> bool {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            return tokio::select! {
                asked = tokio::signal::ctrl_c() => asked.is_ok(),
                asked = terminate.recv() => asked.is_some(),
            };
        }
    }
    tokio::signal::ctrl_c().await.is_ok()
}

/// The async runtime, for commands that speak to the network.
pub fn runtime_threads() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| runtime("runtime-thread", &error))
}

/// Opens the store for writing, making it where there is none.
pub fn open(context: &Context, command: &str) -> Result<Store, Failure> {
    Store::open(&context.store_dir()?, Access::create(command)).map_err(store_failure)
}

/// A store's error as the program's.
pub fn store_failure(error: coinsift_store::StoreError) -> Failure {
    Failure::Runtime(error.sentence())
}

/// Trouble of the machine.
pub fn runtime(id: &str, error: &dyn std::fmt::Display) -> Failure {
    Failure::Runtime(Sentence::new(id).with("error", error))
}

/// The wall clock.
pub fn now() -> Utc {
    system_clock()()
}
