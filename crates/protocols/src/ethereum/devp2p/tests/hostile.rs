//! Peers that lie, flood and bend lengths: the dialogue ends within its caps.

use proptest::prelude::*;

use super::scenes::old_status;
use super::{Talk, fact, head, written};
use crate::Conversation;
use crate::dialogue::{Ending, OptionError};
use crate::ethereum::devp2p::DIALOGUE;
use crate::ethereum::devp2p::frame::MAX_BODY;
use crate::ethereum::devp2p::messages::Message;
use crate::ethereum::devp2p::peer::{self, Node, list, number, string};
use crate::transcript::{Close, Options};

const ETH_68: &[(&str, u128)] = &[("eth", 68)];

fn after_hello() -> Talk {
    let (mut talk, _) = Talk::begun("");
    talk.send(0, &peer::hello(5, "Geth/v1.13.15", ETH_68, &talk.node.key()));
    talk
}

#[test]
fn an_answer_that_is_no_ack_is_a_mismatch() {
    let answers: [&[u8]; 5] = [
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        &[0; 700],
        &[0xff; 700],
        &[&[1u8, 44][..], &[4; 400]].concat(),
    ];
    for answer in answers {
        let mut talk = Talk::new("");
        talk.conversation.transmit();
        talk.bytes(answer);
        let transcript = talk.transcript();
        assert_eq!(transcript.ending, Ending::Mismatch, "{answer:?}");
        assert!(crate::read(&transcript).iter().all(|fact| !fact.name.starts_with("ethereum.")));
    }
}

#[test]
fn an_echo_is_no_node() {
    let mut talk = Talk::new("");
    let auth = talk.conversation.transmit().expect("auth");
    talk.bytes(&auth);
    assert_eq!(talk.transcript().ending, Ending::Mismatch);
}

#[test]
fn an_ack_from_another_dialogue_opens_nothing() {
    let (talk, _) = Talk::begun("");
    let mut recorded = talk.conversation.into_transcript().received();
    recorded.truncate(2000);
    let mut other = Talk::new("");
    let mut start = other.conversation.into_transcript().head;
    start.options.insert("seed".to_owned(), "09".repeat(32));
    other.conversation = Conversation::open(start).expect("good options");
    other.conversation.transmit();
    other.bytes(&recorded);
    assert_eq!(other.transcript().ending, Ending::Mismatch);
}

#[test]
fn a_wrong_mac_ends_the_dialogue_with_what_was_learnt() {
    for at in [0, 16, 40, 60] {
        let mut talk = after_hello();
        let mut frame = talk.node.packed(0x10, &old_status(68, [1; 32], [1; 32]));
        let at = if at == 60 { frame.len() - 1 } else { at };
        frame[at] ^= 1;
        talk.bytes(&frame);
        let transcript = talk.transcript();
        assert_eq!(transcript.ending, Ending::Spoken);
        let facts = crate::read(&transcript);
        assert!(fact(&facts, "ethereum.hello.agent").is_some());
        assert!(fact(&facts, "ethereum.status.genesis").is_none(), "changed at {at}");
    }
}

#[test]
fn an_oversized_frame_ends_the_dialogue_at_its_head() {
    let mut talk = after_hello();
    let frame = talk.node.seal_as(MAX_BODY + 1, &[0x18]);
    talk.bytes(&frame[..32]);
    assert_eq!(talk.transcript().ending, Ending::Spoken);

    let mut talk = after_hello();
    let frame = talk.node.seal_as(0xff_ffff, &[0x18]);
    talk.bytes(&frame[..32]);
    assert!(talk.finished());
}

#[test]
fn a_large_announcement_is_borne() {
    let mut talk = after_hello();
    let frame = talk.node.frame(0x18, &[0x77; 160 * 1024]);
    talk.bytes(&frame);
    assert!(!talk.finished());
    talk.send_packed(0x10, &old_status(68, [1; 32], [1; 32]));
    assert_eq!(talk.sent_packed().len(), 2, "our Status and one question");
}

#[test]
fn a_snappy_bomb_is_not_unpacked() {
    // Each says that it unpacks to 4 GiB, 16 MiB and a little over the cap.
    for len in
        [[0xff, 0xff, 0xff, 0xff, 0x0f].as_slice(), &[0x80, 0x80, 0x80, 0x08], &[0x81, 0x80, 4]]
    {
        for id in [0x10, 0x14, 0x01] {
            let bomb = [len, &[0; 64]].concat();
            let body = [&[id], bomb.as_slice()].concat();
            assert!(matches!(
                Message::read(&body, true),
                Some(Message::Malformed(_) | Message::Disconnect(_))
            ));
            let mut talk = after_hello();
            talk.send(id, &bomb);
            assert!(talk.finished());
        }
    }
    // A real one: a megabyte of zeros in 50 KiB.
    let mut talk = after_hello();
    talk.send_packed(0x10, &vec![0; 1 << 20]);
    assert!(talk.finished());
    assert!(fact(&crate::read(&talk.transcript()), "ethereum.status.genesis").is_none());
}

#[test]
fn an_endless_hello_is_read_up_to_a_bound() {
    let (mut talk, _) = Talk::begun("");
    let caps: Vec<(&str, u128)> = (0..10_000).map(|version| ("nonsense", version)).collect();
    let agent = "x".repeat(5000);
    talk.send(0, &peer::hello(5, &agent, &caps, &talk.node.key()));
    assert!(talk.finished(), "eth is not among the first");
    let facts = crate::read(&talk.transcript());
    assert_eq!(written(&facts, "ethereum.hello.agent").map(|agent| agent.len()), Some(1024));
    let caps = written(&facts, "ethereum.hello.caps").expect("caps");
    assert_eq!(caps.split(", ").count(), 256);

    // One that is longer than a frame may be.
    let (mut talk, _) = Talk::begun("");
    let agent = "x".repeat(MAX_BODY);
    let frame = talk.node.frame(0, &peer::hello(5, &agent, ETH_68, &[7; 64]));
    talk.bytes(&frame);
    assert_eq!(talk.transcript().ending, Ending::Spoken);
}

