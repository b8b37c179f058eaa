//! What the fuzz targets share: a whole dialogue with a peer that sends the fuzzer's bytes.

use coinsift_protocols::conversation::replay;
use coinsift_protocols::transcript::Options;
use coinsift_protocols::{Close, Conversation, Endpoint, Head, Transcript, Utc, dialogue, read};

/// Holds `protocol` with these options with a peer that sends `data`, and reads the transcript.
///
/// The first byte of `data` says into pieces of how many bytes the rest is split, 0 meaning that
/// it comes at once; the second one how the connection ends. Besides not panicking, the dialogue
/// must end, stay within its wire table, and be the same when it is replayed, whole and split.
pub fn hold(protocol: &str, options: &[(&str, &str)], data: &[u8]) {
    let ([piece, close, ..], bytes) = (data, data.get(2..).unwrap_or_default()) else {
        return;
    };
    let wire = dialogue(protocol).expect("a target names a dialogue").wire;
    let mut conversation = Conversation::open(head(protocol, options)).expect("options fit");
    for piece in bytes.chunks(if *piece == 0 { usize::MAX } else { (*piece).into() }) {
        conversation.bytes(1, piece);
    }
    conversation.closed(2, Close::ALL[usize::from(*close) % Close::ALL.len()]);
    assert!(conversation.is_finished());
    let transcript = conversation.into_transcript();
    assert!(transcript.sent().len() <= wire.bytes_out as usize);
    assert!(transcript.received().len() <= wire.bytes_in as usize);
    read(&transcript);

    same(&transcript, &replay(&transcript, usize::MAX).expect("the same options"));
    // Longer ones end at the cap on events when they come byte by byte.
    if bytes.len() < 1000 {
        same(&transcript, &replay(&transcript, 1).expect("the same options"));
    }
}

fn same(one: &Transcript, other: &Transcript) {
    assert_eq!(one.ending, other.ending);
    assert_eq!(one.sent(), other.sent());
}

fn head(protocol: &str, options: &[(&str, &str)]) -> Head {
    let options: Options =
        options.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    let endpoint = Endpoint::tcp([192, 0, 2, 1].into(), 8332);
    let version = dialogue(protocol).map_or(0, |dialogue| dialogue.version);
    Head { protocol: protocol.to_owned(), version, endpoint, started: Utc(0), options }
}
