//! The ten nights, and what a sweep does that could not be carried out whole.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use coinsift_lab::{Lab, Peer};
use jsonschema::Validator;
use serde_json::Value;

use super::script::{Kind, Life, NIGHTS, Told, life};
use super::{PORT, host, job, lab};
use crate::program::Program;

/// In these nights a sweep is killed at work, twice in the second of them.
const KILLED_AT_WORK: [usize; 2] = [2, 6];
/// In this night it is killed between the end of the sweep and the printing of its news.
const KILLED_AT_TELLING: usize = 4;

const PACE: &str = "[pace]\nrate = 5000\nrate-subnet = 5000\n";

/// News by host: event, and class, key of the network and software now.
type News = BTreeMap<String, (String, [Option<String>; 3])>;

fn news_of<'a>(lines: impl IntoIterator<Item = &'a Value>) -> News {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let mut news = News::new();
    for line in lines {
        let now = &line["now"];
        let told = (
            text(&line["event"]).expect("an event"),
            [text(&now["class"]), text(&now["network"]), text(&now["software"])],
        );
        let twice = news.insert(text(&line["ip"]).expect("an address"), told);
        assert_eq!(twice, None, "{line}");
    }
    news
}

fn truth(lives: &[Life], night: usize) -> News {
    let of = |(event, kind): Told| {
        let verdict = kind.map(Kind::verdict).unwrap_or_default();
        (event.to_owned(), verdict.map(|text| text.map(str::to_owned)))
    };
    let all = lives.iter().enumerate().flat_map(|(number, life)| {
        let tonight = life.news.iter().filter(move |(when, _)| *when == night);
        tonight.map(move |(_, told)| (host(number).to_string(), of(*told)))
    });
    all.collect()
}

fn by_run(lines: &[Value]) -> BTreeMap<String, Vec<&Value>> {
    let mut runs: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
    for line in lines {
        runs.entry(line["run"].as_str().expect("a run").to_owned()).or_default().push(line);
    }
    runs
}

fn of_night(lives: &[Life], night: usize) -> Vec<(std::net::Ipv4Addr, Peer)> {
    let all = lives.iter().enumerate();
    all.filter_map(|(number, life)| Some((host(number), life.nights[night]?.peer()))).collect()
}

fn validator() -> Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/ndjson.schema.json");
    let text = std::fs::read_to_string(path).expect("the schema");
    let schema = serde_json::from_str(&text).expect("JSON");
    jsonschema::validator_for(&schema).expect("a schema")
}

/// Kills a process as the system does when it has no memory left.
fn kill(mut child: Child) {
    child.kill().expect("SIGKILL");
    child.wait().expect("it is gone");
}

/// Kills a sweep at work. Says whether it was.
fn kill_at_work(program: &Program, after: u64) -> bool {
    let mut command = program.command(&["sweep", "run", "job.toml"]);
    let mut child =
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
    std::thread::sleep(Duration::from_millis(after));
    let at_work = child.try_wait().expect("a status").is_none();
    kill(child);
    at_work
}

/// Starts a sweep whose output nobody takes, and waits until its run is over: it then waits for
/// somebody to take its news. The reader keeps the pipe open.
fn stuck_at_telling(program: &Program) -> (Child, std::io::PipeReader) {
    let before = ended(program);
    let (reader, mut writer) = std::io::pipe().expect("a pipe");
    // As much as a pipe takes, unless the system was told otherwise.
    writer.write_all(&[b'\n'; 65_536]).expect("a full pipe");
    let child = program
        .command(&["sweep", "run", "job.toml"])
        .stdout(writer)
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let begun = Instant::now();
    while ended(program) == before {
        assert!(begun.elapsed() < Duration::from_secs(60), "the sweep does not end");
        std::thread::sleep(Duration::from_millis(100));
    }
    std::thread::sleep(Duration::from_millis(300));
    (child, reader)
}

/// How many runs have ended.
fn ended(program: &Program) -> usize {
    let runs = program.run(&["runs", "--json"]).objects();
    runs.iter().filter(|run| run["state"] != "unfinished").count()
}

fn setting(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(usual)
}

