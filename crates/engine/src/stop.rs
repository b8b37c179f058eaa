//! Stopping a run: no new connects, a moment of grace for what is in flight, then the end.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

/// How long dialogues in flight may go on after a run was asked to stop.
pub const GRACE: Duration = Duration::from_secs(2);

/// Why a run ended before it had looked at everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// Its user stopped it.
    Interrupted,
    /// Its time was used up.
    MaxTime,
    /// Its bytes were used up.
    MaxBytes,
    /// Results could not be taken any more.
    Sink,
    /// Some endpoints could not be asked for want of descriptors, ports or buffers.
    Pressure,
    /// A fault of the program ended some sessions.
    Fault,
}

impl Cause {
    /// The word used in records.
    pub fn word(self) -> &'static str {
        match self {
            Cause::Interrupted => "interrupted",
            Cause::MaxTime => "max-time",
            Cause::MaxBytes => "max-bytes",
            Cause::Sink => "sink",
            Cause::Pressure => "pressure",
            Cause::Fault => "fault",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Running,
    Draining(Cause),
    Cut(Cause),
}

/// A handle by which a run is stopped; clones are the same handle.
#[derive(Clone, Debug)]
pub struct Stop(Arc<watch::Sender<Phase>>);

impl Default for Stop {
    fn default() -> Stop {
        Stop(Arc::new(watch::Sender::new(Phase::Running)))
    }
}

impl Stop {
    /// A handle with which nothing was asked yet.
    pub fn new() -> Stop {
        Stop::default()
    }

    /// Asks the run to stop. Only the first cause counts.
    pub fn request(&self, cause: Cause) {
        self.0.send_if_modified(|phase| {
            let first = *phase == Phase::Running;
            if first {
                *phase = Phase::Draining(cause);
            }
            first
        });
    }

    /// What Ctrl-C does: the first time it asks the run to stop, the second time it ends what is
    /// in flight at once.
    pub fn interrupt(&self) {
        match self.cause() {
            None => self.request(Cause::Interrupted),
            Some(_) => self.cut(),
        }
    }

    /// Why the run was asked to stop, if it was.
    pub fn cause(&self) -> Option<Cause> {
        match *self.0.borrow() {
            Phase::Running => None,
            Phase::Draining(cause) | Phase::Cut(cause) => Some(cause),
        }
    }

    /// Waits until the run is asked to stop.
    pub async fn requested(&self) {
        self.reached(|phase| *phase != Phase::Running).await;
    }

    /// Waits until what is in flight must end.
    pub(crate) async fn was_cut(&self) {
        self.reached(|phase| matches!(phase, Phase::Cut(_))).await;
    }

    /// Ends what is in flight.
    pub(crate) fn cut(&self) {
        self.0.send_modify(|phase| {
            if let Phase::Draining(cause) = *phase {
                *phase = Phase::Cut(cause);
            }
        });
    }

    async fn reached(&self, when: impl FnMut(&Phase) -> bool) {
        // The sender lives as long as this handle, so waiting cannot fail.
        let _ = self.0.subscribe().wait_for(when).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_first_cause_counts_and_the_second_interrupt_cuts() {
        let stop = Stop::new();
        assert_eq!(stop.cause(), None);
        stop.cut();
        assert_eq!(stop.cause(), None);
        stop.request(Cause::MaxTime);
        stop.request(Cause::MaxBytes);
        stop.requested().await;
        assert_eq!(stop.cause(), Some(Cause::MaxTime));
        let handle = stop.clone();
        let cut = tokio::spawn(async move { handle.was_cut().await });
        stop.interrupt();
        cut.await.unwrap();
        assert_eq!(stop.cause(), Some(Cause::MaxTime));
    }
}
