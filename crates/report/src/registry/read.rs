//! From the bytes of a registry to projects, with errors that name the place and the cure.
//!
//! A file is CSV unless its name ends in `.toml` or `.json`. CSV may be UTF-8 with or without a
//! mark, UTF-16 with its mark, or GB18030 ([`crate::sheet`] decodes all tables). Files are at most [`MAX_FILE`] bytes, projects at most [`MAX_PROJECTS`],
//! endpoints of one project at most [`MAX_ENDPOINTS`], one field at most [`MAX_FIELD`] bytes.

mod csv;
mod fields;
mod json;
mod toml;

use std::collections::{BTreeMap, HashMap};

use coinsift_verdict::{Atlas, DataError, Sentence};
use sha2::{Digest as _, Sha256};

use super::declared::{Project, Registry};
use super::words::Column;
use crate::sheet;

/// The largest file that is read, in bytes.
pub const MAX_FILE: usize = 16 << 20;
/// The most projects of a registry.
pub const MAX_PROJECTS: usize = 20_000;
/// The most endpoints of a project.
pub const MAX_ENDPOINTS: usize = 256;
/// The longest field, in bytes of UTF-8.
pub const MAX_FIELD: usize = 16 * 1024;

/// A registry as far as it could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The projects of the good rows.
    pub registry: Registry,
    /// What is wrong with the others, in the order of the file.
    pub problems: Vec<DataError>,
    /// What may be meant otherwise, for example a column that is not known.
    pub remarks: Vec<Sentence>,
}

/// A project's fields as they were written, before they are understood.
#[derive(Clone, Debug, Default)]
struct Raw {
    place: Place,
    fields: BTreeMap<Column, Field>,
}

/// Where something stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Place {
    /// The file; with the project's number where the form has no lines.
    file: String,
    /// The line, from 1; 0 where there is none.
    line: u64,
}

impl Place {
    fn wrong(&self, wrong: Sentence) -> DataError {
        DataError { file: self.file.clone(), line: self.line, wrong }
    }

    fn written(&self) -> String {
        match self.line {
            0 => self.file.clone(),
            line => format!("{}:{line}", self.file),
        }
    }
}

/// A field as it was written.
#[derive(Clone, Debug)]
struct Field {
    /// How the file calls it.
    head: String,
    /// Its own place, where the file's form knows it.
    place: Place,
    /// Its texts: endpoints may be several, of all else the first counts.
    texts: Vec<String>,
}

/// What the reader of a form gives.
#[derive(Clone, Debug, Default)]
struct Sheet {
    rows: Vec<Raw>,
    problems: Vec<DataError>,
    remarks: Vec<Sentence>,
}

/// Reads a registry. `Err` where nothing of it can be used: wrong encoding, no head, a syntax
/// error. Otherwise every malformed row is a problem of its own beside the good ones.
pub fn read(file: &str, bytes: &[u8], atlas: &Atlas) -> Result<Reading, DataError> {
    let whole = Place { file: file.to_owned(), line: 0 };
    if bytes.len() > MAX_FILE {
        return Err(whole.wrong(Sentence::new("registry-too-large")));
    }
    let text = sheet::decode(file, bytes)?;
    if text.trim().is_empty() {
        return Err(whole.wrong(Sentence::new("registry-empty")));
    }
    let ending = file.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let sheet = match ending.as_str() {
        "toml" => toml::sheet(file, &text)?,
        "json" => json::sheet(file, &text)?,
        _ => csv::sheet(file, &text)?,
    };
    if sheet.rows.is_empty() && sheet.problems.is_empty() {
        return Err(whole.wrong(Sentence::new("registry-no-projects")));
    }
    if sheet.rows.len() > MAX_PROJECTS {
        return Err(whole.wrong(Sentence::new("registry-too-many").with("most", MAX_PROJECTS)));
    }
    let mut problems = sheet.problems;
    let mut projects: Vec<Project> = Vec::new();
    let mut places: HashMap<String, String> = HashMap::new();
    for raw in &sheet.rows {
        let project = match fields::project(raw, atlas) {
            Ok(project) => project,
            Err(found) => {
                problems.extend(found);
                continue;
            }
        };
        if let Some(first) = places.get(&project.filing) {
            let sentence = Sentence::new("registry-filing-twice")
                .with("text", &project.filing)
                .with("first", first);
            problems.push(raw.place.wrong(sentence));
            continue;
        }
        places.insert(project.filing.clone(), project.place.clone());
        projects.push(project);
    }
    let registry =
        Registry { file: file.to_owned(), sha256: Sha256::digest(bytes).into(), projects };
    Ok(Reading { registry, problems, remarks: sheet.remarks })
}

/// The line of an offset, counted from 1.
fn line_at(text: &str, offset: usize) -> u64 {
    let before = text.as_bytes().get(..offset.min(text.len())).unwrap_or_default();
    1 + before.iter().filter(|&&byte| byte == b'\n').count() as u64
}
