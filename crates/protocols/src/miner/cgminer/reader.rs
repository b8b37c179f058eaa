//! The reader: which device and firmware, and how fast it hashes.

use coinsift_verdict::{Fact, Value as FactValue};
use serde_json::Value;

use super::facts;
use super::messages::{Command, Envelope, Kind};
use crate::miner::collect::Collector;
use crate::miner::statement::Statement;
use crate::transcript::Transcript;

/// Words in an answer and the firmware they stand for; the first that stands there counts.
/// UpstreamData/pyasic `pyasic/miners/factory.py`, 256foundation/asic-rs `firmware.rs`.
const FIRMWARES: [(&str, &str); 18] = [
    ("BOSMINER", "Braiins OS"),
    ("BOSER", "Braiins OS"),
    ("BTMINER", "Whatsminer"),
    ("BITMICRO", "Whatsminer"),
    ("WHATSMINER", "Whatsminer"),
    ("LUXMINER", "LuxOS"),
    ("HIVEON", "Hiveon"),
    ("KAONSU", "Marathon"),
    ("MARAFW", "Marathon"),
    ("RWGLR", "MSKminer"),
    ("VNISH", "VNish"),
    ("ANTMINER", "Antminer"),
    ("INTCHAINS_QOMO", "Goldshell"),
    ("KDAMINER", "Goldshell"),
    ("INNOMINER", "Innosilicon"),
    ("AVALON", "Avalon"),
    ("BDMINER", "SealMiner"),
    ("FLUXOS", "Auradine"),
];
/// Those that only the key of a version tells.
const BY_KEY: [(&str, &str); 2] = [("GCMINER", "Auradine"), ("BFGMINER", "Goldshell")];

/// Units and times of hash rates, the shortest time first.
const UNITS: [(&str, f64); 5] =
    [("HS", 1.0), ("KHS", 1e3), ("MHS", 1e6), ("GHS", 1e9), ("THS", 1e12)];
const WINDOWS: [&str; 5] = ["5s", "1m", "5m", "15m", "av"];

pub(super) fn read(transcript: &Transcript) -> Vec<Fact> {
    let word = transcript.head.options.get("command").map_or("", String::as_str);
    let Some(command) = Command::from_word(word) else {
        return Vec::new();
    };
    let received = transcript.received();
    let collector = Collector::of(command.framing(), &received);
    let Some(envelope) = Envelope::parse(collector.answer().0) else {
        return Vec::new();
    };
    let mut statement = Statement::new(&received);
    let status = if envelope.kind == Kind::WhatsminerV3 { "code" } else { "STATUS" };
    statement.add(facts::KIND, status, FactValue::text(envelope.kind.word()));
    statement.text(facts::SOFTWARE, "Description", Some(envelope.description.as_str()));
    match envelope.kind {
        Kind::WhatsminerV3 => third_version(&mut statement, &envelope.value),
        Kind::Whatsminer | Kind::Cgminer => {
            firmware(&mut statement, &envelope, command);
            let message = envelope.value.get("Msg");
            let section = |name: &str| envelope.value.get(name)?.get(0);
            if let Some(version) =
                section("VERSION").or(message.filter(|_| command == Command::GetVersion))
            {
                version_of(&mut statement, version);
            }
            if let Some(summary) =
                section("SUMMARY").or(message.filter(|_| command == Command::Summary))
            {
                summary_of(&mut statement, summary);
            }
            if let Some(details) = envelope.value.get("DEVDETAILS").and_then(Value::as_array) {
                details_of(&mut statement, details);
            }
        }
    }
    statement.into_facts()
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key)?.as_str()
}

fn third_version(statement: &mut Statement<'_>, value: &Value) {
    statement.text(facts::FIRMWARE, "desc", Some("Whatsminer"));
    let at = |path: &str| value.pointer(path).and_then(Value::as_str);
    statement.text(facts::MODEL, "type", at("/msg/miner/type"));
    statement.text(facts::VERSION, "fwversion", at("/msg/system/fwversion"));
}