#[test]
fn each_night_tells_what_changed_and_nothing_else() {
    let hosts = setting("COINSIFT_SWEEP_HOSTS", 60);
    let lives: Vec<Life> = (0..hosts).map(life).collect();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let program = Program::new();
    let outputs = "[outputs]\nndjson = \"news.ndjson\"\ncsv = \"news.csv\"\ntable = \"news.txt\"\nreport = \"r.html\"\n";
    job(&program, 0..hosts, &format!("gone-after = 3\n{PACE}{outputs}"));
    let (mut all, mut kills, mut owed) = (Vec::new(), 0, None);
    for night in 0..NIGHTS {
        let lab: Lab = runtime.block_on(lab(of_night(&lives, night)));
        if KILLED_AT_WORK.contains(&night) {
            for after in if night == KILLED_AT_WORK[1] { vec![350, 800] } else { vec![600] } {
                kills += usize::from(kill_at_work(&program, after));
            }
        }
        if night == KILLED_AT_TELLING {
            let (child, reader) = stuck_at_telling(&program);
            // The second one says who is at it.
            let second = program.run(&["sweep", "run", "job.toml"]);
            assert_eq!(second.code(), 1, "{}", second.err());
            assert!(second.err().contains(&child.id().to_string()), "{}", second.err());
            assert!(second.err().contains("lab") && second.out().is_empty(), "{}", second.err());
            kill(child);
            drop(reader);
            kills += 1;
            owed = Some(night);
            runtime.block_on(lab.stop());
            continue;
        }
        let ran = program.run(&["sweep", "run", "job.toml"]);
        let lines = ran.objects();
        let told = by_run(&lines);
        let mut expected: Vec<News> =
            owed.take().map(|night| truth(&lives, night)).into_iter().collect();
        expected.push(truth(&lives, night));
        expected.retain(|news| !news.is_empty());
        let found: Vec<News> = told.values().map(|lines| news_of(lines.iter().copied())).collect();
        assert_eq!(found, expected, "night {night}: {}", ran.err());
        assert_eq!(ran.err(), "", "night {night}");
        assert_eq!(ran.code(), if expected.is_empty() { 0 } else { 5 }, "night {night}");
        all.extend(lines);
        runtime.block_on(lab.stop());
    }
    assert!(kills >= 3, "{kills} sweeps were killed");
    assert_eq!(truth(&lives, NIGHTS - 1), News::new(), "the script has a night without news");
    assert!(all.iter().all(|line| line["event"] != "judged"));

    // An interrupted sweep was gone on with: there is one run a night.
    let runs = program.run(&["runs", "--json"]).objects();
    assert_eq!(runs.len(), NIGHTS);
    assert!(runs.iter().all(|run| run["state"] == "complete"));
    files(&program, &all);
    println!("hosts {hosts}, nights {NIGHTS}, news {}, kills {kills}", all.len());
}

/// The files hold what was printed; what was written before a kill may come twice.
fn files(program: &Program, printed: &[Value]) {
    let schema = validator();
    let read = |name: &str| std::fs::read_to_string(program.path().join(name)).expect(name);
    let lines: Vec<Value> = read("news.ndjson")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a whole line"))
        .collect();
    for line in &lines {
        assert!(schema.is_valid(line), "{line}");
        assert_eq!((&line["type"], &line["job"]), (&"news".into(), &"lab".into()));
        assert_eq!(line["port"], PORT);
    }
    let texts = |lines: &[Value]| lines.iter().map(Value::to_string).collect::<BTreeSet<_>>();
    assert_eq!(texts(&lines), texts(printed));
    let csv = read("news.csv");
    assert_eq!(csv.matches("job,run,time").count(), 1);
    assert_eq!(csv.lines().count(), lines.len() + 1);
    assert!(read("news.txt").contains("No news."), "the last night had none");
    assert!(read("r.html").contains(&host(0).to_string()), "the page shows who is there");
}

#[test]
fn what_a_sweep_did_not_come_to_is_not_missed() {
    let hosts = 40;
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let program = Program::new();
    job(&program, 500..500 + hosts, &format!("gone-after = 1\n{PACE}"));
    let nodes = (0..hosts).map(|number| (host(500 + number), Kind::Bitcoin.peer()));
    let lab = runtime.block_on(lab(nodes));
    let first = program.run(&["sweep", "run", "job.toml"]);
    assert_eq!((first.code(), first.objects().len()), (5, hosts), "{}", first.err());
    runtime.block_on(lab.stop());

    // All are gone, and the sweep comes to a few of them only.
    let slow = "gone-after = 1\n[pace]\nrate = 8\nrate-subnet = 8\nmax-time = \"1s\"\n";
    job(&program, 500..500 + hosts, slow);
    let short = program.run(&["sweep", "run", "job.toml"]);
    let gone = short.objects();
    assert_eq!(short.code(), 4, "{}", short.err());
    assert!(short.err().contains("--max-time"), "{}", short.err());
    assert!(!gone.is_empty() && gone.len() < hosts, "{}", gone.len());
    job(&program, 500..500 + hosts, &format!("gone-after = 1\n{PACE}"));
    let rest = program.run(&["sweep", "run", "job.toml"]);
    assert_eq!((rest.code(), gone.len() + rest.objects().len()), (5, hosts));
    assert!(gone.iter().chain(&rest.objects()).all(|line| line["event"] == "gone"));
    let quiet = program.run(&["sweep", "run", "job.toml"]);
    assert_eq!((quiet.code(), quiet.out(), quiet.err()), (0, String::new(), String::new()));
}

