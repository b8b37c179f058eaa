//! The blocks a peer is asked for by name, and what the headers it shows are worth.
//!
//! A peer is asked with an empty locator and a stop hash, which means "the one header of this
//! name": bitcoin/bitcoin `src/net_processing.cpp` (`getheaders`), btcsuite/btcd
//! `blockchain/chain.go` (`locateInventory`). Who does not have the block says nothing, or sends
//! an empty list.

use coinsift_verdict::atlas::{Atlas, Network};

use super::hashes::{IdHash, WorkHash};
use super::header::{Header, Work};
use crate::bytes::Reader;
use crate::dialogue::OptionError;
use crate::transcript::Options;

/// The most blocks asked for in one dialogue (61 bytes each).
pub(super) const MAX_ASKED: usize = 8;
/// The most that an option holds, for all networks of a magic.
const MAX_LISTED: usize = 32;

/// A block that one listed network alone has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Checkpoint {
    /// The end of its genesis block's name, which tells networks of one magic apart; `None` where
    /// the genesis block is not known.
    genesis: Option<[u8; 4]>,
    /// Its name, in display order.
    pub(super) hash: [u8; 32],
    /// The hash that makes the name; `None` where it is none that we compute.
    id: Option<IdHash>,
}

/// How the networks that begin with a genesis block are mined.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mined {
    genesis: [u8; 4],
    work: WorkHash,
    /// The easiest target the network allows, in compact form.
    limit: u32,
}

/// All that the options say of blocks and work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    checkpoints: Vec<Checkpoint>,
    mined: Vec<Mined>,
}

/// What a peer showed when it was asked for a block by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// No header, or not the whole of it.
    Nothing,
    /// A header whose name is one of those asked for.
    Asked { name: [u8; 32], work: Work, at: usize, len: usize },
    /// A header that may be the one asked for: its name cannot be recomputed.
    Unchecked { name: [u8; 32], at: usize },
    /// Another header, under the name it has as SHA-256d.
    Other { name: [u8; 32], at: usize },
}

impl Known {
    /// Reads the options `checkpoints` (`GENESIS:HASH:ID`) and `work` (`GENESIS:HASH:LIMIT`), both
    /// separated by semicolons; both may be absent. GENESIS is the last four bytes of a genesis
    /// block's name in display order, or empty.
    pub(super) fn read(options: &Options) -> Result<Known, OptionError> {
        Ok(Known {
            checkpoints: parts(options, "checkpoints", |[genesis, hash, id]| {
                let genesis = match genesis {
                    "" => None,
                    text => Some(array(text)?),
                };
                Some(Checkpoint { genesis, hash: array(hash)?, id: IdHash::named(id) })
            })?,
            mined: parts(options, "work", |[genesis, work, limit]| {
                let limit = u32::from_be_bytes(array(limit)?);
                Some(Mined { genesis: array(genesis)?, work: WorkHash::named(work)?, limit })
            })?,
        })
    }

    /// Whether there is anything to ask for.
    pub(super) fn is_empty(&self) -> bool {
        self.checkpoints.is_empty()
    }

    /// The blocks to ask a peer for that begins with this genesis block, or with an unknown one.
    pub(super) fn asked(&self, genesis: Option<&[u8; 32]>) -> Vec<&Checkpoint> {
        let fits = |known: &&Checkpoint| match (known.genesis, genesis) {
            (Some(end), Some(genesis)) => genesis.ends_with(&end),
            _ => true,
        };
        self.checkpoints.iter().filter(fits).take(MAX_ASKED).collect()
    }

    /// What a `headers` message shows, which was sent when `asked` were asked for.
    pub(super) fn shown(&self, payload: &[u8], asked: &[[u8; 32]]) -> Shown {
        let mut reader = Reader::new(payload);
        let count = reader.compact_size().unwrap_or_default();
        let at = reader.offset();
        let shapes = match count {
            1 => Header::shapes_alone(reader.rest()),
            _ => Header::shapes(reader.rest()),
        };
        let asked: Vec<&Checkpoint> =
            self.checkpoints.iter().filter(|known| asked.contains(&known.hash)).collect();
        let (Some(first), true) = (shapes.first(), count > 0) else {
            return Shown::Nothing;
        };
        for header in &shapes {
            for (_, id) in IdHash::NAMED {
                // A name that fits proves itself, whatever is known of the hash that makes it.
                let mut named =
                    asked.iter().filter(|known| known.id.is_none_or(|own| own == id)).peekable();
                if named.peek().is_none() {
                    continue;
                }
                let name = header.name(id);
                if let Some(known) = named.find(|known| known.hash == name) {
                    let work = match known.genesis {
                        Some(genesis) => self.work(header, genesis),
                        None => Work::Unknown,
                    };
                    return Shown::Asked { name, work, at, len: header.bytes().len() };
                }
            }
        }
        let mut opaque = asked.iter().filter(|known| known.id.is_none());
        match opaque.next() {
            Some(known) if count == 1 => Shown::Unchecked { name: known.hash, at },
            _ => Shown::Other { name: first.name(IdHash::Sha256d), at },
        }
    }

