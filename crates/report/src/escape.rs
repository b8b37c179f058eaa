//! Making text of strangers safe to show: on a terminal, in a CSV cell, in a page.
//!
//! Everything a peer, a file or a command line brought is untrusted. [`visible`] is the one step
//! all of it passes: what a terminal would obey, or what would hide or reorder other text, becomes
//! an escape that can be read. [`csv_cell`] and [`html`] build on it.
//!
//! What counts as invisible is taken from the widths of Unicode Standard Annex 11, as the
//! `unicode-width` crate has them, and from a short list of characters that have a width of their
//! own but move or break lines.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

/// The most characters a spreadsheet takes in one cell.
const CSV_LIMIT: usize = 32_000;

/// How many marks may stand on one letter. Two are needed (Vietnamese); towers of them reach into
/// the lines above and below.
const MARKS: usize = 2;

/// Text that is safe on a terminal and in running text, at most `limit` characters long.
///
/// Control characters (C0, DEL, C1), characters without width, direction overrides and isolates,
/// and line and paragraph separators become `\n`, `\r`, `\t` or `\u{1b}`. A text that is too long
/// ends in `…`; an escape is never cut in two.
///
/// ```
/// use coinsift_report::escape::visible;
/// assert_eq!(visible("/Satoshi:27.0.0/", 40), "/Satoshi:27.0.0/");
/// assert_eq!(visible("\u{1b}[2Jgone", 40), r"\u{1b}[2Jgone");
/// assert_eq!(visible("abcdef", 4), "abc…");
/// ```
pub fn visible(text: &str, limit: usize) -> String {
    let (mut shown, mut length, mut marks) = (String::new(), 0, MARKS);
    // Where the text would have to be cut to leave room for the ellipsis.
    let mut cut = None;
    for char in text.chars() {
        let safe = if is_mark(char) {
            marks += 1;
            marks <= MARKS
        } else {
            // The escape of an unsafe character is no letter to put marks on.
            let safe = is_plain(char);
            marks = if safe { 0 } else { MARKS };
            safe
        };
        let piece: Cow<'static, str> = match char {
            _ if safe => Cow::Owned(char.to_string()),
            '\n' => Cow::Borrowed(r"\n"),
            '\r' => Cow::Borrowed(r"\r"),
            '\t' => Cow::Borrowed(r"\t"),
            _ => Cow::Owned(format!(r"\u{{{:x}}}", char as u32)),
        };
        let piece_length = piece.chars().count();
        if cut.is_none() && length + piece_length >= limit {
            cut = Some(shown.len());
        }
        if length + piece_length > limit {
            shown.truncate(cut.unwrap_or_default());
            if limit > 0 {
                shown.push('…');
            }
            return shown;
        }
        shown.push_str(&piece);
        length += piece_length;
    }
    shown
}

/// Whether a character may be shown as it is.
fn is_plain(char: char) -> bool {
    let breaks_lines = matches!(char, '\u{2028}' | '\u{2029}' | '\u{85}');
    // Blank, but as wide as a letter: names made of them look like no name at all.
    let blank = matches!(char, '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{2800}');
    let moves_text = matches!(char, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}');
    let tag = matches!(char, '\u{e0000}'..='\u{e0fff}' | '\u{fe00}'..='\u{fe0f}' | '\u{ad}' | '\u{180b}'..='\u{180f}' | '\u{34f}');
    !(char.is_control() || breaks_lines || blank || moves_text || tag)
        && char.width().is_some_and(|width| width > 0)
}

/// Whether a character is a mark that stands on the letter before it.
fn is_mark(char: char) -> bool {
    matches!(char,
        '\u{300}'..='\u{34e}' | '\u{350}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{3099}' | '\u{309a}'
        | '\u{fe20}'..='\u{fe2f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}'
        | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{5b0}'..='\u{5c7}'
        | '\u{64b}'..='\u{65f}' | '\u{670}')
        && char.width() == Some(0)
}

/// Text for one cell of a CSV file that people open in a spreadsheet; the quotes are the writer's.
///
/// Besides [`visible`], which leaves no tab and no carriage return: a cell that a spreadsheet would
/// take for a formula begins with an apostrophe. That is the case for `=`, `+`, `-` and `@`, also
/// after blanks and in their full-width forms.
///
/// ```
/// use coinsift_report::escape::csv_cell;
/// assert_eq!(csv_cell("=cmd()"), "'=cmd()");
/// assert_eq!(csv_cell("nginx"), "nginx");
/// ```
pub fn csv_cell(text: &str) -> String {
    let shown = visible(text, CSV_LIMIT);
    const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    if shown.trim_start().starts_with(SIGNS) { format!("'{shown}") } else { shown }
}

