//! The reader: opens a transcript with the seed in its head, and turns it into facts.

use coinsift_verdict::{Fact, Place, Strength, Value};

use super::facts;
use super::messages::{Answer, First, Opener};
use super::noise::{self, ACT_2};
use super::settings::Settings;
use crate::ellswift::{KEY, TAG};
use crate::transcript::{Happening, Transcript, Utc};

/// Where the encrypted certificate begins.
const CERTIFICATE: usize = KEY + KEY + TAG;

pub(super) fn read(transcript: &Transcript) -> Vec<Fact> {
    let Ok(settings) = Settings::read(&transcript.head) else {
        return Vec::new();
    };
    let received = transcript.received();
    let Some(session) = noise::read_act_2(&settings.keys, &received) else {
        return Vec::new();
    };
    let mut facts = Facts(Vec::new());
    facts.add(facts::HANDSHAKE, Value::Bool(true), 0, ACT_2);
    facts.add(facts::STATIC_KEY, Value::bytes(session.static_key), KEY, KEY);
    let (from, until) = (session.certificate.valid_from, session.certificate.not_valid_after);
    facts.add(facts::VALID_FROM, Value::Uint(from.into()), CERTIFICATE + 2, 4);
    facts.add(facts::VALID_UNTIL, Value::Uint(until.into()), CERTIFICATE + 6, 4);
    let valid = (i64::from(from)..=i64::from(until)).contains(&answered(transcript).seconds());
    facts.add(facts::VALID_NOW, Value::Bool(valid), CERTIFICATE + 2, 8);
    let own = session.certificate.is_signed_by(session.static_key, session.static_key);
    let authority = if own { "self" } else { "unknown" };
    facts.add(facts::AUTHORITY, Value::text(authority), CERTIFICATE + 10, 64);
    if let Some(setup) = &settings.setup
        && let First::Whole(answer, len) =
            Opener::new(session.theirs).first(received.get(ACT_2..).unwrap_or_default())
    {
        let asked = Value::text(setup.protocol.word());
        match answer {
            Answer::Success { version, flags } => {
                facts.add(facts::PROTOCOL, asked, ACT_2, len);
                facts.add(facts::VERSION, Value::Uint(version.into()), ACT_2, len);
                facts.add(facts::FLAGS, Value::Uint(flags.into()), ACT_2, len);
            }
            Answer::Error { code, .. } => {
                facts.add(facts::REFUSED, asked, ACT_2, len);
                facts.add(facts::ERROR, Value::text(code), ACT_2, len);
            }
            Answer::Other(_) => {}
        }
    }
    facts.0
}

/// When the answer was whole.
fn answered(transcript: &Transcript) -> Utc {
    let mut received = 0;
    let whole = transcript.events.iter().find(|event| {
        if let Happening::Received(bytes) = &event.what {
            received += bytes.len();
        }
        received >= ACT_2
    });
    Utc(transcript.head.started.0 + i64::from(whole.map_or(0, |event| event.at)))
}

struct Facts(Vec<Fact>);

impl Facts {
    fn add(&mut self, name: &'static str, value: Value, at: usize, len: usize) {
        let (strength, at) = (Strength::Stated, Place::received(at, len));
        self.0.push(Fact { name, value, strength, at });
    }
}
