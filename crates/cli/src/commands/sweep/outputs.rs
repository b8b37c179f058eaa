//! The files that news are written to. NDJSON and CSV grow; the table holds what was told last.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use coinsift_report::news::{self, News};
use coinsift_verdict::Sentence;

use crate::context::Context;
use crate::exit::Failure;
use crate::files::Whole;
use crate::job::Job;
use crate::survey::runtime;

/// Columns of the table in a file.
const WIDTH: u16 = 120;
/// Bytes looked at once for the end of the last whole line.
const CHUNK: u64 = 4096;

/// Writes news to the files of a job, durably.
pub fn write(context: &Context, job: &Job, found: &[News]) -> Result<(), Failure> {
    let failure = |path: &Path, error: io::Error| {
        let sentence = Sentence::new("sweep-output").with("file", path.display());
        Failure::Runtime(sentence.with("error", error))
    };
    if let Some(path) = &job.outputs.ndjson {
        let text = ndjson(context, job, found)?;
        append(path, "", &text).map_err(|error| failure(path, error))?;
    }
    if let Some(path) = &job.outputs.csv {
        let mut text = String::new();
        for one in found {
            text.push_str(&news::csv_line(&job.name, one, &context.catalogue));
            text.push_str("\r\n");
        }
        // The mark at the beginning tells spreadsheets that this is UTF-8.
        let head = format!("\u{feff}{}\r\n", news::csv_head());
        append(path, &head, &text).map_err(|error| failure(path, error))?;
    }
    if let Some(path) = &job.outputs.table {
        let none = || context.catalogue.word("sweep-nothing") + "\n";
        let text = match found {
            [] => none(),
            _ => news::table(found, &context.catalogue, WIDTH),
        };
        Whole::create(path)?.fill(|out| Ok(out.write_all(text.as_bytes())?))?;
    }
    Ok(())
}

/// News as lines of NDJSON.
pub fn ndjson(context: &Context, job: &Job, found: &[News]) -> Result<String, Failure> {
    let mut text = String::new();
    for one in found {
        let line = news::line(&job.name, one, &context.catalogue);
        text.push_str(&line.written().map_err(|error| runtime("runtime-json", &error))?);
        text.push('\n');
    }
    Ok(text)
}

/// Appends lines to a file; a new one begins with `head`. A line that was cut when the program was
/// ended while it wrote is taken away first: it was not told, so it comes again whole.
fn append(path: &Path, head: &str, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    // News may hold what is not for everybody.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    let whole = whole_lines(&mut file)?;
    file.set_len(whole)?;
    file.seek(SeekFrom::End(0))?;
    if whole == 0 {
        file.write_all(head.as_bytes())?;
    }
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Up to where a file consists of whole lines, in bytes.
fn whole_lines(file: &mut File) -> io::Result<u64> {
    let mut end = file.seek(SeekFrom::End(0))?;
    while end > 0 {
        let start = end.saturating_sub(CHUNK);
        file.seek(SeekFrom::Start(start))?;
        let mut bytes = Vec::new();
        file.take(end - start).read_to_end(&mut bytes)?;
        if let Some(at) = bytes.iter().rposition(|&byte| byte == b'\n') {
            return Ok(start + at as u64 + 1);
        }
        end = start;
    }
    Ok(0)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_cut_line_is_taken_away_and_the_head_written_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("news.csv");
        append(&path, "head\n", "a\nb\n").expect("written");
        append(&path, "head\n", "").expect("written");
        assert_eq!(fs::read_to_string(&path).expect("text"), "head\na\nb\n");
        let mut cut = OpenOptions::new().append(true).open(&path).expect("a file");
        cut.write_all("x".repeat(3 * CHUNK as usize).as_bytes()).expect("written");
        append(&path, "head\n", "c\n").expect("written");
        assert_eq!(fs::read_to_string(&path).expect("text"), "head\na\nb\nc\n");
        fs::write(&path, "hea").expect("written");
        append(&path, "head\n", "c\n").expect("written");
        assert_eq!(fs::read_to_string(&path).expect("text"), "head\nc\n");
    }
}
