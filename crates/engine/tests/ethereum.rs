//! Whole runs with nodes of the Ethereum family on loopback: what one costs in datagrams and
//! connections, keys that come with the target, ports of UDP.

mod support;

use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use coinsift_engine::done::Progress;
use coinsift_engine::pace::Pace;
use coinsift_engine::permute::{Order, Shard};
use coinsift_engine::reach::Listed;
use coinsift_engine::run::{Coverage, Finished, Job, run};
use coinsift_engine::stop::{Cause, Stop};
use coinsift_engine::target::ports::Ports;
use coinsift_engine::target::resolve::Names;
use coinsift_engine::target::scope::{Draft, Scope};
use coinsift_engine::watch::Moment;
use coinsift_protocols::conversation::replay;
use coinsift_protocols::ethereum::peer::Peer;
use coinsift_protocols::{Ending, Happening, Transcript, Transport, Utc, read};
use support::{Keep, job};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, UdpSocket};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

/// What came to a node.
#[derive(Clone, Debug, Default)]
struct Seen {
    datagrams: Vec<SocketAddr>,
    connections: usize,
    /// The node keys that spoke, of datagrams and connections.
    visitors: Vec<[u8; 64]>,
}

/// A node on a loopback address, until it is dropped.
struct Node {
    at: SocketAddr,
    seen: Arc<Mutex<Seen>>,
    tasks: Vec<JoinHandle<()>>,
}

impl Node {
    /// Listens on TCP, on UDP, or on both; closes idle connections after five seconds, as geth.
    async fn start(last: [u8; 2], port: u16, tcp: bool, udp: bool) -> Node {
        let at = SocketAddr::from((Ipv4Addr::new(127, 94, last[0], last[1]), port));
        let seen: Arc<Mutex<Seen>> = Arc::default();
        let mut tasks = Vec::new();
        if tcp {
            let listener = TcpListener::bind(at).await.expect("a free port");
            tasks.push(tokio::spawn(listen(listener, seen.clone())));
        }
        if udp {
            let socket = UdpSocket::bind(at).await.expect("a free port");
            tasks.push(tokio::spawn(answer(socket, seen.clone())));
        }
        Node { at, seen, tasks }
    }

