//! Developers' chains without a simulator's own marks: a default id, and a first block as the
//! software makes it for them.

use super::*;

const SHAPE: &str = "ethereum.rpc.made_for_developers";

#[test]
fn a_default_id_and_the_shape_of_the_first_block_are_two_signs() {
    for chain_id in [1337, 31337] {
        let verdict = judged(vec![with(rpc(Some(FOREIGN), Some(chain_id), None), &[SHAPE])]);
        assert_eq!(said(&verdict), (Class::Local, None, None), "{chain_id}");
        assert_eq!((verdict.strength, verdict.leans), (Some(Strength::Hinted), None));
        assert!(!verdict.is_finding());
    }
}

#[test]
fn either_sign_alone_leans() {
    for facts in [
        with(rpc(Some(FOREIGN), Some(4711), None), &[SHAPE]),
        with(rpc(Some(FOREIGN), None, None), &[SHAPE]),
        rpc(Some(FOREIGN), Some(1337), None),
    ] {
        assert_hinted(&judged(vec![facts]), &[], Some(Class::Local));
    }
}

#[test]
fn a_public_genesis_or_a_listed_id_outweighs_the_signs() {
    let verdict = judged(vec![with(rpc(Some(SEPOLIA), Some(11155111), None), &[SHAPE])]);
    assert_eq!(said(&verdict), (Class::Coin, Some("evm:11155111"), Some(true)));
    let verdict = judged(vec![with(rpc(Some(FOREIGN), Some(1), None), &[SHAPE])]);
    assert_torn(&verdict, "contradiction-chain-id", "contradiction-foreign-genesis", true);
    // Avalanche's row does not know its genesis: it may be this one.
    let verdict = judged(vec![with(rpc(Some(FOREIGN), Some(43114), None), &[SHAPE])]);
    assert_eq!(verdict.class, Class::Ledger);
}

#[test]
fn one_sign_of_members_does_not_outweigh_them_and_two_do() {
    // geth made its developers' chains by clique for years: one signer, who is the developer.
    let one = with(rpc(Some(FOREIGN), Some(1337), None), &[SHAPE, "ethereum.rpc.validators"]);
    assert_eq!(judged(vec![one.clone()]).class, Class::Local);
    let two = with(one, &["ethereum.rpc.permissioning"]);
    assert_eq!(judged(vec![two]).class, Class::Permissioned);
}
