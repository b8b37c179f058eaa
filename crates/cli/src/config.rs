//! The configuration file, `coinsift.toml`: defaults that flags override.
//!
//! ```toml
//! store = "/var/lib/coinsift"
//! lang = "zh"
//! contact = "ops@example.gov"
//! operator = "Network inspection"
//! ports = "standard"
//! rate = 500
//! rate_subnet = 20
//! exclude = ["192.0.2.99"]
//! atlas = "tables/"
//! fingerprints = "rows/"
//! owners = "owners.csv"
//! ```
//!
//! Looked for at `--config`, else `./coinsift.toml`, else `$XDG_CONFIG_HOME/coinsift/coinsift.toml`
//! (`~/.config/…`). Relative paths are relative to the file.

use std::path::{Path, PathBuf};

use coinsift_verdict::Sentence;
use serde::Deserialize;

use crate::exit::Failure;

/// The name of the file.
const FILE: &str = "coinsift.toml";

/// What the file may say.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub store: Option<PathBuf>,
    pub lang: Option<String>,
    pub contact: Option<String>,
    pub operator: Option<String>,
    pub ports: Option<String>,
    pub rate: Option<u32>,
    pub rate_subnet: Option<u32>,
    #[serde(default)]
    pub exclude: Vec<String>,
    pub atlas: Option<PathBuf>,
    pub fingerprints: Option<PathBuf>,
    pub owners: Option<PathBuf>,
}

impl Config {
    /// Reads the file named, or the first of the usual ones that exists.
    pub fn load(named: Option<&Path>) -> Result<Config, Failure> {
        if let Some(path) = named {
            return Config::read(path);
        }
        let home = std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".config"));
        let user = std::env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).or(home);
        let usual = [Some(PathBuf::from(FILE)), user.map(|dir| dir.join("coinsift").join(FILE))];
        match usual.into_iter().flatten().find(|path| path.is_file()) {
            Some(path) => Config::read(&path),
            None => Ok(Config::default()),
        }
    }

    fn read(path: &Path) -> Result<Config, Failure> {
        let text = crate::input::read_text(path)?;
        let mut config = Config::parse(&path.display().to_string(), &text)?;
        let base = path.parent().unwrap_or(Path::new("."));
        let Config { store, atlas, fingerprints, owners, .. } = &mut config;
        for path in [store, atlas, fingerprints, owners] {
            if let Some(relative) = path.as_ref().filter(|path| path.is_relative()) {
                *path = Some(base.join(relative));
            }
        }
        Ok(config)
    }

    fn parse(file: &str, text: &str) -> Result<Config, Failure> {
        toml::from_str(text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            let line = 1 + text.as_bytes()[..offset.min(text.len())]
                .iter()
                .filter(|&&byte| byte == b'\n')
                .count();
            Failure::Input(
                Sentence::new("input-config")
                    .with("file", file)
                    .with("line", line)
                    .with("error", error.message()),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_line_is_named() {
        let failure = Config::parse("c.toml", "lang = \"zh\"\nspeed = 3\n").expect_err("unknown");
        let args = &failure.sentence().args;
        assert!(args.contains(&("line".to_owned(), "2".to_owned())), "{args:?}");
        assert_eq!(failure.code(), 2);
    }

    #[test]
    fn paths_are_relative_to_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("coinsift.toml");
        std::fs::write(&path, "store = \"s\"\natlas = \"/abs\"\n").expect("a file");
        let config = Config::load(Some(&path)).expect("a good file");
        assert_eq!(config.store, Some(folder.path().join("s")));
        assert_eq!(config.atlas, Some(PathBuf::from("/abs")));
    }
}
