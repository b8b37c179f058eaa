//! The tests of the whole: the house rules, the data against recordings, the program from outside.

mod fingerprints;
mod house;
mod wire;
