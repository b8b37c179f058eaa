//! Which heights are asked for, how the answers are paired, and the whole conversation.

use coinsift_verdict::{Fact, Strength, Value};
use proptest::prelude::*;

use super::*;
use crate::dialogue::Ending;
use crate::transcript::{Close, Happening, Head, Transcript, Utc};
use crate::{Conversation, read};

const GENESIS: [u8; 32] = [0xd4; 32];

fn options(text: &str) -> Options {
    Options::from([("fresh".to_owned(), text.to_owned())])
}

fn asked(text: &str) -> Option<Vec<u64>> {
    let heights = Heights::read(&options(text)).expect("good options");
    Some(heights.asked(&GENESIS)?.0.into_iter().flatten().collect())
}

#[test]
fn the_highest_two_of_the_networks_that_begin_so() {
    assert_eq!(asked(""), None);
    assert_eq!(asked("aabbccdd:7"), None, "another genesis block");
    assert_eq!(asked("d4d4d4d4:7"), Some(vec![7]));
    assert_eq!(asked("d4d4d4d4:7,aabbccdd:9,d4d4d4d4:8,d4d4d4d4:8,d4d4d4d4:3"), Some(vec![8, 7]));
    for wrong in ["7", "d4d4d4d4:", "d4d4d4:7", "d4d4d4d4:-7", "xxxxxxxx:7"] {
        assert_eq!(Heights::read(&options(wrong)).expect_err(wrong).name, "fresh");
    }
    assert_eq!(Heights::read(&Options::new()), Ok(Heights::default()));
}

