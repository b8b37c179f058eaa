//! Transcripts: all that happened in a dialogue, in order, kept whole.
//!
//! A transcript is the only thing a reader sees and the only evidence that is stored. It holds
//! every input the driver was given and every byte it sent, so that the same driver with the same
//! options can be run over it again and must send the same bytes.

use std::collections::BTreeMap;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::dialogue::Ending;
use crate::layer::Layered;

/// How bytes reach an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Transport {
    /// TCP.
    Tcp,
    /// UDP.
    Udp,
}

impl Transport {
    /// The word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Transport::Tcp => "tcp",
            Transport::Udp => "udp",
        }
    }
}

/// An address, a port and a transport.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Endpoint {
    /// The address.
    pub ip: IpAddr,
    /// The port.
    pub port: u16,
    /// The transport.
    pub transport: Transport,
}

impl Endpoint {
    /// A TCP endpoint.
    pub fn tcp(ip: IpAddr, port: u16) -> Endpoint {
        Endpoint { ip, port, transport: Transport::Tcp }
    }

    /// The socket address.
    pub fn socket(&self) -> SocketAddr {
        SocketAddr::new(self.ip, self.port)
    }
}

impl fmt::Display for Endpoint {
    /// `192.0.2.1:8333/tcp`, `[2001:db8::1]:8333/tcp`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.socket(), self.transport.word())
    }
}

/// Text that is no endpoint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no endpoint; write for example 192.0.2.1:8333 or [2001:db8::1]:8333/tcp")]
pub struct NoEndpoint(pub String);

impl FromStr for Endpoint {
    type Err = NoEndpoint;

    /// `ADDRESS:PORT`, optionally with `/tcp` or `/udp`; without one, TCP is meant.
    fn from_str(text: &str) -> Result<Endpoint, NoEndpoint> {
        let wrong = || NoEndpoint(text.to_owned());
        let (socket, transport) = match text.rsplit_once('/') {
            None => (text, Transport::Tcp),
            Some((socket, "tcp")) => (socket, Transport::Tcp),
            Some((socket, "udp")) => (socket, Transport::Udp),
            Some(_) => return Err(wrong()),
        };
        let socket: SocketAddr = socket.parse().map_err(|_| wrong())?;
        if socket.port() == 0 {
            return Err(wrong());
        }
        Ok(Endpoint { ip: socket.ip(), port: socket.port(), transport })
    }
}

/// A moment in UTC, in milliseconds since 1970. Shown as RFC 3339 with milliseconds.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Utc(pub i64);

impl Utc {
    /// Whole seconds since 1970.
    pub fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }
}

impl fmt::Display for Utc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_millisecond(self.0) {
            Ok(timestamp) => write!(f, "{timestamp:.3}"),
            Err(_) => write!(f, "out-of-range:{}", self.0),
        }
    }
}

impl FromStr for Utc {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Utc, jiff::Error> {
        text.parse::<jiff::Timestamp>().map(|timestamp| Utc(timestamp.as_millisecond()))
    }
}

/// How a connection came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Close {
    /// The peer closed its side.
    Fin,
    /// The connection was reset.
    Reset,
    /// The dialogue's time was over.
    Deadline,
    /// Nothing came for longer than the dialogue waits in silence.
    Silence,
    /// The peer sent more than the dialogue may take.
    Cap,
    /// We could not write.
    WriteFailed,
    /// The run was ended by its user.
    Stopped,
}

impl Close {
    /// The word of the text form.
    pub fn word(self) -> &'static str {
        match self {
            Close::Fin => "fin",
            Close::Reset => "reset",
            Close::Deadline => "deadline",
            Close::Silence => "silence",
            Close::Cap => "cap",
            Close::WriteFailed => "write-failed",
            Close::Stopped => "stopped",
        }
    }

    /// All of them.
    pub const ALL: [Close; 7] = [
        Close::Fin,
        Close::Reset,
        Close::Deadline,
        Close::Silence,
        Close::Cap,
        Close::WriteFailed,
        Close::Stopped,
    ];
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Happening {
    /// The connection stands.
    Opened,
    /// We sent these bytes.
    Sent(Vec<u8>),
    /// The peer sent these bytes.
    Received(Vec<u8>),
    /// A wait the driver had asked for was over.
    Timer,
    /// The connection ended.
    Closed(Close),
    /// The layer between the dialogue and the wire did something, where there is one; what was sent
    /// and received then are the bytes inside it. See [`crate::layer`].
    Layer(Layered),
}

/// One thing that happened, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Milliseconds since the connection was opened, on a monotonic clock.
    pub at: u32,
    /// What happened.
    pub what: Happening,
}

/// Options of a dialogue, by name; what a driver needs to be run again.
pub type Options = BTreeMap<String, String>;

/// What must be known to read a transcript and to run its driver again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The dialogue's name, for example `bitcoin.p2p`.
    pub protocol: String,
    /// The version of the dialogue's driver; one that sends other bytes has another version.
    pub version: u16,
    /// Who was spoken to.
    pub endpoint: Endpoint,
    /// When the connection was opened, by the wall clock.
    pub started: Utc,
    /// The options used, seeds included.
    pub options: Options,
}

/// All that happened in one dialogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transcript {
    /// What must be known to read it.
    pub head: Head,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// How it ended.
    pub ending: Ending,
}

impl Transcript {
    /// What the peer sent, joined; inside the layer, where there is one.
    pub fn received(&self) -> Vec<u8> {
        self.joined(|what| match what {
            Happening::Received(bytes) => Some(bytes),
            _ => None,
        })
    }

    /// What we sent, joined; inside the layer, where there is one.
    pub fn sent(&self) -> Vec<u8> {
        self.joined(|what| match what {
            Happening::Sent(bytes) => Some(bytes),
            _ => None,
        })
    }

    /// Whether the peer spoke before we did.
    pub fn peer_spoke_first(&self) -> bool {
        self.events
            .iter()
            .find_map(|event| match event.what {
                Happening::Received(_) => Some(true),
                Happening::Sent(_) => Some(false),
                _ => None,
            })
            .unwrap_or(false)
    }

    /// Milliseconds from opening to the last event.
    pub fn duration(&self) -> u32 {
        self.events.last().map_or(0, |event| event.at)
    }

    fn joined<'a>(&'a self, pick: impl Fn(&'a Happening) -> Option<&'a Vec<u8>>) -> Vec<u8> {
        let mut all = Vec::new();
        for event in &self.events {
            if let Some(bytes) = pick(&event.what) {
                all.extend_from_slice(bytes);
            }
        }
        all
    }
}
