//! Reading what users give: files, standard input, amounts.

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::time::Duration;

use coinsift_verdict::Sentence;

use crate::exit::Failure;

/// The largest file of targets, tables or rows that is read.
const MAX_FILE: u64 = 256 << 20;

/// The text of a file, or an error that names it.
pub fn read_text(path: &Path) -> Result<String, Failure> {
    let not_utf8 = |_| Failure::Input(Sentence::new("input-not-utf8").with("file", path.display()));
    String::from_utf8(read_bytes(path)?).map_err(not_utf8)
}

/// The bytes of a file, or an error that names it. Tables that people keep have encodings of their
/// own.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let wrong = |id: &str| Failure::Input(Sentence::new(id).with("file", path.display()));
    let found = fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => wrong("input-no-file"),
        _ => wrong("input-unreadable"),
    })?;
    if found.is_dir() {
        return Err(wrong("input-is-folder"));
    }
    if found.len() > MAX_FILE {
        return Err(wrong("input-too-large"));
    }
    fs::read(path).map_err(|_| wrong("input-unreadable"))
}

/// Standard input, bounded.
pub fn read_stdin() -> Result<String, Failure> {
    let mut text = String::new();
    let wrong = |_| Failure::Input(Sentence::new("input-not-utf8").with("file", "-"));
    std::io::stdin().take(MAX_FILE).read_to_string(&mut text).map_err(wrong)?;
    Ok(text)
}

/// The files of a folder that end so, by name.
pub fn files_of(dir: &Path, extension: &str) -> Result<Vec<std::path::PathBuf>, Failure> {
    let wrong = |id: &str| Failure::Input(Sentence::new(id).with("file", dir.display()));
    let entries = fs::read_dir(dir).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => wrong("input-no-folder"),
        _ => wrong("input-not-folder"),
    })?;
    let mut files: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    if files.is_empty() {
        let sentence = Sentence::new("input-empty-folder").with("file", dir.display());
        return Err(Failure::Input(sentence.with("extension", extension)));
    }
    Ok(files)
}

/// A time such as `90s`, `30m`, `2h`.
pub fn duration(flag: &str, text: &str) -> Result<Duration, Failure> {
    amount(text, &[("s", 1), ("m", 60), ("h", 3600), ("d", 86400)])
        .filter(|&seconds| seconds > 0)
        .map(Duration::from_secs)
        .ok_or_else(|| wrong_amount("input-duration", flag, text))
}

/// An amount of bytes such as `500k`, `20M`, `1G`.
pub fn bytes(flag: &str, text: &str) -> Result<u64, Failure> {
    amount(text, &[("k", 1000), ("M", 1_000_000), ("G", 1_000_000_000), ("", 1)])
        .filter(|&bytes| bytes > 0)
        .ok_or_else(|| wrong_amount("input-bytes", flag, text))
}

fn amount(text: &str, units: &[(&str, u64)]) -> Option<u64> {
    units.iter().find_map(|(unit, factor)| {
        let number = text.strip_suffix(unit)?;
        number.parse::<u64>().ok()?.checked_mul(*factor)
    })
}

fn wrong_amount(id: &str, flag: &str, text: &str) -> Failure {
    Failure::Input(Sentence::new(id).with("flag", flag).with("text", text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_units() {
        assert_eq!(duration("--max-time", "2h").ok(), Some(Duration::from_secs(7200)));
        assert_eq!(bytes("--max-bytes", "20M").ok(), Some(20_000_000));
        assert_eq!(bytes("--max-bytes", "77").ok(), Some(77));
        for wrong in ["", "2", "0s", "-1s", "1.5h", "99999999999999999999d", "2 h"] {
            assert!(duration("--max-time", wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_missing_file_is_named() {
        let failure = read_text(Path::new("/nonexistent/x")).expect_err("no such file");
        assert_eq!(failure.sentence().id, "input-no-file");
        assert_eq!(
            read_text(Path::new("/")).expect_err("a folder").sentence().id,
            "input-is-folder"
        );
    }
}
