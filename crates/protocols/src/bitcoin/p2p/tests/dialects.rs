//! Relatives with frames, headers or messages of their own. What is held here in memory is kept as
//! a recording too (`fixtures/transcripts/bitcoin/built-*`), for fingerprints.

use coinsift_verdict::Fact;

use super::super::dialect::checksum::Checksum;
use super::super::dialect::{elements, multichain, tapyrus};
use super::super::hashes::IdHash;
use super::super::header;
use super::super::messages::{Frame, NODE_NETWORK, VersionMessage, frames};
use super::{BITCOIN, commands, fact, frame, head, situation, version, written};
use crate::dialogue::Ending;
use crate::transcript::Transcript;
use crate::{Conversation, checks, plan};

const DECRED: [u8; 4] = [0xf9, 0x00, 0xb4, 0xd9];
const GROESTLCOIN: [u8; 4] = [0xf9, 0xbe, 0xb4, 0xd4];
const ZCASH: [u8; 4] = [0x24, 0xe9, 0x27, 0x64];
const LIQUID: [u8; 4] = [0xfa, 0xbf, 0xb5, 0xda];
const TAPYRUS: [u8; 4] = [0x01, 0xff, 0xf0, 0x00];
/// The magics of btcd's and dcrd's simulated networks are one.
const SIMNET: [u8; 4] = [0x16, 0x1c, 0x14, 0x12];
const DECRED_GENESIS: &str = "298e5cc3d985bfe7f81dc135f360abe089edd4396b86d2de66b0cef42b21d980";

/// The conversation that the plan holds at a port under a magic, with what was sent first.
fn opened(port: u16, magic: [u8; 4], checksum: Checksum) -> (Conversation, Vec<u8>) {
    let mut proposals = super::super::propose::propose(&situation(port, &[]));
    proposals.retain(|proposal| {
        let options = &proposal.options;
        options["magic"] == hex::encode(magic) && Checksum::read(options) == Ok(checksum)
    });
    let options = proposals.remove(0).options;
    let mut talk = Conversation::open(head(port, options)).expect("good options");
    let sent = talk.transmit().expect("version");
    (talk, sent)
}

/// Greets with `version` and `verack` under a checksum.
fn greet(talk: &mut Conversation, magic: [u8; 4], checksum: Checksum, agent: &str) -> Vec<u8> {
    let mut hello = frame(magic, "version", &version(NODE_NETWORK, 99, agent));
    hello.extend(frame(magic, "verack", &[]));
    talk.bytes(10, &checksum.seal(hello));
    talk.transmit().expect("what we ask")
}

/// Answers the `ping` in what was sent.
fn pong(sent: &[u8]) -> Vec<u8> {
    let ping = frames(sent).find(|frame| frame.command == "ping").expect("a ping");
    frame(ping.magic, "pong", ping.payload)
}

/// Keeps a conversation beside the recordings, and reads it.
fn kept(name: &str, after: &str, talk: Conversation) -> (Transcript, Vec<Fact>) {
    assert!(talk.is_finished(), "{name}");
    let transcript = talk.into_transcript();
    checks::keep("bitcoin", name, after, &transcript);
    let facts = crate::read(&transcript);
    (transcript, facts)
}

fn decred_genesis() -> Vec<u8> {
    let text = include_str!("../../../../../../fixtures/headers/decred-genesis-block.hex");
    hex::decode(text.trim()).expect("hex")
}

/// Groestlcoin's genesis header, from its parts (`src/kernel/chainparams.cpp`).
fn groestlcoin_genesis() -> Vec<u8> {
    let mut root = [0; 32];
    hex::decode_to_slice(
        "3ce968df58f9c8a752306c4b7264afab93149dbc578bd08a42c446caaa6628bb",
        &mut root,
    )
    .expect("hex");
    root.reverse();
    let mut bytes = 112u32.to_le_bytes().to_vec();
    bytes.extend([0; 32]);
    bytes.extend(root);
    for number in [1_395_342_829u32, 0x1e0f_ffff, 220_035] {
        bytes.extend(number.to_le_bytes());
    }
    bytes
}

#[test]
fn the_real_genesis_blocks_have_their_names() {
    let decred = decred_genesis();
    assert_eq!(hex::encode(IdHash::Blake256.of(&decred[..180])), DECRED_GENESIS);
    let mut name = [0; 32];
    hex::decode_to_slice(DECRED_GENESIS, &mut name).expect("hex");
    assert_eq!(header::named(&decred, &[name], IdHash::Blake256), Some(name));
    assert_eq!(header::named(&decred, &[name], IdHash::Sha256d), None);
    assert_eq!(
        hex::encode(IdHash::Groestl.of(&groestlcoin_genesis())),
        "00000ac5927c594d49cc0bdb81759d0da8297eb614683d3acb62f0703b639023"
    );
}

