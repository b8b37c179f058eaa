//! The table of verdicts on a terminal, with its foot.
//!
//! On a wide terminal every field has a column of its own. On a narrow one, what belongs together
//! stands in one cell: class over strength, network over software, roles and mining. Widths are
//! counted in columns of the terminal, so that Chinese fits as well.

use std::cmp::Reverse;

use coinsift_protocols::Endpoint;
use coinsift_verdict::verdict::{Follows, Mining};
use coinsift_verdict::{Class, Sentence, Verdict};
use comfy_table::presets::{ASCII_HORIZONTAL_ONLY, NOTHING};
use comfy_table::{
    Cell, Color, ColumnConstraint, ContentArrangement, LineStyle, Row as Line, Table, Width,
};

use crate::counts::Counts;
use crate::escape::visible;
use crate::lang::Catalogue;

/// From how many columns on every field has a column of its own.
const WIDE: u16 = 150;
/// Below this nothing sensible can be shown.
const NARROWEST: u16 = 60;

/// The most characters of a host name in a cell.
const MAX_NAME: usize = 80;
/// The most characters of who is responsible.
const MAX_OWNER: usize = 80;
/// The most characters of a peer's text in a cell.
const MAX_SOFTWARE: usize = 80;
/// The most characters of a list in a cell.
const MAX_LIST: usize = 80;
/// The most characters of the sentence that says what an endpoint is.
const MAX_SUMMARY: usize = 240;

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// The name it was asked for by, where it was a name.
    pub name: Option<&'a str>,
    /// Its verdict.
    pub verdict: &'a Verdict,
}

/// How a table is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Columns of the terminal.
    pub width: u16,
    /// Whether classes are coloured.
    pub colour: bool,
}

