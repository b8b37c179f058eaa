//! Logs made by someone else: whatever stands in them, reading ends without harm.

use std::fs;

use proptest::prelude::*;

use super::samples::{create, manifest, read, record, run_id};
use crate::log::frame::Packer;
use crate::log::record::{HEAD_LEN, JudgedRef, Plain, RecordRef, SCHEMA};
use crate::log::{Flags, Position, next_chain_value, segment};
use crate::{Store, endpoint_key};

/// A store whose one run has this log, its index not built yet.
fn with_log(dir: &std::path::Path, log: &[u8]) {
    drop(create(dir));
    let folder = dir.join("runs").join(run_id(0).to_string());
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("0001.log"), log).unwrap();
}

/// Asks everything that reads a log; how much of it was readable does not matter here.
fn ask_everything(dir: &std::path::Path) {
    let ask = |store: &Store| {
        for summary in store.runs().unwrap() {
            let run = store.run(&summary.run.to_string()).unwrap();
            let whole = run.endpoints().filter(Result::is_ok).count();
            assert!(run.verdicts().filter(Result::is_ok).count() >= whole);
            let _ = store.verify(&run).unwrap();
            let _ = store.diff(&run, &run).unwrap();
            let _ = run.endpoint(&super::samples::endpoint(1));
        }
        let _ = store.history(&super::samples::endpoint(1)).unwrap();
    };
    ask(&read(dir));
    let store = super::samples::reopen(dir);
    ask(&store);
    store.rebuild().unwrap();
    if let Ok(run) = store.run("latest") {
        let _ = store.rejudge(&run, &Default::default(), |one| one.verdict.clone(), |_| {});
        let _ = store.resume(&run);
    }
}

fn forged(records: &[(u8, u8, Vec<u8>)], flags: u32) -> Vec<u8> {
    let mut at = Position::start(run_id(0));
    let mut log = segment::head(&at).to_vec();
    let mut packer = Packer::new().unwrap();
    let mut first = Plain::default();
    at.chain = first.push(&RecordRef::Manifest(&manifest(run_id(0))), &at.chain).unwrap();
    packer.pack(&first, 0, at.chain, &mut log).unwrap();
    let mut plain = Plain { flags: Flags(flags), ..Plain::default() };
    for (kind, schema, body) in records {
        plain.bytes.extend([*kind, *schema]);
        plain.bytes.extend((body.len() as u32).to_be_bytes());
        plain.bytes.extend(crc32c::crc32c(body).to_be_bytes());
        plain.bytes.extend(body);
        plain.count += 1;
        at.chain = next_chain_value(&at.chain, *kind, *schema, body);
    }
    packer.pack(&plain, 1, at.chain, &mut log).unwrap();
    log
}

/// A right record that is changed in some bytes, its checksums made to fit.
fn nearly_right() -> impl Strategy<Value = (u8, u8, Vec<u8>)> {
    (0_u32..4, prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4), 0_u8..11)
        .prop_map(|(number, changes, kind)| {
            let record = record(number, run_id(0));
            let judged = JudgedRef {
                host: None,
                time: record.time,
                dialogues: 0,
                replaces: None,
                verdict: &record.verdict,
            };
            let mut plain = Plain::default();
            let verdict = RecordRef::Verdict(&record.endpoint, &judged);
            plain.push(&verdict, &[0; 32]).unwrap();
            let mut body = plain.bytes.split_off(HEAD_LEN);
            for (at, byte) in changes {
                let place = at.index(body.len());
                body[place] = byte;
            }
            (if kind == 10 { 4 } else { kind }, SCHEMA, body)
        })
}

fn noise() -> impl Strategy<Value = (u8, u8, Vec<u8>)> {
    let body = prop::collection::vec(any::<u8>(), 0..60).prop_map(|noise| {
        let mut body = endpoint_key(&super::samples::endpoint(1)).to_vec();
        body.extend(noise);
        body
    });
    (0_u8..11, 0_u8..3, body)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..Default::default() })]

    #[test]
    fn forged_records_with_right_checksums_do_no_harm(
        records in prop::collection::vec(prop_oneof![nearly_right(), noise()], 1..5),
        flags in any::<u32>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        with_log(folder.path(), &forged(&records, flags | Flags::of(crate::log::record::Kind::Verdict).0));
        ask_everything(folder.path());
    }

    #[test]
    fn noise_in_place_of_a_log_does_no_harm(noise in prop::collection::vec(any::<u8>(), 0..300)) {
        let folder = tempfile::tempdir().unwrap();
        let mut log = segment::head(&Position::start(run_id(0))).to_vec();
        log.extend(&noise);
        with_log(folder.path(), &log);
        ask_everything(folder.path());
    }
}

#[test]
fn lengths_that_promise_gigabytes_reserve_nothing() {
    let folder = tempfile::tempdir().unwrap();
    // A list of 2^60 reasons, a string of 2^62 bytes.
    let key = endpoint_key(&super::samples::endpoint(1)).to_vec();
    let long = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f];
    let finding = [key.clone(), vec![2], long.to_vec()].concat();
    let verdict = [key, vec![1], long.to_vec()].concat();
    let log = forged(&[(6, SCHEMA, finding), (4, SCHEMA, verdict)], u32::MAX);
    with_log(folder.path(), &log);
    let store = read(folder.path());
    assert!(store.verify(&store.run("latest").unwrap()).unwrap()[0].damage.is_some());
    ask_everything(folder.path());
}
