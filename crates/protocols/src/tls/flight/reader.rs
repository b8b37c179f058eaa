//! The reader: a server's clear flight, as facts.
//!
//! Names in certificates are *hinted*: anybody can write any. That the server holds the key of its
//! certificate is *proven* where its signature over our random holds; what the handshake itself
//! chose is *stated*.

use coinsift_verdict::{Fact, Place, Strength, Value};

use super::driver::Settings;
use super::facts;
use super::messages::{CertificateRequest, KeyExchange, ServerHello, certificates};
use super::possession::{Possession, Randoms, check};
use super::records::{End, Message, Records, kind};
use crate::tls::certificate::Name;
use crate::tls::chain;
use crate::transcript::Transcript;

pub(super) fn read(transcript: &Transcript) -> Vec<Fact> {
    let records = Records::of(&transcript.received());
    let mut reading = Reading { records: &records, facts: Vec::new() };
    reading.hello(transcript);
    match records.end() {
        Some(End::Alert(alert)) => {
            let at = Place::received(alert.at, 7);
            let version = Value::text(format!("{:04x}", alert.version));
            reading.state(facts::ALERT, Value::Uint(alert.description.into()), at);
            reading.state(facts::ALERT_VERSION, version, at);
        }
        Some(End::Malformed(wrong)) => reading.malformed(wrong.0),
        _ => {}
    }
    reading.facts
}

struct Reading<'a> {
    records: &'a Records,
    facts: Vec<Fact>,
}

impl<'a> Reading<'a> {
    fn state(&mut self, name: &'static str, value: Value, at: Place) {
        self.facts.push(Fact { name, value, strength: Strength::Stated, at });
    }

    fn hint(&mut self, name: &'static str, value: Value, at: Place) {
        self.facts.push(Fact { name, value, strength: Strength::Hinted, at });
    }

    fn malformed(&mut self, part: &str) {
        self.hint(facts::MALFORMED, Value::text(part), Place::received(0, 0));
    }

    fn place(&self, message: &Message, from: usize, len: usize) -> Place {
        let (offset, len) = self.records.place(message, from, len);
        Place::received(offset, len)
    }

    fn whole(&self, message: &Message) -> Place {
        self.place(message, 0, self.records.body(message).len())
    }

    fn hello(&mut self, transcript: &Transcript) {
        let records = self.records;
        let Some(message) = records.message(kind::SERVER_HELLO) else { return };
        let Ok(hello) = ServerHello::read(records.body(message)) else { return };
        let at = self.whole(message);
        let version = hello.selected.unwrap_or(hello.version);
        self.state(facts::VERSION, Value::text(version_name(version)), at);
        self.state(facts::SUITE, Value::text(format!("{:04x}", hello.suite)), at);
        if hello.is_downgraded() {
            self.state(facts::ALSO_13, Value::Bool(true), at);
        }
        if !hello.extensions.is_empty() {
            let numbers = hello.extensions.iter().map(|&number| Value::Uint(number.into()));
            self.state(facts::EXTENSIONS, Value::list(numbers), at);
        }
        if let Some(group) = hello.group {
            self.state(facts::GROUP, Value::text(format!("{group:04x}")), at);
        }
        let chain = self.certificates();
        self.exchange(transcript, &hello, &chain);
        self.request(hello.version);
    }

    /// Certificates as facts; gives the chain for the check of the signature.
    fn certificates(&mut self) -> Vec<(usize, &'a [u8])> {
        let records = self.records;
        let Some(message) = records.message(kind::CERTIFICATE) else { return Vec::new() };
        let chain = match certificates(records.body(message)) {
            Ok(chain) => chain,
            Err(wrong) => {
                self.malformed(wrong.0);
                return Vec::new();
            }
        };
        let places: Vec<(Place, &[u8])> =
            chain.iter().map(|&(from, der)| (self.place(message, from, der.len()), der)).collect();
        self.facts.extend(chain::read(&places, self.whole(message)));
        chain
    }

    fn exchange(&mut self, transcript: &Transcript, hello: &ServerHello, chain: &[(usize, &[u8])]) {
        let records = self.records;
        let Some(message) = records.message(kind::KEY_EXCHANGE) else { return };
        let body = records.body(message);
        let exchange = match KeyExchange::read(body, hello.version, hello.suite) {
            Ok(exchange) => exchange,
            Err(wrong) => return self.malformed(wrong.0),
        };
        if let Some(group) = exchange.group {
            let at = self.place(message, 0, exchange.params.len());
            self.state(facts::GROUP, Value::text(format!("{group:04x}")), at);
        }
        // The head's options made the driver, so they can be read.
        let Ok(settings) = Settings::read(&transcript.head.options) else { return };
        let randoms = Randoms { client: &settings.random, server: &hello.random };
        let from = body.len() - exchange.signature.len();
        let at = self.place(message, from, exchange.signature.len());
        let (word, strength) = match check(&exchange, hello.suite, chain, randoms) {
            Possession::Proven { encryption } => {
                if let Some(number) = encryption {
                    self.state(facts::ENCRYPTION, Value::Uint(number as u128), at);
                }
                ("proven", Strength::Proven)
            }
            Possession::Failed => ("failed", Strength::Stated),
            Possession::Unknown => ("unknown", Strength::Hinted),
        };
        self.facts.push(Fact { name: facts::POSSESSION, value: Value::text(word), strength, at });
    }

    fn request(&mut self, version: u16) {
        let records = self.records;
        let Some(message) = records.message(kind::CERTIFICATE_REQUEST) else { return };
        let request = match CertificateRequest::read(records.body(message), version) {
            Ok(request) => request,
            Err(wrong) => return self.malformed(wrong.0),
        };
        let at = self.whole(message);
        self.state(facts::WANTED, Value::Bool(true), at);
        if !request.algorithms.is_empty() {
            let numbers = request.algorithms.iter();
            let written = numbers.map(|number| Value::text(format!("{number:04x}")));
            self.state(facts::ALGORITHMS, Value::list(written), at);
        }
        let names: Vec<Value> = request
            .authorities
            .iter()
            .map(|(_, der)| match Name::read(der) {
                Some(name) => Value::text(name.written),
                None => Value::text(hex::encode(der)),
            })
            .collect();
        if !names.is_empty() {
            self.state(facts::AUTHORITIES, Value::list(names), at);
        }
    }
}

pub(in crate::tls) fn version_name(version: u16) -> String {
    match version {
        0x0300 => "SSL 3.0".to_owned(),
        0x0301 => "TLS 1.0".to_owned(),
        0x0302 => "TLS 1.1".to_owned(),
        0x0303 => "TLS 1.2".to_owned(),
        0x0304 => "TLS 1.3".to_owned(),
        0x0101 => "TLCP".to_owned(),
        other => format!("{other:04x}"),
    }
}
