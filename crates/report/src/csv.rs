//! CSV for spreadsheets: one line an endpoint, cells defused.

use coinsift_protocols::{Endpoint, Utc};
use coinsift_verdict::Verdict;

use crate::escape::csv_cell;
use crate::lang::Catalogue;
use crate::owners::Responsible;

/// The columns, in words of the machine-readable output, so that files of both languages join.
const COLUMNS: [&str; 21] = [
    "run",
    "time",
    "ip",
    "port",
    "transport",
    "name",
    "class",
    "access",
    "leans",
    "network",
    "network_name",
    "candidates",
    "platform",
    "software",
    "roles",
    "mining",
    "testnet",
    "follows",
    "strength",
    "finding",
    "summary",
];

/// An endpoint's verdict, to be put into a line.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// The run's id.
    pub run: &'a str,
    /// When it was judged.
    pub time: Utc,
    /// The endpoint.
    pub endpoint: Endpoint,
    /// The name it was asked for by, where it was a name.
    pub name: Option<&'a str>,
    /// The verdict.
    pub verdict: &'a Verdict,
}

/// The head of the file, without the line's end.
pub fn head() -> String {
    head_of(&COLUMNS)
}

impl Line<'_> {
    /// The line, without its end. Sentences are in the catalogue's language; a cell that a
    /// spreadsheet would take for a formula begins with an apostrophe.
    pub fn written(&self, catalogue: &Catalogue) -> String {
        let Verdict { class, access, leans, network, candidates, platform, software, .. } =
            self.verdict;
        let Verdict { roles, mining, testnet, strength, summary, .. } = self.verdict;
        let hidden = |text: &str| catalogue.identifiers().hide(text).into_owned();
        let yes_no = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
        let roles: Vec<&str> = roles.iter().map(|role| role.word()).collect();
        let access = access.map(|access| match access {
            coinsift_verdict::verdict::Access::Members => "members".to_owned(),
            coinsift_verdict::verdict::Access::Open => "open".to_owned(),
        });
        let cells = [
            self.run.to_owned(),
            self.time.to_string(),
            self.endpoint.ip.to_string(),
            self.endpoint.port.to_string(),
            self.endpoint.transport.word().to_owned(),
            self.name.map(hidden).unwrap_or_default(),
            class.word().to_owned(),
            access.unwrap_or_default(),
            leans.map(|class| class.word().to_owned()).unwrap_or_default(),
            network.clone().unwrap_or_default(),
            network.as_deref().map(|key| catalogue.network(key)).unwrap_or_default(),
            candidates.join(" "),
            platform.clone().unwrap_or_default(),
            software.as_deref().map(hidden).unwrap_or_default(),
            roles.join(" "),
            mining.word().to_owned(),
            testnet.map(yes_no).unwrap_or_default(),
            self.verdict.follows().map(|follows| follows.word().to_owned()).unwrap_or_default(),
            strength.map(|strength| strength.word().to_owned()).unwrap_or_default(),
            yes_no(self.verdict.is_finding()),
            catalogue.say_all(summary).join(" "),
        ];
        row(cells.into_iter().chain(catalogue.responsible(self.endpoint.ip).cells()))
    }
}

/// The head of a file that ends with who is responsible.
pub(crate) fn head_of(columns: &[&str]) -> String {
    row(columns.iter().chain(&Responsible::COLUMNS).map(|column| (*column).to_owned()))
}

/// Cells quoted where they must be (RFC 4180).
pub(crate) fn row(cells: impl IntoIterator<Item = String>) -> String {
    let cells: Vec<String> = cells
        .into_iter()
        .map(|cell| {
            let cell = csv_cell(&cell);
            match cell.contains([',', '"', '\n', '\r']) {
                true => format!("\"{}\"", cell.replace('"', "\"\"")),
                false => cell,
            }
        })
        .collect();
    cells.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use coinsift_verdict::{Atlas, Facts, Fingerprints, judge};

    #[test]
    fn a_formula_in_an_agent_is_harmless_and_cells_stay_apart() {
        let mut verdict = judge(&Facts::new(), Fingerprints::builtin(), Atlas::builtin());
        verdict.software = Some("=cmd(\"x\"),1\r\n".to_owned());
        let line = Line {
            run: "r",
            time: Utc(0),
            endpoint: "192.0.2.1:8333".parse().expect("an endpoint"),
            name: None,
            verdict: &verdict,
        };
        let text = line.written(&Catalogue::new(Lang::En));
        assert!(text.contains(",\"'=cmd(\"\"x\"\"),1"), "{text}");
        assert!(!text.contains('\n'), "{text}");
        assert!(text.starts_with("r,1970-01-01T00:00:00.000Z,192.0.2.1,8333,tcp,,silent,"));
        assert_eq!(head().split(',').count(), COLUMNS.len() + Responsible::COLUMNS.len());
        assert!(text.ends_with(",,,,"), "nobody is responsible: {text}");
        let table = "ip,unit,kind,contact\n192.0.2.1,=cmd(),school,+86 10\n";
        let owners = crate::Owners::read("o.csv", table.as_bytes()).expect("a table");
        let owners = Some(std::sync::Arc::new(owners));
        let text = line.written(&Catalogue::new(Lang::En).with_owners(owners));
        assert!(text.ends_with(",'=cmd(),school,,'+86 10"), "{text}");
    }
}
