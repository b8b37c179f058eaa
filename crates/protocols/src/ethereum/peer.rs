//! A whole node in memory, for tests over real sockets: it shows its key in its discovery, and over
//! the encrypted transport it hands over the headers it holds, which is Ethereum's genesis block
//! where nothing else is said. No part of the shipped program.

use super::devp2p::peer::{self, Node, list, number, string};
use super::discv4::peer::answers;
use super::keys::Secret;
use super::rlp::{Item, keccak256};

/// The node.
pub struct Peer {
    node: Node,
    auth: Vec<u8>,
    linked: bool,
    network_id: u64,
    /// The hash of its fork id.
    fork: [u8; 4],
    /// Its chain from block 0 on, in RLP.
    headers: Vec<Vec<u8>>,
    /// The node keys that have spoken to it, in order: one for each datagram, one for each
    /// connection.
    pub visitors: Vec<[u8; 64]>,
}

impl Default for Peer {
    fn default() -> Peer {
        Peer::holding(1, [0xfc, 0x64, 0xec, 0x04], vec![peer::ethereum_genesis()])
    }
}

impl Peer {
    /// A node of a network that holds these headers from block 0 on, each in RLP; `fork` is the hash
    /// of its fork id (EIP-2124).
    pub fn holding(network_id: u64, fork: [u8; 4], headers: Vec<Vec<u8>>) -> Peer {
        let (node, auth, visitors) = (Node::new(), Vec::new(), Vec::new());
        Peer { node, auth, linked: false, network_id, fork, headers, visitors }
    }

    /// Its node key: x and y, 32 bytes each, big-endian.
    pub fn key(&self) -> [u8; 64] {
        self.node.key()
    }

    /// The node key that belongs to an identity of ours.
    pub fn key_of(identity: &[u8; 32]) -> [u8; 64] {
        super::keys::node(identity).public()
    }

    /// What it sends back to a datagram.
    pub fn datagram(&mut self, bytes: &[u8]) -> Vec<Vec<u8>> {
        let own = Secret::derive(&[1; 32], "a node for tests");
        let Some((visitor, answers)) = answers(&own, bytes) else { return Vec::new() };
        self.visitors.push(visitor);
        answers
    }

    /// A new connection begins.
    pub fn connected(&mut self) {
        (self.node, self.auth, self.linked) = (Node::new(), Vec::new(), false);
    }

    /// What it sends back to bytes of a connection, whose frames come whole.
    pub fn bytes(&mut self, bytes: &[u8]) -> Vec<u8> {
        if self.linked {
            let messages = self.node.open(bytes);
            return messages.iter().flat_map(|(id, data)| self.message(*id, data)).collect();
        }
        self.auth.extend(bytes);
        let len = self.auth.first_chunk().map_or(0, |size| usize::from(u16::from_be_bytes(*size)));
        if len == 0 || self.auth.len() < 2 + len {
            return Vec::new();
        }
        let mut ours = self.node.accept(&std::mem::take(&mut self.auth));
        self.linked = true;
        self.visitors.extend(self.node.visitor);
        let hello = peer::hello(5, "Geth/v1.15.0-test/linux", &[("eth", 69)], &self.node.key());
        ours.extend(self.node.frame(0, &hello));
        ours
    }

    fn message(&mut self, id: u8, data: &[u8]) -> Vec<u8> {
        let named = |header: Option<&Vec<u8>>| keccak256(header.map_or(&[][..], Vec::as_slice));
        match id {
            0 => {
                let fork = list(&[string(&self.fork), number(0)]);
                let status = [
                    number(69),
                    number(self.network_id.into()),
                    string(&named(self.headers.first())),
                    fork,
                    number(0),
                    number(self.headers.len() as u128 - 1),
                    string(&named(self.headers.last())),
                ];
                self.node.packed(0x10, &list(&status))
            }
            // GetBlockHeaders: the request's number, then which block first.
            0x13 => {
                let data = snap::raw::Decoder::new().decompress_vec(data).expect("compressed");
                let fields = Item::first(&data).and_then(|item| item.list(2)).expect("a list");
                let request = fields[0].u64().expect("a number");
                let first = &fields[1].list(4).expect("a block")[0];
                let hash = first.bytes().filter(|bytes| bytes.len() == 32);
                let held = self.headers.iter().enumerate().find(|(height, header)| match hash {
                    Some(hash) => keccak256(header) == hash,
                    None => first.u64() == Some(*height as u64),
                });
                let held: Vec<Vec<u8>> =
                    held.map(|(_, header)| header.clone()).into_iter().collect();
                self.node.packed(0x14, &list(&[number(request.into()), list(&held)]))
            }
            _ => Vec::new(),
        }
    }
}
