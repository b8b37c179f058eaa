//! Opening a store: who may, what is checked, what is put right on the way.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use coinsift_protocols::Utc;
use coinsift_verdict::Sentence;

use crate::error::StoreError;
use crate::identifiers::Pseudonyms;
use crate::layout::{self, Layout};
use crate::lock::Lock;
use crate::log::writer::{FileSystem, Medium};
use crate::marker::{self, Marker};
use crate::shared::Shared;

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

impl Store {
    /// Opens the store in a folder.
    pub fn open(dir: &Path, access: Access) -> Result<Store, StoreError> {
        Store::open_with(dir, access, Settings::default())
    }

    /// Opens the store in a folder with other sizes.
    pub fn open_with(dir: &Path, access: Access, settings: Settings) -> Result<Store, StoreError> {
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
        let shared = |layout, lock| Shared::new(layout, settings, medium, lock);
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
                let store = Store { shared: Arc::new(shared(layout, None)) };
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
                let store = Store { shared: Arc::new(shared(layout, Some(lock))) };
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
        self.shared.take_notices()
    }

    /// The key under which identifiers are shown.
    pub fn pseudonyms(&self) -> Result<Pseudonyms, StoreError> {
        Pseudonyms::load(&self.shared.layout)
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

/// The time of the system's clock.
pub(crate) fn now() -> Utc {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Utc(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
