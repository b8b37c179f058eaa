//! The marker `store.toml`: which format a store has, and how an older one is brought up to date.
//!
//! * **Format 1**: the layout described in `layout.rs` and the logs described in `log/mod.rs`.
//!
//! The marker speaks of the folder's layout and the logs. Two smaller versions live elsewhere: each
//! record carries the schema of its body, and the index the schema of its trees; records of an
//! older schema are read as they are, an index of any other schema is built anew.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use coinsift_protocols::Utc;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::layout::{self, Layout};

/// The format that this version writes.
pub const FORMAT: u32 = 1;

/// Longest marker that is read, in bytes.
const MAX_LEN: u64 = 64 * 1024;

/// What the marker says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Marker {
    /// The format.
    pub(crate) format: u32,
    /// The version of this crate that made the store.
    pub(crate) made_by: String,
    /// When it was made, RFC 3339.
    pub(crate) made: String,
}

/// A step from one format to the next. It must be able to be done again after it was interrupted.
pub(crate) struct Step {
    /// The format it starts from; it leads to the next number.
    pub(crate) from: u32,
    /// What it does.
    pub(crate) change: fn(&Layout) -> Result<(), StoreError>,
}

/// All steps, oldest first. There was no format before the first.
pub(crate) const STEPS: &[Step] = &[];

impl Marker {
    /// Writes the marker of a new store.
    pub(crate) fn create(layout: &Layout, now: Utc) -> Result<(), StoreError> {
        let marker = Marker {
            format: FORMAT,
            made_by: env!("CARGO_PKG_VERSION").to_owned(),
            made: now.to_string(),
        };
        marker.write(layout)
    }

    /// Reads a marker; `None` where there is none.
    pub(crate) fn read(layout: &Layout) -> Result<Option<Marker>, StoreError> {
        let path = layout.marker();
        let mut text = String::new();
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(StoreError::io(&path, error)),
        };
        let wrong = |wrong: String| StoreError::Marker { path: path.clone(), wrong };
        match file.take(MAX_LEN).read_to_string(&mut text) {
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                return Err(wrong("not text".to_owned()));
            }
            Err(error) => return Err(StoreError::io(&path, error)),
        }
        // The format alone first: a newer marker may have other fields.
        #[derive(Deserialize)]
        struct FormatOnly {
            format: u32,
        }
        let one_line = |error: toml::de::Error| error.message().replace('\n', " ");
        let FormatOnly { format } =
            toml::from_str(&text).map_err(|error| wrong(one_line(error)))?;
        if format > FORMAT {
            return Err(newer(layout.root(), format, FORMAT));
        }
        toml::from_str(&text).map(Some).map_err(|error| wrong(one_line(error)))
    }

    fn write(&self, layout: &Layout) -> Result<(), StoreError> {
        let text =
            toml::to_string(self).map_err(|error| StoreError::Encoding(error.to_string()))?;
        let text = format!(
            "# A store of coinsift. Its logs are evidence: change nothing by hand.\n{text}"
        );
        layout::write_whole(&layout.marker(), text.as_bytes())
    }
}

/// Brings a store up to `target`, one step after the other; gives the format it had where
/// anything was done. The marker is written after each step, so an interrupted step is repeated.
pub(crate) fn migrate(
    layout: &Layout,
    mut marker: Marker,
    steps: &[Step],
    target: u32,
) -> Result<Option<u32>, StoreError> {
    let had = marker.format;
    while marker.format < target {
        let step = steps.iter().find(|step| step.from == marker.format);
        let Some(step) = step else {
            return Err(StoreError::Marker {
                path: layout.marker(),
                wrong: format!("no way from format {} to format {target}", marker.format),
            });
        };
        (step.change)(layout)?;
        marker.format += 1;
        marker.write(layout)?;
    }
    Ok((had < target).then_some(had))
}

fn newer(path: &Path, found: u32, known: u32) -> StoreError {
    StoreError::Newer { path: path.to_owned(), found, known }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn older() -> (tempfile::TempDir, Layout, Marker) {
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout::new(folder.path());
        fs::write(layout.marker(), "format = 0\nmade_by = \"0.0.1\"\nmade = \"then\"\n").unwrap();
        fs::create_dir(folder.path().join("logs")).unwrap();
        let marker = Marker::read(&layout).unwrap().unwrap();
        (folder, layout, marker)
    }

    fn rename_logs(layout: &Layout) -> Result<(), StoreError> {
        let old = layout.root().join("logs");
        if old.exists() {
            fs::rename(&old, layout.runs()).map_err(|error| StoreError::io(&old, error))?;
        }
        Ok(())
    }

    #[test]
    fn an_older_store_goes_through_every_step_to_the_newest_format() {
        let (_folder, layout, marker) = older();
        let steps = [Step { from: 0, change: rename_logs }, Step { from: 1, change: |_| Ok(()) }];
        assert_eq!(migrate(&layout, marker, &steps, 2).unwrap(), Some(0));
        assert!(layout.runs().is_dir());
        let text = fs::read_to_string(layout.marker()).unwrap();
        assert!(text.contains("format = 2") && text.contains("made_by = \"0.0.1\""), "{text}");
    }

    #[test]
    fn a_step_that_failed_is_done_again() {
        let (_folder, layout, marker) = older();
        let fails: fn(&Layout) -> Result<(), StoreError> = |layout| {
            rename_logs(layout)?;
            Err(StoreError::DiskFull(layout.root().to_owned()))
        };
        let failed = migrate(&layout, marker, &[Step { from: 0, change: fails }], 1);
        assert!(failed.unwrap_err().is_disk_full());
        let marker = Marker::read(&layout).unwrap().unwrap();
        assert_eq!(marker.format, 0, "the marker still tells the truth");
        let steps = [Step { from: 0, change: rename_logs }];
        assert_eq!(migrate(&layout, marker, &steps, 1).unwrap(), Some(0));
        assert_eq!(Marker::read(&layout).unwrap().unwrap().format, 1);
    }

    #[test]
    fn a_store_without_a_way_up_is_left_alone() {
        let (_folder, layout, marker) = older();
        let refused = migrate(&layout, marker, STEPS, FORMAT).unwrap_err();
        assert!(matches!(refused, StoreError::Marker { .. }), "{refused:?}");
        assert!(layout.root().join("logs").is_dir());
    }

    #[test]
    fn a_newer_store_is_refused() {
        let (_folder, layout, _) = older();
        fs::write(layout.marker(), "format = 9\nsomething = \"new\"\n").unwrap();
        let refused = Marker::read(&layout).unwrap_err();
        assert!(matches!(refused, StoreError::Newer { found: 9, known: FORMAT, .. }));
    }
}
