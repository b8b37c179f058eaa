//! What the tasks of a run share: the fence, the pace, the counters, and the one way to connect.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use coinsift_protocols::dialogue::endpoint_limits::CONNECT;
use coinsift_protocols::{Endpoint, Expectation, Transport, Utc};
use coinsift_verdict::Atlas;
use tokio::net::{TcpStream, UdpSocket};
use tokio::time::{Instant, sleep, sleep_until, timeout};

use crate::beside::Beside;
use crate::dial::{Dial, Pressure, ReachOutcome, meaning};
use crate::done::Progress;
use crate::limits::Limits;
use crate::pace::Pacer;
use crate::sources::{Agent, Clock, Entropy};
use crate::stop::Stop;
use crate::tally::Tally;
use crate::target::scope::Scope;
use crate::watch::{Moment, Watch};

/// How often a connect is repeated after a shortage before the endpoint is given up.
const REPEATS: u32 = 8;
/// The first wait after a shortage; it doubles each time.
const FIRST_WAIT: Duration = Duration::from_millis(100);
/// The longest wait after a shortage.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// A connection that stands.
#[derive(Debug)]
pub struct Link {
    /// The socket.
    pub stream: TcpStream,
    /// When it was opened, on the monotonic clock.
    pub opened: Instant,
    /// When it was opened, by the wall clock.
    pub started: Utc,
}

/// What trying to connect came to.
#[derive(Debug)]
pub enum Attempt {
    /// The endpoint is open.
    Open(Link),
    /// It is not; the outcome is never [`ReachOutcome::Open`].
    Shut(ReachOutcome),
    /// It was not asked, since a shortage of ours lasted.
    Unasked,
    /// It must not be contacted.
    Fenced,
}

/// What a [`Reach`](crate::reach::Reach) works with.
pub struct Context {
    /// The scope, with its fence.
    pub scope: Arc<Scope>,
    /// How much may be in flight.
    pub limits: Limits,
    /// The pace to keep.
    pub pacer: Pacer,
    /// The counters to keep.
    pub tally: Arc<Tally>,
    /// What is finished already.
    pub progress: Arc<Progress>,
    /// Whether the run goes on.
    pub stop: Stop,
    pub(crate) dial: Arc<dyn Dial>,
    pub(crate) clock: Clock,
    pub(crate) watch: Option<Watch>,
    pub(crate) calm: Calm,
    pub(crate) conduct: Conduct,
    pub(crate) beside: Beside,
}

/// What every session of a run is conducted with.
pub(crate) struct Conduct {
    pub(crate) atlas: Arc<Atlas>,
    pub(crate) thorough: bool,
    pub(crate) expectations: Arc<HashMap<Endpoint, Expectation>>,
    pub(crate) agent: Agent,
    pub(crate) entropy: Entropy,
    pub(crate) identity: [u8; 32],
}

impl Context {
    /// Connects within the deadline of 3 s, past the fence never; the caller has kept the pace.
    ///
    /// A shortage of descriptors, ports or buffers is counted, and the connect is repeated after a
    /// wait that doubles from 100 ms to 5 s, eight times at most; all new connects wait as long.
    pub async fn connect(&self, endpoint: Endpoint) -> Attempt {
        if !self.scope.fence().allows(endpoint) {
            Tally::one(&self.tally.fenced);
            return Attempt::Fenced;
        }
        let _in_flight = Tally::hold(&self.tally.in_flight);
        Tally::one(&self.tally.sent);
        let mut wait = FIRST_WAIT;
        for repeat in 0..=REPEATS {
            if repeat > 0 {
                Tally::one(&self.tally.retries);
            }
            let shortage = match timeout(CONNECT, self.dial.dial(endpoint.socket())).await {
                Ok(Ok(stream)) => {
                    let (opened, started) = (Instant::now(), (self.clock)());
                    return Attempt::Open(Link { stream, opened, started });
                }
                Ok(Err(error)) => match meaning(&error) {
                    Ok(outcome) => return Attempt::Shut(outcome),
                    Err(shortage) => shortage,
                },
                Err(_) => return Attempt::Shut(ReachOutcome::Silent),
            };
            Tally::one(match shortage {
                Pressure::Descriptors => &self.tally.descriptors,
                Pressure::Ports => &self.tally.ports,
                Pressure::Buffers => &self.tally.buffers,
            });
            self.tell(Moment::Short { endpoint, shortage });
            if repeat < REPEATS {
                sleep(self.calm.disturb(wait)).await;
                wait = (wait * 2).min(LONGEST_WAIT);
            }
        }
        Attempt::Unasked
    }

