//! What is special to HTTP; the shared checks run over the recordings.

use coinsift_verdict::{Atlas, Place};
use proptest::prelude::*;

use super::messages::{Agent, MAX_AGENT, MAX_HEAD, MAX_HEADERS, Malformed};
use super::{Request, Response, ResponseReader, Verb};
use crate::dialogue::Ending;
use crate::plan::{self, Situation, Stage};
use crate::transcript::{Close, Endpoint, Head, Options, Transcript, Utc};
use crate::{Conversation, checks, read};

#[test]
fn recordings() {
    checks::all("http", "http", 2);
}

/// Holds a dialogue with a peer that sends these pieces, one after the other, and then closes.
pub(crate) fn held<'a>(protocol: &str, pieces: impl IntoIterator<Item = &'a [u8]>) -> Transcript {
    let head = Head {
        protocol: protocol.to_owned(),
        version: 1,
        endpoint: "192.0.2.1:8332".parse().unwrap(),
        started: Utc(0),
        options: Options::from([("agent".to_owned(), "coinsift/0.1.0".to_owned())]),
    };
    let mut conversation = Conversation::open(head).unwrap();
    for piece in pieces {
        conversation.bytes(1, piece);
    }
    conversation.closed(2, Close::Fin);
    conversation.into_transcript()
}

/// The value of a fact as rows write it, or `-`.
pub(crate) fn fact(transcript: &Transcript, name: &str) -> String {
    let facts = read(transcript);
    let found = facts.iter().find(|fact| fact.name == name);
    found.map_or("-".to_owned(), |fact| fact.value.written().into_owned())
}

fn response(bytes: &[u8]) -> Result<(Response, usize), Malformed> {
    let mut reader = ResponseReader::new(0, 1024);
    let taken = reader.push(bytes)?;
    reader.finish();
    Ok((reader.response().expect("a complete head").clone(), taken))
}

fn body(bytes: &[u8]) -> Result<Vec<u8>, Malformed> {
    response(bytes).map(|(response, _)| response.body)
}

mod requests {
    use super::*;

    fn request(path: &str, agent: &str, verb: Verb<'_>) -> String {
        let agent = Agent::new(agent);
        let host = "[2001:db8::1]:80".parse().unwrap();
        let request = Request { verb, path, host, agent: &agent, accept: "*/*", keep_alive: false };
        String::from_utf8(request.encode()).unwrap()
    }

    #[test]
    fn a_request_is_written_as_rfc_9112_says() {
        assert_eq!(
            request("/", "coinsift/0.1.0 (+ops@example.org)", Verb::Get),
            "GET / HTTP/1.1\r\nHost: [2001:db8::1]:80\r\n\
             User-Agent: coinsift/0.1.0 (+ops@example.org)\r\n\
             Accept: */*\r\nConnection: close\r\n\r\n"
        );
        let verb = Verb::Post { content_type: "application/json", body: b"{}" };
        assert!(
            request("/a?b=c", "x", verb)
                .ends_with("Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
        );
    }

    #[test]
    fn neither_path_nor_agent_adds_a_header() {
        let written = request("x y\r\nCookie: a", "a\r\nAuthorization: b 币", Verb::Get);
        let (line, rest) = written.split_once("\r\n").unwrap();
        assert_eq!(line, "GET /x%20y%0D%0ACookie:%20a HTTP/1.1");
        assert!(rest.contains("User-Agent: a%0D%0AAuthorization: b %E5%B8%81\r\n"), "{rest}");
        assert_eq!(rest.matches("\r\n").count(), 5, "four headers and the empty line: {rest}");
    }

    #[test]
    fn a_long_agent_is_cut() {
        let written = request("/", &"a".repeat(10_000), Verb::Get);
        assert!(written.contains(&format!("User-Agent: {}\r\n", "a".repeat(MAX_AGENT))));
    }
}

mod responses {
    use super::*;

