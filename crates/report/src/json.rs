//! JSON that says the same as any other and is safe on a terminal.
//!
//! JSON itself escapes only C0. Here everything a terminal would obey or hide is a `\u` escape
//! too: the text a program reads back is the same, byte for byte.

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::escape::is_visible;

struct Visible;

impl Formatter for Visible {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut units = [0; 2];
        for char in fragment.chars() {
            let mut utf8 = [0; 4];
            let text = char.encode_utf8(&mut utf8);
            if is_visible(text) {
                writer.write_all(text.as_bytes())?;
            } else {
                for unit in char.encode_utf16(&mut units) {
                    write!(writer, "\\u{unit:04x}")?;
                }
            }
        }
        Ok(())
    }
}

/// One value in one line, without the line's end.
pub(crate) fn line(value: &impl Serialize) -> Result<String, serde_json::Error> {
    let mut bytes = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut bytes, Visible))?;
    String::from_utf8(bytes).map_err(serde::ser::Error::custom)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_escaped() {
        let text = "\u{1b}[2J\u{9b}\u{202e}\u{e0041}币\"\\\n";
        let expected = r#""\u001b[2J\u009b\u202e\udb40\udc41币\"\\\n""#;
        assert_eq!(line(&text).expect("text is JSON"), expected);
    }

    proptest! {
        #[test]
        fn any_text_is_read_back_as_it_was(text in any::<String>()) {
            let json = line(&text).expect("text is JSON");
            prop_assert!(is_visible(&json), "{}", json);
            prop_assert_eq!(serde_json::from_str::<String>(&json).expect("JSON"), text);
        }
    }
}
