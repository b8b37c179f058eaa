//! What the engine takes from outside so that tests can fix it: the clock, entropy, our name.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use coinsift_protocols::Utc;
use coinsift_verdict::Sentence;
use sha2::{Digest, Sha256};

use crate::input::{InputError, Place, Wrong};

/// The wall clock.
pub type Clock = Arc<dyn Fn() -> Utc + Send + Sync>;

/// A source of 32 random bytes, asked once a dialogue.
pub type Entropy = Arc<dyn Fn() -> [u8; 32] + Send + Sync>;

/// The clock of the operating system.
pub fn system_clock() -> Clock {
    Arc::new(|| {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        let millis = match since {
            Ok(after) => i64::try_from(after.as_millis()).unwrap_or(i64::MAX),
            Err(before) => {
                i64::try_from(before.duration().as_millis()).map_or(i64::MIN, |millis| -millis)
            }
        };
        Utc(millis)
    })
}

/// Entropy derived from one key: the hash of the key and a counter. The seeds stand in transcripts;
/// none of them tells the key or another seed.
pub fn seeds(key: [u8; 32]) -> Entropy {
    let counter = AtomicU64::new(0);
    Arc::new(move || {
        let number = counter.fetch_add(1, Ordering::Relaxed);
        Sha256::new().chain_update(key).chain_update(number.to_be_bytes()).finalize().into()
    })
}

/// The operating system gave no random bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gives no random bytes: {0}")]
pub struct NoEntropy(#[from] getrandom::Error);

impl NoEntropy {
    /// The words for people.
    pub fn sentence(&self) -> Sentence {
        Sentence::new("no-entropy").with("reason", self.0)
    }
}

/// Entropy from a key that the operating system gives now.
pub fn system_entropy() -> Result<Entropy, NoEntropy> {
    let mut key = [0; 32];
    getrandom::fill(&mut key)?;
    Ok(seeds(key))
}

/// How we name ourselves to peers: `coinsift/VERSION (+contact)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent(String);

/// The longest contact.
const MAX_CONTACT: usize = 120;

impl Agent {
    /// The agent of a version, with a contact (an address or a page) where peers' operators can
    /// ask. A contact is at most 120 printable ASCII characters without parentheses and
    /// backslashes, since protocols put it between parentheses.
    pub fn new(version: &str, contact: Option<&str>) -> Result<Agent, InputError> {
        let Some(contact) = contact else { return Ok(Agent(format!("coinsift/{version}"))) };
        let plain = |byte: u8| (0x20..0x7f).contains(&byte) && !b"()\\".contains(&byte);
        let contact = contact.trim();
        if contact.is_empty() || contact.len() > MAX_CONTACT || !contact.bytes().all(plain) {
            let wrong = Wrong::new("contact-form", contact).with("most", MAX_CONTACT);
            return Err(wrong.at(&Place::Argument));
        }
        Ok(Agent(format!("coinsift/{version} (+{contact})")))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Agent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_differ_and_come_again_with_the_same_key() {
        let (one, other) = (seeds([7; 32]), seeds([7; 32]));
        let first = one();
        assert_eq!(first, other());
        assert_ne!(first, one());
        assert_ne!(system_entropy().unwrap()(), system_entropy().unwrap()());
    }

    #[test]
    fn the_agent_names_a_contact_that_is_plain_text() {
        let agent = |contact| Agent::new("1.2.3", contact).map(|agent| agent.to_string());
        assert_eq!(agent(None).unwrap(), "coinsift/1.2.3");
        assert_eq!(agent(Some(" a@b.example ")).unwrap(), "coinsift/1.2.3 (+a@b.example)");
        for contact in ["", "a\r\nHost: b", "a)", "联系", &"x".repeat(121)] {
            assert_eq!(agent(Some(contact)).unwrap_err().0.id, "contact-form");
        }
    }

    #[test]
    fn the_clock_tells_this_century() {
        assert!(system_clock()().seconds() > 1_700_000_000);
    }
}
