//! Attackers do what they are there for, and stop at the limits of the lab.

use std::time::{Duration, Instant};

use crate::client::{Client, End, ask};
use coinsift_lab::bitcoin::{Chain, Checksum, Inbox, Next, frame};
use coinsift_lab::hostile::{Hostile, INJECTION};
use coinsift_lab::{Lab, Limits};

const MAGIC: [u8; 4] = [1, 2, 3, 4];

/// A lab that ends connections soon.
fn strict() -> Lab {
    let lifetime = Duration::from_millis(700);
    Lab::with_limits(Limits { lifetime, bytes_out: 100_000, ..Limits::default() })
}

fn hello() -> Vec<u8> {
    frame(MAGIC, "version", &[0; 86], Checksum::Sha256d)
}

#[tokio::test]
async fn the_endless_end_at_the_limits() {
    let get = b"GET / HTTP/1.1\r\n\r\n".to_vec();
    let questions = [hello(), frame(MAGIC, "getdata", &[0], Checksum::Sha256d)].concat();
    for (hostile, words) in [
        (Hostile::Endless, vec![]),
        (Hostile::HugeLength, hello()),
        (Hostile::HugeAgent, hello()),
        (Hostile::HugeHeaders, questions.clone()),
        (Hostile::EmptyFrames, questions.clone()),
        (Hostile::ManyVersions, questions),
        (Hostile::HttpEndlessHead, get.clone()),
        (Hostile::HttpHugeLength, get.clone()),
        (Hostile::HttpEndlessChunks, get),
    ] {
        let mut lab = strict();
        let at = lab.add_anywhere(hostile.clone()).await.expect("a free port");
        let (heard, end) = ask(at, words).await;
        assert_eq!(heard.len(), 100_000, "{hostile:?}");
        assert_eq!(end, End::Fin, "{hostile:?}");
        assert_eq!(lab.visits(at).bytes_out(), 100_000, "{hostile:?}");
    }
}

#[tokio::test]
async fn a_drip_drips_and_ends_with_its_time() {
    let mut lab = strict();
    let at = lab.add_anywhere(Hostile::SlowDrip).await.expect("a free port");
    let mut client = Client::connect(at).await;
    let begun = Instant::now();
    let (heard, end) = client.hear_all(usize::MAX).await;
    assert_eq!(end, End::Fin);
    assert!(begun.elapsed() >= Duration::from_millis(600), "it takes its time");
    assert!((2..=8).contains(&heard.len()), "{} bytes in 700 ms", heard.len());
    assert!(Chain::bitcoin().magic.starts_with(&heard[..4]));
}

#[tokio::test]
async fn lies_about_length_are_in_place() {
    let heard = |hostile, words| async move {
        let mut lab = strict();
        let at = lab.add_anywhere(hostile).await.expect("a free port");
        ask(at, words).await.0
    };
    let long = heard(Hostile::HugeLength, hello()).await;
    assert_eq!((&long[..4], &long[16..20]), (&MAGIC[..], &[0xff; 4][..]));
    let agent = heard(Hostile::HugeAgent, hello()).await;
    assert_eq!(agent[24 + 80..24 + 89], [0xff, 0, 0, 0, 0, 1, 0, 0, 0], "2^32 bytes");
    let questions = [hello(), frame(MAGIC, "getdata", &[0], Checksum::Sha256d)].concat();
    let headers = heard(Hostile::HugeHeaders, questions).await;
    let mut inbox = Inbox::default();
    inbox.push(&headers);
    for expected in ["version", "verack"] {
        assert!(matches!(inbox.next(MAGIC), Next::Frame(frame) if frame.command == expected));
    }
    let at = headers.windows(7).position(|window| window == b"headers").expect("a headers frame");
    assert_eq!(headers[at + 20..at + 29], [0xff; 9], "2^64-1 headers");
}

#[tokio::test]
async fn echoes_echo() {
    for (hostile, flip) in [(Hostile::Echo, 0), (Hostile::EchoFlipped, 1)] {
        let mut lab = Lab::new();
        let at = lab.add_anywhere(hostile).await.expect("a free port");
        let mut client = Client::connect(at).await;
        client.say("abc").await;
        let (heard, _) = client.hear_all(usize::MAX).await;
        assert_eq!(heard, [b'a', b'b', b'c' ^ flip]);
    }
}

#[tokio::test]
async fn random_bytes_repeat_for_the_same_seed() {
    let mut lab = Lab::new();
    let mut heard = Vec::new();
    for seed in [1, 1, 2] {
        let at = lab.add_anywhere(Hostile::Random(seed)).await.expect("a free port");
        heard.push(ask(at, "x").await.0);
    }
    assert_eq!(heard[0].len(), 64 * 1024);
    assert!(heard[0] == heard[1] && heard[0] != heard[2]);
}

#[tokio::test]
async fn an_injection_is_in_the_agent() {
    let mut lab = Lab::new();
    let at = lab.add_anywhere(Hostile::Injection).await.expect("a free port");
    let hello = frame(Chain::bitcoin().magic, "version", &[0; 86], Checksum::Sha256d);
    let (heard, _) = ask(at, hello).await;
    let agent = INJECTION.as_bytes();
    assert!(heard.windows(agent.len()).any(|window| window == agent));
    for danger in ["\u{1b}[", "<script>", "=cmd", "\r\n", "\u{202e}"] {
        assert!(INJECTION.contains(danger));
    }
}

#[tokio::test]
async fn a_late_peer_answers_too_late() {
    let mut lab = Lab::new();
    let late = Hostile::Late(Duration::from_millis(300));
    let at = lab.add_anywhere(late).await.expect("a free port");
    let mut client = Client::connect(at).await;
    client.say(frame(Chain::bitcoin().magic, "version", &[0; 86], Checksum::Sha256d)).await;
    assert!(client.is_quiet().await);
    assert!(!client.hear_all(1).await.0.is_empty());
}

#[tokio::test]
async fn text_floods_every_question() {
    let mut lab = Lab::new();
    let at = lab.add_anywhere(Hostile::TextFlood).await.expect("a free port");
    let mut client = Client::connect(at).await;
    for _ in 0..2 {
        client.say("?").await;
        let (heard, end) = client.hear_all(usize::MAX).await;
        assert!((65_536..70_000).contains(&heard.len()) && heard.is_ascii(), "{}", heard.len());
        assert_eq!(end, End::Open);
    }
}

#[tokio::test]
async fn a_chameleon_takes_any_magic_and_chatter_never_greets() {
    let mut lab = Lab::new();
    let at = lab.add_anywhere(Hostile::Chameleon).await.expect("a free port");
    let (heard, _) = ask(at, hello()).await;
    assert!(heard.starts_with(&[&MAGIC[..], b"version\0"].concat()));
    let at = lab.add_anywhere(Hostile::Chatter).await.expect("a free port");
    let (heard, end) = ask(at, hello()).await;
    assert_eq!((heard.len(), end), (250 * 1024, End::Fin));
    assert!(!heard.windows(7).any(|window| window == b"version"));
}

#[tokio::test]
async fn json_can_be_too_deep() {
    let mut lab = Lab::new();
    let at = lab.add_anywhere(Hostile::HttpDeepJson).await.expect("a free port");
    let (heard, _) = ask(at, "POST / HTTP/1.1\r\n\r\n").await;
    assert!(heard.ends_with(&[b'['; 100_000]));
}
