//! Servers that go over to WebSocket, or say so, and are no nodes.

use super::*;

fn assert_no_node(transcript: &Transcript, what: &str) {
    assert_eq!(transcript.ending, Ending::Mismatch, "{what}");
    let foreign = |name: &str| name.starts_with("greeting.") || name.starts_with("ethereum.ws.");
    assert!(read(transcript).iter().all(|fact| foreign(fact.name)), "{what}");
}

#[test]
fn an_answer_that_does_not_take_up_our_key_is_no_websocket() {
    let right = String::from_utf8(upgraded()).unwrap();
    for wrong in [
        right.replace("Sec-WebSocket-Accept", "X-Accept"),
        right.replace("Accept: ", "Accept: A"),
        right.replace("101", "200"),
        right.replace("Upgrade: websocket", "Upgrade: h2c"),
        right.replace("Connection: Upgrade", "Connection: close"),
        right.replace("Server:", "Sec-WebSocket-Extensions:"),
        right.replace("Server:", "Sec-WebSocket-Protocol:"),
        right.replace("HTTP", "ICAP"),
        format!("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{{}}{right}"),
    ] {
        let transcript = held(&[wrong.clone().into_bytes(), text(client()), text(ids())]);
        assert_no_node(&transcript, &wrong);
        assert_eq!(fact(&transcript, "ethereum.ws.accepted"), "-", "{wrong}");
        assert_eq!(said(&transcript).1, [], "{wrong}");
    }
    assert_eq!(held(&[]).ending, Ending::Silent);
    // An interim response before it changes nothing.
    let early = [b"HTTP/1.1 103 Early Hints\r\n\r\n".as_slice(), &upgraded()].concat();
    assert_eq!(said(&held(&[early])).1.len(), 1);
}

#[test]
fn a_refusal_in_the_words_of_a_node_is_typed() {
    let refused = b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 13\r\n\r\nmissing token";
    let transcript = held(&[refused.to_vec()]);
    assert_eq!(transcript.ending, Ending::Refused("token-missing".to_owned()));
    assert_eq!(fact(&transcript, "ethereum.rpc.refusal"), "token-missing");
    let other = b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno";
    assert_no_node(&held(&[other.to_vec()]), "any 401");
}

#[test]
fn an_echo_is_no_node() {
    let mut frames: Vec<Vec<u8>> = Vec::new();
    for _ in 0..4 {
        let (_, sent) = said(&asked(&frames));
        let Some((TEXT, question)) = sent.get(frames.len()) else {
            break;
        };
        frames.push(text(question));
    }
    let transcript = asked(&frames);
    assert_no_node(&transcript, "echo");
    assert_eq!(methods(&transcript), ["web3_clientVersion"]);
}

#[test]
fn one_answer_for_every_method_is_no_node() {
    for result in [r#""0x1""#, "true", "null", "{}", "[]", "1", r#""1""#] {
        assert_no_node(&asked(&[text(answer(Method::ClientVersion, result))]), result);
    }
    for other in ["", "hello", "{}", "[]", r#"{"connected":true}"#, "\u{0}"] {
        assert_no_node(&asked(&[text(other)]), other);
    }
    assert_no_node(&asked(&[text([0xff, 0xfe])]), "text that is no UTF-8");
}

#[test]
fn frames_that_no_server_may_send_end_it() {
    let huge = |len: u64| [&[0x81, 127][..], &len.to_be_bytes()].concat();
    for (wrong, what) in [
        (huge(1 << 63), "2^63 bytes"),
        (huge(u64::MAX), "2^64 - 1 bytes"),
        (huge(200_000), "more than we take"),
        (huge(5), "a length in a longer form"),
        (vec![0x81, 126, 0, 5], "a length in a longer form"),
        (vec![0xc1, 0], "a reserved bit"),
        (vec![0x83, 0], "an unknown kind"),
        (vec![0x8b, 0], "an unknown kind of control"),
        (vec![0x81, 0x85, 1, 2, 3, 4], "a mask"),
        (vec![0x80, 0], "a part of nothing"),
        (vec![0x01, 0, 0x81, 0], "a message inside another"),
        (vec![0x82, 1, b'x'], "a binary message"),
        (vec![0x09, 0], "a ping in parts"),
        (vec![0x89, 126, 0, 200], "a long ping"),
        (vec![0x88, 127], "a long close"),
    ] {
        let transcript = asked(&[wrong, text(client()), text(ids())]);
        assert_no_node(&transcript, what);
        assert_eq!(methods(&transcript), ["web3_clientVersion"], "{what}");
    }
}

#[test]
fn a_broken_frame_takes_nothing_back() {
    let transcript = asked(&[text(client()), text(ids()), vec![0x83, 0]]);
    assert_eq!(transcript.ending, Ending::Spoken);
    assert_eq!(fact(&transcript, "ethereum.rpc.network_id"), "1");
}

#[test]
fn parts_without_end_stop_at_the_cap() {
    let part = frame(false, CONTINUATION, vec![b' '; 1000]);
    let mut frames = vec![frame(false, TEXT, "[")];
    frames.extend(std::iter::repeat_n(part, 500));
    let transcript = asked(&frames);
    assert_no_node(&transcript, "parts without end");
    let taken = transcript.received().len();
    assert!(taken < 164 * 1024, "{taken} bytes taken");
    let empty = frame(false, CONTINUATION, []).repeat(200_000);
    let transcript = asked(&[frame(false, TEXT, "["), empty]);
    assert_no_node(&transcript, "empty parts without end");
    assert!(transcript.received().len() <= DIALOGUE.wire.bytes_in as usize);
}

#[test]
fn pings_without_end_are_answered_twice() {
    let transcript = asked(&[frame(true, PING, [7; 125]).repeat(1000)]);
    assert_no_node(&transcript, "pings");
    let (_, frames) = said(&transcript);
    assert_eq!(frames.iter().filter(|(opcode, _)| *opcode == PONG).count(), 2);
}

#[test]
fn a_message_nested_without_end_is_no_answer() {
    let deep = format!("{}1{}", "[".repeat(60_000), "]".repeat(60_000));
    assert_no_node(&asked(&[text(deep)]), "deep");
}
