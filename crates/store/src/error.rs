//! What can go wrong with a store, whose fault it is, and the sentence with the cure.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use coinsift_protocols::Endpoint;
use coinsift_verdict::Sentence;

use crate::id::RunId;
use crate::lock::Holder;

/// Why a store cannot do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is nothing at this path.
    #[error("no store at {}", .0.display())]
    NoStore(PathBuf),
    /// A file stands where the folder should be.
    #[error("{} is a file, not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// The folder holds other things.
    #[error("{} is a folder of something else", .0.display())]
    NotAStore(PathBuf),
    /// The store may not be read or written by this user.
    #[error("no permission for {}", .0.display())]
    NoPermission(PathBuf),
    /// Another process writes to it.
    #[error("{} is held by {holder}", .path.display())]
    Held {
        /// The store.
        path: PathBuf,
        /// Who holds it.
        holder: Holder,
    },
    /// It was written by a newer version.
    #[error("{} has format {found}, known is up to {known}", .path.display())]
    Newer {
        /// The store.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The newest format this version knows.
        known: u32,
    },
    /// Its marker cannot be understood.
    #[error("{}: {wrong}", .path.display())]
    Marker {
        /// The marker file.
        path: PathBuf,
        /// What is wrong.
        wrong: String,
    },
    /// There is no such run.
    #[error("no run {0:?}")]
    NoSuchRun(String),
    /// A run of this id exists already.
    #[error("run {0} exists")]
    RunExists(RunId),
    /// The run cannot be gone on with, because it is complete.
    #[error("run {0} is complete")]
    RunComplete(RunId),
    /// The run cannot be gone on with, because it only brings other runs together.
    #[error("run {0} was merged from shards")]
    RunMerged(RunId),
    /// Two stores hold different logs under one run id.
    #[error("run {run} differs between the stores")]
    Conflict {
        /// The run.
        run: RunId,
        /// The store it was to be taken from.
        path: PathBuf,
    },
    /// A log is damaged.
    #[error(transparent)]
    Damaged(#[from] Damage),
    /// The disk is full.
    #[error("no space left for {}", .0.display())]
    DiskFull(PathBuf),
    /// An endpoint has more evidence than a log may take at once.
    #[error("{endpoint} has {bytes} bytes of evidence, at most {limit} can be kept")]
    TooLarge {
        /// The endpoint, or `None` for a record about the run.
        endpoint: Written,
        /// How much it is.
        bytes: usize,
        /// How much it may be.
        limit: usize,
    },
    /// The store was opened for reading.
    #[error("opened for reading")]
    ReadOnly,
    /// Writing failed before; nothing more is taken until the run is resumed.
    #[error("writing has failed before")]
    Stopped,
    /// The operating system gave no random bytes.
    #[error("no random bytes: {0}")]
    Entropy(String),
    /// The index failed, and again after it was built anew.
    #[error("index: {0}")]
    Index(String),
    /// A value could not be encoded.
    #[error("encoding: {0}")]
    Encoding(String),
    /// Any other trouble with a file.
    #[error("{}: {source}", .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The trouble.
        source: io::Error,
    },
}

/// Whom a record is about, for [`StoreError::TooLarge`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written(pub Option<Endpoint>);

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(endpoint) => write!(f, "{endpoint}"),
            None => f.write_str("run"),
        }
    }
}

impl StoreError {
    /// The error for trouble with a file, sorted by what the user can do about it.
    pub(crate) fn io(path: &Path, source: io::Error) -> StoreError {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::DiskFull(path),
            io::ErrorKind::PermissionDenied => StoreError::NoPermission(path),
            _ => StoreError::Io { path, source },
        }
    }

    /// Whether the disk was full.
    pub fn is_disk_full(&self) -> bool {
        matches!(self, StoreError::DiskFull(_))
    }

    /// The sentence for people: the place and the cure.
    pub fn sentence(&self) -> Sentence {
        let at = |id: &str, path: &Path| Sentence::new(id).with("path", path.display());
        match self {
            StoreError::NoStore(path) => at("store-none", path),
            StoreError::NotAFolder(path) => at("store-not-a-folder", path),
            StoreError::NotAStore(path) => at("store-not-a-store", path),
            StoreError::NoPermission(path) => at("store-no-permission", path),
            StoreError::Held { path, holder } => match holder.pid {
                Some(pid) => at("store-held", path)
                    .with("pid", pid)
                    .with("command", &holder.command)
                    .with("since", &holder.since),
                None => at("store-held-unnamed", path),
            },
            StoreError::Newer { path, found, known } => {
                at("store-newer", path).with("found", found).with("known", known)
            }
            StoreError::Marker { path, wrong } => at("store-marker", path).with("wrong", wrong),
            StoreError::NoSuchRun(name) => Sentence::new("store-no-such-run").with("run", name),
            StoreError::RunExists(run) => Sentence::new("store-run-exists").with("run", run),
            StoreError::RunComplete(run) => Sentence::new("store-run-complete").with("run", run),
            StoreError::RunMerged(run) => Sentence::new("store-run-merged").with("run", run),
            StoreError::Conflict { run, path } => at("store-merge-conflict", path).with("run", run),
            StoreError::Damaged(damage) => damage.sentence(),
            StoreError::DiskFull(path) => at("store-disk-full", path),
            StoreError::TooLarge { endpoint, bytes, limit } => Sentence::new("store-too-large")
                .with("endpoint", endpoint)
                .with("bytes", bytes)
                .with("limit", limit),
            StoreError::ReadOnly => Sentence::new("store-read-only"),
            StoreError::Stopped => Sentence::new("store-stopped"),
            StoreError::Entropy(wrong) => Sentence::new("store-entropy").with("wrong", wrong),
            StoreError::Index(wrong) => Sentence::new("store-index").with("wrong", wrong),
            StoreError::Encoding(wrong) => Sentence::new("store-encoding").with("wrong", wrong),
            StoreError::Io { path, source } => at("store-io", path).with("wrong", source),
        }
    }
}

/// A place in a log from which on it cannot be read. Everything before it is whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} is damaged at byte {offset}: {what}", .file.display())]
pub struct Damage {
    /// The log file.
    pub file: PathBuf,
    /// The first byte that does not belong to anything whole.
    pub offset: u64,
    /// What is wrong there.
    pub what: Flaw,
}

/// What is wrong with a damaged log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Flaw {
    /// The file ends within a batch: it was being written when the program or the machine stopped,
    /// or it was cut.
    #[error("ends within a batch")]
    Torn,
    /// A checksum does not fit.
    #[error("checksum does not fit")]
    Checksum,
    /// Bytes that are no batch of this format.
    #[error("not a batch")]
    Shape,
    /// The hash chain does not go on from what stands before.
    #[error("hash chain is broken")]
    Chain,
    /// A file of the run is missing.
    #[error("file is missing")]
    Missing,
    /// The log is shorter than what was reported from it.
    #[error("shorter than what was reported")]
    Shortened,
}

impl Damage {
    /// Whether the log only ends within a batch, as after a stop in the middle of writing.
    pub fn is_torn(&self) -> bool {
        self.what == Flaw::Torn
    }

    /// The sentence for people.
    pub fn sentence(&self) -> Sentence {
        let id = match self.what {
            Flaw::Torn => "store-log-torn",
            Flaw::Checksum | Flaw::Shape => "store-log-damaged",
            Flaw::Chain => "store-log-chain",
            Flaw::Missing => "store-log-missing",
            Flaw::Shortened => "store-log-shortened",
        };
        Sentence::new(id).with("file", self.file.display()).with("offset", self.offset)
    }
}
