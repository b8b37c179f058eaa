//! TLS and its Chinese relative TLCP (SM-TLS): what a server shows before anything is encrypted.

pub mod certificate;
pub mod flight;
