//! What every command needs: language, data, configuration, and how to speak to the user.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use coinsift_report::{Catalogue, Identifiers, Lang, Owners};
use coinsift_store::Store;
use coinsift_verdict::{Atlas, DataError, Fingerprints, Sentence};

use crate::args::{Global, LangArg};
use crate::config::Config;
use crate::exit::Failure;
use crate::input;
use crate::survey::store_failure;

/// The name and version of this program, as it is kept with runs.
pub const PROGRAM: &str = concat!("coinsift/", env!("CARGO_PKG_VERSION"));

/// What every command needs.
pub struct Context {
    pub config: Config,
    pub atlas: Atlas,
    pub fingerprints: Fingerprints,
    pub catalogue: Catalogue,
    /// Whether standard output is NDJSON.
    pub json: bool,
    /// Whether NDJSON was asked for by its flag.
    pub json_asked: bool,
    /// Whether the store of this run is gone when it ends.
    pub passing_store: bool,
    user_atlas: Option<PathBuf>,
    store: Option<PathBuf>,
    show_identifiers: bool,
    hidden: Option<[u8; 32]>,
    owners: Option<Arc<Owners>>,
}

impl Context {
    /// Loads the configuration and the data.
    pub fn load(global: &Global) -> Result<Context, Failure> {
        Context::load_for(global, false)
    }

    /// The same; `makes_atlas` says that the user's tables need not be there yet.
    pub fn load_for(global: &Global, makes_atlas: bool) -> Result<Context, Failure> {
        let config = Config::load(global.config.as_deref())?;
        let mut atlas = Atlas::builtin().clone();
        let named = global.atlas.clone().or_else(|| config.atlas.clone());
        let user_atlas = named.clone().or_else(|| data_dir().map(|dir| dir.join("atlas")));
        // A folder that is about to be made, and the usual one, may be empty.
        let may_be_empty = named.is_none() || makes_atlas;
        if let Some(dir) = &user_atlas
            && !(may_be_empty && input::files_of(dir, "csv").is_err())
        {
            extend(dir, "csv", |file, text| atlas.add(file, text))?;
        }
        let mut fingerprints = Fingerprints::builtin().clone();
        if let Some(dir) = global.fingerprints.as_ref().or(config.fingerprints.as_ref()) {
            extend(dir, "toml", |file, text| add_rows(&mut fingerprints, file, text))?;
        }
        let lang = language(global.lang, &config)?;
        let owners = match global.owners.as_ref().or(config.owners.as_ref()) {
            Some(path) => {
                let bytes = input::read_bytes(path)?;
                Some(Arc::new(Owners::read(&path.display().to_string(), &bytes)?))
            }
            None => None,
        };
        let catalogue = Catalogue::new(lang)
            .with_atlas(&atlas)
            .with_fingerprints(&fingerprints)
            .with_owners(owners.clone());
        let json_asked = global.json;
        let json = json_asked || !std::io::stdout().is_terminal();
        let store = global.store.clone().or_else(|| config.store.clone());
        let show_identifiers = global.show_identifiers;
        Ok(Context {
            config,
            atlas,
            fingerprints,
            catalogue,
            json,
            json_asked,
            passing_store: false,
            user_atlas,
            store,
            show_identifiers,
            hidden: None,
            owners,
        })
    }

    /// The folder of the store: as given, else in the user's state folder.
    pub fn store_dir(&self) -> Result<PathBuf, Failure> {
        if let Some(dir) = &self.store {
            return Ok(dir.clone());
        }
        let home = std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/state"));
        std::env::var_os("XDG_STATE_HOME")
            .map(PathBuf::from)
            .or(home)
            .map(|dir| dir.join("coinsift"))
            .ok_or_else(|| Failure::Input(Sentence::new("input-no-store")))
    }

    /// The folder of the user's tables: as given, else in the user's data folder.
    pub fn user_atlas(&self) -> Option<PathBuf> {
        self.user_atlas.clone()
    }

    /// The folder of the store where one was named.
    pub fn named_store(&self) -> Option<PathBuf> {
        self.store.clone()
    }

    /// The same, with what may name a person shown as a hash under the store's key, unless it was
    /// asked for in clear.
    pub fn with_store_key(&mut self, store: &Store) -> Result<(), Failure> {
        if !self.show_identifiers {
            let key = store.pseudonyms().map_err(store_failure)?.key();
            self.hidden = Some(key);
            self.catalogue = self.own_catalogue();
        }
        Ok(())
    }

    /// A catalogue of the same language and data, for another thread.
    pub fn own_catalogue(&self) -> Catalogue {
        let identifiers = self.hidden.map_or(Identifiers::Shown, Identifiers::Hashed);
        Catalogue::new(self.catalogue.lang())
            .with_atlas(&self.atlas)
            .with_fingerprints(&self.fingerprints)
            .with_identifiers(identifiers)
            .with_owners(self.owners.clone())
    }

    /// Says something on standard error, in the user's language.
    pub fn say(&self, sentence: &Sentence) {
        errln!("{}", self.catalogue.say(sentence));
    }
}

/// The user's folder for this program's data.
fn data_dir() -> Option<PathBuf> {
    let home = std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share"));
    std::env::var_os("XDG_DATA_HOME").map(PathBuf::from).or(home).map(|dir| dir.join("coinsift"))
}

/// The language: flag, configuration, locale.
pub fn language(flag: Option<LangArg>, config: &Config) -> Result<Lang, Failure> {
    if let Some(flag) = flag {
        return Ok(match flag {
            LangArg::En => Lang::En,
            LangArg::Zh => Lang::Zh,
        });
    }
    if let Some(text) = &config.lang {
        let sentence = Sentence::new("input-lang").with("text", text);
        return text.parse().map_err(|_| Failure::Input(sentence));
    }
    Ok(from_locale())
}

/// The language of the locale, English where it names none of ours.
pub fn from_locale() -> Lang {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .and_then(|value| value.parse().ok())
        .unwrap_or_default()
}

/// Adds every file of a folder.
pub fn extend(
    dir: &Path,
    extension: &str,
    mut add: impl FnMut(&str, &str) -> Result<(), DataError>,
) -> Result<(), Failure> {
    for path in input::files_of(dir, extension)? {
        let text = input::read_text(&path)?;
        add(&path.display().to_string(), &text)?;
    }
    Ok(())
}

/// Adds rows of fingerprints, which must speak of facts that some reader states.
pub fn add_rows(set: &mut Fingerprints, file: &str, text: &str) -> Result<(), DataError> {
    let mut own = Fingerprints::default();
    own.add(file, text)?;
    for row in own.rows() {
        for name in row.fact_names() {
            if !coinsift_protocols::declared_facts().any(|declared| declared.name == name) {
                let line = text.lines().position(|line| line.contains(name)).map_or(0, |at| at + 1);
                let wrong =
                    Sentence::new("data-unknown-fact").with("row", &row.id).with("fact", name);
                return Err(DataError { file: file.to_owned(), line: line as u64, wrong });
            }
        }
    }
    set.add(file, text)
}
