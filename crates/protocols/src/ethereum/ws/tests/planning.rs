//! When the dialogue is held.

use coinsift_verdict::Atlas;

use super::*;
use crate::http::tests::held as over_http;
use crate::plan::{self, Situation, Stage};

fn stages(endpoint: &str, done: &[Transcript]) -> Vec<Stage> {
    let endpoint = endpoint.parse().unwrap();
    let situation =
        Situation { endpoint, atlas: Atlas::builtin(), thorough: false, expected: None, done };
    (DIALOGUE.propose)(&situation).iter().map(|proposal| proposal.stage).collect()
}

fn page(status: &str, fields: &str, body: &str) -> Transcript {
    answered("http", status, fields, body)
}

fn answered(protocol: &str, status: &str, fields: &str, body: &str) -> Transcript {
    let length = body.len();
    let answer = format!("HTTP/1.1 {status}\r\n{fields}Content-Length: {length}\r\n\r\n{body}");
    over_http(protocol, [answer.as_bytes()])
}

#[test]
fn the_port_of_the_service_is_its_own_and_comes_before_http() {
    assert_eq!(stages("192.0.2.1:8546", &[]), [Stage::Port]);
    assert_eq!(stages("192.0.2.1:8546/udp", &[]), []);
    assert_eq!(stages("192.0.2.1:8545", &[]), []);
    assert_eq!(stages("192.0.2.1:443", &[]), []);
    let situation = Situation {
        endpoint: "192.0.2.1:8546".parse().unwrap(),
        atlas: Atlas::builtin(),
        thorough: false,
        expected: None,
        done: &[],
    };
    assert_eq!(plan::next(&situation).map(|choice| choice.dialogue.name), Some("ethereum.ws"));
}

#[test]
fn an_answer_that_wants_websocket_is_followed() {
    let html = "Content-Type: text/html\r\n";
    for wants in [
        page("426 Upgrade Required", "", ""),
        page("400 Bad Request", "", "Connection header did not include 'upgrade'"),
        page("400 Bad Request", "Sec-Websocket-Version: 13\r\n", "Bad Request"),
        page("400 Bad Request", "Upgrade: websocket\r\n", ""),
        page("400 Bad Request", html, "<p>Can \"Upgrade\" only to \"WebSocket\".</p>"),
        page("200 OK", "Content-Type: text/plain\r\n", "Welcome to the WebSocket server"),
    ] {
        assert_eq!(stages("192.0.2.1:9000", std::slice::from_ref(&wants)), [Stage::JsonRpc]);
    }
    for plain in [
        page("200 OK", html, "<title>Welcome to nginx!</title>"),
        page("200 OK", html, "<script>new WebSocket('ws://example.org')</script>"),
        page("404 Not Found", "", "404 page not found"),
        page("400 Bad Request", html, "<h1>Bad Request</h1>"),
    ] {
        assert_eq!(stages("192.0.2.1:9000", &[plain]), []);
    }
}

#[test]
fn a_refused_question_over_http_is_asked_again_over_websocket() {
    let geth = page("404 Not Found", "", "");
    let json = "Content-Type: application/json\r\n";
    for (protocol, status, fields, body, wanted) in [
        ("bitcoin.rpc", "404 Not Found", "", "", true),
        ("ethereum.rpc", "404 Not Found", "", "", true),
        ("ethereum.rpc", "405 Method Not Allowed", "", "", true),
        ("ethereum.rpc", "426 Upgrade Required", "", "", true),
        ("ethereum.rpc", "403 Forbidden", "", "invalid host specified\n", true),
        ("ethereum.rpc", "401 Unauthorized", "", "missing token\n", false),
        ("ethereum.rpc", "405 Method Not Allowed", "Content-Type: text/html\r\n", "no", false),
        ("ethereum.rpc", "404 Not Found", json, "{}", false),
        ("ethereum.rpc", "200 OK", json, "{}", false),
        (
            "bitcoin.rpc",
            "401 Unauthorized",
            "WWW-Authenticate: Basic realm=\"jsonrpc\"\r\n",
            "",
            false,
        ),
    ] {
        let question = answered(protocol, status, fields, body);
        let seen = stages("192.0.2.1:9000", &[geth.clone(), question]);
        let expected = if wanted { vec![Stage::JsonRpc] } else { Vec::new() };
        assert_eq!(seen, expected, "{protocol}: {status} {body}");
    }
}
