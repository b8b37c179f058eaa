//! Attackers, each on a port where the dialogue it aims at is tried first.

use std::time::Duration;

use coinsift_verdict::{Class, verdict::Role};

use super::{Entry, Expected, Scene};
use crate::datagrams::Datagrams;
use crate::hostile::Hostile;
use crate::peer::Peer;
use crate::websocket::WebSocket;

/// Longer than any dialogue waits in silence.
const TOO_LATE: Duration = Duration::from_secs(20);

/// Dash by its magic, and the networks of Bitcoin's genesis block.
const FORGED_DASH: &[&str] = &[
    "bitcoin",
    "bitcoin-atom",
    "bitcoin-cash",
    "bitcoin-diamond",
    "bitcoin-gold",
    "bitcoin-sv",
    "dash",
    "ecash",
];

pub(super) fn scene() -> Scene {
    let other = Expected::class(Class::Other);
    // Those that speak whatever magic they hear stand on Dash's port: its magic is no other's.
    let dash = Expected::node(Class::Coin, "dash", false);
    let forged = Expected::class(Class::Ledger).roles(&[Role::FullNode]).contradicting();
    // A frame that promises a version and holds none is a hint of the protocol, no more.
    let frame = Expected::node(Class::Ledger, "dash", false).roles(&[]);
    let rows: [(_, _, Hostile, _); 19] = [
        ("endless", 8333, Hostile::Endless, other),
        ("slow-drip", 8333, Hostile::SlowDrip, other),
        ("huge-length", 8333, Hostile::HugeLength, other),
        ("huge-agent", 9999, Hostile::HugeAgent, frame),
        ("huge-headers", 9999, Hostile::HugeHeaders, forged.one_of(&["dash"])),
        ("empty-frames", 9999, Hostile::EmptyFrames, dash),
        ("many-versions", 9999, Hostile::ManyVersions, dash),
        ("chatter", 8333, Hostile::Chatter, frame.one_of_many()),
        ("chameleon", 9999, Hostile::Chameleon, forged.one_of(FORGED_DASH)),
        ("injection", 8333, Hostile::Injection, Expected::node(Class::Coin, "bitcoin", false)),
        ("echo", 8333, Hostile::Echo, other),
        ("echo-flipped", 8333, Hostile::EchoFlipped, other),
        ("random", 8333, Hostile::Random(7), other),
        ("late", 8333, Hostile::Late(TOO_LATE), Expected::class(Class::Silent)),
        ("text-flood", 8333, Hostile::TextFlood, other),
        ("http-endless-head", 8080, Hostile::HttpEndlessHead, other),
        ("http-huge-length", 8080, Hostile::HttpHugeLength, other),
        ("http-endless-chunks", 8080, Hostile::HttpEndlessChunks, other),
        ("http-deep-json", 8332, Hostile::HttpDeepJson, other),
    ];
    let over_other: [(_, _, Peer, _); 5] = [
        ("websocket-garbage", 8546, WebSocket::Garbage(11).into(), other),
        ("websocket-endless-parts", 8546, WebSocket::EndlessParts.into(), other),
        ("websocket-endless-pings", 8546, WebSocket::EndlessPings.into(), other),
        ("websocket-huge-length", 8546, WebSocket::HugeLength.into(), other),
        ("discovery-random", 30303, Datagrams::Random(13).into(), other),
    ];
    let rows = rows
        .map(|(name, port, peer, expected)| (name, port, peer.into(), expected))
        .into_iter()
        .chain(over_other);
    let entries = (1..).zip(rows).map(|(offset, (name, port, peer, expected))| {
        Entry::new(name, (offset, port), peer, expected)
    });
    Scene { name: "hostile", span: 32, entries: entries.collect() }
}
