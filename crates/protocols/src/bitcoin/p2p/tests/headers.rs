//! Headers of real blocks: their names, their work, and what one changed bit makes of them.

use super::super::auxpow::AuxPow;
use super::super::hashes::{IdHash, Target, WorkHash};
use super::super::header::{Header, Work};
use super::super::messages::HEADER;
use crate::bytes::Reader;
use proptest::prelude::*;

/// Includes files of `fixtures/headers` by their names.
macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../../../../fixtures/headers/", $name, ".hex")))),*]
    };
}

const FILES: &[(&str, &str)] = files![
    "bitcoin-558431",
    "bitcoin-558432",
    "bitcoin-sv-646575",
    "bitcoin-sv-773040",
    "litecoin-2000000",
    "dogecoin-79e9e6f4",
    "dogecoin-80f90867",
    "zcash-1046400",
    "zcash-genesis-block",
];

/// The bytes in a file of `fixtures/headers`.
pub(super) fn real(name: &str) -> Vec<u8> {
    let (_, text) = FILES.iter().find(|(known, _)| *known == name).expect("a file");
    hex::decode(text.trim()).expect("hex")
}

/// Name, file, the work's hash and the network's limit.
const REAL: [(&str, &str, &str, u32); 9] = [
    (
        "00000000000000000028a69d9498c46b2b073752133e3e9e585965e7dab55065",
        "bitcoin-558431",
        "sha256d",
        0x1d00_ffff,
    ),
    (
        "00000000000000000021ac236d0b29b4467f99c2c8783032451ba7b735045e3c",
        "bitcoin-558432",
        "sha256d",
        0x1d00_ffff,
    ),
    (
        "000000000000000000262fa4ef733c5d308cbeb974519d85700a8c4b18283a02",
        "bitcoin-sv-646575",
        "sha256d",
        0x1d00_ffff,
    ),
    (
        "000000000000000007a8838b1ead3b288c504de5eee26f3189fdbcd0b1a006ac",
        "bitcoin-sv-773040",
        "sha256d",
        0x1d00_ffff,
    ),
    (
        "3a4d8e7c77a85554fc8bd30d4e42d56eb71010e769ea9737f16241ba79bed9c5",
        "litecoin-2000000",
        "scrypt",
        0x1e0f_ffff,
    ),
    (
        "79e9e6f4400cf591f43662d718683113ccb03aaefc813cd8c4a239836fa92ef3",
        "dogecoin-79e9e6f4",
        "scrypt",
        0x1e0f_ffff,
    ),
    (
        "80f90867b16fcb6ab6bb423d20dbef7abe0ea9c60a111d886bd298263e90ba33",
        "dogecoin-80f90867",
        "scrypt",
        0x1e0f_ffff,
    ),
    (
        "00000000002038016f976744c369dce7419fca30e7171dfac703af5e5f7ad1d4",
        "zcash-1046400",
        "equihash200,9",
        0x1f07_ffff,
    ),
    (
        "00040fe8ec8471911baa1db1266ea15dd06b4a8a5c453883c000b031973dce08",
        "zcash-genesis-block",
        "equihash200,9",
        0x1f07_ffff,
    ),
];

/// The shape of a header that has this name.
fn of_name<'a>(bytes: &'a [u8], name: &str) -> Option<Header<'a>> {
    let shapes = Header::shapes(bytes).into_iter();
    shapes.into_iter().find(|shape| hex::encode(shape.name(IdHash::Sha256d)) == name)
}

#[test]
fn real_headers_have_their_names_and_their_work() {
    for (name, file, work, limit) in REAL {
        let bytes = real(file);
        let header = of_name(&bytes, name).unwrap_or_else(|| panic!("{file} has its name"));
        let work = WorkHash::named(work);
        assert!(work.is_some(), "{file}");
        assert_eq!(header.work(work, Some(limit)), Work::Met, "{file}");
        assert_eq!(header.work(None, Some(limit)), Work::Unknown, "{file}");
        // Held to a limit that is harder than the block itself.
        assert_eq!(header.work(work, Some(0x1501_0000)), Work::Missed, "{file}");
    }
}

#[test]
fn one_changed_bit_changes_the_name_or_spoils_the_work() {
    for (name, file, work, limit) in REAL {
        let bytes = real(file);
        let whole = of_name(&bytes, name).map_or(0, |header| match &header {
            Header::Merged(..) => bytes.len(),
            other => other.bytes().len(),
        });
        for at in (0..whole).step_by(37).chain([0, 4, 40, 70, 73, 76, whole - 1]) {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << (at % 8);
            let still = of_name(&changed, name);
            let proves = still
                .is_some_and(|header| header.work(WorkHash::named(work), Some(limit)) == Work::Met);
            // Within an AuxPoW some bytes mean nothing: the hash of the parent, witnesses.
            let free = at >= HEADER && matches!(of_name(&bytes, name), Some(Header::Merged(..)));
            assert!(!proves || free, "{file}: byte {at} changed");
            assert!(at >= HEADER || !proves, "{file}: byte {at} of the header changed");
        }
    }
}

