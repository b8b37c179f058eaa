//! Playing recordings back: a recording becomes a [`Script`].
//!
//! The peer of a recording waits until as many bytes have come as had been sent when it spoke, and
//! then says what it said. That works only where the answers do not depend on what we made up for
//! one connection. So only dialogues in clear are played, and a recording in which the peer gave
//! back part of the seed is refused.

use coinsift_protocols::text::Recording;
use coinsift_protocols::{Close, Happening, Transport};

use crate::script::{Script, Step};

/// Dialogues whose answers do not depend on secrets of the connection.
const IN_CLEAR: &[&str] = &["greeting", "http", "bitcoin.p2p", "bitcoin.rpc"];

/// How many bytes of the seed are looked for in what the peer said; a nonce is that long.
const NONCE: usize = 8;

/// A recording that cannot be played.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unplayable {
    /// The answers of this dialogue depend on secrets of the connection.
    #[error("answers of {0} are bound to one connection")]
    Bound(String),
    /// The peer gave back part of what was made up for this connection.
    #[error("the peer gave back part of the seed")]
    Echo,
    /// Only TCP can be played.
    #[error("recorded over UDP")]
    Udp,
}

/// The peer of a recording.
pub fn script(recording: &Recording) -> Result<Script, Unplayable> {
    let transcript = &recording.transcript;
    let head = &transcript.head;
    if head.endpoint.transport == Transport::Udp {
        return Err(Unplayable::Udp);
    }
    if !IN_CLEAR.contains(&head.protocol.as_str()) {
        return Err(Unplayable::Bound(head.protocol.clone()));
    }
    if let Some(seed) = head.options.get("seed").and_then(|seed| seed_bytes(seed)) {
        let received = transcript.received();
        let given_back = |part: &[u8]| received.windows(part.len()).any(|window| window == part);
        if seed.windows(NONCE).any(given_back) {
            return Err(Unplayable::Echo);
        }
    }
    let (mut steps, mut awaited) = (Vec::new(), 0);
    for event in &transcript.events {
        match &event.what {
            // What was inside a layer is played in clear.
            Happening::Opened | Happening::Timer | Happening::Layer(_) => {}
            Happening::Sent(bytes) => awaited += bytes.len(),
            Happening::Received(bytes) => {
                await_sent(&mut steps, &mut awaited);
                steps.push(Step::Send(bytes.clone()));
            }
            Happening::Closed(Close::Fin) => await_sent(&mut steps, &mut awaited),
            Happening::Closed(Close::Reset) => {
                await_sent(&mut steps, &mut awaited);
                steps.push(Step::Reset);
            }
            // It was our side that ended it.
            Happening::Closed(_) => steps.push(Step::Drain),
        }
    }
    if !transcript.events.iter().any(|event| matches!(event.what, Happening::Closed(_))) {
        steps.push(Step::Drain);
    }
    Ok(Script(steps))
}

fn await_sent(steps: &mut Vec<Step>, awaited: &mut usize) {
    if *awaited > 0 {
        steps.push(Step::Await(std::mem::take(awaited)));
    }
}

fn seed_bytes(hex: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    hex.as_bytes()
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => Some((digit(*high)? * 16 + digit(*low)?) as u8),
            _ => None,
        })
        .collect()
}
