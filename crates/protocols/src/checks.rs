//! The checks that every dialogue passes over every recording of its family.
//!
//! A family's `tests.rs` calls [`all`] once; it walks `fixtures/transcripts/FAMILY/` and runs, for
//! each recording: the reader gives the stored facts; the driver of the same version, run over
//! what the peer did, sends the same bytes and ends the same way, also when the input is split at
//! every byte; cut at every byte it ends cleanly and reading it does not panic; bytes are spent
//! within the wire table.

#![allow(clippy::disallowed_methods, reason = "recordings are files; only tests read them")]

use std::fs;
use std::path::PathBuf;

use crate::conversation::{MAX_EVENTS, replay};
use crate::transcript::{Close, Event, Happening, Transcript};
use crate::{read, text};

/// Runs all checks over the recordings of a dialogue, of which there must be at least `least`.
pub(crate) fn all(family: &str, dialogue: &str, least: usize) {
    let mut count = 0;
    for path in recordings(family) {
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a file name").to_owned();
        let written = fs::read_to_string(&path).expect("a readable recording");
        let recording = text::parse(&written).unwrap_or_else(|error| panic!("{name}: {error}"));
        if recording.transcript.head.protocol != dialogue {
            continue;
        }
        count += 1;
        assert_eq!(text::write(&recording), written, "{name}: the text form is stable");
        check(&name, &path, &recording.transcript);
    }
    assert!(count >= least, "{dialogue}: {count} recordings in fixtures/transcripts/{family}");
}

/// Keeps a transcript that a test held in memory as the recording `built-NAME`, for fingerprints:
/// `after` is what its peer was built after. It must not change unnoticed.
pub(crate) fn keep(family: &str, name: &str, after: &str, transcript: &Transcript) {
    let software = format!("built by hand: after {after}");
    let written = text::write(&text::Recording { software, transcript: transcript.clone() });
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/transcripts");
    let path = PathBuf::from(folder).join(family).join(format!("built-{name}.txt"));
    if std::env::var_os("COINSIFT_BLESS").is_some() {
        fs::write(&path, &written).expect("a recording can be written");
    }
    let stored = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(stored, written, "{name}: run the tests once with COINSIFT_BLESS=1");
}

fn check(name: &str, path: &std::path::Path, recorded: &Transcript) {
    let stored = path.with_extension("facts");
    let facts = written_facts(recorded);
    if std::env::var_os("COINSIFT_BLESS").is_some() {
        fs::write(&stored, &facts).expect("facts can be written");
    }
    let expected = fs::read_to_string(&stored)
        .unwrap_or_else(|_| panic!("{name}: no facts; run the tests once with COINSIFT_BLESS=1"));
    assert_eq!(facts, expected, "{name}: the reader gives the stored facts");

    let dialogue = crate::dialogue(&recorded.head.protocol).expect("a known dialogue");
    assert!(recorded.sent().len() <= dialogue.wire.bytes_out as usize, "{name}: bytes out");
    assert!(recorded.received().len() <= dialogue.wire.bytes_in as usize, "{name}: bytes in");

    if recorded.head.version == dialogue.version {
        // A transcript holds so many events and no more: longer answers come in larger pieces.
        let smallest = 1 + recorded.received().len() / (MAX_EVENTS / 2);
        for pieces in [usize::MAX, smallest] {
            let replayed =
                replay(recorded, pieces).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(
                hex::encode(replayed.sent()),
                hex::encode(recorded.sent()),
                "{name}: the same bytes are sent in pieces of {pieces}"
            );
            assert_eq!(replayed.ending, recorded.ending, "{name}: in pieces of {pieces}");
        }
        cut_at_every_byte(name, recorded);
    }
}

/// Ends the recording after each number of received bytes, by each kind of close in turn.
fn cut_at_every_byte(name: &str, recorded: &Transcript) {
    let total = recorded.received().len();
    // Long answers are cut at every byte of their first 2 KiB and at a prime stride beyond it.
    for (turn, keep) in (0..=total).filter(|&at| at <= 2048 || at % 251 == 0).enumerate() {
        let mut cut = recorded.clone();
        cut.events = cut_events(&recorded.events, keep, Close::ALL[turn % Close::ALL.len()]);
        let replayed = replay(&cut, usize::MAX).unwrap_or_else(|error| panic!("{name}: {error}"));
        let _ = read(&replayed);
    }
}

fn cut_events(events: &[Event], keep: usize, close: Close) -> Vec<Event> {
    let (mut kept, mut left, mut at) = (Vec::new(), keep, 0);
    for event in events {
        at = event.at;
        match &event.what {
            Happening::Received(bytes) if bytes.len() > left => {
                kept.push(Event { at, what: Happening::Received(bytes[..left].to_vec()) });
                break;
            }
            Happening::Closed(_) => break,
            what => {
                if let Happening::Received(bytes) = what {
                    left -= bytes.len();
                }
                kept.push(event.clone());
            }
        }
    }
    kept.push(Event { at, what: Happening::Closed(close) });
    kept
}

/// Facts as the `.facts` files beside the recordings write them: name, strength, place, value.
fn written_facts(transcript: &Transcript) -> String {
    let mut lines: Vec<String> = Vec::new();
    for fact in read(transcript) {
        let declared = crate::declared_facts().find(|declared| declared.name == fact.name);
        let declared = declared.unwrap_or_else(|| panic!("{} is not declared", fact.name));
        assert_eq!(declared.kind, fact.value.kind(), "{} has the declared kind", fact.name);
        lines.push(format!(
            "{} {} @{}+{} {}\n",
            fact.name,
            fact.strength.word(),
            fact.at.offset,
            fact.at.len,
            fact.value.written().escape_debug()
        ));
    }
    lines.concat()
}

fn recordings(family: &str) -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/transcripts");
    let Ok(entries) = fs::read_dir(PathBuf::from(folder).join(family)) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    paths
}
