//! The index: results in sled, found fast, and never needed to be believed. It holds nothing that
//! the logs do not hold, and is built anew from them whenever it cannot be used.
//!
//! sled 0.34.7 is used as measurements showed it to be safe and quick: the cache is set, batches
//! are sorted, `flush` returns before anything is reported, space comes back by copying.

pub(crate) mod apply;
pub(crate) mod rows;
pub(crate) mod trees;

use std::collections::BTreeMap;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Duration;

use rows::EndpointRows;
use trees::{Histories, Table, Verdicts};

use crate::error::StoreError;
use crate::key::EndpointKey;

/// Raised when a key or value of any tree changes; an index of another schema is built anew.
pub(crate) const SCHEMA: u32 = 1;

/// Where the schema stands: in sled's unnamed tree.
const SCHEMA_KEY: &[u8] = b"schema";

/// Most entries handed to sled at once. sled frees what a batch replaced only after the batch:
/// measured with sorted keys, batches of 500 took 166 MB of memory and 622 bytes of disk a record,
/// batches of 5000 took 2.4 GB and 1162 bytes.
const SLED_BATCH: usize = 500;

/// Why an index cannot be used.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// sled says so.
    Sled(sled::Error),
    /// sled panicked, which it does on some kinds of noise in its files.
    Panicked,
    /// A value or key is not of its tree.
    Foreign(&'static str),
    /// It has another schema.
    Schema,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Sled(error) => write!(f, "{error}"),
            Trouble::Panicked => f.write_str("panic while reading"),
            Trouble::Foreign(tree) => write!(f, "foreign entry in {tree}"),
            Trouble::Schema => f.write_str("other schema"),
        }
    }
}

impl From<sled::Error> for Trouble {
    fn from(error: sled::Error) -> Trouble {
        Trouble::Sled(error)
    }
}

impl Trouble {
    /// The error where building anew would not help either, because the disk is the reason.
    pub(crate) fn beyond_repair(&self, path: &Path) -> Option<StoreError> {
        let Trouble::Sled(sled::Error::Io(error)) = self else { return None };
        let again = std::io::Error::new(error.kind(), error.to_string());
        match StoreError::io(path, again) {
            StoreError::Io { .. } => None,
            plain => Some(plain),
        }
    }
}

/// An open index.
pub(crate) struct Index {
    db: sled::Db,
    trees: BTreeMap<&'static str, sled::Tree>,
}

impl Index {
    /// Opens or makes an index. `cache` is in bytes.
    pub(crate) fn open(path: &Path, cache: u64) -> Result<Index, Trouble> {
        let is_new = !path.exists();
        let db = open_sled(path, cache)?;
        let mut trees = BTreeMap::new();
        for (name, _, _) in trees::TREES {
            trees.insert(*name, guarded(|| db.open_tree(name))??);
        }
        let index = Index { db, trees };
        let schema = guarded(|| index.db.get(SCHEMA_KEY))??;
        match schema {
            Some(schema) if schema.as_ref() == SCHEMA.to_be_bytes() => {}
            None if is_new => {
                guarded(|| index.db.insert(SCHEMA_KEY, &SCHEMA.to_be_bytes()))??;
                index.flush()?;
            }
            _ => return Err(Trouble::Schema),
        }
        Ok(index)
    }

    /// Returns when everything written so far is durable.
    pub(crate) fn flush(&self) -> Result<(), Trouble> {
        guarded(|| self.db.flush())??;
        Ok(())
    }

    /// The value of a key.
    pub(crate) fn get<T: Table>(&self, key: T::Key) -> Result<Option<T::Value>, Trouble> {
        let tree = self.tree::<T>()?;
        match guarded(|| tree.get(T::key(key)))?? {
            Some(value) => Ok(Some(decoded::<T>(&value)?)),
            None => Ok(None),
        }
    }

    /// Up to `limit` entries from a key on, which is left out; `None` begins at the first.
    pub(crate) fn page<T: Table>(
        &self,
        after: Option<&[u8]>,
        limit: usize,
    ) -> Result<Vec<Entry<T>>, Trouble> {
        use std::ops::Bound;
        let tree = self.tree::<T>()?;
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        guarded(|| {
            let range: (Bound<&[u8]>, Bound<&[u8]>) = (from, Bound::Unbounded);
            let mut page = Vec::new();
            for entry in tree.range::<&[u8], _>(range).take(limit) {
                let (key, value) = entry?;
                if key.len() != T::KEY_LEN {
                    return Err(Trouble::Foreign(T::NAME));
                }
                page.push((key.to_vec(), decoded::<T>(&value)?));
            }
            Ok(page)
        })?
    }

