//! A conversation: one driver under its limits, writing its transcript as it goes.
//!
//! Everything that must be the same live, in the lab and in a replay is here: what is recorded,
//! which cap ends the dialogue, when silence is long enough. The engine only moves bytes and
//! keeps time.

use std::collections::VecDeque;

use crate::dialogue::{Dialogue, Driver, Ending, Input, OptionError, Output};
use crate::layer::{self, Layered};
use crate::transcript::{Close, Event, Happening, Head, Transcript};

/// The most events one transcript may hold; a slow drip of single bytes ends here.
pub const MAX_EVENTS: usize = 4096;

/// A dialogue under way.
pub struct Conversation {
    dialogue: &'static Dialogue,
    driver: Box<dyn Driver>,
    transcript: Transcript,
    /// Whether the driver was told that it may speak; inside a layer, once that stands.
    begun: bool,
    /// Bytes that the layer sent and took.
    on_wire: (usize, usize),
    finished: bool,
    wait_until: Option<u32>,
    heard_at: u32,
    sent: usize,
    received: usize,
    /// Whether something came since we last sent.
    answered: bool,
    /// How often we sent after an answer.
    round_trips: u8,
    outbox: VecDeque<Vec<u8>>,
}

impl Conversation {
    /// A conversation in which the connection was just opened.
    pub fn open(head: Head) -> Result<Conversation, OptionError> {
        let unknown =
            OptionError { name: "protocol", wrong: format!("unknown: {}", head.protocol) };
        let dialogue = crate::dialogue(&head.protocol).ok_or(unknown)?;
        layer::over(&head.options)?;
        let driver = crate::driver(&head)?;
        Ok(Conversation::begin(dialogue, driver, head))
    }

    fn begin(dialogue: &'static Dialogue, driver: Box<dyn Driver>, head: Head) -> Conversation {
        let mut conversation = Conversation {
            dialogue,
            driver,
            transcript: Transcript { head, events: Vec::new(), ending: Ending::Silent },
            begun: false,
            on_wire: (0, 0),
            finished: false,
            wait_until: None,
            heard_at: 0,
            sent: 0,
            received: 0,
            answered: false,
            round_trips: 0,
            outbox: VecDeque::new(),
        };
        conversation.happened(0, Happening::Opened);
        conversation
    }

