//! The page of a scan: hosts with their endpoints, the gravest first, from verdicts in any order.
//!
//! Each endpoint is rendered when it is added and set aside in a file; memory holds some fifty
//! bytes for it, and what is needed to sort the hosts. Hosts where no ledger answers come last, in
//! one line each.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Read, Seek, Write};
use std::net::IpAddr;

use coinsift_protocols::{Endpoint, Transport};
use coinsift_verdict::verdict::Mining;
use coinsift_verdict::{Class, Sentence};

use super::endpoint::{ledger, quiet};
use super::news;
use super::run::RunFacts;
use super::spill::{Place, Spill};
use super::write::{Rendered, Writer};
use super::{Badge, Cell, Count, Grid, Head, List, Section, Tone, anchor, strengths};
use crate::counts::Counts;
use crate::escape::visible;
use crate::lang::Catalogue;
use crate::ndjson::EndpointLine;
use crate::news::News;

/// The most characters of a host name or an owner.
const MAX_NAME: usize = 200;
/// The most characters of a list of networks.
const MAX_LIST: usize = 200;
/// The most endpoints that are named in the one line of a host without a ledger.
const MAX_QUIET: usize = 12;

/// A page in the making: verdicts are added, then it is written.
pub struct ScanPage<'a, F> {
    catalogue: &'a Catalogue,
    spill: Spill<F>,
    hosts: BTreeMap<IpAddr, Host>,
    networks: Vec<String>,
    numbers: HashMap<String, u32>,
    counts: Counts,
    /// What changed, where the run is a sweep.
    news: Option<Grid>,
}

#[derive(Default)]
struct Host {
    name: Option<Box<str>>,
    endpoints: Vec<Seen>,
}

/// What is kept of an endpoint.
#[derive(Clone, Copy)]
struct Seen {
    port: u16,
    transport: Transport,
    class: Class,
    mining: Mining,
    finding: bool,
    contradiction: bool,
    network: Option<u32>,
    place: Place,
}

impl Seen {
    /// Whether there is more to say than that something, or nothing, answers.
    fn is_told(&self) -> bool {
        self.class >= Class::Local || self.finding
    }
}

impl Host {
    fn class(&self) -> Class {
        self.endpoints.iter().map(|seen| seen.class).max().unwrap_or(Class::Silent)
    }

    fn mining(&self) -> Mining {
        self.endpoints.iter().map(|seen| seen.mining).max().unwrap_or_default()
    }

    fn is_finding(&self) -> bool {
        self.endpoints.iter().any(|seen| seen.finding)
    }

    fn is_told(&self) -> bool {
        self.endpoints.iter().any(Seen::is_told)
    }

    /// Ledgers of more than one class.
    fn is_mixed(&self) -> bool {
        let mut classes = self.endpoints.iter().map(|seen| seen.class);
        let first = classes.find(|class| *class >= Class::Local);
        classes.any(|class| class >= Class::Local && Some(class) != first)
    }

