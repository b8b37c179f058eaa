//! Ten nights over a lab whose nodes come, go, flap and change by a script: each night's news are
//! the script's, and nothing else. In three of the nights sweeps are killed.
//!
//! The usual size is small; `COINSIFT_SWEEP_HOSTS` makes it large.

mod nights;
mod script;
mod stopping;
mod units;

use std::net::{Ipv4Addr, SocketAddr};

use coinsift_lab::{Lab, Peer};

use crate::program::Program;

/// The port that everything listens on: no protocol's own, and none that the system gives away.
pub const PORT: u16 = 19_191;

/// Hosts are numbered from 127.110.0.1 on.
pub fn host(number: usize) -> Ipv4Addr {
    Ipv4Addr::from(u32::from(Ipv4Addr::new(127, 110, 0, 1)) + number as u32)
}

/// A lab with a peer at each of these hosts.
pub async fn lab(peers: impl IntoIterator<Item = (Ipv4Addr, Peer)>) -> Lab {
    let mut lab = Lab::new();
    for (host, peer) in peers {
        lab.add(SocketAddr::from((host, PORT)), peer).await.expect("a peer");
    }
    lab
}

/// Writes a job over these many hosts; `rest` holds further keys.
pub fn job(program: &Program, hosts: std::ops::Range<usize>, rest: &str) {
    let (first, last) = (host(hosts.start), host(hosts.end - 1));
    program.file(
        "job.toml",
        &format!("name = \"lab\"\ntargets = [\"{first}-{last}\"]\nports = \"{PORT}\"\n{rest}\n"),
    );
}
