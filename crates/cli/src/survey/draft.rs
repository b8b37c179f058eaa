//! From arguments, configuration or a stored manifest to a survey.

use std::sync::Arc;

use coinsift_engine::pace::{Budget, Pace};
use coinsift_engine::permute::Shard;
use coinsift_engine::sources::Agent;
use coinsift_engine::target::ports::{self, Levels, Ports};
use coinsift_engine::target::resolve::{Names, SystemResolver, resolve};
use coinsift_engine::target::scope::{Draft, Scope};
use coinsift_engine::target::special;
use coinsift_store::Run;
use coinsift_verdict::Sentence;
use coinsift_verdict::atlas::Level;

use crate::args::{AuthorityArgs, PaceArgs, ScanArgs};
use crate::context::Context;
use crate::exit::Failure;
use crate::input;
use crate::survey::{self, Given, Survey, books};

/// Makes a survey of what the command line and the configuration say.
pub async fn draft(context: &Context, args: &ScanArgs, shard: Shard) -> Result<Survey, Failure> {
    let shard = match &args.shard {
        Some(text) => text.parse().map_err(input_failure)?,
        None => shard,
    };
    let ports = args.ports.clone().or_else(|| context.config.ports.clone());
    let ports = ports.unwrap_or_else(|| "standard".to_owned());
    let mut draft = Draft::new(ports::parse(&ports, &levels(context)).map_err(input_failure)?);
    let mut given = Given { ports: ports.clone(), ..given(context, &args.authority) };
    for text in &args.target {
        if text == "-" {
            let text = input::read_stdin()?;
            draft.targets_from("-", &text).map_err(input_failure)?;
            given.targets.extend(entries("-", &text));
        } else {
            draft.target(text).map_err(input_failure)?;
            given.targets.push(text.clone());
        }
    }
    for path in &args.targets {
        let (file, text) = (path.display().to_string(), input::read_text(path)?);
        draft.targets_from(&file, &text).map_err(input_failure)?;
        given.targets.extend(entries(&file, &text));
    }
    for text in args.exclude.iter().chain(&context.config.exclude) {
        draft.exclude(text).map_err(input_failure)?;
        given.excludes.push(text.clone());
    }
    for path in &args.exclude_file {
        let (file, text) = (path.display().to_string(), input::read_text(path)?);
        draft.excludes_from(&file, &text).map_err(input_failure)?;
        given.excludes.extend(entries(&file, &text));
    }
    let names = resolve(draft.names(), Arc::new(SystemResolver)).await;
    finish(
        context,
        args,
        Drafted { draft, names, given, confirm: args.confirm_scope, shard, identity: None },
    )
}

/// The survey of a run that is to be resumed: everything that shaped it comes from its manifest.
pub fn of_manifest(context: &Context, args: &ScanArgs, run: &Run) -> Result<Survey, Failure> {
    let manifest = &run.summary().manifest;
    let option = |name: &str| manifest.options.get(name).cloned();
    let mut draft =
        Draft::new(ports::parse(&manifest.ports, &levels(context)).map_err(input_failure)?);
    for text in &manifest.scope {
        draft.target(text).map_err(input_failure)?;
    }
    for text in &manifest.excludes {
        draft.exclude(text).map_err(input_failure)?;
    }
    let given = Given {
        targets: manifest.scope.clone(),
        excludes: manifest.excludes.clone(),
        ports: manifest.ports.clone(),
        authority: manifest.authority.clone(),
        operator: manifest.operator.clone(),
        contact: option("contact"),
        ..Given::default()
    };
    let shard = match manifest.shard {
        Some(shard) => format!("{}/{}", shard.index, shard.count).parse().map_err(input_failure)?,
        None => Shard::WHOLE,
    };
    let confirm = option("addresses").and_then(|number| number.parse().ok());
    let names = books::resolved_names(manifest);
    let identity = option("identity").and_then(|text| books::read_identity(&text));
    finish(context, args, Drafted { draft, names, given, confirm, shard, identity })
}

