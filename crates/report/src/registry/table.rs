//! A checked registry for a terminal: a block a project, those that want attention first.

use std::cmp::Reverse;

use coinsift_verdict::Sentence;
use comfy_table::{Cell, Color, ColumnConstraint, Width};

use super::checked::{Checked, EndpointChecked, Outcome, ProjectChecked};
use super::say;
use crate::escape::visible;
use crate::lang::Catalogue;
use crate::table::{Look, plain_table, wrapped};

/// The most characters of a project's name or operator.
const MAX_NAME: usize = 80;
/// The most characters of an outcome in sentences.
const MAX_SUMMARY: usize = 600;
/// The narrowest table.
const NARROWEST: u16 = 60;

/// The blocks, the notes and the counts, with the end of a line at the end.
pub fn table(checked: &Checked, catalogue: &Catalogue, look: Look) -> String {
    let width = look.width.max(NARROWEST);
    let mut projects: Vec<&ProjectChecked> = checked.projects.iter().collect();
    // The sort is stable: within an outcome the order is that of the registry.
    projects.sort_by_key(|project| Reverse(project.outcome));
    let mut blocks: Vec<String> = Vec::new();
    for project in projects.into_iter().filter(|project| project.outcome.is_some()) {
        blocks.push(block(project, catalogue, Look { width, ..look }));
    }
    if !checked.notes.is_empty() {
        let mut block = vec![catalogue.word("check-notes")];
        for note in &checked.notes {
            let mark = if note.kind.is_finding() { "!" } else { "-" };
            for (number, line) in
                wrapped(&catalogue.say(&note.sentence), width.saturating_sub(4)).iter().enumerate()
            {
                let mark = if number == 0 { mark } else { " " };
                block.push(format!("  {mark} {line}"));
            }
        }
        blocks.push(block.join("\n"));
    }
    blocks.push(sum(checked, catalogue, width));
    blocks.join("\n\n") + "\n"
}

fn block(project: &ProjectChecked, catalogue: &Catalogue, look: Look) -> String {
    let declared = &project.project;
    let head = Sentence::new("check-project")
        .with("filing", visible(&declared.filing, MAX_NAME))
        .with("name", visible(&declared.name, MAX_NAME))
        .with("outcome", word(project.outcome, catalogue));
    let mut lines = wrapped(&catalogue.say(&head), look.width);
    let words = Sentence::new("check-declared")
        .with("declared", catalogue.word(&format!("declared-{}", declared.class.word())))
        .with("named", declared.platform.name());
    lines.push(format!("  {}", catalogue.say(&words)));
    if let Some(operator) = &declared.operator {
        lines.push(format!("  {}", catalogue.text(operator, MAX_NAME)));
    }
    let mut table = plain_table(look.width);
    match look.colour {
        true => table.enforce_styling(),
        false => table.force_no_tty(),
    };
    table.set_header(
        ["column-endpoint", "column-outcome", "column-strength", "column-summary"]
            .map(|id| catalogue.word(id)),
    );
    for one in &project.endpoints {
        let strength = one.strength.map(|strength| catalogue.strength(strength));
        table.add_row(vec![
            Cell::new(endpoint(one, catalogue)),
            coloured(Cell::new(word(Some(one.outcome), catalogue)), one.outcome),
            Cell::new(strength.unwrap_or_default()),
            Cell::new(visible(&say::summary(one, catalogue).join(catalogue.gap()), MAX_SUMMARY)),
        ]);
    }
    for (index, most) in [26, 16, 10].into_iter().enumerate() {
        if let Some(column) = table.column_mut(index) {
            column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(most)));
        }
    }
    lines.push(table.trim_fmt());
    lines.join("\n")
}

fn endpoint(one: &EndpointChecked, catalogue: &Catalogue) -> String {
    let mut lines = vec![one.place()];
    if let Some(address) = &one.declared
        && !one.place().starts_with(&address.target())
    {
        // The key of a node's address says nothing to people.
        lines.push(visible(&address.host.to_string(), MAX_NAME));
    }
    lines.extend(one.ip().and_then(|ip| catalogue.owner_line(ip, MAX_NAME)));
    lines.join("\n")
}

fn word(outcome: Option<Outcome>, catalogue: &Catalogue) -> String {
    match outcome {
        Some(outcome) => say::outcome(outcome, catalogue),
        None => String::new(),
    }
}

fn coloured(cell: Cell, outcome: Outcome) -> Cell {
    match outcome {
        Outcome::Deviates => cell.fg(Color::Red),
        Outcome::Undeclared => cell.fg(Color::Yellow),
        Outcome::Conforms => cell.fg(Color::Green),
        Outcome::Undetermined => cell.fg(Color::Cyan),
        Outcome::Unreachable => cell.fg(Color::DarkGrey),
    }
}

fn sum(checked: &Checked, catalogue: &Catalogue, width: u16) -> String {
    let said = say::sums(checked, catalogue);
    said.iter().flat_map(|line| wrapped(line, width)).collect::<Vec<_>>().join("\n")
}
