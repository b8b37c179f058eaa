//! `sweep check`: says what a sweep would do. Nothing is sent, not even to resolve a name.

use std::collections::HashMap;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use coinsift_engine::pace::Pace;
use coinsift_engine::permute::Shard;
use coinsift_engine::target::list;
use coinsift_engine::target::scope::{Draft, Scope};
use coinsift_store::{Access, RunState, Store, StoreError};
use coinsift_verdict::Sentence;

use super::sweeps_of;
use crate::args::ScanArgs;
use crate::context::Context;
use crate::exit::{Failure, Outcome};
use crate::input;
use crate::job::Job;
use crate::survey::{self, Survey, draft, store_failure};

/// Up to this many pairs the busiest network is counted, beyond it is estimated.
const COUNTED: u64 = 2_000_000;

pub fn run(context: &Context, job: &Job) -> Result<Outcome, Failure> {
    let (args, names) = without_names(&job.scan)?;
    let survey = match args.target.is_empty() {
        true => None,
        false => Some(survey_of(context, args, names > 0)?),
    };
    let said = |sentence: Sentence| outln!("{}", context.catalogue.say(&sentence));
    said(Sentence::new("sweep-check-job").with("job", &job.name).with("file", job.file.display()));
    if let Some(survey) = &survey {
        tell_scope(survey, &said);
    }
    if names > 0 {
        said(Sentence::new("sweep-check-names").with("count", names));
    }
    let scan = &job.scan;
    let given = draft::given(context, &scan.authority);
    let none = || context.catalogue.word("sweep-check-none");
    let or_none = |text: &Option<String>| text.clone().unwrap_or_else(none);
    said(
        Sentence::new("sweep-check-budget")
            .with("time", or_none(&scan.pace.max_time))
            .with("bytes", or_none(&scan.pace.max_bytes)),
    );
    said(
        Sentence::new("sweep-check-authority")
            .with("authority", or_none(&given.authority))
            .with("operator", or_none(&given.operator))
            .with("contact", or_none(&given.contact)),
    );
    said(Sentence::new("sweep-check-gone").with("count", job.gone_after));
    if let Some(path) = &job.owners {
        said(Sentence::new("sweep-check-owners").with("file", path.display()));
    }
    for path in [&job.outputs.ndjson, &job.outputs.csv].into_iter().flatten() {
        said(Sentence::new("sweep-check-appends").with("file", path.display()));
    }
    if let Some(path) = &job.outputs.report {
        said(Sentence::new("sweep-check-report").with("file", path.display()));
    }
    if let Some(path) = &job.outputs.table {
        said(Sentence::new("sweep-check-replaces").with("file", path.display()));
    }
    if job.outputs.all().next().is_none() {
        said(Sentence::new("sweep-check-no-file"));
    }
    said(next(context, job)?);
    said(Sentence::new("sweep-check-good"));
    if let Some(survey) = &survey {
        draft::warn(context, survey);
    }
    Ok(Outcome::default())
}

fn tell_scope(survey: &Survey, said: &impl Fn(Sentence)) {
    said(
        Sentence::new("sweep-check-scope")
            .with("addresses", survey.scope.addresses())
            .with("pairs", survey.scope.len())
            .with("ports", &survey.given.ports),
    );
    if !survey.given.excludes.is_empty() {
        let words = survey.given.excludes.join(", ");
        said(Sentence::new("sweep-check-excludes").with("words", words));
    }
    let least = least_time(&survey.scope, &survey.pace);
    said(
        Sentence::new("sweep-check-pace")
            .with("rate", survey.pace.overall)
            .with("subnet", survey.pace.network)
            .with("time", in_units(least)),
    );
}

/// What the next `sweep run` would begin with.
fn next(context: &Context, job: &Job) -> Result<Sentence, Failure> {
    let dir = context.store_dir()?;
    let store = match Store::open(&dir, Access::Read) {
        Ok(store) => store,
        Err(StoreError::NoStore(_)) => {
            return Ok(Sentence::new("sweep-check-first").with("path", dir.display()));
        }
        Err(error) => return Err(store_failure(error)),
    };
    let sweeps = sweeps_of(&store, job)?;
    Ok(match sweeps.last() {
        None => Sentence::new("sweep-check-first").with("path", dir.display()),
        Some(last) if last.state == RunState::Unfinished => {
            Sentence::new("sweep-check-resumes").with("run", last.run)
        }
        Some(last) => Sentence::new("sweep-check-after")
            .with("run", last.run)
            .with("count", sweeps.len())
            .with("path", dir.display()),
    })
}

