//! The index deleted, cut, filled with noise: the same answers.

use std::fs;
use std::path::{Path, PathBuf};

use super::samples::{
    answers, create, end, endpoint, fill, item, manifest, reopen, run_id, whole_run,
};
use crate::index::Index;
use crate::{Absent, Item, PortState, Store, TREES};

/// Three nights with everything an index can hold.
fn lived_in(dir: &Path) -> String {
    let store = create(dir);
    whole_run(&store, run_id(0), 0..60);
    // The second night sees some again, changed, and misses one that was known.
    let mut writer = store.begin(&manifest(run_id(1))).unwrap();
    for number in 40..70 {
        let Item::Endpoint(mut record) = item(number, run_id(1)) else { unreachable!() };
        record.verdict = super::samples::verdict(number + number % 2);
        writer.push(Item::Endpoint(record)).unwrap();
    }
    let absent =
        Absent { endpoint: endpoint(0), time: run_id(1).start(), state: PortState::Closed };
    writer.push(Item::Absent(absent)).unwrap();
    writer.end(end(70, run_id(1))).unwrap();
    whole_run(&store, run_id(2), 50..80);
    let run = store.run(&run_id(1).to_string()).unwrap();
    let judge = |stored: &crate::StoredEndpoint| {
        let mut verdict = stored.verdict.clone();
        verdict.platform = verdict.software.clone();
        verdict
    };
    store.rejudge(&run, &super::samples::versions("2"), judge, |_| {}).unwrap();
    drop(run);
    answers(&store, 0..90)
}

/// Opens a store again, and gives its answers and what was said on opening.
fn answers_again(dir: &Path) -> (String, Vec<String>) {
    let store = reopen(dir);
    let answers = answers(&store, 0..90);
    let said = store.take_notices().into_iter().map(|notice| notice.id).collect();
    (answers, said)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all.sort();
    all
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy_folder(&path, &target) } else { drop(fs::copy(&path, target)) }
    }
}

#[test]
fn a_deleted_index_is_built_anew_with_the_same_answers() {
    let folder = tempfile::tempdir().unwrap();
    let before = lived_in(folder.path());
    assert_eq!(answers_again(folder.path()), (before.clone(), vec![]));
    fs::remove_dir_all(folder.path().join("index")).unwrap();
    assert_eq!(answers_again(folder.path()), (before.clone(), vec!["store-index-missing".into()]));

    let store = reopen(folder.path());
    store.rebuild().unwrap();
    assert_eq!(answers(&store, 0..90), before);
    store.compact().unwrap();
    assert_eq!(answers(&store, 0..90), before);
}

#[test]
fn an_index_cut_or_filled_with_noise_gives_the_same_answers() {
    let folder = tempfile::tempdir().unwrap();
    let before = lived_in(folder.path());
    let kept = folder.path().join("kept");
    fs::rename(folder.path().join("index"), &kept).unwrap();
    let index = folder.path().join("index");
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    let names: Vec<PathBuf> =
        files(&kept).iter().map(|path| path.strip_prefix(&kept).unwrap().to_owned()).collect();
    assert!(names.iter().any(|name| name.ends_with("db")), "{names:?}");
    let mut put_right = 0;
    for name in &names {
        for turn in 0..12 {
            let _ = fs::remove_dir_all(&index);
            copy_folder(&kept, &index);
            let path = index.join(name);
            let mut bytes = fs::read(&path).unwrap();
            let len = bytes.len().max(1) as u64;
            match turn {
                0 => fs::remove_file(&path).unwrap(),
                1 => bytes.clear(),
                2..5 => bytes.truncate((random() % len) as usize),
                5 => bytes.iter_mut().for_each(|byte| *byte = random() as u8),
                6 => bytes.iter_mut().for_each(|byte| *byte = 0),
                7 => bytes.iter_mut().for_each(|byte| *byte = 0xff),
                8 => bytes.extend((0..5000).map(|_| random() as u8)),
                _ => {
                    let at = (random() % len) as usize;
                    let until = bytes.len().min(at + 600);
                    bytes[at..until].iter_mut().for_each(|byte| *byte = random() as u8);
                }
            }
            if turn != 0 {
                fs::write(&path, &bytes).unwrap();
            }
            let (after, said) = answers_again(folder.path());
            assert_eq!(after, before, "{} turn {turn}: {said:?}", name.display());
            put_right += usize::from(!said.is_empty());
        }
    }
    assert!(put_right > 5, "{put_right}");
}

#[test]
fn an_index_of_an_older_schema_is_built_anew() {
    let folder = tempfile::tempdir().unwrap();
    let before = lived_in(folder.path());
    {
        let db = sled::open(folder.path().join("index")).unwrap();
        db.insert(b"schema", &0_u32.to_be_bytes()).unwrap();
        // What an older schema may have held under the same names.
        db.open_tree("verdicts").unwrap().insert(b"10.0.0.1", b"{}").unwrap();
        db.flush().unwrap();
    }
    assert_eq!(answers_again(folder.path()), (before, vec!["store-index-schema".to_owned()]));
}

