//! The published examples of packet encoding: bitcoin/bips
//! `bip-0324/packet_encoding_test_vectors.csv` (BSD-3-Clause), unchanged.

use std::collections::HashMap;

use super::super::cipher::{SessionKeys, Side};
use super::super::messages::{Opener, Sealer};
use super::MAIN;
use crate::ellswift::Initiator;

const VECTORS: &str = include_str!("packet_encoding_test_vectors.csv");

fn bytes(text: &str) -> Vec<u8> {
    hex::decode(text).expect("hex")
}

fn array<const N: usize>(text: &str) -> [u8; N] {
    bytes(text).try_into().expect("the length")
}

#[test]
fn packets_are_those_of_the_published_examples() {
    let mut lines = VECTORS.lines();
    let names: Vec<&str> = lines.next().expect("names").split(',').collect();
    let mut tried = 0;
    for line in lines {
        let row: HashMap<&str, &str> = names.iter().copied().zip(line.split(',')).collect();
        example(&row);
        tried += 1;
    }
    assert_eq!(tried, 7);
}

fn example(row: &HashMap<&str, &str>) {
    let initiating = row["in_initiating"] == "1";
    let (ours, theirs) = match initiating {
        true => (Side::Initiator, Side::Responder),
        false => (Side::Responder, Side::Initiator),
    };
    let shared: [u8; 32] = array(row["mid_shared_secret"]);
    if initiating {
        let (secret, key) = (array(row["in_priv_ours"]), array(row["in_ellswift_ours"]));
        let initiator = Initiator::from_parts(secret, key);
        assert_eq!(initiator.agree(array(row["in_ellswift_theirs"])), shared);
    }
    let keys = SessionKeys::new(shared, MAIN);
    assert_eq!(keys.session_id(), array(row["out_session_id"]));
    assert_eq!(keys.terminator(ours), array(row["mid_send_garbage_terminator"]));
    assert_eq!(keys.terminator(theirs), array(row["mid_recv_garbage_terminator"]));

    let index: usize = row["in_idx"].parse().expect("a number");
    let times: usize = row["in_multiply"].parse().expect("a number");
    let (contents, aad) = (bytes(row["in_contents"]).repeat(times), bytes(row["in_aad"]));
    let header = if row["in_ignore"] == "1" { 0x80 } else { 0 };
    let mut sealer = Sealer::new(&keys, ours);
    let mut before = Vec::new();
    for _ in 0..index {
        before.extend(sealer.seal(&[]));
    }
    let packet = sealer.seal_as(header, &aad, &contents);
    let (whole, end) = (bytes(row["out_ciphertext"]), bytes(row["out_ciphertext_endswith"]));
    assert!(whole.is_empty() || packet == whole, "packet {index}");
    assert!(packet.ends_with(&end), "packet {index}");

    // The other way round. What is authenticated beside a packet is garbage, before the first.
    let mut opener = Opener::new(&keys, ours, if index == 0 { &aad } else { &[] }, 1 << 24);
    let mut at = 0;
    while let Some(empty) = opener.open(&before[at..]).expect("our own") {
        at += empty.len;
    }
    if index == 0 || aad.is_empty() {
        let opened = opener.open(&packet).expect("our own").expect("whole");
        assert_eq!((opened.contents, opened.decoy), (contents, header != 0));
    }
}
