//! The reader: what a work server said, as facts.

use coinsift_verdict::{Fact, Place};

use super::driver::ask;
use super::messages::Lines;
use super::walk::Walk;
use crate::transcript::Transcript;

/// The most facts of one dialogue: a server that repeats itself adds nothing.
const MAX_FACTS: usize = 64;

pub(super) fn read(transcript: &Transcript) -> Vec<Fact> {
    walked(transcript).1
}

/// The conversation as it stood at its end, and its facts.
pub(super) fn walked(transcript: &Transcript) -> (Option<Walk>, Vec<Fact>) {
    let Ok(ask) = ask(&transcript.head) else {
        return (None, Vec::new());
    };
    let (mut walk, mut lines, mut facts) = (Walk::new(ask), Lines::default(), Vec::<Fact>::new());
    lines.push(&transcript.received());
    while let Some(line) = lines.next().or_else(|| lines.finish()) {
        if line.bytes.trim_ascii().is_empty() {
            continue;
        }
        let Some(learnt) = walk.line(&line.bytes) else {
            break;
        };
        let at = Place::received(line.at, line.bytes.len());
        for (name, value, strength) in learnt {
            let known = facts.iter().any(|fact| fact.name == name && fact.value == value);
            if !known && facts.len() < MAX_FACTS {
                facts.push(Fact { name, value, strength, at });
            }
        }
    }
    (Some(walk), facts)
}
