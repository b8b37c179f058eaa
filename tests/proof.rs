//! The real program over the lab's scene `proof`: what is proven, what is only said, and why.

use std::net::Ipv4Addr;

use coinsift_lab::Scene;
use serde_json::Value;

use crate::program::Program;

const BASE: Ipv4Addr = Ipv4Addr::new(127, 93, 0, 0);

/// The verdicts of a scan over the scene, with the program whose store has it.
fn scanned() -> (Program, Scene, Vec<Value>) {
    let (program, scene) = (Program::new(), Scene::named("proof").expect("a scene"));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let lab = runtime.block_on(scene.start(BASE)).expect("free addresses");
    let ports: Vec<String> = scene.ports().iter().map(u16::to_string).collect();
    let (targets, ports) = (scene.targets(BASE), ports.join(","));
    let ran =
        program.run(&["scan", &targets, "--ports", &ports, "--json", "--rate-subnet", "2000"]);
    runtime.block_on(lab.stop());
    assert_eq!(ran.code(), 3, "{}", ran.err());
    let verdicts = ran.typed("verdict");
    (program, scene, verdicts)
}

fn of<'a>(scene: &Scene, verdicts: &'a [Value], name: &str) -> &'a Value {
    let entry = scene.entries.iter().position(|entry| entry.name == name).expect("an entry");
    let at = scene.rows(BASE).expect("a good base")[entry].at;
    let here =
        |verdict: &&Value| verdict["ip"] == at.ip().to_string() && verdict["port"] == at.port();
    verdicts.iter().find(here).unwrap_or_else(|| panic!("{name} has a verdict"))
}

#[test]
fn real_headers_prove_and_nothing_else_does() {
    let (program, scene, verdicts) = scanned();
    assert_eq!(verdicts.len(), scene.entries.len());
    for entry in &scene.entries {
        let (verdict, expected) = (of(&scene, &verdicts, entry.name), &entry.expected);
        let name = entry.name;
        assert_eq!(verdict["class"], expected.class.word(), "{name}: {verdict}");
        assert_eq!(verdict["network"].as_str(), expected.network, "{name}: {verdict}");
        assert_eq!(verdict["testnet"].as_bool(), expected.testnet, "{name}");
        let contradicted = verdict["contradictions"] != Value::Array(Vec::new());
        assert_eq!(contradicted, expected.contradiction, "{name}: {verdict}");
        let strength = if expected.proven { "proven" } else { "stated" };
        assert_eq!(verdict["strength"], strength, "{name}: {verdict}");
    }
    let proven = verdicts.iter().filter(|verdict| verdict["strength"] == "proven");
    let mut networks: Vec<&str> =
        proven.map(|verdict| verdict["network"].as_str().expect("a network")).collect();
    networks.sort_unstable();
    assert_eq!(
        networks,
        ["bitcoin", "bitcoin", "bitcoin-sv", "dogecoin", "handshake:main", "litecoin", "zcash"],
        "what the scene holds real headers of"
    );

    // The evidence names the block, and the reason is said where it is missing.
    let explained = |name: &str| {
        let verdict = of(&scene, &verdicts, name);
        let at = format!("{}:{}", verdict["ip"].as_str().expect("ip"), verdict["port"]);
        let ran = program.run(&["explain", &at]);
        assert_eq!(ran.code(), 0, "{name}: {}", ran.err());
        ran.out().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let bitcoin = explained("holds-bitcoin");
    for word in [
        "bitcoin.header.checkpoint = 00000000000000000028a69d9498c46b2b073752133e3e9e585965e7dab55065",
        "bitcoin.header.work = met",
        "Strength: proven.",
    ] {
        assert!(bitcoin.contains(word), "{word}: {bitcoin}");
    }
    for (name, reason) in [
        ("holds-nothing", "No block was shown that this network alone has."),
        ("bit-changed", "It did not show any of the blocks asked for"),
        ("names-by-x11", "its name is made with a hash that is not computed here."),
        ("easy-work", "carries less work than those networks demand."),
        ("shows-sibling", "it showed the header of another known one."),
        ("siblings-unknown", "these show the same marks"),
    ] {
        let words = explained(name);
        assert!(words.contains(reason), "{name}: {words}");
    }

    // Years later the same bytes give the same strength.
    let again = program.run(&["rejudge", "latest", "--json"]);
    assert_eq!(again.code(), 0, "{}", again.err());
    let holder = explained("holds-zcash");
    assert!(holder.contains("Strength: proven."), "{holder}");
}
