//! Answers: bound to their questions by id, and typed where they are read.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::methods::Method;

/// The most bytes of one answer that are taken.
pub(in crate::ethereum) const BODY_CAP: usize = 160 * 1024;

/// Besu's error for a method whose interface is switched off: hyperledger/besu `RpcErrorType.java`.
pub(super) const NOT_ENABLED: i64 = -32604;

/// The longest client version we believe, in bytes.
const MAX_CLIENT: usize = 256;

/// The answer to one question.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reply<'a> {
    /// A result.
    Result(Token<'a>),
    /// An error with its code.
    Error(i64, Token<'a>),
    /// The id of the question and nothing, or null.
    Empty,
}

/// A JSON token and the body it stands in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    body: &'a [u8],
    text: &'a str,
}

/// A value and its place in the body: offset and length of the JSON token.
pub(super) type Located<T> = (T, usize, usize);

#[derive(Deserialize)]
struct Answer<'a> {
    id: u64,
    #[serde(borrow, default)]
    result: Option<&'a RawValue>,
    #[serde(borrow, default)]
    error: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct RpcError {
    code: i64,
    #[serde(rename = "message")]
    _message: String,
}

/// The answer to a single question; `None` where the body is none. Depth is bounded by serde_json.
pub(super) fn reply(body: &[u8], method: Method) -> Option<Reply<'_>> {
    read(body, std::str::from_utf8(body).ok()?, method.id())
}

/// The answer to the question of an id, in a batch or alone.
pub(super) fn reply_to(body: &[u8], id: u64) -> Option<Reply<'_>> {
    /// Answers beyond that many are not looked at.
    const MOST: usize = 8;
    match serde_json::from_slice::<Vec<&RawValue>>(body) {
        Ok(items) => items.into_iter().take(MOST).find_map(|item| read(body, item.get(), id)),
        Err(_) => read(body, std::str::from_utf8(body).ok()?, id),
    }
}

/// The answers to a batch; `None` where the body is no list.
pub(super) fn replies<'a>(body: &'a [u8], methods: &[Method]) -> Option<Vec<(Method, Reply<'a>)>> {
    let items: Vec<&'a RawValue> = serde_json::from_slice(body).ok()?;
    // Each question is answered once; what is beyond that many is not looked at.
    let items = items.get(..methods.len()).unwrap_or(&items);
    let answer = |method: Method| {
        let found = items.iter().find_map(|item| read(body, item.get(), method.id()))?;
        Some((method, found))
    };
    Some(methods.iter().filter_map(|&method| answer(method)).collect())
}

fn read<'a>(body: &'a [u8], text: &'a str, id: u64) -> Option<Reply<'a>> {
    let answer: Answer<'a> = serde_json::from_str(text).ok()?;
    if answer.id != id {
        return None;
    }
    let token = |raw: &'a RawValue| Token { body, text: raw.get() };
    Some(match (answer.result, answer.error) {
        (Some(result), None) => Reply::Result(token(result)),
        (_, Some(error)) => {
            let typed: RpcError = serde_json::from_str(error.get()).ok()?;
            Reply::Error(typed.code, token(error))
        }
        (None, None) => Reply::Empty,
    })
}

impl<'a> Token<'a> {
    /// A value with its place, where the token can be read so.
    pub(super) fn located<T>(self, read: impl Fn(&str) -> Option<T>) -> Option<Located<T>> {
        Some((read(self.text)?, self.offset(), self.text.len()))
    }

    /// The place of the token.
    pub(super) fn offset(self) -> usize {
        // The token borrows from the body.
        (self.text.as_ptr() as usize).saturating_sub(self.body.as_ptr() as usize)
    }

    /// The length of the token.
    pub(super) fn len(self) -> usize {
        self.text.len()
    }

    /// The items of a list, `most` of them.
    pub(super) fn items(self, most: usize) -> Option<Vec<Token<'a>>> {
        let items: Vec<&'a RawValue> = serde_json::from_str(self.text).ok()?;
        let token = |item: &&'a RawValue| Token { body: self.body, text: item.get() };
        Some(items.iter().take(most).map(token).collect())
    }

    /// The fields of an object.
    pub(super) fn fields(self) -> Option<Fields<'a>> {
        let fields = serde_json::from_str(self.text).ok()?;
        Some(Fields { body: self.body, fields })
    }
}

/// The fields of a JSON object.
pub(super) struct Fields<'a> {
    body: &'a [u8],
    fields: BTreeMap<String, &'a RawValue>,
}

impl<'a> Fields<'a> {
    /// A field that is there and not null.
    pub(super) fn field(&self, name: &str) -> Option<Token<'a>> {
        let text = self.fields.get(name)?.get();
        (text != "null").then_some(Token { body: self.body, text })
    }

    /// The names of all fields, sorted.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.keys().map(String::as_str)
    }
}

/// A text.
pub(super) fn text(token: &str) -> Option<String> {
    serde_json::from_str(token).ok()
}

/// Yes or no.
pub(super) fn bool(token: &str) -> Option<bool> {
    serde_json::from_str(token).ok()
}

/// A *quantity*: `0x` and hex without leading zeros. At most 128 bits.
pub(super) fn quantity(token: &str) -> Option<u128> {
    let text = text(token)?;
    let digits = text.strip_prefix("0x")?;
    let plain = digits == "0" || !digits.starts_with('0');
    let hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    (plain && hex).then(|| u128::from_str_radix(digits, 16).ok())?
}

/// *Data*: `0x` and whole bytes in hex.
pub(super) fn data(token: &str) -> Option<Vec<u8>> {
    hex::decode(text(token)?.strip_prefix("0x")?).ok()
}

/// Data of exactly `N` bytes.
pub(super) fn array<const N: usize>(token: &str) -> Option<[u8; N]> {
    data(token)?.try_into().ok()
}

/// A list of addresses, one at least.
pub(super) fn addresses(token: &str) -> Option<Vec<[u8; 20]>> {
    let items: Vec<&RawValue> = serde_json::from_str(token).ok()?;
    let all: Vec<[u8; 20]> = items.iter().map(|item| array(item.get())).collect::<Option<_>>()?;
    (!all.is_empty()).then_some(all)
}

/// A client version: a text of visible characters that is neither a number nor a truth value.
pub(super) fn client_version(token: &str) -> Option<String> {
    let text = text(token)?;
    let visible = text.chars().all(|char| !char.is_control());
    let word = text.chars().any(|char| char.is_ascii_alphabetic()) && !text.starts_with("0x");
    let version = text.bytes().any(|byte| byte.is_ascii_digit());
    (visible && word && version && text.len() <= MAX_CLIENT).then_some(text)
}

/// A network id: decimal digits in a text, as specified, or a number, as some write it.
pub(super) fn network_id(token: &str) -> Option<u128> {
    if let Ok(number) = serde_json::from_str::<u64>(token) {
        return Some(number.into());
    }
    let text = text(token)?;
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok())?
}
