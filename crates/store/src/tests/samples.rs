//! Made-up runs: every value follows from a number, so that any of them can be made again.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::path::Path;

use coinsift_protocols::{Close, Ending, Endpoint, Event, Happening, Head, Transcript, Utc};
use coinsift_verdict::verdict::{Evidence, Mining, Role};
use coinsift_verdict::{Class, Place, Sentence, Strength, Value, Verdict};

use crate::record::{
    Clock, Coverage, End, EndpointRecord, Manifest, Probes, Progress, Tally, Versions,
};
use crate::{Access, Item, RunId, RunWriter, Settings, Store};

/// The start of the first run.
pub(crate) const START: i64 = 1_795_532_462_000;
pub(crate) const DAY: i64 = 86_400_000;

pub(crate) fn run_id(night: u8) -> RunId {
    RunId::new(Utc(START + i64::from(night) * DAY), [night, 0xcd, 0xef])
}

pub(crate) fn manifest(run: RunId) -> Manifest {
    Manifest {
        run,
        start: run.start(),
        scope: vec!["10.0.0.0/8".to_owned(), "node.example".to_owned()],
        excludes: vec!["10.9.0.0/16".to_owned()],
        ports: "standard".to_owned(),
        authority: Some("order 7/2026".to_owned()),
        operator: Some("检查员".to_owned()),
        versions: versions("1"),
        clock: Clock { source: "system".to_owned(), synchronised: Some(true) },
        options: BTreeMap::from([("rate".to_owned(), "500".to_owned())]),
        shard: None,
        seed: 7,
        parts: Vec::new(),
    }
}

pub(crate) fn versions(atlas: &str) -> Versions {
    Versions { program: "0.1.0".to_owned(), atlas: atlas.to_owned(), fingerprints: "1".to_owned() }
}

pub(crate) fn endpoint(number: u32) -> Endpoint {
    // Scattered, as a permuted scan comes by them.
    let ip = Ipv4Addr::from(0x0a00_0000 | (number.wrapping_mul(2_654_435_761) & 0x00ff_ffff));
    Endpoint::tcp(ip.into(), 8333)
}

pub(crate) fn transcript(number: u32) -> Transcript {
    let mut body = format!("/Satoshi:{}.{}.0/", number % 29, number % 7).into_bytes();
    body.extend((0..60_u32).flat_map(|at| (at ^ number).wrapping_mul(0x9e37_79b9).to_be_bytes()));
    let events = [
        (0, Happening::Opened),
        (1000, Happening::Timer),
        (1000, Happening::Sent(b"\xf9\xbe\xb4\xd9version\0\0\0\0\0".to_vec())),
        (1030, Happening::Received(body)),
        (1031, Happening::Closed(Close::Fin)),
    ];
    Transcript {
        head: Head {
            protocol: "bitcoin.p2p".to_owned(),
            version: 1,
            endpoint: endpoint(number),
            started: Utc(START + i64::from(number)),
            options: BTreeMap::from([("magic".to_owned(), "f9beb4d9".to_owned())]),
        },
        events: events.into_iter().map(|(at, what)| Event { at, what }).collect(),
        ending: Ending::Spoken,
    }
}

pub(crate) fn verdict(number: u32) -> Verdict {
    let coin = number.is_multiple_of(10);
    let evidence = Evidence {
        fingerprint: "bitcoin-magic-version".to_owned(),
        fact: "bitcoin.version.magic".to_owned(),
        value: Value::bytes([0xf9, 0xbe, 0xb4, 0xd9]),
        strength: Strength::Stated,
        at: Place::received(0, 4),
    };
    Verdict {
        class: if coin { Class::Coin } else { Class::ALL[number as usize % 4] },
        access: None,
        leans: None,
        network: coin.then(|| "bitcoin-main".to_owned()),
        network_name: coin.then(|| "Bitcoin".to_owned()),
        candidates: Vec::new(),
        platform: Some("bitcoin".to_owned()),
        software: Some(format!("/Satoshi:{}.{}.0/", number % 29, number % 7)),
        roles: vec![Role::FullNode],
        mining: if number.is_multiple_of(50) { Mining::Confirmed } else { Mining::NotSeen },
        mining_detail: Vec::new(),
        testnet: coin.then_some(false),
        strength: Some(Strength::Stated),
        evidence: vec![evidence],
        contradictions: Vec::new(),
        summary: vec![Sentence::new("verdict-coin-stated").with("network", "Bitcoin")],
    }
}

