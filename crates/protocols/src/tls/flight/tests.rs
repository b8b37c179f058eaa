//! What is special to first flights: every recorded flight of a dozen real stacks, their
//! signatures, and what a flipped bit does to them.

#![allow(clippy::disallowed_methods, reason = "recordings are files; only tests read them")]

use std::fs;

use coinsift_verdict::{Fact, Strength};
use proptest::prelude::*;

use super::messages::{CertificateRequest, KeyExchange, ServerHello, certificates};
use super::possession::{Possession, Randoms, check};
use super::records::{End, Records, kind};
use crate::text::{self, Recording};
use crate::tls::certificate::{Certificate, Name};
use crate::transcript::{Happening, Transcript};
use crate::{Ending, read};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures");

#[test]
fn recordings_pass_the_shared_checks() {
    crate::checks::all("tls", "tls.flight", 30);
}

fn recording(name: &str) -> Transcript {
    let path = format!("{FIXTURES}/transcripts/tls/{name}.txt");
    let Recording { transcript, .. } =
        text::parse(&fs::read_to_string(path).expect("a recording")).expect("a good recording");
    transcript
}

fn value(facts: &[Fact], name: &str) -> String {
    let fact = facts.iter().find(|fact| fact.name == name);
    fact.map(|fact| fact.value.written().into_owned()).unwrap_or_default()
}

/// Recorded hellos that we would never send, and what came back: client bytes, server bytes.
fn laboratory() -> Vec<(String, Vec<u8>, Vec<u8>)> {
    let mut flights = Vec::new();
    for entry in fs::read_dir(format!("{FIXTURES}/tls-flights")).expect("the flights") {
        let path = entry.expect("an entry").path();
        let (mut sides, mut side) = ([Vec::new(), Vec::new()], 0);
        for line in fs::read_to_string(&path).expect("a flight").lines() {
            match line.strip_prefix('#') {
                Some(comment) if comment.contains("server sends") => side = 1,
                Some(_) => {}
                None => sides[side].extend(hex::decode(line.trim()).expect("hex")),
            }
        }
        let [client, server] = sides;
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
        flights.push((name, client, server));
    }
    assert!(flights.len() >= 7, "{}", flights.len());
    flights
}

#[test]
fn the_key_is_proven_wherever_its_algorithm_is_known() {
    let mut proven = 0;
    for entry in fs::read_dir(format!("{FIXTURES}/transcripts/tls")).expect("recordings") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        let Some(name) = name.strip_suffix(".txt") else { continue };
        let facts = read(&recording(name));
        let wanted = match name {
            // No signature at all, or MD5 and SHA-1 together, which no library here verifies.
            "tls12-openssl30-rsakx" => "",
            "tls10-openssl30-rsa" => "unknown",
            _ if name.starts_with("alert-") || name.starts_with("tls13-") => "",
            _ => "proven",
        };
        assert_eq!(value(&facts, "tls.key.possession"), wanted, "{name}");
        if wanted == "proven" {
            proven += 1;
            let fact = facts.iter().find(|fact| fact.name == "tls.key.possession").expect("there");
            assert_eq!(fact.strength, Strength::Proven, "{name}");
        }
    }
    assert!(proven >= 18, "{proven}");
}

#[test]
fn flights_after_hellos_that_are_never_sent_are_read_too() {
    for (name, client, server) in laboratory() {
        let records = Records::of(&server);
        assert_eq!(records.end(), Some(End::Complete), "{name}");
        let message = records.message(kind::SERVER_HELLO).expect("a ServerHello");
        let hello = ServerHello::read(records.body(message)).expect("a good one");
        if hello.is_tls13() {
            assert_eq!(hello.is_retry(), name.ends_with("hrr"), "{name}");
            assert_eq!((hello.suite, hello.group), (0x00c6, Some(0x0029)), "{name}");
            continue;
        }
        let message = records.message(kind::CERTIFICATE).expect("a Certificate");
        let chain = certificates(records.body(message)).expect("a chain");
        assert!(chain.iter().all(|(_, der)| Certificate::read(der).is_some()), "{name}");
        let message = records.message(kind::KEY_EXCHANGE).expect("a ServerKeyExchange");
        let body = records.body(message);
        let exchange = KeyExchange::read(body, hello.version, hello.suite).expect("a good one");
        let random: [u8; 32] = client[11..43].try_into().expect("32 bytes");
        let randoms = Randoms { client: &random, server: &hello.random };
        let found = check(&exchange, hello.suite, &chain, randoms);
        assert_eq!(found, Possession::Proven { encryption: None }, "{name}");
    }
}

#[test]
fn every_flight_is_the_same_in_pieces() {
    for (name, _, server) in laboratory() {
        let whole = Records::of(&server);
        for at in 0..server.len() {
            let mut records = Records::default();
            records.push(&server[..at]);
            records.push(&server[at..]);
            assert_eq!(records.end(), whole.end(), "{name} at {at}");
        }
        let mut records = Records::default();
        server.iter().for_each(|&byte| records.push(&[byte]));
        assert_eq!(records.end(), whole.end(), "{name} byte by byte");
    }
}

