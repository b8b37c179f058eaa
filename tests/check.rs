//! The real program over registries: every outcome as expected, honest projects never accused.

mod files;

use std::collections::BTreeMap;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use coinsift_lab::frail::Frail;
use coinsift_lab::{Lab, Peer, Scene};
use serde_json::Value;

use crate::program::{Program, Ran};

fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/registries").join(path)
}

/// The laboratory's registry, with its nodes at another base.
fn registry(base: Ipv4Addr) -> String {
    let [a, b, c, _] = base.octets();
    let text = fs::read_to_string(fixture("lab.csv")).expect("the registry");
    text.replace("127.77.0.", &format!("{a}.{b}.{c}."))
}

/// Checks the laboratory's registry; `peer` makes each of the scene's peers what it is to be.
fn check(program: &Program, base: Ipv4Addr, more: &[&str], peer: impl Fn(Peer) -> Peer) -> Ran {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let scene = Scene::named("registry").expect("a scene");
    let rows = scene.rows(base).expect("a good base");
    let lab = runtime.block_on(async {
        let mut lab = Lab::new();
        for (entry, row) in scene.entries.iter().zip(&rows) {
            lab.add(row.at, peer(entry.peer.clone())).await.expect("a free address");
        }
        lab
    });
    program.file("registry.csv", &registry(base));
    let args = [&["check", "registry.csv", "--rate-subnet", "2000"][..], more].concat();
    let ran = program.run(&args);
    runtime.block_on(lab.stop());
    ran
}

/// Each project's outcome by its filing number.
fn outcomes(ran: &Ran) -> BTreeMap<String, String> {
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    ran.typed("project")
        .iter()
        .map(|project| (text(&project["filing"]), text(&project["outcome"])))
        .collect()
}

#[test]
fn twenty_projects_have_exactly_their_outcomes() {
    let (program, base) = (Program::new(), Ipv4Addr::new(127, 92, 0, 0));
    let ran = check(&program, base, &["--json", "--csv", "out.csv"], |peer| peer);
    assert_eq!(ran.code(), 3, "{}", ran.err());
    let expected = [
        "conforms",
        "conforms",
        "conforms",
        "conforms",
        "conforms",
        "conforms",
        "conforms",
        "conforms",
        "deviates",
        "deviates",
        "undetermined",
        "conforms",
        "conforms",
        "unreachable",
        "undetermined",
        "undetermined",
        "undeclared",
        "conforms",
        "undetermined",
        "deviates",
    ];
    let expected: BTreeMap<String, String> = (1..)
        .zip(expected)
        .map(|(number, outcome)| (format!("L-{number:02}"), outcome.to_owned()))
        .collect();
    assert_eq!(outcomes(&ran), expected);

    let lines = ran.typed("outcome");
    assert_eq!(lines.len(), 21, "an endpoint a project, and one beside");
    for line in &lines {
        let deviates = line["outcome"] == "deviates";
        let differing: Vec<&Value> = line["compared"]
            .as_array()
            .expect("a list")
            .iter()
            .filter(|row| row["agreement"] == "differs")
            .collect();
        let beside = line["outcome"] == "undeclared";
        assert_eq!(!differing.is_empty(), deviates || beside, "{line}");
        for row in differing {
            assert!(row["declared"].is_string() && row["seen"].is_string(), "{row}");
            assert!(row["strength"] == "stated" || row["strength"] == "proven", "{row}");
            assert!(!line["evidence"].as_array().expect("a list").is_empty(), "{line}");
        }
    }
    let of = |filing: &str| -> Vec<&Value> {
        lines.iter().filter(|line| line["filing"] == filing).collect()
    };
    assert_eq!(of("L-14")[0]["tries"], 3, "the dead one was asked three times");
    let guest = of("L-17")[1];
    assert_eq!((&guest["outcome"], &guest["declared"]), (&Value::from("undeclared"), &Value::Null));
    let said = guest["summary"][0].as_str().expect("a sentence");
    assert!(said.contains("bserved at the address"), "{said}");

    let notes = ran.typed("note");
    let kinds: Vec<(&str, &Value)> =
        notes.iter().map(|note| (note["kind"].as_str().expect("kind"), &note["finding"])).collect();
    let (yes, no) = (Value::Bool(true), Value::Bool(false));
    assert_eq!(
        kinds,
        [("endpoint-twice", &yes), ("chain-id-of-coin", &no), ("chain-id-of-coin", &no)]
    );
    let end = &ran.typed("end")[0];
    assert_eq!((&end["complete"], &end["exit_code"]), (&yes, &Value::from(3)));

    as_the_schema_says(&ran);
    afterwards(&program, &ran);
}

/// Every line that was printed is as the schema says.
fn as_the_schema_says(ran: &Ran) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/ndjson.schema.json");
    let schema = fs::read_to_string(path).expect("the schema");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("a schema");
    for object in ran.objects() {
        let errors: Vec<String> =
            validator.iter_errors(&object).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{object}\n{errors:?}");
    }
}

