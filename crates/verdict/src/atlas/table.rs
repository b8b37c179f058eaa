//! Reading the atlas's CSV tables with errors that name the line and the cure.

use csv::StringRecord;

use crate::sentence::{DataError, Sentence};

/// A row with the names of its columns at hand.
pub(super) struct Row<'a> {
    file: &'a str,
    line: u64,
    header: &'a StringRecord,
    cells: &'a StringRecord,
}

/// Reads all rows of a table that must have exactly these columns.
pub(super) fn rows<T>(
    file: &str,
    text: &str,
    columns: &[&str],
    mut row: impl FnMut(&Row<'_>) -> Result<T, DataError>,
) -> Result<Vec<T>, DataError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader =
        csv::ReaderBuilder::new().trim(csv::Trim::Headers).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| broken(file, &error))?.clone();
    if header.iter().ne(columns.iter().copied()) {
        return Err(DataError {
            file: file.to_owned(),
            line: 1,
            wrong: Sentence::new("data-header").with("columns", columns.join(",")),
        });
    }
    let mut rows = Vec::new();
    let mut cells = StringRecord::new();
    while reader.read_record(&mut cells).map_err(|error| broken(file, &error))? {
        let line = cells.position().map_or(0, csv::Position::line);
        rows.push(row(&Row { file, line, header: &header, cells: &cells })?);
    }
    Ok(rows)
}

fn broken(file: &str, error: &csv::Error) -> DataError {
    DataError {
        file: file.to_owned(),
        line: error.position().map_or(0, csv::Position::line),
        wrong: match error.kind() {
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                Sentence::new("data-cells").with("expected", expected_len).with("found", len)
            }
            _ => Sentence::new("data-csv").with("error", error),
        },
    }
}

impl Row<'_> {
    /// The cell of a column; empty where the row has no such cell.
    pub(super) fn cell(&self, column: &str) -> &str {
        self.header
            .iter()
            .position(|name| name == column)
            .and_then(|index| self.cells.get(index))
            .map(str::trim)
            .unwrap_or_default()
    }

    /// The cell, which must not be empty.
    pub(super) fn required(&self, column: &str) -> Result<&str, DataError> {
        match self.cell(column) {
            "" => Err(self.wrong(column, "data-empty")),
            cell => Ok(cell),
        }
    }

    /// The cell as text, `None` where empty.
    pub(super) fn optional(&self, column: &str) -> Option<String> {
        Some(self.cell(column)).filter(|cell| !cell.is_empty()).map(str::to_owned)
    }

    /// `N` bytes in hex, `None` where empty.
    pub(super) fn hex<const N: usize>(&self, column: &str) -> Result<Option<[u8; N]>, DataError> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return Ok(None);
        }
        let mut bytes = [0; N];
        match hex::decode_to_slice(cell, &mut bytes) {
            Ok(()) => Ok(Some(bytes)),
            Err(_) => {
                let mut error = self.wrong(column, "data-hex");
                error.wrong = error.wrong.with("digits", 2 * N);
                Err(error)
            }
        }
    }

    /// A port, `None` where empty.
    pub(super) fn port(&self, column: &str) -> Result<Option<u16>, DataError> {
        match self.cell(column) {
            "" => Ok(None),
            cell => match cell.parse() {
                Ok(0) | Err(_) => Err(self.wrong(column, "data-port")),
                Ok(port) => Ok(Some(port)),
            },
        }
    }

    /// One of a few words.
    pub(super) fn word<T: Copy>(&self, column: &str, words: &[(&str, T)]) -> Result<T, DataError> {
        let cell = self.cell(column);
        words.iter().find(|(word, _)| *word == cell).map(|(_, value)| *value).ok_or_else(|| {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let mut error = self.wrong(column, "data-word");
            error.wrong = error.wrong.with("known", known.join(", "));
            error
        })
    }

    /// An error about a cell of this row.
    pub(super) fn wrong(&self, column: &str, id: &str) -> DataError {
        DataError {
            file: self.file.to_owned(),
            line: self.line,
            wrong: Sentence::new(id).with("column", column).with("cell", self.cell(column)),
        }
    }
}