/// Text for an HTML page, as content and inside quoted attributes, at most `limit` characters
/// before it is escaped for HTML.
///
/// ```
/// use coinsift_report::escape::html;
/// assert_eq!(html("<script>", 20), "&lt;script&gt;");
/// ```
pub fn html(text: &str, limit: usize) -> String {
    let mut page = String::new();
    for char in visible(text, limit).chars() {
        match char {
            '&' => page.push_str("&amp;"),
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            '"' => page.push_str("&quot;"),
            '\'' => page.push_str("&#39;"),
            plain => page.push(plain),
        }
    }
    page
}

/// Whether a terminal shows all of this text as it stands: what [`visible`] promises.
pub fn is_visible(text: &str) -> bool {
    text.chars().all(|char| is_plain(char) || is_mark(char))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_shown_instead() {
        for (text, shown) in [
            ("\u{1b}[31mred\u{1b}[0m", r"\u{1b}[31mred\u{1b}[0m"),
            ("\u{1b}]0;title\u{7}", r"\u{1b}]0;title\u{7}"),
            ("\u{9b}2J", r"\u{9b}2J"),
            ("a\r\nb\tc\0\u{7f}", r"a\r\nb\tc\u{0}\u{7f}"),
            ("user\u{202e}gpj.exe", r"user\u{202e}gpj.exe"),
            ("\u{2066}x\u{2069}", r"\u{2066}x\u{2069}"),
            ("bit\u{200b}coin\u{feff}\u{ad}", r"bit\u{200b}coin\u{feff}\u{ad}"),
            ("one\u{2028}two\u{85}", r"one\u{2028}two\u{85}"),
            ("\u{3164}\u{e0041}\u{fe0f}", r"\u{3164}\u{e0041}\u{fe0f}"),
        ] {
            assert_eq!(visible(text, 100), shown);
        }
    }

    #[test]
    fn writing_of_many_languages_stays_as_it_is() {
        for text in ["比特币节点", "café cafe\u{301} Việt Nam", "Ω ビットコイン", "สวัสดี", "हिन्दी"]
        {
            assert_eq!(visible(text, 100), text);
        }
    }

    #[test]
    fn towers_of_marks_are_cut_down() {
        let tower = format!("Z{}", "\u{30d}".repeat(4));
        assert_eq!(visible(&tower, 100), "Z\u{30d}\u{30d}\\u{30d}\\u{30d}");
        assert_eq!(visible("\u{30d}x", 100), r"\u{30d}x", "a mark without a letter");
    }

    #[test]
    fn long_text_is_cut_and_never_inside_an_escape() {
        assert_eq!(visible("abcdef", 6), "abcdef");
        assert_eq!(visible("abcdef", 5), "abcd…");
        assert_eq!(visible("ab\u{1b}\u{1b}", 9), r"ab\u{1b}…");
        assert_eq!(visible("ab\u{1b}\u{1b}", 8), "ab…");
        assert_eq!(visible("ab\u{1b}", 8), r"ab\u{1b}");
        assert_eq!(visible("abc", 0), "");
    }

    #[test]
    fn formulas_are_defused_and_markup_is_text() {
        for formula in ["=cmd|'/C calc'!A0", "+1", "-1", "@SUM(A1)", "  =1", "＝1"] {
            assert!(csv_cell(formula).starts_with('\''), "{formula:?}");
        }
        assert_eq!(csv_cell("a=b"), "a=b");
        assert_eq!(csv_cell("\t=1"), r"\t=1", "the tab is no tab any more");
        assert_eq!(
            html("<script>alert('\u{1b}\"&')</script>", 100),
            r"&lt;script&gt;alert(&#39;\u{1b}&quot;&amp;&#39;)&lt;/script&gt;"
        );
    }

    proptest! {
        #[test]
        fn any_text_becomes_safe(text in any::<String>(), limit in 0usize..60) {
            let shown = visible(&text, limit);
            prop_assert!(is_visible(&shown), "{shown:?}");
            prop_assert!(!shown.chars().any(char::is_control));
            prop_assert!(shown.chars().count() <= limit);
            prop_assert_eq!(&visible(&shown, usize::MAX), &shown, "safe text stays");
        }

        #[test]
        fn no_cell_begins_a_formula(text in "[\\t\\r\\n =+@x-]{0,5}\\PC{0,5}") {
            let cell = csv_cell(&text);
            prop_assert!(is_visible(&cell));
            prop_assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r']));
        }

        #[test]
        fn no_markup_survives(text in any::<String>()) {
            let page = html(&text, 1000);
            prop_assert!(!page.contains(['<', '>', '"', '\'']));
            prop_assert!(is_visible(&page));
        }
    }
}
