//! Genesis blocks, chain ids and network ids that several networks share.

use super::*;

/// Kovan, whose chain id is LUKSO's now.
const KOVAN: &str = "a3c565fc15c7478862d50ccd6561e3c06b24cc509bf388941c25ea985ce32cb9";
const LUKSO: &str = "5df88817dfb9b00d8ef142370671e8a9bc00c548ab78fbaf205df53db2b24a26";

#[test]
fn ethereum_and_its_siblings_are_told_apart_in_status() {
    for (network_id, fork, next, network, testnet) in [
        (1, "07c9462e", 0, "evm:1", false),
        (1, "91d1f948", 2463000, "evm:1", false),
        (1, "be46d57c", 0, "evm:61", false),
        (1, "db06803f", 3000000, "evm:61", false),
        // Both had this fork id; the next fork they expected tells them apart.
        (1, "97c2c34c", 1920000, "evm:1", false),
        (1, "97c2c34c", 2500000, "evm:61", false),
        (369, "f0afd0e3", 17233000, "evm:369", false),
        (943, "f0afd0e3", 16492700, "evm:943", true),
        (10001, "f0afd0e3", 15537394, "evm:10001-ethw", false),
        (12159, "c376cf8b", 0, "evm:1-bloatnet", true),
        // Ethereum Classic by a client that gives its chain id for both.
        (61, "be46d57c", 0, "evm:61", false),
    ] {
        let verdict = judged(vec![status(MAINNET, network_id, fork, next)]);
        assert_eq!(said(&verdict), (Class::Coin, Some(network), Some(testnet)), "{fork} {next}");
        assert!(verdict.is_finding());
    }
}

#[test]
fn an_unsynced_node_is_one_of_the_two_and_a_coin_all_the_same() {
    let verdict = judged(vec![status(MAINNET, 1, "fc64ec04", 1150000)]);
    assert_eq!(said(&verdict), (Class::Coin, None, Some(false)));
    assert_eq!(verdict.candidates, ["evm:1", "evm:61"]);
    assert_eq!(ids(&verdict)[0], "verdict-coin-candidates");
}

#[test]
fn ethereum_and_its_siblings_are_told_apart_over_rpc() {
    for (chain_id, network_id, network) in [
        (1, Some(1), "evm:1"),
        (1, Some(12159), "evm:1-bloatnet"),
        (61, Some(1), "evm:61"),
        (61, Some(61), "evm:61"),
        (61, None, "evm:61"),
        (369, Some(369), "evm:369"),
        (943, Some(943), "evm:943"),
        (10001, Some(10001), "evm:10001-ethw"),
        (513100, Some(513100), "evm:513100"),
    ] {
        let verdict = judged(vec![rpc(Some(MAINNET), Some(chain_id), network_id)]);
        assert_eq!((verdict.class, verdict.network.as_deref()), (Class::Coin, Some(network)));
    }
    // The genesis alone: seven networks, coins all of them, test networks among them.
    let verdict = judged(vec![rpc(Some(MAINNET), None, None)]);
    assert_eq!(said(&verdict), (Class::Coin, None, None));
    assert_eq!(verdict.candidates.len(), 7);
}

#[test]
fn a_private_branch_of_ethereum_is_a_contradiction() {
    let verdict = judged(vec![status(MAINNET, 4711, "deadbeef", 0)]);
    assert_torn(&verdict, "contradiction-unlisted-network-id", "contradiction-genesis", true);
    let verdict = judged(vec![rpc(Some(MAINNET), Some(137), Some(137))]);
    assert_torn(&verdict, "contradiction-chain-id", "contradiction-genesis", true);
    let verdict = judged(vec![rpc(Some(MAINNET), Some(4711), None)]);
    assert_torn(&verdict, "contradiction-unlisted-chain-id", "contradiction-genesis", true);
    // PulseChain's fork id beside Ethereum's network id.
    let pulse = Atlas::builtin().fork_ids("evm:369").last().expect("fork ids").hash;
    let verdict = judged(vec![status(MAINNET, 1, &hex::encode(pulse), 0)]);
    assert_torn(&verdict, "contradiction-fork-id", "contradiction-genesis", true);
}

#[test]
fn network_id_1_on_a_genesis_of_its_own_says_nothing() {
    // Twenty-three listed chains have it, and every geth that was told nothing else.
    let verdict = judged(vec![status(FOREIGN, 1, "deadbeef", 0)]);
    assert_hinted(&verdict, &[], None);
    assert_eq!(
        ids(&verdict),
        ["verdict-ledger-unlisted-network", "why-stated-not-proven", "why-default-id"]
    );
    assert_hinted(&judged(vec![rpc(None, None, Some(1))]), &[], None);
    // Beside a chain id of its own it is an echo of the default.
    let verdict = judged(vec![rpc(Some(FOREIGN), Some(4711), Some(1))]);
    assert_eq!(verdict.summary[0].id, "verdict-ledger-unlisted-chain");
    assert_eq!(verdict.contradictions.len(), 0);
}