pub(crate) fn record(number: u32, run: RunId) -> EndpointRecord {
    EndpointRecord {
        endpoint: endpoint(number),
        host: number.is_multiple_of(3).then(|| "node.example".to_owned()),
        time: Utc(run.start().0 + 1000 + i64::from(number)),
        transcripts: (0..number % 3).map(|_| transcript(number)).collect(),
        verdict: verdict(number),
    }
}

pub(crate) fn item(number: u32, run: RunId) -> Item {
    Item::Endpoint(Box::new(record(number, run)))
}

pub(crate) fn progress(done: u64, run: RunId) -> Item {
    Item::Progress(Box::new(Progress {
        time: Utc(run.start().0 + 5000),
        coverage: Coverage { done_below: done, done_beyond: Vec::new(), total: 1000 },
        probes: Probes { asked: done, open: done / 2, ..Probes::default() },
        tally: Tally::default(),
    }))
}

pub(crate) fn end(done: u64, run: RunId) -> End {
    End {
        time: Utc(run.start().0 + 60_000),
        duration: 60_000,
        incomplete: None,
        coverage: Coverage { done_below: done, done_beyond: Vec::new(), total: done },
        probes: Probes { asked: done, ..Probes::default() },
        tally: Tally::default(),
    }
}

/// Settings that make small stores behave like large ones.
pub(crate) fn small() -> Settings {
    Settings { cache_bytes: 8 * 1024 * 1024, segment_bytes: 4 * 1024 }
}

pub(crate) fn create(dir: &Path) -> Store {
    Store::open_with(dir, Access::create("test"), small()).unwrap()
}

pub(crate) fn reopen(dir: &Path) -> Store {
    Store::open_with(dir, Access::modify("test again"), small()).unwrap()
}

pub(crate) fn read(dir: &Path) -> Store {
    Store::open_with(dir, Access::Read, small()).unwrap()
}

/// Pushes endpoints in batches of `batch`, with a progress after each.
pub(crate) fn fill(writer: &mut RunWriter, numbers: std::ops::Range<u32>, batch: usize) {
    let run = writer.run();
    for chunk in numbers.collect::<Vec<_>>().chunks(batch) {
        for number in chunk {
            writer.push(item(*number, run)).unwrap();
        }
        let done = u64::from(*chunk.last().unwrap()) + 1;
        writer.push(progress(done, run)).unwrap();
        assert_eq!(writer.commit().unwrap().len(), chunk.len() + 1);
    }
}

/// A whole run over endpoints.
pub(crate) fn whole_run(store: &Store, run: RunId, numbers: std::ops::Range<u32>) {
    let done = u64::from(numbers.end);
    let mut writer = store.begin(&manifest(run)).unwrap();
    fill(&mut writer, numbers, 20);
    writer.end(end(done, run)).unwrap();
}

/// What a store answers to everything, as text: two stores that answer the same are equal to
/// whoever asks.
pub(crate) fn answers(store: &Store, numbers: std::ops::Range<u32>) -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    for summary in store.runs().unwrap() {
        writeln!(text, "{summary:?}").unwrap();
        for stored in store.run(&summary.run.to_string()).unwrap().endpoints() {
            writeln!(text, "{:?}", stored.unwrap()).unwrap();
        }
    }
    for number in numbers {
        let endpoint = endpoint(number);
        let known = store.is_known(&endpoint).unwrap();
        let (current, history) = (store.current(&endpoint), store.history(&endpoint));
        writeln!(text, "{known} {:?} {:?}", current.unwrap(), history.unwrap()).unwrap();
    }
    store.each_current(|row| writeln!(text, "{row:?}").unwrap()).unwrap();
    store.each_finding(|row| writeln!(text, "{row:?}").unwrap()).unwrap();
    store.each_node(|row| writeln!(text, "{row:?}").unwrap()).unwrap();
    text
}
