//! Facts: typed things learnt from a transcript, how strongly, and where they stand in it.

mod nested;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// The longest text a fact may hold, in bytes of UTF-8.
pub const MAX_TEXT: usize = 1024;
/// The longest byte string a fact may hold.
pub const MAX_BYTES: usize = 4096;
/// The most items a list may hold; readers cut longer lists.
pub const MAX_ITEMS: usize = 256;
/// How deep lists may stand inside lists where a value is read back from a log.
pub const MAX_DEPTH: usize = 8;

/// How a fact was got. The order is the order of trust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// A port, a banner, a shape, an agent string, an id alone, a close.
    Hinted,
    /// The peer says so inside a completed protocol exchange bound to the network.
    Stated,
    /// A header preimage or a signature that was checked, and that no node of another listed
    /// network would hold.
    Proven,
}

impl Strength {
    /// The word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Strength::Hinted => "hinted",
            Strength::Stated => "stated",
            Strength::Proven => "proven",
        }
    }
}

/// A value of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Value {
    /// An unsigned number of at most 128 bits.
    Uint(u128),
    /// Yes or no.
    Bool(bool),
    /// Text of at most [`MAX_TEXT`] bytes, as the peer sent it: escape it before showing it.
    Text(String),
    /// At most [`MAX_BYTES`] bytes; lower-case hex where it is written as text.
    Bytes(#[serde(with = "hex_bytes")] Vec<u8>),
    /// A list of values, lists among them to a depth of [`MAX_DEPTH`].
    List(Vec<Value>),
}

/// The kind of a [`Value`], for declarations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// [`Value::Uint`]
    Uint,
    /// [`Value::Bool`]
    Bool,
    /// [`Value::Text`]
    Text,
    /// [`Value::Bytes`]
    Bytes,
    /// [`Value::List`]
    List,
}

impl Value {
    /// A text value, cut at [`MAX_TEXT`] on a character boundary.
    pub fn text(text: impl AsRef<str>) -> Value {
        let text = text.as_ref();
        let mut end = text.len().min(MAX_TEXT);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        Value::Text(text[..end].to_owned())
    }

    /// A byte value, cut at [`MAX_BYTES`].
    pub fn bytes(bytes: impl AsRef<[u8]>) -> Value {
        let bytes = bytes.as_ref();
        Value::Bytes(bytes[..bytes.len().min(MAX_BYTES)].to_vec())
    }

    /// A list value, cut at [`MAX_ITEMS`].
    pub fn list(items: impl IntoIterator<Item = Value>) -> Value {
        Value::List(items.into_iter().take(MAX_ITEMS).collect())
    }

    /// Which kind this value is of.
    pub fn kind(&self) -> ValueKind {
        match self {
            Value::Uint(_) => ValueKind::Uint,
            Value::Bool(_) => ValueKind::Bool,
            Value::Text(_) => ValueKind::Text,
            Value::Bytes(_) => ValueKind::Bytes,
            Value::List(_) => ValueKind::List,
        }
    }

    /// The value as people and fingerprint rows write it: numbers in decimal, bytes in lower-case
    /// hex, lists separated by a comma and a space.
    pub fn written(&self) -> Cow<'_, str> {
        match self {
            Value::Uint(number) => Cow::Owned(number.to_string()),
            Value::Bool(true) => Cow::Borrowed("true"),
            Value::Bool(false) => Cow::Borrowed("false"),
            Value::Text(text) => Cow::Borrowed(text),
            Value::Bytes(bytes) => Cow::Owned(hex::encode(bytes)),
            Value::List(items) => {
                Cow::Owned(items.iter().map(Value::written).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// Which stream of a dialogue a place points into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// What the peer sent.
    Received,
    /// What we sent.
    Sent,
}

/// Where a fact stands: a stretch of one stream of one dialogue of the endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The dialogue's number among the endpoint's dialogues, counted from 0.
    pub dialogue: u16,
    /// The stream.
    pub side: Side,
    /// Offset of the first byte in that stream.
    pub offset: u32,
    /// Length in bytes.
    pub len: u32,
}

impl Place {
    /// A stretch of what the peer sent in its first dialogue; [`Facts::add_dialogue`] renumbers it.
    pub fn received(offset: usize, len: usize) -> Place {
        // A dialogue is capped far below 4 GiB, so the casts lose nothing.
        Place { dialogue: 0, side: Side::Received, offset: offset as u32, len: len as u32 }
    }
}

/// One typed thing learnt from a transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// `family.part.name`, declared in the family's folder.
    pub name: &'static str,
    /// What was learnt.
    pub value: Value,
    /// How it was got.
    pub strength: Strength,
    /// Where it stands.
    pub at: Place,
}

/// A declaration of a fact, kept in the family's folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactDecl {
    /// `family.part.name`
    pub name: &'static str,
    /// The kind of its value.
    pub kind: ValueKind,
    /// What it means: units, byte order, source.
    pub doc: &'static str,
}

/// All facts of one endpoint, in the order of its dialogues.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    facts: Vec<Fact>,
}

impl Facts {
    /// No facts.
    pub fn new() -> Facts {
        Facts::default()
    }

    /// Adds the facts of dialogue number `dialogue`, as its reader gave them.
    pub fn add_dialogue(&mut self, dialogue: u16, facts: Vec<Fact>) {
        self.facts.extend(facts.into_iter().map(|mut fact| {
            fact.at.dialogue = dialogue;
            fact
        }));
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Fact> {
        self.facts.iter()
    }

    /// Those of one name.
    pub fn named<'a, 'n>(&'a self, name: &'n str) -> impl Iterator<Item = &'a Fact> + use<'a, 'n> {
        self.facts.iter().filter(move |fact| fact.name == name)
    }

    /// The strongest of one name, the first among equals.
    pub fn best(&self, name: &str) -> Option<&Fact> {
        self.facts
            .iter()
            .filter(|fact| fact.name == name)
            .reduce(|best, fact| if fact.strength > best.strength { fact } else { best })
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }
}

/// Bytes as lower-case hex in formats for people, as bytes elsewhere.
mod hex_bytes {
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.serialize_str(&hex::encode(bytes))
        } else {
            serializer.serialize_bytes(bytes)
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            hex::decode(text).map_err(de::Error::custom)
        } else {
            Vec::<u8>::deserialize(deserializer)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strengths_order_by_trust() {
        assert!(Strength::Hinted < Strength::Stated && Strength::Stated < Strength::Proven);
    }

    #[test]
    fn long_text_is_cut_on_a_character_boundary() {
        let Value::Text(text) = Value::text("币".repeat(1000)) else { unreachable!() };
        assert_eq!(text.len(), 1023, "341 characters of three bytes fit into 1024");
    }

    #[test]
    fn values_are_written_as_rows_write_them() {
        let list = Value::list([Value::Uint(7), Value::bytes([0xf9, 0xbe]), Value::Bool(true)]);
        assert_eq!(list.written(), "7, f9be, true");
    }
}
