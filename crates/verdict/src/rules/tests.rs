//! The rules, each on facts made for it.

mod bitcoin;
mod ethereum;
mod follows;

use super::*;
use crate::claim::{Mark, Pointing};
use crate::fact::{Fact, Place, Value};
use crate::verdict::Access;

const MAINNET: &str = "f9beb4d9";
const BITCOIN_GENESIS: &str = "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f";
const REGTEST_GENESIS: &str = "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206";
const SIGNET_GENESIS: &str = "00000008819873e925422c1ff0f99f7cc9bbb232af63a077a480a3633bee1ef6";

/// The facts of one handshake of the Bitcoin family, by a full node.
fn node(magic: &str, genesis: Option<&str>) -> Vec<Fact> {
    let stated =
        |name, value| Fact { name, value, strength: Strength::Stated, at: Place::received(0, 4) };
    let bytes = |hex: &str| Value::bytes(hex::decode(hex).expect("hex"));
    let mut facts = vec![
        stated("bitcoin.handshake.magic", bytes(magic)),
        stated("bitcoin.version.full", Value::Bool(true)),
        stated("bitcoin.version.agent", Value::text("/Satoshi:27.0.0/")),
    ];
    facts.extend(genesis.map(|hash| stated("bitcoin.genesis.hash", bytes(hash))));
    facts
}

fn judged(dialogues: Vec<Vec<Fact>>) -> Verdict {
    let mut facts = Facts::new();
    for (number, dialogue) in dialogues.into_iter().enumerate() {
        facts.add_dialogue(number as u16, dialogue);
    }
    judge(&facts, Fingerprints::builtin(), Atlas::builtin())
}

fn ids(verdict: &Verdict) -> Vec<&str> {
    verdict.summary.iter().map(|sentence| sentence.id.as_str()).collect()
}

#[test]
fn nothing_learnt_is_silent_and_an_unknown_answer_is_other() {
    let silent = judged(vec![]);
    assert_eq!((silent.class, silent.strength), (Class::Silent, None));
    let fact = Fact {
        name: "greeting.first.bytes",
        value: Value::bytes([1, 2, 3]),
        strength: Strength::Hinted,
        at: Place::received(0, 3),
    };
    assert_eq!(judged(vec![vec![fact]]).class, Class::Other);
}

#[test]
fn magic_and_genesis_of_one_row_name_a_coin() {
    let verdict = judged(vec![node(MAINNET, Some(BITCOIN_GENESIS))]);
    assert_eq!(verdict.class, Class::Coin);
    assert_eq!(verdict.network.as_deref(), Some("bitcoin"));
    assert_eq!(verdict.testnet, Some(false));
    assert_eq!(verdict.strength, Some(Strength::Stated));
    assert_eq!(verdict.roles, [Role::FullNode]);
    assert!(verdict.is_finding());
    let reasons =
        ["verdict-coin", "why-stated-not-proven", "why-block-not-shown", "why-history-only"];
    assert_eq!(ids(&verdict), reasons);
}

#[test]
fn rows_that_share_magic_and_genesis_keep_the_class_they_agree_on() {
    let verdict = judged(vec![node("e3e1f3e8", Some(BITCOIN_GENESIS))]);
    assert_eq!((verdict.class, verdict.network.as_deref()), (Class::Coin, None));
    assert_eq!(verdict.candidates, ["bitcoin-cash", "bitcoin-sv", "ecash"]);
    let regtest = judged(vec![node("fabfb5da", Some(REGTEST_GENESIS))]);
    assert_eq!(regtest.class, Class::Local);
    assert!(regtest.candidates.contains(&"bitcoin-regtest".to_owned()));
    assert!(!regtest.is_finding());
}

#[test]
fn rows_of_different_kinds_leave_the_class_open() {
    // Three main networks and thirty regtests use this magic; without a genesis it stays open.
    let verdict = judged(vec![node("fabfb5da", None)]);
    assert_eq!((verdict.class, verdict.network.as_deref()), (Class::Ledger, None));
    assert!(verdict.candidates.contains(&"vertcoin".to_owned()));
    assert!(ids(&verdict).contains(&"why-candidates-disagree"));
    assert!(ids(&verdict).contains(&"why-genesis-not-shown"));
}

