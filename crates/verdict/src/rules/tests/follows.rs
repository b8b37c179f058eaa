//! Whether a node follows its network: blocks shown, held against fresh checkpoints.

use super::*;
use crate::verdict::Follows;

const FRESH: &str = "00000000000000000000aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const OLDER: &str = "00000000000000000000bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
const STRANGE: &str = "00000000000000000000cccccccccccccccccccccccccccccccccccccccccccc";
const CASH: &str = "e3e1f3e8";

/// A table with one fresh checkpoint.
fn checkpoint_row(network: &str, height: u32, hash: &str) -> String {
    let head = crate::atlas::FRESH_COLUMNS.join(",");
    format!("{head}\n{network},{height},{hash},fresh,yes,,r,,r,2026-11-24T10:00:00.000Z,\n")
}

/// The built-in atlas with fresh checkpoints of a network at heights 1,000,000 and 999,900.
fn fresh(network: &str) -> Atlas {
    let mut atlas = Atlas::builtin().clone();
    let row = |height: u32, hash: &str| {
        format!(
            "{network},{height},{hash},fresh,yes,,reference,2026-11-24T09:00:00Z,192.0.2.1:8333,\
             2026-11-24T10:00:00.000Z,Inspection\n"
        )
    };
    let head = crate::atlas::FRESH_COLUMNS.join(",");
    let text = format!("{head}\n{}{}", row(999_900, OLDER), row(1_000_000, FRESH));
    atlas.add("checkpoints.csv", &text).expect("a good table");
    atlas
}

/// A node that says how high it is and shows these blocks.
fn shows(magic: &str, tip: u128, blocks: &[(u128, &str)]) -> Vec<Fact> {
    let mut facts = node(magic, Some(BITCOIN_GENESIS));
    let stated = |name, value, at| Fact {
        name,
        value,
        strength: Strength::Stated,
        at: Place::received(at, 80),
    };
    facts.push(stated("bitcoin.version.height", Value::Uint(tip), 0));
    for (number, (height, hash)) in blocks.iter().enumerate() {
        let at = 500 + 81 * number;
        let hash = Value::bytes(hex::decode(hash).expect("hex"));
        facts.push(stated("bitcoin.chain.hash", hash, at));
        facts.push(stated("bitcoin.chain.height", Value::Uint(*height), at));
    }
    facts
}

fn judged_by(atlas: &Atlas, dialogues: Vec<Vec<Fact>>) -> Verdict {
    let mut facts = Facts::new();
    for (number, dialogue) in dialogues.into_iter().enumerate() {
        facts.add_dialogue(number as u16, dialogue);
    }
    judge(&facts, Fingerprints::builtin(), atlas)
}

#[test]
fn without_fresh_checkpoints_nothing_is_known() {
    let verdict = judged(vec![shows(MAINNET, 1_000_050, &[(1_000_000, FRESH)])]);
    assert_eq!(verdict.follows(), None);
    assert!(ids(&verdict).contains(&"why-history-only"));
}

#[test]
fn the_fresh_block_at_its_height_is_the_network_followed() {
    let verdict =
        judged_by(&fresh("bitcoin"), vec![shows(MAINNET, 1_000_050, &[(1_000_000, FRESH)])]);
    assert_eq!(verdict.follows(), Some(Follows::Yes));
    assert_eq!((verdict.class, verdict.network.as_deref()), (Class::Coin, Some("bitcoin")));
    assert!(!ids(&verdict).contains(&"why-history-only"));
    let said = verdict.summary.iter().find(|said| said.id == "follows-yes").expect("said");
    for arg in [("height", "1000000"), ("taken", "2026-11-24T10:00:00.000Z")] {
        assert!(said.args.contains(&(arg.0.to_owned(), arg.1.to_owned())), "{said}");
    }
}

#[test]
fn an_older_block_and_an_end_below_is_a_node_that_lags() {
    let atlas = fresh("bitcoin");
    let verdict = judged_by(&atlas, vec![shows(MAINNET, 999_950, &[(999_900, OLDER)])]);
    assert_eq!(verdict.follows(), Some(Follows::Lags));
    assert_eq!((verdict.class, verdict.network.as_deref()), (Class::Coin, Some("bitcoin")));
    // Without a known block its history may be anybody's.
    let verdict = judged_by(&atlas, vec![shows(MAINNET, 70, &[])]);
    assert_eq!(verdict.follows(), None);
    assert!(ids(&verdict).contains(&"follows-open"));
    // One that says it is higher and shows nothing is left open.
    let verdict = judged_by(&atlas, vec![shows(MAINNET, 1_000_050, &[(999_900, OLDER)])]);
    assert_eq!(verdict.follows(), None);
}