#[test]
fn what_the_log_holds_beyond_the_index_is_applied() {
    let folder = tempfile::tempdir().unwrap();
    let store = create(folder.path());
    whole_run(&store, run_id(0), 0..40);
    drop(store);
    let older = folder.path().join("older");
    copy_folder(&folder.path().join("index"), &older);
    let store = reopen(folder.path());
    whole_run(&store, run_id(1), 20..60);
    let before = answers(&store, 0..70);
    drop(store);
    // As after a crash between the log and sled.
    fs::remove_dir_all(folder.path().join("index")).unwrap();
    fs::rename(&older, folder.path().join("index")).unwrap();
    assert_eq!(answers(&reopen(folder.path()), 0..70), before);
}

#[test]
fn rows_that_reached_some_trees_only_are_made_whole() {
    let folder = tempfile::tempdir().unwrap();
    let store = create(folder.path());
    let mut writer = store.begin(&manifest(run_id(0))).unwrap();
    fill(&mut writer, 0..40, 40);
    drop(writer);
    let before = answers(&store, 0..50);
    drop(store);
    let index = folder.path().join("index");
    {
        // As after a crash within a batch: some trees were written, the mark was not.
        let index = Index::open(&index, 1 << 20).unwrap();
        let mut rows = crate::index::Rows::default();
        for number in 0..40 {
            let key = crate::endpoint_key(&endpoint(number));
            rows.set::<crate::index::trees::Nodes>(key, None);
        }
        index.write::<crate::index::trees::Nodes>(rows).unwrap();
        let mut rows = crate::index::Rows::default();
        rows.set::<crate::index::trees::Marks>(run_id(0), None);
        index.write::<crate::index::trees::Marks>(rows).unwrap();
        index.flush().unwrap();
    }
    assert_eq!(answers(&reopen(folder.path()), 0..50), before);
}

#[test]
fn an_index_that_breaks_while_it_is_used_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let before = lived_in(folder.path());
    let store = reopen(folder.path());
    {
        // A foreign value under a key that will be asked for.
        let key = crate::endpoint_key(&endpoint(5));
        let broken = store
            .shared
            .with_index(|index| index.write_raw::<crate::index::trees::Verdicts>(key, b"noise"));
        broken.unwrap();
    }
    assert!(store.current(&endpoint(5)).unwrap().is_some());
    let said: Vec<String> = store.take_notices().into_iter().map(|notice| notice.id).collect();
    assert_eq!(said, ["store-index-damaged"]);
    assert_eq!(answers(&store, 0..90), before);
    assert!(folder.path().join("index.damaged").is_dir());
    assert!(store.stats().unwrap().set_aside_bytes > 0);
}

#[test]
fn every_tree_says_what_it_is_for() {
    let folder = tempfile::tempdir().unwrap();
    lived_in(folder.path());
    let store: Store = reopen(folder.path());
    let entries = store.stats().unwrap().entries;
    for (name, key_len, about) in TREES {
        assert!(about.ends_with('.') && about.len() > 30, "{name}: {about}");
        assert!([11, 19].contains(key_len));
        assert!(entries[name] > 0, "{name} is used");
    }
    assert_eq!(entries.len(), TREES.len());
}

/// A larger index has many segments, and sled reads them only when they are asked for.
#[test]
fn a_larger_index_with_holes_gives_the_same_answers() {
    let folder = tempfile::tempdir().unwrap();
    {
        let store = create(folder.path());
        for night in 0..2 {
            let mut writer = store.begin(&manifest(run_id(night))).unwrap();
            fill(&mut writer, 0..2000, 500);
        }
    }
    let walk = |store: &Store| {
        let mut rows = Vec::new();
        store.each_current(|row| rows.push(format!("{row:?}"))).unwrap();
        store.each_finding(|row| rows.push(format!("{row:?}"))).unwrap();
        store.each_node(|row| rows.push(format!("{row:?}"))).unwrap();
        rows
    };
    let before = walk(&reopen(folder.path()));
    assert!(before.len() > 2000);
    let kept = folder.path().join("kept");
    fs::rename(folder.path().join("index"), &kept).unwrap();
    let db = fs::read(kept.join("db")).unwrap();
    assert!(db.len() > 1 << 20, "{}", db.len());
    let eighth = db.len() / 8;
    for part in 0..8 {
        let _ = fs::remove_dir_all(folder.path().join("index"));
        copy_folder(&kept, &folder.path().join("index"));
        let mut bytes = db.clone();
        if part % 2 == 0 {
            bytes[part * eighth..(part + 1) * eighth].fill(0);
        } else {
            bytes.truncate(part * eighth);
        }
        fs::write(folder.path().join("index/db"), &bytes).unwrap();
        let after = walk(&reopen(folder.path()));
        assert!(after == before, "part {part}: other answers");
    }
}
