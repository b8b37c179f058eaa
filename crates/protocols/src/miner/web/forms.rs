//! The forms of answers: which fields a program alone writes together, and what they say.
//!
//! Units of hash rates are those the programs write: AxeOS gigahashes, xmrig-proxy kilohashes, the
//! others hashes a second, where no field says otherwise.

mod cards;
mod devices;
mod processors;

use coinsift_verdict::Value as FactValue;
use serde_json::Value;

use super::messages::Page;
use crate::miner::statement::Statement;

/// The form of one program's answer.
pub(super) struct Form {
    /// The program, as the fact `miner.api.kind` names it.
    pub(super) kind: &'static str,
    /// A field by which it is known.
    pub(super) key: &'static str,
    /// The pages on which it may stand.
    pages: &'static [Page],
    /// Whether an object has this form.
    fits: fn(&Value) -> bool,
    /// States what it says.
    pub(super) read: fn(&mut Statement<'_>, &Value),
}

/// The form of a page's answer.
pub(super) fn find(page: Page, value: &Value) -> Option<&'static Form> {
    let forms = [devices::FORMS, processors::FORMS, cards::FORMS].into_iter().flatten();
    let mut fitting = forms.filter(|form| form.pages.contains(&page) && (form.fits)(value));
    fitting.next()
}

fn text<'a>(value: &'a Value, path: &str) -> Option<&'a str> {
    value.pointer(path)?.as_str()
}

fn begins(value: &Value, path: &str, prefix: &str) -> bool {
    text(value, path).is_some_and(|text| text.starts_with(prefix))
}

fn has(value: &Value, paths: &[&str]) -> bool {
    paths.iter().all(|path| value.pointer(path).is_some())
}

/// The sum of a number in every item of a list; `None` where no item has it.
fn sum(list: Option<&Value>, path: &str) -> Option<Value> {
    let numbers: Vec<f64> = list?
        .as_array()?
        .iter()
        .filter_map(|item| crate::miner::quantities::number(item.pointer(path)?))
        .collect();
    (!numbers.is_empty()).then(|| Value::from(numbers.iter().sum::<f64>()))
}

/// The names of what works, from a list.
fn names(list: Option<&Value>, path: &str) -> Option<FactValue> {
    let names: Vec<FactValue> = list?
        .as_array()?
        .iter()
        .filter_map(|item| item.pointer(path)?.as_str())
        .map(|name| FactValue::text(name.chars().take(96).collect::<String>()))
        .collect();
    (!names.is_empty()).then(|| FactValue::list(names))
}
