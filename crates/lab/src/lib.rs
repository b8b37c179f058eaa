//! Peers on loopback, for tests and for the demo: honest nodes, lookalikes and attackers.
//!
//! * [`Peer`] – how one endpoint behaves; families in files of their own: [`bitcoin`], [`http`],
//!   [`ethereum`], [`services`], [`stratum`], [`websocket`], [`datagrams`], [`hostile`], [`script`], and [`replay`] for
//!   recordings;
//! * [`Lab`] – peers on addresses of their own, each counting its connections and keeping what they
//!   sent ([`visits`]), so that a test can prove what left the scanner;
//! * [`Swarm`] – tens of thousands of hosts behind one listener, for measurements;
//! * [`scenes`] – named sets of peers with the verdicts they must get; `demo` is the one that a
//!   newcomer sees.
//!
//! Everything is bounded: how long a connection lasts, how much a peer sends, how much is kept.
//! Nothing here listens beyond loopback, save that [`Swarm`] binds the wildcard address and turns
//! away whoever does not come from loopback. The peers share no code with the drivers and readers
//! they are spoken to by: what both sides got wrong together would look right.

pub mod bitcoin;
pub mod datagrams;
pub mod devices;
mod error;
pub mod ethereum;
pub mod frail;
pub mod hns;
pub mod hostile;
pub mod http;
mod lab;
mod line;
pub mod noise;
mod peer;
pub mod recorded;
pub mod replay;
pub mod scenes;
pub mod script;
pub mod services;
pub mod stratum;
mod swarm;
pub mod tls;
pub mod visits;
pub mod websocket;

pub use error::LabError;
pub use lab::Lab;
pub use line::{Limits, Line};
pub use peer::Peer;
pub use scenes::{Scene, run_scene};
pub use swarm::Swarm;
pub use visits::{Visit, Visits};
