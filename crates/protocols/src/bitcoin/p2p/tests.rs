//! The shared checks over the recordings, and scenarios in memory with a pretend clock.

#![allow(clippy::disallowed_methods, reason = "tests read recordings")]

mod dialects;
mod headers;
mod proof;

use coinsift_verdict::{Atlas, Fact, Strength, Value};
use proptest::prelude::*;

use super::messages::{
    Frame, Headers, NODE_NETWORK, NODE_NETWORK_LIMITED, RejectMessage, VersionMessage, frames,
};
use super::types::sha256d;
use crate::dialogue::Ending;
use crate::plan::{self, Situation};
use crate::transcript::{Close, Endpoint, Head, Options, Transcript, Utc};
use crate::{Conversation, checks};

const BITCOIN: [u8; 4] = [0xf9, 0xbe, 0xb4, 0xd9];
const LITECOIN: [u8; 4] = [0xfb, 0xc0, 0xb6, 0xdb];

#[test]
fn recordings_pass_the_shared_checks() {
    checks::all("bitcoin", "bitcoin.p2p", 2);
}

fn endpoint(port: u16) -> Endpoint {
    Endpoint::tcp([127, 0, 0, 1].into(), port)
}

fn situation(port: u16, done: &[Transcript]) -> Situation<'_> {
    Situation {
        endpoint: endpoint(port),
        atlas: Atlas::builtin(),
        thorough: false,
        expected: None,
        done,
    }
}

fn head(port: u16, mut options: Options) -> Head {
    options.insert("seed".to_owned(), "07".repeat(32));
    options.insert("agent".to_owned(), "coinsift/1.0 (+ops@example.org)".to_owned());
    Head {
        protocol: "bitcoin.p2p".to_owned(),
        version: super::DIALOGUE.version,
        endpoint: endpoint(port),
        started: Utc(1_700_000_000_000),
        options,
    }
}

/// A conversation in Bitcoin's magic, as the plan holds it at this port.
fn first_at(port: u16) -> Conversation {
    let mut options = super::propose::options(&situation(port, &[]), BITCOIN);
    // Blocks asked for by name have tests of their own.
    options.remove("checkpoints");
    options.remove("work");
    Conversation::open(head(port, options)).expect("good options")
}

fn frame(magic: [u8; 4], command: &str, payload: &[u8]) -> Vec<u8> {
    let mut bytes = magic.to_vec();
    let mut name = [0; 12];
    name[..command.len()].copy_from_slice(command.as_bytes());
    bytes.extend(name);
    bytes.extend((payload.len() as u32).to_le_bytes());
    bytes.extend(&sha256d(payload)[..4]);
    bytes.extend(payload);
    bytes
}

fn version(services: u64, nonce: u64, agent: &str) -> Vec<u8> {
    let mut payload = 70016u32.to_le_bytes().to_vec();
    payload.extend(services.to_le_bytes());
    payload.extend(1_700_000_000u64.to_le_bytes());
    payload.extend([0; 52]);
    payload.extend(nonce.to_le_bytes());
    payload.push(agent.len() as u8);
    payload.extend(agent.as_bytes());
    payload.extend(820_000u32.to_le_bytes());
    payload.push(1);
    payload
}

fn hello(magic: [u8; 4], services: u64) -> Vec<u8> {
    let mut bytes = frame(magic, "version", &version(services, 99, "/Satoshi:27.0.0/"));
    bytes.extend(frame(magic, "verack", &[]));
    bytes
}

fn commands(bytes: &[u8]) -> Vec<String> {
    frames(bytes).map(|frame| frame.command.to_owned()).collect()
}

fn genesis_header() -> Vec<u8> {
    let block = ::bitcoin::blockdata::constants::genesis_block(::bitcoin::Network::Bitcoin);
    ::bitcoin::consensus::serialize(&block.header)
}

fn fact<'a>(facts: &'a [Fact], name: &str) -> Option<&'a Fact> {
    facts.iter().find(|fact| fact.name == name)
}

fn written(facts: &[Fact], name: &str) -> Option<String> {
    fact(facts, name).map(|fact| fact.value.written().into_owned())
}

