//! Numbers and names as miners write them: rates with a unit, pools with a user.

use serde_json::Value;

/// The highest rate that is believed, in hashes a second: far above the whole Bitcoin network.
const MAX_RATE: f64 = 1e24;
/// The longest host of a pool.
const MAX_HOST: usize = 253;
/// The longest label of a host that is no wallet.
const MAX_LABEL: usize = 30;

/// A number, or a text that is one.
pub(super) fn number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    (number.is_finite() && number >= 0.0).then_some(number)
}

/// A number without its fraction.
pub(super) fn whole(value: &Value) -> Option<u128> {
    number(value).filter(|number| *number < MAX_RATE).map(|number| number as u128)
}

/// A rate in hashes a second, from a number of so many hashes a second.
pub(super) fn rate(number: f64, unit: f64) -> Option<u128> {
    let rate = number * unit;
    (rate.is_finite() && (0.0..MAX_RATE).contains(&rate)).then(|| rate.round() as u128)
}

/// The hashes a second that a unit stands for: `M`, `MH/s`, `kSol/s` and the like; 1 where it is
/// none.
pub(super) fn unit(text: &str) -> f64 {
    match text.trim().chars().next().map(|char| char.to_ascii_lowercase()) {
        Some('k') => 1e3,
        Some('m') => 1e6,
        Some('g') => 1e9,
        Some('t') => 1e12,
        Some('p') => 1e15,
        _ => 1.0,
    }
}

/// A rate written with its unit behind it, as `58.31 M`.
pub(super) fn written_rate(text: &str) -> Option<u128> {
    let text = text.trim();
    let end = text.find(|char: char| !char.is_ascii_digit() && char != '.').unwrap_or(text.len());
    let (number, behind) = text.split_at_checked(end)?;
    rate(number.parse().ok()?, unit(behind))
}

/// Host and port of a pool; nothing of what stands before or behind them, which may be a wallet.
pub(super) fn pool(text: &str) -> Option<String> {
    let text = text.trim();
    let behind_scheme = text.split_once("://").map_or(text, |(_, rest)| rest);
    let authority = behind_scheme.split(['/', '?', '#', ';', ' ']).next()?;
    let host = authority.rsplit('@').next()?;
    let allowed = |char: char| char.is_ascii_alphanumeric() || ".-:[]".contains(char);
    let labels_are_short = host.split(['.', ':', '[', ']']).all(|label| label.len() <= MAX_LABEL);
    let good = !host.is_empty()
        && host.len() <= MAX_HOST
        && host.contains(['.', ':'])
        && host.chars().all(allowed)
        && labels_are_short;
    good.then(|| host.to_ascii_lowercase())
}
