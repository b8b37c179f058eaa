//! Languages: sentences rendered in English or Chinese from the catalogues in `lang/`.
//!
//! The catalogues are Fluent files, one a language, with the same messages and the same variables;
//! tests hold them against each other and against the sources. `declared.zh.ftl` has in Chinese
//! what dialogues and facts are; the English stands where they are declared.

mod words;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;
use std::sync::Arc;

use coinsift_verdict::{Atlas, DataError, Fingerprints, Sentence};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::escape::visible;
use crate::owners::{Owner, Owners, Responsible};
use crate::personal::Identifiers;

const EN: &str = include_str!("../lang/en.ftl");
const ZH: &str = include_str!("../lang/zh.ftl");
const DECLARED_ZH: &str = include_str!("../lang/declared.zh.ftl");

/// The most characters of one parameter inside a sentence.
const MAX_ARG: usize = 256;
/// The most characters of a list of networks inside a sentence.
const MAX_LIST: usize = 160;
/// The most characters of a fingerprint's reason, which may be a user's.
const MAX_REASON: usize = 600;

/// Groups of messages whose parameters come from the user and the machine, not from those who are
/// looked at; nobody's identifiers are hidden from the one who wrote them.
const OWN: [&str; 31] = [
    "atlas",
    "contact",
    "coverage",
    "data",
    "demo",
    "exclude",
    "fingerprints",
    "input",
    "job",
    "lab",
    "limit",
    "name",
    "no",
    "owners",
    "ports",
    "pressure",
    "progress",
    "registry",
    "rejudge",
    "resume",
    "run",
    "runs",
    "runtime",
    "scope",
    "session",
    "shard",
    "sheet",
    "store",
    "sweep",
    "target",
    "warning",
];

/// A language of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Chinese, in simplified characters.
    Zh,
}

impl Lang {
    /// Both.
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Zh];

    /// The word of the command line: `en`, `zh`.
    pub fn word(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Zh => "zh",
        }
    }

    fn id(self) -> LanguageIdentifier {
        let tag = match self {
            Lang::En => "en",
            Lang::Zh => "zh-Hans",
        };
        // Both parse, as a test holds; the tag only matters to numbers and plurals, unused here.
        tag.parse().unwrap_or_default()
    }

    fn texts(self) -> &'static [&'static str] {
        match self {
            Lang::En => &[EN],
            Lang::Zh => &[ZH, DECLARED_ZH],
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A word that names no language of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoLang(pub String);

impl fmt::Display for NoLang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is no language of the output; write en or zh", self.0)
    }
}

impl std::error::Error for NoLang {}

impl FromStr for Lang {
    type Err = NoLang;

    /// `en` or `zh`, also as locales write them (`zh_CN.UTF-8`, `en-GB`).
    fn from_str(text: &str) -> Result<Lang, NoLang> {
        let language = text.split(['_', '-', '.']).next().unwrap_or_default();
        Lang::ALL
            .into_iter()
            .find(|lang| language.eq_ignore_ascii_case(lang.word()))
            .ok_or_else(|| NoLang(text.to_owned()))
    }
}

/// A language's texts, with what else is needed to put things into words.
pub struct Catalogue {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
    networks: HashMap<String, String>,
    reasons: HashMap<String, String>,
    identifiers: Identifiers,
    owners: Option<Arc<Owners>>,
}

impl Catalogue {
    /// The texts of a language. Networks are shown by their keys and fingerprints by their ids
    /// until [`Catalogue::with_atlas`] and [`Catalogue::with_fingerprints`] give their names and
    /// reasons; identifiers are shown until [`Catalogue::with_identifiers`] says otherwise.
    pub fn new(lang: Lang) -> Catalogue {
        let mut bundle = FluentBundle::new_concurrent(vec![lang.id()]);
        // Marks around parameters would be invisible characters of our own making.
        bundle.set_use_isolating(false);
        for text in lang.texts() {
            // A line that cannot be read is left out; a test holds that there is none.
            let read = FluentResource::try_new((*text).to_owned());
            bundle.add_resource_overriding(read.unwrap_or_else(|(readable, _)| readable));
        }
        Catalogue {
            lang,
            bundle,
            networks: HashMap::new(),
            reasons: HashMap::new(),
            identifiers: Identifiers::Shown,
            owners: None,
        }
    }

    /// Knows the networks of an atlas by name.
    #[must_use]
    pub fn with_atlas(mut self, atlas: &Atlas) -> Catalogue {
        let zh = self.lang == Lang::Zh;
        self.networks
            .extend(atlas.networks().map(|row| (row.key.clone(), row.name_in(zh).to_owned())));
        self
    }

    /// Knows the reasons of these fingerprints.
    #[must_use]
    pub fn with_fingerprints(mut self, fingerprints: &Fingerprints) -> Catalogue {
        let zh = self.lang == Lang::Zh;
        self.reasons
            .extend(fingerprints.rows().map(|row| (row.id.clone(), row.why(zh).to_owned())));
        self
    }

    /// Shows what may name a person like this.
    #[must_use]
    pub fn with_identifiers(mut self, identifiers: Identifiers) -> Catalogue {
        self.identifiers = identifiers;
        self
    }

    /// Knows who is responsible for addresses; every form says so then.
    #[must_use]
    pub fn with_owners(mut self, owners: Option<Arc<Owners>>) -> Catalogue {
        self.owners = owners;
        self
    }

    /// Whether owners were given.
    pub fn has_owners(&self) -> bool {
        self.owners.is_some()
    }

