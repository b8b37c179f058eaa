//! A thread that commits a run's records by number and by the clock.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::error::StoreError;
use crate::record::End;
use crate::writer::{Item, RunWriter};

/// When a batch is committed: at the first of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Records in it.
    pub records: usize,
    /// Time since its first record came.
    pub wait: Duration,
    /// Bytes in it, before compression.
    pub bytes: usize,
}

impl Default for Policy {
    /// 500 records, 200 ms, 8 MiB.
    fn default() -> Policy {
        Policy { records: 500, wait: Duration::from_millis(200), bytes: 8 * 1024 * 1024 }
    }
}

/// The thread has stopped, most often because the disk is full; [`Committer::finish`] tells why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the store has stopped taking records")]
pub struct HasStopped;

/// Hands records to the thread. Can be cloned.
#[derive(Clone, Debug)]
pub struct Intake(SyncSender<Item>);

impl Intake {
    /// Hands a record over; blocks while the channel is full.
    pub fn send(&self, item: Item) -> Result<(), HasStopped> {
        self.0.send(item).map_err(|_| HasStopped)
    }
}

/// Commits records on a thread of its own.
pub struct Committer {
    intake: Intake,
    thread: JoinHandle<Result<RunWriter, StoreError>>,
}

impl Committer {
    /// Starts the thread. At most `capacity` records wait in its channel. `on_durable` is called
    /// on the thread with each batch once it is durable, in the order in which records were sent.
    pub fn start(
        writer: RunWriter,
        policy: Policy,
        capacity: usize,
        on_durable: impl FnMut(Vec<Item>) + Send + 'static,
    ) -> io::Result<Committer> {
        let (sender, receiver) = sync_channel(capacity.max(1));
        let thread = std::thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || work(writer, policy, &receiver, on_durable))?;
        Ok(Committer { intake: Intake(sender), thread })
    }

    /// Where records are handed over.
    pub fn intake(&self) -> Intake {
        self.intake.clone()
    }

    /// Waits until everything sent is durable, and ends the run where `end` says how; without it
    /// the run can be resumed. All other [`Intake`]s have to be dropped before.
    ///
    /// The end comes back with the tally filled in.
    pub fn finish(self, end: Option<End>) -> Result<Option<End>, StoreError> {
        drop(self.intake);
        let writer = match self.thread.join() {
            Ok(worked) => worked?,
            // The callback panicked: the panic goes on in the thread that gave it.
            Err(panic) => std::panic::resume_unwind(panic),
        };
        match end {
            Some(end) => writer.end(end).map(|(_, end)| Some(end)),
            None => Ok(None),
        }
    }
}

fn work(
    mut writer: RunWriter,
    policy: Policy,
    receiver: &Receiver<Item>,
    mut on_durable: impl FnMut(Vec<Item>),
) -> Result<RunWriter, StoreError> {
    let mut due: Option<Instant> = None;
    loop {
        let received = match due {
            None => receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(due) => receiver.recv_timeout(due.saturating_duration_since(Instant::now())),
        };
        match received {
            Ok(item) => {
                writer.push(item)?;
                due = due.or_else(|| Instant::now().checked_add(policy.wait));
                let full =
                    writer.pending() >= policy.records || writer.pending_bytes() >= policy.bytes;
                if !full && due.is_some_and(|due| Instant::now() < due) {
                    continue;
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                let last = writer.commit()?;
                if !last.is_empty() {
                    on_durable(last);
                }
                return Ok(writer);
            }
        }
        due = None;
        on_durable(writer.commit()?);
    }
}
