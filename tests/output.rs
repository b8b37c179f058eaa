//! Standard output and standard error whose reader has gone away, and a disk that is full.

use std::fs::OpenOptions;
use std::process::{Output, Stdio};

use crate::program::{Program, demo_alone};

/// A pipe that nobody reads.
fn nobody() -> std::io::PipeWriter {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    writer
}

fn into_nowhere(program: &Program, args: &[&str]) -> Output {
    let mut command = program.command(args);
    command.stdin(Stdio::null()).stdout(nobody()).stderr(Stdio::piped());
    command.output().expect("the program starts")
}

#[test]
fn a_reader_that_has_gone_away_is_no_error() {
    let _alone = demo_alone();
    let program = Program::new();
    let demo = into_nowhere(&program, &["scan", "--demo", "--store", "store"]);
    assert_eq!(demo.status.code(), Some(0), "{}", String::from_utf8_lossy(&demo.stderr));
    let run = program.run(&["runs", "--json"]).objects()[0]["run"].clone();
    let run = run.as_str().expect("a run").to_owned();
    let seen = program.run(&["export"]).typed("verdict").remove(0);
    let seen = format!("{}:{}", seen["ip"].as_str().expect("an address"), seen["port"]);
    program.file("job.toml", "name = \"x\"\ntargets = [\"127.0.0.1:9\"]\n");
    program.file(
        "r.csv",
        "filing,name,class,platform,endpoints\nP-1,One,consortium,quorum,127.0.0.1:9\n",
    );
    let commands: &[&[&str]] = &[
        &["atlas", "networks"],
        &["atlas", "ports"],
        &["atlas", "wire"],
        &["fingerprints", "list"],
        &["lab", "--list"],
        &["man"],
        &["completions", "bash"],
        &["runs"],
        &["runs", "--json"],
        &["history", &seen],
        &["explain", &seen],
        &["export"],
        &["export", "--format", "csv"],
        &["rejudge", &run, "--dry-run"],
        &["diff", &run, &run],
        &["store", "stats"],
        &["sweep", "check", "job.toml"],
        &["check", "r.csv", "--offline"],
        &["check", "r.csv", "--retries", "0", "--declared-only"],
        &["identify", "127.0.0.1:9"],
        &["scan", "127.0.0.1:9", "--json"],
        &["--help"],
    ];
    for args in commands {
        let ran = into_nowhere(&program, args);
        let said = String::from_utf8_lossy(&ran.stderr);
        assert!(!said.contains("panicked"), "{args:?}: {said}");
        assert_eq!(ran.status.code(), Some(0), "{args:?}: {said}");
        // The same where both have gone away.
        let both = program.command(args).stdout(nobody()).stderr(nobody()).status();
        assert_eq!(both.expect("it starts").code(), Some(0), "{args:?}, standard error closed");
    }
    let wrong = program.command(&["scan", "not a target"]).stderr(nobody()).status();
    assert_eq!(wrong.expect("it starts").code(), Some(2));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let program = Program::new();
    for args in [&["atlas", "networks"][..], &["fingerprints", "list"], &["man"]] {
        let full = OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
        let ran = program.command(args).stdout(full).output().expect("the program starts");
        let said = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(1), "{args:?}: {said}");
        assert!(said.contains("coinsift: "), "{args:?}: {said}");
    }
}
