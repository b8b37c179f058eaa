//! The reader: a transcript of the dialogue into facts.

use coinsift_verdict::{Fact, Place, Strength, Value};

use super::facts;
use super::messages::{self, Datagrams, Message, Packet};
use crate::ethereum::enr::Record;
use crate::ethereum::keys::NodeKey;
use crate::transcript::{Happening, Transcript};

pub(super) fn read(transcript: &Transcript) -> Vec<Fact> {
    let Some((key, packets)) = exchange(transcript) else {
        return Vec::new();
    };
    let mut facts = Facts { list: Vec::new(), at: Place::received(0, 0) };
    for (packet, at) in packets.iter().filter(|(packet, _)| packet.key == key) {
        facts.at = *at;
        match &packet.message {
            Message::Pong(pong) => {
                facts.add(facts::ID, Value::bytes(key));
                facts.add_some(facts::SEQ, pong.enr_seq.map(u128::from));
            }
            Message::Ping(ping) => {
                facts.add(facts::VERSION, Value::Uint(ping.version.into()));
                facts.add(facts::UDP, Value::Uint(ping.udp.into()));
                facts.add(facts::TCP, Value::Uint(ping.tcp.into()));
                facts.add_some(facts::SEQ, ping.enr_seq.map(u128::from));
            }
            Message::EnrResponse(response) => {
                // A record is the node's own where its key signed both.
                if let Some(record) = response.record.as_ref().filter(|record| record.key == key) {
                    facts.record(record);
                }
            }
            Message::Other(_) | Message::Malformed(_) => {}
        }
    }
    facts.list
}

/// The node key that answered our ping.
pub(super) fn node_key(transcript: &Transcript) -> Option<NodeKey> {
    exchange(transcript).map(|(key, _)| key)
}

/// The key that answered our ping, and all packets with their places.
fn exchange(transcript: &Transcript) -> Option<(NodeKey, Vec<(Packet, Place)>)> {
    let ping = transcript.events.iter().find_map(|event| match &event.what {
        Happening::Sent(bytes) => messages::hash_of(bytes),
        _ => None,
    })?;
    let packets = packets(transcript);
    let answer = packets.iter().find(
        |(packet, _)| matches!(&packet.message, Message::Pong(pong) if pong.ping_hash == ping),
    );
    let key = answer?.0.key;
    Some((key, packets))
}

fn packets(transcript: &Transcript) -> Vec<(Packet, Place)> {
    let (mut datagrams, mut packets, mut end) = (Datagrams::default(), Vec::new(), 0);
    for event in &transcript.events {
        let Happening::Received(bytes) = &event.what else {
            continue;
        };
        end += bytes.len();
        if let Some((packet, len)) = datagrams.take(bytes) {
            packets.push((packet, Place::received(end - len, len)));
        }
    }
    packets
}

/// Facts under way, with the place of the packet being read.
struct Facts {
    list: Vec<Fact>,
    at: Place,
}

impl Facts {
    fn add(&mut self, name: &'static str, value: Value) {
        // A peer that repeats itself adds nothing.
        if !self.list.iter().any(|known| known.name == name && known.value == value) {
            self.list.push(Fact { name, value, strength: Strength::Stated, at: self.at });
        }
    }

    fn add_some(&mut self, name: &'static str, number: Option<u128>) {
        if let Some(number) = number {
            self.add(name, Value::Uint(number));
        }
    }

    fn record(&mut self, record: &Record) {
        self.add(facts::ENR_SEQ, Value::Uint(record.seq.into()));
        self.add(facts::ENR_NAMES, Value::list(record.names.iter().map(Value::text)));
        self.add_some(facts::ENR_TCP, record.tcp.map(u128::from));
        self.add_some(facts::ENR_UDP, record.udp.map(u128::from));
        if let Some((hash, next)) = record.fork {
            self.add(facts::ENR_FORK_HASH, Value::bytes(hash));
            self.add(facts::ENR_FORK_NEXT, Value::Uint(next.into()));
        }
    }
}
