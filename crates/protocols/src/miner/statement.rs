//! Facts in the making, each with its place in what the peer sent.

use coinsift_verdict::{Fact, Place, Strength, Value};

use super::quantities::{number, pool, rate, whole};

/// The longest text of a device that is kept, in characters.
const MAX_NAME: usize = 96;
/// The longest stretch that is pointed at, in bytes.
const MAX_STRETCH: usize = 120;

/// What an answer states.
pub(super) struct Statement<'a> {
    received: &'a [u8],
    facts: Vec<Fact>,
}

impl<'a> Statement<'a> {
    /// Nothing yet, of what the peer sent.
    pub(super) fn new(received: &'a [u8]) -> Statement<'a> {
        Statement { received, facts: Vec::new() }
    }

    pub(super) fn into_facts(self) -> Vec<Fact> {
        self.facts
    }

    /// States a value that stands behind a key.
    pub(super) fn add(&mut self, name: &'static str, key: &str, value: Value) {
        self.add_as(name, key, value, Strength::Stated);
    }

    /// The same in another strength.
    pub(super) fn add_as(
        &mut self,
        name: &'static str,
        key: &str,
        value: Value,
        strength: Strength,
    ) {
        let at = self.place(key);
        self.facts.push(Fact { name, value, strength, at });
    }

    /// States a text, where it is one and not empty.
    pub(super) fn text(&mut self, name: &'static str, key: &str, value: Option<&str>) {
        let Some(text) = value.map(str::trim).filter(|text| !text.is_empty()) else {
            return;
        };
        let printable: String =
            text.chars().filter(|char| !char.is_control()).take(MAX_NAME).collect();
        self.add(name, key, Value::text(printable));
    }

    /// States a number without its fraction.
    pub(super) fn uint(
        &mut self,
        name: &'static str,
        key: &str,
        value: Option<&serde_json::Value>,
    ) {
        if let Some(number) = value.and_then(whole) {
            self.add(name, key, Value::Uint(number));
        }
    }

    /// States a rate in hashes a second, from so many of a unit.
    pub(super) fn rate(
        &mut self,
        name: &'static str,
        key: &str,
        value: Option<&serde_json::Value>,
        unit: f64,
    ) -> bool {
        let found = value.and_then(number).and_then(|number| rate(number, unit));
        if let Some(rate) = found {
            self.add(name, key, Value::Uint(rate));
        }
        found.is_some()
    }

    /// States host and port of a pool.
    pub(super) fn pool(&mut self, name: &'static str, key: &str, value: Option<&str>) {
        if let Some(host) = value.and_then(pool) {
            self.add(name, key, Value::text(host));
        }
    }

    /// Where a key and what follows it stand; all that came where it is not there as written.
    fn place(&self, key: &str) -> Place {
        let quoted = format!("\"{key}\"");
        let found =
            [quoted.as_str(), key].into_iter().filter(|key| !key.is_empty()).find_map(|key| {
                let at =
                    self.received.windows(key.len()).position(|window| window == key.as_bytes())?;
                Some((at, key.len()))
            });
        let Some((at, len)) = found else {
            return Place::received(0, self.received.len());
        };
        let behind = self.received.get(at + len..).unwrap_or_default();
        let end = behind.iter().take(MAX_STRETCH).position(|byte| b",}];|\r\n".contains(byte));
        Place::received(at, len + end.unwrap_or(0))
    }
}
