//! Reports and owners from outside: the demo's page in both languages, CSV and NDJSON beside it, the
//! page of a stored run, and tables of owners that cannot be used.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::program::{Program, demo_alone};

const OWNERS: &str = "\
网段,单位,单位类型,地区,联系方式
127.77.0.0/28,东湖大学,高校,江州市,信息中心 0512-0000
127.77.0.3,=东湖<b>超算中心,高校,江州市,
";

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The names in a folder, hidden ones too.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn the_demo_as_a_report_in_both_languages() {
    let _alone = demo_alone();
    let program = Program::new();
    program.file("owners.csv", OWNERS);
    program.file("out/report.html", "an older report");
    let ran = program.run(&[
        "scan",
        "--demo",
        "--lang",
        "en",
        "--owners",
        "owners.csv",
        "--authority",
        "Order <12>/2026",
        "--operator",
        "Network inspection",
        "--report",
        "out/report.html",
        "--csv",
        "out/report.csv",
        "--ndjson",
        "out/report.ndjson",
        "--json",
    ]);
    assert_eq!(ran.code(), 0, "{}", ran.err());
    assert!(ran.err().contains("The report is in out/report.html."), "{}", ran.err());
    let out = program.path().join("out");
    assert_eq!(names(&out), ["report.csv", "report.html", "report.ndjson"], "and nothing else");

    let page = read(&out.join("report.html"));
    page_is_right(&page, "en", ["public coin", "What is not known", "Evidence:", "Litecoin"]);
    csv_is_right(&read(&out.join("report.csv")));
    ndjson_is_right(&read(&out.join("report.ndjson")), &ran.typed("verdict"));

    // Later, from the store, in the other language.
    let args = ["report", "--out", "zh.html", "--lang", "zh", "--owners", "owners.csv"];
    let ran = program.run(&args);
    assert_eq!(ran.code(), 0, "{}", ran.err());
    assert!(ran.err().contains("zh.html"), "{}", ran.err());
    let page = read(&program.path().join("zh.html"));
    page_is_right(&page, "zh-Hans", ["公链节点", "尚不清楚的事项", "依据：", "莱特币"]);

    // Without owners nobody is named, and a run that does not exist makes no file.
    assert_eq!(program.run(&["report", "--out", "bare.html"]).code(), 0);
    assert!(!read(&program.path().join("bare.html")).contains("东湖"));
    let ran = program.run(&["report", "--run", "19990101", "--out", "none.html"]);
    assert_eq!(ran.code(), 1, "{}", ran.err());
    assert!(names(program.path()).iter().all(|name| !name.contains("none")));
    identify_and_explain_name_the_owner(&program);
}

fn page_is_right(page: &str, lang: &str, words: [&str; 4]) {
    assert!(page.starts_with(&format!("<!DOCTYPE html>\n<html lang=\"{lang}\">")));
    assert!(page.ends_with("</html>\n") && !page.contains('⟦'), "{page}");
    for word in words {
        assert!(page.contains(word), "{word}");
    }
    for fact in ["Order &lt;12&gt;/2026", "Network inspection", "127.77.0.0/28", "coinsift/"] {
        assert!(page.contains(fact), "{fact}");
    }
    for ip in 1..=10 {
        assert!(page.contains(&format!("127.77.0.{ip}<")), "127.77.0.{ip}");
    }
    let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("no {text}"));
    assert!(place("id=\"s-127-77-0-1\"") < place("id=\"s-127-77-0-6\""), "the gravest first");
    assert!(place("id=\"s-127-77-0-8\"") < place("id=\"s-127-77-0-7\""), "findings first");
    assert!(page.contains("bitcoin.genesis.hash") && page.contains("东湖大学"));
    assert!(page.contains("=东湖&lt;b&gt;超算中心") && !page.contains("<b>"));
    assert!(!page.contains("<script") && !page.contains("src=") && !page.contains("://"));
}

fn csv_is_right(csv: &str) {
    let csv = csv.strip_prefix('\u{feff}').expect("a mark for spreadsheets");
    assert_eq!(csv.lines().count(), 13, "a head and twelve endpoints");
    assert!(
        csv.lines()
            .next()
            .expect("a head")
            .ends_with(",owner,owner_kind,owner_region,owner_contact")
    );
    let litecoin = csv.lines().find(|line| line.contains(",127.77.0.3,")).expect("a line");
    assert!(litecoin.contains(",'=东湖<b>超算中心,高校,江州市,"), "{litecoin}");
}

