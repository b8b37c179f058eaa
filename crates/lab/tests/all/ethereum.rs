//! Peers on the ports of Ethereum that are no nodes: which dialogue met them, how it ended, and
//! that nothing of a ledger was read from them.

use std::net::SocketAddr;

use coinsift_lab::datagrams::Datagrams;
use coinsift_lab::http::Server;
use coinsift_lab::script::{Script, Step};
use coinsift_lab::websocket::WebSocket;
use coinsift_lab::{Lab, Peer};
use coinsift_protocols::text;
use coinsift_protocols::transcript::Options;
use coinsift_protocols::{
    Close, Ending, Endpoint, Happening, Head, Transcript, Transport, Utc, dialogue, facts,
};

fn head(protocol: &str, at: SocketAddr, transport: Transport) -> Head {
    let options = [("agent", "coinsift/0 (+lab)".to_owned()), ("seed", "5a".repeat(32))];
    Head {
        protocol: protocol.to_owned(),
        version: dialogue(protocol).expect("a dialogue").version,
        endpoint: Endpoint { ip: at.ip(), port: at.port(), transport },
        started: Utc(1_764_000_000_000),
        options: Options::from(options.map(|(name, value)| (name.to_owned(), value))),
    }
}

/// Holds one dialogue with a peer, which must come out as nothing of a ledger.
async fn met(protocol: &str, peer: impl Into<Peer>, what: &str) -> Transcript {
    let mut lab = Lab::new();
    let at = lab.add_anywhere(peer).await.expect("a free port");
    let transport = dialogue(protocol).expect("a dialogue").wire.transport;
    let transcript = crate::walk::hold(head(protocol, at, transport)).await;
    assert_eq!(transcript.ending, Ending::Mismatch, "{what}");
    let learnt = facts(std::slice::from_ref(&transcript));
    let foreign = |name: &str| name.starts_with("greeting.") || name.starts_with("ethereum.ws.");
    assert!(learnt.iter().all(|fact| foreign(fact.name)), "{what}");
    let wire = dialogue(protocol).expect("a dialogue").wire;
    assert!(transcript.received().len() <= wire.bytes_in as usize, "{what}");
    assert!(transcript.sent().len() <= wire.bytes_out as usize, "{what}");
    if transport == Transport::Tcp {
        let visits = lab.visits(at).all();
        assert_eq!(visits.len(), 1, "{what}");
        crate::requests::only_listed(what, &visits[0].received);
    }
    lab.stop().await;
    transcript
}

fn questions(transcript: &Transcript) -> usize {
    transcript.events.iter().filter(|event| matches!(event.what, Happening::Sent(_))).count()
}

#[tokio::test]
async fn a_service_with_one_answer_is_no_node() {
    for result in ["\"0x1\"", "true", "{\"number\":\"0x0\"}", "null", "1", "[]"] {
        let over_http = met("ethereum.rpc", Server::Says(result), result).await;
        assert_eq!(questions(&over_http), 1, "{result}");
        let over_websocket = met("ethereum.ws", WebSocket::Says(result), result).await;
        // The upgrade, one question, the close.
        assert_eq!(questions(&over_websocket), 3, "{result}");
    }
    met("ethereum.rpc", Server::EchoJson, "echo").await;
    met("ethereum.ws", WebSocket::Echo, "echo").await;
}

#[tokio::test]
async fn a_server_that_does_not_take_up_the_key_is_asked_nothing() {
    let transcript = met("ethereum.ws", WebSocket::ForgetsTheKey, "no key").await;
    assert_eq!(questions(&transcript), 1);
}

#[tokio::test]
async fn frames_of_attackers_end_within_the_caps() {
    let huge = met("ethereum.ws", WebSocket::HugeLength, "2^63 bytes").await;
    let garbage = met("ethereum.ws", WebSocket::Garbage(11), "garbage").await;
    for transcript in [huge, garbage] {
        assert!(transcript.received().len() <= 64 * 1024, "it ends at the first head");
        assert!(!matches!(
            transcript.events.last().map(|event| &event.what),
            Some(Happening::Closed(Close::Cap))
        ));
    }
    let parts = met("ethereum.ws", WebSocket::EndlessParts, "endless parts").await;
    assert!(parts.received().len() < 192 * 1024, "the message is cut before the dialogue is");
    let pings = met("ethereum.ws", WebSocket::EndlessPings, "endless pings").await;
    // The upgrade, one question, two pongs.
    assert_eq!(questions(&pings), 4);
}

#[tokio::test]
async fn datagrams_of_anything_else_are_no_discovery() {
    met("ethereum.discv4", Datagrams::Random(13), "random").await;
    met("ethereum.discv4", Datagrams::Echo, "echo").await;
}

/// A real node's side of the encrypted handshake, each stretch changed by `change`. It fits to our
/// side, since all secrets of ours derive from the seed in the recording's head.
fn encrypted(change: impl Fn(usize, &mut Vec<u8>)) -> (Head, Script) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/transcripts/ethereum");
    let written = std::fs::read_to_string(format!("{folder}/devp2p-geth-mainnet.txt"));
    let recorded = text::parse(&written.expect("a recording")).expect("a recording").transcript;
    let (mut steps, mut stretch) = (Vec::new(), 0);
    for event in &recorded.events {
        match &event.what {
            Happening::Sent(bytes) => steps.push(Step::Await(bytes.len())),
            Happening::Received(bytes) => {
                let mut bytes = bytes.clone();
                change(stretch, &mut bytes);
                stretch += 1;
                steps.push(Step::Send(bytes));
            }
            _ => {}
        }
    }
    (recorded.head, Script(steps))
}

async fn encrypted_with(change: impl Fn(usize, &mut Vec<u8>)) -> Transcript {
    let (head, script) = encrypted(change);
    let mut lab = Lab::new();
    let at = lab.add_anywhere(script).await.expect("a free port");
    let endpoint = Endpoint::tcp(at.ip(), at.port());
    let transcript = crate::walk::hold(Head { endpoint, ..head }).await;
    lab.stop().await;
    transcript
}

#[tokio::test]
async fn an_encrypted_peer_whose_bytes_are_changed_shows_nothing_more() {
    let names = |transcript: &Transcript| {
        let learnt = facts(std::slice::from_ref(transcript));
        learnt.iter().map(|fact| fact.name).collect::<Vec<_>>()
    };
    let honest = encrypted_with(|_, _| {}).await;
    assert_eq!(honest.ending, Ending::Spoken);
    assert!(names(&honest).contains(&"ethereum.status.genesis"), "{:?}", names(&honest));
    // The first stretch holds the answer to our key, the authentication codes stand behind it.
    let flipped = encrypted_with(|number, bytes| {
        if number == 0 {
            bytes[100] ^= 1;
        }
    })
    .await;
    assert_ne!(flipped.ending, Ending::Spoken, "a key that cannot be decrypted");
    let wrong_code = encrypted_with(|number, bytes| {
        if number > 0
            && let Some(last) = bytes.last_mut()
        {
            *last ^= 1;
        }
    })
    .await;
    // What was shown before that stays shown, and nothing is added to it.
    assert!(names(&wrong_code).len() < names(&honest).len());
    for transcript in [flipped, wrong_code] {
        assert!(!names(&transcript).contains(&"ethereum.status.genesis"));
    }
    let flood = encrypted_with(|_, bytes| bytes.extend(vec![0x5a; 400 * 1024])).await;
    let wire = dialogue("ethereum.devp2p").expect("a dialogue").wire;
    assert!(flood.received().len() <= wire.bytes_in as usize);
    assert!(!names(&flood).contains(&"ethereum.status.genesis"));
}
