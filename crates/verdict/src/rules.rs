//! The rules that fold claims into a verdict. Few, and in code.
//!
//! 1. `coin` needs a genesis, a magic-bound handshake, a checkpoint or a mining fact, *stated* or
//!    better. Ids, agents and ports alone are *hinted* and never give it: a chain id, network id
//!    or fork id alone names candidates.
//! 2. Where several rows of the atlas fit, the class holds only if all of them agree.
//! 3. `permissioned` needs the platform's own protocol *stated*, or two independent signs of
//!    membership and no listed network. One sign leans. A listed network that may be run by
//!    admitted validators is `ledger`, leans there, and is named.
//! 4. A simulator's marks beat history. Two independent signs of a developer's chain on an unlisted
//!    genesis – its software's default id, and the first block as that software makes it – give
//!    `local`, *hinted*.
//! 5. A listed id on a foreign genesis, a listed genesis with another id, two networks at one
//!    endpoint: a contradiction, shown with both sides; the verdict is `ledger`.
//! 6. Claims of different layers do not compete: mining is judged apart from class. Who hands out
//!    work is a pool or a proxy, which answer alike, unless another sign says which. A sign of
//!    mining alone leans, and only work itself, *stated*, gives `coin`.
//! 7. History held is not the network followed: only fresh checkpoints tell (`follows.rs`), and
//!    the summary says what they told, or that it is not known.
//! 8. A host is the list of its endpoints, the gravest on top ([`judge_host`]).

mod follows;
mod host;
mod network;
pub mod power;
mod proof;
mod summary;

use crate::atlas::Atlas;
use crate::claim::{Claim, Layer};
use crate::fact::{Facts, Strength};
use crate::fingerprint::Fingerprints;
use crate::sentence::Sentence;
use crate::verdict::{Class, Evidence, Mining, Role, Verdict};

use follows::Told;
pub use host::judge_host;
use network::{NetworkFinding, find_network};

/// The judgement of one endpoint from its facts.
pub fn judge(facts: &Facts, fingerprints: &Fingerprints, atlas: &Atlas) -> Verdict {
    fold(facts, &fingerprints.claims(facts, atlas), atlas)
}

/// Folds claims into a verdict.
pub fn fold(facts: &Facts, claims: &[Claim], atlas: &Atlas) -> Verdict {
    let ledger: Vec<&Claim> = claims.iter().filter(|claim| claim.layer == Layer::Ledger).collect();
    let mut found = find_network(&ledger, atlas);
    let follows = follows::find(&mut found, facts, &ledger, atlas);
    let ground = ground(&ledger, claims, &found);
    let (class, strength, leans) = match &ground {
        Some(ground) => (ground.class, Some(ground.strength), ground.leans),
        // Signs without a certain protocol: an answer of something, with what it leans to.
        None if !ledger.is_empty() => {
            (Class::Other, Some(Strength::Hinted), one_of(ledger.iter().filter_map(|c| c.leans)))
        }
        None if claims.iter().any(is_sign_of_mining) => {
            let signs = || claims.iter().filter(|claim| is_sign_of_mining(claim));
            let strength = signs().map(|claim| claim.strength).max();
            (Class::Other, strength, one_of(signs().filter_map(|claim| claim.leans)))
        }
        // What is encrypted is no answer yet: behind it may stand anything.
        None if hides_the_rest(claims) => {
            (Class::Silent, claims.iter().map(|claim| claim.strength).max(), None)
        }
        None if !facts.is_empty() => {
            (Class::Other, facts.iter().map(|fact| fact.strength).max(), None)
        }
        None => (Class::Silent, None, None),
    };
    let network = found.single(atlas).filter(|_| found.speaks_for(class));
    let spoken_of: Vec<&Claim> = match ledger.is_empty() {
        true => claims.iter().collect(),
        false => claims.iter().filter(|claim| claim.layer != Layer::Service).collect(),
    };
    let mut roles: Vec<Role> = spoken_of
        .iter()
        .filter(|claim| !is_pool_or_proxy(claim) || !tells_pool_from_proxy(claims))
        .flat_map(|claim| claim.roles.iter().copied())
        .collect();
    roles.sort_unstable();
    roles.dedup();
    let mining = claims.iter().map(|claim| claim.mining).max().unwrap_or_default();
    let mut verdict = Verdict {
        class,
        access: spoken_of
            .iter()
            .find_map(|claim| claim.access)
            .filter(|_| class == Class::Permissioned),
        leans,
        network: network.map(|row| row.key.clone()),
        network_name: network.map(|row| row.name.clone()),
        candidates: match network.is_none() && found.speaks_for(class) {
            true => found.candidates.clone(),
            false => Vec::new(),
        },
        platform: best(&spoken_of, |claim| claim.platform.clone()),
        software: best(&spoken_of, |claim| claim.software.clone()),
        roles,
        mining,
        mining_detail: mining_detail(claims)
            .into_iter()
            .chain(power::sentences(facts, atlas))
            .collect(),
        testnet: found.testnet(atlas).filter(|_| found.speaks_for(class)),
        strength,
        evidence: evidence(claims),
        contradictions: found.contradictions.clone(),
        summary: Vec::new(),
    };
    let follows = if found.speaks_for(verdict.class) { follows } else { Told::default() };
    verdict.summary = summary::sentences(&verdict, &found, follows, atlas);
    verdict
}