    fn seen(&self) -> Seen {
        self.seen.lock().expect("no panic").clone()
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

async fn listen(listener: TcpListener, seen: Arc<Mutex<Seen>>) {
    while let Ok((mut stream, _)) = listener.accept().await {
        seen.lock().expect("no panic").connections += 1;
        let seen = seen.clone();
        tokio::spawn(async move {
            let (mut peer, mut buffer) = (Peer::default(), vec![0; 16 * 1024]);
            peer.connected();
            let idle = Duration::from_secs(5);
            while let Ok(Ok(len)) = tokio::time::timeout(idle, stream.read(&mut buffer)).await
                && len > 0
            {
                let answer = peer.bytes(&buffer[..len]);
                seen.lock().expect("no panic").visitors.append(&mut peer.visitors);
                if stream.write_all(&answer).await.is_err() {
                    return;
                }
            }
        });
    }
}

async fn answer(socket: UdpSocket, seen: Arc<Mutex<Seen>>) {
    let (mut peer, mut buffer) = (Peer::default(), vec![0; 2048]);
    while let Ok((len, from)) = socket.recv_from(&mut buffer).await {
        let answers = peer.datagram(&buffer[..len]);
        {
            let mut seen = seen.lock().expect("no panic");
            seen.datagrams.push(from);
            seen.visitors.append(&mut peer.visitors);
        }
        for answer in answers {
            let _ = socket.send_to(&answer, from).await;
        }
    }
}

/// A run with its own identity and a quick pace; the clock of the packets stands still.
fn job_over(targets: &[&str], excludes: &[&str], ports: Ports) -> Job {
    let mut draft = Draft::new(ports);
    targets.iter().try_for_each(|target| draft.target(target)).expect("good targets");
    excludes.iter().try_for_each(|exclude| draft.exclude(exclude)).expect("good excludes");
    let scope = Scope::build(draft, &Names::default(), None).expect("a good scope");
    let expectations = Arc::new(scope.expectations().clone());
    let mut job = job(Order::new(Arc::new(scope), 7, Shard::WHOLE));
    let rate = NonZeroU32::new(1000).expect("not zero");
    (job.pace, job.expectations) = (Pace { overall: rate, network: rate }, expectations);
    job.clock = Arc::new(|| Utc(1_700_000_000_000));
    job
}

fn udp(port: u16) -> Ports {
    Ports { tcp: Vec::new(), udp: vec![port] }
}

async fn finished(job: Job) -> (Vec<Finished>, Coverage) {
    let sink = Arc::new(Keep::default());
    let coverage = run(job, sink.clone(), Stop::new()).await;
    (sink.all(), coverage)
}

fn names(transcripts: &[Transcript]) -> Vec<&str> {
    transcripts.iter().map(|transcript| transcript.head.protocol.as_str()).collect()
}

fn sent(transcript: &Transcript) -> usize {
    let sent = |what: &Happening| matches!(what, Happening::Sent(_));
    transcript.events.iter().filter(|event| sent(&event.what)).count()
}

fn fact(transcript: &Transcript, name: &str) -> Option<String> {
    let facts = read(transcript);
    facts.iter().find(|fact| fact.name == name).map(|fact| fact.value.written().into_owned())
}

const GENESIS: &str = "d4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3";

#[tokio::test]
async fn a_node_of_unknown_key_costs_three_datagrams_and_one_connection() {
    let node = Node::start([1, 1], 30303, true, true).await;
    let mut job = job_over(&[&node.at.to_string()], &[], Ports::default());
    job.identity = [9; 32];
    let (all, coverage) = finished(job).await;
    assert!(coverage.is_complete());
    let [finished] = all.as_slice() else { panic!("{all:?}") };
    let [discovery, handshake] = finished.transcripts.as_slice() else {
        panic!("{:?}", names(&finished.transcripts))
    };
    assert_eq!(names(&finished.transcripts), ["ethereum.discv4", "ethereum.devp2p"]);
    assert_eq!((&discovery.ending, &handshake.ending), (&Ending::Spoken, &Ending::Spoken));
    assert_eq!(fact(handshake, "ethereum.header.genesis").as_deref(), Some(GENESIS));
    assert_eq!(handshake.head.options["listen"], "1000", "the connection that was listened to");

    let seen = node.seen();
    assert_eq!(seen.connections, 1);
    assert!(seen.datagrams.len() <= 3, "{:?}", seen.datagrams);
    assert_eq!(sent(discovery), seen.datagrams.len());
    assert_eq!(coverage.counts.sent, 1, "one connect");
    // Both dialogues speak under the one node key of the run.
    let key = Peer::key_of(&[9; 32]);
    assert!(seen.visitors.iter().all(|visitor| *visitor == key), "one key");
    assert_eq!(seen.visitors.len(), seen.datagrams.len() + 1);
    for transcript in &finished.transcripts {
        assert_eq!(transcript.head.options["identity"], "09".repeat(32));
        let again = replay(transcript, usize::MAX).expect("its options are good");
        assert_eq!(&again, transcript, "it can be run again");
    }
}

#[tokio::test]
async fn a_key_that_comes_with_the_target_needs_no_datagram() {
    // No port of the family.
    let node = Node::start([1, 2], 41234, true, true).await;
    let target = format!("enode://{}@{}", hex::encode(Peer::default().key()), node.at);
    let (all, coverage) = finished(job_over(&[&target], &[], Ports::default())).await;
    assert!(coverage.is_complete());
    assert_eq!(names(&all[0].transcripts), ["ethereum.devp2p"]);
    assert_eq!(fact(&all[0].transcripts[0], "ethereum.header.genesis").as_deref(), Some(GENESIS));
    let seen = node.seen();
    assert_eq!((seen.connections, seen.datagrams.len()), (1, 0));
}

#[tokio::test]
async fn a_node_of_another_key_than_its_target_says_is_asked_for_its_own() {
    let node = Node::start([1, 3], 30303, true, true).await;
    let wrong = hex::encode(Peer::key_of(&[77; 32]));
    let target = format!("enode://{wrong}@{}", node.at);
    // A node that cannot decrypt our first message hangs up; this one's test peer panics, which
    // closes the connection too.
    let (all, _) = finished(job_over(&[&target], &[], Ports::default())).await;
    let transcripts = &all[0].transcripts;
    assert_eq!(
        names(transcripts),
        ["ethereum.devp2p", "ethereum.discv4", "ethereum.devp2p"],
        "the key that came, the key that is shown, and that"
    );
    assert_eq!(transcripts[0].head.options["key"], wrong);
    assert_eq!(transcripts[2].head.options["key"], hex::encode(Peer::default().key()));
    assert_eq!(transcripts[2].ending, Ending::Spoken);
    assert_eq!(node.seen().connections, 2);
}

#[tokio::test]
async fn ports_of_udp_are_swept_from_one_socket_and_silence_leaves_a_count() {
    let mut nodes = Vec::new();
    for last in [1, 5, 6, 9] {
        nodes.push(Node::start([2, last], 30303, false, true).await);
    }
    let job = job_over(&["127.94.2.0/28"], &["127.94.2.6", "127.94.2.9:30303/udp"], udp(30303));
    let begun = Instant::now();
    let (mut all, coverage) = finished(job).await;
    assert!(coverage.is_complete(), "{coverage:?}");
    assert!(begun.elapsed() < Duration::from_secs(5), "all silence is waited out at once");
    assert_eq!((coverage.total, coverage.done.count()), (14, 14));
    let counts = coverage.counts;
    assert_eq!((counts.open, counts.silent, counts.dialogues, counts.fenced), (2, 12, 2, 0));
    all.sort_by_key(|finished| finished.endpoint);
    let found: Vec<String> = all.iter().map(|finished| finished.endpoint.to_string()).collect();
    assert_eq!(found, ["127.94.2.1:30303/udp", "127.94.2.5:30303/udp"]);
    for finished in &all {
        let [transcript] = finished.transcripts.as_slice() else { panic!("{finished:?}") };
        assert_eq!(transcript.head.endpoint, finished.endpoint);
        assert_eq!(transcript.ending, Ending::Spoken);
        assert_eq!(fact(transcript, "ethereum.enr.fork_hash").as_deref(), Some("fc64ec04"));
        assert_eq!(&replay(transcript, usize::MAX).expect("good options"), transcript);
    }
    let seen: Vec<Seen> = nodes.iter().map(Node::seen).collect();
    let sources: Vec<u16> =
        seen.iter().flat_map(|seen| &seen.datagrams).map(|from| from.port()).collect();
    assert!(sources.iter().all(|port| port == &sources[0]), "one socket: {sources:?}");
    let datagrams: Vec<usize> = seen.iter().map(|seen| seen.datagrams.len()).collect();
    assert_eq!(datagrams, [3, 3, 0, 0], "and nothing to what is excluded");
}

#[tokio::test]
async fn the_pace_holds_for_datagrams_too() {
    let _node = Node::start([3, 1], 30303, false, true).await;
    let mut job = job_over(&["127.94.3.0/28"], &[], udp(30303));
    let slow = NonZeroU32::new(10).expect("not zero");
    job.pace = Pace { overall: slow, network: slow };
    let (all, coverage) = finished(job).await;
    assert_eq!(all.len(), 1);
    // 16 at 10 a second, and the silence of the last; three seconds alone without the pace.
    let seconds = coverage.elapsed.as_secs_f64();
    assert!((4.2..6.5).contains(&seconds), "{seconds}");
}

#[tokio::test]
async fn silent_discovery_costs_no_second_connection_either() {
    // Bound and never read: nothing comes back, not even that it is closed.
    let silent = UdpSocket::bind("127.94.8.1:30303").await.expect("a free port");
    let at = silent.local_addr().expect("bound");
    let listener = TcpListener::bind(at).await.expect("a free port");
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut buffer = vec![0; 4096];
            while let Ok(len) = stream.read(&mut buffer).await
                && len > 0
            {
                let page = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
                let _ = stream.write_all(page).await;
            }
        }
    });
    let (all, coverage) = finished(job_over(&[&at.to_string()], &[], Ports::default())).await;
    assert!(coverage.is_complete());
    let transcripts = &all[0].transcripts;
    assert_eq!(names(&transcripts[..2]), ["ethereum.discv4", "http"]);
    assert_eq!(transcripts[0].ending, Ending::Silent);
    assert_eq!(transcripts[1].ending, Ending::Spoken);
    assert_eq!(transcripts[1].head.options["listen"], "1000", "the first connection");
    let asked = transcripts[1].events.iter().find(|event| matches!(event.what, Happening::Sent(_)));
    assert!(asked.is_some_and(|event| event.at >= 4000), "after discovery was waited for");
    assert_eq!(&replay(&transcripts[1], usize::MAX).expect("good options"), &transcripts[1]);
}

