//! Bad input: one line that names the place and the cure, exit code 2, and nothing contacted.

use crate::program::Program;

/// Runs the program with bad input; gives its one line of complaint.
fn complaint(program: &Program, args: &[&str]) -> String {
    let ran = program.run(args);
    let said = ran.err();
    assert_eq!(ran.code(), 2, "{args:?}: {said}");
    assert_eq!(ran.out(), "", "{args:?}");
    assert_eq!(said.lines().count(), 1, "{args:?}: {said}");
    assert!(!said.contains('⟦'), "{args:?}: a sentence is missing: {said}");
    assert!(said.starts_with("coinsift: "), "{said}");
    said
}

#[test]
fn targets_that_cannot_be_are_named_with_their_cure() {
    let program = Program::new();
    for (args, place, cure) in [
        (vec!["scan", "not a target"], "not a target", ""),
        (vec!["scan", "192.0.2.1/24"], "192.0.2.1/24", "192.0.2.0/24"),
        (vec!["scan", "2001:db8::1/64"], "2001:db8::1/64", "2001:db8::/64"),
        (vec!["scan", "192.0.2.9-192.0.2.3"], "192.0.2.9-192.0.2.3", "192.0.2.3-192.0.2.9"),
        (vec!["scan", "192.0.2.1", "--ports", "0"], "0", "65535"),
        (vec!["scan", "192.0.2.1", "--ports", "65536"], "65536", "65535"),
        (vec!["scan", "192.0.2.1", "--ports", "fast"], "fast", "quick"),
        (vec!["scan", "192.0.2.1:0"], "192.0.2.1:0", "65535"),
        (vec!["scan", "10.0.0.0/8"], "16777216", "--confirm-scope"),
        (vec!["scan", "--targets", "missing.txt"], "missing.txt", ""),
        (vec!["scan", "192.0.2.1", "--exclude-file", "missing.txt"], "missing.txt", ""),
        (vec!["scan", "192.0.2.1", "--max-time", "soon"], "soon", "30m"),
        (vec!["scan", "192.0.2.1", "--rate", "0"], "--rate", ""),
        (vec!["scan", "192.0.2.1", "--shard", "3/2"], "3/2", "1/"),
        (vec!["scan", "192.0.2.1", "--contact", "a (b)"], "a (b)", ""),
        (vec!["explain", "192.0.2.1"], "192.0.2.1", "192.0.2.7:8333"),
        (vec!["atlas", "ports", "wide"], "wide", "quick"),
        (vec!["fingerprints", "show", "nothing"], "nothing", ""),
        (vec!["lab", "nowhere"], "nowhere", "demo"),
        (vec!["lab", "--lab-base", "192.0.2.0"], "192.0.2.0", "127."),
    ] {
        let said = complaint(&program, &args);
        assert!(said.contains(place) && said.contains(cure), "{args:?}: {said}");
    }
}

/// The generator of secp256k1 as a node's key (SEC 2, 2.4.1).
const KEY: &str = "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798\
                   483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";

#[test]
fn addresses_of_nodes_are_refused_each_for_its_own_reason_in_both_languages() {
    let program = Program::new();
    let off_curve = KEY.replace("10d4b8", "10d4b9");
    for (target, cure) in [
        (format!("enode://{KEY}"), "@"),
        (format!("enode://{}@192.0.2.7:30303", &KEY[2..]), "128"),
        (format!("enode://{off_curve}@192.0.2.7:30303"), "secp256k1"),
        (format!("enode://{KEY}@192.0.2.7"), "@192.0.2.7:30303"),
        (format!("enode://{KEY}@192.0.2.7:70000"), "65535"),
        (format!("enode://{KEY}@192.0.2.7:30303?ip=1"), "discport="),
        ("192.0.2.7/udp".to_owned(), "192.0.2.7:30303/udp"),
    ] {
        for lang in ["en", "zh"] {
            let said = complaint(&program, &["scan", &target, "--lang", lang]);
            assert!(said.contains(&target) && said.contains(cure), "{said}");
        }
        program.file("nodes.txt", &format!("192.0.2.1\n{target}\n"));
        let said = complaint(&program, &["scan", "--targets", "nodes.txt"]);
        assert!(said.contains("nodes.txt:2") && said.contains(cure), "{said}");
        let said = complaint(&program, &["scan", "192.0.2.1", "--exclude", &target]);
        assert!(said.contains(cure), "{said}");
        let said = complaint(&program, &["identify", &target]);
        assert!(said.contains(cure), "{said}");
    }
}

