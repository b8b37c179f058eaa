//! Which UDP endpoints of the scope are asked beside an open TCP port of the same number.

use std::collections::HashSet;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use coinsift_protocols::{Endpoint, Transport};
use tokio::sync::Notify;

use crate::target::scope::Scope;

type Place = (IpAddr, u16);

/// Open TCP ports whose UDP namesake is in the scope. Memory grows with the number of these.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    places: Mutex<Places>,
    left: Notify,
}

#[derive(Debug, Default)]
struct Places {
    /// Their session goes on, so that the datagrams may still come.
    open: HashSet<Place>,
    /// They were asked.
    asked: HashSet<Place>,
}

impl Beside {
    /// A TCP endpoint is open and will have a session.
    pub(crate) fn enter(&self, scope: &Scope, endpoint: Endpoint) {
        if scope.contains(Endpoint { transport: Transport::Udp, ..endpoint }) {
            self.with(|places| places.open.insert((endpoint.ip, endpoint.port)));
        }
    }

    /// It was asked by datagrams.
    pub(crate) fn asked(&self, scope: &Scope, endpoint: Endpoint) {
        if scope.contains(Endpoint { transport: Transport::Udp, ..endpoint }) {
            self.with(|places| places.asked.insert((endpoint.ip, endpoint.port)));
        }
    }

    /// Its session is over.
    pub(crate) fn leave(&self, endpoint: Endpoint) {
        if self.with(|places| places.open.remove(&(endpoint.ip, endpoint.port))) {
            self.left.notify_waiters();
        }
    }

    /// Whether a UDP endpoint was asked beside its TCP port; waits while that may still happen.
    pub(crate) async fn was_asked(&self, endpoint: Endpoint) -> bool {
        let place = (endpoint.ip, endpoint.port);
        loop {
            let left = self.left.notified();
            tokio::pin!(left);
            // Before looking, so that an end between looking and waiting is not missed.
            left.as_mut().enable();
            let (open, asked) =
                self.with(|places| (places.open.contains(&place), places.asked.contains(&place)));
            if asked || !open {
                return asked;
            }
            left.await;
        }
    }

    fn with<T>(&self, act: impl FnOnce(&mut Places) -> T) -> T {
        act(&mut self.places.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