#[tokio::test]
async fn a_port_of_udp_is_not_asked_again_where_it_was_asked_beside_its_tcp_port() {
    let both = Node::start([4, 1], 30303, true, true).await;
    let alone = Node::start([4, 2], 30303, false, true).await;
    let ports = Ports { tcp: vec![30303], udp: vec![30303] };
    let (mut all, coverage) = finished(job_over(&["127.94.4.0/30"], &[], ports)).await;
    assert!(coverage.is_complete());
    assert_eq!((coverage.total, coverage.counts.beside), (8, 1));
    all.sort_by_key(|finished| (finished.endpoint.ip, finished.endpoint.port));
    let found: Vec<_> = all
        .iter()
        .map(|finished| (finished.endpoint.transport, names(&finished.transcripts)))
        .collect();
    assert_eq!(
        found,
        [
            (Transport::Tcp, vec!["ethereum.discv4", "ethereum.devp2p"]),
            (Transport::Udp, vec!["ethereum.discv4"]),
        ]
    );
    let (both, alone) = (both.seen(), alone.seen());
    assert!(both.datagrams.len() <= 3, "{:?}", both.datagrams);
    assert_eq!((both.connections, alone.datagrams.len()), (1, 3));
}

#[tokio::test]
async fn what_was_swept_is_not_asked_again_by_a_resumed_run() {
    let node = Node::start([5, 1], 30303, false, true).await;
    let (all, coverage) = finished(job_over(&["127.94.5.0/30"], &[], udp(30303))).await;
    assert_eq!((all.len(), coverage.counts.silent), (1, 3));
    let mut again = job_over(&["127.94.5.0/30"], &[], udp(30303));
    again.progress = Arc::new(Progress::from(coverage.done));
    let (all, coverage) = finished(again).await;
    assert!(all.is_empty() && coverage.is_complete());
    assert_eq!(coverage.counts.sent, 0);
    assert_eq!(node.seen().datagrams.len(), 3);
}