#[test]
fn decred_is_spoken_to_under_its_own_checksum() {
    let (mut talk, sent) = opened(9108, DECRED, Checksum::Blake256);
    let ours = Frame::read(&sent, 0).expect("ours").expect("whole");
    assert_eq!(Checksum::of_frame(&ours), Some(Checksum::Blake256));
    assert_eq!(VersionMessage::read(ours.payload).expect("a version").protocol, 12);
    let seal = |bytes| Checksum::Blake256.seal(bytes);
    let asked = greet(&mut talk, DECRED, Checksum::Blake256, "/dcrwire:1.0.0/dcrd:2.0.0/");
    assert_eq!(commands(&asked), ["verack", "getdata"]);
    assert!(frames(&asked).all(|it| Checksum::of_frame(&it) == Some(Checksum::Blake256)));
    talk.bytes(20, &seal(frame(DECRED, "block", &decred_genesis())));
    let asked = talk.transmit().expect("blocks that it alone has");
    assert_eq!(commands(&asked), ["getheaders", "getheaders", "ping"]);
    talk.bytes(30, &seal(pong(&asked)));
    let asked = talk.transmit().expect("headers");
    talk.bytes(40, &seal(frame(DECRED, "headers", &[0])));
    assert_eq!(commands(&asked), ["getheaders", "ping"]);
    let (transcript, facts) = kept("decred", "decred/dcrd wire, chaincfg", talk);
    assert_eq!(transcript.ending, Ending::Spoken);
    assert_eq!(written(&facts, "bitcoin.frame.checksum").as_deref(), Some("blake256"));
    assert_eq!(written(&facts, "bitcoin.genesis.block").as_deref(), Some(DECRED_GENESIS));
    assert!(fact(&facts, "bitcoin.genesis.unchecked").is_none());
}

#[test]
fn groestlcoin_is_spoken_to_under_its_own_checksum() {
    let (mut talk, sent) = opened(1331, GROESTLCOIN, Checksum::Groestl);
    let ours = Frame::read(&sent, 0).expect("ours").expect("whole");
    assert_eq!(Checksum::of_frame(&ours), Some(Checksum::Groestl));
    let seal = |bytes| Checksum::Groestl.seal(bytes);
    let asked = greet(&mut talk, GROESTLCOIN, Checksum::Groestl, "/Groestlcoin:28.0.0/");
    assert_eq!(commands(&asked), ["verack", "getdata"]);
    let block = [&groestlcoin_genesis()[..], &[1]].concat();
    talk.bytes(20, &seal(frame(GROESTLCOIN, "block", &block)));
    let asked = talk.transmit().expect("blocks that it alone has");
    talk.bytes(30, &seal(pong(&asked)));
    talk.transmit();
    talk.bytes(40, &seal(frame(GROESTLCOIN, "headers", &[0])));
    let (_, facts) = kept("groestlcoin", "Groestlcoin/groestlcoin src/net.cpp", talk);
    assert_eq!(written(&facts, "bitcoin.frame.checksum").as_deref(), Some("groestl"));
    assert!(
        written(&facts, "bitcoin.genesis.block").is_some_and(|name| name.starts_with("00000ac5"))
    );
}

#[test]
fn a_magic_of_two_checksums_is_tried_under_both() {
    let tried: Vec<String> = super::super::propose::propose(&situation(18555, &[]))
        .into_iter()
        .filter(|proposal| proposal.options["magic"] == hex::encode(SIMNET))
        .map(|proposal| proposal.options.get("checksum").cloned().unwrap_or_default())
        .collect();
    assert_eq!(tried, ["", "blake256"]);
    // Decred's simulated network, with a first header that Bitcoin's does not have.
    let (mut talk, _) = opened(18555, SIMNET, Checksum::Blake256);
    let asked = greet(&mut talk, SIMNET, Checksum::Blake256, "/dcrwire:1.0.0/dcrd:2.0.0/");
    assert_eq!(commands(&asked), ["verack", "getheaders"], "its genesis block is not known");
    let mut payload = vec![1, 1, 0, 0, 0];
    payload.extend([8; 176]);
    payload.push(0);
    talk.bytes(20, &Checksum::Blake256.seal(frame(SIMNET, "headers", &payload)));
    let (_, facts) = kept("decred-simnet", "decred/dcrd wire, chaincfg", talk);
    assert_eq!(written(&facts, "bitcoin.genesis.hash"), Some("08".repeat(32)));
}