#[test]
fn another_block_at_the_height_is_no_coin_of_that_network_but_a_finding() {
    let atlas = fresh("bitcoin");
    let verdict = judged_by(&atlas, vec![shows(MAINNET, 1_000_050, &[(1_000_000, STRANGE)])]);
    assert_eq!(verdict.follows(), Some(Follows::OtherBranch));
    assert_eq!((verdict.class, verdict.network.as_deref()), (Class::Ledger, None));
    assert_eq!(verdict.candidates, ["bitcoin"]);
    assert_eq!(ids(&verdict)[0], "verdict-ledger-other-branch");
    let [contradiction] = verdict.contradictions.as_slice() else { panic!("{verdict:?}") };
    assert!(contradiction.coin_side && verdict.is_finding());
    let shown = |item: &Evidence| item.value.written() == STRANGE;
    assert!(contradiction.evidence.iter().any(shown), "{contradiction:?}");
}

#[test]
fn a_branch_that_is_denied_by_a_higher_node_is_another_one() {
    let mut facts = shows(MAINNET, 1_000_050, &[]);
    let at = Place::received(900, 80);
    facts.push(Fact {
        name: "bitcoin.chain.missing",
        value: Value::bytes(hex::decode(OLDER).expect("hex")),
        strength: Strength::Stated,
        at,
    });
    let verdict = judged_by(&fresh("bitcoin"), vec![facts.clone()]);
    assert_eq!(verdict.follows(), Some(Follows::OtherBranch));
    // The same of a node below the height: it may never have come so far.
    facts.iter_mut().filter(|fact| fact.name == "bitcoin.version.height").for_each(|fact| {
        fact.value = Value::Uint(999_000);
    });
    assert_eq!(judged_by(&fresh("bitcoin"), vec![facts]).follows(), None);
}

#[test]
fn of_networks_with_one_genesis_the_fresh_block_tells_which_it_is() {
    let atlas = fresh("bitcoin-cash");
    let before = judged(vec![shows(CASH, 1_000_050, &[])]);
    assert!(before.candidates.len() > 1, "{:?}", before.candidates);
    let verdict = judged_by(&atlas, vec![shows(CASH, 1_000_050, &[(1_000_000, FRESH)])]);
    assert_eq!(verdict.network.as_deref(), Some("bitcoin-cash"));
    assert_eq!(verdict.follows(), Some(Follows::Yes));
    // Another block there: one of the others, and nothing to accuse.
    let verdict = judged_by(&atlas, vec![shows(CASH, 1_000_050, &[(1_000_000, STRANGE)])]);
    assert!(!verdict.candidates.contains(&"bitcoin-cash".to_owned()), "{:?}", verdict.candidates);
    assert_eq!((verdict.candidates.len(), verdict.follows()), (before.candidates.len() - 1, None));
    assert!(verdict.contradictions.is_empty());
    // What is left is left by exclusion, and that is said.
    let said = verdict.summary.iter().find(|said| said.id == "follows-excluded").expect("said");
    for (name, value) in [("network", "bitcoin-cash"), ("left", &verdict.candidates.join(", "))] {
        assert!(said.args.contains(&(name.to_owned(), value.to_owned())), "{said}");
    }
    assert!(ids(&verdict).contains(&"why-history-only"), "{verdict:?}");
    assert!(!ids(&before).contains(&"follows-excluded"));
    // With all but one ruled out that one is not named either: nobody saw a block of its own.
    let others = before.candidates.iter().filter(|key| *key != "bitcoin-cash" && *key != "ecash");
    let mut all_but_one = atlas.clone();
    for key in others {
        let rows = checkpoint_row(key, 1_000_000, OLDER);
        all_but_one.add("checkpoints.csv", &rows).expect("a good table");
    }
    let verdict = judged_by(&all_but_one, vec![shows(CASH, 1_000_050, &[(1_000_000, STRANGE)])]);
    assert_eq!((verdict.network.as_deref(), verdict.follows()), (None, None), "{verdict:?}");
    assert_eq!(verdict.candidates, ["ecash"]);
    let said = ids(&verdict).iter().filter(|id| **id == "follows-excluded").count();
    assert_eq!(said, before.candidates.len() - 1, "one for each that was ruled out");
    // Where one is shown to be followed nothing is left to exclusion.
    let rows = checkpoint_row("bitcoin-sv", 1_000_000, STRANGE);
    let mut both = atlas.clone();
    both.add("checkpoints.csv", &rows).expect("a good table");
    let verdict = judged_by(&both, vec![shows(CASH, 1_000_050, &[(1_000_000, STRANGE)])]);
    assert_eq!(verdict.network.as_deref(), Some("bitcoin-sv"));
    assert_eq!(verdict.follows(), Some(Follows::Yes));
    assert!(!ids(&verdict).contains(&"follows-excluded"), "{verdict:?}");
}