fn ndjson_is_right(ndjson: &str, printed: &[Value]) {
    let objects: Vec<Value> =
        ndjson.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let of = |kind: &str| objects.iter().filter(|object| object["type"] == kind).count();
    assert_eq!((of("run"), of("verdict"), of("end")), (1, 12, 1));
    for verdict in printed {
        assert!(objects.contains(verdict), "{verdict}");
    }
    let host = |ip: &str| {
        objects
            .iter()
            .find(|object| object["type"] == "host" && object["ip"] == ip)
            .expect("a host")
            .clone()
    };
    assert_eq!(host("127.77.0.1")["owner"], "东湖大学");
    assert_eq!(host("127.77.0.1")["owner_contact"], "信息中心 0512-0000");
    assert_eq!(host("127.77.0.3")["owner"], "=东湖<b>超算中心");
    assert_eq!(host("127.77.0.3")["owner_contact"], Value::Null);
}

fn identify_and_explain_name_the_owner(program: &Program) {
    let ran = program.run(&["explain", "127.77.0.1:8333", "--owners", "owners.csv"]);
    assert!(ran.out().contains("Responsible: 东湖大学"), "{}", ran.out());
    program.file("coinsift.toml", "owners = \"owners.csv\"\n");
    let ran = program.run(&["export"]);
    let verdicts = ran.typed("verdict");
    assert_eq!(verdicts.len(), 12);
    assert!(verdicts.iter().all(|verdict| verdict["owner_kind"] == "高校"), "by configuration");
}

#[test]
fn files_that_cannot_be_written_are_named_before_anything_is_contacted() {
    let program = Program::new();
    program.file("folder/x", "");
    for (args, place, cure) in [
        (vec!["--report", "none/r.html"], "none", "Check the path"),
        (vec!["--report", "folder"], "folder", "Give a file"),
        (vec!["--csv", "r", "--ndjson", "r"], "r and r", "a file of its own"),
        (vec!["--owners", "none.csv"], "none.csv", "Check the path"),
    ] {
        let ran = program.run(&[&["scan", "127.0.0.1", "--ports", "1"], args.as_slice()].concat());
        let said = ran.err();
        assert_eq!((ran.code(), said.lines().count()), (2, 1), "{said}");
        assert!(said.contains(place) && said.contains(cure), "{said}");
        assert!(!program.path().join("store").exists(), "no run was begun");
    }
    assert_eq!(names(program.path()), ["folder"], "nothing is left behind");
}

#[test]
fn owners_that_cannot_be_used_are_named_with_line_column_and_cure() {
    let program = Program::new();
    for (name, bytes, place, cure) in [
        ("heads", &b"net,who\n192.0.2.0/24,A\n"[..], "heads.csv:1", "network / "),
        ("bits", b"cidr,unit\n192.0.2.9/24,A\n", "bits.csv:2", "192.0.2.0/24"),
        ("word", b"cidr,unit\n\nexample.org,A\n", "word.csv:3", "192.0.2.1-192.0.2.40"),
        ("empty", b"cidr,unit\n192.0.2.9,\n", "empty.csv:2", "unit"),
        ("twice", b"cidr,unit\n192.0.2.9,A\n192.0.2.9/32,B\n", "twice.csv:3", "line 2"),
        ("cells", b"cidr,unit\n192.0.2.9,A,B\n", "cells.csv:2", "double quotes"),
        ("bytes", b"cidr,unit\n192.0.2.9,\xff\xff\n", "bytes.csv:2", "UTF-8"),
        ("sheet", b"PK\x03\x04", "sheet.csv", "as CSV"),
    ] {
        let file = format!("{name}.csv");
        fs::write(program.path().join(&file), bytes).expect("a file");
        for lang in ["en", "zh"] {
            let ran = program.run(&["scan", "127.0.0.1", "--owners", &file, "--lang", lang]);
            let said = ran.err();
            assert_eq!((ran.code(), said.lines().count()), (2, 1), "{said}");
            assert!(said.contains(place) && !said.contains('⟦'), "{said}");
            assert!(lang == "zh" || said.contains(cure), "{said}");
        }
    }
    assert!(!program.path().join("store").exists(), "no run was begun");
}
