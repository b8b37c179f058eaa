//! What people wrote for a scope, read but not yet joined.

use std::collections::BTreeSet;

use super::{Fence, InputError, Names, Place, Span, Target, Wrong, list};

/// A target, the text that was written and where it stands.
pub(super) type Written = (Place, String, Target);

/// Targets, excludes and ports as they were written.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub(super) targets: Vec<Written>,
    pub(super) ports: Vec<u16>,
    excludes: Vec<Written>,
}

impl Draft {
    /// An empty draft whose targets are looked at on these ports (see
    /// [`ports::parse`](super::super::ports::parse)), where they name none themselves.
    pub fn new(mut ports: Vec<u16>) -> Draft {
        ports.retain(|&port| port != 0);
        ports.sort_unstable();
        ports.dedup();
        Draft { ports, ..Draft::default() }
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

    /// Adds an exclude from the command line: what a target may be, `host:port` too.
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
                Target::Pair(ip, port) => drop(fence.pairs.insert((*ip, port.get()))),
                Target::Name(name, port) => {
                    let addresses = names.addresses(name);
                    if addresses.is_empty() {
                        return Err(Wrong::new("exclude-unresolved", text).at(place));
                    }
                    for &ip in addresses {
                        match port {
                            Some(port) => drop(fence.pairs.insert((ip, port.get()))),
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

fn read(place: Place, text: &str) -> Result<Written, InputError> {
    let text = text.trim();
    match super::super::parse(text) {
        Ok(target) => Ok((place, text.to_owned(), target)),
        Err(wrong) => Err(wrong.at(&place)),
    }
}