#[test]
fn what_a_query_service_alone_says_is_said_to_be_its_word() {
    let atlas = fresh("evm:1");
    let fact =
        |strength, name, value, at| Fact { name, value, strength, at: Place::received(at, 9) };
    let bytes = |hex: &str| Value::bytes(hex::decode(hex).expect("hex"));
    let stated = Strength::Stated;
    let genesis = "d4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3";
    let service = |block: &str| {
        vec![
            fact(stated, "ethereum.rpc.genesis", bytes(genesis), 0),
            fact(stated, "ethereum.rpc.chain_id", Value::Uint(1), 9),
            fact(stated, "ethereum.rpc.network_id", Value::Uint(1), 18),
            fact(stated, "ethereum.block.hash", bytes(block), 27),
            fact(stated, "ethereum.block.number", Value::Uint(1_000_000), 27),
            fact(stated, "ethereum.latest.number", Value::Uint(1_000_003), 36),
        ]
    };
    let verdict = judged_by(&atlas, vec![service(FRESH)]);
    assert_eq!(verdict.follows(), Some(Follows::Yes), "{verdict:?}");
    assert!(verdict.strength <= Some(Strength::Stated));
    assert!(ids(&verdict).contains(&"follows-by-service"));
    // Two blocks of one answer may stand at one place.
    let mut both = service(FRESH);
    both.push(fact(stated, "ethereum.block.hash", bytes(OLDER), 27));
    both.push(fact(stated, "ethereum.block.number", Value::Uint(999_900), 27));
    assert_eq!(judged_by(&atlas, vec![both]).follows(), Some(Follows::Yes));
    let verdict = judged_by(&atlas, vec![service(STRANGE)]);
    assert_eq!(verdict.follows(), Some(Follows::OtherBranch), "{verdict:?}");
    assert!(ids(&verdict).contains(&"follows-by-service"));
    // The same block between peers is the node's own.
    let peer = vec![
        fact(stated, "ethereum.status.genesis", bytes(genesis), 0),
        fact(Strength::Proven, "ethereum.header.checkpoint", bytes(FRESH), 9),
        fact(Strength::Proven, "ethereum.header.checkpoint_number", Value::Uint(1_000_000), 9),
    ];
    let verdict = judged_by(&atlas, vec![service(FRESH), peer]);
    assert_eq!(verdict.follows(), Some(Follows::Yes));
    assert!(!ids(&verdict).contains(&"follows-by-service"), "{verdict:?}");
}

#[test]
fn two_dialogues_that_show_two_blocks_leave_it_open() {
    let one = shows(MAINNET, 1_000_050, &[(1_000_000, FRESH)]);
    let other = shows(MAINNET, 1_000_050, &[(1_000_000, STRANGE)]);
    let verdict = judged_by(&fresh("bitcoin"), vec![one, other]);
    assert_eq!((verdict.class, verdict.follows()), (Class::Coin, None));
}

#[test]
fn a_developers_chain_stays_local_on_whichever_branch() {
    let mut atlas = Atlas::builtin().clone();
    let head = crate::atlas::FRESH_COLUMNS.join(",");
    let row = format!("bitcoin-regtest,5,{FRESH},fresh,,,r,,r,2026-11-24T10:00:00Z,");
    atlas.add("checkpoints.csv", &format!("{head}\n{row}\n")).expect("a good table");
    let mut facts = shows("fabfb5da", 9, &[(5, STRANGE)]);
    facts.retain(|fact| fact.name != "bitcoin.genesis.hash");
    facts.extend(node("fabfb5da", Some(REGTEST_GENESIS)).pop());
    let verdict = judged_by(&atlas, vec![facts]);
    assert_eq!(verdict.class, Class::Local, "{verdict:?}");
    assert!(verdict.contradictions.is_empty() && !verdict.is_finding());
}

#[test]
fn a_simulator_in_fork_mode_is_not_held_against_the_network() {
    let atlas = fresh("evm:1");
    let stated =
        |name, value| Fact { name, value, strength: Strength::Stated, at: Place::received(0, 4) };
    let bytes = |hex: &str| Value::bytes(hex::decode(hex).expect("hex"));
    let genesis = "d4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3";
    let mut facts = vec![
        stated("ethereum.rpc.genesis", bytes(genesis)),
        stated("ethereum.rpc.chain_id", Value::Uint(1)),
        stated("ethereum.rpc.network_id", Value::Uint(1)),
        stated("ethereum.block.hash", bytes(STRANGE)),
        stated("ethereum.block.number", Value::Uint(1_000_000)),
        stated("ethereum.latest.number", Value::Uint(1_000_003)),
    ];
    let verdict = judged_by(&atlas, vec![facts.clone()]);
    assert_eq!((verdict.class, verdict.follows()), (Class::Ledger, Some(Follows::OtherBranch)));
    facts.push(stated("ethereum.simulator.name", Value::text("anvil")));
    let verdict = judged_by(&atlas, vec![facts]);
    assert_eq!((verdict.class, verdict.follows()), (Class::Local, None));
    assert!(verdict.contradictions.is_empty());
}
