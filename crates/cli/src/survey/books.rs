//! What the engine counts and what shaped a run, as the store keeps them.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::time::Duration;

use coinsift_engine::done::Done;
use coinsift_engine::permute::Shard;
use coinsift_engine::run::Coverage as Covered;
use coinsift_engine::tally::Counts;
use coinsift_engine::target::resolve::Names;
use coinsift_store::{Coverage, End, Manifest, Probes};

use super::{Survey, now};

pub fn end_of(covered: &Covered, before: &Probes, duration: u64, elapsed: Duration) -> End {
    End {
        time: now(),
        duration: duration + elapsed.as_millis() as u64,
        incomplete: (!covered.is_complete()).then(|| covered.sentence()),
        coverage: coverage_of(&covered.done, covered.total),
        probes: probes_of(&covered.counts, before),
        tally: Default::default(),
    }
}

pub fn probes_of(counts: &Counts, before: &Probes) -> Probes {
    let asked = counts.open + counts.closed + counts.silent + counts.unreachable + counts.failed;
    let mut probes = Probes {
        asked,
        open: counts.open,
        closed: counts.closed,
        filtered: counts.silent,
        failed: counts.unreachable + counts.failed,
        bytes_out: counts.bytes_out,
        bytes_in: counts.bytes_in,
    };
    probes.join(before);
    probes
}

pub fn coverage_of(done: &Done, total: u64) -> Coverage {
    let below = done.below();
    let beyond = done.stretches().filter(|(first, _)| *first >= below && *first > 0).collect();
    Coverage { done_below: below, done_beyond: beyond, total }
}

pub fn done_of(coverage: &Coverage) -> Done {
    let below = std::iter::once((0, coverage.done_below));
    below.chain(coverage.done_beyond.iter().copied()).collect::<Vec<_>>().into()
}

/// Whether the system says that its clock is synchronised; `None` where it does not say.
pub fn synchronised() -> Option<bool> {
    std::path::Path::new("/run/systemd/timesync")
        .exists()
        .then(|| std::path::Path::new("/run/systemd/timesync/synchronized").exists())
}

pub fn stored_shard(shard: Shard) -> Option<coinsift_store::Shard> {
    let text = shard.to_string();
    let (index, count) = text.split_once('/')?;
    let (index, count) = (index.parse().ok()?, count.parse().ok()?);
    (count > 1).then_some(coinsift_store::Shard { index, count })
}

/// What shaped the run besides the scope, so that it can be resumed.
pub fn options(survey: &Survey) -> BTreeMap<String, String> {
    let mut options = BTreeMap::from([
        ("agent".to_owned(), survey.agent.to_string()),
        ("addresses".to_owned(), survey.scope.addresses().to_string()),
        ("thorough".to_owned(), survey.thorough.to_string()),
        ("rate".to_owned(), survey.pace.overall.to_string()),
        ("rate-subnet".to_owned(), survey.pace.network.to_string()),
        ("identity".to_owned(), hex::encode(survey.identity)),
    ]);
    options.extend(survey.given.notes.clone());
    options.extend(survey.given.contact.clone().map(|contact| ("contact".to_owned(), contact)));
    for (name, addresses) in survey.scope.resolved().iter() {
        let addresses: Vec<String> = addresses.iter().map(IpAddr::to_string).collect();
        options.insert(format!("name {name}"), addresses.join(","));
    }
    options
}

/// The names a run resolved, from its manifest.
pub fn resolved_names(manifest: &Manifest) -> Names {
    manifest
        .options
        .iter()
        .filter_map(|(option, addresses)| {
            let name = option.strip_prefix("name ")?;
            let addresses = addresses.split(',').filter_map(|ip| ip.parse().ok()).collect();
            Some((name.to_owned(), addresses))
        })
        .collect()
}

/// The identity of a run, as its manifest has it: 64 hex digits.
pub fn read_identity(text: &str) -> Option<[u8; 32]> {
    let mut identity = [0; 32];
    hex::decode_to_slice(text, &mut identity).ok().map(|()| identity)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_comes_back_as_it_was_kept_and_nothing_else_is_one() {
        let identity: [u8; 32] = std::array::from_fn(|at| at as u8 * 7);
        assert_eq!(read_identity(&hex::encode(identity)), Some(identity));
        for text in ["", "07", &"0".repeat(66), &"g".repeat(64)] {
            assert_eq!(read_identity(text), None, "{text}");
        }
    }
}