/// Everything a survey is made of.
struct Drafted {
    draft: Draft,
    names: Names,
    given: Given,
    confirm: Option<u128>,
    shard: Shard,
    /// Of a run that is resumed.
    identity: Option<[u8; 32]>,
}

fn finish(context: &Context, args: &ScanArgs, drafted: Drafted) -> Result<Survey, Failure> {
    let Drafted { draft, names, given, confirm, shard, identity } = drafted;
    let scope = Scope::build(draft, &names, confirm).map_err(input_failure)?;
    let identity = match identity {
        Some(identity) => identity,
        None => survey::drawn()?,
    };
    Ok(Survey {
        expectations: Arc::new(scope.expectations().clone()),
        identity,
        scope: Arc::new(scope),
        shard,
        thorough: given.ports.split(',').any(|part| part.trim().starts_with("thorough")),
        agent: Agent::new(env!("CARGO_PKG_VERSION"), given.contact.as_deref())
            .map_err(input_failure)?,
        given,
        pace: pace(context, &args.pace)?,
        budget: budget(&args.pace)?,
        watch: None,
    })
}

/// What the user should know of the scope before the first packet.
pub fn warn(context: &Context, survey: &Survey) {
    survey.scope.notes().iter().for_each(|note| context.say(note));
    if survey.given.contact.is_none() && reaches_public(&survey.scope) {
        context.say(&Sentence::new("warning-no-contact"));
    }
}

/// Whether any address of the scope is neither private nor this machine's. Of a large scope the
/// addresses are sampled: it decides on a warning, no more.
fn reaches_public(scope: &Scope) -> bool {
    let step = (scope.len() / 4096).max(1);
    (0..scope.len())
        .step_by(step as usize)
        .chain(scope.len().checked_sub(1))
        .filter_map(|number| scope.endpoint(number))
        .any(|endpoint| special::of(endpoint.ip).is_none())
}

/// Who looks, from flags and configuration.
pub fn given(context: &Context, authority: &AuthorityArgs) -> Given {
    let config = &context.config;
    Given {
        authority: authority.authority.clone(),
        operator: authority.operator.clone().or_else(|| config.operator.clone()),
        contact: authority.contact.clone().or_else(|| config.contact.clone()),
        ..Given::default()
    }
}

fn entries(file: &str, text: &str) -> Vec<String> {
    coinsift_engine::target::list::entries(file, text).map(|(_, entry)| entry.to_owned()).collect()
}

/// The ports of each level.
pub fn levels(context: &Context) -> Levels {
    let of =
        |level| Ports { tcp: context.atlas.tcp_ports(level), udp: context.atlas.udp_ports(level) };
    Levels { quick: of(Level::Quick), standard: of(Level::Standard), thorough: of(Level::Thorough) }
}

/// The pace, from flags and configuration.
pub fn pace(context: &Context, args: &PaceArgs) -> Result<Pace, Failure> {
    let mut pace = Pace::default();
    let wrong = |flag: &str| Failure::Input(Sentence::new("input-rate").with("flag", flag));
    if let Some(rate) = args.rate.or(context.config.rate) {
        pace.overall = rate.try_into().map_err(|_| wrong("--rate"))?;
    }
    if let Some(rate) = args.rate_subnet.or(context.config.rate_subnet) {
        pace.network = rate.try_into().map_err(|_| wrong("--rate-subnet"))?;
    }
    Ok(pace)
}

/// What the run may cost.
pub fn budget(args: &PaceArgs) -> Result<Budget, Failure> {
    let time = args.max_time.as_deref().map(|text| input::duration("--max-time", text));
    let bytes = args.max_bytes.as_deref().map(|text| input::bytes("--max-bytes", text));
    Ok(Budget { time: time.transpose()?, bytes: bytes.transpose()? })
}

pub fn input_failure(error: coinsift_engine::input::InputError) -> Failure {
    Failure::Input(error.0)
}
