//! Planning: which dialogue comes next at an endpoint, from what the earlier ones brought.
//!
//! There is no central list of cases. Each dialogue says in its own folder what it would do in a
//! [`Situation`] and at which [`Stage`]; the plan takes the proposal of the earliest stage that
//! was not tried yet, as long as the limits of the endpoint leave room. It is a pure function of
//! the endpoint, the atlas and the transcripts so far.

use coinsift_verdict::Atlas;

use crate::DIALOGUES;
use crate::dialogue::{Dialogue, Ending, endpoint_limits};
use crate::transcript::{Endpoint, Happening, Options, Transcript};

/// When a proposal's turn is: the walk over a port whose service is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The port is this protocol's own, or an earlier answer points to exactly this.
    Port,
    /// Protocols whose nodes shut their door to an address that begins with anything else.
    Shy,
    /// `GET /`.
    Http,
    /// JSON-RPC, where HTTP answered.
    JsonRpc,
    /// A TLS first flight.
    Tls,
    /// One line of text.
    Line,
    /// Likely network magics.
    Guess,
    /// A flight of 64 bytes.
    Flight,
    /// multistream.
    Multistream,
}

/// What is known when the next dialogue is chosen.
#[derive(Clone, Copy)]
pub struct Situation<'a> {
    /// Who is spoken to.
    pub endpoint: Endpoint,
    /// The networks and ports known.
    pub atlas: &'a Atlas,
    /// Whether to go on after a port's protocol is settled.
    pub thorough: bool,
    /// The dialogues held so far, in order.
    pub done: &'a [Transcript],
}

impl Situation<'_> {
    /// Whether a dialogue of this name was held and the peer spoke it.
    pub fn spoken(&self, protocol: &str) -> bool {
        self.held(protocol).any(|transcript| transcript.ending == Ending::Spoken)
    }

    /// Whether the peer has spoken any protocol.
    pub fn anything_spoken(&self) -> bool {
        self.done
            .iter()
            .any(|transcript| matches!(transcript.ending, Ending::Spoken | Ending::Refused(_)))
    }

    /// The transcripts of one dialogue.
    pub fn held(&self, protocol: &str) -> impl Iterator<Item = &Transcript> {
        self.done.iter().filter(move |transcript| transcript.head.protocol == protocol)
    }
}

/// What a dialogue would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// When its turn is.
    pub stage: Stage,
    /// With which options.
    pub options: Options,
}

/// The dialogue to be held next.
#[derive(Clone)]
pub struct Choice {
    /// The dialogue.
    pub dialogue: &'static Dialogue,
    /// Its options, without those the engine adds (`seed`, `agent`, `listen`).
    pub options: Options,
}

/// The next dialogue, or `None` where all is said or the limits are reached.
pub fn next(situation: &Situation<'_>) -> Option<Choice> {
    let done = situation.done;
    if done.len() >= endpoint_limits::CONNECTIONS {
        return None;
    }
    let (sent, received) = spent(done);
    let settled = done.iter().any(|transcript| {
        transcript.ending == Ending::Spoken
            && crate::dialogue(&transcript.head.protocol).is_some_and(|dialogue| dialogue.settles)
    });
    if settled && !situation.thorough {
        return None;
    }
    let mut best: Option<(Stage, Choice)> = None;
    for &dialogue in DIALOGUES {
        if situation
            .held(dialogue.name)
            .any(|transcript| matches!(transcript.ending, Ending::Refused(_)))
        {
            continue;
        }
        // What it may cost at most must still be left of what the endpoint may cost.
        if sent + dialogue.wire.bytes_out as usize > endpoint_limits::BYTES_OUT
            || received + dialogue.wire.bytes_in as usize > endpoint_limits::BYTES_IN
        {
            continue;
        }
        for proposal in (dialogue.propose)(situation) {
            let earlier = best.as_ref().is_none_or(|(stage, _)| proposal.stage < *stage);
            if earlier && !tried(done, dialogue, &proposal.options) {
                best = Some((proposal.stage, Choice { dialogue, options: proposal.options }));
            }
        }
    }
    best.map(|(_, choice)| choice)
}

/// The dialogue that goes on with a peer that spoke first.
pub fn recognise(situation: &Situation<'_>, first_bytes: &[u8]) -> Choice {
    DIALOGUES
        .iter()
        .find_map(|&dialogue| {
            let options = (dialogue.recognise)(situation, first_bytes)?;
            Some(Choice { dialogue, options })
        })
        .unwrap_or_else(listen_only)
}

/// The dialogue that says nothing, for ports where no other is proposed.
pub fn listen_only() -> Choice {
    Choice { dialogue: &crate::greeting::DIALOGUE, options: Options::new() }
}

/// Bytes sent to and taken from the endpoint so far.
fn spent(done: &[Transcript]) -> (usize, usize) {
    let (mut sent, mut received) = (0, 0);
    for event in done.iter().flat_map(|transcript| &transcript.events) {
        match &event.what {
            Happening::Sent(bytes) => sent += bytes.len(),
            Happening::Received(bytes) => received += bytes.len(),
            _ => {}
        }
    }
    (sent, received)
}

/// A dialogue counts as tried when it was held with these options and we said something in it:
/// a peer that closes while we still listen was not asked yet.
fn tried(done: &[Transcript], dialogue: &Dialogue, options: &Options) -> bool {
    done.iter().any(|transcript| {
        transcript.head.protocol == dialogue.name
            && options.iter().all(|(name, value)| {
                transcript.head.options.get(name).is_some_and(|used| used == value)
            })
            && transcript.events.iter().any(|event| matches!(event.what, Happening::Sent(_)))
    })
}
