//! The one module that uses the `ethers` crate: RLP within bounds, and keccak-256.
//!
//! A read borrows from its input and fails by `None`; nothing is allocated by a length that a peer
//! chose, and lists are read up to a number of items that the caller names.
//!
//! Source: ethereum/wiki "RLP"; integers are big-endian without leading zeros.

use ethers::utils::rlp::{Rlp, RlpStream};

/// Keccak-256 as Ethereum uses it, with the padding from before the standard.
pub(super) fn keccak256(bytes: &[u8]) -> [u8; 32] {
    ethers::utils::keccak256(bytes)
}

/// A value to be written.
#[derive(Clone, Copy)]
pub(super) enum Value<'a> {
    Uint(u128),
    Bytes(&'a [u8]),
    /// A value that is encoded already.
    Raw(&'a [u8]),
    List(&'a [Value<'a>]),
}

/// The encoding of a list.
pub(super) fn list(items: &[Value<'_>]) -> Vec<u8> {
    let mut stream = RlpStream::new();
    append(&mut stream, Value::List(items));
    stream.out().to_vec()
}

fn append(stream: &mut RlpStream, value: Value<'_>) {
    match value {
        Value::Uint(number) => stream.append(&number),
        Value::Bytes(bytes) => stream.append(&bytes),
        Value::Raw(encoded) => stream.append_raw(encoded, 1),
        Value::List(items) => {
            stream.begin_list(items.len());
            for &item in items {
                append(stream, item);
            }
            stream
        }
    };
}

/// A value that was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item<'a> {
    raw: &'a [u8],
    header: usize,
}

impl<'a> Item<'a> {
    /// The first value of `bytes`; what follows it is not looked at.
    pub(super) fn first(bytes: &'a [u8]) -> Option<Item<'a>> {
        let info = Rlp::new(bytes).payload_info().ok()?;
        Some(Item { raw: bytes.get(..info.total())?, header: info.header_len })
    }

    /// Its encoding.
    pub(super) fn raw(&self) -> &'a [u8] {
        self.raw
    }

    /// The first `most` values of a list.
    pub(super) fn list(&self, most: usize) -> Option<Vec<Item<'a>>> {
        if !self.is_list() {
            return None;
        }
        let (mut items, mut at) = (Vec::new(), self.header);
        while items.len() < most && at < self.raw.len() {
            let item = Item::first(self.raw.get(at..)?)?;
            at += item.raw.len();
            items.push(item);
        }
        Some(items)
    }

    /// A byte string.
    pub(super) fn bytes(&self) -> Option<&'a [u8]> {
        if self.is_list() { None } else { self.raw.get(self.header..) }
    }

    /// A byte string of exactly `N` bytes.
    pub(super) fn array<const N: usize>(&self) -> Option<[u8; N]> {
        self.bytes()?.try_into().ok()
    }

    /// A number of at most 128 bits.
    pub(super) fn uint(&self) -> Option<u128> {
        let bytes = self.bytes()?;
        if bytes.len() > 16 {
            return None;
        }
        Some(bytes.iter().fold(0, |number, &byte| number << 8 | u128::from(byte)))
    }

    /// A number of at most 64 bits.
    pub(super) fn u64(&self) -> Option<u64> {
        self.uint()?.try_into().ok()
    }

    fn is_list(&self) -> bool {
        self.raw.first().is_some_and(|&first| first >= 0xc0)
    }
}