/// The table and its foot, in the order of the rows given; ends with a line's end.
pub fn table(rows: &[Row<'_>], catalogue: &Catalogue, look: Look) -> String {
    let mut text = String::new();
    if !rows.is_empty() {
        text.push_str(&grid(rows, catalogue, look));
        text.push_str("\n\n");
    }
    for line in foot(&Counts::of(rows.iter().map(|row| row.verdict)), catalogue) {
        for line in wrapped(&line, look.width.max(NARROWEST)) {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

/// The foot of a table: how many endpoints there are, by class, gravest first, and findings.
pub fn foot(counts: &Counts, catalogue: &Catalogue) -> Vec<String> {
    if counts.endpoints == 0 {
        return vec![catalogue.word("table-nothing")];
    }
    let mut classes = Class::ALL;
    classes.sort_by_key(|class| Reverse(*class));
    let words: Vec<String> = classes
        .into_iter()
        .filter(|class| counts.classes.of(*class) > 0)
        .map(|class| format!("{} {}", catalogue.class(class), counts.classes.of(class)))
        .collect();
    let sum = Sentence::new("table-sum")
        .with("total", counts.endpoints)
        .with("words", words.join(catalogue.comma()));
    let findings = Sentence::new("table-findings").with("count", counts.findings);
    vec![catalogue.say(&sum), catalogue.say(&findings)]
}

fn grid(rows: &[Row<'_>], catalogue: &Catalogue, look: Look) -> String {
    let wide = look.width >= WIDE;
    let mut table = plain_table(look.width.max(NARROWEST));
    match look.colour {
        true => table.enforce_styling(),
        false => table.force_no_tty(),
    };
    let owners = catalogue.has_owners();
    let mut heads: Vec<&[&str]> = match wide {
        true => vec![
            &["column-endpoint"],
            &["column-class"],
            &["column-network"],
            &["column-software"],
            &["column-roles"],
            &["column-mining"],
            &["column-strength"],
            &["column-summary"],
        ],
        false => vec![
            if owners { &["column-endpoint", "column-owner"] } else { &["column-endpoint"] },
            &["column-class", "column-strength"],
            &["column-network", "column-software", "column-roles"],
            &["column-summary"],
        ],
    };
    if wide && owners {
        heads.insert(1, &["column-owner"]);
    }
    let joined =
        |ids: &&[&str]| ids.iter().map(|id| catalogue.word(id)).collect::<Vec<_>>().join("\n");
    table.set_header(heads.iter().map(joined).collect::<Vec<_>>());
    for row in rows {
        table.add_row(if wide { wide_row(row, catalogue) } else { narrow_row(row, catalogue) });
    }
    let shares: &[u16] = match (wide, owners) {
        (true, true) => &[24, 22, 16, 20, 22, 12, 12, 10],
        (true, false) => &[24, 16, 20, 24, 14, 12, 10],
        (false, _) => &[24, 14, 24],
    };
    limit_columns(&mut table, shares, look.width.max(NARROWEST));
    table.trim_fmt()
}

/// A table with lines between its rows and no others, cut to a width. ASCII only: the lines of
/// Unicode are two columns wide on some Chinese terminals.
pub(crate) fn plain_table(width: u16) -> Table {
    let mut table = Table::new();
    table
        .load_style(ASCII_HORIZONTAL_ONLY.top_border(LineStyle::none()))
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width);
    table
}

/// A text wrapped at this many columns, in any script. Chinese closing marks do not begin a line:
/// they hang at the end of the one before, for which two columns are kept.
pub(crate) fn wrapped(text: &str, width: u16) -> Vec<String> {
    const CLOSING: [char; 12] =
        ['，', '。', '、', '；', '：', '？', '！', '）', '”', '》', '】', '…'];
    let hanging = text.contains(CLOSING);
    let mut table = Table::new();
    table
        .load_style(NOTHING)
        .force_no_tty()
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(if hanging { width.saturating_sub(2) } else { width })
        .add_row([text]);
    if let Some(column) = table.column_mut(0) {
        column.set_padding((0, 0));
    }
    let mut lines: Vec<String> = Vec::new();
    for line in table.trim_fmt().lines() {
        match (line.strip_prefix(CLOSING), lines.last_mut()) {
            (Some(rest), Some(before)) => {
                before.extend(line.chars().next());
                lines.extend((!rest.is_empty()).then(|| rest.to_owned()));
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

/// No column may crowd out the sentence at the end, which gets what is left.
fn limit_columns(table: &mut Table, shares: &[u16], width: u16) {
    for (index, most) in shares.iter().enumerate() {
        // Narrow terminals give each column a third less; the words of classes need their width.
        let most = if width < 80 && index != 1 { most * 2 / 3 } else { *most };
        if let Some(column) = table.column_mut(index) {
            column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(most)));
        }
    }
}

fn wide_row(row: &Row<'_>, catalogue: &Catalogue) -> Line {
    let verdict = row.verdict;
    let mut cells = vec![
        Cell::new(endpoint(row)),
        coloured(Cell::new(class(verdict, catalogue)), verdict),
        Cell::new(network(verdict, catalogue)),
        Cell::new(software(verdict, catalogue)),
        Cell::new(catalogue.roles(&verdict.roles)),
        Cell::new(match verdict.mining {
            Mining::NotSeen => String::new(),
            mining => catalogue.mining(mining),
        }),
        Cell::new(strength(verdict, catalogue)),
        Cell::new(summary(verdict, catalogue)),
    ];
    if catalogue.has_owners() {
        cells.insert(1, Cell::new(owner(row, catalogue)));
    }
    Line::from(cells)
}

fn narrow_row(row: &Row<'_>, catalogue: &Catalogue) -> Line {
    let verdict = row.verdict;
    let mining = Sentence::new("table-mining").with("mining", verdict.mining.word());
    let mining = match verdict.mining {
        Mining::NotSeen => String::new(),
        _ => catalogue.say(&mining),
    };
    let roles = catalogue.roles(&verdict.roles);
    Line::from(vec![
        Cell::new(stacked(&[endpoint(row), owner(row, catalogue)])),
        coloured(
            Cell::new(stacked(&[class(verdict, catalogue), strength(verdict, catalogue)])),
            verdict,
        ),
        Cell::new(stacked(&[
            network(verdict, catalogue),
            software(verdict, catalogue),
            roles,
            mining,
        ])),
        Cell::new(summary(verdict, catalogue)),
    ])
}

fn stacked(lines: &[String]) -> String {
    let lines: Vec<&str> =
        lines.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

fn endpoint(row: &Row<'_>) -> String {
    let name = row.name.map(|name| visible(name, MAX_NAME)).unwrap_or_default();
    stacked(&[row.endpoint.to_string(), name])
}

/// Who is responsible for the address, where the user has given owners.
fn owner(row: &Row<'_>, catalogue: &Catalogue) -> String {
    catalogue.owner_line(row.endpoint.ip, MAX_OWNER).unwrap_or_default()
}

fn class(verdict: &Verdict, catalogue: &Catalogue) -> String {
    let leans = verdict
        .leans
        .map(|leans| catalogue.say(&Sentence::new("table-leans").with("class", leans.word())));
    stacked(&[catalogue.class(verdict.class), leans.unwrap_or_default()])
}

fn network(verdict: &Verdict, catalogue: &Catalogue) -> String {
    let name = match (&verdict.network, verdict.candidates.as_slice()) {
        (Some(key), _) => catalogue.network(key),
        (None, []) if verdict.class <= Class::Other => String::new(),
        (None, []) => catalogue.word("table-unknown-network"),
        (None, candidates) => {
            catalogue.networks(candidates.iter().map(String::as_str), MAX_LIST) + "?"
        }
    };
    let mut lines = vec![name];
    if verdict.testnet == Some(true) {
        lines.push(catalogue.word("table-testnet"));
    }
    match verdict.follows() {
        Some(Follows::Lags) => lines.push(catalogue.word("table-lags")),
        Some(Follows::OtherBranch) => lines.push(catalogue.word("table-other-branch")),
        Some(Follows::Yes) | None => {}
    }
    stacked(&lines)
}

fn software(verdict: &Verdict, catalogue: &Catalogue) -> String {
    verdict
        .software
        .as_deref()
        .map(|software| catalogue.text(software, MAX_SOFTWARE))
        .unwrap_or_default()
}

fn strength(verdict: &Verdict, catalogue: &Catalogue) -> String {
    verdict.strength.map(|strength| catalogue.strength(strength)).unwrap_or_default()
}

fn summary(verdict: &Verdict, catalogue: &Catalogue) -> String {
    let sentence = verdict.summary.first().map(|sentence| catalogue.say(sentence));
    visible(&sentence.unwrap_or_default(), MAX_SUMMARY)
}

fn coloured(cell: Cell, verdict: &Verdict) -> Cell {
    match verdict.class {
        Class::Coin => cell.fg(Color::Red),
        Class::Ledger => cell.fg(Color::Yellow),
        Class::Permissioned => cell.fg(Color::Green),
        Class::Local => cell.fg(Color::Cyan),
        Class::Other | Class::Silent => cell.fg(Color::DarkGrey),
    }
}

#[cfg(test)]
mod tests;
