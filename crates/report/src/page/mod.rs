//! Pages: one self-contained HTML file that an inspector hands on, in English or Chinese.
//!
//! A page is made of values: a [`Head`] with title, facts of the run and counts, then chapters with
//! tables and [`Section`]s, each a host or a project, with its [`Part`]s. [`Writer`] writes them one
//! after the other, so that a page may be larger than memory. [`ScanPage`] makes the values from
//! verdicts; other reports make their own.
//!
//! The page asks for nothing from outside and runs no script; a policy inside it says so to the
//! browser. Everything that is shown passes [`crate::escape::html`]: there is no way to put markup
//! into a value.
//!
//! ```
//! use coinsift_report::Lang;
//! use coinsift_report::page::{Head, Section, Writer};
//! let head = Head { lang: Lang::En, title: "<b>".to_owned(), ..Head::default() };
//! let mut page = Writer::begin(Vec::new(), &head)?;
//! page.chapter("Findings", &[])?;
//! page.section(&Section { heading: "192.0.2.7".to_owned(), ..Section::default() }, &[])?;
//! let bytes = page.end(&[])?;
//! assert!(String::from_utf8_lossy(&bytes).contains("<h1>&lt;b&gt;</h1>"));
//! # Ok::<(), std::io::Error>(())
//! ```

mod check;
mod endpoint;
mod news;
mod run;
mod scan;
mod spill;
mod style;
mod write;

#[cfg(test)]
mod tests;

use coinsift_verdict::{Class, Strength};

use crate::lang::{Catalogue, Lang};

pub use check::{CheckFacts, check_page};
pub use run::RunFacts;
pub use scan::ScanPage;
pub use write::{Rendered, Writer};

/// How much attention something calls for; its colour. The word always stands beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// None.
    #[default]
    Calm,
    /// Somebody's own: developers, tests.
    Own,
    /// As admitted.
    Admitted,
    /// An open question.
    Open,
    /// What the report is for.
    Grave,
}

impl Tone {
    /// The tone of a class.
    pub fn of(class: Class) -> Tone {
        match class {
            Class::Coin => Tone::Grave,
            Class::Ledger => Tone::Open,
            Class::Permissioned => Tone::Admitted,
            Class::Local => Tone::Own,
            Class::Other | Class::Silent => Tone::Calm,
        }
    }
}

/// What stands at the top of a page.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// The language of everything on the page.
    pub lang: Lang,
    /// The title.
    pub title: String,
    /// What to know in a few sentences.
    pub lead: Vec<String>,
    /// What must not be overlooked: an incomplete run, for example.
    pub warnings: Vec<String>,
    /// Name and value: scope, authority, operator, versions, and so on.
    pub facts: Vec<(String, String)>,
    /// The heading above the counts.
    pub counts_heading: String,
    /// Counts in words, the gravest first.
    pub counts: Vec<Count>,
}

/// A number with what it counts.
#[derive(Clone, Debug, Default)]
pub struct Count {
    /// Its tone.
    pub tone: Tone,
    /// The number.
    pub number: u64,
    /// What is counted.
    pub name: String,
    /// What that means.
    pub meaning: String,
}

/// A word in a frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Badge {
    /// Its tone.
    pub tone: Tone,
    /// The word.
    pub text: String,
}

impl Badge {
    /// A badge.
    pub fn new(tone: Tone, text: impl Into<String>) -> Badge {
        Badge { tone, text: text.into() }
    }
}

/// A host or a project.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// What tables link to; see [`anchor`].
    pub id: String,
    /// The tone of its frame.
    pub tone: Tone,
    /// The heading: an address, a project's name.
    pub heading: String,
    /// Beside the heading, smaller: a host name.
    pub beside: Option<String>,
    /// Badges after the heading.
    pub badges: Vec<Badge>,
    /// Name and value.
    pub facts: Vec<(String, String)>,
    /// Sentences.
    pub words: Vec<String>,
    /// Said in small letters under the parts: that it was observed at this address, for example.
    pub cautions: Vec<String>,
}

/// A part of a section: an endpoint, for example.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// The heading.
    pub heading: String,
    /// Badges after the heading.
    pub badges: Vec<Badge>,
    /// Sentences.
    pub words: Vec<String>,
    /// Name and value.
    pub facts: Vec<(String, String)>,
    /// Tables: what was declared beside what was seen, for example.
    pub tables: Vec<Grid>,
    /// Lists with headings: what does not fit together, what cannot be told.
    pub lists: Vec<List>,
    /// What opens on demand: the evidence.
    pub details: Vec<Detail>,
}

/// A list with a heading.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// The heading.
    pub heading: String,
    /// The items, a sentence or two each.
    pub items: Vec<String>,
}

/// What opens on demand.
#[derive(Clone, Debug, Default)]
pub struct Detail {
    /// What is clicked.
    pub heading: String,
    /// Sentences with a table each.
    pub groups: Vec<(Vec<Cell>, Grid)>,
    /// A last sentence.
    pub words: Vec<String>,
}

/// A table.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// What it shows.
    pub caption: Option<String>,
    /// The heads of its columns.
    pub heads: Vec<String>,
    /// Its rows; the first cell heads the row.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table, or a piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// What machines write: values, ids.
    Code(String),
    /// Words with the machine's name for it under them.
    Named(String, String),
    /// A link to a section of the page.
    Link {
        /// The words.
        text: String,
        /// The section's id.
        to: String,
    },
    /// Badges.
    Badges(Vec<Badge>),
}

/// The id of a section from any text: letters, digits, `-` and `_`. Different addresses and names
/// have different ids.
pub fn anchor(text: &str) -> String {
    let mut id = "s-".to_owned();
    for char in text.chars() {
        match char {
            '.' | ':' | '-' => id.push('-'),
            char if char.is_ascii_alphanumeric() => id.push(char.to_ascii_lowercase()),
            char => id.push_str(&format!("_{:x}", char as u32)),
        }
    }
    id
}

/// What each strength means.
fn strengths(catalogue: &Catalogue) -> List {
    let strengths = [Strength::Proven, Strength::Stated, Strength::Hinted];
    let meaning =
        |strength: Strength| catalogue.word(&format!("explain-strength-{}", strength.word()));
    List {
        heading: catalogue.word("page-strengths"),
        items: strengths.into_iter().map(meaning).collect(),
    }
}
