//! The platforms that registries name, and what of them a verdict can show.

use coinsift_verdict::Atlas;

use super::words::{nearest, plain};

/// A platform as registries name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Platform {
    /// Its key.
    pub key: &'static str,
    /// What a verdict may name as its platform; a fork is named as the family it speaks.
    pub shown_as: &'static [&'static str],
    /// Part of how its software names itself, in lower case, where that tells it from others of the
    /// family. Anybody can write it, so it never decides.
    pub agent: Option<&'static str>,
}

/// Key, verdicts' platforms, agent, names in plain form.
type Row = (&'static str, &'static [&'static str], Option<&'static str>, &'static [&'static str]);

const PLATFORMS: &[Row] = &[
    (
        "fisco-bcos",
        &["fisco-bcos"],
        None,
        &["fiscobcos", "fisco", "bcos", "金链盟", "飞梭", "微众区块链"],
    ),
    (
        "fabric",
        &["fabric", "hyperledger-fabric"],
        None,
        &["fabric", "hyperledgerfabric", "hyperledger", "超级账本"],
    ),
    ("chainmaker", &["chainmaker"], None, &["chainmaker", "长安链"]),
    (
        "xuperchain",
        &["xuperchain"],
        None,
        &["xuperchain", "xuper", "xuperos", "百度超级链", "超级链"],
    ),
    ("hyperchain", &["hyperchain"], None, &["hyperchain", "趣链"]),
    ("antchain", &["antchain"], None, &["antchain", "蚂蚁链"]),
    ("conflux", &["conflux", "ethereum"], None, &["conflux", "树图", "树图链"]),
    ("quorum", &["ethereum", "quorum"], Some("quorum"), &["quorum", "goquorum"]),
    ("besu", &["ethereum", "besu"], Some("besu/"), &["besu", "hyperledgerbesu"]),
    ("ethereum", &["ethereum"], None, &["ethereum", "geth", "goethereum", "evm", "以太坊"]),
    ("bitcoin", &["bitcoin"], None, &["bitcoin", "bitcoincore", "比特币"]),
    ("multichain", &["multichain", "bitcoin"], None, &["multichain", "多链"]),
    ("elements", &["elements", "bitcoin"], None, &["elements", "liquid"]),
    ("tapyrus", &["tapyrus", "bitcoin"], None, &["tapyrus"]),
    ("corda", &["corda"], None, &["corda", "r3corda"]),
    ("iroha", &["iroha"], None, &["iroha", "hyperledgeriroha"]),
    ("sawtooth", &["sawtooth"], None, &["sawtooth", "hyperledgersawtooth"]),
    ("cosmos", &["cosmos", "tendermint", "cometbft"], None, &["cosmos", "tendermint", "cometbft"]),
    ("substrate", &["substrate", "polkadot"], None, &["substrate", "polkadot", "波卡"]),
    ("antelope", &["antelope", "eosio"], None, &["antelope", "eosio", "eos"]),
    ("tron", &["tron"], None, &["tron", "波场"]),
    ("solana", &["solana"], None, &["solana"]),
    ("xrpl", &["xrpl", "ripple"], None, &["xrpl", "ripple", "瑞波"]),
    ("stellar", &["stellar"], None, &["stellar", "恒星"]),
    ("monero", &["monero", "cryptonote"], None, &["monero", "门罗币"]),
    ("hns", &["handshake"], None, &["handshake", "hsd", "hns"]),
    ("kaspa", &["kaspa"], None, &["kaspa"]),
    ("ckb", &["ckb"], None, &["ckb", "nervos"]),
    ("alephium", &["alephium"], None, &["alephium"]),
    ("xelis", &["xelis"], None, &["xelis"]),
    ("grin", &["grin"], None, &["grin"]),
    ("chia", &["chia"], None, &["chia", "奇亚"]),
    ("filecoin", &["filecoin"], None, &["filecoin"]),
];

impl Platform {
    fn at(row: &Row) -> Platform {
        Platform { key: row.0, shown_as: row.1, agent: row.2 }
    }

