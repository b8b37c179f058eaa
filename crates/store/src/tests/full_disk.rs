//! The disk fills up in the middle of a run: a clear error, and the run goes on later.

use std::fs::File;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::samples::{end, endpoint, fill, item, manifest, progress, reopen, run_id, small};
use crate::log::writer::Medium;
use crate::{Access, Committer, Policy, RunState, Store, StoreError};

/// A disk with room for so many bytes. What does not fit is written in part, as by a real one.
struct Small(AtomicU64);

impl Medium for Small {
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        let room = self.0.load(Ordering::Relaxed);
        let fits = bytes.len().min(room as usize);
        self.0.store(room - fits as u64, Ordering::Relaxed);
        file.write_all(&bytes[..fits])?;
        if fits < bytes.len() { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_data()
    }
}

fn on_disk_of(dir: &std::path::Path, bytes: u64) -> Store {
    let disk = Arc::new(Small(AtomicU64::new(bytes)));
    Store::open_on(dir, Access::create("scan"), small(), disk).unwrap()
}

#[test]
fn whatever_fits_is_kept_and_the_rest_is_done_later() {
    let mut stopped_at = Vec::new();
    for room in (0..9_000).step_by(450) {
        let folder = tempfile::tempdir().unwrap();
        let store = on_disk_of(folder.path(), room);
        let mut reported = 0;
        let error = match store.begin(&manifest(run_id(0))) {
            Err(error) => error,
            Ok(mut writer) => loop {
                let numbers = reported..reported + 5;
                numbers.for_each(|number| writer.push(item(number, run_id(0))).unwrap());
                writer.push(progress(u64::from(reported) + 5, run_id(0))).unwrap();
                match writer.commit() {
                    Ok(_) => reported += 5,
                    Err(error) => {
                        let again = writer.push(item(99, run_id(0)));
                        assert!(matches!(again, Err(StoreError::Stopped)), "{again:?}");
                        break error;
                    }
                }
            },
        };
        assert!(error.is_disk_full(), "{error:?}");
        assert_eq!(error.sentence().id, "store-disk-full");
        drop(store);

        let store = reopen(folder.path());
        assert!(store.take_notices().is_empty(), "what was written in part is cut off again");
        stopped_at.push(reported);
        let Ok(run) = store.run("latest") else {
            assert_eq!(reported, 0);
            continue;
        };
        assert_eq!(run.verdicts().map(Result::unwrap).count(), reported as usize);
        let (mut writer, state) = store.resume(&run).unwrap();
        assert_eq!(state.coverage.done_below, u64::from(reported));
        fill(&mut writer, reported..60, 10);
        writer.end(end(60, run_id(0))).unwrap();
        let run = store.run("latest").unwrap();
        assert_eq!(run.summary().state, RunState::Complete);
        assert_eq!(run.verdicts().map(Result::unwrap).count(), 60);
        assert_eq!(store.verify(&run).unwrap()[0].damage, None);
    }
    assert!(stopped_at.is_sorted() && stopped_at[0] == 0 && *stopped_at.last().unwrap() > 20);
}

#[test]
fn a_committer_stops_taking_records_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let store = on_disk_of(folder.path(), 6_000);
    let writer = store.begin(&manifest(run_id(0))).unwrap();
    let (durable, reported) = std::sync::mpsc::channel();
    let policy = Policy { records: 5, ..Policy::default() };
    let committer = Committer::start(writer, policy, 5, move |items| {
        items.into_iter().for_each(|item| durable.send(item).unwrap());
    })
    .unwrap();
    let intake = committer.intake();
    let refused = (0..10_000).find(|number| intake.send(item(*number, run_id(0))).is_err());
    assert!(refused.is_some(), "it does not take records for ever");
    drop(intake);
    let error = committer.finish(Some(end(0, run_id(0)))).unwrap_err();
    assert!(error.is_disk_full(), "{error:?}");
    drop(store);
    let store = reopen(folder.path());
    let reported = reported.iter().count();
    assert!(reported > 0);
    assert_eq!(store.run("latest").unwrap().verdicts().count(), reported);
    assert!(store.current(&endpoint(0)).unwrap().is_some());
}
