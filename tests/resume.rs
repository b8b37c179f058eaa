//! Killed in the middle, resumed, and nothing lost: a scan of lab endpoints is ended by SIGKILL at
//! random moments and gone on with until it is complete.
//!
//! The usual size is small; `COINSIFT_HOSTS` and `COINSIFT_KILLS` make it large.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::net::Ipv4Addr;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use coinsift_lab::bitcoin::{Chain, Node};
use coinsift_lab::{Limits, Swarm};
use serde_json::Value;

use crate::program::Program;

/// Descriptors the program may have: they bound what it keeps in flight.
const DESCRIPTORS: usize = 256;
/// Records of one batch of the store.
const BATCH: usize = 500;

fn setting(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(usual)
}

/// Hosts are numbered from 127.100.0.0 on.
fn host(number: usize) -> Ipv4Addr {
    Ipv4Addr::from(u32::from(Ipv4Addr::new(127, 100, 0, 0)) + number as u32)
}

#[test]
fn a_scan_killed_at_random_moments_and_resumed_loses_nothing() {
    let (hosts, kills) = (setting("COINSIFT_HOSTS", 4000), setting("COINSIFT_KILLS", 6));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let swarm = runtime.block_on(async {
        // Nodes that speak first are identified in one connection without a pause.
        let node = Node { speaks_first: true, ..Node::honest(Chain::bitcoin()) };
        let limits = Limits { at_once: 20_000, ..Limits::default() };
        Swarm::start(0, limits, vec![node.into()], |_| Some(0)).expect("a swarm")
    });
    let program = Program::new();
    let scope = format!("{}-{}", host(0), host(hosts - 1));
    let port = swarm.port().to_string();
    let fresh = [
        "scan",
        &scope,
        "--ports",
        &port,
        "--json",
        "--rate",
        "1000000",
        "--rate-subnet",
        "1000000",
        "--confirm-scope",
        &hosts.to_string(),
    ]
    .map(str::to_owned);
    let resume = ["scan", "--resume", "latest", "--json"].map(str::to_owned);

    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut sittings = 0;
    let mut killed = 0;
    loop {
        let begun = program.run(&["runs"]).out().contains("\"run\"");
        let args: &[String] = if begun { &resume } else { &fresh };
        let output = program.path().join(format!("sitting-{sittings}.ndjson"));
        let mut child = start(&program, args, File::create(output).expect("a file"));
        sittings += 1;
        if killed < kills {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let most = setting("COINSIFT_KILL_WITHIN_MS", 400) as u64;
            std::thread::sleep(Duration::from_millis(30 + (random >> 33) % most));
            killed += usize::from(child.try_wait().expect("a status").is_none());
            let _ = child.kill();
        }
        let status = child.wait().expect("a status");
        if let Some(code) = status.code() {
            // All these nodes are findings.
            assert_eq!(code, 3, "the last sitting completes the run");
            break;
        }
    }
    assert!(killed > 0, "at least one sitting was killed");
    let connections = swarm.all_connections();
    runtime.block_on(swarm.stop());

    // One verdict an endpoint.
    let stored: Vec<Value> = program.run(&["export"]).typed("verdict");
    let stored: BTreeMap<String, &Value> =
        stored.iter().map(|verdict| (verdict["ip"].to_string(), verdict)).collect();
    assert_eq!(stored.len(), hosts);
    assert!(stored.values().all(|verdict| verdict["network"] == "bitcoin"));

    // Nothing that was reported is lost. The line under way when the kill came may be cut.
    let mut reported = BTreeSet::new();
    for sitting in 0..sittings {
        let path = program.path().join(format!("sitting-{sitting}.ndjson"));
        for line in std::fs::read_to_string(path).expect("a file").lines() {
            let Ok(object) = serde_json::from_str::<Value>(line) else { continue };
            if object["type"] == "verdict" {
                reported.insert(object["ip"].to_string());
            }
        }
    }
    assert!(reported.iter().all(|ip| stored.contains_key(ip)));
    assert_eq!(reported.len(), hosts, "every endpoint was reported at least once");

    // Only what was in flight and the last batch was contacted again.
    let again: usize = connections.values().map(|count| *count as usize - 1).sum();
    let window = DESCRIPTORS + BATCH;
    assert!(again <= killed * window, "{again} contacted again after {killed} kills");
    println!(
        "hosts {hosts}, kills {killed}, sittings {sittings}, contacted again {again} \
         (at most {})",
        killed * window
    );
}

fn start(program: &Program, args: &[String], output: File) -> Child {
    let plain = program.command(&[]);
    let mut command = Command::new("sh");
    command
        .arg("-c")
        .arg(format!("ulimit -n {DESCRIPTORS}; exec \"$0\" \"$@\""))
        .arg(plain.get_program())
        .args(args)
        .current_dir(program.path())
        .env_clear()
        .envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))))
        .stdout(Stdio::from(output))
        .stderr(Stdio::null());
    command.spawn().expect("the program starts")
}
