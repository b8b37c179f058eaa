//! Runs and endpoints read back: by run, over time, compared, and without filling the memory.

use coinsift_verdict::Class;

use super::samples::{
    create, end, endpoint, fill, item, manifest, progress, read, record, reopen, run_id, small,
    verdict, whole_run,
};
use crate::{
    Absent, Access, ChangeKind, Counted, Field, FindingReason, Item, Outline, PortState, RunState,
    Settings, Store, StoreError, Tally,
};

#[test]
fn runs_are_found_by_id_by_its_beginning_and_as_latest() {
    let folder = tempfile::tempdir().unwrap();
    let store = create(folder.path());
    assert!(matches!(store.run("latest"), Err(StoreError::NoSuchRun(_))));
    whole_run(&store, run_id(0), 0..10);
    whole_run(&store, run_id(1), 0..20);
    let id = |name: &str| store.run(name).map(|run| run.id());
    assert_eq!(id("latest").unwrap(), run_id(1));
    assert_eq!(id(&run_id(0).to_string()).unwrap(), run_id(0));
    assert_eq!(id(&run_id(0).to_string()[..9]).unwrap(), run_id(0));
    for name in ["2026", "", "../runs", "20271124"] {
        assert!(matches!(id(name), Err(StoreError::NoSuchRun(_))), "{name}");
    }
    assert!(matches!(store.begin(&manifest(run_id(0))), Err(StoreError::RunExists(_))));
}

#[test]
fn an_endpoint_judged_twice_in_a_run_counts_once_with_its_last_verdict() {
    let folder = tempfile::tempdir().unwrap();
    let store = create(folder.path());
    let mut writer = store.begin(&manifest(run_id(0))).unwrap();
    fill(&mut writer, 0..30, 10);
    // Once within a batch, once in a later one, once after the run was resumed.
    for number in [30, 31, 30, 12] {
        let mut again = record(number, run_id(0));
        again.verdict = verdict(if number == 12 { 10 } else { number });
        again.host = Some(format!("name {}", writer.pending()));
        writer.push(Item::Endpoint(Box::new(again))).unwrap();
    }
    writer.commit().unwrap();
    drop(writer);
    let (mut writer, state) = store.resume(&store.run("latest").unwrap()).unwrap();
    assert!(state.finished.contains(&endpoint(12)));
    let mut again = record(5, run_id(0));
    again.verdict = verdict(10);
    writer.push(Item::Endpoint(Box::new(again))).unwrap();
    let (_, ended) = writer.end(end(32, run_id(0))).unwrap();

    let check = |store: &Store| {
        let run = store.run("latest").unwrap();
        let all: Vec<_> = run.endpoints().map(Result::unwrap).collect();
        let mut distinct: Vec<_> = all.iter().map(|one| one.endpoint).collect();
        distinct.sort();
        distinct.dedup();
        assert_eq!((all.len(), distinct.len()), (32, 32));
        let mut counted = Tally::default();
        for stored in &all {
            counted.count(Counted::of(&Outline::of(&stored.verdict)), None);
        }
        assert_eq!(counted, ended.tally);
        for number in [5, 12] {
            let stored = run.endpoint(&endpoint(number)).unwrap().unwrap();
            assert_eq!(stored.verdict, verdict(10));
            assert_eq!(stored.transcripts.len() as u32, number % 3);
            assert!(all.contains(&stored));
        }
        let stored = run.endpoint(&endpoint(30)).unwrap().unwrap();
        assert_eq!(stored.host.as_deref(), Some("name 2"));
    };
    check(&store);
    drop(store);
    check(&read(folder.path()));
}

