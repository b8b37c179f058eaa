//! The store: what was seen is kept whole, what was concluded is found fast.
//!
//! Two parts, one owner. **Evidence logs** are the truth: appended, checksummed, chained by hash,
//! durable a batch at a time. The **index**, in sled, holds what they add up to – current
//! verdicts, history, findings, progress, known nodes – and is built anew from them whenever it
//! cannot be used. A damaged index costs time, never evidence.
//!
//! * [`Store::open`] – one writer, named to a second one; readers of runs need no lock;
//! * [`Store::begin`], [`Store::resume`], [`RunWriter`], [`Committer`] – writing a run: a batch is
//!   in the log, then in the index, then reported;
//! * [`Store::runs`], [`Store::run`], [`Run`] – reading runs, streaming, in bounded memory;
//! * [`Store::current`], [`Store::history`], [`Store::diff`] – endpoints over time;
//! * [`Store::each_observed`], [`Store::told`] – what the sweeps of a job saw, and which were told;
//! * [`Store::rejudge`] – verdicts derived anew from stored evidence;
//! * [`Store::verify`], [`Store::merge`], [`Store::retain`], [`Store::compact`],
//!   [`Store::rebuild`], [`Store::stats`] – keeping it.
//!
//! Nothing here judges: verdicts come from outside, with the transcripts they rest on.

mod committer;
mod diff;
mod error;
mod history;
mod id;
mod identifiers;
mod index;
mod keeping;
mod key;
mod layout;
mod lock;
mod log;
mod marker;
mod merge;
mod outline;
mod reading;
mod rebuild;
mod record;
mod rejudge;
mod resume;
mod run;
mod shared;
mod store;
mod sweeps;
mod writer;

#[cfg(test)]
mod tests;

pub use committer::{Committer, HasStopped, Intake, Policy};
pub use diff::{ChangeKind, Diff, RunChange};
pub use error::{Damage, Flaw, StoreError, Written};
pub use history::{Current, CurrentFinding, EndpointHistory, KnownNode, Stretch};
pub use id::{NoRunId, RunId};
pub use identifiers::Pseudonyms;
pub use index::trees::TREES;
pub use keeping::{Compacted, Dropped, Retention, Stats};
pub use key::{ENDPOINT_KEY_LEN, EndpointKey, endpoint_key, endpoint_of};
pub use lock::Holder;
pub use log::{ChainValue, FrameAt, MAX_FRAME, Position, first_chain_value, next_chain_value};
pub use marker::FORMAT;
pub use merge::Merged;
pub use outline::{Field, Outline, differences};
pub use reading::{Endpoints, StoredEndpoint};
pub use record::{
    Absent, Clock, Counted, Coverage, End, EndpointRecord, Finding, FindingReason, Manifest,
    PortState, Probes, Progress, RejudgeEnd, Rejudged, Shard, Tally, Versions,
};
pub use rejudge::RejudgedChange;
pub use resume::ResumeState;
pub use run::{Run, RunState, RunSummary, Verified};
pub use store::{Access, Settings, Store};
pub use sweeps::{MAX_JOB_NAME, Observation, Observed, Told, is_job_name};
pub use writer::{Item, RunWriter};
