//! What is special to Stratum V1; the shared checks run over the recordings.

mod dialects;
mod lookalikes;

use proptest::prelude::*;

use super::coinbase::without_identifiers;
use super::requests::{Ask, CONFIGURE};
use super::{DIALOGUE, Dialect};
use crate::dialogue::Ending;
use crate::http::Agent;
use crate::transcript::{Close, Endpoint, Happening, Head, Transcript, Utc};
use crate::{Conversation, checks, read};

#[test]
fn recordings() {
    checks::all("stratum", "stratum.v1", 20);
}

/// Holds the dialogue with a peer that answers `ask` with these lines and then closes.
fn held(ask: &str, said: &str) -> Transcript {
    let head = Head {
        protocol: DIALOGUE.name.to_owned(),
        version: DIALOGUE.version,
        endpoint: "192.0.2.1:3333".parse().unwrap(),
        started: Utc(0),
        options: [("agent", "coinsift/0.1.0"), ("ask", ask)]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
    };
    let mut conversation = Conversation::open(head).unwrap();
    conversation.bytes(1, said.as_bytes());
    conversation.closed(2, Close::Fin);
    conversation.into_transcript()
}

/// The value of a fact as rows write it, or `-`.
fn fact(transcript: &Transcript, name: &str) -> String {
    let facts = read(transcript);
    let found = facts.iter().find(|fact| fact.name == name);
    found.map_or("-".to_owned(), |fact| fact.value.written().into_owned())
}

/// Every line that can be sent, byte for byte: there is no other.
#[test]
fn the_bytes_of_every_request() {
    let (agent, host) = (Agent::new("coinsift/1.2 (+me)"), "192.0.2.7:3333".parse().unwrap());
    let said = |ask: Ask| String::from_utf8(ask.encode(&agent, host)).unwrap();
    let expected = [
        "",
        "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"coinsift/1.2 (+me)\"]}\n",
        "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"coinsift/1.2 (+me)\",\"EthereumStratum/1.0.0\"]}\n",
        "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"coinsift/1.2 (+me)\",null,\"192.0.2.7\",3333]}\n",
        "{\"id\":0,\"method\":\"mining.hello\",\"params\":{\"agent\":\"coinsift/1.2 (+me)\",\"host\":\"192.0.2.7\",\"port\":\"d05\",\"proto\":\"EthereumStratum/2.0.0\"}}\n",
        "{\"id\":1,\"jsonrpc\":\"2.0\",\"method\":\"eth_getWork\",\"params\":[]}\n",
        "{\"id\":\"1\",\"jsonrpc\":\"2.0\",\"method\":\"getjobtemplate\",\"params\":null}\n",
        "{\"id\":1,\"jsonrpc\":\"2.0\",\"method\":\"getjob\",\"params\":{\"id\":\"0\"}}\n",
    ];
    assert_eq!(Ask::ALL.map(said).as_slice(), expected);
    let configure = "{\"id\":2,\"method\":\"mining.configure\",\"params\":[[\"version-rolling\"],{\"version-rolling.mask\":\"1fffe000\"}]}\n";
    assert_eq!(CONFIGURE, configure.as_bytes());
    // No agent breaks out of its place.
    let sly = Agent::new("x\"],\"method\":\"mining.authorize\\");
    for ask in Ask::ALL.into_iter().filter(|ask| *ask != Ask::Listen) {
        let line = ask.encode(&sly, host);
        assert_eq!(line.iter().filter(|&&byte| byte == b'\n').count(), 1, "{ask:?}");
        let value: serde_json::Value = serde_json::from_slice(&line).unwrap();
        let method = value["method"].as_str().unwrap();
        let allowed =
            ["mining.subscribe", "mining.hello", "eth_getWork", "getjobtemplate", "getjob"];
        assert!(allowed.contains(&method), "{ask:?}");
        assert!(line.len() < 1024, "servers cut longer lines");
    }
}

#[test]
fn a_word_names_each_question_once() {
    for ask in Ask::ALL {
        assert_eq!(Ask::of(ask.word()), Some(ask));
    }
    assert_eq!(Ask::of("login"), None);
    let mut words: Vec<&str> = Dialect::ALL.iter().map(|dialect| dialect.word()).collect();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), Dialect::ALL.len());
}

#[test]
fn the_second_question_is_said_once_and_only_after_a_subscription() {
    let granted = r#"{"id":1,"result":[[["mining.notify","6625f001"]],"6625f001",8],"error":null}"#;
    let twice = held("subscribe", &format!("{granted}\n{granted}\n"));
    let sent = String::from_utf8(twice.sent()).unwrap();
    assert_eq!(sent.matches("mining.configure").count(), 1);
    assert_eq!(twice.ending, Ending::Spoken);
    for other in [
        r#"{"id":1,"result":[null,"64290b"],"error":null}"#,
        r#"{"id":1,"result":null,"error":[20,"No",null]}"#,
        r#"{"id":1,"result":true}"#,
    ] {
        let held = held("subscribe", &format!("{other}\n"));
        let sends = held.events.iter().filter(|event| matches!(event.what, Happening::Sent(_)));
        assert_eq!(sends.count(), 1, "{other}");
    }
}

