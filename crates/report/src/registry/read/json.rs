//! A registry as JSON: `{"project": [ … ]}`, with the fields of `docs/registry.schema.json`.

use coinsift_verdict::{DataError, Sentence};
use serde_json::Value;

use super::toml::unknown;
use super::{Field, Place, Raw, Sheet};
use crate::registry::words::Column;

pub(super) fn sheet(file: &str, text: &str) -> Result<Sheet, DataError> {
    let whole: Value = serde_json::from_str(text).map_err(|error| {
        Place { file: file.to_owned(), line: error.line() as u64 }
            .wrong(Sentence::new("registry-json").with("error", error))
    })?;
    let Some(Value::Array(projects)) = whole.get("project") else {
        let place = Place { file: file.to_owned(), line: 0 };
        return Err(place.wrong(Sentence::new("registry-no-list")));
    };
    let mut sheet = Sheet::default();
    for (number, project) in (1..).zip(projects) {
        let place = Place { file: format!("{file}:project[{number}]"), line: 0 };
        let Value::Object(fields) = project else {
            return Err(place.wrong(Sentence::new("registry-no-list")));
        };
        let mut raw = Raw { place: place.clone(), ..Raw::default() };
        for (key, value) in fields {
            let Some(column) = Column::ALL.into_iter().find(|column| column.key() == key) else {
                sheet.remarks.push(unknown(&place, key));
                continue;
            };
            if value.is_null() {
                continue;
            }
            let texts = match value {
                Value::Array(items) => items.iter().map(text_of).collect(),
                value => text_of(value).map(|text| vec![text]),
            };
            // A value that is no text is shown as malformed by the field's own check.
            let texts = texts.unwrap_or_else(|| vec!["?".to_owned()]);
            let field = Field { head: key.clone(), place: place.clone(), texts };
            raw.fields.insert(column, field);
        }
        sheet.rows.push(raw);
    }
    Ok(sheet)
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
