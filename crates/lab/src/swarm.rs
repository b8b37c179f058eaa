//! Tens of thousands of hosts behind one listener, for measurements and large tests.
//!
//! A listener on the wildcard address is reached under every address of 127.0.0.0/8; the address a
//! connection was made to says which simulated host is meant. So a swarm costs one descriptor and
//! a counter a host that was reached, however many hosts it plays.
//!
//! Binding the wildcard also opens the port to other machines, so connections that do not come
//! from loopback, or were not made to it, are closed before a byte is read. Use it for tests and
//! measurements only. What it cannot play is a closed port: every address accepts, and a host that
//! is not there resets at once.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::net::TcpSocket;
use tokio::task::{JoinHandle, JoinSet};

use crate::error::LabError;
use crate::line::Limits;
use crate::peer::Peer;
use crate::visits::Visits;

/// How many connections may wait to be accepted; the system may cut it (`net.core.somaxconn`).
const BACKLOG: u32 = 16_384;

/// Which of the peers an address is; `None` where there is no host.
type Choose = dyn Fn(Ipv4Addr) -> Option<usize> + Send + Sync;

/// Many hosts of few kinds on one port.
#[derive(Debug)]
pub struct Swarm {
    port: u16,
    counts: Arc<Counts>,
    task: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct Counts {
    by_host: Mutex<HashMap<Ipv4Addr, u32>>,
    turned_away: AtomicU64,
}

impl Swarm {
    /// Starts a swarm on a port of every loopback address; port 0 takes a free one. `choose` says
    /// which of `peers` an address is, by its place in the list.
    ///
    /// `limits.at_once` holds for all hosts together: where it is below what a scan keeps in
    /// flight, connections wait in the backlog and hosts look slower than they are.
    pub fn start(
        port: u16,
        limits: Limits,
        peers: Vec<Peer>,
        choose: impl Fn(Ipv4Addr) -> Option<usize> + Send + Sync + 'static,
    ) -> Result<Swarm, LabError> {
        let at = SocketAddr::from((Ipv4Addr::UNSPECIFIED, port));
        let bind = |source| LabError::Bind { at, source };
        let socket = TcpSocket::new_v4().map_err(bind)?;
        socket.set_reuseaddr(true).map_err(bind)?;
        socket.bind(at).map_err(bind)?;
        let listener = socket.listen(BACKLOG).map_err(bind)?;
        let port = listener.local_addr().map_err(bind)?.port();
        let counts = Arc::new(Counts::default());
        let hosts =
            Hosts { peers: peers.into_iter().map(Arc::new).collect(), choose: Box::new(choose) };
        let task = tokio::spawn(listen(listener, hosts, limits, counts.clone()));
        Ok(Swarm { port, counts, task })
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// How many connections were made to a host.
    pub fn connections(&self, host: Ipv4Addr) -> u32 {
        self.counts.by_host().get(&host).copied().unwrap_or(0)
    }

    /// Connections by host, for hosts that were reached.
    pub fn all_connections(&self) -> HashMap<Ipv4Addr, u32> {
        self.counts.by_host().clone()
    }

    /// How many connections were closed because they came from or went to somewhere else than
    /// loopback.
    pub fn turned_away(&self) -> u64 {
        self.counts.turned_away.load(Ordering::Relaxed)
    }

    /// Closes the listener and every connection and waits until they are closed.
    pub async fn stop(mut self) {
        self.task.abort();
        // Cancelled by us just now.
        let _ = (&mut self.task).await;
    }
}

impl Drop for Swarm {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Counts {
    fn by_host(&self) -> MutexGuard<'_, HashMap<Ipv4Addr, u32>> {
        // Counters stay usable whatever a panicking test left behind.
        self.by_host.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Hosts {
    peers: Vec<Arc<Peer>>,
    choose: Box<Choose>,
}

impl Hosts {
    fn peer(&self, host: Ipv4Addr) -> Option<Arc<Peer>> {
        (self.choose)(host).and_then(|number| self.peers.get(number)).cloned()
    }
}

async fn listen(
    listener: tokio::net::TcpListener,
    hosts: Hosts,
    limits: Limits,
    counts: Arc<Counts>,
) {
    let mut open = JoinSet::new();
    loop {
        while open.try_join_next().is_some() {}
        if open.len() >= limits.at_once {
            open.join_next().await;
            continue;
        }
        let Ok((stream, from)) = listener.accept().await else {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            continue;
        };
        let Some(host) = stream.local_addr().ok().and_then(|local| meant(local.ip(), from.ip()))
        else {
            counts.turned_away.fetch_add(1, Ordering::Relaxed);
            continue;
        };
        *counts.by_host().entry(host).or_insert(0) += 1;
        match hosts.peer(host) {
            Some(peer) => {
                // Kept for the one connection only: a swarm counts, it does not record.
                let visits = Visits::default();
                open.spawn(async move { peer.accept(stream, from, visits, limits).await });
            }
            None => {
                // Where it cannot be had, the connection is closed.
                let _ = stream.set_zero_linger();
            }
        }
    }
}

/// The host a connection means, if it is made from loopback to loopback.
fn meant(to: IpAddr, from: IpAddr) -> Option<Ipv4Addr> {
    match to {
        IpAddr::V4(host) if host.is_loopback() && from.is_loopback() => Some(host),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_comes_from_elsewhere_is_turned_away() {
        let [host, here, there] = ["127.50.0.9", "127.0.0.1", "192.0.2.1"]
            .map(|text| text.parse::<IpAddr>().expect("an address"));
        assert_eq!(meant(host, here), Some(Ipv4Addr::new(127, 50, 0, 9)));
        assert_eq!(meant(host, there), None);
        assert_eq!(meant(there, here), None);
        assert_eq!(meant(there, there), None);
    }
}
