//! Verdicts derived anew: nothing changes without a reason, and what changes is explained.

use coinsift_verdict::{Class, Verdict};

use super::samples::{
    answers, create, end, endpoint, fill, manifest, read, reopen, run_id, versions, whole_run,
};
use crate::{Field, StoredEndpoint};

/// A row was added that knows the software of some.
fn judge(stored: &StoredEndpoint) -> Verdict {
    let mut verdict = stored.verdict.clone();
    if verdict.software.as_deref().is_some_and(|software| software.contains("Satoshi:7.")) {
        verdict.class = Class::Local;
        verdict.network = Some("own".to_owned());
    }
    verdict
}

#[test]
fn unchanged_data_gives_unchanged_verdicts() {
    let folder = tempfile::tempdir().unwrap();
    let store = create(folder.path());
    whole_run(&store, run_id(0), 0..120);
    let before = answers(&store, 0..1).lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    let run = store.run("latest").unwrap();
    let same = |stored: &StoredEndpoint| stored.verdict.clone();
    let ended = store.rejudge(&run, &versions("1"), same, |_| panic!("nothing changed")).unwrap();
    assert_eq!((ended.endpoints, ended.changed), (120, 0));
    assert_eq!(ended.tally, run.summary().tally.unwrap());
    let after = answers(&store, 0..1).lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(after, before);
    let run = store.run("latest").unwrap();
    assert_eq!(run.summary().rejudged, [ended], "that it was done is kept");
}

#[test]
fn exactly_the_touched_verdicts_change() {
    let folder = tempfile::tempdir().unwrap();
    let store = create(folder.path());
    whole_run(&store, run_id(0), 0..120);
    let run = store.run("latest").unwrap();
    let mut changes = Vec::new();
    let ended = store.rejudge(&run, &versions("2"), judge, |change| changes.push(change)).unwrap();
    let touched: Vec<u32> = (0..120).filter(|number| number % 29 == 7).collect();
    assert_eq!(ended.changed, touched.len() as u64);
    let endpoints: Vec<_> = changes.iter().map(|change| change.endpoint).collect();
    assert_eq!(endpoints, touched.iter().map(|number| endpoint(*number)).collect::<Vec<_>>());
    assert!(changes.iter().all(|change| change.fields.contains(&Field::Network)));
    assert_eq!(
        ended.tally.class(Class::Local) - run.summary().tally.unwrap().class(Class::Local),
        {
            let was_local = |number: &&u32| super::samples::verdict(**number).class == Class::Local;
            (touched.len() - touched.iter().filter(was_local).count()) as u64
        }
    );

    // The new verdicts are seen by every way of asking, the evidence is as it was.
    let check = |store: &crate::Store| {
        let run = store.run("latest").unwrap();
        for (number, stored) in (0..).zip(run.endpoints()) {
            let stored = stored.unwrap();
            let is_touched = touched.contains(&number);
            assert_eq!(stored.rejudged.is_some(), is_touched);
            assert_eq!(stored.verdict.network.as_deref() == Some("own"), is_touched);
            assert_eq!(stored.transcripts.len() as u32, number % 3);
            assert_eq!(run.endpoint(&stored.endpoint).unwrap(), Some(stored.clone()));
            let current = store.current(&stored.endpoint).unwrap().unwrap();
            assert_eq!(current.outline, crate::Outline::of(&stored.verdict));
        }
        assert_eq!(run.summary().tally.unwrap(), ended.tally);
        assert_eq!(store.verify(&run).unwrap()[0].damage, None);
    };
    check(&store);
    store.rebuild().unwrap();
    check(&store);
    drop((run, store));
    check(&read(folder.path()));

    // Judging anew once more finds nothing; taking the row away again takes the change back.
    let store = reopen(folder.path());
    let run = store.run("latest").unwrap();
    let again = store.rejudge(&run, &versions("2"), judge, |_| {}).unwrap();
    assert_eq!((again.changed, again.tally), (0, ended.tally));
    let back = |stored: &StoredEndpoint| {
        let numbers = (0..120).find(|number| endpoint(*number) == stored.endpoint);
        super::samples::verdict(numbers.unwrap())
    };
    let back = store.rejudge(&run, &versions("1"), back, |_| {}).unwrap();
    assert_eq!(back.changed, ended.changed);
    assert_eq!(Some(back.tally), run.summary().end.as_ref().map(|end| end.tally));
}

#[test]
fn an_older_run_is_rejudged_without_touching_the_newer_verdicts() {
    let folder = tempfile::tempdir().unwrap();
    let store = create(folder.path());
    whole_run(&store, run_id(0), 0..60);
    whole_run(&store, run_id(1), 0..60);
    let run = store.run(&run_id(0).to_string()).unwrap();
    store.rejudge(&run, &versions("2"), judge, |_| {}).unwrap();
    let current = store.current(&endpoint(7)).unwrap().unwrap();
    assert_eq!((current.run, current.outline.network), (run_id(1), None));
    let history = store.history(&endpoint(7)).unwrap().unwrap();
    assert_eq!(history.stretches.len(), 2);
    assert_eq!(history.stretches[1].fields.first(), Some(&Field::Class));
    let before = answers(&store, 0..60);
    store.rebuild().unwrap();
    assert_eq!(answers(&store, 0..60), before);
}

#[test]
fn a_run_that_was_rejudged_before_it_was_complete_can_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let store = create(folder.path());
    let mut writer = store.begin(&manifest(run_id(0))).unwrap();
    fill(&mut writer, 0..60, 10);
    drop(writer);
    let run = store.run("latest").unwrap();
    let ended = store.rejudge(&run, &versions("2"), judge, |_| {}).unwrap();
    let (mut writer, state) = store.resume(&run).unwrap();
    assert_eq!(state.tally, ended.tally);
    assert_eq!(state.coverage.done_below, 60);
    fill(&mut writer, 60..90, 10);
    let (_, end) = writer.end(end(90, run_id(0))).unwrap();
    assert_eq!(end.tally.endpoints, 90);
    let run = store.run("latest").unwrap();
    let mut counted = crate::Tally::default();
    for stored in run.verdicts() {
        let outline = crate::Outline::of(&stored.unwrap().verdict);
        counted.count(crate::Counted::of(&outline), None);
    }
    assert_eq!(counted, end.tally, "the tally is what the verdicts add up to");
    assert_eq!(run.summary().tally, Some(counted), "the end counts, not the older rejudging");
}
