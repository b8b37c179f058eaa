//! What hashing costs: from a hash rate that a device publishes to the watts it takes.
//!
//! The watts are an estimate: the rate times what the table's rows of that model take for each
//! hash, from the thriftiest of them to the hungriest, and a tenth more either way, since devices
//! are tuned. Of a model that no row knows there is a rate and no estimate. What a device itself
//! says of its power is passed on as its word, and nothing is estimated beside it.

use crate::atlas::{Atlas, Miner};
use crate::fact::{Facts, Value};
use crate::sentence::Sentence;
use crate::verdict::Verdict;

/// How far a device may be from its row, either way.
const TUNING: f64 = 0.1;
/// Sources named in one sentence.
const MAX_SOURCES: usize = 3;

/// What a rate costs, in watts.
#[derive(Clone, Debug, PartialEq)]
pub struct Power {
    /// At least.
    pub low: u64,
    /// At most.
    pub high: u64,
    /// The devices of the rows it rests on; none where the device says it itself.
    pub rows: Vec<String>,
    /// Where those rows are from.
    pub sources: Vec<String>,
}

/// The watts that hashing takes at a rate on one of these models; `None` where no row knows one of
/// them at what is hashed.
///
/// `algorithm` is the device's own word. Where it says none, or one that is not known, the models'
/// rows must all be of one algorithm.
pub fn estimate<'a>(
    atlas: &Atlas,
    models: impl IntoIterator<Item = &'a str>,
    algorithm: Option<&str>,
    hashrate: u128,
) -> Option<Power> {
    let mut rows: Vec<&Miner> =
        models.into_iter().flat_map(|model| atlas.miners_named(model)).collect();
    match algorithm.and_then(|word| atlas.algorithm(word)) {
        Some(algorithm) => rows.retain(|row| row.algorithm == algorithm),
        None if algorithm.is_some() => return None,
        None => {}
    }
    let first = rows.first()?;
    if hashrate == 0 || rows.iter().any(|row| row.algorithm != first.algorithm) {
        return None;
    }
    let joules = rows.iter().map(|row| row.watts / row.hashrate as f64);
    let (least, most) = joules
        .fold((f64::MAX, 0.0_f64), |(least, most), joules| (least.min(joules), most.max(joules)));
    let rate = hashrate as f64;
    let mut names: Vec<String> = rows.iter().map(|row| row.name()).collect();
    names.sort_unstable();
    names.dedup();
    let mut sources: Vec<String> = rows.iter().map(|row| row.source.clone()).collect();
    sources.sort_unstable();
    sources.dedup();
    sources.truncate(MAX_SOURCES);
    Some(Power {
        low: (rate * least * (1.0 - TUNING)).floor() as u64,
        high: (rate * most * (1.0 + TUNING)).ceil() as u64,
        rows: names,
        sources,
    })
}

/// A rate for people: three or four digits and a unit, as `110.5 TH/s`.
pub fn written(hashrate: u128) -> String {
    const UNITS: [&str; 7] = ["H/s", "kH/s", "MH/s", "GH/s", "TH/s", "PH/s", "EH/s"];
    let (mut rate, mut unit) = (hashrate as f64, 0);
    while rate >= 999.95 && unit + 1 < UNITS.len() {
        rate /= 1000.0;
        unit += 1;
    }
    let digits = if unit == 0 { 0 } else { 1 };
    format!("{rate:.digits$} {}", UNITS.get(unit).copied().unwrap_or("H/s"))
}

/// What of this is said of an endpoint, for the details of its mining.
pub(super) fn sentences(facts: &Facts, atlas: &Atlas) -> Vec<Sentence> {
    let text = |name: &str| facts.best(name).map(|fact| fact.value.written().into_owned());
    let uint = |name: &str| match facts.best(name).map(|fact| &fact.value) {
        Some(Value::Uint(number)) => Some(*number),
        _ => None,
    };
    let Some(hashrate) = uint("miner.work.hashrate") else {
        return Vec::new();
    };
    if hashrate == 0 {
        return vec![Sentence::new("hashing-none")];
    }
    let parts: Vec<String> = match facts.best("miner.device.parts").map(|fact| &fact.value) {
        Some(Value::List(parts)) => parts.iter().map(|part| part.written().into_owned()).collect(),
        _ => Vec::new(),
    };
    let models: Vec<String> = text("miner.device.model").into_iter().chain(parts).collect();
    let mut shown = models.clone();
    shown.dedup();
    let named = match shown.is_empty() {
        true => "hashing-rate",
        false => "hashing-rate-of",
    };
    let mut said = vec![
        Sentence::new(named)
            .with("rate", written(hashrate))
            .with("hashrate", hashrate)
            .with("model", shown.join(", ")),
    ];
    if let Some(watts) = uint("miner.device.power").filter(|watts| *watts > 0) {
        said.push(Sentence::new("hashing-power-said").with("low", watts).with("high", watts));
        return said;
    }
    let algorithm = text("miner.work.algorithm");
    let models = models.iter().map(String::as_str);
    match estimate(atlas, models, algorithm.as_deref(), hashrate) {
        Some(power) => said.push(
            Sentence::new("hashing-power-estimate")
                .with("low", power.low)
                .with("high", power.high)
                .with("rows", power.rows.join(", "))
                .with("sources", power.sources.join("; ")),
        ),
        None => said.push(Sentence::new("hashing-power-unknown")),
    }
    said
}