#[test]
fn a_node_hands_over_its_genesis_block() {
    let mut talk = first_at(8333);
    let sent = talk.transmit().expect("version");
    assert_eq!(commands(&sent), ["version"]);
    let ours = VersionMessage::read(Frame::read(&sent, 0).expect("ours").expect("whole").payload);
    let ours = ours.expect("our own version reads");
    assert_eq!(ours.agent, "/coinsift:1.0(+ops@example.org)/");
    assert_eq!((ours.services, ours.height, ours.relay), (0, 0, Some(false)));
    assert_eq!(ours.time, 1_700_000_000);

    talk.bytes(10, &hello(BITCOIN, NODE_NETWORK));
    assert_eq!(commands(&talk.transmit().expect("answers")), ["verack", "getdata"]);
    let mut block = genesis_header();
    block.push(1);
    talk.bytes(20, &frame(BITCOIN, "ping", &[0; 8]));
    talk.bytes(21, &frame(BITCOIN, "block", &block));
    assert!(talk.is_finished());

    let transcript = talk.into_transcript();
    assert_eq!(transcript.ending, Ending::Spoken);
    let facts = crate::read(&transcript);
    let genesis = fact(&facts, "bitcoin.genesis.hash").expect("the genesis block");
    assert_eq!(genesis.strength, Strength::Stated);
    assert_eq!(
        genesis.value.written(),
        "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"
    );
    let received = transcript.received();
    let at = genesis.at.offset as usize;
    assert_eq!(received[at..at + 80], genesis_header(), "the place is the header");
    assert_eq!(written(&facts, "bitcoin.handshake.magic").as_deref(), Some("f9beb4d9"));
    assert_eq!(written(&facts, "bitcoin.version.agent").as_deref(), Some("/Satoshi:27.0.0/"));
    assert_eq!(written(&facts, "bitcoin.version.height").as_deref(), Some("820000"));
    assert_eq!(written(&facts, "bitcoin.version.full").as_deref(), Some("true"));
}

#[test]
fn a_pruned_node_is_asked_for_headers_only() {
    let mut talk = first_at(8333);
    talk.transmit();
    talk.bytes(10, &hello(BITCOIN, NODE_NETWORK_LIMITED));
    assert_eq!(commands(&talk.transmit().expect("answers")), ["verack", "getheaders"]);
    let mut header = [7; 80];
    header[4..36].copy_from_slice(&sha256d(&genesis_header()));
    let mut payload = vec![0xfd, 0xd0, 0x07];
    payload.extend(header);
    // The first of 2000 headers is enough; the rest is not waited for.
    let mut unfinished = frame(BITCOIN, "headers", &[0; 162_003]);
    unfinished.truncate(24);
    unfinished.extend(payload);
    talk.bytes(20, &unfinished);
    assert!(talk.is_finished());
    let facts = crate::read(&talk.into_transcript());
    let parent = written(&facts, "bitcoin.genesis.parent").expect("the parent of block 1");
    assert!(parent.starts_with("000000000019d668"));
    assert_eq!(written(&facts, "bitcoin.genesis.hash"), Some(parent));
    assert_eq!(written(&facts, "bitcoin.version.full").as_deref(), Some("false"));
}

#[test]
fn a_node_that_gives_no_block_is_asked_for_headers_and_left_in_peace() {
    let mut talk = first_at(8333);
    talk.transmit();
    talk.bytes(10, &hello(BITCOIN, NODE_NETWORK));
    talk.transmit();
    talk.timer(talk.wake_at());
    assert_eq!(commands(&talk.transmit().expect("the other question")), ["getheaders"]);
    talk.timer(talk.wake_at());
    assert!(talk.is_finished());
    let transcript = talk.into_transcript();
    assert_eq!(transcript.ending, Ending::Spoken);
    let facts = crate::read(&transcript);
    assert!(fact(&facts, "bitcoin.genesis.hash").is_none());
    assert!(fact(&facts, "bitcoin.handshake.magic").is_some());
}

#[test]
fn an_empty_headers_answer_says_so() {
    let mut talk = first_at(8333);
    talk.transmit();
    talk.bytes(10, &hello(BITCOIN, NODE_NETWORK_LIMITED));
    talk.bytes(20, &frame(BITCOIN, "headers", &[0]));
    let facts = crate::read(&talk.into_transcript());
    assert_eq!(written(&facts, "bitcoin.headers.empty").as_deref(), Some("true"));
}

#[test]
fn a_peer_of_another_magic_is_asked_again_in_its_own() {
    let mut talk = first_at(8333);
    talk.transmit();
    talk.bytes(10, &frame(LITECOIN, "version", &version(1, 99, "/LitecoinCore:0.21.2/")));
    let transcript = talk.into_transcript();
    assert_eq!(transcript.ending, Ending::Mismatch);
    let facts = crate::read(&transcript);
    let magic = fact(&facts, "bitcoin.frame.magic").expect("its magic");
    assert_eq!((magic.value.written().as_ref(), magic.strength), ("fbc0b6db", Strength::Hinted));
    assert!(fact(&facts, "bitcoin.handshake.magic").is_none());

    let done = [transcript];
    let next = plan::next(&situation(8333, &done)).expect("another try");
    assert_eq!(next.options["magic"], "fbc0b6db");
}

