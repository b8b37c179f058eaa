//! The store from outside: shards and their merge, a full disk, a damaged index, a second process.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use coinsift_lab::bitcoin::{Chain, Node};
use coinsift_lab::{Limits, Swarm};
use serde_json::Value;

use crate::program::{Program, Ran};

/// A swarm of nodes that speak first: three in four of Bitcoin, the others of Litecoin.
struct Hosts {
    runtime: tokio::runtime::Runtime,
    swarm: Swarm,
    scope: String,
}

impl Hosts {
    fn start(count: u32, first: Ipv4Addr) -> Hosts {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let swarm = runtime.block_on(async {
            let node = |chain| Node { speaks_first: true, ..Node::honest(chain) };
            let peers = vec![node(Chain::bitcoin()).into(), node(Chain::litecoin()).into()];
            let limits = Limits { at_once: 20_000, ..Limits::default() };
            Swarm::start(0, limits, peers, |ip| Some(usize::from(ip.octets()[3] % 4 == 3)))
                .expect("a swarm")
        });
        let last = Ipv4Addr::from(u32::from(first) + count - 1);
        Hosts { runtime, swarm, scope: format!("{first}-{last}") }
    }

    fn scan<'a>(&'a self, port: &'a str, more: &[&'a str]) -> Vec<&'a str> {
        let usual = ["scan", &self.scope, "--ports", port, "--json"];
        let pace = ["--rate", "1000000", "--rate-subnet", "1000000"];
        [usual.as_slice(), &pace, more].concat()
    }

    fn stop(self) {
        self.runtime.block_on(self.swarm.stop());
    }
}

/// What the verdicts of a run say, by address.
fn verdicts(ran: &Ran) -> BTreeMap<String, (Value, Value)> {
    ran.typed("verdict")
        .into_iter()
        .map(|verdict| {
            (verdict["ip"].to_string(), (verdict["class"].clone(), verdict["network"].clone()))
        })
        .collect()
}

#[test]
fn two_shards_merge_into_what_one_run_gives() {
    let program = Program::new();
    let hosts = Hosts::start(300, Ipv4Addr::new(127, 101, 0, 0));
    let port = hosts.swarm.port().to_string();
    let whole = program.run(&hosts.scan(&port, &["--store", "whole"]));
    assert_eq!(whole.code(), 3, "{}", whole.err());
    for shard in ["1/2", "2/2"] {
        let store = format!("part{}", &shard[..1]);
        let part = program.run(&hosts.scan(&port, &["--store", &store, "--shard", shard]));
        let found = verdicts(&part).len();
        assert!(found > 50 && found < 200, "shard {shard} looked at its half: {found}");
    }
    hosts.stop();
    let merged = program.run(&["store", "merge", "--store", "all", "part1", "part2"]);
    assert_eq!(merged.code(), 0, "{}", merged.err());
    let export = program.run(&["export", "--store", "all"]);
    let (merged, whole) = (verdicts(&export), verdicts(&whole));
    assert_eq!((merged.len(), whole.len()), (300, 300));
    // Compared apart, since a difference of three hundred lines helps nobody.
    assert!(merged == whole, "the shards found something else than the whole run");
    // Merging again brings nothing new.
    assert_eq!(program.run(&["store", "merge", "--store", "all", "part1"]).code(), 0);
    assert!(verdicts(&program.run(&["export", "--store", "all"])) == whole);
}

