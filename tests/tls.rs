//! The real program over peers inside TLS: what is inside is found, judged, and kept with what lets
//! a third party check it.

use std::fs;
use std::net::Ipv4Addr;

use coinsift_lab::Scene;
use coinsift_protocols::conversation::replay;
use coinsift_protocols::layer::Layered;
use coinsift_protocols::{Transcript, text};
use serde_json::Value;

use crate::program::Program;

const BASE: Ipv4Addr = Ipv4Addr::new(127, 97, 0, 0);

#[test]
fn peers_inside_tls_get_their_verdicts_and_all_is_kept() {
    let (program, scene) = (Program::new(), Scene::named("tls").expect("a scene"));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let lab = runtime.block_on(scene.start(BASE)).expect("free addresses");
    let ports: Vec<String> = scene.ports().iter().map(u16::to_string).collect();
    let (targets, ports) = (scene.targets(BASE), ports.join(","));
    let args = ["scan", &targets, "--ports", &ports, "--json", "--rate-subnet", "2000"];
    let ran = program.run(&args);
    runtime.block_on(lab.stop());
    assert_eq!(ran.code(), 3, "{}", ran.err());
    let verdicts = ran.typed("verdict");
    let rows = scene.rows(BASE).expect("a good base");
    for (entry, row) in scene.entries.iter().zip(&rows) {
        let (ip, port) = (row.at.ip().to_string(), row.at.port());
        let verdict = verdicts.iter().find(|one| one["ip"] == ip && one["port"] == port);
        let verdict = verdict.unwrap_or_else(|| panic!("{} has no verdict", entry.name));
        let expected = &entry.expected;
        assert_eq!(verdict["class"], expected.class.word(), "{}: {verdict}", entry.name);
        assert_eq!(verdict["network"].as_str(), expected.network, "{}: {verdict}", entry.name);
        let shown: Vec<&str> = facts(verdict);
        let members = entry.name.ends_with("members");
        let silent = entry.name == "tls-silent";
        assert_eq!(shown.contains(&"tls.inside.protocol"), !members && !silent, "{}", entry.name);
        assert_eq!(shown.contains(&"tls.inside.alert"), members, "{}", entry.name);
        assert!(shown.contains(&"tls.certificate.subject"), "{}: {shown:?}", entry.name);
    }
    kept(&program);
    let at = rows[1].at.to_string();
    let told = program.run(&["explain", &at]);
    assert_eq!(told.code(), 0, "{}", told.err());
    assert!(told.out().contains("ethereum.rpc (TLS)"), "{}", told.out());
}

/// The names of the facts that a verdict rests on.
fn facts(verdict: &Value) -> Vec<&str> {
    let evidence = verdict["evidence"].as_array().expect("a list");
    evidence.iter().filter_map(|item| item["fact"].as_str()).collect()
}

/// Every dialogue inside TLS comes out of the store with its wire bytes, certificates and secrets,
/// and its driver says the same again.
fn kept(program: &Program) {
    let folder = program.path().join("transcripts");
    let ran = program.run(&["export", "--transcripts", folder.to_str().expect("a path")]);
    assert_eq!(ran.code(), 0, "{}", ran.err());
    let mut count = 0;
    for file in fs::read_dir(&folder).expect("a folder") {
        let written = fs::read_to_string(file.expect("a file").path()).expect("text");
        let transcript = text::parse(&written).expect("a recording").transcript;
        if !transcript.is_layered() {
            continue;
        }
        count += 1;
        let has = |what: fn(&Layered) -> bool| transcript.layered().any(what);
        let name = transcript.label();
        assert!(has(|what| matches!(what, Layered::Sent(_))), "{name}");
        assert!(has(|what| matches!(what, Layered::Received(_))), "{name}");
        assert!(has(|what| matches!(what, Layered::Certificate(_))), "{name}");
        assert!(has(|what| matches!(what, Layered::Secret(_))), "{name}");
        let again: Transcript = replay(&transcript, usize::MAX).expect("good options");
        assert_eq!((again.sent(), again.ending), (transcript.sent(), transcript.ending.clone()));
    }
    assert!(count >= 7, "{count} dialogues inside TLS");
}
