//! Declarations beside recordings of real and hand-made nodes: exactly the expected outcomes.

use super::*;
use crate::table::Look;

const MAINNET: &str = "d4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3";
const CLIQUE: &str = "ca49cf9ddc57125160eb70d31b84e8c9ba13c75ac2860adc77568fc66bcdda56";

/// One project with one endpoint beside a recording.
fn one(class: &str, platform: &str, more: (&str, &str, &str), recording: &str) -> EndpointChecked {
    let (network, chain_id, genesis) = more;
    let registry = registry(&format!(
        "filing,name,class,platform,network,chain id,endpoints,genesis\n\
         P-1,One,{class},{platform},{network},{chain_id},192.0.2.1:8545,{genesis}\n"
    ));
    let observation = observation([("192.0.2.1:8545", recording)]);
    let mut checked = reconcile(&registry, &observation, Vec::new());
    assert_eq!(checked.projects[0].endpoints.len(), 1);
    let endpoint = checked.projects[0].endpoints.remove(0);
    assert_eq!(checked.projects[0].outcome, Some(endpoint.outcome));
    endpoint
}

#[test]
fn declarations_beside_recordings() {
    use Outcome::{Conforms, Deviates, Undetermined};
    const NONE: (&str, &str, &str) = ("", "", "");
    for (class, platform, more, recording, outcome, reason) in [
        // The platform's own protocol, stated.
        ("consortium", "fisco bcos", NONE, "fisco-2", Conforms, "compared"),
        ("consortium", "fisco bcos", ("", "1", ""), "fisco-2", Conforms, "compared"),
        // A hint of another group's number is no deviation, and no conformity either.
        ("consortium", "fisco bcos", ("", "7", ""), "fisco-2", Undetermined, "hints-otherwise"),
        ("consortium", "fabric", NONE, "fisco-2", Deviates, "compared"),
        ("coin", "fisco bcos", NONE, "fisco-2", Deviates, "compared"),
        // It names itself and shows nothing more: a sign.
        ("consortium", "fisco bcos", NONE, "fisco-3", Undetermined, "only-signs"),
        ("consortium", "fisco bcos", ("", "", &"f5".repeat(32)), "fisco-3", Conforms, "in-part"),
        // Two signs of membership decide; one leans.
        ("consortium", "quorum", NONE, "quorum-istanbul", Conforms, "compared"),
        ("联盟链", "besu", NONE, "besu-qbft", Conforms, "in-part"),
        ("private", "quorum", NONE, "quorum-raft", Conforms, "in-part"),
        // Its chain id is also that of a public network, which hints at nothing for certain.
        ("consortium", "ethereum", NONE, "geth-1.13-clique-listed", Undetermined, "class-open"),
        (
            "consortium",
            "ethereum",
            ("", "20261", CLIQUE),
            "geth-1.13-clique-listed",
            Conforms,
            "in-part",
        ),
        // The block that was declared is not the one that is shown.
        (
            "consortium",
            "ethereum",
            ("", "", MAINNET),
            "geth-1.13-clique-listed",
            Deviates,
            "compared",
        ),
        // A public coin under a consortium's declaration.
        ("consortium", "ethereum", NONE, "geth-mainnet", Deviates, "compared"),
        ("private", "besu", NONE, "geth-sepolia", Deviates, "compared"),
        (
            "public",
            "ethereum",
            ("Ethereum Mainnet", "1", MAINNET),
            "geth-mainnet",
            Conforms,
            "compared",
        ),
        ("public", "ethereum", ("", "", ""), "geth-1.13-clique-listed", Undetermined, "class-open"),
        // A developer's instance is no consortium; a private chain may be one.
        ("consortium", "ethereum", NONE, "geth-dev", Deviates, "compared"),
        ("private", "ethereum", NONE, "geth-dev", Conforms, "compared"),
        ("local", "ethereum", NONE, "ganache-default", Conforms, "compared"),
        // A simulator that copies a coin's chain is a simulator.
        ("local", "ethereum", NONE, "anvil-mainnet", Conforms, "compared"),
        // Mining where members make the blocks.
        ("consortium", "ethereum", NONE, "pow-miner", Deviates, "compared"),
        // Ids alone, refusals and web pages decide nothing.
        ("consortium", "ethereum", NONE, "geth-mainnet-ids", Undetermined, "not-recognised"),
        ("consortium", "ethereum", NONE, "geth-mainnet-engine", Undetermined, "not-recognised"),
        ("consortium", "besu", NONE, "besu-token", Undetermined, "class-open"),
        ("consortium", "fabric", NONE, "geth-host", Undetermined, "not-recognised"),
        ("consortium", "fabric", NONE, "true", Undetermined, "not-recognised"),
    ] {
        let checked = one(class, platform, more, &format!("ethereum/rpc-{recording}"));
        let name = format!("{class} {platform} {more:?} {recording}");
        assert_eq!(
            (checked.outcome, checked.reason.word()),
            (outcome, reason),
            "{name}\n{checked:#?}"
        );
        for row in checked.differing() {
            assert!(row.strength >= Some(coinsift_verdict::Strength::Stated), "{name}: {row:?}");
            assert!(row.seen.is_some(), "{name}: declared and seen, side by side");
        }
        assert_eq!(checked.differing().next().is_some(), outcome == Deviates, "{name}");
    }
}

