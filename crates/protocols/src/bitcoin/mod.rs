//! The Bitcoin family: everything that speaks Bitcoin's messages between peers, and the JSON-RPC
//! service beside it.
//!
//! * [`p2p`] – version 1 of the transport between peers;
//! * [`v2`] – version 2, encrypted (BIP 324);
//! * [`rpc`] – the JSON-RPC service, recognised without credentials.

pub mod p2p;
pub mod rpc;
pub mod v2;

/// The name of a reason for which a peer rejects a message (BIP 61; Handshake has the same).
pub(crate) fn reject_word(code: u8) -> &'static str {
    match code {
        0x01 => "malformed",
        0x10 => "invalid",
        0x11 => "obsolete",
        0x12 => "duplicate",
        0x40 => "nonstandard",
        0x41 => "dust",
        0x42 => "fee",
        0x43 => "checkpoint",
        _ => "other",
    }
}
