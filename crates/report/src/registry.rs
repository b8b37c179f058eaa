//! Registries of pilot projects: what each project declared, against what was seen.
//!
//! 1. [`fn@read`] makes [`Project`]s of a file, CSV, TOML or JSON, with the vocabulary of [`words`];
//! 2. [`notes`] finds what the file alone gives away;
//! 3. [`fn@reconcile`] lays declarations beside verdicts and gives [`Checked`], the value that every
//!    form of the result is made of: [`mod@table`], [`lines`], [`cells`].
//!
//! All of it is pure. What is declared is the declarer's word; what is seen is a verdict with its
//! evidence; neither is altered to fit the other.

pub mod cells;
pub mod checked;
pub mod compare;
pub mod declared;
pub mod lines;
pub mod notes;
pub mod platforms;
pub mod read;
pub mod reconcile;
pub(crate) mod say;
pub mod table;
pub mod words;

#[cfg(test)]
pub(crate) mod tests;

pub use checked::{
    Checked, EndpointChecked, Found, Observation, Outcome, ProjectChecked, Reason, Unanswered,
};
pub use compare::{Agreement, Aspect, Compared, Seen};
pub use declared::{Address, Project, Registry};
pub use notes::{Note, NoteKind};
pub use read::{Reading, read};
pub use reconcile::reconcile;
