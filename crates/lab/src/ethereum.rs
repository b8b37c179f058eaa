//! Chains of the Ethereum family, made up and linked, and the JSON-RPC service of a node on one.
//!
//! Headers are hashed as Ethereum's are (ethereum/go-ethereum `core/types/block.go`: RLP of the
//! first 15 fields, Keccak-256), so that a reader may hold a block to its hash. Nobody mined them.

use serde_json::{Value, json};
use sha3::{Digest, Keccak256};

/// The hash of no uncles, and the root of an empty trie.
const NO_UNCLES: &str = "1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347";
const EMPTY_ROOT: &str = "56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421";
const GAS_LIMIT: u64 = 30_000_000;
/// The time of block 0, seconds since 1970, and between two blocks.
const BEGIN: u64 = 1_700_000_000;
const EVERY: u64 = 12;

/// A chain as a node holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Chain id and network id.
    pub id: u64,
    blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Block {
    parent: [u8; 32],
    hash: [u8; 32],
    extra: Vec<u8>,
}

impl Chain {
    /// A chain of nobody's with this chain id, alone with a genesis block of its own.
    pub fn invented(id: u64) -> Chain {
        let mut chain = Chain { id, blocks: Vec::new() };
        chain.push(id.to_be_bytes().to_vec());
        chain
    }

    /// The chain with `count` more blocks.
    #[must_use]
    pub fn grown(mut self, count: u32) -> Chain {
        for _ in 0..count {
            self.push(b"coinsift lab".to_vec());
        }
        self
    }

    /// Another branch of the chain: its blocks up to `height`, then `count` of its own.
    #[must_use]
    pub fn parted(mut self, height: u32, count: u32) -> Chain {
        self.blocks.truncate(height as usize + 1);
        self.push(b"another branch".to_vec());
        self.grown(count.saturating_sub(1))
    }

    /// The height of the last block.
    pub fn height(&self) -> u64 {
        self.blocks.len().saturating_sub(1) as u64
    }

    /// The hash of the block at a height.
    pub fn hash(&self, height: u64) -> Option<[u8; 32]> {
        Some(self.block(height)?.hash)
    }

    /// The header at a height in RLP.
    pub fn header(&self, height: u64) -> Option<Vec<u8>> {
        let block = self.block(height)?;
        Some(encoded(block.parent, height, &block.extra))
    }

    fn block(&self, height: u64) -> Option<&Block> {
        self.blocks.get(usize::try_from(height).ok()?)
    }

    fn push(&mut self, extra: Vec<u8>) {
        let parent = self.blocks.last().map_or([0; 32], |block| block.hash);
        let header = encoded(parent, self.blocks.len() as u64, &extra);
        let hash = Keccak256::digest(&header).into();
        self.blocks.push(Block { parent, hash, extra });
    }

    /// A block as `eth_getBlockByNumber` gives it; null where there is none.
    fn shown(&self, height: u64) -> Value {
        let Some(block) = self.block(height) else {
            return Value::Null;
        };
        let data = |bytes: &[u8]| format!("0x{}", hex::encode(bytes));
        let zeros = |bytes: usize| data(&vec![0; bytes]);
        json!({
            "parentHash": data(&block.parent), "hash": data(&block.hash),
            "sha3Uncles": format!("0x{NO_UNCLES}"), "miner": zeros(20),
            "stateRoot": format!("0x{EMPTY_ROOT}"), "transactionsRoot": format!("0x{EMPTY_ROOT}"),
            "receiptsRoot": format!("0x{EMPTY_ROOT}"), "logsBloom": zeros(256),
            "difficulty": "0x1", "number": format!("{height:#x}"),
            "gasLimit": format!("{GAS_LIMIT:#x}"), "gasUsed": "0x0",
            "timestamp": format!("{:#x}", time(height)), "extraData": data(&block.extra),
            "mixHash": zeros(32), "nonce": zeros(8), "transactions": [], "uncles": [],
        })
    }

    /// Status and body for a request's body.
    pub(crate) fn answer(&self, body: &[u8]) -> (u16, String) {
        let answer = match serde_json::from_slice(body) {
            Ok(Value::Array(batch)) => batch.iter().map(|question| self.one(question)).collect(),
            Ok(question) => self.one(&question),
            Err(_) => json!({"jsonrpc": "2.0", "id": null,
                "error": {"code": -32700, "message": "parse error"}}),
        };
        (200, answer.to_string())
    }

