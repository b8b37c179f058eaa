//! A checked registry as CSV for spreadsheets: one line an endpoint, cells defused.

use super::checked::{Checked, EndpointChecked, ProjectChecked};
use super::declared::Network;
use super::say;
use crate::csv::{head_of, row};
use crate::lang::Catalogue;
use crate::owners::Responsible;

/// The columns, in words of the machine-readable output, so that files of both languages join.
const COLUMNS: [&str; 17] = [
    "filing",
    "name",
    "operator",
    "project_outcome",
    "declared",
    "endpoint",
    "outcome",
    "strength",
    "declared_class",
    "class",
    "declared_platform",
    "platform",
    "declared_network",
    "network",
    "differs",
    "finding",
    "summary",
];

/// The whole file. A project of which nothing was looked at has one line.
pub fn csv(checked: &Checked, catalogue: &Catalogue) -> String {
    let mut lines = vec![head_of(&COLUMNS)];
    for project in &checked.projects {
        if project.endpoints.is_empty() {
            lines.push(line(project, None, catalogue));
        }
        lines.extend(project.endpoints.iter().map(|one| line(project, Some(one), catalogue)));
    }
    lines.push(String::new());
    lines.join("\r\n")
}

fn line(project: &ProjectChecked, one: Option<&EndpointChecked>, catalogue: &Catalogue) -> String {
    let declared = &project.project;
    let verdict = one.and_then(|one| one.seen.as_ref()).map(|seen| &seen.verdict);
    let differing = |one: &EndpointChecked| {
        one.differing().map(|row| row.aspect.word()).collect::<Vec<_>>().join(" ")
    };
    let owner = one.and_then(EndpointChecked::ip).and_then(|ip| catalogue.owner(ip));
    let hidden = |text: &String| catalogue.identifiers().hide(text).into_owned();
    let cells = [
        declared.filing.clone(),
        declared.name.clone(),
        declared.operator.as_ref().map(hidden).unwrap_or_default(),
        project.outcome.map(|outcome| outcome.word().to_owned()).unwrap_or_default(),
        one.and_then(|one| Some(one.declared.as_ref()?.text.clone())).unwrap_or_default(),
        one.map(EndpointChecked::place).unwrap_or_default(),
        one.map(|one| one.outcome.word().to_owned()).unwrap_or_default(),
        one.and_then(|one| Some(one.strength?.word().to_owned())).unwrap_or_default(),
        declared.class.word().to_owned(),
        verdict.map(|verdict| verdict.class.word().to_owned()).unwrap_or_default(),
        declared.platform.key.to_owned(),
        verdict.and_then(|verdict| verdict.platform.clone()).unwrap_or_default(),
        declared.network.as_ref().map(Network::text).map(str::to_owned).unwrap_or_default(),
        verdict.and_then(|verdict| verdict.network.clone()).unwrap_or_default(),
        one.map(differing).unwrap_or_default(),
        one.map(|one| if one.is_finding() { "yes" } else { "no" }.to_owned()).unwrap_or_default(),
        one.map(|one| say::summary(one, catalogue).join(catalogue.gap())).unwrap_or_default(),
    ];
    row(cells.into_iter().chain(Responsible::of(owner).cells()))
}