    #[test]
    fn the_length_tells_where_a_body_ends() {
        let (response, taken) =
            response(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP").unwrap();
        assert_eq!((response.status, response.minor_version), (200, 1));
        assert_eq!((response.body.as_slice(), response.body_whole, taken), (&b"abc"[..], true, 41));
        assert!(response.keeps_alive());
    }

    #[test]
    fn without_a_length_the_close_ends_a_body() {
        let (response, _) = response(b"HTTP/1.0 200 OK\n\nabc").unwrap();
        assert_eq!((response.body.as_slice(), response.body_whole), (&b"abc"[..], true));
        assert!(!response.keeps_alive());
    }

    #[test]
    fn a_close_before_the_length_leaves_the_body_cut() {
        let (response, _) = response(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc").unwrap();
        assert_eq!((response.body.as_slice(), response.body_whole), (&b"abc"[..], false));
    }

    #[test]
    fn chunks_are_joined_and_trailers_dropped() {
        let bytes = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n\
                      3;x=\"y\"\r\nabc\r\n00a\r\n0123456789\r\n0\r\nA: b\r\n\r\nrest";
        let (response, taken) = response(bytes).unwrap();
        assert_eq!(response.body, b"abc0123456789");
        assert!(response.body_whole && response.keeps_alive());
        assert_eq!(&bytes[taken..], b"rest");
    }

    #[test]
    fn interim_responses_are_skipped() {
        let bytes = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n\
                      HTTP/1.1 204 No Content\r\nServer: s\r\n\r\nrest";
        let (response, taken) = response(bytes).unwrap();
        assert_eq!((response.status, response.body.len()), (204, 0));
        assert_eq!(&bytes[taken..], b"rest", "204 has no body");
        let (server, place) = response.header("Server").unwrap();
        assert_eq!(server, "s");
        assert_eq!(at(bytes, place), b"s", "offsets count the interim responses");
        assert_eq!(at(bytes, response.status_place()), b"HTTP/1.1 204 No Content");
    }

    fn at(bytes: &[u8], place: Place) -> &[u8] {
        &bytes[place.offset as usize..][..place.len as usize]
    }

    #[test]
    fn places_point_into_the_stream() {
        let bytes = b"HTTP/1.1 200 OK\r\nA:  b \r\nContent-Length: 5\r\n\r\nabcde";
        let (plain, _) = response(bytes).unwrap();
        assert_eq!(at(bytes, plain.header("a").unwrap().1), b"b");
        assert_eq!(at(bytes, plain.body_place(1..3)), b"bc");
        let bytes = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n";
        let (chunked, _) = response(bytes).unwrap();
        assert_eq!(at(bytes, chunked.body_place(0..1)), b"2\r\nab\r\n0\r\n\r\n");
    }

    #[test]
    fn a_wish_to_keep_the_connection_is_heard() {
        let keeps = |head: &str| {
            let bytes = format!("{head}\r\nContent-Length: 0\r\n\r\n");
            response(bytes.as_bytes()).unwrap().0.keeps_alive()
        };
        assert!(keeps("HTTP/1.1 200 OK") && keeps("HTTP/1.0 200 OK\r\nConnection: Keep-Alive"));
        assert!(!keeps("HTTP/1.1 200 OK\r\nConnection: foo, Close") && !keeps("HTTP/1.0 200 OK"));
    }

    #[test]
    fn a_coding_nobody_asked_for_is_not_undone() {
        let bytes =
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\x1f\x8b";
        assert_eq!(body(bytes).unwrap(), [0x1f, 0x8b]);
    }

    #[test]
    fn more_than_the_cap_is_not_taken() {
        let mut bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551615\r\n\r\n".to_vec();
        bytes.extend([b'a'; 2000]);
        let (response, taken) = response(&bytes).unwrap();
        assert_eq!((response.body.len(), response.body_whole), (1024, false));
        assert!(response.body.capacity() < 4096, "nothing is allocated by the announced length");
        assert!(taken < bytes.len() && !response.keeps_alive());
        let mut chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
        chunked.extend(b"fffffffffffffff\r\n");
        chunked.extend([b'a'; 2000]);
        assert_eq!(body(&chunked).unwrap().len(), 1024);
    }

    #[test]
    fn broken_answers_are_told_apart() {
        let head = "HTTP/1.1 200 OK\r\n";
        let wrong = |rest: &str| body(format!("{head}{rest}").as_bytes()).unwrap_err();
        assert_eq!(
            wrong("Content-Length: 1\r\nContent-Length: 2\r\n\r\n"),
            Malformed::ContentLength
        );
        assert_eq!(wrong("Content-Length: 18446744073709551616\r\n\r\n"), Malformed::ContentLength);
        assert_eq!(wrong("Content-Length: -1\r\n\r\n"), Malformed::ContentLength);
        for size in ["10000000000000000", "", "x", "-1", "1 2", " 1"] {
            let chunk = format!("Transfer-Encoding: chunked\r\n\r\n{size}\r\na\r\n0\r\n\r\n");
            assert_eq!(wrong(&chunk), Malformed::Chunk, "{size:?}");
        }
        assert_eq!(wrong("Transfer-Encoding: chunked\r\n\r\n1\r\nab"), Malformed::Chunk);
        let extension = format!("Transfer-Encoding: chunked\r\n\r\n1;{}", "x".repeat(300));
        assert_eq!(wrong(&extension), Malformed::Chunk);
        let trailers =
            format!("Transfer-Encoding: chunked\r\n\r\n0\r\n{}", "A: b\r\n".repeat(1000));
        assert_eq!(wrong(&trailers), Malformed::Chunk);
        assert_eq!(wrong(&"A: b\r\n".repeat(MAX_HEAD)), Malformed::HeadTooLong);
        assert_eq!(wrong(&"A".repeat(MAX_HEAD)), Malformed::HeadTooLong);
        let many = "A: b\r\n".repeat(MAX_HEADERS + 1) + "\r\n";
        assert_eq!(wrong(&many), Malformed::Head(httparse::Error::TooManyHeaders));
        for foreign in
            [&b"SSH-2.0-x\r\n"[..], b"\x15\x03\x01\x00\x02\x02\x46", b"http/1.1 200 OK\r\n"]
        {
            assert_eq!(body(foreign).unwrap_err(), Malformed::NotHttp);
        }
        for head in ["HTTP/2.0 200 OK\r\n\r\n", "HTTP/1.1 2x0 OK\r\n\r\n", "HTTP/1.1\r\n\r\n"] {
            assert!(matches!(body(head.as_bytes()), Err(Malformed::Head(_))), "{head:?}");
        }
    }

    #[test]
    fn endless_interim_responses_end() {
        let bytes = b"HTTP/1.1 100 Continue\r\n\r\n".repeat(MAX_HEAD / 25 + 1);
        assert_eq!(body(&bytes).unwrap_err(), Malformed::HeadTooLong);
    }

    /// What a reader knows after these pieces, and how many bytes it took.
    fn pushed(pieces: &[&[u8]]) -> (Option<Response>, Option<Malformed>, usize) {
        let (mut reader, mut all) = (ResponseReader::new(0, 64), 0);
        for piece in pieces {
            match reader.push(piece) {
                Ok(taken) => all += taken,
                Err(wrong) => return (reader.response().cloned(), Some(wrong), 0),
            }
        }
        reader.finish();
        (reader.response().cloned(), None, all)
    }

    /// Bytes that are nearly a response.
    fn nearly() -> impl Strategy<Value = Vec<u8>> {
        let part = prop_oneof![
            Just(b"HTTP/1.1 200 OK\r\n".to_vec()),
            Just(b"HTTP/1.1 100 Continue\r\n\r\n".to_vec()),
            Just(b"Content-Length: 7\r\n".to_vec()),
            Just(b"Transfer-Encoding: chunked\r\n".to_vec()),
            Just(b"\r\n".to_vec()),
            Just(b"4\r\nabcd\r\n".to_vec()),
            Just(b"0\r\n\r\n".to_vec()),
            proptest::collection::vec(any::<u8>(), 0..8),
        ];
        proptest::collection::vec(part, 0..10).prop_map(|parts| {
            let mut bytes = b"HTTP/1.1 200 OK\r\n".to_vec();
            bytes.extend(parts.concat());
            bytes
        })
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = pushed(&[&bytes]);
            let head = [b"HTTP/1.1 ", bytes.as_slice()].concat();
            let _ = pushed(&[&head]);
        }

        #[test]
        fn any_split_gives_the_same(bytes in nearly(), piece in 1_usize..9) {
            let whole = pushed(&[&bytes]);
            let pieces: Vec<&[u8]> = bytes.chunks(piece).collect();
            prop_assert_eq!(pushed(&pieces), whole);
        }

        #[test]
        fn chunked_bodies_come_back(
            chunks in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 1..9), 0..8),
            upper in any::<bool>(),
        ) {
            let mut bytes = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
            for chunk in &chunks {
                let len = chunk.len();
                let size = if upper { format!("{len:X}") } else { format!("00{len:x}") };
                bytes.extend([size.as_bytes(), b"\r\n", chunk, b"\r\n"].concat());
            }
            bytes.extend(b"0\r\n\r\n");
            let (response, wrong, taken) = pushed(&[&bytes]);
            let response = response.unwrap();
            prop_assert_eq!((wrong, taken), (None, bytes.len()));
            prop_assert_eq!(response.body, chunks.concat());
            prop_assert!(response.body_whole);
        }
    }
}

