//! The lab: peers on sockets of their own.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::{TcpListener, UdpSocket};
use tokio::task::{JoinHandle, JoinSet};

use crate::error::LabError;
use crate::line::Limits;
use crate::peer::Peer;
use crate::visits::Visits;

/// Peers that listen on loopback. Dropping it closes every socket and connection.
#[derive(Debug, Default)]
pub struct Lab {
    limits: Limits,
    peers: BTreeMap<SocketAddr, Visits>,
    tasks: Vec<JoinHandle<()>>,
}

impl Lab {
    /// A lab without peers.
    pub fn new() -> Lab {
        Lab::default()
    }

    /// A lab whose connections are bounded otherwise than by default.
    pub fn with_limits(limits: Limits) -> Lab {
        Lab { limits, peers: BTreeMap::new(), tasks: Vec::new() }
    }

    /// Starts a peer and gives the address it listens on; port 0 takes a free one.
    pub async fn add(
        &mut self,
        at: SocketAddr,
        peer: impl Into<Peer>,
    ) -> Result<SocketAddr, LabError> {
        if !at.ip().is_loopback() {
            return Err(LabError::NotLoopback(at));
        }
        let bind = |source| LabError::Bind { at, source };
        let listener = TcpListener::bind(at).await.map_err(bind)?;
        let bound = listener.local_addr().map_err(bind)?;
        let (peer, visits) = (peer.into(), Visits::default());
        if let Peer::Datagrams(datagrams) = &peer {
            let socket = UdpSocket::bind(bound).await.map_err(bind)?;
            self.tasks.push(tokio::spawn(datagrams.serve(socket)));
        }
        self.peers.insert(bound, visits.clone());
        self.tasks.push(tokio::spawn(listen(listener, peer, visits, self.limits)));
        Ok(bound)
    }

    /// Starts a peer on a free port of 127.0.0.1.
    pub async fn add_anywhere(&mut self, peer: impl Into<Peer>) -> Result<SocketAddr, LabError> {
        self.add(SocketAddr::from(([127, 0, 0, 1], 0)), peer).await
    }

    /// Where peers listen, sorted.
    pub fn addresses(&self) -> impl Iterator<Item = SocketAddr> {
        self.peers.keys().copied()
    }

    /// What came to the peer at this address; nothing where there is none.
    pub fn visits(&self, at: SocketAddr) -> Visits {
        self.peers.get(&at).cloned().unwrap_or_default()
    }

    /// What came, by address.
    pub fn all_visits(&self) -> impl Iterator<Item = (SocketAddr, &Visits)> {
        self.peers.iter().map(|(&at, visits)| (at, visits))
    }

    /// Closes every socket and connection and waits until they are closed: the ports are free
    /// afterwards. What came stays readable through [`Visits`] taken before.
    pub async fn stop(mut self) {
        for task in std::mem::take(&mut self.tasks) {
            task.abort();
            // Cancelled by us just now.
            let _ = task.await;
        }
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

/// Accepts connections until it is aborted, which aborts the connections with it.
async fn listen(listener: TcpListener, peer: Peer, visits: Visits, limits: Limits) {
    let peer = Arc::new(peer);
    let mut open = JoinSet::new();
    loop {
        while open.try_join_next().is_some() {}
        if open.len() >= limits.at_once {
            open.join_next().await;
            continue;
        }
        let Ok((stream, from)) = listener.accept().await else {
            // Out of descriptors, or a connection that is gone already: others may follow.
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            continue;
        };
        let (peer, visits) = (peer.clone(), visits.clone());
        open.spawn(async move { peer.accept(stream, from, visits, limits).await });
    }
}
