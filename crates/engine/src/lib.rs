//! The engine: which endpoints to look at, in which order and how fast; sockets; dialogues.
//!
//! From what a person wrote to what a run learnt:
//!
//! * [`target`] – reads targets, excludes and ports; [`target::scope`] numbers the endpoints and
//!   keeps the fence that no connect crosses;
//! * [`permute`] – the order of a run and its shards; [`done`] – how far a run got;
//! * [`pace`], [`limits`], [`stop`] – how fast, how much at once, and until when;
//! * [`reach`] – which endpoints are open; [`dial`] and [`context`] – the one way to connect;
//! * `session`, `talk`, `datagrams`, `switch` – the dialogues with one endpoint, moved over sockets;
//!   `tls` – the layer between the two, for those that are held inside TLS;
//! * [`run`] – all of it together, with a [`run::Sink`] for results, a [`tally`] to be read at any
//!   time, and a [`watch`] for whoever wants to be told the story.
//!
//! The engine knows no protocol: drivers come from `coinsift-protocols` and decide what is said.
//! It never judges, and keeps nothing but counters of endpoints that did not open.
//!
//! ```no_run
//! # async fn example(sink: std::sync::Arc<dyn coinsift_engine::run::Sink>)
//! # -> Result<(), Box<dyn std::error::Error>> {
//! use std::sync::Arc;
//!
//! use coinsift_engine::permute::{Order, Shard};
//! use coinsift_engine::run::{Job, run};
//! use coinsift_engine::sources::{Agent, system_entropy};
//! use coinsift_engine::stop::Stop;
//! use coinsift_engine::target::resolve::{SystemResolver, resolve};
//! use coinsift_engine::target::scope::{Draft, Scope};
//!
//! let mut draft = Draft::new(vec![8333, 18333]);
//! draft.target("192.0.2.0/24")?;
//! draft.exclude("192.0.2.7")?;
//! let names = resolve(draft.names(), Arc::new(SystemResolver)).await;
//! let scope = Arc::new(Scope::build(draft, &names, None)?);
//! let order = Order::new(scope, 1, Shard::WHOLE);
//! let agent = Agent::new("0.1.0", Some("noc@example.net"))?;
//! let atlas = Arc::new(coinsift_verdict::Atlas::builtin().clone());
//! let job = Job::new(order, atlas, agent, system_entropy()?);
//! let coverage = run(job, sink, Stop::new()).await;
//! println!("{} of {} endpoints", coverage.done.count(), coverage.total);
//! # Ok(())
//! # }
//! ```

mod beside;
pub mod context;
mod datagrams;
pub mod dial;
pub mod done;
pub mod input;
pub mod limits;
pub mod pace;
pub mod permute;
pub mod reach;
pub mod run;
mod session;
pub mod sources;
pub mod stop;
mod switch;
mod talk;
pub mod tally;
pub mod target;
mod tls;
pub mod watch;

use std::future::Future;
use std::pin::Pin;

/// A future behind a pointer, so that traits with asynchronous methods can be used as objects.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
