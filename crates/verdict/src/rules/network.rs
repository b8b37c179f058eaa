//! Which network the claims point to together, and where they do not fit together.

use crate::atlas::{Atlas, IdUse, Kind, Network};
use crate::claim::{Claim, Id, Mark, Pointing};
use crate::fact::Strength;
use crate::sentence::Sentence;
use crate::verdict::{Class, Contradiction};

/// What all pointing claims say together.
pub(super) struct NetworkFinding {
    /// The rows that fit every claim.
    pub(super) candidates: Vec<String>,
    /// What the candidates rest on; ids alone name candidates, never the network.
    pub(super) mark: Mark,
    /// The class all of them share; `None` where they disagree or there are none.
    pub(super) class: Option<Class>,
    /// What the candidates' class is a sign of, where it is not decided.
    pub(super) network_leans: Option<Class>,
    /// The class that a default id or magic is a sign of, where nothing else leans.
    pub(super) default_leans: Option<Class>,
    /// An id that no row has, where nothing else was found.
    pub(super) unlisted: Option<Id>,
    /// Who shows the unlisted id by default.
    pub(super) unlisted_use: IdUse,
    /// A fork id that no candidate has.
    pub(super) unknown_fork: Option<[u8; 4]>,
    /// The magic of a signet of somebody's own.
    pub(super) custom_signet: Option<String>,
    /// The strength of the strongest pointing claim.
    pub(super) strength: Strength,
    /// Whether others were ruled out by fresh checkpoints and nothing shows that the rest is
    /// followed: no ground to name one.
    pub(super) by_exclusion: bool,
    /// What does not fit together.
    pub(super) contradictions: Vec<Contradiction>,
}

impl NetworkFinding {
    /// Whether the candidates speak for this class. A simulator copies the marks of a public
    /// network and a consortium may have its id: what decides the class then is not theirs.
    pub(super) fn speaks_for(&self, class: Class) -> bool {
        !matches!(class, Class::Local | Class::Permissioned) || self.class == Some(class)
    }

    /// The network, where there is just one candidate, it rests on more than an id and on more than
    /// that others were ruled out, and nothing speaks against it.
    pub(super) fn single<'a>(&self, atlas: &'a Atlas) -> Option<&'a Network> {
        match self.candidates.as_slice() {
            [_] if self.by_exclusion => None,
            [only] if self.contradictions.is_empty() && self.mark > Mark::Id => atlas.network(only),
            _ => None,
        }
    }

    /// Whether all candidates are public test networks, or none is; `None` where a row does not
    /// say, or only ids point there.
    pub(super) fn testnet(&self, atlas: &Atlas) -> Option<bool> {
        if !self.contradictions.is_empty() || self.mark == Mark::Id {
            return None;
        }
        let mut rows = self.candidates.iter().filter_map(|key| atlas.network(key));
        let first = rows.next()?.kind.is_testnet();
        rows.all(|row| row.kind.is_testnet() == first).then_some(first).flatten()
    }

    /// Whether all candidates may be run by admitted validators although they are listed.
    pub(super) fn maybe_permissioned(&self, atlas: &Atlas) -> bool {
        let mut rows = self.candidates.iter().filter_map(|key| atlas.network(key)).peekable();
        rows.peek().is_some() && rows.all(|row| row.maybe_permissioned)
    }

    /// Whether a candidate is a network of which the atlas cannot say if it is for tests.
    pub(super) fn testnet_unknown(&self, atlas: &Atlas) -> bool {
        let mut rows = self.candidates.iter().filter_map(|key| atlas.network(key));
        rows.any(|row| row.kind.is_testnet().is_none())
    }
}

