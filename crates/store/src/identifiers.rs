//! The key under which what may name a person is shown as a pseudonym, unless the user asked to
//! see it. One key a store, so that the same name is the same pseudonym in all of its reports; the
//! pseudonyms themselves are made where things are shown.

use std::fmt;
use std::fs::File;
use std::io::Read;

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
