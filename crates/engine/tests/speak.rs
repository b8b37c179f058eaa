//! Whole runs over real sockets on loopback: peers that speak first, stay silent, close, reset,
//! flood; what is contacted, what is kept, how a run ends.

mod support;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use coinsift_engine::BoxFuture;
use coinsift_engine::context::{Attempt, Context};
use coinsift_engine::dial::ReachOutcome;
use coinsift_engine::reach::{Listed, Reach, Reached};
use coinsift_engine::run::{Finished, Job, Sink, SinkClosed, run};
use coinsift_engine::stop::{Cause, Stop};
use coinsift_engine::watch::Moment;
use coinsift_protocols::dialogue::endpoint_limits::{CONNECTIONS, PAUSE};
use coinsift_protocols::{Close, Ending, Endpoint, Happening, Transcript};
use support::{Act, Keep, Script, job, order};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};

/// Serves every connection to a fresh port of 127.0.0.1 with `peer`.
async fn serve<F>(peer: impl Fn(TcpStream) -> F + Send + 'static) -> SocketAddr
where
    F: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback is there");
    let address = listener.local_addr().expect("a bound listener has an address");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(peer(stream));
        }
    });
    address
}

async fn banner(mut stream: TcpStream) {
    let _ = stream.write_all(b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n").await;
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest).await;
}

fn job_for(addresses: &[SocketAddr]) -> Job {
    let targets: Vec<String> = addresses.iter().map(ToString::to_string).collect();
    job(order(&targets.iter().map(String::as_str).collect::<Vec<_>>(), &[], &[]))
}

/// Runs until the first dialogue is over, then cuts; gives what the sink got.
async fn first_dialogue(mut job: Job) -> Vec<Finished> {
    let stop = Stop::new();
    let handle = stop.clone();
    job.watch = Some(Arc::new(move |moment| {
        if let Moment::Ended { .. } = moment {
            handle.interrupt();
        }
    }));
    let sink = Arc::new(Keep::default());
    run(job, sink.clone(), stop).await;
    sink.all()
}

fn close(transcript: &Transcript) -> Option<Close> {
    transcript.events.iter().find_map(|event| match event.what {
        Happening::Closed(close) => Some(close),
        _ => None,
    })
}

#[tokio::test]
async fn a_peer_that_speaks_first_is_recognised_in_its_first_connection() {
    let open = serve(banner).await;
    let sink = Arc::new(Keep::default());
    let coverage = run(job_for(&[open]), sink.clone(), Stop::new()).await;
    assert!(coverage.is_complete());
    let all = sink.all();
    let [finished] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!(finished.endpoint, Endpoint::tcp(open.ip(), open.port()));
    assert_eq!(
        (finished.index, finished.reach, finished.complete),
        (Some(0), ReachOutcome::Open, true)
    );
    let [transcript] = finished.transcripts.as_slice() else { panic!("{finished:?}") };
    assert_eq!(transcript.head.protocol, "greeting");
    assert_eq!(transcript.ending, Ending::Spoken);
    assert!(transcript.peer_spoke_first());
    assert_eq!(transcript.received(), b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n");
    let option = |name: &str| transcript.head.options.get(name).map(String::as_str);
    assert_eq!(option("listen"), Some("1000"));
    assert_eq!(option("agent"), Some("coinsift/0.0.0 (+test@example.net)"));
    assert_eq!(option("seed").map(str::len), Some(64));
    assert_eq!(transcript.head.started.0, 1_700_000_000_000);
    let counts = coverage.counts;
    assert_eq!((counts.sent, counts.open, counts.dialogues), (1, 1, 1));
    assert_eq!((counts.bytes_in, counts.bytes_out), (32, 0));
    // What was recorded live replays to the same.
    let replayed = coinsift_protocols::conversation::replay(transcript, usize::MAX).unwrap();
    assert_eq!(&replayed, transcript);
}

#[tokio::test]
async fn open_and_closed_ports_are_found_and_excluded_ones_never_contacted() {
    let (open, other, excluded) = (serve(banner).await, serve(banner).await, serve(banner).await);
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let ports = [open.port(), other.port(), excluded.port(), gone.port()];
    let out = excluded.to_string();
    let mut job = job(order(&["127.0.0.1", &out], &[&out], &ports));
    let dial = Script::new(|_, _| Act::Real);
    job.dial = dial.clone();
    let sink = Arc::new(Keep::default());
    let coverage = run(job, sink.clone(), Stop::new()).await;
    let mut contacted: Vec<SocketAddr> = dial.counts().into_keys().collect();
    let mut expected = vec![open, other, gone];
    contacted.sort();
    expected.sort();
    assert_eq!(contacted, expected);
    assert_eq!(sink.all().len(), 2);
    assert_eq!((coverage.counts.open, coverage.counts.closed), (2, 1));
    assert!(coverage.is_complete());
}

/// A reach that ignores the excludes.
struct Wild(Vec<Endpoint>);

impl Reach for Wild {
    fn len(&self) -> u64 {
        self.0.len() as u64
    }

    fn run(
        self: Box<Self>,
        _: Arc<Context>,
        found: mpsc::Sender<Reached>,
    ) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            for (index, endpoint) in (0..).zip(self.0) {
                let _ = found
                    .send(Reached { index: Some(index), endpoint, link: None, held: None })
                    .await;
            }
        })
    }
}

