//! Reading values back from logs, with lists inside lists to a bounded depth.
//!
//! A log may be forged. The derived reader would go one call deeper for each list in a list, as
//! deep as the bytes say, and bring the stack down.

use std::fmt;

use serde::de::{DeserializeSeed, EnumAccess, Error, SeqAccess, VariantAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{MAX_DEPTH, Value, hex_bytes};

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        One { depth: MAX_DEPTH }.deserialize(deserializer)
    }
}

/// The variants of [`Value`], in their order.
#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Variant {
    Uint,
    Bool,
    Text,
    Bytes,
    List,
}

const VARIANTS: &[&str] = &["uint", "bool", "text", "bytes", "list"];

#[derive(Deserialize)]
struct Hex(#[serde(with = "hex_bytes")] Vec<u8>);

/// One value, in which lists may be so deep.
#[derive(Clone, Copy)]
struct One {
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for One {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_enum("Value", VARIANTS, self)
    }
}

impl<'de> Visitor<'de> for One {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value of a fact")
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        let (variant, content) = access.variant()?;
        Ok(match variant {
            Variant::Uint => Value::Uint(content.newtype_variant()?),
            Variant::Bool => Value::Bool(content.newtype_variant()?),
            Variant::Text => Value::Text(content.newtype_variant()?),
            Variant::Bytes => Value::Bytes(content.newtype_variant::<Hex>()?.0),
            Variant::List => {
                let inside = self.depth.checked_sub(1).ok_or_else(|| {
                    A::Error::custom(format_args!("lists nested deeper than {MAX_DEPTH}"))
                })?;
                Value::List(content.newtype_variant_seed(Items(One { depth: inside }))?)
            }
        })
    }
}

/// The items of a list.
struct Items(One);

impl<'de> DeserializeSeed<'de> for Items {
    type Value = Vec<Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<Value>, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Items {
    type Value = Vec<Value>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of values")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Vec<Value>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(self.0)? {
            items.push(item);
        }
        Ok(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(depth: usize) -> Value {
        (0..depth).fold(Value::Uint(7), |inner, _| Value::List(vec![inner]))
    }

    #[test]
    fn values_come_back_as_they_were_written() {
        let all = Value::List(vec![
            Value::Uint(u128::MAX),
            Value::Bool(true),
            Value::text("币"),
            Value::bytes([0xf9, 0xbe]),
            nested(MAX_DEPTH - 1),
        ]);
        let json = serde_json::to_string(&all).unwrap();
        assert!(json.contains(r#"{"bytes":"f9be"}"#), "{json}");
        assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), all);
        let bytes = postcard::to_stdvec(&all).unwrap();
        assert_eq!(postcard::from_bytes::<Value>(&bytes).unwrap(), all);
    }

    #[test]
    fn lists_that_are_nested_too_deep_are_an_error() {
        let json = |depth| serde_json::to_string(&nested(depth)).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&json(MAX_DEPTH)).unwrap(), nested(MAX_DEPTH));
        let error = serde_json::from_str::<Value>(&json(MAX_DEPTH + 1)).unwrap_err();
        assert!(error.to_string().contains("nested deeper than 8"), "{error}");
        assert!(serde_json::from_str::<Value>(r#"{"map":1}"#).is_err());
        let bytes = |depth| postcard::to_stdvec(&nested(depth)).unwrap();
        assert_eq!(postcard::from_bytes::<Value>(&bytes(MAX_DEPTH)).unwrap(), nested(MAX_DEPTH));
        assert!(postcard::from_bytes::<Value>(&bytes(MAX_DEPTH + 1)).is_err());
        // A forged log: a list of one list of one list, a million deep.
        let forged = [4, 1].repeat(1_000_000);
        assert!(postcard::from_bytes::<Value>(&forged).is_err());
    }
}
