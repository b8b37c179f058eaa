//! Writing a page: every value escaped, tags balanced, one piece after the other.

use std::fmt::Write as _;
use std::io;

use super::style::STYLE;
use super::{Badge, Cell, Detail, Grid, Head, List, Part, Section, Tone};
use crate::escape;
use crate::lang::Lang;

/// The most characters of one text on a page.
const MAX_TEXT: usize = 4000;

/// A piece of a page that was rendered before: balanced and escaped. It comes from this module
/// alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered(pub(super) String);

/// A page being written.
pub struct Writer<W> {
    out: W,
    in_chapter: bool,
}

impl<W: io::Write> Writer<W> {
    /// Begins a page: everything up to the first chapter.
    pub fn begin(out: W, head: &Head) -> io::Result<Writer<W>> {
        let mut page = Writer { out, in_chapter: false };
        let lang = match head.lang {
            Lang::En => "en",
            Lang::Zh => "zh-Hans",
        };
        let title = text(&head.title);
        page.put(&format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
             style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
             <header class=\"top\">\n<h1>{title}</h1>\n"
        ))?;
        page.put(&paragraphs(&head.lead, "lead"))?;
        page.put(&paragraphs(&head.warnings, "warn"))?;
        page.put(&pairs(&head.facts))?;
        page.put("</header>\n<main>\n")?;
        if !head.counts.is_empty() {
            page.put(&format!("<h2>{}</h2>\n<ul class=\"counts\">\n", text(&head.counts_heading)))?;
            for count in &head.counts {
                let (tone, none) = (word(count.tone), if count.number == 0 { " none" } else { "" });
                page.put(&format!(
                    "<li class=\"{tone}{none}\"><span class=\"number\">{}</span> \
                     <span class=\"name\">{}</span> <span class=\"meaning soft\">{}</span></li>\n",
                    count.number,
                    text(&count.name),
                    text(&count.meaning),
                ))?;
            }
            page.put("</ul>\n")?;
        }
        Ok(page)
    }

    /// Begins a chapter, with a few sentences under its heading.
    pub fn chapter(&mut self, heading: &str, words: &[String]) -> io::Result<()> {
        self.close_chapter()?;
        self.in_chapter = true;
        self.put(&format!("<section>\n<h2>{}</h2>\n", text(heading)))?;
        self.put(&paragraphs(words, "soft"))
    }

    /// A section with its parts.
    pub fn section(&mut self, section: &Section, parts: &[Part]) -> io::Result<()> {
        self.section_of(section, parts.iter().map(|part| Ok(Rendered::part(part))))
    }

    /// The same, its parts rendered before.
    pub fn section_of(
        &mut self,
        section: &Section,
        parts: impl IntoIterator<Item = io::Result<Rendered>>,
    ) -> io::Result<()> {
        let mut html = format!("<section class=\"host {}\"", word(section.tone));
        if !section.id.is_empty() {
            html.push_str(&format!(" id=\"{}\"", text(&section.id)));
        }
        html.push_str(">\n");
        let beside = section.beside.as_deref().map(|beside| ("soft", beside));
        html.push_str(&title("h3", &section.heading, beside, &section.badges));
        html.push_str(&pairs(&section.facts));
        html.push_str(&paragraphs(&section.words, "said"));
        self.put(&html)?;
        for part in parts {
            self.put(&part?.0)?;
        }
        self.put(&paragraphs(&section.cautions, "note"))?;
        self.put("</section>\n")
    }

    /// A whole table.
    pub fn grid(&mut self, grid: &Grid) -> io::Result<()> {
        self.grid_of(grid.caption.as_deref(), &grid.heads, grid.rows.iter().cloned())
    }

    /// A table whose rows come one after the other.
    pub fn grid_of(
        &mut self,
        caption: Option<&str>,
        heads: &[String],
        rows: impl IntoIterator<Item = Vec<Cell>>,
    ) -> io::Result<()> {
        self.put(&grid_head(caption, heads))?;
        for row in rows {
            self.put(&grid_row(&row))?;
        }
        self.put(GRID_END)
    }

    /// A list with a heading.
    pub fn list(&mut self, list: &List) -> io::Result<()> {
        self.put(&list_of("h3", list))
    }

    /// Names and values.
    pub fn facts(&mut self, facts: &[(String, String)]) -> io::Result<()> {
        self.put(&pairs(facts))
    }

    /// Ends the page, with a few sentences at its foot, and gives back what was written to.
    pub fn end(mut self, foot: &[String]) -> io::Result<W> {
        self.close_chapter()?;
        self.put("</main>\n<footer>\n")?;
        self.put(&paragraphs(foot, ""))?;
        self.put("</footer>\n</body>\n</html>\n")?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn close_chapter(&mut self) -> io::Result<()> {
        match std::mem::take(&mut self.in_chapter) {
            true => self.put("</section>\n"),
            false => Ok(()),
        }
    }

    fn put(&mut self, html: &str) -> io::Result<()> {
        self.out.write_all(html.as_bytes())
    }
}

