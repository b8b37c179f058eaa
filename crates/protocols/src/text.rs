//! The readable form of transcripts, for recordings in `fixtures/` and for people.
//!
//! ```text
//! coinsift transcript 1
//! software: btcd 0.25.0, simnet
//! protocol: bitcoin.p2p
//! version: 1
//! endpoint: 127.0.0.1:18555/tcp
//! started: 2026-11-24T15:00:00.000Z
//! option magic: 161c1412
//! ending: spoken
//!
//! 0 opened
//! 1000 timer
//! 1000 > 161c1412 76657273 696f6e00 00000000  |....version.....|
//! 1002 < 161c1412                             |....|
//! 1010 closed fin
//! ```
//!
//! `>` is what we sent, `<` what the peer sent; bytes are hex in groups of four with the printable
//! ASCII beside them, at most 32 bytes a line; a line that begins with the sign alone continues
//! the one before. Where the dialogue was held inside TLS (`option over: tls`) these are the bytes
//! inside, and further lines say what the layer did: `>>` and `<<` are bytes on the wire, `cert` is
//! a certificate in DER, `signed` an algorithm with what it signed and the signature, `secret` a
//! line of a key log, `stands` the version and suite with the protocol agreed on, `alert` a number,
//! `broken` the reason in words. The ASCII column is for people and is not read back. `#` begins a comment line
//! in the head. Which software and version was recorded, or that the recording was built by hand
//! and from what, stands under `software`.

use std::fmt::Write as _;

use crate::dialogue::Ending;
use crate::layer::Layered;
use crate::transcript::{Close, Event, Happening, Head, Options, Transcript};

const MAGIC_LINE: &str = "coinsift transcript 1";
const BYTES_A_LINE: usize = 32;

/// A transcript together with where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// The software and version recorded, or how the recording was built.
    pub software: String,
    /// What was recorded.
    pub transcript: Transcript,
}

/// A line that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {wrong}")]
pub struct TextError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub wrong: String,
}

/// Writes a recording.
pub fn write(recording: &Recording) -> String {
    let Transcript { head, events, ending } = &recording.transcript;
    let mut text = format!("{MAGIC_LINE}\n");
    let mut field = |name: &str, value: &dyn std::fmt::Display| {
        // Writing to a String cannot fail.
        let value = value.to_string();
        let _ = writeln!(text, "{name}: {}", value.escape_debug());
    };
    field("software", &recording.software);
    field("protocol", &head.protocol);
    field("version", &head.version);
    field("endpoint", &head.endpoint);
    field("started", &head.started);
    for (name, value) in &head.options {
        field(&format!("option {name}"), value);
    }
    match ending {
        Ending::Refused(reason) => field("ending", &format!("refused {reason}")),
        other => field("ending", &other.word()),
    }
    text.push('\n');
    for event in events {
        match &event.what {
            Happening::Opened => line(&mut text, event.at, "opened"),
            Happening::Timer => line(&mut text, event.at, "timer"),
            Happening::Closed(close) => {
                line(&mut text, event.at, &format!("closed {}", close.word()))
            }
            Happening::Sent(bytes) => dump(&mut text, event.at, ">", bytes),
            Happening::Received(bytes) => dump(&mut text, event.at, "<", bytes),
            Happening::Layer(what) => layered(&mut text, event.at, what),
        }
    }
    text
}

fn line(text: &mut String, at: u32, what: &str) {
    let _ = writeln!(text, "{at} {what}");
}

fn layered(text: &mut String, at: u32, what: &Layered) {
    match what {
        Layered::Sent(bytes) => dump(text, at, ">>", bytes),
        Layered::Received(bytes) => dump(text, at, "<<", bytes),
        Layered::Certificate(der) => dump(text, at, "cert", der),
        Layered::Signature { algorithm, message, signature } => {
            let [message, signature] = [message, signature].map(hex::encode);
            line(text, at, &format!("signed {algorithm:04x} {message} {signature}"));
        }
        Layered::Secret(secret) => line(text, at, &format!("secret {}", secret.escape_debug())),
        Layered::Stands { version, suite, alpn: None } => {
            line(text, at, &format!("stands {version:04x} {suite:04x}"));
        }
        Layered::Stands { version, suite, alpn: Some(alpn) } => {
            let alpn = alpn.escape_debug();
            line(text, at, &format!("stands {version:04x} {suite:04x} {alpn}"));
        }
        Layered::Alert(number) => line(text, at, &format!("alert {number}")),
        Layered::Broken(reason) => line(text, at, &format!("broken {}", reason.escape_debug())),
    }
}

fn dump(text: &mut String, at: u32, sign: &str, bytes: &[u8]) {
    for (number, row) in bytes.chunks(BYTES_A_LINE).enumerate() {
        let mut hex = String::new();
        for group in row.chunks(4) {
            if !hex.is_empty() {
                hex.push(' ');
            }
            hex.push_str(&hex::encode(group));
        }
        let ascii: String = row
            .iter()
            .map(|&byte| if (0x20..0x7f).contains(&byte) { byte as char } else { '.' })
            .collect();
        if number == 0 {
            let _ = writeln!(text, "{at} {sign} {hex}  |{ascii}|");
        } else {
            let _ = writeln!(text, "  {sign} {hex}  |{ascii}|");
        }
    }
}