/// Folds the pointing claims. Only the strongest count: a hint never narrows what was stated, but
/// is kept as a hint where nothing better names a network.
pub(super) fn find_network(claims: &[&Claim], atlas: &Atlas) -> NetworkFinding {
    let weight = |claim: &Claim| Some(claim.pointing_strength()?.min(Strength::Stated));
    let strongest = claims.iter().filter_map(|claim| weight(claim)).max();
    let (counted, weaker): (Vec<&Claim>, Vec<&Claim>) = claims
        .iter()
        .filter(|claim| weight(claim).is_some())
        .partition(|claim| weight(claim) == strongest);
    let strength = counted.iter().filter_map(|claim| claim.pointing_strength()).max();
    let mut found = NetworkFinding {
        candidates: Vec::new(),
        mark: Mark::Id,
        class: None,
        network_leans: None,
        default_leans: None,
        unlisted: None,
        unlisted_use: IdUse::Own,
        unknown_fork: None,
        custom_signet: None,
        strength: strength.unwrap_or(Strength::Hinted),
        by_exclusion: false,
        contradictions: Vec::new(),
    };
    let mut narrowed: Option<(Vec<String>, &Claim)> = None;
    for claim in counted {
        match &claim.pointing {
            Pointing::Nowhere => {}
            Pointing::Networks { keys, mark, unknown_fork } => {
                found.mark = found.mark.max(*mark);
                found.unknown_fork = found.unknown_fork.or(*unknown_fork);
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
            Pointing::Easy { keys } => {
                found.contradictions.push(easy(claim, keys, atlas));
                found.add_candidates(keys);
            }
            Pointing::Unlisted { id, id_use } => found.take_unlisted(*id, *id_use),
            Pointing::Torn { by_id, by_genesis, id, genesis } => {
                torn(&mut found, claim, by_id, by_genesis, (*id, genesis), atlas);
            }
        }
    }
    if let Some((keys, _)) = narrowed {
        found.add_candidates(&keys);
    }
    // Hints that do not fit together are no contradiction: nothing was claimed.
    if found.strength < Strength::Stated {
        found.contradictions.clear();
    }
    if found.candidates.is_empty() && found.contradictions.is_empty() {
        found.take_hints(&weaker);
    }
    if found.contradictions.is_empty() {
        found.settle(atlas);
    }
    found
}

impl NetworkFinding {
    fn add_candidates(&mut self, keys: &[String]) {
        for key in keys {
            if !self.candidates.contains(key) {
                self.candidates.push(key.clone());
            }
        }
    }

    /// Of several unlisted ids the most telling one is kept, the last among equals.
    fn take_unlisted(&mut self, id: Id, id_use: IdUse) {
        if self.unlisted.is_none_or(|known| known.rank() <= id.rank()) {
            self.unlisted = Some(id);
            self.unlisted_use = id_use;
        }
        if id_use == IdUse::Developer {
            self.default_leans = Some(Class::Local);
        }
    }

    /// An unlisted genesis does not rule out a listed id whose network does not know its own.
    fn take_hints(&mut self, weaker: &[&Claim]) {
        for claim in weaker {
            if let Pointing::Networks { keys, mark: Mark::Id, .. } = &claim.pointing {
                self.add_candidates(keys);
                self.strength = Strength::Hinted;
            }
        }
    }

    pub(super) fn settle(&mut self, atlas: &Atlas) {
        if self.custom_signet.is_some() {
            self.class = Some(Class::Local);
            return;
        }
        let rows: Vec<&Network> =
            self.candidates.iter().filter_map(|key| atlas.network(key)).collect();
        let shared = |of: fn(&Network) -> Class| {
            let mut classes = rows.iter().map(|row| of(row));
            classes.next().filter(|first| classes.all(|class| class == *first))
        };
        self.class = shared(Network::class);
        self.network_leans = shared(Network::lean);
    }
}

/// A listed id and a genesis that do not belong together.
fn torn(
    found: &mut NetworkFinding,
    claim: &Claim,
    by_id: &[String],
    by_genesis: &[String],
    (id, genesis): (Id, &str),
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
        found.custom_signet = Some(id.written());
        return;
    }
    let id_kinds = kinds(by_id);
    // Developers' instances carry whatever genesis their software makes; that is no false claim.
    if by_genesis.is_empty() && id_kinds.iter().all(|kind| kind.is_local()) {
        found.unlisted = Some(id);
        found.default_leans = Some(Class::Local);
        return;
    }
    found.add_candidates(by_id);
    found.add_candidates(by_genesis);
    let (listed, unlisted) = match id {
        Id::Magic(_) | Id::Genesis(_) => ("contradiction-id", "contradiction-unlisted-id"),
        Id::Chain(_) => ("contradiction-chain-id", "contradiction-unlisted-chain-id"),
        Id::Network(_) => ("contradiction-network-id", "contradiction-unlisted-network-id"),
        Id::Fork(_) => ("contradiction-fork-id", "contradiction-unlisted-fork-id"),
    };
    let one = match by_id.is_empty() {
        true => Sentence::new(unlisted).with("id", id.written()),
        false => Sentence::new(listed).with("id", id.written()).with("networks", by_id.join(", ")),
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

/// Blocks under the marks of a network that demands more work.
fn easy(claim: &Claim, keys: &[String], atlas: &Atlas) -> Contradiction {
    Contradiction {
        one: Sentence::new("contradiction-network").with("networks", keys.join(", ")),
        other: Sentence::new("contradiction-easy-work"),
        evidence: claim.evidence.clone(),
        coin_side: any_coin(keys.iter(), atlas),
    }
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
