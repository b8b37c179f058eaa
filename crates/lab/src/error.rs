//! What can go wrong when peers are set up, with a sentence for people.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use coinsift_verdict::Sentence;

/// Peers could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum LabError {
    /// An address and port could not be taken.
    #[error("cannot listen on {at}: {source}")]
    Bind {
        /// Where.
        at: SocketAddr,
        /// What the operating system says.
        source: io::Error,
    },
    /// There is no scene of this name.
    #[error("no scene {name:?}; there are {}", known.join(", "))]
    UnknownScene {
        /// The name asked for.
        name: String,
        /// The names there are.
        known: Vec<&'static str>,
    },
    /// A scene cannot begin at this address.
    #[error("{base} is not in 127.0.0.0/8 or no multiple of {span}")]
    Base {
        /// The base asked for.
        base: Ipv4Addr,
        /// How many addresses the scene spans.
        span: u8,
    },
    /// A peer was asked for beyond loopback.
    #[error("{0} is not a loopback address")]
    NotLoopback(SocketAddr),
}

impl LabError {
    /// The error for people, with the cure.
    pub fn sentence(&self) -> Sentence {
        match self {
            LabError::Bind { at, source } if source.kind() == io::ErrorKind::AddrInUse => {
                Sentence::new("lab-address-in-use").with("address", at)
            }
            LabError::Bind { at, source } if source.kind() == io::ErrorKind::PermissionDenied => {
                Sentence::new("lab-address-forbidden").with("address", at)
            }
            LabError::Bind { at, source } => {
                Sentence::new("lab-address-unusable").with("address", at).with("error", source)
            }
            LabError::UnknownScene { name, known } => Sentence::new("lab-unknown-scene")
                .with("scene", name)
                .with("known", known.join(", ")),
            LabError::Base { base, span } => {
                Sentence::new("lab-base").with("base", base).with("span", span)
            }
            LabError::NotLoopback(at) => Sentence::new("lab-not-loopback").with("address", at),
        }
    }
}
