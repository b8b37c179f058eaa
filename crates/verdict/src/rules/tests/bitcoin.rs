//! Networks of the Bitcoin family that share a magic, a genesis block, or both.

use super::*;
use crate::atlas::Network;

/// Networks of one magic, all of them, main networks and test networks first of all.
const SHARED_MAGICS: [(&str, &[&str]); 15] = [
    ("f9beb4d9", &["bitcoin", "bitcore", "defichain"]),
    ("fbc0b6db", &["gamecredits", "litecoin", "monacoin", "reddcoin", "scash-regtest"]),
    ("c0c0c0c0", &["bellscoin", "bellscoin-regtest", "dogecoin"]),
    ("e6e8e9e5", &["emercoin", "peercoin"]),
    ("cdf2c0ef", &["blackcoin-testnet", "gridcoin-testnet", "novacoin-testnet"]),
    ("70352205", &["blackcoin", "gridcoin", "vericoin", "verium"]),
    ("24e92764", &["flux", "ycash", "zcash", "zclassic"]),
    (
        "fa1af9bf",
        &["flux-testnet", "tent-testnet", "ycash-testnet", "zcash-testnet", "zclassic-testnet"],
    ),
    ("cee2caff", &["dash-testnet", "syscoin"]),
    (
        "fcc1b7dc",
        &[
            "axe-regtest",
            "bellscoin-testnet",
            "catcoin",
            "dash-regtest",
            "dogecoin-testnet",
            "neoxa-regtest",
            "raptoreum-regtest",
            "stakecubecoin-regtest",
        ],
    ),
    (
        "0b110907",
        &[
            "bitcoin-testnet",
            "bitgesell-testnet",
            "defichain-testnet",
            "gamecredits-testnet",
            "groestlcoin-testnet",
            "terracoin-testnet",
        ],
    ),
    ("e3e1f3e8", &["bitcoin-cash", "bitcoin-sv", "ecash", "radiant"]),
    ("161c1412", &["bitcoin-simnet", "decred-simnet"]),
    ("a1cf7eac", &["blocknet-regtest", "colossusxt-regtest", "divi-regtest", "pivx-regtest"]),
    (
        "1c163f28",
        &["bitcoin-testnet4", "groestlcoin-testnet4", "namecoin-testnet4", "xaya-testnet4"],
    ),
];

fn rows() -> impl Iterator<Item = &'static Network> {
    Atlas::builtin().networks().filter(|row| row.family == "bitcoin")
}

fn row(key: &str) -> &'static Network {
    Atlas::builtin().network(key).unwrap_or_else(|| panic!("{key} is listed"))
}

/// The facts of a node with the marks of a network.
fn of(network: &Network) -> Vec<Fact> {
    let hex = |bytes: &[u8]| hex::encode(bytes);
    node(
        &network.magic.map(|magic| hex(&magic)).expect("a magic"),
        network.genesis.map(|genesis| hex(&genesis)).as_deref(),
    )
}

/// The same, that showed the header of a block.
fn showing(
    mut facts: Vec<Fact>,
    name: &'static str,
    hash: [u8; 32],
    strength: Strength,
) -> Vec<Fact> {
    facts.push(Fact { name, value: Value::bytes(hash), strength, at: Place::received(500, 80) });
    facts
}

fn proven(facts: Vec<Fact>, hash: [u8; 32]) -> Verdict {
    judged(vec![showing(facts, "bitcoin.header.checkpoint", hash, Strength::Proven)])
}

fn sorted(mut candidates: Vec<String>) -> Vec<String> {
    candidates.sort_unstable();
    candidates
}

/// The first and the last block that a network alone has.
fn own_blocks(key: &str) -> Vec<[u8; 32]> {
    let mut own: Vec<_> =
        Atlas::builtin().checkpoints(key).filter(|known| known.unique == Some(true)).collect();
    own.sort_by_key(|known| known.height);
    own.first().into_iter().chain(own.last()).map(|known| known.hash).collect()
}

#[test]
fn a_shared_magic_alone_names_all_that_have_it() {
    for (magic, networks) in SHARED_MAGICS {
        let verdict = judged(vec![node(magic, None)]);
        let named = match &verdict.network {
            Some(only) => vec![only.clone()],
            None => sorted(verdict.candidates.clone()),
        };
        assert_eq!(named, networks, "{magic}");
        let mut classes = networks.iter().map(|key| row(key).class());
        let first = classes.next().expect("one");
        let expected = if classes.all(|class| class == first) { first } else { Class::Ledger };
        assert_eq!(verdict.class, expected, "{magic}");
        assert!(verdict.strength <= Some(Strength::Stated));
    }
}

