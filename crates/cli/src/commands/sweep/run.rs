//! `sweep run`: goes on with a sweep that was interrupted, or begins one; then tells the news.

use std::time::Duration;

use coinsift_engine::permute::Shard;
use coinsift_engine::stop::Stop;
use coinsift_store::{Access, End, RunId, RunState, RunSummary, Store, StoreError};
use coinsift_verdict::Sentence;

use super::tell::{is_blind, tell};
use super::{GONE_AFTER, JOB, sweeps_of};
use crate::context::Context;
use crate::exit::{Failure, Outcome};
use crate::job::Job;
use crate::show::{self, Screen};
use crate::survey::{self, Ready, Survey, draft, now, store_failure};

/// How far the clock may be behind the start of the last sweep.
const CLOCK_SLACK: i64 = 2000;

pub fn run(context: &mut Context, job: &Job) -> Result<Outcome, Failure> {
    let runtime = survey::runtime_threads()?;
    // Bad input is found before a store is made.
    let mut survey = runtime.block_on(draft::draft(context, &job.scan, Shard::WHOLE))?;
    survey.given.notes.insert(JOB.to_owned(), job.name.clone());
    survey.given.notes.insert(GONE_AFTER.to_owned(), job.gone_after.to_string());
    let store = open(context, job)?;
    show::notices(context, &store);
    context.with_store_key(&store)?;
    let context = &*context;

    let (survey, ready) = match interrupted(&store, job)? {
        Some(last) if covers(&survey, &last) => go_on(context, job, &store, &last)?,
        last => {
            if let Some(last) = last {
                give_up(context, &store, &last)?;
            }
            // What an earlier start could not tell any more comes first.
            let news = tell(context, &store, job)?;
            wait_for_clock(&store, job)?;
            let ready = survey::begin(context, &store, &survey)?;
            return sweep(context, job, &store, survey, ready, &runtime, news);
        }
    };
    let news = tell(context, &store, job)?;
    sweep(context, job, &store, survey, ready, &runtime, news)
}

fn sweep(
    context: &Context,
    job: &Job,
    store: &Store,
    survey: Survey,
    ready: Ready,
    runtime: &tokio::runtime::Runtime,
    news: usize,
) -> Result<Outcome, Failure> {
    let run = ready.writer.run();
    let end = runtime.block_on(carry_out(context, survey, ready))?;
    show::notices(context, store);
    let news = news + tell(context, store, job)?;
    if let Some(why) = &end.incomplete {
        context.say(why);
    }
    let blind = sweeps_of(store, job)?.iter().any(|one| one.run == run && is_blind(one));
    if blind {
        return Err(Failure::Runtime(Sentence::new("sweep-blind")));
    }
    Ok(Outcome { incomplete: !end.is_complete(), changes: news > 0, findings: false })
}

async fn carry_out(context: &Context, survey: Survey, ready: Ready) -> Result<End, Failure> {
    let stop = Stop::new();
    tokio::spawn(survey::interrupted(stop.clone()));
    let screen = Screen::new(context, ready.writer.run()).quiet();
    survey::carry_out(context, survey, ready, stop, Box::new(screen)).await
}

/// Opens the store. Who finds a sweep of the same job at work is told so.
fn open(context: &Context, job: &Job) -> Result<Store, Failure> {
    let command = format!("sweep run {}", job.name);
    match Store::open(&context.store_dir()?, Access::create(&command)) {
        Err(StoreError::Held { holder, .. }) if holder.command == command => {
            let pid = holder.pid.map_or_else(|| "?".to_owned(), |pid| pid.to_string());
            let sentence = Sentence::new("sweep-held").with("job", &job.name).with("pid", pid);
            Err(Failure::Runtime(sentence.with("since", holder.since)))
        }
        opened => opened.map_err(store_failure),
    }
}

/// The last sweep of the job, where it has no end: the process that carried it out was killed, or
/// the machine went down. One that ended for its budget or was stopped by its user has an end.
fn interrupted(store: &Store, job: &Job) -> Result<Option<RunSummary>, Failure> {
    let last = sweeps_of(store, job)?.pop();
    Ok(last.filter(|run| run.state == RunState::Unfinished))
}

/// Whether a sweep that was begun has the scope that the job has now.
fn covers(survey: &Survey, begun: &RunSummary) -> bool {
    let (given, manifest) = (&survey.given, &begun.manifest);
    given.targets == manifest.scope
        && given.excludes == manifest.excludes
        && given.ports == manifest.ports
}

fn go_on(
    context: &Context,
    job: &Job,
    store: &Store,
    last: &RunSummary,
) -> Result<(Survey, Ready), Failure> {
    let run = store.run(&last.run.to_string()).map_err(store_failure)?;
    let survey = draft::of_manifest(context, &job.scan, &run)?;
    let ready = survey::resume(store, &run, &survey)?;
    Ok((survey, ready))
}

/// Ends an interrupted sweep as it is: what the job is to look at is another thing now.
fn give_up(context: &Context, store: &Store, last: &RunSummary) -> Result<(), Failure> {
    let run = store.run(&last.run.to_string()).map_err(store_failure)?;
    let (writer, state) = store.resume(&run).map_err(store_failure)?;
    let why = Sentence::new("coverage-other-scope");
    context.say(&why);
    let end = End {
        time: now(),
        duration: state.duration,
        incomplete: Some(why),
        coverage: state.coverage,
        probes: state.probes,
        tally: Default::default(),
    };
    writer.end(end).map(|_| ()).map_err(store_failure)
}

/// Sweeps are ordered by their start, to the second: waits until the last one's is over, and
/// refuses a clock that was set back.
fn wait_for_clock(store: &Store, job: &Job) -> Result<(), Failure> {
    let Some(last) = sweeps_of(store, job)?.last().map(|run| run.run) else { return Ok(()) };
    loop {
        let now = now();
        if RunId::new(now, [0; 3]).start() > last.start() {
            return Ok(());
        }
        if last.start().0.saturating_sub(now.0) > CLOCK_SLACK {
            let sentence = Sentence::new("sweep-clock").with("last", last.start());
            return Err(Failure::Runtime(sentence.with("now", now)));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}
