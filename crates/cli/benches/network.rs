//! What looking costs, beside named peers on the same loopback range in one run: connects against
//! a bare loop and `nmap -sT`, full handshakes against nmap's `bitcoin-info`, and memory a
//! connection in flight.
//!
//! `cargo bench -p coinsift --bench network`, or `scripts/bench`. The peers of the handshakes live
//! in a process of their own (this program again), so that only the looking side is measured.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use coinsift_engine::BoxFuture;
use coinsift_engine::limits::Limits;
use coinsift_engine::pace::Pace;
use coinsift_engine::permute::{Order, Shard};
use coinsift_engine::run::{Finished, Job, Sink, SinkClosed, run};
use coinsift_engine::sources::{Agent, seeds};
use coinsift_engine::stop::Stop;
use coinsift_engine::target::resolve::Names;
use coinsift_engine::target::scope::{Draft, Scope};
use coinsift_lab::Limits as LabLimits;
use coinsift_lab::Swarm;
use coinsift_lab::bitcoin::{Chain, Node};
use coinsift_lab::services::Service;
use coinsift_protocols::Ending;
use coinsift_verdict::Atlas;
use tokio::sync::Semaphore;

/// Hosts of the connect scan, and the port none of them listens on.
const CLOSED: (&str, u64, u16) = ("127.96.0.0/16", 65_536, 9);
/// Hosts of the handshakes. The port is the one nmap's script looks at.
const NODES: (&str, u64, u16) = ("127.98.0.0/21", 2_048, 8333);
/// Hosts that accept and say nothing.
const MUTE: (&str, u64, u16) = ("127.99.0.0/23", 512, 18_555);

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    if args.iter().any(|arg| arg == "--serve") {
        return runtime.block_on(serve());
    }
    let peers = Peers::start();
    let nmap = Command::new("nmap").arg("--version").output().is_ok();
    if !nmap {
        println!("nmap is not installed: its lines are left out");
    }
    runtime.block_on(connects(nmap));
    runtime.block_on(handshakes(nmap));
    runtime.block_on(memory());
    drop(peers);
}

/// The peers' process: nodes on one port, mute hosts on another, until it is ended.
async fn serve() {
    let limits = LabLimits { at_once: 4_096, ..LabLimits::default() };
    let node = Node::honest(Chain::bitcoin()).into();
    let nodes = Swarm::start(NODES.2, limits, vec![node], |_| Some(0));
    let mute = Swarm::start(MUTE.2, limits, vec![Service::Silent.into()], |_| Some(0));
    let _swarms = (nodes.expect("the nodes' port is free"), mute.expect("the mute port is free"));
    println!("ready");
    std::future::pending::<()>().await;
}

/// The process of the peers; ended with this value.
struct Peers(Child);

impl Peers {
    fn start() -> Peers {
        let own = std::env::current_exe().expect("this program has a path");
        let child = Command::new(own).arg("--serve").stdout(Stdio::piped()).spawn();
        let mut child = child.expect("this program starts again");
        let mut line = String::new();
        let mut out = std::io::BufReader::new(child.stdout.take().expect("piped"));
        std::io::BufRead::read_line(&mut out, &mut line).expect("a line");
        assert_eq!(line.trim(), "ready", "the peers did not start");
        Peers(child)
    }
}

