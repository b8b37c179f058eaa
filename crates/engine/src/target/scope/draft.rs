//! What people wrote for a scope, read but not yet joined.

use std::collections::BTreeSet;
use std::net::IpAddr;

use coinsift_protocols::{Endpoint, Transport};

use super::{Fence, InputError, Names, Place, Ports, Span, Spot, Target, Wrong, list};

/// A target, the text that was written and where it stands.
pub(super) type Written = (Place, String, Target);

/// Targets, excludes and ports as they were written.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub(super) targets: Vec<Written>,
    pub(super) ports: Ports,
    excludes: Vec<Written>,
}

impl Draft {
    /// An empty draft whose targets are looked at on these ports (see
    /// [`ports::parse`](super::super::ports::parse)), where they name none themselves.
    pub fn new(ports: impl Into<Ports>) -> Draft {
        Draft { ports: ports.into().tidy(), ..Draft::default() }
    }

    /// Adds a target from the command line.
    pub fn target(&mut self, text: &str) -> Result<(), InputError> {
        self.targets.push(read(Place::Argument, text)?);
        Ok(())
    }

    /// Adds the targets of a file, or of the standard input, whose text the caller has read.
    pub fn targets_from(&mut self, file: &str, text: &str) -> Result<(), InputError> {
        for (place, entry) in list::entries(file, text) {
            self.targets.push(read(place, entry)?);
        }
        Ok(())
    }

    /// Adds an exclude from the command line: what a target may be, `host:port` too. A port without
    /// a transport is excluded on both; of an `enode://` the address and the port count.
    pub fn exclude(&mut self, text: &str) -> Result<(), InputError> {
        self.excludes.push(read(Place::Argument, text)?);
        Ok(())
    }

    /// Adds the excludes of a file whose text the caller has read.
    pub fn excludes_from(&mut self, file: &str, text: &str) -> Result<(), InputError> {
        for (place, entry) in list::entries(file, text) {
            self.excludes.push(read(place, entry)?);
        }
        Ok(())
    }

    /// The names to be resolved before the scope is built, those of excludes too.
    pub fn names(&self) -> BTreeSet<String> {
        self.targets
            .iter()
            .chain(&self.excludes)
            .filter_map(|(_, _, target)| match target {
                Target::Name(name, _) => Some(name.clone()),
                _ => None,
            })
            .collect()
    }

    /// The excludes as a fence. A name among them that has no address is an error: what cannot be
    /// told apart cannot be left out.
    pub(super) fn fence(&self, names: &Names) -> Result<Fence, InputError> {
        let mut fence = Fence::default();
        let mut spans = Vec::new();
        for (place, text, exclude) in &self.excludes {
            match exclude {
                Target::Span(span) => spans.push(*span),
                Target::Pair(ip, spot) => fence.pairs.extend(barred(*ip, spot)),
                Target::Name(name, spot) => {
                    let addresses = names.addresses(name);
                    if addresses.is_empty() {
                        return Err(Wrong::new("exclude-unresolved", text).at(place));
                    }
                    for &ip in addresses {
                        match spot {
                            Some(spot) => fence.pairs.extend(barred(ip, spot)),
                            None => spans.push(Span::one(ip)),
                        }
                    }
                }
            }
        }
        fence.spans = spans.into_iter().collect();
        Ok(fence)
    }
}

/// What an excluded port of an address keeps out. A node that is excluded by its enode is not to be
/// met by datagrams either, whatever transport an enode is of.
fn barred(ip: IpAddr, spot: &Spot) -> impl Iterator<Item = Endpoint> {
    let only = spot.transport.filter(|_| spot.node.is_none());
    let discovery = spot.node.as_ref().and_then(|node| node.discovery);
    let port = spot.port.get();
    [Transport::Tcp, Transport::Udp]
        .into_iter()
        .filter(move |&transport| only.is_none_or(|only| only == transport))
        .map(move |transport| Endpoint { ip, port, transport })
        .chain(discovery.map(|port| Endpoint { ip, port: port.get(), transport: Transport::Udp }))
}

fn read(place: Place, text: &str) -> Result<Written, InputError> {
    let text = text.trim();
    match super::super::parse(text) {
        Ok(target) => Ok((place, text.to_owned(), target)),
        Err(wrong) => Err(wrong.at(&place)),
    }
}
