//! Headers of real blocks, which a node that follows the network shows when asked for them.
//!
//! Where each is from stands in `fixtures/headers/README.md`; their names are held to the atlas by
//! a test.

/// A header: its block's name, in display order and hex, and its bytes as peers send them, in hex.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Real {
    pub(crate) name: &'static str,
    pub(crate) header: &'static str,
}

/// Bitcoin's block 558431.
pub(crate) const BITCOIN: Real = Real {
    name: "00000000000000000028a69d9498c46b2b073752133e3e9e585965e7dab55065",
    header: include_str!("../../../../fixtures/headers/bitcoin-558431.hex"),
};

/// Bitcoin SV's block 646575.
pub(crate) const BITCOIN_SV: Real = Real {
    name: "000000000000000000262fa4ef733c5d308cbeb974519d85700a8c4b18283a02",
    header: include_str!("../../../../fixtures/headers/bitcoin-sv-646575.hex"),
};

/// Litecoin's block 2000000.
pub(crate) const LITECOIN: Real = Real {
    name: "3a4d8e7c77a85554fc8bd30d4e42d56eb71010e769ea9737f16241ba79bed9c5",
    header: include_str!("../../../../fixtures/headers/litecoin-2000000.hex"),
};

/// A block of Dogecoin with its AuxPoW.
pub(crate) const DOGECOIN: Real = Real {
    name: "80f90867b16fcb6ab6bb423d20dbef7abe0ea9c60a111d886bd298263e90ba33",
    header: include_str!("../../../../fixtures/headers/dogecoin-80f90867.hex"),
};

/// Zcash's block 1046400 with its solution.
pub(crate) const ZCASH: Real = Real {
    name: "00000000002038016f976744c369dce7419fca30e7171dfac703af5e5f7ad1d4",
    header: include_str!("../../../../fixtures/headers/zcash-1046400.hex"),
};

/// Zcash's whole genesis block.
pub(crate) const ZCASH_GENESIS: Real = Real {
    name: "00040fe8ec8471911baa1db1266ea15dd06b4a8a5c453883c000b031973dce08",
    header: include_str!("../../../../fixtures/headers/zcash-genesis-block.hex"),
};

impl Real {
    /// The name's bytes, in display order.
    pub(crate) fn name(&self) -> [u8; 32] {
        let mut name = [0; 32];
        hex::decode_to_slice(self.name, &mut name).expect("64 hex digits, read by a test");
        name
    }

    /// The header's bytes.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        hex::decode(self.header.trim()).expect("hex, read by a test")
    }
}

#[cfg(test)]
mod tests {
    use coinsift_verdict::Atlas;

    use super::*;

    #[test]
    fn each_is_a_block_that_its_network_alone_has() {
        let all = [
            ("bitcoin", BITCOIN),
            ("bitcoin-sv", BITCOIN_SV),
            ("litecoin", LITECOIN),
            ("dogecoin", DOGECOIN),
            ("zcash", ZCASH),
        ];
        for (network, real) in all {
            let mut listed = Atlas::builtin().by_checkpoint(real.name());
            assert!(
                listed.any(|known| known.network == network && known.unique == Some(true)),
                "{network}"
            );
            assert!(real.bytes().len() >= 80, "{network}");
        }
        let zcash = Atlas::builtin().network("zcash").expect("a row");
        assert_eq!(zcash.genesis, Some(ZCASH_GENESIS.name()));
        assert!(ZCASH_GENESIS.bytes().len() > 1487);
    }
}
