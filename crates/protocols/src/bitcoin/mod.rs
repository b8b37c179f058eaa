//! The Bitcoin family: everything that speaks Bitcoin's messages between peers, and the JSON-RPC
//! service beside it.
//!
//! * [`p2p`] – version 1 of the transport between peers;
//! * [`v2`] – version 2, encrypted (BIP 324);
//! * [`rpc`] – the JSON-RPC service, recognised without credentials.

pub mod p2p;
pub mod rpc;
pub mod v2;
