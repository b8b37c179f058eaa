//! Stores brought together: two shards give what one run gives.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::samples::{
    answers, create, end, endpoint, fill, item, manifest, progress, read, reopen, run_id, whole_run,
};
use crate::{Outline, Run, RunId, RunState, Shard, Store, StoreError};

fn shard_run(dir: &Path, run: RunId, index: u32, numbers: std::ops::Range<u32>) {
    let store = create(dir);
    let mut manifest = manifest(run);
    manifest.shard = Some(Shard { index, count: 2 });
    let mut writer = store.begin(&manifest).unwrap();
    let done = u64::from(numbers.end - numbers.start);
    fill(&mut writer, numbers, 20);
    writer.end(end(done, run)).unwrap();
}

/// Verdicts and transcripts by endpoint, without the run whose log holds them.
fn content(run: &Run) -> BTreeMap<String, (Outline, usize)> {
    run.endpoints()
        .map(Result::unwrap)
        .map(|one| (one.endpoint.to_string(), (Outline::of(&one.verdict), one.transcripts.len())))
        .collect()
}

#[test]
fn two_shards_on_two_stores_give_what_one_run_gives() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    shard_run(&path("one"), run_id(0), 1, 0..40);
    shard_run(&path("two"), run_id(1), 2, 40..90);
    let alone = create(&path("alone"));
    whole_run(&alone, run_id(0), 0..90);

    let store = create(&path("merged"));
    let others = [path("one"), path("two")];
    let merged = store.merge(&others).unwrap();
    assert_eq!(merged.copied, [run_id(0), run_id(1)]);
    assert_eq!(merged.joined.len(), 1);
    let run = store.run("latest").unwrap();
    assert_eq!(run.id(), merged.joined[0]);
    assert_eq!(content(&run), content(&alone.run("latest").unwrap()));
    let (summary, single) = (run.summary(), alone.run("latest").unwrap());
    assert_eq!(summary.tally, single.summary().tally);
    assert_eq!(summary.state, RunState::Complete);
    let (joined, one) = (summary.end.clone().unwrap(), single.summary().end.clone().unwrap());
    assert_eq!((joined.coverage, joined.probes), (one.coverage, one.probes));
    for number in 0..95 {
        let found = run.endpoint(&endpoint(number)).unwrap();
        assert_eq!(found.is_some(), number < 90, "{number}");
        let outline = |store: &Store| {
            store.current(&endpoint(number)).unwrap().map(|current| current.outline)
        };
        assert_eq!(outline(&store), outline(&alone));
    }
    // Shards are listed as parts, and the evidence of each verifies as it came.
    let parts = store.runs().unwrap();
    let part_of: Vec<_> = parts.iter().filter_map(|part| part.part_of).collect();
    assert_eq!(part_of, [run.id(), run.id()]);
    assert!(store.verify(&run).unwrap().iter().all(|one| one.damage.is_none()));
    assert!(matches!(store.resume(&run), Err(StoreError::RunMerged(_))));

    let again = store.merge(&others).unwrap();
    assert_eq!((again.copied, again.joined), (vec![], vec![]), "again changes nothing");
    assert_eq!(again.present.len(), 2);
    let before = answers(&store, 0..95);
    drop((run, store));
    let store = reopen(&path("merged"));
    assert!(store.take_notices().is_empty());
    store.rebuild().unwrap();
    assert_eq!(answers(&store, 0..95), before);
}

#[test]
fn a_merged_run_is_rejudged_compared_and_dropped_as_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    shard_run(&path("one"), run_id(0), 1, 0..40);
    shard_run(&path("two"), run_id(1), 2, 40..90);
    let store = create(&path("merged"));
    whole_run(&store, run_id(5), 0..100);
    let joined = store.merge(&[path("one"), path("two")]).unwrap().joined[0];
    let run = store.run(&joined.to_string()).unwrap();
    let later = store.run(&run_id(5).to_string()).unwrap();
    let diff = store.diff(&run, &later).unwrap();
    assert_eq!((diff.same, diff.changes.len()), (90, 10), "ten appeared");

    let judge = |stored: &crate::StoredEndpoint| {
        let mut verdict = stored.verdict.clone();
        if stored.endpoint == endpoint(3) || stored.endpoint == endpoint(77) {
            verdict.platform = Some("other".to_owned());
        }
        verdict
    };
    let mut changed = 0;
    let end = store.rejudge(&run, &Default::default(), judge, |_| changed += 1).unwrap();
    assert_eq!((end.endpoints, end.changed, changed), (90, 2, 2));
    let run = store.run(&joined.to_string()).unwrap();
    let found = run.endpoint(&endpoint(77)).unwrap().unwrap();
    assert_eq!(found.verdict.platform.as_deref(), Some("other"));

    let retention = crate::Retention { max_age: None, max_runs: Some(1) };
    drop((run, later));
    let dropped = store.retain(&retention, run_id(6).start(), None).unwrap();
    assert_eq!(dropped.runs.len(), 3);
    assert_eq!(store.runs().unwrap().len(), 1);
}

