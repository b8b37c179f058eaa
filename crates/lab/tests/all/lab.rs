//! The lab itself: counting, keeping, bounds, ends; the swarm; recordings played back.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use crate::client::{Client, End, ask};
use coinsift_lab::bitcoin::{Chain, Node};
use coinsift_lab::hostile::Hostile;
use coinsift_lab::replay::{self, Unplayable};
use coinsift_lab::script::{Script, Step};
use coinsift_lab::services::Service;
use coinsift_lab::visits::{MAX_KEPT, MAX_VISITS};
use coinsift_lab::{Lab, LabError, Limits, Peer, Scene, Swarm, run_scene};
use coinsift_protocols::text::{self, Recording};
use coinsift_protocols::{Close, Endpoint, Event, Happening, Transcript};

#[tokio::test]
async fn what_comes_is_counted_and_kept() {
    let mut lab = Lab::new();
    let at = lab.add_anywhere(Service::Hello).await.expect("a free port");
    for words in ["one", "three"] {
        ask(at, words).await;
    }
    let visits = lab.visits(at);
    assert_eq!((visits.count(), visits.bytes_in(), visits.bytes_out()), (2, 8, 14));
    let kept: Vec<_> = visits.all().into_iter().map(|visit| (visit.received, visit.to)).collect();
    assert_eq!(kept, [(b"one".to_vec(), at), (b"three".to_vec(), at)]);
    assert!(visits.is_complete());
    assert_eq!(lab.visits(SocketAddr::from(([127, 0, 0, 1], 1))).count(), 0, "no peer, no visits");
}

#[tokio::test]
async fn what_is_kept_is_bounded_and_says_so() {
    let mut lab = Lab::new();
    let at = lab.add_anywhere(Service::HangsUp).await.expect("a free port");
    for _ in 0..MAX_VISITS + 3 {
        ask(at, "x").await;
    }
    let visits = lab.visits(at);
    assert_eq!((visits.count(), visits.all().len()), (MAX_VISITS as u64 + 3, MAX_VISITS));
    assert!(!visits.is_complete());

    let at = lab.add_anywhere(Service::Silent).await.expect("a free port");
    let mut client = Client::connect(at).await;
    client.say(vec![7; MAX_KEPT + 10]).await;
    drop(client);
    let visits = lab.visits(at);
    while !visits.all().iter().any(|visit| visit.over) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let visit = &visits.all()[0];
    assert_eq!((visit.received.len(), visit.bytes_in), (MAX_KEPT, MAX_KEPT as u64 + 10));
    assert!(!visits.is_complete());
}

#[tokio::test]
async fn connections_at_once_are_bounded() {
    let limits = Limits { at_once: 2, lifetime: Duration::from_secs(5), ..Limits::default() };
    let mut lab = Lab::with_limits(limits);
    let at = lab.add_anywhere(Service::Ssh).await.expect("a free port");
    let mut held = Vec::new();
    for _ in 0..2 {
        let mut client = Client::connect(at).await;
        assert!(!client.hear_all(1).await.0.is_empty());
        held.push(client);
    }
    let mut third = Client::connect(at).await;
    assert!(third.is_quiet().await, "it waits in the backlog");
    drop(held);
    assert!(!third.hear_all(1).await.0.is_empty(), "and has its turn");
}

#[tokio::test]
async fn stopping_frees_the_ports_and_closes_connections() {
    let mut lab = Lab::new();
    let at = lab.add_anywhere(Service::Silent).await.expect("a free port");
    let mut client = Client::connect(at).await;
    client.say("hello").await;
    assert!(client.is_quiet().await);
    lab.stop().await;
    assert_ne!(client.hear_all(1).await.1, End::Open);
    let mut again = Lab::new();
    assert_eq!(again.add(at, Service::Hello).await.expect("the port is free again"), at);
    drop(again);
    tokio::task::yield_now().await;
    assert!(tokio::net::TcpStream::connect(at).await.is_err(), "dropping closes as well");
}

#[tokio::test]
async fn errors_name_the_place_and_the_cure() {
    let mut lab = Lab::new();
    let at = lab.add_anywhere(Service::Hello).await.expect("a free port");
    let taken = lab.add(at, Service::Hello).await.expect_err("it is taken").sentence();
    assert_eq!(taken.id, "lab-address-in-use");
    assert_eq!(taken.args, [("address".to_owned(), at.to_string())]);
    let beyond = SocketAddr::from(([192, 0, 2, 1], 80));
    let error = lab.add(beyond, Service::Hello).await.expect_err("not loopback");
    assert_eq!(error.sentence().id, "lab-not-loopback");

    let demo = Scene::named("demo").expect("a scene");
    for base in [Ipv4Addr::new(10, 0, 0, 0), Ipv4Addr::new(127, 77, 0, 8)] {
        let error = demo.rows(base).expect_err("a bad base");
        assert!(matches!(error, LabError::Base { span: 16, .. }), "{error}");
        assert_eq!(error.sentence().id, "lab-base");
    }
    assert_eq!(Scene::named("dmeo").expect_err("no scene").sentence().id, "lab-unknown-scene");
}

