//! The forms of news: a line of NDJSON, a line of CSV, a table for people.

use coinsift_store::{Field, Outline};
use coinsift_verdict::verdict::Mining;
use coinsift_verdict::{Class, Sentence};
use comfy_table::{Cell, ColumnConstraint, Width};

use super::{Event, News};
use crate::csv;
use crate::escape::visible;
use crate::lang::Catalogue;
use crate::ndjson::{Line, NewsLine, OutlineItem};
use crate::table::plain_table;

/// Columns below which nothing sensible can be shown.
const NARROWEST: u16 = 60;
/// The most characters of a peer's text.
const MAX_TEXT: usize = 80;
/// The most characters of a field's value in a sentence.
const MAX_VALUE: usize = 160;

/// The columns of the CSV file, in words of the machine-readable output.
const COLUMNS: [&str; 23] = [
    "job",
    "run",
    "time",
    "event",
    "ip",
    "port",
    "transport",
    "name",
    "fields",
    "class_before",
    "class",
    "network_before",
    "network",
    "software_before",
    "software",
    "roles_before",
    "roles",
    "mining_before",
    "mining",
    "first_seen",
    "last_seen",
    "missed",
    "summary",
];

/// News as an object of NDJSON.
pub fn line(job: &str, news: &News, catalogue: &Catalogue) -> Line {
    Line::News(Box::new(NewsLine {
        run: news.run.to_string(),
        time: news.time,
        job: job.to_owned(),
        event: news.event,
        ip: news.endpoint.ip,
        port: news.endpoint.port,
        transport: news.endpoint.transport,
        name: news.name.clone(),
        fields: news.fields.iter().map(|field| field.word().to_owned()).collect(),
        before: news.before.as_ref().map(|(outline, _)| item(outline, catalogue)),
        now: news.now.as_ref().map(|outline| item(outline, catalogue)),
        first_seen: news.first_seen,
        last_seen: news.last_seen,
        missed: news.missed,
        summary: vec![sentence(news, catalogue)],
        responsible: catalogue.responsible(news.endpoint.ip),
    }))
}

fn item(outline: &Outline, catalogue: &Catalogue) -> OutlineItem {
    OutlineItem {
        class: outline.class,
        access: outline.access,
        network: outline.network.clone(),
        network_name: network(outline, catalogue),
        platform: outline.platform.clone(),
        software: hidden(outline.software.as_deref(), catalogue),
        roles: outline.roles.clone(),
        mining: outline.mining,
        testnet: outline.testnet,
        contradicted: outline.contradicted,
        finding: outline.finding,
    }
}

fn hidden(text: Option<&str>, catalogue: &Catalogue) -> Option<String> {
    text.map(|text| catalogue.identifiers().hide(text).into_owned())
}

/// The network's name, or the names of those it may be.
fn network(outline: &Outline, catalogue: &Catalogue) -> Option<String> {
    match &outline.network {
        Some(key) => Some(catalogue.network(key)),
        None => outline.network_name.as_deref().map(|name| catalogue.text(name, MAX_VALUE)),
    }
}

/// The head of a CSV file of news, without the line's end.
pub fn csv_head() -> String {
    csv::head_of(&COLUMNS)
}

/// News as a line of CSV, without its end; cells are defused as in every CSV file.
pub fn csv_line(job: &str, news: &News, catalogue: &Catalogue) -> String {
    let before = news.before.as_ref().map(|(outline, _)| outline);
    let now = news.now.as_ref();
    let class = |outline: Option<&Outline>| outline.map_or("", |one| one.class.word()).to_owned();
    let net = |outline: Option<&Outline>| {
        outline.and_then(|one| network(one, catalogue)).unwrap_or_default()
    };
    let software = |outline: Option<&Outline>| {
        hidden(outline.and_then(|one| one.software.as_deref()), catalogue).unwrap_or_default()
    };
    let roles = |outline: Option<&Outline>| {
        let roles = outline.map(|one| one.roles.as_slice()).unwrap_or_default();
        roles.iter().map(|role| role.word()).collect::<Vec<_>>().join(" ")
    };
    let mining = |outline: Option<&Outline>| outline.map_or("", |one| one.mining.word()).to_owned();
    let fields: Vec<&str> = news.fields.iter().map(|field| field.word()).collect();
    let cells = [
        job.to_owned(),
        news.run.to_string(),
        news.time.to_string(),
        news.event.word().to_owned(),
        news.endpoint.ip.to_string(),
        news.endpoint.port.to_string(),
        news.endpoint.transport.word().to_owned(),
        hidden(news.name.as_deref(), catalogue).unwrap_or_default(),
        fields.join(" "),
        class(before),
        class(now),
        net(before),
        net(now),
        software(before),
        software(now),
        roles(before),
        roles(now),
        mining(before),
        mining(now),
        news.first_seen.to_string(),
        news.last_seen.to_string(),
        news.missed.to_string(),
        sentence(news, catalogue),
    ];
    csv::row(cells.into_iter().chain(catalogue.responsible(news.endpoint.ip).cells()))
}

