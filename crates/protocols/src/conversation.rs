//! A conversation: one driver under its limits, writing its transcript as it goes.
//!
//! Everything that must be the same live, in the lab and in a replay is here: what is recorded,
//! which cap ends the dialogue, when silence is long enough. The engine only moves bytes and
//! keeps time.

use std::collections::VecDeque;

use crate::dialogue::{Dialogue, Driver, Ending, Input, OptionError, Output};
use crate::transcript::{Close, Event, Happening, Head, Transcript};

/// The most events one transcript may hold; a slow drip of single bytes ends here.
pub const MAX_EVENTS: usize = 4096;

/// A dialogue under way.
pub struct Conversation {
    dialogue: &'static Dialogue,
    driver: Box<dyn Driver>,
    transcript: Transcript,
    finished: bool,
    wait_until: Option<u32>,
    heard_at: u32,
    sent: usize,
    received: usize,
    outbox: VecDeque<Vec<u8>>,
}

impl Conversation {
    /// A conversation in which the connection was just opened.
    pub fn open(head: Head) -> Result<Conversation, OptionError> {
        let unknown =
            OptionError { name: "protocol", wrong: format!("unknown: {}", head.protocol) };
        let dialogue = crate::dialogue(&head.protocol).ok_or(unknown)?;
        let driver = crate::driver(&head)?;
        let mut conversation = Conversation {
            dialogue,
            driver,
            transcript: Transcript { head, events: Vec::new(), ending: Ending::Silent },
            finished: false,
            wait_until: None,
            heard_at: 0,
            sent: 0,
            received: 0,
            outbox: VecDeque::new(),
        };
        conversation.happened(0, Happening::Opened);
        Ok(conversation)
    }

    /// The dialogue being held.
    pub fn dialogue(&self) -> &'static Dialogue {
        self.dialogue
    }

    /// Whether it is over.
    pub fn is_finished(&self) -> bool {
        self.finished
    }

    /// Takes the bytes to be sent now; they are recorded already.
    pub fn transmit(&mut self) -> Option<Vec<u8>> {
        (!self.outbox.is_empty()).then(|| self.outbox.drain(..).flatten().collect())
    }

    /// Takes the next message to be sent, for transports that keep messages apart.
    pub fn transmit_datagram(&mut self) -> Option<Vec<u8>> {
        self.outbox.pop_front()
    }

    /// The moment, in milliseconds since opening, at which [`Conversation::timer`] must be called
    /// if nothing else happens before.
    pub fn wake_at(&self) -> u32 {
        let limit = self.silence_at().min(self.deadline());
        self.wait_until.map_or(limit, |wish| wish.min(limit))
    }

    /// The peer sent bytes. Bytes beyond the dialogue's cap are dropped and end it.
    pub fn bytes(&mut self, now: u32, bytes: &[u8]) {
        let room = (self.dialogue.wire.bytes_in as usize).saturating_sub(self.received);
        let taken = &bytes[..bytes.len().min(room)];
        self.received += taken.len();
        self.heard_at = now;
        if !taken.is_empty() {
            self.happened(now, Happening::Received(taken.to_vec()));
        }
        let full = taken.len() < bytes.len() || self.transcript.events.len() >= MAX_EVENTS;
        if full && !self.finished {
            self.closed(now, Close::Cap);
        }
    }

    /// Time has passed: fires the driver's timer, or ends a dialogue whose time is over.
    pub fn timer(&mut self, now: u32) {
        if now >= self.deadline() {
            self.closed(now, Close::Deadline);
        } else if self.wait_until.is_some_and(|wish| now >= wish) {
            self.wait_until = None;
            self.happened(now, Happening::Timer);
        } else if now >= self.silence_at() {
            self.closed(now, Close::Silence);
        }
    }

    /// The connection is over.
    pub fn closed(&mut self, now: u32, close: Close) {
        if !self.finished {
            self.happened(now, Happening::Closed(close));
            self.finished = true;
        }
    }

    /// The transcript, once it is over.
    pub fn into_transcript(self) -> Transcript {
        self.transcript
    }

    fn deadline(&self) -> u32 {
        self.dialogue.wire.deadline.as_millis() as u32
    }

    fn silence_at(&self) -> u32 {
        self.heard_at.saturating_add(self.dialogue.wire.silence.as_millis() as u32)
    }

    fn happened(&mut self, now: u32, what: Happening) {
        if self.finished {
            return;
        }
        self.transcript.events.push(Event { at: now, what });
        let mut outputs = Vec::new();
        // The event was pushed just now; the driver borrows it rather than a copy.
        if let Some(event) = self.transcript.events.last() {
            let input = match &event.what {
                Happening::Opened => Input::Opened,
                Happening::Received(bytes) => Input::Bytes(bytes),
                Happening::Timer => Input::Timer,
                Happening::Closed(close) => Input::Closed(*close),
                Happening::Sent(_) => return,
            };
            self.driver.handle(now, input, &mut outputs);
        }
        let closing =
            matches!(self.transcript.events.last(), Some(Event { what: Happening::Closed(_), .. }));
        for output in outputs {
            match output {
                // Nothing can be sent on a closed connection.
                Output::Send(_) if closing => {}
                Output::Send(bytes) => self.send(now, bytes),
                Output::WaitUntil(moment) => self.wait_until = Some(moment),
                Output::Done(ending) => {
                    self.transcript.ending = ending;
                    self.finished = true;
                }
            }
            if self.finished {
                return;
            }
        }
    }

    fn send(&mut self, now: u32, bytes: Vec<u8>) {
        if self.sent + bytes.len() > self.dialogue.wire.bytes_out as usize {
            self.closed(now, Close::Cap);
            return;
        }
        self.sent += bytes.len();
        // The peer gets its full time to answer each of our messages.
        self.heard_at = now;
        self.outbox.push_back(bytes.clone());
        self.transcript.events.push(Event { at: now, what: Happening::Sent(bytes) });
    }
}

/// Runs the driver of a recording over what the peer did in it, and gives the new transcript.
///
/// `pieces` cuts each received stretch into parts of at most that many bytes. Only what the peer
/// did and the passing of time are taken from the recording; what is sent comes from the driver.
pub fn replay(recording: &Transcript, pieces: usize) -> Result<Transcript, OptionError> {
    let mut conversation = Conversation::open(recording.head.clone())?;
    for event in &recording.events {
        if conversation.is_finished() {
            break;
        }
        match &event.what {
            Happening::Opened | Happening::Sent(_) => {}
            Happening::Received(bytes) => {
                for piece in bytes.chunks(pieces.max(1)) {
                    conversation.bytes(event.at, piece);
                }
            }
            Happening::Timer => conversation.timer(event.at),
            Happening::Closed(close) => conversation.closed(event.at, *close),
        }
    }
    Ok(conversation.into_transcript())
}