#[tokio::test]
async fn a_sweep_that_is_stopped_has_not_finished_what_was_silent_so_far() {
    let job = job_over(&["127.94.6.0/29"], &[], udp(30303));
    let stop = Stop::new();
    let handle = stop.clone();
    tokio::spawn(async move {
        sleep(Duration::from_millis(500)).await;
        handle.interrupt();
    });
    let sink = Arc::new(Keep::default());
    let coverage = run(job, sink.clone(), stop).await;
    assert!(matches!(coverage.cause, Some(Cause::Interrupted)), "{coverage:?}");
    assert_eq!((coverage.done.count(), coverage.counts.silent), (0, 0));
    assert!(sink.all().is_empty());
}

#[tokio::test]
async fn listed_ports_of_udp_are_asked_over_a_socket_of_their_own() {
    let node = Node::start([7, 1], 30303, false, true).await;
    let gone = "127.94.7.2:30303/udp";
    let mut job = job_over(&[&format!("{}/udp", node.at), gone], &[], Ports::default());
    let order = Order::new(job.scope.clone(), 7, Shard::WHOLE);
    job.reach = Box::new(Listed::new(order));
    let told: Arc<Mutex<Vec<String>>> = Arc::default();
    let heard = told.clone();
    job.watch = Some(Arc::new(move |moment| {
        if let Moment::Reached { endpoint, outcome } = moment {
            let line = format!("{endpoint} {}", outcome.word());
            heard.lock().expect("no panic").push(line);
        }
    }));
    let (all, coverage) = finished(job).await;
    assert!(coverage.is_complete());
    assert_eq!((all.len(), coverage.counts.open, coverage.counts.closed), (1, 1, 1));
    let mut told = told.lock().expect("no panic").clone();
    told.sort();
    assert_eq!(told, ["127.94.7.1:30303/udp open", "127.94.7.2:30303/udp closed"]);
}
