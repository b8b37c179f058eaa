//! Servers and services behave as documented, seen from a plain connection.

use crate::client::{Client, End, ask};
use coinsift_lab::http::{Rpc, Server};
use coinsift_lab::services::Service;
use coinsift_lab::{Lab, Peer};

const GET: &str = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

fn post(path: &str, body: &str, connection: &str) -> String {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: {connection}\r\nContent-Length: {length}\r\n\r\n{body}"
    )
}

async fn told(peer: impl Into<Peer>, words: impl AsRef<[u8]>) -> (String, End) {
    let mut lab = Lab::new();
    let at = lab.add_anywhere(peer).await.expect("a free port");
    let (heard, end) = ask(at, words).await;
    (String::from_utf8(heard).expect("text"), end)
}

/// The status line, and the body.
fn parts(response: &str) -> (&str, &str) {
    let (head, body) = response.split_once("\r\n\r\n").expect("a whole head");
    assert!(head.contains(&format!("Content-Length: {}", body.len())), "{response}");
    (head.lines().next().expect("a status line"), body)
}

#[tokio::test]
async fn a_web_server_serves_its_page_and_nothing_else() {
    let (heard, end) = told(Server::Nginx, GET).await;
    assert_eq!((parts(&heard).0, end), ("HTTP/1.1 200 OK", End::Fin));
    assert!(heard.contains("Server: nginx/1.24.0") && heard.contains("Welcome to nginx!"));
    let (heard, _) = told(Server::Nginx, GET.replace("/ ", "/admin ")).await;
    assert_eq!(parts(&heard).0, "HTTP/1.1 404 Not Found");
    let (heard, _) = told(Server::Nginx, post("/", "{}", "close")).await;
    assert_eq!(parts(&heard).0, "HTTP/1.1 405 Method Not Allowed");
    let (heard, end) = told(Server::Nginx, [0xf9, 0xbe, 0xb4, 0xd9]).await;
    assert_eq!((parts(&heard).0, end), ("HTTP/1.1 400 Bad Request", End::Fin));
}

#[tokio::test]
async fn a_server_that_says_yes_says_yes_to_everything() {
    for words in [GET.to_owned(), post("/any/where", "{\"method\":\"x\"}", "close")] {
        let (heard, _) = told(Server::SaysYes, words).await;
        assert_eq!(parts(&heard), ("HTTP/1.1 200 OK", "OK"));
    }
}

#[tokio::test]
async fn an_echo_service_gives_json_back() {
    let (heard, _) = told(Server::EchoJson, post("/", "{\"id\":7}", "close")).await;
    let body: serde_json::Value = serde_json::from_str(parts(&heard).1).expect("JSON");
    assert_eq!((body["id"].as_u64(), body["path"].as_str()), (Some(7), Some("/")));
    let (heard, _) = told(Server::EchoJson, GET).await;
    let body: serde_json::Value = serde_json::from_str(parts(&heard).1).expect("JSON");
    assert_eq!(body["method"], "GET");
}

#[tokio::test]
async fn a_bitcoind_asks_for_a_password() {
    let (heard, _) = told(Server::BitcoindLocked, post("/", "{}", "close")).await;
    assert_eq!(parts(&heard), ("HTTP/1.1 401 Unauthorized", ""));
    assert!(heard.contains("WWW-Authenticate: Basic realm=\"jsonrpc\"\r\n"));
    let (heard, _) = told(Server::BitcoindLocked, GET).await;
    let expected = "JSONRPC server handles only POST requests";
    assert_eq!(parts(&heard), ("HTTP/1.1 405 Method Not Allowed", expected));
    let (heard, _) = told(Server::BitcoindForbids, GET).await;
    assert_eq!(parts(&heard), ("HTTP/1.1 403 Forbidden", ""));
}

#[tokio::test]
async fn an_open_rpc_answers_several_questions_on_one_connection() {
    let question = |method: &str, params: &str| {
        let body = format!("{{\"id\":\"a\",\"method\":\"{method}\",\"params\":{params}}}");
        post("/", &body, "keep-alive")
    };
    let mut lab = Lab::new();
    let at = lab.add_anywhere(Server::OpenRpc(Rpc::regtest())).await.expect("a free port");
    let mut client = Client::connect(at).await;
    for (method, params, pointer, expected) in [
        ("getblockchaininfo", "[]", "/result/chain", "regtest"),
        ("getblockhash", "[0]", "/result", Rpc::regtest().genesis.as_str()),
        ("getnetworkinfo", "[]", "/result/subversion", "/Satoshi:27.0.0/"),
        ("getmininginfo", "[]", "/result/chain", "regtest"),
        ("getblockhash", "[9]", "/error/message", "Block height out of range"),
        ("stop", "[]", "/error/message", "Method not found"),
    ] {
        client.say(question(method, params)).await;
        let (heard, end) = client.hear_all(usize::MAX).await;
        let heard = String::from_utf8(heard).expect("text");
        let body: serde_json::Value = serde_json::from_str(parts(&heard).1).expect("JSON");
        assert_eq!(body.pointer(pointer).and_then(|it| it.as_str()), Some(expected), "{method}");
        assert_eq!((body["id"].as_str(), end), (Some("a"), End::Open));
    }
}