#[test]
fn a_network_id_that_is_another_networks_chain_id_is_no_contradiction() {
    // Expanse: chain id 2, network id 1. XODEX has OP Mainnet's chain id as network id.
    let expanse = "2fe75cf9ba10cb1105e1750d872911e75365ba24fdd5db7f099445c901fea895";
    let verdict = judged(vec![rpc(Some(expanse), Some(2), Some(1))]);
    assert_eq!((verdict.class, verdict.network.as_deref()), (Class::Coin, Some("evm:2")));
    let verdict = judged(vec![rpc(None, Some(2415), Some(10))]);
    assert_hinted(&verdict, &["evm:2415"], Some(Class::Coin));
    let verdict = judged(vec![status(FOREIGN, 10, "deadbeef", 0)]);
    assert_hinted(&verdict, &["evm:2415"], Some(Class::Coin));
}

#[test]
fn a_listed_id_on_a_foreign_genesis_is_a_contradiction() {
    // Ganache with chain id 1, OP Mainnet's id from a tutorial, the id that Conflux shares.
    for chain_id in [1, 10, 42, 61, 1029, 11155111] {
        let verdict = judged(vec![rpc(Some(FOREIGN), Some(chain_id), Some(1604412345))]);
        assert_torn(&verdict, "contradiction-chain-id", "contradiction-foreign-genesis", true);
    }
    let verdict = judged(vec![status(FOREIGN, 11155111, "deadbeef", 0)]);
    assert_torn(&verdict, "contradiction-network-id", "contradiction-foreign-genesis", true);
    // A fork id is computed from the genesis: here it is copied.
    let verdict = judged(vec![status(FOREIGN, 4711, "07c9462e", 0)]);
    assert_torn(&verdict, "contradiction-fork-id", "contradiction-foreign-genesis", true);
}

#[test]
fn kovan_and_lukso_share_a_chain_id() {
    let kovan = judged(vec![rpc(Some(KOVAN), Some(42), Some(42))]);
    assert_eq!(said(&kovan), (Class::Coin, Some("evm:42-kovan"), Some(true)));
    let lukso = judged(vec![rpc(Some(LUKSO), Some(42), Some(42))]);
    assert_eq!(said(&lukso), (Class::Coin, Some("evm:42"), Some(false)));
    let either = judged(vec![rpc(None, Some(42), Some(42))]);
    assert_hinted(&either, &["evm:42", "evm:42-kovan"], Some(Class::Coin));
    let neither = judged(vec![rpc(Some(FOREIGN), Some(42), Some(42))]);
    assert!(neither.contradictions[0].one.args[1].1.contains("evm:42-kovan"));
}

#[test]
fn ids_of_developers_software_lean_local_and_name_nothing() {
    for chain_id in [1337, 31337, 5777, 2022, 2023] {
        for genesis in [Some(FOREIGN), None] {
            let verdict = judged(vec![rpc(genesis, Some(chain_id), Some(chain_id))]);
            assert_hinted(&verdict, &[], Some(Class::Local));
            assert_eq!(verdict.contradictions.len(), 0);
            assert!(ids(&verdict).contains(&"why-default-id"));
        }
    }
    // On a public genesis it is a simulator's fork, or somebody's branch.
    let verdict = judged(vec![rpc(Some(MAINNET), Some(31337), Some(31337))]);
    assert_torn(&verdict, "contradiction-unlisted-chain-id", "contradiction-genesis", true);
}

#[test]
fn ids_of_tutorials_name_nothing() {
    for chain_id in [2018, 12345, 15] {
        let verdict = judged(vec![rpc(Some(FOREIGN), Some(chain_id), Some(chain_id))]);
        assert_hinted(&verdict, &[], None);
        assert!(ids(&verdict).contains(&"why-default-id"));
    }
    // In tutorials too, but in no list.
    assert_hinted(&judged(vec![rpc(Some(FOREIGN), Some(1981), None)]), &[], None);
}

#[test]
fn a_simulator_in_fork_mode_is_local_and_not_the_network_it_copies() {
    let mut facts = rpc(Some(MAINNET), Some(1), Some(1));
    facts[0].value = Value::text("anvil/v1.7.1");
    let verdict = judged(vec![facts]);
    assert_eq!(said(&verdict), (Class::Local, None, None));
    assert_eq!((verdict.candidates.len(), verdict.is_finding()), (0, false));
    assert_eq!(
        ids(&verdict),
        ["verdict-local-platform", "why-stated-not-proven", "why-copied-marks"]
    );
}

#[test]
fn a_simulator_that_borrows_an_id_is_local_and_both_sides_are_shown() {
    let mut facts = rpc(Some(FOREIGN), Some(1), Some(1));
    facts[0].value = Value::text("anvil/v1.7.1");
    let verdict = judged(vec![facts]);
    assert_eq!(said(&verdict), (Class::Local, None, None));
    assert!(verdict.contradictions.len() == 1 && verdict.contradictions[0].coin_side);
    // One that copies the genesis block too is none either.
    assert!(!verdict.is_finding());
    assert_eq!(ids(&verdict)[0], "verdict-local-platform");
}
