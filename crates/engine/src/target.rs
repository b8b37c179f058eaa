//! One target as a person writes it: an address, a network, a range, a name, perhaps with a port.
//!
//! | form | meaning |
//! |---|---|
//! | `192.0.2.7`, `2001:db8::7` | an address |
//! | `192.0.2.0/24`, `2001:db8::/120` | a network; host bits must be zero |
//! | `192.0.2.1-192.0.2.40`, `192.0.2.1-40` | a range, both ends included |
//! | `node.example` | a name: every address it has when the run starts |
//! | `192.0.2.7:8333`, `[2001:db8::7]:8333`, `node.example:8333` | exactly this TCP port |
//! | `192.0.2.7:30303/udp` | exactly this UDP port; `/tcp` may be written too |
//! | `enode://KEY@192.0.2.7:30303?discport=30301` | a node with its key: this TCP port, and this UDP port where it is named |
//!
//! An IPv4 address in IPv6 form (`::ffff:192.0.2.7`) is taken as the IPv4 address, so that
//! excludes cannot be missed by writing one in the other form.

mod enode;
pub mod list;
mod name;
pub mod ports;
pub mod resolve;
pub mod scope;
pub mod span;
pub mod special;

use std::net::{IpAddr, Ipv4Addr};
use std::num::NonZeroU16;

use coinsift_protocols::Transport;
use ipnet::IpNet;

use crate::input::Wrong;
use span::Span;

/// What one text means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Every address of a span, on the ports of the scope.
    Span(Span),
    /// One address on one port.
    Pair(IpAddr, Spot),
    /// Every address of a name, on the given port or on those of the scope.
    Name(String, Option<Spot>),
}

/// Exactly one port, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The port.
    pub port: NonZeroU16,
    /// The transport where one was written: a target without is of TCP, an exclude of both.
    pub transport: Option<Transport>,
    /// The node that was named to stand there.
    pub node: Option<Node>,
}

/// What an `enode://` says of a node beside its address and port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its key: x and y, 32 bytes each, big-endian; a point of the curve.
    pub key: Box<[u8; 64]>,
    /// The UDP port of its discovery, where it was named.
    pub discovery: Option<NonZeroU16>,
}

impl From<NonZeroU16> for Spot {
    fn from(port: NonZeroU16) -> Spot {
        Spot { port, transport: None, node: None }
    }
}

/// Reads one target.
pub(crate) fn parse(text: &str) -> Result<Target, Wrong> {
    let unparsable = || Wrong::new("target-unparsable", text);
    if text.is_empty() || text.chars().any(char::is_whitespace) {
        return Err(unparsable());
    }
    if let Some(rest) = enode::strip(text) {
        return enode::parse(text, rest);
    }
    if let Some((_, rest)) = text.split_once("://") {
        let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
        let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
        return Err(Wrong::new("target-url", text).with("cure", host));
    }
    let (place, transport) = split_transport(text);
    let mut target = parse_place(text, place)?;
    if transport.is_some() {
        match &mut target {
            Target::Pair(_, spot) | Target::Name(_, Some(spot)) => spot.transport = transport,
            Target::Span(_) | Target::Name(_, None) => {
                return Err(Wrong::new("target-transport", text).with("cure", place));
            }
        }
    }
    Ok(target)
}

/// Takes `/tcp` or `/udp` from the end of a text.
pub(crate) fn split_transport(text: &str) -> (&str, Option<Transport>) {
    for transport in [Transport::Tcp, Transport::Udp] {
        let rest = text.strip_suffix(transport.word()).and_then(|rest| rest.strip_suffix('/'));
        if let Some(rest) = rest {
            return (rest, Some(transport));
        }
    }
    (text, None)
}