#[test]
fn groestlcoins_genesis_block_has_its_name() {
    let mut header = 112_u32.to_le_bytes().to_vec();
    header.extend([0; 32]);
    let mut root = hex::decode("3ce968df58f9c8a752306c4b7264afab93149dbc578bd08a42c446caaa6628bb")
        .expect("hex");
    root.reverse();
    header.extend(root);
    for number in [1_395_342_829_u32, 0x1e0f_ffff, 220_035] {
        header.extend(number.to_le_bytes());
    }
    let shapes = Header::shapes(&header);
    assert_eq!(
        hex::encode(shapes[0].name(IdHash::Groestl)),
        "00000ac5927c594d49cc0bdb81759d0da8297eb614683d3acb62f0703b639023"
    );
    assert_eq!(shapes[0].work(Some(WorkHash::Like(IdHash::Groestl)), Some(0x1e0f_ffff)), Work::Met);
}

#[test]
fn the_hashes_are_those_of_their_specifications() {
    let display = |hash: IdHash| {
        let mut hash = hash.of(b"");
        hash.reverse();
        hex::encode(hash)
    };
    // The team's own test vector for the empty message, and FIPS 180-4's SHA-512/256 of SHA-512/256.
    assert_eq!(
        display(IdHash::Keccak),
        "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
    );
    let once = hex::decode("c672b8d1ef56ed28ab87c3622c5114069bdd3ad7b8f9737498d0c01ecef0967a");
    let twice = <sha2::Sha512_256 as sha2::Digest>::digest(once.expect("hex"));
    assert_eq!(display(IdHash::Sha512Short), hex::encode(twice));
}

#[test]
fn a_header_of_another_length_is_named_as_a_whole() {
    let long = [5; 112];
    let message = [&long[..], &[0]].concat();
    let name = IdHash::Sha256d.of(&long);
    let shapes = Header::shapes_alone(&message);
    let fits = shapes.iter().find(|shape| shape.name(IdHash::Sha256d) == name).expect("the whole");
    let work = WorkHash::named("sha256d");
    assert_eq!(fits.work(work, None), Work::Unknown);
    assert!(Header::shapes(&message).iter().all(|shape| shape.name(IdHash::Sha256d) != name));
}

#[test]
fn targets_are_read_as_numbers() {
    let target = |bits| Target::from_bits(bits);
    for (bits, met, missed) in
        [(0x0301_0203, 0x0001_0203_u32, 0x0001_0204_u32), (0x0211_2200, 0x1122, 0x1123)]
    {
        let number = |value: u32| {
            let mut bytes = [0; 32];
            bytes[..4].copy_from_slice(&value.to_le_bytes());
            bytes
        };
        let target = target(bits).expect("a target");
        assert!(target.is_met_by(&number(met)), "{bits:x}");
        assert!(!target.is_met_by(&number(missed)), "{bits:x}");
    }
    assert_eq!(target(0x1d80_ffff), None, "negative");
    assert_eq!(target(0x1d00_0000), None, "zero");
    assert_eq!(target(0xff12_3456), None, "too large");
    let (hard, easy) = (target(0x1d00_ffff).expect("hard"), target(0x207f_ffff).expect("easy"));
    assert!(easy.is_easier_than(&hard) && !hard.is_easier_than(&easy));
    assert!(!hard.is_easier_than(&hard));
}

#[test]
fn the_hashes_named_here_are_those_of_the_atlas() {
    let computed: Vec<&str> = IdHash::NAMED.into_iter().map(|(name, _)| name).collect();
    assert_eq!(computed, coinsift_verdict::atlas::RECOMPUTED, "what the summary calls computed");
    let rows: Vec<_> = coinsift_verdict::Atlas::builtin().networks().collect();
    for (name, _) in IdHash::NAMED {
        assert!(rows.iter().any(|row| row.id_hash.as_deref() == Some(name)), "{name}");
    }
    for (name, _) in WorkHash::NAMED {
        assert!(rows.iter().any(|row| row.work_hash.as_deref() == Some(name)), "{name}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_a_header_or_none(mut bytes in prop::collection::vec(any::<u8>(), 0..2000), merged in any::<bool>()) {
        if merged && bytes.len() > 1 {
            bytes[1] |= 1;
        }
        for header in Header::shapes(&bytes) {
            prop_assert!(bytes.starts_with(header.bytes()));
            header.work(Some(WorkHash::Like(IdHash::Sha256d)), Some(0x1d00_ffff));
        }
        if let Some(rest) = bytes.get(HEADER..) {
            let mut reader = Reader::new(rest);
            if AuxPow::read(&mut reader).is_ok() {
                prop_assert!(reader.offset() <= rest.len());
            }
        }
    }

    #[test]
    fn a_real_auxpow_cut_short_is_no_auxpow(keep in 0_usize..731) {
        let bytes = real("dogecoin-79e9e6f4");
        let keep = keep.min(bytes.len() - HEADER - 1);
        prop_assert!(AuxPow::read(&mut Reader::new(&bytes[HEADER..HEADER + keep])).is_err());
    }
}
