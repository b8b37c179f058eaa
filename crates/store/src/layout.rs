//! The layout of a store's folder, and how its files and folders are made.
//!
//! ```text
//! DIR/store.toml        the format and who made it
//! DIR/lock              who writes to it
//! DIR/key               32 bytes that key the hashes of identifiers
//! DIR/runs/ID/0001.log  the evidence
//! DIR/sweeps/JOB.toml   which sweeps of a job were told
//! DIR/index/            the results, in sled; can be built anew from the logs
//! ```

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::StoreError;
use crate::id::RunId;

/// Where everything is in a store.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    root: PathBuf,
}

impl Layout {
    pub(crate) fn new(root: &Path) -> Layout {
        Layout { root: root.to_owned() }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn marker(&self) -> PathBuf {
        self.root.join("store.toml")
    }

    pub(crate) fn lock(&self) -> PathBuf {
        self.root.join("lock")
    }

    pub(crate) fn key(&self) -> PathBuf {
        self.root.join("key")
    }

    pub(crate) fn runs(&self) -> PathBuf {
        self.root.join("runs")
    }

    pub(crate) fn run(&self, run: RunId) -> PathBuf {
        self.runs().join(run.to_string())
    }

    /// Where a run is moved to before it is removed, so that a half-removed run is never read.
    pub(crate) fn dropped(&self, run: RunId) -> PathBuf {
        self.runs().join(format!(".dropped-{run}"))
    }

    /// Where a run is copied to before it is complete.
    pub(crate) fn arriving(&self, run: RunId) -> PathBuf {
        self.runs().join(format!(".arriving-{run}"))
    }

    /// Which sweeps of each job were told.
    pub(crate) fn sweeps(&self) -> PathBuf {
        self.root.join("sweeps")
    }

    pub(crate) fn index(&self) -> PathBuf {
        self.root.join("index")
    }

    /// Where a new index is made before it takes the place of the old one.
    pub(crate) fn new_index(&self) -> PathBuf {
        self.root.join("index.new")
    }

    /// Where an index that cannot be used is set aside; the last one is kept.
    pub(crate) fn set_aside_index(&self) -> PathBuf {
        self.root.join("index.damaged")
    }

    /// The ids of all runs in the folder, oldest first.
    pub(crate) fn run_ids(&self) -> Result<Vec<RunId>, StoreError> {
        let path = self.runs();
        let wrong = |error| StoreError::io(&path, error);
        let mut ids = Vec::new();
        for entry in fs::read_dir(&path).map_err(wrong)? {
            let name = entry.map_err(wrong)?.file_name();
            // Anything else in the folder is not ours to judge.
            ids.extend(name.to_str().and_then(|name| name.parse::<RunId>().ok()));
        }
        ids.sort_unstable();
        Ok(ids)
    }
}

/// Makes a folder that only its owner may enter.
pub(crate) fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Options that read and write a file and make it for its owner alone.
pub(crate) fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes the entries of a folder durable.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Writes a small file so that it is there whole or not at all.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let draft = path.with_extension("draft");
    let write = || -> io::Result<()> {
        let mut file = private_file().create(true).truncate(true).open(&draft)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&draft, path)?;
        path.parent().map_or(Ok(()), sync_folder)
    };
    write().map_err(|error| StoreError::io(path, error))
}

/// Removes a folder, if it is there.
pub(crate) fn remove_folder(path: &Path) -> Result<(), StoreError> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done.map_err(|error| StoreError::io(path, error)),
    }
}

/// Bytes on disk under a path; what cannot be looked at counts nothing.
pub(crate) fn disk_bytes(path: &Path) -> u64 {
    let Ok(meta) = fs::symlink_metadata(path) else {
        return 0;
    };
    if !meta.is_dir() {
        return meta.len();
    }
    let Ok(entries) = fs::read_dir(path) else {
        return 0;
    };
    entries.filter_map(|entry| Some(disk_bytes(&entry.ok()?.path()))).sum()
}
