//! Blocks asked for by name: what is sent, what proves, and what does not.

use coinsift_verdict::{Fact, Strength};
use proptest::prelude::*;

use super::super::messages::{Frame, NODE_NETWORK, NODE_NETWORK_LIMITED, frames};
use super::headers::real;
use super::{
    BITCOIN, LITECOIN, commands, fact, frame, genesis_header, head, hello, situation, written,
};
use crate::Conversation;
use crate::dialogue::Ending;
use crate::transcript::{Close, Transcript};

const BLOCK: &str = "00000000000000000028a69d9498c46b2b073752133e3e9e585965e7dab55065";
/// The magic of Dash, whose blocks are named by X11.
const DASH: [u8; 4] = [0xbf, 0x0c, 0x6b, 0xbd];

/// A conversation in a magic as the plan holds it, up to the handshake.
fn greeted(magic: [u8; 4], services: u64) -> Conversation {
    let options = super::super::propose::options(&situation(8333, &[]), magic);
    let mut talk = Conversation::open(head(8333, options)).expect("good options");
    talk.transmit();
    talk.bytes(10, &hello(magic, services));
    talk
}

/// The same, with Bitcoin's genesis block handed over: what is asked then.
fn asked() -> (Conversation, Vec<u8>) {
    let mut talk = greeted(BITCOIN, NODE_NETWORK);
    talk.transmit();
    talk.bytes(20, &frame(BITCOIN, "block", &[&genesis_header()[..], &[1]].concat()));
    let sent = talk.transmit().expect("questions");
    (talk, sent)
}

/// The answer to the `ping` in what was sent.
fn pong(sent: &[u8]) -> Vec<u8> {
    let ping = frames(sent).find(|frame| frame.command == "ping").expect("a ping");
    frame(ping.magic, "pong", ping.payload)
}

/// A `headers` message with one header.
fn one(magic: [u8; 4], header: &[u8]) -> Vec<u8> {
    frame(magic, "headers", &[&[1], header, &[0]].concat())
}

fn read(talk: Conversation) -> (Transcript, Vec<Fact>) {
    assert!(talk.is_finished());
    let transcript = talk.into_transcript();
    let facts = crate::read(&transcript);
    (transcript, facts)
}

#[test]
fn blocks_that_one_network_alone_has_are_asked_for_by_name_and_nothing_more_is() {
    let (mut talk, sent) = asked();
    let all: Vec<Frame<'_>> = frames(&sent).collect();
    assert_eq!(commands(&sent), ["getheaders", "getheaders", "getheaders", "ping"]);
    for question in &all[..3] {
        assert_eq!((question.payload.len(), question.payload[4]), (37, 0), "an empty locator");
    }
    let names: Vec<String> = all[..3]
        .iter()
        .map(|question| {
            question.payload[5..].iter().rev().map(|byte| format!("{byte:02x}")).collect()
        })
        .collect();
    assert!(names.contains(&BLOCK.to_owned()), "{names:?}");
    talk.bytes(30, &one(BITCOIN, &real("bitcoin-558431")));
    talk.bytes(31, &pong(&sent));
    assert!(talk.transmit().is_none(), "nothing is left to ask");
    let (transcript, facts) = read(talk);
    assert_eq!(transcript.ending, Ending::Spoken);
    let proof = fact(&facts, "bitcoin.header.checkpoint").expect("a proof");
    assert_eq!((proof.strength, proof.value.written().as_ref()), (Strength::Proven, BLOCK));
    let at = proof.at.offset as usize;
    assert_eq!(transcript.received()[at..at + 80], real("bitcoin-558431"), "the place");
    assert_eq!(written(&facts, "bitcoin.header.work").as_deref(), Some("met"));
    let absent = written(&facts, "bitcoin.header.absent").expect("the others are not there");
    assert!(!absent.contains(BLOCK));
}

