//! The reader: what a web server says of itself, as facts.

use coinsift_verdict::fact::MAX_TEXT;
use coinsift_verdict::{Fact, Place, Strength, Value};

use super::facts;
use super::messages::{Response, ResponseReader};
use crate::transcript::Transcript;

/// How many bytes of the body are taken.
pub(super) const BODY_CAP: usize = 16 * 1024;
/// The longest title that is kept, in bytes.
const MAX_TITLE: usize = 256;

pub(super) fn read(transcript: &Transcript) -> Vec<Fact> {
    let mut reader = ResponseReader::new(0, BODY_CAP);
    // A broken body leaves the head readable.
    let _ = reader.push(&transcript.received());
    reader.finish();
    reader.response().map(response_facts).unwrap_or_default()
}

fn response_facts(response: &Response) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut fact = |name, value, strength, at| facts.push(Fact { name, value, strength, at });

    let line = response.status_place();
    let version = if response.minor_version == 0 { "1.0" } else { "1.1" };
    fact(facts::STATUS, Value::Uint(response.status.into()), Strength::Stated, line);
    fact(facts::VERSION, Value::text(version), Strength::Stated, line);

    let mut hinted = |name, value, at| fact(name, value, Strength::Hinted, at);
    for (name, field) in [
        (facts::SERVER, "server"),
        (facts::CONTENT_TYPE, "content-type"),
        (facts::POWERED_BY, "x-powered-by"),
        (facts::STRATUM, "x-stratum"),
    ] {
        if let Some((value, at)) = response.header(field) {
            hinted(name, Value::text(value), at);
        }
    }
    if let Some((realm, at)) = realm(response) {
        hinted(facts::AUTHENTICATE, Value::text(realm), at);
    }

    let body = &response.body;
    let all = response.body_place(0..body.len());
    hinted(facts::LENGTH, Value::Uint(body.len() as u128), all);
    if let Some((title, at)) = title(response) {
        hinted(facts::TITLE, Value::text(title), at);
    }
    if let Some(text) = text(body) {
        let at = response.body_place(0..text.len());
        hinted(facts::TEXT, Value::text(text), at);
    }
    facts
}

/// The realm of the first challenge in `WWW-Authenticate`, or its scheme where it names none.
pub(crate) fn realm(response: &Response) -> Option<(String, Place)> {
    let (challenge, place) = response.header("www-authenticate")?;
    let scheme = challenge.split_ascii_whitespace().next()?;
    // Case matters only inside the quotes; `=` may have white space around it.
    let lower = challenge.to_ascii_lowercase();
    let found = lower.match_indices("realm").find_map(|(at, word)| {
        let before = lower.get(..at)?.chars().next_back();
        let value = challenge.get(at + word.len()..)?.trim_start().strip_prefix('=')?.trim_start();
        (before.is_none_or(|char| char == ' ' || char == ',')).then_some(value)
    });
    let Some(value) = found else {
        return Some((scheme.to_owned(), place));
    };
    let Some(quoted) = value.strip_prefix('"') else {
        let token = value.split([',', ' ']).next().unwrap_or(value);
        return Some((token.to_owned(), place));
    };
    let (mut text, mut escaped) = (String::new(), false);
    for char in quoted.chars() {
        match char {
            '\\' if !escaped => escaped = true,
            '"' if !escaped => break,
            char => {
                text.push(char);
                escaped = false;
            }
        }
    }
    Some((text, place))
}

/// The title of an HTML page and where it stands.
fn title(response: &Response) -> Option<(String, Place)> {
    let body = &response.body;
    let open = find_tag(body, b"<title", 0)?;
    let start = open + body.get(open..)?.iter().position(|&byte| byte == b'>')? + 1;
    let end = find_tag(body, b"</title", start)?;
    let words = String::from_utf8_lossy(body.get(start..end)?);
    let mut title = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let end_of_title = (0..=MAX_TITLE).rev().find(|&at| title.is_char_boundary(at));
    title.truncate(end_of_title.unwrap_or(0));
    (!title.is_empty()).then(|| (title, response.body_place(start..end)))
}

fn find_tag(body: &[u8], tag: &[u8], from: usize) -> Option<usize> {
    let rest = body.get(from..)?;
    let found = rest.windows(tag.len()).position(|window| window.eq_ignore_ascii_case(tag));
    Some(from + found?)
}

/// The beginning of a body that is text: UTF-8 without control characters but tabs and line ends.
/// A character that was cut at the end is left away.
fn text(body: &[u8]) -> Option<&str> {
    let begin = body.get(..MAX_TEXT).unwrap_or(body);
    let text = match std::str::from_utf8(begin) {
        Ok(text) => text,
        Err(wrong) if wrong.error_len().is_none() => {
            std::str::from_utf8(begin.get(..wrong.valid_up_to())?).ok()?
        }
        Err(_) => return None,
    };
    let printable = |char: char| !char.is_control() || matches!(char, '\t' | '\r' | '\n');
    (!text.trim().is_empty() && text.chars().all(printable)).then_some(text)
}
