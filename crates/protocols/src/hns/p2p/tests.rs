//! The shared checks over the recordings, and scenarios in memory with a pretend clock.

#![allow(clippy::disallowed_methods, reason = "tests read recorded headers")]

use coinsift_verdict::{Atlas, Fact, Strength};
use proptest::prelude::*;

use super::header::{self, HEADER};
use super::messages::{Frame, Headers, RejectMessage, VersionMessage, frames, kind, not_found};
use super::questions::frame;
use crate::dialogue::Ending;
use crate::plan::{self, Expectation, Situation};
use crate::transcript::{Close, Endpoint, Head, Transcript, Utc};
use crate::{Conversation, checks};

const MAIN: [u8; 4] = [0xd3, 0xf2, 0x6e, 0x5b];
const GENESIS: &str = "5b6ef2d3c1f3cdcadfd9a030ba1811efdd17740f14e166489760741d075992e0";
const LATER: &str = "000000000000000041b66fffd4af0ef326ae2b9e7b16f59e176fec359e53121e";

#[test]
fn recordings_pass_the_shared_checks() {
    checks::all("hns", "hns.p2p", 6);
}

fn situation<'a>(
    port: u16,
    done: &'a [Transcript],
    expected: Option<&'a Expectation>,
) -> Situation<'a> {
    let endpoint = Endpoint::tcp([127, 0, 0, 1].into(), port);
    Situation { endpoint, atlas: Atlas::builtin(), thorough: false, expected, done }
}

/// A conversation in the main network's magic; `checkpoints` are those asked for by name.
fn talk(checkpoints: &str) -> Conversation {
    let situation = situation(12038, &[], None);
    let mut options = super::propose::options(&situation, MAIN);
    options.insert("checkpoints".to_owned(), checkpoints.to_owned());
    options.insert("seed".to_owned(), "07".repeat(32));
    options.insert("agent".to_owned(), "coinsift/1.0 (+ops@example.org)".to_owned());
    Conversation::open(Head {
        protocol: "hns.p2p".to_owned(),
        version: super::DIALOGUE.version,
        endpoint: situation.endpoint,
        started: Utc(1_700_000_000_000),
        options,
    })
    .expect("good options")
}

fn recorded(file: &str) -> Vec<u8> {
    let path = format!("{}/../../fixtures/headers/{file}.hex", env!("CARGO_MANIFEST_DIR"));
    hex::decode(std::fs::read_to_string(path).expect("a recorded header").trim()).expect("hex")
}

fn version(services: u32, nonce: [u8; 8], agent: &str) -> Vec<u8> {
    let mut payload = 3u32.to_le_bytes().to_vec();
    payload.extend(u64::from(services).to_le_bytes());
    payload.extend(1_700_000_000u64.to_le_bytes());
    payload.extend([0; 88]);
    payload.extend(nonce);
    payload.push(agent.len() as u8);
    payload.extend(agent.as_bytes());
    payload.extend(250_000u32.to_le_bytes());
    payload.push(0);
    payload
}

fn hello() -> Vec<u8> {
    let mut bytes = frame(MAIN, kind::VERACK, &[]);
    bytes.extend(frame(MAIN, kind::VERSION, &version(1, [9; 8], "/hsd:8.0.0/")));
    bytes
}

fn kinds(bytes: &[u8]) -> Vec<u8> {
    frames(bytes, MAIN).map(|frame| frame.kind).collect()
}

fn fact<'a>(facts: &'a [Fact], name: &str) -> Option<&'a Fact> {
    facts.iter().find(|fact| fact.name == name)
}

fn written(facts: &[Fact], name: &str) -> Option<String> {
    fact(facts, name).map(|fact| fact.value.written().into_owned())
}

/// Up to the block: the talk with what was sent since the introduction.
fn introduced(checkpoints: &str) -> (Conversation, Vec<u8>) {
    let mut talk = talk(checkpoints);
    talk.transmit().expect("our version");
    talk.bytes(10, &hello());
    let sent = talk.transmit().expect("verack and the question");
    (talk, sent)
}

