//! Tests of the store as a whole: what is written comes back, and what happens when it cannot.

mod access;
mod damage;
mod full_disk;
mod hostile;
mod index;
mod keeping;
mod kill;
mod merging;
mod reading;
mod rejudging;
mod round_trips;
pub(crate) mod samples;
