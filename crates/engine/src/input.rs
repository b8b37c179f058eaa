//! What people wrote, where it stands, and what is wrong with it.

use coinsift_verdict::Sentence;

/// Where a text that a person wrote stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// It was given on the command line.
    #[default]
    Argument,
    /// It is a line of a file or of the standard input.
    Line {
        /// The file as the person named it.
        file: String,
        /// The line, counted from 1.
        line: u64,
    },
}

impl Place {
    /// What a message begins with: nothing, or `FILE:LINE: `.
    pub fn prefix(&self) -> String {
        match self {
            Place::Argument => String::new(),
            Place::Line { file, line } => format!("{file}:{line}: "),
        }
    }
}

/// Input that cannot be used. Its sentence names the place, the text and the cure.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InputError(pub Sentence);

impl InputError {
    /// The words for people.
    pub fn sentence(&self) -> &Sentence {
        &self.0
    }
}

/// What is wrong with a text, before it is known where the text stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wrong(Sentence);

impl Wrong {
    /// A sentence of this id about `text`.
    pub(crate) fn new(id: &str, text: &str) -> Wrong {
        Wrong(Sentence::new(id).with("text", text))
    }

    /// Adds a parameter.
    pub(crate) fn with(self, name: &str, value: impl std::fmt::Display) -> Wrong {
        Wrong(self.0.with(name, value))
    }

    /// Says where the text stands.
    pub(crate) fn at(self, place: &Place) -> InputError {
        InputError(self.0.with("place", place.prefix()))
    }
}
