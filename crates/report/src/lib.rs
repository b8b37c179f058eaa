//! What coinsift tells people and machines. Nothing here touches the network.
//!
//! 1. [`escape`] and [`personal`] make what strangers wrote safe to show;
//! 2. [`lang`] turns [`coinsift_verdict::Sentence`]s into English or Chinese, from the catalogues
//!    in `lang/`;
//! 3. [`owners`] says who is responsible for an address; [`sheet`] reads the tables people keep;
//! 4. the forms: [`table`] for a terminal, [`ndjson`] for machines, [`csv`] for spreadsheets,
//!    [`page`] to hand on, [`story`] and [`mod@explain`]
//!    for one endpoint, [`wire`] for what was sent against what may be sent.
//!
//! Every form takes a [`Catalogue`], which holds the language, the names of networks, the reasons
//! of fingerprints and the choice about identifiers, so that no text passes beside it.

pub mod counts;
pub mod csv;
pub mod devices;
pub mod escape;
pub mod explain;
pub mod hexdump;
mod json;
pub mod lang;
pub mod mining;
pub mod ndjson;
pub mod news;
pub mod owners;
pub mod page;
pub mod personal;
pub mod registry;
pub mod sheet;
pub mod story;
pub mod table;
pub mod wire;

#[cfg(test)]
mod testing;

pub use counts::Counts;
pub use explain::{Explanation, explain};
pub use lang::{Catalogue, Lang};
pub use owners::{Owner, Owners, Responsible};
pub use personal::Identifiers;