    /// Whether the first header after a genesis block carries the work that the network demands
    /// from its first block on.
    pub(super) fn first_work(&self, header: &[u8], genesis: &[u8; 32]) -> Work {
        let [.., a, b, c, d] = *genesis;
        let mut worth = Header::shapes(header);
        worth.retain(|header| self.work(header, [a, b, c, d]) != Work::Unknown);
        match worth.iter().map(|header| self.work(header, [a, b, c, d])) {
            mut known if known.len() > 0 => match known.any(|work| work == Work::Met) {
                true => Work::Met,
                false => Work::Missed,
            },
            _ => Work::Unknown,
        }
    }

    /// The work of a header in a network that begins with this genesis block, where all of them
    /// are mined in the same way.
    fn work(&self, header: &Header<'_>, genesis: [u8; 4]) -> Work {
        let mut fitting = self.mined.iter().filter(|mined| mined.genesis == genesis);
        match fitting.next() {
            Some(first) if fitting.all(|other| other == first) => {
                header.work(Some(first.work), Some(first.limit))
            }
            _ => Work::Unknown,
        }
    }
}

/// Puts into options what the atlas knows of networks that share a magic.
pub(super) fn add_options(options: &mut Options, atlas: &Atlas, rows: &[&Network]) {
    let (mut checkpoints, mut works): (Vec<String>, Vec<String>) = Default::default();
    let mut opaque = false;
    for row in rows {
        let end = row.genesis.map(|genesis| hex::encode(&genesis[28..])).unwrap_or_default();
        let id = row.id_hash.as_deref().unwrap_or_default();
        let known = IdHash::named(id).is_some();
        for hash in chosen(atlas, &row.key) {
            // Of names that cannot be recomputed one is enough: the answer is taken at its word,
            // and with two it would not be clear which of them it answers.
            if !known && std::mem::replace(&mut opaque, true) {
                break;
            }
            let id = if known { id } else { "" };
            checkpoints.push(format!("{end}:{}:{id}", hex::encode(hash)));
        }
        let work = row.work_hash.as_deref().and_then(WorkHash::named);
        if let (Some(work), Some(limit)) = (work, atlas.work_limit(&row.key)) {
            works.push(format!("{end}:{}:{limit:08x}", work.name()));
        }
    }
    for (name, mut list) in [("checkpoints", checkpoints), ("work", works)] {
        list.truncate(MAX_LISTED);
        list.dedup();
        if !list.is_empty() {
            options.insert(name.to_owned(), list.join(";"));
        }
    }
}

/// The blocks of a network worth asking for: the freshest that is known; of those that it alone
/// has the last, which tells most, one whose header was recomputed when it was listed, and the
/// first, which a node that is still catching up has.
fn chosen(atlas: &Atlas, network: &str) -> Vec<[u8; 32]> {
    let mut known: Vec<_> = atlas
        .checkpoints(network)
        .filter(|known| known.unique == Some(true) && known.height != Some(0))
        .collect();
    // Those whose height is not known stand first.
    known.sort_by_key(|known| known.height);
    let with_height = known.iter().position(|known| known.height.is_some()).unwrap_or_default();
    let checked = known.iter().rev().find(|known| known.note.contains("header checked"));
    let fresh = atlas.fresh(network);
    let mut picks: Vec<[u8; 32]> = Vec::new();
    for pick in [fresh.first(), known.last(), checked, known.get(with_height)].into_iter().flatten()
    {
        if !picks.contains(&pick.hash) {
            picks.push(pick.hash);
        }
    }
    picks
}

/// The parts of an option, each of three fields.
fn parts<T>(
    options: &Options,
    name: &'static str,
    read: impl Fn([&str; 3]) -> Option<T>,
) -> Result<Vec<T>, OptionError> {
    let text = options.get(name).map(String::as_str).unwrap_or_default();
    text.split(';')
        .filter(|part| !part.is_empty())
        .map(|part| {
            let fields: Vec<&str> = part.split(':').collect();
            let fields = <[&str; 3]>::try_from(fields).ok();
            let wrong = || format!("{part:?} is not three fields as they should be");
            fields.and_then(&read).ok_or_else(|| OptionError { name, wrong: wrong() })
        })
        .collect()
}

fn array<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    hex::decode_to_slice(text, &mut bytes).ok().map(|()| bytes)
}
