//! The JSON-RPC service of Ethereum's nodes over WebSocket: the questions of `ethereum.rpc` in one
//! connection.
//!
//! What goes out: one `GET /` that asks to go over to WebSocket (RFC 6455 section 4.1), about 200
//! bytes, without an `Origin`, an extension or a subprotocol; then, each in one masked text frame,
//! the questions of [`super::rpc`] in their order, those for blocks at fresh heights at the end; a pong for each of the first two pings; at the
//! end a close frame with status 1000. Key and masks derive from the seed in the head.
//!
//! What counts as an answer: 101 with the right `Sec-WebSocket-Accept`, and then what counts in
//! `ethereum.rpc`. Messages may come in parts and are put together up to 160 KiB; a frame that
//! announces more, a masked frame, a reserved bit, a binary message or a part out of order ends the
//! dialogue at once, before anything is kept for it. Whatever is no text message, ping, pong or
//! close is not looked at. An answer of HTTP that refuses in the words of geth or Besu is typed.
//!
//! The reader states the facts `ethereum.rpc.*`, `ethereum.latest.*` and so on under the same names
//! and in the same strength as over HTTP, and `ethereum.ws.*` for the transport.
//!
//! Sources: RFC 6455 (sections 1.3 and 4 handshake, 5 frames, 7 closing); ethereum/go-ethereum
//! `rpc/websocket.go`, `node/rpcstack.go`; hyperledger/besu `WebSocketService.java`;
//! foundry-rs/foundry `crates/anvil/server/src/ws.rs`.

mod driver;
mod facts;
mod messages;
mod propose;
mod reader;
mod session;

#[cfg(test)]
mod tests;

use std::time::Duration;

use crate::dialogue::{Dialogue, Wire};
use crate::transcript::Transport;

/// Read-only questions to a JSON-RPC service over WebSocket, without credentials.
pub const DIALOGUE: Dialogue = Dialogue {
    name: "ethereum.ws",
    version: 1,
    about: "asks the JSON-RPC service of an Ethereum node over WebSocket, without credentials, what it follows",
    wire: Wire {
        transport: Transport::Tcp,
        connections: 1,
        bytes_out: 4 * 1024,
        bytes_in: 192 * 1024,
        // The questions, the pongs, the close.
        round_trips: super::rpc::DIALOGUE.wire.round_trips + driver::MAX_PONGS + 1,
        silence: Duration::from_secs(5),
        deadline: Duration::from_secs(15),
    },
    facts: facts::FACTS,
    settles: true,
    propose: propose::propose,
    // A server of WebSocket waits for its client.
    recognise: |_, _| None,
    driver: driver::driver,
    read: reader::read,
};
