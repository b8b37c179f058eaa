//! Published packets, the shared checks over the recordings, and scenes with a node in memory.

use coinsift_verdict::{Atlas, Fact, Strength};
use proptest::prelude::*;

use super::messages::{self, Message, Packet, packet};
use super::peer::{enr_response, here, record, their_ping, their_pong};
use crate::conversation::replay;
use crate::dialogue::Ending;
use crate::ethereum::keys::Secret;
use crate::ethereum::rlp::{self, Value};
use crate::ethereum::tests::{secret, stored};
use crate::plan::{self, Situation};
use crate::transcript::{Close, Endpoint, Head, Options, Transcript, Transport, Utc};
use crate::{Conversation, checks, text};

#[test]
fn recordings_pass_the_shared_checks() {
    checks::all("ethereum", "ethereum.discv4", 2);
}

fn endpoint(transport: Transport) -> Endpoint {
    Endpoint { ip: [127, 0, 0, 1].into(), port: 30303, transport }
}

fn head(options: &[(&str, &str)]) -> Head {
    let mut options: Options =
        options.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    options.insert("seed".to_owned(), "07".repeat(32));
    Head {
        protocol: "ethereum.discv4".to_owned(),
        version: super::DIALOGUE.version,
        endpoint: endpoint(Transport::Udp),
        started: Utc(1_700_000_000_000),
        options,
    }
}

fn node() -> Secret {
    Secret::derive(&[1; 32], "a node for tests")
}

fn message(bytes: &[u8]) -> Message {
    Packet::read(bytes).expect("a packet").message
}

fn fact<'a>(facts: &'a [Fact], name: &str) -> Option<&'a Fact> {
    facts.iter().find(|fact| fact.name == name)
}

fn written(facts: &[Fact], name: &str) -> Option<String> {
    fact(facts, name).map(|fact| fact.value.written().into_owned())
}

/// A node that answers and pings back, asked for its record.
fn with_record() -> Transcript {
    let mut talk = Conversation::open(head(&[("record", "yes")])).expect("good options");
    let ping = talk.transmit().expect("ping");
    talk.bytes(10, &their_pong(&node(), &ping));
    assert!(talk.transmit().is_none(), "its own ping is waited for");
    let theirs = their_ping(&node());
    talk.bytes(12, &theirs);
    let pong = talk.transmit().expect("pong");
    let Message::Pong(read) = message(&pong) else { panic!("pong") };
    assert_eq!(read.ping_hash, Packet::read(&theirs).expect("a ping").hash);
    talk.timer(talk.wake_at());
    let request = talk.transmit().expect("request");
    assert_eq!(message(&request), Message::Other(5));
    talk.bytes(400, &enr_response(&node(), &request, &record(&node())));
    assert!(talk.is_finished());
    talk.into_transcript()
}

/// A node that pings back at once and is asked no more.
fn without_record() -> Transcript {
    let mut talk = Conversation::open(head(&[])).expect("good options");
    let ping = talk.transmit().expect("ping");
    talk.bytes(10, &their_ping(&node()));
    assert!(matches!(message(&talk.transmit().expect("pong")), Message::Pong(_)));
    talk.bytes(12, &their_pong(&node(), &ping));
    assert!(talk.is_finished());
    talk.into_transcript()
}

/// A node that answers and never pings.
fn shy() -> Transcript {
    let mut talk = Conversation::open(head(&[("record", "yes")])).expect("good options");
    let ping = talk.transmit().expect("ping");
    talk.bytes(10, &their_pong(&node(), &ping));
    talk.timer(talk.wake_at());
    assert!(talk.is_finished());
    assert!(talk.transmit().is_none(), "who has no proof of us is not asked");
    talk.into_transcript()
}

#[test]
fn a_pong_discloses_the_node_key() {
    let transcript = without_record();
    assert_eq!(transcript.ending, Ending::Spoken);
    assert_eq!(super::node_key(&transcript), Some(node().public()));
    let facts = crate::read(&transcript);
    let id = fact(&facts, "ethereum.discv4.id").expect("the key");
    assert_eq!(id.value.written(), hex::encode(node().public()));
    assert_eq!(id.strength, Strength::Stated);
    let ping = their_ping(&node()).len() as u32;
    assert_eq!((id.at.offset, id.at.len), (ping, transcript.received().len() as u32 - ping));
    assert_eq!(written(&facts, "ethereum.discv4.udp").as_deref(), Some("30303"));
    assert_eq!(written(&facts, "ethereum.discv4.tcp").as_deref(), Some("30304"));
    assert_eq!(written(&facts, "ethereum.discv4.enr_seq").as_deref(), Some("17"));
    assert!(fact(&facts, "ethereum.enr.seq").is_none());
}

