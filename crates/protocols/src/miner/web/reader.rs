//! The reader: which device or miner, and how fast it hashes.

use coinsift_verdict::{Fact, Strength, Value as FactValue};
use serde_json::Value;

use super::facts as own;
use super::forms::{self, Form};
use super::messages::{BODY_CAP, Page};
use crate::http::{Response, ResponseReader};
use crate::miner::cgminer::facts;
use crate::miner::json;
use crate::miner::statement::Statement;
use crate::transcript::Transcript;

/// What an answer is.
pub(super) enum Answer {
    /// A page in the form of a program.
    Page(&'static Form, Value),
    /// XMRig with a token.
    Locked,
}

/// What a response is in answer to a page; `None` where it is of no known program.
pub(super) fn answer(page: Page, response: &Response) -> Option<Answer> {
    let value = json::parse(&response.body)?;
    if response.status == 401 {
        let says = value.get("status").and_then(Value::as_u64) == Some(401)
            && value.get("error").and_then(Value::as_str) == Some("UNAUTHORIZED");
        // xmrig/xmrig `src/base/net/http/HttpApiResponse.cpp`.
        let field = |name: &str| response.header(name).map(|(value, _)| value);
        let open = field("access-control-allow-methods").as_deref()
            == Some("GET, PUT, POST, DELETE")
            && field("access-control-allow-headers").as_deref()
                == Some("Authorization, Content-Type");
        return (says && open).then_some(Answer::Locked);
    }
    if response.status != 200 {
        return None;
    }
    forms::find(page, &value).map(|form| Answer::Page(form, value))
}

pub(super) fn read(transcript: &Transcript) -> Vec<Fact> {
    let word = transcript.head.options.get("page").map_or("", String::as_str);
    let Some(page) = Page::from_word(word) else {
        return Vec::new();
    };
    let received = transcript.received();
    let mut reader = ResponseReader::new(0, BODY_CAP);
    if reader.push(&received).is_err() {
        return Vec::new();
    }
    reader.finish();
    let mut statement = Statement::new(&received);
    match reader.response().and_then(|response| answer(page, response)) {
        None => {}
        Some(Answer::Locked) => {
            let locked = FactValue::Bool(true);
            statement.add_as(own::LOCKED, "UNAUTHORIZED", locked, Strength::Hinted);
        }
        Some(Answer::Page(form, value)) => {
            statement.add(facts::KIND, form.key, FactValue::text(form.kind));
            (form.read)(&mut statement, &value);
        }
    }
    statement.into_facts()
}
