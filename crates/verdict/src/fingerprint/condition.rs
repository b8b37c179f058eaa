//! Conditions over facts.

use regex::Regex;
use serde::Deserialize;

use crate::fact::{Fact, Facts, Value};
use crate::sentence::Sentence;

/// The largest compiled pattern, in bytes: rows of users must not eat the memory.
const MAX_PATTERN: usize = 1 << 20;

/// A condition over the facts of one name.
#[derive(Clone, Debug)]
pub struct Condition {
    fact: String,
    test: Test,
}

#[derive(Clone, Debug)]
enum Test {
    /// The value, as written, is one of these.
    OneOf(Vec<String>),
    /// The value, as written, begins so.
    Prefix(String),
    /// The value, as written, matches.
    Regex(Regex),
    /// The value is a number within, ends included.
    Range(u128, u128),
    /// There is such a fact.
    Present,
    /// There is no such fact.
    Absent,
}

/// A condition as it stands in a row.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConditionRow {
    fact: String,
    equals: Option<Literal>,
    one_of: Option<Vec<Literal>>,
    prefix: Option<String>,
    regex: Option<String>,
    range: Option<(u64, u64)>,
    present: Option<bool>,
}

/// A value as a row writes it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Literal {
    Bool(bool),
    Uint(u64),
    Text(String),
}

impl Literal {
    fn written(self) -> String {
        match self {
            Literal::Bool(value) => value.to_string(),
            Literal::Uint(value) => value.to_string(),
            Literal::Text(value) => value,
        }
    }
}

impl Condition {
    pub(super) fn from_row(row: ConditionRow) -> Result<Condition, Sentence> {
        let mut tests = Vec::new();
        tests.extend(row.equals.map(|value| Test::OneOf(vec![value.written()])));
        tests.extend(
            row.one_of
                .map(|values| Test::OneOf(values.into_iter().map(Literal::written).collect())),
        );
        tests.extend(row.prefix.map(Test::Prefix));
        if let Some(pattern) = row.regex {
            let regex = regex::RegexBuilder::new(&pattern)
                .size_limit(MAX_PATTERN)
                .build()
                .map_err(|_| Sentence::new("data-condition-regex").with("pattern", &pattern))?;
            tests.push(Test::Regex(regex));
        }
        if let Some((low, high)) = row.range {
            if low > high {
                return Err(Sentence::new("data-condition-range")
                    .with("low", low)
                    .with("high", high));
            }
            tests.push(Test::Range(low.into(), high.into()));
        }
        tests.extend(row.present.map(|present| if present { Test::Present } else { Test::Absent }));
        let fact = row.fact;
        match (tests.pop(), tests.is_empty()) {
            (Some(test), true) => Ok(Condition { fact, test }),
            _ => Err(Sentence::new("data-condition-one-test").with("fact", fact)),
        }
    }

    /// The name of the fact it looks at.
    pub fn fact(&self) -> &str {
        &self.fact
    }

    /// The facts it rests on, or `None` where it does not hold. Of several facts of the name the
    /// strongest that fits counts. *Absent* rests on none.
    pub(super) fn holds<'a>(&self, facts: &'a Facts) -> Option<Option<&'a Fact>> {
        let fitting = facts
            .iter()
            .filter(|fact| fact.name == self.fact && self.fits(&fact.value))
            .reduce(|best, fact| if fact.strength > best.strength { fact } else { best });
        match self.test {
            Test::Absent => fitting.is_none().then_some(None),
            _ => fitting.map(Some),
        }
    }

    fn fits(&self, value: &Value) -> bool {
        if let Value::List(items) = value {
            return matches!(self.test, Test::Present | Test::Absent)
                || items.iter().any(|item| self.fits(item));
        }
        match (&self.test, value) {
            (Test::Present | Test::Absent, _) => true,
            (Test::Range(low, high), Value::Uint(number)) => (low..=high).contains(&number),
            (Test::Range(..), _) => false,
            (Test::OneOf(values), value) => values.iter().any(|one| *one == value.written()),
            (Test::Prefix(prefix), value) => value.written().starts_with(prefix.as_str()),
            (Test::Regex(regex), value) => regex.is_match(&value.written()),
        }
    }
}
