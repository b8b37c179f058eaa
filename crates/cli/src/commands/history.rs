//! `coinsift history`: what an endpoint was over time.

use coinsift_store::{Access, Field, Outline, Store};
use coinsift_verdict::Sentence;

use crate::args::HistoryArgs;
use crate::commands::explain::endpoint;
use crate::context::Context;
use crate::exit::{Failure, Outcome};
use crate::show;
use crate::survey::{runtime, store_failure};

pub fn run(context: &mut Context, args: &HistoryArgs) -> Result<Outcome, Failure> {
    let endpoint = endpoint(&args.endpoint)?;
    let store = Store::open(&context.store_dir()?, Access::Read).map_err(store_failure)?;
    show::notices(context, &store);
    context.with_store_key(&store)?;
    let missing = Sentence::new("input-endpoint-unknown").with("endpoint", endpoint);
    let history =
        store.history(&endpoint).map_err(store_failure)?.ok_or(Failure::Input(missing))?;
    if context.json {
        let line =
            serde_json::to_string(&history).map_err(|error| runtime("runtime-json", &error))?;
        outln!("{line}");
        return Ok(Outcome::default());
    }
    outln!("{endpoint}");
    for stretch in &history.stretches {
        let words = match &stretch.outline {
            Some(outline) => in_words(context, outline),
            None => context.catalogue.word("history-absent"),
        };
        let sentence = Sentence::new("history-line")
            .with("from", stretch.from.0)
            .with("to", stretch.to.0)
            .with("runs", stretch.runs)
            .with("words", words);
        outln!("  {}", context.catalogue.say(&sentence));
        for field in &stretch.fields {
            let changed = Sentence::new("history-changed")
                .with("words", context.catalogue.word(&format!("field-{}", field.word())));
            outln!("      {}", context.catalogue.say(&changed));
        }
    }
    Ok(Outcome::default())
}

/// A verdict in one line: class, network, software.
pub fn in_words(context: &Context, outline: &Outline) -> String {
    let catalogue = &context.catalogue;
    let mut words = vec![catalogue.class(outline.class)];
    words.extend(outline.network.as_deref().map(|key| catalogue.network(key)));
    if outline.network.is_none() {
        let candidates = outline.written(Field::Network);
        words.extend(Some(catalogue.text(&candidates, 160)).filter(|text| !text.is_empty()));
    }
    words.extend(outline.software.as_deref().map(|software| catalogue.text(software, 80)));
    words.join(catalogue.comma())
}
