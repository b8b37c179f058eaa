//! Scenes with a node that keeps to the specification, of all ages and kinds.

use coinsift_verdict::{Atlas, Strength};

use super::{Talk, fact, situation, written};
use crate::dialogue::Ending;
use crate::ethereum::devp2p::peer::{self, Fields, Node, list, number, string};
use crate::ethereum::rlp::keccak256;
use crate::plan;
use crate::transcript::{Close, Happening, Transcript};
use crate::{conversation, text};

pub(super) const FORK: [u8; 4] = [0xfc, 0x64, 0xec, 0x04];
const ETH_68: &[(&str, u128)] = &[("eth", 67), ("eth", 68), ("snap", 1)];
const ETH_69: &[(&str, u128)] = &[("eth", 68), ("eth", 69), ("snap", 1)];

fn fork() -> Vec<u8> {
    list(&[string(&FORK), number(1_150_000)])
}

/// A Status as up to `eth/68`.
pub(super) fn old_status(version: u128, genesis: [u8; 32], head: [u8; 32]) -> Vec<u8> {
    let mut fields = vec![
        number(version),
        number(1),
        number(58_750_003_716_598_352_816_469),
        string(&head),
        string(&genesis),
    ];
    if version >= 64 {
        fields.push(fork());
    }
    list(&fields)
}

fn new_status(version: u128, genesis: [u8; 32], head: [u8; 32]) -> Vec<u8> {
    list(&[
        number(version),
        number(1),
        string(&genesis),
        fork(),
        number(15_537_393),
        number(24_000_000),
        string(&head),
    ])
}

fn block(number: u128, extra: &'static str) -> Vec<u8> {
    peer::header(Fields {
        root: "d7f8974fb5ac78d9ac099b9ad5018bedc2ce0a72dad1827a1709da30580f0544",
        difficulty: 2,
        number,
        gas_limit: 30_000_000,
        time: 1_700_000_000,
        extra,
        nonce: 0,
    })
}

fn headers(request: Option<u128>, headers: &[Vec<u8>]) -> Vec<u8> {
    match request {
        Some(request) => list(&[number(request), list(headers)]),
        None => list(headers),
    }
}

/// A node of Ethereum with a checkpoint, the whole dialogue.
fn ethereum_node() -> Transcript {
    let genesis = peer::ethereum_genesis();
    let (head, checkpoint) =
        (block(24_000_000, "6b"), block(1_920_000, "64616f2d686172642d666f726b"));
    let (genesis_hash, head_hash) = (keccak256(&genesis), keccak256(&head));
    let asked = format!(
        "d4e56740:1920000:{},d4e56740:2500000:{},25a5cc10:5:{}",
        hex::encode(keccak256(&checkpoint)),
        "ab".repeat(32),
        "cd".repeat(32)
    );
    let (mut talk, _) = Talk::begun(&asked);
    let hello = peer::hello(5, "Geth/v1.15.0-stable/linux-amd64/go1.24", ETH_69, &talk.node.key());
    talk.send(0, &hello);
    talk.send_packed(0x10, &new_status(69, genesis_hash, head_hash));
    let ours = talk.sent_packed();
    let ids: Vec<u8> = ours.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, [0x10, 0x13, 0x13, 0x13, 0x13], "our Status and all questions at once");
    let expected = list(&[
        number(69),
        number(1),
        string(&genesis_hash),
        fork(),
        number(0),
        number(0),
        string(&genesis_hash),
    ]);
    assert_eq!(ours[0].1, expected, "the peer's network, and the genesis block alone");
    let question = |id, block| list(&[number(id), list(&[block, number(1), number(0), number(0)])]);
    assert_eq!(ours[1].1, question(1, number(0)));
    assert_eq!(ours[2].1, question(2, string(&head_hash)));
    assert_eq!(ours[3].1, question(3, number(1_920_000)));
    assert_eq!(ours[4].1, question(4, number(2_500_000)));

    // Announcements come in between and are not looked at.
    talk.send_packed(0x18, &[0xc3, 1, 2, 3]);
    talk.send_packed(0x14, &headers(Some(1), &[genesis]));
    talk.send_packed(0x14, &headers(Some(3), &[checkpoint]));
    talk.send_packed(0x14, &headers(Some(2), &[head]));
    assert!(!talk.finished());
    talk.send_packed(0x14, &headers(Some(4), &[block(2_500_000, "")]));
    assert!(talk.finished());
    assert_eq!(talk.sent_packed(), [(1, list(&[number(8)]))], "client quitting");
    talk.transcript()
}

