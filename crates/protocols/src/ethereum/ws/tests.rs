//! What is special to WebSocket; the shared checks run over the recordings.

mod frames;
mod hostile;
mod planning;

use super::DIALOGUE;
use super::messages::{Keys, accept};
use crate::checks;
use crate::dialogue::Ending;
use crate::ethereum::rpc::Method;
use crate::http::tests::fact;
use crate::transcript::{Close, Happening, Head, Options, Transcript, Utc};
use crate::{Conversation, read};

#[test]
fn recordings() {
    checks::all("ethereum", "ethereum.ws", 5);
}

const SEED: [u8; 32] = [7; 32];

/// The opcodes that tests send.
const CONTINUATION: u8 = 0;
const TEXT: u8 = 1;
const CLOSE: u8 = 8;
const PING: u8 = 9;
const PONG: u8 = 10;

/// A frame as servers send it.
fn frame(last: bool, opcode: u8, payload: impl AsRef<[u8]>) -> Vec<u8> {
    let payload = payload.as_ref();
    let mut frame = vec![u8::from(last) << 7 | opcode];
    match payload.len() {
        len @ ..126 => frame.push(len as u8),
        len @ ..0x1_0000 => {
            frame.push(126);
            frame.extend((len as u16).to_be_bytes());
        }
        len => {
            frame.push(127);
            frame.extend((len as u64).to_be_bytes());
        }
    }
    frame.extend(payload);
    frame
}

fn text(payload: impl AsRef<[u8]>) -> Vec<u8> {
    frame(true, TEXT, payload)
}

fn upgraded() -> Vec<u8> {
    let accept = accept(&Keys::new(SEED).handshake());
    format!(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Accept: {accept}\r\nServer: lab/1\r\n\r\n"
    )
    .into_bytes()
}

/// An answer to one question.
fn answer(method: Method, result: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":{},"result":{result}}}"#, method.id())
}