/// The firmware, by the words of the status, of a version's keys and of what names the device.
fn firmware(statement: &mut Statement<'_>, envelope: &Envelope, command: Command) {
    let mut words = vec![("Description", envelope.description.to_ascii_uppercase())];
    let mut keys = Vec::new();
    if let Some(Value::Object(version)) = envelope.value.pointer("/VERSION/0") {
        for (key, value) in version {
            keys.push((key.as_str(), key.to_ascii_uppercase()));
            words.push((key.as_str(), value.as_str().unwrap_or_default().to_ascii_uppercase()));
        }
    }
    if let Some(name) = envelope.value.pointer("/DEVDETAILS/0/Name").and_then(Value::as_str) {
        words.push(("Name", name.to_ascii_uppercase()));
    }
    let found = FIRMWARES
        .into_iter()
        // Foreign firmwares keep the maker's word in this answer.
        .filter(|(word, _)| *word != "ANTMINER" || command != Command::DevDetails)
        .find_map(|(word, name)| {
            let place = words.iter().chain(&keys).find(|(_, text)| text.contains(word))?;
            Some((place.0, name))
        })
        .or_else(|| {
            BY_KEY.into_iter().find_map(|(word, name)| {
                let place = words.iter().chain(&keys).find(|(_, text)| text.contains(word))?;
                Some((place.0, name))
            })
        })
        .or_else(|| (envelope.kind == Kind::Whatsminer).then_some(("STATUS", "Whatsminer")));
    if let Some((key, name)) = found {
        statement.text(facts::FIRMWARE, key, Some(name));
    }
}

fn version_of(statement: &mut Statement<'_>, version: &Value) {
    const PROGRAMS: [&str; 14] = [
        "BOSminer+",
        "BOSminer",
        "BOSer",
        "LUXminer",
        "BTMiner",
        "BMMiner",
        "GCMiner",
        "BDMiner",
        "CGMiner",
        "sgminer",
        "SGMiner",
        "TeamRedMiner",
        "Miner",
        "fw_ver",
    ];
    if let Some(key) = PROGRAMS.into_iter().find(|key| text(version, key).is_some()) {
        statement.text(facts::VERSION, key, text(version, key));
    }
    if let Some(key) =
        ["Type", "PROD", "MODEL", "Model"].into_iter().find(|key| text(version, key).is_some())
    {
        statement.text(facts::MODEL, key, text(version, key));
    }
}

fn summary_of(statement: &mut Statement<'_>, summary: &Value) {
    let rates = WINDOWS.iter().flat_map(|window| UNITS.iter().map(move |unit| (*window, *unit)));
    for (window, (unit, hashes)) in rates {
        let key = format!("{unit} {window}");
        if statement.rate(facts::HASHRATE, &key, summary.get(&key), hashes) {
            statement.text(facts::WINDOW, &key, Some(window));
            break;
        }
    }
    statement.uint(facts::ACCEPTED, "Accepted", summary.get("Accepted"));
    statement.uint(facts::UPTIME, "Elapsed", summary.get("Elapsed"));
    statement.uint(facts::POWER, "Power", summary.get("Power"));
}

fn details_of(statement: &mut Statement<'_>, details: &[Value]) {
    let models =
        || details.iter().filter_map(|part| text(part, "Model").map(|model| (part, model)));
    let cards: Vec<FactValue> = models()
        .filter(|(part, _)| part.get("GPU").is_some())
        .map(|(_, model)| FactValue::text(model))
        .collect();
    if !cards.is_empty() {
        statement.add(facts::PARTS, "Model", FactValue::list(cards));
    } else if let Some((_, model)) = models().find(|(_, model)| !model.trim().is_empty()) {
        statement.text(facts::MODEL, "Model", Some(model));
    }
}
