//! What is special to the JSON-RPC service; the shared checks run over the recordings.

pub(super) mod fisco;
mod lookalikes;
mod verdicts;

use coinsift_verdict::{Atlas, Strength};
use proptest::prelude::*;

use super::DIALOGUE;
use super::methods::{Method, Step};
use crate::conversation::MAX_EVENTS;
use crate::dialogue::Ending;
use crate::http::Agent;
use crate::http::tests::{fact, held};
use crate::plan::{Situation, Stage};
use crate::transcript::{Happening, Transcript};
use crate::{checks, read, text};

#[test]
fn recordings() {
    checks::all("ethereum", "ethereum.rpc", 2);
}

/// A recording of this dialogue.
#[allow(clippy::disallowed_methods, reason = "recordings are files; only tests read them")]
fn recorded(name: &str) -> Transcript {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/transcripts/ethereum");
    let written = std::fs::read_to_string(format!("{folder}/rpc-{name}.txt"));
    text::parse(&written.expect("a recording")).expect("a recording").transcript
}

/// Block 0 of Ethereum's mainnet as geth gives it.
const MAINNET: &str = r#"{"difficulty":"0x400000000","extraData":"0x11bbe8db4e347b4e8c937c1c8370e4b5ed33adb3db69cbdb7a38e1e50b1b82fa","gasLimit":"0x1388","gasUsed":"0x0","hash":"0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3","logsBloom":"0xBLOOM","miner":"0x0000000000000000000000000000000000000000","mixHash":"0x0000000000000000000000000000000000000000000000000000000000000000","nonce":"0x0000000000000042","number":"0x0","parentHash":"0x0000000000000000000000000000000000000000000000000000000000000000","receiptsRoot":"0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421","sha3Uncles":"0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347","size":"0x21c","stateRoot":"0xd7f8974fb5ac78d9ac099b9ad5018bedc2ce0a72dad1827a1709da30580f0544","timestamp":"0x0","totalDifficulty":"0x400000000","transactions":[],"transactionsRoot":"0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421","uncles":[]}"#;

fn mainnet() -> String {
    MAINNET.replace("BLOOM", &"00".repeat(256))
}

