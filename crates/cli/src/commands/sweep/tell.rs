//! Telling news: worked out from what is stored, written and printed, and only then written down
//! as told. Whatever ends the program in between, the next start tells them again.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

use coinsift_protocols::{Utc, facts};
use coinsift_report::news::{self, News, Sweep};
use coinsift_store::{Outline, Run, RunId, RunSummary, Store};
use coinsift_verdict::judge;

use super::{GONE_AFTER, outputs, sweeps_of};
use crate::context::Context;
use crate::exit::Failure;
use crate::files::Files;
use crate::job::Job;
use crate::show;
use crate::survey::{runtime, store_failure};

/// Tells the news of all sweeps that have ended and were not told. Says how many there were.
pub fn tell(context: &Context, store: &Store, job: &Job) -> Result<usize, Failure> {
    let runs = sweeps_of(store, job)?;
    let mut told = store.told(&job.name).map_err(store_failure)?;
    let untold: BTreeMap<RunId, Utc> = runs
        .iter()
        .filter_map(|run| Some((run.run, run.end.as_ref()?.time)))
        .filter(|(run, end)| told.0.get(run) != Some(end))
        .collect();
    let Some(last) = untold.keys().next_back().copied() else { return Ok(0) };
    let sweeps: BTreeMap<RunId, Sweep> =
        runs.iter().filter(|run| run.run <= last).map(|run| (run.run, sweep(run, job))).collect();
    let mut found = Vec::new();
    store
        .each_observed(|observed| {
            let news = news::of_endpoint(&observed, &sweeps);
            found.extend(news.into_iter().filter(|one| untold.contains_key(&one.run)));
        })
        .map_err(store_failure)?;
    // By sweep, and within one as the store has them: by address, port and transport.
    found.sort_by_key(|one| one.run);
    tell_data_apart(context, store, &sweeps, &mut found)?;

    if let Some(path) = &job.outputs.report {
        let run = store.run(&last.to_string()).map_err(store_failure)?;
        Files::sweep(path, context, &run, &found)?;
    }
    outputs::write(context, job, &found)?;
    print(context, job, &found)?;
    told.0.extend(untold);
    store.set_told(&job.name, &told).map_err(store_failure)?;
    Ok(found.len())
}

fn sweep(run: &RunSummary, job: &Job) -> Sweep {
    let gone_after = run.manifest.options.get(GONE_AFTER).and_then(|text| text.parse().ok());
    Sweep {
        gone_after: gone_after.unwrap_or(job.gone_after).max(1),
        could_see: !is_blind(run),
        versions: run.manifest.versions.clone(),
    }
}

/// Whether a sweep could reach nothing at all, from which nothing follows about anybody.
pub fn is_blind(run: &RunSummary) -> bool {
    let probes = run.end.as_ref().map(|end| end.probes).unwrap_or_default();
    probes.asked > 0 && probes.failed == probes.asked
}

/// Where a verdict changed together with the data, the evidence of before is judged anew: if that
/// comes to the same as now, the endpoint did not change.
fn tell_data_apart(
    context: &Context,
    store: &Store,
    sweeps: &BTreeMap<RunId, Sweep>,
    found: &mut [News],
) -> Result<(), Failure> {
    let mut opened: BTreeMap<RunId, Option<Run>> = BTreeMap::new();
    for one in found.iter_mut().filter(|one| one.judged_by_other_data(sweeps)) {
        let Some((_, before)) = &one.before else { continue };
        let run = opened.entry(*before).or_insert_with(|| store.run(&before.to_string()).ok());
        // Evidence that cannot be read any more decides nothing.
        let transcripts = run.as_ref().and_then(|run| run.transcripts(&one.endpoint).ok());
        let Some(transcripts) = transcripts.filter(|transcripts| !transcripts.is_empty()) else {
            continue;
        };
        let verdict = judge(&facts(&transcripts), &context.fingerprints, &context.atlas);
        one.judge_again(&Outline::of(&verdict));
    }
    Ok(())
}

/// Prints the news, and nothing where there is none. News that could not be printed were not told.
fn print(context: &Context, job: &Job, found: &[News]) -> Result<(), Failure> {
    let text = if context.json {
        outputs::ndjson(context, job, found)?
    } else {
        let runs: BTreeSet<RunId> = found.iter().map(|one| one.run).collect();
        let of_run = |run| found.iter().filter(move |one| one.run == run).cloned();
        let tables = runs.into_iter().map(|run| {
            let news: Vec<News> = of_run(run).collect();
            news::table(&news, &context.catalogue, show::width())
        });
        tables.collect::<Vec<_>>().join("\n")
    };
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| runtime("runtime-output", &error))
}
