//! What the store costs, each part in a process of its own, beside named peers on the same work.
//!
//! `cargo bench -p coinsift-store -- [--records N] [--nights N] [--endpoints N]`
//!
//! * **write**: N records, 500 a durable batch, into this store; into sled 0.34.7 alone, flushed
//!   after each batch; into a file of JSON lines, synced after each batch;
//! * **reopen**: the process that wrote N records is killed in the middle of a batch; opening after;
//! * **rejudge**: all transcripts decoded and handed to a judge that changes nothing, and the same
//!   with their facts read;
//! * **nights**: the same endpoints seen again night after night.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::net::Ipv4Addr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use coinsift_protocols::{Close, Ending, Endpoint, Event, Happening, Head, Transcript, Utc};
use coinsift_store::{
    Access, Clock, Coverage, End, EndpointRecord, Item, Manifest, Probes, RunId, Store, Tally,
    Versions,
};
use coinsift_verdict::verdict::{Evidence, Mining, Role};
use coinsift_verdict::{Class, Place, Sentence, Strength, Value, Verdict};

type Outcome = Result<(), Box<dyn std::error::Error>>;

const BATCH: usize = 500;

fn main() -> Outcome {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |name: &str, default: u32| {
        let place = args.iter().position(|arg| arg == name);
        place.and_then(|place| args.get(place + 1)?.parse().ok()).unwrap_or(default)
    };
    if let [part, dir, number, ..] = args.as_slice()
        && let Some(part) = part.strip_prefix("part-")
    {
        return run_part(part, Path::new(dir), number.parse()?);
    }
    // Run by `cargo test --benches` it only shows that everything works.
    let in_earnest = args.iter().any(|arg| arg == "--bench");
    let records = number("--records", if in_earnest { 100_000 } else { 2_000 });
    println!("{records} records, {BATCH} a durable batch");
    for peer in ["store", "sled", "ndjson"] {
        let folder = scratch(peer)?;
        alone(&format!("part-write-{peer}"), &folder, records)?;
        if peer == "store" {
            alone("part-read", &folder, records)?;
        }
        fs::remove_dir_all(&folder)?;
    }
    let folder = scratch("killed")?;
    killed(&folder, records)?;
    alone("part-reopen", &folder, records)?;
    fs::remove_dir_all(&folder)?;

    let endpoints = number("--endpoints", if in_earnest { 20_000 } else { 500 });
    let folder = scratch("nights")?;
    for night in 0..number("--nights", if in_earnest { 10 } else { 2 }) {
        alone(&format!("part-night-{night}"), &folder, endpoints)?;
    }
    fs::remove_dir_all(&folder)?;
    Ok(())
}

