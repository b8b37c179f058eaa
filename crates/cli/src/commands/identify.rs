//! `coinsift identify`: one host, told as it goes.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use coinsift_engine::dial::ReachOutcome;
use coinsift_engine::permute::Shard;
use coinsift_engine::stop::Stop;
use coinsift_engine::tally::Counts;
use coinsift_engine::watch::{Moment, Watch};
use coinsift_protocols::{Endpoint, read};
use coinsift_report::Catalogue;
use coinsift_report::story::{Step, steps};
use coinsift_store::EndpointRecord;
use coinsift_verdict::Sentence;

use crate::args::{IdentifyArgs, ScanArgs};
use crate::context::Context;
use crate::exit::{Failure, Outcome};
use crate::show;
use crate::survey::{self, Audience, draft, store_failure};

pub fn run(context: &mut Context, args: &IdentifyArgs) -> Result<Outcome, Failure> {
    let as_scan = ScanArgs {
        target: vec![args.host.clone()],
        ports: args.ports.clone(),
        pace: args.pace.clone(),
        authority: args.authority.clone(),
        ..ScanArgs::default()
    };
    let runtime = survey::runtime_threads()?;
    let mut survey = runtime.block_on(draft::draft(context, &as_scan, Shard::WHOLE))?;
    if survey.scope.addresses() > 64 {
        let sentence = Sentence::new("input-one-host").with("text", &args.host);
        return Err(Failure::Input(sentence));
    }
    let store = survey::open(context, &format!("identify {}", args.host))?;
    show::notices(context, &store);
    context.with_store_key(&store)?;
    let context = &*context;
    draft::warn(context, &survey);
    runtime.block_on(async {
        let few = survey.scope.len() <= 16;
        if !context.json {
            for (name, addresses) in survey.scope.resolved().iter() {
                outln!("{}", Step::Resolved { name, addresses }.told(&context.catalogue));
            }
            survey.watch = Some(teller(context.own_catalogue(), few));
        }
        let ready = survey::begin(context, &store, &survey)?;
        let run = ready.writer.run();
        let stop = Stop::new();
        tokio::spawn(survey::interrupted(stop.clone()));
        let judged =
            Box::new(Judged { catalogue: context.own_catalogue(), run, json: context.json });
        let end = survey::carry_out(context, survey, ready, stop, judged).await?;
        let run = store.run(&run.to_string()).map_err(store_failure)?;
        if !context.json {
            show::closing(context, &run, &end);
        }
        Ok(Outcome {
            incomplete: !end.is_complete(),
            changes: false,
            findings: end.tally.findings > 0,
        })
    })
}

/// Tells each moment on standard output. Where there are many ports only open ones are worth a
/// word.
fn teller(catalogue: Catalogue, every_port: bool) -> Watch {
    let dialogues: Mutex<BTreeMap<(IpAddr, u16), usize>> = Mutex::default();
    Arc::new(move |moment| match moment {
        Moment::Reached { endpoint, outcome } => {
            if let Some(step) = reached(endpoint, outcome, every_port) {
                outln!("{}", step.told(&catalogue));
            }
        }
        Moment::Ended { transcript } => {
            let Endpoint { ip, port, .. } = transcript.head.endpoint;
            let number = {
                let mut held = dialogues.lock().unwrap_or_else(PoisonError::into_inner);
                let number = held.entry((ip, port)).or_default();
                *number += 1;
                *number
            };
            let facts = read(transcript);
            for step in steps(number, transcript, &facts) {
                outln!("{}", step.told(&catalogue));
            }
        }
        _ => {}
    })
}

fn reached(endpoint: Endpoint, outcome: ReachOutcome, every_port: bool) -> Option<Step<'static>> {
    match outcome {
        ReachOutcome::Open => Some(Step::Open { endpoint }),
        _ if !every_port => None,
        ReachOutcome::Closed => Some(Step::Closed { endpoint }),
        ReachOutcome::Silent => Some(Step::NoAnswer { endpoint }),
        ReachOutcome::Unreachable | ReachOutcome::Failed => {
            Some(Step::Unreachable { endpoint, reason: outcome.word() })
        }
    }
}

/// Tells the judgement once it is stored.
struct Judged {
    catalogue: Catalogue,
    run: coinsift_store::RunId,
    json: bool,
}

impl Audience for Judged {
    fn judged(&mut self, record: &EndpointRecord) {
        if self.json {
            let _ = show::verdict_line(&self.catalogue, self.run, record);
        } else {
            outln!("{}", record.endpoint);
            if let Some(owner) = self.catalogue.owner_line(record.endpoint.ip, 160) {
                let owner = Sentence::new("explain-owner").with("words", owner);
                outln!("    {}", self.catalogue.say(&owner));
            }
            outln!("{}", Step::Judged { verdict: &record.verdict }.told(&self.catalogue));
        }
    }

    fn progress(&mut self, _total: u64, _done: u64, _counts: &Counts) {}
}