    /// The dialogue being held.
    pub fn dialogue(&self) -> &'static Dialogue {
        self.dialogue
    }

    /// What it is held with.
    pub fn head(&self) -> &Head {
        &self.transcript.head
    }

    /// Whether it is over.
    pub fn is_finished(&self) -> bool {
        self.finished
    }

    /// What happened last.
    pub fn last(&self) -> Option<&Happening> {
        self.transcript.events.last().map(|event| &event.what)
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

    /// The peer sent bytes, inside the layer where there is one. Bytes beyond the dialogue's cap are dropped and end it.
    pub fn bytes(&mut self, now: u32, bytes: &[u8]) {
        let room = (self.dialogue.wire.bytes_in as usize).saturating_sub(self.received);
        let taken = &bytes[..bytes.len().min(room)];
        self.received += taken.len();
        self.heard_at = now;
        if !taken.is_empty() {
            self.answered = true;
            self.happened(now, Happening::Received(taken.to_vec()));
        }
        let full = taken.len() < bytes.len() || self.transcript.events.len() >= MAX_EVENTS;
        if full && !self.finished {
            self.closed(now, Close::Cap);
        }
    }

    /// The layer did something. Bytes of its own beyond [`layer::BYTES_OUT`] and
    /// [`layer::BYTES_IN`] end the dialogue; what it sends after the end, to part, is still kept.
    pub fn layer(&mut self, now: u32, what: Layered) {
        let (sent, taken) = &mut self.on_wire;
        match &what {
            Layered::Sent(bytes) => *sent += bytes.len(),
            Layered::Received(bytes) => {
                *taken += bytes.len();
                self.heard_at = now;
            }
            _ => {}
        }
        if self.finished {
            if matches!(what, Layered::Sent(_)) {
                self.transcript.events.push(Event { at: now, what: Happening::Layer(what) });
            }
            return;
        }
        self.happened(now, Happening::Layer(what));
        let wire = &self.dialogue.wire;
        if self.on_wire.0 > (wire.bytes_out + layer::BYTES_OUT) as usize
            || self.on_wire.1 > (wire.bytes_in + layer::BYTES_IN) as usize
            || self.transcript.events.len() >= MAX_EVENTS
        {
            self.closed(now, Close::Cap);
        }
    }

    /// Time has passed: fires the driver's timer, or ends a dialogue whose time is over.
    ///
    /// A transcript holds only so many events, so a driver that wishes for one timer after the
    /// other is ended too.
    pub fn timer(&mut self, now: u32) {
        if now >= self.deadline() {
            self.closed(now, Close::Deadline);
        } else if self.transcript.events.len() >= MAX_EVENTS {
            self.closed(now, Close::Cap);
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
            let events = &self.transcript.events;
            if !self.begun {
                self.transcript.ending = layer::ending(events);
            } else if let (Ending::Silent, Some(refused)) =
                (&self.transcript.ending, layer::refusal(events))
            {
                self.transcript.ending = refused;
            }
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
            let layered = self.transcript.is_layered();
            let input = match &event.what {
                Happening::Opened if !layered => Input::Opened,
                Happening::Layer(Layered::Stands { .. }) if layered && !self.begun => Input::Opened,
                Happening::Opened | Happening::Layer(_) | Happening::Sent(_) => return,
                // Before its layer stands a driver knows of nothing.
                _ if !self.begun => return,
                Happening::Received(bytes) => Input::Bytes(bytes),
                Happening::Timer => Input::Timer,
                Happening::Closed(close) => Input::Closed(*close),
            };
            self.begun = true;
            self.driver.handle(now, input, &mut outputs);
        }
        let closing =
            matches!(self.transcript.events.last(), Some(Event { what: Happening::Closed(_), .. }));
        for output in outputs {
            match output {
                // Nothing can be sent on a closed connection.
                Output::Send(_) if closing => {}
                Output::Send(bytes) => self.send(now, bytes),
                // A moment that is over would wake the driver again at once, for ever.
                Output::WaitUntil(moment) => {
                    self.wait_until = Some(moment.max(now.saturating_add(1)));
                }
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
        let round_trips = self.round_trips + u8::from(self.answered);
        if self.sent + bytes.len() > self.dialogue.wire.bytes_out as usize
            || round_trips > self.dialogue.wire.round_trips
        {
            self.closed(now, Close::Cap);
            return;
        }
        (self.round_trips, self.answered) = (round_trips, false);
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
            Happening::Layer(what) => conversation.layer(event.at, what.clone()),
        }
    }
    Ok(conversation.into_transcript())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialogue::Wire;
    use crate::transcript::{Endpoint, Options, Utc};

    /// Does what a closure says.
    struct Scripted<F>(F);

    impl<F: FnMut(u32, Input<'_>, &mut Vec<Output>) + Send> Driver for Scripted<F> {
        fn handle(&mut self, now: u32, input: Input<'_>, outputs: &mut Vec<Output>) {
            (self.0)(now, input, outputs)
        }
    }

    fn begin(
        script: impl FnMut(u32, Input<'_>, &mut Vec<Output>) + Send + 'static,
    ) -> (Conversation, Wire) {
        let dialogue = &crate::ethereum::devp2p::DIALOGUE;
        let head = Head {
            protocol: dialogue.name.to_owned(),
            version: dialogue.version,
            endpoint: Endpoint::tcp([127, 0, 0, 1].into(), 30303),
            started: Utc(0),
            options: Options::new(),
        };
        (Conversation::begin(dialogue, Box::new(Scripted(script)), head), dialogue.wire)
    }

    fn sends(transcript: &Transcript) -> usize {
        transcript.events.iter().filter(|event| matches!(event.what, Happening::Sent(_))).count()
    }

    fn last(transcript: &Transcript) -> Option<&Happening> {
        transcript.events.last().map(|event| &event.what)
    }

    #[test]
    fn a_driver_that_answers_for_ever_is_ended_at_its_follow_ups() {
        let (mut talk, wire) = begin(|_, input, outputs| match input {
            Input::Closed(_) => outputs.push(Output::Done(Ending::Mismatch)),
            // What goes out together is one.
            _ => outputs.extend([Output::Send(vec![1]), Output::Send(vec![2])]),
        });
        let mut fed = 0;
        while !talk.is_finished() {
            fed += 1;
            talk.bytes(fed, b"more");
        }
        assert_eq!(fed, u32::from(wire.round_trips) + 1);
        let transcript = talk.into_transcript();
        assert_eq!(sends(&transcript), 2 * (usize::from(wire.round_trips) + 1));
        assert_eq!(last(&transcript), Some(&Happening::Closed(Close::Cap)));
        assert_eq!(transcript.ending, Ending::Mismatch);
    }

    #[test]
    fn what_is_said_without_an_answer_is_no_follow_up() {
        let (mut talk, wire) = begin(|now, input, outputs| match input {
            Input::Closed(_) => outputs.push(Output::Done(Ending::Silent)),
            _ => outputs.extend([Output::Send(vec![1]), Output::WaitUntil(now + 10)]),
        });
        for turn in 1..=2 * u32::from(wire.round_trips) {
            talk.timer(turn * 10);
        }
        assert!(!talk.is_finished());
        talk.closed(500, Close::Fin);
        assert_eq!(sends(&talk.into_transcript()), 1 + 2 * usize::from(wire.round_trips));
    }

    #[test]
    fn a_wish_for_a_moment_that_is_over_does_not_keep_the_clock_busy() {
        let (mut talk, _) = begin(|_, input, outputs| match input {
            Input::Closed(_) => outputs.push(Output::Done(Ending::Silent)),
            _ => outputs.push(Output::WaitUntil(0)),
        });
        let mut now = 0;
        while !talk.is_finished() {
            assert!(talk.wake_at() > now, "time goes on between two timers");
            now = talk.wake_at();
            talk.timer(now);
        }
        let transcript = talk.into_transcript();
        assert!(transcript.events.len() <= MAX_EVENTS + 1, "{}", transcript.events.len());
        assert_eq!(last(&transcript), Some(&Happening::Closed(Close::Cap)));
    }

    #[test]
    fn a_timer_that_comes_too_early_fires_nothing() {
        let (mut talk, _) = begin(|_, input, outputs| match input {
            Input::Opened => outputs.push(Output::WaitUntil(100)),
            _ => outputs.push(Output::Done(Ending::Silent)),
        });
        talk.timer(99);
        assert!(!talk.is_finished());
        talk.timer(100);
        assert!(talk.is_finished());
    }
}
