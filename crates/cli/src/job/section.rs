//! A section of a job file: its keys, typed, each with its place.

use std::ops::Range;

use coinsift_verdict::Sentence;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{KEYS, OUTPUTS, PACE};
use crate::exit::Failure;

/// The file, as it is named in messages.
pub struct File<'a> {
    pub name: String,
    pub text: &'a str,
}

impl File<'_> {
    /// The line in which a stretch of bytes begins, counted from 1.
    pub fn line(&self, span: &Range<usize>) -> u64 {
        let before = self.text.as_bytes().get(..span.start).unwrap_or(self.text.as_bytes());
        1 + before.iter().filter(|&&byte| byte == b'\n').count() as u64
    }
}

/// Where a value stands, and its key with that of its section.
pub struct At {
    pub span: Range<usize>,
    pub key: String,
}

/// A section with known keys.
pub struct Section<'a> {
    pub file: &'a File<'a>,
    /// Empty, or the section's key and a dot.
    prefix: &'a str,
    table: &'a DeTable<'a>,
}

impl<'a> Section<'a> {
    /// A section all of whose keys are among `known`.
    pub fn new(
        file: &'a File<'a>,
        prefix: &'a str,
        table: &'a DeTable<'a>,
        known: &[&str],
    ) -> Result<Section<'a>, Failure> {
        for key in table.keys() {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                let at = At { span: key.span(), key: format!("{prefix}{name}") };
                let wrong = Sentence::new("job-unknown-key").with("cure", nearest(prefix, name));
                return Err(file.wrong(&at, wrong));
            }
        }
        Ok(Section { file, prefix, table })
    }

    fn at(&self, key: &str, value: &Spanned<DeValue<'_>>) -> At {
        At { span: value.span(), key: format!("{}{key}", self.prefix) }
    }

    fn wrong(&self, at: &At, id: &str) -> Failure {
        self.file.wrong(at, Sentence::new(id).with("name", &at.key))
    }

    /// That a key is missing; `cure` is how it could be written.
    pub fn missing(&self, key: &str, cure: &str) -> Failure {
        let at = At { span: 0..0, key: format!("{}{key}", self.prefix) };
        self.file.wrong(&at, Sentence::new("job-missing").with("cure", cure))
    }

    /// A text that is not empty.
    pub fn text(&self, key: &str) -> Result<Option<(String, At)>, Failure> {
        let Some(value) = self.table.get(key) else { return Ok(None) };
        let at = self.at(key, value);
        match value.get_ref().as_str() {
            None => Err(self.wrong(&at, "job-not-text")),
            Some(text) if text.trim().is_empty() => Err(self.wrong(&at, "job-empty")),
            Some(text) if text.chars().any(char::is_control) => Err(self.wrong(&at, "job-control")),
            Some(text) => Ok(Some((text.trim().to_owned(), at))),
        }
    }

    /// A list of texts; empty where the key is missing.
    pub fn list(&self, key: &str) -> Result<Vec<(String, At)>, Failure> {
        let Some(value) = self.table.get(key) else { return Ok(Vec::new()) };
        let at = self.at(key, value);
        let Some(array) = value.get_ref().as_array() else {
            return Err(self.wrong(&at, "job-not-list"));
        };
        let mut list = Vec::new();
        for item in array.iter() {
            let at = self.at(key, item);
            match item.get_ref().as_str().map(str::trim) {
                None => return Err(self.wrong(&at, "job-not-list")),
                Some("") => return Err(self.wrong(&at, "job-empty")),
                Some(text) => list.push((text.to_owned(), at)),
            }
        }
        Ok(list)
    }

    /// A whole number within bounds.
    pub fn number(&self, key: &str, least: u64, most: u64) -> Result<Option<u64>, Failure> {
        let Some(value) = self.table.get(key) else { return Ok(None) };
        let number = value
            .get_ref()
            .as_integer()
            .and_then(|integer| u64::from_str_radix(integer.as_str(), integer.radix()).ok());
        match number {
            Some(number) if (least..=most).contains(&number) => Ok(Some(number)),
            _ => {
                let wrong = Sentence::new("job-not-number").with("least", least).with("most", most);
                Err(self.file.wrong(&self.at(key, value), wrong))
            }
        }
    }

    /// A section of this one, with a section's keys.
    pub fn section(
        &self,
        key: &'static str,
        known: &[&str],
    ) -> Result<Option<Section<'a>>, Failure> {
        let Some(value) = self.table.get(key) else { return Ok(None) };
        match value.get_ref().as_table() {
            Some(table) => {
                let prefix = if key == "pace" { "pace." } else { "outputs." };
                Section::new(self.file, prefix, table, known).map(Some)
            }
            None => Err(self.wrong(&self.at(key, value), "job-not-section")),
        }
    }
}

/// The key that was most likely meant, with its section.
fn nearest(prefix: &str, written: &str) -> String {
    let sections = [("", &KEYS[..]), ("pace.", &PACE[..]), ("outputs.", &OUTPUTS[..])];
    let written = written.to_lowercase().replace('_', "-");
    sections
        .into_iter()
        .flat_map(|(section, keys)| keys.iter().map(move |key| (section, *key)))
        .min_by_key(|(section, key)| {
            let far = strsim::osa_distance(&written, key);
            // A part of a word is nearer than as many other letters.
            let part = key.contains(written.as_str()) || written.contains(key);
            (far.saturating_sub(if part { 2 } else { 0 }), *section != prefix)
        })
        .map(|(section, key)| format!("{section}{key}"))
        .unwrap_or_default()
}
