//! What a job of Bitcoin's dialect tells of the block it is for: its height and the words its
//! maker put into the first transaction. Outputs, and so who is paid, are never looked at.
//!
//! Sources: Bitcoin's developer reference ("Raw transaction format", "Coinbase input"), BIP 34
//! (the height in the script).

use sha2::{Digest, Sha256};

/// A transaction's version, the count of inputs (one), an empty hash, the last index.
const BEFORE_SCRIPT: usize = 4 + 1 + 32 + 4;
/// The longest script of a coinbase input, which consensus bounds.
const MAX_SCRIPT: usize = 100;
/// The shortest run of text that is kept.
const SHORTEST: usize = 3;
/// From how many letters and digits on a word may be an address or a key.
const IDENTIFIER: usize = 20;

/// What was read of the first transaction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Coinbase {
    /// The height of the block, where the script begins with it.
    pub(super) height: Option<u64>,
    /// The text in the script, identifiers replaced.
    pub(super) tag: Option<String>,
}

/// Reads the two halves between which the nonces stand. `nonces` is how many bytes these take;
/// without it the words behind them are left away. `None` where it is no such transaction.
pub(super) fn read(first: &[u8], second: &[u8], nonces: Option<usize>) -> Option<Coinbase> {
    let (head, script) = first.split_at_checked(BEFORE_SCRIPT)?;
    let (count, rest) = head.get(4..)?.split_first()?;
    let (hash, index) = rest.split_at_checked(32)?;
    if *count != 1 || hash.iter().any(|&byte| byte != 0) || index != [0xff; 4] {
        return None;
    }
    let (&length, before) = script.split_first()?;
    let length = usize::from(length);
    if !(2..=MAX_SCRIPT).contains(&length) || before.len() > length {
        return None;
    }
    let (height, words) = height(before);
    let left = nonces.and_then(|nonces| length.checked_sub(before.len() + nonces));
    let behind = left.and_then(|left| second.get(..left)).unwrap_or_default();
    let mut runs = text_runs(words);
    runs.extend(text_runs(behind));
    let tag = (!runs.is_empty()).then(|| without_identifiers(&runs.join(" ")));
    Some(Coinbase { height, tag })
}

/// The height that a script begins with, and what follows it.
fn height(script: &[u8]) -> (Option<u64>, &[u8]) {
    let Some((&push, rest)) = script.split_first() else {
        return (None, script);
    };
    match push {
        1..=5 => match rest.split_at_checked(push.into()) {
            Some((number, rest)) => {
                let height = number.iter().rev().fold(0, |all, &byte| all << 8 | u64::from(byte));
                (Some(height), rest)
            }
            None => (None, script),
        },
        // The heights 1 to 16 have an opcode each.
        0x51..=0x60 => (Some(u64::from(push - 0x50)), rest),
        _ => (None, script),
    }
}

/// Runs of visible ASCII.
fn text_runs(bytes: &[u8]) -> Vec<String> {
    bytes
        .split(|byte| !(0x20..0x7f).contains(byte))
        .filter(|run| run.len() >= SHORTEST)
        .map(|run| String::from_utf8_lossy(run).trim().to_owned())
        .filter(|run| run.bytes().any(|byte| byte.is_ascii_alphanumeric()))
        .collect()
}

/// Replaces what may name a person or a payee – addresses, keys, e-mail addresses, and the word
/// after "Mined by" – by the beginning of its SHA-256, so that equal ones are still seen to be
/// equal.
pub(super) fn without_identifiers(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mined_by = lower.find("mined by ").map(|at| at + "mined by ".len());
    let (mut clean, mut at) = (String::with_capacity(text.len()), 0);
    for word in text.split_inclusive(|char: char| !is_of_word(char)) {
        let bare = word.trim_end_matches(|char: char| !is_of_word(char));
        let named = mined_by == Some(at) || bare.contains('@');
        let long = bare.split(|char: char| !char.is_ascii_alphanumeric());
        let long = long.into_iter().any(|part| part.len() >= IDENTIFIER);
        if !bare.is_empty() && (named || long) {
            let digest = Sha256::digest(bare.as_bytes());
            clean.push_str("id-");
            clean.extend(digest.iter().take(6).map(|byte| format!("{byte:02x}")));
            clean.push_str(word.get(bare.len()..).unwrap_or_default());
        } else {
            clean.push_str(word);
        }
        at += word.len();
    }
    clean
}

/// What belongs to one word: also what joins the parts of an address or a worker's name.
fn is_of_word(char: char) -> bool {
    char.is_ascii_alphanumeric() || matches!(char, '@' | '.' | '_' | '-' | ':')
}
