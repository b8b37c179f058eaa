//! `coinsift diff`: what changed between two runs.

use coinsift_store::{Access, ChangeKind, Field, RunChange, Store};
use coinsift_verdict::Sentence;

use crate::args::DiffArgs;
use crate::commands::history::in_words;
use crate::context::Context;
use crate::exit::{Failure, Outcome};
use crate::show;
use crate::survey::{runtime, store_failure};

pub fn run(context: &mut Context, args: &DiffArgs) -> Result<Outcome, Failure> {
    let store = Store::open(&context.store_dir()?, Access::Read).map_err(store_failure)?;
    show::notices(context, &store);
    context.with_store_key(&store)?;
    let before = store.run(&args.before).map_err(store_failure)?;
    let after = store.run(&args.after).map_err(store_failure)?;
    let diff = store.diff(&before, &after).map_err(store_failure)?;
    for change in &diff.changes {
        if context.json {
            let line =
                serde_json::to_string(change).map_err(|error| runtime("runtime-json", &error))?;
            outln!("{line}");
        } else {
            tell(context, change);
        }
    }
    for damage in &diff.damage {
        context.say(&damage.sentence());
    }
    if !context.json {
        let sum =
            Sentence::new("diff-sum").with("changes", diff.changes.len()).with("same", diff.same);
        outln!("{}", context.catalogue.say(&sum));
    }
    Ok(Outcome {
        incomplete: !diff.damage.is_empty(),
        changes: !diff.changes.is_empty(),
        findings: false,
    })
}

fn tell(context: &Context, change: &RunChange) {
    let sentence = match &change.kind {
        ChangeKind::Appeared { now } => {
            Sentence::new("diff-appeared").with("words", in_words(context, now))
        }
        ChangeKind::Gone { was, tried: true } => {
            Sentence::new("diff-gone").with("words", in_words(context, was))
        }
        ChangeKind::Gone { was, tried: false } => {
            Sentence::new("diff-not-asked").with("words", in_words(context, was))
        }
        ChangeKind::Changed { fields, .. } => {
            let fields: Vec<String> =
                fields.iter().map(|field| field_word(context, *field)).collect();
            Sentence::new("diff-changed").with("words", fields.join(context.catalogue.comma()))
        }
    };
    outln!("{}", context.catalogue.say(&sentence.with("endpoint", change.endpoint)));
    if let ChangeKind::Changed { before, after, fields } = &change.kind {
        for field in fields.iter().filter(|field| **field != Field::Evidence) {
            outln!(
                "    {}: {} → {}",
                field_word(context, *field),
                context.catalogue.text(&before.written(*field), 160),
                context.catalogue.text(&after.written(*field), 160),
            );
        }
    }
}

/// The word for a field of a verdict.
pub fn field_word(context: &Context, field: Field) -> String {
    context.catalogue.word(&format!("field-{}", field.word()))
}
