//! What the dialogues of the family share: broken JSON, answers in any pieces, rates and pools; and
//! that nothing that names people becomes a fact.

use proptest::prelude::*;
use serde_json::json;

use super::collect::{Collector, Framing, MAX_REPLY};
use super::json::parse;
use super::quantities::{pool, rate, unit, written_rate};

#[test]
fn what_devices_break_is_mended() {
    for (broken, whole) in [
        (r#"{"a":[{"b":1}{"b":2}]}"#, json!({"a": [{"b": 1}, {"b": 2}]})),
        (r#"{"a":[,{"b":1}]}"#, json!({"a": [{"b": 1}]})),
        (r#"{"a":1,,"b":2,}"#, json!({"a": 1, "b": 2})),
        (r#",{"a":1}"#, json!({"a": 1})),
        (r#"{"a":inf,"b":-nan,"c":"inf"}"#, json!({"a": null, "b": null, "c": "inf"})),
        ("{\"a\":\"one\ntwo\"}\0rest", json!({"a": "onetwo"})),
        (r#"{"a":[{"b":1,"c":"x"},{"b":2,"c""#, json!({"a": [{"b": 1, "c": "x"}, {"b": 2}]})),
        (r#"{"a":[1]"b":2}"#, json!({"a": [1], "b": 2})),
    ] {
        assert_eq!(parse(broken.as_bytes()), Some(whole), "{broken}");
    }
}

#[test]
fn what_is_no_json_stays_none() {
    for other in ["", "\0", "OK", "-ERR {}", "{}", "[]", "HTTP/1.1 400", "{", "[[[", "\"a\""] {
        assert_eq!(parse(other.as_bytes()), None, "{other}");
    }
    assert_eq!(parse("[".repeat(20_000).as_bytes()), None, "too deep");
}

#[test]
fn rates_and_pools_are_read_with_their_units() {
    assert_eq!(written_rate("58.31 M"), Some(58_310_000));
    assert_eq!(written_rate("12"), Some(12));
    assert_eq!(written_rate("M"), None);
    assert_eq!((unit("kSol/s"), unit("TH/s"), unit("H/s")), (1e3, 1e12, 1.0));
    assert_eq!(rate(f64::INFINITY, 1.0), None);
    assert_eq!(rate(1e30, 1.0), None);
    let host = |text: &str| pool(text);
    assert_eq!(
        host("stratum+tcp://0xabc.rig:x@Pool.example.org:3333/0xabc"),
        Some("pool.example.org:3333".to_owned())
    );
    assert_eq!(host("192.0.2.1:3333;192.0.2.2:3333"), Some("192.0.2.1:3333".to_owned()));
    assert_eq!(host("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq.rig"), None, "a wallet");
    assert_eq!(host("nothing"), None);
}

#[test]
fn nothing_that_names_people_or_machines_is_a_fact() {
    // What stands in the recordings' answers: workers, wallets, serial numbers, addresses, salts.
    const NAMES: [&str; 11] = [
        "kitchen",
        "bc1q",
        "0x000",
        "build-server",
        "HTM000",
        "SN0000",
        "C4:08:28",
        "BQ5hoXV9",
        "AA:BB:CC",
        "020100004bb3fbcd",
        "1a2b3c4d5e6f7081",
    ];
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/transcripts/miner");
    let (mut answers, mut facts) = (String::new(), String::new());
    #[allow(clippy::disallowed_methods, reason = "recordings are files; only tests read them")]
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let text = std::fs::read_to_string(&path).expect("a file");
        if path.extension().is_some_and(|extension| extension == "txt") {
            let recording = crate::text::parse(&text).expect("a recording");
            answers.push_str(&String::from_utf8_lossy(&recording.transcript.received()));
        } else if !text.contains("http.body.text") {
            facts.push_str(&text);
        }
    }
    for name in NAMES {
        assert!(answers.contains(name), "{name} is in no answer, so that nothing is tested");
        assert!(!facts.contains(name), "{name} became a fact");
    }
}

proptest! {
    #[test]
    fn mending_never_fails_and_leaves_good_json_as_it_is(text in "[{}\\[\\],:\"a-c0-9 .\\\\-]{0,200}") {
        let mended = parse(text.as_bytes());
        if let Some(value) = mended {
            prop_assert_eq!(parse(value.to_string().as_bytes()), Some(value));
        }
    }

    #[test]
    fn an_answer_is_the_same_in_any_pieces(
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
        piece in 1usize..50,
        framing in prop_oneof![Just(Framing::Bracket), Just(Framing::Length), Just(Framing::Bar)],
    ) {
        let whole = Collector::of(framing, &bytes);
        let mut split = Collector::new(framing);
        for part in bytes.chunks(piece) {
            if split.push(part) {
                break;
            }
        }
        prop_assert_eq!(whole.answer(), split.answer());
        prop_assert!(whole.answer().0.len() <= MAX_REPLY);
    }
}
