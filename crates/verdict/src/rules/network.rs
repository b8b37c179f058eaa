//! Which network the claims point to together, and where they do not fit together.

use crate::atlas::{Atlas, Kind, Network};
use crate::claim::{Claim, Pointing};
use crate::fact::Strength;
use crate::sentence::Sentence;
use crate::verdict::{Class, Contradiction};

/// What all pointing claims say together.
pub(super) struct NetworkFinding {
    /// The rows that fit every claim.
    pub(super) candidates: Vec<String>,
    /// The class all of them share; `None` where they disagree or there are none.
    pub(super) class: Option<Class>,
    /// The class that most speaks for, where it is not decided.
    pub(super) leans: Option<Class>,
    /// Whether the genesis block was shown.
    pub(super) genesis_shown: bool,
    /// An id that no row has, where nothing else was found.
    pub(super) unlisted: Option<String>,
    /// The magic of a signet of somebody's own.
    pub(super) custom_signet: Option<String>,
    /// The strength of the strongest pointing claim.
    pub(super) strength: Strength,
    /// What does not fit together.
    pub(super) contradictions: Vec<Contradiction>,
}

impl NetworkFinding {
    /// The network, where there is just one candidate and nothing speaks against it.
    pub(super) fn single<'a>(&self, atlas: &'a Atlas) -> Option<&'a Network> {
        match self.candidates.as_slice() {
            [only] if self.contradictions.is_empty() => atlas.network(only),
            _ => None,
        }
    }

    /// Whether all candidates are public test networks, or none is.
    pub(super) fn testnet(&self, atlas: &Atlas) -> Option<bool> {
        if !self.contradictions.is_empty() {
            return None;
        }
        let mut rows = self.candidates.iter().filter_map(|key| atlas.network(key));
        let first = rows.next()?.kind.is_testnet();
        rows.all(|row| row.kind.is_testnet() == first).then_some(first)
    }

    /// The strength of a claim that points anywhere.
    pub(super) fn strength_of(&self, claim: &Claim) -> Option<Strength> {
        (claim.pointing != Pointing::Nowhere).then_some(claim.strength)
    }
}

/// Folds the pointing claims. Only the strongest count: a hint never narrows what was stated.
pub(super) fn find_network(claims: &[&Claim], atlas: &Atlas) -> NetworkFinding {
    let pointing = || claims.iter().filter(|claim| claim.pointing != Pointing::Nowhere);
    let strongest = pointing().map(|claim| claim.strength.min(Strength::Stated)).max();
    let counted: Vec<&&Claim> = pointing()
        .filter(|claim| Some(claim.strength.min(Strength::Stated)) == strongest)
        .collect();
    let mut found = NetworkFinding {
        candidates: Vec::new(),
        class: None,
        leans: None,
        genesis_shown: false,
        unlisted: None,
        custom_signet: None,
        strength: pointing().map(|claim| claim.strength).max().unwrap_or(Strength::Hinted),
        contradictions: Vec::new(),
    };
    let mut narrowed: Option<(Vec<String>, &Claim)> = None;
    for claim in counted {
        match &claim.pointing {
            Pointing::Nowhere => {}
            Pointing::Networks { keys, genesis_shown } => {
                found.genesis_shown |= genesis_shown;
                narrowed = Some(match narrowed.take() {
                    None => (keys.clone(), claim),
                    Some((known, earlier)) => {
                        let both: Vec<String> =
                            known.iter().filter(|key| keys.contains(key)).cloned().collect();
                        if both.is_empty() {
                            found
                                .contradictions
                                .push(two_networks(earlier, &known, claim, keys, atlas));
                            (known.into_iter().chain(keys.iter().cloned()).collect(), claim)
                        } else {
                            (both, claim)
                        }
                    }
                });
            }
            Pointing::Unlisted(id) => found.unlisted = Some(id.clone()),
            Pointing::Torn { by_id, by_genesis, id, genesis } => {
                torn(&mut found, claim, by_id, by_genesis, (id, genesis), atlas);
            }
        }
    }
    if let Some((keys, _)) = narrowed {
        for key in keys {
            if !found.candidates.contains(&key) {
                found.candidates.push(key);
            }
        }
    }
    if found.contradictions.is_empty() {
        if found.custom_signet.is_some() {
            found.class = Some(Class::Local);
        } else {
            let mut classes =
                found.candidates.iter().filter_map(|key| atlas.network(key)).map(Network::class);
            found.class = classes.next().filter(|first| classes.all(|class| class == *first));
        }
    }
    found
}

/// A listed id and a genesis that do not belong together.
fn torn(
    found: &mut NetworkFinding,
    claim: &Claim,
    by_id: &[String],
    by_genesis: &[String],
    (id, genesis): (&str, &str),
    atlas: &Atlas,
) {
    let kinds = |keys: &[String]| -> Vec<Kind> {
        keys.iter().filter_map(|key| atlas.network(key)).map(|row| row.kind).collect()
    };
    // All signets share one genesis block and derive the magic from their signers: another magic
    // on it is somebody's own signet (BIP 325), not a contradiction.
    let genesis_kinds = kinds(by_genesis);
    if by_id.is_empty()
        && !genesis_kinds.is_empty()
        && genesis_kinds.iter().all(|kind| *kind == Kind::Signet)
    {
        found.custom_signet = Some(id.to_owned());
        return;
    }
    let id_kinds = kinds(by_id);
    // Developers' instances carry whatever genesis their software makes; that is no false claim.
    if by_genesis.is_empty() && id_kinds.iter().all(|kind| kind.is_local()) {
        found.unlisted = Some(id.to_owned());
        found.leans = Some(Class::Local);
        return;
    }
    for key in by_id.iter().chain(by_genesis) {
        if !found.candidates.contains(key) {
            found.candidates.push(key.clone());
        }
    }
    let one = match by_id.is_empty() {
        true => Sentence::new("contradiction-unlisted-id").with("id", id),
        false => {
            Sentence::new("contradiction-id").with("id", id).with("networks", by_id.join(", "))
        }
    };
    let other = match by_genesis.is_empty() {
        true => Sentence::new("contradiction-foreign-genesis").with("genesis", genesis),
        false => Sentence::new("contradiction-genesis")
            .with("genesis", genesis)
            .with("networks", by_genesis.join(", ")),
    };
    let coin_side = any_coin(by_id.iter().chain(by_genesis), atlas);
    let evidence = claim.evidence.clone();
    found.contradictions.push(Contradiction { one, other, evidence, coin_side });
}

fn two_networks(
    earlier: &Claim,
    known: &[String],
    claim: &Claim,
    keys: &[String],
    atlas: &Atlas,
) -> Contradiction {
    let shown =
        |keys: &[String]| Sentence::new("contradiction-network").with("networks", keys.join(", "));
    Contradiction {
        one: shown(known),
        other: shown(keys),
        evidence: earlier.evidence.iter().chain(&claim.evidence).cloned().collect(),
        coin_side: any_coin(known.iter().chain(keys), atlas),
    }
}

fn any_coin<'a>(keys: impl Iterator<Item = &'a String>, atlas: &Atlas) -> bool {
    keys.filter_map(|key| atlas.network(key)).any(|row| row.class() == Class::Coin)
}