#[test]
fn identifiers_are_not_kept_in_clear() {
    let address = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";
    for text in [
        format!("/pool/{address}/"),
        format!("Mined by {address}"),
        "/ViaBTC/Mined by some.worker/".to_owned(),
        "someone@example.org wants work".to_owned(),
        format!("Unauthorized worker {address}.rig1"),
    ] {
        let clean = without_identifiers(&text);
        assert!(clean.contains("id-"), "{clean}");
        for secret in [address, "some.worker", "someone", "rig1"] {
            assert!(!clean.contains(secret), "{clean}");
        }
    }
    let plain = "/Foundry USA Pool #dropgold/ Stratum V2 SRI Pool";
    assert_eq!(without_identifiers(plain), plain);
    let twice = [1, 2].map(|_| without_identifiers(&format!("Mined by {address}")));
    assert_eq!(twice[0], twice[1], "equal ones stay equal");
}

proptest! {
    #[test]
    fn anything_may_come(ask in 0..Ask::ALL.len(), said in ".{0,600}") {
        let transcript = held(Ask::ALL[ask].word(), &said);
        prop_assert!(transcript.sent().len() <= DIALOGUE.wire.bytes_out as usize);
        read(&transcript);
    }

    #[test]
    fn a_text_without_long_words_is_kept(text in "[a-z/# ]{0,15}( [a-z]{0,10}){0,5}") {
        prop_assume!(!text.to_lowercase().contains("mined by "));
        prop_assert_eq!(without_identifiers(&text), text);
    }

    #[test]
    fn an_address_never_comes_through(before in "[ -~]{0,20}", address in "[a-zA-Z0-9]{25,60}", after in "[ -~]{0,20}") {
        let clean = without_identifiers(&format!("{before}{address}{after}"));
        prop_assert!(!clean.contains(&address));
    }
}

/// What the plan asks next at an endpoint with these transcripts: the option `ask`.
fn next(port: u16, done: &[Transcript]) -> Option<String> {
    let situation = crate::Situation {
        endpoint: Endpoint::tcp([192, 0, 2, 1].into(), port),
        atlas: coinsift_verdict::Atlas::builtin(),
        thorough: false,
        expected: None,
        done,
    };
    let choice = crate::plan::next(&situation)?;
    (choice.dialogue.name == DIALOGUE.name).then(|| choice.options["ask"].clone())
}

fn page(said: &str) -> Transcript {
    let mut transcript = crate::http::tests::held("http", [said.as_bytes()]);
    transcript.head.endpoint.port = 3333;
    transcript
}

#[test]
fn the_least_that_tells_is_asked_first() {
    assert_eq!(next(3333, &[]), None, "GET / comes first");
    assert_eq!(next(3416, &[]).as_deref(), Some("job-template"), "a Grin node's own port");
    let silent = page("");
    assert_eq!(next(3333, std::slice::from_ref(&silent)).as_deref(), Some("subscribe"));
    // An answer leads to the question of its dialect.
    let error = r#"{"id":1,"jsonrpc":"2.0","error":{"code":-3,"message":"Method not found"}}"#;
    let asked = held("subscribe", &format!("{error}\n"));
    assert_eq!(next(3333, &[silent.clone(), asked]).as_deref(), Some("get-work"));
    let tuple =
        held("subscribe", "{\"id\":1,\"result\":null,\"error\":[25,\"Not subscribed\",null]}\n");
    assert_eq!(next(3333, &[silent.clone(), tuple]).as_deref(), Some("subscribe-ethash"));
    // Who knows no such method is asked nothing more.
    let electrum = r#"{"id":1,"jsonrpc":"2.0","error":{"code":-32601,"message":"unknown method"}}"#;
    let asked = held("subscribe", &format!("{electrum}\n"));
    assert_eq!(next(3333, &[silent.clone(), asked]), None);
    // A sentence is enough, and a header points here.
    let p2pool = "HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\nP2Pool Stratum online";
    assert_eq!(next(3333, &[page(p2pool)]), None);
    let header = "HTTP/1.1 200 OK\nX-Stratum: stratum+tcp://pool:3333\nContent-Length: 2\n\n{}";
    assert_eq!(next(8332, &[page(header)]).as_deref(), Some("subscribe"));
    // Conflux: every question is its login.
    assert_eq!(next(32525, &[silent]), None);
}

#[test]
fn a_work_server_that_speaks_http_is_asked_nothing_over_http() {
    for said in [
        "HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\nP2Pool Stratum online",
        "HTTP/1.1 200 OK\nContent-Type: text/plain\nContent-Length: 20\n\nmining server online",
    ] {
        let done = [page(said)];
        assert_eq!(done[0].ending, Ending::Spoken, "{said}");
        let situation = crate::Situation {
            endpoint: Endpoint::tcp([192, 0, 2, 1].into(), 3333),
            atlas: coinsift_verdict::Atlas::builtin(),
            thorough: false,
            expected: None,
            done: &done,
        };
        assert!(crate::plan::next(&situation).is_none(), "{said}");
    }
}
