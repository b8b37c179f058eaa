//! Published examples for what the family's dialogues share, and where their recordings lie.

#![allow(clippy::disallowed_methods, reason = "tests read recordings")]

use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;

use super::enr::Record;
use super::keys::{self, Secret};
use super::rlp::{self, Item, Value, keccak256};
use super::{ecies, enr};

/// A recording that a test builds: it is the one stored, and `COINSIFT_BLESS=1` writes it.
pub(super) fn stored(name: &str, recording: &str) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/transcripts/ethereum");
    let path = PathBuf::from(folder).join(name).with_extension("txt");
    if std::env::var_os("COINSIFT_BLESS").is_some() {
        fs::create_dir_all(folder).expect("a folder");
        fs::write(&path, recording).expect("recordings can be written");
    }
    let known = fs::read_to_string(&path)
        .unwrap_or_else(|_| panic!("{name}: not stored; run the tests once with COINSIFT_BLESS=1"));
    assert_eq!(known, recording, "{name}: the stored recording is what the test builds");
}

pub(super) fn unhex<const N: usize>(hex: &str) -> [u8; N] {
    let bytes: String = hex.split_whitespace().collect();
    hex::decode(bytes).expect("hex").try_into().expect("its length")
}

pub(super) fn secret(hex: &str) -> Secret {
    Secret::from_bytes(&unhex(hex)).expect("a key")
}

#[test]
fn the_record_of_the_specification_is_read() {
    // enr.md, "Test Vectors", after base64.
    let record = hex::decode(
        "f884b8407098ad865b00a582051940cb9cf36836572411a47278783077011599ed5cd16b76f2635f4e234738\
         f30813a89eb9137e3e3df5266e3a1f11df72ecf1145ccb9c01826964827634826970847f00000189736563703\
         235366b31a103ca634cae0d49acb401d8a4c6b6fe8c55b70d115bf400769cc1400f3258cd31388375647082765f",
    )
    .expect("hex");
    let read = Record::read(Item::first(&record).expect("a list")).expect("a signed record");
    let key = secret("b71c71a67e1177ad4e901695e1b4b9ee17ae16c6668d313eac2f96dbcda3f291").public();
    assert_eq!((read.key, read.seq, read.udp, read.tcp), (key, 1, Some(30303), None));
    assert_eq!(read.names, ["id", "ip", "secp256k1", "udp"]);
    // The address of the node: keccak-256 of its key.
    let address = "a448f24c6d18e575453db13171562b71999873db5b286df957af199ec94617f7";
    assert_eq!(hex::encode(keccak256(&read.key)), address);
    for at in [4, 70, 74, 100, 130] {
        let mut other = record.clone();
        other[at] ^= 1;
        let read = Item::first(&other).and_then(Record::read);
        assert!(read.is_none(), "changed at {at}");
    }
}

#[test]
fn a_record_longer_than_allowed_is_refused() {
    let long = rlp::list(&[Value::Bytes(&[1; 64]), Value::Uint(1), Value::Bytes(&[7; 300])]);
    assert!(Record::read(Item::first(&long).expect("a list")).is_none());
}

#[test]
fn a_fork_id_needs_both_parts() {
    let fork = rlp::list(&[Value::Bytes(&[0xfc, 0x64, 0xec, 4]), Value::Uint(1_150_000)]);
    let read = enr::fork_id(Item::first(&fork).expect("a list"));
    assert_eq!(read, Some(([0xfc, 0x64, 0xec, 4], 1_150_000)));
    let half = rlp::list(&[Value::Bytes(&[0xfc, 0x64, 0xec, 4])]);
    assert_eq!(enr::fork_id(Item::first(&half).expect("a list")), None);
}

#[test]
fn a_mirrored_signature_gives_the_same_key() {
    let own = Secret::derive(&[1; 32], "test");
    let hash = keccak256(b"signed");
    let signature = own.sign(&hash);
    assert_eq!(keys::recover(&hash, &signature), Some(own.public()));
    // n - s, with the other recovery id.
    let order: [u8; 32] = unhex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
    let mut mirrored = signature;
    let mut borrow = 0i16;
    for at in (0..32).rev() {
        let digit = i16::from(order[at]) - i16::from(signature[32 + at]) - borrow;
        borrow = i16::from(digit < 0);
        mirrored[32 + at] = digit.rem_euclid(256) as u8;
    }
    mirrored[64] ^= 1;
    assert_eq!(keys::recover(&hash, &mirrored), Some(own.public()));
    mirrored[64] = 4;
    assert_eq!(keys::recover(&hash, &mirrored), None, "no such recovery id");
    assert_ne!(keys::recover(&keccak256(b"other"), &signature), Some(own.public()));
}

