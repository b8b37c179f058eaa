//! The tests of the whole: the house rules, the data against recordings, the program from outside.

#![allow(clippy::panic, reason = "a test that cannot go on says why")]

mod bad_input;
mod check;
mod datagrams;
mod demo;
mod dialects;
mod fingerprints;
mod house;
mod manual;
mod mining;
mod mining_devices;
mod output;
mod program;
mod proof;
mod refresh;
mod report;
mod resume;
mod scenes;
mod store;
mod sweep;
mod tables;
mod tls;
mod wire;