#[test]
fn a_node_hands_over_its_genesis_block() {
    let mut talk = talk("");
    let sent = talk.transmit().expect("our version");
    assert_eq!(kinds(&sent), [kind::VERSION]);
    let ours = Frame::read(&sent, 0).expect("a frame").expect("a whole one");
    let ours = VersionMessage::read(ours.payload).expect("our own version reads");
    assert_eq!(ours.agent, "coinsift/1.0 (+ops@example.org)");
    assert_eq!((ours.services, ours.height, ours.relay), (0, 0, false));
    assert_eq!(ours.time, 1_700_000_000);

    talk.bytes(10, &hello());
    let sent = talk.transmit().expect("verack and the question");
    assert_eq!(kinds(&sent), [kind::VERACK, kind::GETDATA]);
    assert!(sent.ends_with(&hex::decode(GENESIS).expect("hex")));
    talk.bytes(20, &frame(MAIN, kind::PING, &[0; 8]));
    let mut block = recorded("handshake-0");
    block.extend([1; 50]);
    talk.bytes(21, &frame(MAIN, kind::BLOCK, &block));
    assert!(talk.is_finished());

    let transcript = talk.into_transcript();
    assert_eq!(transcript.ending, Ending::Spoken);
    let facts = crate::read(&transcript);
    let genesis = fact(&facts, "hns.genesis.hash").expect("the genesis block");
    assert_eq!(genesis.strength, Strength::Stated);
    assert_eq!(genesis.value.written(), GENESIS);
    let at = genesis.at.offset as usize;
    assert_eq!(transcript.received()[at..at + HEADER], recorded("handshake-0"));
    assert_eq!(written(&facts, "hns.handshake.magic").as_deref(), Some("d3f26e5b"));
    assert_eq!(written(&facts, "hns.version.agent").as_deref(), Some("/hsd:8.0.0/"));
    assert_eq!(fact(&facts, "hns.version.agent").map(|fact| fact.strength), Some(Strength::Hinted));
}

#[test]
fn a_block_asked_for_by_name_proves_and_one_bit_less_does_not() {
    for changed in [false, true] {
        let (mut talk, _) = introduced(LATER);
        talk.bytes(20, &frame(MAIN, kind::BLOCK, &recorded("handshake-0")));
        let asked = talk.transmit().expect("the block by name");
        assert_eq!(kinds(&asked), [kind::GETHEADERS, kind::PING]);
        let mut headers = vec![1];
        headers.extend(recorded("handshake-65302"));
        headers[5] ^= u8::from(changed);
        talk.bytes(30, &frame(MAIN, kind::HEADERS, &headers));
        assert!(talk.is_finished());
        let facts = crate::read(&talk.into_transcript());
        let shown = fact(&facts, "hns.header.checkpoint");
        assert_eq!(shown.map(|fact| fact.strength), (!changed).then_some(Strength::Proven));
    }
}

#[test]
fn without_an_introduction_no_block_proves() {
    let mut talk = talk(LATER);
    talk.transmit();
    talk.bytes(10, &frame(MAIN, kind::VERSION, &version(1, [9; 8], "")));
    talk.bytes(20, &frame(MAIN, kind::BLOCK, &recorded("handshake-0")));
    let headers = [vec![1], recorded("handshake-65302")].concat();
    talk.bytes(30, &frame(MAIN, kind::HEADERS, &headers));
    let facts = crate::read(&talk.into_transcript());
    assert!(facts.iter().all(|fact| fact.strength == Strength::Hinted), "{facts:?}");
    assert!(fact(&facts, "hns.handshake.magic").is_none());
}

#[test]
fn a_node_that_is_syncing_answers_the_ping_alone() {
    let (mut talk, _) = introduced(LATER);
    let missing = [&[1, 2, 0, 0, 0][..], &hex::decode(GENESIS).expect("hex")].concat();
    talk.bytes(20, &frame(MAIN, kind::NOTFOUND, &missing));
    talk.transmit().expect("the block by name");
    talk.bytes(30, &frame(MAIN, kind::PONG, &[1; 8]));
    assert!(!talk.is_finished(), "not the answer to our ping");
    talk.bytes(31, &frame(MAIN, kind::PONG, &[7; 8]));
    let transcript = talk.into_transcript();
    assert_eq!(transcript.ending, Ending::Spoken);
    let facts = crate::read(&transcript);
    assert_eq!(written(&facts, "hns.header.absent").as_deref(), Some(LATER));
    assert_eq!(written(&facts, "hns.genesis.refused").as_deref(), Some(GENESIS));
    assert!(fact(&facts, "hns.genesis.hash").is_none());
}

#[test]
fn a_node_that_answers_nothing_more_is_left_in_peace() {
    let (mut talk, _) = introduced(LATER);
    talk.timer(talk.wake_at());
    assert_eq!(kinds(&talk.transmit().expect("the block by name")), [kind::GETHEADERS, kind::PING]);
    talk.timer(talk.wake_at());
    assert!(talk.is_finished());
    assert_eq!(talk.into_transcript().ending, Ending::Spoken);
}

#[test]
fn an_echo_is_no_node() {
    let mut talk = talk("");
    let sent = talk.transmit().expect("our version");
    talk.bytes(10, &sent);
    let transcript = talk.into_transcript();
    assert_eq!(transcript.ending, Ending::Mismatch);
    assert!(crate::read(&transcript).iter().all(|fact| !fact.name.starts_with("hns.")));
}

#[test]
fn foreign_words_and_other_magics_are_a_mismatch() {
    for words in [&b"HTTP/1.1 400 Bad Request\r\n\r\n"[..], &[0xf9, 0xbe, 0xb4, 0xd9], b"SSH-2.0-x"]
    {
        let mut talk = talk("");
        talk.transmit();
        talk.bytes(10, words);
        assert!(talk.is_finished(), "{words:?}");
        let transcript = talk.into_transcript();
        assert_eq!(transcript.ending, Ending::Mismatch);
        assert!(crate::read(&transcript).iter().all(|fact| !fact.name.starts_with("hns.")));
    }
}