#[tokio::test]
async fn the_fence_holds_even_where_a_reach_does_not_look() {
    let (inside, outside) = (serve(banner).await, serve(banner).await);
    let endpoint = |address: SocketAddr| Endpoint::tcp(address.ip(), address.port());
    let mut job = job(order(&[&inside.to_string()], &[&outside.to_string()], &[]));
    let dial = Script::new(|_, _| Act::Real);
    job.dial = dial.clone();
    let multicast = Endpoint::tcp("224.0.0.1".parse().unwrap(), 80);
    job.reach = Box::new(Wild(vec![endpoint(outside), endpoint(inside), multicast]));
    let coverage = run(job, Arc::new(Keep::default()), Stop::new()).await;
    assert_eq!(dial.counts().into_keys().collect::<Vec<_>>(), [inside]);
    assert_eq!((coverage.counts.fenced, coverage.counts.open), (2, 1));
}

#[tokio::test]
async fn a_list_is_spoken_with_and_not_probed() {
    let open = serve(banner).await;
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let order = order(&[&open.to_string(), &gone.to_string()], &[], &[]);
    let mut job = job(order.clone());
    job.reach = Box::new(Listed::new(order));
    let dial = Script::new(|_, _| Act::Real);
    job.dial = dial.clone();
    let sink = Arc::new(Keep::default());
    let coverage = run(job, sink.clone(), Stop::new()).await;
    assert!(coverage.is_complete());
    assert_eq!((coverage.counts.open, coverage.counts.closed), (1, 1));
    assert!(dial.counts().values().all(|&times| times == 1));
    assert_eq!(sink.all().len(), 1);
}

#[tokio::test]
async fn a_silent_peer_is_asked_after_a_second_and_again_after_pauses() {
    // Reads one message and hangs up without a word.
    let accepted = Arc::new(Mutex::new(Vec::new()));
    let (seen, stop) = (accepted.clone(), Stop::new());
    let handle = stop.clone();
    let open = serve(move |mut stream| {
        let (seen, handle) = (seen.clone(), handle.clone());
        let at = Instant::now();
        async move {
            let mut buffer = vec![0; 4096];
            let read = stream.read(&mut buffer).await.unwrap_or(0);
            let mut seen = seen.lock().unwrap();
            seen.push((at, at.elapsed(), read, Instant::now()));
            if seen.len() == 3 {
                handle.interrupt();
            }
        }
    })
    .await;
    let sink = Arc::new(Keep::default());
    let coverage = run(job_for(&[open]), sink.clone(), stop).await;
    let accepted = accepted.lock().unwrap();
    assert_eq!(accepted.len(), 3);
    let (_, waited, read, _) = accepted[0];
    assert!(waited >= Duration::from_millis(950) && waited < Duration::from_secs(3), "{waited:?}");
    assert!(read > 0);
    // Only before the first word do we listen.
    assert!(accepted[1].1 < Duration::from_millis(500), "{:?}", accepted[1].1);
    for pair in accepted.windows(2) {
        let pause = pair[1].0.duration_since(pair[0].3);
        assert!(pause >= PAUSE - Duration::from_millis(50), "{pause:?}");
    }
    let all = sink.all();
    assert_eq!(all[0].transcripts.len(), 3);
    assert!(all[0].transcripts[0].events.iter().any(|event| event.what == Happening::Timer));
    assert!(!all[0].transcripts[1].head.options.contains_key("listen"));
    assert_eq!(coverage.cause, Some(Cause::Interrupted));
    assert!(!all[0].complete);
}

#[tokio::test]
async fn a_peer_that_closes_at_once_is_recorded_and_asked_again_within_the_limit() {
    let open = serve(|stream| async move { drop(stream) }).await;
    let sink = Arc::new(Keep::default());
    let coverage = run(job_for(&[open]), sink.clone(), Stop::new()).await;
    assert!(coverage.is_complete());
    let all = sink.all();
    let transcripts = &all[0].transcripts;
    assert_eq!(close(&transcripts[0]), Some(Close::Fin));
    assert_eq!(transcripts[0].ending, Ending::Silent);
    assert!(transcripts[0].sent().is_empty());
    assert!(transcripts.len() > 1 && transcripts.len() <= CONNECTIONS, "{}", transcripts.len());
    assert!(transcripts[1..].iter().all(|transcript| !transcript.sent().is_empty()));
}

