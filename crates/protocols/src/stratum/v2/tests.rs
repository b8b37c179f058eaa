//! The shared checks over the recordings, and scenarios with a server in memory.
//!
//! The server is made of the crate `noise_sv2`, the reference implementation.

mod planning;
mod scenes;

use std::time::Duration;

use ::bitcoin::secp256k1::{Keypair, Secp256k1, SecretKey};
use coinsift_verdict::Fact;
use noise_sv2::{NoiseEngine, Responder};

use super::messages::FRONT;
use crate::transcript::{Endpoint, Head, Options, Transcript, Utc};
use crate::{Conversation, checks};

#[test]
fn recordings_pass_the_shared_checks() {
    checks::all("stratum", "stratum.v2", 2);
}

fn endpoint(port: u16) -> Endpoint {
    Endpoint::tcp([127, 0, 0, 1].into(), port)
}

fn head(protocol: &str, setup: Option<&str>) -> Head {
    let mut options = Options::from([
        ("seed".to_owned(), "07".repeat(32)),
        ("agent".to_owned(), "coinsift/1.0 (+ops@example.org)".to_owned()),
        ("magics".to_owned(), "f9beb4d9,fabfb5da".to_owned()),
        ("protocol".to_owned(), "70016".to_owned()),
    ]);
    if let Some(word) = setup {
        options.insert("setup".to_owned(), word.to_owned());
    }
    Head {
        protocol: protocol.to_owned(),
        version: 1,
        endpoint: endpoint(34254),
        started: Utc(1_700_000_000_000),
        options,
    }
}

/// The server's side of a key: its answer, and the link behind it.
fn accept(key: &[u8]) -> (Vec<u8>, NoiseEngine) {
    let secret = SecretKey::from_slice(&[9; 32]).expect("a key");
    let pair = Keypair::from_secret_key(&Secp256k1::new(), &secret);
    let public = pair.x_only_public_key().0.serialize();
    let responder = Responder::from_authority_kp(&public, &[9; 32], Duration::from_secs(3600));
    let key = key.try_into().expect("64 bytes");
    let (answer, engine) = responder.expect("a pair").step_1(key).expect("any key");
    (answer.to_vec(), engine)
}

/// A frame as a server seals it.
fn seal(engine: &mut NoiseEngine, kind: u8, payload: &[u8]) -> Vec<u8> {
    let len = payload.len().to_le_bytes();
    let mut front = vec![0, 0, kind, len[0], len[1], len[2]];
    engine.encrypt(&mut front).expect("sealed");
    let mut payload = payload.to_vec();
    engine.encrypt(&mut payload).expect("sealed");
    [front, payload].concat()
}

/// The type and payload of a frame of ours, which must be whole.
fn open(engine: &mut NoiseEngine, frame: &[u8]) -> (u8, Vec<u8>) {
    let (mut front, mut payload) = (frame[..FRONT].to_vec(), frame[FRONT..].to_vec());
    engine.decrypt(&mut front).expect("ours");
    engine.decrypt(&mut payload).expect("ours");
    assert_eq!(front[..2], [0, 0], "no extension and no channel");
    assert_eq!(usize::from(front[3]), payload.len());
    (front[2], payload)
}

fn written(facts: &[Fact], name: &str) -> Option<String> {
    let fact = facts.iter().find(|fact| fact.name == name)?;
    Some(fact.value.written().into_owned())
}

/// A conversation in which the server has answered our key, in pieces.
fn begun(protocol: &str, setup: Option<&str>, pieces: usize) -> (Conversation, NoiseEngine) {
    let mut conversation = Conversation::open(head(protocol, setup)).expect("good options");
    let key = conversation.transmit().expect("a key");
    let (answer, engine) = accept(&key);
    assert_eq!(answer.len(), super::ANSWER);
    for piece in answer.chunks(pieces) {
        conversation.bytes(1, piece);
    }
    (conversation, engine)
}

fn finished(conversation: Conversation) -> Transcript {
    assert!(conversation.is_finished());
    conversation.into_transcript()
}