#[test]
fn a_flipped_bit_in_the_signed_bytes_proves_nothing() {
    for name in ["tls12-go127-mutual", "tls12-tassl102-fisco2gm", "tlcp-tongsuo85-certreq"] {
        let mut changed = recording(name);
        changed.head.options.insert("random".to_owned(), "00".repeat(32));
        assert_eq!(
            value(&read(&changed), "tls.key.possession"),
            "failed",
            "{name}: another random"
        );
        let transcript = recording(name);
        let received = transcript.received();
        let records = Records::of(&received);
        let message = records.message(kind::KEY_EXCHANGE).expect("a ServerKeyExchange");
        let (at, len) = records.place(message, 0, records.body(message).len());
        let mut flipped = transcript.clone();
        flip(&mut flipped, at + len - 1);
        assert_eq!(value(&read(&flipped), "tls.key.possession"), "failed", "{name}: the signature");
    }
}

/// Flips the lowest bit of one received byte.
fn flip(transcript: &mut Transcript, mut at: usize) {
    for event in &mut transcript.events {
        if let Happening::Received(bytes) = &mut event.what {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1;
                return;
            }
            at -= bytes.len();
        }
    }
}

#[test]
fn a_server_that_wants_a_certificate_names_who_may_join() {
    let facts = read(&recording("tls12-go127-mutual"));
    assert_eq!(value(&facts, "tls.request.present"), "true");
    let names = value(&facts, "tls.request.authorities");
    assert!(names.contains("CN="), "{names}");
    let empty = read(&recording("tls12-boringssl-grpc-mutual"));
    assert_eq!(value(&empty, "tls.request.present"), "true");
    assert_eq!(value(&empty, "tls.request.authorities"), "", "an empty list names nobody");
}

#[test]
fn both_certificates_of_tlcp_are_found_wherever_they_stand() {
    for (name, at) in [("tlcp-tongsuo85-certreq", "1"), ("tlcp-tassl111b-fisco3sm", "2")] {
        let facts = read(&recording(name));
        assert_eq!(value(&facts, "tls.flight.version"), "TLCP", "{name}");
        assert_eq!(value(&facts, "tls.certificate.curve"), "sm2", "{name}");
        assert_eq!(value(&facts, "tls.certificate.encryption"), at, "{name}");
        assert_eq!(value(&facts, "tls.certificate.sm3").len(), 64, "{name}");
    }
}

#[test]
fn an_alert_is_an_answer_and_its_record_tells_the_library() {
    let transcript = recording("alert-tongsuo-ntls-only");
    assert_eq!(transcript.ending, Ending::Spoken);
    let facts = read(&transcript);
    assert_eq!(value(&facts, "tls.alert.description"), "40");
    assert_eq!(value(&facts, "tls.alert.version"), "0101");
}

#[test]
fn lengths_beyond_all_bounds_end_it() {
    let hello = |body: &[u8]| [&[22, 3, 3][..], &(body.len() as u16).to_be_bytes(), body].concat();
    let cases: [(Vec<u8>, &str); 6] = [
        (vec![22, 3, 3, 0xff, 0xff], "a record of 64 KiB"),
        (vec![22, 3, 3, 0, 0], "an empty record"),
        (hello(&[2, 0xff, 0xff, 0xff]), "a ServerHello of 16 MiB"),
        (hello(&[11, 0, 0, 3, 0, 0, 0]), "a Certificate first"),
        (hello(&[99, 0, 0, 0]), "an unknown message"),
        (vec![23, 3, 3, 0, 1, 0], "application data"),
    ];
    for (bytes, what) in cases {
        assert!(matches!(Records::of(&bytes).end(), Some(End::Malformed(_))), "{what}");
    }
    assert_eq!(Records::of(b"HTTP/1.1 400").end(), Some(End::NotTls));
    assert_eq!(Records::of(b"\x16\x99\x99\x00\x10").end(), Some(End::NotTls));
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let records = Records::of(&bytes);
        let _ = (records.end(), records.begun());
        let _ = ServerHello::read(&bytes);
        let _ = certificates(&bytes);
        let _ = Certificate::read(&bytes);
        let _ = Name::read(&bytes);
        for version in [0x0101, 0x0301, 0x0303] {
            let _ = CertificateRequest::read(&bytes, version);
            for suite in [0xc02b, 0xe011, 0xe013] {
                let _ = KeyExchange::read(&bytes, version, suite);
            }
        }
    }

    #[test]
    fn no_flipped_bytes_make_the_reader_panic(flips in proptest::collection::vec((0usize..2500, any::<u8>()), 1..6)) {
        let mut transcript = recording("tlcp-gotlcp-mutual");
        for (at, xor) in flips {
            let mut at = at;
            for event in &mut transcript.events {
                if let Happening::Received(bytes) = &mut event.what {
                    if let Some(byte) = bytes.get_mut(at) {
                        *byte ^= xor;
                        break;
                    }
                    at -= bytes.len();
                }
            }
        }
        let _ = read(&transcript);
    }
}
