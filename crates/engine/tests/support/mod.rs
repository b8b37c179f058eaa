//! What the tests of whole runs share: scopes, a sink that keeps, dials that record or fail.
#![allow(dead_code, reason = "each test program uses its part")]

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use coinsift_engine::BoxFuture;
use coinsift_engine::dial::{Dial, Tcp};
use coinsift_engine::permute::{Order, Shard};
use coinsift_engine::run::{Finished, Job, Sink, SinkClosed};
use coinsift_engine::sources::{Agent, seeds};
use coinsift_engine::target::resolve::Names;
use coinsift_engine::target::scope::{Draft, Scope};
use coinsift_protocols::Utc;
use coinsift_verdict::Atlas;
use tokio::net::TcpStream;
use tokio::time::Instant;

pub fn order(targets: &[&str], excludes: &[&str], ports: &[u16]) -> Order {
    let mut draft = Draft::new(ports.to_vec());
    targets.iter().try_for_each(|target| draft.target(target)).expect("good targets");
    excludes.iter().try_for_each(|exclude| draft.exclude(exclude)).expect("good excludes");
    let scope = Scope::build(draft, &Names::default(), None).expect("a good scope");
    Order::new(Arc::new(scope), 7, Shard::WHOLE)
}

pub fn job(order: Order) -> Job {
    let agent = Agent::new("0.0.0", Some("test@example.net")).expect("a good contact");
    let atlas = Arc::new(Atlas::builtin().clone());
    let mut job = Job::new(order, atlas, agent, seeds([1; 32]));
    job.clock = Arc::new(|| Utc(1_700_000_000_000));
    job
}

/// Keeps what it is given.
#[derive(Default)]
pub struct Keep(pub Mutex<Vec<Finished>>);

impl Sink for Keep {
    fn take(&self, finished: Finished) -> BoxFuture<'_, Result<(), SinkClosed>> {
        self.0.lock().expect("no panic").push(finished);
        Box::pin(async { Ok(()) })
    }
}

impl Keep {
    pub fn all(&self) -> Vec<Finished> {
        self.0.lock().expect("no panic").clone()
    }
}

/// What a scripted dial does.
#[derive(Clone, Copy)]
pub enum Act {
    /// Opens a real connection.
    Real,
    /// Fails with this error of the operating system.
    Fail(i32),
    /// Never answers.
    Hang,
}

/// Records every dial and does as it is told: by the address and by how often it was dialled.
pub struct Script<F> {
    pub act: F,
    pub dialled: Mutex<Vec<(Instant, SocketAddr)>>,
    pub most_at_once: AtomicUsize,
    at_once: AtomicUsize,
}

impl<F: Fn(SocketAddr, usize) -> Act + Send + Sync + 'static> Script<F> {
    pub fn new(act: F) -> Arc<Script<F>> {
        Arc::new(Script {
            act,
            dialled: Mutex::default(),
            most_at_once: AtomicUsize::new(0),
            at_once: AtomicUsize::new(0),
        })
    }
}

impl<F> Script<F> {
    /// How often each address was dialled.
    pub fn counts(&self) -> BTreeMap<SocketAddr, usize> {
        let mut counts = BTreeMap::new();
        for (_, to) in self.dialled.lock().expect("no panic").iter() {
            *counts.entry(*to).or_default() += 1;
        }
        counts
    }

    /// When each dial was made.
    pub fn moments(&self) -> Vec<(Instant, SocketAddr)> {
        self.dialled.lock().expect("no panic").clone()
    }
}

struct AtOnce<'a>(&'a AtomicUsize);

impl Drop for AtOnce<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl<F: Fn(SocketAddr, usize) -> Act + Send + Sync> Dial for Script<F> {
    fn dial(&self, to: SocketAddr) -> BoxFuture<'_, io::Result<TcpStream>> {
        let before = {
            let mut dialled = self.dialled.lock().expect("no panic");
            let before = dialled.iter().filter(|(_, other)| *other == to).count();
            dialled.push((Instant::now(), to));
            before
        };
        let act = (self.act)(to, before);
        Box::pin(async move {
            let now = self.at_once.fetch_add(1, Ordering::SeqCst) + 1;
            let _at_once = AtOnce(&self.at_once);
            self.most_at_once.fetch_max(now, Ordering::SeqCst);
            match act {
                Act::Real => Tcp.dial(to).await,
                Act::Fail(code) => Err(io::Error::from_raw_os_error(code)),
                Act::Hang => std::future::pending().await,
            }
        })
    }
}
