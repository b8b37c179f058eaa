//! The tests of the whole: the house rules, the data against recordings, the program from outside.

#![allow(clippy::panic, reason = "a test that cannot go on says why")]

mod bad_input;
mod demo;
mod fingerprints;
mod house;
mod program;
mod resume;
mod scenes;
mod store;
mod wire;
