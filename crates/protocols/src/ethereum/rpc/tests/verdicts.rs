//! What the recordings are judged to be by the rows and networks that are built in.

use coinsift_verdict::verdict::Mining;
use coinsift_verdict::{Atlas, Class, Fingerprints, Verdict, judge};

use super::recorded;
use crate::facts;

fn judged(name: &str) -> Verdict {
    judge(&facts(&[recorded(name)]), Fingerprints::builtin(), Atlas::builtin())
}

#[test]
fn each_is_what_it_is() {
    let permissioned = Some(Class::Permissioned);
    for (name, class, network, leans) in [
        ("geth-mainnet", Class::Coin, Some("evm:1"), None),
        ("geth-sepolia", Class::Coin, Some("evm:11155111"), None),
        ("geth-dev", Class::Local, None, None),
        ("geth-1.13-dev", Class::Local, None, None),
        ("geth-1.10-dev", Class::Local, None, None),
        ("geth-1.10-ethash", Class::Ledger, None, None),
        ("geth-impostor", Class::Ledger, None, None),
        ("ganache-default", Class::Local, None, None),
        ("ganache-mainnet", Class::Local, None, None),
        ("anvil-default", Class::Local, None, None),
        ("anvil-mainnet", Class::Local, None, None),
        ("hardhat-default", Class::Local, None, None),
        ("hardhat-mainnet", Class::Local, None, None),
        // One sign leans, two decide; a listed id weighs against one.
        ("besu-qbft", Class::Ledger, None, permissioned),
        ("quorum-raft", Class::Ledger, None, permissioned),
        ("quorum-istanbul", Class::Permissioned, None, None),
        ("goquorum-raft", Class::Ledger, None, permissioned),
        ("goquorum-ibft", Class::Ledger, None, permissioned),
        ("goquorum-qbft", Class::Ledger, None, permissioned),
        ("geth-1.13-clique", Class::Ledger, None, permissioned),
        ("geth-1.13-clique-listed", Class::Ledger, None, None),
        ("pow-miner", Class::Ledger, None, None),
        ("fisco-2", Class::Permissioned, None, None),
        ("fisco-3", Class::Ledger, None, permissioned),
        ("fisco-3-groups", Class::Permissioned, None, None),
        ("no-genesis", Class::Ledger, None, Some(Class::Coin)),
        ("geth-mainnet-ids", Class::Other, None, None),
        ("besu-token", Class::Ledger, None, None),
        ("besu-host", Class::Ledger, None, None),
        ("geth-mainnet-engine", Class::Other, None, None),
        ("geth-host", Class::Other, None, None),
        ("echo", Class::Other, None, None),
        ("echo-result", Class::Other, None, None),
        ("one", Class::Other, None, None),
        ("true", Class::Other, None, None),
        ("object", Class::Other, None, None),
        ("version", Class::Other, None, None),
    ] {
        let verdict = judged(name);
        let seen = (verdict.class, verdict.network.as_deref(), verdict.leans);
        assert_eq!(seen, (class, network, leans), "{name}");
        // Those that say chain id 1 on a first block of their own.
        let torn = ["ganache-mainnet", "anvil-mainnet", "hardhat-mainnet", "geth-impostor"]
            .contains(&name);
        assert_eq!(verdict.contradictions.len(), usize::from(torn), "{name}");
        // A developer's simulator that does is nobody's finding.
        let finding =
            matches!(verdict.class, Class::Coin) || ["geth-impostor", "pow-miner"].contains(&name);
        assert_eq!(verdict.is_finding(), finding, "{name}");
    }
}

#[test]
fn mining_needs_a_hash_rate_on_a_chain_of_proof_of_work() {
    assert_eq!(judged("pow-miner").mining, Mining::Confirmed);
    // All of these answer `true` to eth_mining.
    for name in
        ["ganache-default", "geth-1.13-clique", "besu-qbft", "quorum-istanbul", "quorum-raft"]
    {
        assert_eq!(judged(name).mining, Mining::NotSeen, "{name}");
    }
}

#[test]
fn fisco_bcos_is_not_called_ethereum() {
    for name in ["fisco-2", "fisco-3", "fisco-3-groups"] {
        assert_eq!(judged(name).platform.as_deref(), Some("fisco-bcos"), "{name}");
    }
}
