//! What answers in lines and is no work server: nothing is learnt from any of it.

use super::{fact, held};
use crate::dialogue::Ending;
use crate::read;

/// Answers to `mining.subscribe` of services that are something else.
const ANSWERS: [(&str, &str); 34] = [
    ("echo", r#"{"id":1,"method":"mining.subscribe","params":["coinsift/0.1.0"]}"#),
    (
        "echo as a result",
        r#"{"id":1,"result":{"id":1,"method":"mining.subscribe","params":["coinsift/0.1.0"]}}"#,
    ),
    ("echo of the parameters", r#"{"id":1,"result":["coinsift/0.1.0"]}"#),
    (
        "Electrum",
        r#"{"jsonrpc":"2.0","error":{"code":-32601,"message":"unknown method \"mining.subscribe\""},"id":1}"#,
    ),
    ("Electrum, older", r#"{"id":1,"error":"unknown method: mining.subscribe"}"#),
    (
        "Electrum's notice",
        r#"{"jsonrpc":"2.0","method":"blockchain.headers.subscribe","params":[{"height":1,"hex":"00"}]}"#,
    ),
    ("yes", r#"{"id":1,"result":true,"error":null}"#),
    ("no", r#"{"id":1,"result":false,"error":null}"#),
    ("null", r#"{"id":1,"result":null,"error":null}"#),
    ("one", r#"{"id":1,"result":1}"#),
    ("empty list", r#"{"id":1,"result":[]}"#),
    ("list of nulls", r#"{"id":1,"result":[null,null,null]}"#),
    ("list of words", r#"{"id":1,"result":["a","b","c"]}"#),
    (
        "a subscription of Ethereum",
        r#"{"jsonrpc":"2.0","id":1,"result":"0x9cef478923ff08bf67fde6c64013158d"}"#,
    ),
    (
        "a notice of Ethereum",
        r#"{"jsonrpc":"2.0","method":"eth_subscription","params":{"subscription":"0x1","result":{}}}"#,
    ),
    (
        "an error in JSON-RPC",
        r#"{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"Method not found"}}"#,
    ),
    ("another error -1", r#"{"jsonrpc":"2.0","id":1,"error":{"code":-1,"message":"Not today"}}"#),
    (
        "another error -3",
        r#"{"jsonrpc":"2.0","id":1,"error":{"code":-3,"message":"Amount out of range"}}"#,
    ),
    (
        "a parse error",
        r#"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error"}}"#,
    ),
    ("a tuple with another code", r#"{"id":1,"result":null,"error":[404,"not here",null]}"#),
    ("somebody else's answer", r#"{"id":99,"result":[null,"64290b"],"error":null}"#),
    ("a field named hashrate", r#"{"hashrate":12,"miners":3}"#),
    ("a method of a chat", r#"{"method":"message","params":{"text":"mining.notify"}}"#),
    ("a notice without a job", r#"{"method":"mining.notify","params":["hello","world"]}"#),
    ("a difficulty that is none", r#"{"method":"mining.set_difficulty","params":["high"]}"#),
    ("a queue's job", r#"{"method":"job","params":{"job_id":"1","blob":"00","target":"x"}}"#),
    ("Redis", "-ERR unknown command '{\"id\":1,'\r"),
    ("SMTP", "500 5.5.2 Error: bad syntax\r"),
    ("SOCKS", "\u{5}\u{0}"),
    ("syslog", "<34>1 2026-11-24T20:00:00Z host app - - - stratum mining.notify"),
    ("NTP in words", "stratum 2, reference 192.0.2.1, offset 0.00012"),
    ("a chat", "Welcome to the mining lounge! mining.subscribe is not a command."),
    (
        "a language server",
        "Content-Length: 98\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32002,\"message\":\"Server not initialized\"}}",
    ),
    ("a web server", "HTTP/1.1 400 Bad Request\r\nContent-Length: 15\r\n\r\n400 Bad Request"),
];

#[test]
fn nothing_is_learnt_from_them() {
    for (what, said) in ANSWERS {
        let transcript = held("subscribe", &format!("{said}\n"));
        assert_ne!(transcript.ending, Ending::Spoken, "{what}");
        let facts = read(&transcript);
        let ours: Vec<_> = facts.iter().filter(|fact| fact.name.starts_with("stratum.")).collect();
        assert!(ours.is_empty(), "{what}: {ours:?}");
    }
}

#[test]
fn nothing_is_recognised_in_their_first_words() {
    let situation = crate::Situation {
        endpoint: "192.0.2.1:3333".parse().expect("an endpoint"),
        atlas: coinsift_verdict::Atlas::builtin(),
        thorough: false,
        expected: None,
        done: &[],
    };
    for (what, said) in ANSWERS {
        let said = format!("{said}\n");
        assert!((super::DIALOGUE.recognise)(&situation, said.as_bytes()).is_none(), "{what}");
    }
    let notice = b"{\"id\":null,\"method\":\"mining.set_difficulty\",\"params\":[512]}\n";
    let options = (super::DIALOGUE.recognise)(&situation, notice).expect("a work server");
    assert_eq!(options["ask"], "listen");
}

#[test]
fn a_question_that_is_given_back_is_no_answer() {
    for ask in [
        "subscribe",
        "subscribe-ethash",
        "subscribe-zcash",
        "hello",
        "get-work",
        "job-template",
        "cryptonote-job",
    ] {
        let silent = held(ask, "");
        let said = String::from_utf8(silent.sent()).expect("ASCII");
        let echoed = held(ask, &said);
        assert_eq!(echoed.ending, Ending::Mismatch, "{ask}");
        assert_eq!(fact(&echoed, "stratum.reply.dialect"), "-", "{ask}");
    }
}