/// Reads addresses, networks, ranges and names, perhaps with a port; `text` is the whole of what
/// was written.
fn parse_place(text: &str, place: &str) -> Result<Target, Wrong> {
    let unparsable = || Wrong::new("target-unparsable", text);
    if place.contains('%') {
        return Err(Wrong::new("target-zone", text));
    }
    if let Ok(ip) = place.parse::<IpAddr>() {
        return Ok(Target::Span(Span::one(ip.to_canonical())));
    }
    if let Some((network, prefix)) = place.split_once('/') {
        return parse_network(text, network, prefix);
    }
    if let Some((first, last)) = place.split_once('-')
        && let Ok(first) = first.parse::<IpAddr>()
    {
        return parse_range(text, first, last);
    }
    if let Some(rest) = place.strip_prefix('[') {
        return parse_bracketed(text, rest);
    }
    let (host, port) = match place.rsplit_once(':') {
        None => (place, None),
        Some((host, port)) => (host, Some(parse_port(text, port))),
    };
    if let Ok(ip) = host.parse::<IpAddr>() {
        return match port {
            // An IPv6 address without brackets is an address already; what is left is IPv4.
            Some(port) if ip.is_ipv4() => Ok(Target::Pair(ip, port?.into())),
            _ => Err(unparsable()),
        };
    }
    name::check(text, host)?;
    let spot = port.transpose()?.map(Spot::from);
    Ok(Target::Name(host.trim_end_matches('.').to_ascii_lowercase(), spot))
}

fn parse_network(text: &str, network: &str, prefix: &str) -> Result<Target, Wrong> {
    let Ok(ip) = network.parse::<IpAddr>() else {
        return Err(Wrong::new("target-unparsable", text));
    };
    if prefix.contains(':') {
        return Err(Wrong::new("target-network-port", text));
    }
    let digits = !prefix.is_empty() && prefix.bytes().all(|byte| byte.is_ascii_digit());
    let length = prefix.parse::<u8>().ok().filter(|_| digits);
    let Some(network) = length.and_then(|length| IpNet::new(ip, length).ok()) else {
        let most = if ip.is_ipv4() { 32 } else { 128 };
        return Err(Wrong::new("target-prefix", text).with("most", most));
    };
    let proper = network.trunc();
    if proper != network {
        return Err(Wrong::new("target-host-bits", text).with("cure", proper));
    }
    Ok(Target::Span(Span::between(network.network(), network.broadcast())))
}

fn parse_range(text: &str, first: IpAddr, last: &str) -> Result<Target, Wrong> {
    let end = match (last.parse::<IpAddr>(), first) {
        (Ok(end), _) => end,
        (Err(_), IpAddr::V4(first)) if last.parse::<u8>().is_ok() => {
            let [a, b, c, _] = first.octets();
            IpAddr::V4(Ipv4Addr::new(a, b, c, last.parse().unwrap_or_default()))
        }
        (Err(_), _) if last.contains(':') && first.is_ipv4() => {
            return Err(Wrong::new("target-network-port", text));
        }
        (Err(_), _) => return Err(Wrong::new("target-range-end", text).with("end", last)),
    };
    let (first, end) = (first.to_canonical(), end.to_canonical());
    if first.is_ipv4() != end.is_ipv4() {
        return Err(Wrong::new("target-range-mixed", text));
    }
    if end < first {
        let cure = format!("{end}-{first}");
        return Err(Wrong::new("target-range-reversed", text).with("cure", cure));
    }
    Ok(Target::Span(Span::between(first, end)))
}

/// `[2001:db8::7]` and `[2001:db8::7]:8333`; `rest` is what follows the first bracket.
fn parse_bracketed(text: &str, rest: &str) -> Result<Target, Wrong> {
    let unparsable = || Wrong::new("target-unparsable", text);
    let (host, after) = rest.split_once(']').ok_or_else(unparsable)?;
    let ip = match host.parse::<IpAddr>() {
        Ok(ip @ IpAddr::V6(_)) => ip.to_canonical(),
        _ => return Err(unparsable()),
    };
    match after.strip_prefix(':') {
        None if after.is_empty() => Ok(Target::Span(Span::one(ip))),
        None => Err(unparsable()),
        Some(port) => Ok(Target::Pair(ip, parse_port(text, port)?.into())),
    }
}

fn parse_port(text: &str, port: &str) -> Result<NonZeroU16, Wrong> {
    number(port).ok_or_else(|| Wrong::new("target-port", text).with("port", port))
}

/// A port number written in digits only.
fn number(text: &str) -> Option<NonZeroU16> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests;
