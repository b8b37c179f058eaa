//! Conversations over connections in memory, with a clock that the tests move.

use coinsift_protocols::transcript::Options;
use coinsift_protocols::{Choice, DIALOGUES, Ending, Endpoint, Head, Situation, Utc, plan};
use coinsift_verdict::Atlas;
use tokio::io::{DuplexStream, duplex};

use super::*;

const PLENTY: Allowance = Allowance { bytes_in: 512 * 1024, bytes_out: 16 * 1024 };

fn endpoint() -> Endpoint {
    Endpoint::tcp("127.0.0.1".parse().unwrap(), 9)
}

/// Every dialogue, with the options the plan would choose where it proposes it here.
fn choices() -> Vec<Choice> {
    let situation = Situation {
        endpoint: endpoint(),
        atlas: Atlas::builtin(),
        thorough: true,
        expected: None,
        done: &[],
    };
    DIALOGUES
        .iter()
        .map(|&dialogue| {
            let options = (dialogue.propose)(&situation).into_iter().next();
            Choice { dialogue, options: options.map_or_else(Options::new, |one| one.options) }
        })
        .collect()
}

fn opened(choice: &Choice) -> Option<Conversation> {
    let mut options = choice.options.clone();
    options.insert("agent".to_owned(), "coinsift/0".to_owned());
    options.insert("seed".to_owned(), "00".repeat(32));
    Conversation::open(Head {
        protocol: choice.dialogue.name.to_owned(),
        version: choice.dialogue.version,
        endpoint: endpoint(),
        started: Utc(0),
        options,
    })
    .ok()
}

/// A dialogue that speaks at once: what the plan begins with on an unknown port.
fn speaking() -> Conversation {
    let situation = Situation {
        endpoint: endpoint(),
        atlas: Atlas::builtin(),
        thorough: false,
        expected: None,
        done: &[],
    };
    opened(&plan::next(&situation).expect("an unknown port is asked something")).unwrap()
}

fn listening() -> Conversation {
    opened(&plan::listen_only()).unwrap()
}

async fn held(
    conversation: Conversation,
    stream: &mut DuplexStream,
    allowance: Allowance,
) -> Transcript {
    hold(conversation, stream, Instant::now(), allowance, &Tally::default(), &Stop::new()).await
}

fn last_close(transcript: &Transcript) -> Option<Close> {
    match transcript.events.last()?.what {
        Happening::Closed(close) => Some(close),
        _ => None,
    }
}

#[tokio::test(start_paused = true)]
async fn a_slow_drip_ends_by_the_deadline_of_every_dialogue() {
    let mut met = 0;
    for choice in choices() {
        let Some(conversation) = opened(&choice) else { continue };
        let (mut ours, mut theirs) = duplex(1 << 16);
        let peer = tokio::spawn(async move {
            for byte in b"HTTP/1.1 200 OK\r\nx: ".iter().chain(std::iter::repeat(&b'a')) {
                if theirs.write_all(&[*byte]).await.is_err() {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(900)).await;
            }
        });
        let begun = Instant::now();
        let transcript = held(conversation, &mut ours, PLENTY).await;
        let deadline = choice.dialogue.wire.deadline;
        assert!(begun.elapsed() <= deadline, "{}: {:?}", choice.dialogue.name, begun.elapsed());
        if last_close(&transcript) == Some(Close::Deadline) {
            met += 1;
        }
        drop(ours);
        peer.await.unwrap();
    }
    assert!(met > 0, "some dialogue is ended by nothing but its deadline");
}

#[tokio::test(start_paused = true)]
async fn endless_bytes_are_capped_in_every_dialogue() {
    for choice in choices() {
        let Some(conversation) = opened(&choice) else { continue };
        let (mut ours, mut theirs) = duplex(1 << 16);
        let peer = tokio::spawn(async move {
            let mut total = 0;
            let _ = theirs.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n").await;
            while theirs.write_all(&[b'x'; 4096]).await.is_ok() {
                total += 4096;
            }
            total
        });
        let transcript = held(conversation, &mut ours, PLENTY).await;
        let wire = &choice.dialogue.wire;
        assert!(transcript.received().len() <= wire.bytes_in as usize, "{}", choice.dialogue.name);
        drop(ours);
        let sent = peer.await.unwrap();
        assert!(sent <= wire.bytes_in as usize + (1 << 17), "{}: {sent}", choice.dialogue.name);
    }
}

