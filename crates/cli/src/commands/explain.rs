//! `coinsift explain`: a stored verdict, from its bytes on.

use coinsift_protocols::Endpoint;
use coinsift_report::{Explanation, explain};
use coinsift_store::{Access, Store, StoredEndpoint};
use coinsift_verdict::Sentence;

use crate::args::ExplainArgs;
use crate::context::Context;
use crate::exit::{Failure, Outcome};
use crate::show;
use crate::survey::store_failure;

pub fn run(context: &mut Context, args: &ExplainArgs) -> Result<Outcome, Failure> {
    let endpoint = endpoint(&args.endpoint)?;
    let store = Store::open(&context.store_dir()?, Access::Read).map_err(store_failure)?;
    show::notices(context, &store);
    context.with_store_key(&store)?;
    let stored = find(&store, &endpoint, args.run.as_deref())?;
    let explanation = Explanation {
        endpoint,
        name: stored.host.as_deref(),
        time: stored.time,
        verdict: &stored.verdict,
        transcripts: &stored.transcripts,
    };
    out!("{}", explain(&explanation, &context.catalogue, show::width()));
    Ok(Outcome::default())
}

/// An endpoint as a user writes it.
pub fn endpoint(text: &str) -> Result<Endpoint, Failure> {
    text.parse().map_err(|_| Failure::Input(Sentence::new("input-endpoint").with("text", text)))
}

/// What a run, or the newest run that has it, stored of an endpoint.
fn find(store: &Store, endpoint: &Endpoint, run: Option<&str>) -> Result<StoredEndpoint, Failure> {
    let missing = || {
        let sentence = Sentence::new("input-endpoint-unknown").with("endpoint", endpoint);
        Failure::Input(sentence)
    };
    let run = match run {
        Some(name) => name.to_owned(),
        None => {
            let current = store.current(endpoint).map_err(store_failure)?;
            current.ok_or_else(missing)?.run.to_string()
        }
    };
    let run = store.run(&run).map_err(store_failure)?;
    run.endpoint(endpoint).map_err(store_failure)?.ok_or_else(missing)
}