#[tokio::test]
async fn a_reset_is_told_from_a_fin() {
    let open = serve(|stream| async move {
        sleep(Duration::from_millis(50)).await;
        stream.set_zero_linger().unwrap();
    })
    .await;
    let all = first_dialogue(job_for(&[open])).await;
    assert_eq!(close(&all[0].transcripts[0]), Some(Close::Reset));
}

#[tokio::test]
async fn a_half_closed_connection_ends_and_we_answer_with_a_fin() {
    let ended = Arc::new(Mutex::new(None));
    let seen = ended.clone();
    let open = serve(move |mut stream| {
        let seen = seen.clone();
        async move {
            let _ = stream.write_all(b"hello, who is there?\r\n").await;
            let _ = stream.shutdown().await;
            let mut rest = Vec::new();
            let read = stream.read_to_end(&mut rest).await;
            *seen.lock().unwrap() = Some(read.map_err(|error| error.kind()));
        }
    })
    .await;
    let all = first_dialogue(job_for(&[open])).await;
    let transcript = &all[0].transcripts[0];
    assert_eq!(transcript.received(), b"hello, who is there?\r\n");
    sleep(Duration::from_millis(50)).await;
    assert_eq!(*ended.lock().unwrap(), Some(Ok(0)), "our end is a FIN, no reset");
}

#[tokio::test]
async fn a_dialogue_that_we_end_is_not_reset() {
    let ended = Arc::new(Mutex::new(None));
    let seen = ended.clone();
    let open = serve(move |mut stream| {
        let seen = seen.clone();
        async move {
            let _ = stream.write_all(b"220 mail.example ESMTP ready\r\n").await;
            let mut rest = Vec::new();
            let read = stream.read_to_end(&mut rest).await;
            // Longer than our side waits for this end of the connection.
            sleep(Duration::from_millis(900)).await;
            let error = stream.take_error().map(|error| error.map(|error| error.kind()));
            *seen.lock().unwrap() = Some((read.ok(), error.ok()));
        }
    })
    .await;
    run(job_for(&[open]), Arc::new(Keep::default()), Stop::new()).await;
    sleep(Duration::from_millis(800)).await;
    assert_eq!(*ended.lock().unwrap(), Some((Some(0), Some(None))));
}

#[tokio::test]
async fn endless_bytes_are_capped() {
    let open =
        serve(
            |mut stream| async move { while stream.write_all(&[0xa5; 1 << 16]).await.is_ok() {} },
        )
        .await;
    let begun = Instant::now();
    let all = first_dialogue(job_for(&[open])).await;
    let transcript = &all[0].transcripts[0];
    let wire = coinsift_protocols::dialogue(&transcript.head.protocol).unwrap().wire;
    assert!(transcript.received().len() <= wire.bytes_in as usize);
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_stop_lets_dialogues_go_on_for_two_seconds_and_then_cuts_them() {
    // Keeps the first dialogue busy for longer than the grace.
    let open = serve(|mut stream| async move {
        let mut buffer = [0; 4096];
        let _ = stream.read(&mut buffer).await;
        sleep(Duration::from_secs(30)).await;
    })
    .await;
    let stop = Stop::new();
    let handle = stop.clone();
    let mut job = job_for(&[open]);
    job.watch = Some(Arc::new(move |moment| {
        if let Moment::Listened { .. } = moment {
            handle.interrupt();
        }
    }));
    let sink = Arc::new(Keep::default());
    let begun = Instant::now();
    let coverage = run(job, sink.clone(), stop).await;
    let took = begun.elapsed();
    assert!(took > Duration::from_millis(2900) && took < Duration::from_secs(5), "{took:?}");
    let all = sink.all();
    assert_eq!(close(&all[0].transcripts[0]), Some(Close::Stopped));
    assert!(!all[0].complete);
    assert_eq!((coverage.cause, coverage.done.count()), (Some(Cause::Interrupted), 0));
}

#[tokio::test]
async fn a_further_connection_that_fails_ends_the_session_with_what_is_there() {
    let open = serve(|mut stream| async move {
        let _ = stream.read(&mut [0; 4096]).await;
    })
    .await;
    let mut job = job_for(&[open]);
    job.dial = Script::new(|_, before| match before {
        0 => Act::Real,
        _ => Act::Fail(libc::ECONNREFUSED),
    });
    let told = Arc::new(Mutex::new(Vec::new()));
    let story = told.clone();
    job.watch = Some(Arc::new(move |moment| {
        story.lock().unwrap().push(match moment {
            Moment::Reached { outcome, .. } => format!("reached {}", outcome.word()),
            Moment::Listened { heard, .. } => format!("heard {heard}"),
            Moment::Chose { connection, .. } => format!("chose {connection}"),
            Moment::Ended { transcript } => format!("ended {}", transcript.ending.word()),
            Moment::Lost { outcome, .. } => format!("lost {:?}", outcome.map(ReachOutcome::word)),
            Moment::Short { .. } => "short".to_owned(),
        });
    }));
    let sink = Arc::new(Keep::default());
    let coverage = run(job, sink.clone(), Stop::new()).await;
    assert!(coverage.is_complete());
    assert_eq!(sink.all()[0].transcripts.len(), 1);
    assert!(sink.all()[0].complete);
    assert_eq!((coverage.counts.lost, coverage.counts.closed), (1, 0));
    let told = told.lock().unwrap();
    assert_eq!(
        told.as_slice(),
        ["reached open", "heard 0", "chose 1", "ended silent", "lost Some(\"closed\")"]
    );
}

#[tokio::test]
async fn a_run_ends_when_its_bytes_are_used_up() {
    let mut addresses = Vec::new();
    for _ in 0..8 {
        addresses.push(serve(banner).await);
    }
    let mut job = job_for(&addresses);
    job.budget.bytes = Some(40);
    job.limits.sessions = 1;
    let coverage = run(job, Arc::new(Keep::default()), Stop::new()).await;
    assert_eq!(coverage.cause, Some(Cause::MaxBytes));
    assert!(coverage.done.count() >= 1 && coverage.done.count() < 8, "{:?}", coverage.done);
    assert!(coverage.counts.bytes() >= 40);
}

struct Full;

impl Sink for Full {
    fn take(&self, _: Finished) -> BoxFuture<'_, Result<(), SinkClosed>> {
        Box::pin(async { Err(SinkClosed) })
    }
}

