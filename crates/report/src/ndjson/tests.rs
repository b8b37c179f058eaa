//! Every line against the schema, the schema against every line, and what strangers put in.

use std::collections::BTreeSet;

use coinsift_verdict::judge_host;
use jsonschema::Validator;
use serde_json::Value as Json;

use super::*;
use crate::escape::is_visible;
use crate::lang::Lang;
use crate::personal::Identifiers;
use crate::testing::{
    catalogue, endpoint, greeting_verdict, node_verdict, time, torn_verdict, verdict_on,
};
use crate::{Counts, lang};

const SCHEMA_TEXT: &str = include_str!("../../../../docs/ndjson.schema.json");

fn schema() -> Json {
    serde_json::from_str(SCHEMA_TEXT).expect("the schema is JSON")
}

fn validator() -> Validator {
    jsonschema::draft202012::options()
        .should_validate_formats(true)
        .build(&schema())
        .expect("the schema is a schema")
}

fn verdict_line(verdict: &Verdict, catalogue: &lang::Catalogue) -> Line {
    EndpointLine { run: "r1", time: time(), endpoint: endpoint(), name: None, verdict }
        .line(catalogue)
}

/// A line of every type, and verdicts of several kinds.
fn lines() -> Vec<Line> {
    let catalogue = catalogue(Lang::En);
    let probes = Probes { asked: 256, open: 3, closed: 50, filtered: 203, ..Probes::default() };
    let verdicts = [
        node_verdict(),
        torn_verdict(),
        verdict_on("0badf00d", None, "/x/"),
        verdict_on("e3e1f3e8", None, "/x/"),
        greeting_verdict(b"SSH-2.0-OpenSSH_9.2\r\n"),
        greeting_verdict(b""),
    ];
    let run = RunLine {
        run: "r1".to_owned(),
        time: time(),
        program: "0.1.0".to_owned(),
        atlas: "2026.11.1+local".to_owned(),
        fingerprints: "2026.11.1".to_owned(),
        lang: "en".to_owned(),
        scope: vec!["192.0.2.0/24".to_owned()],
        excludes: Vec::new(),
        ports: "standard".to_owned(),
        authority: None,
        operator: Some("Li Wei".to_owned()),
        contact: None,
        clock: Clock { source: "system".to_owned(), synchronised: Some(true) },
        shard: Some(Part { index: 1, count: 4 }),
        identifiers: false,
    };
    let whole = RunLine { shard: None, ..run.clone() };
    let endpoints = [(8333, Transport::Tcp, Class::Coin), (22, Transport::Tcp, Class::Other)];
    let host = HostSeen {
        run: "r1",
        time: time(),
        ip: "2001:db8::1".parse().expect("an address"),
        name: Some("node.example"),
        endpoints: &endpoints,
        verdict: &judge_host(&verdicts),
    };
    let progress = ProgressLine {
        run: "r1".to_owned(),
        time: time(),
        total: Some(20480),
        probes,
        verdicts: 3,
        in_flight: 12,
    };
    let end = EndLine {
        run: "r1".to_owned(),
        time: time(),
        complete: false,
        reason: Reason::MaxTime,
        probes,
        counts: Counts::of(&verdicts),
        absent: 1,
        exit_code: 4,
    };
    let mut lines = vec![
        Line::Run(run),
        Line::Run(whole),
        host.line(&catalogue),
        Line::Progress(progress),
        Line::End(end),
    ];
    lines.extend(verdicts.iter().map(|verdict| verdict_line(verdict, &catalogue)));
    lines.extend(crate::registry::tests::sample_lines());
    lines.extend(crate::news::tests::sample_lines());
    lines
}

fn json(line: Line) -> Json {
    serde_json::from_str(&line.written().expect("a line")).expect("JSON")
}

#[test]
fn every_line_is_as_the_schema_says() {
    let validator = validator();
    for line in lines() {
        let json = json(line);
        let errors: Vec<String> =
            validator.iter_errors(&json).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{json}\n{errors:?}");
    }
}

#[test]
fn the_schema_refuses_what_no_line_may_be() {
    let validator = validator();
    let good = json(verdict_line(&node_verdict(), &catalogue(Lang::En)));
    assert!(validator.is_valid(&good));
    for (field, wrong) in [
        ("class", Json::from("currency")),
        ("roles", Json::Null),
        ("port", Json::from(0)),
        ("port", Json::from(65536)),
        ("ip", Json::from("node.example")),
        ("time", Json::from("2026-11-24T15:00:00Z")),
        ("schema", Json::from(2)),
        ("type", Json::from("other")),
        ("summary", Json::from("a sentence")),
        ("strength", Json::from("certain")),
    ] {
        let mut bad = good.clone();
        bad[field] = wrong;
        assert!(!validator.is_valid(&bad), "{field}: {}", bad[field]);
    }
    for field in good.as_object().expect("an object").keys() {
        let mut bad = good.clone();
        bad.as_object_mut().expect("an object").remove(field);
        assert!(!validator.is_valid(&bad), "without {field}");
    }
}

/// The names of an object's fields against the names the schema has for it.
fn same_fields(json: &Json, definition: &Json, place: &str) {
    let names = |json: &Json| -> BTreeSet<String> {
        json.as_object().map(|object| object.keys().cloned().collect()).unwrap_or_default()
    };
    assert_eq!(names(json), names(&definition["properties"]), "{place}");
    let required: BTreeSet<String> = definition["required"]
        .as_array()
        .expect("a list of fields")
        .iter()
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect();
    assert_eq!(names(json), required, "{place}: every field is always there");
}

