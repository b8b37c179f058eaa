//! The scopes of a check: what was declared, and what else may be at the same hosts.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::net::IpAddr;
use std::sync::Arc;

use coinsift_engine::target::ports;
use coinsift_engine::target::scope::{Draft, Scope};
use coinsift_protocols::Endpoint;
use coinsift_report::registry::Registry;
use coinsift_report::registry::declared::Host;

use crate::args::CheckArgs;
use crate::context::Context;
use crate::exit::Failure;
use crate::survey::Survey;
use crate::survey::draft::{input_failure, levels};

/// What is looked at first and last.
pub struct Scopes {
    /// Declared endpoints; hosts without a port at the ports asked for.
    pub declared: Arc<Scope>,
    /// The same hosts at the ports asked for, without what was declared; taken when its turn came.
    pub beside: Option<Arc<Scope>>,
    /// Endpoints declared with their port.
    pub pairs: HashSet<Endpoint>,
    /// What the user excluded.
    pub excludes: Vec<String>,
}

impl Scopes {
    /// Of the survey over all of it, whose names were resolved.
    pub fn of(
        context: &Context,
        args: &CheckArgs,
        registry: &Registry,
        survey: &Survey,
    ) -> Result<Scopes, Failure> {
        let ports = || ports::parse(&survey.given.ports, &levels(context)).map_err(input_failure);
        let excludes = survey.given.excludes.clone();
        let resolved = survey.scope.resolved();
        let addresses: Vec<_> =
            registry.projects.iter().flat_map(|project| &project.endpoints).collect();
        let targets: BTreeSet<String> = addresses.iter().map(|address| address.target()).collect();
        let mut first = Draft::new(ports()?);
        let mut last = Draft::new(ports()?);
        for target in &targets {
            first.target(target).map_err(input_failure)?;
            last.exclude(target).map_err(input_failure)?;
        }
        for exclude in &excludes {
            first.exclude(exclude).map_err(input_failure)?;
            last.exclude(exclude).map_err(input_failure)?;
        }
        // A name without addresses is a note in a target, but cannot be excluded; nothing of it
        // is looked at either way.
        let names = names(survey);
        let known = |host: &Host| !self::addresses(host, &names).is_empty();
        let mut last = match addresses.iter().all(|address| known(&address.host)) {
            true => last,
            false => {
                let mut last = Draft::new(ports()?);
                let good = addresses.iter().filter(|address| known(&address.host));
                for target in good.map(|address| address.target()).chain(excludes.clone()) {
                    last.exclude(&target).map_err(input_failure)?;
                }
                last
            }
        };
        let hosts: BTreeSet<String> = addresses
            .iter()
            .filter(|address| address.port.is_some() && known(&address.host))
            .map(|address| address.host.to_string())
            .collect();
        for host in &hosts {
            last.target(host).map_err(input_failure)?;
        }
        let declared = Scope::build(first, resolved, args.confirm_scope).map_err(input_failure)?;
        // Where the declared endpoints are all that is to be looked at, nothing is left beside.
        let beside = match args.declared_only || hosts.is_empty() {
            true => None,
            false => Scope::build(last, resolved, args.confirm_scope).ok().map(Arc::new),
        };
        let pairs = addresses
            .iter()
            .filter_map(|address| Some((address, address.port?)))
            .flat_map(|(address, port)| {
                let ips = self::addresses(&address.host, &names);
                ips.into_iter().map(move |ip| Endpoint::tcp(ip, port))
            })
            .collect();
        Ok(Scopes { declared: Arc::new(declared), beside, pairs, excludes })
    }
}

/// The addresses of the names in a survey.
pub fn names(survey: &Survey) -> BTreeMap<String, Vec<IpAddr>> {
    let resolved = survey.scope.resolved().iter();
    resolved.map(|(name, addresses)| (name.to_owned(), addresses.to_vec())).collect()
}

/// The addresses of a declared host.
pub fn addresses(host: &Host, names: &BTreeMap<String, Vec<IpAddr>>) -> Vec<IpAddr> {
    match host {
        Host::Ip(ip) => vec![*ip],
        Host::Name(name) => names.get(name).cloned().unwrap_or_default(),
    }
}