#[test]
fn a_magic_alone_names_a_coin_where_all_its_rows_are_coins() {
    let verdict = judged(vec![node("fbc0b6db", None)]);
    // scash-regtest shares Litecoin's magic.
    assert_eq!(verdict.class, Class::Ledger);
    let verdict = judged(vec![node("bf0c6bbd", None)]);
    assert_eq!((verdict.class, verdict.network.as_deref()), (Class::Coin, Some("dash")));
    assert!(ids(&verdict).contains(&"why-genesis-not-shown"));
}

#[test]
fn an_unknown_magic_is_a_ledger_of_unknown_network() {
    let verdict = judged(vec![node("0badf00d", None)]);
    assert_eq!(verdict.class, Class::Ledger);
    assert_eq!(verdict.summary[0].id, "verdict-ledger-unlisted");
    assert!(verdict.summary[0].args.contains(&("id".to_owned(), "0badf00d".to_owned())));
    assert!(!verdict.is_finding());
}

#[test]
fn a_listed_magic_on_a_foreign_genesis_is_a_contradiction() {
    let foreign = "11".repeat(32);
    let verdict = judged(vec![node(MAINNET, Some(&foreign))]);
    assert_eq!((verdict.class, verdict.network.as_deref()), (Class::Ledger, None));
    let [contradiction] = verdict.contradictions.as_slice() else { panic!("one contradiction") };
    assert_eq!(contradiction.one.id, "contradiction-id");
    assert_eq!(contradiction.other.id, "contradiction-foreign-genesis");
    assert!(contradiction.coin_side && verdict.is_finding());
    assert!(!contradiction.evidence.is_empty());
}

#[test]
fn a_listed_genesis_under_an_unlisted_magic_is_a_contradiction() {
    let verdict = judged(vec![node("0badf00d", Some(BITCOIN_GENESIS))]);
    assert_eq!(verdict.class, Class::Ledger);
    assert_eq!(verdict.contradictions[0].one.id, "contradiction-unlisted-id");
    assert!(verdict.candidates.contains(&"bitcoin".to_owned()));
}

#[test]
fn a_signet_of_ones_own_is_local_and_the_public_one_a_test_network() {
    let own = judged(vec![node("0badf00d", Some(SIGNET_GENESIS))]);
    assert_eq!((own.class, own.contradictions.len()), (Class::Local, 0));
    assert_eq!(own.summary[0].id, "verdict-local-custom-signet");
    let public = judged(vec![node("0a03cf40", Some(SIGNET_GENESIS))]);
    assert_eq!((public.class, public.testnet), (Class::Coin, Some(true)));
    assert_eq!(public.network.as_deref(), Some("bitcoin-signet"));
}

#[test]
fn a_developers_magic_with_a_genesis_of_its_own_leans_local() {
    // Bitcoin Cash's regtest magic with a genesis block nobody lists.
    let verdict = judged(vec![node("dab5bffa", Some(&"22".repeat(32)))]);
    assert_eq!(verdict.contradictions.len(), 0);
    assert_eq!(verdict.class, Class::Ledger);
    assert_eq!(verdict.leans, Some(Class::Local));
}

#[test]
fn two_networks_at_one_endpoint_are_a_contradiction() {
    let litecoin = "12a765e31ffd4059bada1e25190f6e98c99d9714d334efa41a195a7e7e04bfe2";
    let verdict =
        judged(vec![node(MAINNET, Some(BITCOIN_GENESIS)), node("fbc0b6db", Some(litecoin))]);
    assert_eq!((verdict.class, verdict.network.as_deref()), (Class::Ledger, None));
    assert_eq!(verdict.contradictions[0].one.id, "contradiction-network");
    assert_eq!(verdict.candidates, ["bitcoin", "litecoin"]);
}

#[test]
fn a_hint_never_makes_a_coin() {
    let mut facts = node(MAINNET, Some(BITCOIN_GENESIS));
    facts.iter_mut().for_each(|fact| fact.strength = Strength::Hinted);
    let verdict = judged(vec![facts]);
    assert_eq!((verdict.class, verdict.leans), (Class::Ledger, Some(Class::Coin)));
    assert!(!verdict.is_finding());
}