#[test]
fn the_schema_knows_every_field_and_no_other() {
    let schema = schema();
    let mut types = BTreeSet::new();
    for line in lines() {
        let json = json(line);
        let kind = json["type"].as_str().expect("a type").to_owned();
        same_fields(&json, &schema["$defs"][&kind], &kind);
        for item in json["evidence"].as_array().into_iter().flatten() {
            same_fields(item, &schema["$defs"]["evidence"], "evidence");
        }
        for item in json["contradictions"].as_array().into_iter().flatten() {
            same_fields(item, &schema["$defs"]["contradiction"], "contradiction");
        }
        if !json["probes"].is_null() {
            same_fields(&json["probes"], &schema["$defs"]["probes"], "probes");
        }
        types.insert(kind);
    }
    let known = schema["properties"]["type"]["enum"].as_array().expect("types").len();
    assert_eq!(types.len(), known, "a line of every type");
}

#[test]
fn the_page_explains_every_field() {
    let page = include_str!("../../../../docs/output.md");
    for line in lines() {
        for field in json(line).as_object().expect("an object").keys() {
            assert!(page.contains(&format!("`{field}`")), "{field} in docs/output.md");
        }
    }
    for item in ["fingerprint", "offset", "coin_side", "asked", "filtered"] {
        assert!(page.contains(&format!("`{item}`")), "{item} in docs/output.md");
    }
}

#[test]
fn a_verdict_is_flat_with_the_words_of_the_design() {
    let verdict = node_verdict();
    let json = json(verdict_line(&verdict, &catalogue(Lang::Zh)));
    for (field, value) in [
        ("type", "verdict"),
        ("ip", "192.0.2.1"),
        ("transport", "tcp"),
        ("time", "2026-11-24T15:00:00.000Z"),
        ("class", "coin"),
        ("network", "bitcoin"),
        ("network_name", "比特币"),
        ("platform", "bitcoin"),
        ("software", "/Satoshi:27.0.0/"),
        ("mining", "not_seen"),
        ("strength", "stated"),
    ] {
        assert_eq!(json[field], value, "{field}");
    }
    assert_eq!(json["port"], 8333);
    assert_eq!(json["roles"], serde_json::json!(["full-node"]));
    for absent in ["access", "leans", "name"] {
        assert!(json[absent].is_null(), "{absent}");
    }
    for empty in ["candidates", "contradictions", "mining_detail"] {
        assert_eq!(json[empty], serde_json::json!([]), "{empty}");
    }
    let is_magic = |item: &&Json| {
        item["fact"] == "bitcoin.handshake.magic" && item["fingerprint"] == "bitcoin-handshake"
    };
    let evidence = json["evidence"].as_array().expect("evidence");
    let magic = evidence.iter().find(is_magic).expect("the magic");
    assert_eq!(magic["value"], "f9beb4d9");
    assert_eq!(magic["dialogue"], 1);
    assert_eq!((&magic["offset"], &magic["length"]), (&Json::from(126), &Json::from(4)));
    assert_eq!(magic["side"], "received");
    assert!(magic["why"].as_str().is_some_and(|why| why.contains("握手")), "{magic}");
    assert!(json["summary"][0].as_str().is_some_and(|text| text.contains("比特币")), "{json}");
}

#[test]
fn lines_are_read_back_as_they_were() {
    for line in lines() {
        let written = line.clone().written().expect("a line");
        let read: Object = serde_json::from_str(&written).expect("an object");
        assert_eq!(read, Object { schema: SCHEMA, line });
    }
}

#[test]
fn what_a_peer_says_is_kept_whole_and_escaped() {
    let agent = "\u{1b}[31m\u{202e}<script>=cmd()\n\u{9b}";
    let verdict = verdict_on("f9beb4d9", None, agent);
    let written = verdict_line(&verdict, &catalogue(Lang::En)).written().expect("a line");
    assert!(is_visible(&written), "{written}");
    let json: Json = serde_json::from_str(&written).expect("JSON");
    assert_eq!(json["software"], agent, "a program reads the very text");
}

#[test]
fn identifiers_are_hashed_unless_they_are_asked_for() {
    let verdict = greeting_verdict(b"220 ask li@example.com\r\n");
    let clear = verdict_line(&verdict, &catalogue(Lang::En)).written().expect("a line");
    assert!(clear.contains("li@example.com"));
    let hashed = catalogue(Lang::En).with_identifiers(Identifiers::Hashed([3; 32]));
    let hidden = verdict_line(&verdict, &hashed).written().expect("a line");
    assert!(!hidden.contains("li@example.com") && hidden.contains("‹mail:"), "{hidden}");
}

#[test]
fn who_is_responsible_stands_in_verdicts_and_hosts() {
    let text =
        "ip,unit,kind of unit,region,contact\n192.0.2.1,东湖大学,高校,江州市,li@example.edu\n";
    let owners = crate::Owners::read("o.csv", text.as_bytes()).expect("a table");
    let catalogue = catalogue(Lang::Zh)
        .with_identifiers(Identifiers::Hashed([1; 32]))
        .with_owners(Some(std::sync::Arc::new(owners)));
    let verdict = node_verdict();
    let host = HostSeen {
        run: "r1",
        time: time(),
        ip: endpoint().ip,
        name: None,
        endpoints: &[],
        verdict: &judge_host([&verdict]),
    };
    for line in [verdict_line(&verdict, &catalogue), host.line(&catalogue)] {
        let json = json(line);
        assert!(validator().is_valid(&json), "{json}");
        assert_eq!(json["owner"], "东湖大学");
        assert_eq!(json["owner_kind"], "高校");
        assert_eq!(json["owner_region"], "江州市");
        assert_eq!(json["owner_contact"], "li@example.edu", "the user's own text is not hidden");
    }
    let none = json(verdict_line(&verdict, &crate::testing::catalogue(Lang::En)));
    assert_eq!(none["owner"], Json::Null);
}
