//! Miners for graphics cards: T-Rex, NBMiner, lolMiner, GMiner, Rigel, BzMiner.

use serde_json::Value;

use super::{Form, begins, has, names, sum, text};
use crate::miner::cgminer::facts;
use crate::miner::quantities::{number, unit, written_rate};
use crate::miner::statement::Statement;
use crate::miner::web::messages::Page;

pub(super) const FORMS: &[Form] = &[
    Form {
        kind: "t-rex",
        key: "name",
        pages: &[Page::Summary],
        fits: |value| {
            text(value, "/name") == Some("t-rex") && has(value, &["/hashrate", "/algorithm"])
        },
        read: trex,
    },
    Form {
        kind: "nbminer",
        key: "total_hashrate",
        pages: &[Page::ApiStatus],
        fits: |value| {
            has(value, &["/miner/devices", "/miner/total_hashrate", "/stratum/algorithm"])
        },
        read: nbminer,
    },
    Form {
        kind: "lolminer",
        key: "Software",
        pages: &[Page::Summary],
        fits: |value| begins(value, "/Software", "lolMiner"),
        read: lolminer,
    },
    Form {
        kind: "gminer",
        key: "miner",
        pages: &[Page::Stat],
        fits: |value| begins(value, "/miner", "GMiner") && has(value, &["/devices"]),
        read: gminer,
    },
    Form {
        kind: "rigel",
        key: "name",
        pages: &[Page::Stat, Page::Root],
        fits: |value| text(value, "/name") == Some("rigel") && has(value, &["/hashrate"]),
        read: rigel,
    },
    Form {
        kind: "bzminer",
        key: "pools",
        pages: &[Page::Status],
        fits: |value| {
            let rates = value.pointer("/devices/0/hashrate").is_some_and(Value::is_array);
            rates && has(value, &["/pools/0/algorithm"])
        },
        read: bzminer,
    },
];

/// Program and version, cards and watts, as far as they are there.
fn common(
    statement: &mut Statement<'_>,
    software: (&str, &str),
    version: Option<&str>,
    cards: Option<coinsift_verdict::Value>,
    card_key: &str,
) {
    statement.text(facts::SOFTWARE, software.0, Some(software.1));
    statement.text(facts::VERSION, "version", version);
    if let Some(cards) = cards {
        statement.add(facts::PARTS, card_key, cards);
    }
}

fn rate(statement: &mut Statement<'_>, key: &str, value: Option<&Value>, unit: f64) {
    if statement.rate(facts::HASHRATE, key, value, unit) {
        statement.text(facts::WINDOW, key, Some("now"));
    }
}

fn trex(statement: &mut Statement<'_>, value: &Value) {
    let cards = names(value.get("gpus"), "/name");
    common(statement, ("name", "T-Rex"), text(value, "/version"), cards, "gpus");
    statement.text(facts::ALGORITHM, "algorithm", text(value, "/algorithm"));
    rate(statement, "hashrate", value.get("hashrate"), 1.0);
    let watts = sum(value.get("gpus"), "/power");
    statement.uint(facts::POWER, "power", watts.as_ref());
    statement.uint(facts::ACCEPTED, "accepted_count", value.get("accepted_count"));
    statement.uint(facts::UPTIME, "uptime", value.get("uptime"));
    statement.pool(facts::POOL, "url", text(value, "/active_pool/url"));
}

fn nbminer(statement: &mut Statement<'_>, value: &Value) {
    let cards = names(value.pointer("/miner/devices"), "/info");
    common(statement, ("miner", "NBMiner"), text(value, "/version"), cards, "devices");
    statement.text(facts::ALGORITHM, "algorithm", text(value, "/stratum/algorithm"));
    // `58.31 M`; the raw number, where it is there, says the same.
    let raw = value.pointer("/miner/total_hashrate_raw").cloned();
    let written = text(value, "/miner/total_hashrate").and_then(written_rate);
    let total = raw.or_else(|| Some(Value::from(u64::try_from(written?).ok()?)));
    rate(statement, "total_hashrate", total.as_ref(), 1.0);
    statement.uint(
        facts::POWER,
        "total_power_consume",
        value.pointer("/miner/total_power_consume"),
    );
    statement.uint(facts::ACCEPTED, "accepted_shares", value.pointer("/stratum/accepted_shares"));
    statement.pool(facts::POOL, "url", text(value, "/stratum/url"));
}