#[test]
fn scenes_are_sound() {
    for name in Scene::NAMES {
        let scene = Scene::named(name).expect("a scene");
        assert_eq!(scene.name, name);
        assert!(scene.span.is_power_of_two());
        let base = coinsift_lab::scenes::BASE;
        let rows = scene.rows(base).expect("the usual base");
        let mut places: Vec<_> = rows.iter().map(|row| row.at).collect();
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), scene.entries.len(), "{name}: each place once");
        for (row, entry) in rows.iter().zip(&scene.entries) {
            assert!((1..scene.span - 1).contains(&entry.offset), "{name}: {}", entry.name);
            assert!(entry.port > 1023, "{}: no privilege is needed", entry.name);
            assert_eq!(scene.entry_at(base, row.at).map(|entry| entry.name), Some(entry.name));
            assert!(scene.ports().contains(&entry.port));
        }
    }
    let demo = Scene::named("demo").expect("a scene");
    assert_eq!(demo.targets(Ipv4Addr::new(127, 77, 0, 0)), "127.77.0.0/28");
}

#[tokio::test]
async fn a_scene_runs_until_it_is_stopped() {
    let base = Ipv4Addr::new(127, 99, std::process::id() as u8, 0);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let (tell, told) = tokio::sync::oneshot::channel();
    let run = tokio::spawn(async move {
        let shown = |_: &Scene, rows: &[coinsift_lab::scenes::Row]| {
            tell.send(rows[0].clone()).expect("somebody listens");
        };
        run_scene("demo", base, shown, async { stopped.await.unwrap_or(()) }).await
    });
    let row = told.await.expect("the scene is shown");
    assert_eq!((row.name, row.about.id.as_str()), ("bitcoin", "lab-peer-bitcoin"));
    Client::connect(row.at).await;
    stop.send(()).expect("it still runs");
    run.await.expect("no panic").expect("no error");
    assert!(tokio::net::TcpStream::connect(row.at).await.is_err());
}

#[tokio::test]
async fn a_script_is_followed() {
    let steps = [
        Step::Await(2),
        Step::Send(b"a".to_vec()),
        Step::Pause(Duration::from_millis(1)),
        Step::Await(100),
        Step::Send(b"b".to_vec()),
        Step::HalfClose,
        Step::Drain,
    ];
    let mut lab = Lab::new();
    let at = lab.add_anywhere(Script(steps.to_vec())).await.expect("a free port");
    let mut client = Client::connect(at).await;
    client.say("x").await;
    assert!(client.is_quiet().await, "one byte is not two");
    client.say("y").await;
    assert_eq!(client.hear_all(1).await.0, b"a");
    client.say("less than a hundred").await;
    assert_eq!(client.hear_all(usize::MAX).await, (b"b".to_vec(), End::Fin), "quiet is enough");
}

/// The last dialogue with a peer, as a recording.
async fn recorded(peer: impl Into<Peer>) -> Recording {
    let mut lab = Lab::new();
    let at = lab.add_anywhere(peer).await.expect("a free port");
    let (mut transcripts, _) = crate::walk::walk(at).await;
    let transcript = transcripts.pop().expect("a dialogue");
    Recording { software: "the lab".to_owned(), transcript }
}

/// Facts without their places in the list of dialogues.
fn facts(transcript: &Transcript) -> Vec<(&'static str, String)> {
    let facts = coinsift_protocols::read(transcript);
    facts.into_iter().map(|fact| (fact.name, fact.value.written().into_owned())).collect()
}

#[tokio::test]
async fn a_recording_is_played_back() {
    let node = Node { speaks_first: true, ..Node::honest(Chain::litecoin()) };
    for peer in [Peer::from(node), Service::Ssh.into()] {
        let recording = recorded(peer).await;
        let written = text::parse(&text::write(&recording)).expect("a good recording");
        let script = replay::script(&written).expect("in clear");
        let again = recorded(script).await;
        let (first, second) = (&recording.transcript, &again.transcript);
        assert_eq!(first.received(), second.received());
        assert_eq!(facts(first), facts(second));
        assert_eq!(first.ending, second.ending);
        assert!(!facts(first).is_empty());
    }
}

