//! Miners for processors, and the proxy of one of them: XMRig, xmrig-proxy, xmr-stak, SRBMiner.

use coinsift_verdict::Value as FactValue;
use serde_json::Value;

use super::{Form, begins, has, text};
use crate::miner::cgminer::facts;
use crate::miner::statement::Statement;
use crate::miner::web::facts as own;
use crate::miner::web::messages::Page;

const SUMMARIES: &[Page] = &[Page::XmrigSummary, Page::OldXmrig, Page::Summary];

pub(super) const FORMS: &[Form] = &[
    Form {
        kind: "xmrig-proxy",
        key: "upstreams",
        pages: SUMMARIES,
        fits: |value| {
            has(value, &["/upstreams", "/miners/now", "/hashrate/total"])
                && (text(value, "/kind") == Some("proxy") || begins(value, "/ua", "xmrig-proxy/"))
        },
        read: proxy,
    },
    Form {
        kind: "xmrig",
        key: "hashrate",
        pages: SUMMARIES,
        fits: |value| {
            has(value, &["/hashrate/total", "/results"])
                && (begins(value, "/ua", "XMRig/") || has(value, &["/donate_level"]))
        },
        read: xmrig,
    },
    Form {
        kind: "xmr-stak",
        key: "hashrate",
        pages: SUMMARIES,
        fits: |value| begins(value, "/version", "xmr-stak") && has(value, &["/hashrate/total"]),
        read: |statement, value| {
            statement.text(facts::SOFTWARE, "version", Some("xmr-stak"));
            statement.text(facts::VERSION, "version", text(value, "/version"));
            rate(statement, value);
            statement.pool(facts::POOL, "pool", text(value, "/connection/pool"));
        },
    },
    Form {
        kind: "srbminer",
        key: "rig_name",
        pages: &[Page::Root],
        fits: |value| has(value, &["/rig_name", "/miner_version", "/algorithms"]),
        read: srbminer,
    },
];

/// The first of the means over ten seconds, a minute and a quarter of an hour that is there.
fn first_rate(value: &Value) -> Option<(&Value, &'static str)> {
    let total = value.pointer("/hashrate/total")?.as_array()?;
    let means = total.iter().zip(["10s", "1m", "15m"]);
    means.into_iter().find(|(rate, _)| rate.is_number())
}

fn rate(statement: &mut Statement<'_>, value: &Value) {
    if let Some((rate, window)) = first_rate(value)
        && statement.rate(facts::HASHRATE, "total", Some(rate), 1.0)
    {
        statement.text(facts::WINDOW, "total", Some(window));
    }
}

/// xmrig/xmrig `src/base/net/stratum/NetworkState.cpp`, `src/core/Miner.cpp`.
fn xmrig(statement: &mut Statement<'_>, value: &Value) {
    statement.text(facts::SOFTWARE, "kind", Some("XMRig"));
    statement.text(facts::VERSION, "version", text(value, "/version"));
    statement.text(facts::ALGORITHM, "algo", text(value, "/algo"));
    if let Some(brand) = text(value, "/cpu/brand") {
        let name = FactValue::text(brand.chars().take(96).collect::<String>());
        statement.add(facts::PARTS, "brand", FactValue::list([name]));
    }
    rate(statement, value);
    statement.uint(facts::ACCEPTED, "shares_good", value.pointer("/results/shares_good"));
    statement.uint(facts::UPTIME, "uptime", value.get("uptime"));
    statement.pool(facts::POOL, "pool", text(value, "/connection/pool"));
}

/// xmrig/xmrig-proxy `src/api/v1/ApiRouter.cpp`.
fn proxy(statement: &mut Statement<'_>, value: &Value) {
    statement.text(facts::SOFTWARE, "kind", Some("xmrig-proxy"));
    statement.text(facts::VERSION, "version", text(value, "/version"));
    statement.uint(own::MINERS, "miners", value.pointer("/miners/now"));
    let total = value.pointer("/hashrate/total/0");
    statement.rate(own::HASHRATE, "total", total, 1e3);
    statement.uint(facts::ACCEPTED, "accepted", value.pointer("/results/accepted"));
    statement.uint(facts::UPTIME, "uptime", value.get("uptime"));
}

fn srbminer(statement: &mut Statement<'_>, value: &Value) {
    statement.text(facts::SOFTWARE, "miner_version", Some("SRBMiner-MULTI"));
    statement.text(facts::VERSION, "miner_version", text(value, "/miner_version"));
    let algorithm = value.pointer("/algorithms/0");
    let in_algorithm = |path: &str| algorithm.and_then(|one| one.pointer(path));
    statement.text(facts::ALGORITHM, "name", in_algorithm("/name").and_then(Value::as_str));
    let rates = ["/hashrate/now", "/hashrate/gpu/total", "/hashrate/cpu/total"];
    let rate = value
        .get("HashRate_total_now")
        .map(|rate| ("HashRate_total_now", rate))
        .or_else(|| rates.iter().find_map(|path| Some(("hashrate", in_algorithm(path)?))));
    if let Some((key, rate)) = rate
        && statement.rate(facts::HASHRATE, key, Some(rate), 1.0)
    {
        statement.text(facts::WINDOW, key, Some("now"));
    }
    statement.uint(facts::ACCEPTED, "accepted", in_algorithm("/shares/accepted"));
    let pool = in_algorithm("/pool/pool").and_then(Value::as_str);
    statement.pool(facts::POOL, "pool", pool);
}