#[tokio::test(start_paused = true)]
async fn what_an_endpoint_may_still_send_is_kept_to_the_byte() {
    let (mut ours, mut theirs) = duplex(1 << 16);
    theirs.write_all(b"0123456789abcdef").await.unwrap();
    let allowance = Allowance { bytes_in: 10, ..PLENTY };
    let tally = Tally::default();
    let stop = Stop::new();
    let transcript = hold(listening(), &mut ours, Instant::now(), allowance, &tally, &stop).await;
    assert_eq!(transcript.received(), b"0123456789");
    assert_eq!(last_close(&transcript), Some(Close::Cap));
    assert_eq!(tally.counts().bytes_in, 16);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_beyond_what_an_endpoint_may_still_take() {
    let (mut ours, mut theirs) = duplex(1 << 16);
    let allowance = Allowance { bytes_out: 3, ..PLENTY };
    let transcript = held(speaking(), &mut ours, allowance).await;
    assert_eq!(last_close(&transcript), Some(Close::Cap));
    drop(ours);
    let mut got = Vec::new();
    theirs.read_to_end(&mut got).await.unwrap();
    assert!(got.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_does_not_read_ends_a_write_after_five_seconds() {
    let (mut ours, _theirs) = duplex(1);
    let begun = Instant::now();
    let transcript = held(speaking(), &mut ours, PLENTY).await;
    assert_eq!(last_close(&transcript), Some(Close::WriteFailed));
    let took = begun.elapsed();
    assert!(took >= WRITE && took < WRITE + Duration::from_secs(1), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn what_a_peer_said_before_it_hung_up_on_us_is_kept() {
    let (mut ours, mut theirs) = duplex(1 << 16);
    theirs.write_all(b"go away\r\n").await.unwrap();
    drop(theirs);
    let transcript = held(speaking(), &mut ours, PLENTY).await;
    assert_eq!(transcript.received(), b"go away\r\n");
    let closes = transcript
        .events
        .iter()
        .filter(|event| matches!(event.what, Happening::Closed(Close::WriteFailed)));
    // Where the driver has ended by itself on these words, no close follows.
    assert!(closes.count() == 1 || transcript.ending == Ending::Mismatch, "{transcript:?}");
}

#[tokio::test(start_paused = true)]
async fn a_fin_is_told_with_its_time() {
    let (mut ours, mut theirs) = duplex(1 << 16);
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(300)).await;
        theirs.shutdown().await
    });
    let transcript = held(listening(), &mut ours, PLENTY).await;
    assert_eq!(last_close(&transcript), Some(Close::Fin));
    assert_eq!(transcript.duration(), 300);
    assert_eq!(transcript.ending, Ending::Silent);
}

#[tokio::test(start_paused = true)]
async fn silence_ends_a_dialogue() {
    let (mut ours, _theirs) = duplex(1 << 16);
    let transcript = held(listening(), &mut ours, PLENTY).await;
    assert_eq!(last_close(&transcript), Some(Close::Silence));
    assert_eq!(transcript.duration(), 2000);
}

#[tokio::test(start_paused = true)]
async fn a_cut_ends_a_dialogue_as_stopped() {
    let (mut ours, _theirs) = duplex(1 << 16);
    let stop = Stop::new();
    let handle = stop.clone();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(700)).await;
        handle.interrupt();
        tokio::time::sleep(Duration::from_millis(100)).await;
        handle.interrupt();
    });
    let tally = Tally::default();
    let transcript = hold(listening(), &mut ours, Instant::now(), PLENTY, &tally, &stop).await;
    assert_eq!(last_close(&transcript), Some(Close::Stopped));
    assert_eq!(transcript.duration(), 800);
}

#[tokio::test(start_paused = true)]
async fn we_part_with_a_fin_and_wait_a_bounded_time_for_theirs() {
    let (mut ours, mut theirs) = duplex(1 << 16);
    let transcript = held(listening(), &mut ours, PLENTY).await;
    let begun = Instant::now();
    part(&mut ours, &transcript, &Stop::new()).await;
    assert_eq!(begun.elapsed(), PARTING);
    assert_eq!(theirs.read(&mut [0; 8]).await.unwrap(), 0);
}