/// News as a table for people, at most this many columns wide; ends with a line's end. Nothing
/// where there is none.
pub fn table(news: &[News], catalogue: &Catalogue, width: u16) -> String {
    if news.is_empty() {
        return String::new();
    }
    let mut table = plain_table(width.max(NARROWEST));
    table.force_no_tty();
    table.set_header(
        ["column-news", "column-endpoint", "column-was", "column-now"].map(|id| catalogue.word(id)),
    );
    for one in news {
        let was = one.before.as_ref().map(|(outline, _)| in_words(outline, catalogue));
        let now = match &one.now {
            Some(now) => in_words(now, catalogue),
            None => catalogue.say(&Sentence::new("news-missed").with("count", one.missed)),
        };
        let name = one.name.as_deref().map(|name| format!("\n{}", catalogue.text(name, MAX_TEXT)));
        let owner = catalogue.owner_line(one.endpoint.ip, MAX_TEXT);
        let owner = owner.map(|owner| format!("\n{owner}")).unwrap_or_default();
        table.add_row([
            Cell::new(event_word(one.event, catalogue)),
            Cell::new(format!("{}{}{owner}", one.endpoint, name.unwrap_or_default())),
            Cell::new(was.unwrap_or_default()),
            Cell::new(now),
        ]);
    }
    for (index, most) in [12, 28].into_iter().enumerate() {
        if let Some(column) = table.column_mut(index) {
            column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(most)));
        }
    }
    table.trim_fmt() + "\n"
}

pub(crate) fn event_word(event: Event, catalogue: &Catalogue) -> String {
    catalogue.word(match event {
        Event::New => "event-new",
        Event::Changed => "event-changed",
        Event::Judged => "event-judged",
        Event::Gone => "event-gone",
        Event::Returned => "event-returned",
    })
}

/// What an endpoint is, in one line: class, network, software, and mining where it was seen.
pub(crate) fn in_words(outline: &Outline, catalogue: &Catalogue) -> String {
    let mut words = vec![catalogue.class(outline.class)];
    words.extend(network(outline, catalogue).filter(|name| !name.is_empty()));
    words.extend(outline.software.as_deref().map(|text| catalogue.text(text, MAX_TEXT)));
    let roles = catalogue.roles(&outline.roles);
    words.extend((!roles.is_empty()).then_some(roles));
    if outline.class > Class::Other && outline.mining != Mining::NotSeen {
        let mining = Sentence::new("table-mining").with("mining", outline.mining.word());
        words.push(catalogue.say(&mining));
    }
    words.join(catalogue.comma())
}

/// News in one sentence.
fn sentence(news: &News, catalogue: &Catalogue) -> String {
    let was = news.before.as_ref().map(|(outline, _)| in_words(outline, catalogue));
    let now = news.now.as_ref().map(|outline| in_words(outline, catalogue));
    let (was, now) = (was.unwrap_or_default(), now.unwrap_or_default());
    let endpoint = news.endpoint;
    let sentence = match news.event {
        Event::New => Sentence::new("news-new").with("words", now),
        Event::Gone => Sentence::new("news-gone").with("words", was).with("count", news.missed),
        Event::Returned if news.fields.is_empty() => {
            Sentence::new("news-returned").with("words", now)
        }
        Event::Returned => {
            let changes = changes(news, catalogue);
            let words = format!("{now}; {changes}");
            Sentence::new("news-returned").with("words", words)
        }
        Event::Changed => Sentence::new("news-changed").with("words", changes(news, catalogue)),
        Event::Judged => Sentence::new("news-judged").with("words", changes(news, catalogue)),
    };
    catalogue.say(&sentence.with("endpoint", endpoint))
}

/// Each field that differs: what it was and what it is.
fn changes(news: &News, catalogue: &Catalogue) -> String {
    let (Some((before, _)), Some(now)) = (&news.before, &news.now) else {
        return String::new();
    };
    let value = |outline: &Outline, field: Field| match field {
        Field::Class => catalogue.class(outline.class),
        Field::Network => network(outline, catalogue).unwrap_or_default(),
        Field::Roles => catalogue.roles(&outline.roles),
        Field::Mining => catalogue.mining(outline.mining),
        _ => catalogue.text(&outline.written(field), MAX_VALUE),
    };
    let all: Vec<String> = news
        .fields
        .iter()
        .map(|field| {
            let word = catalogue.word(&format!("field-{}", field.word()));
            let or_none = |text: String| {
                if text.is_empty() { catalogue.word("news-nothing") } else { text }
            };
            format!("{word} {} → {}", or_none(value(before, *field)), or_none(value(now, *field)))
        })
        .collect();
    visible(&all.join("; "), usize::MAX)
}
