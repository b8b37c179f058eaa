//! JSON as devices write it: with missing or doubled commas, `inf` and `nan`, line ends in texts, a
//! zero byte at the end, or cut off.
//!
//! Repairing goes over the text once and never nests deeper than [`MAX_DEPTH`]. The defects are
//! those that UpstreamData/pyasic `pyasic/rpc/base.py` lists.

use serde_json::Value;

/// The deepest nesting that is repaired.
const MAX_DEPTH: usize = 32;

/// The value in an answer, mended where need be.
pub(super) fn parse(answer: &[u8]) -> Option<Value> {
    let end = answer.iter().position(|&byte| byte == 0).unwrap_or(answer.len());
    let text = String::from_utf8_lossy(answer.get(..end)?);
    let text = text.trim_matches(|char: char| char == ',' || char.is_whitespace());
    if !text.starts_with(['{', '[']) {
        return None;
    }
    let value = serde_json::from_str(text).ok().or_else(|| {
        let mended = Mender::default().mend(text)?;
        serde_json::from_str(&mended).ok()
    })?;
    // A bracket alone that was mended is no answer.
    let holds = match &value {
        Value::Object(fields) => !fields.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => false,
    };
    holds.then_some(value)
}

#[derive(Default)]
struct Mender {
    mended: String,
    /// The brackets that are to be closed, innermost last.
    open: Vec<char>,
    /// How much is whole, and how many brackets are open there.
    safe: (usize, Vec<char>),
    comma: bool,
    last: Option<char>,
}

impl Mender {
    fn mend(mut self, text: &str) -> Option<String> {
        let mut chars = text.char_indices().peekable();
        while let Some((at, char)) = chars.next() {
            match char {
                char if char.is_whitespace() || char.is_control() => {}
                ',' => {
                    if self.last != Some(':') && !self.comma {
                        self.mark_safe();
                    }
                    self.comma = true;
                }
                ':' => self.put(':'),
                '{' | '[' => {
                    self.separate();
                    if self.open.len() >= MAX_DEPTH {
                        return None;
                    }
                    self.open.push(if char == '{' { '}' } else { ']' });
                    self.put(char);
                }
                '}' | ']' => {
                    self.comma = false;
                    if self.open.pop() != Some(char) {
                        break;
                    }
                    self.put(char);
                    self.mark_safe();
                    if self.open.is_empty() {
                        return Some(self.mended);
                    }
                }
                '"' => {
                    self.separate();
                    self.mended.push('"');
                    let (mut escaped, mut whole) = (false, false);
                    for (_, char) in chars.by_ref() {
                        match char {
                            char if char.is_control() => continue,
                            _ if escaped => escaped = false,
                            '\\' => escaped = true,
                            '"' => whole = true,
                            _ => {}
                        }
                        self.mended.push(char);
                        if whole {
                            break;
                        }
                    }
                    if !whole {
                        break;
                    }
                    self.last = Some('"');
                }
                _ => {
                    self.separate();
                    let mut end = at + char.len_utf8();
                    while let Some(&(next, char)) = chars.peek() {
                        if char.is_whitespace() || ",:{}[]\"".contains(char) {
                            break;
                        }
                        end = next + char.len_utf8();
                        chars.next();
                    }
                    let word = text.get(at..end)?;
                    let known = serde_json::from_str::<Value>(word).is_ok();
                    // `inf`, `-nan` and whatever else is no number.
                    self.mended.push_str(if known { word } else { "null" });
                    self.last = Some('0');
                }
            }
        }
        let (len, open) = self.safe;
        self.mended.truncate(len);
        self.mended.extend(open.iter().rev());
        (!self.mended.is_empty()).then_some(self.mended)
    }

    fn put(&mut self, char: char) {
        self.mended.push(char);
        self.last = Some(char);
    }

    /// Writes a comma where one belongs, whether or not it was there.
    fn separate(&mut self) {
        let after_value = matches!(self.last, Some('}' | ']' | '"' | '0'));
        if after_value && (self.comma || matches!(self.last, Some('}' | ']'))) {
            self.put(',');
        }
        self.comma = false;
    }

    fn mark_safe(&mut self) {
        self.safe = (self.mended.len(), self.open.clone());
    }
}
