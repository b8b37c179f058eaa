//! A chain of certificates as facts, whether it was shown in clear or inside.
//!
//! Names are *hinted*: anybody can write any.

use coinsift_verdict::{Fact, Place, Strength, Value};

use super::certificate::{Certificate, SM2_CURVE};
use super::flight::facts;

/// The facts of a chain: each certificate with its place, and the place of the whole chain.
pub(super) fn read(chain: &[(Place, &[u8])], whole: Place) -> Vec<Fact> {
    let mut stated = Facts(Vec::new());
    stated.state(facts::COUNT, Value::Uint(chain.len() as u128), whole);
    let read: Vec<Option<Certificate>> =
        chain.iter().map(|(_, der)| Certificate::read(der)).collect();
    let unreadable = read.iter().filter(|certificate| certificate.is_none()).count();
    if unreadable > 0 {
        stated.state(facts::UNREADABLE, Value::Uint(unreadable as u128), whole);
    }
    if let (Some(&(at, _)), Some(Some(first))) = (chain.first(), read.first()) {
        stated.first(first, at);
    }
    let known: Vec<&Certificate> = read.iter().flatten().collect();
    if !known.is_empty() {
        let texts = |of: fn(&Certificate) -> Value| Value::list(known.iter().map(|c| of(c)));
        let subjects = texts(|certificate| Value::text(&certificate.subject.written));
        stated.hint(facts::CHAIN, subjects, whole);
        stated.state(facts::SHA256, texts(|certificate| Value::bytes(certificate.sha256)), whole);
    }
    if let Some(last) = known.last() {
        stated.hint(facts::ROOT, Value::text(&last.issuer.written), whole);
    }
    stated.0
}

struct Facts(Vec<Fact>);

impl Facts {
    fn state(&mut self, name: &'static str, value: Value, at: Place) {
        self.0.push(Fact { name, value, strength: Strength::Stated, at });
    }

    fn hint(&mut self, name: &'static str, value: Value, at: Place) {
        self.0.push(Fact { name, value, strength: Strength::Hinted, at });
    }

    fn first(&mut self, certificate: &Certificate, at: Place) {
        let subject = &certificate.subject;
        let listed = |kind: &str| Value::list(subject.values(kind).map(Value::text));
        self.hint(facts::SUBJECT, Value::text(&subject.written), at);
        self.hint(facts::ISSUER, Value::text(&certificate.issuer.written), at);
        if let Some(name) = subject.values("CN").next() {
            self.hint(facts::COMMON_NAME, Value::text(name), at);
        }
        for (fact, kind) in [(facts::ORGANISATIONS, "O"), (facts::UNITS, "OU")] {
            if subject.values(kind).next().is_some() {
                self.hint(fact, listed(kind), at);
            }
        }
        if !certificate.alternative_names.is_empty() {
            let names = certificate.alternative_names.iter().map(Value::text);
            self.hint(facts::NAMES, Value::list(names), at);
        }
        if let Some(curve) = certificate.key.curve_name() {
            self.state(facts::CURVE, Value::text(curve), at);
        }
        let signed = Value::text(&certificate.signature_algorithm);
        self.state(facts::SIGNED_WITH, signed, at);
        if !certificate.extensions.is_empty() {
            let oids = certificate.extensions.iter().map(Value::text);
            self.hint(facts::OIDS, Value::list(oids), at);
        }
        self.state(facts::SELF_ISSUED, Value::Bool(certificate.is_self_issued()), at);
        if certificate.key.curve.as_deref() == Some(SM2_CURVE) {
            self.state(facts::SM3, Value::bytes(certificate.sm3), at);
        }
    }
}
