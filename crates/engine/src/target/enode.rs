//! `enode://KEY@HOST:PORT[?discport=N]`: a node of the Ethereum family with its key.
//!
//! Source: ethereum/devp2p `enode.md` is the page of the form (ethereum/go-ethereum
//! `p2p/enode/urlv4.go`): 128 hex digits, then the host, the TCP port, and the UDP port of its
//! discovery where that is another one; 0 says that it has none.

use std::num::NonZeroU16;

use coinsift_protocols::Transport;
use coinsift_protocols::ethereum::is_node_key;

use super::{Spot, Target, number};
use crate::input::Wrong;

/// What an enode begins with.
const SCHEME: &str = "enode://";

/// What follows `enode://`, where a text begins with it in whatever case.
pub(super) fn strip(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_at_checked(SCHEME.len())?;
    scheme.eq_ignore_ascii_case(SCHEME).then_some(rest)
}

/// Reads an enode; `rest` is what follows `enode://` in `text`.
pub(super) fn parse(text: &str, rest: &str) -> Result<Target, Wrong> {
    let (digits, place) = rest.split_once('@').ok_or_else(|| Wrong::new("enode-form", text))?;
    let mut key = Box::new([0; 64]);
    hex::decode_to_slice(digits, key.as_mut_slice())
        .map_err(|_| Wrong::new("enode-key", text).with("digits", digits.chars().count()))?;
    if !is_node_key(&key) {
        return Err(Wrong::new("enode-point", text));
    }
    let (place, query) = match place.split_once('?') {
        None => (place, None),
        Some((place, query)) => (place, Some(query)),
    };
    let discovery = query.map(|query| discovery(text, query)).transpose()?.flatten();
    let spot = |port| Spot {
        port,
        transport: Some(Transport::Tcp),
        node: Some(super::Node { key: key.clone(), discovery }),
    };
    match super::parse_place(text, place)? {
        Target::Pair(ip, Spot { port, .. }) => Ok(Target::Pair(ip, spot(port))),
        Target::Name(name, Some(Spot { port, .. })) => Ok(Target::Name(name, Some(spot(port)))),
        Target::Span(_) | Target::Name(_, None) => {
            let cure = place.trim_end_matches('/');
            let cure = if cure.is_empty() { "192.0.2.7" } else { cure };
            Err(Wrong::new("enode-port", text).with("cure", format!("{cure}:30303")))
        }
    }
}

/// `discport=N`, and nothing else.
fn discovery(text: &str, query: &str) -> Result<Option<NonZeroU16>, Wrong> {
    let wrong = || Wrong::new("enode-query", text).with("query", query);
    match query.strip_prefix("discport=").ok_or_else(wrong)? {
        "0" => Ok(None),
        port => number(port).map(Some).ok_or_else(wrong),
    }
}