#[test]
fn an_interrupted_sweep_of_another_scope_is_ended_and_not_gone_on_with() {
    let program = Program::new();
    let slow = "[pace]\nrate = 10\nrate-subnet = 10\n";
    job(&program, 600..630, slow);
    assert!(kill_at_work(&program, 1500));
    let states = |program: &Program| -> Vec<String> {
        let runs = program.run(&["runs", "--json"]).objects();
        runs.iter().map(|run| run["state"].as_str().expect("a state").to_owned()).collect()
    };
    assert_eq!(states(&program), ["unfinished"]);
    let check = program.run(&["sweep", "check", "job.toml"]);
    assert!(check.out().contains("goes on with"), "{}", check.out());
    job(&program, 600..610, PACE);
    let ran = program.run(&["sweep", "run", "job.toml"]);
    assert_eq!((ran.code(), ran.out()), (0, String::new()), "{}", ran.err());
    assert!(ran.err().contains("ended as incomplete"), "{}", ran.err());
    assert_eq!(states(&program), ["incomplete", "complete"]);
    // News that cannot be written are kept, and told when they can.
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let lab = runtime.block_on(lab([(host(601), Kind::Web.peer())]));
    let fifo = program.path().join("news.ndjson");
    let made = std::process::Command::new("mkfifo").arg(&fifo).status().expect("mkfifo");
    assert!(made.success());
    job(&program, 600..610, &format!("{PACE}[outputs]\nndjson = \"news.ndjson\"\n"));
    let failed = program.run(&["sweep", "run", "job.toml"]);
    assert_eq!((failed.code(), failed.out()), (1, String::new()), "{}", failed.err());
    assert!(failed.err().contains("news.ndjson"), "{}", failed.err());
    std::fs::remove_file(fifo).expect("a file");
    let told = program.run(&["sweep", "run", "job.toml"]);
    assert_eq!((told.code(), told.objects().len()), (5, 1), "{}", told.err());
    runtime.block_on(lab.stop());
}

#[test]
fn newer_data_over_the_same_answers_are_told_apart_from_a_change() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let program = Program::new();
    let nodes = [Kind::Web, Kind::Bitcoin].map(Kind::peer).into_iter().enumerate();
    let lab = runtime.block_on(lab(nodes.map(|(number, peer)| (host(700 + number), peer))));
    job(&program, 700..702, PACE);
    assert_eq!(program.run(&["sweep", "run", "job.toml"]).objects().len(), 2);
    // The row of web servers, which now takes the page's title for the name of the software.
    program.file(
        "rows/web.toml",
        "[[fingerprint]]\nid = \"service-http\"\n\
         all = [{ fact = \"http.response.status\", present = true }]\n\
         claim = { layer = \"service\", class = \"other\", software = \"http.body.title\" }\n\
         en = \"It answers web requests.\"\nzh = \"它应答网页请求。\"\nsource = \"RFC 9112\"\n\
         matches = [\"http/nginx-index\"]\nnear_misses = [\"bitcoin/btcd-mainnet-p2p\"]\n",
    );
    let run = ["sweep", "run", "job.toml", "--fingerprints", "rows"];
    let judged = program.run(&run);
    let lines = judged.objects();
    assert_eq!((judged.code(), lines.len()), (5, 1), "{} {}", judged.out(), judged.err());
    assert_eq!(
        (&lines[0]["event"], &lines[0]["fields"][0]),
        (&"judged".into(), &"software".into())
    );
    assert_eq!(lines[0]["now"]["software"], "Welcome to nginx!");
    assert_eq!(program.run(&run).out(), "", "once");
    runtime.block_on(lab.stop());
}