mod dialogues {
    use super::*;

    #[test]
    fn the_body_is_awaited_and_then_it_is_over() {
        let head: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab";
        let transcript = held("http", [head, b"cde", b"more"]);
        assert_eq!(transcript.ending, Ending::Spoken);
        assert_eq!(fact(&transcript, "http.body.text"), "abcde");
    }

    #[test]
    fn a_cut_head_is_no_answer_and_a_broken_body_is_one() {
        let cut: &[u8] = b"HTTP/1.1 200 OK\r\nServer: x\r\n";
        assert_eq!(held("http", [cut]).ending, Ending::Mismatch);
        let broken: &[u8] = b"HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: a\r\n\r\n";
        let transcript = held("http", [broken]);
        assert_eq!(transcript.ending, Ending::Spoken);
        assert_eq!(fact(&transcript, "http.header.server"), "x");
        assert_eq!(held("http", []).ending, Ending::Silent);
    }

    #[test]
    fn other_protocols_are_a_mismatch_at_their_first_byte() {
        let settings: &[u8] = b"\x00\x00\x00\x04\x00\x00\x00\x00\x00";
        assert_eq!(held("http", [settings]).ending, Ending::Mismatch);
        assert_eq!(held("http", [&b"S"[..]]).ending, Ending::Mismatch);
    }

