//! The driver: `ExpectKey` → `ExpectTerminator` → the talk of [`p2p`], in packets.

use super::cipher::{SessionKeys, Side};
use super::messages::{Opener, Sealer, contents, frame, message};
use super::settings::{Found, Search, Settings, TERMINATOR, inner_head};
use crate::bitcoin::p2p;
use crate::dialogue::{Driver, Ending, Input, OptionError, Output};
use crate::ellswift::KEY;
use crate::stratum;
use crate::transcript::Head;

/// How long to wait for the rest of an answer that has begun, in milliseconds.
const PATIENCE: u32 = 3000;

/// Makes the driver that a head describes; the options stand at [`Settings`].
pub(super) fn driver(head: &Head) -> Result<Box<dyn Driver>, OptionError> {
    let settings = Settings::read(&head.options)?;
    // Whether the options for the talk inside will do is known before anything is sent.
    (p2p::DIALOGUE.driver)(&inner_head(head, [0; 4]))?;
    Ok(Box::new(Peer {
        settings,
        head: head.clone(),
        stream: Vec::new(),
        looked: false,
        state: State::Unopened,
    }))
}

struct Peer {
    settings: Settings,
    head: Head,
    stream: Vec<u8>,
    /// Whether the answer was held against Stratum V2.
    looked: bool,
    state: State,
}

/// What is waited for.
enum State {
    Unopened,
    ExpectKey,
    ExpectTerminator(Search),
    Talking(Box<Talk>),
    Over,
}

/// The talk in packets.
struct Talk {
    inner: Box<dyn Driver>,
    magic: [u8; 4],
    sealer: Sealer,
    opener: Opener,
    /// Where the first packet begins that was not opened yet.
    read: usize,
    /// Whether the peer's version packet has come, which is not the message `version`.
    greeted: bool,
}

impl Driver for Peer {
    fn handle(&mut self, now: u32, input: Input<'_>, outputs: &mut Vec<Output>) {
        match input {
            Input::Opened => {
                self.state = State::ExpectKey;
                outputs.push(Output::Send(self.settings.keys.key().to_vec()));
            }
            Input::Bytes(bytes) => {
                if self.stream.is_empty() {
                    outputs.push(Output::WaitUntil(now + PATIENCE));
                }
                self.stream.extend_from_slice(bytes);
                self.take(now, outputs);
            }
            Input::Timer => match &mut self.state {
                State::Talking(talk) => talk.tell(now, Input::Timer, outputs),
                _ => self.end(Ending::Mismatch, outputs),
            },
            Input::Closed(close) => match &mut self.state {
                State::Talking(talk) => talk.tell(now, Input::Closed(close), outputs),
                _ if self.stream.is_empty() => self.end(Ending::Silent, outputs),
                _ => self.end(Ending::Mismatch, outputs),
            },
        }
    }
}

impl Peer {
    fn take(&mut self, now: u32, outputs: &mut Vec<Output>) {
        if let State::ExpectKey = self.state
            && let Some(&theirs) = self.stream.first_chunk::<KEY>()
        {
            self.state = State::ExpectTerminator(Search::new(&self.settings, theirs));
        }
        if let State::ExpectTerminator(search) = &mut self.state {
            match search.look(&self.stream) {
                Found::Magic(magic, at) => {
                    let keys = search.session(magic);
                    match self.begin(now, magic, at, &keys, outputs) {
                        Some(talk) => self.state = State::Talking(Box::new(talk)),
                        None => return self.end(Ending::Mismatch, outputs),
                    }
                }
                Found::Nothing => return self.end(Ending::Mismatch, outputs),
                Found::NotYet if self.is_stratum() => return self.end(Ending::Mismatch, outputs),
                Found::NotYet => return,
            }
        }
        if let State::Talking(talk) = &mut self.state {
            talk.take(now, &self.stream, outputs);
        }
    }

    /// Whether the answer is Stratum V2's, which begins with the same 64 bytes; looked at once.
    fn is_stratum(&mut self) -> bool {
        if self.looked || self.stream.len() < stratum::v2::ANSWER {
            return false;
        }
        self.looked = true;
        stratum::v2::answers(&self.settings.keys, &self.stream)
    }

    /// The peer's magic is known: we end our garbage, of which there is none, send our version
    /// packet, and begin the talk inside.
    fn begin(
        &self,
        now: u32,
        magic: [u8; 4],
        at: usize,
        keys: &SessionKeys,
        outputs: &mut Vec<Output>,
    ) -> Option<Talk> {
        let garbage = self.stream.get(KEY..at).unwrap_or_default();
        let most = super::DIALOGUE.wire.bytes_in as usize;
        let mut talk = Talk {
            inner: (p2p::DIALOGUE.driver)(&inner_head(&self.head, magic)).ok()?,
            magic,
            sealer: Sealer::new(keys, Side::Initiator),
            opener: Opener::new(keys, Side::Responder, garbage, most),
            read: at + TERMINATOR,
            greeted: false,
        };
        let version_packet = talk.sealer.seal(&[]);
        outputs.push(Output::Send(
            [keys.terminator(Side::Initiator).as_slice(), &version_packet].concat(),
        ));
        talk.tell(now, Input::Opened, outputs);
        Some(talk)
    }

    fn end(&mut self, ending: Ending, outputs: &mut Vec<Output>) {
        self.state = State::Over;
        outputs.push(Output::Done(ending));
    }
}

impl Talk {
    fn take(&mut self, now: u32, stream: &[u8], outputs: &mut Vec<Output>) {
        loop {
            // What is over is not gone on with.
            if matches!(outputs.last(), Some(Output::Done(_))) {
                return;
            }
            let packet = match self.opener.open(stream.get(self.read..).unwrap_or_default()) {
                Ok(Some(packet)) => packet,
                Ok(None) => return,
                // Its magic is known; what follows does not take that back.
                Err(_) => return outputs.push(Output::Done(Ending::Spoken)),
            };
            self.read += packet.len;
            if packet.decoy {
                continue;
            }
            if !std::mem::replace(&mut self.greeted, true) {
                continue;
            }
            let Some((command, at)) = message(&packet.contents) else {
                continue;
            };
            let payload = packet.contents.get(at..).unwrap_or_default();
            let frame = frame(self.magic, command, payload);
            self.tell(now, Input::Bytes(&frame), outputs);
        }
    }

    /// Tells the talk inside, and translates what it wants.
    fn tell(&mut self, now: u32, input: Input<'_>, outputs: &mut Vec<Output>) {
        let closed = matches!(input, Input::Closed(_));
        let mut wants = Vec::new();
        self.inner.handle(now, input, &mut wants);
        for want in wants {
            outputs.push(match want {
                Output::Send(frames) => {
                    let packets = contents(&frames).into_iter();
                    Output::Send(packets.flat_map(|one| self.sealer.seal(&one)).collect())
                }
                Output::Done(Ending::Refused(reason)) => Output::Done(Ending::Refused(reason)),
                Output::Done(_) => Output::Done(Ending::Spoken),
                wait => wait,
            });
        }
        if closed && !matches!(outputs.last(), Some(Output::Done(_))) {
            outputs.push(Output::Done(Ending::Spoken));
        }
    }
}
