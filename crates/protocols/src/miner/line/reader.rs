//! The reader: which miner, and how fast it hashes.

use coinsift_verdict::{Fact, Value as FactValue};
use serde_json::Value;

use super::facts as own;
use super::messages::{Answer, Question};
use crate::miner::cgminer::facts;
use crate::miner::collect::Collector;
use crate::miner::statement::Statement;
use crate::transcript::Transcript;

pub(super) fn read(transcript: &Transcript) -> Vec<Fact> {
    let word = transcript.head.options.get("question").map_or("", String::as_str);
    let Some(question) = Question::from_word(word) else {
        return Vec::new();
    };
    let received = transcript.received();
    let collector = Collector::of(question.framing(), &received);
    let Some(answer) = Answer::parse(question, collector.answer().0) else {
        return Vec::new();
    };
    let mut statement = Statement::new(&received);
    match answer {
        Answer::Pong => {
            statement.add(facts::KIND, "result", FactValue::text("claymore"));
            statement.add(own::PONG, "result", FactValue::Bool(true));
        }
        Answer::Locked => {
            statement.add(facts::KIND, "error", FactValue::text("claymore"));
            statement.add(own::LOCKED, "error", FactValue::Bool(true));
        }
        Answer::Statistics(texts) => statistics(&mut statement, &texts),
        Answer::Summary(fields) => summary(&mut statement, &fields),
        Answer::Info(value) => {
            statement.add(facts::KIND, "build_platform", FactValue::text("excavator"));
            statement.text(facts::SOFTWARE, "build_platform", Some("excavator"));
            statement.text(facts::VERSION, "version", value.get("version").and_then(Value::as_str));
            statement.uint(facts::UPTIME, "uptime", value.get("uptime"));
        }
    }
    statement.into_facts()
}

/// The list of `miner_getstat1`: version; minutes; rate in kH/s, shares, rejected; rates of the
/// cards; …; the pools, two of them where two coins are mined.
fn statistics(statement: &mut Statement<'_>, texts: &[String]) {
    let text = |at: usize| texts.get(at).map_or("", String::as_str);
    let number = |text: &str| Value::String(text.to_owned());
    statement.add(facts::KIND, "result", FactValue::text("claymore"));
    statement.text(facts::VERSION, text(0), Some(text(0)));
    if let Some(minutes) = text(1).trim().parse::<u128>().ok().filter(|minutes| *minutes < 1 << 40)
    {
        statement.add(facts::UPTIME, "result", FactValue::Uint(minutes * 60));
    }
    let mut totals = text(2).split(';');
    let rate = totals.next().map(number);
    if statement.rate(facts::HASHRATE, text(2), rate.as_ref(), 1e3) {
        statement.text(facts::WINDOW, text(2), Some("now"));
    }
    statement.uint(facts::ACCEPTED, text(2), totals.next().map(number).as_ref());
    let cards = text(3).split(';').filter(|card| !card.trim().is_empty()).count();
    statement.add(own::CARDS, text(3), FactValue::Uint(cards as u128));
    let first_pool = text(7).split(';').next();
    statement.pool(facts::POOL, first_pool.unwrap_or_default(), first_pool);
}

fn summary(statement: &mut Statement<'_>, fields: &[(String, String)]) {
    let field = |name: &str| {
        fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    };
    let number = |name: &str| field(name).map(|text| Value::String(text.to_owned()));
    statement.add(facts::KIND, "NAME=", FactValue::text("ccminer"));
    statement.text(facts::SOFTWARE, "NAME=", field("NAME"));
    statement.text(facts::VERSION, "VER=", field("VER"));
    statement.text(facts::ALGORITHM, "ALGO=", field("ALGO"));
    // Rounded to two digits behind the point, so that slow ones show in hashes only.
    let rate = [("KHS", 1e3), ("HS", 1.0)].into_iter().find(|(name, _)| field(name).is_some());
    if let Some((name, unit)) = rate
        && statement.rate(facts::HASHRATE, &format!("{name}="), number(name).as_ref(), unit)
    {
        statement.text(facts::WINDOW, &format!("{name}="), Some("now"));
    }
    statement.uint(facts::ACCEPTED, "ACC=", number("ACC").as_ref());
    statement.uint(facts::UPTIME, "UPTIME=", number("UPTIME").as_ref());
    statement.uint(own::CARDS, "GPUS=", number("GPUS").as_ref());
}
