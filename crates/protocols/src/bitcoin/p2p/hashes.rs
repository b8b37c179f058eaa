//! The hashes that name blocks and carry work, as far as well-kept libraries have them.
//!
//! Each is known under the name that the atlas's columns `id_hash` and `work_hash` use. Values are
//! in the order of the wire, which read as a little-endian number is what a target is held against.
//!
//! Sources: litecoin-project/litecoin `src/crypto/scrypt.cpp` (scrypt with N 1024, r 1, p 1, the
//! header as password and salt), fujicoin/fujicoin (the same with N 2048), Groestlcoin/groestlcoin
//! `src/hash.h` (Groestl-512 twice, its first half), BitgesellOfficial/bitgesell (Keccak-256 with
//! its original padding), RadiantBlockchain/radiant-node (SHA-512/256 twice), decred/dcrd
//! `chaincfg/chainhash/hashfuncs.go` (BLAKE-256 once), the protocol specification of Zcash, section
//! 7.7.1 (Equihash).

use blake_hash::Blake256;
use groestl::{Digest, Groestl512};
use scrypt::Params;
use sha2::Sha512_256;
use sha3::Keccak256;

use super::types::sha256d;

/// A hash that names blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IdHash {
    Sha256d,
    Scrypt,
    Groestl,
    Keccak,
    Sha512Short,
    Blake256,
}

impl IdHash {
    /// All of them, by the names of the atlas.
    pub(super) const NAMED: [(&'static str, IdHash); 6] = [
        ("sha256d", IdHash::Sha256d),
        ("scrypt", IdHash::Scrypt),
        ("groestl", IdHash::Groestl),
        ("keccak", IdHash::Keccak),
        ("sha512/256d", IdHash::Sha512Short),
        ("blake256", IdHash::Blake256),
    ];

    /// The hash of a name; `None` where it is none that we compute.
    pub(super) fn named(name: &str) -> Option<IdHash> {
        IdHash::NAMED.into_iter().find(|(known, _)| *known == name).map(|(_, hash)| hash)
    }

    /// The name of a block, given its whole header, in display order.
    pub(super) fn of(self, header: &[u8]) -> [u8; 32] {
        let mut hash = self.on_the_wire(header);
        hash.reverse();
        hash
    }

    /// The same in the order of the wire, of whatever bytes.
    pub(super) fn on_the_wire(self, header: &[u8]) -> [u8; 32] {
        match self {
            IdHash::Sha256d => sha256d(header),
            IdHash::Scrypt => scrypt_hash(header, 10),
            IdHash::Groestl => groestl_hash(header),
            IdHash::Keccak => <Keccak256 as sha3::Digest>::digest(header).into(),
            IdHash::Sha512Short => Sha512_256::digest(Sha512_256::digest(header)).into(),
            IdHash::Blake256 => <Blake256 as blake_hash::Digest>::digest(header).into(),
        }
    }
}

/// What carries the work of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WorkHash {
    /// The hash that also names blocks somewhere.
    Like(IdHash),
    /// Scrypt with N 2048.
    ScryptN,
    /// Equihash with Zcash's personalisation: the name of the block carries the work, and the
    /// solution must fit.
    Equihash { n: u32, k: u32 },
}

impl WorkHash {
    /// All of them, by the names of the atlas.
    pub(super) const NAMED: [(&'static str, WorkHash); 7] = [
        ("sha256d", WorkHash::Like(IdHash::Sha256d)),
        ("scrypt", WorkHash::Like(IdHash::Scrypt)),
        ("scrypt-n", WorkHash::ScryptN),
        ("groestl", WorkHash::Like(IdHash::Groestl)),
        ("keccak", WorkHash::Like(IdHash::Keccak)),
        ("sha512/256d", WorkHash::Like(IdHash::Sha512Short)),
        ("equihash200,9", WorkHash::Equihash { n: 200, k: 9 }),
    ];

    /// What carries the work, by its name; `None` where it is nothing that we compute.
    pub(super) fn named(name: &str) -> Option<WorkHash> {
        WorkHash::NAMED.into_iter().find(|(known, _)| *known == name).map(|(_, hash)| hash)
    }

    /// Its name in the atlas.
    pub(super) fn name(self) -> &'static str {
        WorkHash::NAMED.iter().find(|(_, hash)| *hash == self).map_or("", |(name, _)| name)
    }

    /// The hash of a header that is held against the target, in the order of the wire.
    pub(super) fn of(self, header: &[u8]) -> [u8; 32] {
        match self {
            WorkHash::Like(hash) => hash.on_the_wire(header),
            WorkHash::ScryptN => scrypt_hash(header, 11),
            WorkHash::Equihash { .. } => sha256d(header),
        }
    }
}

/// Whether a solution of Equihash fits the header's first 108 bytes and the nonce.
pub(super) fn solves(n: u32, k: u32, start: &[u8], nonce: &[u8], solution: &[u8]) -> bool {
    equihash::is_valid_solution(n, k, start, nonce, solution).is_ok()
}

/// Scrypt with r 1, p 1 and N the power of two that is given.
fn scrypt_hash(header: &[u8], log_n: u8) -> [u8; 32] {
    let mut hash = [0; 32];
    let params = Params::new(log_n, 1, 1).expect("1024 and 2048 are within the limits of scrypt");
    scrypt::scrypt(header, header, &params, &mut hash).expect("32 bytes are a length scrypt gives");
    hash
}

fn groestl_hash(header: &[u8]) -> [u8; 32] {
    let twice = Groestl512::digest(Groestl512::digest(header));
    let mut hash = [0; 32];
    hash.copy_from_slice(&twice[..32]);
    hash
}

/// A target, as a 256-bit number in the order of the wire: the least significant byte first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Target([u8; 32]);

impl Target {
    /// The target of the compact form in headers (bitcoin/bitcoin `src/arith_uint256.cpp`,
    /// `SetCompact`): the highest byte is a length in bytes, the others the leading digits. `None`
    /// for zero, for what is negative and for what does not fit.
    pub(super) fn from_bits(bits: u32) -> Option<Target> {
        let [exponent, digits @ ..] = bits.to_be_bytes();
        let negative = digits[0] & 0x80 != 0;
        if negative || digits == [0; 3] {
            return None;
        }
        let mut bytes = [0; 32];
        // The digits are the most significant bytes of a number of `exponent` bytes.
        for (place, digit) in digits.into_iter().enumerate() {
            let Some(at) = usize::from(exponent).checked_sub(place + 1) else {
                continue;
            };
            match bytes.get_mut(at) {
                Some(byte) => *byte = digit,
                None if digit == 0 => {}
                None => return None,
            }
        }
        Some(Target(bytes))
    }

    /// Whether a hash, in the order of the wire, is within the target.
    pub(super) fn is_met_by(&self, hash: &[u8; 32]) -> bool {
        hash.iter().rev().le(self.0.iter().rev())
    }

    /// Whether more hashes are within this target than within another.
    pub(super) fn is_easier_than(&self, other: &Target) -> bool {
        self.0.iter().rev().gt(other.0.iter().rev())
    }
}