#[test]
fn other_families_beside_a_declaration() {
    const NONE: (&str, &str, &str) = ("", "", "");
    let bitcoin = one("consortium", "quorum", NONE, "bitcoin/btcd-mainnet-p2p");
    assert_eq!(bitcoin.outcome, Outcome::Deviates);
    let aspects: Vec<Aspect> = bitcoin.differing().map(|row| row.aspect).collect();
    assert_eq!(aspects, [Aspect::Class, Aspect::Platform]);
    let named = one("public", "bitcoin", ("Litecoin", "", ""), "bitcoin/btcd-mainnet-p2p");
    let aspects: Vec<Aspect> = named.differing().map(|row| row.aspect).collect();
    assert_eq!((named.outcome, aspects), (Outcome::Deviates, vec![Aspect::Network]));
    let genesis = "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f";
    let whole = one("公链", "比特币", ("Bitcoin", "", genesis), "bitcoin/btcd-mainnet-p2p");
    assert_eq!((whole.outcome, whole.open()), (Outcome::Conforms, Vec::new()));
    assert!(!whole.is_finding(), "a coin that was declared is none");
    for recording in ["greeting/openssh-keys-only", "http/nginx-index"] {
        let other = one("consortium", "fabric", NONE, recording);
        assert_eq!(other.outcome, Outcome::Undetermined, "{recording}");
        assert!(!other.is_finding());
    }
}

#[test]
fn a_node_that_signs_with_another_key_deviates() {
    let mut seen = seen("ethereum/discv4-geth-1.13-clique");
    let (key, strength) = seen.node_keys[0];
    let of = |seen: &Seen, key: &[u8; 64]| {
        let registry = registry(
            "filing,name,class,platform,endpoints\nP-1,a,consortium,ethereum,192.0.2.1:30303\n",
        );
        let rows = compare::compare(&registry.projects[0], seen, Some(key));
        rows.into_iter().find(|row| row.aspect == Aspect::NodeKey).map(|row| row.agreement)
    };
    assert_eq!(of(&seen, &key), Some(Agreement::Agrees));
    let otherwise = if strength >= coinsift_verdict::Strength::Stated {
        Agreement::Differs
    } else {
        Agreement::HintsOtherwise
    };
    assert_eq!(of(&seen, &[7; 64]), Some(otherwise));
    seen.node_keys.clear();
    assert_eq!(of(&seen, &key), Some(Agreement::NotSeen));
}