#[test]
fn resume_knows_what_is_done_beyond_the_last_progress() {
    let folder = tempfile::tempdir().unwrap();
    let store = create(folder.path());
    let mut writer = store.begin(&manifest(run_id(0))).unwrap();
    fill(&mut writer, 0..40, 20);
    for number in 40..47 {
        writer.push(item(number, run_id(0))).unwrap();
    }
    let absent =
        Absent { endpoint: endpoint(50), time: run_id(0).start(), state: PortState::Closed };
    writer.push(Item::Absent(absent)).unwrap();
    writer.commit().unwrap();
    drop((writer, store));

    let store = reopen(folder.path());
    let run = store.run("latest").unwrap();
    let (writer, state) = store.resume(&run).unwrap();
    assert_eq!(state.coverage.done_below, 40);
    for number in (40..47).chain([50]) {
        assert!(state.finished.contains(&endpoint(number)), "{number}");
    }
    assert!(!state.finished.contains(&endpoint(47)));
    assert_eq!((state.tally.endpoints, state.tally.absent), (47, 1));
    assert_eq!(state.manifest, manifest(run_id(0)));

    // Ended before everything was done: it goes on from the end; ended complete: it does not.
    let mut stop = end(47, run_id(0));
    stop.incomplete = Some(coinsift_verdict::Sentence::new("stopped"));
    writer.end(stop).unwrap();
    let run = store.run("latest").unwrap();
    assert_eq!(run.summary().state, RunState::Incomplete);
    let (mut writer, state) = store.resume(&run).unwrap();
    assert_eq!((state.coverage.done_below, state.duration), (47, 60_000));
    writer.push(progress(48, run_id(0))).unwrap();
    writer.commit().unwrap();
    let unfinished = store.run("latest").unwrap();
    assert_eq!(unfinished.summary().state, RunState::Unfinished, "it is going on");
    writer.end(end(60, run_id(0))).unwrap();
    let run = store.run("latest").unwrap();
    assert!(matches!(store.resume(&run), Err(StoreError::RunComplete(_))));
}

#[test]
fn differences_between_runs_are_typed() {
    let folder = tempfile::tempdir().unwrap();
    let store = create(folder.path());
    whole_run(&store, run_id(0), 0..50);
    let mut writer = store.begin(&manifest(run_id(1))).unwrap();
    for number in 10..60 {
        let mut record = record(number, run_id(1));
        if number == 20 {
            record.verdict = verdict(21);
        }
        writer.push(Item::Endpoint(Box::new(record))).unwrap();
    }
    let absent =
        Absent { endpoint: endpoint(0), time: run_id(1).start(), state: PortState::Filtered };
    writer.push(Item::Absent(absent)).unwrap();
    writer.end(end(60, run_id(1))).unwrap();

    let earlier = store.run(&run_id(0).to_string()).unwrap();
    let later = store.run("latest").unwrap();
    let diff = store.diff(&earlier, &later).unwrap();
    assert!(diff.damage.is_empty());
    assert_eq!((diff.same, diff.changes.len()), (39, 21));
    assert!(diff.changes.is_sorted_by_key(|change| change.endpoint));
    let of = |number: u32| {
        let change = diff.changes.iter().find(|change| change.endpoint == endpoint(number));
        &change.unwrap().kind
    };
    assert!(matches!(of(0), ChangeKind::Gone { tried: true, was } if was.class == Class::Coin));
    assert!(matches!(of(3), ChangeKind::Gone { tried: false, .. }));
    assert!(matches!(of(55), ChangeKind::Appeared { .. }));
    let ChangeKind::Changed { before, after, fields } = of(20) else { panic!("{:?}", of(20)) };
    assert_eq!((before.class, after.class), (Class::Coin, verdict(21).class));
    let expected = [Field::Class, Field::Network, Field::Software, Field::Testnet];
    assert!(expected.iter().all(|field| fields.contains(field)), "{fields:?}");
    assert_eq!(before.written(Field::Network), "Bitcoin");

    let none = store.diff(&earlier, &earlier).unwrap();
    assert_eq!((none.same, none.changes.len()), (50, 0));
}

