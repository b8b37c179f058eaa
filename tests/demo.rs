//! The demo, and what can be done with a stored run afterwards: the whole program on lab peers.

use serde_json::Value;

use crate::program::{Program, Ran, demo_alone};

/// One test walks through it all.
#[test]
fn the_demo_and_everything_after_it() {
    let _alone = demo_alone();
    let program = Program::new();
    let ran = program.run(&["scan", "--demo", "--json", "--store", "store"]);
    assert_eq!(ran.code(), 0, "{}", ran.err());
    lines_fit_the_schema(&ran);
    verdicts_are_right(&ran);
    evidence_can_be_explained(&program);
    rejudging_changes_nothing(&program);
    a_new_row_changes_what_it_touches(&program);
    exports_say_the_same(&program, &ran);
    recordings_are_written(&program);
    the_run_is_listed(&program);
    a_second_run_differs_in_nothing(&program);
}

fn lines_fit_the_schema(ran: &Ran) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/ndjson.schema.json");
    let schema = std::fs::read_to_string(path).expect("the schema");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let objects = ran.objects();
    for object in &objects {
        let errors: Vec<String> =
            schema.iter_errors(object).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{object}: {errors:?}");
    }
    for kind in ["run", "verdict", "host", "end"] {
        assert!(objects.iter().any(|object| object["type"] == kind), "no line of type {kind}");
    }
    assert_eq!(objects[0]["type"], "run");
    assert_eq!(objects.last().expect("lines")["type"], "end");
}

fn verdict<'a>(verdicts: &'a [Value], at: &str) -> &'a Value {
    verdicts
        .iter()
        .find(|verdict| {
            let (ip, port) = (verdict["ip"].as_str().expect("ip"), &verdict["port"]);
            format!("{ip}:{port}") == at
        })
        .unwrap_or_else(|| panic!("no verdict on {at}"))
}

fn verdicts_are_right(ran: &Ran) {
    let verdicts = ran.typed("verdict");
    for (at, class, network, testnet) in [
        ("127.77.0.1:8333", "coin", Some("bitcoin"), Some(false)),
        ("127.77.0.2:18333", "coin", Some("bitcoin-testnet"), Some(true)),
        ("127.77.0.3:9333", "coin", Some("litecoin"), Some(false)),
        ("127.77.0.5:8333", "coin", None, Some(false)),
        ("127.77.0.6:18444", "local", None, Some(false)),
        ("127.77.0.7:8333", "ledger", None, None),
        ("127.77.0.8:8333", "ledger", None, None),
        ("127.77.0.1:8332", "ledger", None, None),
        ("127.77.0.9:8080", "other", None, None),
        ("127.77.0.9:2222", "other", None, None),
        ("127.77.0.10:3333", "silent", None, None),
    ] {
        let verdict = verdict(&verdicts, at);
        assert_eq!(verdict["class"], class, "{at}: {verdict}");
        assert_eq!(verdict["network"].as_str(), network, "{at}");
        assert_eq!(verdict["testnet"].as_bool(), testnet, "{at}");
        assert_ne!(verdict["strength"], "proven", "{at}: nothing here is proof");
    }
    let forged = verdict(&verdicts, "127.77.0.8:8333");
    assert_eq!(forged["contradictions"][0]["coin_side"], true);
    let end = &ran.typed("end")[0];
    assert_eq!((end["complete"].as_bool(), end["endpoints"].as_u64()), (Some(true), Some(12)));
}

fn evidence_can_be_explained(program: &Program) {
    for lang in ["en", "zh"] {
        let ran = program.run(&["explain", "127.77.0.1:8333", "--lang", lang, "--store", "store"]);
        assert_eq!(ran.code(), 0, "{}", ran.err());
        let told = ran.out();
        assert!(!told.contains('⟦'), "{told}");
        assert!(told.contains("bitcoin.genesis.hash"), "{told}");
        let genesis = "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f";
        assert!(told.contains(genesis), "{told}");
    }
}