    fn one(&self, question: &Value) -> Value {
        let id = question.get("id").cloned().unwrap_or(Value::Null);
        let result = match question.get("method").and_then(Value::as_str).unwrap_or_default() {
            "web3_clientVersion" => json!("Geth/v1.15.0-stable/linux-amd64/go1.24"),
            "eth_chainId" => json!(format!("{:#x}", self.id)),
            "net_version" => json!(self.id.to_string()),
            "eth_syncing" => json!(false),
            "net_peerCount" => json!("0x3"),
            "eth_gasPrice" => json!("0x1"),
            "eth_getBlockByNumber" => match question.pointer("/params/0").and_then(Value::as_str) {
                Some("latest") => self.shown(self.height()),
                Some(height) => {
                    let height = height.strip_prefix("0x").unwrap_or_default();
                    u64::from_str_radix(height, 16).map_or(Value::Null, |at| self.shown(at))
                }
                None => Value::Null,
            },
            _ => {
                let error = json!({"code": -32601, "message": "the method does not exist/is not available"});
                return json!({"jsonrpc": "2.0", "id": id, "error": error});
            }
        };
        json!({"jsonrpc": "2.0", "id": id, "result": result})
    }
}

fn time(height: u64) -> u64 {
    BEGIN + EVERY * height
}

/// A header in RLP.
fn encoded(parent: [u8; 32], height: u64, extra: &[u8]) -> Vec<u8> {
    let hash = |text: &str| hex::decode(text).unwrap_or_default();
    let number = |value: u64| {
        value.to_be_bytes().into_iter().skip_while(|&byte| byte == 0).collect::<Vec<u8>>()
    };
    let fields: [Vec<u8>; 15] = [
        parent.to_vec(),
        hash(NO_UNCLES),
        vec![0; 20],
        hash(EMPTY_ROOT),
        hash(EMPTY_ROOT),
        hash(EMPTY_ROOT),
        vec![0; 256],
        number(1),
        number(height),
        number(GAS_LIMIT),
        number(0),
        number(time(height)),
        extra.to_vec(),
        vec![0; 32],
        vec![0; 8],
    ];
    let items: Vec<u8> = fields.iter().flat_map(|field| string(field)).collect();
    [head(0xc0, items.len()), items].concat()
}

fn string(bytes: &[u8]) -> Vec<u8> {
    match bytes {
        [byte] if *byte < 0x80 => vec![*byte],
        _ => [head(0x80, bytes.len()), bytes.to_vec()].concat(),
    }
}

fn head(base: u8, len: usize) -> Vec<u8> {
    if len < 56 {
        return vec![base + len as u8];
    }
    let len: Vec<u8> = len.to_be_bytes().into_iter().skip_while(|&byte| byte == 0).collect();
    [vec![base + 55 + len.len() as u8], len].concat()
}

#[cfg(test)]
mod tests {
    use coinsift_verdict::Atlas;

    use super::*;

    #[test]
    fn blocks_are_linked_and_named_by_their_headers() {
        let chain = Chain::invented(4711).grown(70);
        assert_eq!(chain.height(), 70);
        for height in 0..=70 {
            let header = chain.header(height).expect("it has it");
            let name: [u8; 32] = Keccak256::digest(&header).into();
            assert_eq!(chain.hash(height), Some(name));
            // A list with a head of three bytes, then the parent behind its own of one.
            let parent = height.checked_sub(1).map_or(Some([0; 32]), |below| chain.hash(below));
            assert_eq!((header[0], header[3], header[4..36].try_into().ok()), (0xf9, 0xa0, parent));
        }
        assert_eq!((chain.header(71), chain.hash(71)), (None, None));
        assert_eq!(Atlas::builtin().by_genesis(chain.hash(0).expect("block 0")).count(), 0);
    }

    #[test]
    fn branches_share_what_lies_before_them() {
        let (chain, other) =
            (Chain::invented(1).grown(9), Chain::invented(1).grown(9).parted(4, 6));
        for height in 0..=4 {
            assert_eq!(chain.hash(height), other.hash(height));
        }
        for height in 5..=9 {
            assert_ne!(chain.hash(height), other.hash(height));
        }
        assert_eq!(other.height(), 10);
    }
}