/// The survey of a scope from which names were left out: it has another number of addresses than
/// was confirmed.
fn survey_of(context: &Context, mut args: ScanArgs, lacks: bool) -> Result<Survey, Failure> {
    let runtime = survey::runtime_threads()?;
    let drafted = |args: &ScanArgs| runtime.block_on(draft::draft(context, args, Shard::WHOLE));
    match drafted(&args) {
        Err(Failure::Input(sentence)) if lacks && sentence.id == "scope-confirm-other" => {
            let addresses = sentence.args.iter().find(|(name, _)| name == "addresses");
            args.confirm_scope = addresses.and_then(|(_, number)| number.parse().ok());
            drafted(&args)
        }
        drafted => drafted,
    }
}

/// The same scope without its names, which only the network could resolve, and how many they are.
fn without_names(scan: &ScanArgs) -> Result<(ScanArgs, usize), Failure> {
    let mut names = 0;
    let mut plain = |texts: &[String], files: &[PathBuf]| -> Result<Vec<String>, Failure> {
        let mut all = texts.to_vec();
        for path in files {
            let (file, text) = (path.display().to_string(), input::read_text(path)?);
            all.extend(list::entries(&file, &text).map(|(_, entry)| entry.to_owned()));
        }
        let before = all.len();
        all.retain(|text| {
            let mut draft = Draft::new(Vec::new());
            draft.target(text).is_err() || draft.names().is_empty()
        });
        names += before - all.len();
        Ok(all)
    };
    let args = ScanArgs {
        target: plain(&scan.target, &scan.targets)?,
        exclude: plain(&scan.exclude, &scan.exclude_file)?,
        ports: scan.ports.clone(),
        confirm_scope: scan.confirm_scope,
        pace: scan.pace.clone(),
        authority: scan.authority.clone(),
        ..ScanArgs::default()
    };
    Ok((args, names))
}

/// The least time that a scope takes at a pace: that of all its pairs, or of its busiest network.
fn least_time(scope: &Scope, pace: &Pace) -> Duration {
    let pairs = scope.len();
    let busiest = match pairs {
        0..=COUNTED => busiest(scope),
        // A whole /24 on every port.
        _ => (u128::from(pairs) * 256 / scope.addresses().max(1)).min(u128::from(pairs)) as u64,
    };
    let overall = pairs.div_ceil(u64::from(pace.overall.get()));
    let network = busiest.div_ceil(u64::from(pace.network.get()));
    Duration::from_secs(overall.max(network))
}

/// The pairs of the /24 or /64 that has the most of them.
fn busiest(scope: &Scope) -> u64 {
    let mut networks: HashMap<u128, u64> = HashMap::new();
    for endpoint in (0..scope.len()).filter_map(|number| scope.endpoint(number)) {
        let network = match endpoint.ip.to_canonical() {
            IpAddr::V4(ip) => u128::from(u32::from(ip) >> 8),
            // Beyond every IPv4 network.
            IpAddr::V6(ip) => (u128::from(ip) >> 64) + (1 << 64),
        };
        *networks.entry(network).or_default() += 1;
    }
    networks.into_values().max().unwrap_or(0)
}

/// A time with the units that flags have: `2h 5m`, `40s`.
fn in_units(time: Duration) -> String {
    let seconds = time.as_secs();
    let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")];
    let shown: Vec<String> = parts
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, unit)| format!("{number}{unit}"))
        .collect();
    if shown.is_empty() { "0s".to_owned() } else { shown.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(targets: &[&str], ports: std::ops::Range<u16>) -> Scope {
        let mut draft = Draft::new(ports.collect::<Vec<u16>>());
        targets.iter().for_each(|text| draft.target(text).expect("a target"));
        Scope::build(draft, &Default::default(), Some(131_072)).expect("a scope")
    }

    #[test]
    fn a_sweep_takes_as_long_as_its_busiest_network_or_all_of_it() {
        let pace = Pace::default();
        // 256 × 10 pairs at 20 a second.
        assert_eq!(least_time(&scope(&["192.0.3.0/24"], 1..11), &pace).as_secs(), 128);
        // 25,600 pairs at 500 a second are quicker than 256 at 20 in each network: 52 against 13.
        let many: Vec<String> = (0..100).map(|third| format!("198.20.{third}.0/24")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(least_time(&scope(&many, 1..2), &pace).as_secs(), 52);
        // Beyond what is counted: 131,072 × 20 pairs at 500 a second.
        assert_eq!(least_time(&scope(&["11.0.0.0/15"], 1..21), &pace).as_secs(), 5243);
        assert_eq!(in_units(Duration::from_secs(7325)), "2h 2m 5s");
        assert_eq!(in_units(Duration::ZERO), "0s");
    }

    #[test]
    fn names_are_left_out_and_counted() {
        let scan = ScanArgs {
            target: ["192.0.2.1", "node.example", "node.example:8333"].map(str::to_owned).into(),
            exclude: vec!["other.example".to_owned()],
            ..ScanArgs::default()
        };
        let (args, names) = without_names(&scan).expect("a scope");
        assert_eq!((args.target, args.exclude, names), (vec!["192.0.2.1".to_owned()], vec![], 3));
    }
}