#[test]
fn what_may_not_come_before_hello_ends_the_dialogue() {
    for (id, data) in [(0x10, old_status(68, [1; 32], [1; 32])), (2, list(&[])), (0, vec![0xc1])] {
        let (mut talk, _) = Talk::begun("");
        talk.send(id, &data);
        assert_eq!(talk.sent(), [(1, list(&[number(8)]))]);
        assert_eq!(talk.transcript().ending, Ending::Spoken);
    }
}

#[test]
fn a_broken_status_or_header_ends_the_dialogue() {
    let broken = [list(&[]), list(&[number(68)]), string(b"status"), vec![0xff; 40], vec![0xc1]];
    for data in broken {
        let mut talk = after_hello();
        talk.send_packed(0x10, &data);
        assert!(talk.finished(), "{data:?}");

        let mut talk = after_hello();
        talk.send_packed(0x10, &old_status(68, [1; 32], [2; 32]));
        talk.sent();
        talk.send_packed(0x14, &list(&[number(1), list(&[data])]));
        assert!(talk.finished());
        assert!(fact(&crate::read(&talk.transcript()), "ethereum.header.genesis").is_none());
    }
}

#[test]
fn answers_to_questions_never_asked_are_not_taken() {
    let genesis = peer::ethereum_genesis();
    let hash = crate::ethereum::rlp::keccak256(&genesis);
    let mut talk = after_hello();
    talk.send_packed(0x10, &old_status(68, hash, [2; 32]));
    talk.sent();
    for request in [0, 3, 77, u128::from(u64::MAX)] {
        talk.send_packed(0x14, &list(&[number(request), list(std::slice::from_ref(&genesis))]));
    }
    assert!(!talk.finished());
    talk.timer();
    assert!(talk.finished());
    assert!(fact(&crate::read(&talk.transcript()), "ethereum.header.genesis").is_none());
}

#[test]
fn a_second_status_changes_nothing() {
    let mut talk = after_hello();
    talk.send_packed(0x10, &old_status(68, [1; 32], [1; 32]));
    talk.send_packed(0x10, &old_status(68, [2; 32], [2; 32]));
    talk.conversation.closed(100, Close::Fin);
    let facts = crate::read(&talk.transcript());
    assert_eq!(written(&facts, "ethereum.status.genesis"), Some("01".repeat(32)));
    assert_eq!(facts.iter().filter(|fact| fact.name == "ethereum.status.genesis").count(), 1);
}

#[test]
fn endless_frames_run_into_the_cap() {
    let mut talk = after_hello();
    for _ in 0..1000 {
        if talk.finished() {
            break;
        }
        let frame = talk.node.frame(0x12, &[0; 1000]);
        talk.bytes(&frame);
    }
    let transcript = talk.transcript();
    assert!(transcript.received().len() <= DIALOGUE.wire.bytes_in as usize);
    assert_eq!(transcript.ending, Ending::Spoken);
    assert!(fact(&crate::read(&transcript), "ethereum.hello.agent").is_some());
}

#[test]
fn options_no_driver_can_be_made_from_are_named() {
    let name = |options: Options| match Conversation::open(head(options)) {
        Err(OptionError { name, .. }) => name,
        Ok(_) => "none",
    };
    let key = hex::encode(Node::new().key());
    assert_eq!(name(Options::new()), "key");
    assert_eq!(name(Options::from([("key".to_owned(), "00".repeat(64))])), "key");
    assert_eq!(name(Options::from([("key".to_owned(), key.clone())])), "none");
    for bad in ["d4e56740", "d4e56740:5", "d4e56740:x:00", "d4:5:6", "d4e56740:5:00:1"] {
        let options = [("key", key.as_str()), ("checkpoints", bad)];
        let options = options.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(name(Options::from(options)), "checkpoints", "{bad}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn arbitrary_answers_never_panic_and_always_end(
        pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..200), 0..20),
        begin_well in any::<bool>(),
    ) {
        let mut talk = if begin_well { after_hello() } else { Talk::new("") };
        talk.conversation.transmit();
        for piece in &pieces {
            talk.bytes(piece);
        }
        talk.conversation.closed(10_000, Close::Reset);
        prop_assert!(talk.finished());
        crate::read(&talk.transcript());
    }

    #[test]
    fn arbitrary_messages_in_good_frames_never_panic(
        messages in prop::collection::vec(
            (0u8..0x22, prop::collection::vec(any::<u8>(), 0..120), any::<bool>()), 0..8),
    ) {
        let mut talk = after_hello();
        for (id, data, packed) in &messages {
            let frame = if *packed { talk.node.packed(*id, data) } else { talk.node.frame(*id, data) };
            talk.bytes(&frame);
        }
        talk.conversation.closed(10_000, Close::Fin);
        let transcript = talk.transcript();
        prop_assert!(fact(&crate::read(&transcript), "ethereum.hello.agent").is_some());
        prop_assert!(transcript.sent().len() <= DIALOGUE.wire.bytes_out as usize);
    }
}

proptest! {
    #[test]
    fn codecs_never_panic(body in prop::collection::vec(any::<u8>(), 0..400), compressed: bool) {
        let _ = Message::read(&body, compressed);
        for id in [0x80, 0x01, 0x10, 0x13, 0x14] {
            let _ = Message::read(&[&[id], body.as_slice()].concat(), compressed);
        }
    }
}
