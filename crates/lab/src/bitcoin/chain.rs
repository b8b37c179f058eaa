//! Chains: a magic, a genesis block and the headers after it.
//!
//! The genesis blocks are the real ones, whole, built from their published parts and held to their
//! published hashes by a test. Sources: bitcoin/bitcoin `src/kernel/chainparams.cpp` (through the
//! `bitcoin` crate), litecoin-project/litecoin `src/chainparams.cpp`, dogecoin/dogecoin
//! `src/chainparams.cpp`.

use super::real::{self, Real};
use super::types::{self, Genesis, HEADER, Known, sha256d};

/// The key that Litecoin's genesis pays to, and Dogecoin's after it.
const LITECOIN_KEY: [u8; 65] = [
    0x04, 0x01, 0x84, 0x71, 0x0f, 0xa6, 0x89, 0xad, 0x50, 0x23, 0x69, 0x0c, 0x80, 0xf3, 0xa4, 0x9c,
    0x8f, 0x13, 0xf8, 0xd4, 0x5b, 0x8c, 0x85, 0x7f, 0xbc, 0xbc, 0x8b, 0xc4, 0xa8, 0xe4, 0xd3, 0xeb,
    0x4b, 0x10, 0xf4, 0xd4, 0x60, 0x4f, 0xa0, 0x8d, 0xce, 0x60, 0x1a, 0xaf, 0x0f, 0x47, 0x02, 0x16,
    0xfe, 0x1b, 0x51, 0x85, 0x0b, 0x4a, 0xcf, 0x21, 0xb1, 0x79, 0xc4, 0x50, 0x70, 0xac, 0x7b, 0x03,
    0xa9,
];
const LITECOIN_WORDS: &str = "NY Times 05/Oct/2011 Steve Jobs, Apple’s Visionary, Dies at 56";

/// Work that anybody can do: every second hash suffices.
const NO_WORK: u32 = 0x207f_ffff;

/// The root, time, bits and nonce of Bitcoin's block 1, the first block found by a peer.
const BITCOIN_BLOCK_1: ([u8; 32], u32, u32, u32) = (
    [
        0x98, 0x20, 0x51, 0xfd, 0x1e, 0x4b, 0xa7, 0x44, 0xbb, 0xbe, 0x68, 0x0e, 0x1f, 0xee, 0x14,
        0x67, 0x7b, 0xa1, 0xa3, 0xc3, 0x54, 0x0b, 0xf7, 0xb1, 0xcd, 0xb6, 0x06, 0xe8, 0x57, 0x23,
        0x3e, 0x0e,
    ],
    1_231_469_665,
    0x1d00_ffff,
    2_573_394_689,
);

/// A chain as a node holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The magic, in the order of the wire.
    pub magic: [u8; 4],
    genesis: [u8; HEADER],
    block: Vec<u8>,
    headers: Vec<[u8; HEADER]>,
    renamed: Option<[u8; 32]>,
    /// Headers shown when asked for by name: the names in the order of the wire.
    held: Vec<([u8; 32], Vec<u8>)>,
}

impl Chain {
    /// Bitcoin, with the real header of block 1.
    pub fn bitcoin() -> Chain {
        let chain = Chain::known([0xf9, 0xbe, 0xb4, 0xd9], Known::Main);
        let (root, time, bits, nonce) = BITCOIN_BLOCK_1;
        let first = header(sha256d(&chain.genesis), root, time, bits, nonce);
        Chain { headers: vec![first], ..chain }
    }

    /// Bitcoin testnet3.
    pub fn testnet3() -> Chain {
        Chain::known([0x0b, 0x11, 0x09, 0x07], Known::Testnet3)
    }

    /// Bitcoin testnet4.
    pub fn testnet4() -> Chain {
        Chain::known([0x1c, 0x16, 0x3f, 0x28], Known::Testnet4)
    }

    /// The public signet of Bitcoin.
    pub fn signet() -> Chain {
        Chain::known([0x0a, 0x03, 0xcf, 0x40], Known::Signet)
    }

    /// Bitcoin regtest.
    pub fn regtest() -> Chain {
        Chain::known([0xfa, 0xbf, 0xb5, 0xda], Known::Regtest)
    }

    /// What Bitcoin Cash, Bitcoin SV and eCash share.
    pub fn bitcoin_cash() -> Chain {
        Chain::bitcoin().with_magic([0xe3, 0xe1, 0xf3, 0xe8])
    }

    /// Litecoin.
    pub fn litecoin() -> Chain {
        Chain::built([0xfb, 0xc0, 0xb6, 0xdb], &litecoin(1_317_972_665, 0x1e0f_fff0, 2_084_524_493))
    }

    /// Litecoin testnet.
    pub fn litecoin_testnet() -> Chain {
        Chain::built([0xfd, 0xd2, 0xc8, 0xf1], &litecoin(1_486_949_366, 0x1e0f_fff0, 293_345))
    }

    /// Litecoin regtest.
    pub fn litecoin_regtest() -> Chain {
        Chain::built([0xfa, 0xbf, 0xb5, 0xda], &litecoin(1_296_688_602, NO_WORK, 0))
    }

