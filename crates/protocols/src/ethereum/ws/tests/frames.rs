//! The stream of frames on its own: in any pieces, never a panic, never more than it may hold.

use proptest::prelude::*;

use super::*;
use crate::ethereum::rpc::Carrier;
use crate::ethereum::ws::messages::{Came, Malformed, Sent, Stream, frame as sent_frame};

/// Everything that comes out of a stream that is pushed in pieces of `size`.
fn all(bytes: &[u8], size: usize) -> (Vec<Came>, Option<Malformed>) {
    let (mut stream, mut all) = (Stream::new(100), Vec::new());
    for piece in bytes.chunks(size) {
        stream.push(piece);
        loop {
            match stream.next() {
                Ok(Some(came)) => all.push(came),
                Ok(None) => break,
                Err(wrong) => return (all, Some(wrong)),
            }
        }
    }
    (all, None)
}

#[test]
fn lengths_are_read_in_their_three_forms() {
    for len in [0, 1, 125, 126, 127, 65_535, 65_536, 160 * 1024] {
        let payload = vec![b'a'; len];
        let (came, wrong) = all(&text(&payload), 1000);
        assert_eq!(wrong, None);
        let [Came::Text(message)] = &came[..] else {
            panic!("{len}: {} messages", came.len());
        };
        assert_eq!(message.body().len(), len);
        let head = if len < 126 {
            2
        } else if len < 65_536 {
            4
        } else {
            10
        };
        assert_eq!(message.place(0..len).offset as usize, 100 + head, "{len}");
    }
    assert_eq!(all(&text(vec![0; 160 * 1024 + 1]), 1000).1, Some(Malformed::TooLong));
}

#[test]
fn our_frames_write_their_lengths_in_the_shortest_form() {
    let mut keys = Keys::new(SEED);
    for (len, head) in [(0, 2), (125, 2), (126, 4), (65_535, 4), (65_536, 10)] {
        let text = "x".repeat(len);
        let frame = sent_frame(&mut keys, Sent::Text(&text));
        assert_eq!(frame.len(), head + 4 + len);
        let mask = &frame[head..head + 4];
        let plain =
            frame[head + 4..].iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask);
        assert!(plain.eq(text.bytes()));
    }
}

proptest! {
    #[test]
    fn pieces_do_not_matter(bytes in prop::collection::vec(any::<u8>(), 0..300), size in 1usize..20) {
        prop_assert_eq!(all(&bytes, size), all(&bytes, 1000));
    }

    #[test]
    fn good_frames_come_out_as_they_went_in(
        parts in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..200), 1..5),
        size in 1usize..50,
    ) {
        let mut bytes = Vec::new();
        for (number, part) in parts.iter().enumerate() {
            let opcode = if number == 0 { TEXT } else { CONTINUATION };
            bytes.extend(frame(number + 1 == parts.len(), opcode, part));
        }
        let (came, wrong) = all(&bytes, size);
        prop_assert_eq!(wrong, None);
        let [Came::Text(message)] = &came[..] else {
            return Err(TestCaseError::fail("one message"));
        };
        prop_assert_eq!(message.body(), parts.concat());
    }

    #[test]
    fn a_dialogue_ends_whatever_comes(bytes in prop::collection::vec(any::<u8>(), 0..500)) {
        let transcript = asked(&[bytes]);
        prop_assert!(transcript.sent().len() <= DIALOGUE.wire.bytes_out as usize);
        let _ = read(&transcript);
    }
}
