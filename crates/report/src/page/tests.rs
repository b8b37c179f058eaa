//! Pages as wholes: well-formed in both languages, nothing of a stranger's becomes markup, hosts
//! together and the gravest first.

use std::io::Cursor;
use std::sync::Arc;

use coinsift_protocols::Endpoint;
use coinsift_verdict::Verdict;
use regex::Regex;

use super::*;
use crate::lang::Catalogue;
use crate::ndjson::{Clock, EndLine, EndpointLine, Probes, Reason, RunLine};
use crate::personal::Identifiers;
use crate::testing::{catalogue, greeting_verdict, node_verdict, time, torn_verdict, verdict_on};
use crate::{Counts, Owners};

/// Text that would do something in a page, a terminal or a spreadsheet.
const HOSTILE: &str = "<script>alert(1)</script>\"' onload=x &lt; \u{1b}[2J\u{202e}=cmd()";

pub(super) fn begun() -> RunLine {
    RunLine {
        run: "20261124T150000Z-ab12cd".to_owned(),
        time: time(),
        program: "coinsift/0.1.0".to_owned(),
        atlas: "2026.11.2".to_owned(),
        fingerprints: "2026.11.2".to_owned(),
        lang: "en".to_owned(),
        scope: vec!["192.0.2.0/24".to_owned(); 30],
        excludes: vec![HOSTILE.to_owned()],
        ports: "standard".to_owned(),
        authority: Some(HOSTILE.to_owned()),
        operator: None,
        contact: Some("ops@example.gov".to_owned()),
        clock: Clock { source: "system".to_owned(), synchronised: Some(true) },
        shard: Some(crate::ndjson::Part { index: 1, count: 4 }),
        identifiers: false,
    }
}

pub(super) fn ended(complete: bool, reason: Reason) -> EndLine {
    EndLine {
        run: "20261124T150000Z-ab12cd".to_owned(),
        time: time(),
        complete,
        reason,
        probes: Probes { asked: 256, open: 3, closed: 50, filtered: 203, ..Probes::default() },
        counts: Counts::default(),
        absent: 2,
        exit_code: 3,
    }
}

fn page(verdicts: &[(&str, Verdict)], catalogue: &Catalogue, end: Option<&EndLine>) -> String {
    let run = begun();
    let facts =
        RunFacts { run: &run, agent: Some("coinsift/0.1.0"), end, covered: Some((256, 256)) };
    let mut page = ScanPage::new(catalogue, Cursor::new(Vec::new()));
    for (at, verdict) in verdicts {
        let endpoint: Endpoint = at.parse().expect("an endpoint");
        let name = Some(HOSTILE);
        page.add(&EndpointLine { run: &run.run, time: time(), endpoint, name, verdict })
            .expect("memory");
    }
    assert_eq!(page.counts().endpoints, verdicts.len() as u64);
    let bytes = page.write(Vec::new(), &facts).expect("memory");
    String::from_utf8(bytes).expect("UTF-8")
}

fn several() -> Vec<(&'static str, Verdict)> {
    let mut signs = verdict_on("0badf00d", None, HOSTILE);
    signs.mining = coinsift_verdict::verdict::Mining::Indicated;
    vec![
        ("192.0.2.9:22", greeting_verdict(b"SSH-2.0-OpenSSH_9.2 <b>li@example.com\r\n")),
        ("192.0.2.30:8333", verdict_on("0badf00d", None, HOSTILE)),
        ("192.0.2.20:8333", torn_verdict()),
        ("192.0.2.5:8333", verdict_on("f9beb4d9", None, HOSTILE)),
        ("192.0.2.9:3333", greeting_verdict(b"")),
        ("192.0.2.5:22", greeting_verdict(b"SSH-2.0-OpenSSH_9.2\r\n")),
        ("[2001:db8::5]:8333", node_verdict()),
        ("192.0.2.5:9333", verdict_on("e3e1f3e8", None, "/x/")),
        ("192.0.2.40:8333", signs),
    ]
}

