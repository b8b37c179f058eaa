//! The rules that fold claims into a verdict.

use crate::atlas::Atlas;
use crate::fact::Facts;
use crate::fingerprint::Fingerprints;
use crate::verdict::{HostVerdict, Verdict};

/// The judgement of one endpoint from its facts.
pub fn judge(_facts: &Facts, _fingerprints: &Fingerprints, _atlas: &Atlas) -> Verdict {
    unimplemented!()
}

/// The judgement of a host from the verdicts of its endpoints.
pub fn judge_host<'a>(_verdicts: impl IntoIterator<Item = &'a Verdict>) -> HostVerdict {
    unimplemented!()
}
