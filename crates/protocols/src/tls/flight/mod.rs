//! The first flight of a TLS or TLCP server: everything it shows before encryption begins.
//!
//! What goes out: one ClientHello, 52 to 152 bytes, and nothing else; [`hello`] has all four byte
//! by byte. Which one is the option `hello`: `tls12`, and only where a server turns it away with an
//! alert `tlcp`, `tls12-sm` or `tls13`, each in a connection of its own.
//!
//! What counts as an answer: a ServerHello with what follows it up to ServerHelloDone (TLS 1.0 to
//! 1.2 and TLCP show certificates, the signature that proves the key, and the CA names they accept
//! from clients), a ServerHello or HelloRetryRequest of TLS 1.3, or an alert. We close after it; no
//! handshake is ever finished, and no certificate of ours is shown.
//!
//! A server that wants a client certificate says so here and names the CAs it accepts, before it
//! could turn us away.
//!
//! Options: `hello`; `seed`, from which our random and session id derive; `random` (32 bytes, hex)
//! in its place for flights recorded elsewhere.
//!
//! Sources: RFC 5246, RFC 8422, RFC 8446, RFC 8998; GB/T 38636-2020 (TLCP) as implemented by
//! Trisia/gotlcp, Tongsuo-Project/Tongsuo, guanzhi/GmSSL and jntass/TASSL.

mod driver;
pub(super) mod facts;
pub mod hello;
pub mod messages;
pub mod possession;
mod propose;
pub(super) mod reader;
pub mod records;
#[cfg(test)]
mod tests;

use std::time::Duration;

use crate::dialogue::{Dialogue, Wire};
use crate::transcript::Transport;

pub(crate) use propose::can_be_entered;

/// One ClientHello, and what the server shows in clear.
pub const DIALOGUE: Dialogue = Dialogue {
    name: "tls.flight",
    version: 1,
    about: "one TLS or TLCP hello, to read what the server shows before anything is encrypted",
    wire: Wire {
        transport: Transport::Tcp,
        connections: 4,
        bytes_out: 256,
        bytes_in: 128 * 1024,
        round_trips: 1,
        silence: Duration::from_secs(3),
        deadline: Duration::from_secs(8),
    },
    facts: facts::FACTS,
    // What is inside is not known from outside.
    settles: false,
    propose: propose::propose,
    recognise: |_, _| None,
    driver: driver::driver,
    read: reader::read,
};
