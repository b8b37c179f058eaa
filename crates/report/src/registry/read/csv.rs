//! A registry as CSV: a head in English or Chinese, a project a row (RFC 4180; commas, semicolons
//! or tabs). A row that cannot be used is a problem of its own, so that the others can be checked.

use coinsift_verdict::{DataError, Sentence};

use super::{Field, Place, Raw, Sheet};
use crate::registry::words::Column;
use crate::sheet::{Lines, separator};

pub(super) fn sheet(file: &str, text: &str) -> Result<Sheet, DataError> {
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(separator(text))
        .comment(Some(b'#'))
        .trim(::csv::Trim::All)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut sheet = Sheet::default();
    let mut heads: Option<Vec<(Option<Column>, String)>> = None;
    let mut cells = ::csv::StringRecord::new();
    let mut lines = Lines::of_text(text);
    loop {
        let more = reader.read_record(&mut cells).map_err(|error| {
            let line = error.position().map_or(0, ::csv::Position::line);
            Place { file: file.to_owned(), line }
                .wrong(Sentence::new("data-csv").with("error", &error))
        })?;
        if !more {
            return Ok(sheet);
        }
        if cells.iter().all(str::is_empty) {
            continue;
        }
        let line = lines.of(cells.position().map_or(0, ::csv::Position::byte) as usize);
        let place = Place { file: file.to_owned(), line };
        let Some(heads) = &heads else {
            heads = Some(head(&mut sheet, &place, &cells)?);
            continue;
        };
        if cells.len() > heads.len() {
            let wrong = Sentence::new("registry-cells").with("expected", heads.len());
            sheet.problems.push(place.wrong(wrong.with("found", cells.len())));
            continue;
        }
        let mut raw = Raw { place: place.clone(), ..Raw::default() };
        for ((column, head), cell) in heads.iter().zip(&cells) {
            if let Some(column) = column {
                let texts = vec![cell.to_owned()];
                let field = Field { head: head.clone(), place: place.clone(), texts };
                raw.fields.insert(*column, field);
            }
        }
        sheet.rows.push(raw);
    }
}

/// Which column each cell of the head is.
fn head(
    sheet: &mut Sheet,
    place: &Place,
    cells: &::csv::StringRecord,
) -> Result<Vec<(Option<Column>, String)>, DataError> {
    let mut heads: Vec<(Option<Column>, String)> = Vec::new();
    for head in cells {
        let column = Column::of(head);
        let first = heads.iter().find(|(other, _)| column.is_some() && *other == column);
        if let Some((_, first)) = first {
            let wrong = Sentence::new("registry-column-twice").with("column", head);
            return Err(place.wrong(wrong.with("first", first)));
        }
        if column.is_none() && !head.is_empty() {
            sheet.remarks.push(unknown(&place.file, head));
        }
        heads.push((column, head.to_owned()));
    }
    let has = |column: &Column| heads.iter().any(|(other, _)| *other == Some(*column));
    let required = Column::ALL.into_iter().filter(|column| column.is_required());
    match required.into_iter().find(|column| !has(column)) {
        Some(column) => Err(place.wrong(
            Sentence::new("registry-column-missing")
                .with("column", column.key())
                .with("chinese", column.chinese())
                .with("found", cells.iter().collect::<Vec<_>>().join(" | ")),
        )),
        None => Ok(heads),
    }
}

fn unknown(file: &str, head: &str) -> Sentence {
    let (id, nearest) = match Column::nearest(head) {
        Some(nearest) => ("registry-column-unknown-near", nearest),
        None => ("registry-column-unknown", ""),
    };
    Sentence::new(id).with("file", file).with("column", head).with("nearest", nearest)
}