/// The evidence is in the store, the manifest names the registry, and the run is no scan.
fn afterwards(program: &Program, ran: &Ran) {
    let ran = ran.typed("run")[0]["run"].as_str().expect("a run").to_owned();
    let explained = program.run(&["explain", "127.92.0.10:8333"]);
    assert_eq!(explained.code(), 0, "{}", explained.err());
    assert!(explained.out().contains("Bitcoin"), "{}", explained.out());
    let store = coinsift_store::Store::open(
        &program.path().join("store"),
        coinsift_store::Access::modify("a test"),
    )
    .expect("the store");
    let options = store.run(&ran).expect("the run").summary().manifest.options.clone();
    assert_eq!(options.get("registry").map(String::as_str), Some("registry.csv"));
    assert_eq!(options.get("registry_sha256").map(String::len), Some(64));
    drop(store);
    let resumed = program.run(&["scan", "--resume", &ran]);
    assert_eq!(resumed.code(), 2, "{}", resumed.err());
    assert!(resumed.err().contains("coinsift check"), "{}", resumed.err());
    let csv = fs::read_to_string(program.path().join("out.csv")).expect("the CSV");
    assert_eq!(csv.lines().count(), 22, "{csv}");
}

#[test]
fn on_bad_lines_no_honest_project_deviates() {
    let (program, base) = (Program::new(), Ipv4Addr::new(127, 93, 0, 0));
    let frail = |peer| Peer::Frail(Frail { peer: Box::new(peer), per_cent: 20 });
    let more = ["--json", "--retries", "1", "--declared-only"];
    let mut conforming = 0;
    for _ in 0..2 {
        let ran = check(&program, base, &more, frail);
        for (filing, outcome) in outcomes(&ran) {
            let may_deviate = ["L-09", "L-10", "L-20"].contains(&filing.as_str());
            assert!(may_deviate || outcome != "deviates", "{filing}: {}", ran.out());
            conforming += usize::from(outcome == "conforms");
        }
    }
    assert!(conforming > 5, "a bad line does not hide everything: {conforming}");
}

#[test]
fn offline_finds_what_the_file_alone_gives_away() {
    let program = Program::new();
    let file = fixture("lab.csv").display().to_string();
    let ran = program.run(&["check", &file, "--offline", "--json"]);
    assert_eq!(ran.code(), 3, "{}", ran.err());
    assert_eq!(ran.typed("project").len(), 20);
    assert_eq!(ran.typed("note").len(), 3);
    assert!(ran.typed("outcome").is_empty() && ran.typed("run").is_empty());
    assert!(!program.path().join("store").exists(), "nothing was looked at");
    as_the_schema_says(&ran);
    let pilot = fixture("pilot-zh-gb18030.csv").display().to_string();
    let ran = program.run(&["check", &pilot, "--offline", "--lang", "zh"]);
    assert_eq!(ran.code(), 0, "{}", ran.err());
}

#[test]
fn a_malformed_registry_is_refused_before_anything_is_contacted() {
    let program = Program::new();
    for entry in fs::read_dir(fixture("malformed")).expect("the folder") {
        let path = entry.expect("an entry").path().display().to_string();
        for lang in ["en", "zh"] {
            let ran = program.run(&["check", &path, "--lang", lang]);
            let said = ran.err();
            assert_eq!(ran.code(), 2, "{path}: {said}");
            assert_eq!(ran.out(), "", "{path}");
            let name = path.rsplit('/').next().expect("a name");
            assert!(said.contains(name) && !said.contains('⟦'), "{said}");
            let is_chinese = said.chars().any(|char| ('\u{4e00}'..'\u{9fff}').contains(&char));
            assert!(is_chinese || lang == "en", "{said}");
        }
    }
    assert!(!program.path().join("store").exists());
    let ran = program.run(&["check", "missing.csv"]);
    assert_eq!(ran.code(), 2);
    assert!(ran.err().contains("missing.csv"), "{}", ran.err());
}

#[test]
fn good_rows_are_checked_although_others_are_malformed() {
    let (program, at) = (Program::new(), SocketAddr::from(([127, 94, 0, 1], 8545)));
    let scene = Scene::named("registry").expect("a scene");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let peer = scene.entries[0].peer.clone();
    let lab = runtime.block_on(async {
        let mut lab = Lab::new();
        lab.add(at, peer).await.expect("a free address");
        lab
    });
    let registry = "备案编号,项目名称,链类型,平台,节点\n\
                    P-1,一,联盟链,长安连,127.94.0.1:12301\n\
                    P-2,二,联盟链,FISCO BCOS,127.94.0.1：8545\n\
                    P-3,三,连盟,长安链,127.94.0.3:0\n";
    program.file("registry.csv", registry);
    let refused = program.run(&["check", "registry.csv"]);
    assert_eq!(refused.code(), 2, "{}", refused.err());
    let said = refused.err();
    for place in ["registry.csv:2", "registry.csv:4", "--keep-going"] {
        assert!(said.contains(place), "{said}");
    }
    let keep = ["check", "registry.csv", "--keep-going", "--declared-only", "--json"];
    let ran = program.run(&keep);
    assert_eq!(ran.code(), 0, "{}", ran.err());
    assert_eq!(outcomes(&ran), BTreeMap::from([("P-2".to_owned(), "conforms".to_owned())]));
    runtime.block_on(lab.stop());
}

/// Real loss between two network namespaces, where the kernel lets us; the script says in a line
/// where it does not.
#[test]
fn on_a_link_that_loses_packets_no_honest_project_deviates() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let ran = std::process::Command::new("scripts/loss")
        .args(["--rounds", "1", "--per-cent", "20", "--binary", env!("CARGO_BIN_EXE_coinsift")])
        .current_dir(root)
        .output();
    match ran {
        Ok(ran) => {
            let said = String::from_utf8_lossy(&ran.stdout).into_owned();
            print!("{said}");
            assert!(ran.status.success(), "{said}{}", String::from_utf8_lossy(&ran.stderr));
            assert!(said.starts_with("loss: "), "{said}");
        }
        Err(error) => println!("loss: skipped, {error}"),
    }
}