    /// Who is responsible for an address. The texts are the user's own, as the table has them.
    pub fn owner(&self, ip: IpAddr) -> Option<&Owner> {
        self.owners.as_ref()?.of(ip)
    }

    /// The same for the forms for machines; empty where nobody is known.
    pub(crate) fn responsible(&self, ip: IpAddr) -> Responsible {
        Responsible::of(self.owner(ip))
    }

    /// Who is responsible for an address, in one line safe on a terminal: unit, kind of unit,
    /// region; at most `limit` characters.
    pub fn owner_line(&self, ip: IpAddr, limit: usize) -> Option<String> {
        let Owner { unit, kind, region, .. } = self.owner(ip)?;
        let parts = [Some(unit), kind.as_ref(), region.as_ref()];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        Some(visible(&parts.join(self.comma()), limit))
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// How identifiers are shown.
    pub fn identifiers(&self) -> &Identifiers {
        &self.identifiers
    }

    /// A sentence in this language: one line, safe on a terminal.
    ///
    /// A sentence that is not in the catalogue, or lacks a parameter, comes out as `⟦id …⟧`; tests
    /// hold that none of ours does.
    pub fn say(&self, sentence: &Sentence) -> String {
        self.rendered(sentence)
            .unwrap_or_else(|| format!("⟦{}⟧", self.text(&sentence.to_string(), MAX_ARG)))
    }

    /// A word or phrase without parameters, by the id of its message.
    pub fn word(&self, id: &str) -> String {
        self.say(&Sentence::new(id))
    }

    /// Several sentences, one after the other.
    pub fn say_all(&self, sentences: &[Sentence]) -> Vec<String> {
        sentences.iter().map(|sentence| self.say(sentence)).collect()
    }

    /// A row of data that cannot be used: file, line, what is wrong and the cure, in one line.
    pub fn data_error(&self, error: &DataError) -> String {
        let file = visible(&error.file, MAX_ARG);
        let wrong = self.say(&error.wrong);
        match error.line {
            0 => format!("{file}: {wrong}"),
            line => format!("{file}:{line}: {wrong}"),
        }
    }

    /// Text of a stranger: identifiers hidden where that is asked, safe on a terminal, at most
    /// `limit` characters.
    pub fn text(&self, text: &str, limit: usize) -> String {
        visible(&self.identifiers.hide(text), limit)
    }

    /// The name of a network, or its key where the atlas does not know it.
    pub fn network(&self, key: &str) -> String {
        self.network_name(key).unwrap_or_else(|| visible(key, MAX_ARG))
    }

    /// The name of a network, where the atlas knows it.
    pub fn network_name(&self, key: &str) -> Option<String> {
        Some(visible(self.networks.get(key)?, MAX_ARG))
    }

    /// The names of several networks, as many as fit into `limit` characters, then `…`.
    pub fn networks<'a>(&self, keys: impl IntoIterator<Item = &'a str>, limit: usize) -> String {
        let mut text = String::new();
        for key in keys {
            let name = self.network(key);
            let comma = if text.is_empty() { "" } else { self.comma() };
            // Two characters stay for the comma and the ellipsis.
            if text.chars().count() + comma.chars().count() + name.chars().count() + 3 > limit {
                return text + comma + "…";
            }
            text.push_str(comma);
            text.push_str(&name);
        }
        text
    }

    /// Why a fingerprint concludes what it does.
    pub fn why(&self, fingerprint: &str) -> Option<String> {
        Some(visible(self.reasons.get(fingerprint)?, MAX_REASON))
    }

    /// What stands between the items of a list.
    pub fn comma(&self) -> &'static str {
        match self.lang {
            Lang::En => ", ",
            Lang::Zh => "、",
        }
    }

    /// What stands between two sentences.
    pub fn gap(&self) -> &'static str {
        match self.lang {
            Lang::En => " ",
            Lang::Zh => "",
        }
    }

    fn rendered(&self, sentence: &Sentence) -> Option<String> {
        let pattern = self.bundle.get_message(&sentence.id)?.value()?;
        let mut args = FluentArgs::with_capacity(sentence.args.len());
        for (name, value) in &sentence.args {
            args.set(name.as_str(), self.arg(&sentence.id, name, value));
            if name == "fingerprint" {
                args.set("why", self.why(value).unwrap_or_else(|| self.word("unknown")));
            }
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        errors.is_empty().then_some(text)
    }

    /// A parameter, in this language where its name says that it is a key of something.
    fn arg(&self, id: &str, name: &str, value: &str) -> String {
        match name {
            "network" | "networks" | "candidates" => self.networks(value.split(", "), MAX_LIST),
            "class" | "platform" | "strength" | "mining" => self.keyed(name, value),
            "leaning" => self.keyed("class", value),
            // Composed of words and texts that were rendered before.
            "words" => visible(value, usize::MAX),
            // Whom we looked at is no secret from who asked for it.
            "endpoint" | "addresses" | "name" => visible(value, MAX_ARG),
            _ if OWN.contains(&id.split('-').next().unwrap_or_default()) => visible(value, MAX_ARG),
            _ => self.text(value, MAX_ARG),
        }
    }

    fn keyed(&self, list: &str, key: &str) -> String {
        self.key_word(list, key).unwrap_or_else(|| self.text(key, MAX_ARG))
    }

    /// The word for a key of a closed list, for example `class-coin`.
    fn key_word(&self, list: &str, key: &str) -> Option<String> {
        let id = match key {
            "?" => "unknown".to_owned(),
            _ => format!("{list}-{key}"),
        };
        self.bundle.has_message(&id).then(|| self.word(&id))
    }
}
