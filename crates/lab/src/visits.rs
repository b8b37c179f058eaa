//! What came to a peer: each connection and the bytes it sent, bounded.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many connections of one peer are kept; later ones are only counted.
pub const MAX_VISITS: usize = 256;
/// How many bytes of one connection are kept; later ones are only counted.
pub const MAX_KEPT: usize = 64 * 1024;

/// One connection to a peer, seen from the peer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Who came.
    pub from: SocketAddr,
    /// To which address.
    pub to: SocketAddr,
    /// What it sent, the first [`MAX_KEPT`] bytes.
    pub received: Vec<u8>,
    /// How many bytes it sent in all.
    pub bytes_in: u64,
    /// How many bytes the peer sent it.
    pub bytes_out: u64,
    /// Whether the connection is over.
    pub over: bool,
}

/// All connections to one peer.
#[derive(Clone, Debug, Default)]
pub struct Visits(Arc<Mutex<Log>>);

#[derive(Debug, Default)]
struct Log {
    count: u64,
    bytes_in: u64,
    bytes_out: u64,
    kept: Vec<Visit>,
}

impl Visits {
    /// How many connections there were.
    pub fn count(&self) -> u64 {
        self.log().count
    }

    /// How many bytes they sent in all.
    pub fn bytes_in(&self) -> u64 {
        self.log().bytes_in
    }

    /// How many bytes the peer sent them in all.
    pub fn bytes_out(&self) -> u64 {
        self.log().bytes_out
    }

    /// The first [`MAX_VISITS`] connections, in the order in which they came.
    pub fn all(&self) -> Vec<Visit> {
        self.log().kept.clone()
    }

    /// Whether everything was kept: no connection and no byte was only counted.
    pub fn is_complete(&self) -> bool {
        let log = self.log();
        log.count == log.kept.len() as u64
            && log.kept.iter().all(|visit| visit.bytes_in == visit.received.len() as u64)
    }

    /// Notes a new connection and gives its number.
    pub(crate) fn begin(&self, from: SocketAddr, to: SocketAddr) -> usize {
        let mut log = self.log();
        log.count += 1;
        if log.kept.len() >= MAX_VISITS {
            return usize::MAX;
        }
        let (bytes_in, bytes_out) = (0, 0);
        let received = Vec::new();
        log.kept.push(Visit { from, to, received, bytes_in, bytes_out, over: false });
        log.kept.len() - 1
    }

    pub(crate) fn received(&self, number: usize, bytes: &[u8]) {
        let mut log = self.log();
        log.bytes_in += bytes.len() as u64;
        if let Some(visit) = log.kept.get_mut(number) {
            visit.bytes_in += bytes.len() as u64;
            let room = MAX_KEPT - visit.received.len();
            visit.received.extend(bytes.iter().take(room));
        }
    }

    pub(crate) fn sent(&self, number: usize, bytes: usize) {
        let mut log = self.log();
        log.bytes_out += bytes as u64;
        if let Some(visit) = log.kept.get_mut(number) {
            visit.bytes_out += bytes as u64;
        }
    }

    pub(crate) fn end(&self, number: usize) {
        if let Some(visit) = self.log().kept.get_mut(number) {
            visit.over = true;
        }
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        // Numbers and bytes stay usable whatever a panicking test left behind.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
