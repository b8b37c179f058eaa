//! Where a fact stands: the dialogue, the stretch of bytes, and the moment they came.

use coinsift_protocols::{Event, Happening, Transcript, Utc};
use coinsift_verdict::{Place, Sentence, Side};

use crate::hexdump::hexdump;
use crate::personal::Identifiers;

/// How many bytes are shown.
const SHOWN: usize = 64;

/// A place looked up in the recorded dialogues.
pub(super) struct Found<'a> {
    at: Place,
    /// The dialogue and what was said on that side of it; `None` where it is not recorded.
    stood: Option<(&'a Transcript, Vec<u8>)>,
}

/// Looks a place up.
pub(super) fn find(at: Place, transcripts: &[Transcript]) -> Found<'_> {
    let transcript = transcripts.get(usize::from(at.dialogue));
    let stood = transcript
        .map(|transcript| {
            let stream = match at.side {
                Side::Received => transcript.received(),
                Side::Sent => transcript.sent(),
            };
            (transcript, stream)
        })
        .filter(|(_, stream)| at.offset as usize + at.len as usize <= stream.len());
    Found { at, stood }
}

impl Found<'_> {
    /// The place in words.
    pub(super) fn sentence(&self) -> Sentence {
        let Place { dialogue, side, offset, len } = self.at;
        let number = u32::from(dialogue) + 1;
        let Some((transcript, _)) = &self.stood else {
            return Sentence::new("explain-place-lost")
                .with("dialogue", number)
                .with("first", offset);
        };
        let sentence = match (side, len) {
            (_, 0) => {
                return Sentence::new("explain-place-empty")
                    .with("dialogue", number)
                    .with("protocol", transcript.label());
            }
            (Side::Received, _) => Sentence::new("explain-place-received"),
            (Side::Sent, _) => Sentence::new("explain-place-sent"),
        };
        sentence
            .with("dialogue", number)
            .with("protocol", transcript.label())
            .with("first", offset)
            .with("last", u64::from(offset) + u64::from(len) - 1)
            .with("time", self.moment(transcript))
    }

    /// The bytes, the first 64 of them. A stretch that names a person is found in the whole
    /// stream, so that a place that cuts through it hides it all the same.
    pub(super) fn dump(&self, identifiers: &Identifiers) -> Vec<String> {
        let Some((_, stream)) = &self.stood else {
            return Vec::new();
        };
        let start = self.at.offset as usize;
        let bytes = stream.get(start..start + self.at.len as usize).unwrap_or_default();
        let hidden: Vec<(usize, usize)> = identifiers
            .hidden_stretches(stream)
            .into_iter()
            .filter(|(_, end)| *end > start)
            .map(|(from, end)| (from.saturating_sub(start), end - start))
            .collect();
        hexdump(bytes, start, SHOWN, &hidden)
    }

    /// How many bytes are not shown.
    pub(super) fn more(&self) -> Option<usize> {
        let len = self.stood.as_ref().map_or(0, |_| self.at.len as usize);
        len.checked_sub(SHOWN).filter(|more| *more > 0)
    }

    /// When the last of the bytes passed.
    fn moment(&self, transcript: &Transcript) -> Utc {
        let end = self.at.offset as usize + self.at.len as usize;
        let mut passed = 0;
        let mut at = transcript.duration();
        for Event { at: moment, what } in &transcript.events {
            passed += match (what, self.at.side) {
                (Happening::Received(bytes), Side::Received)
                | (Happening::Sent(bytes), Side::Sent) => bytes.len(),
                _ => 0,
            };
            if passed >= end {
                at = *moment;
                break;
            }
        }
        Utc(transcript.head.started.0.saturating_add(i64::from(at)))
    }
}