#[test]
fn a_peer_that_speaks_first_is_answered_in_its_magic() {
    let unknown = [0x0b, 0xad, 0xf0, 0x0d];
    let first = frame(unknown, "version", &version(1, 99, "/bcoin:1.0.2/"));
    let choice = plan::recognise(&situation(4444, &[]), &first);
    assert_eq!(choice.dialogue.name, "bitcoin.p2p");
    let mut options = choice.options;
    options.insert("listen".to_owned(), "1000".to_owned());
    let mut talk = Conversation::open(head(4444, options)).expect("good options");
    assert!(talk.transmit().is_none(), "we listen first");
    talk.bytes(300, &first);
    let sent = talk.transmit().expect("our version and the answer");
    assert_eq!(commands(&sent), ["version", "verack"]);
    assert_eq!(sent[..4], unknown);
    talk.bytes(310, &frame(unknown, "verack", &[]));
    // No network has this magic: the blocks that others copy are asked for.
    assert_eq!(commands(&talk.transmit().expect("question")), ["getdata"]);
    talk.closed(320, Close::Fin);
    let transcript = talk.into_transcript();
    assert_eq!(transcript.ending, Ending::Spoken);
    let facts = crate::read(&transcript);
    assert_eq!(written(&facts, "bitcoin.handshake.magic").as_deref(), Some("0badf00d"));
    assert_eq!(written(&facts, "bitcoin.handshake.spoke_first").as_deref(), Some("true"));
}

#[test]
fn a_refusal_is_typed_and_ends_the_tries() {
    let mut talk = first_at(8333);
    talk.transmit();
    let mut payload = vec![7];
    payload.extend(b"version");
    payload.push(0x11);
    payload.push(10);
    payload.extend(b"too old :(");
    talk.bytes(10, &frame(BITCOIN, "reject", &payload));
    let transcript = talk.into_transcript();
    assert_eq!(transcript.ending, Ending::Refused("obsolete".to_owned()));
    let facts = crate::read(&transcript);
    assert_eq!(written(&facts, "bitcoin.reject.code").as_deref(), Some("obsolete"));
    let done = [transcript];
    assert!(
        plan::next(&situation(8333, &done)).is_none_or(|next| next.dialogue.name != "bitcoin.p2p")
    );
}

#[test]
fn an_echo_is_no_node() {
    let mut talk = first_at(8333);
    let sent = talk.transmit().expect("version");
    talk.bytes(10, &sent);
    let transcript = talk.into_transcript();
    assert_eq!(transcript.ending, Ending::Mismatch);
    assert!(crate::read(&transcript).iter().all(|fact| !fact.name.starts_with("bitcoin.")));
}

#[test]
fn foreign_words_are_a_mismatch_and_end_the_guesses() {
    let mut talk = first_at(40404);
    talk.transmit();
    talk.bytes(10, b"HTTP/1.1 400 Bad Request\r\n\r\n");
    let transcript = talk.into_transcript();
    assert_eq!(transcript.ending, Ending::Mismatch);
    let done = [transcript];
    let next = plan::next(&situation(40404, &done)).expect("HTTP is asked");
    assert_ne!(next.dialogue.name, "bitcoin.p2p");
}

#[test]
fn a_node_that_answers_http_in_its_magic_is_asked_in_it() {
    let path = "/../../fixtures/transcripts/http/bcoin-between-peers.txt";
    let path = format!("{}{path}", env!("CARGO_MANIFEST_DIR"));
    let written = std::fs::read_to_string(path).expect("a recording");
    let mut recording = crate::text::parse(&written).expect("a readable recording").transcript;
    recording.head.endpoint = endpoint(40404);
    let next = plan::next(&situation(40404, &[recording])).expect("a choice");
    assert_eq!((next.dialogue.name, next.options["magic"].as_str()), ("bitcoin.p2p", "f9beb4d9"));
}

#[test]
fn the_shy_are_asked_first_on_their_ports_and_on_unknown_ones() {
    for (port, magic) in [(8333, "e3e1f3e8"), (18333, "f4e5f3f4"), (40404, "e3e1f3e8")] {
        let first = plan::next(&situation(port, &[])).expect("a choice");
        assert_eq!((first.dialogue.name, first.options["magic"].as_str()), ("bitcoin.p2p", magic));
    }
    // Dogecoin's own port is not shared with any of them.
    let first = plan::next(&situation(22556, &[])).expect("a choice");
    assert_eq!(first.options["magic"], "c0c0c0c0");
}

