//! The manual pages and completions name what the program really offers.

use crate::program::Program;

/// The commands `--help` lists.
fn commands(program: &Program) -> Vec<String> {
    let help = program.run(&["--help"]).out();
    let (_, list) = help.split_once("Commands:").expect("a list of commands");
    let (list, _) = list.split_once("Options:").expect("options after it");
    list.lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_command_has_a_page() {
    let program = Program::new();
    let ran = program.run(&["man", "--out", "pages"]);
    assert_eq!(ran.code(), 0, "{}", ran.err());
    let commands = commands(&program);
    assert!(commands.len() >= 12, "{commands:?}");
    for command in commands {
        let path = program.path().join(format!("pages/coinsift-{command}.1"));
        let page = std::fs::read_to_string(&path).expect("a page for each command");
        assert!(page.contains(".TH") && page.contains("SYNOPSIS"), "{command}: {page}");
    }
    let main = program.run(&["man"]).out();
    assert!(main.contains(".TH coinsift 1"), "{main}");
    assert!(main.contains("Exit codes"), "{main}");
}

#[test]
fn completions_know_every_command() {
    let program = Program::new();
    for shell in ["bash", "zsh", "fish"] {
        let script = program.run(&["completions", shell]).out();
        for command in commands(&program) {
            assert!(script.contains(&command), "{shell} does not know {command}");
        }
    }
    assert_eq!(program.run(&["completions", "cmd.exe"]).code(), 2);
}