fn scratch(name: &str) -> std::io::Result<std::path::PathBuf> {
    let base = std::env::var_os("COINSIFT_BENCH_DIR").map_or_else(std::env::temp_dir, Into::into);
    let folder = base.join(format!("coinsift-bench-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn alone(part: &str, dir: &Path, records: u32) -> Outcome {
    let status = Command::new(std::env::current_exe()?)
        .args([part.as_ref(), dir.as_os_str(), records.to_string().as_ref()])
        .status()?;
    if status.success() { Ok(()) } else { Err(format!("{part} failed").into()) }
}

fn run_part(part: &str, dir: &Path, records: u32) -> Outcome {
    match part {
        "write-store" => write_store(dir, records, false),
        "write-and-wait" => write_store(dir, records, true),
        "write-sled" => write_sled(dir, records),
        "write-ndjson" => write_ndjson(dir, records),
        "read" => read(dir),
        "reopen" => reopen(dir),
        night => {
            let night: i64 = night.trim_start_matches("night-").parse()?;
            one_night(dir, night, records)
        }
    }
}

fn write_store(dir: &Path, records: u32, wait: bool) -> Outcome {
    let begin = Timer::start();
    let store = Store::open(dir, Access::create("bench"))?;
    let mut writer = store.begin(&manifest(0))?;
    for number in 0..records {
        writer.push(Item::Endpoint(Box::new(record(number, 0))))?;
        if writer.pending() == BATCH {
            writer.commit()?;
        }
    }
    writer.commit()?;
    if wait {
        for number in records..records + 100 {
            writer.push(Item::Endpoint(Box::new(record(number, 0))))?;
        }
        println!("ready");
        std::thread::park();
    }
    writer.end(end(records))?;
    begin.tell("write, this store", records, Some(dir));
    let stats = store.stats()?;
    println!(
        "  logs {} B a record, index {} B a record",
        stats.log_bytes / u64::from(records),
        stats.index_bytes / u64::from(records)
    );
    Ok(())
}

fn write_sled(dir: &Path, records: u32) -> Outcome {
    let begin = Timer::start();
    let db = sled::Config::new().path(dir).cache_capacity(64 << 20).flush_every_ms(None).open()?;
    let mut batch = BTreeMap::new();
    for number in 0..records {
        let record = record(number, 0);
        let key = coinsift_store::endpoint_key(&record.endpoint).to_vec();
        batch.insert(key, postcard::to_stdvec(&record)?);
        if batch.len() == BATCH {
            let mut sorted = sled::Batch::default();
            std::mem::take(&mut batch).into_iter().for_each(|(key, row)| sorted.insert(key, row));
            db.apply_batch(sorted)?;
            db.flush()?;
        }
    }
    db.flush()?;
    begin.tell("write, sled 0.34.7 alone", records, Some(dir));
    Ok(())
}

fn write_ndjson(dir: &Path, records: u32) -> Outcome {
    let begin = Timer::start();
    let mut file = File::create(dir.join("records.ndjson"))?;
    let mut batch = Vec::new();
    for number in 0..records {
        serde_json::to_writer(&mut batch, &record(number, 0))?;
        batch.push(b'\n');
        if number as usize % BATCH == BATCH - 1 {
            file.write_all(&batch)?;
            file.sync_data()?;
            batch.clear();
        }
    }
    file.write_all(&batch)?;
    file.sync_data()?;
    begin.tell("write, JSON lines", records, Some(dir));
    Ok(())
}

fn read(dir: &Path) -> Outcome {
    let store = Store::open(dir, Access::modify("bench"))?;
    let run = store.run("latest")?;
    let records = run.summary().tally.map_or(0, |tally| tally.endpoints) as u32;

    let begin = Timer::start();
    let same = |stored: &coinsift_store::StoredEndpoint| stored.verdict.clone();
    store.rejudge(&run, &Versions::default(), same, |_| {})?;
    begin.tell("rejudge, a judge that changes nothing", records, None);

    let begin = Timer::start();
    let mut facts = 0;
    for stored in run.endpoints() {
        facts += coinsift_protocols::facts(&stored?.transcripts).iter().count();
    }
    begin.tell(&format!("read with {facts} facts"), records, None);

    let begin = Timer::start();
    let count = run.verdicts().count() as u32;
    begin.tell("read verdicts alone", count, None);

    let begin = Timer::start();
    let diff = store.diff(&run, &run)?;
    begin.tell("compare with itself", diff.same as u32, None);

    let begin = Timer::start();
    let whole = store.verify(&run)?.iter().all(|one| one.damage.is_none());
    begin.tell(&format!("verify checksums and chain (whole: {whole})"), records, None);

    let begin = Timer::start();
    for number in (0..records).step_by(97) {
        store.history(&endpoint(number))?;
    }
    begin.tell("look up a history", records / 97, None);

    let begin = Timer::start();
    for number in (0..records).step_by((records / 200).max(1) as usize) {
        run.endpoint(&endpoint(number))?;
    }
    begin.tell("look up an endpoint with its evidence", 200, None);

    let begin = Timer::start();
    store.rebuild()?;
    begin.tell("build the index anew", records, None);

    let begin = Timer::start();
    let compacted = store.compact()?;
    let text =
        format!("copy the index ({} to {} kB)", compacted.before >> 10, compacted.after >> 10);
    begin.tell(&text, records, None);
    Ok(())
}

/// Writes in a process that is killed with a batch half gathered.
fn killed(dir: &Path, records: u32) -> Outcome {
    let mut child = Command::new(std::env::current_exe()?)
        .args(["part-write-and-wait".as_ref(), dir.as_os_str(), records.to_string().as_ref()])
        .stdout(Stdio::piped())
        .spawn()?;
    let mut line = String::new();
    if let Some(out) = child.stdout.take() {
        BufReader::new(out).read_line(&mut line)?;
    }
    child.kill()?;
    child.wait()?;
    if line.trim() == "ready" { Ok(()) } else { Err("the writer did not get ready".into()) }
}

fn reopen(dir: &Path) -> Outcome {
    let begin = Timer::start();
    let store = Store::open(dir, Access::modify("bench"))?;
    let run = store.run("latest")?;
    let opened = begin.wall();
    let (_, state) = store.resume(&run)?;
    let records = state.tally.endpoints;
    println!(
        "open after a kill, {records} records: {:.2} s, ready to resume {:.2} s; {} MB resident",
        opened,
        begin.wall(),
        resident() >> 20
    );
    Ok(())
}

fn one_night(dir: &Path, night: i64, endpoints: u32) -> Outcome {
    let begin = Timer::start();
    let store = Store::open(dir, Access::create("bench"))?;
    let opened = begin.wall();
    let mut writer = store.begin(&manifest(night))?;
    for number in 0..endpoints {
        let mut seen = record(number, night);
        // One in a hundred is another every night.
        if (i64::from(number) + night) % 100 == 0 {
            seen.verdict.software = Some(format!("/Satoshi:{night}/"));
        }
        writer.push(Item::Endpoint(Box::new(seen)))?;
        if writer.pending() == BATCH {
            writer.commit()?;
        }
    }
    writer.end(end(endpoints))?;
    let nights = night + 1;
    if [1, 2, 5, 10, 20, 50, 100].contains(&nights) {
        begin.tell(&format!("night {nights} (opened in {opened:.2} s)"), endpoints, Some(dir));
    }
    Ok(())
}

/// Measures a part: wall time, CPU time, peak memory.
struct Timer {
    wall: Instant,
    cpu: f64,
}

impl Timer {
    fn start() -> Timer {
        Timer { wall: Instant::now(), cpu: cpu_seconds() }
    }

    fn wall(&self) -> f64 {
        self.wall.elapsed().as_secs_f64()
    }

    fn tell(&self, what: &str, records: u32, dir: Option<&Path>) {
        let (wall, cpu) = (self.wall(), cpu_seconds() - self.cpu);
        let records = f64::from(records.max(1));
        let disk = dir.map_or_else(String::new, |dir| {
            let bytes = disk_bytes(dir);
            format!(", {} MB on disk, {:.0} B a record", bytes >> 20, bytes as f64 / records)
        });
        println!(
            "{what}: {:.0} a second, {:.0} a CPU second ({wall:.2} s, {cpu:.2} CPU s){disk}, {} MB resident",
            records / wall,
            records / cpu.max(0.01),
            resident() >> 20
        );
    }
}

/// User and system time of this process; clock ticks are hundredths of a second on Linux.
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = |place: usize| {
        let field = after_name.split_whitespace().nth(place);
        field.and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0)
    };
    (ticks(11) + ticks(12)) / 100.0
}

