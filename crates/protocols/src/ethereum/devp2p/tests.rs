//! The shared checks over the recordings, published examples, and scenarios with a node in memory.

mod checkpoint;
mod examples;
mod hostile;
mod scenes;

use coinsift_verdict::{Atlas, Fact};

use super::peer::Node;
use crate::plan::Situation;
use crate::transcript::{Endpoint, Head, Options, Transcript, Utc};
use crate::{Conversation, checks};

#[test]
fn recordings_pass_the_shared_checks() {
    checks::all("ethereum", "ethereum.devp2p", 2);
}

fn endpoint() -> Endpoint {
    Endpoint::tcp([127, 0, 0, 1].into(), 30303)
}

fn situation<'a>(atlas: &'a Atlas, done: &'a [Transcript]) -> Situation<'a> {
    Situation { endpoint: endpoint(), atlas, thorough: false, expected: None, done }
}

fn head(mut options: Options) -> Head {
    options.insert("seed".to_owned(), "07".repeat(32));
    options.insert("agent".to_owned(), "coinsift/1.0 (+ops@example.org)".to_owned());
    Head {
        protocol: "ethereum.devp2p".to_owned(),
        version: super::DIALOGUE.version,
        endpoint: endpoint(),
        started: Utc(1_700_000_000_000),
        options,
    }
}

/// A conversation with a node in memory.
struct Talk {
    node: Node,
    conversation: Conversation,
    now: u32,
}

impl Talk {
    fn new(checkpoints: &str) -> Talk {
        let node = Node::new();
        let mut options = Options::from([("key".to_owned(), hex::encode(node.key()))]);
        if !checkpoints.is_empty() {
            options.insert("checkpoints".to_owned(), checkpoints.to_owned());
        }
        let conversation = Conversation::open(head(options)).expect("good options");
        Talk { node, conversation, now: 0 }
    }

    /// A conversation after the key exchange; our Hello was read and is given.
    fn begun(checkpoints: &str) -> (Talk, Vec<u8>) {
        let mut talk = Talk::new(checkpoints);
        let auth = talk.conversation.transmit().expect("auth");
        let ack = talk.node.accept(&auth);
        talk.bytes(&ack);
        let sent = talk.sent();
        let [(0, hello)] = sent.as_slice() else {
            panic!("one Hello, not {sent:?}");
        };
        let hello = hello.clone();
        (talk, hello)
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.now += 10;
        self.conversation.bytes(self.now, bytes);
    }

    /// What was sent since the last call, opened: ids and data.
    fn sent(&mut self) -> Vec<(u8, Vec<u8>)> {
        let bytes = self.conversation.transmit().unwrap_or_default();
        self.node.open(&bytes)
    }

    /// The same, decompressed.
    fn sent_packed(&mut self) -> Vec<(u8, Vec<u8>)> {
        let plain = |data: Vec<u8>| snap::raw::Decoder::new().decompress_vec(&data).unwrap();
        self.sent().into_iter().map(|(id, data)| (id, plain(data))).collect()
    }

    fn send(&mut self, id: u8, data: &[u8]) {
        let frame = self.node.frame(id, data);
        self.bytes(&frame);
    }

    fn send_packed(&mut self, id: u8, data: &[u8]) {
        let frame = self.node.packed(id, data);
        self.bytes(&frame);
    }

    fn timer(&mut self) {
        self.now = self.conversation.wake_at();
        self.conversation.timer(self.now);
    }

    fn finished(&self) -> bool {
        self.conversation.is_finished()
    }

    fn transcript(self) -> Transcript {
        assert!(self.conversation.is_finished());
        self.conversation.into_transcript()
    }
}

fn fact<'a>(facts: &'a [Fact], name: &str) -> Option<&'a Fact> {
    facts.iter().find(|fact| fact.name == name)
}

fn written(facts: &[Fact], name: &str) -> Option<String> {
    fact(facts, name).map(|fact| fact.value.written().into_owned())
}
