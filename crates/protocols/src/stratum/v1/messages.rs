//! Lines of JSON, bounded, and what kind of message each is.

use serde_json::{Map, Value};

/// The longest line that is taken, in bytes. Jobs of Bitcoin's dialect with many branches are
/// below 8 KiB.
pub(super) const MAX_LINE: usize = 32 * 1024;

/// A line and where it begins in the peer's stream, without its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) at: usize,
    pub(super) bytes: Vec<u8>,
}

/// Cuts a stream into lines.
#[derive(Default)]
pub(super) struct Lines {
    rest: Vec<u8>,
    at: usize,
}

impl Lines {
    /// Takes what came. What is kept is bounded by the dialogue's cap.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.rest.extend_from_slice(bytes);
    }

    /// The next whole line.
    pub(super) fn next(&mut self) -> Option<Line> {
        let end = self.rest.iter().position(|&byte| byte == b'\n')?;
        let mut bytes: Vec<u8> = self.rest.drain(..=end).collect();
        bytes.pop();
        let line = Line { at: self.at, bytes };
        self.at += end + 1;
        Some(line)
    }

    /// What stands behind the last line's end, once no more can come.
    pub(super) fn finish(&mut self) -> Option<Line> {
        (!self.rest.is_empty()).then(|| Line { at: self.at, bytes: std::mem::take(&mut self.rest) })
    }

    /// Whether what is begun can still become a line of this family: an object, not too long.
    pub(super) fn may_go_on(&self) -> bool {
        let first = self.rest.iter().find(|byte| !byte.is_ascii_whitespace());
        self.rest.len() <= MAX_LINE && first.is_none_or(|&byte| byte == b'{')
    }
}

/// A message, by its keys.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Message {
    /// An answer: it has a result or an error.
    Answer(Answer),
    /// Something said unasked: a method and its parameters.
    Notice {
        /// The method.
        method: String,
        /// Its parameters, or the whole object where it has none.
        params: Value,
    },
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Answer {
    /// The id it repeats.
    pub(super) id: Value,
    /// The result, unless it is null.
    pub(super) result: Option<Value>,
    /// The error, unless it is null.
    pub(super) error: Option<Value>,
    /// A method that is repeated beside the answer.
    pub(super) method: Option<String>,
}

impl Answer {
    /// Whether it repeats this id, as a number or as text.
    pub(super) fn answers(&self, id: i64) -> bool {
        self.id.as_i64() == Some(id) || self.id.as_str().is_some_and(|text| text == id.to_string())
    }
}

impl Message {
    /// Reads a line; `None` where it is no message. The depth is bounded by serde_json.
    pub(super) fn read(line: &[u8]) -> Option<Message> {
        if line.len() > MAX_LINE {
            return None;
        }
        let trimmed = line.trim_ascii();
        let mut fields: Map<String, Value> = serde_json::from_slice(trimmed).ok()?;
        let mut take = |name: &str| fields.remove(name).filter(|value| !value.is_null());
        let (result, error) = (take("result"), take("error"));
        let method = match take("method") {
            Some(Value::String(method)) => Some(method),
            _ => None,
        };
        if result.is_some() || error.is_some() {
            let id = take("id").unwrap_or(Value::Null);
            return Some(Message::Answer(Answer { id, result, error, method }));
        }
        let params = take("params").unwrap_or(Value::Null);
        let method = method?;
        let params = if params.is_null() { Value::Object(fields) } else { params };
        Some(Message::Notice { method, params })
    }
}

/// Bytes written in hex, with or without `0x`; at most `most` of them.
pub(super) fn hex(value: &Value, most: usize) -> Option<Vec<u8>> {
    let text = value.as_str()?;
    let text = text.strip_prefix("0x").unwrap_or(text);
    (text.len() <= 2 * most).then(|| hex::decode(text).ok()).flatten()
}

/// Exactly `N` bytes written in hex.
pub(super) fn hex_of<const N: usize>(value: &Value) -> Option<[u8; N]> {
    hex(value, N)?.try_into().ok()
}