    /// Dogecoin.
    pub fn dogecoin() -> Chain {
        let genesis = Genesis {
            words: "Nintondo",
            key: &LITECOIN_KEY,
            coins: 88,
            time: 1_386_325_540,
            bits: 0x1e0f_fff0,
            nonce: 99_943,
        };
        Chain::built([0xc0; 4], &genesis)
    }

    /// Zcash, whose headers carry solutions of Equihash.
    pub fn zcash() -> Chain {
        let block = real::ZCASH_GENESIS.bytes();
        let mut genesis = [0; HEADER];
        genesis.copy_from_slice(&block[..HEADER]);
        let renamed = Some(real::ZCASH_GENESIS.name());
        let magic = [0x24, 0xe9, 0x27, 0x64];
        Chain { magic, genesis, block, headers: Vec::new(), renamed, held: Vec::new() }
    }

    /// A chain of nobody's, with a genesis block of its own; another `number`, another block.
    pub fn invented(magic: [u8; 4], number: u32) -> Chain {
        let genesis = Genesis {
            words: "coinsift lab",
            key: &LITECOIN_KEY,
            coins: 1,
            time: 1_700_000_000,
            bits: NO_WORK,
            nonce: number,
        };
        Chain::built(magic, &genesis)
    }

    /// The same chain with the real header that the public network has at a known height: of
    /// Bitcoin, Bitcoin SV, Litecoin, Dogecoin or Zcash, by the key of the atlas.
    #[must_use]
    pub fn holding(self, network: &str) -> Chain {
        match real_of(network) {
            Some(real) => self.showing(real.name(), real.bytes()),
            None => self,
        }
    }

    /// The same, with one bit of the header changed.
    #[must_use]
    pub fn holding_changed(self, network: &str) -> Chain {
        let Some(real) = real_of(network) else {
            return self;
        };
        let mut header = real.bytes();
        // In the root of the transactions, as somebody would who forges a payment.
        header[40] ^= 1;
        self.showing(real.name(), header)
    }

    /// The same chain that answers with the header of one network when asked for another's.
    #[must_use]
    pub fn holding_instead(self, asked: &str, shown: &str) -> Chain {
        match (real_of(asked), real_of(shown)) {
            (Some(asked), Some(shown)) => self.showing(asked.name(), shown.bytes()),
            _ => self,
        }
    }

    fn showing(mut self, name: [u8; 32], header: Vec<u8>) -> Chain {
        self.held.push((display(name), header));
        self
    }

    /// The same chain without the headers after its genesis block.
    #[must_use]
    pub fn bare(self) -> Chain {
        Chain { headers: Vec::new(), ..self }
    }

    /// The same chain under another magic.
    #[must_use]
    pub fn with_magic(self, magic: [u8; 4]) -> Chain {
        Chain { magic, ..self }
    }

    /// The same chain, without headers, in a network that names its blocks by another hash than
    /// SHA-256d: it hands out its genesis block when asked for this name, given in display order.
    #[must_use]
    pub fn renamed(self, name: [u8; 32]) -> Chain {
        Chain { renamed: Some(name), headers: Vec::new(), ..self }
    }

    /// The chain with `count` more headers that cost no work, as on a regtest: a check of work
    /// must not be content with them under the name of another network.
    #[must_use]
    pub fn grown(mut self, count: u32) -> Chain {
        for _ in 0..count {
            let parent = match self.headers.last() {
                Some(header) => sha256d(header),
                None => display(self.genesis_hash()),
            };
            let number = self.headers.len() as u32;
            let root = sha256d(&number.to_le_bytes());
            let time = 1_700_000_000 + 600 * number;
            let found = (0..).map(|nonce| header(parent, root, time, NO_WORK, nonce));
            // The target is 7fffff…: the last byte in the order of the wire decides.
            self.headers.extend(found.into_iter().find(|header| sha256d(header)[31] < 0x7f));
        }
        self
    }

    /// Another branch of the chain: its first `height` headers, then `count` of its own.
    #[must_use]
    pub fn parted(mut self, height: usize, count: u32) -> Chain {
        self.headers.truncate(height);
        let parent =
            self.headers.last().map_or_else(|| display(self.genesis_hash()), |at| sha256d(at));
        let (time, root) = (1_700_000_000 + 600 * height as u32, sha256d(b"another branch"));
        let found = (0..).map(|nonce| header(parent, root, time, NO_WORK, nonce));
        self.headers.extend(found.into_iter().find(|header| sha256d(header)[31] < 0x7f));
        self.grown(count.saturating_sub(1))
    }

    /// The genesis block's name, in display order.
    pub fn genesis_hash(&self) -> [u8; 32] {
        self.renamed.unwrap_or_else(|| display(sha256d(&self.genesis)))
    }

    /// The header of the genesis block.
    pub fn genesis_header(&self) -> &[u8; HEADER] {
        &self.genesis
    }

    /// The headers after the genesis block.
    pub fn headers(&self) -> &[[u8; HEADER]] {
        &self.headers
    }