#[test]
fn shards_wait_until_all_are_there_and_ended() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    shard_run(&path("one"), run_id(0), 1, 0..40);
    {
        let store = create(&path("two"));
        let mut manifest = manifest(run_id(1));
        manifest.shard = Some(Shard { index: 2, count: 2 });
        let mut writer = store.begin(&manifest).unwrap();
        fill(&mut writer, 40..60, 20);
    }
    let store = create(&path("merged"));
    let merged = store.merge(&[path("one")]).unwrap();
    assert_eq!((merged.waiting, merged.joined), (vec![run_id(0)], vec![]));
    let merged = store.merge(&[path("two")]).unwrap();
    assert_eq!((merged.waiting.len(), merged.joined.len()), (2, 0));
    {
        let two = reopen(&path("two"));
        let (mut writer, _) = two.resume(&two.run("latest").unwrap()).unwrap();
        fill(&mut writer, 60..90, 20);
        writer.end(end(50, run_id(1))).unwrap();
    }
    let merged = store.merge(&[path("two")]).unwrap();
    assert_eq!(merged.copied, [run_id(1)], "the rest of it came");
    assert_eq!(merged.joined.len(), 1);
    assert_eq!(store.run("latest").unwrap().verdicts().map(Result::unwrap).count(), 90);
}

#[test]
fn the_same_split_run_of_two_nights_is_not_mixed_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: String| folder.path().join(name);
    let mut others = Vec::new();
    for (night, index) in [(0, 1), (1, 2), (2, 1), (3, 2)] {
        let from = u32::from(night) * 10;
        shard_run(&path(night.to_string()), run_id(night), index, from..from + 10);
        others.push(path(night.to_string()));
    }
    let store = create(&path("merged".to_owned()));
    let joined = store.merge(&others).unwrap().joined;
    assert_eq!(joined.len(), 2);
    let parts = |run: &RunId| store.run(&run.to_string()).unwrap().summary().manifest.parts.clone();
    assert_eq!(parts(&joined[0]), [run_id(0), run_id(1)]);
    assert_eq!(parts(&joined[1]), [run_id(2), run_id(3)]);
}

#[test]
fn runs_that_differ_under_one_id_are_not_merged() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    for (name, number) in [("one", 1), ("two", 2)] {
        let store = create(&path(name));
        let mut writer = store.begin(&manifest(run_id(0))).unwrap();
        writer.push(item(number, run_id(0))).unwrap();
        writer.commit().unwrap();
    }
    let store = reopen(&path("one"));
    let refused = store.merge(&[path("two")]).unwrap_err();
    assert!(matches!(refused, StoreError::Conflict { run, .. } if run == run_id(0)));
    assert_eq!(refused.sentence().id, "store-merge-conflict");
    assert_eq!(store.run("latest").unwrap().verdicts().count(), 1);
    assert!(matches!(store.merge(&[path("nowhere")]), Err(StoreError::NoStore(_))));
}

#[test]
fn a_store_that_is_being_written_is_not_merged_from() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let busy = create(&path("busy"));
    let mut writer = busy.begin(&manifest(run_id(0))).unwrap();
    writer.push(progress(0, run_id(0))).unwrap();
    let store = create(&path("merged"));
    assert!(matches!(store.merge(&[path("busy")]), Err(StoreError::Held { .. })));
    assert_eq!(fs::read_dir(path("merged").join("runs")).unwrap().count(), 0);
    assert!(read(&path("merged")).runs().unwrap().is_empty());
}
