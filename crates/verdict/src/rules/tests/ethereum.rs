//! Networks of Ethereum's family: the same software, ports and ids in public coin networks,
//! developers' toys and consortia.

mod collisions;
mod developers;
mod membership;

use super::*;

const MAINNET: &str = "d4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3";
const SEPOLIA: &str = "25a5cc106eea7138acab33231d7160d69cb777ee0c2c553fcddf5138993e6dd9";
/// A genesis block that nobody lists.
const FOREIGN: &str = "1111111111111111111111111111111111111111111111111111111111111111";

/// Rows as the built-in ones are written, over facts made for these tests.
const ROWS: &str = r#"
[[fingerprint]]
id = "status"
all = [{ fact = "ethereum.status.genesis", present = true }]
claim = { layer = "ledger", platform = "ethereum", class = "ledger" }
network = { family = "ethereum", genesis = "ethereum.status.genesis", network_id = "ethereum.status.network_id", fork_id = "ethereum.status.fork_hash", fork_next = "ethereum.status.fork_next" }
en = "e"
zh = "z"
source = "s"
matches = ["a/b"]
near_misses = ["a/c"]

[[fingerprint]]
id = "rpc"
all = [{ fact = "ethereum.rpc.client", present = true }]
claim = { layer = "ledger", platform = "ethereum", class = "ledger" }
network = { family = "ethereum", genesis = "ethereum.rpc.genesis", chain_id = "ethereum.rpc.chain_id", network_id = "ethereum.rpc.network_id" }
en = "e"
zh = "z"
source = "s"
matches = ["a/b"]
near_misses = ["a/c"]

[[fingerprint]]
id = "numbers"
any = [
    { fact = "ethereum.rpc.chain_id", present = true },
    { fact = "ethereum.enr.fork_hash", present = true },
]
claim = { layer = "ledger" }
network = { family = "ethereum", chain_id = "ethereum.rpc.chain_id", fork_id = "ethereum.enr.fork_hash" }
en = "e"
zh = "z"
source = "s"
matches = ["a/b"]
near_misses = ["a/c"]

[[fingerprint]]
id = "header"
all = [{ fact = "ethereum.header.hash", present = true }]
claim = { layer = "ledger", platform = "ethereum" }
network = { family = "ethereum", checkpoint = "ethereum.header.hash" }
en = "e"
zh = "z"
source = "s"
matches = ["a/b"]
near_misses = ["a/c"]

[[fingerprint]]
id = "simulator"
all = [{ fact = "ethereum.rpc.client", prefix = "anvil/" }]
claim = { layer = "ledger", platform = "anvil", class = "local" }
en = "e"
zh = "z"
source = "s"
matches = ["a/b"]
near_misses = ["a/c"]

[[fingerprint]]
id = "made-for-developers"
all = [{ fact = "ethereum.rpc.made_for_developers", present = true }]
claim = { layer = "ledger", leans = "local" }
en = "e"
zh = "z"
source = "s"
matches = ["a/b"]
near_misses = ["a/c"]

[[fingerprint]]
id = "sign-validators"
all = [{ fact = "ethereum.rpc.validators", present = true }]
claim = { layer = "ledger", leans = "permissioned" }
en = "e"
zh = "z"
source = "s"
matches = ["a/b"]
near_misses = ["a/c"]

[[fingerprint]]
id = "sign-permissioning"
all = [{ fact = "ethereum.rpc.permissioning", present = true }]
claim = { layer = "ledger", leans = "permissioned" }
en = "e"
zh = "z"
source = "s"
matches = ["a/b"]
near_misses = ["a/c"]
"#;

fn stated(name: &'static str, value: Value) -> Fact {
    Fact { name, value, strength: Strength::Stated, at: Place::received(0, 4) }
}

fn bytes(hex: &str) -> Value {
    Value::bytes(hex::decode(hex).expect("hex"))
}

/// What a peer says in `Status`.
fn status(genesis: &str, network_id: u128, fork: &str, next: u128) -> Vec<Fact> {
    vec![
        stated("ethereum.status.genesis", bytes(genesis)),
        stated("ethereum.status.network_id", Value::Uint(network_id)),
        stated("ethereum.status.fork_hash", bytes(fork)),
        stated("ethereum.status.fork_next", Value::Uint(next)),
    ]
}

/// What an RPC service answers: ids are hints, the genesis block is stated.
fn rpc(genesis: Option<&str>, chain_id: Option<u128>, network_id: Option<u128>) -> Vec<Fact> {
    let hinted =
        |name, number| Fact { strength: Strength::Hinted, ..stated(name, Value::Uint(number)) };
    let mut facts = vec![stated("ethereum.rpc.client", Value::text("Geth/v1.13.15/linux"))];
    facts.extend(genesis.map(|hash| stated("ethereum.rpc.genesis", bytes(hash))));
    facts.extend(chain_id.map(|id| hinted("ethereum.rpc.chain_id", id)));
    facts.extend(network_id.map(|id| hinted("ethereum.rpc.network_id", id)));
    facts
}

