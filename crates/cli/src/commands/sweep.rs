//! `coinsift sweep`: the same scope every night, and only what changed.

mod check;
mod install;
mod outputs;
mod run;
mod tell;
mod units;

use coinsift_store::{RunSummary, Store};

use crate::args::{Global, SweepArgs, SweepCommand};
use crate::context::Context;
use crate::exit::{Failure, Outcome};
use crate::job::Job;
use crate::survey::store_failure;

/// The option of a manifest that names the job whose sweep a run is.
const JOB: &str = "sweep";
/// The option of a manifest that holds after how many misses an endpoint is gone.
const GONE_AFTER: &str = "gone-after";

pub fn run(context: &mut Context, args: &SweepArgs, global: &Global) -> Result<Outcome, Failure> {
    let path = match &args.command {
        SweepCommand::Run { job } | SweepCommand::Check { job } => job,
        SweepCommand::Install(args) => &args.job,
    };
    let job = Job::read(path)?;
    // The job has a language and a table of owners of its own.
    *context = Context::load(&job.global(global))?;
    match &args.command {
        SweepCommand::Run { .. } => run::run(context, &job),
        SweepCommand::Check { .. } => check::run(context, &job),
        SweepCommand::Install(args) => install::run(context, &job, args, global),
    }
}

/// The sweeps of a job that a store holds, oldest first.
fn sweeps_of(store: &Store, job: &Job) -> Result<Vec<RunSummary>, Failure> {
    let mut runs = store.runs().map_err(store_failure)?;
    runs.retain(|run| run.manifest.options.get(JOB) == Some(&job.name));
    runs.sort_by_key(|run| run.run);
    Ok(runs)
}