#[test]
fn a_line_of_a_file_of_targets_is_named() {
    let program = Program::new();
    program.file("county.txt", "# the county\n192.0.2.7\n192.0.2.9/24\n");
    let said = complaint(&program, &["scan", "--targets", "county.txt"]);
    assert!(said.contains("county.txt:3") && said.contains("192.0.2.0/24"), "{said}");
}

#[test]
fn broken_tables_and_rows_are_named_with_their_line() {
    let program = Program::new();
    program.file(
        "tables/ports.csv",
        "port,transport,service,family,level,note,source\n0,tcp,x,x,quick,,\n",
    );
    let said = complaint(&program, &["atlas", "check", "tables"]);
    assert!(said.contains("ports.csv:2"), "{said}");
    let said = complaint(&program, &["scan", "127.0.0.1", "--atlas", "tables"]);
    assert!(said.contains("ports.csv:2"), "{said}");

    let row = "[[fingerprint]]\nid = \"x\"\nall = [{ fact = \"no.such.fact\", present = true }]\n\
               claim = { layer = \"service\" }\nen = \"e\"\nzh = \"z\"\nsource = \"s\"\n\
               matches = [\"a/b\"]\nnear_misses = [\"a/c\"]\n";
    program.file("rows/mine.toml", row);
    let said = complaint(&program, &["fingerprints", "check", "rows"]);
    assert!(said.contains("mine.toml:3") && said.contains("no.such.fact"), "{said}");
    program.file("rows/mine.toml", &row.replace("present = true", "regex = \"(\""));
    let said = complaint(&program, &["fingerprints", "check", "rows"]);
    assert!(said.contains("mine.toml:3"), "{said}");
    let said = complaint(&program, &["fingerprints", "check", "nowhere"]);
    assert!(said.contains("nowhere"), "{said}");
}

#[test]
fn a_broken_configuration_is_named_with_its_line() {
    let program = Program::new();
    program.file("coinsift.toml", "lang = \"en\"\nspeed = 9000\n");
    let said = complaint(&program, &["runs"]);
    assert!(
        said.contains("coinsift.toml") && said.contains('2') && said.contains("speed"),
        "{said}"
    );
}

#[test]
fn complaints_are_made_in_chinese_where_that_is_asked() {
    let program = Program::new();
    let ran = program.run(&["scan", "192.0.2.1/24", "--lang", "zh"]);
    assert_eq!(ran.code(), 2);
    let said = ran.err();
    assert!(said.contains("192.0.2.0/24"), "{said}");
    assert!(said.chars().any(|char| ('\u{4e00}'..'\u{9fff}').contains(&char)), "{said}");
}

#[test]
fn escapes_in_what_the_user_gave_do_not_reach_the_terminal() {
    let program = Program::new();
    let said = complaint(&program, &["scan", "\u{1b}[31mred"]);
    assert!(!said.contains('\u{1b}'), "{said:?}");
}

#[test]
fn trouble_with_the_store_is_exit_code_1_with_one_line() {
    let program = Program::new();
    for (name, args) in [
        ("no store", vec!["runs"]),
        ("a run that is not there", vec!["scan", "--resume", "latest"]),
    ] {
        let ran = program.run(&args);
        assert_eq!(ran.code(), 1, "{name}: {}", ran.err());
        assert_eq!(ran.err().lines().count(), 1, "{name}: {}", ran.err());
        assert!(!ran.err().contains('⟦'), "{name}: {}", ran.err());
    }
    program.file("file", "not a store");
    let ran = program.run(&["runs", "--store", "file"]);
    assert_eq!(ran.code(), 1);
    assert!(ran.err().contains("file"), "{}", ran.err());
}
