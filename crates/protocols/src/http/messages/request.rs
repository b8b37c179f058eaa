//! Requests: what can be sent, and nothing else.
//!
//! The types have no place for credentials, cookies or verbs that change something; a path or an
//! agent cannot smuggle in a header.

use std::net::SocketAddr;

use crate::dialogue::{OptionError, option};
use crate::transcript::Options;

/// The longest agent that is sent, in bytes; a longer one is cut.
pub const MAX_AGENT: usize = 256;

/// Our agent as one line of visible ASCII.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent(String);

impl Agent {
    /// An agent; other bytes than visible ASCII and spaces are percent-encoded.
    pub fn new(text: &str) -> Agent {
        let mut agent = plain(text.trim(), |byte| byte == b' ');
        agent.truncate(MAX_AGENT);
        Agent(agent.trim_end().to_owned())
    }

    /// The agent in the option `agent`.
    pub fn from_options(options: &Options) -> Result<Agent, OptionError> {
        option(options, "agent").map(Agent::new)
    }

    /// The agent as it is sent.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is done at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb<'a> {
    /// Reads.
    Get,
    /// Asks a question that has a body, as JSON-RPC does.
    Post {
        /// The media type of the body.
        content_type: &'static str,
        /// The body.
        body: &'a [u8],
    },
    /// Reads, and asks to go on in WebSocket: RFC 6455 section 4.1.
    Upgrade {
        /// 16 bytes in base64, which the answer must take up.
        key: &'a str,
    },
}

/// One request.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// What is done.
    pub verb: Verb<'a>,
    /// The path with its query; bytes outside visible ASCII are percent-encoded.
    pub path: &'a str,
    /// Whom we speak to, for the `Host` header.
    pub host: SocketAddr,
    /// Who we are.
    pub agent: &'a Agent,
    /// The media type we would like.
    pub accept: &'static str,
    /// Whether the connection shall stay open for another request.
    pub keep_alive: bool,
}

impl Request<'_> {
    /// The bytes of the request, RFC 9112 section 3.
    pub fn encode(&self) -> Vec<u8> {
        let verb = match self.verb {
            Verb::Get | Verb::Upgrade { .. } => "GET",
            Verb::Post { .. } => "POST",
        };
        let connection = match self.verb {
            Verb::Upgrade { .. } => "Upgrade",
            _ if self.keep_alive => "keep-alive",
            _ => "close",
        };
        let mut head = format!("{verb} {} HTTP/1.1\r\n", plain_path(self.path));
        let mut header = |name: &str, value: &dyn std::fmt::Display| {
            head.push_str(&format!("{name}: {value}\r\n"));
        };
        header("Host", &self.host);
        header("User-Agent", &self.agent.0);
        header("Accept", &self.accept);
        header("Connection", &connection);
        let body = match self.verb {
            Verb::Get => &[][..],
            Verb::Post { content_type, body } => {
                header("Content-Type", &content_type);
                header("Content-Length", &body.len());
                body
            }
            Verb::Upgrade { key } => {
                header("Upgrade", &"websocket");
                header("Sec-WebSocket-Version", &"13");
                header("Sec-WebSocket-Key", &key);
                &[][..]
            }
        };
        head.push_str("\r\n");
        [head.as_bytes(), body].concat()
    }
}

/// A path that begins with a slash and holds visible ASCII only.
fn plain_path(path: &str) -> String {
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("{slash}{}", plain(path, |_| false))
}

/// A text of visible ASCII: other bytes are percent-encoded, unless they may stay.
fn plain(text: &str, may_stay: impl Fn(u8) -> bool) -> String {
    let mut plain = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_graphic() || may_stay(byte) {
            plain.push(byte.into());
        } else {
            plain.push_str(&format!("%{byte:02X}"));
        }
    }
    plain
}