impl Drop for Peers {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What one piece of work took.
struct Cost {
    wall: Duration,
    /// CPU seconds of this process and of children that have ended.
    cpu: f64,
}

impl Cost {
    fn tell(&self, name: &str, done: u64, ours: &Cost) {
        println!(
            "{name}: {done} in {:.2} s, {:.2} CPU s; against coinsift {:.2} of the time, {:.2} of the CPU",
            self.wall.as_secs_f64(),
            self.cpu,
            self.wall.as_secs_f64() / ours.wall.as_secs_f64(),
            self.cpu / ours.cpu.max(0.01),
        );
    }
}

/// Connects to closed ports.
async fn connects(nmap: bool) {
    let (targets, hosts, port) = CLOSED;
    println!("\nconnect scan of {hosts} closed ports");
    let (ours, counts) = engine(targets, port).await;
    assert_eq!(counts.closed, hosts, "every port is closed: {counts:?}");
    ours.tell("coinsift", counts.closed, &ours);
    let at_once = Limits::from_system().connects;
    let (cost, done) = measured(bare(targets, port, at_once)).await;
    cost.tell("bare loop of connects, as many at once", done, &ours);
    if nmap {
        let port = port.to_string();
        let (cost, _) = measured(async {
            outcome(&[
                "-sT",
                "-T5",
                "--min-rate",
                "100000",
                "--max-retries",
                "0",
                "-p",
                &port,
                targets,
            ])
        })
        .await;
        cost.tell("nmap -sT -T5", hosts, &ours);
    }
}

/// Full handshakes with nodes.
async fn handshakes(nmap: bool) {
    let (targets, hosts, port) = NODES;
    println!(
        "\nfull handshakes with {hosts} nodes (coinsift also listens a second before it speaks, and asks for genesis and headers)"
    );
    let (ours, counts) = engine(targets, port).await;
    assert_eq!(counts.spoken, hosts, "every node is identified: {counts:?}");
    ours.tell("coinsift", counts.spoken, &ours);
    if nmap {
        let port = port.to_string();
        let (cost, found) = measured(async {
            let text = outcome(&["-sT", "-T5", "--script", "bitcoin-info", "-p", &port, targets]);
            text.matches("bitcoin-info:").count() as u64
        })
        .await;
        cost.tell("nmap -sT -T5 --script bitcoin-info (version only)", found, &ours);
    }
}

/// Memory while every session is listening to a host that says nothing.
async fn memory() {
    let (targets, _, port) = MUTE;
    let before = resident();
    let work = tokio::spawn(engine(targets, port));
    let mut peak = before;
    while !work.is_finished() {
        tokio::time::sleep(Duration::from_millis(20)).await;
        peak = peak.max(resident());
    }
    let sessions = Limits::from_system().sessions.min(512) as u64;
    println!(
        "\nmemory: {} KiB more for {sessions} dialogues in flight, {:.1} KiB each",
        (peak - before) / 1024,
        (peak - before) as f64 / 1024.0 / sessions as f64,
    );
}

/// What the engine's sink counted.
#[derive(Clone, Copy, Debug, Default)]
struct Counted {
    closed: u64,
    spoken: u64,
}

/// The engine over a range, at no pace but the machine's.
async fn engine(targets: &str, port: u16) -> (Cost, Counted) {
    let scope = scope(targets, port);
    let order = Order::new(scope, 7, Shard::WHOLE);
    let agent = Agent::new(env!("CARGO_PKG_VERSION"), None).expect("a good agent");
    let mut job = Job::new(order, Arc::new(Atlas::builtin().clone()), agent, seeds([7; 32]));
    let most = u32::MAX.try_into().expect("not zero");
    job.pace = Pace { overall: most, network: most };
    let sink = Arc::new(Spoken::default());
    let (cost, covered) = measured(run(job, sink.clone(), Stop::new())).await;
    let spoken = sink.0.load(Ordering::Relaxed);
    (cost, Counted { closed: covered.counts.closed, spoken })
}

fn scope(targets: &str, port: u16) -> Arc<Scope> {
    let mut draft = Draft::new(vec![port]);
    draft.target(targets).expect("a good range");
    Arc::new(Scope::build(draft, &Names::default(), None).expect("a small scope"))
}

/// Counts endpoints that spoke.
#[derive(Default)]
struct Spoken(AtomicU64);

impl Sink for Spoken {
    fn take(&self, finished: Finished) -> BoxFuture<'_, Result<(), SinkClosed>> {
        if finished.transcripts.iter().any(|transcript| transcript.ending == Ending::Spoken) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
        Box::pin(async { Ok(()) })
    }
}

/// The least anybody can do: connect, and look at what came of it.
async fn bare(targets: &str, port: u16, at_once: usize) -> u64 {
    let network: Ipv4Addr =
        targets.split('/').next().and_then(|ip| ip.parse().ok()).expect("a network");
    let places = Arc::new(Semaphore::new(at_once));
    let done = Arc::new(AtomicU64::new(0));
    for number in 0..CLOSED.1 as u32 {
        let place = places.clone().acquire_owned().await.expect("never closed");
        let done = done.clone();
        let ip = IpAddr::V4(Ipv4Addr::from(u32::from(network) + number));
        tokio::spawn(async move {
            let connect = tokio::net::TcpStream::connect(SocketAddr::new(ip, port));
            if let Ok(Err(_)) = tokio::time::timeout(Duration::from_secs(3), connect).await {
                done.fetch_add(1, Ordering::Relaxed);
            }
            drop(place);
        });
    }
    let _all = places.acquire_many(at_once as u32).await.expect("never closed");
    done.load(Ordering::Relaxed)
}

/// nmap without name service and ping, and what it printed.
fn outcome(args: &[&str]) -> String {
    let ran = Command::new("nmap").args(["-n", "-Pn"]).args(args).output().expect("nmap runs");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8_lossy(&ran.stdout).into_owned()
}

async fn measured<T>(work: impl Future<Output = T>) -> (Cost, T) {
    let (wall, cpu) = (Instant::now(), cpu_seconds());
    let value = work.await;
    (Cost { wall: wall.elapsed(), cpu: cpu_seconds() - cpu }, value)
}

/// User and system time of this process and its ended children (proc(5), fields 14 to 17).
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux");
    let (_, after_name) = stat.rsplit_once(')').expect("a name in brackets");
    let ticks: u64 =
        after_name.split_whitespace().skip(11).take(4).filter_map(|n| n.parse::<u64>().ok()).sum();
    // A tick is a hundredth of a second for user space on every Linux port.
    ticks as f64 / 100.0
}

/// Resident bytes of this process.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/statm").expect("Linux");
    let pages: u64 = status.split_whitespace().nth(1).and_then(|n| n.parse().ok()).expect("a size");
    pages * 4096
}