fn lolminer(statement: &mut Statement<'_>, value: &Value) {
    let cards = names(value.get("Workers"), "/Name").or_else(|| names(value.get("GPUs"), "/Name"));
    common(statement, ("Software", "lolMiner"), None, cards, "Name");
    statement.text(facts::VERSION, "Software", text(value, "/Software"));
    let algorithm = text(value, "/Algorithms/0/Algorithm").or(text(value, "/Mining/Algorithm"));
    statement.text(facts::ALGORITHM, "Algorithm", algorithm);
    let factor = value.pointer("/Algorithms/0/Performance_Factor").and_then(number);
    match value.pointer("/Algorithms/0/Total_Performance") {
        Some(total) => rate(statement, "Total_Performance", Some(total), factor.unwrap_or(1.0)),
        // Before version 1.45: the unit stands beside the number.
        None => {
            let said = text(value, "/Session/Performance_Unit").map_or(1.0, unit);
            let total = value.pointer("/Session/Performance_Summary");
            rate(statement, "Performance_Summary", total, said);
        }
    }
    let watts = sum(value.get("Workers"), "/Power");
    statement.uint(facts::POWER, "Power", watts.as_ref());
    statement.uint(facts::UPTIME, "Uptime", value.pointer("/Session/Uptime"));
    statement.pool(facts::POOL, "Pool", text(value, "/Algorithms/0/Pool"));
}

fn gminer(statement: &mut Statement<'_>, value: &Value) {
    let devices = value.get("devices");
    common(statement, ("miner", "GMiner"), text(value, "/miner"), names(devices, "/name"), "name");
    statement.text(facts::ALGORITHM, "algorithm", text(value, "/algorithm"));
    rate(statement, "speed", sum(devices, "/speed").as_ref(), 1.0);
    statement.uint(facts::POWER, "power_usage", sum(devices, "/power_usage").as_ref());
    let accepted = value.get("total_accepted_shares");
    statement.uint(facts::ACCEPTED, "total_accepted_shares", accepted);
    statement.uint(facts::UPTIME, "uptime", value.get("uptime"));
    statement.pool(facts::POOL, "server", text(value, "/server"));
}

fn rigel(statement: &mut Statement<'_>, value: &Value) {
    let cards = names(value.get("devices"), "/name");
    common(statement, ("name", "Rigel"), text(value, "/version"), cards, "devices");
    let first = value.get("hashrate").and_then(Value::as_object).and_then(|all| all.iter().next());
    let algorithm = text(value, "/algorithm").or(first.map(|(name, _)| name.as_str()));
    statement.text(facts::ALGORITHM, "algorithm", algorithm);
    rate(statement, "hashrate", first.map(|(_, rate)| rate), 1.0);
    statement.uint(facts::POWER, "power_usage", value.get("power_usage"));
    statement.uint(facts::UPTIME, "uptime", value.get("uptime"));
}

fn bzminer(statement: &mut Statement<'_>, value: &Value) {
    let devices = value.get("devices");
    let version = text(value, "/bzminer_version");
    common(statement, ("pools", "BzMiner"), version, names(devices, "/name"), "devices");
    statement.text(facts::ALGORITHM, "algorithm", text(value, "/pools/0/algorithm"));
    rate(statement, "hashrate", sum(devices, "/hashrate/0").as_ref(), 1.0);
    statement.uint(facts::POWER, "power", sum(devices, "/power").as_ref());
    statement.pool(facts::POOL, "url", text(value, "/pools/0/url"));
}