fn error(method: Method, code: i64) -> String {
    let error = format!(r#"{{"code":{code},"message":"no"}}"#);
    format!(r#"{{"jsonrpc":"2.0","id":{},"error":{error}}}"#, method.id())
}

fn client() -> String {
    answer(Method::ClientVersion, r#""Geth/v1.17.10-stable/linux-amd64/go1.26.8""#)
}

/// The ids alone, which with the client version make a node.
fn ids() -> String {
    let ids = [answer(Method::ChainId, r#""0x1""#), answer(Method::NetworkId, r#""1""#)].join(",");
    format!("[{ids}]")
}

/// Holds the dialogue with a peer that sends these pieces and then closes.
fn held(pieces: &[Vec<u8>]) -> Transcript {
    let head = Head {
        protocol: DIALOGUE.name.to_owned(),
        version: 1,
        endpoint: "192.0.2.1:8546".parse().unwrap(),
        started: Utc(0),
        options: Options::from([
            ("agent".to_owned(), "coinsift/0.1.0".to_owned()),
            ("seed".to_owned(), hex::encode(SEED)),
        ]),
    };
    let mut conversation = Conversation::open(head).unwrap();
    for piece in pieces {
        conversation.bytes(1, piece);
    }
    conversation.closed(2, Close::Fin);
    conversation.into_transcript()
}

/// The same behind the right answer to the upgrade.
fn asked(frames: &[Vec<u8>]) -> Transcript {
    let mut pieces = vec![upgraded()];
    pieces.extend_from_slice(frames);
    held(&pieces)
}

/// What we sent: the request, then each frame's opcode and payload without its mask.
fn said(transcript: &Transcript) -> (String, Vec<(u8, Vec<u8>)>) {
    let mut sent = transcript.events.iter().filter_map(|event| match &event.what {
        Happening::Sent(bytes) => Some(bytes.clone()),
        _ => None,
    });
    let request = String::from_utf8(sent.next().expect("a request")).expect("ASCII");
    let unmasked = |frame: Vec<u8>| {
        assert_eq!((frame[0] & 0xf0, frame[1] & 0x80), (0x80, 0x80), "whole and masked");
        let head = if frame[1] & 0x7f == 126 { 4 } else { 2 };
        let (mask, payload) = frame[head..].split_at(4);
        let plain = payload.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask);
        (frame[0] & 0x0f, plain.collect())
    };
    (request, sent.map(unmasked).collect())
}

/// The methods asked, in their order.
fn methods(transcript: &Transcript) -> Vec<String> {
    let (_, frames) = said(transcript);
    let texts = frames.into_iter().filter(|(opcode, _)| *opcode == TEXT);
    let all: Vec<String> = texts.map(|(_, text)| String::from_utf8(text).unwrap()).collect();
    let joined = all.concat();
    let names = joined.split(r#""method":""#).skip(1);
    names.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn the_example_of_the_specification_is_accepted() {
    // RFC 6455 section 1.3.
    assert_eq!(accept("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

#[test]
fn the_request_is_one_of_a_client_without_credentials() {
    let (request, _) = said(&held(&[]));
    let names: Vec<&str> =
        request.lines().skip(1).filter_map(|line| Some(line.split_once(':')?.0)).collect();
    let expected = [
        "Host",
        "User-Agent",
        "Accept",
        "Connection",
        "Upgrade",
        "Sec-WebSocket-Version",
        "Sec-WebSocket-Key",
    ];
    assert_eq!(names, expected);
    assert!(request.starts_with("GET / HTTP/1.1\r\n") && request.ends_with("\r\n\r\n"));
    let key = Keys::new(SEED).handshake();
    assert_eq!(key.len(), 24, "16 bytes in base64");
    assert!(request.contains(&format!("Sec-WebSocket-Key: {key}\r\n")));
    assert_ne!(key, Keys::new([8; 32]).handshake(), "another seed, another key");
}

#[test]
fn questions_go_out_in_masked_frames_one_after_the_other() {
    let transcript =
        asked(&[text(client()), text(ids()), text("[]"), text(error(Method::LatestBlock, -32000))]);
    assert_eq!(transcript.ending, Ending::Spoken);
    let (_, frames) = said(&transcript);
    let opcodes: Vec<u8> = frames.iter().map(|(opcode, _)| *opcode).collect();
    assert_eq!(opcodes, [TEXT, TEXT, TEXT, TEXT, CLOSE]);
    assert_eq!(frames[4].1, 1000u16.to_be_bytes());
    let methods = methods(&transcript);
    assert_eq!(methods[..2], ["web3_clientVersion", "eth_getBlockByNumber"]);
    assert_eq!(methods.len(), 1 + 3 + 13 + 1);
    assert_eq!(fact(&transcript, "ethereum.ws.accepted"), "true");
    assert_eq!(fact(&transcript, "ethereum.ws.server"), "lab/1");
    assert_eq!(fact(&transcript, "ethereum.rpc.chain_id"), "1");
    // Each frame has a mask of its own.
    let sent: Vec<Vec<u8>> = transcript
        .events
        .iter()
        .filter_map(|event| match &event.what {
            Happening::Sent(bytes) => Some(bytes.clone()),
            _ => None,
        })
        .collect();
    let mask = |frame: &[u8]| frame[if frame[1] & 0x7f == 126 { 4 } else { 2 }..][..4].to_vec();
    assert_ne!(mask(&sent[1]), mask(&sent[2]));
    assert!(transcript.sent().len() <= DIALOGUE.wire.bytes_out as usize);
}

#[test]
fn the_costliest_order_fits_into_the_wire_table() {
    let unknown = |method| text(error(method, -32601));
    let head = Head {
        protocol: DIALOGUE.name.to_owned(),
        version: 1,
        endpoint: "[2001:db8:1111:2222:3333:4444:5555:6666]:65535".parse().unwrap(),
        started: Utc(0),
        options: Options::from([
            ("agent".to_owned(), "x".repeat(1000)),
            ("seed".to_owned(), hex::encode(SEED)),
        ]),
    };
    let block = r#"{"number":"0x1"}"#;
    let mut frames = vec![
        unknown(Method::ClientVersion),
        unknown(Method::FiscoVersion),
        unknown(Method::FiscoGroups),
        text(ids()),
        text(block),
        text(block),
    ];
    let pings = frame(true, PING, [0; 125]).repeat(9);
    frames.insert(0, [upgraded(), pings].concat());
    let mut conversation = Conversation::open(head).unwrap();
    for frame in frames {
        conversation.bytes(1, &frame);
    }
    conversation.closed(2, Close::Fin);
    let transcript = conversation.into_transcript();
    let closed = transcript.events.iter().any(|event| event.what == Happening::Closed(Close::Cap));
    assert!(!closed, "{} bytes", transcript.sent().len());
}

#[test]
fn fisco_bcos_is_asked_before_anything_is_called_ethereum() {
    let unknown = |method| text(error(method, -32601));
    let version = r#"{"FISCO-BCOS Version":"2.9.1","Supported Version":"2.9.1","Chain Id":"1"}"#;
    let two = asked(&[unknown(Method::ClientVersion), text(answer(Method::FiscoVersion, version))]);
    assert_eq!(two.ending, Ending::Spoken);
    assert_eq!(methods(&two), ["web3_clientVersion", "getClientVersion"]);
    assert_eq!(fact(&two, "ethereum.fisco.version"), "2.9.1");
    let groups = crate::ethereum::rpc::fisco_groups_example();
    let three = asked(&[
        unknown(Method::ClientVersion),
        unknown(Method::FiscoVersion),
        text(answer(Method::FiscoGroups, &groups)),
    ]);
    assert_eq!(methods(&three), ["web3_clientVersion", "getClientVersion", "getGroupInfoList"]);
    assert_eq!(fact(&three, "ethereum.fisco.groups"), "group0, group1");
    for transcript in [two, three] {
        let named = read(&transcript).iter().any(|fact| fact.name == "ethereum.rpc.client_version");
        assert!(!named);
    }
}

#[test]
fn a_message_in_parts_is_put_together_with_pings_between_them() {
    let client = client();
    let (first, rest) = client.split_at(10);
    let (second, third) = rest.split_at(20);
    let parts = [
        frame(false, TEXT, first),
        frame(true, PING, b"are you there"),
        frame(false, CONTINUATION, second),
        frame(true, PONG, b"unasked"),
        frame(true, CONTINUATION, third),
    ]
    .concat();
    let transcript = asked(&[parts.clone(), text(ids())]);
    let (_, frames) = said(&transcript);
    assert_eq!(frames[1], (PONG, b"are you there".to_vec()));
    assert_eq!(methods(&transcript)[1], "eth_getBlockByNumber");
    let facts = read(&transcript);
    let version = facts.iter().find(|fact| fact.name == "ethereum.rpc.client_version").unwrap();
    assert_eq!(version.value.written(), "Geth/v1.17.10-stable/linux-amd64/go1.26.8");
    // The place of all its frames.
    let at = upgraded().len();
    assert_eq!((version.at.offset as usize, version.at.len as usize), (at, parts.len()));
}

#[test]
fn a_close_is_answered_and_its_status_kept() {
    let close = frame(true, CLOSE, [&1001u16.to_be_bytes()[..], b"going away"].concat());
    let transcript = asked(&[text(client()), text(ids()), close]);
    assert_eq!(transcript.ending, Ending::Spoken, "what was shown stays shown");
    let (_, frames) = said(&transcript);
    assert_eq!(frames.last(), Some(&(CLOSE, 1001u16.to_be_bytes().to_vec())));
    assert_eq!(fact(&transcript, "ethereum.ws.close"), "1001");
    let transcript = asked(&[frame(true, CLOSE, [])]);
    assert_eq!(transcript.ending, Ending::Mismatch);
    assert_eq!(fact(&transcript, "ethereum.ws.close"), "-");
}
