//! Pace: how many connects a second, over all and for each network; and the budgets of a run.
//!
//! Both limits are token buckets in the form of the generic cell rate algorithm (ITU-T I.371): a
//! limit remembers only the moment its next connect is due. Time is tokio's, so that tests can
//! move it.

use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// How many connects are begun in a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Over all networks. Default 500.
    pub overall: NonZeroU32,
    /// To one IPv4 /24 or one IPv6 /64. Default 20.
    pub network: NonZeroU32,
}

impl Default for Pace {
    fn default() -> Pace {
        const OVERALL: NonZeroU32 = NonZeroU32::new(500).expect("500 is not zero");
        const NETWORK: NonZeroU32 = NonZeroU32::new(20).expect("20 is not zero");
        Pace { overall: OVERALL, network: NETWORK }
    }
}

/// What a whole run may cost. When a budget is used up the run stops as by its user and is
/// reported as incomplete; what is in flight then has its moment of grace, so a budget may be
/// exceeded by that much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    /// How long it may last.
    pub time: Option<Duration>,
    /// How many bytes of dialogues may be sent and received together.
    pub bytes: Option<u64>,
}

/// An IPv4 /24 or an IPv6 /64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Network {
    V4(u32),
    V6(u64),
}

impl Network {
    pub(crate) fn of(ip: IpAddr) -> Network {
        match ip.to_canonical() {
            IpAddr::V4(ip) => Network::V4(u32::from(ip) >> 8),
            IpAddr::V6(ip) => Network::V6((u128::from(ip) >> 64) as u64),
        }
    }
}

/// One limit.
#[derive(Clone, Copy, Debug)]
struct Bucket {
    interval: Duration,
    /// How much earlier than due a connect may be: what lets a limit catch up after the timer
    /// woke late.
    slack: Duration,
}

impl Bucket {
    fn new(rate: NonZeroU32, slack: Duration) -> Bucket {
        Bucket { interval: Duration::from_secs(1) / rate.get(), slack }
    }

    fn ready(&self, due: Instant) -> Instant {
        due.checked_sub(self.slack).unwrap_or(due)
    }
}

/// Above this many networks those whose limit is idle are forgotten.
const REMEMBERED: usize = 4096;

/// Keeps the pace of a run.
#[derive(Debug)]
pub struct Pacer {
    overall: Bucket,
    network: Bucket,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    overall: Instant,
    networks: HashMap<Network, Instant>,
    prune_at: usize,
}

impl Pacer {
    /// A pacer with which nothing was begun yet.
    pub fn new(pace: Pace) -> Pacer {
        let state =
            State { overall: Instant::now(), networks: HashMap::new(), prune_at: REMEMBERED };
        Pacer {
            overall: Bucket::new(pace.overall, Duration::from_millis(10)),
            network: Bucket::new(pace.network, Duration::ZERO),
            state: Mutex::new(state),
        }
    }

    /// Waits until a connect to this address may be begun, and begins it. The turn in the network
    /// is taken at once, before those that only try; dialogues under way come before new ones.
    pub async fn admit(&self, ip: IpAddr) {
        let turn = self.with(|state| {
            let now = Instant::now();
            state.prune(now);
            let due = state.networks.entry(Network::of(ip)).or_insert(now);
            let turn = self.network.ready(*due).max(now);
            *due = (*due).max(now) + self.network.interval;
            turn
        });
        sleep_until(turn).await;
        loop {
            self.overall().await;
            // Another may have been quicker since.
            if self.with(|state| self.take_overall(state, Instant::now())) {
                return;
            }
        }
    }

    /// Waits until the overall limit lets another connect through.
    pub(crate) async fn overall(&self) {
        let ready = self.with(|state| self.overall.ready(state.overall));
        sleep_until(ready).await;
    }