#[test]
fn a_node_tells_its_network_and_shows_headers() {
    let transcript = ethereum_node();
    assert_eq!(transcript.ending, Ending::Spoken);
    let facts = crate::read(&transcript);
    let is = |name: &str, value: &str| {
        assert_eq!(written(&facts, name).as_deref(), Some(value), "{name}")
    };
    is("ethereum.rlpx.ack", "true");
    is("ethereum.hello.agent", "Geth/v1.15.0-stable/linux-amd64/go1.24");
    is("ethereum.hello.caps", "eth/68, eth/69, snap/1");
    is("ethereum.hello.port", "30303");
    is("ethereum.hello.id", &hex::encode(Node::new().key()));
    is("ethereum.status.version", "69");
    is("ethereum.status.network_id", "1");
    is("ethereum.status.fork_hash", "fc64ec04");
    is("ethereum.status.fork_next", "1150000");
    is("ethereum.status.latest", "24000000");
    let genesis = "d4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3";
    is("ethereum.status.genesis", genesis);
    is("ethereum.header.genesis", genesis);
    is("ethereum.header.genesis_difficulty", "17179869184");
    is("ethereum.header.head_number", "24000000");
    is("ethereum.header.head_extra", "6b");
    is("ethereum.header.checkpoint_number", "1920000");
    is("ethereum.header.other_number", "2500000");
    let strength = |name: &str| fact(&facts, name).map(|fact| fact.strength);
    assert_eq!(strength("ethereum.header.genesis"), Some(Strength::Stated));
    assert_eq!(strength("ethereum.header.checkpoint"), Some(Strength::Proven));
    assert_eq!(strength("ethereum.header.other"), Some(Strength::Stated));
    assert_eq!(strength("ethereum.rlpx.ack"), Some(Strength::Stated));
}

#[test]
fn facts_stand_at_their_frames() {
    let transcript = ethereum_node();
    let facts = crate::read(&transcript);
    let received: Vec<&Vec<u8>> = transcript
        .events
        .iter()
        .filter_map(|event| match &event.what {
            Happening::Received(bytes) => Some(bytes),
            _ => None,
        })
        .collect();
    let before = |at: usize| received[..at].iter().map(|bytes| bytes.len() as u32).sum::<u32>();
    for (name, at) in [
        ("ethereum.rlpx.ack", 0),
        ("ethereum.hello.agent", 1),
        ("ethereum.status.genesis", 2),
        ("ethereum.header.genesis", 4),
        ("ethereum.header.checkpoint", 5),
    ] {
        let place = fact(&facts, name).expect(name).at;
        assert_eq!((place.offset, place.len), (before(at), received[at].len() as u32), "{name}");
    }
}

#[test]
fn the_same_bytes_are_sent_when_split_at_every_byte_or_joined() {
    let transcript = ethereum_node();
    let split = conversation::replay(&transcript, 1).expect("good options");
    assert_eq!((split.sent(), &split.ending), (transcript.sent(), &Ending::Spoken));
    assert_eq!(crate::read(&split).len(), crate::read(&transcript).len());
}

#[test]
fn the_transcript_is_read_from_its_options_alone() {
    let mut transcript = ethereum_node();
    assert!(!crate::read(&transcript).is_empty());
    transcript.head.options.insert("seed".to_owned(), "08".repeat(32));
    assert!(crate::read(&transcript).is_empty(), "another seed opens nothing");
    transcript.head.options.remove("seed");
    assert!(crate::read(&transcript).is_empty());
}

#[test]
fn one_identity_gives_one_node_key_over_many_seeds() {
    let identity = |seed: &str| {
        let mut talk = Talk::new("");
        let mut head = talk.conversation.into_transcript().head;
        head.options.insert("identity".to_owned(), "aa".repeat(32));
        head.options.insert("seed".to_owned(), seed.repeat(32));
        talk.conversation = crate::Conversation::open(head).expect("good options");
        let auth = talk.conversation.transmit().expect("auth");
        let ack = talk.node.accept(&auth);
        talk.bytes(&ack);
        let hello = talk.sent().remove(0).1;
        (auth, hello[hello.len() - 64..].to_vec())
    };
    let (one, other) = (identity("01"), identity("02"));
    assert_eq!(one.1, other.1);
    assert_ne!(one.0, other.0);
}

