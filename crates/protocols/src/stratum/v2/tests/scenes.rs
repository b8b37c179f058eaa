//! Scenarios with a server in memory.

use proptest::prelude::*;

use super::super::messages::{Answer, Protocol};
use super::*;
use crate::dialogue::Ending;
use crate::transcript::{Close, Happening};
use crate::{conversation, read};

#[test]
fn the_reference_server_is_told_by_both_tags_and_asked_nothing() {
    for pieces in [1, 63, 234] {
        let (mut conversation, _) = begun("stratum.v2", None, pieces);
        assert_eq!(conversation.transmit(), None);
        let transcript = finished(conversation);
        assert_eq!(transcript.ending, Ending::Spoken);
        assert_eq!(transcript.sent().len(), 64);
        let facts = read(&transcript);
        assert_eq!(written(&facts, "stratum.v2.handshake").as_deref(), Some("true"));
        assert_eq!(written(&facts, "stratum.v2.authority").as_deref(), Some("unknown"));
        assert_eq!(written(&facts, "stratum.v2.protocol"), None);
        let number = |name: &str| written(&facts, name).expect(name).parse::<u64>().expect(name);
        assert_eq!(number("stratum.v2.valid_until") - number("stratum.v2.valid_from"), 3600);
        // The server's clock is years after the transcript's.
        assert_eq!(written(&facts, "stratum.v2.valid_now").as_deref(), Some("false"));
        assert_eq!(written(&facts, "stratum.v2.static_key").map(|key| key.len()), Some(64));
    }
}

#[test]
fn the_signature_is_that_of_the_authority() {
    let keys = crate::ellswift::Initiator::from_seed(&[7; 32]);
    let (answer, _) = accept(&keys.key());
    let session = super::super::noise::read_act_2(&keys, &answer).expect("both tags");
    let secret = SecretKey::from_slice(&[9; 32]).expect("a key");
    let authority = Keypair::from_secret_key(&Secp256k1::new(), &secret).x_only_public_key().0;
    let certificate = session.certificate;
    assert!(certificate.is_signed_by(authority.serialize(), session.static_key));
    assert!(!certificate.is_signed_by(authority.serialize(), [1; 32]));
    assert!(!certificate.is_signed_by(session.static_key, session.static_key));
    let mut later = certificate.clone();
    later.not_valid_after += 1;
    assert!(!later.is_signed_by(authority.serialize(), session.static_key));
}

#[test]
fn any_changed_bit_is_another_protocol() {
    let keys = crate::ellswift::Initiator::from_seed(&[7; 32]);
    let (answer, _) = accept(&keys.key());
    assert!(super::super::answers(&keys, &answer));
    for byte in (0..answer.len()).step_by(7) {
        let mut changed = answer.clone();
        changed[byte] ^= 1 << (byte % 8);
        assert!(!super::super::answers(&keys, &changed), "byte {byte}");
    }
    assert!(!super::super::answers(&keys, &answer[..233]));
    let other = crate::ellswift::Initiator::from_seed(&[8; 32]);
    assert!(!super::super::answers(&other, &answer), "an answer to another key");
}

#[test]
fn a_flight_for_bitcoin_that_stratum_answers_is_no_bitcoin() {
    for pieces in [1, 100, 234] {
        let (mut conversation, _) = begun("bitcoin.v2", None, pieces);
        assert_eq!(conversation.transmit(), None, "nothing more is said");
        let transcript = finished(conversation);
        assert_eq!(transcript.ending, Ending::Mismatch);
        assert!(read(&transcript).iter().all(|fact| !fact.name.starts_with("bitcoin.")));
    }
}

#[test]
fn garbage_of_bitcoin_that_is_as_long_is_no_stratum() {
    let mut conversation = Conversation::open(head("stratum.v2", None)).expect("good options");
    let key: [u8; 64] = conversation.transmit().expect("a key").try_into().expect("64 bytes");
    let shake = bip324::Handshake::new([0xf9, 0xbe, 0xb4, 0xd9], bip324::Role::Responder);
    // 64 of key, 134 of garbage, 16 of terminator, 20 of version packet.
    let mut answer = vec![0; 64 + 134];
    let shake = shake.unwrap().send_key(Some(&[3; 134]), &mut answer).unwrap();
    let mut rest = vec![0; 36];
    shake.receive_key(key).unwrap().send_version(&mut rest, None).unwrap();
    answer.extend(rest);
    assert_eq!(answer.len(), super::super::ANSWER);
    conversation.bytes(1, &answer);
    let transcript = finished(conversation);
    assert_eq!(transcript.ending, Ending::Mismatch);
    assert!(read(&transcript).iter().all(|fact| !fact.name.starts_with("stratum.")));
}

#[test]
fn what_is_asked_after_the_handshake_is_setup_connection_alone() {
    let (mut conversation, mut engine) = begun("stratum.v2", Some("mining"), 234);
    let question = conversation.transmit().expect("one question");
    let (kind, payload) = open(&mut engine, &question);
    assert_eq!(kind, 0x00, "SetupConnection");
    let mut expected = vec![0, 2, 0, 2, 0, 0, 0, 0, 0, 9];
    expected.extend(b"127.0.0.1");
    expected.extend(34254_u16.to_le_bytes());
    expected.push(31);
    expected.extend(b"coinsift/1.0 (+ops@example.org)");
    expected.extend([0; 3]);
    assert_eq!(payload, expected);
    // Version 2, fixed version required.
    let answer = seal(&mut engine, 0x01, &[2, 0, 1, 0, 0, 0]);
    assert_eq!(answer.len(), 44);
    conversation.bytes(2, &answer);
    assert_eq!(conversation.transmit(), None);
    let transcript = finished(conversation);
    assert_eq!(transcript.ending, Ending::Spoken);
    let facts = read(&transcript);
    assert_eq!(written(&facts, "stratum.v2.protocol").as_deref(), Some("mining"));
    assert_eq!(written(&facts, "stratum.v2.version").as_deref(), Some("2"));
    assert_eq!(written(&facts, "stratum.v2.flags").as_deref(), Some("1"));
}

