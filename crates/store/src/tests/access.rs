//! Who may open what, and what everyone else is told.

use std::fs;

use super::samples::{create, manifest, read, run_id, small, whole_run};
use crate::{Access, RunState, Store, StoreError};

#[test]
fn a_new_store_is_for_its_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("deep/down/store");
    let store = create(&dir);
    assert!(store.take_notices().is_empty());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |name: &str| fs::metadata(dir.join(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(""), mode("key"), mode("runs")), (0o700, 0o600, 0o700));
    }
    assert_eq!(fs::read(dir.join("key")).unwrap().len(), 32);
    assert!(fs::read_to_string(dir.join("store.toml")).unwrap().contains("format = 1"));
}

#[test]
fn a_second_writer_is_refused_and_told_who() {
    let folder = tempfile::tempdir().unwrap();
    let store = create(folder.path());
    let refused = Store::open(folder.path(), Access::create("export")).err().unwrap();
    let StoreError::Held { holder, .. } = &refused else { panic!("{refused:?}") };
    assert_eq!(holder.pid, Some(std::process::id()));
    assert_eq!(holder.command, "test");
    let sentence = refused.sentence();
    assert_eq!(sentence.id, "store-held");
    assert!(sentence.args.contains(&("command".to_owned(), "test".to_owned())), "{sentence}");
    drop(store);
    Store::open(folder.path(), Access::modify("export")).unwrap();
}

#[test]
fn readers_need_no_lock_and_see_what_is_durable() {
    let folder = tempfile::tempdir().unwrap();
    let store = create(folder.path());
    whole_run(&store, run_id(0), 0..30);
    let mut writer = store.begin(&manifest(run_id(1))).unwrap();
    super::samples::fill(&mut writer, 0..10, 10);
    writer.push(super::samples::item(11, run_id(1))).unwrap();

    let reader = read(folder.path());
    let runs = reader.runs().unwrap();
    assert_eq!(runs, store.runs().unwrap(), "the logs and the index list the same");
    assert_eq!(runs[0].state, RunState::Complete);
    assert_eq!(runs[1].state, RunState::Unfinished);
    let latest = reader.run("latest").unwrap();
    assert_eq!(latest.verdicts().map(Result::unwrap).count(), 10, "the pending one is not there");

    // What is looked up by endpoint is read through while the writer has the index.
    let endpoint = super::samples::endpoint(7);
    assert_eq!(reader.current(&endpoint).unwrap(), store.current(&endpoint).unwrap());
    assert_eq!(reader.history(&endpoint).unwrap(), store.history(&endpoint).unwrap());
    let walked = reader.each_node(|_| {});
    assert!(matches!(walked, Err(StoreError::Held { .. })), "{walked:?}");

    assert!(matches!(reader.rebuild(), Err(StoreError::ReadOnly)));
    assert!(matches!(reader.begin(&manifest(run_id(2))), Err(StoreError::ReadOnly)));
}

#[test]
fn a_reader_uses_the_index_when_it_is_free_and_lets_writers_in_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = create(folder.path());
    whole_run(&store, run_id(0), 0..30);
    let before = store.history(&super::samples::endpoint(3)).unwrap();
    drop(store);
    let reader = read(folder.path());
    let mut nodes = 0;
    reader.each_node(|_| nodes += 1).unwrap();
    assert!(nodes > 0);
    assert_eq!(reader.history(&super::samples::endpoint(3)).unwrap(), before);
    // A writer waits for someone who only looks something up.
    let waits = std::thread::spawn({
        let dir = folder.path().to_owned();
        move || Store::open_with(&dir, Access::modify("scan"), small()).map(|_| ())
    });
    drop(reader);
    waits.join().unwrap().unwrap();
}

#[test]
fn what_is_no_store_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "precious").unwrap();
    let other = folder.path().join("other");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("photo"), "precious").unwrap();
    let nothing = folder.path().join("nothing");
    let below_file = file.join("store");

    let ids = |path: &std::path::Path| {
        [Access::Read, Access::modify("x"), Access::create("x")].map(|access| {
            match Store::open(path, access) {
                Ok(_) => "opened".to_owned(),
                Err(error) => error.sentence().id,
            }
        })
    };
    assert_eq!(ids(&file), ["store-not-a-folder"; 3]);
    assert_eq!(ids(&below_file), ["store-not-a-folder"; 3]);
    assert_eq!(ids(&other), ["store-not-a-store"; 3]);
    assert_eq!(ids(&nothing), ["store-none", "store-none", "opened"]);
    assert_eq!(fs::read_to_string(&file).unwrap(), "precious");
    assert_eq!(fs::read_dir(&other).unwrap().count(), 1, "no lock file among strangers' files");
}

#[test]
fn an_empty_folder_becomes_a_store_only_when_one_is_to_be_made() {
    let folder = tempfile::tempdir().unwrap();
    let refused = Store::open(folder.path(), Access::modify("x")).err().unwrap();
    assert_eq!(refused.sentence().id, "store-none");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    create(folder.path());
    // One whose making was interrupted is made whole.
    fs::remove_file(folder.path().join("store.toml")).unwrap();
    fs::remove_dir_all(folder.path().join("index")).unwrap();
    assert!(matches!(Store::open(folder.path(), Access::Read), Err(StoreError::NoStore(_))));
    create(folder.path());
}

#[test]
fn a_store_of_a_newer_version_is_refused_and_nothing_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    drop(create(folder.path()));
    fs::write(folder.path().join("store.toml"), "format = 7\n").unwrap();
    fs::remove_dir_all(folder.path().join("index")).unwrap();
    for access in [Access::Read, Access::modify("x"), Access::create("x")] {
        let refused = Store::open(folder.path(), access).err().unwrap();
        assert!(matches!(refused, StoreError::Newer { found: 7, .. }), "{refused:?}");
    }
    assert!(!folder.path().join("index").exists());
    fs::write(folder.path().join("store.toml"), "format = seven").unwrap();
    let refused = Store::open(folder.path(), Access::Read).err().unwrap();
    assert_eq!(refused.sentence().id, "store-marker");
}

#[test]
fn pseudonyms_are_stable_in_a_store_and_differ_between_stores() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (first, other) = (create(one.path()), create(two.path()));
    let key = |store: &Store| store.pseudonyms().unwrap().key();
    let before = key(&first);
    assert_ne!(before, key(&other));
    assert_ne!(before, [0; 32]);
    let told = format!("{:?}", first.pseudonyms().unwrap());
    assert_eq!(told, "Pseudonyms", "the key is kept out of logs");
    drop(first);
    assert_eq!(key(&read(one.path())), before);

    fs::remove_file(one.path().join("key")).unwrap();
    let notices = super::samples::reopen(one.path()).take_notices();
    assert_eq!(notices[0].id, "store-key-new");
}