/// Peak resident memory in bytes.
fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) * 1024
}

fn disk_bytes(path: &Path) -> u64 {
    match fs::read_dir(path) {
        Ok(entries) => entries.filter_map(|entry| Some(disk_bytes(&entry.ok()?.path()))).sum(),
        Err(_) => fs::metadata(path).map_or(0, |meta| meta.len()),
    }
}

fn manifest(night: i64) -> Manifest {
    let start = Utc(1_795_532_462_000 + night * 86_400_000);
    Manifest {
        run: RunId::new(start, [1, 2, 3]),
        start,
        scope: vec!["10.0.0.0/8".to_owned()],
        excludes: Vec::new(),
        ports: "standard".to_owned(),
        authority: None,
        operator: None,
        versions: Versions::default(),
        clock: Clock::default(),
        options: BTreeMap::new(),
        shard: None,
        seed: 1,
        parts: Vec::new(),
    }
}

fn end(done: u32) -> End {
    let done = u64::from(done);
    End {
        time: Utc(1_795_532_462_000),
        duration: 1,
        incomplete: None,
        coverage: Coverage { done_below: done, done_beyond: Vec::new(), total: done },
        probes: Probes::default(),
        tally: Tally::default(),
    }
}

fn endpoint(number: u32) -> Endpoint {
    // Scattered, as a permuted scan comes by them.
    let ip = Ipv4Addr::from(0x0a00_0000 | (number.wrapping_mul(2_654_435_761) & 0x00ff_ffff));
    Endpoint::tcp(ip.into(), 8333)
}