#[tokio::test]
async fn a_sink_that_takes_nothing_more_stops_the_run() {
    let open = serve(banner).await;
    let coverage = run(job_for(&[open]), Arc::new(Full), Stop::new()).await;
    assert_eq!((coverage.cause, coverage.done.count()), (Some(Cause::Sink), 0));
}

#[tokio::test]
async fn more_open_endpoints_than_sessions_wait_their_turn_and_none_is_lost() {
    let mut addresses = Vec::new();
    for _ in 0..12 {
        addresses.push(serve(banner).await);
    }
    let mut job = job_for(&addresses);
    (job.limits.sessions, job.limits.queue, job.limits.connects) = (2, 1, 4);
    job.pace.network = job.pace.overall;
    let sink = Arc::new(Keep::default());
    let coverage = run(job, sink.clone(), Stop::new()).await;
    assert!(coverage.is_complete());
    assert_eq!(sink.all().len(), 12);
    assert!(sink.all().iter().all(|finished| !finished.transcripts.is_empty()));
}

/// A reach that lets its open sockets wait.
struct Slow(SocketAddr, Duration);

impl Reach for Slow {
    fn len(&self) -> u64 {
        1
    }

    fn run(
        self: Box<Self>,
        context: Arc<Context>,
        found: mpsc::Sender<Reached>,
    ) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            let endpoint = Endpoint::tcp(self.0.ip(), self.0.port());
            let Attempt::Open(link) = context.connect(endpoint).await else { return };
            sleep(self.1).await;
            let _ = found
                .send(Reached { index: Some(0), endpoint, link: Some(link), held: None })
                .await;
        })
    }
}

#[tokio::test]
async fn a_socket_that_waited_too_long_is_opened_anew() {
    for (wait, stale) in [(500, 0), (2200, 1)] {
        let open = serve(banner).await;
        let mut job = job_for(&[open]);
        job.reach = Box::new(Slow(open, Duration::from_millis(wait)));
        let dial = Script::new(|_, _| Act::Real);
        job.dial = dial.clone();
        let sink = Arc::new(Keep::default());
        let coverage = run(job, sink.clone(), Stop::new()).await;
        assert!(coverage.is_complete());
        assert_eq!((coverage.counts.stale, coverage.counts.sent), (stale, 1 + stale));
        let transcript = &sink.all()[0].transcripts[0];
        assert_eq!(transcript.ending, Ending::Spoken);
        let pause = dial.moments().windows(2).map(|two| two[1].0 - two[0].0).min();
        assert!(pause.is_none_or(|pause| pause >= Duration::from_millis(wait) + PAUSE));
    }
}
