//! Judging: what facts about an endpoint add up to, with the evidence and its strength.
//!
//! Four layers, each a pure function of the one before and of data:
//!
//! 1. [`fact`] – one typed thing learnt from a transcript, with the place where it stands;
//! 2. [`atlas`] and [`fingerprint`] – the data: networks, ports, checkpoints; which facts
//!    together point to which platform, network and role;
//! 3. [`claim`] – what a matched fingerprint says, as strong as the weakest fact it needs;
//! 4. [`verdict`] – the judgement of an endpoint and of a host, folded from claims by [`rules`].
//!
//! Nothing here does I/O, reads a clock or knows a message of any protocol: a verdict can be
//! derived again offline, years later, from the stored bytes. Words for people are kept as
//! [`sentence::Sentence`]s (an id and its parameters); another crate renders them.

pub mod atlas;
pub mod claim;
pub mod fact;
pub mod fingerprint;
pub mod rules;
pub mod sentence;
pub mod verdict;

pub use atlas::Atlas;
pub use claim::Claim;
pub use fact::{Fact, FactDecl, Facts, Place, Side, Strength, Value, ValueKind};
pub use fingerprint::Fingerprints;
pub use rules::{judge, judge_host};
pub use sentence::{DataError, Sentence};
pub use verdict::{Class, HostVerdict, Verdict};