/// A Bitcoin node as it is mostly met: a version and verack exchange and a few headers.
fn record(number: u32, night: i64) -> EndpointRecord {
    let endpoint = endpoint(number);
    let started = Utc(1_795_532_462_000 + night * 86_400_000 + i64::from(number));
    let noise = |salt: u32, len: u32| {
        (0..len).map(move |at| {
            let mixed = (number ^ salt).wrapping_mul(0x9e37_79b9).wrapping_add(at * at);
            (mixed ^ (mixed >> 13)).wrapping_mul(0x85eb_ca6b).to_be_bytes()[0]
        })
    };
    let message = |command: &[u8; 12], payload: Vec<u8>| {
        let mut bytes = vec![0xf9, 0xbe, 0xb4, 0xd9];
        bytes.extend(command);
        bytes.extend((payload.len() as u32).to_le_bytes());
        bytes.extend(noise(1, 4));
        bytes.extend(payload);
        bytes
    };
    let agent = format!("/Satoshi:{}.{}.0/", 20 + number % 9, number % 5);
    let mut version = 70016_u32.to_le_bytes().to_vec();
    version.extend([9, 12, 0, 0, 0, 0, 0, 0]);
    version.extend(noise(2, 60));
    version.push(agent.len() as u8);
    version.extend(agent.bytes());
    version.extend((870_000 + number % 3).to_le_bytes());
    let headers = [vec![1], vec![0, 0, 0, 0x20], noise(number % 4, 77).collect()].concat();
    let events = [
        (0, Happening::Opened),
        (1000, Happening::Timer),
        (1000, Happening::Sent(message(b"version\0\0\0\0\0", noise(3, 102).collect()))),
        (1030, Happening::Received(message(b"version\0\0\0\0\0", version))),
        (1031, Happening::Received(message(b"verack\0\0\0\0\0\0", Vec::new()))),
        (1031, Happening::Sent(message(b"verack\0\0\0\0\0\0", Vec::new()))),
        (1032, Happening::Sent(message(b"getheaders\0\0", noise(4, 69).collect()))),
        (1060, Happening::Received(message(b"headers\0\0\0\0\0", headers))),
        (1061, Happening::Closed(Close::Fin)),
    ];
    let transcript = Transcript {
        head: Head {
            protocol: "bitcoin.p2p".to_owned(),
            version: 1,
            endpoint,
            started,
            options: BTreeMap::from([
                ("agent".to_owned(), "coinsift/0.1.0".to_owned()),
                ("magic".to_owned(), "f9beb4d9".to_owned()),
                ("seed".to_owned(), noise(5, 32).map(|byte| format!("{byte:02x}")).collect()),
            ]),
        },
        events: events.into_iter().map(|(at, what)| Event { at, what }).collect(),
        ending: Ending::Spoken,
    };
    let evidence = |fact: &str, value: Value| Evidence {
        fingerprint: "bitcoin-p2p".to_owned(),
        fact: fact.to_owned(),
        value,
        strength: Strength::Stated,
        at: Place::received(4, 20),
    };
    let verdict = Verdict {
        class: Class::Coin,
        access: None,
        leans: None,
        network: Some("bitcoin-main".to_owned()),
        network_name: Some("Bitcoin".to_owned()),
        candidates: Vec::new(),
        platform: Some("bitcoin".to_owned()),
        software: Some(agent.clone()),
        roles: vec![Role::FullNode],
        mining: Mining::NotSeen,
        mining_detail: Vec::new(),
        testnet: Some(false),
        strength: Some(Strength::Stated),
        evidence: vec![
            evidence("bitcoin.version.magic", Value::bytes([0xf9, 0xbe, 0xb4, 0xd9])),
            evidence("bitcoin.version.agent", Value::text(agent)),
            evidence("bitcoin.version.services", Value::Uint(3081)),
        ],
        contradictions: Vec::new(),
        summary: vec![
            Sentence::new("verdict-coin-stated").with("network", "Bitcoin"),
            Sentence::new("verdict-why-magic").with("magic", "f9beb4d9"),
        ],
    };
    EndpointRecord { endpoint, host: None, time: started, transcripts: vec![transcript], verdict }
}
