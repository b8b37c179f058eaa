//! Good registries in every form, and malformed ones with their complaints.

use std::fs;

use super::*;
use crate::registry::declared::Host;

fn read_fixture(name: &str) -> Result<Reading, coinsift_verdict::DataError> {
    let bytes = fs::read(fixture(&format!("registries/{name}"))).expect("a fixture");
    read(name, &bytes, Atlas::builtin())
}

/// What of a project does not depend on language and form.
fn essence(project: &Project) -> impl PartialEq + std::fmt::Debug + use<> {
    (
        project.filing.clone(),
        project.class,
        project.platform.clone(),
        project.chain_id,
        project.genesis,
        project.endpoints.iter().map(Address::target).collect::<Vec<_>>(),
        project.endpoints.iter().map(|address| address.node_key).collect::<Vec<_>>(),
    )
}

#[test]
fn one_registry_in_every_form_and_encoding() {
    let plain = read_fixture("pilot.csv").expect("a registry");
    let expected: Vec<_> = plain.registry.projects.iter().map(essence).collect();
    assert_eq!(expected.len(), 4);
    assert_eq!(plain.registry.projects[1].endpoints.len(), 2);
    assert_eq!(plain.registry.projects[2].chain_id, Some(23514));
    assert_eq!(plain.registry.projects[3].endpoints[0].host, Host::Name("node.example.org".into()));
    for name in
        ["pilot-zh.csv", "pilot-zh-mark.csv", "pilot-zh-gb18030.csv", "pilot.toml", "pilot.json"]
    {
        let reading = read_fixture(name).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(reading.problems, [], "{name}");
        assert_eq!(reading.remarks, [], "{name}");
        let found: Vec<_> = reading.registry.projects.iter().map(essence).collect();
        assert_eq!(found, expected, "{name}");
        let chinese = name.contains("zh");
        let operator = reading.registry.projects[1].operator.as_deref();
        assert_eq!(operator, Some(if chinese { "港口集团" } else { "Harbour Group" }), "{name}");
    }
}

