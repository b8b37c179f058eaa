//! Stratum: the protocols by which work is handed out to miners.

pub mod v1;
pub mod v2;