#[test]
fn history_tells_since_when_an_endpoint_is_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let store = create(folder.path());
    // coin, coin, away, coin, other
    let nights = [Some(10), Some(10), None, Some(10), Some(13)];
    for (night, seen) in (0..).zip(nights) {
        let mut writer = store.begin(&manifest(run_id(night))).unwrap();
        let time = run_id(night).start();
        match seen {
            Some(number) => {
                let mut one = record(10, run_id(night));
                (one.verdict, one.time) = (verdict(number), time);
                writer.push(Item::Endpoint(Box::new(one))).unwrap();
            }
            None => {
                let state = PortState::Closed;
                writer.push(Item::Absent(Absent { endpoint: endpoint(10), time, state })).unwrap();
            }
        }
        writer.end(end(1, run_id(night))).unwrap();
        if night == 2 {
            let current = store.current(&endpoint(10)).unwrap().unwrap();
            assert_eq!((current.run, current.absent_since), (run_id(1), Some(time)));
        }
        if night == 3 {
            let mut since = Vec::new();
            store.each_finding(|finding| since.push(finding)).unwrap();
            assert_eq!(since.len(), 1);
            assert_eq!(since[0].since.1, run_id(0), "one night away does not end it");
            assert_eq!(since[0].reasons, [FindingReason::Coin]);
        }
    }
    let history = store.history(&endpoint(10)).unwrap().unwrap();
    let stretches: Vec<_> = history
        .stretches
        .iter()
        .map(|stretch| (stretch.runs, stretch.outline.as_ref().map(|outline| outline.class)))
        .collect();
    let other = verdict(13).class;
    assert_eq!(
        stretches,
        [(2, Some(Class::Coin)), (1, None), (1, Some(Class::Coin)), (1, Some(other))]
    );
    assert_eq!(history.stretches[2].fields, [], "it came back as it was");
    assert!(history.stretches[3].fields.contains(&Field::Class));
    assert_eq!(history.first_seen, Some(run_id(0).start()));
    assert_eq!(history.last_seen, Some(run_id(4).start()));
    let mut findings = 0;
    store.each_finding(|_| findings += 1).unwrap();
    assert_eq!(findings, 0, "it is over");
    assert!(store.is_known(&endpoint(10)).unwrap(), "once a node, known for ever");
    assert_eq!(store.history(&endpoint(11)).unwrap(), None);
}

#[test]
fn too_much_evidence_of_one_endpoint_is_refused_without_harm() {
    let folder = tempfile::tempdir().unwrap();
    let store = create(folder.path());
    let mut writer = store.begin(&manifest(run_id(0))).unwrap();
    let mut large = record(1, run_id(0));
    large.host = Some("x".repeat(crate::MAX_FRAME));
    let refused = writer.push(Item::Endpoint(Box::new(large))).unwrap_err();
    assert_eq!(refused.sentence().id, "store-too-large");
    writer.push(item(2, run_id(0))).unwrap();
    writer.commit().unwrap();
    let run = store.run("latest").unwrap();
    assert_eq!(run.endpoints().map(Result::unwrap).count(), 1);
    assert_eq!(store.verify(&run).unwrap()[0].damage, None);
}

/// In a process of its own, since other tests use memory too.
#[test]
#[cfg(target_os = "linux")]
fn a_long_run_is_written_and_read_in_bounded_memory() {
    const ALONE: &str = "COINSIFT_TEST_ALONE";
    if std::env::var_os(ALONE).is_none() {
        let name = "tests::reading::a_long_run_is_written_and_read_in_bounded_memory";
        let done = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", name, "--nocapture"])
            .env(ALONE, "1")
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { segment_bytes: 1 << 20, ..small() };
    let store = Store::open_with(folder.path(), Access::create("test"), settings).unwrap();
    let mut writer = store.begin(&manifest(run_id(0))).unwrap();
    fill(&mut writer, 0..1000, 250);
    let before = peak_resident();
    for number in 1000..8_000 {
        let mut large = record(number, run_id(0));
        let text = "long words ".repeat(900);
        large.verdict.summary.push(coinsift_verdict::Sentence::new("x").with("text", text));
        writer.push(Item::Endpoint(Box::new(large))).unwrap();
        if writer.pending() == 250 {
            writer.commit().unwrap();
        }
    }
    writer.end(end(8_000, run_id(0))).unwrap();
    let run = store.run("latest").unwrap();
    assert_eq!(run.endpoints().map(Result::unwrap).count(), 8_000);
    let grown = peak_resident() - before;
    let through = 7_000 * 9_900;
    assert!(grown < through / 3, "{grown} bytes more at the peak, {through} written and read");
}

#[cfg(target_os = "linux")]
fn peak_resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() * 1024
}
