//! A network of the atlas, of whatever family.

use std::borrow::Cow;

use crate::verdict::Class;

/// What kind of instance of a coin a network is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The network with the coin.
    Main,
    /// A public test network.
    Test,
    /// The public signet: a test network whose blocks are signed.
    Signet,
    /// A private instance for developers, with blocks on demand.
    Regtest,
    /// A private instance for developers, with simulated peers.
    Simnet,
    /// A developers' network that anyone may start.
    Devnet,
    /// A public network of which it is not known whether it is for tests.
    Unknown,
}

impl Kind {
    pub(super) const WORDS: [(&'static str, Kind); 7] = [
        ("main", Kind::Main),
        ("test", Kind::Test),
        ("signet", Kind::Signet),
        ("regtest", Kind::Regtest),
        ("simnet", Kind::Simnet),
        ("devnet", Kind::Devnet),
        ("unknown", Kind::Unknown),
    ];

    /// The word used in tables.
    pub fn word(self) -> &'static str {
        Kind::WORDS.iter().find(|(_, kind)| *kind == self).map_or("main", |(word, _)| word)
    }

    /// Whether it is a public network for tests; `None` where that is not known.
    pub fn is_testnet(self) -> Option<bool> {
        match self {
            Kind::Unknown => None,
            kind => Some(matches!(kind, Kind::Test | Kind::Signet)),
        }
    }

    /// Whether it is a private instance.
    pub fn is_local(self) -> bool {
        matches!(self, Kind::Regtest | Kind::Simnet | Kind::Devnet)
    }
}

/// Who else shows the chain id and the network id of a listed network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum IdUse {
    /// Nobody is expected to.
    #[default]
    Own,
    /// Developers' software does by default: such an id alone never names the network.
    Developer,
    /// Private networks often do, since defaults or tutorials have it: as above.
    Private,
}

impl IdUse {
    pub(super) const WORDS: [(&'static str, IdUse); 3] =
        [("", IdUse::Own), ("developer", IdUse::Developer), ("private", IdUse::Private)];
}

/// The hashes of [`Network::id_hash`] that are computed when a block's name is checked.
pub const RECOMPUTED: [&str; 6] =
    ["sha256d", "scrypt", "groestl", "keccak", "sha512/256d", "blake256"];

/// One network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// Its key.
    pub key: String,
    /// The protocol family whose framing it speaks, as dialogues are named, for example `bitcoin`.
    pub family: Cow<'static, str>,
    /// Its name for people.
    pub name: String,
    /// Its Chinese name, where there is an established one.
    pub name_zh: Option<String>,
    /// The sign of its coin.
    pub ticker: String,
    /// What kind of instance it is.
    pub kind: Kind,
    /// Whether it has a native coin.
    pub coin: bool,
    /// The magic, in the order of the wire.
    pub magic: Option<[u8; 4]>,
    /// How nodes name it where they have neither magic nor number: text, or bytes in hex, as the
    /// family's fact is written.
    pub id: Option<String>,
    /// The hash of the genesis block: in display order for the Bitcoin family, in natural order
    /// for all others.
    pub genesis: Option<[u8; 32]>,
    /// The chain id of EIP-155.
    pub chain_id: Option<u128>,
    /// The network id of devp2p and `net_version`, which differs from the chain id at times.
    pub network_id: Option<u128>,
    /// Who else shows these ids.
    pub id_use: IdUse,
    /// Whether its validators may be admitted ones, although it is publicly listed.
    pub maybe_permissioned: bool,
    /// The default port between peers.
    pub p2p_port: Option<u16>,
    /// The default port of the RPC service.
    pub rpc_port: Option<u16>,
    /// How blocks are agreed on.
    pub consensus: String,
    /// The hash that names a block.
    pub id_hash: Option<String>,
    /// The hash that carries the work.
    pub work_hash: Option<String>,
    /// Agent strings seen, for people; they never decide.
    pub agents: String,
    /// A remark of the table.
    pub note: String,
    /// Where the row is from.
    pub source: String,
}

impl Network {
    /// The class of a node that is certainly of this network: `ledger`, that is open, where its
    /// validators may be admitted ones.
    pub fn class(&self) -> Class {
        match (self.kind.is_local(), self.coin) {
            (true, _) => Class::Local,
            (false, true) if self.maybe_permissioned => Class::Ledger,
            (false, true) => Class::Coin,
            (false, false) => Class::Permissioned,
        }
    }

    /// The class that one of its marks is a sign of, where it does not decide.
    pub fn lean(&self) -> Class {
        match self.class() {
            Class::Ledger => Class::Permissioned,
            class => class,
        }
    }

    /// The name in a language: the Chinese one where `zh` is asked and there is one.
    pub fn name_in(&self, zh: bool) -> &str {
        self.name_zh.as_deref().filter(|_| zh).unwrap_or(&self.name)
    }
}
