//! The shared checks over the recordings, published examples, and scenarios with a node in memory.
//!
//! The node is made of the crate `bip324`, an implementation of others.

mod planning;
mod scenes;
mod vectors;

use bip324::{FillBytes, GarbageResult, Handshake, PacketType, Role, VersionResult};
use bitcoin::consensus::serialize;
use bitcoin::secp256k1::Secp256k1;
use bitcoin::{Network, constants::genesis_block};
use coinsift_verdict::{Atlas, Fact};

use super::messages::{contents, frame, message};
use super::propose;
use crate::plan::Situation;
use crate::transcript::{Endpoint, Head, Options, Transcript, Utc};
use crate::{Conversation, checks};

const MAIN: [u8; 4] = [0xf9, 0xbe, 0xb4, 0xd9];

#[test]
fn recordings_pass_the_shared_checks() {
    checks::all("bitcoin", "bitcoin.v2", 2);
}

fn situation(done: &[Transcript]) -> Situation<'_> {
    let endpoint = Endpoint::tcp([127, 0, 0, 1].into(), 20324);
    Situation { endpoint, atlas: Atlas::builtin(), thorough: false, expected: None, done }
}

fn head(seed: u8, mut options: Options) -> Head {
    options.insert("seed".to_owned(), hex::encode([seed; 32]));
    options.insert("agent".to_owned(), "coinsift/1.0 (+ops@example.org)".to_owned());
    Head {
        protocol: "bitcoin.v2".to_owned(),
        version: super::DIALOGUE.version,
        endpoint: situation(&[]).endpoint,
        started: Utc(1_700_000_000_000),
        options,
    }
}

/// Gives the same 32 bytes.
struct Fixed(u8);

impl FillBytes for Fixed {
    fn fill_bytes(&mut self, bytes: &mut [u8; 32]) {
        bytes.fill(self.0);
    }
}

/// The ciphers once both sides' version packets were exchanged.
struct Node {
    magic: [u8; 4],
    waiting: Option<Handshake<bip324::SentVersion>>,
    link: Option<bip324::CipherSession>,
    inbox: Vec<u8>,
}

impl Node {
    /// Takes our key and gives all that the node sends of its own accord.
    fn accept(magic: [u8; 4], garbage: &[u8], decoys: &[&[u8]], key: &[u8]) -> (Node, Vec<u8>) {
        let shake =
            Handshake::new_with_rng(magic, Role::Responder, &mut Fixed(3), &Secp256k1::new());
        let mut first = vec![0; 64 + garbage.len()];
        let shake = shake.unwrap().send_key(Some(garbage), &mut first).unwrap();
        let shake = shake.receive_key(key.try_into().expect("64 bytes")).unwrap();
        let decoys = Some(decoys).filter(|decoys| !decoys.is_empty());
        let mut second = vec![0; Handshake::<bip324::ReceivedKey<'_>>::send_version_len(decoys)];
        let shake = shake.send_version(&mut second, decoys).unwrap();
        let node = Node { magic, waiting: Some(shake), link: None, inbox: Vec::new() };
        (node, [first, second].concat())
    }

    /// What we sent, opened: commands and payloads.
    fn open(&mut self, bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
        self.inbox.extend(bytes);
        if let Some(shake) = self.waiting.take() {
            let GarbageResult::FoundGarbage { mut handshake, consumed_bytes } =
                shake.receive_garbage(&self.inbox).unwrap()
            else {
                panic!("our terminator comes at once");
            };
            assert_eq!(consumed_bytes, 16, "no garbage of ours");
            let (length, rest) = self.inbox[16..].split_first_chunk().unwrap();
            let len = handshake.decrypt_packet_len(*length).unwrap();
            let mut packet = rest[..len].to_vec();
            let VersionResult::Complete { cipher } =
                handshake.receive_version(&mut packet).unwrap()
            else {
                panic!("no decoys of ours");
            };
            self.link = Some(cipher);
            self.inbox.drain(..16 + 3 + len);
        }
        let inbound = self.link.as_mut().unwrap().inbound();
        let mut messages = Vec::new();
        while let Some((length, rest)) = self.inbox.split_first_chunk() {
            let len = inbound.decrypt_packet_len(*length);
            let (kind, plain) = inbound.decrypt_to_vec(&rest[..len], None).unwrap();
            assert_eq!(kind, PacketType::Genuine);
            let (command, at) = message(&plain[1..]).expect("a message");
            messages.push((command.to_owned(), plain[1 + at..].to_vec()));
            self.inbox.drain(..3 + len);
        }
        messages
    }

    fn seal(&mut self, command: &str, payload: &[u8]) -> Vec<u8> {
        let contents = contents(&frame(self.magic, command, payload)).remove(0);
        self.link.as_mut().unwrap().outbound().encrypt_to_vec(&contents, PacketType::Genuine, None)
    }

    fn decoy(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.link.as_mut().unwrap().outbound().encrypt_to_vec(bytes, PacketType::Decoy, None)
    }
}

/// A `version` of a full node.
fn version(nonce: u64) -> Vec<u8> {
    let mut payload = 70016_u32.to_le_bytes().to_vec();
    payload.extend(2057_u64.to_le_bytes());
    payload.extend(1_700_000_000_u64.to_le_bytes());
    payload.extend([0; 52]);
    payload.extend(nonce.to_le_bytes());
    payload.extend(b"\x10/Satoshi:27.1.0/");
    payload.extend(871_000_u32.to_le_bytes());
    payload.push(1);
    payload
}

fn genesis() -> Vec<u8> {
    serialize(&genesis_block(Network::Bitcoin))
}

/// A conversation with a node in memory.
struct Talk {
    node: Node,
    conversation: Conversation,
    now: u32,
}

impl Talk {
    /// A talk in which the node has sent all it sends of its own accord, in pieces.
    fn begun(magic: [u8; 4], garbage: &[u8], decoys: &[&[u8]], pieces: usize) -> Talk {
        let head = head(7, propose::options(&situation(&[])));
        let mut conversation = Conversation::open(head).expect("good options");
        let key = conversation.transmit().expect("a key");
        assert_eq!(key.len(), 64);
        let (node, answer) = Node::accept(magic, garbage, decoys, &key);
        let mut talk = Talk { node, conversation, now: 0 };
        for piece in answer.chunks(pieces) {
            talk.bytes(piece);
        }
        talk
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.now += 1;
        self.conversation.bytes(self.now, bytes);
    }

    fn send(&mut self, command: &str, payload: &[u8]) {
        let packet = self.node.seal(command, payload);
        self.bytes(&packet);
    }

    /// The commands of what was sent since the last call.
    fn commands(&mut self) -> Vec<String> {
        let bytes = self.conversation.transmit().unwrap_or_default();
        self.node.open(&bytes).into_iter().map(|(command, _)| command).collect()
    }

    fn timer(&mut self) {
        self.now = self.conversation.wake_at();
        self.conversation.timer(self.now);
    }

    fn transcript(self) -> Transcript {
        assert!(self.conversation.is_finished());
        self.conversation.into_transcript()
    }
}

fn written(facts: &[Fact], name: &str) -> Option<String> {
    let fact = facts.iter().find(|fact| fact.name == name)?;
    Some(fact.value.written().into_owned())
}
