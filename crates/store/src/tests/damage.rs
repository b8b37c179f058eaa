//! Damaged logs: read up to the damage, the damage named, nothing invented.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use coinsift_protocols::Endpoint;

use super::samples::{
    create, end, endpoint, fill, item, manifest, read, record, reopen, run_id, whole_run,
};
use crate::error::Flaw;
use crate::{EndpointRecord, RunState, Store, StoreError};

/// The endpoints of the latest run up to its end or damage.
fn whole_part(store: &Store) -> (Vec<u32>, Option<StoreError>) {
    static PUSHED: OnceLock<HashMap<Endpoint, (u32, EndpointRecord)>> = OnceLock::new();
    let pushed = PUSHED.get_or_init(|| {
        (0..100).map(|number| (endpoint(number), (number, record(number, run_id(0))))).collect()
    });
    let mut found = Vec::new();
    let Ok(run) = store.run("latest") else { return (found, None) };
    for stored in run.endpoints() {
        match stored {
            Ok(stored) => {
                let (number, pushed) = &pushed[&stored.endpoint];
                assert_eq!(stored.transcripts, pushed.transcripts, "nothing is invented");
                assert_eq!(stored.verdict, pushed.verdict, "nothing is invented");
                found.push(*number);
            }
            Err(error) => return (found, Some(error)),
        }
    }
    (found, None)
}

fn last_segment(dir: &Path) -> PathBuf {
    let mut logs: Vec<PathBuf> = fs::read_dir(dir.join("runs").join(run_id(0).to_string()))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "log"))
        .collect();
    logs.sort();
    logs.pop().unwrap()
}

#[test]
fn a_log_cut_at_any_byte_of_its_last_segment_is_read_up_to_the_cut() {
    let folder = tempfile::tempdir().unwrap();
    {
        let store = create(folder.path());
        let mut writer = store.begin(&manifest(run_id(0))).unwrap();
        fill(&mut writer, 0..90, 6);
    }
    let path = last_segment(folder.path());
    assert!(!path.ends_with("0001.log"), "more than one segment");
    let whole = fs::read(&path).unwrap();
    let all = whole_part(&read(folder.path())).0;
    assert_eq!(all.len(), 90);
    let mut before = all.len();
    let mut clean_cuts = 0;
    for len in (0..whole.len()).rev() {
        fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(len as u64).unwrap();
        let (found, damage) = whole_part(&read(folder.path()));
        assert_eq!(found, all[..found.len()], "cut at {len}: a beginning of what was written");
        assert!(found.len() <= before);
        before = found.len();
        match damage {
            Some(StoreError::Damaged(damage)) => {
                assert!(damage.is_torn(), "cut at {len}: {damage}");
                assert_eq!(damage.file, path);
                assert!(damage.offset <= len as u64);
            }
            // A cut between two batches cannot be told from a log that ended there.
            None => clean_cuts += 1,
            Some(other) => panic!("cut at {len}: {other}"),
        }
    }
    assert!(clean_cuts > 1 && clean_cuts < 20, "{clean_cuts}");
    assert!(before < 90 && before > 0, "earlier segments are whole");
}

#[test]
fn a_cut_that_the_index_knows_of_is_named_on_opening_and_the_run_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    {
        let store = create(folder.path());
        let mut writer = store.begin(&manifest(run_id(0))).unwrap();
        fill(&mut writer, 0..60, 6);
    }
    let path = last_segment(folder.path());
    let len = fs::metadata(&path).unwrap().len();
    fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(len - 5).unwrap();

    let store = reopen(folder.path());
    let notices: Vec<String> = store.take_notices().into_iter().map(|notice| notice.id).collect();
    assert_eq!(notices, ["store-index-ahead", "store-log-torn"]);
    let run = store.run("latest").unwrap();
    let (left, _) = whole_part(&store);
    assert!(left.len() < 60);
    assert_eq!(run.summary().tally.unwrap().endpoints, left.len() as u64);
    assert_eq!(store.current(&endpoint(59)).unwrap(), None, "the index forgets what the log lost");

    let (mut writer, state) = store.resume(&run).unwrap();
    assert_eq!(store.take_notices()[0].id, "store-log-set-aside");
    assert_eq!(state.coverage.done_below, left.len() as u64);
    fill(&mut writer, left.len() as u32..60, 6);
    writer.end(end(60, run_id(0))).unwrap();
    drop((run, store));
    let store = reopen(folder.path());
    assert!(store.take_notices().is_empty(), "the damage is out of the way");
    assert_eq!(whole_part(&store).0, (0..60).collect::<Vec<_>>());
    let run = store.run("latest").unwrap();
    assert_eq!(run.summary().state, RunState::Complete);
    assert_eq!(store.verify(&run).unwrap()[0].damage, None);
    assert!(store.stats().unwrap().set_aside_bytes > 0, "the torn bytes are kept");
}

