//! When the dialogue is held, and what it is held with.

use super::*;
use crate::dialogue::Ending;
use crate::plan::{self, Stage};
use crate::transcript::{Close, Event, Happening};

/// A dialogue that was held, with what came.
fn held(protocol: &str, received: &[u8], ending: Ending) -> Transcript {
    let sent = Event { at: 0, what: Happening::Sent(b"a question".to_vec()) };
    let mut events = vec![Event { at: 0, what: Happening::Opened }, sent];
    if !received.is_empty() {
        events.push(Event { at: 1, what: Happening::Received(received.to_vec()) });
    }
    events.push(Event { at: 2, what: Happening::Closed(Close::Fin) });
    let mut head = head(7, Options::new());
    head.protocol = protocol.to_owned();
    Transcript { head, events, ending }
}

fn stage(port: u16, done: &[Transcript]) -> Option<Stage> {
    let mut situation = situation(done);
    situation.endpoint.port = port;
    propose::propose(&situation).first().map(|proposal| proposal.stage)
}

/// 64 bytes and more that look random.
fn noise(len: usize) -> Vec<u8> {
    (0..len).map(|at| (at * at * 7 + at * 151 + 200) as u8 | 0x80 >> (at % 3)).collect()
}

#[test]
fn it_is_held_once_where_version_1_brought_no_byte() {
    let closed = held("bitcoin.p2p", b"", Ending::Silent);
    assert_eq!(stage(20324, std::slice::from_ref(&closed)), Some(Stage::Flight));
    assert_eq!(
        stage(8333, std::slice::from_ref(&closed)),
        Some(Stage::Port),
        "the port is its own"
    );
    assert_eq!(stage(8333, &[]), Some(Stage::Flight), "version 1 comes first");
    let answered = held("bitcoin.p2p", b"SSH-2.0-x\r\n", Ending::Mismatch);
    assert_eq!(stage(20324, &[answered]), None);
    let http = held("http", b"HTTP/1.1 200 OK\r\n\r\n", Ending::Spoken);
    assert_eq!(stage(20324, &[closed.clone(), http]), None);
    let once = held("bitcoin.v2", b"", Ending::Silent);
    assert_eq!(stage(20324, &[closed, once]), None);
}

#[test]
fn an_answer_that_may_be_a_key_brings_it_at_once() {
    let closed = held("bitcoin.p2p", b"", Ending::Silent);
    let key = held("http", &noise(100), Ending::Mismatch);
    assert_eq!(stage(20324, &[closed.clone(), key]), Some(Stage::Port));
    for other in [
        &noise(63)[..],
        &[0xff; 100],
        &b"a line of text that is longer than any key, and then some more"[..],
    ] {
        let other = held("http", other, Ending::Mismatch);
        assert_eq!(stage(20324, &[closed.clone(), other]), None);
    }
}

#[test]
fn the_list_of_magics_is_whole_and_begins_with_the_likeliest() {
    let options = propose::options(&situation(&[]));
    let magics: Vec<&str> = options["magics"].split(',').collect();
    assert_eq!(magics[0], "f9beb4d9");
    let family = Atlas::builtin().networks().filter(|network| network.family == "bitcoin");
    for magic in family.filter_map(|network| network.magic.map(hex::encode)) {
        assert!(magics.contains(&magic.as_str()), "{magic}");
    }
    assert!(magics.len() <= super::super::settings::MAX_MAGICS);
    let length: usize = options.iter().map(|(name, value)| name.len() + value.len()).sum();
    assert!(length < 12 * 1024, "{length} bytes of options");
    assert!(
        options.keys().all(|name| name == "magics" || name == "protocol" || name.contains('.'))
    );
}

#[test]
fn a_silent_port_is_sent_one_flight() {
    let endpoint = situation(&[]).endpoint;
    let mut done = Vec::new();
    while let Some(choice) = plan::next(&Situation { endpoint, ..situation(&done) }) {
        let mut transcript = held(choice.dialogue.name, b"", Ending::Silent);
        transcript.head.options = choice.options;
        done.push(transcript);
    }
    let count = |name: &str| done.iter().filter(|one| one.head.protocol == name).count();
    assert_eq!((count("bitcoin.v2"), count("stratum.v2")), (1, 0));
    let flight = done.iter().position(|one| one.head.protocol == "bitcoin.v2");
    let last = done.iter().rposition(|one| one.head.protocol == "bitcoin.p2p");
    assert!(flight > last, "version 1 comes first");
}
