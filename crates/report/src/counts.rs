//! Counting verdicts by class, for the foot of a table and the end of a run.

use coinsift_verdict::verdict::Mining;
use coinsift_verdict::{Class, Verdict};
use serde::{Deserialize, Serialize};

/// How many endpoints have which class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Classes {
    /// Class `coin`.
    pub coin: u64,
    /// Class `ledger`.
    pub ledger: u64,
    /// Class `permissioned`.
    pub permissioned: u64,
    /// Class `local`.
    pub local: u64,
    /// Class `other`.
    pub other: u64,
    /// Class `silent`.
    pub silent: u64,
}

impl Classes {
    /// The count of a class.
    pub fn of(&self, class: Class) -> u64 {
        match class {
            Class::Coin => self.coin,
            Class::Ledger => self.ledger,
            Class::Permissioned => self.permissioned,
            Class::Local => self.local,
            Class::Other => self.other,
            Class::Silent => self.silent,
        }
    }

    /// The count of a class, to be changed.
    pub fn of_mut(&mut self, class: Class) -> &mut u64 {
        match class {
            Class::Coin => &mut self.coin,
            Class::Ledger => &mut self.ledger,
            Class::Permissioned => &mut self.permissioned,
            Class::Local => &mut self.local,
            Class::Other => &mut self.other,
            Class::Silent => &mut self.silent,
        }
    }
}

/// What a number of verdicts add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Endpoints with a verdict.
    pub endpoints: u64,
    /// Endpoints by class.
    pub classes: Classes,
    /// Endpoints whose verdict is a finding ([`Verdict::is_finding`]).
    pub findings: u64,
    /// Endpoints where mining is indicated.
    pub mining_indicated: u64,
    /// Endpoints where mining is confirmed.
    pub mining_confirmed: u64,
}

impl Counts {
    /// The counts of these verdicts.
    pub fn of<'a>(verdicts: impl IntoIterator<Item = &'a Verdict>) -> Counts {
        let mut counts = Counts::default();
        verdicts.into_iter().for_each(|verdict| counts.add(verdict));
        counts
    }

    /// Counts one verdict more.
    pub fn add(&mut self, verdict: &Verdict) {
        self.endpoints += 1;
        *self.classes.of_mut(verdict.class) += 1;
        self.findings += u64::from(verdict.is_finding());
        match verdict.mining {
            Mining::NotSeen => {}
            Mining::Indicated => self.mining_indicated += 1,
            Mining::Confirmed => self.mining_confirmed += 1,
        }
    }
}