#[test]
fn an_index_that_is_gone_cut_or_noise_is_made_anew() {
    let program = Program::new();
    let hosts = Hosts::start(60, Ipv4Addr::new(127, 102, 0, 0));
    let port = hosts.swarm.port().to_string();
    let scan = program.run(&hosts.scan(&port, &[]));
    hosts.stop();
    let before = verdicts(&program.run(&["export"]));
    assert!(before == verdicts(&scan) && before.len() == 60);
    let history =
        |program: &Program| program.run(&["history", &format!("127.102.0.1:{port}")]).out();
    let told = history(&program);
    assert!(!told.is_empty());
    let index = program.path().join("store/index");
    let damage: [&dyn Fn(&Path); 3] = [
        &|index| std::fs::remove_dir_all(index).expect("the index"),
        &|index| each_file(index, |bytes| bytes.truncate(bytes.len() / 2)),
        &|index| each_file(index, |bytes| bytes.iter_mut().for_each(|byte| *byte ^= 0x5a)),
    ];
    for harm in damage {
        harm(&index);
        assert_eq!(program.run(&["store", "rebuild"]).code(), 0);
        assert!(verdicts(&program.run(&["export"])) == before);
        assert_eq!(history(&program), told);
    }
    // Also without being told to rebuild: whoever writes next finds out.
    each_file(&index, |bytes| bytes.truncate(3));
    assert_eq!(program.run(&["rejudge", "latest"]).code(), 0);
    assert_eq!(history(&program), told);
}

/// Changes the content of every file of a folder.
fn each_file(folder: &Path, change: impl Fn(&mut Vec<u8>) + Copy) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            each_file(&path, change);
        } else {
            let mut bytes = std::fs::read(&path).expect("a file");
            change(&mut bytes);
            std::fs::write(&path, bytes).expect("a file");
        }
    }
}

#[test]
fn a_second_process_is_told_who_writes() {
    let program = Program::new();
    let hosts = Hosts::start(200, Ipv4Addr::new(127, 103, 0, 0));
    let port = hosts.swarm.port().to_string();
    // Slow enough to be met at work.
    let args = ["scan", &hosts.scope, "--ports", &port, "--json", "--rate", "20"];
    let mut first = program
        .command(&args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("started");
    let begun = Instant::now();
    let said = loop {
        let second = program.run(&["scan", "127.0.0.1", "--ports", "1"]);
        if second.code() == 1 || begun.elapsed() > Duration::from_secs(10) {
            break second.err();
        }
        std::thread::sleep(Duration::from_millis(50));
    };
    assert!(said.contains(&first.id().to_string()), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    // Reading does not have to wait.
    assert_eq!(program.run(&["runs"]).code(), 0);
    let _ = first.kill();
    let _ = first.wait();
    hosts.stop();
}

#[test]
fn a_full_disk_is_said_and_the_run_can_be_completed() {
    let program = Program::new();
    let disk = program.path().join("disk");
    std::fs::create_dir(&disk).expect("a folder");
    let mount = |options: &str| {
        let args = ["-t", "tmpfs", "-o", options, "none"];
        Command::new("mount").args(args).arg(&disk).stderr(Stdio::null()).status()
    };
    if !mount("size=1m").is_ok_and(|status| status.success()) {
        println!("not done: this user cannot mount a small disk");
        return;
    }
    let hosts = Hosts::start(4000, Ipv4Addr::new(127, 104, 0, 0));
    let port = hosts.swarm.port().to_string();
    let full = program.run(&hosts.scan(&port, &["--store", "disk/store"]));
    let grown = mount("remount,size=200m").is_ok_and(|status| status.success());
    let resumed = program.run(&["scan", "--resume", "latest", "--json", "--store", "disk/store"]);
    let stored = verdicts(&program.run(&["export", "--store", "disk/store"]));
    hosts.stop();
    let _ = Command::new("umount").arg(&disk).status();
    assert_eq!(full.code(), 1, "{}", full.err());
    assert!(!full.err().contains("panicked"), "{}", full.err());
    assert!(grown, "the disk was made larger");
    assert_eq!(resumed.code(), 3, "{}", resumed.err());
    assert_eq!(stored.len(), 4000, "one verdict an endpoint");
    // Nothing that was reported before the disk was full is lost.
    assert!(verdicts(&full).keys().all(|ip| stored.contains_key(ip)));
}
