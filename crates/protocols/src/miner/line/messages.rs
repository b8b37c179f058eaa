//! The questions that can be sent, and the forms of their answers.

use serde_json::Value;

use crate::miner::collect::Framing;
use crate::miner::json;

/// A question. There is no other, and none has a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// `miner_ping`.
    Ping,
    /// `miner_getstat1`.
    Statistics,
    /// ccminer's `summary`.
    Summary,
    /// Excavator's `info`.
    Info,
}

impl Question {
    pub(super) const ALL: [Question; 4] =
        [Question::Ping, Question::Statistics, Question::Summary, Question::Info];

    /// The word on the wire and in the options.
    pub(super) fn word(self) -> &'static str {
        match self {
            Question::Ping => "miner_ping",
            Question::Statistics => "miner_getstat1",
            Question::Summary => "summary",
            Question::Info => "info",
        }
    }

    pub(super) fn from_word(word: &str) -> Option<Question> {
        Question::ALL.into_iter().find(|question| question.word() == word)
    }

    pub(super) fn framing(self) -> Framing {
        match self {
            Question::Summary => Framing::Bar,
            _ => Framing::Bracket,
        }
    }

    /// The bytes of the request.
    pub(super) fn request(self) -> Vec<u8> {
        let word = self.word();
        match self {
            Question::Ping | Question::Statistics => {
                format!("{{\"id\":0,\"jsonrpc\":\"2.0\",\"method\":\"{word}\"}}\n").into_bytes()
            }
            Question::Summary => word.as_bytes().to_vec(),
            Question::Info => {
                format!("{{\"id\":1,\"method\":\"{word}\",\"params\":[]}}\n").into_bytes()
            }
        }
    }
}

/// An answer of a form that only a miner has.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Answer {
    /// `pong`.
    Pong,
    /// A password is wanted: code -403.
    Locked,
    /// The texts of `miner_getstat1`.
    Statistics(Vec<String>),
    /// Names and values of ccminer's `summary`.
    Summary(Vec<(String, String)>),
    /// Excavator's own account.
    Info(Value),
}

impl Answer {
    /// What the bytes say in answer to a question; `None` where they are something else.
    pub(super) fn parse(question: Question, answer: &[u8]) -> Option<Answer> {
        if question == Question::Summary {
            return summary(answer);
        }
        let value = json::parse(answer)?;
        match question {
            Question::Ping | Question::Statistics if locked(&value) => Some(Answer::Locked),
            Question::Ping => (value.get("result")?.as_str()? == "pong").then_some(Answer::Pong),
            Question::Statistics => statistics(value.get("result")?),
            Question::Info | Question::Summary => {
                let whole = value.get("build_platform").is_some_and(Value::is_string)
                    && value.get("version").is_some_and(Value::is_string)
                    && value.get("uptime").is_some_and(Value::is_number);
                whole.then_some(Answer::Info(value))
            }
        }
    }
}

/// ethereum-mining/ethminer `libapicore/ApiServer.cpp`.
fn locked(value: &Value) -> bool {
    value.pointer("/error/code").and_then(Value::as_i64) == Some(-403)
        && value.get("method").is_none()
}

fn statistics(result: &Value) -> Option<Answer> {
    let texts: Vec<String> = result
        .as_array()?
        .iter()
        .map(|item| item.as_str().map(str::to_owned))
        .collect::<Option<_>>()?;
    let numbers = |text: &str| {
        let parts: Vec<&str> = text.split(';').collect();
        parts.len() >= 3 && parts.iter().all(|part| part.trim().parse::<f64>().is_ok())
    };
    let whole = texts.len() >= 9
        && texts.get(1)?.trim().parse::<u64>().is_ok()
        && numbers(texts.get(2)?)
        && texts.get(7)?.contains(':');
    whole.then_some(Answer::Statistics(texts))
}

fn summary(answer: &[u8]) -> Option<Answer> {
    let text = std::str::from_utf8(answer).ok()?;
    let text = text.trim_end_matches(['|', '\0', '\r', '\n']);
    let fields: Vec<(String, String)> = text
        .split(';')
        .filter_map(|field| field.split_once('='))
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .collect();
    let has = |name: &str| fields.iter().any(|(field, value)| field == name && !value.is_empty());
    let whole = text.starts_with("NAME=") && ["NAME", "VER", "API", "ALGO"].into_iter().all(has);
    whole.then_some(Answer::Summary(fields))
}
