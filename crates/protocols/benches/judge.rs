//! How fast stored evidence becomes verdicts: reading and judging recordings of real nodes, beside
//! hashing the same bytes, which is what any check of them would cost at the least.
//!
//! `cargo bench -p coinsift-protocols` prints both in one run, in CPU seconds of this thread.

#![allow(clippy::disallowed_methods, reason = "a measurement reads files and the clock")]

use std::fs;
use std::hint::black_box;

use coinsift_protocols::{Transcript, facts, text};
use coinsift_verdict::{Atlas, Fingerprints, judge};
use sha2::{Digest as _, Sha256};

/// CPU seconds for each of the two measurements.
const SECONDS: f64 = 2.0;

fn main() {
    let (atlas, fingerprints) = (Atlas::builtin(), Fingerprints::builtin());
    let recordings = recordings();
    assert!(!recordings.is_empty(), "recordings in fixtures/transcripts/bitcoin");
    let judged = measure(&recordings, |transcript| {
        black_box(judge(&facts(std::slice::from_ref(transcript)), fingerprints, atlas));
    });
    let hashed = measure(&recordings, |transcript| {
        let digest = Sha256::digest(transcript.received());
        black_box(Sha256::digest(digest));
    });
    println!("recordings: {}", recordings.len());
    println!("read and judged: {judged:.0} transcripts a CPU second");
    println!("hashed (SHA-256d): {hashed:.0} transcripts a CPU second");
    println!("ratio: {:.3}", judged / hashed);
}

/// Recordings of handshakes between peers.
fn recordings() -> Vec<Transcript> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/transcripts/bitcoin");
    let entries = fs::read_dir(folder).expect("the recordings");
    entries
        .filter_map(|entry| fs::read_to_string(entry.ok()?.path()).ok())
        .filter_map(|written| Some(text::parse(&written).ok()?.transcript))
        .filter(|transcript| transcript.head.protocol == "bitcoin.p2p")
        .collect()
}

/// Transcripts a CPU second.
fn measure(recordings: &[Transcript], mut work: impl FnMut(&Transcript)) -> f64 {
    let (begun, mut count) = (cpu_seconds(), 0);
    loop {
        for transcript in recordings {
            work(transcript);
        }
        count += recordings.len();
        let spent = cpu_seconds() - begun;
        if spent >= SECONDS {
            return count as f64 / spent;
        }
    }
}

/// CPU time of this process so far, from the first number of `/proc/self/schedstat` (nanoseconds).
fn cpu_seconds() -> f64 {
    let written = fs::read_to_string("/proc/self/schedstat").expect("Linux");
    let nanoseconds: f64 =
        written.split(' ').next().and_then(|number| number.parse().ok()).expect("a number");
    nanoseconds / 1e9
}
