//! A block as `eth_getBlockByNumber` gives it.

use super::messages::{Fields, Located, Token, array, data, quantity};
use crate::ethereum::rlp::{self, Value};

/// The fields of a header in the order in which they are hashed, up to the nonce; those that later
/// upgrades added follow in [`ADDED`]. ethereum/go-ethereum `core/types/block.go`.
const HASHED: [&str; 15] = [
    "parentHash",
    "sha3Uncles",
    "miner",
    "stateRoot",
    "transactionsRoot",
    "receiptsRoot",
    "logsBloom",
    "difficulty",
    "number",
    "gasLimit",
    "gasUsed",
    "timestamp",
    "extraData",
    "mixHash",
    "nonce",
];
const ADDED: [&str; 6] = [
    "baseFeePerGas",
    "withdrawalsRoot",
    "blobGasUsed",
    "excessBlobGas",
    "parentBeaconBlockRoot",
    "requestsHash",
];
/// Those of the above that are numbers: hashed without leading zeros.
const NUMBERS: [&str; 8] = [
    "difficulty",
    "number",
    "gasLimit",
    "gasUsed",
    "timestamp",
    "baseFeePerGas",
    "blobGasUsed",
    "excessBlobGas",
];

/// A result that has the shape of a block.
pub(super) struct Block<'a> {
    fields: Fields<'a>,
    /// The height.
    pub(super) number: Located<u128>,
    /// The hash as given.
    pub(super) hash: Located<[u8; 32]>,
}

impl<'a> Block<'a> {
    /// A number, a time, and hashes of itself, its parent, the state and the transactions that are
    /// not one and the same.
    pub(super) fn read(result: Token<'a>) -> Option<Block<'a>> {
        let fields = result.fields()?;
        let hash = |name| fields.field(name)?.located(array::<32>);
        let own = hash("hash")?;
        let others = [hash("parentHash")?.0, hash("stateRoot")?.0, hash("transactionsRoot")?.0];
        fields.field("timestamp")?.located(quantity)?;
        let number = fields.field("number")?.located(quantity)?;
        (!others.contains(&own.0)).then_some(Block { fields, number, hash: own })
    }

    /// A quantity.
    pub(super) fn quantity(&self, name: &str) -> Option<Located<u128>> {
        self.fields.field(name)?.located(quantity)
    }

    /// Data of any length.
    pub(super) fn data(&self, name: &str) -> Option<Located<Vec<u8>>> {
        self.fields.field(name)?.located(data)
    }

    /// 32 bytes.
    pub(super) fn hash_of(&self, name: &str) -> Option<Located<[u8; 32]>> {
        self.fields.field(name)?.located(array)
    }

    /// Whether the hash is that of the fields given; `None` where a field of the first 15 is
    /// missing. False says little: engines leave parts of the extra data out of the hash, and
    /// networks add fields of their own.
    pub(super) fn is_hash_of_fields(&self) -> Option<bool> {
        let mut parts: Vec<Vec<u8>> = Vec::new();
        for name in HASHED {
            parts.push(self.part(name)?);
        }
        // A field that a later upgrade added is there only where those before it are.
        parts.extend(ADDED.into_iter().map_while(|name| self.part(name)));
        let values: Vec<Value<'_>> = parts.iter().map(|part| Value::Bytes(part)).collect();
        Some(rlp::keccak256(&rlp::list(&values)) == self.hash.0)
    }

    fn part(&self, name: &str) -> Option<Vec<u8>> {
        let field = self.fields.field(name)?;
        if NUMBERS.contains(&name) {
            let (number, _, _) = field.located(quantity)?;
            return Some(number.to_be_bytes().into_iter().skip_while(|&byte| byte == 0).collect());
        }
        field.located(data).map(|(bytes, _, _)| bytes)
    }
}
