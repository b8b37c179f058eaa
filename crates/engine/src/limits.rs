//! How much may be in flight at once, from the descriptor limit of this process.

use coinsift_protocols::dialogue::endpoint_limits::CONNECT;
use coinsift_verdict::Sentence;

use crate::pace::Pace;

/// Descriptors kept for files, the store, name service and the terminal.
const KEPT: u64 = 64;
/// The most sessions at once; each may hold what an endpoint may send, half a mebibyte.
const MAX_SESSIONS: u64 = 512;
/// The most open sockets that wait for a session: few, so that where everything is open none waits
/// until it is stale.
const MAX_QUEUE: u64 = 16;
/// The most connects under way at once.
const MAX_CONNECTS: u64 = 16_384;

/// How much may be in flight at once. Together they stay below the descriptor limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Connects under way.
    pub connects: usize,
    /// Open sockets waiting for a session.
    pub queue: usize,
    /// Sessions with open endpoints.
    pub sessions: usize,
    /// The descriptor limit they come from.
    pub descriptors: u64,
}

impl Limits {
    /// Raises the soft descriptor limit to the hard one and divides it. Where the system does not
    /// tell its limit, that of POSIX' smallest systems is taken, 256.
    pub fn from_system() -> Limits {
        Limits::of(rlimit::increase_nofile_limit(u64::MAX).unwrap_or(256))
    }

    /// Divides a descriptor limit.
    pub fn of(descriptors: u64) -> Limits {
        let usable = descriptors.saturating_sub(KEPT).max(3);
        let sessions = (usable / 4).clamp(1, MAX_SESSIONS);
        let queue = (usable / 16).clamp(1, MAX_QUEUE);
        let connects = (usable - sessions - queue).clamp(1, MAX_CONNECTS);
        // All are at most 16,384.
        let size = |count: u64| count as usize;
        Limits {
            connects: size(connects),
            queue: size(queue),
            sessions: size(sessions),
            descriptors,
        }
    }

    /// A note for people where the limit keeps a sweep of silent addresses below the wanted pace:
    /// each of those connects lasts the full 3 seconds.
    pub fn note(&self, pace: &Pace) -> Option<Sentence> {
        let real = self.connects as u64 / CONNECT.as_secs().max(1);
        (real < u64::from(pace.overall.get())).then(|| {
            Sentence::new("limit-descriptors")
                .with("descriptors", self.descriptors)
                .with("connects", self.connects)
                .with("rate", real)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_flight_stays_below_the_descriptor_limit() {
        for descriptors in [128, 256, 1024, 4096, 65_536, 1 << 20, u64::MAX] {
            let limits = Limits::of(descriptors);
            let all = limits.connects + limits.queue + limits.sessions;
            assert!(all as u64 + KEPT <= descriptors, "{limits:?}");
        }
        assert!(Limits::of(0).connects >= 1);
        let limits = Limits::from_system();
        assert!(limits.descriptors >= 256 && limits.sessions > 0);
    }

    #[test]
    fn a_low_limit_is_said() {
        let pace = Pace::default();
        let note = Limits::of(1024).note(&pace).unwrap();
        assert_eq!(note.id, "limit-descriptors");
        assert!(note.args.contains(&("descriptors".to_owned(), "1024".to_owned())));
        assert_eq!(Limits::of(65_536).note(&pace), None);
    }
}
