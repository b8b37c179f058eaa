//! Declarations reconciled with what was seen: an outcome for every endpoint and every project.
//!
//! The table of outcomes stands in `docs/check.md`. The rules:
//!
//! 1. An endpoint *deviates* only where something *stated* or *proven* differs from what was
//!    declared. A hint never suffices, and neither does silence.
//! 2. It *conforms* where the class or the genesis block agrees, the platform agrees, nothing
//!    points elsewhere, and the ground is *stated* or better. What was declared and not seen is
//!    listed beside it.
//! 3. A ledger or work for miners on a port that nobody declared is *undeclared*: it was observed
//!    at the address, which may be shared.
//! 4. Everything else that answers is *undetermined*, and what does not answer *unreachable*.

use std::collections::BTreeSet;
use std::net::IpAddr;

use coinsift_protocols::{Endpoint, Transport};
use coinsift_verdict::{Class, Strength};

use super::checked::{
    Checked, EndpointChecked, Found, Observation, Outcome, ProjectChecked, Reason, Unanswered,
};
use super::compare::{Agreement, Aspect, Compared, Seen, compare};
use super::declared::{Address, Host, Project, Registry};
use super::notes::Note;

/// Reconciles a registry with what was seen.
pub fn reconcile(registry: &Registry, observation: &Observation, notes: Vec<Note>) -> Checked {
    let declared = declared_endpoints(registry, observation);
    let projects = registry.projects.iter().map(|project| {
        let endpoints = check(project, observation, &declared);
        let outcome = endpoints
            .iter()
            // The same chain on a further port is no concern.
            .filter(|endpoint| endpoint.reason != Reason::BesideFits)
            .map(|endpoint| endpoint.outcome)
            .max();
        ProjectChecked { project: project.clone(), outcome, endpoints }
    });
    Checked {
        file: registry.file.clone(),
        sha256: registry.sha256,
        projects: projects.collect(),
        notes,
    }
}

/// The addresses of a declared host.
fn addresses(host: &Host, observation: &Observation) -> Vec<IpAddr> {
    match host {
        Host::Ip(ip) => vec![*ip],
        Host::Name(name) => observation.names.get(name).cloned().unwrap_or_default(),
    }
}

/// Every endpoint that any project declares with its port.
fn declared_endpoints(registry: &Registry, observation: &Observation) -> BTreeSet<Endpoint> {
    let all = registry.projects.iter().flat_map(|project| &project.endpoints);
    all.filter_map(|address| Some((address, address.port?)))
        .flat_map(|(address, port)| {
            let ips = addresses(&address.host, observation);
            ips.into_iter().map(move |ip| Endpoint::tcp(ip, port))
        })
        .collect()
}

fn check(
    project: &Project,
    observation: &Observation,
    declared: &BTreeSet<Endpoint>,
) -> Vec<EndpointChecked> {
    let mut checked: Vec<EndpointChecked> = Vec::new();
    let mut hosts: Vec<IpAddr> = Vec::new();
    for address in &project.endpoints {
        let ips = addresses(&address.host, observation);
        if ips.is_empty() {
            checked.push(unanswered(address, None, (Reason::Unresolved, 0)));
        }
        for ip in ips {
            match address.port {
                Some(port) => {
                    let endpoint = Endpoint::tcp(ip, port);
                    checked.push(at_port(project, address, endpoint, observation));
                }
                None => checked.extend(at_host(project, address, ip, observation, declared)),
            }
            if !hosts.contains(&ip) {
                hosts.push(ip);
            }
        }
    }
    for ip in hosts {
        let taken: Vec<Endpoint> = checked.iter().filter_map(|one| one.endpoint).collect();
        for (endpoint, found) in at(ip, observation) {
            // What answers datagrams belongs to the TCP port beside it, where there is one.
            let stream = Endpoint::tcp(ip, endpoint.port);
            let is_beside =
                endpoint.transport == Transport::Udp && observation.found.contains_key(&stream);
            let known = declared.contains(&stream) || taken.contains(&stream) || is_beside;
            if !known && found.seen.is_ledger() {
                let beside = beside(project, *endpoint, found, &checked);
                checked.push(beside);
            }
        }
    }
    checked
}

/// Endpoints with a verdict at an address.
fn at(ip: IpAddr, observation: &Observation) -> impl Iterator<Item = (&Endpoint, &Found)> {
    observation.found.iter().filter(move |(endpoint, _)| endpoint.ip == ip)
}

fn at_port(
    project: &Project,
    address: &Address,
    endpoint: Endpoint,
    observation: &Observation,
) -> EndpointChecked {
    if let Some(found) = observation.found.get(&endpoint) {
        return judged(project, Some(address), endpoint, found);
    }
    let why = match observation.unanswered.get(&endpoint) {
        Some((Unanswered::Silent, tries)) => (Reason::NoAnswer, *tries),
        Some((Unanswered::Closed, tries)) => (Reason::Refused, *tries),
        Some((Unanswered::NoRoute, tries)) => (Reason::NoRoute, *tries),
        None => (Reason::NotTried, 0),
    };
    unanswered(address, Some(endpoint), why)
}