fn rejudging_changes_nothing(program: &Program) {
    let ran = program.run(&["rejudge", "latest", "--store", "store"]);
    assert_eq!(ran.code(), 0, "{}", ran.err());
    assert_eq!(ran.out(), "", "the same data gives the same verdicts");
}

/// The unknown network is given a name: its verdict changes, and no other.
fn a_new_row_changes_what_it_touches(program: &Program) {
    let ran = program.run(&["export", "--store", "store"]);
    let verdicts = ran.typed("verdict");
    let unknown = verdict(&verdicts, "127.77.0.7:8333");
    let fact = |name: &str| {
        let evidence = unknown["evidence"].as_array().expect("evidence");
        let item = evidence.iter().find(|item| item["fact"] == name).expect("the fact");
        item["value"].as_str().expect("text").to_owned()
    };
    let (magic, genesis) = (fact("bitcoin.handshake.magic"), fact("bitcoin.genesis.hash"));
    program.file(
        "tables/bitcoin.csv",
        &format!(
            "network,name,name_zh,ticker,kind,coin,magic,genesis,p2p_port,rpc_port,consensus,\
             id_hash,work_hash,agents,source\n\
             found-coin,Found Coin,,FND,main,yes,{magic},{genesis},8333,,PoW,,,,this test\n"
        ),
    );
    let args = ["rejudge", "latest", "--atlas", "tables", "--json", "--store", "store"];
    let dry = program.run(&[args.as_slice(), &["--dry-run"]].concat());
    let ran = program.run(&args);
    assert_eq!((dry.code(), ran.code()), (5, 5), "{}", ran.err());
    assert_eq!(dry.out(), ran.out(), "a dry run says what would change");
    let changes = ran.objects();
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert_eq!(changes[0]["after"]["network"], "found-coin");
    // And back, so that what follows sees the run as it was.
    assert_eq!(program.run(&["rejudge", "latest", "--json", "--store", "store"]).code(), 5);
}

fn exports_say_the_same(program: &Program, scan: &Ran) {
    let key = |verdict: &Value| (verdict["ip"].to_string(), verdict["port"].as_u64());
    let sorted = |ran: &Ran| {
        let mut verdicts = ran.typed("verdict");
        verdicts.sort_by_key(key);
        verdicts
    };
    let export = program.run(&["export", "--store", "store"]);
    assert_eq!(sorted(&export), sorted(scan));
    let csv = program.run(&["export", "--format", "csv", "--store", "store"]).out();
    assert_eq!(csv.lines().count(), 13, "a head and twelve endpoints");
}

fn recordings_are_written(program: &Program) {
    let args = ["export", "--transcripts", "rec", "--software", "the lab", "--store", "store"];
    assert_eq!(program.run(&args).code(), 0);
    let mut count = 0;
    for entry in std::fs::read_dir(program.path().join("rec")).expect("the folder") {
        let text = std::fs::read_to_string(entry.expect("an entry").path()).expect("a file");
        let recording = coinsift_protocols::text::parse(&text).expect("a recording");
        assert_eq!(recording.software, "the lab");
        count += 1;
    }
    assert!(count >= 12, "{count} recordings");
}

fn the_run_is_listed(program: &Program) {
    let ran = program.run(&["runs", "--store", "store"]);
    let runs = ran.objects();
    assert_eq!(runs.len(), 1);
    assert_eq!(runs[0]["state"], "complete");
    let stats = program.run(&["store", "stats", "--store", "store"]);
    assert_eq!(stats.objects()[0]["runs"], 1);
}

fn a_second_run_differs_in_nothing(program: &Program) {
    let runs = program.run(&["runs", "--store", "store"]).objects();
    let first = runs[0]["run"].as_str().expect("a run").to_owned();
    assert_eq!(program.run(&["scan", "--demo", "--json", "--store", "store"]).code(), 0);
    let diff = program.run(&["diff", &first, "latest", "--store", "store"]);
    assert_eq!((diff.code(), diff.out().as_str()), (0, ""), "{}", diff.err());
    let history = program.run(&["history", "127.77.0.1:8333", "--store", "store"]);
    assert_eq!(history.objects()[0]["stretches"][0]["runs"], 2, "{}", history.out());
}
