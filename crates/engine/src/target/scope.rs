//! The scope: what may be looked at, as numbered endpoints, and the fence no connect may cross.
//!
//! A [`Draft`] collects what people wrote; [`Scope::build`] checks it and numbers its endpoints
//! from 0: first those of TCP, then those of UDP, and of each first every address of the ranges with
//! every port, then the pairs that were named one by one. Memory grows with the number of ranges, pairs and excludes, not with that of endpoints.

mod cells;
mod draft;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::IpAddr;

use coinsift_protocols::{Endpoint, Expectation, Transport};
use coinsift_verdict::Sentence;

use super::ports::Ports;
use super::resolve::Names;
use super::span::{Span, Spans};
use super::special::{self, Special};
use super::{Spot, Target, list};
use crate::input::{InputError, Place, Wrong};
use cells::Cells;

pub use draft::Draft;

/// The most pairs of address and port in a scope, and of one IPv6 target: 2^48.
pub const MAX_PAIRS: u128 = 1 << 48;
/// The protocol family whose nodes are written as `enode://`.
const ENODE_FAMILY: &str = "ethereum";
/// The most addresses that need no confirmation.
pub const UNCONFIRMED: u128 = 65_536;

/// What no connect may cross: the excludes, and the addresses that are never contacted.
#[derive(Clone, Debug, Default)]
pub struct Fence {
    spans: Spans,
    pairs: BTreeSet<Endpoint>,
}

impl Fence {
    /// Whether an endpoint may be contacted.
    pub fn allows(&self, endpoint: Endpoint) -> bool {
        let ip = endpoint.ip.to_canonical();
        endpoint.port != 0
            && !self.spans.contains(ip)
            && !self.pairs.contains(&Endpoint { ip, ..endpoint })
            && special::of(ip) != Some(Special::Never)
    }
}

/// The address and port of the endpoints of one transport.
fn of_transport(pairs: &BTreeSet<Endpoint>, transport: Transport) -> BTreeSet<(IpAddr, u16)> {
    let of_it = pairs.iter().filter(|endpoint| endpoint.transport == transport);
    of_it.map(|endpoint| (endpoint.ip, endpoint.port)).collect()
}

/// What may be looked at.
#[derive(Clone, Debug)]
pub struct Scope {
    tcp: Cells,
    udp: Cells,
    fence: Fence,
    expectations: HashMap<Endpoint, Expectation>,
    names: BTreeMap<IpAddr, String>,
    resolved: Names,
    notes: Vec<Sentence>,
    addresses: u128,
}

impl Scope {
    /// Makes a scope of what was written.
    ///
    /// `names` holds the addresses of [`Draft::names`]. `confirm` is the number of addresses the
    /// person confirmed; more than 65,536 addresses are accepted only with exactly their number.
    pub fn build(draft: Draft, names: &Names, confirm: Option<u128>) -> Result<Scope, InputError> {
        let whole = |id: &str| Wrong::new(id, "");
        let here = &Place::Argument;
        if draft.targets.is_empty() {
            return Err(whole("scope-no-targets").at(here));
        }
        let fence = draft.fence(names)?;
        let mut found = Found::default();
        for written in &draft.targets {
            found.add(written, draft.ports.len(), names)?;
        }
        let ranges: Spans = found.spans.into_iter().collect();
        if !ranges.is_empty() && draft.ports.is_empty() {
            return Err(whole("ports-empty").at(here));
        }
        let ranges = ranges.without(&fence.spans);
        found.pairs.retain(|&endpoint| fence.allows(endpoint));
        found.expectations.retain(|&endpoint, _| fence.allows(endpoint));
        let number = |ports, transport| {
            let [excluded, pairs] =
                [&fence.pairs, &found.pairs].map(|pairs| of_transport(pairs, transport));
            Cells::new(ranges.clone(), ports, &excluded, pairs)
        };
        let Ports { tcp, udp } = draft.ports;
        let (tcp, udp) = number(tcp, Transport::Tcp)
            .zip(number(udp, Transport::Udp))
            .filter(|(tcp, udp)| u128::from(tcp.len()) + u128::from(udp.len()) <= MAX_PAIRS)
            .ok_or_else(|| whole("scope-too-large").at(here))?;
        if tcp.len() + udp.len() == 0 {
            let id = if found.unresolved { "scope-unresolved" } else { "scope-excluded" };
            return Err(whole(id).at(here));
        }
        let addresses = cells::addresses(&ranges, [&tcp, &udp]);
        if addresses > UNCONFIRMED && confirm != Some(addresses) {
            let wrong = match confirm {
                None => whole("scope-confirm"),
                Some(given) => whole("scope-confirm-other").with("given", given),
            };
            return Err(wrong.with("addresses", addresses).at(here));
        }
        let resolved = names.clone();
        let Found { names, notes, expectations, .. } = found;
        Ok(Scope { tcp, udp, fence, expectations, names, resolved, notes, addresses })
    }

    /// How many endpoints there are; at most 2^48.
    pub fn len(&self) -> u64 {
        self.tcp.len() + self.udp.len()
    }

    /// How many endpoints are of TCP; they have the first numbers.
    pub fn tcp_len(&self) -> u64 {
        self.tcp.len()
    }

    /// Never: a scope without endpoints is refused when it is built.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many addresses there are, each counted once.
    pub fn addresses(&self) -> u128 {
        self.addresses
    }