#[test]
fn a_node_of_eth_68_is_asked_with_total_difficulty() {
    let genesis = keccak256(&peer::ethereum_genesis());
    let (mut talk, ours) = Talk::begun("");
    let caps: Vec<(&str, u128)> = (63..=72).map(|version| ("eth", version)).collect();
    let key = talk.conversation_key();
    let mut expected = peer::hello(5, "coinsift/1.0 (+ops@example.org)", &caps, &key);
    // Ours names no port.
    let port = expected.len() - 66 - 3;
    expected.splice(port..port + 3, [0x80]);
    expected[1] -= 2;
    assert_eq!(hex::encode(ours), hex::encode(expected));

    talk.send(0, &peer::hello(5, "Geth/v1.13.15", ETH_68, &talk.node.key()));
    talk.send_packed(0x10, &old_status(68, genesis, genesis));
    let sent = talk.sent_packed();
    assert_eq!(
        sent[0].1,
        list(&[number(68), number(1), number(0), string(&genesis), string(&genesis), fork()])
    );
    assert_eq!(sent.len(), 2, "its last block is the genesis block: it is asked for once");
    talk.send_packed(0x14, &headers(Some(1), &[peer::ethereum_genesis()]));
    let facts = crate::read(&talk.transcript());
    assert_eq!(
        written(&facts, "ethereum.status.difficulty").as_deref(),
        Some("58750003716598352816469")
    );
    assert!(fact(&facts, "ethereum.header.genesis").is_some());
}

#[test]
fn a_node_from_before_compression_and_request_ids_is_understood() {
    let genesis = keccak256(&peer::ethereum_genesis());
    let last = block(7, "");
    let (mut talk, _) = Talk::begun("");
    talk.send(0, &peer::hello(4, "Geth/v1.6.0", &[("eth", 62), ("eth", 63)], &talk.node.key()));
    talk.send(0x10, &old_status(63, genesis, keccak256(&last)));
    let sent = talk.sent();
    assert_eq!(
        sent[0].1,
        list(&[number(63), number(1), number(0), string(&genesis), string(&genesis)])
    );
    assert_eq!(sent[1].1, list(&[number(0), number(1), number(0), number(0)]));
    talk.send(0x14, &headers(None, &[peer::ethereum_genesis()]));
    talk.send(0x14, &headers(None, &[last]));
    assert_eq!(talk.sent(), [(1, list(&[number(8)]))]);
    let facts = crate::read(&talk.transcript());
    assert!(fact(&facts, "ethereum.status.fork_hash").is_none());
    assert!(fact(&facts, "ethereum.header.genesis").is_some());
    assert_eq!(written(&facts, "ethereum.header.head_number").as_deref(), Some("7"));
}

#[test]
fn consortium_capabilities_are_facts_and_a_peer_without_eth_is_left() {
    let (mut talk, _) = Talk::begun("");
    let caps = [("istanbul", 64), ("istanbul", 67)];
    talk.send(0, &peer::hello(5, "celo/v1.8.0", &caps, &talk.node.key()));
    assert!(talk.finished());
    assert_eq!(talk.sent_packed(), [(1, list(&[number(8)]))]);
    let transcript = talk.transcript();
    assert_eq!(transcript.ending, Ending::Spoken);
    let facts = crate::read(&transcript);
    let caps = written(&facts, "ethereum.hello.caps");
    assert_eq!(caps.as_deref(), Some("istanbul/64, istanbul/67"));
}

#[test]
fn a_full_node_refuses_before_hello_with_its_reason() {
    for (reason, word) in
        [(0x04, "too-many-peers"), (0x00, "disconnect-requested"), (0x42, "reason-0x42")]
    {
        let (mut talk, _) = Talk::begun("");
        talk.send(1, &list(&[number(reason)]));
        let transcript = talk.transcript();
        assert_eq!(transcript.ending, Ending::Refused(word.to_owned()));
        let facts = crate::read(&transcript);
        assert_eq!(written(&facts, "ethereum.disconnect.reason").as_deref(), Some(word));
        assert!(fact(&facts, "ethereum.hello.agent").is_none());
    }
}

#[test]
fn a_refusal_after_hello_is_read_in_every_form_seen() {
    let bare = number(0x03);
    for (packed, data) in [(true, list(&[number(3)])), (true, bare.clone()), (false, bare)] {
        let (mut talk, _) = Talk::begun("");
        talk.send(0, &peer::hello(5, "Geth/v1.15.0", ETH_69, &talk.node.key()));
        match packed {
            true => talk.send_packed(1, &data),
            false => talk.send(1, &data),
        }
        let transcript = talk.transcript();
        assert_eq!(transcript.ending, Ending::Refused("useless-peer".to_owned()));
        let facts = crate::read(&transcript);
        assert_eq!(written(&facts, "ethereum.hello.agent").as_deref(), Some("Geth/v1.15.0"));
    }
}

#[test]
fn a_close_after_the_key_exchange_is_a_hint() {
    let (mut talk, _) = Talk::begun("");
    talk.conversation.closed(20, Close::Fin);
    let transcript = talk.transcript();
    assert_eq!(transcript.ending, Ending::Spoken);
    let facts = crate::read(&transcript);
    let closed = fact(&facts, "ethereum.rlpx.closed").expect("the close");
    assert_eq!(closed.strength, Strength::Hinted);
    assert_eq!(fact(&facts, "ethereum.rlpx.ack").map(|ack| ack.strength), Some(Strength::Hinted));

    let (mut talk, _) = Talk::begun("");
    talk.conversation.closed(20, Close::Deadline);
    assert!(fact(&crate::read(&talk.transcript()), "ethereum.rlpx.closed").is_none());
}

