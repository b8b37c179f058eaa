//! Mining devices: AxeOS, Goldshell, VNish, ePIC, Proto.

use serde_json::Value;

use super::{Form, begins, has, text};
use crate::miner::cgminer::facts;
use crate::miner::statement::Statement;
use crate::miner::web::messages::Page;

pub(super) const FORMS: &[Form] = &[
    Form {
        kind: "axeos",
        key: "ASICModel",
        pages: &[Page::SystemInfo],
        fits: |value| has(value, &["/ASICModel", "/hashRate", "/stratumURL"]),
        read: axeos,
    },
    Form {
        kind: "goldshell",
        key: "model",
        pages: &[Page::GoldshellStatus],
        fits: |value| begins(value, "/model", "Goldshell") && has(value, &["/firmware"]),
        read: |statement, value| {
            device(statement, value, "Goldshell", ("model", "/model"), ("firmware", "/firmware"));
        },
    },
    Form {
        kind: "vnish",
        key: "fw_version",
        pages: &[Page::DeviceInfo],
        fits: |value| has(value, &["/model", "/fw_version", "/miner"]),
        read: |statement, value| {
            let version = ("fw_version", "/fw_version");
            device(statement, value, "VNish", ("miner", "/miner"), version);
        },
    },
    Form {
        kind: "epic",
        key: "Model",
        pages: &[Page::Capabilities],
        fits: |value| text(value, "/Model").is_some_and(|model| !model.trim().is_empty()),
        read: |statement, value| {
            device(statement, value, "ePIC", ("Model", "/Model"), ("FwVersion", "/FwVersion"));
        },
    },
    Form {
        kind: "proto",
        key: "system-info",
        pages: &[Page::System],
        fits: |value| text(value, "/system-info/model").is_some(),
        read: |statement, value| {
            let version = ("os", "/system-info/os/version");
            device(statement, value, "Proto", ("model", "/system-info/model"), version);
        },
    },
];

type At = (&'static str, &'static str);

fn device(statement: &mut Statement<'_>, value: &Value, firmware: &str, model: At, version: At) {
    statement.text(facts::FIRMWARE, model.0, Some(firmware));
    statement.text(facts::MODEL, model.0, text(value, model.1));
    statement.text(facts::VERSION, version.0, text(value, version.1));
}

/// bitaxeorg/ESP-Miner `main/http_server/system_api_json.c`; `minerModel` is Lucky Miner's,
/// `deviceModel` that of shufps/ESP-Miner-NerdQAxePlus. A Bitaxe names its chip, which several boards have.
fn axeos(statement: &mut Statement<'_>, value: &Value) {
    let model = ["deviceModel", "minerModel", "ASICModel"]
        .into_iter()
        .find(|key| value.get(key).and_then(Value::as_str).is_some_and(|text| !text.is_empty()));
    if let Some(key) = model {
        let named = value.get(key).and_then(Value::as_str).unwrap_or_default();
        statement.text(facts::MODEL, key, Some(named));
    }
    statement.text(facts::FIRMWARE, "ASICModel", Some("AxeOS"));
    let version = ["version", "axeOSVersion"].into_iter().find(|key| value.get(key).is_some());
    if let Some(key) = version {
        statement.text(facts::VERSION, key, value.get(key).and_then(Value::as_str));
    }
    statement.text(facts::ALGORITHM, "ASICModel", Some("sha256d"));
    if statement.rate(facts::HASHRATE, "hashRate", value.get("hashRate"), 1e9) {
        statement.text(facts::WINDOW, "hashRate", Some("now"));
    }
    statement.uint(facts::POWER, "power", value.get("power"));
    statement.uint(facts::ACCEPTED, "sharesAccepted", value.get("sharesAccepted"));
    statement.uint(facts::UPTIME, "uptimeSeconds", value.get("uptimeSeconds"));
    let port = value.get("stratumPort").and_then(Value::as_u64).filter(|port| *port < 65536);
    if let (Some(host), Some(port)) = (text(value, "/stratumURL"), port) {
        statement.pool(facts::POOL, "stratumURL", Some(&format!("{host}:{port}")));
    }
}