fn http(status: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// An answer to one question.
fn answer(method: Method, result: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":{},"result":{result}}}"#, method.id())
}

fn error(method: Method, code: i64) -> String {
    let error = format!(r#"{{"code":{code},"message":"no"}}"#);
    format!(r#"{{"jsonrpc":"2.0","id":{},"error":{error}}}"#, method.id())
}

fn one(method: Method, result: &str) -> Vec<u8> {
    http("200 OK", &answer(method, result))
}

fn batch(answers: &[String]) -> Vec<u8> {
    http("200 OK", &format!("[{}]", answers.join(",")))
}

fn client() -> Vec<u8> {
    one(Method::ClientVersion, r#""Geth/v1.13.15-stable/linux-amd64/go1.21.6""#)
}

fn core() -> Vec<u8> {
    batch(&[
        answer(Method::GenesisBlock, &mainnet()),
        answer(Method::ChainId, r#""0x1""#),
        answer(Method::NetworkId, r#""1""#),
    ])
}

fn latest() -> Vec<u8> {
    let later = mainnet()
        .replace(r#""number":"0x0""#, r#""number":"0x10""#)
        .replace(r#""timestamp":"0x0""#, r#""timestamp":"0x65""#);
    one(Method::LatestBlock, &later)
}

fn asked(answers: &[Vec<u8>]) -> Transcript {
    held("ethereum.rpc", answers.iter().map(Vec::as_slice))
}

fn requests(transcript: &Transcript) -> usize {
    transcript.events.iter().filter(|event| matches!(event.what, Happening::Sent(_))).count()
}

/// The steps of a conversation in the costliest order.
fn costliest() -> [Step; 9] {
    [
        Step::One(Method::ClientVersion),
        Step::One(Method::FiscoVersion),
        Step::One(Method::FiscoGroups),
        Step::Core,
        Step::One(Method::GenesisBlock),
        Step::One(Method::ChainId),
        Step::One(Method::NetworkId),
        Step::One(Method::LatestBlock),
        Step::One(Method::Modules),
    ]
}

#[test]
fn methods_only_read() {
    let names: Vec<&str> = Method::ALL.into_iter().map(Method::name).collect();
    let may_be_asked = [
        "web3_clientVersion",
        "getClientVersion",
        "eth_getBlockByNumber",
        "eth_chainId",
        "net_version",
        "eth_syncing",
        "net_peerCount",
        "eth_mining",
        "eth_hashrate",
        "eth_gasPrice",
        "rpc_modules",
        "clique_getSigners",
        "istanbul_getValidators",
        "ibft_getValidatorsByBlockNumber",
        "qbft_getValidatorsByBlockNumber",
        "admin_nodeInfo",
        "hardhat_metadata",
        "anvil_nodeInfo",
        "eth_getBlockByNumber",
        "getGroupInfoList",
    ];
    assert_eq!(names, may_be_asked);
    let mut ids: Vec<u64> = Method::ALL.into_iter().map(Method::id).collect();
    ids.dedup();
    assert_eq!(ids.len(), names.len(), "every method has an id of its own");
}

#[test]
fn requests_carry_no_credentials_and_fit_into_the_wire_table() {
    let endpoint = "[2001:db8:1111:2222:3333:4444:5555:6666]:65535".parse().unwrap();
    let agent = Agent::new(&"x".repeat(1000));
    let size = |steps: &[Step]| -> usize {
        steps.iter().map(|step| step.request(&endpoint, &agent).len()).sum()
    };
    for step in costliest().into_iter().chain([Step::Details]) {
        let request = String::from_utf8(step.request(&endpoint, &agent)).unwrap();
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        let names: Vec<&str> =
            head.lines().skip(1).map(|line| line.split(':').next().unwrap()).collect();
        assert_eq!(
            names,
            ["Host", "User-Agent", "Accept", "Connection", "Content-Type", "Content-Length"]
        );
        assert!(head.starts_with("POST / HTTP/1.1\r\n"));
        assert!(serde_json::from_str::<serde_json::Value>(body).is_ok(), "{body}");
    }
    let with_batches = [
        Step::One(Method::ClientVersion),
        Step::One(Method::FiscoVersion),
        Step::One(Method::FiscoGroups),
        Step::Core,
        Step::Details,
        Step::One(Method::LatestBlock),
    ];
    for all in [size(&costliest()), size(&with_batches)] {
        assert!(all <= DIALOGUE.wire.bytes_out as usize, "{all}");
    }
    // The last one asks for blocks at heights.
    assert_eq!(costliest().len() + 1, usize::from(DIALOGUE.wire.round_trips));
}

#[test]
fn an_open_node_is_asked_in_two_batches() {
    let details = batch(&[
        answer(Method::Syncing, r#"{"currentBlock":"0x1"}"#),
        answer(Method::PeerCount, r#""0x19""#),
        answer(Method::Mining, "true"),
        answer(Method::HashRate, r#""0x0""#),
        answer(Method::GasPrice, r#""0x3b9aca00""#),
        answer(Method::Modules, r#"{"eth":"1.0","clique":"1.0"}"#),
        error(Method::IstanbulValidators, -32601),
        error(Method::QbftValidators, -32604),
        answer(
            Method::CliqueSigners,
            r#"["0x7df9a875a174b3bc565e6424a0050ebc1b2d1d82","0x1111111111111111111111111111111111111111"]"#,
        ),
        answer(
            Method::NodeInfo,
            &format!(
                r#"{{"enode":"enode://{}@127.0.0.1:0","protocols":{{"eth":{{"config":{{"chainId":1,"clique":{{}}}}}}}}}}"#,
                "ab".repeat(64)
            ),
        ),
    ]);
    let transcript = asked(&[client(), core(), details, latest()]);
    assert_eq!((transcript.ending.clone(), requests(&transcript)), (Ending::Spoken, 4));
    for (name, value) in [
        ("rpc.client_version", "Geth/v1.13.15-stable/linux-amd64/go1.21.6"),
        ("rpc.chain_id", "1"),
        ("rpc.network_id", "1"),
        ("rpc.genesis", "d4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3"),
        ("block0.consistent", "true"),
        ("block0.difficulty", "17179869184"),
        ("block0.gas_limit", "5000"),
        ("latest.number", "16"),
        ("latest.timestamp", "101"),
        ("rpc.syncing", "true"),
        ("rpc.peers", "25"),
        ("rpc.mining", "true"),
        ("rpc.hashrate", "0"),
        ("rpc.gas_price", "1000000000"),
        ("rpc.modules", "clique, eth"),
        ("rpc.validator_count", "2"),
        ("rpc.validators", "-"),
        ("rpc.engines", "clique"),
        ("rpc.enode_id", &"ab".repeat(64)),
        ("rpc.errors", "istanbul_getValidators -32601, qbft_getValidatorsByBlockNumber -32604"),
        ("simulator.name", "-"),
        ("rpc.no_batches", "-"),
    ] {
        assert_eq!(fact(&transcript, &format!("ethereum.{name}")), value, "{name}");
    }
    let received = transcript.received();
    for fact in read(&transcript) {
        let place = &received[fact.at.offset as usize..][..fact.at.len as usize];
        let token = String::from_utf8_lossy(place);
        assert!(!token.is_empty() && token.trim() == token, "{} points at {token:?}", fact.name);
        let hint = ["client_version", "chain_id", "network_id", "errors"]
            .iter()
            .any(|name| fact.name.ends_with(name));
        let strength = if hint { Strength::Hinted } else { Strength::Stated };
        assert_eq!(fact.strength, strength, "{}", fact.name);
    }
}

#[test]
fn a_block_that_is_not_the_hash_of_its_fields_says_so() {
    let forged = batch(&[
        answer(Method::GenesisBlock, &mainnet().replace("0x1388", "0x1389")),
        answer(Method::ChainId, r#""0x1""#),
    ]);
    let transcript = asked(&[client(), forged]);
    assert_eq!(transcript.ending, Ending::Spoken);
    assert_eq!(fact(&transcript, "ethereum.block0.consistent"), "false");
    let pruned = mainnet().replace(r#""nonce":"0x0000000000000042","#, "");
    let short = batch(&[answer(Method::GenesisBlock, &pruned)]);
    assert_eq!(fact(&asked(&[client(), short]), "ethereum.block0.consistent"), "-");
}

#[test]
fn a_server_without_batches_is_asked_one_by_one() {
    let no_batch = r#"{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"no batch"}}"#;
    let transcript = asked(&[
        client(),
        http("200 OK", no_batch),
        one(Method::GenesisBlock, &mainnet()),
        one(Method::ChainId, r#""0x1""#),
        one(Method::NetworkId, r#""1""#),
        latest(),
        one(Method::Modules, r#"{"eth":"1.0"}"#),
    ]);
    assert_eq!((transcript.ending.clone(), requests(&transcript)), (Ending::Spoken, 7));
    assert_eq!(fact(&transcript, "ethereum.rpc.no_batches"), "true");
    assert_eq!(fact(&transcript, "ethereum.rpc.chain_id"), "1");
    assert_eq!(fact(&transcript, "ethereum.latest.number"), "16");
    assert_eq!(fact(&transcript, "ethereum.rpc.modules"), "eth");
}

#[test]
fn a_node_without_the_web3_interface_is_still_one() {
    for (code, asked_fisco) in [(-32601, 2), (-32604, 0)] {
        let mut answers = vec![http("200 OK", &error(Method::ClientVersion, code))];
        if asked_fisco > 0 {
            answers.push(http("200 OK", &error(Method::FiscoVersion, code)));
            answers.push(http("200 OK", &error(Method::FiscoGroups, code)));
        }
        answers.push(core());
        let transcript = asked(&answers);
        assert_eq!(transcript.ending, Ending::Spoken, "{code}");
        assert_eq!(requests(&transcript), 3 + asked_fisco, "{code}");
        let errors = fact(&transcript, "ethereum.rpc.errors");
        assert!(errors.starts_with(&format!("web3_clientVersion {code}")), "{errors}");
    }
}

#[test]
fn a_node_that_keeps_its_blocks_to_itself_shows_its_ids() {
    let ids = batch(&[
        error(Method::GenesisBlock, -32601),
        error(Method::ChainId, -32601),
        answer(Method::NetworkId, r#""5""#),
    ]);
    let transcript = asked(&[client(), ids]);
    assert_eq!(transcript.ending, Ending::Spoken);
    assert_eq!(fact(&transcript, "ethereum.rpc.network_id"), "5");
    assert_eq!(fact(&transcript, "ethereum.rpc.genesis"), "-");
}

#[test]
fn refusals_are_typed_and_the_end() {
    let besu = r#"{"jsonrpc":"2.0","id":null,"error":{"code":-40100,"message":"Unauthorized"}}"#;
    for (status, body, reason) in [
        ("401 Unauthorized", besu, "unauthorized"),
        ("401 Unauthorized", "missing token\n", "token-missing"),
        ("403 Forbidden", r#"{"message":"Host not authorized."}"#, "host-not-authorized"),
        ("403 Forbidden", "invalid host specified\n", "invalid-host"),
    ] {
        let transcript = asked(&[http(status, body)]);
        assert_eq!(transcript.ending, Ending::Refused(reason.to_owned()));
        assert_eq!(requests(&transcript), 1);
        assert_eq!(fact(&transcript, "ethereum.rpc.refusal"), reason);
    }
    for (status, body) in [("401 Unauthorized", ""), ("403 Forbidden", "<html>"), ("200 OK", besu)]
    {
        assert_eq!(asked(&[http(status, body)]).ending, Ending::Mismatch, "{status} {body}");
    }
}

#[test]
fn simulators_say_so_through_methods_only_they_have() {
    let metadata = answer(
        Method::HardhatMetadata,
        r#"{"clientVersion":"HardhatNetwork/2.19.0/x","chainId":31337,"instanceId":"0x01","forkedNetwork":{"chainId":1}}"#,
    );
    let transcript = asked(&[client(), core(), batch(&[metadata])]);
    assert_eq!(fact(&transcript, "ethereum.simulator.name"), "HardhatNetwork/2.19.0/x");
    assert_eq!(fact(&transcript, "ethereum.simulator.forked"), "true");
    let info = answer(
        Method::AnvilNodeInfo,
        r#"{"environment":{"chainId":31337},"forkConfig":{"forkUrl":null}}"#,
    );
    let transcript = asked(&[client(), core(), batch(&[info])]);
    assert_eq!(fact(&transcript, "ethereum.simulator.name"), "anvil");
    assert_eq!(fact(&transcript, "ethereum.simulator.forked"), "false");
    let other = answer(Method::HardhatMetadata, r#"{"clientVersion":"Geth/v1"}"#);
    let transcript = asked(&[client(), core(), batch(&[other])]);
    assert_eq!(fact(&transcript, "ethereum.simulator.name"), "-");
}

#[test]
fn a_server_that_closes_is_not_asked_again() {
    let body = format!(
        "[{},{}]",
        answer(Method::GenesisBlock, &mainnet()),
        answer(Method::ChainId, r#""0x1""#)
    );
    let closing = format!(
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let transcript = asked(&[client(), closing.into_bytes()]);
    assert_eq!((transcript.ending.clone(), requests(&transcript)), (Ending::Spoken, 2));
    assert_eq!(fact(&transcript, "ethereum.block0.consistent"), "true");
}

#[test]
fn its_turn_is_on_its_ports_and_after_http() {
    let stages = |endpoint: &str, done: &[Transcript]| {
        let endpoint = endpoint.parse().unwrap();
        let situation =
            Situation { endpoint, atlas: Atlas::builtin(), thorough: false, expected: None, done };
        (DIALOGUE.propose)(&situation).iter().map(|proposal| proposal.stage).collect::<Vec<_>>()
    };
    for port in [8545, 8546, 8551, 22000] {
        assert_eq!(stages(&format!("192.0.2.1:{port}"), &[]), [Stage::Port], "{port}");
    }
    assert_eq!(stages("192.0.2.1:80", &[]), []);
    assert_eq!(stages("192.0.2.1:8545/udp", &[]), []);
    let http_spoken = || held("http", [http("200 OK", "").as_slice()]);
    assert_eq!(stages("192.0.2.1:80", &[http_spoken()]), [Stage::JsonRpc]);
    let other = [held("greeting", [&b"SSH-2.0-x\r\n"[..]])];
    assert_eq!(stages("192.0.2.1:8545", &other), []);
    // What the other family's question brought.
    let after =
        |bytes: &[u8]| stages("192.0.2.1:80", &[http_spoken(), held("bitcoin.rpc", [bytes])]);
    let json = r#"{"jsonrpc":"2.0","id":"coinsift","error":{"code":-32601,"message":"no"}}"#;
    assert_eq!(after(&http("200 OK", json)), [Stage::JsonRpc]);
    assert_eq!(after(&http("400 Bad Request", "")), [Stage::JsonRpc]);
    assert_eq!(after(&http("405 Method Not Allowed", "")), []);
    let page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n";
    assert_eq!(after(page), []);
    let password = b"HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"jsonrpc\"\r\n\r\n";
    assert_eq!(after(password), []);
}

/// Bytes that are nearly answers.
fn nearly() -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        Just(client()),
        Just(core()),
        Just(latest()),
        Just(batch(&[])),
        Just(http("200 OK", &error(Method::ClientVersion, -32601))),
        Just(one(Method::GenesisBlock, &mainnet())),
        Just(http("401 Unauthorized", "missing token\n")),
        proptest::collection::vec(any::<u8>(), 0..20),
    ];
    proptest::collection::vec(part, 0..6).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn any_split_sends_and_ends_the_same(bytes in nearly(), piece in 1_usize..90) {
        // So many pieces are a drip, which ends at the limit of events and is another conversation.
        let piece = piece.max(bytes.len().div_ceil(MAX_EVENTS / 4));
        let whole = asked(std::slice::from_ref(&bytes));
        let pieces = held("ethereum.rpc", bytes.chunks(piece));
        prop_assert_eq!(pieces.ending.clone(), whole.ending.clone());
        prop_assert_eq!(pieces.sent(), whole.sent());
        let names = |transcript: &Transcript| {
            read(transcript).iter().map(|fact| fact.name).collect::<Vec<_>>()
        };
        if whole.ending != Ending::Mismatch {
            prop_assert_eq!(names(&pieces), names(&whole));
        }
        if !matches!(whole.ending, Ending::Spoken | Ending::Refused(_)) {
            prop_assert!(!names(&whole).iter().any(|name| name.starts_with("ethereum.")));
        }
    }

    #[test]
    fn arbitrary_bodies_never_panic(body in ".{0,200}") {
        let _ = read(&asked(&[http("200 OK", &body)]));
        for method in Method::ALL {
            let answer = answer(method, &body);
            let list = batch(std::slice::from_ref(&answer));
            let _ = read(&asked(&[http("200 OK", &answer), list.clone(), list.clone()]));
            let _ = read(&asked(&[client(), list]));
            let _ = read(&asked(&[client(), core(), batch(&[answer])]));
        }
    }
}