#[test]
fn a_close_without_a_word_means_nothing() {
    let mut talk = Talk::new("");
    talk.conversation.transmit();
    talk.conversation.closed(20, Close::Fin);
    let transcript = talk.transcript();
    assert_eq!(transcript.ending, Ending::Silent);
    assert!(crate::read(&transcript).is_empty());
}

#[test]
fn a_peer_that_waits_for_our_status_is_left_after_a_moment() {
    let (mut talk, _) = Talk::begun("");
    talk.send(0, &peer::hello(5, "Geth/v1.15.0", ETH_69, &talk.node.key()));
    assert!(talk.sent().is_empty());
    talk.timer();
    assert!(talk.finished());
    assert_eq!(talk.sent_packed(), [(1, list(&[number(8)]))]);
    assert_eq!(talk.transcript().ending, Ending::Spoken);
}

#[test]
fn a_node_without_the_blocks_says_so() {
    let genesis = keccak256(&peer::ethereum_genesis());
    let (mut talk, _) = Talk::begun(&format!("d4e56740:1920000:{}", "ab".repeat(32)));
    talk.send(0, &peer::hello(5, "Geth/v1.15.0", ETH_69, &talk.node.key()));
    talk.send_packed(0x10, &new_status(69, genesis, genesis));
    talk.sent();
    talk.send_packed(0x14, &headers(Some(1), &[peer::ethereum_genesis()]));
    talk.send_packed(0x14, &headers(Some(2), &[]));
    let facts = crate::read(&talk.transcript());
    assert_eq!(written(&facts, "ethereum.header.absent").as_deref(), Some("1920000"));
    assert!(fact(&facts, "ethereum.header.checkpoint").is_none());
}

#[test]
fn a_header_that_is_not_the_genesis_of_the_status_is_said_to_be_none() {
    let (mut talk, _) = Talk::begun("");
    talk.send(0, &peer::hello(5, "Geth/v1.15.0", ETH_69, &talk.node.key()));
    talk.send_packed(0x10, &new_status(69, [0xd4; 32], [0xd4; 32]));
    talk.sent();
    talk.send_packed(0x14, &headers(Some(1), &[peer::ethereum_genesis()]));
    let facts = crate::read(&talk.transcript());
    assert!(fact(&facts, "ethereum.header.genesis").is_none());
    assert!(fact(&facts, "ethereum.header.unmatched").is_some());
}

#[test]
fn nothing_is_proposed_without_a_key() {
    let atlas = Atlas::builtin();
    let next = plan::next(&situation(atlas, &[])).expect("a choice");
    assert_ne!(next.dialogue.name, "ethereum.devp2p");
}

#[test]
fn the_atlas_says_which_blocks_to_ask_for() {
    let atlas = Atlas::builtin();
    let options = crate::ethereum::devp2p::options_for_key(Node::new().key(), atlas);
    assert_eq!(options["key"], hex::encode(Node::new().key()));
    let checkpoints = &options["checkpoints"];
    // Ethereum's fork block, that of Ethereum Classic, and a block of Sepolia.
    assert!(checkpoints.contains("d4e56740:1920000:4985f5ca3d2afbec36529aa96f74de3cc10a2a4a"));
    assert!(checkpoints.contains("d4e56740:1920000:94365e3a8c0b35089c1d1195081fe7489b528a84"));
    assert!(checkpoints.contains("25a5cc10:"));
    assert!(checkpoints.len() < 16 * 1024);
    crate::Conversation::open(super::head(options)).expect("good options");
}

/// Two recordings that real software does not give at will. `COINSIFT_BLESS=1` writes them.
#[test]
fn recordings_built_by_hand_are_those_stored() {
    let (mut full, _) = Talk::begun("");
    full.send(1, &list(&[number(4)]));
    let (mut members_only, _) = Talk::begun("");
    members_only.conversation.closed(20, Close::Fin);
    for (name, transcript) in [
        ("devp2p-lab-checkpoint", ethereum_node()),
        ("devp2p-lab-full", full.transcript()),
        ("devp2p-lab-members-only", members_only.transcript()),
    ] {
        let software = "built by hand: the node in memory of the tests".to_owned();
        let recording = text::write(&text::Recording { software, transcript });
        crate::ethereum::tests::stored(name, &recording);
    }
}

impl Talk {
    /// Our node key, as the head's options give it.
    fn conversation_key(&self) -> [u8; 64] {
        crate::ethereum::keys::node(&[7; 32]).public()
    }
}
