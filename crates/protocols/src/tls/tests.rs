//! Recordings of dialogues inside TLS, and what the plan makes of a server that speaks it.

use coinsift_verdict::Atlas;

use crate::layer::{self, Layered};
use crate::plan::{Situation, next};
use crate::transcript::{Close, Endpoint, Event, Happening, Transcript};
use crate::{Ending, conversation::replay, read, text};

fn recorded(text: &str) -> Transcript {
    text::parse(text).expect("a recording").transcript
}

macro_rules! recorded {
    ($name:literal) => {
        recorded(include_str!(concat!("../../../../fixtures/transcripts/", $name, ".txt")))
    };
}

fn situation(done: &[Transcript]) -> Situation<'_> {
    let endpoint = Endpoint::tcp([192, 0, 2, 1].into(), 443);
    Situation { endpoint, atlas: Atlas::builtin(), thorough: false, expected: None, done }
}

#[test]
fn a_server_of_tls_is_asked_inside_as_it_would_be_in_clear() {
    let flight = recorded!("tls/tls12-go127-mutual");
    let page = recorded!("http/nginx-inside-tls");
    let first = next(&situation(std::slice::from_ref(&flight))).expect("something inside");
    assert_eq!((first.dialogue.name, first.options[layer::OVER].as_str()), ("http", layer::TLS));
    // Where HTTP answers inside, JSON-RPC is asked inside, and nothing is asked in clear any more.
    let mut done = vec![flight, page];
    let mut asked = Vec::new();
    while let Some(choice) = next(&situation(&done)) {
        assert_eq!(choice.options[layer::OVER], layer::TLS, "{}", choice.dialogue.name);
        asked.push(choice.dialogue.name);
        let mut held = recorded!("http/nginx-inside-tls");
        held.head.protocol = choice.dialogue.name.to_owned();
        held.head.options = choice.options.clone();
        held.ending = Ending::Mismatch;
        done.push(held);
    }
    assert!(asked.contains(&"bitcoin.rpc"), "{asked:?}");
    assert!(!asked.contains(&"tls.flight") && !asked.contains(&"bitcoin.p2p"), "{asked:?}");
}

#[test]
fn where_the_layer_does_not_come_to_stand_nothing_more_is_tried() {
    let flight = recorded!("tls/tls12-go127-mutual");
    let mut refused = recorded!("ethereum/rpc-tls-node-members");
    let stands = |event: &Event| matches!(event.what, Happening::Layer(Layered::Stands { .. }));
    refused.events.retain(|event| !stands(event));
    assert!(!refused.stood());
    assert!(next(&situation(&[flight, refused])).is_none());
}

#[test]
fn a_tls_that_our_library_does_not_speak_is_not_entered() {
    for flight in [recorded!("tls/tlcp-gotlcp-mutual"), recorded!("tls/tls10-openssl30-rsa")] {
        let choice = next(&situation(std::slice::from_ref(&flight)));
        let inside = choice.is_some_and(|choice| choice.options.contains_key(layer::OVER));
        assert!(!inside, "{}", flight.head.endpoint);
    }
}

#[test]
fn a_signature_that_was_changed_proves_nothing() {
    let mut page = recorded!("http/nginx-inside-tls");
    let word = |transcript: &Transcript| {
        let facts = read(transcript);
        let found = facts.iter().find(|fact| fact.name == "tls.key.possession");
        found.expect("a signature").value.written().into_owned()
    };
    assert_eq!(word(&page), "proven");
    for event in &mut page.events {
        if let Happening::Layer(Layered::Signature { message, .. }) = &mut event.what {
            message[0] ^= 1;
        }
    }
    assert_eq!(word(&page), "failed");
}

#[test]
fn the_driver_speaks_when_the_layer_stands_and_not_before() {
    let page = recorded!("http/nginx-inside-tls");
    let mut cut = page.clone();
    let stands = page
        .events
        .iter()
        .position(|event| matches!(event.what, Happening::Layer(Layered::Stands { .. })))
        .expect("it stood");
    cut.events.truncate(stands);
    cut.events
        .push(Event { at: 2000, what: Happening::Received(b"HTTP/1.1 200 OK\r\n\r\n".into()) });
    cut.events.push(Event { at: 3000, what: Happening::Closed(Close::Fin) });
    let replayed = replay(&cut, usize::MAX).expect("its options are good");
    assert!(replayed.sent().is_empty());
    assert_eq!(replayed.ending, Ending::Mismatch);
    assert_eq!(replay(&page, usize::MAX).expect("its options are good").sent(), page.sent());
}

#[test]
fn an_unknown_layer_is_an_error_that_names_the_option() {
    let mut page = recorded!("http/nginx-inside-tls");
    page.head.options.insert(layer::OVER.to_owned(), "quic".to_owned());
    assert_eq!(replay(&page, usize::MAX).expect_err("unknown").name, layer::OVER);
}
