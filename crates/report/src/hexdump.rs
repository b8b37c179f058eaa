//! A short dump of bytes: offset, hex in pairs, printable ASCII.

/// Bytes in one line. The line is 69 columns wide.
const A_LINE: usize = 16;

/// At most `limit` of these bytes in lines of 16, beginning with their offset in decimal; `offset`
/// is that of the first. Stretches in `hidden` (start and end within `bytes`) are shown as `**`.
///
/// ```
/// use coinsift_report::hexdump::hexdump;
/// assert_eq!(
///     hexdump(b"\xf9\xbe\xb4\xd9version", 24, 64, &[]),
///     ["      24  f9be b4d9 7665 7273 696f 6e              |....version|"]
/// );
/// ```
pub fn hexdump(
    bytes: &[u8],
    offset: usize,
    limit: usize,
    hidden: &[(usize, usize)],
) -> Vec<String> {
    let shown = bytes.get(..limit).unwrap_or(bytes);
    let is_hidden = |at: usize| hidden.iter().any(|(start, end)| (*start..*end).contains(&at));
    shown
        .chunks(A_LINE)
        .enumerate()
        .map(|(number, row)| {
            let start = number * A_LINE;
            let (mut hex, mut ascii) = (String::new(), String::new());
            for (place, &byte) in row.iter().enumerate() {
                if place % 2 == 0 && place > 0 {
                    hex.push(' ');
                }
                if is_hidden(start + place) {
                    hex.push_str("**");
                    ascii.push('*');
                } else {
                    hex.push_str(&format!("{byte:02x}"));
                    ascii.push(printable(byte));
                }
            }
            format!("{:8}  {hex:<39}  |{ascii}|", offset + start)
        })
        .collect()
}

/// At most `limit` of these bytes as printable ASCII, a point for each other byte.
pub fn preview(bytes: &[u8], limit: usize, hidden: &[(usize, usize)]) -> String {
    let is_hidden = |at: usize| hidden.iter().any(|(start, end)| (*start..*end).contains(&at));
    let mut text: String = bytes
        .iter()
        .take(limit)
        .enumerate()
        .map(|(at, &byte)| if is_hidden(at) { '*' } else { printable(byte) })
        .collect();
    if bytes.len() > limit {
        text.push('…');
    }
    text
}

fn printable(byte: u8) -> char {
    if (0x20..0x7f).contains(&byte) { byte as char } else { '.' }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_full_and_the_rest_is_cut() {
        let bytes: Vec<u8> = (0..40).collect();
        let lines = hexdump(&bytes, 100, 32, &[]);
        assert_eq!(lines.len(), 2);
        assert_eq!(
            lines[0],
            "     100  0001 0203 0405 0607 0809 0a0b 0c0d 0e0f  |................|"
        );
        assert!(lines[1].starts_with("     116  1011"));
        assert!(hexdump(&[], 0, 64, &[]).is_empty());
    }

    #[test]
    fn hidden_bytes_are_not_shown() {
        assert_eq!(
            hexdump(b"to a@b.cc", 0, 64, &[(3, 9)]),
            ["       0  746f 20** **** **** **                   |to ******|"]
        );
        assert_eq!(preview(b"to a@b.cc\x1b", 12, &[(3, 9)]), "to ******.");
        assert_eq!(preview(b"abcdef", 3, &[]), "abc…");
    }
}
