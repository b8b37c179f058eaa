//! Moments as RFC 3339 text in JSON, where the stores keep them as numbers.

use coinsift_protocols::Utc;
use serde::{Deserialize, Deserializer, Serializer, de};

pub(crate) fn serialize<S: Serializer>(time: &Utc, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(time)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Utc, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
}
