//! Scenarios with a node in memory.

use coinsift_verdict::Strength;
use proptest::prelude::*;

use super::*;
use crate::dialogue::Ending;
use crate::transcript::{Close, Happening};
use crate::{conversation, read};

/// Answers the dialogue to its end, as a node that is new to the network.
fn to_the_end(talk: &mut Talk) {
    assert_eq!(talk.commands(), ["version"]);
    let decoy = talk.node.decoy(&[5; 70]);
    talk.bytes(&decoy);
    talk.send("version", &version(1));
    talk.send("wtxidrelay", &[]);
    talk.send("verack", &[]);
    assert_eq!(talk.commands(), ["verack", "getdata"]);
    talk.send("block", &genesis());
    let mut sent = talk.commands();
    while !talk.conversation.is_finished() {
        assert!(sent.iter().all(|one| one == "getheaders" || one == "ping"), "{sent:?}");
        talk.timer();
        sent = talk.commands();
    }
}

#[test]
fn a_node_is_asked_inside_what_is_asked_in_clear_elsewhere() {
    let mut talk = Talk::begun(MAIN, b"", &[], usize::MAX);
    to_the_end(&mut talk);
    let transcript = talk.transcript();
    assert_eq!(transcript.ending, Ending::Spoken);
    let facts = read(&transcript);
    assert_eq!(written(&facts, "bitcoin.v2.magic").as_deref(), Some("f9beb4d9"));
    assert_eq!(written(&facts, "bitcoin.v2.garbage").as_deref(), Some("0"));
    assert_eq!(written(&facts, "bitcoin.v2.decoys").as_deref(), Some("1"));
    assert_eq!(written(&facts, "bitcoin.handshake.magic").as_deref(), Some("f9beb4d9"));
    assert_eq!(written(&facts, "bitcoin.version.agent").as_deref(), Some("/Satoshi:27.1.0/"));
    assert_eq!(
        written(&facts, "bitcoin.genesis.block").as_deref(),
        Some("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f")
    );
    assert_eq!(written(&facts, "bitcoin.frame.magic"), None, "no head was seen");
    let handshake = facts.iter().find(|fact| fact.name == "bitcoin.handshake.magic");
    assert_eq!(handshake.map(|fact| fact.strength), Some(Strength::Stated));
}

#[test]
fn places_point_at_the_encrypted_bytes() {
    let garbage = [0x99; 33];
    let mut talk = Talk::begun(MAIN, &garbage, &[b"decoy"], usize::MAX);
    to_the_end(&mut talk);
    let transcript = talk.transcript();
    let (facts, received) = (read(&transcript), transcript.received());
    let place = |name: &str| {
        let at = facts.iter().find(|fact| fact.name == name).expect(name).at;
        (at.offset as usize, at.len as usize)
    };
    assert_eq!(place("bitcoin.v2.garbage"), (64, 33));
    assert_eq!(place("bitcoin.v2.magic"), (97, 16));
    assert_eq!(place("bitcoin.handshake.magic"), (97, 16));
    // Terminator, decoy of 25, version packet of 20, decoy of 90, then the message `version`:
    // length, header, 0 and the command, and in its payload the agent behind 81 bytes.
    let version = 97 + 16 + 25 + 20 + 90;
    assert_eq!(place("bitcoin.version.agent"), (version + 3 + 1 + 13 + 81, 16));
    assert!(version + 200 < received.len());
}

#[test]
fn the_network_is_told_by_its_magic_whichever_it_is() {
    for network in Atlas::builtin().networks().filter(|network| network.family == "bitcoin") {
        let Some(magic) = network.magic else { continue };
        let mut talk = Talk::begun(magic, b"some garbage", &[], usize::MAX);
        assert_eq!(talk.commands(), ["version"], "{}", network.key);
        talk.conversation.closed(9, Close::Fin);
        let transcript = talk.transcript();
        assert_eq!(transcript.ending, Ending::Spoken);
        let facts = read(&transcript);
        assert_eq!(written(&facts, "bitcoin.v2.magic"), Some(hex::encode(magic)));
    }
}

#[test]
fn a_magic_nobody_lists_is_no_answer() {
    let mut talk = Talk::begun([0xa9, 2, 3, 4], b"", &[], usize::MAX);
    assert_eq!(talk.conversation.transmit(), None, "nothing is said without a magic");
    talk.timer();
    let transcript = talk.transcript();
    assert_eq!(transcript.ending, Ending::Mismatch);
    assert!(read(&transcript).iter().all(|fact| !fact.name.starts_with("bitcoin.")));
}

