//! The files of a check: its page in both languages, CSV and NDJSON beside it, and registries that
//! would have something obeyed.

use std::fs;
use std::net::Ipv4Addr;

use super::{as_the_schema_says, check};
use crate::program::{Program, Ran};

/// Texts that would do something in a page, a terminal or a spreadsheet, as TOML writes them.
const HOSTILE: [&str; 3] =
    ["<script>alert(1)</script>", "\\u001b[2J\\u001b]0;x\\u0007", "=cmd()|' /C calc'!A0"];

fn read(program: &Program, name: &str) -> String {
    fs::read_to_string(program.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn a_check_makes_a_page_in_both_languages() {
    let (program, base) = (Program::new(), Ipv4Addr::new(127, 95, 0, 0));
    program.file("owners.csv", "cidr,unit,contact\n127.95.0.0/28,Science park,desk 7\n");
    let files = ["--ndjson", "out.ndjson", "--csv", "out.csv", "--owners", "owners.csv"];
    for (lang, word) in [("en", "conforms"), ("zh", "相符")] {
        let page = format!("{lang}.html");
        let mut more = vec!["--json", "--lang", lang, "--retries", "0", "--report", &page];
        more.extend(files);
        let ran = check(&program, base, &more, |peer| peer);
        assert_eq!(ran.code(), 3, "{}", ran.err());
        assert!(ran.err().contains(&page), "{}", ran.err());
        let page = read(&program, &page);
        assert_eq!(page.matches("<section class=\"host").count(), 20, "a section a project");
        assert!(page.contains(&format!("\"badge admitted\">{word}<")), "{page}");
        assert!(page.contains("Science park") && page.contains("desk 7"), "owners are named");
        assert!(!page.contains('⟦') && page.contains("Content-Security-Policy"));
        // The same lines as on standard output; endpoints are judged in no certain order.
        let (mut printed, mut written) = (ran.out(), read(&program, "out.ndjson"));
        for text in [&mut printed, &mut written] {
            let mut lines: Vec<&str> = text.lines().collect();
            lines.sort_unstable();
            *text = lines.join("\n");
        }
        assert_eq!(written, printed);
        as_the_schema_says(&ran);
        let outcomes = ran.typed("outcome");
        assert!(outcomes.iter().any(|line| line["owner"] == "Science park"));
        assert!(read(&program, "out.csv").contains("Science park"));
    }
    // Nothing is asked of anybody for a file that cannot be written.
    let ran = program.run(&["check", "registry.csv", "--report", "no/page.html"]);
    assert_eq!(ran.code(), 2, "{}", ran.err());
    assert!(ran.err().contains("no"), "{}", ran.err());
}

#[test]
fn the_file_alone_makes_a_page_too() {
    let program = Program::new();
    let row = |number: u8| format!("P-{number},Pilot,consortium,quorum,192.0.2.1:8545\n");
    program.file("r.csv", &format!("filing,name,class,platform,endpoints\n{}{}", row(1), row(2)));
    for (lang, said) in [("en", "Nothing was contacted"), ("zh", "未联系任何主机")] {
        let args = ["check", "r.csv", "--offline", "--lang", lang, "--report", "r.html"];
        let ran = program.run(&args);
        assert_eq!(ran.code(), 3, "{}", ran.err());
        let page = read(&program, "r.html");
        assert!(page.contains(said) && page.contains("192.0.2.1:8545"), "{page}");
    }
    assert!(!program.path().join("store").exists());
}

#[test]
fn nothing_in_a_registry_is_obeyed() {
    let program = Program::new();
    for (number, hostile) in HOSTILE.into_iter().enumerate() {
        program.file(
            "r.toml",
            &format!(
                "[[project]]\nfiling = \"F{number} {hostile}\"\nname = \"{hostile}\"\n\
                 operator = \"{hostile}\"\nclass = \"consortium\"\nplatform = \"quorum\"\n\
                 network = \"{hostile}\"\ncontact = \"{hostile} li@example.com\"\n\
                 endpoints = [\"127.96.0.1:9\"]\n"
            ),
        );
        let base = ["check", "r.toml", "--declared-only", "--retries", "0", "--operator", hostile];
        let files = ["--report", "r.html", "--csv", "r.csv"];
        for more in [&["--offline"][..], &[]] {
            let ran = terminal(&program, &[&base[..], &files[..], more].concat());
            assert_eq!(ran.code(), 0, "{}", ran.err());
            let page = read(&program, "r.html");
            assert!(!page.contains("<script") && !page.contains("li@example.com"), "{page}");
            let csv = read(&program, "r.csv");
            for text in [&page, &csv, &ran.out(), &ran.err()] {
                let obeyed = |char: char| char.is_control() && !"\n\r".contains(char);
                assert!(!text.contains(obeyed), "{text:?}");
            }
            for cell in csv.lines().flat_map(|line| line.split(',')) {
                assert!(!cell.trim_start_matches('"').starts_with(['=', '+', '@']), "{csv}");
            }
        }
    }
}

/// Runs the program as on a terminal, where a table is printed and no NDJSON.
fn terminal(program: &Program, args: &[&str]) -> Ran {
    let command = program.command(args);
    let words = [command.get_program()].into_iter().chain(command.get_args());
    let quoted =
        |word: &std::ffi::OsStr| format!("'{}'", word.to_string_lossy().replace('\'', r"'\''"));
    let line = words.map(quoted).collect::<Vec<_>>().join(" ");
    let mut script = std::process::Command::new("script");
    script.args(["--quiet", "--return", "--command", &line, "/dev/null"]);
    script.current_dir(program.path()).env_clear().env("NO_COLOR", "1").env("SHELL", "/bin/sh");
    script.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    match script.stdin(std::process::Stdio::null()).output() {
        Ok(output) => Ran(output),
        // Without a terminal the lines are still looked at.
        Err(_) => program.run(args),
    }
}
