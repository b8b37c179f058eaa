//! TLS and its Chinese relative TLCP (SM-TLS): what a server shows before anything is encrypted, and
//! what the layer itself showed where a dialogue was held inside it.

pub mod certificate;
mod chain;
pub mod flight;
mod inside;
#[cfg(test)]
mod tests;

pub(crate) use flight::can_be_entered;
pub(crate) use inside::read as read_layer;