/// A claim of the ledger layer that points to no network.
fn claim(id: &str, class: Option<Class>, leans: Option<Class>, strength: Strength) -> Claim {
    Claim {
        fingerprint: id.to_owned(),
        layer: Layer::Ledger,
        platform: Some("test".to_owned()),
        pointing: Pointing::Nowhere,
        class,
        leans,
        access: Some(Access::Members),
        roles: Vec::new(),
        mining: Mining::NotSeen,
        software: None,
        strength,
        evidence: Vec::new(),
    }
}

/// A pointing to networks whose genesis block was shown.
fn listed(keys: &[&str]) -> Pointing {
    Pointing::Networks {
        keys: keys.iter().map(|key| (*key).to_owned()).collect(),
        mark: Mark::Genesis,
        unknown_fork: None,
    }
}

fn folded(claims: &[Claim]) -> Verdict {
    fold(&Facts::new(), claims, Atlas::builtin())
}

#[test]
fn permissioned_needs_the_own_protocol_stated_or_two_signs() {
    let own = claim("own", Some(Class::Permissioned), None, Strength::Stated);
    let verdict = folded(std::slice::from_ref(&own));
    assert_eq!((verdict.class, verdict.access), (Class::Permissioned, Some(Access::Members)));

    let hinted = claim("own", Some(Class::Permissioned), None, Strength::Hinted);
    assert_eq!(folded(&[hinted]).class, Class::Ledger);

    let sign = |id| claim(id, None, Some(Class::Permissioned), Strength::Hinted);
    let one = folded(&[sign("a")]);
    assert_eq!((one.class, one.leans), (Class::Other, Some(Class::Permissioned)));
    assert_eq!(one.access, None);
    assert_eq!(folded(&[sign("a"), sign("b")]).class, Class::Permissioned);
}

#[test]
fn two_signs_of_membership_do_not_outweigh_a_listed_network() {
    let sign = |id| claim(id, None, Some(Class::Permissioned), Strength::Stated);
    let mut public = claim("net", None, None, Strength::Stated);
    public.pointing = listed(&["bitcoin"]);
    assert_eq!(folded(&[sign("a"), sign("b"), public]).class, Class::Coin);
}

#[test]
fn a_simulators_marks_beat_history() {
    let mut history = claim("history", None, None, Strength::Stated);
    history.pointing = listed(&["bitcoin"]);
    let simulator = claim("simulator", Some(Class::Local), None, Strength::Stated);
    assert_eq!(folded(&[history, simulator]).class, Class::Local);
}

#[test]
fn mining_is_judged_apart_from_class() {
    let mut job = claim("job", None, None, Strength::Stated);
    job.layer = Layer::Mining;
    job.mining = Mining::Confirmed;
    let banner = claim("banner", Some(Class::Permissioned), None, Strength::Stated);
    let verdict = folded(&[job, banner]);
    assert_eq!((verdict.class, verdict.mining), (Class::Permissioned, Mining::Confirmed));
    assert!(verdict.is_finding());
    assert_eq!(verdict.mining_detail.len(), 1);
}

#[test]
fn a_mining_fact_alone_gives_coin_when_it_is_stated() {
    let mut job = claim("job", Some(Class::Coin), None, Strength::Stated);
    job.layer = Layer::Mining;
    job.mining = Mining::Confirmed;
    assert_eq!(folded(std::slice::from_ref(&job)).class, Class::Coin);
    job.strength = Strength::Hinted;
    assert_ne!(folded(&[job]).class, Class::Coin);
}

#[test]
fn a_host_shows_the_gravest_and_whether_it_is_mixed() {
    let coin = judged(vec![node(MAINNET, Some(BITCOIN_GENESIS))]);
    let local = judged(vec![node("fabfb5da", Some(REGTEST_GENESIS))]);
    let silent = judged(vec![]);
    let host = judge_host([&silent, &local, &coin]);
    assert_eq!((host.gravest, host.mixed), (Class::Coin, true));
    assert_eq!(host.networks, ["bitcoin"]);
    let host = judge_host([&silent, &coin]);
    assert!(!host.mixed);
}