#[test]
fn a_refusal_is_typed() {
    let mut talk = talk("");
    talk.transmit();
    talk.bytes(10, &frame(MAIN, kind::REJECT, &[0, 0x11, 3, b'o', b'l', b'd']));
    let transcript = talk.into_transcript();
    assert_eq!(transcript.ending, Ending::Refused("obsolete".to_owned()));
    let facts = crate::read(&transcript);
    assert_eq!(written(&facts, "hns.reject.reason").as_deref(), Some("old"));
}

#[test]
fn hostile_lengths_end_the_dialogue_or_run_into_its_cap() {
    let mut gigantic = frame(MAIN, kind::VERSION, &[]);
    gigantic[5..9].copy_from_slice(&u32::MAX.to_le_bytes());
    let mut talk = talk("");
    talk.bytes(1, &gigantic);
    assert_eq!(talk.into_transcript().ending, Ending::Mismatch);

    let (mut talk, _) = introduced("");
    let flood = frame(MAIN, kind::PING, &[0; 8]).repeat(100);
    for now in 20.. {
        if talk.is_finished() {
            break;
        }
        talk.bytes(now, &flood);
        assert!(now < 200, "the cap ends it");
    }
    let transcript = talk.into_transcript();
    assert!(transcript.received().len() <= super::DIALOGUE.wire.bytes_in as usize);
}

#[test]
fn the_port_or_the_expectation_names_the_magic_and_nobody_is_guessed_at() {
    for (port, magic) in
        [(12038, "d3f26e5b"), (13038, "d20d52b1"), (14038, "cf9538ae"), (15038, "dc8e640e")]
    {
        let choice = plan::next(&situation(port, &[], None)).expect("a choice");
        assert_eq!(choice.dialogue.name, "hns.p2p", "{port}");
        assert_eq!(choice.options["magic"], magic, "{port}");
        assert_eq!(choice.options["ask"].len(), 64, "{port}");
    }
    assert!(super::propose::propose(&situation(44806, &[], None)).is_empty());
    let mut expected = Expectation { families: vec!["hns".to_owned()], ..Expectation::default() };
    let choice = plan::next(&situation(4000, &[], Some(&expected))).expect("a choice");
    assert_eq!((choice.dialogue.name, choice.options["magic"].as_str()), ("hns.p2p", "d3f26e5b"));
    expected.network = Some("handshake:regtest".to_owned());
    let choice = plan::next(&situation(4000, &[], Some(&expected))).expect("a choice");
    assert_eq!(choice.options["magic"], "cf9538ae");
}

#[test]
fn a_peer_that_speaks_first_is_answered_in_its_magic() {
    let situation = situation(4000, &[], None);
    let choice = plan::recognise(&situation, &hello());
    assert_eq!(choice.dialogue.name, "hns.p2p");
    assert_eq!(choice.options["magic"], "d3f26e5b");
    let foreign = frame([1, 2, 3, 4], kind::VERACK, &[]);
    assert_ne!(plan::recognise(&situation, &foreign).dialogue.name, "hns.p2p");
}

proptest! {
    #[test]
    fn arbitrary_answers_never_panic_and_always_end(
        pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..200), 0..20),
        begin_well in any::<bool>(),
        framed in any::<bool>(),
    ) {
        let mut talk = talk(LATER);
        talk.transmit();
        if begin_well {
            talk.bytes(1, &hello());
        }
        for (now, piece) in pieces.iter().enumerate() {
            let kind = piece.first().copied().unwrap_or_default() % 33;
            let bytes = if framed { frame(MAIN, kind, piece) } else { piece.clone() };
            talk.bytes(now as u32 + 2, &bytes);
        }
        talk.closed(100, Close::Reset);
        prop_assert!(talk.is_finished());
        crate::read(&talk.into_transcript());
    }

    #[test]
    fn codecs_never_panic_and_allocate_no_more_than_came(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let _ = VersionMessage::read(&bytes);
        let _ = RejectMessage::read(&bytes);
        let _ = Headers::read(&bytes);
        prop_assert!(not_found(&bytes).len() <= bytes.len() / 36);
        prop_assert!(frames(&bytes, MAIN).count() <= bytes.len() / 9);
    }

    #[test]
    fn a_version_is_read_as_it_was_written(services: u32, nonce: [u8; 8], agent in "[ -~]{0,200}") {
        let read = VersionMessage::read(&version(services, nonce, &agent)).expect("a whole message");
        prop_assert_eq!((read.services, read.nonce, read.agent), (services, nonce, agent));
    }

    #[test]
    fn every_bit_of_a_header_counts(bit in 0..HEADER * 8) {
        let mut header = recorded("handshake-65302");
        header[bit / 8] ^= 1 << (bit % 8);
        let name = header::name(header.first_chunk().expect("236 bytes"));
        prop_assert_ne!(hex::encode(name), LATER);
    }
}
