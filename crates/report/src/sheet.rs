//! Tables that people keep: owners of addresses, registries. Decoding, separators, column heads.
//!
//! A table comes out of a spreadsheet program on anybody's desk: in UTF-8, with or without a byte
//! order mark, in UTF-16 with one, or in GB18030 (which GBK and GB2312 are parts of); with commas,
//! semicolons or tabs between the cells; with heads in English or Chinese, in any order, beside
//! columns we do not need. A line that begins with `#` is a comment. What cannot be used is refused
//! with file, line, column and cure.

use coinsift_verdict::{DataError, Sentence};
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// The most characters of one cell; more means that a quotation mark was not closed.
const MAX_CELL: usize = 4000;
/// The most columns of a table.
const MAX_COLUMNS: usize = 256;

/// A column that a table may have.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// What the program calls it.
    pub key: &'static str,
    /// The heads it may have, in English and Chinese, the ones to recommend first. Case, blanks,
    /// `_`, `-` and full-width forms of brackets do not count.
    pub heads: &'static [&'static str],
    /// Whether the table is of no use without it.
    pub required: bool,
}

/// A table that was read, its rows in their order.
#[derive(Clone, Debug)]
pub struct Sheet {
    file: String,
    /// For each cell of a row: the key of its column and the head as it is written.
    columns: Vec<(Option<&'static str>, String)>,
    rows: Vec<(u64, csv::StringRecord)>,
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    sheet: &'a Sheet,
    /// Its line in the file, counted from 1.
    pub line: u64,
    cells: &'a csv::StringRecord,
}

impl Sheet {
    /// Reads a table. `file` is its name for errors. Rows without any text are left out.
    pub fn read(file: &str, bytes: &[u8], columns: &[Column]) -> Result<Sheet, DataError> {
        let text = decode(file, bytes)?;
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .comment(Some(b'#'))
            .delimiter(separator(&text))
            .from_reader(text.as_bytes());
        let mut sheet = Sheet { file: file.to_owned(), columns: Vec::new(), rows: Vec::new() };
        let mut record = csv::StringRecord::new();
        let mut lines = Lines::of_text(&text);
        loop {
            let more = reader.read_record(&mut record).map_err(|error| {
                let line = error.position().map_or(0, csv::Position::line);
                sheet.wrong(line, Sentence::new("data-csv").with("error", &error))
            })?;
            if !more {
                break;
            }
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let line = lines.of(record.position().map_or(0, csv::Position::byte) as usize);
            if sheet.columns.is_empty() {
                sheet.columns =
                    heads(&record, columns).map_err(|wrong| sheet.wrong(line, wrong))?;
            } else {
                sheet.check(line, &record)?;
                sheet.rows.push((line, record.clone()));
            }
        }
        if sheet.rows.is_empty() {
            return Err(sheet.wrong(0, Sentence::new("sheet-empty")));
        }
        Ok(sheet)
    }

    /// The rows.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { sheet: self, line: *line, cells })
    }

    /// Whether the table has this column.
    pub fn has(&self, key: &str) -> bool {
        self.columns.iter().any(|(column, _)| *column == Some(key))
    }

    /// The head of a column as it is written in the table; the key where the table has no such.
    pub fn head<'a>(&'a self, key: &'a str) -> &'a str {
        let found = self.columns.iter().find(|(column, _)| *column == Some(key));
        found.map_or(key, |(_, head)| head.as_str())
    }

    /// An error at a line of this table; 0 where the whole of it is meant.
    pub fn wrong(&self, line: u64, wrong: Sentence) -> DataError {
        DataError { file: self.file.clone(), line, wrong }
    }

    fn check(&self, line: u64, record: &csv::StringRecord) -> Result<(), DataError> {
        let long = record.iter().position(|cell| cell.chars().count() > MAX_CELL);
        if let Some(place) = long {
            let head = self.columns.get(place).map_or("", |(_, head)| head.as_str());
            let wrong = Sentence::new("sheet-long").with("column", head).with("most", MAX_CELL);
            return Err(self.wrong(line, wrong));
        }
        if record.len() != self.columns.len() {
            let wrong = Sentence::new("data-cells").with("found", record.len());
            return Err(self.wrong(line, wrong.with("expected", self.columns.len())));
        }
        Ok(())
    }
}

