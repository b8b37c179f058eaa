//! A registry as TOML: a table `[[project]]` a project, with the fields of
//! `docs/registry.schema.json`.

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};
use coinsift_verdict::{DataError, Sentence};

use super::{Field, Place, Raw, Sheet, line_at};
use crate::registry::words::Column;

pub(super) fn sheet(file: &str, text: &str) -> Result<Sheet, DataError> {
    let place = |offset: usize| Place { file: file.to_owned(), line: line_at(text, offset) };
    let whole = DeTable::parse(text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        place(offset).wrong(Sentence::new("registry-toml").with("error", error.message()))
    })?;
    let mut sheet = Sheet::default();
    for (key, value) in whole.get_ref() {
        let at = place(key.span().start);
        if key.get_ref() != "project" {
            sheet.remarks.push(unknown(&at, key.get_ref()));
            continue;
        }
        let DeValue::Array(projects) = value.get_ref() else {
            return Err(at.wrong(Sentence::new("registry-no-list")));
        };
        for project in projects {
            let at = place(project.span().start);
            let DeValue::Table(fields) = project.get_ref() else {
                return Err(at.wrong(Sentence::new("registry-no-list")));
            };
            let mut raw = Raw { place: at, ..Raw::default() };
            for (key, value) in fields {
                take(&mut sheet, &mut raw, (key.get_ref(), place(key.span().start)), value);
            }
            sheet.rows.push(raw);
        }
    }
    Ok(sheet)
}

fn take(
    sheet: &mut Sheet,
    raw: &mut Raw,
    (key, place): (&str, Place),
    value: &Spanned<DeValue<'_>>,
) {
    let Some(column) = Column::ALL.into_iter().find(|column| column.key() == key) else {
        sheet.remarks.push(unknown(&place, key));
        return;
    };
    let texts = match value.get_ref() {
        DeValue::Array(items) => items.iter().map(|item| text(item.get_ref())).collect(),
        value => text(value).map(|text| vec![text]),
    };
    // A value that is no text is shown as malformed by the field's own check.
    let texts = texts.unwrap_or_else(|| vec!["?".to_owned()]);
    raw.fields.insert(column, Field { head: key.to_owned(), place, texts });
}

fn text(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.trim().to_owned()),
        DeValue::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A field that is not known.
pub(super) fn unknown(place: &Place, key: &str) -> Sentence {
    let known = Column::ALL.map(Column::key).join(", ");
    Sentence::new("registry-field-unknown")
        .with("place", place.written())
        .with("column", key)
        .with("known", known)
}
