//! A node in memory for the tests: the other side of the key exchange and of the link.
//!
//! It shares the curve and ECIES with the code it tests, which published examples cover; frames,
//! MACs, secrets and RLP are written once more here, from the specification.

use aes::Aes256;
use aes::cipher::{BlockCipherEncrypt, KeyInit};
use sha3::{Digest, Keccak256};

use crate::ethereum::ecies;
use crate::ethereum::keys::{NodeKey, Secret};

/// RLP of a byte string.
pub(in crate::ethereum) fn string(bytes: &[u8]) -> Vec<u8> {
    match bytes {
        [byte] if *byte < 0x80 => vec![*byte],
        _ => [head(0x80, bytes.len()), bytes.to_vec()].concat(),
    }
}

/// RLP of a number.
pub(in crate::ethereum) fn number(value: u128) -> Vec<u8> {
    let bytes = value.to_be_bytes();
    string(&bytes[value.leading_zeros() as usize / 8..])
}

/// RLP of a list of values that are encoded already.
pub(in crate::ethereum) fn list(items: &[Vec<u8>]) -> Vec<u8> {
    let payload = items.concat();
    [head(0xc0, payload.len()), payload].concat()
}

fn head(base: u8, len: usize) -> Vec<u8> {
    if len < 56 {
        return vec![base + len as u8];
    }
    let bytes = len.to_be_bytes();
    let bytes = &bytes[len.leading_zeros() as usize / 8..];
    [&[base + 55 + bytes.len() as u8], bytes].concat()
}

fn keccak(parts: &[&[u8]]) -> [u8; 32] {
    let mut state = Keccak256::new();
    parts.iter().for_each(|part| state.update(part));
    state.finalize().into()
}

/// AES-256 in counter mode from zero on, bit by bit as written down.
struct Counter {
    cipher: Aes256,
    position: usize,
}

impl Counter {
    fn apply(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            let mut block = ((self.position / 16) as u128).to_be_bytes().into();
            self.cipher.encrypt_block(&mut block);
            *byte ^= block[self.position % 16];
            self.position += 1;
        }
    }
}

struct Running {
    cipher: Aes256,
    state: Keccak256,
}

impl Running {
    fn digest(&self) -> [u8; 16] {
        let whole: [u8; 32] = self.state.clone().finalize().into();
        std::array::from_fn(|at| whole[at])
    }

    fn step(&mut self, with: [u8; 16]) -> [u8; 16] {
        let mut block = self.digest().into();
        self.cipher.encrypt_block(&mut block);
        let seed: [u8; 16] = std::array::from_fn(|at| block[at] ^ with[at]);
        self.state.update(seed);
        self.digest()
    }
}

struct Link {
    out: (Counter, Running),
    into: (Counter, Running),
}

/// The node.
pub(in crate::ethereum) struct Node {
    secret: Secret,
    ephemeral: Secret,
    nonce: [u8; 32],
    /// The key of whoever has spoken to it.
    pub(in crate::ethereum) visitor: Option<NodeKey>,
    link: Option<Link>,
    /// What was received and not opened yet.
    inbox: Vec<u8>,
}

impl Node {
    pub(in crate::ethereum) fn new() -> Node {
        Node {
            secret: Secret::derive(&[1; 32], "a node for tests"),
            ephemeral: Secret::derive(&[2; 32], "a node for tests"),
            nonce: [0x55; 32],
            visitor: None,
            link: None,
            inbox: Vec::new(),
        }
    }

    pub(in crate::ethereum) fn key(&self) -> NodeKey {
        self.secret.public()
    }

    /// Takes an `auth` and gives the `ack`.
    pub(in crate::ethereum) fn accept(&mut self, auth: &[u8]) -> Vec<u8> {
        let body = ecies::decrypt(&self.secret, &auth[2..], &auth[..2]).expect("for us");
        // A list with a long head of three bytes at most: signature, key, nonce.
        let at = usize::from(body[0] - 0xf7) + 1;
        let (signature, rest) = (&body[at + 2..at + 67], &body[at + 67..]);
        let (theirs, nonce): (NodeKey, [u8; 32]) =
            (rest[2..66].try_into().unwrap(), rest[67..99].try_into().unwrap());
        self.visitor = Some(theirs);
        let shared = self.secret.agree(&theirs).unwrap();
        let signed: [u8; 32] = std::array::from_fn(|at| shared[at] ^ nonce[at]);
        let signature: &[u8; 65] = signature.try_into().unwrap();
        let ephemeral = crate::ethereum::keys::recover(&signed, signature).unwrap();

        let mut ack = list(&[string(&self.ephemeral.public()), string(&self.nonce), number(4)]);
        ack.extend([0; 120]);
        let size = ((ack.len() + ecies::OVERHEAD) as u16).to_be_bytes();
        let once = Secret::derive(&[3; 32], "a node for tests");
        let sealed = ecies::encrypt(&theirs, &once, [9; 16], &ack, &size).unwrap();
        let ack = [size.as_slice(), &sealed].concat();

        let agreed = self.ephemeral.agree(&ephemeral).unwrap();
        let both = keccak(&[&agreed, &keccak(&[&self.nonce, &nonce])]);
        let aes = keccak(&[&agreed, &both]);
        let mac = keccak(&[&agreed, &aes]);
        let side = |nonce: &[u8; 32], message: &[u8]| {
            let mixed: [u8; 32] = std::array::from_fn(|at| mac[at] ^ nonce[at]);
            let state = Keccak256::new().chain_update(mixed).chain_update(message);
            let counter = Counter { cipher: Aes256::new(&aes.into()), position: 0 };
            (counter, Running { cipher: Aes256::new(&mac.into()), state })
        };
        self.link = Some(Link { out: side(&nonce, &ack), into: side(&self.nonce, auth) });
        ack
    }