#[test]
fn endless_garbage_is_read_to_the_longest_there_may_be() {
    let mut longest = Talk::begun(MAIN, &[7; 4095], &[], 1000);
    assert_eq!(longest.commands(), ["version"]);
    let head = head(7, propose::options(&situation(&[])));
    let mut conversation = Conversation::open(head).expect("good options");
    conversation.bytes(1, &[0xa5; 64 + 4095 + 16]);
    assert!(!conversation.is_finished());
    conversation.bytes(2, &[0xa5]);
    assert!(conversation.is_finished());
    assert_eq!(conversation.into_transcript().ending, Ending::Mismatch);
}

#[test]
fn a_peer_that_echoes_is_none() {
    let head = head(7, propose::options(&situation(&[])));
    let mut conversation = Conversation::open(head).expect("good options");
    let key = conversation.transmit().expect("a key");
    conversation.bytes(1, &key);
    assert_eq!(conversation.transmit(), None);
    conversation.closed(2, Close::Fin);
    let transcript = conversation.into_transcript();
    assert_eq!(transcript.ending, Ending::Mismatch);
    assert!(read(&transcript).iter().all(|fact| !fact.name.starts_with("bitcoin.")));
}

#[test]
fn a_packet_that_was_changed_ends_it_where_it_stood() {
    let mut talk = Talk::begun(MAIN, b"", &[], usize::MAX);
    assert_eq!(talk.commands(), ["version"]);
    let mut packet = talk.node.seal("version", &version(1));
    packet[40] ^= 1;
    talk.bytes(&packet);
    let transcript = talk.transcript();
    assert_eq!(transcript.ending, Ending::Spoken);
    let facts = read(&transcript);
    assert_eq!(written(&facts, "bitcoin.v2.magic").as_deref(), Some("f9beb4d9"));
    assert_eq!(written(&facts, "bitcoin.version.agent"), None);
}

#[test]
fn a_refusal_inside_is_one() {
    let mut talk = Talk::begun(MAIN, b"", &[], usize::MAX);
    talk.commands();
    talk.send("reject", b"\x07version\x11\x08obsolete");
    let transcript = talk.transcript();
    assert_eq!(transcript.ending, Ending::Refused("obsolete".to_owned()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn garbage_decoys_and_pieces_make_no_difference(
        garbage in proptest::collection::vec(any::<u8>(), 0..1200),
        decoy in proptest::collection::vec(any::<u8>(), 1..90),
        decoys in 0usize..4,
        pieces in 1usize..700,
    ) {
        let decoys = vec![decoy.as_slice(); decoys];
        let mut talk = Talk::begun(MAIN, &garbage, &decoys, pieces);
        to_the_end(&mut talk);
        let transcript = talk.transcript();
        prop_assert_eq!(&transcript.ending, &Ending::Spoken);
        let facts = read(&transcript);
        prop_assert_eq!(written(&facts, "bitcoin.v2.garbage"), Some(garbage.len().to_string()));
        prop_assert!(written(&facts, "bitcoin.genesis.block").is_some());
        let again = conversation::replay(&transcript, 61).expect("the same options");
        prop_assert_eq!(again.sent(), transcript.sent());
        prop_assert!(transcript.sent().len() <= super::super::DIALOGUE.wire.bytes_out as usize);
    }

    #[test]
    fn noise_is_no_answer_and_brings_no_second_word(
        bytes in proptest::collection::vec(any::<u8>(), 0..5000),
        pieces in 1usize..700,
    ) {
        let head = head(7, propose::options(&situation(&[])));
        let mut conversation = Conversation::open(head).expect("good options");
        conversation.transmit();
        for piece in bytes.chunks(pieces) {
            conversation.bytes(1, piece);
        }
        conversation.closed(2, Close::Fin);
        let transcript = conversation.into_transcript();
        let sent = transcript.events.iter().filter(|one| matches!(one.what, Happening::Sent(_)));
        prop_assert_eq!(sent.count(), 1);
        let expected = if bytes.is_empty() { Ending::Silent } else { Ending::Mismatch };
        prop_assert_eq!(&transcript.ending, &expected);
        read(&transcript);
    }
}
