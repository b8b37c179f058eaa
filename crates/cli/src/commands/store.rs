//! `coinsift store`: looking after the store.

use std::path::PathBuf;
use std::time::Duration;

use coinsift_store::{Access, Retention, Store};
use coinsift_verdict::Sentence;

use crate::args::{StoreArgs, StoreCommand};
use crate::context::Context;
use crate::exit::{Failure, Outcome};
use crate::show;
use crate::survey::{now, runtime, store_failure};

pub fn run(context: &mut Context, args: &StoreArgs) -> Result<Outcome, Failure> {
    match &args.command {
        StoreCommand::Stats => stats(context)?,
        StoreCommand::Rebuild => {
            let store = open(context, Access::modify("store rebuild"))?;
            store.rebuild().map_err(store_failure)?;
            context.say(&Sentence::new("store-rebuilt"));
        }
        StoreCommand::Compact { keep_runs, keep_days } => {
            compact(context, *keep_runs, *keep_days)?;
        }
        StoreCommand::Merge { from } => merge(context, from)?,
    }
    Ok(Outcome::default())
}

fn open(context: &Context, access: Access) -> Result<Store, Failure> {
    let store = Store::open(&context.store_dir()?, access).map_err(store_failure)?;
    show::notices(context, &store);
    Ok(store)
}

fn stats(context: &Context) -> Result<(), Failure> {
    let stats = open(context, Access::Read)?.stats().map_err(store_failure)?;
    if context.json {
        let line =
            serde_json::to_string(&stats).map_err(|error| runtime("runtime-json", &error))?;
        outln!("{line}");
        return Ok(());
    }
    let sentence = Sentence::new("store-stats")
        .with("runs", stats.runs)
        .with("unfinished", stats.unfinished)
        .with("logs", size(stats.log_bytes))
        .with("index", size(stats.index_bytes));
    outln!("{}", context.catalogue.say(&sentence));
    for (tree, entries) in &stats.entries {
        outln!("  {tree:<12} {entries}");
    }
    Ok(())
}

fn compact(context: &Context, runs: Option<usize>, days: Option<u32>) -> Result<(), Failure> {
    let store = open(context, Access::modify("store compact"))?;
    let retention = Retention {
        max_age: days.map(|days| Duration::from_secs(u64::from(days) * 86_400)),
        max_runs: runs,
    };
    if retention != Retention::default() {
        let dropped = store.retain(&retention, now(), None).map_err(store_failure)?;
        let sentence = Sentence::new("store-dropped")
            .with("runs", dropped.runs.len())
            .with("size", size(dropped.bytes));
        context.say(&sentence);
    }
    let compacted = store.compact().map_err(store_failure)?;
    let sentence = Sentence::new("store-compacted")
        .with("before", size(compacted.before))
        .with("after", size(compacted.after));
    context.say(&sentence);
    Ok(())
}

fn merge(context: &Context, from: &[PathBuf]) -> Result<(), Failure> {
    let store = open(context, Access::create("store merge"))?;
    let merged = store.merge(from).map_err(store_failure)?;
    let sentence = Sentence::new("store-merged")
        .with("copied", merged.copied.len())
        .with("present", merged.present.len());
    context.say(&sentence);
    for run in &merged.joined {
        context.say(&Sentence::new("store-joined").with("run", run));
    }
    for run in &merged.waiting {
        context.say(&Sentence::new("store-waiting").with("run", run));
    }
    Ok(())
}

/// A size for people.
fn size(bytes: u64) -> String {
    indicatif::HumanBytes(bytes).to_string()
}
