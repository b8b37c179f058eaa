//! When the dialogue is held, and for which protocol.

use coinsift_verdict::Atlas;

use super::super::propose;
use super::*;
use crate::dialogue::Ending;
use crate::plan::{self, Situation, Stage};
use crate::transcript::{Close, Event, Happening};

fn situation(port: u16, thorough: bool, done: &[Transcript]) -> Situation<'_> {
    let (endpoint, atlas) = (endpoint(port), Atlas::builtin());
    Situation { endpoint, atlas, thorough, expected: None, done }
}

/// The stage and the protocol asked for.
fn proposed(port: u16, done: &[Transcript]) -> Option<(Stage, Option<String>)> {
    let proposal = propose::propose(&situation(port, false, done)).pop()?;
    Some((proposal.stage, proposal.options.get("setup").cloned()))
}

/// A dialogue with other words, of that length, and what came.
fn held(protocol: &str, sent: usize, received: Vec<u8>) -> Transcript {
    let mut head = head(protocol, None);
    head.options.remove("magics");
    Transcript {
        head,
        events: vec![
            Event { at: 0, what: Happening::Sent(vec![b'x'; sent]) },
            Event { at: 1, what: Happening::Received(received) },
            Event { at: 2, what: Happening::Closed(Close::Silence) },
        ],
        ending: Ending::Mismatch,
    }
}

#[test]
fn ports_of_the_reference_programs_come_first_with_their_protocol() {
    for (port, word) in [
        (34254, "mining"),
        (34265, "mining"),
        (34264, "job-declaration"),
        (8442, "template-distribution"),
        (48442, "template-distribution"),
    ] {
        assert_eq!(proposed(port, &[]), Some((Stage::Port, Some(word.to_owned()))), "{port}");
    }
    // Stratum V1 is spoken there.
    assert_eq!(proposed(34255, &[]), None);
    assert_eq!(proposed(3333, &[]), None);
    let first = plan::next(&situation(34254, false, &[])).expect("a dialogue");
    assert_eq!(first.dialogue.name, "stratum.v2");
}

#[test]
fn an_answer_to_a_flight_for_bitcoin_leads_here_when_its_tags_fit() {
    let (conversation, _) = begun("bitcoin.v2", None, 234);
    let flight = finished(conversation);
    assert_eq!(proposed(20000, std::slice::from_ref(&flight)), Some((Stage::Port, None)));
    let mut changed = flight.clone();
    for event in &mut changed.events {
        if let Happening::Received(bytes) = &mut event.what {
            bytes[100] ^= 1;
        }
    }
    assert_eq!(proposed(20000, &[changed]), None);
    let next = plan::next(&situation(20000, false, &[flight])).expect("a dialogue");
    assert_eq!(next.dialogue.name, "stratum.v2");
}

#[test]
fn an_answer_of_that_length_to_other_long_words_leads_here() {
    let noise: Vec<u8> = (0..234_usize).map(|at| (at * 37 % 251) as u8 | 0x80).collect();
    let after = |sent, received| proposed(20000, &[held("http", sent, received)]);
    assert_eq!(after(90, noise.clone()), Some((Stage::Port, None)));
    assert_eq!(after(60, noise.clone()), None, "it would wait for 64 bytes");
    assert_eq!(after(90, noise[1..].to_vec()), None);
    assert_eq!(after(90, vec![b'a'; 234]), None);
}

#[test]
fn the_other_protocols_follow_where_one_was_not_served_and_the_scan_is_thorough() {
    let refused = |word: &str| {
        let (mut conversation, mut engine) = begun("stratum.v2", Some(word), 234);
        open(&mut engine, &conversation.transmit().expect("one question"));
        let code = b"\0\0\0\0\x14unsupported-protocol";
        let answer = seal(&mut engine, 0x02, code);
        conversation.bytes(2, &answer);
        finished(conversation)
    };
    let done = [refused("mining"), refused("job-declaration")];
    let asked = |done| plan::next(&situation(34254, true, done)).map(|next| next.options);
    assert_eq!(asked(&done[..1]).expect("a second")["setup"], "job-declaration");
    assert_eq!(asked(&done).expect("a third")["setup"], "template-distribution");
    assert!(plan::next(&situation(34254, false, &done[..1])).is_none(), "else it is settled");
}
