//! Opening a store: who may, what is checked, what is put right on the way.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use coinsift_protocols::Utc;
use coinsift_verdict::Sentence;

use crate::error::StoreError;
use crate::identifiers::Pseudonyms;
use crate::index::{Index, Trouble};
use crate::layout::{self, Layout};
use crate::lock::Lock;
use crate::log::writer::{FileSystem, Medium};
use crate::marker::{self, Marker};
use crate::rebuild;

/// What a store is opened for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// Reading. Takes no lock for runs; looking up endpoints uses the index where no other process
    /// holds it, and reads through the logs where one does.
    Read,
    /// Reading and writing, as the only process that writes.
    Write {
        /// What it is opened for, told to a second process, for example `scan 192.0.2.0/24`.
        command: String,
        /// Whether a store is made where there is none.
        create: bool,
    },
}

impl Access {
    /// Writing, making the store where there is none.
    pub fn create(command: impl Into<String>) -> Access {
        Access::Write { command: command.into(), create: true }
    }

    /// Writing to a store that has to be there.
    pub fn modify(command: impl Into<String>) -> Access {
        Access::Write { command: command.into(), create: false }
    }
}

/// Sizes that a measurement may move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// sled's cache in bytes. Resident memory follows it.
    pub cache_bytes: u64,
    /// Size of a log file in bytes from which on the next one is begun.
    pub segment_bytes: u64,
}

impl Default for Settings {
    /// 64 MiB of cache, log files of 64 MiB.
    fn default() -> Settings {
        Settings { cache_bytes: 64 * 1024 * 1024, segment_bytes: 64 * 1024 * 1024 }
    }
}

/// A store: evidence logs, and an index of results. It is closed, and its lock given up, when the
/// last of its clones, [`crate::Run`]s and [`crate::RunWriter`]s is dropped.
#[derive(Clone)]
pub struct Store {
    pub(crate) shared: Arc<Shared>,
}

/// What a store and its run writers have in common.
pub(crate) struct Shared {
    pub(crate) layout: Layout,
    pub(crate) settings: Settings,
    pub(crate) medium: Arc<dyn Medium>,
    pub(crate) writable: bool,
    notices: Mutex<Vec<Sentence>>,
    // Fields are dropped in this order: the index is closed before the lock is given up.
    index: Mutex<Slot>,
    lock: Mutex<Option<Lock>>,
}

/// The state of the index in this process.
enum Slot {
    /// Not asked for yet.
    Closed,
    Open(Index),
    /// Another process has it, or it cannot be used and may not be repaired.
    Unavailable,
}

impl Store {
    /// Opens the store in a folder.
    pub fn open(dir: &Path, access: Access) -> Result<Store, StoreError> {
        Store::open_with(dir, access, Settings::default())
    }

    /// Opens the store in a folder with other sizes.
    pub fn open_with(
        dir: &Path,
        access: Access,
        settings: Settings,
    ) -> Result<Store, StoreError> {
        Store::open_on(dir, access, settings, Arc::new(FileSystem))
    }