#[test]
fn our_ping_is_that_of_a_node_that_listens_nowhere() {
    let mut talk = Conversation::open(head(&[])).expect("good options");
    let ping = talk.transmit().expect("ping");
    let Message::Ping(read) = message(&ping) else { panic!("ping") };
    assert_eq!((read.version, read.udp, read.tcp, read.enr_seq), (4, 0, 0, None));
    // 20 seconds after the start.
    let expires = rlp::list(&[Value::Uint(1_700_000_020)]);
    assert!(ping.ends_with(&expires[1..]));
    assert!(ping.len() < 200);
}

#[test]
fn a_record_is_asked_for_after_the_endpoint_proof() {
    let transcript = with_record();
    let sent = transcript
        .events
        .iter()
        .filter(|event| matches!(event.what, crate::transcript::Happening::Sent(_)));
    assert_eq!(sent.count(), 3, "three datagrams at most");
    let facts = crate::read(&transcript);
    assert_eq!(written(&facts, "ethereum.enr.seq").as_deref(), Some("17"));
    let names = written(&facts, "ethereum.enr.names");
    assert_eq!(names.as_deref(), Some("eth, id, secp256k1, snap, tcp, udp"));
    assert_eq!(written(&facts, "ethereum.enr.fork_hash").as_deref(), Some("fc64ec04"));
    assert_eq!(written(&facts, "ethereum.enr.fork_next").as_deref(), Some("1150000"));
    assert_eq!(written(&facts, "ethereum.enr.tcp").as_deref(), Some("30304"));
}

#[test]
fn a_record_that_another_signed_is_not_taken() {
    let other = Secret::derive(&[9; 32], "another node");
    for record in [record(&other), rlp::list(&[Value::Uint(1)])] {
        let mut talk = Conversation::open(head(&[("record", "yes")])).expect("good options");
        let ping = talk.transmit().expect("ping");
        talk.bytes(10, &their_ping(&node()));
        talk.transmit();
        talk.bytes(12, &their_pong(&node(), &ping));
        talk.timer(talk.wake_at());
        let request = talk.transmit().expect("request");
        talk.bytes(400, &enr_response(&node(), &request, &record));
        let facts = crate::read(&talk.into_transcript());
        assert!(fact(&facts, "ethereum.discv4.id").is_some());
        assert!(fact(&facts, "ethereum.enr.seq").is_none());
    }
}

#[test]
fn a_node_that_never_pings_is_left_after_a_moment() {
    let transcript = shy();
    assert_eq!(transcript.ending, Ending::Spoken);
    assert_eq!(super::node_key(&transcript), Some(node().public()));
}

#[test]
fn a_pong_for_another_ping_says_nothing() {
    let mut talk = Conversation::open(head(&[])).expect("good options");
    talk.transmit();
    talk.bytes(10, &messages::pong(&node(), here(), &[7; 32], 1_700_000_020));
    talk.timer(talk.wake_at());
    let transcript = talk.into_transcript();
    assert_eq!(transcript.ending, Ending::Mismatch);
    assert_eq!(super::node_key(&transcript), None);
    assert!(crate::read(&transcript).iter().all(|fact| !fact.name.starts_with("ethereum.")));
}

#[test]
fn an_echo_and_random_answers_are_no_node() {
    let mut talk = Conversation::open(head(&[])).expect("good options");
    let ping = talk.transmit().expect("ping");
    for (now, answer) in [(1, ping.as_slice()), (2, b"hello"), (3, &[0; 1280]), (4, &[9; 3000])] {
        talk.bytes(now, answer);
        assert!(talk.transmit().is_none());
    }
    talk.timer(talk.wake_at());
    let transcript = talk.into_transcript();
    assert_eq!(transcript.ending, Ending::Mismatch);
    assert!(crate::read(&transcript).iter().all(|fact| !fact.name.starts_with("ethereum.")));
}

#[test]
fn silence_is_silence() {
    let mut talk = Conversation::open(head(&[])).expect("good options");
    talk.transmit();
    talk.timer(talk.wake_at());
    assert!(talk.is_finished());
    assert_eq!(talk.into_transcript().ending, Ending::Silent);
}

#[test]
fn a_flood_of_pings_is_answered_once() {
    let mut talk = Conversation::open(head(&[])).expect("good options");
    let ping = talk.transmit().expect("ping");
    for now in 1..40 {
        talk.bytes(now, &their_ping(&node()));
        assert_eq!(talk.transmit().is_some(), now == 1);
    }
    talk.bytes(50, &their_pong(&node(), &ping));
    assert!(talk.is_finished());
}