impl<'a> Row<'a> {
    /// The cell of a column without blanks around it; empty where the table has no such column.
    pub fn cell(&self, key: &str) -> &'a str {
        let place = self.sheet.columns.iter().position(|(column, _)| *column == Some(key));
        place.and_then(|place| self.cells.get(place)).map(str::trim).unwrap_or_default()
    }

    /// The cell, which must not be empty.
    pub fn required(&self, key: &str) -> Result<&'a str, DataError> {
        match self.cell(key) {
            "" => Err(self.wrong(key, "data-empty")),
            cell => Ok(cell),
        }
    }

    /// The cell as text, `None` where empty.
    pub fn optional(&self, key: &str) -> Option<String> {
        Some(self.cell(key)).filter(|cell| !cell.is_empty()).map(str::to_owned)
    }

    /// An error about a cell of this row: the sentence gets `column` as the table's head has it,
    /// and `cell`.
    pub fn wrong(&self, key: &str, id: &str) -> DataError {
        let sentence = Sentence::new(id).with("column", self.sheet.head(key));
        self.sheet.wrong(self.line, sentence.with("cell", self.cell(key)))
    }
}

/// Counts lines. The reader's own count is that of the line where it began to look, which may be
/// a comment, an empty line or the second half of a line's end before the row.
pub(crate) struct Lines<'a> {
    text: &'a str,
    line: u64,
    passed: usize,
}

impl Lines<'_> {
    /// Over a text, from its beginning.
    pub(crate) fn of_text(text: &str) -> Lines<'_> {
        Lines { text, line: 1, passed: 0 }
    }

    /// The line of the row that the reader found from this byte on. Bytes must ascend.
    pub(crate) fn of(&mut self, from: usize) -> u64 {
        self.pass(from.saturating_sub(self.passed));
        loop {
            let rest = self.text.get(self.passed..).unwrap_or_default();
            if rest.starts_with(['\r', '\n']) {
                self.pass(1);
            } else if rest.starts_with('#') {
                self.pass(rest.find('\n').unwrap_or(rest.len()));
            } else {
                return self.line;
            }
        }
    }

    fn pass(&mut self, bytes: usize) {
        let passed = self.text.as_bytes().iter().skip(self.passed).take(bytes);
        self.line += passed.filter(|byte| **byte == b'\n').count() as u64;
        self.passed += bytes;
    }
}

/// The text of a table's bytes.
pub(crate) fn decode(file: &str, bytes: &[u8]) -> Result<String, DataError> {
    let wrong = |line, wrong| DataError { file: file.to_owned(), line, wrong };
    // ZIP (xlsx, ods, et) and OLE2 (xls, et): what a spreadsheet program saves by itself.
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(wrong(0, Sentence::new("sheet-spreadsheet")));
    }
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => GB18030,
    };
    let (text, faulty) = encoding.decode_with_bom_removal(bytes);
    if faulty || text.contains('\0') {
        let place = text.find(['\u{fffd}', '\0']).unwrap_or_default();
        let before = text.get(..place).unwrap_or_default();
        let sentence = Sentence::new("sheet-encoding")
            .with("encoding", name(encoding))
            .with("before", before.lines().last().unwrap_or_default());
        return Err(wrong(1 + before.matches('\n').count() as u64, sentence));
    }
    Ok(text.into_owned())
}

