//! One file a command.

pub mod atlas;
pub mod check;
pub mod diff;
pub mod explain;
pub mod export;
pub mod fingerprints;
pub mod history;
pub mod identify;
pub mod lab;
pub mod manual;
pub mod rejudge;
pub mod report;
pub mod runs;
pub mod scan;
pub mod store;
pub mod sweep;