    /// Everything held of an endpoint.
    pub(crate) fn endpoint(&self, key: &EndpointKey) -> Result<EndpointRows, Trouble> {
        let standing = self.get::<Verdicts>(*key)?;
        let history = self.get::<Histories>(*key)?;
        Ok(EndpointRows::new(standing, history.as_ref()))
    }

    /// How many entries each tree has. Reads all of it.
    pub(crate) fn counts(&self) -> Result<BTreeMap<&'static str, u64>, Trouble> {
        let mut counts = BTreeMap::new();
        for (name, tree) in &self.trees {
            let count = guarded(|| {
                let mut count = 0;
                for entry in tree {
                    entry?;
                    count += 1;
                }
                Ok::<u64, sled::Error>(count)
            })??;
            counts.insert(*name, count);
        }
        Ok(counts)
    }

    /// Writes the entries of one tree, sorted by key.
    pub(crate) fn write<T: Table>(&self, rows: Rows) -> Result<(), Trouble> {
        let tree = self.tree::<T>()?;
        let mut rows = rows.0.into_iter().peekable();
        while rows.peek().is_some() {
            let mut batch = sled::Batch::default();
            for (key, value) in rows.by_ref().take(SLED_BATCH) {
                match value {
                    Some(value) => batch.insert(key, value),
                    None => batch.remove(key),
                }
            }
            guarded(|| tree.apply_batch(batch))??;
        }
        Ok(())
    }

    /// Puts bytes that are no value under a key.
    #[cfg(test)]
    pub(crate) fn write_raw<T: Table>(&self, key: T::Key, bytes: &[u8]) -> Result<(), Trouble> {
        self.tree::<T>()?.insert(T::key(key), bytes)?;
        Ok(())
    }

    fn tree<T: Table>(&self) -> Result<&sled::Tree, Trouble> {
        self.trees.get(T::NAME).ok_or(Trouble::Foreign(T::NAME))
    }
}

/// A key and its value.
pub(crate) type Entry<T> = (Vec<u8>, <T as Table>::Value);

/// Entries to be written to one tree: by key, `None` removes.
#[derive(Default)]
pub(crate) struct Rows(BTreeMap<Vec<u8>, Option<Vec<u8>>>);

impl Rows {
    pub(crate) fn set<T: Table>(&mut self, key: T::Key, value: Option<&T::Value>) {
        // Encoding into memory fails only for types that postcard cannot encode, and every value
        // type is encoded by the tests.
        let bytes = value.map(|value| postcard::to_stdvec(value).unwrap_or_default());
        self.0.insert(T::key(key), bytes);
    }
}

fn decoded<T: Table>(bytes: &[u8]) -> Result<T::Value, Trouble> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Ok(value),
        _ => Err(Trouble::Foreign(T::NAME)),
    }
}

fn open_sled(path: &Path, cache: u64) -> Result<sled::Db, Trouble> {
    let open = || {
        sled::Config::new()
            .path(path)
            .cache_capacity(cache)
            // A batch is flushed by itself before it is reported.
            .flush_every_ms(None)
            .open()
    };
    // The store's own lock keeps others out; sled's may linger a moment after a handle is dropped.
    let mut patience = 100;
    loop {
        match guarded(open)? {
            Err(sled::Error::Io(error))
                if patience > 0 && error.to_string().contains("could not acquire lock") =>
            {
                patience -= 1;
                std::thread::sleep(Duration::from_millis(20));
            }
            other => return Ok(other?),
        }
    }
}

/// Runs something in sled and turns a panic into trouble. sled 0.34 asserts in places where its
/// files are noise.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Trouble> {
    quiet::hush(|| catch_unwind(AssertUnwindSafe(work))).map_err(|_| Trouble::Panicked)
}

/// Keeps the message of a caught panic off the terminal.
mod quiet {
    use std::cell::Cell;
    use std::sync::Once;

    thread_local! {
        static HUSHED: Cell<bool> = const { Cell::new(false) };
    }

    pub(super) fn hush<T>(work: impl FnOnce() -> T) -> T {
        static HOOK: Once = Once::new();
        HOOK.call_once(|| {
            let before = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |info| {
                if !HUSHED.with(Cell::get) {
                    before(info);
                }
            }));
        });
        let was = HUSHED.replace(true);
        let result = work();
        HUSHED.set(was);
        result
    }
}
