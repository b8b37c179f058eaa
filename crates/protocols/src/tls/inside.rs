//! The reader of the layer itself, for dialogues that were held inside TLS: what was agreed, the
//! certificates that TLS 1.3 hides from a first flight, and the alert that ended it.
//!
//! Sources: RFC 8446 sections 4.4.3 (what a server signs), 6.2 (alerts; 116 is
//! certificate_required); RFC 5246 section 7.4.3.

use coinsift_verdict::{Fact, Place, Strength, Value};

use super::flight::facts;
use super::flight::possession::holds;
use super::{chain, flight::reader::version_name};
use crate::dialogue::Ending;
use crate::layer::Layered;
use crate::transcript::Transcript;

/// The alert of a server that wants a certificate and was shown none.
const CERTIFICATE_REQUIRED: u8 = 116;

/// The facts of the layer; none where the dialogue was held in clear. The layer's frames are no
/// part of the streams that places point into, so that these places are empty.
pub(crate) fn read(transcript: &Transcript) -> Vec<Fact> {
    let at = Place::received(0, 0);
    let mut read = Vec::new();
    let mut state = |name, value, strength| read.push(Fact { name, value, strength, at });
    let shown: Vec<(Place, &[u8])> = transcript
        .layered()
        .filter_map(|what| match what {
            Layered::Certificate(der) => Some((at, der.as_slice())),
            _ => None,
        })
        .collect();
    for what in transcript.layered() {
        match what {
            Layered::Stands { version, suite, alpn } => {
                let version = Value::text(version_name(*version));
                state(facts::INSIDE_VERSION, version, Strength::Stated);
                let suite = Value::text(format!("{suite:04x}"));
                state(facts::INSIDE_SUITE, suite, Strength::Stated);
                if let Some(alpn) = alpn {
                    state(facts::INSIDE_ALPN, Value::text(alpn), Strength::Stated);
                }
            }
            Layered::Signature { algorithm, message, signature } => {
                let first = shown.first().map(|(_, der)| *der);
                let held = first.and_then(|der| holds(der, *algorithm, message, signature));
                let (word, strength) = match held {
                    Some(true) => ("proven", Strength::Proven),
                    Some(false) => ("failed", Strength::Stated),
                    None => ("unknown", Strength::Hinted),
                };
                state(facts::POSSESSION, Value::text(word), strength);
            }
            Layered::Alert(number) => {
                state(facts::INSIDE_ALERT, Value::Uint((*number).into()), Strength::Stated);
                if *number == CERTIFICATE_REQUIRED {
                    state(facts::WANTED, Value::Bool(true), Strength::Stated);
                }
            }
            Layered::Broken(_) => {
                state(facts::MALFORMED, Value::text("inside"), Strength::Hinted);
            }
            Layered::Sent(_)
            | Layered::Received(_)
            | Layered::Certificate(_)
            | Layered::Secret(_) => {}
        }
    }
    if transcript.is_layered() && transcript.ending == Ending::Spoken {
        let protocol = Value::text(&transcript.head.protocol);
        state(facts::INSIDE_PROTOCOL, protocol, Strength::Stated);
    }
    if !shown.is_empty() {
        read.extend(chain::read(&shown, at));
    }
    read
}
