//! What the tests of this crate share: a node, its transcript and the verdict on it.

use std::fs;
use std::path::Path;

use coinsift_protocols::{Close, Ending, Endpoint, Event, Happening, Head, Transcript, Utc};
use coinsift_verdict::{Atlas, Fact, Facts, Fingerprints, Place, Strength, Value, Verdict, judge};
use unicode_width::UnicodeWidthStr;

use crate::lang::{Catalogue, Lang};

pub(crate) const BITCOIN_GENESIS: &str =
    "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f";

pub(crate) fn endpoint() -> Endpoint {
    "192.0.2.1:8333".parse().expect("an endpoint")
}

pub(crate) fn time() -> Utc {
    "2026-11-24T15:00:00.000Z".parse().expect("a moment")
}

/// A catalogue that knows the built-in data.
pub(crate) fn catalogue(lang: Lang) -> Catalogue {
    Catalogue::new(lang).with_atlas(Atlas::builtin()).with_fingerprints(Fingerprints::builtin())
}

/// The head of a message of Bitcoin's framing and a body of zeros.
fn message(command: &str, len: usize) -> Vec<u8> {
    let mut bytes = vec![0xf9, 0xbe, 0xb4, 0xd9];
    bytes.extend(command.as_bytes());
    bytes.resize(len, 0);
    bytes
}

fn transcript(protocol: &str, events: Vec<Event>, ending: Ending) -> Transcript {
    let head = Head {
        protocol: protocol.to_owned(),
        version: 1,
        endpoint: endpoint(),
        started: time(),
        options: Default::default(),
    };
    Transcript { head, events, ending }
}

/// A handshake of Bitcoin, in shape: what the story and the explanation look at.
pub(crate) fn node_transcript() -> Transcript {
    let mut version = message("version", 102);
    version[80..96].copy_from_slice(b"/Satoshi:27.0.0/");
    version.resize(126, 0);
    let mut asked = message("version", 48);
    asked.extend(message("version", 54));
    let events = [
        (0, Happening::Opened),
        (1000, Happening::Timer),
        (1000, Happening::Sent(asked)),
        (1020, Happening::Received(version)),
        (1021, Happening::Sent(message("verack", 24))),
        (1170, Happening::Received(message("verack", 24))),
        (1180, Happening::Closed(Close::Fin)),
    ];
    let events = events.into_iter().map(|(at, what)| Event { at, what }).collect();
    transcript("bitcoin.p2p", events, Ending::Spoken)
}

/// A peer that says this by itself.
pub(crate) fn greeting_transcript(words: &[u8]) -> Transcript {
    let events =
        [(0, Happening::Opened), (5, Happening::Received(words.to_vec())), (205, Happening::Timer)];
    let events = events.into_iter().map(|(at, what)| Event { at, what }).collect();
    transcript("greeting", events, Ending::Spoken)
}

/// The verdict on facts of a node of Bitcoin with this agent, genesis shown or not, standing in
/// [`node_transcript`].
pub(crate) fn verdict_on(magic: &str, genesis: Option<&str>, agent: &str) -> Verdict {
    let fact = |name, value, offset, len| Fact {
        name,
        value,
        strength: Strength::Stated,
        at: Place::received(offset, len),
    };
    let bytes = |hex: &str| {
        let digits = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).expect("hex");
        Value::bytes((0..hex.len()).step_by(2).map(digits).collect::<Vec<u8>>())
    };
    let mut list = vec![
        fact("bitcoin.handshake.magic", bytes(magic), 126, 4),
        fact("bitcoin.version.full", Value::Bool(true), 24, 8),
        fact("bitcoin.version.agent", Value::text(agent), 80, 16),
    ];
    list.extend(genesis.map(|hash| fact("bitcoin.genesis.hash", bytes(hash), 0, 126)));
    let mut facts = Facts::new();
    facts.add_dialogue(0, list);
    judge(&facts, Fingerprints::builtin(), Atlas::builtin())
}

/// A full node of Bitcoin.
pub(crate) fn node_verdict() -> Verdict {
    verdict_on("f9beb4d9", Some(BITCOIN_GENESIS), "/Satoshi:27.0.0/")
}

/// A node whose magic and first block belong to different networks.
pub(crate) fn torn_verdict() -> Verdict {
    verdict_on("f9beb4d9", Some(&"11".repeat(32)), "/x:1/")
}

/// The verdict on a service that greets like this.
pub(crate) fn greeting_verdict(words: &[u8]) -> Verdict {
    let transcripts = [greeting_transcript(words)];
    judge(&coinsift_protocols::facts(&transcripts), Fingerprints::builtin(), Atlas::builtin())
}

/// The widest line, in columns of a terminal.
pub(crate) fn widest(text: &str) -> usize {
    text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0)
}

/// Holds a text against a file below `snapshots/`; `COINSIFT_BLESS=1` writes it anew, to be read
/// before it is kept.
pub(crate) fn assert_snapshot(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots").join(name);
    if std::env::var_os("COINSIFT_BLESS").is_some() {
        fs::write(&path, text).expect("a snapshot can be written");
    }
    let expected = fs::read_to_string(&path).expect("a snapshot");
    assert_eq!(text, expected, "as in {name}");
}
