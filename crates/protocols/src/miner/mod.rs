//! Mining devices and mining programs, asked through their own interfaces what they are and how
//! fast they hash.
//!
//! * [`cgminer`] – JSON over TCP, one command a connection: nearly every mining device;
//! * [`line`](mod@line) – one question a connection over TCP: miners for graphics cards and processors;
//! * [`web`] – one `GET` of a path that only reads: web interfaces of devices and of miners.
//!
//! What can be sent is a list of whole questions; there is no place for a password, a parameter or
//! any other verb. What would name people is not asked for (pools with their users, settings,
//! workers, logs), and where it stands in an answer all the same – serial numbers, hardware
//! addresses, host names, workers, wallets – it is stated as no fact. Of a pool only host and port
//! are.

mod ask;
mod collect;
mod json;
mod quantities;
mod statement;
#[cfg(test)]
mod tests;

pub mod cgminer;
pub mod line;
pub mod web;
