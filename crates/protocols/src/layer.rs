//! A layer between a dialogue and the wire, run by a library: TLS.
//!
//! The option `over` in a head names it. The engine owns the socket and the layer; the driver
//! speaks inside, from the moment the layer stands, and knows nothing of it. In such a transcript
//! `Sent` and `Received` are what was said *inside*; so every reader, every replay and every place
//! of a fact works on that stream as if there were no layer. What the layer itself did stands
//! beside it as [`Layered`]: the bytes on the wire, the certificates that were shown, and the
//! secrets with which a third party can decrypt the one into the other. Keys are exchanged with
//! the system's randomness, so that the wire bytes are kept and not made again.
//!
//! Further options: `name`, the host name that is asked for (RFC 6066 section 3); `alpn`, the
//! protocols that are offered, separated by commas (RFC 7301).

use serde::{Deserialize, Serialize};

use crate::dialogue::{Ending, OptionError};
use crate::transcript::{Event, Happening, Options, Transcript};

/// The option that names the layer; absent where the dialogue is held in clear.
pub const OVER: &str = "over";
/// The value of [`OVER`] for TLS 1.2 and 1.3 (RFC 5246, RFC 8446).
pub const TLS: &str = "tls";
/// Bytes that the layer may send in one connection beyond what its dialogue may.
pub const BYTES_OUT: u32 = 2 * 1024;
/// Bytes that it may take in one connection beyond what its dialogue may: certificates, mostly.
pub const BYTES_IN: u32 = 64 * 1024;
/// The most certificates of one chain that are kept.
pub const MAX_CERTIFICATES: usize = 16;

/// One thing that the layer did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Layered {
    /// We put these bytes on the wire.
    Sent(Vec<u8>),
    /// These bytes came from the wire.
    Received(Vec<u8>),
    /// The peer showed this certificate, DER; one a certificate, in the order of the chain.
    Certificate(Vec<u8>),
    /// The peer signed the handshake.
    Signature {
        /// The algorithm (IANA TLS SignatureScheme).
        algorithm: u16,
        /// What was signed: RFC 5246 section 7.4.3, RFC 8446 section 4.4.3.
        message: Vec<u8>,
        /// The signature.
        signature: Vec<u8>,
    },
    /// A secret of this connection, one line of the key log format (RFC 9850).
    Secret(String),
    /// The layer stands: from now on the driver speaks.
    Stands {
        /// The version, 0x0303 or 0x0304.
        version: u16,
        /// The suite (IANA TLS Cipher Suites).
        suite: u16,
        /// The protocol that was agreed on by ALPN.
        alpn: Option<String>,
    },
    /// The peer ended the layer with this alert (IANA TLS Alerts).
    Alert(u8),
    /// What came is no TLS, or broke its rules; the library's words.
    Broken(String),
}

/// The layer that options name.
pub fn over(options: &Options) -> Result<Option<&str>, OptionError> {
    match options.get(OVER).map(String::as_str) {
        None => Ok(None),
        Some(TLS) => Ok(Some(TLS)),
        Some(other) => Err(OptionError { name: OVER, wrong: format!("unknown: {other}") }),
    }
}

impl Transcript {
    /// Whether it was held inside a layer.
    pub fn is_layered(&self) -> bool {
        self.head.options.contains_key(OVER)
    }

    /// Its dialogue's name, with the layer where it was held inside one: `http (TLS)`.
    pub fn label(&self) -> String {
        match self.is_layered() {
            true => format!("{} (TLS)", self.head.protocol),
            false => self.head.protocol.clone(),
        }
    }

    /// What the layer did, in order.
    pub fn layered(&self) -> impl Iterator<Item = &Layered> {
        layered(&self.events)
    }

    /// Whether the driver was heard: always in clear, inside a layer once that stood.
    pub fn stood(&self) -> bool {
        !self.is_layered() || self.layered().any(|what| matches!(what, Layered::Stands { .. }))
    }

    /// Bytes on the wire: sent, and taken.
    pub fn cost(&self) -> (usize, usize) {
        let (mut sent, mut taken) = (0, 0);
        let over = self.is_layered();
        for event in &self.events {
            match &event.what {
                Happening::Sent(bytes) if !over => sent += bytes.len(),
                Happening::Received(bytes) if !over => taken += bytes.len(),
                Happening::Layer(Layered::Sent(bytes)) => sent += bytes.len(),
                Happening::Layer(Layered::Received(bytes)) => taken += bytes.len(),
                _ => {}
            }
        }
        (sent, taken)
    }
}

fn layered(events: &[Event]) -> impl Iterator<Item = &Layered> {
    events.iter().filter_map(|event| match &event.what {
        Happening::Layer(what) => Some(what),
        _ => None,
    })
}

/// How a dialogue ended whose layer never stood.
pub(crate) fn ending(events: &[Event]) -> Ending {
    if let Some(refused) = refusal(events) {
        return refused;
    }
    match layered(events).any(|what| matches!(what, Layered::Received(_))) {
        true => Ending::Mismatch,
        false => Ending::Silent,
    }
}

/// The refusal that the peer's alert is: one that judges us (RFC 8446 section 6.2), most often
/// since it wants a certificate; or any that comes after its own certificate, when there was
/// nothing left to be disagreed on.
pub(crate) fn refusal(events: &[Event]) -> Option<Ending> {
    let shown = layered(events).any(|what| matches!(what, Layered::Certificate(_)));
    let alert = layered(events).find_map(|what| match what {
        Layered::Alert(number) => Some(*number),
        _ => None,
    })?;
    let judged = matches!(alert, 42..=46 | 48 | 49 | 116);
    (judged || (shown && alert == 40)).then(|| Ending::Refused(format!("alert-{alert}")))
}
