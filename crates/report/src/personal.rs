//! What may name a person is shown as a keyed hash, unless it is asked for in clear.
//!
//! Agent strings, banners and answers can hold e-mail addresses, wallet addresses, MAC addresses
//! and addresses of a private network. Transcripts keep them; what is shown and exported holds
//! `‹mail:3f9a0c12›` instead: the same thing has the same hash within one store, so that findings
//! can still be joined, and nobody without the key can try guesses against it.
//!
//! The patterns err on the side of hiding. They look at text only: hashes and magics are bytes.

use std::borrow::Cow;
use std::sync::OnceLock;

use hmac::{Hmac, KeyInit, Mac};
use regex::bytes::Regex;
use sha2::Sha256;

/// How much of the hash is shown, in bytes: enough to tell apart what one store holds.
const SHOWN: usize = 4;

/// Whether what may name a person is shown in clear.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Identifiers {
    /// In clear, as `--show-identifiers` asks.
    #[default]
    Shown,
    /// As a hash under this key; one key a store.
    Hashed([u8; 32]),
}

impl Identifiers {
    /// The text with everything that may name a person replaced.
    pub fn hide<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let Identifiers::Hashed(key) = self else {
            return Cow::Borrowed(text);
        };
        let mut hidden = String::new();
        let mut from = 0;
        for (kind, start, end) in found(text.as_bytes()) {
            // The patterns are ASCII and so begin and end on boundaries of characters.
            let (Some(before), Some(name)) = (text.get(from..start), text.get(start..end)) else {
                continue;
            };
            hidden.push_str(before);
            hidden.push_str(&format!("‹{kind}:{}›", keyed(key, name)));
            from = end;
        }
        match from {
            0 => Cow::Borrowed(text),
            _ => Cow::Owned(hidden + text.get(from..).unwrap_or_default()),
        }
    }

    /// Which of these bytes may name a person: ascending stretches, start and end.
    pub fn hidden_stretches(&self, bytes: &[u8]) -> Vec<(usize, usize)> {
        match self {
            Identifiers::Shown => Vec::new(),
            Identifiers::Hashed(_) => {
                found(bytes).into_iter().map(|(_, start, end)| (start, end)).collect()
            }
        }
    }
}

/// The patterns, by what they find. The order is the order of the groups in [`pattern`].
const PATTERNS: [(&str, &str); 6] = [
    ("mail", r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+"),
    ("mac", r"\b[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}\b"),
    // RFC 1918 and link-local.
    ("lan", r"\b(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01])|169\.254)\.\d{1,3}\.\d{1,3}\b"),
    // BIP 173 and its relatives: a short prefix, `1`, then the alphabet without 1, b, i and o.
    ("wallet", r"\b[a-z]{2,5}1[02-9ac-hj-np-z]{25,87}\b"),
    // 20 bytes of an Ethereum account.
    ("wallet", r"\b0x[0-9A-Fa-f]{40}\b"),
    // Base58Check of 20 bytes and a version, as Bitcoin and most of its relatives write it.
    ("wallet", r"\b[13LMDXtr][1-9A-HJ-NP-Za-km-z]{25,34}\b"),
];

fn pattern() -> &'static Regex {
    static PATTERN: OnceLock<Regex> = OnceLock::new();
    PATTERN.get_or_init(|| {
        let groups: Vec<String> =
            PATTERNS.iter().map(|(_, pattern)| format!("(?-u:({pattern}))")).collect();
        Regex::new(&groups.join("|")).expect("a constant pattern, compiled by every test")
    })
}

fn found(bytes: &[u8]) -> Vec<(&'static str, usize, usize)> {
    pattern()
        .captures_iter(bytes)
        .filter_map(|captures| {
            PATTERNS.iter().enumerate().find_map(|(number, (kind, _))| {
                let group = captures.get(number + 1)?;
                Some((*kind, group.start(), group.end()))
            })
        })
        .collect()
}

fn keyed(key: &[u8; 32], name: &str) -> String {
    let mut hmac =
        Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length (RFC 2104)");
    hmac.update(name.as_bytes());
    hmac.finalize().into_bytes().iter().take(SHOWN).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashed() -> Identifiers {
        Identifiers::Hashed([7; 32])
    }

    #[test]
    fn what_may_name_a_person_is_hashed() {
        for (text, kind, left) in [
            ("220 ready, ask li.wei@example.com please", "mail", "220 ready, ask ‹> please"),
            ("miner at 192.168.3.44:4028", "lan", "miner at ‹>:4028"),
            ("mac 00:1A:2b:3c:4d:5e.", "mac", "mac ‹>."),
            ("to bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "wallet", "to ‹>"),
            ("to 1BoatSLRHtKNngkdXEeobR76b53LETtpyT.rig7", "wallet", "to ‹>.rig7"),
            ("0x52908400098527886E0F7030069857D2E4169EE7", "wallet", "‹>"),
        ] {
            let hidden = hashed().hide(text).into_owned();
            let (before, rest) = hidden.split_once('‹').expect("something is hidden");
            let (hash, after) = rest.split_once('›').expect("the hash ends");
            assert_eq!(format!("{before}‹>{after}"), left);
            assert!(hash.starts_with(kind) && hash.len() == kind.len() + 9, "{hash}");
        }
    }

    #[test]
    fn what_names_software_and_chains_stays() {
        for text in [
            "/Satoshi:27.0.0(bitcore)/",
            "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3",
            "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f",
            "203.0.113.7:8333",
            "/btcwire:0.5.0/btcd:0.25.0/ 比特币",
        ] {
            assert_eq!(hashed().hide(text), text);
        }
    }

    #[test]
    fn the_same_name_has_the_same_hash_under_one_key_only() {
        let text = "a@example.com";
        assert_eq!(hashed().hide(text), hashed().hide(text));
        assert_ne!(hashed().hide(text), Identifiers::Hashed([8; 32]).hide(text));
        assert_eq!(Identifiers::Shown.hide(text), text);
    }

    #[test]
    fn stretches_of_bytes_are_found_in_binary_too() {
        let bytes = b"\xff\x00a@example.com\xfe";
        assert_eq!(hashed().hidden_stretches(bytes), [(2, 15)]);
        assert!(Identifiers::Shown.hidden_stretches(bytes).is_empty());
    }
}
