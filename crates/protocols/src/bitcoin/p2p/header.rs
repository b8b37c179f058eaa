//! One header of a `headers` message in the shapes the family has, its name and its work.
//!
//! * 80 bytes (bitcoin/bitcoin `src/primitives/block.h`);
//! * 80 bytes and an AuxPoW ([`super::auxpow`]);
//! * 140 bytes, a length and a solution of Equihash (the protocol specification of Zcash, section
//!   7.6; BTCGPU/BTCGPU `src/primitives/block.h`).
//!
//! * 180 bytes (decred/dcrd `wire/blockheader.go`);
//! * what stands in the message, whatever its length (112 bytes at LBRY and Scash).
//!
//! A header does not say which shape it has. A name that is the one asked for cannot be met by
//! chance, so that a header is read in every shape there is, and whichever gives that name is its.

use super::auxpow::{self, AuxPow};
use super::hashes::{IdHash, Target, WorkHash, solves};
use super::messages::HEADER;
use crate::bytes::Reader;

/// The length of a header of Equihash before the length of its solution.
const EQUIHASH_HEADER: usize = 140;
/// Where the nonce begins in it.
const EQUIHASH_NONCE: usize = 108;
/// The longest solution there is (parameters 200 and 9).
const MAX_SOLUTION: u64 = 1344;

/// The length of a header of Decred.
const DECRED_HEADER: usize = 180;

/// No header but one with an AuxPoW is longer.
pub(super) const LONGEST_HEADER: usize = EQUIHASH_HEADER + 3 + MAX_SOLUTION as usize;

/// Which of these names, made with this hash, the header at the beginning of a block has.
pub(super) fn named(block: &[u8], names: &[[u8; 32]], hash: IdHash) -> Option<[u8; 32]> {
    let shapes = Header::shapes(block).into_iter();
    shapes.map(|header| header.name(hash)).find(|name| names.contains(name))
}

/// A header, read in one shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Header<'a> {
    /// 80 bytes; what follows was not looked at.
    Plain(&'a [u8; HEADER]),
    /// 80 bytes whose work is another chain's.
    Merged(&'a [u8; HEADER], AuxPow<'a>),
    /// With a solution of Equihash: the whole of it, and where the solution begins.
    Equihash(&'a [u8], usize),
    /// Of another form, which ends where the message ends.
    Whole(&'a [u8]),
}

/// Whether work was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Work {
    /// As much as the header itself says.
    Met,
    /// Less than the header says, or than the limit.
    Missed,
    /// It cannot be computed.
    Unknown,
}

impl<'a> Header<'a> {
    /// The shapes in which the bytes can be read, the commonest first.
    pub(super) fn shapes(bytes: &'a [u8]) -> Vec<Header<'a>> {
        let mut shapes = Vec::new();
        let Some(plain) = bytes.first_chunk::<HEADER>() else {
            return shapes;
        };
        let merged = auxpow::is_announced(plain)
            .then(|| AuxPow::read(&mut Reader::new(bytes.get(HEADER..).unwrap_or_default())).ok());
        shapes.push(match merged.flatten() {
            Some(auxpow) => Header::Merged(plain, auxpow),
            None => Header::Plain(plain),
        });
        shapes.extend(equihash(bytes));
        shapes.extend(bytes.get(..DECRED_HEADER).map(Header::Whole));
        shapes
    }

    /// The same for a list of one header: it ends before the number of transactions, always 0.
    pub(super) fn shapes_alone(bytes: &'a [u8]) -> Vec<Header<'a>> {
        let mut shapes = Header::shapes(bytes);
        if let Some((0, all)) = bytes.split_last()
            && all.len() > HEADER
        {
            shapes.push(Header::Whole(all));
        }
        shapes
    }

    /// The bytes that are hashed.
    pub(super) fn bytes(&self) -> &'a [u8] {
        match self {
            Header::Plain(header) | Header::Merged(header, _) => *header,
            Header::Equihash(all, _) | Header::Whole(all) => all,
        }
    }

    /// Its name, in display order.
    pub(super) fn name(&self, hash: IdHash) -> [u8; 32] {
        hash.of(self.bytes())
    }

    /// The target it names, in compact form.
    pub(super) fn bits(&self) -> u32 {
        let at = match self {
            Header::Plain(_) | Header::Merged(..) | Header::Whole(_) => 72,
            Header::Equihash(..) => 104,
        };
        let bits = self.bytes().get(at..at + 4).and_then(|bits| bits.try_into().ok());
        u32::from_le_bytes(bits.unwrap_or_default())
    }

    /// Whether as much work was done as it names, and no less than `limit`, a compact target.
    pub(super) fn work(&self, hash: Option<WorkHash>, limit: Option<u32>) -> Work {
        let Some(hash) = hash else {
            return Work::Unknown;
        };
        // Where the target stands in another form is not known.
        if matches!(self, Header::Whole(_)) {
            return Work::Unknown;
        }
        let Some(target) = Target::from_bits(self.bits()) else {
            return Work::Missed;
        };
        let limit = limit.and_then(Target::from_bits);
        let done = match (self, hash) {
            (Header::Equihash(all, solution), WorkHash::Equihash { n, k }) => {
                target.is_met_by(&hash.of(all))
                    && solves(
                        n,
                        k,
                        &all[..EQUIHASH_NONCE],
                        &all[EQUIHASH_NONCE..EQUIHASH_HEADER],
                        &all[*solution..],
                    )
            }
            (Header::Merged(header, auxpow), _) => {
                let mut name = IdHash::Sha256d.of(&header[..]);
                name.reverse();
                target.is_met_by(&hash.of(auxpow.parent)) && auxpow.commits_to(name)
            }
            // The AuxPoW was promised and did not come, or not whole.
            (Header::Plain(header), _) if auxpow::is_announced(header) => return Work::Unknown,
            (Header::Plain(header), hash) if !matches!(hash, WorkHash::Equihash { .. }) => {
                target.is_met_by(&hash.of(&header[..]))
            }
            (Header::Plain(_) | Header::Equihash(..) | Header::Whole(_), _) => {
                return Work::Unknown;
            }
        };
        match done && limit.is_none_or(|limit| !target.is_easier_than(&limit)) {
            true => Work::Met,
            false => Work::Missed,
        }
    }
}

fn equihash(bytes: &[u8]) -> Option<Header<'_>> {
    let mut reader = Reader::new(bytes);
    reader.take(EQUIHASH_HEADER).ok()?;
    let len = reader.compact_size().ok().filter(|len| (1..=MAX_SOLUTION).contains(len))?;
    let solution = reader.offset();
    reader.take(len as usize).ok()?;
    Some(Header::Equihash(&bytes[..reader.offset()], solution))
}
