//! The reader: opens both directions of a transcript with the seed in its head, puts the frames of
//! version 1 for which the packets stand in their place, and has [`p2p`] read those.
//!
//! Places point into what the peer really sent: encryption keeps every byte where it was.

use coinsift_verdict::{Fact, Place, Strength, Value};

use super::cipher::{SessionKeys, Side};
use super::facts;
use super::messages::{HEAD, Opener, Packet, frame, message};
use super::settings::{Found, Search, Settings, TERMINATOR, inner_head};
use crate::bitcoin::p2p;
use crate::ellswift::KEY;
use crate::transcript::{Event, Happening, Transcript};

/// What a message in clear would show and a packet does not: its head is ours.
const OF_HEADS: [&str; 2] = ["bitcoin.frame.magic", "bitcoin.frame.checksum"];

pub(super) fn read(transcript: &Transcript) -> Vec<Fact> {
    let Ok(settings) = Settings::read(&transcript.head.options) else {
        return Vec::new();
    };
    let (sent, received) = (transcript.sent(), transcript.received());
    let Some(&theirs) = received.first_chunk::<KEY>() else {
        return Vec::new();
    };
    let mut search = Search::new(&settings, theirs);
    let Found::Magic(magic, at) = search.look(&received) else {
        return Vec::new();
    };
    let keys = search.session(magic);
    let garbage = &received[KEY..at];
    let opened = Opened {
        ours: packets(&keys, Side::Initiator, &[], &sent, KEY + TERMINATOR),
        theirs: packets(&keys, Side::Responder, garbage, &received, at + TERMINATOR),
    };
    let (inside, placed) = opened.in_clear(transcript, magic);

    let terminator = Place::received(at, TERMINATOR);
    let mut facts = vec![stated(facts::MAGIC, Value::bytes(magic), terminator)];
    let garbage = Value::Uint(garbage.len() as u128);
    facts.push(stated(facts::GARBAGE, garbage, Place::received(KEY, at - KEY)));
    let mut decoys = opened.theirs.iter().filter(|(_, packet)| packet.decoy).peekable();
    if let Some(&(at, first)) = decoys.peek().copied().as_ref() {
        let at = Place::received(*at, first.len);
        facts.push(stated(facts::DECOYS, Value::Uint(decoys.count() as u128), at));
    }
    let inside = (p2p::DIALOGUE.read)(&inside).into_iter();
    facts.extend(inside.filter(|fact| !OF_HEADS.contains(&fact.name)).map(|mut fact| {
        fact.at = placed.place(fact.at).unwrap_or(terminator);
        fact
    }));
    facts
}

fn stated(name: &'static str, value: Value, at: Place) -> Fact {
    Fact { name, value, strength: Strength::Stated, at }
}

/// All packets of a direction with their offsets, as far as they open.
fn packets(
    keys: &SessionKeys,
    side: Side,
    garbage: &[u8],
    stream: &[u8],
    begin: usize,
) -> Vec<(usize, Packet)> {
    let mut opener = Opener::new(keys, side, garbage, stream.len());
    let (mut at, mut all) = (begin, Vec::new());
    while let Ok(Some(packet)) = opener.open(stream.get(at..).unwrap_or_default()) {
        let len = packet.len;
        all.push((at, packet));
        at += len;
    }
    all
}

/// The packets of both directions.
struct Opened {
    ours: Vec<(usize, Packet)>,
    theirs: Vec<(usize, Packet)>,
}

impl Opened {
    /// The transcript as it would be in version 1, and where its bytes really stand.
    fn in_clear(&self, transcript: &Transcript, magic: [u8; 4]) -> (Transcript, Placed) {
        let mut placed = Placed { frames: Vec::new(), len: 0 };
        let (mut ours, mut theirs) = (messages(&self.ours), messages(&self.theirs));
        let (mut sent, mut received) = (0, 0);
        let mut events = vec![Event { at: 0, what: Happening::Opened }];
        for event in &transcript.events {
            match &event.what {
                Happening::Sent(bytes) => {
                    sent += bytes.len();
                    let frames = ours.until(sent).map(|one| one.frame(magic)).collect::<Vec<_>>();
                    if !frames.is_empty() {
                        let what = Happening::Sent(frames.concat());
                        events.push(Event { at: event.at, what });
                    }
                }
                Happening::Received(bytes) => {
                    received += bytes.len();
                    for one in theirs.until(received) {
                        let frame = one.frame(magic);
                        placed.add(&one, frame.len());
                        events.push(Event { at: event.at, what: Happening::Received(frame) });
                    }
                }
                Happening::Opened => {}
                other => events.push(Event { at: event.at, what: other.clone() }),
            }
        }
        let head = inner_head(&transcript.head, magic);
        (Transcript { head, events, ending: transcript.ending.clone() }, placed)
    }
}

/// The messages of a direction: packets that are no decoys, but for the first, which is the
/// version packet.
fn messages(packets: &[(usize, Packet)]) -> Messages<'_> {
    let own = packets.iter().filter(|(_, packet)| !packet.decoy).skip(1);
    let all = own.filter_map(|(at, packet)| {
        let (command, payload) = message(&packet.contents)?;
        Some(Message { at: *at, packet, command, payload })
    });
    Messages { left: all.collect() }
}

struct Message<'a> {
    /// Where its packet begins.
    at: usize,
    packet: &'a Packet,
    command: &'a str,
    /// Where its payload begins in the contents.
    payload: usize,
}

impl Message<'_> {
    fn frame(&self, magic: [u8; 4]) -> Vec<u8> {
        let payload = self.packet.contents.get(self.payload..).unwrap_or_default();
        frame(magic, self.command, payload)
    }
}

struct Messages<'a> {
    left: std::collections::VecDeque<Message<'a>>,
}

impl<'a> Messages<'a> {
    /// Those that end within the first `len` bytes of the stream and were not given yet.
    fn until(&mut self, len: usize) -> impl Iterator<Item = Message<'a>> + use<'_, 'a> {
        std::iter::from_fn(move || {
            let next = self.left.front()?;
            if next.at + next.packet.len <= len { self.left.pop_front() } else { None }
        })
    }
}

/// Where the frames really stand.
struct Placed {
    frames: Vec<Stretch>,
    len: usize,
}

struct Stretch {
    /// Where its frame begins in the stream of frames, and how long that is.
    frame: (usize, usize),
    /// The packet.
    packet: (usize, usize),
    /// Where the payload begins in what was received.
    payload: usize,
}

impl Placed {
    fn add(&mut self, message: &Message<'_>, len: usize) {
        self.frames.push(Stretch {
            frame: (self.len, len),
            packet: (message.at, message.packet.len),
            // Behind the length and the header.
            payload: message.at + 4 + message.payload,
        });
        self.len += len;
    }

    /// The place for one in the stream of frames; `None` for the magic, which no packet holds.
    fn place(&self, place: Place) -> Option<Place> {
        let (at, len) = (place.offset as usize, place.len as usize);
        let after = self.frames.partition_point(|one| one.frame.0 <= at);
        let stretch = self.frames.get(after.checked_sub(1)?)?;
        let inside = at - stretch.frame.0;
        if inside >= HEAD {
            return Some(Place::received(stretch.payload + inside - HEAD, len));
        }
        (len != 4).then_some(Place::received(stretch.packet.0, stretch.packet.1))
    }
}
