//! Sweeps that are told to stop, sweeps that see nothing, and texts that would have something
//! obeyed.

use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use coinsift_lab::bitcoin::{Chain, Node};

use super::script::Kind;
use super::{PORT, host, job, lab};
use crate::program::{Program, Ran};

const SLOW: &str = "[pace]\nrate = 10\nrate-subnet = 10\n";
const FAST: &str = "[pace]\nrate = 5000\nrate-subnet = 5000\n";

/// Starts the program, asks it to end as a service manager does, and waits until it has.
fn terminated(program: &Program, args: &[&str], after: Duration) -> Ran {
    let child = program
        .command(args)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    std::thread::sleep(after);
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill").success());
    let asked = Instant::now();
    let output: Output = child.wait_with_output().expect("it ends");
    assert!(asked.elapsed() < Duration::from_secs(20), "{:?}", asked.elapsed());
    Ran(output)
}

#[test]
fn a_service_manager_that_stops_it_is_obeyed_like_ctrl_c() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let program = Program::new();
    let nodes = (800..840).map(|number| (host(number), Kind::Bitcoin.peer()));
    let lab = runtime.block_on(lab(nodes));
    job(&program, 800..840, SLOW);
    let wait = Duration::from_millis(1500);
    let ran = terminated(&program, &["sweep", "run", "job.toml"], wait);
    let told = ran.objects().len();
    assert_eq!(ran.code(), 4, "{} {}", ran.out(), ran.err());
    assert!(told > 0 && told < 40, "what was seen is told: {told}");
    assert!(ran.err().contains("was stopped"), "{}", ran.err());
    let runs = program.run(&["runs", "--json"]).objects();
    assert_eq!(runs[0]["state"], "incomplete", "it has an end, and is not gone on with");
    job(&program, 800..840, FAST);
    let rest = program.run(&["sweep", "run", "job.toml"]);
    assert_eq!((rest.code(), rest.objects().len()), (5, 40 - told), "{}", rest.err());

    let (first, last) = (host(800), host(839));
    let (range, port) = (format!("{first}-{last}"), PORT.to_string());
    let scan = ["scan", &range, "--ports", &port, "--rate", "10", "--rate-subnet", "10", "--json"];
    let ran = terminated(&program, &scan, wait);
    assert_eq!(ran.code(), 4, "{}", ran.err());
    let end = ran.typed("end").remove(0);
    assert_eq!((&end["complete"], &end["reason"]), (&false.into(), &"stopped".into()));
    let id = end["run"].as_str().expect("a run");
    let resumed = program.run(&["scan", "--resume", id, "--rate-subnet", "5000", "--json"]);
    assert_eq!(resumed.typed("verdict").len(), 40, "{}", resumed.err());
    runtime.block_on(lab.stop());
}

#[test]
fn a_sweep_that_could_reach_nothing_says_so_and_misses_nobody() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let program = Program::new();
    job(&program, 850..852, &format!("gone-after = 1\n{FAST}"));
    let nodes = [850, 851].map(|number| (host(number), Kind::Bitcoin.peer()));
    let lab = runtime.block_on(lab(nodes));
    assert_eq!(program.run(&["sweep", "run", "job.toml"]).objects().len(), 2);
    // A network of its own in which nothing is up, not even loopback.
    let sweep = program.command(&["sweep", "run", "job.toml"]);
    let words: Vec<_> = [sweep.get_program()].into_iter().chain(sweep.get_args()).collect();
    let mut unshare = Command::new("unshare");
    unshare.args(["--user", "--map-root-user", "--net"]).args(words).current_dir(program.path());
    unshare.env_clear();
    unshare.envs(sweep.get_envs().filter_map(|(name, value)| Some((name, value?))));
    match unshare.output() {
        Ok(output) if !String::from_utf8_lossy(&output.stderr).contains("unshare") => {
            let ran = Ran(output);
            assert_eq!((ran.code(), ran.out()), (1, String::new()), "{}", ran.err());
            assert!(ran.err().contains("network"), "{}", ran.err());
        }
        other => println!("no network of its own here, so nothing was blind: {other:?}"),
    }
    let quiet = program.run(&["sweep", "run", "job.toml"]);
    assert_eq!((quiet.code(), quiet.out()), (0, String::new()), "{}", quiet.err());
    runtime.block_on(lab.stop());
}

#[test]
fn nothing_that_a_node_or_a_table_says_is_obeyed() {
    let hostile = ["<script>alert(1)</script>", "\u{1b}[2J\u{1b}]0;x\u{7}", "=cmd()|' /C calc'!A0"];
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let program = Program::new();
    let node = |agent: &str| Node::honest(Chain::bitcoin()).agent(agent);
    let nodes = hostile.iter().enumerate().map(|(n, agent)| (host(860 + n), node(agent).into()));
    let lab = runtime.block_on(lab(nodes));
    let mut owners = "cidr,unit,contact\n".to_owned();
    for (number, text) in hostile.iter().enumerate() {
        owners.push_str(&format!("{},\"{text}\",\"{text}\"\n", host(860 + number)));
    }
    program.file("owners.csv", &owners);
    let rest = format!(
        "owners = \"owners.csv\"\noperator = \"<script>alert(1)</script>\"\n\
         authority = \"=cmd()\"\n{FAST}[outputs]\nndjson = \"n.ndjson\"\ncsv = \"n.csv\"\n\
         table = \"n.txt\"\nreport = \"n.html\"\n"
    );
    job(&program, 860..863, &rest);
    let ran = program.run(&["sweep", "run", "job.toml"]);
    assert_eq!((ran.code(), ran.objects().len()), (5, 3), "{}", ran.err());
    let read = |name: &str| std::fs::read_to_string(program.path().join(name)).expect(name);
    let page = read("n.html");
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;alert(1)"), "{page}");
    assert!(page.contains("<h2>News</h2>"), "{page}");
    let csv = read("n.csv");
    for text in [&page, &csv, &read("n.txt"), &read("n.ndjson"), &ran.out()] {
        let obeyed = |char: char| char.is_control() && !"\n\r".contains(char);
        assert!(!text.contains(obeyed), "{text:?}");
    }
    assert!(csv.contains("'=cmd()"), "a formula is defused: {csv}");
    for cell in csv.lines().flat_map(|line| line.split(',')) {
        assert!(!cell.trim_start_matches('"').starts_with(['=', '+', '@']), "{csv}");
    }
    let check = program.run(&["sweep", "check", "job.toml"]);
    assert!(!(check.out() + &check.err()).contains('\u{1b}'), "{}", check.out());
    runtime.block_on(lab.stop());
}