/// The facts with marks of membership added.
fn with(mut facts: Vec<Fact>, signs: &[&'static str]) -> Vec<Fact> {
    facts.extend(signs.iter().map(|name| stated(name, Value::Bool(true))));
    facts
}

fn judged_by(atlas: &Atlas, dialogues: Vec<Vec<Fact>>) -> Verdict {
    let mut rows = Fingerprints::default();
    rows.add("rows.toml", ROWS).expect("good rows");
    let mut facts = Facts::new();
    for (number, dialogue) in dialogues.into_iter().enumerate() {
        facts.add_dialogue(number as u16, dialogue);
    }
    judge(&facts, &rows, atlas)
}

fn judged(dialogues: Vec<Vec<Fact>>) -> Verdict {
    judged_by(Atlas::builtin(), dialogues)
}

/// The class, the network and whether it is for tests.
fn said(verdict: &Verdict) -> (Class, Option<&str>, Option<bool>) {
    (verdict.class, verdict.network.as_deref(), verdict.testnet)
}

/// That ids alone were seen, which point there.
fn assert_hinted(verdict: &Verdict, candidates: &[&str], leans: Option<Class>) {
    assert_eq!(said(verdict), (Class::Ledger, None, None), "{candidates:?}");
    assert_eq!(verdict.candidates, candidates);
    assert_eq!(verdict.leans, leans, "{candidates:?}");
    assert!(!verdict.is_finding(), "{candidates:?}");
    assert_eq!(ids(verdict).contains(&"why-id-alone"), !candidates.is_empty());
}

/// That two sides do not fit together, by the ids of their sentences.
fn assert_torn(verdict: &Verdict, one: &str, other: &str, coin_side: bool) {
    assert_eq!(said(verdict), (Class::Ledger, None, None));
    let [torn] = verdict.contradictions.as_slice() else {
        panic!("one contradiction: {:?}", verdict.contradictions)
    };
    assert_eq!((torn.one.id.as_str(), torn.other.id.as_str()), (one, other));
    assert_eq!((torn.coin_side, verdict.is_finding()), (coin_side, coin_side));
    assert_eq!(ids(verdict)[0], "verdict-ledger-contradiction");
    assert!(!torn.evidence.is_empty());
}

#[test]
fn a_listed_genesis_in_status_names_a_coin() {
    let verdict = judged(vec![status(SEPOLIA, 11155111, "268956b6", 0)]);
    assert_eq!(said(&verdict), (Class::Coin, Some("evm:11155111"), Some(true)));
    assert_eq!(verdict.strength, Some(Strength::Stated));
    assert_eq!(ids(&verdict), ["verdict-coin-testnet", "why-stated-not-proven"]);
}

#[test]
fn every_listed_genesis_with_its_ids_is_its_network() {
    let known = |row: &&crate::atlas::Network| row.family == "ethereum" && row.genesis.is_some();
    let mut tried = 0;
    for row in Atlas::builtin().networks().filter(known) {
        let genesis = hex::encode(row.genesis.expect("known"));
        let verdict = judged(vec![rpc(Some(&genesis), row.chain_id, row.network_id)]);
        assert_eq!(said(&verdict), (row.class(), Some(&*row.key), row.kind.is_testnet()));
        assert!(verdict.is_finding() == (row.class() == Class::Coin), "{}", row.key);
        tried += 1;
    }
    assert_eq!(tried, 113);
}

#[test]
fn an_id_alone_never_names_a_coin() {
    for listed in [vec![rpc(None, Some(137), None)], vec![rpc(None, None, Some(137))]] {
        let verdict = judged(listed);
        assert_hinted(&verdict, &["evm:137"], Some(Class::Coin));
        assert_eq!(verdict.strength, Some(Strength::Stated), "the protocol is certain");
        assert_eq!(ids(&verdict)[0], "verdict-ledger");
    }
    // Avalanche's row does not know its genesis: any may be its own.
    let verdict = judged(vec![rpc(Some(FOREIGN), Some(43114), Some(43114))]);
    assert_hinted(&verdict, &["evm:43114"], Some(Class::Coin));
    // A fork id in a node record.
    let enr =
        Fact { strength: Strength::Hinted, ..stated("ethereum.enr.fork_hash", bytes("268956b6")) };
    let verdict = judged(vec![vec![enr]]);
    assert_eq!((verdict.class, verdict.leans), (Class::Other, None));
}

#[test]
fn a_number_is_no_ledger() {
    // A service that answers 0x1 to everything shows a chain id and nothing else.
    let answer = stated("ethereum.rpc.chain_id", Value::Uint(1));
    let verdict = judged(vec![vec![answer]]);
    assert_eq!((verdict.class, verdict.network), (Class::Other, None));
}

#[test]
fn an_unlisted_genesis_and_id_is_a_ledger_of_unknown_network() {
    let verdict = judged(vec![rpc(Some(FOREIGN), Some(4711), Some(4711))]);
    assert_hinted(&verdict, &[], None);
    assert_eq!(verdict.summary[0].id, "verdict-ledger-unlisted-chain");
    assert!(verdict.summary[0].args.contains(&("id".to_owned(), "4711".to_owned())));
    let verdict = judged(vec![status(FOREIGN, 4711, "deadbeef", 0)]);
    assert_eq!(verdict.summary[0].id, "verdict-ledger-unlisted-network");
    let verdict = judged(vec![vec![stated("ethereum.status.genesis", bytes(FOREIGN))]]);
    assert_eq!(verdict.summary[0].id, "verdict-ledger-unlisted-genesis");
}

#[test]
fn a_chain_id_elsewhere_stays_a_hint_beside_an_unlisted_genesis() {
    let dialogues = vec![status(FOREIGN, 4711, "deadbeef", 0), rpc(None, Some(43114), None)];
    assert_hinted(&judged(dialogues), &["evm:43114"], Some(Class::Coin));
}

#[test]
fn marks_of_two_dialogues_are_not_mixed() {
    let both = judged(vec![status(MAINNET, 1, "07c9462e", 0), rpc(None, Some(61), None)]);
    assert_eq!(said(&both), (Class::Coin, Some("evm:1"), Some(false)), "a hint does not narrow");
    let agreeing =
        judged(vec![status(MAINNET, 1, "fc64ec04", 1150000), rpc(Some(MAINNET), Some(61), None)]);
    assert_eq!(said(&agreeing), (Class::Coin, Some("evm:61"), Some(false)));
    let two = judged(vec![status(MAINNET, 1, "07c9462e", 0), rpc(Some(SEPOLIA), None, None)]);
    assert_torn(&two, "contradiction-network", "contradiction-network", true);
}

#[test]
fn a_fork_id_nobody_lists_is_said() {
    let verdict = judged(vec![status(SEPOLIA, 11155111, "deadbeef", 0)]);
    assert_eq!(said(&verdict), (Class::Coin, Some("evm:11155111"), Some(true)));
    assert!(ids(&verdict).contains(&"why-fork-unknown"));
    let verdict = judged(vec![status(MAINNET, 1, "deadbeef", 0)]);
    assert_eq!(said(&verdict), (Class::Coin, None, Some(false)));
    assert_eq!(verdict.candidates, ["evm:1", "evm:61"]);
}

#[test]
fn a_public_network_of_unknown_purpose_leaves_the_test_flag_open() {
    let genesis = "6afc2eb01956dfe192dc4cd065efdf6c3c80448776ca367a7246d279e228ff0a";
    let verdict = judged(vec![rpc(Some(genesis), Some(20), Some(20))]);
    assert_eq!(said(&verdict), (Class::Coin, Some("evm:20"), None));
    assert!(ids(&verdict).contains(&"why-testnet-unknown"));
}

#[test]
fn a_block_that_only_one_network_has_proves_it() {
    let proven = |hash: &str| Fact {
        strength: Strength::Proven,
        ..stated("ethereum.header.hash", bytes(hash))
    };
    // Ethereum Classic at 1920000, where it parted from Ethereum.
    let classic = "94365e3a8c0b35089c1d1195081fe7489b528a84b22199c916180db8b28ade7f";
    let verdict = judged(vec![with(status(MAINNET, 1, "be46d57c", 0), &[]), vec![proven(classic)]]);
    assert_eq!(said(&verdict), (Class::Coin, Some("evm:61"), Some(false)));
    assert_eq!(verdict.strength, Some(Strength::Proven));
    // The last block before it is shared: it proves the common history only.
    let common = "a218e2c611f21232d857e3c8cecdcdf1f65f25a4477f98f6f47e4063807f2308";
    let verdict = judged(vec![vec![proven(common)]]);
    assert_eq!((verdict.class, verdict.network.as_deref()), (Class::Coin, None));
    assert_eq!(verdict.strength, Some(Strength::Stated));
    assert!(verdict.candidates.contains(&"evm:1".to_owned()));
    assert!(verdict.candidates.contains(&"evm:61".to_owned()));
    // A block of which it is not known who else has it.
    let perhaps = "733567d023d25b9005fb1bc6c6027e6b3e97890db987c90219d9eaf01e9d3f49";
    let verdict = judged(vec![vec![proven(perhaps)]]);
    assert_eq!(said(&verdict), (Class::Coin, Some("evm:1"), Some(false)));
    assert_eq!(verdict.strength, Some(Strength::Stated));
    // A block that no row has says nothing.
    let verdict = judged(vec![vec![proven(FOREIGN)]]);
    assert_eq!((verdict.class, verdict.candidates.len()), (Class::Other, 0));
}

#[test]
fn a_lookup_without_a_mark_is_refused() {
    for marks in ["", ", fork_next = \"ethereum.status.fork_next\""] {
        let text = ROWS.replacen(", checkpoint = \"ethereum.header.hash\"", marks, 1);
        let error = Fingerprints::default().add("x.toml", &text).expect_err("nothing to find by");
        assert_eq!(error.wrong.id, "data-fingerprint-no-mark");
    }
}
