//! Handshake (HNS), the ledger of names. The family is called `hns`, since a handshake is what
//! other protocols do.
//!
//! * [`p2p`] – between peers, in clear.

pub mod p2p;
