//! Retention and compaction: what goes is gone everywhere, what stays is untouched.

use std::fs;
use std::time::Duration;

use coinsift_protocols::Utc;

use super::samples::{
    DAY, START, answers, create, endpoint, fill, manifest, reopen, run_id, whole_run,
};
use crate::{Absent, Item, PortState, Retention};

const DAYS: Duration = Duration::from_secs(24 * 3600);

#[test]
fn runs_beyond_the_number_or_the_age_are_dropped_with_all_they_left() {
    let folder = tempfile::tempdir().unwrap();
    let store = create(folder.path());
    for night in 0..6_u8 {
        whole_run(&store, run_id(night), u32::from(night) * 10..u32::from(night) * 10 + 30);
    }
    let now = Utc(START + 6 * DAY);
    let nothing = store.retain(&Retention::default(), now, None).unwrap();
    assert_eq!(nothing.runs, []);

    // Nights 0 and 1 are more than four days old.
    let by_age = Retention { max_age: Some(DAYS * 4), max_runs: None };
    let dropped = store.retain(&by_age, now, None).unwrap();
    assert_eq!(dropped.runs, [run_id(0), run_id(1)]);
    assert!(dropped.bytes > 1000);
    assert!(!folder.path().join("runs").join(run_id(0).to_string()).exists());
    assert_eq!(store.current(&endpoint(5)).unwrap(), None, "seen in night 0 only");
    let history = store.history(&endpoint(25)).unwrap().unwrap();
    assert_eq!(history.first_seen.unwrap().seconds(), run_id(2).start().seconds() + 1);

    let by_number = Retention { max_age: None, max_runs: Some(2) };
    let dropped = store.retain(&by_number, now, Some(run_id(2))).unwrap();
    assert_eq!(dropped.runs, [run_id(3)], "the run that is written to is spared");
    let kept = answers(&store, 0..90);
    store.rebuild().unwrap();
    assert_eq!(answers(&store, 0..90), kept, "dropping leaves what building anew would give");
    drop(store);
    let store = reopen(folder.path());
    assert!(store.take_notices().is_empty());
    assert_eq!(answers(&store, 0..90), kept);
}

#[test]
fn a_verdict_of_a_dropped_run_gives_way_to_an_older_one_that_stays() {
    let folder = tempfile::tempdir().unwrap();
    let store = create(folder.path());
    whole_run(&store, run_id(0), 0..30);
    whole_run(&store, run_id(1), 0..30);
    // The older one is spared, so the newer alone goes.
    let none = Retention { max_age: None, max_runs: Some(0) };
    let dropped = store.retain(&none, Utc(START), Some(run_id(0))).unwrap();
    assert_eq!(dropped.runs, [run_id(1)]);
    assert_eq!(store.current(&endpoint(3)).unwrap().unwrap().run, run_id(0));
    let run = store.run("latest").unwrap();
    assert!(run.endpoint(&endpoint(3)).unwrap().is_some(), "with its evidence");
}

#[test]
fn an_interrupted_dropping_is_finished_on_opening() {
    let folder = tempfile::tempdir().unwrap();
    let store = create(folder.path());
    whole_run(&store, run_id(0), 0..30);
    whole_run(&store, run_id(1), 20..50);
    drop(store);
    let runs = folder.path().join("runs");
    let id = run_id(0).to_string();
    fs::rename(runs.join(&id), runs.join(format!(".dropped-{id}"))).unwrap();
    let store = reopen(folder.path());
    assert_eq!(store.take_notices()[0].id, "store-index-ahead");
    assert_eq!(store.current(&endpoint(5)).unwrap(), None);
    assert_eq!(store.runs().unwrap().len(), 1);
    assert_eq!(fs::read_dir(&runs).unwrap().count(), 1);
}

#[test]
fn compacting_gives_space_back_and_changes_no_answer() {
    let folder = tempfile::tempdir().unwrap();
    let store = create(folder.path());
    for night in 0..12 {
        let mut writer = store.begin(&manifest(run_id(night))).unwrap();
        fill(&mut writer, 0..400, 50);
        let absent = Absent {
            endpoint: endpoint(1000),
            time: run_id(night).start(),
            state: PortState::Filtered,
        };
        writer.push(Item::Absent(absent)).unwrap();
        writer.commit().unwrap();
    }
    let before = answers(&store, 390..410);
    let compacted = store.compact().unwrap();
    assert!(compacted.after < compacted.before, "{compacted:?}");
    assert_eq!(answers(&store, 390..410), before);
    let history = store.history(&endpoint(1000)).unwrap().unwrap();
    assert_eq!((history.stretches[0].runs, history.last_seen), (12, None));
    // The copy is complete enough to go on with.
    whole_run(&store, run_id(20), 0..50);
    drop(store);
    let store = reopen(folder.path());
    assert!(store.take_notices().is_empty());
    assert_eq!(store.history(&endpoint(7)).unwrap().unwrap().stretches[0].runs, 13);
}

#[test]
fn stats_count_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let store = create(folder.path());
    whole_run(&store, run_id(0), 0..30);
    drop(store.begin(&manifest(run_id(3))).unwrap());
    let stats = store.stats().unwrap();
    assert_eq!((stats.runs, stats.unfinished), (2, 1));
    assert_eq!((stats.oldest, stats.newest), (Some(run_id(0)), Some(run_id(3))));
    assert_eq!((stats.entries["verdicts"], stats.entries["runs"]), (30, 2));
    assert!(stats.log_bytes > 1000 && stats.index_bytes > 1000 && stats.set_aside_bytes == 0);
}