#[tokio::test]
async fn every_recording_that_can_be_played_teaches_the_same_again() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/transcripts");
    let mut plays = Vec::new();
    for family in std::fs::read_dir(folder).expect("recordings") {
        for file in std::fs::read_dir(family.expect("a folder").path()).expect("a folder") {
            let path = file.expect("a file").path();
            if path.extension().is_some_and(|extension| extension == "txt") {
                let written = std::fs::read_to_string(&path).expect("a recording");
                let recording = text::parse(&written).expect("a good recording");
                // What was said inside a layer is played in clear, to whoever speaks in clear.
                if recording.transcript.head.options.contains_key("over") {
                    continue;
                }
                plays.extend(
                    replay::script(&recording).ok().map(|script| (path, recording, script)),
                );
            }
        }
    }
    assert!(plays.len() >= 10, "{} recordings", plays.len());
    let mut lab = Lab::new();
    let mut held = Vec::new();
    for (path, recording, script) in plays {
        let at = lab.add_anywhere(script).await.expect("a free port");
        let mut head = recording.transcript.head.clone();
        head.endpoint = Endpoint::tcp(at.ip(), at.port());
        held.push((path, recording, tokio::spawn(crate::walk::hold(head))));
    }
    for (path, recording, again) in held {
        let (first, mut again) = (recording.transcript, again.await.expect("no panic"));
        // What a greeting means may hang on the port it was recorded at.
        again.head.endpoint = first.head.endpoint;
        assert_eq!(facts(&first), facts(&again), "{}", path.display());
        assert_eq!(first.ending, again.ending, "{}", path.display());
    }
}

#[tokio::test]
async fn a_recording_that_hangs_on_a_secret_is_refused() {
    let recording = recorded(Service::Ssh).await;
    let mut bound = recording.clone();
    bound.transcript.head.protocol = "ethereum.rlpx".to_owned();
    assert_eq!(replay::script(&bound), Err(Unplayable::Bound("ethereum.rlpx".to_owned())));
    let mut echo = recording.clone();
    let seed = echo.transcript.head.options.get("seed").expect("a seed").clone();
    let seed = hex::decode(seed).expect("hex");
    let what = Happening::Received([&[1, 2, 3][..], &seed[5..13], &[4]].concat());
    echo.transcript.events.insert(1, Event { at: 1, what });
    assert_eq!(replay::script(&echo), Err(Unplayable::Echo));
    let mut udp = recording;
    let Endpoint { ip, port, .. } = udp.transcript.head.endpoint;
    udp.transcript.head.endpoint =
        Endpoint { ip, port, transport: coinsift_protocols::Transport::Udp };
    assert_eq!(replay::script(&udp), Err(Unplayable::Udp));
}

#[tokio::test]
async fn a_recorded_end_is_played_back() {
    let mut recording = recorded(Service::Ssh).await;
    let event = |what| Event { at: 0, what };
    for (close, expected) in
        [(Close::Fin, End::Fin), (Close::Reset, End::Reset), (Close::Silence, End::Open)]
    {
        recording.transcript.events = vec![
            event(Happening::Opened),
            event(Happening::Sent(b"ab".to_vec())),
            event(Happening::Closed(close)),
        ];
        let mut lab = Lab::new();
        let script = replay::script(&recording).expect("in clear");
        let at = lab.add_anywhere(script).await.expect("a free port");
        let mut client = Client::connect(at).await;
        assert!(client.is_quiet().await, "nothing ends before we have spoken");
        client.say("ab").await;
        match expected {
            End::Open => assert!(client.is_quiet().await),
            end => assert_eq!(client.hear_all(1).await.1, end),
        }
    }
}

#[tokio::test]
async fn a_swarm_is_many_hosts() {
    let peers =
        vec![Node::honest(Chain::bitcoin()).into(), Service::Ssh.into(), Hostile::TextFlood.into()];
    let choose = |host: Ipv4Addr| match host.octets() {
        [127, 50, _, last] if last < 200 => Some(usize::from(last % 3)),
        _ => None,
    };
    let swarm = Swarm::start(0, Limits::default(), peers, choose).expect("a free port");
    let host = |third, last| Ipv4Addr::new(127, 50, third, last);
    let at = |host: Ipv4Addr| SocketAddr::new(IpAddr::V4(host), swarm.port());
    let mut reached = 0;
    for (third, last) in (0..4).flat_map(|third| (0..200).map(move |last| (third, last))) {
        let mut client = Client::connect(at(host(third, last))).await;
        match last % 3 {
            1 => assert!(client.hear_all(1).await.0.starts_with(b"SSH-")),
            2 if last % 5 == 0 => {
                client.say("?").await;
                assert!(client.hear_all(1).await.0.starts_with(b"All work"));
            }
            _ => {}
        }
        reached += 1;
    }
    let mut nobody = Client::connect(at(host(0, 201))).await;
    assert_eq!(nobody.hear_all(1).await, (vec![], End::Reset));
    let counts = swarm.all_connections();
    assert_eq!(counts.len(), reached + 1);
    assert_eq!(swarm.connections(host(3, 199)), 1);
    assert_eq!(swarm.connections(host(9, 9)), 0);
    let port = swarm.port();
    swarm.stop().await;
    let again = Swarm::start(port, Limits::default(), vec![], |_| None);
    assert_eq!(again.expect("the port is free again").port(), port);
}