#[test]
fn the_magic_that_a_peer_discloses_is_answered_under_its_checksum() {
    let (mut talk, _) = opened(9108, DECRED, Checksum::Blake256);
    let hello = frame(GROESTLCOIN, "version", &version(1, 99, "/Groestlcoin:28.0.0/"));
    talk.bytes(10, &Checksum::Groestl.seal(hello.clone()));
    let done = [talk.into_transcript()];
    let next = plan::next(&situation(9108, &done)).expect("another try");
    assert_eq!(next.options["magic"], "f9beb4d4");
    assert_eq!(next.options["checksum"], "groestl");
    let first = Checksum::Groestl.seal(hello);
    let choice = plan::recognise(&situation(4444, &[]), &first);
    assert_eq!(choice.options["checksum"], "groestl");
}

#[test]
fn an_unknown_checksum_is_an_error_of_the_options() {
    let mut options = super::super::propose::options(&situation(8333, &[]), BITCOIN);
    options.insert("checksum".to_owned(), "crc32".to_owned());
    let error = Conversation::open(head(8333, options)).err().expect("no such checksum");
    assert_eq!(error.name, "checksum");
}

/// A MultiChain node of this magic that answers the universal one with these parameters.
fn multichain_node(name: &str, parameters: &[(&str, &[u8])]) -> (Transcript, Vec<Fact>) {
    let own = [0xf4, 0xd1, 0xe7, 0xf0];
    let (mut talk, sent) = opened(8571, multichain::UNIVERSAL, Checksum::Sha256d);
    assert_eq!(commands(&sent), ["version"]);
    assert_eq!(sent[..4], multichain::UNIVERSAL);
    let mut payload = version(NODE_NETWORK, 99, "/MultiChain:0.2.0.13/");
    payload.extend([0; 8]);
    talk.bytes(10, &frame(own, "version", &payload));
    assert!(talk.transmit().is_none(), "a verack would have to be signed");
    assert!(!talk.is_finished());
    talk.bytes(20, &frame(own, "verack", &multichain::tests::verack(parameters)));
    let (transcript, facts) = kept(name, "MultiChain/multichain src/protocol/handshake.cpp", talk);
    assert_eq!(transcript.ending, Ending::Spoken);
    assert_eq!(written(&facts, "bitcoin.handshake.magic").as_deref(), Some("f4d1e7f0"));
    assert_eq!(written(&facts, "bitcoin.multichain.chain").as_deref(), Some("pilot"));
    (transcript, facts)
}

const MINIMAL: [(&str, &[u8]); 4] = [
    ("protocolversion", &[0x2d, 0x4e, 0, 0]),
    ("chainname", b"pilot\0"),
    ("defaultrpcport", &[0x7a, 0x21, 0, 0]),
    ("networkmessagestart", &[0xf4, 0xd1, 0xe7, 0xf0]),
];

#[test]
fn a_closed_multichain_names_itself_and_nothing_more_is_said() {
    let (_, facts) = multichain_node("multichain-closed", &MINIMAL);
    assert_eq!(written(&facts, "bitcoin.multichain.protocol").as_deref(), Some("20013"));
    assert_eq!(written(&facts, "bitcoin.multichain.rpc_port").as_deref(), Some("8570"));
    assert_eq!(written(&facts, "bitcoin.multichain.anyone_can_connect").as_deref(), Some("false"));
    assert!(fact(&facts, "bitcoin.multichain.anyone_can_mine").is_none());
}

#[test]
fn a_readable_multichain_shows_who_may_make_blocks() {
    let with = |mine: u8, reward: u64| {
        let (mine, reward) = ([mine], reward.to_le_bytes());
        let mut all: Vec<(&str, Vec<u8>)> =
            MINIMAL.iter().map(|(name, value)| (*name, value.to_vec())).collect();
        all.push(("anyonecanconnect", vec![1]));
        all.push(("anyonecanmine", mine.to_vec()));
        all.push(("anyonecanadmin", vec![0]));
        all.push(("initialblockreward", reward.to_vec()));
        all
    };
    for (name, mine, reward) in [("multichain-admitted", 0, 0), ("multichain-open", 1, 50)] {
        let all = with(mine, reward);
        let all: Vec<(&str, &[u8])> =
            all.iter().map(|(name, value)| (*name, value.as_slice())).collect();
        let (_, facts) = multichain_node(name, &all);
        let said = |fact: &str| written(&facts, &format!("bitcoin.multichain.{fact}"));
        assert_eq!(said("anyone_can_connect").as_deref(), Some("true"));
        assert_eq!(said("anyone_can_mine"), Some((mine == 1).to_string()));
        assert_eq!(said("anyone_can_admin").as_deref(), Some("false"));
        assert_eq!(said("block_reward"), Some(reward.to_string()));
    }
}