#[test]
fn a_server_that_has_another_protocol_says_so() {
    for (code, ending) in [
        ("unsupported-protocol", Ending::Spoken),
        ("protocol-version-mismatch", Ending::Refused("protocol-version-mismatch".to_owned())),
        ("\u{1b}[2J\nending: spoken", Ending::Refused("other".to_owned())),
    ] {
        let (mut conversation, mut engine) = begun("stratum.v2", Some("job-declaration"), 234);
        open(&mut engine, &conversation.transmit().expect("one question"));
        let mut payload = vec![0, 0, 0, 0, code.len() as u8];
        payload.extend(code.as_bytes());
        let answer = seal(&mut engine, 0x02, &payload);
        conversation.bytes(2, &answer);
        let transcript = finished(conversation);
        assert_eq!(transcript.ending, ending);
        let facts = read(&transcript);
        assert_eq!(written(&facts, "stratum.v2.refused").as_deref(), Some("job-declaration"));
        assert_eq!(written(&facts, "stratum.v2.error").as_deref(), Some(code));
        assert_eq!(written(&facts, "stratum.v2.protocol"), None);
    }
}

#[test]
fn other_answers_take_nothing_back() {
    for (kind, payload) in [(0x1f, vec![7; 40]), (0x01, vec![2]), (0x02, vec![0, 0, 0, 0, 9])] {
        let (mut conversation, mut engine) = begun("stratum.v2", Some("mining"), 234);
        open(&mut engine, &conversation.transmit().expect("one question"));
        let answer = seal(&mut engine, kind, &payload);
        conversation.bytes(2, &answer);
        let transcript = finished(conversation);
        assert_eq!(transcript.ending, Ending::Spoken, "type {kind}");
        let facts = read(&transcript);
        assert_eq!(written(&facts, "stratum.v2.handshake").as_deref(), Some("true"));
        assert_eq!(written(&facts, "stratum.v2.protocol"), None);
    }
    // Silence, and a length nobody needs.
    let (mut silent, _) = begun("stratum.v2", Some("mining"), 234);
    silent.timer(silent.wake_at());
    assert_eq!(finished(silent).ending, Ending::Spoken);
    let (mut huge, mut engine) = begun("stratum.v2", Some("mining"), 234);
    open(&mut engine, &huge.transmit().expect("one question"));
    let mut front = vec![0, 0, 1, 0xff, 0xff, 0xff];
    engine.encrypt(&mut front).expect("sealed");
    huge.bytes(2, &front);
    assert_eq!(finished(huge).ending, Ending::Spoken);
}

#[test]
fn the_words_of_the_option_are_the_three_protocols() {
    for protocol in Protocol::ALL {
        assert_eq!(Protocol::of(protocol.word()), Some(protocol));
        assert!(Conversation::open(head("stratum.v2", Some(protocol.word()))).is_ok());
    }
    for word in ["", "open-standard-mining-channel", "submit", "0"] {
        assert!(Conversation::open(head("stratum.v2", Some(word))).is_err(), "{word}");
    }
}

proptest! {
    #[test]
    fn noise_is_no_answer(bytes in proptest::collection::vec(any::<u8>(), 0..3000), pieces in 1usize..400) {
        let mut conversation = Conversation::open(head("stratum.v2", Some("mining"))).expect("good options");
        conversation.transmit();
        for piece in bytes.chunks(pieces) {
            conversation.bytes(1, piece);
        }
        conversation.closed(2, Close::Fin);
        let transcript = conversation.into_transcript();
        let sent = transcript.events.iter().filter(|one| matches!(one.what, Happening::Sent(_)));
        prop_assert_eq!(sent.count(), 1);
        prop_assert!(!matches!(transcript.ending, Ending::Spoken | Ending::Refused(_)));
        prop_assert!(read(&transcript).iter().all(|fact| !fact.name.starts_with("stratum.")));
    }

    #[test]
    fn answers_in_any_pieces_are_the_same(pieces in 1usize..60, flags: u32) {
        let (mut conversation, mut engine) = begun("stratum.v2", Some("mining"), pieces);
        open(&mut engine, &conversation.transmit().expect("one question"));
        let answer = seal(&mut engine, 1, &[&[2, 0][..], &flags.to_le_bytes()].concat());
        for piece in answer.chunks(pieces) {
            conversation.bytes(2, piece);
        }
        let transcript = finished(conversation);
        prop_assert_eq!(written(&read(&transcript), "stratum.v2.flags"), Some(flags.to_string()));
        let again = conversation::replay(&transcript, 1).expect("the same options");
        prop_assert_eq!(again.sent(), transcript.sent());
    }

    #[test]
    fn any_payload_may_be_read(kind: u8, payload: Vec<u8>) {
        if let Ok(Answer::Error { code, .. }) = Answer::read(kind, &payload) {
            prop_assert!(code.chars().count() <= 255);
        }
    }
}