/// Reads a recording.
pub fn parse(text: &str) -> Result<Recording, TextError> {
    let mut lines = text.lines().enumerate().map(|(number, line)| (number + 1, line));
    let wrong = |line: usize, wrong: &str| TextError { line, wrong: wrong.to_owned() };
    if lines.next().map(|(_, line)| line) != Some(MAGIC_LINE) {
        return Err(wrong(1, "the first line of a recording is `coinsift transcript 1`"));
    }
    let (mut fields, mut options, mut last) = (Options::new(), Options::new(), 1);
    for (number, line) in lines.by_ref() {
        last = number;
        if line.is_empty() {
            break;
        }
        if line.starts_with('#') {
            continue;
        }
        let (name, value) = line
            .split_once(": ")
            .or_else(|| line.strip_suffix(':').map(|name| (name, "")))
            .ok_or_else(|| wrong(number, "a line of the head is `name: value`"))?;
        let value = unescape(value).ok_or_else(|| wrong(number, "a broken escape"))?;
        let fresh = match name.strip_prefix("option ") {
            Some(option) => options.insert(option.to_owned(), value).is_none(),
            None => fields.insert(name.to_owned(), value).is_none(),
        };
        if !fresh {
            return Err(wrong(number, "this field stands twice"));
        }
    }
    let field = |name: &str| {
        fields.get(name).map(String::as_str).ok_or_else(|| wrong(last, &format!("no field {name}")))
    };
    let head = Head {
        protocol: field("protocol")?.to_owned(),
        version: field("version")?.parse().map_err(|_| wrong(last, "version is a number"))?,
        endpoint: field("endpoint")?.parse().map_err(|error| wrong(last, &format!("{error}")))?,
        started: field("started")?.parse().map_err(|_| wrong(last, "started is RFC 3339"))?,
        options,
    };
    let ending = match field("ending")? {
        "spoken" => Ending::Spoken,
        "mismatch" => Ending::Mismatch,
        "silent" => Ending::Silent,
        other => match other.strip_prefix("refused ") {
            Some(reason) => Ending::Refused(reason.to_owned()),
            None => return Err(wrong(last, "ending is spoken, refused …, mismatch or silent")),
        },
    };
    let mut events: Vec<Event> = Vec::new();
    for (number, line) in lines {
        if let Some(rest) = line.strip_prefix("  ") {
            let (sign, more) = rest
                .split_once(' ')
                .and_then(|(sign, more)| Some((sign, hex_part(more)?)))
                .ok_or_else(|| wrong(number, "no bytes"))?;
            match (events.last_mut().map(|event| &mut event.what), sign) {
                (Some(Happening::Sent(bytes)), ">")
                | (Some(Happening::Received(bytes)), "<")
                | (Some(Happening::Layer(Layered::Sent(bytes))), ">>")
                | (Some(Happening::Layer(Layered::Received(bytes))), "<<")
                | (Some(Happening::Layer(Layered::Certificate(bytes))), "cert") => {
                    bytes.extend(more)
                }
                _ => return Err(wrong(number, "continues no line of bytes")),
            }
            continue;
        }
        let (at, what) = line.split_once(' ').ok_or_else(|| wrong(number, "no event"))?;
        let at = at.parse().map_err(|_| wrong(number, "an event begins with milliseconds"))?;
        let what = parse_event(what).ok_or_else(|| wrong(number, "no such event"))?;
        events.push(Event { at, what });
    }
    let software = field("software")?.to_owned();
    Ok(Recording { software, transcript: Transcript { head, events, ending } })
}

fn parse_event(what: &str) -> Option<Happening> {
    match what {
        "opened" => Some(Happening::Opened),
        "timer" => Some(Happening::Timer),
        _ => {
            if let Some(word) = what.strip_prefix("closed ") {
                let close = Close::ALL.into_iter().find(|close| close.word() == word)?;
                return Some(Happening::Closed(close));
            }
            let (sign, rest) = what.split_once(' ')?;
            match sign {
                ">" => Some(Happening::Sent(hex_part(rest)?)),
                "<" => Some(Happening::Received(hex_part(rest)?)),
                _ => parse_layered(sign, rest).map(Happening::Layer),
            }
        }
    }
}

fn parse_layered(sign: &str, rest: &str) -> Option<Layered> {
    let number = |text: &str| u16::from_str_radix(text, 16).ok();
    Some(match sign {
        ">>" => Layered::Sent(hex_part(rest)?),
        "<<" => Layered::Received(hex_part(rest)?),
        "cert" => Layered::Certificate(hex_part(rest)?),
        "signed" => {
            let mut parts = rest.splitn(3, ' ');
            Layered::Signature {
                algorithm: number(parts.next()?)?,
                message: hex::decode(parts.next()?).ok()?,
                signature: hex::decode(parts.next()?).ok()?,
            }
        }
        "secret" => Layered::Secret(unescape(rest)?),
        "stands" => {
            let mut parts = rest.splitn(3, ' ');
            let (version, suite) = (number(parts.next()?)?, number(parts.next()?)?);
            let alpn = match parts.next() {
                Some(alpn) => Some(unescape(alpn)?),
                None => None,
            };
            Layered::Stands { version, suite, alpn }
        }
        "alert" => Layered::Alert(rest.parse().ok()?),
        "broken" => Layered::Broken(unescape(rest)?),
        _ => return None,
    })
}

fn hex_part(text: &str) -> Option<Vec<u8>> {
    let hex = text.split("  |").next().unwrap_or(text);
    hex::decode(hex.split(' ').collect::<String>()).ok()
}

/// Undoes `str::escape_debug` as far as it occurs in a head.
fn unescape(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(char) = rest.next() {
        if char != '\\' {
            plain.push(char);
            continue;
        }
        match rest.next()? {
            'n' => plain.push('\n'),
            'r' => plain.push('\r'),
            't' => plain.push('\t'),
            '0' => plain.push('\0'),
            'u' => {
                let code: String = rest.by_ref().skip(1).take_while(|&char| char != '}').collect();
                plain.push(char::from_u32(u32::from_str_radix(&code, 16).ok()?)?);
            }
            other => plain.push(other),
        }
    }
    Some(plain)
}