    /// A frame with a message in clear.
    pub(in crate::ethereum) fn frame(&mut self, id: u8, data: &[u8]) -> Vec<u8> {
        self.seal(&[&[if id == 0 { 0x80 } else { id }], data].concat())
    }

    /// A frame with a compressed message.
    pub(in crate::ethereum) fn packed(&mut self, id: u8, data: &[u8]) -> Vec<u8> {
        let data = snap::raw::Encoder::new().compress_vec(data).unwrap();
        self.frame(id, &data)
    }

    pub(in crate::ethereum) fn seal(&mut self, body: &[u8]) -> Vec<u8> {
        let len = body.len();
        self.seal_as(len, body)
    }

    /// A frame that says of its body that it has `len` bytes.
    pub(in crate::ethereum) fn seal_as(&mut self, len: usize, body: &[u8]) -> Vec<u8> {
        let (counter, mac) = &mut self.link.as_mut().expect("after the key exchange").out;
        let size = (len as u32).to_be_bytes();
        let mut head = [0; 16];
        head[..6].copy_from_slice(&[size[1], size[2], size[3], 0xc2, 0x80, 0x80]);
        counter.apply(&mut head);
        let mut frame = head.to_vec();
        frame.extend(mac.step(head));
        let mut body = body.to_vec();
        body.resize(body.len().next_multiple_of(16), 0);
        counter.apply(&mut body);
        mac.state.update(&body);
        let seed = mac.digest();
        frame.extend(&body);
        frame.extend(mac.step(seed));
        frame
    }

    /// What the frames in `bytes` hold, with the id in front; all of them must be whole.
    pub(in crate::ethereum) fn open(&mut self, bytes: &[u8]) -> Vec<(u8, Vec<u8>)> {
        self.inbox.extend(bytes);
        let (counter, mac) = &mut self.link.as_mut().expect("after the key exchange").into;
        let mut messages = Vec::new();
        while !self.inbox.is_empty() {
            let mut head: [u8; 16] = self.inbox[..16].try_into().unwrap();
            assert_eq!(mac.step(head), self.inbox[16..32], "the MAC of the head");
            counter.apply(&mut head);
            assert_eq!(head[3..6], [0xc2, 0x80, 0x80]);
            let len = u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize;
            let filled = len.next_multiple_of(16);
            let mut body = self.inbox[32..32 + filled].to_vec();
            mac.state.update(&body);
            let seed = mac.digest();
            assert_eq!(mac.step(seed), self.inbox[32 + filled..48 + filled], "the MAC of the body");
            counter.apply(&mut body);
            let id = if body[0] == 0x80 { 0 } else { body[0] };
            messages.push((id, body[1..len].to_vec()));
            self.inbox.drain(..48 + filled);
        }
        messages
    }
}

/// A `Hello` with these capabilities.
pub(in crate::ethereum) fn hello(
    version: u128,
    agent: &str,
    caps: &[(&str, u128)],
    key: &NodeKey,
) -> Vec<u8> {
    let caps: Vec<Vec<u8>> = caps
        .iter()
        .map(|(name, version)| list(&[string(name.as_bytes()), number(*version)]))
        .collect();
    list(&[number(version), string(agent.as_bytes()), list(&caps), number(30303), string(key)])
}

/// The header of block 0 of Ethereum, whose hash is its name in every list.
pub(in crate::ethereum) fn ethereum_genesis() -> Vec<u8> {
    header(Fields {
        root: "d7f8974fb5ac78d9ac099b9ad5018bedc2ce0a72dad1827a1709da30580f0544",
        difficulty: 17_179_869_184,
        number: 0,
        gas_limit: 5000,
        time: 0,
        extra: "11bbe8db4e347b4e8c937c1c8370e4b5ed33adb3db69cbdb7a38e1e50b1b82fa",
        nonce: 0x42,
    })
}

/// What differs between the headers used here.
pub(in crate::ethereum) struct Fields {
    pub(in crate::ethereum) root: &'static str,
    pub(in crate::ethereum) difficulty: u128,
    pub(in crate::ethereum) number: u128,
    pub(in crate::ethereum) gas_limit: u128,
    pub(in crate::ethereum) time: u128,
    pub(in crate::ethereum) extra: &'static str,
    pub(in crate::ethereum) nonce: u64,
}

pub(in crate::ethereum) fn header(fields: Fields) -> Vec<u8> {
    let bytes = |hex: &str| string(&hex::decode(hex).unwrap());
    let empty_trie = "56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421";
    list(&[
        string(&[0; 32]),
        bytes("1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347"),
        string(&[0; 20]),
        bytes(fields.root),
        bytes(empty_trie),
        bytes(empty_trie),
        string(&[0; 256]),
        number(fields.difficulty),
        number(fields.number),
        number(fields.gas_limit),
        number(0),
        number(fields.time),
        bytes(fields.extra),
        string(&[0; 32]),
        string(&fields.nonce.to_be_bytes()),
    ])
}