    /// The whole genesis block.
    pub fn genesis_block(&self) -> &[u8] {
        &self.block
    }

    /// The number of the header with this name in the order of the wire; 0 is the genesis block.
    pub(crate) fn height_of(&self, name: [u8; 32]) -> Option<usize> {
        if name == display(self.genesis_hash()) {
            return Some(0);
        }
        self.headers.iter().position(|header| sha256d(header) == name).map(|at| at + 1)
    }

    /// The header of this name, in the order of the wire.
    pub(crate) fn named(&self, name: [u8; 32]) -> Option<&[u8]> {
        let held = self.held.iter().find(|(known, _)| *known == name);
        match held {
            Some((_, header)) => Some(header),
            None => self.header(self.height_of(name)?).map(|header| &header[..]),
        }
    }

    /// The header at a height.
    pub(crate) fn header(&self, height: usize) -> Option<&[u8; HEADER]> {
        match height {
            0 => Some(&self.genesis),
            _ => self.headers.get(height - 1),
        }
    }

    fn known(magic: [u8; 4], known: Known) -> Chain {
        let (genesis, block) = types::known_genesis(known);
        Chain { magic, genesis, block, headers: Vec::new(), renamed: None, held: Vec::new() }
    }

    fn built(magic: [u8; 4], genesis: &Genesis<'_>) -> Chain {
        let (genesis, block) = genesis.build();
        Chain { magic, genesis, block, headers: Vec::new(), renamed: None, held: Vec::new() }
    }
}

fn real_of(network: &str) -> Option<Real> {
    match network {
        "bitcoin" => Some(real::BITCOIN),
        "bitcoin-sv" => Some(real::BITCOIN_SV),
        "litecoin" => Some(real::LITECOIN),
        "dogecoin" => Some(real::DOGECOIN),
        "zcash" => Some(real::ZCASH),
        _ => None,
    }
}

fn litecoin(time: u32, bits: u32, nonce: u32) -> Genesis<'static> {
    Genesis { words: LITECOIN_WORDS, key: &LITECOIN_KEY, coins: 50, time, bits, nonce }
}

fn header(parent: [u8; 32], root: [u8; 32], time: u32, bits: u32, nonce: u32) -> [u8; HEADER] {
    let mut header = [0; HEADER];
    header[..4].copy_from_slice(&1_u32.to_le_bytes());
    header[4..36].copy_from_slice(&parent);
    header[36..68].copy_from_slice(&root);
    header[68..72].copy_from_slice(&time.to_le_bytes());
    header[72..76].copy_from_slice(&bits.to_le_bytes());
    header[76..].copy_from_slice(&nonce.to_le_bytes());
    header
}

fn display(mut hash: [u8; 32]) -> [u8; 32] {
    hash.reverse();
    hash
}

#[cfg(test)]
mod tests {
    use coinsift_verdict::Atlas;

    use super::*;

    #[test]
    fn the_real_genesis_blocks_have_the_hashes_of_the_atlas() {
        for (key, chain) in [
            ("bitcoin", Chain::bitcoin()),
            ("bitcoin-testnet", Chain::testnet3()),
            ("bitcoin-testnet4", Chain::testnet4()),
            ("bitcoin-signet", Chain::signet()),
            ("bitcoin-regtest", Chain::regtest()),
            ("bitcoin-cash", Chain::bitcoin_cash()),
            ("litecoin", Chain::litecoin()),
            ("litecoin-testnet", Chain::litecoin_testnet()),
            ("litecoin-regtest", Chain::litecoin_regtest()),
            ("dogecoin", Chain::dogecoin()),
        ] {
            let row = Atlas::builtin().network(key).expect("a row of the atlas");
            assert_eq!(row.magic, Some(chain.magic), "{key}");
            let hash = chain.genesis_hash();
            assert_eq!(row.genesis, Some(hash), "{key}: {}", hex::encode(hash));
            assert!(chain.genesis_block().starts_with(chain.genesis_header()), "{key}");
        }
    }

    #[test]
    fn bitcoins_block_1_is_the_real_one() {
        let chain = Chain::bitcoin();
        assert_eq!(
            hex::encode(display(sha256d(&chain.headers()[0]))),
            "00000000839a8e6886ab5951d76f411475428afc90947ee320161bbf18eb6048"
        );
    }

    #[test]
    fn grown_headers_are_linked_and_reach_their_target() {
        let chain = Chain::regtest().grown(5);
        let mut parent = sha256d(chain.genesis_header());
        assert_eq!(chain.headers().len(), 5);
        for header in chain.headers() {
            assert_eq!(header[4..36], parent);
            parent = sha256d(header);
            assert!(parent[31] < 0x80);
        }
    }

    #[test]
    fn an_invented_chain_is_nobodys() {
        let (one, two) = (Chain::invented([1; 4], 1), Chain::invented([1; 4], 2));
        assert_ne!(one.genesis_hash(), two.genesis_hash());
        for chain in [one, two] {
            assert_eq!(Atlas::builtin().by_genesis(chain.genesis_hash()).count(), 0);
        }
    }
}
