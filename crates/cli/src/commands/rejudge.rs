//! `coinsift rejudge`: a stored run judged again, offline, with the present data.

use coinsift_protocols::facts;
use coinsift_store::{Access, Outline, RejudgedChange, Store, differences};
use coinsift_verdict::{Sentence, judge};

use crate::args::RejudgeArgs;
use crate::commands::diff::field_word;
use crate::commands::history::in_words;
use crate::context::Context;
use crate::exit::{Failure, Outcome};
use crate::show;
use crate::survey::{store_failure, versions};

pub fn run(context: &mut Context, args: &RejudgeArgs) -> Result<Outcome, Failure> {
    let access = match args.dry_run {
        true => Access::Read,
        false => Access::modify(format!("rejudge {}", args.run)),
    };
    let store = Store::open(&context.store_dir()?, access).map_err(store_failure)?;
    show::notices(context, &store);
    context.with_store_key(&store)?;
    let context = &*context;
    let run = store.run(&args.run).map_err(store_failure)?;
    let (endpoints, changed) = match args.dry_run {
        true => {
            let (mut endpoints, mut changed) = (0, 0);
            for stored in run.endpoints() {
                let stored = stored.map_err(store_failure)?;
                let after =
                    judge(&facts(&stored.transcripts), &context.fingerprints, &context.atlas);
                let fields = differences(&stored.verdict, &after);
                endpoints += 1;
                if !fields.is_empty() {
                    changed += 1;
                    let endpoint = stored.endpoint;
                    tell(
                        context,
                        &RejudgedChange { endpoint, before: stored.verdict, after, fields },
                    );
                }
            }
            (endpoints, changed)
        }
        false => {
            let end = store
                .rejudge(
                    &run,
                    &versions(context),
                    |stored| {
                        judge(&facts(&stored.transcripts), &context.fingerprints, &context.atlas)
                    },
                    |change| tell(context, &change),
                )
                .map_err(store_failure)?;
            (end.endpoints, end.changed)
        }
    };
    let sum = Sentence::new("rejudge-sum").with("endpoints", endpoints).with("changed", changed);
    context.say(&sum);
    Ok(Outcome { incomplete: false, changes: changed > 0, findings: false })
}

/// What changed at one endpoint, and the facts that now count.
fn tell(context: &Context, change: &RejudgedChange) {
    let (before, after) = (Outline::of(&change.before), Outline::of(&change.after));
    if context.json {
        let line = serde_json::json!({
            "endpoint": change.endpoint,
            "before": before,
            "after": after,
            "fields": change.fields,
        });
        outln!("{line}");
        return;
    }
    outln!("{}", change.endpoint);
    outln!("    {} → {}", in_words(context, &before), in_words(context, &after));
    for field in &change.fields {
        outln!(
            "    {}: {} → {}",
            field_word(context, *field),
            context.catalogue.text(&before.written(*field), 160),
            context.catalogue.text(&after.written(*field), 160),
        );
    }
    let mut told: Vec<&str> = Vec::new();
    for item in change.after.evidence.iter().filter(|item| !change.before.evidence.contains(item)) {
        if !told.contains(&item.fingerprint.as_str()) {
            told.push(&item.fingerprint);
            let why = Sentence::new("why-fingerprint").with("fingerprint", &item.fingerprint);
            outln!("    {}", context.catalogue.say(&why));
        }
    }
    for sentence in &change.after.summary {
        outln!("    {}", context.catalogue.say(sentence));
    }
}