/// Tags of a page in their order; panics where they are not balanced, where text has a bare `<`,
/// `>` or `&`, or where an attribute is none that we write.
pub(super) fn tags(page: &str) -> Vec<String> {
    const VOID: [&str; 2] = ["meta", "br"];
    let tag = Regex::new(r#"^(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)$"#).expect("a pattern");
    let entity = Regex::new(r"&(?:amp|lt|gt|quot|#39);").expect("a pattern");
    let attribute = Regex::new(r#" ([a-z-]+)="([^"]*)""#).expect("a pattern");
    let (mut open, mut found) = (Vec::new(), Vec::new());
    let body = page.strip_prefix("<!DOCTYPE html>\n").expect("a document type");
    let style = Regex::new(r"(?s)<style>.*?</style>").expect("a pattern");
    let body = style.replace(body, "<style></style>");
    for (number, piece) in body.split('<').enumerate() {
        let (inside, text) = match number {
            0 => ("", piece),
            _ => piece.split_once('>').unwrap_or_else(|| panic!("no end of tag: {piece}")),
        };
        assert!(!text.contains('>'), "a bare >: {text}");
        assert!(!entity.replace_all(text, "").contains('&'), "a bare &: {text}");
        if number == 0 {
            continue;
        }
        let parts = tag.captures(inside).unwrap_or_else(|| panic!("no tag of ours: <{inside}>"));
        let name = parts[2].to_owned();
        for attribute in attribute.captures_iter(&parts[3]) {
            let known = ["charset", "class", "content", "href", "http-equiv", "id", "lang", "name"];
            let name = &attribute[1];
            assert!(known.contains(&name) || name == "scope", "{inside}");
            assert!(name != "href" || attribute[2].starts_with('#'), "{inside}");
        }
        match &parts[1] {
            "/" => assert_eq!(open.pop(), Some(name.clone()), "</{name}>"),
            _ if VOID.contains(&name.as_str()) => {}
            _ => open.push(name.clone()),
        }
        found.push(inside.to_owned());
    }
    assert!(open.is_empty(), "not closed: {open:?}");
    found
}

#[test]
fn a_page_is_whole_and_safe_in_both_languages() {
    let owners =
        format!("cidr,unit,contact\n192.0.2.0/25,\"{}\",=1\n", HOSTILE.replace('"', "\"\""));
    let owners = Arc::new(Owners::read("o.csv", owners.as_bytes()).expect("a table"));
    for (lang, word) in [(Lang::En, "en"), (Lang::Zh, "zh-Hans")] {
        let catalogue = catalogue(lang)
            .with_identifiers(Identifiers::Hashed([1; 32]))
            .with_owners(Some(Arc::clone(&owners)));
        let page = page(&several(), &catalogue, Some(&ended(true, Reason::Finished)));
        let tags = tags(&page);
        assert_eq!(tags[0], format!("html lang=\"{word}\""));
        for forbidden in ["script", "img", "link", "iframe", "form", "a href=\"http"] {
            assert!(!tags.iter().any(|tag| tag.starts_with(forbidden)), "{forbidden}");
        }
        assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'"));
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "shown as text");
        assert!(!page.contains(['\u{1b}', '\u{202e}']), "nothing hidden or obeyed");
        assert!(page.contains(r"\u{1b}[2J\u{202e}=cmd()"));
        assert!(!page.contains('⟦'), "every sentence is in the catalogue");
        assert!(!page.contains("li@example") && page.contains("‹mail:"), "hashed");
        assert!(page.contains("ops@example.gov"), "the user's own contact is shown");
    }
}

#[test]
fn headings_are_in_order_and_every_link_leads_somewhere() {
    let page = page(&several(), &catalogue(Lang::En), None);
    let tags = tags(&page);
    assert_eq!(tags.iter().filter(|tag| *tag == "h1").count(), 1);
    let mut level = 1;
    for tag in tags.iter().filter_map(|tag| tag.strip_prefix('h')?.parse::<u32>().ok()) {
        assert!(tag <= level + 1, "h{tag} after h{level}");
        level = tag;
    }
    let links: Vec<&str> = tags.iter().filter_map(|tag| tag.strip_prefix("a href=\"#")).collect();
    assert_eq!(links.len(), 5, "a line for each host with a ledger or a finding: {links:?}");
    for link in links {
        let id = format!("id=\"{link}");
        assert_eq!(tags.iter().filter(|tag| tag.ends_with(&id)).count(), 1, "{link}");
    }
    for table in page.split("<table>").skip(1) {
        assert!(table.contains("<th scope=\"col\">") && table.contains("<th scope=\"row\">"));
    }
}

#[test]
fn hosts_stand_together_and_the_gravest_first() {
    let page = page(&several(), &catalogue(Lang::En), Some(&ended(true, Reason::Finished)));
    let heading = Regex::new("class=\"title\"><h3>([^<]+)</h3>").expect("a pattern");
    let order: Vec<&str> =
        heading.captures_iter(&page).map(|found| found.get(1).expect("one").as_str()).collect();
    assert_eq!(
        order,
        ["192.0.2.5", "2001:db8::5", "192.0.2.40", "192.0.2.20", "192.0.2.30"],
        "coins, then mining, then a contradiction with a coin, then what is open"
    );
    let host = page.split("<section class=\"host").nth(1).expect("a host");
    let parts: Vec<&str> = host.split("<h4>").skip(1).map(|part| &part[..8]).collect();
    assert_eq!(parts, ["8333/tcp", "9333/tcp"]);
    assert!(host.contains("Also open</dt><dd>22/tcp other (SSH-2.0-OpenSSH_9.2"), "{host}");
    assert!(host.contains("This was observed at the address."), "{host}");
    assert!(host.contains("What is not known"), "{host}");
    assert!(host.contains("<code class=\"tech\">bitcoin.handshake.magic</code>"), "{host}");
    assert!(host.contains("dialogue 1, answer, bytes 126 to 129"), "{host}");
    let quiet = page.split("<h2>No ledger</h2>").nth(1).expect("a chapter");
    assert_eq!(quiet.matches("<tr>").count(), 2, "a head and one line for the host: {quiet}");
    assert!(quiet.contains("192.0.2.9") && quiet.contains("3333/tcp silent"), "{quiet}");
    assert!(page.contains("Endpoints that answered: 9. Findings among them: 5"), "{page}");
    assert!(page.contains("indicated at 1 endpoints"), "{page}");
}

#[test]
fn a_run_that_did_not_cover_its_scope_says_so_on_top() {
    for lang in Lang::ALL {
        let catalogue = catalogue(lang);
        for (reason, id) in [
            (Reason::Stopped, "coverage-interrupted"),
            (Reason::MaxTime, "coverage-max-time"),
            (Reason::MaxBytes, "coverage-max-bytes"),
            (Reason::Trouble, "page-trouble"),
        ] {
            let page = page(&several(), &catalogue, Some(&ended(false, reason)));
            let top = page.split("</header>").next().expect("the top");
            assert!(top.contains(&catalogue.word(id)), "{id}");
            assert!(top.contains(&catalogue.word("page-incomplete")), "{id}");
        }
        let page_without_end = page(&several(), &catalogue, None);
        assert!(page_without_end.contains(&catalogue.word("page-unfinished")));
        let whole = page(&several(), &catalogue, Some(&ended(true, Reason::Finished)));
        assert!(!whole.contains("class=\"warn\""));
    }
}

#[test]
fn an_empty_run_is_a_page_too() {
    let page = page(&[], &catalogue(Lang::En), Some(&ended(true, Reason::Finished)));
    tags(&page);
    assert!(page.contains("No endpoint answered."));
    assert!(!page.contains("<h2>Overview") && !page.contains("<h2>Findings"));
}

/// Twenty thousand endpoints at five thousand hosts: each once, and what is held does not grow
/// with what is said of them.
#[test]
fn a_large_run_is_written_piece_by_piece() {
    let run = begun();
    let facts = RunFacts { run: &run, agent: None, end: None, covered: None };
    let (catalogue, verdict) = (catalogue(Lang::En), node_verdict());
    let file = tempfile::tempfile().expect("a file");
    let mut page = ScanPage::new(&catalogue, file);
    for number in 0..20_000_u32 {
        let ip = std::net::Ipv4Addr::from(0xcb00_0000 + number % 5000);
        let endpoint: Endpoint = format!("{ip}:{}", 8333 + number / 5000).parse().expect("one");
        let name = None;
        let verdict = &verdict;
        page.add(&EndpointLine { run: &run.run, time: time(), endpoint, name, verdict })
            .expect("a file");
    }
    assert!(page.held() < 20_000 * 200, "{} bytes are held", page.held());
    let path = tempfile::NamedTempFile::new().expect("a file");
    let out = std::io::BufWriter::new(path.reopen().expect("the file"));
    drop(page.write(out, &facts).expect("a file"));
    let text = std::fs::read_to_string(path.path()).expect("the page");
    assert_eq!(text.matches("<article>").count(), 20_000);
    assert_eq!(text.matches("<section class=\"host").count(), 5000);
    assert!(text.len() > 20_000 * 2000, "far more than what was held");
}

#[test]
fn sections_of_other_reports_need_no_scan() {
    let head = Head {
        title: HOSTILE.to_owned(),
        warnings: vec![HOSTILE.to_owned()],
        counts: vec![Count { tone: Tone::Open, number: 3, ..Count::default() }],
        ..Head::default()
    };
    let mut page = Writer::begin(Vec::new(), &head).expect("memory");
    page.chapter("Projects", &[HOSTILE.to_owned()]).expect("memory");
    let section = Section {
        id: anchor("项目 <1>"),
        heading: HOSTILE.to_owned(),
        badges: vec![Badge::new(Tone::Open, HOSTILE)],
        facts: vec![(HOSTILE.to_owned(), HOSTILE.to_owned())],
        cautions: vec![HOSTILE.to_owned()],
        ..Section::default()
    };
    let cells = vec![
        Cell::Link { text: HOSTILE.to_owned(), to: anchor("项目 <1>") },
        Cell::Code(HOSTILE.to_owned()),
        Cell::Named(HOSTILE.to_owned(), HOSTILE.to_owned()),
        Cell::Badges(vec![Badge::new(Tone::Own, "a"), Badge::new(Tone::Admitted, "b")]),
    ];
    let grid = Grid {
        caption: Some(HOSTILE.to_owned()),
        heads: vec![HOSTILE.to_owned()],
        rows: vec![cells.clone()],
    };
    let part = Part {
        heading: HOSTILE.to_owned(),
        lists: vec![List { heading: HOSTILE.to_owned(), items: vec![HOSTILE.to_owned()] }],
        details: vec![Detail {
            heading: HOSTILE.to_owned(),
            groups: vec![(cells, grid.clone())],
            words: vec![HOSTILE.to_owned()],
        }],
        ..Part::default()
    };
    page.section(&section, &[part]).expect("memory");
    page.chapter("Tables", &[]).expect("memory");
    page.grid(&grid).expect("memory");
    page.facts(&[("a".to_owned(), HOSTILE.to_owned())]).expect("memory");
    let text = String::from_utf8(page.end(&[HOSTILE.to_owned()]).expect("memory")).expect("UTF-8");
    let tags = tags(&text);
    assert!(tags.iter().any(|tag| tag.ends_with("id=\"s-_9879_76ee_20_3c1_3e\"")), "{tags:?}");
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn the_check_of_tags_sees_faults() {
    for faulty in
        ["<p>", "<p></b>", "a > b", "a & b", "<p onclick=\"x\"></p>", "<a href=\"x\"></a>"]
    {
        let page = format!("<!DOCTYPE html>\n{faulty}");
        assert!(std::panic::catch_unwind(|| tags(&page)).is_err(), "{faulty}");
    }
}

#[test]
fn the_page_of_a_sweep_begins_with_its_news() {
    let run = begun();
    let facts = RunFacts { run: &run, agent: None, end: None, covered: None };
    for lang in Lang::ALL {
        let catalogue = catalogue(lang);
        let page = |news: &[crate::news::News]| {
            let mut page = ScanPage::new(&catalogue, Cursor::new(Vec::new()));
            let (endpoint, verdict) = (crate::testing::endpoint(), node_verdict());
            let name = None;
            page.add(&EndpointLine { run: "r", time: time(), endpoint, name, verdict: &verdict })
                .expect("memory");
            page.tell(news);
            String::from_utf8(page.write(Vec::new(), &facts).expect("memory")).expect("UTF-8")
        };
        let mut news = crate::news::tests::sample();
        news[0].name = Some(HOSTILE.to_owned());
        let told = page(&news);
        tags(&told);
        let chapters: Vec<&str> = told.split("<h2>").skip(2).collect();
        assert!(chapters[0].starts_with(&catalogue.word("page-news")), "{}", chapters[0]);
        assert_eq!(chapters[0].matches("<tr>").count(), news.len() + 1);
        assert!(chapters[1].starts_with(&catalogue.word("page-overview")));
        assert!(!told.contains('\u{1b}') && !told.contains('⟦'));
        assert!(page(&[]).contains(&catalogue.word("page-news-none")));
    }
}
