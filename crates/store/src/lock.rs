//! The lock: one process writes to a store, and a second one is told who it is.

use std::fmt;
use std::fs::{File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use coinsift_protocols::Utc;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::layout::{self, Layout};

/// Longest lock file that is read, in bytes.
const MAX_LEN: u64 = 4096;

/// How long a lock may outlive its holder: a child process that is just being started has a copy
/// of every open file for a moment.
const AFTERGLOW: Duration = Duration::from_millis(100);

/// How long a writer waits for a process that only looks something up.
const PATIENCE: Duration = Duration::from_secs(5);

/// Who holds a store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The process; `None` where the lock file does not say.
    pub pid: Option<u32>,
    /// What it is doing.
    pub command: String,
    /// Since when, RFC 3339.
    pub since: String,
    /// Whether it only looks something up and will be done in a moment.
    #[serde(default)]
    pub brief: bool,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pid {
            Some(pid) => write!(f, "process {pid} ({}) since {}", self.command, self.since),
            None => f.write_str("another process"),
        }
    }
}

/// The lock of a store, held until it is dropped or the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct Lock {
    // The operating system frees the lock when the file is closed.
    _file: File,
}

impl Lock {
    /// Takes the lock, waiting a little for a holder that only looks something up. `brief` says
    /// that this holder does.
    pub(crate) fn take(
        layout: &Layout,
        command: &str,
        now: Utc,
        brief: bool,
    ) -> Result<Lock, StoreError> {
        let path = layout.lock();
        let mut file = layout::private_file()
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|error| StoreError::io(&path, error))?;
        let begin = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::Error(error)) => return Err(StoreError::io(&path, error)),
                Err(TryLockError::WouldBlock) => {
                    let holder = holder(&path);
                    let patience = if holder.brief { PATIENCE } else { AFTERGLOW };
                    if brief || begin.elapsed() > patience {
                        return Err(StoreError::Held { path: layout.root().to_owned(), holder });
                    }
                    std::thread::sleep(Duration::from_millis(20));
                }
            }
        }
        let holder = Holder {
            pid: Some(std::process::id()),
            command: command.to_owned(),
            since: now.to_string(),
            brief,
        };
        // The text only helps people; a lock without it is still a lock.
        if let Ok(text) = toml::to_string(&holder) {
            let _ = write_anew(&mut file, &text);
        }
        Ok(Lock { _file: file })
    }
}

/// Who holds the lock, as far as the lock file says.
fn holder(path: &Path) -> Holder {
    let mut text = String::new();
    let read = File::open(path).and_then(|file| file.take(MAX_LEN).read_to_string(&mut text));
    if read.is_err() {
        return Holder::default();
    }
    toml::from_str(&text).unwrap_or_default()
}

fn write_anew(file: &mut File, text: &str) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(text.as_bytes())
}
