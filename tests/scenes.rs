//! The real program over the lab's attackers and look-alikes: every verdict as the scene says, and
//! nothing that a peer sent can harm whoever reads the output.

use std::net::{Ipv4Addr, SocketAddr};

use coinsift_lab::Scene;
use serde_json::Value;

use crate::program::{Program, Ran};

/// Scans a scene with the program, at addresses that other tests do not use.
fn scan(program: &Program, scene: &Scene, base: Ipv4Addr) -> Ran {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let lab = runtime.block_on(scene.start(base)).expect("free addresses");
    let ports: Vec<String> = scene.ports().iter().map(u16::to_string).collect();
    let (targets, ports) = (scene.targets(base), ports.join(","));
    let args = ["scan", &targets, "--ports", &ports, "--json", "--rate-subnet", "2000"];
    let ran = program.run(&args);
    runtime.block_on(lab.stop());
    ran
}

fn check(name: &str, base: Ipv4Addr) {
    let (program, scene) = (Program::new(), Scene::named(name).expect("a scene"));
    let ran = scan(&program, &scene, base);
    assert_eq!(ran.code(), 3, "{}", ran.err());
    let verdicts = ran.typed("verdict");
    for (entry, row) in scene.entries.iter().zip(scene.rows(base).expect("a good base")) {
        let judged = verdicts.iter().any(|verdict| {
            verdict["ip"] == row.at.ip().to_string() && verdict["port"] == row.at.port()
        });
        // A reset may come before the connection stands: then the port was closed.
        assert!(judged || entry.name == "resets-at-once", "{} has no verdict", entry.name);
    }
    for verdict in &verdicts {
        let ip = verdict["ip"].as_str().expect("ip");
        let at: SocketAddr = format!("{ip}:{}", verdict["port"]).parse().expect("an address");
        let entry = scene.entry_at(base, at).expect("an entry of the scene");
        let expected = &entry.expected;
        assert_eq!(verdict["class"], expected.class.word(), "{}: {verdict}", entry.name);
        assert_eq!(verdict["network"].as_str(), expected.network, "{}", entry.name);
        assert_eq!(verdict["testnet"].as_bool(), expected.testnet, "{}", entry.name);
        let contradicted = verdict["contradictions"] != Value::Array(Vec::new());
        assert_eq!(contradicted, expected.contradiction, "{}", entry.name);
        assert_ne!(verdict["strength"], "proven", "{}: nothing here is proof", entry.name);
    }
    harmless(&ran.out());
    // The same in every other form.
    let endpoint = format!("{}:{}", verdicts[0]["ip"].as_str().expect("ip"), verdicts[0]["port"]);
    for args in [
        vec!["export", "--format", "csv"],
        vec!["explain", &endpoint],
        vec!["history", &endpoint],
        vec!["runs"],
    ] {
        let ran = program.run(&args);
        assert_eq!(ran.code(), 0, "{args:?}: {}", ran.err());
        harmless(&ran.out());
    }
}

/// No control byte but the end of a line, and no cell that a spreadsheet would run.
fn harmless(output: &str) {
    let bad = output.chars().find(|char| char.is_control() && *char != '\n');
    assert_eq!(bad, None, "a control character in the output");
    for bidi in ['\u{202e}', '\u{2066}', '\u{200b}'] {
        assert!(!output.contains(bidi), "{bidi:?} in the output");
    }
    assert!(!output.contains(",=cmd"), "a formula in the output");
}

#[test]
fn attackers_get_their_verdicts_and_do_no_harm() {
    check("hostile", Ipv4Addr::new(127, 90, 0, 0));
}

#[test]
fn lookalikes_get_their_verdicts() {
    check("lookalikes", Ipv4Addr::new(127, 91, 0, 0));
}
