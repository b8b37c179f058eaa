//! The fields of one project, each understood or refused with its cure.

use coinsift_verdict::{Atlas, DataError, Sentence};

use super::{Field, MAX_ENDPOINTS, MAX_FIELD, Raw};
use crate::registry::declared::{Address, AddressFlaw, Network, Project};
use crate::registry::platforms::Platform;
use crate::registry::words::{Column, DeclaredClass, plain};

/// The project of a row, or everything that is wrong with it.
pub(super) fn project(raw: &Raw, atlas: &Atlas) -> Result<Project, Vec<DataError>> {
    let row = Row { raw, problems: Vec::new() };
    row.read(atlas)
}

struct Row<'a> {
    raw: &'a Raw,
    problems: Vec<DataError>,
}

impl Row<'_> {
    fn read(mut self, atlas: &Atlas) -> Result<Project, Vec<DataError>> {
        let filing = self.text(Column::Filing);
        let name = self.text(Column::Name);
        let operator = self.text(Column::Operator);
        let contact = self.text(Column::Contact);
        let class = self.class();
        let platform = self.platform(atlas);
        let (network, chain_id) = self.network(atlas);
        let genesis = self.genesis();
        let endpoints = self.endpoints();
        match (filing, name, class, platform) {
            (Some(filing), Some(name), Some(class), Some(platform)) if self.problems.is_empty() => {
                Ok(Project {
                    place: self.raw.place.written(),
                    filing,
                    name,
                    operator,
                    class,
                    platform,
                    network,
                    chain_id,
                    genesis,
                    endpoints,
                    contact,
                })
            }
            _ => Err(self.problems),
        }
    }

    fn wrong(&self, id: &str, column: Column, text: &str) -> (Column, Sentence) {
        let head = self.raw.fields.get(&column).map_or(column.key(), |field| &field.head);
        (column, Sentence::new(id).with("column", head).with("text", text))
    }

    fn refuse(&mut self, column: Column, wrong: Sentence) {
        let place = self.raw.fields.get(&column).map_or(&self.raw.place, |field| &field.place);
        self.problems.push(place.wrong(wrong));
    }

    /// A field's text, where it has one. That a required one lacks it is a problem.
    fn text(&mut self, column: Column) -> Option<String> {
        let texts = self.raw.fields.get(&column).map(|field: &Field| field.texts.as_slice());
        let text = texts.and_then(<[String]>::first).map(|text| text.trim()).unwrap_or_default();
        if text.is_empty() {
            if column.is_required() {
                let (column, sentence) = self.wrong("registry-field-empty", column, "");
                self.refuse(column, sentence);
            }
            return None;
        }
        if text.len() > MAX_FIELD {
            let (column, sentence) = self.wrong("registry-field-long", column, "");
            self.refuse(column, sentence.with("most", MAX_FIELD));
            return None;
        }
        Some(text.to_owned())
    }

    fn class(&mut self) -> Option<DeclaredClass> {
        let text = self.text(Column::Class)?;
        let class = DeclaredClass::of(&text);
        if class.is_none() {
            let nearest = DeclaredClass::nearest(&text);
            let id = match nearest {
                Some(_) => "registry-class-unknown-near",
                None => "registry-class-unknown",
            };
            let (column, sentence) = self.wrong(id, Column::Class, &text);
            self.refuse(column, sentence.with("nearest", nearest.unwrap_or_default()));
        }
        class
    }

    fn platform(&mut self, atlas: &Atlas) -> Option<Platform> {
        let text = self.text(Column::Platform)?;
        let platform = Platform::of(&text, atlas);
        if platform.is_none() {
            let nearest = Platform::nearest(&text);
            let id = match nearest {
                Some(_) => "registry-platform-unknown-near",
                None => "registry-platform-unknown",
            };
            let (column, sentence) = self.wrong(id, Column::Platform, &text);
            self.refuse(
                column,
                sentence
                    .with("nearest", nearest.unwrap_or_default())
                    .with("examples", Platform::EXAMPLES),
            );
        }
        platform
    }

    /// The network and the chain id: both may stand in one column.
    fn network(&mut self, atlas: &Atlas) -> (Option<Network>, Option<u128>) {
        let own_column = self.text(Column::ChainId).and_then(|text| {
            let id = number(&text);
            if id.is_none() {
                let (column, sentence) = self.wrong("registry-chain-id", Column::ChainId, &text);
                self.refuse(column, sentence);
            }
            id
        });
        let Some(text) = self.text(Column::Network) else {
            return (None, own_column);
        };
        if let Some(id) = number(&text) {
            if own_column.is_some_and(|own| own != id) {
                let (column, sentence) =
                    self.wrong("registry-chain-id-twice", Column::Network, &text);
                self.refuse(column, sentence);
            }
            return (None, Some(id));
        }
        let word = plain(&text);
        let keys: Vec<String> = atlas
            .networks()
            .filter(|row| {
                row.key == text
                    || plain(&row.name) == word
                    || row.name_zh.as_deref().is_some_and(|name| plain(name) == word)
            })
            .map(|row| row.key.clone())
            .collect();
        let network =
            if keys.is_empty() { Network::Own(text) } else { Network::Listed { text, keys } };
        (Some(network), own_column)
    }

    fn genesis(&mut self) -> Option<[u8; 32]> {
        let text = self.text(Column::Genesis)?;
        let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")).unwrap_or(&text);
        let mut hash = [0; 32];
        if hex::decode_to_slice(digits, &mut hash).is_err() {
            let count = digits.chars().count();
            let (column, sentence) = self.wrong("registry-genesis", Column::Genesis, &text);
            self.refuse(column, sentence.with("count", count));
            return None;
        }
        Some(hash)
    }

    fn endpoints(&mut self) -> Vec<Address> {
        if self.text(Column::Endpoints).is_none() {
            return Vec::new();
        }
        let texts = self.raw.fields.get(&Column::Endpoints).map(|field| field.texts.clone());
        let joined = texts.unwrap_or_default().join("\n");
        if joined.len() > MAX_FIELD {
            let (column, sentence) = self.wrong("registry-field-long", Column::Endpoints, "");
            self.refuse(column, sentence.with("most", MAX_FIELD));
            return Vec::new();
        }
        // Input methods for Chinese write the wide forms.
        let narrow = joined.replace(['；', '，', '、', ',', ';'], " ").replace('：', ":");
        let mut endpoints: Vec<Address> = Vec::new();
        for text in narrow.split_whitespace() {
            match Address::parse(text) {
                // Written twice in one cell, it is still one.
                Ok(address) if endpoints.iter().any(|other| other.target() == address.target()) => {
                }
                Ok(address) => endpoints.push(address),
                Err(flaw) => {
                    let id = match flaw {
                        AddressFlaw::Host => "registry-endpoint-host",
                        AddressFlaw::Port => "registry-endpoint-port",
                        AddressFlaw::Enode => "registry-endpoint-enode",
                        AddressFlaw::Scheme => "registry-endpoint-scheme",
                        AddressFlaw::Network => "registry-endpoint-network",
                    };
                    let (column, sentence) = self.wrong(id, Column::Endpoints, text);
                    self.refuse(column, sentence);
                }
            }
        }
        if endpoints.len() > MAX_ENDPOINTS {
            let (column, sentence) = self.wrong("registry-endpoints-many", Column::Endpoints, "");
            self.refuse(column, sentence.with("most", MAX_ENDPOINTS));
        }
        endpoints
    }
}

/// A number in decimal, or in hex after `0x`.
fn number(text: &str) -> Option<u128> {
    match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => u128::from_str_radix(digits, 16).ok(),
        None if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok(),
        None => None,
    }
}
