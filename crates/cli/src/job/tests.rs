//! Malformed jobs: each is refused with its line, its key and the cure, in both languages.

use coinsift_report::{Catalogue, Lang};

use super::*;

const GOOD: &str = r#"
name = "county-nightly"
targets = ["192.0.2.0/24", "198.51.100.7:8333"]
target-files = ["county.txt"]
excludes = ["192.0.2.99"]
ports = "quick,9333"
authority = "Order 12/2026"
contact = "ops@example.gov"
gone-after = 5
language = "zh"

[pace]
rate = 100
max-time = "2h"
max-bytes = "20M"

[outputs]
ndjson = "news.ndjson"
table = "news.txt"
report = "page.html"
"#;

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("county.txt"), "203.0.113.0/28\n").expect("a file");
    std::fs::write(folder.path().join("bad.txt"), "# head\n192.0.2.9/24\n").expect("a file");
    folder
}

#[test]
fn a_good_job_is_read_whole() {
    let folder = folder();
    let path = folder.path().join("job.toml");
    std::fs::write(&path, GOOD).expect("a file");
    let job = Job::read(&path).expect("a good job");
    assert_eq!(job.name, "county-nightly");
    assert_eq!(job.scan.target, ["192.0.2.0/24", "198.51.100.7:8333"]);
    assert_eq!(job.scan.targets, [folder.path().join("county.txt")]);
    assert_eq!(job.scan.exclude, ["192.0.2.99"]);
    assert_eq!(job.scan.ports.as_deref(), Some("quick,9333"));
    assert_eq!((job.gone_after, job.language), (5, Some(LangArg::Zh)));
    assert_eq!((job.scan.pace.rate, job.scan.pace.rate_subnet), (Some(100), None));
    assert_eq!(job.scan.pace.max_time.as_deref(), Some("2h"));
    assert_eq!(job.scan.authority.contact.as_deref(), Some("ops@example.gov"));
    assert_eq!(job.outputs.ndjson, Some(folder.path().join("news.ndjson")));
    assert_eq!(job.outputs.report, Some(folder.path().join("page.html")));
    assert_eq!(job.outputs.csv, None);
    let least = Job::parse(&path, "name = 'n'\ntargets = ['192.0.2.1']\n").expect("a good job");
    assert_eq!(least.gone_after, 3, "unless it says otherwise");
}

#[test]
fn every_malformed_job_is_refused_with_line_key_and_cure() {
    let folder = folder();
    let path = folder.path().join("job.toml");
    let job = |rest: &str| format!("name = \"n\"\ntargets = [\"192.0.2.1\"]\n{rest}\n");
    // The job, the line, the key, and what the cure says.
    let cases: Vec<(String, u64, &str, &str)> = vec![
        ("name = \"n\ntargets = []\n".to_owned(), 1, "", "docs/sweep.md"),
        (job("name = \"m\""), 3, "", "docs/sweep.md"),
        ("targets = [\"192.0.2.1\"]\n".to_owned(), 1, "name", "name = \"county-nightly\""),
        ("name = \"n\"\n".to_owned(), 1, "targets", "192.0.2.0/24"),
        ("name = \"a/b\"\ntargets = [\"192.0.2.1\"]\n".to_owned(), 1, "name", "64"),
        (job("gone_after = 3"), 3, "gone_after", "gone-after"),
        (job("exclude = [\"192.0.2.2\"]"), 3, "exclude", "excludes"),
        (job("rate = 5"), 3, "rate", "pace.rate"),
        (job("[pace]\nrate-subnets = 5"), 4, "pace.rate-subnets", "pace.rate-subnet"),
        (job("[outputs]\njson = \"x\""), 4, "outputs.json", "outputs.ndjson"),
        (job("gone-after = 0"), 3, "gone-after", "1000"),
        (job("gone-after = \"3\""), 3, "gone-after", "1000"),
        (job("ports = 8333"), 3, "ports", "\"…\""),
        (job("ports = \"fast\""), 3, "ports", "quick"),
        (job("excludes = \"192.0.2.2\""), 3, "excludes", "[\"…\""),
        (job("excludes = [\n  \"192.0.2.2\",\n  7,\n]"), 5, "excludes", "[\"…\""),
        (
            job("excludes = [\n  \"192.0.2.2\",\n  \"192.0.2.1/24\",\n]"),
            5,
            "excludes",
            "192.0.2.0/24",
        ),
        (job("target-files = [\"none.txt\"]"), 3, "target-files", "none.txt"),
        (job("target-files = [\"bad.txt\"]"), 3, "target-files", "bad.txt:2"),
        (job("contact = \"a (b)\""), 3, "contact", "a (b)"),
        (job("authority = \" \""), 3, "authority", "authority"),
        (job("authority = \"a\\nb\""), 3, "authority", "authority"),
        (job("language = \"fr\""), 3, "language", "zh"),
        (job("owners = \"none.csv\""), 3, "owners", "none.csv"),
        (job("confirm-scope = -1"), 3, "confirm-scope", "1"),
        (job("pace = 3"), 3, "pace", "[pace]"),
        (job("[pace]\nrate = 0"), 4, "pace.rate", "1"),
        (job("[pace]\nmax-time = \"soon\""), 4, "pace.max-time", "30m"),
        (job("[pace]\nmax-bytes = \"1X\""), 4, "pace.max-bytes", "20M"),
        (job("[outputs]\ncsv = \"no/folder/x.csv\""), 4, "outputs.csv", "no/folder"),
        (job("[outputs]\ncsv = \".\""), 4, "outputs.csv", "."),
        (job("[outputs]\ncsv = \"x\"\ntable = \"x\""), 5, "outputs.table", "x"),
    ];
    for (text, line, key, cure) in cases {
        let failure = Job::parse(&path, &text).expect_err(&text);
        assert_eq!(failure.code(), 2, "{text}");
        for lang in Lang::ALL {
            let said = failure.said(&Catalogue::new(lang));
            let place = match key {
                "" => format!("{}:{line}: ", path.display()),
                key => format!("{}:{line}: {key}: ", path.display()),
            };
            assert!(said.starts_with(&place), "{text}\n{said}\n{place}");
            assert!(said[place.len()..].contains(cure), "{text}\n{said}\n{cure}");
            assert!(!said.contains('⟦') && !said.contains('\n'), "{said}");
        }
    }
}

#[test]
fn flags_outweigh_the_job() {
    use clap::Parser as _;
    let folder = folder();
    let path = folder.path().join("job.toml");
    let job = Job::parse(&path, GOOD).expect("a good job");
    let global = |args: &[&str]| crate::args::Cli::parse_from(args).global;
    let plain = global(&["coinsift", "--lang", "en", "runs"]);
    assert_eq!(job.global(&plain).lang, Some(LangArg::En));
    let silent = Global { lang: None, ..plain };
    assert_eq!(job.global(&silent).lang, Some(LangArg::Zh));
}