#[test]
fn another_header_proves_nothing_and_is_kept() {
    let mut changed = real("bitcoin-558431");
    changed[50] ^= 8;
    for header in [changed, real("bitcoin-558432"), real("bitcoin-sv-646575")] {
        let (mut talk, sent) = asked();
        talk.bytes(30, &one(BITCOIN, &header));
        talk.bytes(31, &pong(&sent));
        // Without proof the first header is asked for.
        let start = talk.transmit().expect("headers from the start");
        assert_eq!(commands(&start), ["getheaders", "ping"]);
        talk.bytes(40, &pong(&start));
        let (_, facts) = read(talk);
        assert!(fact(&facts, "bitcoin.header.checkpoint").is_none());
        assert!(fact(&facts, "bitcoin.header.work").is_none());
        let other = fact(&facts, "bitcoin.header.other").expect("it is kept");
        assert_eq!(other.strength, Strength::Stated);
        assert!(facts.iter().all(|fact| fact.strength < Strength::Proven));
    }
}

#[test]
fn a_header_nobody_asked_for_by_name_proves_nothing() {
    // Sent before we ask: the block is known, but this peer was not asked for it.
    let mut talk = greeted(BITCOIN, NODE_NETWORK);
    talk.transmit();
    talk.bytes(15, &one(BITCOIN, &real("bitcoin-558431")));
    talk.closed(16, Close::Fin);
    let (_, facts) = read(talk);
    assert!(facts.iter().all(|fact| fact.strength < Strength::Proven));
}

#[test]
fn work_that_anybody_can_do_is_said_to_be_easy() {
    let answer = |header: Vec<u8>| {
        let (mut talk, sent) = asked();
        talk.bytes(30, &pong(&sent));
        talk.transmit();
        talk.bytes(40, &one(BITCOIN, &header));
        written(&read(talk).1, "bitcoin.headers.easy")
    };
    let mut block_1 = hex::decode("010000006fe28c0ab6f1b372c1a6a246ae63f74f931e8365e15a089c68d6190000000000982051fd1e4ba744bbbe680e1fee14677ba1a3c3540bf7b1cdb606e857233e0e61bc6649ffff001d01e36299").expect("hex");
    assert_eq!(answer(block_1.clone()).as_deref(), Some("false"), "the real block 1");
    block_1[76] ^= 1;
    assert_eq!(answer(block_1.clone()).as_deref(), Some("true"), "its target is not met");
    block_1[72..76].copy_from_slice(&0x207f_ffff_u32.to_le_bytes());
    assert_eq!(answer(block_1.clone()).as_deref(), Some("true"), "its target is too easy");
    block_1[4] ^= 1;
    assert_eq!(answer(block_1), None, "after another genesis block nothing can be said");
}

#[test]
fn a_pruned_node_is_asked_for_blocks_by_name_first() {
    let mut talk = greeted(BITCOIN, NODE_NETWORK_LIMITED);
    let sent = talk.transmit().expect("questions");
    assert_eq!(commands(&sent)[0], "verack");
    assert!(
        commands(&sent).iter().skip(1).all(|word| ["getheaders", "ping"].contains(&word.as_str()))
    );
    assert!(commands(&sent).len() <= 2 + super::super::checkpoints::MAX_ASKED);
    talk.bytes(30, &one(BITCOIN, &real("bitcoin-558431")));
    talk.bytes(31, &pong(&sent));
    let (_, facts) = read(talk);
    assert_eq!(written(&facts, "bitcoin.header.checkpoint").as_deref(), Some(BLOCK));
    assert!(fact(&facts, "bitcoin.genesis.hash").is_none());
}

#[test]
fn a_peer_that_never_answers_a_ping_costs_two_waits() {
    let (mut talk, _) = asked();
    talk.timer(talk.wake_at());
    assert_eq!(commands(&talk.transmit().expect("the start")), ["getheaders", "ping"]);
    talk.timer(talk.wake_at());
    let (transcript, facts) = read(talk);
    assert_eq!(transcript.ending, Ending::Spoken);
    assert!(transcript.duration() < 7000);
    // It was not said that they are not there.
    assert!(fact(&facts, "bitcoin.header.absent").is_none());
}

