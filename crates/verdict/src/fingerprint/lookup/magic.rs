//! Networks of the families that have a magic, by it and the genesis block.

use super::{BitcoinMarks, Found, array, keys};
use crate::atlas::{Atlas, IdUse, Network};
use crate::claim::{Id, Mark, Pointing};
use crate::fact::{Fact, Facts, Strength, Value};

/// One finding for each magic the endpoint showed, with the genesis block of its dialogue.
pub(super) fn find<'a>(
    facts: &'a Facts,
    magic: &str,
    marks: &BitcoinMarks,
    family: &str,
    atlas: &Atlas,
) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    for magic in facts.named(magic) {
        let beside = |name: &Option<String>| {
            let mut named = facts.named(name.as_deref()?);
            named.find(|fact| fact.at.dialogue == magic.at.dialogue)
        };
        let genesis = beside(&marks.genesis);
        let easy = beside(&marks.easy).filter(|fact| fact.value == Value::Bool(true));
        if let Some(pointing) = point(magic, genesis, family, atlas) {
            let pointing = match pointing {
                Pointing::Networks { keys, .. } if easy.is_some() => Pointing::Easy { keys },
                pointing => pointing,
            };
            let used: Vec<&Fact> = std::iter::once(magic).chain(genesis).chain(easy).collect();
            let strength = Strength::Proven;
            found.push(Found { pointing, rests_on: used.clone(), strength, facts: used });
        }
    }
    found
}

/// One finding for each genesis block the endpoint named without a magic.
pub(super) fn find_by_genesis<'a>(
    facts: &'a Facts,
    genesis: &str,
    family: &str,
    atlas: &Atlas,
) -> Vec<Found<'a>> {
    let named = facts.named(genesis).filter_map(|fact| Some((fact, array::<32>(&fact.value)?)));
    named
        .map(|(fact, genesis)| {
            let rows: Vec<&Network> =
                atlas.by_genesis(genesis).filter(|row| row.family == family).collect();
            let pointing = match rows.is_empty() {
                true => Pointing::Unlisted { id: Id::Genesis(genesis), id_use: IdUse::Own },
                false => Pointing::Networks {
                    keys: keys(&rows),
                    mark: Mark::Genesis,
                    unknown_fork: None,
                },
            };
            let strength = Strength::Proven;
            Found { pointing, rests_on: vec![fact], strength, facts: vec![fact] }
        })
        .collect()
}

fn point(magic: &Fact, genesis: Option<&Fact>, family: &str, atlas: &Atlas) -> Option<Pointing> {
    let magic: [u8; 4] = array(&magic.value)?;
    let id = Id::Magic(magic);
    let unlisted = Pointing::Unlisted { id, id_use: IdUse::Own };
    let networks =
        |rows: &[&Network], mark| Pointing::Networks { keys: keys(rows), mark, unknown_fork: None };
    let ours = |row: &&Network| row.family == family;
    let by_id: Vec<&Network> = atlas.by_magic(magic).filter(ours).collect();
    let Some(genesis) = genesis.and_then(|fact| array::<32>(&fact.value)) else {
        return Some(match by_id.is_empty() {
            true => unlisted,
            false => networks(&by_id, Mark::Magic),
        });
    };
    let both: Vec<&Network> =
        by_id.iter().copied().filter(|row| row.genesis == Some(genesis)).collect();
    if !both.is_empty() {
        return Some(networks(&both, Mark::Genesis));
    }
    let by_genesis: Vec<&Network> = atlas.by_genesis(genesis).filter(ours).collect();
    // A row that does not know its genesis cannot be ruled out by one.
    let open: Vec<&Network> = by_id.iter().copied().filter(|row| row.genesis.is_none()).collect();
    if by_genesis.is_empty() && !open.is_empty() {
        return Some(networks(&open, Mark::Magic));
    }
    if by_genesis.is_empty() && by_id.is_empty() {
        return Some(unlisted);
    }
    Some(Pointing::Torn {
        by_id: keys(&by_id),
        by_genesis: keys(&by_genesis),
        id,
        genesis: hex::encode(genesis),
    })
}