#[test]
fn the_files_of_the_form_are_as_its_schema_says() {
    let schema = fs::read_to_string(fixture("../docs/registry.schema.json")).expect("the schema");
    let schema: serde_json::Value = serde_json::from_str(&schema).expect("JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("a schema");
    let text = |name: &str| fs::read_to_string(fixture(name)).expect("a fixture");
    let json: serde_json::Value =
        serde_json::from_str(&text("registries/pilot.json")).expect("JSON");
    let toml: serde_json::Value = ::toml::from_str(&text("registries/pilot.toml")).expect("TOML");
    assert_eq!(json, toml);
    assert!(validator.is_valid(&json));
    for field in ["filing", "name", "class", "platform", "endpoints"] {
        let mut bad = json.clone();
        bad["project"][0].as_object_mut().expect("an object").remove(field);
        assert!(!validator.is_valid(&bad), "without {field}");
    }
    let mut bad = json.clone();
    bad["project"][1]["genesis"] = "0x1234".into();
    assert!(!validator.is_valid(&bad));
}

#[test]
fn every_malformed_registry_is_named_with_place_and_cure() {
    // File, line, id of the complaint, what it must name in both languages.
    let cases = [
        ("empty.csv", 0, "registry-empty", "docs/check.md"),
        ("head-only.csv", 0, "registry-no-projects", "[[project]]"),
        ("no-platform-column.csv", 1, "registry-column-missing", "平台"),
        ("filing-twice.csv", 4, "registry-filing-twice", "filing-twice.csv:2"),
        ("class.csv", 2, "registry-class-unknown-near", "consortium"),
        ("platform.csv", 2, "registry-platform-unknown-near", "fabric"),
        ("genesis.csv", 2, "registry-genesis", "64"),
        ("endpoint.csv", 2, "registry-endpoint-port", "65535"),
        ("network.csv", 2, "registry-endpoint-network", "192.0.2.0/24"),
        ("enode.csv", 2, "registry-endpoint-enode", "128"),
        ("cells.csv", 2, "registry-cells", "6"),
        ("field-empty.csv", 2, "registry-field-empty", "name"),
        ("encoding.csv", 2, "sheet-encoding", "GB18030"),
        ("workbook.csv", 0, "sheet-spreadsheet", "CSV"),
        ("syntax.toml", 3, "registry-toml", "docs/check.md"),
        ("no-list.toml", 1, "registry-no-list", "[[project]]"),
        ("syntax.json", 1, "registry-json", "docs/check.md"),
        ("chain-id.toml", 7, "registry-chain-id", "mainnet"),
    ];
    for (name, line, id, named) in cases {
        let error = match read_fixture(&format!("malformed/{name}")) {
            Err(error) => error,
            Ok(reading) => {
                let mut problems = reading.problems;
                assert_eq!(problems.len(), 1, "{name}: {problems:?}");
                problems.remove(0)
            }
        };
        assert_eq!((error.line, error.wrong.id.as_str()), (line, id), "{name}: {error}");
        for lang in Lang::ALL {
            let said = Catalogue::new(lang).data_error(&error);
            assert!(said.contains(name) && said.contains(named), "{said}");
            assert!(!said.contains('⟦'), "{said}");
        }
    }
    let folder = fs::read_dir(fixture("registries/malformed")).expect("the folder");
    let tried = cases.iter().map(|(name, ..)| *name).chain(["one-good.csv"]).collect::<Vec<_>>();
    for entry in folder {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        assert!(tried.contains(&name.as_str()), "{name} is tried by no test");
    }
}

#[test]
fn good_rows_stand_beside_malformed_ones() {
    let reading = read_fixture("malformed/one-good.csv").expect("a registry");
    let filings: Vec<&str> =
        reading.registry.projects.iter().map(|project| project.filing.as_str()).collect();
    assert_eq!(filings, ["P-2"]);
    let problems: Vec<(u64, &str)> =
        reading.problems.iter().map(|error| (error.line, error.wrong.id.as_str())).collect();
    let (platform, port) = ("registry-platform-unknown-near", "registry-endpoint-port");
    assert_eq!(problems, [(2, platform), (4, port)]);
    let said = Catalogue::new(Lang::Zh).data_error(&reading.problems[0]);
    assert!(said.contains("长安链") && said.contains("平台"), "{said}");
}

#[test]
fn a_misspelt_column_is_remarked() {
    let text =
        "filing,name,class,platform,endpoints,gensis,budget\nP-1,a,coin,bitcoin,192.0.2.1,,9\n";
    let reading = read("r.csv", text.as_bytes(), Atlas::builtin()).expect("a registry");
    let ids: Vec<&str> = reading.remarks.iter().map(|remark| remark.id.as_str()).collect();
    assert_eq!(ids, ["registry-column-unknown-near", "registry-column-unknown"]);
    assert!(reading.remarks[0].args.contains(&("nearest".to_owned(), "genesis".to_owned())));
}

#[test]
fn what_the_file_alone_gives_away() {
    let mainnet = "d4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3";
    let own = "ab".repeat(32);
    let registry = registry(&format!(
        "filing,name,class,platform,chain id,endpoints,genesis\n\
         P-1,a,consortium,besu,,192.0.2.1:8545,{mainnet}\n\
         P-2,b,consortium,besu,1,192.0.2.2:8545,{own}\n\
         P-3,c,consortium,besu,,192.0.2.2:8545,{own}\n\
         P-4,d,public,ethereum,1,192.0.2.4:8545,{mainnet}\n\
         P-5,e,consortium,fisco,,192.0.2.5:8545 192.0.2.5:8545,\n"
    ));
    let notes = notes::notes(&registry, Atlas::builtin());
    let found: Vec<(NoteKind, String)> =
        notes.iter().map(|note| (note.kind, note.filings.join(" "))).collect();
    assert_eq!(
        found,
        [
            (NoteKind::EndpointTwice, "P-2 P-3".to_owned()),
            (NoteKind::GenesisOfCoin, "P-1".to_owned()),
            (NoteKind::GenesisShared, "P-2 P-3".to_owned()),
            (NoteKind::GenesisShared, "P-1 P-4".to_owned()),
            (NoteKind::ChainIdOfCoin, "P-2".to_owned()),
        ]
    );
    let findings = notes.iter().filter(|note| note.kind.is_finding()).count();
    assert_eq!(findings, 2, "a shared genesis or chain id is only a note");
    assert_eq!(Checked::offline(&registry, notes).findings(), 2);
}

mod any {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            for name in ["r.csv", "r.toml", "r.json"] {
                let _ = read(name, &bytes, Atlas::builtin());
            }
        }

        #[test]
        fn cells_never_panic(cells in proptest::collection::vec("[^,\"\r\n]{0,40}", 7)) {
            let text = format!("filing,name,class,platform,network,endpoints,genesis\n{}\n", cells.join(","));
            let _ = read("r.csv", text.as_bytes(), Atlas::builtin());
        }
    }
}
