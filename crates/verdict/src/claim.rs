//! Claims: what a matched fingerprint says of an endpoint.

use crate::fact::Strength;
use crate::verdict::{Access, Class, Evidence, Mining, Role};

/// What part of an endpoint a claim speaks of. Claims of different layers do not compete.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layer {
    /// Which ledger, and whose.
    Ledger,
    /// Whether work is handed out or done.
    Mining,
    /// What else answers there.
    Service,
}

/// Which networks a claim points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pointing {
    /// It says nothing of a network.
    Nowhere,
    /// Rows of the atlas that fit all that was shown.
    Networks {
        /// Their keys.
        keys: Vec<String>,
        /// Whether the genesis block was shown, or the id alone had to do.
        genesis_shown: bool,
    },
    /// An id that no row of the atlas has; as written for people.
    Unlisted(String),
    /// Rows that fit the id but not the genesis, or the genesis but not the id.
    Torn {
        /// Rows with this id.
        by_id: Vec<String>,
        /// Rows with this genesis.
        by_genesis: Vec<String>,
        /// The id as written for people.
        id: String,
        /// The genesis in display order, hex.
        genesis: String,
    },
}

/// What a matched fingerprint says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The fingerprint's id.
    pub fingerprint: String,
    /// What it speaks of.
    pub layer: Layer,
    /// The platform.
    pub platform: Option<String>,
    /// The network.
    pub pointing: Pointing,
    /// The class it decides.
    pub class: Option<Class>,
    /// The class it is a sign of, without deciding it.
    pub leans: Option<Class>,
    /// Who may take part.
    pub access: Option<Access>,
    /// Roles.
    pub roles: Vec<Role>,
    /// Mining.
    pub mining: Mining,
    /// The software as it names itself.
    pub software: Option<String>,
    /// As strong as the weakest fact needed, or less.
    pub strength: Strength,
    /// The facts used.
    pub evidence: Vec<Evidence>,
}