#[test]
fn another_node_that_answers_the_universal_magic_is_asked_again_in_its_own() {
    let (mut talk, _) = opened(8571, multichain::UNIVERSAL, Checksum::Sha256d);
    talk.bytes(10, &frame(BITCOIN, "version", &version(1, 99, "/bcoin:1.0.2/")));
    let transcript = talk.into_transcript();
    assert_eq!(transcript.ending, Ending::Mismatch);
    let done = [transcript];
    let next = plan::next(&situation(8571, &done)).expect("another try");
    assert_eq!(next.options["magic"], hex::encode(BITCOIN));
}

#[test]
fn a_multichain_node_that_says_no_more_is_left() {
    let (mut talk, _) = opened(8571, multichain::UNIVERSAL, Checksum::Sha256d);
    talk.bytes(10, &frame([0xf4, 0xd1, 0xe7, 0xf0], "version", &version(1, 9, "/MultiChain:0.2/")));
    talk.timer(talk.wake_at());
    assert!(talk.is_finished());
    let facts = crate::read(&talk.into_transcript());
    assert!(fact(&facts, "bitcoin.handshake.magic").is_none(), "no verack, no handshake");
}

#[test]
fn zcash_is_offered_the_number_it_wants_and_an_old_one_is_a_typed_refusal() {
    for (port, number) in [(8233, 170_150), (8833, 270_013), (8033, 170_011), (4444, 270_013)] {
        let (_, sent) = opened(port, ZCASH, Checksum::Sha256d);
        let ours = Frame::read(&sent, 0).expect("ours").expect("whole");
        let ours = VersionMessage::read(ours.payload).expect("a version");
        assert_eq!(ours.protocol, number, "{port}");
    }
    let (mut talk, _) = opened(8233, ZCASH, Checksum::Sha256d);
    let reason = "Version must be 170160 or greater";
    let mut payload = vec![7];
    payload.extend(b"version\x11");
    payload.push(reason.len() as u8);
    payload.extend(reason.as_bytes());
    talk.bytes(10, &frame(ZCASH, "reject", &payload));
    let (transcript, facts) = kept("zcash-obsolete", "zcash/zcash src/main.cpp", talk);
    assert_eq!(transcript.ending, Ending::Refused("obsolete".to_owned()));
    let said = written(&facts, "bitcoin.reject.reason").expect("its words");
    assert_eq!(said, format!("version: {reason}"));
}

#[test]
fn signed_headers_are_told_by_their_form() {
    let one = |header: Vec<u8>| [&[1], &header[..], &[0]].concat();
    let (mut talk, _) = opened(2357, TAPYRUS, Checksum::Sha256d);
    let asked = greet(&mut talk, TAPYRUS, Checksum::Sha256d, "/Tapyrus Core:0.7.0/");
    assert_eq!(commands(&asked), ["verack", "getheaders"]);
    let headers = one(tapyrus::tests::header([4; 32], false));
    talk.bytes(20, &frame(TAPYRUS, "headers", &headers));
    let (_, facts) = kept("tapyrus", "chaintope/tapyrus-core src/primitives/block.h", talk);
    assert_eq!(written(&facts, "bitcoin.headers.signed").as_deref(), Some("tapyrus"));

    for (name, dynamic) in [("elements", false), ("elements-dynamic", true)] {
        let (mut talk, _) = opened(7042, LIQUID, Checksum::Sha256d);
        greet(&mut talk, LIQUID, Checksum::Sha256d, "/Elements Core:23.2.4/");
        talk.bytes(20, &frame(LIQUID, "notfound", &[0]));
        let mut asked = talk.transmit().expect("headers");
        if commands(&asked).iter().filter(|name| *name == "getheaders").count() > 1 {
            talk.bytes(25, &pong(&asked));
            asked = talk.transmit().expect("headers");
        }
        assert!(commands(&asked).contains(&"getheaders".to_owned()));
        let headers = one(elements::tests::header([3; 32], dynamic));
        talk.bytes(30, &frame(LIQUID, "headers", &headers));
        let (_, facts) = kept(name, "ElementsProject/elements src/primitives/block.h", talk);
        assert_eq!(written(&facts, "bitcoin.headers.signed").as_deref(), Some("elements"));
        assert_eq!(written(&facts, "bitcoin.genesis.hash"), Some("03".repeat(32)));
        assert!(fact(&facts, "bitcoin.headers.easy").is_none());
    }
}
