//! Networks of the families of the general table.

use super::{BitcoinMarks, Found, OtherMarks, checkpoint, keys, magic};
use crate::atlas::{Atlas, Network};
use crate::claim::{Mark, Pointing};
use crate::fact::{Facts, Strength};

/// One finding for each network the endpoint showed.
pub(super) fn find<'a>(facts: &'a Facts, marks: &OtherMarks, atlas: &Atlas) -> Vec<Found<'a>> {
    let family = marks.of.as_str();
    let both = BitcoinMarks { genesis: marks.genesis.clone(), ..BitcoinMarks::default() };
    let mut found = match (&marks.magic, &marks.genesis, &marks.id) {
        (Some(name), ..) => magic::find(facts, name, &both, family, atlas),
        (None, Some(genesis), _) => magic::find_by_genesis(facts, genesis, family, atlas),
        (None, None, Some(id)) => find_by_id(facts, id, family, atlas),
        (None, None, None) => Vec::new(),
    };
    if let Some(name) = &marks.checkpoint {
        found.extend(checkpoint::find(facts, name, family, atlas));
    }
    found
}

/// One finding for each network that was named. The name is one that the exchange was bound to: it
/// weighs as a magic. Of a name that is not listed nothing can be said but the family.
fn find_by_id<'a>(facts: &'a Facts, id: &str, family: &str, atlas: &Atlas) -> Vec<Found<'a>> {
    facts
        .named(id)
        .map(|fact| {
            let rows: Vec<&Network> =
                atlas.by_id(&fact.value.written()).filter(|row| row.family == family).collect();
            let pointing = match rows.is_empty() {
                true => Pointing::Nowhere,
                false => {
                    Pointing::Networks { keys: keys(&rows), mark: Mark::Magic, unknown_fork: None }
                }
            };
            let strength = Strength::Proven;
            Found { pointing, rests_on: vec![fact], strength, facts: vec![fact] }
        })
        .collect()
}