impl Rendered {
    /// A part of a section.
    pub fn part(part: &Part) -> Rendered {
        let mut html = "<article>\n".to_owned();
        html.push_str(&title("h4", &part.heading, None, &part.badges));
        html.push_str(&paragraphs(&part.words, "said"));
        html.push_str(&pairs(&part.facts));
        part.tables.iter().for_each(|grid| html.push_str(&grid_whole(grid)));
        for list in part.lists.iter().filter(|list| !list.items.is_empty()) {
            html.push_str(&list_of("h5", list));
        }
        for detail in &part.details {
            html.push_str(&detail_of(detail));
        }
        html.push_str("</article>\n");
        Rendered(html)
    }
}

/// Text as content and inside quoted attributes.
fn text(text: &str) -> String {
    escape::html(text, MAX_TEXT)
}

/// The name of a tone in the style sheet.
fn word(tone: Tone) -> &'static str {
    match tone {
        Tone::Calm => "calm",
        Tone::Own => "own",
        Tone::Admitted => "admitted",
        Tone::Open => "open",
        Tone::Grave => "grave",
    }
}

fn title(tag: &str, heading: &str, beside: Option<(&str, &str)>, badges: &[Badge]) -> String {
    let mut html = format!("<div class=\"title\"><{tag}>{}</{tag}>", text(heading));
    if let Some((class, words)) = beside {
        let _ = write!(html, " <span class=\"{class}\">{}</span>", text(words));
    }
    badges.iter().for_each(|badge| html.push_str(&badge_of(badge)));
    html + "</div>\n"
}

fn badge_of(badge: &Badge) -> String {
    format!(" <span class=\"badge {}\">{}</span>", word(badge.tone), text(&badge.text))
}

fn paragraphs(words: &[String], class: &str) -> String {
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    words.iter().map(|words| format!("<p{class}>{}</p>\n", text(words))).collect()
}

fn pairs(facts: &[(String, String)]) -> String {
    if facts.is_empty() {
        return String::new();
    }
    let pairs: String = facts
        .iter()
        .map(|(name, value)| format!("<dt>{}</dt><dd>{}</dd>\n", text(name), text(value)))
        .collect();
    format!("<dl>\n{pairs}</dl>\n")
}

fn list_of(tag: &str, list: &List) -> String {
    let items: String =
        list.items.iter().map(|item| format!("<li>{}</li>\n", text(item))).collect();
    format!("<{tag}>{}</{tag}>\n<ul>\n{items}</ul>\n", text(&list.heading))
}

fn detail_of(detail: &Detail) -> String {
    let mut html = format!("<details>\n<summary>{}</summary>\n", text(&detail.heading));
    for (words, grid) in &detail.groups {
        let words: Vec<String> = words.iter().map(cell_of).collect();
        let _ = writeln!(html, "<p>{}</p>", words.join(" "));
        html.push_str(&grid_whole(grid));
    }
    html.push_str(&paragraphs(&detail.words, "note"));
    html + "</details>\n"
}

fn grid_whole(grid: &Grid) -> String {
    let mut html = grid_head(grid.caption.as_deref(), &grid.heads);
    grid.rows.iter().for_each(|row| html.push_str(&grid_row(row)));
    html + GRID_END
}

fn grid_head(caption: Option<&str>, heads: &[String]) -> String {
    let caption = caption.map(|words| format!("<caption>{}</caption>\n", text(words)));
    let heads: String =
        heads.iter().map(|head| format!("<th scope=\"col\">{}</th>", text(head))).collect();
    format!(
        "<div class=\"scroll\"><table>\n{}<thead><tr>{heads}</tr></thead>\n<tbody>\n",
        caption.unwrap_or_default()
    )
}

const GRID_END: &str = "</tbody></table></div>\n";

fn grid_row(row: &[Cell]) -> String {
    let cells: String = row
        .iter()
        .enumerate()
        .map(|(place, cell)| match place {
            0 => format!("<th scope=\"row\">{}</th>", cell_of(cell)),
            _ => format!("<td>{}</td>", cell_of(cell)),
        })
        .collect();
    format!("<tr>{cells}</tr>\n")
}

fn cell_of(cell: &Cell) -> String {
    match cell {
        Cell::Text(words) => text(words),
        Cell::Code(code) => format!("<code>{}</code>", text(code)),
        Cell::Named(words, code) => {
            format!("{}<br><code class=\"tech\">{}</code>", text(words), text(code))
        }
        Cell::Link { text: words, to } => format!("<a href=\"#{}\">{}</a>", text(to), text(words)),
        Cell::Badges(badges) => {
            let badges: Vec<String> = badges.iter().map(badge_of).collect();
            badges.join("").trim_start().to_owned()
        }
    }
}
