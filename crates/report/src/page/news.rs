//! News on the page of a sweep: what became of which endpoint, before all that was found.

use coinsift_verdict::Sentence;

use super::run::moment;
use super::{Badge, Cell, Grid, Tone};
use crate::escape::visible;
use crate::lang::Catalogue;
use crate::news::{News, forms};

/// The most characters of a host name or an owner.
const MAX_NAME: usize = 200;

/// A row each, in their order.
pub(super) fn grid(news: &[News], catalogue: &Catalogue) -> Grid {
    let owners = catalogue.has_owners();
    let mut heads =
        vec!["column-news", "column-endpoint", "column-was", "column-now", "page-judged"];
    if owners {
        heads.insert(2, "column-owner");
    }
    let row = |one: &News| {
        let finding = one.now.as_ref().is_some_and(|now| now.finding);
        let tone = if finding { Tone::Grave } else { Tone::Calm };
        let was = one.before.as_ref().map(|(outline, _)| forms::in_words(outline, catalogue));
        let now = match &one.now {
            Some(now) => forms::in_words(now, catalogue),
            None => catalogue.say(&Sentence::new("news-missed").with("count", one.missed)),
        };
        let endpoint = one.endpoint.to_string();
        let endpoint = match &one.name {
            Some(name) => format!("{endpoint} {}", visible(name, MAX_NAME)),
            None => endpoint,
        };
        let mut row = vec![
            Cell::Badges(vec![Badge::new(tone, forms::event_word(one.event, catalogue))]),
            Cell::Text(endpoint),
            Cell::Text(was.unwrap_or_default()),
            Cell::Text(now),
            Cell::Text(moment(one.time)),
        ];
        if owners {
            let owner = catalogue.owner_line(one.endpoint.ip, MAX_NAME).unwrap_or_default();
            row.insert(2, Cell::Text(owner));
        }
        row
    };
    Grid {
        caption: None,
        heads: heads.into_iter().map(|id| catalogue.word(id)).collect(),
        rows: news.iter().map(row).collect(),
    }
}