#[test]
fn broken_packets_are_not_read() {
    let good = their_ping(&node());
    for at in 0..good.len() {
        let mut broken = good.clone();
        broken[at] ^= 0x40;
        assert_eq!(Packet::read(&broken), None, "changed at {at}");
        assert_eq!(Packet::read(&good[..at]), None, "cut at {at}");
    }
    assert_eq!(Packet::read(&[good.as_slice(), &[0]].concat()), None, "joined to another");
    let long = packet(&node(), 1, &[0; 1300]);
    assert_eq!(Packet::read(&long), None, "longer than a packet may be");
    let packet = packet(&node(), 2, b"no list");
    assert_eq!(message(&packet), Message::Malformed(2));
}

#[test]
fn options_no_driver_can_be_made_from_are_named() {
    let name = |options: &[(&str, &str)]| Conversation::open(head(options)).err().map(|e| e.name);
    assert_eq!(name(&[("record", "maybe")]), Some("record"));
    assert_eq!(name(&[("identity", "12")]), Some("identity"));
    assert_eq!(name(&[("record", "no")]), None);
}

#[test]
fn discovery_is_proposed_on_udp_and_its_key_leads_to_devp2p_on_tcp() {
    let atlas = Atlas::builtin();
    let situation = |transport, done| Situation {
        endpoint: endpoint(transport),
        atlas,
        thorough: false,
        expected: None,
        done,
    };
    let first = super::propose::propose(&situation(Transport::Udp, &[]));
    assert_eq!(first.len(), 1);
    assert_eq!(first[0].stage, plan::Stage::Port);
    // Beside an open TCP port only where that is the family's own.
    assert_eq!(super::propose::propose(&situation(Transport::Tcp, &[])).len(), 1);
    let elsewhere = Endpoint { port: 8080, ..endpoint(Transport::Tcp) };
    let elsewhere = Situation { endpoint: elsewhere, ..situation(Transport::Tcp, &[]) };
    assert!(super::propose::propose(&elsewhere).is_empty());

    let done = [without_record()];
    assert!(
        super::propose::propose(&situation(Transport::Udp, &done)).is_empty(),
        "once is enough"
    );
    let next = plan::next(&situation(Transport::Tcp, &done)).expect("a choice");
    assert_eq!(next.dialogue.name, "ethereum.devp2p");
    assert_eq!(next.options["key"], hex::encode(node().public()));

    let ping = their_ping(&node());
    assert_eq!(
        plan::recognise(&situation(Transport::Udp, &[]), &ping).dialogue.name,
        "ethereum.discv4"
    );
}

/// What a node in memory says. `COINSIFT_BLESS=1` writes them.
#[test]
fn recordings_built_by_hand_are_those_stored() {
    for (name, transcript) in [
        ("discv4-lab-record", with_record()),
        ("discv4-lab-ping-first", without_record()),
        ("discv4-lab-shy", shy()),
    ] {
        let software = "built by hand: the node in memory of the tests".to_owned();
        stored(name, &text::write(&text::Recording { software, transcript }));
    }
}

#[test]
fn the_packets_of_eip_8_are_read() {
    let key = secret("b71c71a67e1177ad4e901695e1b4b9ee17ae16c6668d313eac2f96dbcda3f291").public();
    let read = |hex: &str| {
        let bytes = hex::decode(hex.split_whitespace().collect::<String>()).expect("hex");
        let packet = Packet::read(&bytes).expect("a packet");
        assert_eq!(packet.key, key, "the signature gives the key");
        packet.message
    };
    let Message::Ping(ping) = read(PING_4) else { panic!("ping") };
    assert_eq!((ping.version, ping.udp, ping.tcp, ping.enr_seq), (4, 3322, 5544, Some(1)));
    let Message::Ping(ping) = read(PING_555) else { panic!("ping") };
    assert_eq!((ping.version, ping.udp, ping.tcp), (555, 3322, 5544));
    let Message::Pong(pong) = read(PONG) else { panic!("pong") };
    assert_eq!(
        hex::encode(pong.ping_hash),
        "fbc914b16819237dcd8801d7e53f69e9719adecb3cc0e790c57e91ca4461c954"
    );
    assert_eq!(read(FIND_NODE), Message::Other(3));
    assert_eq!(read(NEIGHBORS), Message::Other(4));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn arbitrary_datagrams_never_panic_and_always_end(
        datagrams in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 0..12),
        signed in any::<bool>(),
        kind in 0u8..8,
    ) {
        let mut talk = Conversation::open(head(&[("record", "yes")])).expect("good options");
        talk.transmit();
        for (now, datagram) in datagrams.iter().enumerate() {
            let datagram = if signed { packet(&node(), kind, datagram) } else { datagram.clone() };
            talk.bytes(now as u32, &datagram);
        }
        talk.closed(100, Close::Silence);
        prop_assert!(talk.is_finished());
        let transcript = talk.into_transcript();
        crate::read(&transcript);
        let again = replay(&transcript, usize::MAX).expect("good options");
        prop_assert_eq!(again.sent(), transcript.sent());
    }
}