    pub(crate) fn open_on(
        dir: &Path,
        access: Access,
        settings: Settings,
        medium: Arc<dyn Medium>,
    ) -> Result<Store, StoreError> {
        let layout = Layout::new(dir);
        let found = look(&layout)?;
        let shared = |layout, writable, lock| Shared {
            layout,
            settings,
            medium,
            writable,
            notices: Mutex::default(),
            index: Mutex::new(Slot::Closed),
            lock: Mutex::new(lock),
        };
        match access {
            Access::Read => {
                let marker = match found {
                    Found::Store(marker) => marker,
                    Found::Nothing | Found::Empty => {
                        return Err(StoreError::NoStore(dir.to_owned()));
                    }
                };
                // An older store has to be brought up to date before anyone can read it.
                let lock = if marker.format < marker::FORMAT {
                    Some(Lock::take(&layout, "migrate", now(), false)?)
                } else {
                    None
                };
                let migrated = marker::migrate(&layout, marker, marker::STEPS, marker::FORMAT)?;
                drop(lock);
                let store = Store { shared: Arc::new(shared(layout, false, None)) };
                store.shared.note_migration(migrated);
                Ok(store)
            }
            Access::Write { command, create } => {
                if !create && !matches!(found, Found::Store(_)) {
                    return Err(StoreError::NoStore(dir.to_owned()));
                }
                if matches!(found, Found::Nothing) {
                    make_folder(dir)?;
                }
                let lock = Lock::take(&layout, &command, now(), false)?;
                // Looked at again, since another process may have made it in between.
                let migrated = match look(&layout)? {
                    Found::Store(marker) => {
                        marker::migrate(&layout, marker, marker::STEPS, marker::FORMAT)?
                    }
                    Found::Nothing | Found::Empty => {
                        furnish(&layout)?;
                        None
                    }
                };
                let store = Store { shared: Arc::new(shared(layout, true, Some(lock))) };
                store.shared.note_migration(migrated);
                store.shared.tidy()?;
                store.shared.with_index(|_| Ok(()))?;
                Ok(store)
            }
        }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.shared.layout.root()
    }

    /// What was put right, or found damaged, since this was asked last. Each is to be told to the
    /// user once.
    pub fn take_notices(&self) -> Vec<Sentence> {
        std::mem::take(&mut *lock(&self.shared.notices))
    }

    /// The key under which identifiers are shown.
    pub fn pseudonyms(&self) -> Result<Pseudonyms, StoreError> {
        Pseudonyms::load(&self.shared.layout)
    }
}

impl Shared {
    /// Adds a notice, unless it was given already.
    pub(crate) fn notice(&self, sentence: Sentence) {
        let mut notices = lock(&self.notices);
        if !notices.contains(&sentence) {
            notices.push(sentence);
        }
    }

    pub(crate) fn writing(&self) -> Result<(), StoreError> {
        if self.writable { Ok(()) } else { Err(StoreError::ReadOnly) }
    }

    /// Works with the index. Where it fails, it is set aside and built anew from the logs, and the
    /// work is done again on the new one.
    pub(crate) fn with_index<T>(
        &self,
        mut work: impl FnMut(&Index) -> Result<T, Trouble>,
    ) -> Result<T, StoreError> {
        let mut slot = lock(&self.index);
        if matches!(*slot, Slot::Closed) {
            *slot = self.first_opening()?;
        }
        let index = match &*slot {
            Slot::Open(index) => index,
            Slot::Closed | Slot::Unavailable => return Err(self.unavailable()),
        };
        let trouble = match work(index) {
            Ok(done) => return Ok(done),
            Err(trouble) => trouble,
        };
        if let Some(plain) = trouble.beyond_repair(&self.layout.index()) {
            return Err(plain);
        }
        *slot = Slot::Unavailable;
        if !self.writable {
            return Err(StoreError::Index(trouble.to_string()));
        }
        let index = self.replace_broken_index(&trouble)?;
        let done = work(&index).map_err(|trouble| StoreError::Index(trouble.to_string()));
        *slot = Slot::Open(index);
        done
    }

    /// Applies what the logs hold beyond the index's marks, for logs that came in from elsewhere.
    pub(crate) fn catch_up(&self) -> Result<(), StoreError> {
        let caught_up = self.with_index(|index| rebuild::catch_up(self, index))?;
        match caught_up {
            Ok(()) => Ok(()),
            Err(rebuild::Obstacle::Log(error)) => Err(error),
            Err(rebuild::Obstacle::Behind) => self.exchange_index(|_, path| rebuild::build(self, path)),
        }
    }

    /// Whether the index can be asked; a reader goes through the logs where it cannot.
    pub(crate) fn has_index(&self) -> bool {
        match self.with_index(|_| Ok(())) {
            Ok(()) => true,
            Err(_) => false,
        }
    }

