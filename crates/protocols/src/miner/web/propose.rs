//! Which path is asked where: by what the page `/` showed, or by the port.

use super::messages::Page;
use crate::dialogue::Ending;
use crate::plan::{Proposal, Situation, Stage};
use crate::transcript::Options;

/// Ports that one of these miners has by default or in its documents.
const PORTS: [(u16, Page); 6] = [
    (4014, Page::Status),
    (4067, Page::Summary),
    (10050, Page::Stat),
    (21550, Page::Root),
    (22333, Page::ApiStatus),
    (44444, Page::XmrigSummary),
];

/// Words of the page `/` that point to a path: where they stand, how it begins or what it holds.
const SIGNS: [(Spot, &str, Page); 10] = [
    (Spot::Title, "AxeOS", Page::SystemInfo),
    (Spot::Title, "Nerd", Page::SystemInfo),
    (Spot::Words, "Lucky miner", Page::SystemInfo),
    (Spot::Words, "cloud-box", Page::GoldshellStatus),
    (Spot::Words, "AnthillOS", Page::DeviceInfo),
    (Spot::Title, "AnthillOS", Page::DeviceInfo),
    (Spot::Title, "Miner Web Dashboard", Page::Capabilities),
    (Spot::Title, "Proto OS", Page::System),
    (Spot::Words, "{\"status\":404,\"error\":\"NOT_FOUND\"}", Page::XmrigSummary),
    (Spot::Words, "XMR-Stak", Page::OldXmrig),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Spot {
    Title,
    Words,
}

pub(super) fn propose(situation: &Situation<'_>) -> Vec<Proposal> {
    page(situation)
        .map(|page| Proposal {
            stage: Stage::Port,
            options: Options::from([("page".to_owned(), page.word().to_owned())]),
        })
        .into_iter()
        .collect()
}

fn page(situation: &Situation<'_>) -> Option<Page> {
    let port = situation.endpoint.port;
    if !situation.anything_spoken() {
        return PORTS.iter().find(|(known, _)| *known == port).map(|(_, page)| *page);
    }
    let page = situation.held("http").find(|held| held.ending == Ending::Spoken)?;
    let facts = crate::read(page);
    let said = |name: &str| {
        facts.iter().find(|fact| fact.name == name).map(|fact| fact.value.written().into_owned())
    };
    let (title, words) = (said("http.body.title"), said("http.body.text"));
    let pointed = SIGNS.iter().find(|(spot, sign, _)| match spot {
        Spot::Title => title.as_ref().is_some_and(|title| title.starts_with(sign)),
        Spot::Words => words.as_ref().is_some_and(|words| words.contains(sign)),
    });
    // ePIC's firmware has its web interface where others have the one of cgminer.
    let by_port = (port == 4028).then_some(Page::Capabilities);
    pointed.map(|(_, _, page)| *page).or(by_port)
}
