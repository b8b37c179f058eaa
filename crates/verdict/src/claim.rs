//! Claims: what a matched fingerprint says of an endpoint.

use crate::atlas::IdUse;
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

/// What a pointing to networks rests on. The order is the order of weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Ids alone: chain id, network id, fork id. Anybody may choose them: *hinted* at most.
    Id,
    /// A magic that an exchange was bound to.
    Magic,
    /// The genesis block.
    Genesis,
    /// A block at a known height.
    Checkpoint,
}

/// An id by which a peer names its network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Id {
    /// The fork id (EIP-2124), its hash.
    Fork([u8; 4]),
    /// The genesis block, where nothing else was said; in the order of its table.
    Genesis([u8; 32]),
    /// The network id of devp2p or `net_version`.
    Network(u128),
    /// The chain id (EIP-155).
    Chain(u128),
    /// The magic, in the order of the wire.
    Magic([u8; 4]),
}

impl Id {
    /// The id as written for people: numbers in decimal, a magic in bare hex, hashes with `0x`.
    pub fn written(&self) -> String {
        match self {
            Id::Fork(hash) => format!("0x{}", hex::encode(hash)),
            Id::Genesis(hash) => format!("0x{}", hex::encode(hash)),
            Id::Network(number) | Id::Chain(number) => number.to_string(),
            Id::Magic(magic) => hex::encode(magic),
        }
    }

    /// How much it tells: of several unlisted ids the most telling one is shown.
    pub(crate) fn rank(&self) -> u8 {
        match self {
            Id::Fork(_) => 0,
            Id::Genesis(_) => 1,
            Id::Network(_) => 2,
            Id::Chain(_) => 3,
            Id::Magic(_) => 4,
        }
    }
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
        /// What was shown of them.
        mark: Mark,
        /// A fork id that none of them has: a newer upgrade, or a branch of somebody's own.
        unknown_fork: Option<[u8; 4]>,
    },
    /// An id that names no network.
    Unlisted {
        /// The id.
        id: Id,
        /// Who shows this id by default; [`IdUse::Own`] where nobody is known to.
        id_use: IdUse,
    },
    /// Rows that fit the id but not the genesis, or the genesis but not the id.
    Torn {
        /// Rows with this id.
        by_id: Vec<String>,
        /// Rows with this genesis.
        by_genesis: Vec<String>,
        /// The id.
        id: Id,
        /// The genesis as written for people: in display order, hex.
        genesis: String,
    },
    /// Rows that fit id and genesis, but whose blocks carry more work than the one shown.
    Easy {
        /// Their keys.
        keys: Vec<String>,
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

impl Claim {
    /// How far its pointing may be trusted; `None` where it points nowhere. Ids alone are a hint
    /// however certain the protocol is.
    pub fn pointing_strength(&self) -> Option<Strength> {
        match &self.pointing {
            Pointing::Nowhere => None,
            Pointing::Networks { mark: Mark::Id, .. } => Some(Strength::Hinted),
            Pointing::Networks { .. }
            | Pointing::Unlisted { .. }
            | Pointing::Torn { .. }
            | Pointing::Easy { .. } => Some(self.strength),
        }
    }

    /// Whether what was matched is certainly of a ledger protocol: the row says so, or a mark was
    /// shown that only such a protocol has. Ids alone are not: whatever answers can say a number.
    pub(crate) fn is_certain(&self) -> bool {
        self.class.is_some()
            || match &self.pointing {
                Pointing::Nowhere => false,
                Pointing::Networks { mark, .. } => *mark > Mark::Id,
                Pointing::Unlisted { id, .. } => matches!(id, Id::Magic(_)),
                Pointing::Torn { .. } | Pointing::Easy { .. } => true,
            }
    }
}
