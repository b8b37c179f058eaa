//! Peers that answer 64 bytes: nodes of version 2 of Bitcoin's transport alone, and servers of
//! Stratum V2. How many connections it takes to know them, and that neither is taken for the other.

use std::net::SocketAddr;

use coinsift_lab::bitcoin::{Chain, Encrypted, Node, Patience};
use coinsift_lab::noise::{self, Noise};
use coinsift_lab::{Lab, Peer};
use coinsift_protocols::{Ending, Transcript};
use coinsift_verdict::verdict::{Mining, Role};
use coinsift_verdict::{Class, Strength, Verdict};

/// All dialogues with a peer at a port where nothing is expected, and how many connections it saw.
async fn met(peer: impl Into<Peer>) -> (Vec<Transcript>, Verdict, usize) {
    let mut lab = Lab::new();
    let at = lab.add_anywhere(peer).await.expect("a free port");
    met_at(lab, at).await
}

async fn met_at(lab: Lab, at: SocketAddr) -> (Vec<Transcript>, Verdict, usize) {
    let (done, verdict) = crate::walk::walk(at).await;
    let visits = lab.visits(at).all();
    for visit in &visits {
        crate::requests::only_listed("encrypted", &visit.received);
    }
    lab.stop().await;
    (done, verdict, visits.len())
}

fn held<'a>(done: &'a [Transcript], protocol: &str) -> Vec<&'a Ending> {
    let of = done.iter().filter(|transcript| transcript.head.protocol == protocol);
    of.map(|transcript| &transcript.ending).collect()
}

fn names(done: &[Transcript]) -> Vec<&str> {
    done.iter().map(|transcript| transcript.head.protocol.as_str()).collect()
}

#[tokio::test]
async fn a_node_of_version_2_alone_is_known_by_one_extra_connection() {
    let node = Encrypted::new(Node::honest(Chain::bitcoin()).height(871_000));
    let inside = node.inside.clone();
    let (done, verdict, connections) = met(node).await;
    // Version 1 once, the page, whose answer is a key already, and then the flight.
    assert_eq!(names(&done), ["bitcoin.p2p", "http", "bitcoin.v2"]);
    assert_eq!(connections, 3);
    assert_eq!(held(&done, "bitcoin.p2p"), [&Ending::Silent]);
    assert_eq!(held(&done, "bitcoin.v2"), [&Ending::Spoken]);
    assert_eq!(verdict.class, Class::Coin);
    assert_eq!(verdict.network.as_deref(), Some("bitcoin"));
    assert!(verdict.strength >= Some(Strength::Stated));
    assert_eq!(verdict.roles, [Role::FullNode]);
    // What is said inside is what is said in clear elsewhere.
    let said = inside.all();
    assert_eq!(said.len(), 1);
    assert!(!said[0].received.is_empty());
    crate::requests::only_listed("inside", &said[0].received);
}

#[tokio::test]
async fn one_that_waits_for_a_whole_key_is_known_after_all_version_1_was_silent() {
    let node = Encrypted::new(Node::honest(Chain::signet()));
    let node = Encrypted { patience: Patience::Key, garbage: 0, ..node };
    let (done, verdict, connections) = met(node).await;
    assert_eq!(held(&done, "bitcoin.v2"), [&Ending::Spoken], "{:?}", names(&done));
    assert_eq!(connections, done.len());
    assert!(held(&done, "bitcoin.p2p").into_iter().all(|ending| *ending == Ending::Silent));
    assert_eq!(verdict.network.as_deref(), Some("bitcoin-signet"));
}

#[tokio::test]
async fn a_server_of_stratum_v2_is_no_node() {
    let (done, verdict, _) = met(Noise::serving(noise::MINING)).await;
    assert!(!held(&done, "bitcoin.v2").contains(&&Ending::Spoken), "{:?}", names(&done));
    assert_eq!(held(&done, "stratum.v2"), [&Ending::Spoken]);
    assert_eq!(verdict.mining, Mining::Indicated);
    assert_eq!(verdict.network, None);
    // Nothing but the handshake was said: the port is not one of its own.
    let last = done.last().expect("a dialogue");
    assert_eq!((last.head.protocol.as_str(), last.sent().len()), ("stratum.v2", 64));
}

#[tokio::test]
async fn one_wrong_bit_makes_it_nothing() {
    let (done, verdict, _) = met(Noise { flawed: true, ..Noise::serving(noise::MINING) }).await;
    assert!(done.iter().all(|transcript| transcript.ending != Ending::Spoken));
    assert_eq!(verdict.mining, Mining::NotSeen);
    assert_ne!(verdict.class, Class::Coin);
}

#[tokio::test]
async fn on_its_own_port_it_is_asked_what_it_serves() {
    let mut lab = Lab::new();
    let at: SocketAddr = "127.61.0.1:34254".parse().expect("an address");
    lab.add(at, Noise::serving(noise::MINING)).await.expect("a free port");
    let (done, verdict, connections) = met_at(lab, at).await;
    assert_eq!((names(&done), connections), (vec!["stratum.v2"], 1));
    assert_eq!(verdict.mining, Mining::Confirmed);
    assert_eq!(verdict.class, Class::Coin);
    // They look alike from outside.
    assert_eq!(verdict.roles, [Role::Pool, Role::Proxy]);
}

#[tokio::test]
async fn a_server_without_that_protocol_stays_a_sign() {
    let mut lab = Lab::new();
    let at: SocketAddr = "127.61.0.2:34254".parse().expect("an address");
    lab.add(at, Noise::serving(noise::TEMPLATE_DISTRIBUTION)).await.expect("a free port");
    let (done, verdict, connections) = met_at(lab, at).await;
    assert_eq!((names(&done), connections), (vec!["stratum.v2"], 1));
    assert_eq!(verdict.mining, Mining::Indicated);
    assert_ne!(verdict.class, Class::Coin);
}