fn is_sign_of_mining(claim: &Claim) -> bool {
    claim.layer == Layer::Mining && claim.mining >= Mining::Indicated
}

/// Whether a claim leaves it open which of the two hands out work.
fn is_pool_or_proxy(claim: &Claim) -> bool {
    claim.roles.contains(&Role::Pool) && claim.roles.contains(&Role::Proxy)
}

/// Whether another claim says who hands out work.
fn tells_pool_from_proxy(claims: &[Claim]) -> bool {
    let mut others = claims.iter().filter(|claim| !is_pool_or_proxy(claim));
    others.any(|claim| claim.layer == Layer::Mining && !claim.roles.is_empty())
}

/// Whether all that is known is a layer over something that is not.
fn hides_the_rest(claims: &[Claim]) -> bool {
    let mut classes = claims.iter().filter_map(|claim| claim.class).peekable();
    classes.peek().is_some() && classes.all(|class| class == Class::Silent)
}

/// What the class rests on.
struct Ground {
    class: Class,
    strength: Strength,
    leans: Option<Class>,
}

fn ground(ledger: &[&Claim], claims: &[Claim], found: &NetworkFinding) -> Option<Ground> {
    let deciding = |class: Class| {
        ledger
            .iter()
            .filter(move |claim| claim.class == Some(class) && claim.strength >= Strength::Stated)
            .map(|claim| claim.strength)
            .max()
    };
    // Rule 4: anvil in fork mode returns true checkpoints.
    if let Some(strength) = deciding(Class::Local) {
        return Some(Ground { class: Class::Local, strength, leans: None });
    }
    // Rule 5.
    if !found.contradictions.is_empty() {
        return Some(Ground { class: Class::Ledger, strength: found.strength, leans: None });
    }
    // Rules 1 and 2.
    if let Some(class) = found.class
        && found.strength >= Strength::Stated
    {
        let leans = found.network_leans.filter(|leans| *leans != class);
        return Some(Ground { class, strength: found.strength, leans });
    }
    // Rule 3.
    if let Some(strength) = deciding(Class::Permissioned) {
        return Some(Ground { class: Class::Permissioned, strength, leans: None });
    }
    let signs: Vec<&&Claim> =
        ledger.iter().filter(|claim| claim.leans == Some(Class::Permissioned)).collect();
    if signs.len() >= 2 && found.candidates.is_empty() {
        let strength = signs.iter().map(|claim| claim.strength).min();
        return Some(Ground {
            class: Class::Permissioned,
            strength: strength.unwrap_or(Strength::Hinted),
            leans: None,
        });
    }
    // Rule 4: the id alone is what anybody's chain has who left it as it was.
    let made_for_developers = ledger
        .iter()
        .any(|claim| claim.leans == Some(Class::Local) && claim.strength >= Strength::Stated);
    let default_id = found.default_leans == Some(Class::Local) && found.candidates.is_empty();
    if made_for_developers && default_id && signs.len() < 2 {
        let strength = Strength::Hinted;
        return Some(Ground { class: Class::Local, strength, leans: None });
    }
    // Rule 1: mining facts alone.
    let by_mining = claims.iter().filter(|claim| {
        claim.layer == Layer::Mining
            && claim.class == Some(Class::Coin)
            && claim.strength >= Strength::Stated
    });
    if let Some(strength) = by_mining.map(|claim| claim.strength).max() {
        return Some(Ground { class: Class::Coin, strength, leans: None });
    }
    let certain =
        ledger.iter().filter(|claim| claim.is_certain()).map(|claim| claim.strength).max()?;
    // What the ids of a listed network hint at counts like one sign; two signs outweigh it.
    let leans = match signs.len() {
        0 | 1 => one_of(ledger.iter().filter_map(|claim| claim.leans).chain(found.network_leans)),
        _ => Some(Class::Permissioned),
    };
    Some(Ground { class: Class::Ledger, strength: certain, leans: leans.or(found.default_leans) })
}

/// The one value all agree on, or none.
fn one_of(mut values: impl Iterator<Item = Class>) -> Option<Class> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

/// What the strongest claim says, the first among equals.
fn best(claims: &[&Claim], say: impl Fn(&Claim) -> Option<String>) -> Option<String> {
    claims
        .iter()
        .filter_map(|claim| Some((claim.strength, say(claim)?)))
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, said)| said)
}

/// All evidence, the strongest first, each fact once a fingerprint.
fn evidence(claims: &[Claim]) -> Vec<Evidence> {
    let mut all: Vec<Evidence> =
        claims.iter().flat_map(|claim| claim.evidence.iter().cloned()).collect();
    all.sort_by_key(|item| std::cmp::Reverse(item.strength));
    let mut kept: Vec<Evidence> = Vec::new();
    for item in all {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    kept
}

fn mining_detail(claims: &[Claim]) -> Vec<Sentence> {
    claims
        .iter()
        .filter(|claim| claim.mining >= Mining::Indicated)
        .map(|claim| Sentence::new("why-fingerprint").with("fingerprint", &claim.fingerprint))
        .collect()
}

#[cfg(test)]
mod tests;
