//! Pseudonyms: how worker names, wallet addresses and the like are shown unless the user asked to
//! see them. One key a store, so that the same name is the same pseudonym in all of its reports.

use std::fmt;
use std::fs::File;
use std::io::Read;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::error::StoreError;
use crate::layout::{self, Layout};

const KEY_LEN: usize = 32;

/// The key under which a store shows identifiers.
#[derive(Clone)]
pub struct Pseudonyms {
    key: [u8; KEY_LEN],
}

impl fmt::Debug for Pseudonyms {
    /// The key is kept out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pseudonyms")
    }
}

impl Pseudonyms {
    /// The key itself, for the crate that shows identifiers.
    pub fn key(&self) -> [u8; KEY_LEN] {
        self.key
    }

    /// The pseudonym of an identifier: `id-` and 12 hex digits of HMAC-SHA-256 under the store's
    /// key. Who does not have the key can neither turn it round nor try names.
    pub fn of(&self, identifier: &str) -> String {
        // HMAC takes keys of any length, so the fallback is never used.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.key) else {
            return "id-".to_owned();
        };
        mac.update(identifier.as_bytes());
        let tag = mac.finalize().into_bytes();
        let (short, _) = tag.split_at(6);
        format!("id-{}", hex::encode(short))
    }

    /// Makes the key of a new store.
    pub(crate) fn create(layout: &Layout) -> Result<(), StoreError> {
        let mut key = [0; KEY_LEN];
        getrandom::fill(&mut key).map_err(|error| StoreError::Entropy(error.to_string()))?;
        layout::write_whole(&layout.key(), &key)
    }

    pub(crate) fn load(layout: &Layout) -> Result<Pseudonyms, StoreError> {
        let path = layout.key();
        let mut key = [0; KEY_LEN];
        File::open(&path)
            .and_then(|mut file| file.read_exact(&mut key))
            .map_err(|error| StoreError::io(&path, error))?;
        Ok(Pseudonyms { key })
    }
}