/// The sum over a host's endpoints. A device that answers at several ports counts once.
pub(super) fn of_host<'a>(verdicts: impl IntoIterator<Item = &'a Verdict>) -> Option<Sentence> {
    let mut devices: Vec<(String, u64, u64)> = Vec::new();
    for hashing in verdicts.into_iter().filter_map(Verdict::hashing) {
        let Some(watts) = hashing.watts else { continue };
        match devices.iter_mut().find(|(model, ..)| *model == hashing.model) {
            Some((_, low, high)) => {
                (*low, *high) = ((*low).max(watts.low), (*high).max(watts.high))
            }
            None => devices.push((hashing.model, watts.low, watts.high)),
        }
    }
    let low = devices.iter().fold(0u64, |sum, (_, low, _)| sum.saturating_add(*low));
    let high = devices.iter().fold(0u64, |sum, (.., high)| sum.saturating_add(*high));
    (!devices.is_empty()).then(|| {
        Sentence::new("host-power").with("low", low).with("high", high).with("count", devices.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const S19_PRO: &str = "Antminer S19 Pro";

    fn power(model: &str, algorithm: Option<&str>, hashrate: u128) -> Option<Power> {
        estimate(Atlas::builtin(), [model], algorithm, hashrate)
    }

    #[test]
    fn a_known_device_takes_about_what_its_row_says() {
        let power = power(S19_PRO, None, 110_000_000_000_000).expect("a row");
        assert!((2900..=2930).contains(&power.low), "{power:?}");
        assert!((3570..=3580).contains(&power.high), "{power:?}");
        assert_eq!(power.rows, ["Bitmain Antminer S19 Pro"]);
        assert!(!power.sources.is_empty());
    }

    #[test]
    fn a_chip_that_several_boards_have_widens_the_range() {
        let power = power("BM1370", Some("sha256d"), 1_000_000_000_000).expect("rows");
        assert!(power.rows.len() > 3 && power.low < 16 && power.high > 20, "{power:?}");
    }

    #[test]
    fn what_is_not_known_is_not_estimated() {
        assert_eq!(power("Antminer S99", None, 1), None);
        assert_eq!(power(S19_PRO, Some("kheavyhash"), 1_000), None, "it cannot");
        assert_eq!(power(S19_PRO, Some("no-such-word"), 1_000), None);
        assert_eq!(power(S19_PRO, None, 0), None);
        // A card hashes many things, each at another price.
        assert_eq!(power("GeForce RTX 3080", None, 98_000_000), None);
        assert!(power("GeForce RTX 3080", Some("etchash"), 98_000_000).is_some());
    }

    #[test]
    fn twice_the_rate_takes_twice_the_power() {
        for rate in [10u128.pow(12), 10u128.pow(13), 10u128.pow(15)] {
            let (one, two) = (power(S19_PRO, None, rate), power(S19_PRO, None, 2 * rate));
            let (one, two) = (one.expect("a row"), two.expect("a row"));
            assert!(two.low.abs_diff(2 * one.low) <= 2 && two.high.abs_diff(2 * one.high) <= 2);
            assert!(one.low <= one.high);
        }
        let beyond = power(S19_PRO, None, u128::MAX).expect("a row");
        assert_eq!(beyond.high, u64::MAX, "no number goes round");
    }

    #[test]
    fn rates_are_written_with_a_unit() {
        assert_eq!(written(0), "0 H/s");
        assert_eq!(written(999), "999 H/s");
        assert_eq!(written(110_523_450_000_000), "110.5 TH/s");
        assert_eq!(written(999_990_000), "1.0 GH/s");
    }
}