#[test]
fn a_batch_or_one_question_with_ids_of_their_own() {
    let both = Heights::read(&options("d4d4d4d4:256,d4d4d4d4:9")).expect("good options");
    let both = both.asked(&GENESIS).expect("two heights");
    let body: serde_json::Value = serde_json::from_str(&both.body()).expect("JSON");
    assert_eq!(body.as_array().map(Vec::len), Some(2));
    assert_eq!(body[0]["params"], serde_json::json!(["0x100", false]));
    assert_eq!(body[1]["params"], serde_json::json!(["0x9", false]));
    assert_ne!(body[0]["id"], body[1]["id"]);
    let one: serde_json::Value = serde_json::from_str(&both.highest().body()).expect("JSON");
    assert_eq!(one, body[0]);

    let (first, second) = (&body[0]["id"], &body[1]["id"]);
    // In whatever order they come; what nobody asked for is nothing.
    let answers = format!(
        r#"[{{"id":{second},"result":2}},{{"id":1,"result":3}},{{"id":{first},"result":null}}]"#
    );
    let replies = both.replies(answers.as_bytes());
    assert!(
        matches!(replies.as_slice(), [(256, Reply::Empty), (9, Reply::Result(_))]),
        "{replies:?}"
    );
    let alone = format!(r#"{{"id":{first},"result":2}}"#);
    assert!(matches!(both.replies(alone.as_bytes()).as_slice(), [(256, Reply::Result(_))]));
}

#[test]
fn only_fresh_checkpoints_bring_the_question() {
    let mut none = Options::new();
    add_options(&mut none, Atlas::builtin());
    assert!(none.is_empty());
    let mut text = format!("{}\n", coinsift_verdict::atlas::FRESH_COLUMNS.join(","));
    for height in 30_000_001..30_000_005_u64 {
        let hash = format!("{height:064x}");
        text += &format!("evm:1,{height},{hash},fresh,,,r,,r,2026-11-24T10:00:00.000Z,\n");
    }
    let mut atlas = Atlas::builtin().clone();
    atlas.add("checkpoints.csv", &text).expect("a good table");
    let mut options = Options::new();
    add_options(&mut options, &atlas);
    assert_eq!(options["fresh"], "d4e56740:30000004,d4e56740:30000003");
    assert!(Heights::read(&options).is_ok());
}

fn http(body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn block(number: u64, hash: &str) -> String {
    let other = |byte: &str| format!("0x{}", byte.repeat(32));
    format!(
        r#"{{"number":"{number:#x}","timestamp":"0x65","hash":"0x{hash}","parentHash":"{}","stateRoot":"{}","transactionsRoot":"{}"}}"#,
        other("01"),
        other("02"),
        other("03")
    )
}

/// A conversation with a service on this chain, asked for heights 200 and 100, which answers the
/// last question so.
fn held(last: &str) -> Transcript {
    let mut options = options("d4d4d4d4:200,d4d4d4d4:100");
    options.insert("agent".to_owned(), "coinsift/1.0".to_owned());
    let head = Head {
        protocol: "ethereum.rpc".to_owned(),
        version: super::super::DIALOGUE.version,
        endpoint: "192.0.2.1:8545".parse().expect("an endpoint"),
        started: Utc(0),
        options,
    };
    let genesis = block(0, &"d4".repeat(32));
    let latest = block(300, &"ee".repeat(32));
    let mut talk = Conversation::open(head).expect("good options");
    for body in [
        r#"{"id":58301,"result":"Geth/v1.15.0-stable/linux-amd64/go1.24"}"#,
        &format!(r#"[{{"id":58303,"result":{genesis}}},{{"id":58304,"result":"0x1"}}]"#),
        "[]",
        &format!(r#"{{"id":58319,"result":{latest}}}"#),
        last,
    ] {
        talk.bytes(1, &http(body));
    }
    talk.closed(2, Close::Fin);
    talk.into_transcript()
}

/// The blocks shown at the heights asked for: height and hash at one place.
fn shown(facts: &[Fact]) -> Vec<(u128, String)> {
    let hashes = facts.iter().filter(|fact| fact.name == "ethereum.block.hash");
    hashes
        .map(|hash| {
            let at = |fact: &&Fact| fact.name == "ethereum.block.number" && fact.at == hash.at;
            let number = facts.iter().find(at).expect("a height at the same place");
            assert_eq!((hash.strength, number.strength), (Strength::Stated, Strength::Stated));
            let Value::Uint(number) = number.value else { panic!("{number:?}") };
            (number, hash.value.written().into_owned())
        })
        .collect()
}

#[test]
fn blocks_at_heights_are_the_last_question_and_are_stated() {
    let (high, low) = (block(200, &"aa".repeat(32)), block(100, &"bb".repeat(32)));
    let transcript =
        held(&format!(r#"[{{"id":58401,"result":{high}}},{{"id":58402,"result":{low}}}]"#));
    assert_eq!(transcript.ending, Ending::Spoken);
    let sent: Vec<&Vec<u8>> = transcript
        .events
        .iter()
        .filter_map(|event| match &event.what {
            Happening::Sent(bytes) => Some(bytes),
            _ => None,
        })
        .collect();
    assert_eq!(sent.len(), 5);
    assert!(String::from_utf8_lossy(sent[4]).contains(r#""params":["0xc8",false]"#));
    let facts = read(&transcript);
    assert_eq!(shown(&facts), [(200, "aa".repeat(32)), (100, "bb".repeat(32))]);
    assert!(!facts.iter().any(|fact| fact.name == "ethereum.block.absent"));

    // One that does not have it says so; one that shows another height shows nothing.
    let facts =
        read(&held(&format!(r#"[{{"id":58401,"result":null}},{{"id":58402,"result":{high}}}]"#)));
    assert!(shown(&facts).is_empty());
    let absent: Vec<&Value> = facts
        .iter()
        .filter(|fact| fact.name == "ethereum.block.absent")
        .map(|fact| &fact.value)
        .collect();
    assert_eq!(absent, [&Value::Uint(200)]);
    // An error, or nonsense, takes nothing back.
    let none = read(&held("x"));
    assert!(shown(&none).is_empty() && none.iter().any(|fact| fact.name == "ethereum.rpc.genesis"));
}

proptest! {
    #[test]
    fn arbitrary_options_are_read_or_refused(text in "[0-9a-fx:,-]{0,120}") {
        if let Ok(heights) = Heights::read(&options(&text)) {
            prop_assert!(heights.known.len() <= MAX_LISTED);
            if let Some(asked) = heights.asked(&GENESIS) {
                let body = asked.body();
                prop_assert!(serde_json::from_str::<serde_json::Value>(&body).is_ok());
            }
        }
    }

    #[test]
    fn what_is_answered_was_asked_for(
        heights in proptest::collection::vec(any::<u64>(), 1..9),
        ids in proptest::collection::vec(58_399_u64..58_406, 0..9),
    ) {
        let text: Vec<String> = heights.iter().map(|at| format!("d4d4d4d4:{at}")).collect();
        let known = Heights::read(&options(&text.join(","))).expect("good options");
        let asked = known.asked(&GENESIS).expect("at least one");
        let mut highest = heights.clone();
        highest.sort_unstable();
        highest.dedup();
        highest.reverse();
        highest.truncate(MAX_ASKED);
        prop_assert_eq!(asked.0.into_iter().flatten().collect::<Vec<_>>(), highest.clone());
        let answers: Vec<String> =
            ids.iter().map(|id| format!(r#"{{"id":{id},"result":{{}}}}"#)).collect();
        let body = format!("[{}]", answers.join(","));
        for (height, _) in asked.replies(body.as_bytes()) {
            prop_assert!(highest.contains(&height));
        }
    }

    #[test]
    fn arbitrary_answers_never_panic(body in ".{0,200}") {
        let _ = read(&held(&body));
    }
}