#[test]
fn every_network_is_told_apart_by_its_genesis_block_as_far_as_it_can_be() {
    for network in rows().filter(|row| row.genesis.is_some()) {
        let same: Vec<String> = rows()
            .filter(|other| (other.magic, other.genesis) == (network.magic, network.genesis))
            .map(|other| other.key.clone())
            .collect();
        let verdict = judged(vec![of(network)]);
        assert!(verdict.contradictions.is_empty(), "{}", network.key);
        match same.as_slice() {
            [only] => assert_eq!(verdict.network.as_ref(), Some(only), "{}", network.key),
            several => assert_eq!(sorted(verdict.candidates.clone()), several, "{}", network.key),
        }
        let agree = same.iter().all(|key| row(key).class() == network.class());
        let expected = if agree { network.class() } else { Class::Ledger };
        assert_eq!(verdict.class, expected, "{}", network.key);
        assert_eq!(verdict.strength, Some(Strength::Stated), "{}", network.key);
    }
}

#[test]
fn a_block_that_one_network_alone_has_proves_it_under_every_shared_mark() {
    let mut checked = 0;
    for network in rows().filter(|row| !row.kind.is_local()) {
        for hash in own_blocks(&network.key) {
            let verdict = proven(of(network), hash);
            assert_eq!(verdict.network.as_deref(), Some(network.key.as_str()));
            assert_eq!(verdict.strength, Some(Strength::Proven), "{}", network.key);
            assert_eq!(verdict.class, network.class(), "{}", network.key);
            assert!(verdict.contradictions.is_empty(), "{}", network.key);
            assert!(!ids(&verdict).contains(&"why-stated-not-proven"), "{}", network.key);
            checked += 1;
        }
    }
    assert!(checked > 200, "{checked}");
}

#[test]
fn networks_of_one_magic_and_genesis_are_told_apart_by_the_first_block_after_the_split() {
    let cash = row("bitcoin-cash");
    for key in ["bitcoin-cash", "bitcoin-sv", "ecash"] {
        let mut splits = Atlas::builtin()
            .checkpoints(key)
            .filter(|known| known.kind == "fork_first_block" && known.unique == Some(true));
        let split = splits.next().unwrap_or_else(|| panic!("{key} has a first block"));
        assert_eq!(proven(of(cash), split.hash).network.as_deref(), Some(key));
    }
    for key in ["zcash", "ycash"] {
        let verdict = proven(of(row("zcash")), own_blocks(key)[0]);
        assert_eq!(verdict.network.as_deref(), Some(key));
    }
}

#[test]
fn a_block_that_several_have_narrows_and_is_no_proof() {
    // Block 556767 of Bitcoin Cash, which eCash has and Bitcoin SV has not.
    let mut split = Atlas::builtin()
        .checkpoints("bitcoin-cash")
        .filter(|known| known.height == Some(556_767) && known.unique == Some(false));
    let verdict = proven(of(row("bitcoin-cash")), split.next().expect("listed").hash);
    assert_eq!(sorted(verdict.candidates.clone()), ["bitcoin-cash", "ecash"]);
    assert_eq!((verdict.class, verdict.strength), (Class::Coin, Some(Strength::Stated)));
    // The last block that all have in common.
    let mut common = Atlas::builtin()
        .checkpoints("ecash")
        .filter(|known| known.kind == "fork_last_common_block");
    let verdict = proven(of(row("bitcoin-cash")), common.next().expect("listed").hash);
    assert_eq!(sorted(verdict.candidates.clone()), ["bitcoin-cash", "bitcoin-sv", "ecash"]);
    assert_eq!(verdict.strength, Some(Strength::Stated));
}

#[test]
fn a_block_of_a_sibling_under_another_magic_is_a_contradiction() {
    for (marks, blocks) in [
        ("bitcoin", "bitcoin-cash"),
        ("bitcoin", "bitcoin-gold"),
        ("bitcoin-cash", "bitcoin"),
        ("litecoin", "feathercoin"),
        ("litecoin", "litecoin-cash"),
        ("dogecoin", "dingocoin"),
        ("zclassic", "horizen"),
        ("zcash", "flux"),
        ("peercoin", "emercoin"),
    ] {
        let hash = own_blocks(blocks)[0];
        for name in ["bitcoin.header.other", "bitcoin.header.checkpoint"] {
            let facts = showing(of(row(marks)), name, hash, Strength::Stated);
            let verdict = judged(vec![facts]);
            assert_eq!(verdict.class, Class::Ledger, "{marks} with a block of {blocks}");
            assert_eq!(verdict.contradictions.len(), 1, "{marks} with a block of {blocks}");
            assert_eq!(verdict.network, None);
        }
    }
    // One that nobody lists says nothing.
    let facts = showing(of(row("bitcoin")), "bitcoin.header.other", [7; 32], Strength::Stated);
    assert_eq!(judged(vec![facts]).network.as_deref(), Some("bitcoin"));
}