#[test]
fn bytes_that_are_no_point_are_no_key() {
    assert!(!keys::is_key(&[0; 64]));
    assert!(!keys::is_key(&[0xff; 64]));
    assert!(
        ecies::encrypt(&[1; 64], &Secret::derive(&[1; 32], "test"), [0; 16], b"", b"").is_none()
    );
}

#[test]
fn what_was_encrypted_for_another_or_changed_is_not_decrypted() {
    let (own, other) = (Secret::derive(&[1; 32], "one"), Secret::derive(&[1; 32], "other"));
    let once = Secret::derive(&[1; 32], "once");
    let sealed = ecies::encrypt(&own.public(), &once, [7; 16], b"words", b"size").expect("a key");
    assert_eq!(sealed.len(), 5 + ecies::OVERHEAD);
    assert_eq!(ecies::decrypt(&own, &sealed, b"size").as_deref(), Some(b"words".as_slice()));
    assert_eq!(ecies::decrypt(&other, &sealed, b"size"), None);
    assert_eq!(ecies::decrypt(&own, &sealed, b"sizf"), None);
    for at in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        assert_eq!(ecies::decrypt(&own, &changed, b"size"), None, "changed at {at}");
        assert_eq!(ecies::decrypt(&own, &sealed[..at], b"size"), None, "cut at {at}");
    }
}

#[test]
fn rlp_is_read_within_its_bounds() {
    // A list that says it has 2^64 - 1 bytes, a string cut short, a length of a length cut short.
    for broken in ["ffffffffffffffffff", "83646f", "b9ff", "c88363617483646f", ""] {
        let bytes = hex::decode(broken).expect("hex");
        let list = Item::first(&bytes).and_then(|item| item.list(8));
        assert!(list.is_none(), "{broken}");
    }
    let list =
        rlp::list(&[Value::Uint(0), Value::Uint(1024), Value::Bytes(b"dog"), Value::List(&[])]);
    assert_eq!(hex::encode(&list), "c98082040083646f67c0");
    let items = Item::first(&list).and_then(|item| item.list(8)).expect("a list");
    assert_eq!((items[0].uint(), items[1].uint()), (Some(0), Some(1024)));
    assert_eq!(items[2].bytes(), Some(b"dog".as_slice()));
    assert_eq!((items[3].bytes(), items[3].uint()), (None, None), "a list is no string");
    assert_eq!(Item::first(&list).and_then(|item| item.list(2)).expect("a list").len(), 2);
    let large = rlp::list(&[Value::Bytes(&[1; 17])]);
    let items = Item::first(&large).and_then(|item| item.list(1)).expect("a list");
    assert_eq!(items[0].uint(), None, "17 bytes are more than 128 bits");
}

proptest! {
    #[test]
    fn rlp_and_records_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        fn walk(item: Item<'_>, depth: usize) -> usize {
            let _ = (item.uint(), item.u64(), item.bytes(), item.array::<32>());
            let inner = item.list(1000).filter(|_| depth < 8).unwrap_or_default();
            1 + inner.into_iter().map(|item| walk(item, depth + 1)).sum::<usize>()
        }
        if let Some(item) = Item::first(&bytes) {
            prop_assert!(item.raw().len() <= bytes.len());
            prop_assert!(walk(item, 0) <= 8 * bytes.len() + 1);
            let _ = (Record::read(item), enr::fork_id(item));
        }
    }

    #[test]
    fn keys_and_ciphertexts_of_strangers_never_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        hash: [u8; 32],
    ) {
        let own = Secret::derive(&hash, "test");
        let _ = ecies::decrypt(&own, &bytes, b"");
        if let Some(signature) = bytes.first_chunk::<65>() {
            let _ = keys::recover(&hash, signature);
        }
        let _ = keys::verified(&hash, &bytes, &bytes);
    }

    #[test]
    fn whoever_signs_is_recovered(seed: [u8; 32], hash: [u8; 32]) {
        let own = Secret::derive(&seed, "test");
        prop_assert_eq!(keys::recover(&hash, &own.sign(&hash)), Some(own.public()));
    }
}