/// The encoding's name as programs offer it.
fn name(encoding: &'static Encoding) -> &'static str {
    match encoding {
        _ if encoding == GB18030 => "GB18030",
        _ if encoding == UTF_16LE || encoding == UTF_16BE => "UTF-16",
        _ => "UTF-8",
    }
}

/// What stands between the cells: the sign that the line of heads has most of.
pub(crate) fn separator(text: &str) -> u8 {
    let head = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let head = head.unwrap_or_default();
    let count = |sign: u8| head.bytes().filter(|byte| *byte == sign).count();
    // Of equals the last one wins, so that a single column is one with commas.
    [b';', b'\t', b','].into_iter().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}

/// Which column each cell of the first row heads.
fn heads(
    record: &csv::StringRecord,
    columns: &[Column],
) -> Result<Vec<(Option<&'static str>, String)>, Sentence> {
    if record.len() > MAX_COLUMNS {
        return Err(Sentence::new("sheet-wide").with("most", MAX_COLUMNS));
    }
    let mut found: Vec<(Option<&'static str>, String)> = Vec::new();
    for head in record {
        let bare = bare(head);
        let is_meant = |column: &&Column| {
            bare == self::bare(column.key) || column.heads.iter().any(|h| self::bare(h) == bare)
        };
        let key = columns.iter().find(is_meant).map(|column| column.key);
        if key.is_some() && found.iter().any(|(other, _)| *other == key) {
            return Err(Sentence::new("sheet-twice").with("column", head.trim()));
        }
        found.push((key, head.trim().to_owned()));
    }
    let has = |column: &&Column| found.iter().any(|(key, _)| *key == Some(column.key));
    match columns.iter().filter(|column| column.required).find(|column| !has(column)) {
        Some(lacking) => Err(Sentence::new("sheet-no-column")
            .with("heads", lacking.heads.join(" / "))
            .with("found", record.iter().map(str::trim).collect::<Vec<_>>().join(" | "))),
        None => Ok(found),
    }
}

/// A head without what people write differently.
fn bare(head: &str) -> String {
    head.chars()
        .filter(|char| !char.is_whitespace() && !matches!(char, '_' | '-' | '\u{feff}'))
        .map(|char| match char {
            '（' => '(',
            '）' => ')',
            other => other,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 2] = [
        Column { key: "unit", heads: &["unit", "单位", "单位名称"], required: true },
        Column { key: "kind", heads: &["kind of unit", "单位类型"], required: false },
    ];

    fn read(bytes: &[u8]) -> Result<Sheet, DataError> {
        Sheet::read("t.csv", bytes, &COLUMNS)
    }

    fn cells(bytes: &[u8]) -> Vec<(u64, String, String)> {
        let sheet = read(bytes).expect("a good table");
        let text = |row: &Row<'_>, key| row.cell(key).to_owned();
        sheet.rows().map(|row| (row.line, text(&row, "unit"), text(&row, "kind"))).collect()
    }

    #[test]
    fn one_table_in_every_encoding_and_form() {
        let text = "单位类型,单位,备注\r\n大学,东湖大学,㐀𠀀\r\n";
        let expected = [(2, "东湖大学".to_owned(), "大学".to_owned())];
        let (gb18030, _, faulty) = GB18030.encode(text);
        assert!(!faulty);
        let utf16 = |little: bool| -> Vec<u8> {
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            units
                .flat_map(|unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
                .collect()
        };
        for bytes in [
            text.as_bytes().to_vec(),
            format!("\u{feff}{text}").into_bytes(),
            gb18030.into_owned(),
            utf16(true),
            utf16(false),
            text.replace(',', ";").into_bytes(),
            text.replace(',', "\t").into_bytes(),
        ] {
            assert_eq!(cells(&bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn heads_are_found_as_people_write_them() {
        let text = "# kept by the district\n\nKind_of-Unit, UNIT \n\"a,b\",\" c \"\n,\n#x\nd,e\n";
        let (first, second) =
            ((4, "c".to_owned(), "a,b".to_owned()), (7, "e".to_owned(), "d".to_owned()));
        assert_eq!(cells(text.as_bytes()), [first, second]);
        let alone = read("单位\n甲\n".as_bytes()).expect("the other column is not required");
        assert!(alone.has("unit") && !alone.has("kind"));
        assert_eq!((alone.head("unit"), alone.head("kind")), ("单位", "kind"));
    }

    #[test]
    fn what_cannot_be_used_is_named_with_its_place() {
        let long = format!("unit\n\"{}\n", "x".repeat(MAX_CELL + 1));
        for (bytes, line, id) in [
            (&b""[..], 0, "sheet-empty"),
            (b"unit,kind\n", 0, "sheet-empty"),
            (b"PK\x03\x04rest", 0, "sheet-spreadsheet"),
            (b"\xd0\xcf\x11\xe0rest", 0, "sheet-spreadsheet"),
            (b"unit\na\nb\xff\xffc\n", 3, "sheet-encoding"),
            (b"unit\na\0\n", 2, "sheet-encoding"),
            (b"kind\na\n", 1, "sheet-no-column"),
            ("\nunit,单位\na,b\n".as_bytes(), 2, "sheet-twice"),
            (b"unit,kind\na,b\na\n", 3, "data-cells"),
            (b"unit,kind\na,b,c\n", 2, "data-cells"),
            (long.as_bytes(), 2, "sheet-long"),
        ] {
            let error = read(bytes).expect_err("no good table");
            assert_eq!((error.line, error.wrong.id.as_str()), (line, id));
        }
        let wide = vec!["unit"; MAX_COLUMNS + 1].join(",");
        assert_eq!(read(wide.as_bytes()).expect_err("too wide").wrong.id, "sheet-wide");
    }
}