#[test]
fn easy_work_under_the_marks_of_a_network_is_a_contradiction() {
    let easy = |value| {
        let mut facts = of(row("bitcoin"));
        let (name, strength) = ("bitcoin.headers.easy", Strength::Stated);
        let at = Place::received(700, 80);
        facts.push(Fact { name, value: Value::Bool(value), strength, at });
        judged(vec![facts])
    };
    let verdict = easy(true);
    assert_eq!((verdict.class, verdict.network.as_deref()), (Class::Ledger, None));
    assert_eq!(verdict.candidates, ["bitcoin"]);
    assert_eq!(verdict.contradictions[0].other.id, "contradiction-easy-work");
    assert!(verdict.is_finding(), "one side is a coin");
    assert_eq!(easy(false).network.as_deref(), Some("bitcoin"));
}

#[test]
fn the_public_test_networks_and_the_private_ones_come_out_right() {
    for key in ["bitcoin-testnet", "bitcoin-testnet4", "bitcoin-signet"] {
        let verdict = judged(vec![of(row(key))]);
        assert_eq!((verdict.class, verdict.network.as_deref()), (Class::Coin, Some(key)));
        assert_eq!(verdict.testnet, Some(true), "{key}");
        let verdict = proven(of(row(key)), own_blocks(key)[0]);
        assert_eq!((verdict.network.as_deref(), verdict.testnet), (Some(key), Some(true)));
        assert_eq!(verdict.strength, Some(Strength::Proven));
    }
    // Testnet3's genesis block and early history are also those of the test networks of Bitcoin
    // Cash, Bitcoin SV and eCash, under a magic of their own.
    let regtests: Vec<&Network> = rows().filter(|row| row.kind.is_local()).collect();
    assert!(regtests.len() > 60, "{}", regtests.len());
    for network in regtests.into_iter().filter(|row| row.genesis.is_some()) {
        let verdict = judged(vec![of(network)]);
        let shared = rows().any(|other| {
            (other.magic, other.genesis) == (network.magic, network.genesis)
                && !other.kind.is_local()
        });
        let expected = if shared { Class::Ledger } else { Class::Local };
        assert_eq!(verdict.class, expected, "{}", network.key);
    }
}

#[test]
fn main_networks_with_the_magic_of_regtests_are_told_from_them() {
    for key in ["vertcoin", "scash", "liquidv1"] {
        let verdict = judged(vec![of(row(key))]);
        assert_eq!((verdict.class, verdict.network.as_deref()), (Class::Coin, Some(key)));
    }
    // A private chain of Elements under Liquid's magic has a genesis block of its own.
    let own = "11".repeat(32);
    let verdict = judged(vec![node("fabfb5da", Some(&own))]);
    assert_eq!(verdict.class, Class::Local);
    assert!(verdict.candidates.contains(&"liquidv1test".to_owned()), "{:?}", verdict.candidates);
    assert!(!verdict.candidates.contains(&"liquidv1".to_owned()));
}

#[test]
fn a_single_bit_of_a_magic_is_another_network() {
    for (key, other) in [("pivx", "phore"), ("phore", "pivx")] {
        let verdict = judged(vec![of(row(key))]);
        assert_eq!(verdict.network.as_deref(), Some(key));
        let mixed = Network { genesis: row(other).genesis, ..row(key).clone() };
        assert!(!judged(vec![of(&mixed)]).contradictions.is_empty());
    }
}

#[test]
fn dogecoins_magic_on_bitcoins_genesis_block_is_a_contradiction() {
    let verdict = judged(vec![node("c0c0c0c0", Some(BITCOIN_GENESIS))]);
    assert_eq!((verdict.class, verdict.contradictions.len()), (Class::Ledger, 1));
}

#[test]
fn what_cannot_be_separated_is_a_ledger_with_candidates() {
    // Bellscoin's regtest has the magic and the genesis block of the coin itself.
    let verdict = judged(vec![of(row("bellscoin"))]);
    assert_eq!((verdict.class, verdict.network.as_deref()), (Class::Ledger, None));
    assert_eq!(sorted(verdict.candidates), ["bellscoin", "bellscoin-regtest"]);
}

#[test]
fn the_reason_why_it_is_no_proof_is_said() {
    for (key, reason) in [
        ("bitcoin", "why-block-not-shown"),
        ("dash", "why-block-not-recomputed"),
        ("evrmore", "why-no-block-listed"),
    ] {
        let verdict = judged(vec![of(row(key))]);
        assert!(ids(&verdict).contains(&reason), "{key}: {:?}", ids(&verdict));
    }
    let verdict = proven(of(row("bitcoin")), own_blocks("bitcoin")[0]);
    assert_eq!(ids(&verdict), ["verdict-coin", "why-history-only"]);
}