    /// Exchanges the index for one that `make` builds in the folder it is given. The old one is
    /// passed to it where it can still be read.
    pub(crate) fn exchange_index(
        &self,
        make: impl FnOnce(&Index, &Path) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut slot = lock(&self.index);
        let old = match std::mem::replace(&mut *slot, Slot::Unavailable) {
            Slot::Open(index) => index,
            other => {
                *slot = other;
                return Err(self.unavailable());
            }
        };
        let new = self.layout.new_index();
        let made = remove_folder(&new).and_then(|()| make(&old, &new));
        if let Err(error) = made {
            *slot = Slot::Open(old);
            let _ = remove_folder(&new);
            return Err(error);
        }
        drop(old);
        self.put_in_place(&new)?;
        *slot = Slot::Open(self.reopen()?);
        Ok(())
    }

    fn first_opening(&self) -> Result<Slot, StoreError> {
        if !self.writable {
            return Ok(self.open_for_reading().map_or(Slot::Unavailable, Slot::Open));
        }
        let path = self.layout.index();
        if !path.exists() {
            let has_runs = !self.layout.run_ids()?.is_empty();
            if has_runs {
                self.notice(Sentence::new("store-index-missing"));
            }
            self.build_index()?;
            return Ok(Slot::Open(self.reopen()?));
        }
        let opened = Index::open(&path, self.settings.cache_bytes).and_then(|index| {
            let ready = rebuild::catch_up(self, &index)?;
            Ok((index, ready))
        });
        match opened {
            Ok((index, Ok(()))) => Ok(Slot::Open(index)),
            Ok((index, Err(rebuild::Obstacle::Behind))) => {
                drop(index);
                self.notice(Sentence::new("store-index-ahead"));
                self.build_index()?;
                Ok(Slot::Open(self.reopen()?))
            }
            Ok((_, Err(rebuild::Obstacle::Log(error)))) => Err(error),
            Err(Trouble::Schema) => {
                self.notice(Sentence::new("store-index-schema"));
                self.build_index()?;
                Ok(Slot::Open(self.reopen()?))
            }
            Err(trouble) => match trouble.beyond_repair(&path) {
                Some(plain) => Err(plain),
                None => Ok(Slot::Open(self.replace_broken_index(&trouble)?)),
            },
        }
    }

    /// The index for a process that only reads: used where it is free and whole, never repaired.
    fn open_for_reading(&self) -> Option<Index> {
        let path = self.layout.index();
        if !path.exists() {
            return None;
        }
        let held = Lock::take(&self.layout, "look-up", now(), true).ok()?;
        let index = Index::open(&path, self.settings.cache_bytes).ok()?;
        match rebuild::catch_up(self, &index) {
            Ok(Ok(())) => {
                *lock(&self.lock) = Some(held);
                Some(index)
            }
            _ => None,
        }
    }

    fn replace_broken_index(&self, trouble: &Trouble) -> Result<Index, StoreError> {
        let path = self.layout.index();
        let aside = self.layout.set_aside_index();
        if path.exists() {
            remove_folder(&aside)?;
            fs::rename(&path, &aside).map_err(|error| StoreError::io(&path, error))?;
        }
        self.notice(
            Sentence::new("store-index-damaged")
                .with("wrong", trouble)
                .with("aside", aside.display()),
        );
        self.build_index()?;
        self.reopen()
    }

    /// Builds the index from the logs and puts it in place.
    pub(crate) fn build_index(&self) -> Result<(), StoreError> {
        let new = self.layout.new_index();
        remove_folder(&new)?;
        rebuild::build(self, &new)?;
        self.put_in_place(&new)
    }

    fn put_in_place(&self, new: &Path) -> Result<(), StoreError> {
        let path = self.layout.index();
        remove_folder(&path)?;
        fs::rename(new, &path).map_err(|error| StoreError::io(&path, error))?;
        layout::sync_folder(self.layout.root()).map_err(|error| StoreError::io(&path, error))
    }

