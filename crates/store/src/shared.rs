//! What a store and the writers of its runs share: the index, opened, repaired and exchanged under
//! one lock, and the notices for the user.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use coinsift_verdict::Sentence;

use crate::error::StoreError;
use crate::identifiers::Pseudonyms;
use crate::index::{Index, Trouble};
use crate::layout::{self, Layout, remove_folder};
use crate::lock::Lock;
use crate::log::writer::Medium;
use crate::marker;
use crate::rebuild;
use crate::store::{Settings, now};

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

impl Shared {
    /// A store whose index is not open yet. Who has the lock may write.
    pub(crate) fn new(
        layout: Layout,
        settings: Settings,
        medium: Arc<dyn Medium>,
        lock: Option<Lock>,
    ) -> Shared {
        Shared {
            layout,
            settings,
            medium,
            writable: lock.is_some(),
            notices: Mutex::default(),
            index: Mutex::new(Slot::Closed),
            lock: Mutex::new(lock),
        }
    }

    pub(crate) fn take_notices(&self) -> Vec<Sentence> {
        std::mem::take(&mut *lock(&self.notices))
    }

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
            Err(rebuild::Obstacle::Behind) => {
                self.exchange_index(|_, path| rebuild::build(self, path))
            }
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

    pub(crate) fn note_migration(&self, from: Option<u32>) {
        if let Some(from) = from {
            self.notice(
                Sentence::new("store-migrated").with("from", from).with("to", marker::FORMAT),
            );
        }
    }

    /// Removes what an interrupted command left behind, and replaces a lost key.
    pub(crate) fn tidy(&self) -> Result<(), StoreError> {
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

/// A lock whose content is whole even if a thread panicked while it held it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
