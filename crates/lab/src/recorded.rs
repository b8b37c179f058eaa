//! JSON-RPC services that answer as a recorded one did, question by question.
//!
//! A recording's answers stand beside their questions by method and parameters, so that they fit
//! whatever order and number a scanner asks in. What was not asked when the recording was made is
//! not known here either (-32601).

use std::collections::BTreeMap;

use coinsift_protocols::text::Recording;
use serde_json::{Value, json};

/// The answers of a recording.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recorded {
    /// By method and parameters as JSON: `result` or `error`, with its name.
    answers: BTreeMap<String, (String, Value)>,
    /// What was answered to what is no question, and with which status.
    otherwise: Option<(u16, String)>,
}

impl Eq for Recorded {}

impl Recorded {
    /// The answers of a recording of JSON-RPC over HTTP; none where it is of something else.
    pub fn of(recording: &Recording) -> Recorded {
        let questions: BTreeMap<String, String> = values(&recording.transcript.sent())
            .iter()
            .flat_map(items)
            .filter_map(|question| Some((question.get("id")?.to_string(), key(question))))
            .collect();
        let mut answers = BTreeMap::new();
        for answer in values(&recording.transcript.received()).iter().flat_map(items) {
            let id = answer.get("id").map(Value::to_string).unwrap_or_default();
            let Some(question) = questions.get(&id) else { continue };
            for field in ["result", "error"] {
                if let Some(value) = answer.get(field) {
                    answers.insert(question.clone(), (field.to_owned(), value.clone()));
                }
            }
        }
        let otherwise = answers.is_empty().then(|| first(&recording.transcript.received()));
        Recorded { answers, otherwise: otherwise.flatten() }
    }

    /// Status and body for a request's body.
    pub(crate) fn answer(&self, body: &[u8]) -> (u16, String) {
        if let Some(otherwise) = &self.otherwise {
            return otherwise.clone();
        }
        let answer = match serde_json::from_slice(body) {
            Ok(Value::Array(batch)) => batch.iter().map(|question| self.one(question)).collect(),
            Ok(question) => self.one(&question),
            Err(_) => json!({"jsonrpc": "2.0", "id": null,
                "error": {"code": -32700, "message": "Parse error"}}),
        };
        (200, answer.to_string())
    }

    fn one(&self, question: &Value) -> Value {
        let id = question.get("id").cloned().unwrap_or(Value::Null);
        match self.answers.get(&key(question)) {
            Some((field, value)) => json!({"jsonrpc": "2.0", "id": id, field.as_str(): value}),
            None => json!({"jsonrpc": "2.0", "id": id,
                "error": {"code": -32601, "message": "the method does not exist"}}),
        }
    }
}

/// Method and parameters.
fn key(question: &Value) -> String {
    let field = |name: &str| question.get(name).cloned().unwrap_or(Value::Null);
    json!([field("method"), field("params")]).to_string()
}

fn items(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        value => std::slice::from_ref(value),
    }
}

/// The bodies that are JSON, of a stream of requests or responses.
fn values(stream: &[u8]) -> Vec<Value> {
    bodies(stream).iter().filter_map(|body| serde_json::from_slice(body).ok()).collect()
}

/// The bodies of a stream of requests or responses, by their `Content-Length`.
fn bodies(mut stream: &[u8]) -> Vec<&[u8]> {
    let mut bodies = Vec::new();
    while let Some(end) = stream.windows(4).position(|window| window == b"\r\n\r\n") {
        let (head, rest) = stream.split_at(end + 4);
        let head = String::from_utf8_lossy(head).to_ascii_lowercase();
        let length = head.split("content-length:").nth(1).and_then(|rest| rest.lines().next());
        let length = length.and_then(|length| length.trim().parse::<usize>().ok()).unwrap_or(0);
        let (body, rest) = rest.split_at(length.min(rest.len()));
        bodies.push(body);
        stream = rest;
    }
    bodies
}

/// Status and body of the first response.
fn first(stream: &[u8]) -> Option<(u16, String)> {
    let head = String::from_utf8_lossy(stream.get(..12)?).into_owned();
    let status = head.strip_prefix("HTTP/1.1 ")?.parse().ok()?;
    Some((status, String::from_utf8_lossy(bodies(stream).first()?).into_owned()))
}
