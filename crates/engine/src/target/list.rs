//! Lists of targets: the lines of a file or of the standard input.

use crate::input::Place;

/// The entries of a list with the place of each: one a line, blank lines and what follows a `#`
/// at the start of a line or after a space is left out.
///
/// `file` is the file as the person named it; the caller has read its text.
pub fn entries<'a>(file: &'a str, text: &'a str) -> impl Iterator<Item = (Place, &'a str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.lines().enumerate().filter_map(move |(number, line)| {
        let entry = without_comment(line).trim();
        let place = Place::Line { file: file.to_owned(), line: number as u64 + 1 };
        (!entry.is_empty()).then_some((place, entry))
    })
}

fn without_comment(line: &str) -> &str {
    let comment = line
        .match_indices('#')
        .find(|&(at, _)| line[..at].chars().next_back().is_none_or(char::is_whitespace));
    comment.map_or(line, |(at, _)| &line[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_blank_lines_are_left_out_and_places_stay_true() {
        let text = "\u{feff}# head\r\n\r\n192.0.2.1  # the first\r\n\tnode.example\r\na#b\n";
        let read: Vec<_> = entries("list.txt", text).collect();
        let at = |line| Place::Line { file: "list.txt".to_owned(), line };
        assert_eq!(read, [(at(3), "192.0.2.1"), (at(4), "node.example"), (at(5), "a#b")]);
        assert_eq!(at(3).prefix(), "list.txt:3: ");
    }
}
