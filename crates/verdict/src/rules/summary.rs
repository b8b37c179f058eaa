//! The judgement in words: what it is, why it is no stronger, what is not known.

use super::follows::Told;
use super::network::NetworkFinding;
use super::proof;
use crate::atlas::{Atlas, IdUse};
use crate::claim::{Id, Mark};
use crate::fact::Strength;
use crate::sentence::Sentence;
use crate::verdict::{Class, Mining, Role, Verdict};

pub(super) fn sentences(
    verdict: &Verdict,
    found: &NetworkFinding,
    Told { follows, more }: Told,
    atlas: &Atlas,
) -> Vec<Sentence> {
    let mut sentences = vec![match &follows {
        Some(said) if said.id == "follows-other-branch" && verdict.class == Class::Ledger => {
            named("verdict-ledger-other-branch", verdict)
        }
        _ => headline(verdict, found),
    }];
    match verdict.mining {
        Mining::Confirmed => sentences.push(Sentence::new(if hands_out_work(verdict) {
            "verdict-mining-work"
        } else if has(verdict, &[Role::Miner, Role::Rig]) {
            "verdict-mining-hashes"
        } else {
            "verdict-mining-confirmed"
        })),
        Mining::Indicated => sentences.push(Sentence::new("verdict-mining-indicated")),
        Mining::NotSeen => {}
    }
    if verdict.mining >= Mining::Indicated
        && [Role::Pool, Role::Proxy].iter().all(|role| verdict.roles.contains(role))
    {
        sentences.push(Sentence::new("why-pool-or-proxy"));
    }
    if matches!(verdict.class, Class::Silent | Class::Other) {
        return sentences;
    }
    match verdict.strength {
        Some(Strength::Stated) => {
            sentences.push(Sentence::new("why-stated-not-proven"));
            sentences.extend(proof::missing(found, atlas).filter(|_| verdict.network.is_some()));
        }
        Some(Strength::Hinted) => sentences.push(Sentence::new("why-hinted-only")),
        Some(Strength::Proven) | None => {}
    }
    if !verdict.contradictions.is_empty() {
        sentences.extend(follows.into_iter().chain(more));
        return sentences;
    }
    if !found.speaks_for(verdict.class) {
        if found.mark >= Mark::Genesis {
            sentences.push(
                Sentence::new("why-copied-marks").with("candidates", found.candidates.join(", ")),
            );
        }
        return sentences;
    }
    if !found.candidates.is_empty() {
        match found.mark {
            Mark::Id => sentences.push(named("why-id-alone", verdict)),
            Mark::Magic => sentences.push(Sentence::new("why-genesis-not-shown")),
            Mark::Genesis | Mark::Checkpoint => {}
        }
    }
    if let Some(id) = found.unlisted.filter(|_| found.unlisted_use != IdUse::Own) {
        sentences.push(Sentence::new("why-default-id").with("id", id.written()));
    }
    if found.class.is_none() && found.candidates.len() > 1 {
        sentences.push(named("why-candidates-disagree", verdict));
    }
    if found.maybe_permissioned(atlas) {
        sentences.push(Sentence::new("why-listed-permissioned-validators"));
    }
    if let Some(fork) = found.unknown_fork {
        sentences.push(Sentence::new("why-fork-unknown").with("id", Id::Fork(fork).written()));
    }
    if verdict.class == Class::Coin && found.testnet_unknown(atlas) {
        sentences.push(Sentence::new("why-testnet-unknown"));
    }
    match follows {
        Some(follows) => sentences.push(follows),
        None if verdict.class == Class::Coin && verdict.roles.contains(&Role::FullNode) => {
            sentences.push(Sentence::new("why-history-only"));
        }
        None => {}
    }
    sentences.extend(more);
    sentences
}

fn has(verdict: &Verdict, roles: &[Role]) -> bool {
    roles.iter().any(|role| verdict.roles.contains(role))
}

/// Whether work for others is handed out, which is not hashing.
fn hands_out_work(verdict: &Verdict) -> bool {
    has(verdict, &[Role::Pool, Role::Proxy])
}

