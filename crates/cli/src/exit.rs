//! Exit codes, documented and stable.

use std::process::ExitCode;

use coinsift_report::Catalogue;
use coinsift_report::escape::visible;
use coinsift_verdict::{DataError, Sentence};

/// How a command ended. Where several apply, [`Outcome::code`] decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The run did not cover its scope.
    pub incomplete: bool,
    /// Something changed, where changes were asked for.
    pub changes: bool,
    /// There are findings.
    pub findings: bool,
}

impl Outcome {
    /// The code: 4 incomplete, 5 changes, 3 findings, 0 none of these.
    pub fn code(self) -> u8 {
        match self {
            Outcome { incomplete: true, .. } => 4,
            Outcome { changes: true, .. } => 5,
            Outcome { findings: true, .. } => 3,
            _ => 0,
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(outcome.code())
    }
}

/// Why a command could not do its work.
#[derive(Clone, Debug)]
pub enum Failure {
    /// Usage or input: code 2.
    Input(Sentence),
    /// A broken row of data the user gave: code 2.
    Data(DataError),
    /// A job file that cannot be used: code 2.
    Job(JobError),
    /// The store or the machine: code 1.
    Runtime(Sentence),
}

/// What is wrong in a job file, and where.
#[derive(Clone, Debug)]
pub struct JobError {
    /// The file.
    pub file: String,
    /// The line, counted from 1.
    pub line: u64,
    /// The key with that of its section; empty where the file is no TOML.
    pub key: String,
    /// What is wrong, and the cure.
    pub wrong: Sentence,
}

/// The most characters of a place in a message.
const MAX_PLACE: usize = 400;

impl Failure {
    /// The code.
    pub fn code(&self) -> u8 {
        match self {
            Failure::Input(_) | Failure::Data(_) | Failure::Job(_) => 2,
            Failure::Runtime(_) => 1,
        }
    }

    /// What to say, in one line.
    pub fn said(&self, catalogue: &Catalogue) -> String {
        match self {
            Failure::Input(sentence) | Failure::Runtime(sentence) => catalogue.say(sentence),
            Failure::Data(error) => catalogue.data_error(error),
            Failure::Job(JobError { file, line, key, wrong }) => {
                let place = visible(&format!("{file}:{line}"), MAX_PLACE);
                let key = if key.is_empty() { String::new() } else { format!("{key}: ") };
                format!("{place}: {}{}", visible(&key, MAX_PLACE), catalogue.say(wrong))
            }
        }
    }

    /// The id of what is said.
    #[cfg(test)]
    pub fn sentence(&self) -> &Sentence {
        match self {
            Failure::Input(sentence) | Failure::Runtime(sentence) => sentence,
            Failure::Data(error) => &error.wrong,
            Failure::Job(error) => &error.wrong,
        }
    }
}

impl From<DataError> for Failure {
    fn from(error: DataError) -> Failure {
        Failure::Data(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_code_that_applies_wins() {
        let all = Outcome { incomplete: true, changes: true, findings: true };
        assert_eq!(all.code(), 4);
        assert_eq!(Outcome { incomplete: false, ..all }.code(), 5);
        assert_eq!(Outcome { findings: true, ..Outcome::default() }.code(), 3);
        assert_eq!(Outcome::default().code(), 0);
    }
}