#[test]
fn what_answers_beside_the_declared_service() {
    let registry = registry(
        "filing,name,class,platform,endpoints\n\
         P-1,a,consortium,quorum,192.0.2.1:8545\n\
         P-2,b,consortium,fisco,192.0.2.1:20200\n\
         P-3,c,consortium,quorum,192.0.2.3\n\
         P-4,d,consortium,quorum,192.0.2.4\n\
         P-5,e,consortium,quorum,192.0.2.5:8545 192.0.2.6:8545 none.example:1 192.0.2.7:8545\n",
    );
    let mut observation = observation([
        ("192.0.2.1:8545", "ethereum/rpc-quorum-istanbul"),
        ("192.0.2.1:20200", "ethereum/rpc-fisco-2"),
        ("192.0.2.1:8546", "ethereum/rpc-quorum-istanbul"),
        ("192.0.2.1:22", "greeting/openssh-keys-only"),
        ("192.0.2.3:8545", "ethereum/rpc-quorum-istanbul"),
        ("192.0.2.3:8333", "bitcoin/btcd-mainnet-p2p"),
        ("192.0.2.4:8333", "bitcoin/btcd-mainnet-p2p"),
    ]);
    let mut gone = |at: &str, state, tries| {
        observation.unanswered.insert(endpoint(at), (state, tries));
    };
    gone("192.0.2.5:8545", Unanswered::Closed, 3);
    gone("192.0.2.6:8545", Unanswered::Silent, 3);
    let checked = reconcile(&registry, &observation, Vec::new());
    type Told = (String, &'static str, &'static str);
    let told: Vec<(String, Vec<Told>)> = checked
        .projects
        .iter()
        .map(|project| {
            let told = |one: &EndpointChecked| (one.place(), one.outcome.word(), one.reason.word());
            (
                project.outcome.expect("one").word().to_owned(),
                project.endpoints.iter().map(told).collect(),
            )
        })
        .collect();
    let row = |at: &str, outcome, reason| (at.to_owned(), outcome, reason);
    // The same chain on a further port does not count; a stranger's view of P-2 does.
    assert_eq!(
        told[0],
        (
            "conforms".to_owned(),
            vec![
                row("192.0.2.1:8545", "conforms", "compared"),
                row("192.0.2.1:8546", "undeclared", "beside-fits"),
            ]
        )
    );
    assert_eq!(
        told[1],
        (
            "undeclared".to_owned(),
            vec![
                row("192.0.2.1:20200", "conforms", "compared"),
                row("192.0.2.1:8546", "undeclared", "beside"),
            ]
        )
    );
    assert_eq!(
        told[2],
        (
            "undeclared".to_owned(),
            vec![
                row("192.0.2.3:8545", "conforms", "compared"),
                row("192.0.2.3:8333", "undeclared", "beside"),
            ]
        )
    );
    // At a host without a declared port nothing is accused of being the declared service.
    assert_eq!(
        told[3],
        (
            "undeclared".to_owned(),
            vec![
                row("192.0.2.4", "undetermined", "not-found"),
                row("192.0.2.4:8333", "undeclared", "beside"),
            ]
        )
    );
    assert_eq!(
        told[4],
        (
            "undetermined".to_owned(),
            vec![
                row("192.0.2.5:8545", "unreachable", "refused"),
                row("192.0.2.6:8545", "unreachable", "no-answer"),
                row("none.example:1", "unreachable", "unresolved"),
                row("192.0.2.7:8545", "undetermined", "not-tried"),
            ]
        )
    );
    assert_eq!(checked.findings(), 2, "Bitcoin at two addresses where it was not declared");
    harmless(&checked);
}

/// Every form is complete and safe in both languages.
fn harmless(checked: &Checked) {
    for lang in Lang::ALL {
        let catalogue = crate::testing::catalogue(lang);
        for width in [60, 100, 200] {
            let text = table::table(checked, &catalogue, Look { width, colour: false });
            assert!(!text.contains('⟦'), "{text}");
            assert!(crate::testing::widest(&text) <= usize::from(width) + 1, "{text}");
            for project in &checked.projects {
                assert!(text.contains(&project.project.filing), "{text}");
            }
        }
        let csv = cells::csv(checked, &catalogue);
        let rows = checked.projects.iter().map(|project| project.endpoints.len()).sum::<usize>();
        assert_eq!(csv.lines().count(), rows + 1, "{csv}");
        assert!(!csv.contains('⟦'), "{csv}");
    }
}

#[test]
fn a_host_without_a_port_may_share_what_another_project_declares() {
    let registry = registry(
        "filing,name,class,platform,endpoints\n\
         P-1,a,consortium,quorum,192.0.2.1:8545\n\
         P-2,b,consortium,quorum,192.0.2.1\n",
    );
    let of = |found: &[(&str, &str)]| {
        let observation = observation(found.iter().copied());
        let mut checked = reconcile(&registry, &observation, Vec::new());
        let endpoints = checked.projects.remove(1).endpoints;
        endpoints.iter().map(|one| (one.place(), one.outcome)).collect::<Vec<_>>()
    };
    let shared = ("192.0.2.1:8545", "ethereum/rpc-quorum-istanbul");
    let own = ("192.0.2.1:8546", "ethereum/rpc-quorum-raft");
    let at = |place: &str| vec![(place.to_owned(), Outcome::Conforms)];
    assert_eq!(of(&[shared]), at("192.0.2.1:8545"));
    assert_eq!(of(&[shared, own]), at("192.0.2.1:8546"));
}

#[test]
fn a_formula_or_an_escape_in_a_registry_does_no_harm() {
    let registry = registry(
        "filing,name,class,platform,endpoints\n\
         =cmd(),\u{1b}[31mred\u{202e},consortium,quorum,192.0.2.1:8545\n",
    );
    let checked = reconcile(
        &registry,
        &observation([("192.0.2.1:8545", "ethereum/rpc-quorum-istanbul")]),
        Vec::new(),
    );
    let catalogue = crate::testing::catalogue(Lang::En);
    let csv = cells::csv(&checked, &catalogue);
    assert!(csv.contains("\r\n'=cmd()"), "{csv}");
    let table = table::table(&checked, &catalogue, Look { width: 100, colour: false });
    for text in [csv, table] {
        let bad = text.chars().find(|char| char.is_control() && !matches!(char, '\n' | '\r'));
        assert_eq!(bad, None, "{text:?}");
        assert!(!text.contains('\u{202e}'), "{text:?}");
    }
}
