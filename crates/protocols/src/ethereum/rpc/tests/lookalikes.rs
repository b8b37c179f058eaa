//! Servers that answer and are no nodes.

use super::*;

/// Answers every question of a request with one result, under its id, in a batch where asked so.
fn constant(request: &[u8], result: &str) -> Vec<u8> {
    let text = String::from_utf8_lossy(request);
    let (_, body) = text.split_once("\r\n\r\n").expect("a request");
    let question: serde_json::Value = serde_json::from_str(body).expect("JSON");
    let reply = |question: &serde_json::Value| {
        format!(r#"{{"jsonrpc":"2.0","id":{},"result":{result}}}"#, question["id"])
    };
    match question.as_array() {
        Some(all) => batch(&all.iter().map(reply).collect::<Vec<_>>()),
        None => http("200 OK", &reply(&question)),
    }
}

/// Holds the dialogue with a server that makes its answer of our request.
fn held_with(answer: impl Fn(&[u8]) -> Vec<u8>) -> Transcript {
    let mut answers: Vec<Vec<u8>> = Vec::new();
    loop {
        let so_far = asked(&answers);
        let requests: Vec<Vec<u8>> = so_far
            .events
            .iter()
            .filter_map(|event| match &event.what {
                Happening::Sent(bytes) => Some(bytes.clone()),
                _ => None,
            })
            .collect();
        match requests.get(answers.len()) {
            Some(request) => answers.push(answer(request)),
            None => return so_far,
        }
    }
}

fn assert_no_node(transcript: &Transcript, most: usize, what: &str) {
    assert_eq!(transcript.ending, Ending::Mismatch, "{what}");
    assert!(requests(transcript) <= most, "{what}: {} requests", requests(transcript));
    assert!(read(transcript).iter().all(|fact| fact.name.starts_with("greeting.")), "{what}");
}

#[test]
fn one_answer_for_every_method_is_no_node() {
    let block = mainnet();
    for (result, most) in [
        (r#""0x1""#, 1),
        ("true", 1),
        ("1", 1),
        ("null", 1),
        ("{}", 1),
        ("[]", 1),
        (r#"{"hash":"0x1"}"#, 1),
        (r#""""#, 1),
        (r#""ok""#, 1),
        (r#""1""#, 1),
        (block.as_str(), 1),
        // Passes for a client version and then for nothing else.
        (r#""Geth/v1.13.15""#, 2),
    ] {
        let transcript = held_with(|request| constant(request, result));
        assert_no_node(&transcript, most, result);
    }
}

#[test]
fn echoes_are_no_nodes() {
    let echo = |request: &[u8]| {
        let text = String::from_utf8_lossy(request);
        http("200 OK", text.split_once("\r\n\r\n").expect("a request").1)
    };
    assert_no_node(&held_with(echo), 1, "the question");
    assert_no_node(&held_with(<[u8]>::to_vec), 1, "the request");
    let as_result = |request: &[u8]| {
        let text = String::from_utf8_lossy(request);
        let question = text.split_once("\r\n\r\n").expect("a request").1.to_owned();
        constant(request, &question)
    };
    assert_no_node(&held_with(as_result), 1, "the question as its result");
}

#[test]
fn a_server_that_knows_no_method_is_no_node() {
    let refusing = |request: &[u8]| {
        let result = constant(request, "null");
        let text = String::from_utf8(result).expect("text");
        let (_, body) = text.split_once("\r\n\r\n").expect("an answer");
        let error = r#""error":{"code":-32601,"message":"Method not found"}"#;
        http("200 OK", &body.replace(r#""result":null"#, error))
    };
    assert_no_node(&held_with(refusing), 4, "any other JSON-RPC service");
}

#[test]
fn answers_that_are_not_to_our_question_are_none() {
    let version = r#""Geth/v1.13.15""#;
    for body in [
        answer(Method::ChainId, version),
        format!(r#"{{"jsonrpc":"2.0","id":1,"result":{version}}}"#),
        format!(r#"{{"jsonrpc":"2.0","id":null,"result":{version}}}"#),
        format!(r#"{{"jsonrpc":"2.0","id":"{}","result":{version}}}"#, Method::ClientVersion.id()),
        format!(r#"{{"jsonrpc":"2.0","result":{version}}}"#),
        format!("[{}]", answer(Method::ClientVersion, version)),
        r#"{"jsonrpc":"2.0","id":58301,"error":"no"}"#.to_owned(),
        "ok".to_owned(),
        String::new(),
        format!("{}1{}", "[".repeat(20_000), "]".repeat(20_000)),
        answer(Method::ClientVersion, &format!("\"v1{}\"", "x".repeat(300))),
        answer(Method::ClientVersion, r#""Geth\u0000/v1""#),
    ] {
        let shown = &body[..body.len().min(80)];
        assert_no_node(&asked(&[http("200 OK", &body)]), 1, shown);
    }
}

#[test]
fn a_block_of_a_wrong_shape_is_none() {
    let hash = "d4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3";
    let state = "d7f8974fb5ac78d9ac099b9ad5018bedc2ce0a72dad1827a1709da30580f0544";
    for wrong in [
        mainnet().replace(r#""number":"0x0""#, r#""number":"0x1""#),
        mainnet().replace(r#""number":"0x0""#, r#""number":0"#),
        mainnet().replace(r#""number":"0x0""#, r#""number":"0x00""#),
        mainnet().replace(hash, &hash[2..]),
        mainnet().replace(&format!("0x{hash}"), hash),
        mainnet().replace(hash, state),
        mainnet().replace(r#""timestamp":"0x0","#, ""),
        mainnet().replace("parentHash", "parent"),
        r#""0x1""#.to_owned(),
        "true".to_owned(),
        "[]".to_owned(),
    ] {
        let core = batch(&[
            answer(Method::GenesisBlock, &wrong),
            answer(Method::ChainId, r#""0x1""#),
            answer(Method::NetworkId, r#""1""#),
        ]);
        let shown = &wrong[..wrong.len().min(80)];
        assert_no_node(&asked(&[client(), core]), 2, shown);
    }
}

#[test]
fn a_wrong_id_takes_a_right_block_back() {
    for wrong in ["true", "{}", "1", r#""1""#, r#""0x""#, r#""0x01""#] {
        let core =
            batch(&[answer(Method::GenesisBlock, &mainnet()), answer(Method::ChainId, wrong)]);
        assert_no_node(&asked(&[client(), core]), 2, wrong);
    }
}

#[test]
fn an_answer_that_breaks_off_is_no_node() {
    let (client, core) = (client(), core());
    for cut in 1..client.len() {
        assert_no_node(&asked(&[client[..cut].to_vec()]), 1, &format!("cut at {cut}"));
    }
    for cut in (1..core.len()).step_by(7) {
        assert_no_node(&asked(&[client.clone(), core[..cut].to_vec()]), 2, &format!("at {cut}"));
    }
}

#[test]
fn a_batch_as_long_as_a_server_likes_is_read_to_our_length() {
    let mut answers = vec![answer(Method::Syncing, "false"); 2000];
    answers.push(answer(Method::PeerCount, r#""0x1""#));
    let transcript = asked(&[client(), core(), batch(&answers), latest()]);
    assert_eq!(transcript.ending, Ending::Spoken);
    assert_eq!(fact(&transcript, "ethereum.rpc.peers"), "-");
    assert_eq!(fact(&transcript, "ethereum.latest.number"), "16");
}

#[test]
fn a_body_beyond_the_cap_ends_it_with_what_was_shown() {
    let long = one(Method::LatestBlock, &format!("\"{}\"", "x".repeat(170_000)));
    let transcript = asked(&[client(), core(), batch(&[]), long]);
    assert_eq!(transcript.ending, Ending::Spoken);
    assert_eq!(fact(&transcript, "ethereum.latest.number"), "-");
    let long = one(Method::ClientVersion, &format!("\"{}\"", "x".repeat(170_000)));
    assert_no_node(&asked(&[long]), 1, "a version without end");
}