    #[test]
    fn cookies_are_no_facts() {
        let bytes: &[u8] =
            b"HTTP/1.1 200 OK\r\nSet-Cookie: sid=SECRET\r\nContent-Length: 0\r\n\r\n";
        let transcript = held("http", [bytes]);
        let facts = read(&transcript);
        assert!(!facts.is_empty());
        assert!(facts.iter().all(|fact| !fact.value.written().contains("SECRET")));
    }

    #[test]
    fn titles_and_realms_are_read() {
        let page = |headers: &str, body: &str| {
            let bytes = format!("HTTP/1.1 200 OK\r\n{headers}\r\n\r\n{body}");
            held("http", [bytes.as_bytes()])
        };
        let title = |body: &str| fact(&page("A: b", body), "http.body.title");
        assert_eq!(title("<html><Title lang=en>\n A\t b </TITLE>"), "A b");
        assert_eq!(title(&format!("<title>{}</title>", "币".repeat(200))).len(), 255);
        assert_eq!(title("<title>unfinished"), "-");
        assert_eq!(title("<title"), "-");
        let realm = |value: &str| {
            fact(&page(&format!("WWW-Authenticate: {value}"), ""), "http.header.authenticate")
        };
        assert_eq!(realm(r#"Basic realm="jsonrpc""#), "jsonrpc");
        assert_eq!(
            realm(r#"Digest qop="auth",algorithm=MD5,realm="monero-rpc",nonce="x""#),
            "monero-rpc"
        );
        assert_eq!(realm(r#"Basic Realm = "a \"b\"", charset="UTF-8""#), r#"a "b""#);
        assert_eq!(realm("Basic realm=token, x=y"), "token");
        assert_eq!(realm("Negotiate"), "Negotiate");
        assert_eq!(realm(r#"Basic xrealm="no""#), "Basic");
        assert_eq!(
            fact(&page("A: b", "\x1b[31mred"), "http.body.text"),
            "-",
            "no terminal escapes"
        );
    }

    #[test]
    fn it_comes_after_the_ports_own_dialogues_and_only_where_nothing_was_spoken() {
        let endpoint: Endpoint = "192.0.2.1:80".parse().unwrap();
        let atlas = Atlas::builtin();
        let situation = |done| Situation { endpoint, atlas, thorough: false, expected: None, done };
        let proposed = (super::super::DIALOGUE.propose)(&situation(&[]));
        assert_eq!(proposed.len(), 1);
        assert_eq!(proposed[0].stage, Stage::Http);
        let spoken = [held("http", [&b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"[..]])];
        assert!((super::super::DIALOGUE.propose)(&situation(&spoken)).is_empty());
        let next = plan::next(&situation(&spoken)).expect("JSON-RPC follows HTTP");
        assert_eq!(next.dialogue.name, "bitcoin.rpc");
    }

    #[test]
    fn a_server_that_answers_unasked_is_recognised() {
        let situation = Situation {
            endpoint: "192.0.2.1:80".parse().unwrap(),
            atlas: Atlas::builtin(),
            thorough: false,
            expected: None,
            done: &[],
        };
        let recognised = |bytes| plan::recognise(&situation, bytes).dialogue.name;
        assert_eq!(recognised(b"HTTP/1.1 408 Request Timeout\r\n"), "http");
        assert_eq!(recognised(b"HTTP"), "greeting");
    }

    proptest! {
        #[test]
        fn any_split_ends_the_same(
            bytes in proptest::collection::vec(any::<u8>(), 0..200),
            http in any::<bool>(),
            piece in 1_usize..9,
        ) {
            let head: &[u8] = if http { b"HTTP/1.1 200 OK\r\n" } else { b"" };
            let bytes = [head, &bytes].concat();
            let whole = held("http", [bytes.as_slice()]);
            let pieces = held("http", bytes.chunks(piece));
            prop_assert_eq!(pieces.ending, whole.ending.clone());
            let _ = read(&whole);
        }
    }
}
