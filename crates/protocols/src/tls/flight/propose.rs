//! When a hello is sent: where nothing was understood so far, or something pointed to TLS; and
//! which one after an alert.

use super::hello::Hello;
use super::messages::ServerHello;
use super::records::{Alert, End, Records, kind};
use crate::dialogue::Ending;
use crate::plan::{Proposal, Situation, Stage};
use crate::transcript::{Options, Transcript, Transport};

/// What web servers say to a plain request on a TLS port (nginx, Go's net/http, Apache).
const HINTS: [&[u8]; 3] = [b"HTTPS port", b"HTTPS server", b"SSL-enabled server"];

pub(super) fn propose(situation: &Situation<'_>) -> Vec<Proposal> {
    if situation.endpoint.transport != Transport::Tcp {
        return Vec::new();
    }
    let held: Vec<&Transcript> = situation.held(super::DIALOGUE.name).collect();
    let hello = match held.as_slice() {
        [] if situation.anything_spoken() && !situation.done.iter().any(points_to_tls) => None,
        [] => Some(Hello::Tls12),
        held => next(held),
    };
    // Where a server has named TLS itself, nothing else needs to be asked in clear.
    let named = situation.done.iter().any(points_to_tls);
    let stage = if named { Stage::Port } else { Stage::Tls };
    hello.map(|hello| Proposal { stage, options: options(hello) }).into_iter().collect()
}

pub(super) fn options(hello: Hello) -> Options {
    Options::from([("hello".to_owned(), hello.word().to_owned())])
}

/// Whether a server answered something plain with words, or an alert, of TLS.
fn points_to_tls(transcript: &Transcript) -> bool {
    let received = transcript.received();
    let alert = matches!(received[..], [0x15, 0x03 | 0x01, _, 0, 2, _, _, ..]);
    alert || HINTS.iter().any(|hint| crate::bytes::find(&received, hint).is_some())
}

/// The hello after those held. Only an alert that finds nothing in common leads to another: a
/// flight has told enough, and silence and other alerts would be no different.
fn next(held: &[&Transcript]) -> Option<Hello> {
    let word = |transcript: &Transcript| {
        transcript.head.options.get("hello").and_then(|word| Hello::of(word))
    };
    let tried: Vec<Hello> = held.iter().filter_map(|transcript| word(transcript)).collect();
    let first = alert(held.first()?)?;
    if held
        .iter()
        .any(|transcript| Records::of(&transcript.received()).end() == Some(End::Complete))
    {
        return None;
    }
    // A TLS 1.3 server that knows no TLCP says so by the version of its alert's record.
    let order = match (first.description, first.version) {
        (70, 0x0300..=0x0304) => [Hello::Tls13, Hello::Tlcp, Hello::Tls12Sm].as_slice(),
        (40 | 70 | 71, _) => [Hello::Tlcp, Hello::Tls12Sm, Hello::Tls13].as_slice(),
        _ => &[],
    };
    order.iter().copied().find(|hello| !tried.contains(hello))
}

/// Whether a server showed a TLS that our library speaks too: 1.2 or 1.3, in no suite of China's.
pub(crate) fn can_be_entered(done: &[Transcript]) -> bool {
    let flights = done.iter().filter(|transcript| {
        transcript.head.protocol == super::DIALOGUE.name && transcript.ending != Ending::Mismatch
    });
    flights.into_iter().any(|transcript| {
        let records = Records::of(&transcript.received());
        let hello = records.message(kind::SERVER_HELLO);
        let hello = hello.and_then(|message| ServerHello::read(records.body(message)).ok());
        hello.is_some_and(|hello| {
            matches!(hello.selected.unwrap_or(hello.version), 0x0303 | 0x0304)
                && !matches!(hello.suite, 0x00c6 | 0x00c7 | 0xe000..=0xe0ff)
        })
    })
}

fn alert(transcript: &Transcript) -> Option<Alert> {
    match Records::of(&transcript.received()).end() {
        Some(End::Alert(alert)) => Some(alert),
        _ => None,
    }
}
