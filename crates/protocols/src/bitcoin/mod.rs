//! The Bitcoin family: everything that speaks Bitcoin's framing between peers, and the JSON-RPC
//! service beside it.
//!
//! * [`p2p`] – version 1 of the transport between peers;
//! * [`rpc`] – the JSON-RPC service, recognised without credentials.

pub mod p2p;
pub mod rpc;
