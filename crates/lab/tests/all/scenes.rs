//! Every entry of every scene gets its verdict, and nothing but the listed requests arrives.

use std::net::Ipv4Addr;
use std::time::Duration;

use coinsift_lab::Scene;
use coinsift_protocols::dialogue::endpoint_limits;
use coinsift_protocols::{Close, Happening, Transcript, Transport};

/// A base that another test run on this machine is unlikely to use.
fn base(number: u8) -> Ipv4Addr {
    let [_, _, high, low] = std::process::id().to_be_bytes();
    Ipv4Addr::new(127, 128 + number, high ^ 0x55, low & 0xc0)
}

/// Walks all endpoints of a scene at once, reports every difference together, and holds what was
/// sent and taken to the wire table.
async fn check(name: &str, base: Ipv4Addr) {
    let scene = Scene::named(name).expect("a scene");
    let lab = scene.start(base).await.expect("free addresses");
    let rows = scene.rows(base).expect("a good base");
    let walks: Vec<_> = rows.iter().map(|row| tokio::spawn(crate::walk::walk(row.at))).collect();
    let mut wrong = Vec::new();
    for (entry, (row, walk)) in scene.entries.iter().zip(rows.iter().zip(walks)) {
        let (transcripts, verdict) = walk.await.expect("no panic");
        let differences = entry.expected.differences(&verdict);
        if !differences.is_empty() {
            wrong.push(format!("{}:\n  {}", entry.name, differences.join("\n  ")));
            wrong.extend(transcripts.iter().map(told));
        }
        within_the_wire_table(entry.name, &transcripts);
        let visits = lab.visits(row.at);
        let over_tcp =
            transcripts.iter().filter(|held| held.head.endpoint.transport == Transport::Tcp);
        assert_eq!(visits.count(), over_tcp.count() as u64, "{}: connections", entry.name);
        assert!(visits.is_complete(), "{}: all that came was kept", entry.name);
        for visit in visits.all() {
            crate::requests::only_listed(entry.name, &visit.received);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Each dialogue within its row, all of an endpoint within the endpoint's limits.
fn within_the_wire_table(name: &str, transcripts: &[Transcript]) {
    let (mut sent, mut received) = (0, 0);
    for transcript in transcripts {
        let protocol = transcript.head.protocol.as_str();
        let wire = coinsift_protocols::dialogue(protocol).expect("a known dialogue").wire;
        let [out, taken] = [transcript.sent(), transcript.received()].map(|bytes| bytes.len());
        assert!(out <= wire.bytes_out as usize, "{name}: {protocol} sent {out}");
        assert!(taken <= wire.bytes_in as usize, "{name}: {protocol} took {taken}");
        let lasted = Duration::from_millis(transcript.duration().into());
        // The machine may be busy when the moment comes.
        let late = Duration::from_secs(2);
        assert!(lasted <= wire.deadline + late, "{name}: {protocol} lasted {lasted:?}");
        sent += out;
        received += taken;
        let held = transcripts.iter().filter(|other| other.head.protocol == protocol).count();
        assert!(held <= wire.connections.into(), "{name}: {protocol} {held} times");
    }
    assert!(transcripts.len() <= endpoint_limits::CONNECTIONS, "{name}: connections");
    assert!(sent <= endpoint_limits::BYTES_OUT, "{name}: {sent} bytes out");
    // The plan looks at the limit between dialogues; the last one may go beyond it by its own.
    let most = endpoint_limits::BYTES_IN + 256 * 1024;
    assert!(received <= most, "{name}: {received} bytes in");
}

/// A transcript in a line, for reports.
fn told(transcript: &Transcript) -> String {
    let Transcript { head, events, ending } = transcript;
    let (sent, received) = (transcript.sent().len(), transcript.received().len());
    let magic = head.options.get("magic").map_or("", String::as_str);
    let last = match events.last().map(|event| &event.what) {
        Some(Happening::Closed(close)) => Close::word(*close),
        _ => "done",
    };
    let (protocol, lasted) = (&head.protocol, transcript.duration());
    format!(
        "  - {protocol} {magic} {lasted} ms, {sent} out, {received} in, {last}: {}",
        ending.word()
    )
}

#[tokio::test]
async fn the_demo_gets_its_verdicts() {
    check("demo", base(0)).await;
}

#[tokio::test]
async fn attackers_get_their_verdicts() {
    check("hostile", base(1)).await;
}

#[tokio::test]
async fn lookalikes_get_their_verdicts() {
    check("lookalikes", base(2)).await;
}

#[tokio::test]
async fn registered_projects_get_their_verdicts() {
    check("registry", base(4)).await;
}

#[tokio::test]
async fn work_servers_get_their_verdicts() {
    check("mining", base(5)).await;
}

#[tokio::test]
async fn proof_is_given_where_it_is_due_and_nowhere_else() {
    check("proof", base(3)).await;
}

#[tokio::test]
async fn devices_and_miners_get_their_verdicts() {
    check("devices", base(7)).await;
}

#[tokio::test]
async fn what_only_looks_like_a_device_is_none() {
    check("device-lookalikes", base(8)).await;
}
