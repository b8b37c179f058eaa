//! A run in rounds: one after the other over parts of its scope, within one budget.
//!
//! A scan has one round. A check has several: what was declared comes first, what did not answer is
//! asked again after a pause, and what else its hosts offer comes last.

use std::sync::Arc;
use std::time::{Duration, Instant};

use coinsift_engine::BoxFuture;
use coinsift_engine::done::{Done, Progress as EngineProgress};
use coinsift_engine::pace::Budget;
use coinsift_engine::permute::{Order, Shard};
use coinsift_engine::run::{Coverage, Job};
use coinsift_engine::sources::system_entropy;
use coinsift_engine::stop::{Cause, Stop};
use coinsift_engine::tally::Counts;
use coinsift_engine::target::scope::Scope;
use coinsift_store::{Committer, End, Item, Policy};
use coinsift_verdict::Sentence;

use super::{
    Audience, Gauges, Judge, Ready, Survey, WAITING, books, known_endpoints, report_progress,
    runtime, store_failure, watch,
};
use crate::context::Context;
use crate::exit::Failure;

/// The option of a manifest that says of which registry the run is a check.
pub const REGISTRY: &str = "registry";
/// The option that has the SHA-256 of that file.
pub const REGISTRY_SHA256: &str = "registry_sha256";

/// The rounds after the first.
pub trait Rounds: Send {
    /// The scope of the next round, when its time has come; `None` where there is no more. The
    /// error is why the run was stopped meanwhile.
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Arc<Scope>>, Cause>>;
}

/// Carries the run out until everything is covered, a budget is spent or its user stops it.
pub async fn carry_out(
    context: &Context,
    survey: Survey,
    ready: Ready,
    stop: Stop,
    audience: Box<dyn Audience>,
    mut further: Option<Box<dyn Rounds>>,
) -> Result<End, Failure> {
    let began = Instant::now();
    let Ready { writer, order, before } = ready;
    let store = writer.store();
    let known = known_endpoints(&store, &survey.scope)?;
    let audience = Arc::new(std::sync::Mutex::new(audience));
    let told = Arc::clone(&audience);
    let committer = Committer::start(writer, Policy::default(), WAITING, move |items| {
        let mut audience = told.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for item in &items {
            if let Item::Endpoint(record) = item {
                audience.judged(record);
            }
        }
    })
    .map_err(|error| runtime("runtime-thread", &error))?;

    let entropy = system_entropy().map_err(|error| runtime("runtime-entropy", &error))?;
    let atlas = Arc::new(context.atlas.clone());
    let sink = Arc::new(Judge {
        atlas: atlas.clone(),
        fingerprints: context.fingerprints.clone(),
        intake: committer.intake(),
    });
    let mut past: Option<Coverage> = None;
    let mut next = Some((order, before.done));
    while let Some((order, done)) = next.take() {
        let mut job = Job::new(order, atlas.clone(), survey.agent.clone(), entropy.clone());
        job.thorough = survey.thorough;
        job.expectations = survey.expectations.clone();
        job.identity = survey.identity;
        job.pace = survey.pace;
        job.budget = left(survey.budget, began.elapsed(), past.as_ref());
        job.progress = Arc::new(EngineProgress::from(done));
        job.watch = Some(watch(committer.intake(), known.clone(), survey.watch.clone()));
        let gauges = Gauges {
            total: job.reach.len(),
            progress: job.progress.clone(),
            tally: job.tally.clone(),
        };
        let mut probes = before.probes;
        if let Some(past) = &past {
            probes.join(&books::probes_of(&past.counts, &Default::default()));
        }
        let heart = tokio::spawn(report_progress(
            gauges,
            committer.intake(),
            probes,
            Arc::clone(&audience),
        ));
        let mut covered = coinsift_engine::run::run(job, sink.clone(), stop.clone()).await;
        heart.abort();
        // The task holds an intake until it is really gone.
        let _ = heart.await;
        if let Some(further) = further.as_mut().filter(|_| covered.is_complete()) {
            match further.next().await {
                Ok(Some(scope)) => {
                    // The order within a round is of no concern to anybody.
                    next = Some((Order::new(scope, 0, Shard::WHOLE), Done::default()));
                }
                Ok(None) => {}
                Err(cause) => covered.cause = Some(cause),
            }
        }
        past = Some(match past {
            Some(past) => joined(past, covered),
            None => covered,
        });
    }
    // It holds an intake as well.
    drop(sink);
    let covered = past.ok_or_else(|| Failure::Runtime(Sentence::new("runtime-no-end")))?;
    let end = books::end_of(&covered, &before.probes, before.duration, began.elapsed());
    let finished = tokio::task::block_in_place(|| committer.finish(Some(end)));
    finished
        .map_err(store_failure)?
        .ok_or_else(|| Failure::Runtime(Sentence::new("runtime-no-end")))
}

/// What is left of a budget.
fn left(budget: Budget, elapsed: Duration, past: Option<&Coverage>) -> Budget {
    let Some(past) = past else { return budget };
    Budget {
        time: budget.time.map(|time| time.saturating_sub(elapsed)),
        bytes: budget.bytes.map(|bytes| bytes.saturating_sub(past.counts.bytes())),
    }
}

/// Two rounds as one: what was asked again counts again.
fn joined(past: Coverage, round: Coverage) -> Coverage {
    let (one, other) = (past.counts, round.counts);
    let done = past.done.count() + round.done.count();
    Coverage {
        total: past.total + round.total,
        done: Done::from(vec![(0, done)]),
        counts: Counts {
            open: one.open + other.open,
            closed: one.closed + other.closed,
            silent: one.silent + other.silent,
            unreachable: one.unreachable + other.unreachable,
            failed: one.failed + other.failed,
            dialogues: one.dialogues + other.dialogues,
            bytes_in: one.bytes_in + other.bytes_in,
            bytes_out: one.bytes_out + other.bytes_out,
            ..other
        },
        elapsed: past.elapsed + round.elapsed,
        cause: round.cause,
    }
}