    /// Begins a connect to this address if both limits let it through now; else gives the moment
    /// to try again.
    pub(crate) fn try_take(&self, ip: IpAddr) -> Result<(), Instant> {
        let now = Instant::now();
        self.with(|state| {
            state.prune(now);
            let network = Network::of(ip);
            let due = state.networks.get(&network).copied().unwrap_or(now);
            let ready = self.network.ready(due);
            if ready > now {
                return Err(ready);
            }
            if !self.take_overall(state, now) {
                return Err(self.overall.ready(state.overall));
            }
            state.networks.insert(network, due.max(now) + self.network.interval);
            Ok(())
        })
    }

    /// When the limit of a network lets the next connect through.
    pub(crate) fn network_ready(&self, network: Network) -> Instant {
        let due = self.with(|state| state.networks.get(&network).copied());
        due.map_or_else(Instant::now, |due| self.network.ready(due))
    }

    fn take_overall(&self, state: &mut State, now: Instant) -> bool {
        let open = self.overall.ready(state.overall) <= now;
        if open {
            state.overall = state.overall.max(now) + self.overall.interval;
        }
        open
    }

    fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl State {
    fn prune(&mut self, now: Instant) {
        if self.networks.len() >= self.prune_at {
            self.networks.retain(|_, due| *due > now);
            self.prune_at = (self.networks.len() * 2).max(REMEMBERED);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pacer(overall: u32, network: u32) -> Pacer {
        let rate = |number| NonZeroU32::new(number).unwrap();
        Pacer::new(Pace { overall: rate(overall), network: rate(network) })
    }

    /// How many connects are admitted within `time`, each to the address `ip` gives.
    async fn admitted(pacer: &Pacer, time: Duration, ip: impl Fn(u32) -> IpAddr) -> u32 {
        let end = Instant::now() + time;
        let mut count = 0;
        while tokio::time::timeout_at(end, pacer.admit(ip(count))).await.is_ok() {
            count += 1;
        }
        count
    }

    fn spread(number: u32) -> IpAddr {
        IpAddr::V4((0x0b00_0000 + (number << 8)).into())
    }

    #[tokio::test(start_paused = true)]
    async fn the_overall_limit_holds_over_many_networks() {
        let count = admitted(&pacer(500, 20), Duration::from_secs(4), spread).await;
        assert!((1990..=2010).contains(&count), "{count}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_network_has_its_own_limit() {
        let pacer = pacer(500, 20);
        let one = |number: u32| IpAddr::V4((0x0b00_0000 + number % 256).into());
        let count = admitted(&pacer, Duration::from_secs(3), one).await;
        assert!((59..=62).contains(&count), "{count}");
        let v6 = |number: u32| IpAddr::V6((0x2001_0db8_u128 << 96 | u128::from(number)).into());
        let count = admitted(&pacer, Duration::from_secs(3), v6).await;
        assert!((59..=62).contains(&count), "{count}");
    }

    #[tokio::test(start_paused = true)]
    async fn idle_time_is_not_saved_up() {
        let pacer = pacer(500, 20);
        tokio::time::advance(Duration::from_secs(3600)).await;
        let count = admitted(&pacer, Duration::from_millis(100), spread).await;
        assert!((50..=57).contains(&count), "{count}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_try_gives_the_moment_to_try_again() {
        let pacer = pacer(500, 20);
        let ip = spread(1);
        let begun = Instant::now();
        assert_eq!(pacer.try_take(ip), Ok(()));
        let again = pacer.try_take(ip).unwrap_err();
        assert_eq!(again - begun, Duration::from_millis(50));
        tokio::time::sleep_until(again).await;
        assert_eq!(pacer.try_take(ip), Ok(()));
        assert_eq!(pacer.network_ready(Network::of(ip)) - begun, Duration::from_millis(100));
    }

    #[tokio::test(start_paused = true)]
    async fn idle_networks_are_forgotten() {
        let pacer = pacer(1_000_000, 20);
        for number in 0..20_000 {
            tokio::time::advance(Duration::from_millis(1)).await;
            match number % 2 {
                0 => pacer.try_take(spread(number)).unwrap(),
                _ => pacer.admit(spread(number)).await,
            }
        }
        assert!(pacer.with(|state| state.networks.len()) <= 2 * REMEMBERED);
    }
}