#[test]
fn a_close_without_a_word_leads_to_the_next_magic_five_times_at_most() {
    let mut done: Vec<Transcript> = Vec::new();
    let mut magics = Vec::new();
    while let Some(choice) = plan::next(&situation(18444, &done)) {
        let mut head = head(18444, choice.options.clone());
        head.protocol = choice.dialogue.name.to_owned();
        let mut talk = Conversation::open(head).expect("good options");
        talk.transmit();
        talk.closed(5, Close::Fin);
        if choice.dialogue.name == "bitcoin.p2p" {
            magics.push(choice.options["magic"].clone());
        }
        done.push(talk.into_transcript());
        assert!(done.len() <= 12);
    }
    assert_eq!(magics.len(), 5);
    assert_eq!(magics[..2], ["dab5bffa", "fabfb5da"], "the shy one first, then the commonest");
}

#[test]
fn hostile_lengths_end_the_dialogue() {
    let mut gigantic = frame(BITCOIN, "version", &[]);
    gigantic[16..20].copy_from_slice(&u32::MAX.to_le_bytes());
    let mut talk = first_at(8333);
    talk.bytes(1, &gigantic);
    assert!(talk.is_finished());

    let mut endless_agent = version(1, 99, "");
    endless_agent[80] = 0xff;
    let mut talk = first_at(8333);
    talk.bytes(1, &frame(BITCOIN, "version", &endless_agent));
    assert_eq!(talk.into_transcript().ending, Ending::Mismatch);

    // Endless small frames run into the cap of the dialogue.
    let mut talk = first_at(8333);
    let flood = frame(BITCOIN, "ping", &[0; 8]).repeat(500);
    for now in 0.. {
        if talk.is_finished() {
            break;
        }
        talk.bytes(now, &flood);
        assert!(now < 100, "the cap ends it");
    }
    let transcript = talk.into_transcript();
    assert!(transcript.received().len() <= super::DIALOGUE.wire.bytes_in as usize);
}

#[test]
fn a_relative_with_another_checksum_is_read_and_said_to_be_one() {
    let mut bytes = hello(BITCOIN, NODE_NETWORK);
    bytes[20] ^= 1;
    let mut talk = first_at(8333);
    talk.bytes(10, &bytes);
    talk.closed(11, Close::Fin);
    let facts = crate::read(&talk.into_transcript());
    assert_eq!(written(&facts, "bitcoin.frame.checksum").as_deref(), Some("other"));
    assert!(fact(&facts, "bitcoin.handshake.magic").is_some());
}

#[test]
fn every_fact_is_declared_with_its_kind() {
    let mut talk = first_at(8333);
    talk.bytes(10, &hello(BITCOIN, NODE_NETWORK));
    talk.closed(11, Close::Fin);
    for fact in crate::read(&talk.into_transcript()) {
        let declared = crate::declared_facts().find(|declared| declared.name == fact.name);
        assert_eq!(
            declared.map(|declared| declared.kind),
            Some(fact.value.kind()),
            "{}",
            fact.name
        );
    }
    assert!(matches!(Value::Bool(true), Value::Bool(_)));
}

proptest! {
    #[test]
    fn arbitrary_answers_never_panic_and_always_end(
        pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..200), 0..20),
        begin_well in any::<bool>(),
    ) {
        let mut talk = first_at(8333);
        talk.transmit();
        if begin_well {
            talk.bytes(1, &hello(BITCOIN, NODE_NETWORK));
        }
        for (now, piece) in pieces.iter().enumerate() {
            talk.bytes(now as u32 + 2, piece);
        }
        talk.closed(100, Close::Reset);
        prop_assert!(talk.is_finished());
        crate::read(&talk.into_transcript());
    }

    #[test]
    fn codecs_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = VersionMessage::read(&bytes);
        let _ = RejectMessage::read(&bytes);
        let _ = Headers::read(&bytes);
        let _ = super::messages::not_found(&bytes);
        prop_assert!(frames(&bytes).count() <= bytes.len() / 24);
    }

    #[test]
    fn a_version_is_read_as_it_was_written(services: u64, nonce: u64, agent in "[ -~]{0,200}") {
        let read = VersionMessage::read(&version(services, nonce, &agent)).expect("a whole message");
        prop_assert_eq!((read.services, read.nonce, read.agent), (services, nonce, agent));
    }
}
