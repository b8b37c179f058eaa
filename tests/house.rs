//! The house rules as checks over the tree: direction of imports, purity, namesakes.
//!
//! Each check is a function over a folder, so that the tests below can also run it over a small
//! tree with a fault in it and see it fail.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Which crates of ours each crate may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("verdict", &[]),
    ("protocols", &["verdict"]),
    ("store", &["protocols", "verdict"]),
    ("report", &["store", "protocols", "verdict"]),
    ("engine", &["protocols", "verdict"]),
    ("lab", &["protocols", "verdict"]),
    ("cli", &["report", "store", "engine", "lab", "protocols", "verdict"]),
];

/// Libraries that only some crates may use.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("tokio", &["engine", "lab", "cli"]),
    ("sled", &["store"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("fluent-bundle", &["report"]),
];

/// The crates that do no I/O, read no clock and have no randomness of their own.
const PURE: &[&str] = &["verdict", "protocols"];

/// What must not occur in their sources.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::process",
    "std::thread",
    "std::env",
    "Instant",
    "SystemTime",
    "tokio",
    "getrandom",
    "rand::",
    "TcpStream",
    "UdpSocket",
    "Timestamp::now",
    "Zoned::now",
    "println!",
    "eprintln!",
    "stdin()",
    "stdout()",
];

/// The files every protocol folder has.
const NAMESAKES: &[&str] =
    &["mod.rs", "messages.rs", "driver.rs", "reader.rs", "facts.rs", "tests.rs"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn folders(path: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut found: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).collect();
    found.sort();
    found
}

fn sources(path: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn name(path: &Path) -> String {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned()
}

/// The dependencies a manifest names outside `[dev-dependencies]`.
fn dependencies(manifest: &str) -> Vec<String> {
    let manifest: toml::Table = manifest.parse().expect("a manifest is TOML");
    let table = manifest.get("dependencies").and_then(toml::Value::as_table);
    table.map(|table| table.keys().cloned().collect()).unwrap_or_default()
}

/// Every import that runs the wrong way.
fn wrong_imports(root: &Path) -> Vec<String> {
    let allowed: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    let mut wrong = Vec::new();
    for folder in folders(&root.join("crates")) {
        let krate = name(&folder);
        let Some(may_use) = allowed.get(krate.as_str()) else {
            wrong.push(format!("crates/{krate} has no place in the house"));
            continue;
        };
        for dependency in dependencies(&read(&folder.join("Cargo.toml"))) {
            if let Some(ours) = dependency.strip_prefix("coinsift-")
                && !may_use.contains(&ours)
            {
                wrong.push(format!("{krate} uses {ours}"));
            }
            if let Some((_, only)) = ONLY_IN.iter().find(|(library, _)| *library == dependency)
                && !only.contains(&krate.as_str())
            {
                wrong.push(format!("{krate} uses {dependency}"));
            }
        }
    }
    wrong
}

/// Every line of the pure crates that does I/O, reads a clock or draws a number.
fn impure_lines(root: &Path) -> Vec<String> {
    let mut wrong = Vec::new();
    for krate in PURE {
        for path in sources(&root.join("crates").join(krate).join("src")) {
            // Tests read recordings.
            if matches!(name(&path).as_str(), "tests.rs" | "checks.rs") {
                continue;
            }
            for (number, line) in read(&path).lines().enumerate() {
                let code = line.split("//").next().unwrap_or_default();
                if let Some(word) = IMPURE.iter().find(|word| code.contains(*word)) {
                    wrong.push(format!("{}:{}: {word}", path.display(), number + 1));
                }
            }
        }
    }
    wrong
}

/// Every protocol folder that lacks a namesake. A folder of folders is a family, and each of its
/// sub-folders has the files.
fn missing_namesakes(root: &Path) -> Vec<String> {
    let mut missing = Vec::new();
    let listed = read(&root.join("crates/protocols/src/lib.rs"));
    for family in folders(&root.join("crates/protocols/src")) {
        let parts = folders(&family);
        let is_family = !family.join("driver.rs").exists() && !parts.is_empty();
        let dialogues = if is_family { parts } else { vec![family.clone()] };
        for folder in dialogues {
            for file in NAMESAKES {
                let stem = file.trim_end_matches(".rs");
                if !folder.join(file).exists() && !folder.join(stem).join("mod.rs").exists() {
                    missing.push(format!("{} lacks {file}", folder.display()));
                }
            }
            let path = match is_family {
                true => format!("{}::{}::DIALOGUE", name(&family), name(&folder)),
                false => format!("{}::DIALOGUE", name(&folder)),
            };
            if !listed.contains(&path) {
                missing.push(format!("{path} is not in the list of protocols"));
            }
        }
        let family = name(&family);
        let recordings = root.join("fixtures/transcripts").join(&family);
        let count = fs::read_dir(&recordings)
            .into_iter()
            .flatten()
            .flatten()
            .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "txt"))
            .count();
        if count < 2 {
            missing.push(format!(
                "{} has {count} recordings, two are the least",
                recordings.display()
            ));
        }
        let fuzz = root.join("crates/protocols/fuzz/fuzz_targets");
        let has_target = fs::read_dir(&fuzz)
            .into_iter()
            .flatten()
            .flatten()
            .any(|entry| name(&entry.path()).starts_with(&family));
        if !has_target {
            missing.push(format!("{family} has no fuzz target"));
        }
    }
    missing
}

