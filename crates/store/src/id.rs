//! Run ids: sortable by time, short enough to be typed.

use std::fmt;
use std::str::FromStr;

use coinsift_protocols::Utc;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::error::StoreError;

/// The last second that has a four-digit year.
const LAST_SECOND: i64 = 253_402_300_799;

/// The id of a run: the second of its start and three random bytes, written
/// `20261124T150102Z-ab12cd`. Ids sort by start, as values, as text and as keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunId {
    seconds: i64,
    tail: [u8; 3],
}

/// Text that is no run id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no run id; one looks like 20261124T150102Z-ab12cd")]
pub struct NoRunId(pub String);

impl RunId {
    /// Length of the key form in bytes.
    pub const KEY_LEN: usize = 11;

    /// An id for a run that starts at `start`, with random bytes of the operating system.
    pub fn random(start: Utc) -> Result<RunId, StoreError> {
        let mut tail = [0; 3];
        getrandom::fill(&mut tail).map_err(|error| StoreError::Entropy(error.to_string()))?;
        Ok(RunId::new(start, tail))
    }

    /// The id of a start and three bytes. Starts outside the years 1970 to 9999 are moved to the
    /// nearer end.
    pub fn new(start: Utc, tail: [u8; 3]) -> RunId {
        RunId { seconds: start.seconds().clamp(0, LAST_SECOND), tail }
    }

    /// The second in which the run started.
    pub fn start(self) -> Utc {
        Utc(self.seconds.saturating_mul(1000))
    }

    /// The key form: eight bytes of seconds since 1970, big-endian, then the random bytes.
    pub fn key(self) -> [u8; RunId::KEY_LEN] {
        let mut key = [0; RunId::KEY_LEN];
        let (seconds, tail) = key.split_at_mut(8);
        seconds.copy_from_slice(&self.seconds.to_be_bytes());
        tail.copy_from_slice(&self.tail);
        key
    }

    /// The id of a key.
    pub fn from_key(key: &[u8]) -> Option<RunId> {
        let (seconds, tail) = key.split_first_chunk::<8>()?;
        Some(RunId { seconds: i64::from_be_bytes(*seconds), tail: tail.try_into().ok()? })
    }
}

impl fmt::Display for RunId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_second(self.seconds) {
            Ok(start) => write!(f, "{}", start.strftime("%Y%m%dT%H%M%SZ"))?,
            Err(_) => write!(f, "{}", self.seconds)?,
        }
        write!(f, "-{}", hex::encode(self.tail))
    }
}

impl FromStr for RunId {
    type Err = NoRunId;

    fn from_str(text: &str) -> Result<RunId, NoRunId> {
        let wrong = || NoRunId(text.chars().take(64).collect());
        let (start, tail) = text.split_once('-').ok_or_else(wrong)?;
        let start = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", start)
            .and_then(|start| jiff::tz::TimeZone::UTC.to_timestamp(start))
            .map_err(|_| wrong())?;
        let mut bytes = [0; 3];
        hex::decode_to_slice(tail, &mut bytes).map_err(|_| wrong())?;
        let id = RunId::new(Utc(start.as_millisecond()), bytes);
        // One id has one spelling, since it names a folder.
        if id.to_string() == text { Ok(id) } else { Err(wrong()) }
    }
}

impl Serialize for RunId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            (self.seconds, self.tail).serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for RunId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RunId, D::Error> {
        if deserializer.is_human_readable() {
            String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
        } else {
            let (seconds, tail) = Deserialize::deserialize(deserializer)?;
            Ok(RunId { seconds, tail })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_written_and_read() {
        let id = RunId::new(Utc(1_795_532_462_123), [0xab, 0x12, 0xcd]);
        assert_eq!(id.to_string(), "20261124T150102Z-ab12cd");
        assert_eq!("20261124T150102Z-ab12cd".parse(), Ok(id));
        assert_eq!(RunId::from_key(&id.key()), Some(id));
        assert_eq!(serde_json::to_string(&id).unwrap(), "\"20261124T150102Z-ab12cd\"");
    }

    #[test]
    fn ids_keys_and_texts_sort_by_time() {
        let times = [0, 1, 999_000, 1_795_532_462_000, 253_402_300_799_000];
        let ids: Vec<RunId> = times.iter().map(|&time| RunId::new(Utc(time), [9; 3])).collect();
        for pair in ids.windows(2) {
            assert!(pair[0] <= pair[1]);
            assert!(pair[0].key() <= pair[1].key());
            assert!(pair[0].to_string() <= pair[1].to_string());
        }
    }

    #[test]
    fn other_texts_are_no_ids() {
        for text in ["", "latest", "../etc", "20261124T150102Z-AB12CD", "20261324T150102Z-ab12cd"] {
            assert_eq!(text.parse::<RunId>(), Err(NoRunId(text.to_owned())));
        }
    }
}