/// A host that was declared without a port: what fits the declaration there is the declared
/// service; what does not is left for [`beside`].
fn at_host(
    project: &Project,
    address: &Address,
    ip: IpAddr,
    observation: &Observation,
    declared: &BTreeSet<Endpoint>,
) -> Vec<EndpointChecked> {
    let streams = |one: &Endpoint| one.transport == Transport::Tcp;
    let (mut own, mut others): (Vec<EndpointChecked>, Vec<EndpointChecked>) = Default::default();
    let mut answers = false;
    for (endpoint, found) in at(ip, observation).filter(|(one, _)| streams(one)) {
        answers = true;
        let checked = judged(project, Some(address), *endpoint, found);
        let platform = checked
            .compared
            .iter()
            .any(|row| row.aspect == Aspect::Platform && row.agreement == Agreement::Agrees);
        let fits = match checked.outcome {
            Outcome::Conforms => true,
            Outcome::Undetermined => platform,
            _ => false,
        };
        if fits && declared.contains(endpoint) {
            others.push(checked);
        } else if fits {
            own.push(checked);
        }
    }
    // What another project declares with its port is that project's first.
    let fitting = if own.is_empty() { others } else { own };
    if !fitting.is_empty() {
        return fitting;
    }
    let tried: Vec<&(Unanswered, u32)> = observation
        .unanswered
        .iter()
        .filter(|(endpoint, _)| endpoint.ip == ip)
        .map(|(_, state)| state)
        .collect();
    let (reason, tries) = match tried.iter().map(|(_, tries)| *tries).max() {
        _ if answers => (Reason::NotFound, 0),
        None => (Reason::NotTried, 0),
        Some(tries) if tried.iter().any(|(state, _)| *state == Unanswered::Closed) => {
            (Reason::Refused, tries)
        }
        Some(tries) => (Reason::NoAnswer, tries),
    };
    vec![unanswered(address, None, (reason, tries))]
}

fn unanswered(
    address: &Address,
    endpoint: Option<Endpoint>,
    (reason, tries): (Reason, u32),
) -> EndpointChecked {
    let outcome = match reason {
        Reason::NotTried | Reason::NotFound => Outcome::Undetermined,
        _ => Outcome::Unreachable,
    };
    EndpointChecked {
        declared: Some(address.clone()),
        endpoint,
        outcome,
        reason,
        compared: Vec::new(),
        strength: None,
        seen: None,
        time: None,
        tries,
    }
}

/// An endpoint with a verdict beside the declaration.
fn judged(
    project: &Project,
    address: Option<&Address>,
    endpoint: Endpoint,
    found: &Found,
) -> EndpointChecked {
    let seen = &found.seen;
    let key = address.and_then(|address| address.node_key.as_ref());
    let compared = compare(project, seen, key);
    let (outcome, reason) = outcome(&compared, seen);
    let strength = match outcome {
        // As strong as the weakest difference would be too little: one difference is enough.
        Outcome::Deviates => compared
            .iter()
            .filter(|row| row.agreement == Agreement::Differs)
            .filter_map(|row| row.strength)
            .max(),
        // The block that names the chain may be shown by a node that else only names itself.
        Outcome::Conforms => {
            let genesis = compared.iter().find(|row| row.aspect == Aspect::Genesis);
            let agreeing = genesis.filter(|row| row.agreement == Agreement::Agrees);
            agreeing.and_then(|row| row.strength).max(seen.verdict.strength)
        }
        _ => seen.verdict.strength,
    };
    EndpointChecked {
        declared: address.cloned(),
        endpoint: Some(endpoint),
        outcome,
        reason,
        compared,
        strength,
        seen: Some(seen.clone()),
        time: Some(found.time),
        tries: 0,
    }
}

fn outcome(compared: &[Compared], seen: &Seen) -> (Outcome, Reason) {
    let of =
        |aspect: Aspect| compared.iter().find(|row| row.aspect == aspect).map(|row| row.agreement);
    let any = |agreement: Agreement| compared.iter().any(|row| row.agreement == agreement);
    let verdict = &seen.verdict;
    let is_same_chain = of(Aspect::Genesis) == Some(Agreement::Agrees);
    if any(Agreement::Differs) {
        return (Outcome::Deviates, Reason::Compared);
    }
    let undetermined = |reason| (Outcome::Undetermined, reason);
    if verdict.class == Class::Silent {
        return undetermined(Reason::Silent);
    }
    if any(Agreement::HintsOtherwise) {
        return undetermined(Reason::HintsOtherwise);
    }
    if verdict.class == Class::Other && !is_same_chain {
        return undetermined(Reason::NotRecognised);
    }
    // The marks of a simulator decide although its chain is a copy.
    if verdict.class == Class::Ledger && !verdict.contradictions.is_empty() && !is_same_chain {
        return undetermined(Reason::Contradiction);
    }
    if of(Aspect::Platform) != Some(Agreement::Agrees) {
        return undetermined(Reason::PlatformOpen);
    }
    let class = of(Aspect::Class);
    if !is_same_chain && !matches!(class, Some(Agreement::Agrees | Agreement::InPart)) {
        return undetermined(Reason::ClassOpen);
    }
    if !is_same_chain && verdict.strength.is_none_or(|strength| strength < Strength::Stated) {
        return undetermined(Reason::OnlySigns);
    }
    match compared.iter().all(|row| row.agreement == Agreement::Agrees) {
        true => (Outcome::Conforms, Reason::Compared),
        false => (Outcome::Conforms, Reason::InPart),
    }
}

/// A ledger, or work for miners, on a port that nobody declared.
fn beside(
    project: &Project,
    endpoint: Endpoint,
    found: &Found,
    checked: &[EndpointChecked],
) -> EndpointChecked {
    let seen = &found.seen;
    let own = checked
        .iter()
        .filter(|one| one.outcome == Outcome::Conforms)
        .filter_map(|one| one.seen.as_ref())
        .flat_map(|seen| seen.genesis.iter().map(|(hash, _)| hash))
        .chain(project.genesis.as_ref());
    let fits = !seen.verdict.is_finding() && own.into_iter().any(|hash| seen.shows_genesis(hash));
    EndpointChecked {
        outcome: Outcome::Undeclared,
        reason: if fits { Reason::BesideFits } else { Reason::Beside },
        strength: seen.verdict.strength,
        ..judged(project, None, endpoint, found)
    }
}
