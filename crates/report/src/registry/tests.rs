//! Registries read, compared and reconciled.

mod outcomes;
mod reading;

use std::path::{Path, PathBuf};

use coinsift_protocols::text;
use coinsift_protocols::{Endpoint, Utc};
use coinsift_verdict::{Atlas, Fingerprints, judge};

use super::*;
use crate::lang::{Catalogue, Lang};
use crate::ndjson::Line;

fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(path)
}

/// What a recording is judged to be.
fn seen(recording: &str) -> Seen {
    let path = fixture(&format!("transcripts/{recording}.txt"));
    let file = std::fs::read_to_string(&path).expect("a recording");
    let recording = text::parse(&file).expect("a recording");
    let transcripts = [recording.transcript];
    let facts = coinsift_protocols::facts(&transcripts);
    let verdict = judge(&facts, Fingerprints::builtin(), Atlas::builtin());
    Seen::of(verdict, &transcripts)
}

/// A registry of one text, which must be good.
pub(crate) fn registry(text: &str) -> Registry {
    let reading = read("r.csv", text.as_bytes(), Atlas::builtin()).expect("a registry");
    assert_eq!(reading.problems, []);
    reading.registry
}

fn endpoint(text: &str) -> Endpoint {
    text.parse().expect("an endpoint")
}

pub(crate) fn observation<'a>(found: impl IntoIterator<Item = (&'a str, &'a str)>) -> Observation {
    let found = found
        .into_iter()
        .map(|(at, recording)| (endpoint(at), Found { seen: seen(recording), time: Utc(0) }));
    Observation { found: found.collect(), ..Observation::default() }
}

/// A project of each kind of outcome, for the tests of the lines.
pub(crate) fn sample_lines() -> Vec<Line> {
    let registry = registry(
        "filing,name,class,platform,network,chain id,endpoints,genesis\n\
         P-1,One,consortium,quorum,,23513,192.0.2.1:8545 192.0.2.9:1,\n\
         P-2,Two,consortium,quorum,,1,192.0.2.2:8545 192.0.2.1:8545,\n",
    );
    let observation = observation([
        ("192.0.2.1:8545", "ethereum/rpc-quorum-istanbul"),
        ("192.0.2.2:8545", "ethereum/rpc-geth-mainnet"),
        ("192.0.2.2:8333", "bitcoin/btcd-mainnet-p2p"),
    ]);
    let notes = notes::notes(&registry, Atlas::builtin());
    let checked = reconcile(&registry, &observation, notes.clone());
    let catalogue = Catalogue::new(Lang::En)
        .with_atlas(Atlas::builtin())
        .with_fingerprints(Fingerprints::builtin());
    let mut all = lines::lines(&checked, Some("r1"), Utc(0), &catalogue);
    all.extend(lines::lines(&Checked::offline(&registry, notes), None, Utc(0), &catalogue));
    all
}