fn headline(verdict: &Verdict, found: &NetworkFinding) -> Sentence {
    let platform = verdict.platform.as_deref().unwrap_or("?");
    if !verdict.contradictions.is_empty() && verdict.class == Class::Ledger {
        return Sentence::new("verdict-ledger-contradiction").with("platform", platform);
    }
    let testnet = verdict.testnet == Some(true);
    match (verdict.class, &verdict.network, found.candidates.is_empty()) {
        (Class::Silent, ..) => match &verdict.software {
            Some(layer) => Sentence::new("verdict-silent-encrypted").with("layer", layer),
            None => Sentence::new("verdict-silent"),
        },
        (Class::Other, ..) if verdict.mining >= Mining::Indicated => {
            Sentence::new(match has(verdict, &[Role::Miner, Role::Rig]) {
                true => "verdict-other-device",
                false => "verdict-other-mining",
            })
        }
        (Class::Other, ..) => match (&verdict.software, &verdict.platform) {
            (_, Some(platform)) => Sentence::new("verdict-other-hint").with("platform", platform),
            (Some(software), None) => {
                Sentence::new("verdict-other-software").with("software", software)
            }
            (None, None) => Sentence::new("verdict-other"),
        },
        (Class::Coin, Some(network), _) if testnet => {
            Sentence::new("verdict-coin-testnet").with("network", network)
        }
        (Class::Coin, Some(network), _) => Sentence::new("verdict-coin").with("network", network),
        (Class::Coin, None, false) if testnet => named("verdict-coin-testnet-candidates", verdict),
        (Class::Coin, None, false) => named("verdict-coin-candidates", verdict),
        (Class::Coin, None, true) if verdict.mining == Mining::Confirmed => {
            match &verdict.platform {
                Some(platform) => Sentence::new("verdict-coin-work-of").with("platform", platform),
                None => Sentence::new("verdict-coin-work"),
            }
        }
        (Class::Coin, None, true) => Sentence::new("verdict-coin-undetermined"),
        (Class::Local, Some(network), _) => Sentence::new("verdict-local").with("network", network),
        (Class::Local, None, _) => match &found.custom_signet {
            Some(id) => Sentence::new("verdict-local-custom-signet").with("id", id),
            None if verdict.candidates.is_empty() => {
                Sentence::new("verdict-local-platform").with("platform", platform)
            }
            None => named("verdict-local-candidates", verdict),
        },
        (Class::Permissioned, ..) => {
            Sentence::new("verdict-permissioned").with("platform", platform)
        }
        (Class::Ledger, Some(network), _) if verdict.strength > Some(Strength::Hinted) => {
            Sentence::new("verdict-ledger-network").with("network", network)
        }
        // Ids that are listed, though only hints, tell more than one that is not.
        (Class::Ledger, ..) => {
            match found.unlisted.filter(|_| found.candidates.is_empty() || found.mark > Mark::Id) {
                Some(id) => Sentence::new(match id {
                    Id::Magic(_) => "verdict-ledger-unlisted",
                    Id::Chain(_) => "verdict-ledger-unlisted-chain",
                    Id::Network(_) => "verdict-ledger-unlisted-network",
                    Id::Fork(_) => "verdict-ledger-unlisted-fork",
                    Id::Genesis(_) => "verdict-ledger-unlisted-genesis",
                })
                .with("platform", platform)
                .with("id", id.written()),
                None if verdict.strength == Some(Strength::Hinted) => {
                    Sentence::new("verdict-ledger-hinted").with("platform", platform)
                }
                None if found.candidates.is_empty() || found.mark == Mark::Id => {
                    Sentence::new("verdict-ledger").with("platform", platform)
                }
                None => named("verdict-ledger-candidates", verdict),
            }
        }
    }
}

/// A sentence that names the candidates.
fn named(id: &str, verdict: &Verdict) -> Sentence {
    Sentence::new(id).with("candidates", verdict.candidates.join(", "))
}
