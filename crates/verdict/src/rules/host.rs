//! The judgement of a host: the list of its endpoints' verdicts, the gravest concern on top.

use super::power;
use crate::sentence::Sentence;
use crate::verdict::{Class, HostVerdict, Verdict};

/// The judgement of a host from the verdicts of its endpoints.
///
/// A host has no strength of its own. What is said is "observed at this address": address
/// translation, proxies and cloud front ends may speak for others.
pub fn judge_host<'a>(verdicts: impl IntoIterator<Item = &'a Verdict>) -> HostVerdict {
    let mut host = HostVerdict {
        gravest: Class::Silent,
        mixed: false,
        mining: Default::default(),
        networks: Vec::new(),
        summary: Vec::new(),
    };
    let verdicts: Vec<&Verdict> = verdicts.into_iter().collect();
    let mut ledgers: Vec<Class> = Vec::new();
    for verdict in &verdicts {
        host.gravest = host.gravest.max(verdict.class);
        host.mining = host.mining.max(verdict.mining);
        host.networks.extend(verdict.network.clone());
        if verdict.class >= Class::Local {
            ledgers.push(verdict.class);
        }
    }
    host.networks.sort();
    host.networks.dedup();
    ledgers.sort_unstable();
    ledgers.dedup();
    host.mixed = ledgers.len() > 1;
    host.summary.push(Sentence::new("host-gravest").with("class", host.gravest.word()));
    if host.mixed {
        host.summary.push(Sentence::new("host-mixed"));
    }
    host.summary.extend(power::of_host(verdicts));
    if host.gravest >= Class::Local {
        host.summary.push(Sentence::new("host-observed-at-address"));
    }
    host
}