#[test]
fn a_name_by_another_hash_is_taken_as_a_statement() {
    let mut talk = greeted(DASH, NODE_NETWORK);
    talk.transmit();
    talk.bytes(20, &frame(DASH, "block", &[7; 200]));
    let sent = talk.transmit().expect("questions");
    assert_eq!(commands(&sent), ["getheaders", "ping"], "one is enough");
    talk.bytes(30, &one(DASH, &[9; 80]));
    talk.bytes(31, &pong(&sent));
    let start = talk.transmit().expect("the start");
    talk.bytes(40, &pong(&start));
    let (_, facts) = read(talk);
    assert_eq!(
        fact(&facts, "bitcoin.header.unchecked").map(|fact| fact.strength),
        Some(Strength::Stated)
    );
    assert!(fact(&facts, "bitcoin.header.absent").is_none());
    assert!(facts.iter().all(|fact| fact.strength < Strength::Proven));
}

#[test]
fn only_blocks_of_networks_with_this_genesis_block_are_asked_for() {
    // Litecoin's magic is used by others with other genesis blocks.
    let mut talk = greeted(LITECOIN, NODE_NETWORK);
    talk.transmit();
    let genesis = hex::decode("010000000000000000000000000000000000000000000000000000000000000000000000d9ced4ed1130f7b7faad9be25323ffafa33232a17c3edf6cfd97bee6bafbdd97b9aa8e4ef0ff0f1ecd513f7c").expect("hex");
    talk.bytes(20, &frame(LITECOIN, "block", &genesis));
    let sent = talk.transmit().expect("questions");
    let asked: Vec<[u8; 32]> = frames(&sent)
        .filter(|frame| frame.command == "getheaders")
        .map(|frame| {
            let mut name: [u8; 32] = frame.payload[5..37].try_into().expect("a name");
            name.reverse();
            name
        })
        .collect();
    let atlas = coinsift_verdict::Atlas::builtin();
    for name in asked {
        assert!(atlas.by_checkpoint(name).any(|known| known.network == "litecoin"));
    }
}

#[test]
fn broken_options_are_refused_and_absent_ones_ask_for_nothing() {
    let genesis = "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f";
    for (name, wrong) in [
        ("checkpoints", "0a8ce26f:00:sha256d".to_owned()),
        ("checkpoints", genesis.to_owned()),
        ("checkpoints", format!("xyz:{genesis}:sha256d")),
        ("work", "0a8ce26f:md5:1d00ffff".to_owned()),
        ("work", ":sha256d:1d00ffff".to_owned()),
        ("work", "0a8ce26f:sha256d:1d".to_owned()),
    ] {
        let mut options = super::super::propose::options(&situation(8333, &[]), BITCOIN);
        options.insert(name.to_owned(), wrong.clone());
        let error = Conversation::open(head(8333, options)).err();
        assert_eq!(error.map(|error| error.name), Some(name), "{wrong}");
    }
}

proptest! {
    #[test]
    fn no_answer_proves_but_the_real_one(
        header in prop::collection::vec(any::<u8>(), 0..400),
        real_one in any::<bool>(),
        flip in 0_usize..80,
        bit in 0_u8..8,
        split in 1_usize..200,
    ) {
        let header = match real_one {
            true => {
                let mut header = real("bitcoin-558431");
                header[flip] ^= 1 << bit;
                header
            }
            false => header,
        };
        let (mut talk, sent) = asked();
        let answer = [one(BITCOIN, &header), pong(&sent)].concat();
        for (now, piece) in answer.chunks(split).enumerate() {
            talk.bytes(30 + now as u32, piece);
        }
        talk.closed(500, Close::Fin);
        let facts = crate::read(&talk.into_transcript());
        prop_assert!(facts.iter().all(|fact| fact.strength < Strength::Proven));
    }
}
