//! What is special to the JSON-RPC service; the shared checks run over the recordings.

use coinsift_verdict::{Atlas, Strength};
use proptest::prelude::*;

use super::DIALOGUE;
use super::messages::Method;
use crate::dialogue::Ending;
use crate::http::Agent;
use crate::http::tests::{fact, held};
use crate::plan::{Situation, Stage};
use crate::transcript::{Happening, Transcript};
use crate::{checks, read};

const GENESIS: &str = "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f";

#[test]
fn recordings() {
    checks::all("bitcoin", "bitcoin.rpc", 2);
}

fn http(status: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn result(result: &str) -> Vec<u8> {
    http("200 OK", &format!(r#"{{"result":{result},"error":null,"id":"coinsift"}}"#))
}

fn chain_info() -> String {
    format!(r#"{{"chain":"main","blocks":7,"headers":9,"bestblockhash":"{GENESIS}"}}"#)
}

fn asked(answers: &[Vec<u8>]) -> Transcript {
    held("bitcoin.rpc", answers.iter().map(Vec::as_slice))
}

fn requests(transcript: &Transcript) -> usize {
    transcript.events.iter().filter(|event| matches!(event.what, Happening::Sent(_))).count()
}

#[test]
fn requests_only_read_and_carry_no_credentials() {
    let methods: Vec<String> = Method::ALL
        .into_iter()
        .map(|method| {
            let endpoint = "192.0.2.1:8332".parse().unwrap();
            let bytes = method.request(&endpoint, &Agent::new("coinsift/0.1.0"));
            let text = String::from_utf8(bytes).unwrap();
            let (head, body) = text.split_once("\r\n\r\n").unwrap();
            let names: Vec<&str> =
                head.lines().skip(1).map(|line| line.split(':').next().unwrap()).collect();
            assert_eq!(
                names,
                ["Host", "User-Agent", "Accept", "Connection", "Content-Type", "Content-Length"]
            );
            body.to_owned()
        })
        .collect();
    assert_eq!(
        methods,
        [
            r#"{"jsonrpc":"1.0","id":"coinsift","method":"getblockchaininfo","params":[]}"#,
            r#"{"jsonrpc":"1.0","id":"coinsift","method":"getblockhash","params":[0]}"#,
            r#"{"jsonrpc":"1.0","id":"coinsift","method":"getnetworkinfo","params":[]}"#,
            r#"{"jsonrpc":"1.0","id":"coinsift","method":"getmininginfo","params":[]}"#,
        ]
    );
}

#[test]
fn the_longest_agent_fits_into_the_wire_table() {
    let endpoint = "[2001:db8:1111:2222:3333:4444:5555:6666]:65535".parse().unwrap();
    let agent = Agent::new(&"x".repeat(1000));
    let all: usize = Method::ALL.iter().map(|method| method.request(&endpoint, &agent).len()).sum();
    assert!(all <= DIALOGUE.wire.bytes_out as usize, "{all}");
}

#[test]
fn an_open_node_is_asked_four_times() {
    let transcript = asked(&[
        result(&chain_info()),
        result(&format!("\"{GENESIS}\"")),
        result(r#"{"subversion":"/Satoshi:29.0.0/","localservices":"0000000000000c09"}"#),
        result(r#"{"generate":true,"hashespersec":12.9,"networkhashps":1.2e20}"#),
    ]);
    assert_eq!((transcript.ending.clone(), requests(&transcript)), (Ending::Spoken, 4));
    for (name, value) in [
        ("rpc.chain", "main"),
        ("rpc.blocks", "7"),
        ("rpc.headers", "9"),
        ("rpc.best", GENESIS),
        ("rpc.genesis", GENESIS),
        ("rpc.agent", "/Satoshi:29.0.0/"),
        ("rpc.services", "3081"),
        ("mining.generate", "true"),
        ("mining.hashrate", "12"),
        ("mining.network_hashrate", "120000000000000000000"),
        ("mining.transactions", "-"),
        ("mining.template", "-"),
    ] {
        assert_eq!(fact(&transcript, &format!("bitcoin.{name}")), value, "{name}");
    }
    let received = transcript.received();
    for fact in read(&transcript) {
        let place = &received[fact.at.offset as usize..][..fact.at.len as usize];
        let token = String::from_utf8_lossy(place);
        assert!(!token.is_empty() && token.trim() == token, "{} points at {token:?}", fact.name);
        let agent = fact.name == "bitcoin.rpc.agent";
        assert_eq!(fact.strength, if agent { Strength::Hinted } else { Strength::Stated });
    }
}

#[test]
fn a_template_is_told_from_what_a_node_with_a_miner_says() {
    let template = |mining: &str| {
        let genesis = format!("\"{GENESIS}\"");
        let transcript = asked(&[
            result(&chain_info()),
            result(&genesis),
            result(r#"{"subversion":"/Satoshi:29.0.0/"}"#),
            result(mining),
        ]);
        fact(&transcript, "bitcoin.mining.template")
    };
    assert_eq!(template(r#"{"currentblockweight":3996,"currentblocktx":0}"#), "3996");
    assert_eq!(template(r#"{"blocks":7}"#), "-", "none was asked for");
    assert_eq!(template(r#"{"currentblockweight":0,"currentblocktx":0}"#), "-", "older nodes");
    let own = r#"{"currentblockweight":900,"currentblocktx":1,"generate":false}"#;
    assert_eq!(template(own), "-", "btcd and bcoin say the weight of their tip");
}

/// Kept as a recording for the fingerprints, since no package here has such a node.
#[test]
fn a_node_that_mines_itself_says_so() {
    let transcript = asked(&[
        result(&chain_info()),
        result(&format!("\"{GENESIS}\"")),
        result(r#"{"subversion":"/btcwire:0.5.0/btcd:0.25.0/"}"#),
        result(r#"{"currentblocktx":1,"generate":true,"hashespersec":120000}"#),
    ]);
    assert_eq!(fact(&transcript, "bitcoin.mining.generate"), "true");
    assert_eq!(fact(&transcript, "bitcoin.mining.hashrate"), "120000");
    checks::keep("bitcoin", "own-miner-rpc", "btcsuite/btcd rpcserver.go", &transcript);
}

#[test]
fn a_server_that_closes_is_not_asked_again() {
    let body = format!(r#"{{"result":{},"error":null,"id":"coinsift"}}"#, chain_info());
    let closing = format!(
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let old = format!("HTTP/1.0 200 OK\r\n\r\n{body}");
    for answer in [closing, old] {
        let transcript = asked(&[answer.into_bytes()]);
        assert_eq!((transcript.ending.clone(), requests(&transcript)), (Ending::Spoken, 1));
        assert_eq!(fact(&transcript, "bitcoin.rpc.blocks"), "7");
    }
}

#[test]
fn a_password_wanted_is_the_end() {
    let challenge = |value: &str| {
        let head = format!("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: {value}\r\n\r\n");
        asked(&[head.into_bytes()])
    };
    for realm in ["jsonrpc", "btcd RPC", "ltcd RPC", "node"] {
        let transcript = challenge(&format!("Basic realm=\"{realm}\""));
        assert_eq!(transcript.ending, Ending::Refused("unauthorized".to_owned()), "{realm}");
        assert_eq!(requests(&transcript), 1);
        assert_eq!(fact(&transcript, "bitcoin.rpc.realm"), realm);
        assert_eq!(fact(&transcript, "bitcoin.rpc.unauthorized"), "true");
    }
    for foreign in [
        "Basic realm=\"Restricted\"",
        "Digest realm=\"monero-rpc\"",
        "Basic",
        "Basic realm=\" RPC\"",
    ] {
        let transcript = challenge(foreign);
        assert_eq!(transcript.ending, Ending::Mismatch, "{foreign}");
        assert_eq!(fact(&transcript, "bitcoin.rpc.unauthorized"), "-");
    }
    assert_eq!(asked(&[http("401 Unauthorized", "")]).ending, Ending::Mismatch, "no challenge");
}

#[test]
fn a_plain_403_of_another_server_is_no_node() {
    let nginx: &[u8] = b"HTTP/1.1 403 Forbidden\r\nServer: nginx\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n";
    assert_eq!(held("bitcoin.rpc", [nginx]).ending, Ending::Mismatch);
}

#[test]
fn a_node_that_loads_its_blocks_says_so() {
    let body =
        r#"{"result":null,"error":{"code":-28,"message":"Verifying blocks…"},"id":"coinsift"}"#;
    let transcript = asked(&[http("500 Internal Server Error", body)]);
    assert_eq!(transcript.ending, Ending::Refused("warming-up".to_owned()));
    assert_eq!(fact(&transcript, "bitcoin.rpc.warmup"), "Verifying blocks…");
}

#[test]
fn servers_that_say_yes_to_everything_are_no_nodes() {
    let echo = r#"{"jsonrpc":"1.0","id":"coinsift","method":"getblockchaininfo","params":[]}"#;
    let with_id = |id: &str| format!(r#"{{"result":{},"error":null,"id":{id}}}"#, chain_info());
    let named = |result: String| format!(r#"{{"id":"coinsift","result":{result}}}"#);
    let deep = named(format!("{}1{}", "[".repeat(20_000), "]".repeat(20_000)));
    for body in [
        String::new(),
        "true".to_owned(),
        "ok".to_owned(),
        echo.to_owned(),
        named(echo.to_owned()),
        named("true".to_owned()),
        named("\"0x1\"".to_owned()),
        named("{}".to_owned()),
        named("null".to_owned()),
        named(chain_info().replace("7", "\"7\"")),
        named(chain_info().replace("7", "-7")),
        named(chain_info().replace("\"main\"", "1")),
        named(chain_info().replace("main", "Ethereum")),
        named(chain_info().replace(GENESIS, "0x1")),
        named(chain_info().replace("bestblockhash", "hash")),
        with_id("1"),
        with_id("null"),
        with_id("\"other\""),
        format!("[{}]", with_id("\"coinsift\"")),
        r#"{"id":"coinsift","result":null,"error":{"code":-32601,"message":"Method not found"}}"#
            .to_owned(),
        deep,
    ] {
        let transcript = asked(&[http("200 OK", &body)]);
        let shown = &body[..body.len().min(80)];
        assert_eq!(transcript.ending, Ending::Mismatch, "{shown}");
        assert_eq!(requests(&transcript), 1, "{shown}");
        assert!(read(&transcript).iter().all(|fact| fact.name.starts_with("greeting.")), "{shown}");
    }
}

#[test]
fn a_private_chain_is_known_by_the_shape_of_its_answer() {
    let named = chain_info().replace("main", "our-chain");
    assert_eq!(asked(&[result(&named)]).ending, Ending::Mismatch);
    let shaped = named.replace("\"blocks\"", "\"mediantime\":1,\"blocks\"");
    let transcript = asked(&[result(&shaped)]);
    assert_eq!(transcript.ending, Ending::Spoken);
    assert_eq!(fact(&transcript, "bitcoin.rpc.chain"), "our-chain");
}

#[test]
fn one_answer_for_every_method_gives_the_facts_of_one_method() {
    let transcript = asked(&[result(&chain_info()), result(&chain_info()), result(&chain_info())]);
    assert_eq!(transcript.ending, Ending::Spoken);
    assert_eq!(fact(&transcript, "bitcoin.rpc.genesis"), "-");
    assert_eq!(fact(&transcript, "bitcoin.rpc.agent"), "-");
}

#[test]
fn an_answer_that_breaks_off_is_no_node() {
    let whole = result(&chain_info());
    for cut in 1..whole.len() {
        let transcript = asked(&[whole[..cut].to_vec()]);
        assert_eq!(transcript.ending, Ending::Mismatch, "cut at {cut}");
        assert_eq!(fact(&transcript, "bitcoin.rpc.chain"), "-", "cut at {cut}");
    }
}

#[test]
fn a_body_beyond_the_cap_is_no_node() {
    let body =
        format!(r#"{{"id":"coinsift","result":{},"x":"{}"}}"#, chain_info(), "x".repeat(200_000));
    assert_eq!(asked(&[http("200 OK", &body)]).ending, Ending::Mismatch);
}

#[test]
fn broken_chunks_after_a_good_answer_take_it_back() {
    let body = format!(r#"{{"id":"coinsift","result":{}}}"#, chain_info());
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    let broken = format!("{head}{:x}\r\n{body}\r\nno size\r\n", body.len());
    let transcript = asked(&[broken.into_bytes()]);
    assert_eq!(transcript.ending, Ending::Mismatch);
    assert_eq!(fact(&transcript, "bitcoin.rpc.chain"), "-");
}

#[test]
fn its_turn_is_on_its_ports_and_after_http() {
    let atlas = {
        let mut atlas = Atlas::default();
        let row = "network,name,name_zh,ticker,kind,coin,magic,genesis,p2p_port,rpc_port,consensus,id_hash,work_hash,agents,source\n\
                   bitcoin,Bitcoin,,BTC,main,yes,f9beb4d9,,8333,8332,,,,,test\n";
        atlas.add("bitcoin.csv", row).unwrap();
        atlas
    };
    let stages = |endpoint: &str, done: &[Transcript]| {
        let endpoint = endpoint.parse().unwrap();
        let situation =
            Situation { endpoint, atlas: &atlas, thorough: false, expected: None, done };
        (DIALOGUE.propose)(&situation).iter().map(|proposal| proposal.stage).collect::<Vec<_>>()
    };
    assert_eq!(stages("192.0.2.1:8332", &[]), [Stage::Port]);
    assert_eq!(stages("192.0.2.1:80", &[]), []);
    let http = [held("http", [http("200 OK", "").as_slice()])];
    assert_eq!(stages("192.0.2.1:80", &http), [Stage::JsonRpc]);
    let other = [held("greeting", [&b"SSH-2.0-x\r\n"[..]])];
    assert_eq!(stages("192.0.2.1:8332", &other), []);
}

/// Bytes that are nearly answers.
fn nearly() -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        Just(result(&chain_info())),
        Just(result(&format!("\"{GENESIS}\""))),
        Just(result(r#"{"subversion":"/x/"}"#)),
        Just(result("{}")),
        Just(http("401 Unauthorized", "")),
        proptest::collection::vec(any::<u8>(), 0..20),
    ];
    proptest::collection::vec(part, 0..6).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn any_split_sends_and_ends_the_same(bytes in nearly(), piece in 1_usize..50) {
        let whole = asked(std::slice::from_ref(&bytes));
        let pieces = held("bitcoin.rpc", bytes.chunks(piece));
        prop_assert_eq!(pieces.ending.clone(), whole.ending.clone());
        prop_assert_eq!(pieces.sent(), whole.sent());
        let names = |transcript: &Transcript| {
            read(transcript).iter().map(|fact| fact.name).collect::<Vec<_>>()
        };
        if whole.ending != Ending::Mismatch {
            prop_assert_eq!(names(&pieces), names(&whole));
        }
        if !matches!(whole.ending, Ending::Spoken | Ending::Refused(_)) {
            prop_assert!(!names(&whole).iter().any(|name| name.starts_with("bitcoin.")));
        }
    }

    #[test]
    fn arbitrary_bodies_never_panic(body in ".{0,200}") {
        let _ = read(&asked(&[http("200 OK", &body)]));
        let _ = read(&asked(&[result(&body)]));
        let _ = read(&asked(&[result(&chain_info()), result(&body), result(&body), result(&body)]));
    }
}