    /// The endpoint of a number below [`Scope::len`].
    pub fn endpoint(&self, number: u64) -> Option<Endpoint> {
        let (cells, number, transport) = match number.checked_sub(self.tcp.len()) {
            None => (&self.tcp, number, Transport::Tcp),
            Some(number) => (&self.udp, number, Transport::Udp),
        };
        let (ip, port) = cells.at(number)?;
        Some(Endpoint { ip, port, transport })
    }

    /// Whether an endpoint has a number.
    pub fn contains(&self, endpoint: Endpoint) -> bool {
        let Endpoint { ip, port, transport } = endpoint;
        match transport {
            Transport::Tcp => self.tcp.contains(ip, port),
            Transport::Udp => self.udp.contains(ip, port),
        }
    }

    /// What the targets say of single endpoints beforehand: the keys of `enode://`.
    pub fn expectations(&self) -> &HashMap<Endpoint, Expectation> {
        &self.expectations
    }

    /// What no connect may cross.
    pub fn fence(&self) -> &Fence {
        &self.fence
    }

    /// The name in the targets through which an address came into the scope.
    pub fn name(&self, ip: IpAddr) -> Option<&str> {
        self.names.get(&ip.to_canonical()).map(String::as_str)
    }

    /// Every name that was asked for and all its addresses, also those left out.
    pub fn resolved(&self) -> &Names {
        &self.resolved
    }

    /// What people should know: parts of targets that were left out, names without addresses.
    pub fn notes(&self) -> &[Sentence] {
        &self.notes
    }
}

/// What the targets come to, before excludes.
#[derive(Default)]
struct Found {
    spans: Vec<Span>,
    pairs: BTreeSet<Endpoint>,
    expectations: HashMap<Endpoint, Expectation>,
    names: BTreeMap<IpAddr, String>,
    notes: Vec<Sentence>,
    unresolved: bool,
}

impl Found {
    fn add(
        &mut self,
        (place, text, target): &draft::Written,
        ports: usize,
        names: &Names,
    ) -> Result<(), InputError> {
        match target {
            Target::Span(span) => {
                let sifted = special::sift(*span);
                let pairs = sifted.kept.len().saturating_mul(ports as u128);
                if sifted.kept.is_empty() {
                    return Err(Wrong::new("target-reserved", text).at(place));
                }
                if span.is_ipv6() && pairs > MAX_PAIRS {
                    let most = MAX_PAIRS / (ports.max(1) as u128);
                    let wrong = Wrong::new("target-too-large", text);
                    let prefix = 128 - most.ilog2();
                    return Err(wrong.with("ports", ports).with("cure", prefix).at(place));
                }
                self.spans.extend(sifted.kept.iter().copied());
                let left_out = [
                    ("private", sifted.private),
                    ("loopback", sifted.loopback),
                    ("reserved", sifted.never),
                ];
                if left_out.iter().any(|(_, count)| *count > 0) {
                    let note = note("target-left-out", place, text);
                    self.notes.push(
                        left_out.iter().fold(note, |note, (name, count)| note.with(name, count)),
                    );
                }
            }
            Target::Pair(ip, _) if special::of(*ip) == Some(Special::Never) => {
                return Err(Wrong::new("target-reserved", text).at(place));
            }
            Target::Pair(ip, spot) => self.add_pair(*ip, spot),
            Target::Name(name, spot) => {
                let all = names.addresses(name);
                let kept = ordinary(all);
                if kept.is_empty() {
                    self.unresolved = true;
                    self.notes.push(note("name-unresolved", place, text));
                } else if kept.len() < all.len() {
                    let left_out = all.len() - kept.len();
                    self.notes.push(note("name-left-out", place, text).with("count", left_out));
                }
                for ip in kept {
                    self.names.entry(ip).or_insert_with(|| name.clone());
                    match spot {
                        Some(spot) => self.add_pair(ip, spot),
                        None => self.spans.push(Span::one(ip)),
                    }
                }
            }
        }
        Ok(())
    }

    /// A port of an address, and what is known of the node there. Where two enodes name one
    /// endpoint the first stands.
    fn add_pair(&mut self, ip: IpAddr, spot: &Spot) {
        let transport = spot.transport.unwrap_or(Transport::Tcp);
        let endpoint = Endpoint { ip, port: spot.port.get(), transport };
        self.pairs.insert(endpoint);
        let Some(node) = &spot.node else { return };
        if let Some(port) = node.discovery.filter(|&port| port != spot.port) {
            self.pairs.insert(Endpoint { ip, port: port.get(), transport: Transport::Udp });
        }
        let families = vec![ENODE_FAMILY.to_owned()];
        let expected = Expectation { node_key: Some(*node.key), families, network: None };
        self.expectations.entry(endpoint).or_insert(expected);
    }
}

/// The addresses of a name that may be contacted: all that are not reserved if the name lies
/// wholly in private networks, else only the public ones.
fn ordinary(addresses: &[IpAddr]) -> Vec<IpAddr> {
    let known: Vec<_> = addresses
        .iter()
        .map(|&ip| (ip, special::of(ip)))
        .filter(|(_, special)| *special != Some(Special::Never))
        .collect();
    let public = known.iter().any(|(_, special)| special.is_none());
    known
        .into_iter()
        .filter(|(_, special)| special.is_none() || !public)
        .map(|(ip, _)| ip)
        .collect()
}

fn note(id: &str, place: &Place, text: &str) -> Sentence {
    Sentence::new(id).with("text", text).with("place", place.prefix())
}
