//! Relatives of Bitcoin with frames or headers of their own, from the recording to the verdict.

use std::fs;
use std::path::Path;

use coinsift_protocols::{facts, text};
use coinsift_verdict::{Atlas, Class, Fingerprints, Strength, Verdict, judge, verdict::Mining};

fn judged(name: &str) -> Verdict {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/transcripts");
    let path = folder.join(format!("{name}.txt"));
    let written = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    let recording = text::parse(&written).unwrap_or_else(|error| panic!("{name}: {error}"));
    judge(&facts(&[recording.transcript]), Fingerprints::builtin(), Atlas::builtin())
}

#[test]
fn multichain_is_judged_by_what_its_parameters_allow() {
    for (name, class, leans) in [
        ("bitcoin/built-multichain-closed", Class::Permissioned, None),
        ("bitcoin/built-multichain-admitted", Class::Permissioned, None),
        ("bitcoin/built-multichain-open", Class::Ledger, Some(Class::Coin)),
    ] {
        let verdict = judged(name);
        assert_eq!((verdict.class, verdict.leans), (class, leans), "{name}");
        assert_eq!(verdict.platform.as_deref(), Some("multichain"), "{name}");
        assert_eq!(verdict.strength, Some(Strength::Stated), "{name}");
        assert_eq!(verdict.network, None, "{name}");
    }
    let service = judged("http/built-multichain-rpc");
    assert_eq!((service.class, service.leans), (Class::Ledger, Some(Class::Permissioned)));
    assert_eq!(service.strength, Some(Strength::Hinted), "a header is anybody's");
}

#[test]
fn other_checksums_lead_to_their_networks() {
    for (name, network) in
        [("bitcoin/built-decred", "decred"), ("bitcoin/built-groestlcoin", "groestlcoin")]
    {
        let verdict = judged(name);
        assert_eq!((verdict.class, verdict.network.as_deref()), (Class::Coin, Some(network)));
        assert_eq!(verdict.strength, Some(Strength::Stated), "a genesis block proves nothing");
        assert!(verdict.contradictions.is_empty(), "{name}");
    }
}

/// btcd's simulated network and dcrd's have one magic; btcd's genesis block is known.
#[test]
fn the_simulated_networks_of_bitcoin_and_decred_are_told_apart() {
    let decred = judged("bitcoin/built-decred-simnet");
    assert_eq!(decred.class, Class::Local);
    assert_eq!(decred.network.as_deref(), Some("decred-simnet"));
    let bitcoin = judged("bitcoin/btcd-simnet-mined-p2p");
    assert_eq!((bitcoin.class, bitcoin.network.as_deref()), (Class::Local, Some("bitcoin-simnet")));
}

/// Bitcoin Cash, Bitcoin SV and eCash share magic and genesis block: a node without blocks is a
/// coin of one of the three, and the block after the split tells which.
#[test]
fn the_cash_family_is_one_of_three_until_a_block_tells() {
    let empty = judged("bitcoin/bitcoin-sv-mainnet-p2p");
    assert_eq!((empty.class, empty.network.as_deref()), (Class::Coin, None));
    for network in ["bitcoin-cash", "bitcoin-sv", "ecash"] {
        assert!(empty.candidates.iter().any(|known| known == network), "{network}");
    }
    let told = judged("bitcoin/lab-proof-bitcoin-sv");
    assert_eq!(
        (told.network.as_deref(), told.strength),
        (Some("bitcoin-sv"), Some(Strength::Proven))
    );
}

#[test]
fn signed_blocks_are_no_coin_by_themselves() {
    let tapyrus = judged("bitcoin/built-tapyrus");
    assert_eq!((tapyrus.class, tapyrus.network.as_deref()), (Class::Permissioned, Some("tapyrus")));
    for name in ["bitcoin/built-elements", "bitcoin/built-elements-dynamic"] {
        let verdict = judged(name);
        // Liquid's magic and port, another first block: a chain of somebody's own.
        assert_ne!(verdict.network.as_deref(), Some("liquidv1"), "{name}");
        assert_ne!(verdict.class, Class::Coin, "{name}");
    }
}

#[test]
fn an_outdated_number_is_a_refusal_in_the_family_and_names_candidates() {
    let verdict = judged("bitcoin/built-zcash-obsolete");
    assert_eq!((verdict.class, verdict.strength), (Class::Ledger, Some(Strength::Hinted)));
    assert_eq!(verdict.leans, Some(Class::Coin));
    let shown = verdict.evidence.iter().any(|shown| shown.fingerprint == "bitcoin-number-obsolete");
    assert!(shown, "{:?}", verdict.evidence);
}

#[test]
fn a_template_is_a_sign_of_mining_and_no_proof() {
    let asked = judged("bitcoin/litecoind-regtest-gateway-mined-rpc");
    assert_eq!((asked.class, asked.mining), (Class::Local, Mining::Indicated));
    assert_eq!(judged("bitcoin/rpc-litecoind-gateway").mining, Mining::NotSeen);
    assert_eq!(judged("bitcoin/built-own-miner-rpc").mining, Mining::Indicated);
    assert_eq!(judged("bitcoin/rpc-bcoin-regtest").mining, Mining::NotSeen);
}
