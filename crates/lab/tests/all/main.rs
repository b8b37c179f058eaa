//! The lab over real sockets: each peer behaves as documented, each scene gets its verdicts.

mod attackers;
mod client;
mod encrypted;
mod ethereum;
mod lab;
mod nodes;
mod requests;
mod scenes;
mod services;
mod walk;
