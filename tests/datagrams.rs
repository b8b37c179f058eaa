//! The real program and ports of UDP: an answer is a finding with a line of its own, silence a count;
//! and nodes of the Ethereum family named by their addresses.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use coinsift_protocols::ethereum::peer::Peer;

use crate::program::Program;

/// Answers datagrams until the test is over; gives how many came.
fn discovery(at: &str) -> Arc<AtomicUsize> {
    let socket = UdpSocket::bind(at).expect("a free port");
    let count = Arc::new(AtomicUsize::new(0));
    let counted = count.clone();
    thread::spawn(move || {
        let (mut peer, mut buffer) = (Peer::default(), [0; 2048]);
        while let Ok((len, from)) = socket.recv_from(&mut buffer) {
            counted.fetch_add(1, Ordering::SeqCst);
            for answer in peer.datagram(&buffer[..len]) {
                let _ = socket.send_to(&answer, from);
            }
        }
    });
    count
}

/// Answers connections until the test is over; gives how many came, and where.
fn transport(at: &str) -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind(at).expect("a free port");
    let bound = listener.local_addr().expect("bound");
    let count = Arc::new(AtomicUsize::new(0));
    let counted = count.clone();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            counted.fetch_add(1, Ordering::SeqCst);
            thread::spawn(move || {
                let (mut peer, mut buffer) = (Peer::default(), vec![0; 16 * 1024]);
                while let Ok(len) = stream.read(&mut buffer)
                    && len > 0
                    && stream.write_all(&peer.bytes(&buffer[..len])).is_ok()
                {}
            });
        }
    });
    (bound, count)
}

#[test]
fn a_port_of_udp_that_answers_has_a_verdict_and_one_that_is_silent_a_count() {
    let count = discovery("127.95.1.1:30303");
    let program = Program::new();
    let ran = program.run(&["scan", "127.95.1.0/31", "--ports", "30303/udp", "--json"]);
    assert_eq!(ran.err().lines().filter(|line| line.contains("error")).count(), 0);
    let verdicts = ran.typed("verdict");
    assert_eq!(verdicts.len(), 1, "{}", ran.out());
    let verdict = &verdicts[0];
    assert_eq!(
        (verdict["ip"].as_str(), verdict["port"].as_u64()),
        (Some("127.95.1.1"), Some(30303))
    );
    assert_eq!(verdict["transport"], "udp");
    assert_ne!(verdict["class"], "silent");
    assert_eq!(count.load(Ordering::SeqCst), 3);
    let end = &ran.typed("end")[0];
    assert_eq!(end["complete"], true);
    assert_eq!((&end["probes"]["asked"], &end["probes"]["open"]), (&2.into(), &1.into()));
    assert_eq!(end["probes"]["filtered"], 1);

    // What was stored is explained from its bytes, and both languages name the transport.
    let explained = program.run(&["explain", "127.95.1.1:30303/udp"]);
    assert_eq!(explained.code(), 0, "{}", explained.err());
    assert!(explained.out().contains("127.95.1.1:30303/udp"), "{}", explained.out());
    for lang in ["en", "zh"] {
        let told = program.command(&["identify", "127.95.1.1:30303/udp", "--lang", lang]);
        let told = crate::program::Ran({ told }.output().expect("the program starts"));
        assert!(told.out().contains("udp"), "{}", told.out());
    }
}

#[test]
fn an_enode_is_identified_in_one_connection_without_a_datagram() {
    let (at, connections) = transport("127.95.2.1:0");
    let program = Program::new();
    let target = format!("enode://{}@{at}", hex::encode(Peer::default().key()));
    let ran = program.run(&["scan", &target, "--json"]);
    let verdicts = ran.typed("verdict");
    assert_eq!(verdicts.len(), 1, "{}{}", ran.out(), ran.err());
    // Its genesis block is that of two networks, and it showed no block after they parted.
    assert_eq!(verdicts[0]["class"], "coin", "{}", verdicts[0]);
    assert_eq!(verdicts[0]["candidates"], serde_json::json!(["evm:1", "evm:61"]));
    assert_eq!(connections.load(Ordering::SeqCst), 1);
    assert_eq!(ran.typed("run")[0]["scope"], serde_json::json!([target]), "as it was given");
    // As an exclude it keeps its address and port out.
    let ran = program.run(&["scan", &at.to_string(), "--exclude", &target]);
    assert_eq!(ran.code(), 2, "{}", ran.out());
    assert_eq!(connections.load(Ordering::SeqCst), 1);
}
