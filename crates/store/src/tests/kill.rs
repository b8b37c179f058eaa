//! Killed at any moment: nothing reported is lost, nothing is judged twice, and going on costs at
//! most what was in flight and the last batch.

use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::samples::{end, endpoint, item, manifest, progress, reopen, run_id, small};
use crate::{Access, Committer, Item, Policy, RunState, Store, StoreError};

const ENDPOINTS: u32 = 6000;
const BATCH: usize = 40;
const WAITING: usize = 20;
const FOLDER: &str = "COINSIFT_TEST_KILLED_STORE";

/// The process that is killed. It says `contact N` before each endpoint, as a peer would notice
/// it, and `report N` for each durable one.
#[test]
fn child() {
    let Some(dir) = std::env::var_os(FOLDER) else { return };
    let store =
        Store::open_with(Path::new(&dir), Access::create("child"), small()).expect("a store");
    let (writer, done_below, finished) = match store.run("latest") {
        Err(_) => (store.begin(&manifest(run_id(0))).expect("a run"), 0, HashSet::new()),
        Ok(run) => match store.resume(&run) {
            Ok((writer, state)) => (writer, state.coverage.done_below as u32, state.finished),
            // The kill came between the end of the run and the word that it was done.
            Err(StoreError::RunComplete(_)) => return say("done\n"),
            Err(error) => panic!("a run to go on with: {error}"),
        },
    };
    let numbers: HashMap<_, u32> =
        (0..ENDPOINTS).map(|number| (endpoint(number), number)).collect();
    let report = move |items: Vec<Item>| {
        let mut lines = String::new();
        for item in items {
            if let Item::Endpoint(record) = item {
                lines.push_str(&format!("report {}\n", numbers[&record.endpoint]));
            }
        }
        say(&lines);
    };
    let policy = Policy { records: BATCH, wait: Duration::from_millis(5), ..Policy::default() };
    let committer = Committer::start(writer, policy, WAITING, report).expect("a thread");
    let intake = committer.intake();
    for number in done_below..ENDPOINTS {
        if finished.contains(&endpoint(number)) {
            continue;
        }
        say(&format!("contact {number}\n"));
        // As slow as a network on a fast machine too, so that there is something to be killed.
        std::thread::sleep(Duration::from_micros(200));
        intake.send(item(number, run_id(0))).expect("a store that takes records");
        if number % 64 == 63 {
            intake.send(progress(u64::from(number) + 1, run_id(0))).expect("the same");
        }
    }
    drop(intake);
    committer.finish(Some(end(u64::from(ENDPOINTS), run_id(0)))).expect("an end");
    say("done\n");
}

/// One write, so that a kill leaves no half line of a number.
fn say(lines: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(lines.as_bytes()).and_then(|()| out.flush()).expect("a parent that listens");
}

fn start(dir: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "tests::kill::child", "--nocapture", "--test-threads=1"])
        .env(FOLDER, dir)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[derive(Default)]
struct Said {
    contacts: HashMap<u32, u32>,
    reported: HashSet<u32>,
    done: bool,
}

impl Said {
    fn listen(&mut self, out: impl Read) {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words[..] {
                ["contact", number] => {
                    *self.contacts.entry(number.parse().unwrap()).or_default() += 1;
                }
                ["report", number] => drop(self.reported.insert(number.parse().unwrap())),
                ["done"] => self.done = true,
                _ => {}
            }
        }
    }
}

#[test]
fn nothing_reported_is_lost_and_little_is_done_again() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("store");
    let mut said = Said::default();
    let mut kills = 0;
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    while !said.done {
        let mut child = start(&dir);
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        // Some die while they open the store, most in the middle of writing; a few may finish.
        let patience = if kills < 25 { (seed >> 33) % 160 } else { 60_000 };
        let killed = std::thread::scope(|scope| {
            let (out, said) = (child.stdout.take().unwrap(), &mut said);
            let listening = scope.spawn(move || said.listen(out));
            let begin = std::time::Instant::now();
            while begin.elapsed() < Duration::from_millis(patience)
                && child.try_wait().unwrap().is_none()
            {
                std::thread::sleep(Duration::from_millis(1));
            }
            let killed = child.kill().is_ok();
            child.wait().unwrap();
            listening.join().unwrap();
            killed
        });
        kills += u32::from(killed);
        assert!(kills < 40, "it gets done");
        if !dir.join("store.toml").exists() {
            continue;
        }
        let store = reopen(&dir);
        let Ok(run) = store.run("latest") else { continue };
        let mut stored = HashSet::new();
        for one in run.verdicts() {
            match one {
                Ok(one) => assert!(stored.insert(one.endpoint), "judged once: {}", one.endpoint),
                Err(StoreError::Damaged(damage)) => assert!(damage.is_torn(), "{damage}"),
                Err(error) => panic!("{error}"),
            }
        }
        for number in &said.reported {
            assert!(stored.contains(&endpoint(*number)), "{number} was reported and is lost");
            let current = store.current(&endpoint(*number)).unwrap();
            assert!(current.is_some(), "{number} was reported and is not in the index");
        }
        assert_eq!(store.verify(&run).unwrap()[0].damage.as_ref().filter(|d| !d.is_torn()), None);
    }
    let store = reopen(&dir);
    let run = store.run("latest").unwrap();
    assert_eq!(run.summary().state, RunState::Complete);
    assert_eq!(run.summary().tally.unwrap().endpoints, u64::from(ENDPOINTS));
    let all: HashSet<_> = run.verdicts().map(|one| one.unwrap().endpoint).collect();
    assert_eq!(all.len(), ENDPOINTS as usize);
    assert_eq!(said.reported.len(), ENDPOINTS as usize - unreported(&said));
    let again: u32 = said.contacts.values().map(|count| count - 1).sum();
    let most = kills * (BATCH + WAITING + 1) as u32;
    assert!(again <= most, "{again} contacted again after {kills} kills, at most {most}");
    assert!(kills >= 20, "{kills}");
}

/// Endpoints that were durable but killed before they were reported: they are not contacted again,
/// and whoever resumes finds them in the store.
fn unreported(said: &Said) -> usize {
    said.contacts.keys().filter(|number| !said.reported.contains(number)).count()
}