#[tokio::test]
async fn a_redirect_points_elsewhere() {
    let to = "http://192.0.2.1/";
    let (heard, _) = told(Server::Redirect(to.to_owned()), GET).await;
    assert_eq!(parts(&heard).0, "HTTP/1.1 302 Found");
    assert!(heard.contains("Location: http://192.0.2.1/\r\n"));
}

#[tokio::test]
async fn services_answer_strangers_as_their_software_does() {
    let startup = [&[0, 0, 0, 8][..], &80877103_u32.to_be_bytes()].concat();
    for (service, words, expected, end) in [
        (
            Service::Redis,
            &b"GET / HTTP/1.1\r\n"[..],
            "-ERR wrong number of arguments for 'get' command\r\n",
            End::Open,
        ),
        (Service::Redis, b"FOO\r\nHost: x\r\n", "-ERR unknown command 'foo'\r\n", End::Fin),
        (Service::Redis, b"POST / HTTP/1.1\r\n", "", End::Fin),
        (Service::Memcached, b"GET / HTTP/1.1\r\n\r\n", "ERROR\r\nERROR\r\n", End::Open),
        (Service::Postgres, b"GET / HTTP/1.1\r\n", "", End::Fin),
        (Service::Dns, b"GET / HTTP/1.1\r\n", "", End::Open),
        (Service::Mqtt, b"GET / HTTP/1.1\r\n", "", End::Fin),
        (Service::Mqtt, b"\x10\x00", " \x02\0\x05", End::Fin),
        (Service::Silent, b"anything", "", End::Open),
        (Service::HangsUp, b"anything", "", End::Fin),
        (Service::Hello, b"anything", "hello\r\n", End::Fin),
    ] {
        assert_eq!(told(service, words).await, (expected.to_owned(), end), "{service:?}");
    }
    let (heard, end) = told(Service::Postgres, startup).await;
    assert!(heard.starts_with('E') && heard.contains("FATAL") && end == End::Fin);
}

#[tokio::test]
async fn some_speak_first() {
    for (service, greeting, after) in [
        (Service::Ssh, "SSH-2.0-", "Invalid SSH identification string.\r\n"),
        (Service::Smtp, "220 mail.example.org ESMTP", "502 5.5.2 "),
    ] {
        let mut lab = Lab::new();
        let at = lab.add_anywhere(service).await.expect("a free port");
        let mut client = Client::connect(at).await;
        let (heard, _) = client.hear_all(usize::MAX).await;
        assert!(heard.starts_with(greeting.as_bytes()), "{service:?}");
        client.say("GET / HTTP/1.1\r\n").await;
        let (heard, _) = client.hear_all(usize::MAX).await;
        assert!(heard.starts_with(after.as_bytes()), "{service:?}");
    }
}

#[tokio::test]
async fn a_dns_server_says_that_the_form_is_wrong() {
    let mut lab = Lab::new();
    let at = lab.add_anywhere(Service::Dns).await.expect("a free port");
    let (heard, _) = ask(at, [0, 4, 0xab, 0xcd, 1, 1]).await;
    assert_eq!(heard[..6], [0, 12, 0xab, 0xcd, 0x80, 0x01]);
}

#[tokio::test]
async fn some_only_close() {
    for (service, expected) in [
        (Service::ClosesAtOnce, End::Fin),
        (Service::ResetsAtOnce, End::Reset),
        (Service::HalfClose, End::Fin),
    ] {
        let mut lab = Lab::new();
        let at = lab.add_anywhere(service).await.expect("a free port");
        let mut client = Client::connect(at).await;
        let (heard, end) = client.hear_all(1).await;
        assert_eq!((heard.len(), end), (0, expected), "{service:?}");
        if service == Service::HalfClose {
            client.say("still listening").await;
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            assert_eq!(lab.visits(at).bytes_in(), 15);
        }
    }
}