/// Ping of version 4 with further items.
const PING_4: &str = "
    e9614ccfd9fc3e74360018522d30e1419a143407ffcce748de3e22116b7e8dc92ff74788c0b6663aaa3d67d6
    41936511c8f8d6ad8698b820a7cf9e1be7155e9a241f556658c55428ec0563514365799a4be2be5a685a8097
    1ddcfa80cb422cdd0101ec04cb847f000001820cfa8215a8d790000000000000000000000000000000018208
    ae820d058443b9a3550102";
/// Ping of version 555 with further items and bytes behind the list.
const PING_555: &str = "
    577be4349c4dd26768081f58de4c6f375a7a22f3f7adda654d1428637412c3d7fe917cadc56d4e5e7ffae1db
    e3efffb9849feb71b262de37977e7c7a44e677295680e9e38ab26bee2fcbae207fba3ff3d74069a50b902a82
    c9903ed37cc993c50001f83e82022bd79020010db83c4d001500000000abcdef12820cfa8215a8d79020010d
    b885a308d313198a2e037073488208ae82823a8443b9a355c5010203040531b9019afde696e582a78fa8d95e
    a13ce3297d4afb8ba6433e4154caa5ac6431af1b80ba76023fa4090c408f6b4bc3701562c031041d4702971d
    102c9ab7fa5eed4cd6bab8f7af956f7d565ee1917084a95398b6a21eac920fe3dd1345ec0a7ef39367ee69dd
    f092cbfe5b93e5e568ebc491983c09c76d922dc3";
/// Pong with further items and bytes behind the list.
const PONG: &str = "
    09b2428d83348d27cdf7064ad9024f526cebc19e4958f0fdad87c15eb598dd61d08423e0bf66b2069869e172
    4125f820d851c136684082774f870e614d95a2855d000f05d1648b2d5945470bc187c2d2216fbe870f43ed09
    09009882e176a46b0102f846d79020010db885a308d313198a2e037073488208ae82823aa0fbc914b1681923
    7dcd8801d7e53f69e9719adecb3cc0e790c57e91ca4461c9548443b9a355c6010203c2040506a0c969a58f6f
    9095004c0177a6b47f451530cab38966a25cca5cb58f055542124e";
/// FindNode with further items and bytes.
const FIND_NODE: &str = "
    c7c44041b9f7c7e41934417ebac9a8e1a4c6298f74553f2fcfdcae6ed6fe53163eb3d2b52e39fe91831b8a92
    7bf4fc222c3902202027e5e9eb812195f95d20061ef5cd31d502e47ecb61183f74a504fe04c51e73df81f25c
    4d506b26db4517490103f84eb840ca634cae0d49acb401d8a4c6b6fe8c55b70d115bf400769cc1400f3258cd
    31387574077f301b421bc84df7266c44e9e6d569fc56be00812904767bf5ccd1fc7f8443b9a3558299998399
    9999280dc62cc8255c73471e0a61da0c89acdc0e035e260add7fc0c04ad9ebf3919644c91cb247affc82b69b
    d2ca235c71eab8e49737c937a2c396";
/// Neighbors with further items and bytes.
const NEIGHBORS: &str = "
    c679fc8fe0b8b12f06577f2e802d34f6fa257e6137a995f6f4cbfc9ee50ed3710faf6e66f932c4c8d81d6434
    3f429651328758b47d3dbc02c4042f0fff6946a50f4a49037a72bb550f3a7872363a83e1b9ee6469856c24eb
    4ef80b7535bcf99c0004f9015bf90150f84d846321163782115c82115db8403155e1427f85f10a5c9a775587
    7748041af1bcd8d474ec065eb33df57a97babf54bfd2103575fa829115d224c523596b401065a97f74010610
    fce76382c0bf32f84984010203040101b840312c55512422cf9b8a4097e9a6ad79402e87a15ae909a4bfefa2
    2398f03d20951933beea1e4dfa6f968212385e829f04c2d314fc2d4e255e0d3bc08792b069dbf8599020010d
    b83c4d001500000000abcdef12820d05820d05b84038643200b172dcfef857492156971f0e6aa2c538d8b740
    10f8e140811d53b98c765dd2d96126051913f44582e8c199ad7c6d6819e9a56483f637feaac9448aacf85990
    20010db885a308d313198a2e037073488203e78203e8b8408dcab8618c3253b558d459da53bd8fa68935a719
    aff8b811197101a4b2b47dd2d47295286fc00cc081bb542d760717d1bdd6bec2c37cd72eca367d6dd3b9df73
    8443b9a355010203b525a138aa34383fec3d2719a0";