    fn reopen(&self) -> Result<Index, StoreError> {
        Index::open(&self.layout.index(), self.settings.cache_bytes)
            .map_err(|trouble| StoreError::Index(trouble.to_string()))
    }

    /// Why there is no index: most often another process.
    fn unavailable(&self) -> StoreError {
        if self.writable {
            return StoreError::Stopped;
        }
        match Lock::take(&self.layout, "look-up", now(), true) {
            Err(held) => held,
            Ok(_) => StoreError::Index("cannot be used for reading".to_owned()),
        }
    }

    fn note_migration(&self, from: Option<u32>) {
        if let Some(from) = from {
            self.notice(
                Sentence::new("store-migrated").with("from", from).with("to", marker::FORMAT),
            );
        }
    }

    /// Removes what an interrupted command left behind, and replaces a lost key.
    fn tidy(&self) -> Result<(), StoreError> {
        let runs = self.layout.runs();
        let wrong = |error: io::Error| StoreError::io(&runs, error);
        for entry in fs::read_dir(&runs).map_err(wrong)? {
            let entry = entry.map_err(wrong)?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with(".dropped-") || name.starts_with(".arriving-") {
                remove_folder(&entry.path())?;
            }
        }
        remove_folder(&self.layout.new_index())?;
        if !self.layout.key().exists() {
            Pseudonyms::create(&self.layout)?;
            self.notice(Sentence::new("store-key-new"));
        }
        Ok(())
    }
}

/// What is at a path.
enum Found {
    Nothing,
    Empty,
    Store(Marker),
}

fn look(layout: &Layout) -> Result<Found, StoreError> {
    let root = layout.root();
    match fs::metadata(root) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        // A file stands where one of the folders above should be.
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(StoreError::NotAFolder(root.to_owned()));
        }
        Err(error) => return Err(StoreError::io(root, error)),
        Ok(meta) if !meta.is_dir() => return Err(StoreError::NotAFolder(root.to_owned())),
        Ok(_) => {}
    }
    if let Some(marker) = Marker::read(layout)? {
        return Ok(Found::Store(marker));
    }
    let wrong = |error| StoreError::io(root, error);
    for entry in fs::read_dir(root).map_err(wrong)? {
        let name = entry.map_err(wrong)?.file_name();
        // What a store has before its marker is written.
        let ours = ["lock", "key", "key.draft", "store.draft", "runs"];
        if !ours.iter().any(|known| name == *known) {
            return Err(StoreError::NotAStore(root.to_owned()));
        }
    }
    Ok(Found::Empty)
}

/// Makes the folder of a new store and those above it.
fn make_folder(dir: &Path) -> Result<(), StoreError> {
    let wrong = |error| StoreError::io(dir, error);
    if let Some(parent) = dir.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        fs::create_dir_all(parent).map_err(wrong)?;
    }
    match layout::private_folder(dir) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made.map_err(wrong),
    }
}

/// Furnishes an empty folder. The marker comes last: without it there is no store.
fn furnish(layout: &Layout) -> Result<(), StoreError> {
    let root = layout.root();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(root, fs::Permissions::from_mode(0o700))
            .map_err(|error| StoreError::io(root, error))?;
    }
    let runs = layout.runs();
    if !runs.is_dir() {
        layout::private_folder(&runs).map_err(|error| StoreError::io(&runs, error))?;
    }
    Pseudonyms::create(layout)?;
    Marker::create(layout, now())
}

pub(crate) fn remove_folder(path: &Path) -> Result<(), StoreError> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done.map_err(|error| StoreError::io(path, error)),
    }
}

/// The time of the system's clock.
pub(crate) fn now() -> Utc {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Utc(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// A lock whose content is whole even if a thread panicked while it held it.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