    /// Counts an endpoint that did not open and marks its index as finished; one that was not
    /// asked stays unfinished, so that a resumed run asks it.
    pub fn settle(&self, index: Option<u64>, endpoint: Endpoint, attempt: &Attempt) {
        let outcome = match attempt {
            Attempt::Open(_) => return,
            Attempt::Unasked => return Tally::one(&self.tally.unasked),
            // `connect` has counted it.
            Attempt::Fenced => None,
            Attempt::Shut(outcome) => Some(*outcome),
        };
        if let Some(outcome) = outcome {
            Tally::one(match outcome {
                ReachOutcome::Open => return,
                ReachOutcome::Closed => &self.tally.closed,
                ReachOutcome::Silent => &self.tally.silent,
                ReachOutcome::Unreachable => &self.tally.unreachable,
                ReachOutcome::Failed => &self.tally.failed,
            });
            self.tell(Moment::Reached { endpoint, outcome });
        }
        if let Some(index) = index {
            self.progress.mark(index);
        }
    }

    /// Marks a UDP endpoint as finished that was asked beside its TCP port.
    pub(crate) fn settle_beside(&self, index: u64) {
        Tally::one(&self.tally.beside);
        self.progress.mark(index);
    }

    /// Waits until no shortage is being waited out.
    pub async fn calm(&self) {
        while let Some(until) = self.calm.until() {
            sleep_until(until).await;
        }
    }

    /// Waits for a turn and connects: for second and later connections, and for endpoints that a
    /// reach has not connected to.
    pub(crate) async fn connect_in_turn(&self, endpoint: Endpoint) -> Attempt {
        self.calm().await;
        self.pacer.admit(endpoint.ip).await;
        self.connect(endpoint).await
    }

    /// A socket for datagrams to an endpoint and from nobody else, in its turn; `None` past the
    /// fence, and where the system gives none.
    pub(crate) async fn bind_in_turn(&self, endpoint: Endpoint) -> Option<UdpSocket> {
        self.calm().await;
        self.pacer.admit(endpoint.ip).await;
        if !self.scope.fence().allows(Endpoint { transport: Transport::Udp, ..endpoint }) {
            Tally::one(&self.tally.fenced);
            return None;
        }
        let any: IpAddr = match endpoint.ip {
            IpAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
            IpAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
        };
        let socket = UdpSocket::bind((any, 0)).await.ok()?;
        socket.connect(endpoint.socket()).await.ok()?;
        Some(socket)
    }

    pub(crate) fn tell(&self, moment: Moment<'_>) {
        if let Some(watch) = &self.watch {
            watch(moment);
        }
    }

    pub(crate) fn name(&self, ip: IpAddr) -> Option<&str> {
        self.scope.name(ip)
    }
}

/// Until when new connects wait for a shortage to pass.
#[derive(Debug, Default)]
pub(crate) struct Calm {
    until: Mutex<Option<Instant>>,
    disturbed: AtomicU32,
}

impl Calm {
    /// Makes new connects wait, and gives the wait of the one that met the shortage: up to half as
    /// long again, so that they do not all come back at once.
    fn disturb(&self, wait: Duration) -> Duration {
        let until = Instant::now() + wait;
        let mut held = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        *held = Some(held.map_or(until, |held| held.max(until)));
        let turn = self.disturbed.fetch_add(1, Ordering::Relaxed) % 16;
        wait + wait * turn / 32
    }

    fn until(&self) -> Option<Instant> {
        let mut held = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        held.take_if(|until| *until <= Instant::now());
        *held
    }
}
