//! A run: reach finds open endpoints, a bounded queue hands them to a bounded number of sessions,
//! and a sink takes what was learnt.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use coinsift_protocols::{Endpoint, Expectation, Transcript, Transport};
use coinsift_verdict::{Atlas, Sentence};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinSet;
use tokio::time::{Instant, interval, sleep};

use crate::BoxFuture;
use crate::beside::Beside;
use crate::context::{Calm, Conduct, Context};
use crate::dial::{Dial, ReachOutcome, Tcp};
use crate::done::{Done, Progress};
use crate::limits::Limits;
use crate::pace::{Budget, Pace, Pacer};
use crate::permute::Order;
use crate::reach::{Reach, Reached, Sweep};
use crate::session::{self, Ended};
use crate::sources::{Agent, Clock, Entropy, system_clock};
use crate::stop::{Cause, GRACE, Stop};
use crate::tally::{Counts, Tally};
use crate::target::scope::Scope;
use crate::watch::Watch;

/// How often the budgets are looked at.
const BUDGET_CHECK: Duration = Duration::from_millis(100);

/// Everything a run needs. [`Job::new`] sets what has a usual value; all fields may be changed.
pub struct Job {
    /// The scope: fence and names.
    pub scope: Arc<Scope>,
    /// How open endpoints are found.
    pub reach: Box<dyn Reach>,
    /// The networks and ports known.
    pub atlas: Arc<Atlas>,
    /// Whether to go on with an endpoint after its protocol is settled.
    pub thorough: bool,
    /// What is known of endpoints beforehand.
    pub expectations: Arc<HashMap<Endpoint, Expectation>>,
    /// How we name ourselves.
    pub agent: Agent,
    /// How many connects a second.
    pub pace: Pace,
    /// What the whole run may cost.
    pub budget: Budget,
    /// How much may be in flight.
    pub limits: Limits,
    /// What an earlier execution of the same order finished; it is not contacted again.
    pub progress: Arc<Progress>,
    /// The counters, from zero.
    pub tally: Arc<Tally>,
    /// The wall clock.
    pub clock: Clock,
    /// Random bytes for drivers.
    pub entropy: Entropy,
    /// What our node key derives from, in protocols whose nodes have one: the same for the whole
    /// run. From `entropy` unless it is set, as for a run that is resumed.
    pub identity: [u8; 32],
    /// Opens connections.
    pub dial: Arc<dyn Dial>,
    /// Is told every moment of the run.
    pub watch: Option<Watch>,
}

impl Job {
    /// A run over an order by TCP connects, with the default pace, no budget, and the limits of
    /// this process.
    pub fn new(order: Order, atlas: Arc<Atlas>, agent: Agent, entropy: Entropy) -> Job {
        Job {
            scope: order.scope().clone(),
            reach: Box::new(Sweep::new(order)),
            atlas,
            thorough: false,
            expectations: Arc::default(),
            agent,
            pace: Pace::default(),
            budget: Budget::default(),
            limits: Limits::from_system(),
            progress: Arc::default(),
            tally: Arc::default(),
            clock: system_clock(),
            identity: entropy(),
            entropy,
            dial: Arc::new(Tcp),
            watch: None,
        }
    }
}

/// What was learnt of one endpoint that opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished {
    /// Its index in the order of the run.
    pub index: Option<u64>,
    /// The endpoint.
    pub endpoint: Endpoint,
    /// The name in the targets through which its address came into the scope.
    pub name: Option<String>,
    /// What reach found: always open.
    pub reach: ReachOutcome,
    /// The dialogues held, in order; at least one.
    pub transcripts: Vec<Transcript>,
    /// Whether all was said. `false` where the run was stopped before; a resumed run then speaks
    /// with the endpoint anew, so this result must be replaceable.
    pub complete: bool,
}

/// The sink cannot take results any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("results cannot be taken any more")]
pub struct SinkClosed;

/// What takes the results of a run.
pub trait Sink: Send + Sync {
    /// Takes a result. Its index counts as finished once the future has given `Ok`, so that future
    /// should wait until the result is durable, or until it is certain to be so before the
    /// progress that names it. An error stops the run with [`Cause::Sink`].
    fn take(&self, finished: Finished) -> BoxFuture<'_, Result<(), SinkClosed>>;
}

/// What a run has really covered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// How many endpoints were to be looked at.
    pub total: u64,
    /// The indices finished, by this and earlier executions.
    pub done: Done,
    /// The counters of this execution.
    pub counts: Counts,
    /// How long this execution took.
    pub elapsed: Duration,
    /// Why the run is incomplete; `None` where it looked at everything.
    pub cause: Option<Cause>,
}

impl Coverage {
    /// Whether every endpoint was looked at.
    pub fn is_complete(&self) -> bool {
        self.cause.is_none()
    }

