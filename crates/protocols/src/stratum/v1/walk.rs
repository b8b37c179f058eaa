//! What each line of a work server decides: the one judgement that driver and reader share.

use coinsift_verdict::{Strength, Value as FactValue};
use serde_json::Value;

use super::coinbase::without_identifiers;
use super::dialect::{Dialect, granted};
use super::facts;
use super::job::{self, Job};
use super::messages::{Answer, Message, hex, hex_of};
use super::requests::{Ask, SECOND_ID};

/// The longest text of an error that is kept, in bytes.
const MAX_WORDS: usize = 160;

/// Something learnt from a line: a fact without its place.
pub(super) type Learnt = (&'static str, FactValue, Strength);

/// A conversation with a work server, as far as it went.
#[derive(Debug)]
pub(super) struct Walk {
    ask: Ask,
    /// Whether a line was said that only a work server says.
    pub(super) spoken: bool,
    /// The dialect, once it is known.
    pub(super) dialect: Option<Dialect>,
    /// Whether a subscription was granted.
    pub(super) granted: bool,
    /// Whether a job was handed out.
    pub(super) job: bool,
    /// Whether the question of the opening was answered.
    pub(super) answered: bool,
    /// Whether `mining.configure` was answered.
    pub(super) configured: bool,
    /// The code of an error that answered the opening.
    pub(super) error: Option<i64>,
    /// Bytes of both nonces together.
    nonces: Option<usize>,
}

impl Walk {
    pub(super) fn new(ask: Ask) -> Walk {
        Walk {
            ask,
            spoken: false,
            dialect: None,
            granted: false,
            job: false,
            answered: false,
            configured: false,
            error: None,
            nonces: None,
        }
    }

    /// Takes a line; `None` where it is no message at all.
    pub(super) fn line(&mut self, line: &[u8]) -> Option<Vec<Learnt>> {
        let learnt = match Message::read(line)? {
            Message::Notice { method, params } => self.notice(&method, &params),
            Message::Answer(answer) if answer.answers(SECOND_ID) && self.granted => {
                self.configured = true;
                configured(&answer)
            }
            Message::Answer(answer) if self.ask != Ask::Listen && answer.answers(self.ask.id()) => {
                self.answer(&answer, line)
            }
            // What answers nobody may still be an error in the form of this family.
            Message::Answer(answer) if answer.id.is_null() => self.error(&answer, false),
            Message::Answer(_) => Vec::new(),
        };
        self.spoken |= !learnt.is_empty();
        Some(learnt)
    }

    fn answer(&mut self, answer: &Answer, line: &[u8]) -> Vec<Learnt> {
        self.answered = true;
        let Some(result) = answer.result.as_ref().filter(|_| answer.error.is_none()) else {
            return self.error(answer, true);
        };
        match self.ask {
            Ask::Listen | Ask::CryptonoteJob => Vec::new(),
            ask if ask.subscribes() => self.subscribed(result, line),
            Ask::Hello => self.hello(result),
            Ask::GetWork => job::get_work(result).map(|job| self.job(job)).unwrap_or_default(),
            _ => job::object(result).map(|job| self.job(job)).unwrap_or_default(),
        }
    }

    fn subscribed(&mut self, result: &Value, line: &[u8]) -> Vec<Learnt> {
        let Some(granted) = granted(result, line) else {
            return Vec::new();
        };
        let strength = if granted.certain { Strength::Stated } else { Strength::Hinted };
        self.granted = true;
        self.nonces = granted
            .given
            .zip(granted.left)
            .and_then(|(given, left)| given.checked_add(usize::try_from(left).ok()?));
        let mut learnt = vec![(facts::GRANTED, FactValue::Bool(true), strength)];
        learnt.extend(self.dialect(granted.dialect, strength));
        let mut add = |name, value| learnt.push((name, value, strength));
        if let Some(given) = granted.given {
            add(facts::NONCE_GIVEN, FactValue::Uint(given as u128));
        }
        if let Some(left) = granted.left {
            add(facts::NONCE_LEFT, FactValue::Uint(left.into()));
        }
        if let Some(software) = granted.software {
            learnt.push((facts::SOFTWARE, FactValue::text(software), Strength::Hinted));
        }
        learnt
    }

    /// The answer to `mining.hello`.
    fn hello(&mut self, result: &Value) -> Vec<Learnt> {
        let text = |name: &str| result.get(name).and_then(Value::as_str);
        if text("proto").is_none_or(|proto| !proto.starts_with("EthereumStratum/2.")) {
            return Vec::new();
        }
        let mut learnt = self.dialect(Dialect::Ethash2, Strength::Stated);
        if let Some(node) = text("node") {
            learnt.push((facts::NODE, FactValue::text(short(node)), Strength::Hinted));
        }
        learnt
    }

    /// An error. `ours` says whether it answers our question.
    fn error(&mut self, answer: &Answer, ours: bool) -> Vec<Learnt> {
        let Some(error) = &answer.error else {
            return Vec::new();
        };
        // `[CODE, "words", null]` with the codes 20 to 25 is this family's own.
        if let Some([code, Value::String(words), ..]) = error.as_array().map(Vec::as_slice)
            && let Some(code @ 20..=25) = code.as_i64()
        {
            self.error = Some(code);
            return self.erred(code, words, None);
        }
        let (Some(code), Some(words)) = (
            error.get("code").and_then(Value::as_i64),
            error.get("message").and_then(Value::as_str),
        ) else {
            return Vec::new();
        };
        if !ours {
            return Vec::new();
        }
        self.error = Some(code);
        let lower = words.to_ascii_lowercase();
        let cryptonote = ["unauthenticated", "invalid method", "unauthorized"];
        match code {
            -1 if cryptonote.contains(&lower.as_str()) => {
                self.erred(code, words, Some(Dialect::Cryptonote))
            }
            -3 if lower == "method not found" && self.ask.subscribes() => {
                self.erred(code, words, Some(Dialect::EthProxy))
            }
            0 if lower == "work not ready" && self.ask == Ask::GetWork => {
                self.erred(code, words, Some(Dialect::EthProxy))
            }
            // Grin repeats the method beside the error, which servers of JSON-RPC do not.
            -32601 if answer.method.is_some() => self.erred(code, words, Some(Dialect::Grin)),
            -32000 if self.ask == Ask::JobTemplate && lower.contains("syncing") => {
                self.erred(code, words, Some(Dialect::Grin))
            }
            _ => Vec::new(),
        }
    }

    fn erred(&mut self, code: i64, words: &str, dialect: Option<Dialect>) -> Vec<Learnt> {
        let mut learnt =
            vec![(facts::ERROR_CODE, FactValue::text(code.to_string()), Strength::Stated)];
        let words = FactValue::text(without_identifiers(short(words)));
        learnt.push((facts::ERROR_WORDS, words, Strength::Stated));
        if let Some(dialect) = dialect {
            learnt.extend(self.dialect(dialect, Strength::Stated));
        }
        learnt
    }

    /// A line that nobody asked for.
    fn notice(&mut self, method: &str, params: &Value) -> Vec<Learnt> {
        let first = params.get(0);
        let mut learnt = match method {
            "mining.notify" => job::notified(params, self.nonces).map(|job| self.job(job)),
            "job" => job::object(params).map(|job| self.job(job)),
            "mining.set_difficulty" => first
                .and_then(difficulty)
                .map(|value| vec![(facts::DIFFICULTY, FactValue::text(value), Strength::Stated)]),
            "mining.set_target" => first.and_then(hex_of::<32>).map(|target| {
                let mut learnt = vec![(facts::TARGET, FactValue::bytes(target), Strength::Stated)];
                // Of those that grant alike, CKB alone sets a target.
                if self.dialect == Some(Dialect::NonceOnly) {
                    learnt.extend(self.dialect(Dialect::Ckb, Strength::Stated));
                }
                learnt
            }),
            "mining.set_extranonce" | "set_extranonce" => {
                first.and_then(|nonce| hex(nonce, 32)).map(|nonce| {
                    let size = FactValue::Uint(nonce.len() as u128);
                    vec![(facts::NONCE_GIVEN, size, Strength::Stated)]
                })
            }
            _ => None,
        }
        .unwrap_or_default();
        if !learnt.is_empty() {
            learnt.insert(0, (facts::NOTICE, FactValue::text(method), Strength::Stated));
        }
        learnt
    }

    fn job(&mut self, job: Job) -> Vec<Learnt> {
        // The first one tells all; those that follow only repeat it.
        let first = !std::mem::replace(&mut self.job, true);
        if !first {
            return vec![(facts::JOB, FactValue::text(form(&job)), Strength::Stated)];
        }
        let mut learnt = vec![(facts::JOB, FactValue::text(form(&job)), Strength::Stated)];
        if let Some(dialect) = job.dialect {
            learnt.extend(self.dialect(dialect, Strength::Stated));
        }
        let mut stated = |name, value: Option<FactValue>| {
            learnt.extend(value.map(|value| (name, value, Strength::Stated)));
        };
        stated(facts::PARENT, job.parent.map(FactValue::bytes));
        stated(facts::BITS, job.bits.map(FactValue::bytes));
        stated(facts::HEIGHT, job.height.map(|height| FactValue::Uint(height.into())));
        stated(facts::TAG, job.tag.map(FactValue::text));
        stated(facts::ALGORITHM, job.algorithm.map(FactValue::text));
        learnt
    }

    /// Learns the dialect, unless it is known already or what is known says more.
    fn dialect(&mut self, dialect: Dialect, strength: Strength) -> Vec<Learnt> {
        let refines = matches!(
            self.dialect,
            None | Some(Dialect::KawPowOrZcash | Dialect::NonceOnly | Dialect::Ethash)
        );
        if !refines || self.dialect == Some(dialect) {
            return Vec::new();
        }
        self.dialect = Some(dialect);
        let mut learnt = vec![(facts::DIALECT, FactValue::text(dialect.word()), strength)];
        if let Some(algorithm) = dialect.algorithm() {
            learnt.push((facts::ALGORITHM, FactValue::text(algorithm), Strength::Hinted));
        }
        learnt
    }
}

/// The answer to `mining.configure`: an object with the extension, and a mask of 4 bytes.
fn configured(answer: &Answer) -> Vec<Learnt> {
    let mask = answer.result.as_ref().filter(|_| answer.error.is_none()).and_then(|result| {
        result.get("version-rolling")?.as_bool().filter(|&granted| granted)?;
        hex_of::<4>(result.get("version-rolling.mask")?)
    });
    mask.map(|mask| (facts::MASK, FactValue::bytes(mask), Strength::Stated)).into_iter().collect()
}

fn form(job: &Job) -> &'static str {
    job.dialect.map_or("other", Dialect::word)
}

/// A difficulty above nought, as it was written.
fn difficulty(value: &Value) -> Option<String> {
    value.as_f64().filter(|number| *number > 0.0 && number.is_finite()).map(|_| value.to_string())
}

fn short(text: &str) -> &str {
    let end = (0..=MAX_WORDS.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}