    /// Its name for people; names of makers are the same in both languages.
    pub fn name(&self) -> &'static str {
        match self.key {
            "fisco-bcos" => "FISCO BCOS",
            "fabric" => "Hyperledger Fabric",
            "chainmaker" => "ChainMaker (长安链)",
            "xuperchain" => "XuperChain (百度超级链)",
            "hyperchain" => "Hyperchain (趣链)",
            "antchain" => "AntChain (蚂蚁链)",
            "conflux" => "Conflux (树图)",
            "quorum" => "Quorum",
            "besu" => "Besu",
            "ethereum" => "Ethereum (以太坊)",
            "bitcoin" => "Bitcoin (比特币)",
            "multichain" => "MultiChain",
            "elements" => "Elements",
            "tapyrus" => "Tapyrus",
            "corda" => "Corda",
            "iroha" => "Iroha",
            "sawtooth" => "Sawtooth",
            "cosmos" => "Cosmos",
            "substrate" => "Substrate",
            "antelope" => "Antelope",
            "tron" => "TRON (波场)",
            "solana" => "Solana",
            "xrpl" => "XRP Ledger",
            "stellar" => "Stellar",
            "monero" => "Monero (门罗币)",
            "hns" => "Handshake",
            "chia" => "Chia",
            "filecoin" => "Filecoin",
            other => other,
        }
    }

    /// The protocol families that may be spoken there, as dialogues are named.
    pub fn families(&self) -> Vec<String> {
        let names = self.shown_as.iter().copied().chain([self.key]);
        let mut families: Vec<String> = names
            .map(|name| name.split('-').next().unwrap_or(name).to_owned())
            // FISCO BCOS answers Ethereum's questions as well.
            .chain((self.key == "fisco-bcos").then(|| "ethereum".to_owned()))
            .collect();
        families.sort_unstable();
        families.dedup();
        families
    }

    /// The platform of a key.
    pub fn of_key(key: &str) -> Option<Platform> {
        PLATFORMS.iter().find(|row| row.0 == key).map(Platform::at)
    }

    /// The platform of a word: its own name, or the name of a listed coin that runs on it.
    pub fn of(word: &str, atlas: &Atlas) -> Option<Platform> {
        let word = plain(word);
        PLATFORMS
            .iter()
            .find(|row| row.3.contains(&word.as_str()))
            .or_else(|| {
                let coin = atlas.networks().find(|row| {
                    plain(&row.name) == word
                        || row.name_zh.as_deref().map(plain).as_ref() == Some(&word)
                })?;
                PLATFORMS.iter().find(|row| row.0 == coin.family)
            })
            .map(Platform::at)
    }

    /// The name that is most like this one, where one is alike at all.
    pub fn nearest(word: &str) -> Option<&'static str> {
        nearest(&plain(word), PLATFORMS.iter().flat_map(|row| row.3.iter().copied()))
    }

    /// Some names, for those who wrote one that is not known.
    pub const EXAMPLES: &'static str =
        "FISCO BCOS, Fabric, ChainMaker, XuperChain, Quorum, Besu, Ethereum, Bitcoin";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_means_two_platforms() {
        let mut all: Vec<&str> = PLATFORMS.iter().flat_map(|row| row.3.iter().copied()).collect();
        let names = all.len();
        assert!(all.iter().all(|name| plain(name) == *name), "names are in plain form");
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), names);
    }

    #[test]
    fn platforms_are_known_by_their_names_and_by_their_coins() {
        let atlas = Atlas::builtin();
        for (word, key) in [
            ("FISCO-BCOS", "fisco-bcos"),
            ("长安链", "chainmaker"),
            ("Hyperledger Fabric", "fabric"),
            ("Litecoin", "bitcoin"),
            ("以太坊", "ethereum"),
        ] {
            let platform = Platform::of(word, atlas);
            assert_eq!(platform.map(|platform| platform.key), Some(key), "{word}");
        }
        assert_eq!(Platform::of("Fabrik", atlas), None);
        assert_eq!(Platform::nearest("Fabrik"), Some("fabric"));
        assert_eq!(Platform::nearest("something else"), None);
    }

    #[test]
    fn every_platform_a_fingerprint_may_name_can_be_declared() {
        for row in coinsift_verdict::Fingerprints::builtin().rows() {
            let Some(platform) = &row.claim.platform else {
                continue;
            };
            let known = PLATFORMS.iter().any(|row| row.1.contains(&platform.as_str()));
            assert!(known, "no registry can declare {platform}, which {} names", row.id);
        }
    }
}
