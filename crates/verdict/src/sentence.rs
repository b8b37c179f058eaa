//! Sentences: words for people, kept as an id and parameters until a language is chosen.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Something to be said to a person: the id of a message and its parameters, in no language yet.
///
/// Parameters are untrusted text (agent strings, file names): whoever renders a sentence escapes
/// them for the place where it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sentence {
    /// The message's id in the language catalogues, for example `verdict-coin-stated`.
    pub id: String,
    /// Parameters by name.
    pub args: Vec<(String, String)>,
}

impl Sentence {
    /// A sentence without parameters.
    pub fn new(id: impl Into<String>) -> Sentence {
        Sentence { id: id.into(), args: Vec::new() }
    }

    /// The value of a parameter.
    pub fn arg(&self, name: &str) -> Option<&str> {
        self.args.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Adds a parameter.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Sentence {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }
}

impl fmt::Display for Sentence {
    /// For logs and test failures; people read the rendered message.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)?;
        for (name, value) in &self.args {
            write!(f, " {name}={value:?}")?;
        }
        Ok(())
    }
}

/// A row of data that cannot be used: where it stands, what is wrong and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {wrong}")]
pub struct DataError {
    /// The file as the user named it.
    pub file: String,
    /// The line, counted from 1; 0 where the whole file is meant.
    pub line: u64,
    /// What is wrong and the cure.
    pub wrong: Sentence,
}