#[test]
fn imports_run_one_way() {
    assert_eq!(wrong_imports(&root()), Vec::<String>::new());
}

#[test]
fn parsing_and_judging_are_pure() {
    assert_eq!(impure_lines(&root()), Vec::<String>::new());
}

#[test]
fn every_protocol_has_its_namesakes() {
    assert_eq!(missing_namesakes(&root()), Vec::<String>::new());
}

#[test]
fn fixed_top_level() {
    let mut found: Vec<String> = fs::read_dir(root())
        .expect("the tree")
        .filter_map(|entry| Some(name(&entry.ok()?.path())))
        .filter(|name| !name.starts_with('.') && name != "target")
        .collect();
    found.sort();
    for entry in found {
        let known = [
            "CHANGELOG.md",
            "Cargo.lock",
            "Cargo.toml",
            "LICENSE",
            "LICENSE-APACHE",
            "LICENSE-MIT",
            "README.md",
            "README.zh.md",
            "clippy.toml",
            "crates",
            "deny.toml",
            "docs",
            "fixtures",
            "rustfmt.toml",
            "scripts",
            "tests",
        ];
        assert!(known.contains(&entry.as_str()), "{entry} does not belong at the top level");
    }
}

/// Writes a small tree with the given files.
fn tree(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, text).expect("a file");
    }
    folder
}

#[test]
fn the_checks_fail_where_there_is_a_fault() {
    let faulty = tree(&[
        ("crates/verdict/Cargo.toml", "[dependencies]\ncoinsift-store = \"1\"\n"),
        ("crates/verdict/src/lib.rs", "fn f() { std::fs::read(\"x\"); }\n"),
        ("crates/protocols/Cargo.toml", "[dependencies]\ntokio = \"1\"\n"),
        ("crates/protocols/src/lib.rs", "let t = Instant::now();\n// std::fs in a comment\n"),
        ("crates/protocols/src/fine/mod.rs", ""),
        ("crates/extra/Cargo.toml", ""),
    ]);
    assert_eq!(
        wrong_imports(faulty.path()),
        [
            "extra has no place in the house".replace("extra", "crates/extra"),
            "protocols uses tokio".into(),
            "verdict uses store".into()
        ]
    );
    let impure = impure_lines(faulty.path());
    assert_eq!(impure.len(), 2, "{impure:?}");
    let missing = missing_namesakes(faulty.path());
    assert!(missing.iter().any(|line| line.ends_with("fine lacks driver.rs")), "{missing:?}");
    assert!(missing.iter().any(|line| line.contains("fine::DIALOGUE is not in the list")));
    assert!(missing.iter().any(|line| line.contains("two are the least")));
    assert!(missing.iter().any(|line| line == "fine has no fuzz target"));
}
