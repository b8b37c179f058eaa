//! Consortia and networks that are listed although their validators may be admitted ones.

use super::*;

const SIGNS: [&str; 2] = ["ethereum.rpc.validators", "ethereum.rpc.permissioning"];

/// Listed, and run by permissioned validators as far as is known.
const PERHAPS: [(u128, u128); 11] = [
    (95, 95),
    (395, 395),
    (2138, 21),
    (500, 1000),
    (501, 1001),
    (81, 81),
    (91120, 91120),
    (119139, 119139),
    (202401, 202401),
    (540, 540),
    (211, 0),
];

#[test]
fn two_signs_on_an_unlisted_genesis_and_id_are_a_consortium() {
    for chain_id in [4711, 1981, 1337, 2018] {
        let node = || rpc(Some(FOREIGN), Some(chain_id), Some(chain_id));
        let verdict = judged(vec![with(node(), &SIGNS)]);
        assert_eq!(verdict.class, Class::Permissioned, "{chain_id}");
        assert_eq!(verdict.candidates.len(), 0);
        let verdict = judged(vec![with(node(), &SIGNS[..1])]);
        assert_eq!((verdict.class, verdict.leans), (Class::Ledger, Some(Class::Permissioned)));
    }
    // Network id 1, geth's old default.
    let verdict = judged(vec![with(status(FOREIGN, 1, "deadbeef", 0), &SIGNS)]);
    assert_eq!(verdict.class, Class::Permissioned);
}

#[test]
fn a_listed_id_stands_against_two_signs_and_cancels_one() {
    // The row of chain id 777 does not know its genesis, so that it may be this one.
    let node = || rpc(Some(FOREIGN), Some(777), Some(777));
    assert_hinted(&judged(vec![with(node(), &SIGNS)]), &["evm:777"], Some(Class::Permissioned));
    assert_hinted(&judged(vec![with(node(), &SIGNS[..1])]), &["evm:777"], None);
    assert_hinted(&judged(vec![node()]), &["evm:777"], Some(Class::Coin));
}

#[test]
fn an_engine_never_decides_against_a_listed_genesis() {
    let verdict = judged(vec![with(rpc(Some(MAINNET), Some(61), Some(1)), &SIGNS)]);
    assert_eq!((verdict.class, verdict.network.as_deref()), (Class::Coin, Some("evm:61")));
}

#[test]
fn signs_do_not_outweigh_a_contradiction() {
    let verdict = judged(vec![with(rpc(Some(FOREIGN), Some(1), Some(1)), &SIGNS)]);
    assert_torn(&verdict, "contradiction-chain-id", "contradiction-foreign-genesis", true);
}

#[test]
fn a_listed_network_that_may_be_permissioned_says_so() {
    for (chain_id, network_id) in PERHAPS {
        let key = format!("evm:{chain_id}");
        let verdict = judged(vec![rpc(Some(FOREIGN), Some(chain_id), Some(network_id))]);
        assert_hinted(&verdict, &[&key], Some(Class::Permissioned));
        assert!(ids(&verdict).contains(&"why-listed-permissioned-validators"), "{key}");
    }
    let listed = Atlas::builtin().networks().filter(|row| row.maybe_permissioned).count();
    assert_eq!(listed, PERHAPS.len());
}

#[test]
fn it_stays_open_when_its_genesis_is_shown() {
    let mut atlas = Atlas::builtin().clone();
    let table = format!(
        "network,name,name_zh,ticker,testnet,testnet_basis,chain_id,network_id,genesis,id_use,\
         validators,note,source\nevm:81,Japan Open Chain,,JOC,no,,81,81,{FOREIGN},,\
         permissioned?,,here\n"
    );
    atlas.add("evm.csv", &table).expect("a good table");
    let verdict = judged_by(&atlas, vec![rpc(Some(FOREIGN), Some(81), Some(81))]);
    assert_eq!(said(&verdict), (Class::Ledger, Some("evm:81"), Some(false)));
    assert_eq!(verdict.leans, Some(Class::Permissioned));
    assert_eq!(
        ids(&verdict),
        ["verdict-ledger-network", "why-stated-not-proven", "why-listed-permissioned-validators"]
    );
    assert!(!verdict.is_finding());
}