    fn networks(&self) -> Vec<u32> {
        let mut numbers: Vec<u32> = self.endpoints.iter().filter_map(|seen| seen.network).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}

impl<'a, F: Read + Write + Seek> ScanPage<'a, F> {
    /// An empty page. `file` is an empty file of its own, for what waits to be put in order.
    pub fn new(catalogue: &'a Catalogue, file: F) -> ScanPage<'a, F> {
        ScanPage {
            catalogue,
            spill: Spill::new(file),
            hosts: BTreeMap::new(),
            networks: Vec::new(),
            numbers: HashMap::new(),
            counts: Counts::default(),
            news: None,
        }
    }

    /// Makes it the page of a sweep: these news, if any, come first.
    pub fn tell(&mut self, news: &[News]) {
        self.news = Some(news::grid(news, self.catalogue));
    }

    /// Adds an endpoint; each once.
    pub fn add(&mut self, line: &EndpointLine<'_>) -> io::Result<()> {
        let Endpoint { ip, port, transport } = line.endpoint;
        let verdict = line.verdict;
        self.counts.add(verdict);
        let network = verdict.network.as_ref().map(|key| {
            *self.numbers.entry(key.clone()).or_insert_with(|| {
                self.networks.push(key.clone());
                self.networks.len() as u32 - 1
            })
        });
        let finding = verdict.is_finding();
        let told = verdict.class >= Class::Local || finding;
        let piece = match told {
            true => Rendered::part(&ledger(line, self.catalogue)).0,
            false => quiet(line, self.catalogue),
        };
        let place = self.spill.put(&piece)?;
        let host = self.hosts.entry(ip).or_default();
        host.name = host.name.take().or_else(|| line.name.map(Box::from));
        let (class, mining) = (verdict.class, verdict.mining);
        let contradiction = !verdict.contradictions.is_empty();
        host.endpoints.push(Seen {
            port,
            transport,
            class,
            mining,
            finding,
            contradiction,
            network,
            place,
        });
        Ok(())
    }

    /// What was added so far, in numbers.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// About how many bytes are held in memory.
    pub fn held(&self) -> usize {
        let host = |host: &Host| {
            let name = host.name.as_ref().map_or(0, |name| name.len());
            size_of::<(IpAddr, Host)>() + name + host.endpoints.capacity() * size_of::<Seen>()
        };
        self.hosts.values().map(host).sum::<usize>() + self.spill.waiting()
    }

    /// Writes the page.
    pub fn write<W: Write>(mut self, out: W, facts: &RunFacts<'_>) -> io::Result<W> {
        let mut hosts: Vec<(IpAddr, Host)> = std::mem::take(&mut self.hosts).into_iter().collect();
        for (_, host) in &mut hosts {
            host.endpoints
                .sort_by_key(|seen| (Reverse(seen.finding), Reverse(seen.class), seen.port));
        }
        hosts.sort_by_key(|(ip, host)| {
            (Reverse(host.is_finding()), Reverse(host.class()), Reverse(host.mining()), *ip)
        });
        let found = hosts.iter().filter(|(_, host)| host.is_finding()).count();
        let told = hosts.iter().filter(|(_, host)| host.is_told()).count();
        let mut page = Writer::begin(out, &self.head(facts, found))?;
        if let Some(news) = &self.news {
            let none = news.rows.is_empty().then(|| self.word("page-news-none"));
            page.chapter(&self.word("page-news"), &Vec::from_iter(none))?;
            if !news.rows.is_empty() {
                page.grid(news)?;
            }
        }
        if told > 0 {
            page.chapter(&self.word("page-overview"), &[])?;
            let (heads, told) = (self.heads(), hosts.iter().take(told));
            page.grid_of(None, &heads, told.map(|(ip, host)| self.overview(*ip, host)))?;
        }
        if found > 0 {
            page.chapter(&self.word("page-findings"), &[self.word("page-finding-is")])?;
            for (ip, host) in hosts.iter().take(found) {
                self.host(&mut page, *ip, host)?;
            }
        }
        if told > found {
            page.chapter(&self.word("page-ledgers"), &[self.word("page-ledgers-are")])?;
            for (ip, host) in hosts.iter().take(told).skip(found) {
                self.host(&mut page, *ip, host)?;
            }
        }
        if hosts.len() > told {
            self.quiet_hosts(&mut page, hosts.get(told..).unwrap_or_default())?;
        }
        self.how_to_read(&mut page)?;
        let program = &facts.run.program;
        let made = Sentence::new("page-made").with("program", program).with("run", &facts.run.run);
        let identifiers = match facts.run.identifiers {
            true => "page-identifiers-shown",
            false => "page-identifiers-hidden",
        };
        page.end(&[self.catalogue.say(&made), self.word(identifiers)])
    }

    fn word(&self, id: &str) -> String {
        self.catalogue.word(id)
    }

    fn head(&self, facts: &RunFacts<'_>, hosts: usize) -> Head {
        let counts = &self.counts;
        let sum = match (counts.endpoints, counts.findings) {
            (0, _) => Sentence::new("page-lead-nothing"),
            (endpoints, 0) => Sentence::new("page-lead-quiet").with("endpoints", endpoints),
            (endpoints, findings) => Sentence::new("page-lead")
                .with("endpoints", endpoints)
                .with("findings", findings)
                .with("hosts", hosts),
        };
        let mut lead = self.catalogue.say(&sum);
        if counts.mining_confirmed + counts.mining_indicated > 0 {
            let mining = Sentence::new("page-lead-mining")
                .with("confirmed", counts.mining_confirmed)
                .with("indicated", counts.mining_indicated);
            lead = lead + self.catalogue.gap() + &self.catalogue.say(&mining);
        }
        let mut classes = Class::ALL;
        classes.sort_by_key(|class| Reverse(*class));
        let count = |class: Class| Count {
            tone: Tone::of(class),
            number: counts.classes.of(class),
            name: self.catalogue.class(class),
            meaning: self.word(&format!("page-class-{}", class.word())),
        };
        Head {
            lang: self.catalogue.lang(),
            title: self.word(match self.news {
                Some(_) => "page-sweep-title",
                None => "page-scan-title",
            }),
            lead: vec![lead],
            warnings: facts.warnings(self.catalogue),
            facts: facts.pairs(self.catalogue),
            counts_heading: self.word("page-counts"),
            counts: classes.into_iter().map(count).collect(),
        }
    }

    fn heads(&self) -> Vec<String> {
        let mut ids = vec!["page-address", "column-class", "column-network", "page-services"];
        if self.catalogue.has_owners() {
            ids.insert(1, "column-owner");
        }
        ids.into_iter().map(|id| self.word(id)).collect()
    }

    fn overview(&self, ip: IpAddr, host: &Host) -> Vec<Cell> {
        let networks = host.networks();
        let networks = networks.iter().filter_map(|n| self.networks.get(*n as usize));
        let networks = match self.catalogue.networks(networks.map(String::as_str), MAX_LIST) {
            none if none.is_empty() && host.class() > Class::Local => {
                self.word("table-unknown-network")
            }
            names => names,
        };
        let told = host.endpoints.iter().filter(|seen| seen.is_told());
        let services: Vec<String> = told.map(port).collect();
        let address = Cell::Link { text: ip.to_string(), to: anchor(&ip.to_string()) };
        let mut row = vec![
            address,
            Cell::Badges(self.badges(host)),
            Cell::Text(networks),
            Cell::Text(services.join(self.catalogue.comma())),
        ];
        if self.catalogue.has_owners() {
            let owner = self.catalogue.owner_line(ip, MAX_NAME).unwrap_or_default();
            row.insert(1, Cell::Text(owner));
        }
        row
    }

    fn badges(&self, host: &Host) -> Vec<Badge> {
        let mut badges =
            vec![Badge::new(Tone::of(host.class()), self.catalogue.class(host.class()))];
        badges.extend(mining(host.mining(), self.catalogue));
        if host.endpoints.iter().any(|seen| seen.contradiction) {
            let tone = if host.is_finding() { Tone::Grave } else { Tone::Open };
            badges.push(Badge::new(tone, self.word("page-contradiction")));
        }
        if host.is_mixed() {
            badges.push(Badge::new(Tone::Calm, self.word("page-mixed")));
        }
        badges
    }

    /// The section of a host.
    fn host<W: Write>(&mut self, page: &mut Writer<W>, ip: IpAddr, host: &Host) -> io::Result<()> {
        let mut facts = Vec::new();
        if let Some(owner) = self.catalogue.owner_line(ip, MAX_NAME) {
            facts.push((self.word("page-owner"), owner));
            let contact = self.catalogue.owner(ip).and_then(|owner| owner.contact.as_deref());
            let contact = contact.map(|contact| visible(contact, MAX_NAME));
            facts.extend(contact.map(|contact| (self.word("page-owner-contact"), contact)));
        } else if self.catalogue.has_owners() {
            facts.push((self.word("page-owner"), self.word("unknown")));
        }
        let mut silent = Vec::new();
        for seen in host.endpoints.iter().filter(|seen| !seen.is_told()) {
            silent.push(self.spill.take(seen.place)?);
        }
        if !silent.is_empty() {
            let also = silent.join(self.catalogue.comma());
            facts.push((self.word("page-also"), also));
        }
        let words = if host.is_mixed() { vec![self.word("host-mixed")] } else { Vec::new() };
        let section = Section {
            id: anchor(&ip.to_string()),
            tone: if host.is_finding() { Tone::Grave } else { Tone::of(host.class()) },
            heading: ip.to_string(),
            beside: host.name.as_deref().map(|name| visible(name, MAX_NAME)),
            badges: self.badges(host),
            facts,
            words,
            cautions: vec![self.word("host-observed-at-address")],
        };
        let spill = &mut self.spill;
        let told = host.endpoints.iter().filter(|seen| seen.is_told());
        page.section_of(&section, told.map(|seen| spill.take(seen.place).map(Rendered)))
    }

    /// Hosts where no ledger answers, in one line each.
    fn quiet_hosts<W: Write>(
        &mut self,
        page: &mut Writer<W>,
        hosts: &[(IpAddr, Host)],
    ) -> io::Result<()> {
        page.chapter(&self.word("page-quiet"), &[self.word("page-quiet-are")])?;
        let owners = self.catalogue.has_owners();
        let mut heads = vec![self.word("page-address"), self.word("page-answers")];
        if owners {
            heads.insert(1, self.word("column-owner"));
        }
        // Rows are made one by one, so that an error is kept until the table is whole.
        let mut failed = None;
        page.grid_of(
            None,
            &heads,
            hosts.iter().map(|(ip, host)| {
                let mut told = Vec::new();
                for seen in host.endpoints.iter().take(MAX_QUIET) {
                    match self.spill.take(seen.place) {
                        Ok(text) => told.push(text),
                        Err(error) => failed = Some(error),
                    }
                }
                if let Some(more) = host.endpoints.len().checked_sub(MAX_QUIET).filter(|n| *n > 0) {
                    told.push(self.catalogue.say(&Sentence::new("page-more").with("count", more)));
                }
                let mut row =
                    vec![Cell::Text(ip.to_string()), Cell::Text(told.join(self.catalogue.comma()))];
                if owners {
                    let owner = self.catalogue.owner_line(*ip, MAX_NAME).unwrap_or_default();
                    row.insert(1, Cell::Text(owner));
                }
                row
            }),
        )?;
        failed.map_or(Ok(()), Err)
    }

    fn how_to_read<W: Write>(&self, page: &mut Writer<W>) -> io::Result<()> {
        page.chapter(&self.word("page-reading"), &[])?;
        page.list(&strengths(self.catalogue))?;
        let limits = ["host-observed-at-address", "explain-mining-not-seen", "page-limit-moment"];
        page.list(&List {
            heading: self.word("page-limits"),
            items: limits.into_iter().map(|id| self.word(id)).collect(),
        })
    }
}

/// `8333/tcp`.
fn port(seen: &Seen) -> String {
    format!("{}/{}", seen.port, seen.transport.word())
}

/// The badge of mining, where any was seen.
pub(super) fn mining(mining: Mining, catalogue: &Catalogue) -> Option<Badge> {
    (mining != Mining::NotSeen).then(|| {
        let sentence = Sentence::new("table-mining").with("mining", mining.word());
        Badge::new(Tone::Grave, catalogue.say(&sentence))
    })
}
