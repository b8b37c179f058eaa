//! `coinsift runs`: what is stored.

use coinsift_report::escape::visible;
use coinsift_store::{Access, RunState, Store};
use coinsift_verdict::{Class, Sentence};

use crate::context::Context;
use crate::exit::{Failure, Outcome};
use crate::show;
use crate::survey::{runtime, store_failure};

pub fn run(context: &mut Context) -> Result<Outcome, Failure> {
    let store = Store::open(&context.store_dir()?, Access::Read).map_err(store_failure)?;
    show::notices(context, &store);
    let runs = store.runs().map_err(store_failure)?;
    if runs.is_empty() && !context.json {
        context.say(&Sentence::new("runs-none"));
    }
    for run in &runs {
        if context.json {
            let line =
                serde_json::to_string(run).map_err(|error| runtime("runtime-json", &error))?;
            outln!("{line}");
            continue;
        }
        let tally = run.tally.unwrap_or_default();
        let state = match run.state {
            RunState::Complete => "run-complete",
            RunState::Incomplete => "run-incomplete",
            RunState::Unfinished => "run-unfinished",
        };
        let sentence = Sentence::new("runs-line")
            .with("endpoints", tally.endpoints)
            .with("coin", tally.class(Class::Coin))
            .with("findings", tally.findings)
            .with("words", context.catalogue.word(state));
        outln!(
            "{}  {}  {}",
            run.run,
            context.catalogue.say(&sentence),
            visible(&run.manifest.scope.join(" "), 60),
        );
    }
    Ok(Outcome::default())
}