    /// The words for people: `coverage-complete`, or `coverage-` and the word of the cause.
    pub fn sentence(&self) -> Sentence {
        let word = self.cause.map_or("complete", Cause::word);
        Sentence::new(format!("coverage-{word}"))
            .with("done", self.done.count())
            .with("total", self.total)
    }
}

/// Runs a job until everything was looked at, or until it is stopped.
pub async fn run(job: Job, sink: Arc<dyn Sink>, stop: Stop) -> Coverage {
    let begun = Instant::now();
    let (total, budget) = (job.reach.len(), job.budget);
    let conduct = Conduct {
        atlas: job.atlas,
        thorough: job.thorough,
        expectations: job.expectations,
        agent: job.agent,
        entropy: job.entropy,
        identity: job.identity,
    };
    let context = Arc::new(Context {
        scope: job.scope,
        limits: job.limits,
        pacer: Pacer::new(job.pace),
        tally: job.tally,
        progress: job.progress,
        stop: stop.clone(),
        dial: job.dial,
        clock: job.clock,
        watch: job.watch,
        calm: Calm::default(),
        conduct,
        beside: Beside::default(),
    });

    let mut wardens = JoinSet::new();
    wardens.spawn(grace(stop.clone()));
    wardens.spawn(keep_budget(budget, context.clone()));
    let (found, queue) = mpsc::channel(context.limits.queue);
    let mut reach = JoinSet::new();
    reach.spawn(job.reach.run(context.clone(), found));
    speak(&context, &sink, queue).await;
    reach.shutdown().await;
    wardens.shutdown().await;

    let done = context.progress.snapshot();
    let counts = context.tally.counts();
    let cause = (done.count() < total).then(|| {
        let short = if counts.unasked > 0 { Cause::Pressure } else { Cause::Fault };
        stop.cause().unwrap_or(short)
    });
    Coverage { total, done, counts, elapsed: begun.elapsed(), cause }
}

/// Takes open endpoints from the queue and holds a session with each, a bounded number at once,
/// until the queue ends or the run is stopped.
async fn speak(context: &Arc<Context>, sink: &Arc<dyn Sink>, mut queue: mpsc::Receiver<Reached>) {
    let places = Arc::new(Semaphore::new(context.limits.sessions));
    let mut sessions = JoinSet::new();
    loop {
        while sessions.try_join_next().is_some() {}
        let next = async {
            let place = places.clone().acquire_owned().await.ok()?;
            Some((place, queue.recv().await?))
        };
        let next = tokio::select! {
            biased;
            () = context.stop.requested() => None,
            next = next => next,
        };
        let Some((place, reached)) = next else { break };
        let (context, sink) = (context.clone(), sink.clone());
        sessions.spawn(async move {
            let _place = place;
            one(&context, sink.as_ref(), reached).await;
        });
    }
    // Open sockets that no session will take are dropped here, before the last sessions end.
    drop(queue);
    while sessions.join_next().await.is_some() {}
}

/// One session, and what becomes of it.
async fn one(context: &Context, sink: &dyn Sink, mut reached: Reached) {
    let _session = Tally::hold(&context.tally.sessions);
    let (index, endpoint) = (reached.index, reached.endpoint);
    let ended = match reached.held.take() {
        Some(transcripts) => Ended::Spoken { transcripts, complete: true },
        None => session::hold(context, reached).await,
    };
    if endpoint.transport == Transport::Tcp {
        context.beside.leave(endpoint);
    }
    let (transcripts, complete) = match ended {
        Ended::Shut(attempt) => return context.settle(index, endpoint, &attempt),
        Ended::Spoken { transcripts, complete } if !transcripts.is_empty() => {
            (transcripts, complete)
        }
        Ended::Stopped | Ended::Spoken { .. } => return,
    };
    let name = context.name(endpoint.ip).map(str::to_owned);
    let reach = ReachOutcome::Open;
    let finished = Finished { index, endpoint, name, reach, transcripts, complete };
    match sink.take(finished).await {
        Ok(()) if complete => {
            if let Some(index) = index {
                context.progress.mark(index);
            }
        }
        Ok(()) => {}
        Err(SinkClosed) => context.stop.request(Cause::Sink),
    }
}

/// Ends what is in flight once the moment of grace after a stop is over.
async fn grace(stop: Stop) {
    stop.requested().await;
    sleep(GRACE).await;
    stop.cut();
}

/// Stops the run when a budget is used up.
async fn keep_budget(budget: Budget, context: Arc<Context>) {
    if budget == Budget::default() {
        return;
    }
    let begun = Instant::now();
    let mut checks = interval(BUDGET_CHECK);
    loop {
        checks.tick().await;
        if budget.time.is_some_and(|most| begun.elapsed() >= most) {
            context.stop.request(Cause::MaxTime);
        }
        if budget.bytes.is_some_and(|most| context.tally.counts().bytes() >= most) {
            context.stop.request(Cause::MaxBytes);
        }
    }
}