#[test]
fn one_flipped_bit_anywhere_is_found() {
    let folder = tempfile::tempdir().unwrap();
    {
        let store = create(folder.path());
        let mut writer = store.begin(&manifest(run_id(0))).unwrap();
        fill(&mut writer, 0..8, 3);
    }
    let path = last_segment(folder.path());
    assert!(path.ends_with("0001.log"));
    let whole = fs::read(&path).unwrap();
    let all = whole_part(&read(folder.path())).0;
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 8);
        fs::write(&path, &bytes).unwrap();
        let store = read(folder.path());
        let (found, damage) = whole_part(&store);
        assert_eq!(found, all[..found.len()], "flipped at {at}");
        let manifest_lost = store.runs().unwrap().is_empty();
        let Ok(run) = store.run("latest") else {
            assert!(manifest_lost && at < 700, "flipped at {at}: the first batch is gone");
            continue;
        };
        let named = store.verify(&run).unwrap().remove(0).damage;
        let named = named.unwrap_or_else(|| panic!("flipped at {at}: not noticed"));
        assert_eq!(named.file, path);
        assert!(named.offset <= at as u64, "flipped at {at}, named at {}", named.offset);
        assert!(matches!(damage, Some(StoreError::Damaged(_))), "flipped at {at}: {damage:?}");
        assert!(found.len() < all.len() || damage.is_some());
    }
}

#[test]
fn a_flipped_bit_in_an_earlier_segment_is_named_by_a_rebuild_and_resume_redoes_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let store = create(folder.path());
    let mut writer = store.begin(&manifest(run_id(0))).unwrap();
    fill(&mut writer, 0..90, 6);
    drop(writer);
    let path = store.path().join("runs").join(run_id(0).to_string()).join("0001.log");
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x10;
    fs::write(&path, bytes).unwrap();

    store.rebuild().unwrap();
    let notices = store.take_notices();
    assert_eq!(notices.len(), 1);
    assert_eq!(notices[0].id, "store-log-damaged");
    assert!(notices[0].args.iter().any(|(_, value)| value.ends_with("0001.log")));
    let run = store.run("latest").unwrap();
    let refused = store.rejudge(&run, &Default::default(), |one| one.verdict.clone(), |_| {});
    assert!(matches!(refused, Err(StoreError::Damaged(_))), "nothing is moved for a rejudging");

    let (mut writer, state) = store.resume(&run).unwrap();
    let left = state.coverage.done_below as u32;
    assert!(left > 0 && left < 90);
    fill(&mut writer, left..90, 6);
    drop((writer, run, store));
    let store = reopen(folder.path());
    assert_eq!(whole_part(&store).0, (0..90).collect::<Vec<_>>());
}

#[test]
fn missing_and_exchanged_segments_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let store = create(folder.path());
    whole_run(&store, run_id(0), 0..90);
    whole_run(&store, run_id(1), 0..90);
    drop(store);
    let segment = |night: u8, number: u32| {
        folder.path().join("runs").join(run_id(night).to_string()).join(format!("{number:04}.log"))
    };
    // A segment of another run does not go on from this one's chain.
    fs::copy(segment(1, 2), segment(0, 2)).unwrap();
    let store = read(folder.path());
    let run = store.run(&run_id(0).to_string()).unwrap();
    let damage = store.verify(&run).unwrap().remove(0).damage.unwrap();
    assert_eq!((damage.what, damage.file), (Flaw::Chain, segment(0, 2)));
    fs::remove_file(segment(0, 2)).unwrap();
    let damage = store.verify(&run).unwrap().remove(0).damage.unwrap();
    assert_eq!((damage.what, damage.file), (Flaw::Missing, segment(0, 2)));
    assert!(matches!(run.endpoints().last(), Some(Err(StoreError::Damaged(_)))));
    // The other run is not concerned.
    let other = store.run(&run_id(1).to_string()).unwrap();
    assert_eq!(store.verify(&other).unwrap()[0].damage, None);
}

#[test]
fn a_record_exchanged_with_all_checksums_right_breaks_the_chain() {
    use crate::log::frame::Packer;
    use crate::log::record::{Plain, RecordRef};
    use crate::log::{Position, segment};

    let folder = tempfile::tempdir().unwrap();
    let store = create(folder.path());
    drop(store.begin(&manifest(run_id(0))).unwrap());
    let path = store.path().join("runs").join(run_id(0).to_string()).join("0001.log");
    let whole = fs::read(&path).unwrap();
    // The forger writes another operator and keeps the chain value that was sealed.
    let mut forged_manifest = manifest(run_id(0));
    forged_manifest.operator = Some("someone else".to_owned());
    let start = Position::start(run_id(0));
    let mut plain = Plain::default();
    plain.push(&RecordRef::Manifest(&forged_manifest), &start.chain).unwrap();
    let run = store.run("latest").unwrap();
    let sealed = store.verify(&run).unwrap().remove(0).chain;
    let mut forged = segment::head(&start).to_vec();
    Packer::new().unwrap().pack(&plain, 0, sealed, &mut forged).unwrap();
    fs::write(&path, &forged).unwrap();
    let verified = store.verify(&run).unwrap().remove(0);
    assert_eq!(verified.damage.unwrap().what, Flaw::Chain);
    fs::write(&path, &whole).unwrap();
    assert_eq!(store.verify(&run).unwrap()[0].damage, None);
}

#[test]
fn a_pending_batch_is_not_there_after_a_stop() {
    let folder = tempfile::tempdir().unwrap();
    {
        let store = create(folder.path());
        let mut writer = store.begin(&manifest(run_id(0))).unwrap();
        fill(&mut writer, 0..5, 5);
        writer.push(item(6, run_id(0))).unwrap();
    }
    assert_eq!(whole_part(&reopen(folder.path())).0, [0, 1, 2, 3, 4]);
}
