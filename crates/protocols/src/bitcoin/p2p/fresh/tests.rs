//! The question where a chain goes on, and what a list of headers tells of it.

use coinsift_verdict::{Atlas, Fact};
use proptest::prelude::*;

use super::*;
use crate::bitcoin::p2p::messages::header_hash;
use crate::dialogue::Ending;
use crate::transcript::{Head, Utc};

const MAGIC: [u8; 4] = [0xf9, 0xbe, 0xb4, 0xd9];
const BEGIN: u32 = 1_700_000_000;

/// `count` linked headers after a block, whose merkle root is `branch`.
fn headers(after: [u8; 32], count: usize, branch: u8) -> Vec<[u8; HEADER]> {
    let (mut parent, mut list) = (after, Vec::new());
    for number in 0..count {
        let mut header = [0; HEADER];
        parent.reverse();
        header[4..36].copy_from_slice(&parent);
        header[36..68].fill(branch);
        header[68..72].copy_from_slice(&(BEGIN + number as u32).to_le_bytes());
        parent = header_hash(&header);
        list.push(header);
    }
    list
}

fn payload(headers: &[[u8; HEADER]]) -> Vec<u8> {
    let mut bytes = match headers.len() {
        short @ ..0xfd => vec![short as u8],
        long => [&[0xfd][..], &(long as u16).to_le_bytes()].concat(),
    };
    for header in headers {
        bytes.extend(header);
        bytes.push(0);
    }
    bytes
}

fn part(height: u64, hash: [u8; 32], kind: &str) -> String {
    format!("{height}:{}:sha256d:{kind}", hex::encode(hash))
}

fn transcript(fresh: &str) -> Transcript {
    let head = Head {
        protocol: "bitcoin.p2p".to_owned(),
        version: super::super::DIALOGUE.version,
        endpoint: "192.0.2.1:8333".parse().expect("an endpoint"),
        started: Utc(0),
        options: Options::from([("fresh".to_owned(), fresh.to_owned())]),
    };
    Transcript { head, events: Vec::new(), ending: Ending::Spoken }
}

/// What a list tells a node that was asked with these blocks.
fn told(fresh: &[String], payload: &[u8], genesis: &[[u8; 32]]) -> Vec<Fact> {
    let transcript = transcript(&fresh.join(";"));
    let frame = Frame {
        offset: 0,
        magic: MAGIC,
        command: "headers",
        len: payload.len(),
        checksum: [0; 4],
        payload,
    };
    let mut facts = Facts { list: Vec::new(), strength: Strength::Stated };
    read(&mut facts, &transcript, &frame, genesis);
    facts.list
}

/// The blocks shown: height and hash at one place.
fn blocks(facts: &[Fact]) -> Vec<(u128, Vec<u8>)> {
    let hashes = facts.iter().filter(|fact| fact.name == facts::CHAIN_HASH);
    hashes
        .map(|hash| {
            let height = facts
                .iter()
                .find(|fact| fact.name == facts::CHAIN_HEIGHT && fact.at == hash.at)
                .expect("a height at the same place");
            let (Value::Uint(height), Value::Bytes(hash)) = (&height.value, &hash.value) else {
                panic!("{hash:?}")
            };
            (*height, hash.to_vec())
        })
        .collect()
}

fn values<'a>(facts: &'a [Fact], name: &str) -> Vec<&'a Value> {
    facts.iter().filter(|fact| fact.name == name).map(|fact| &fact.value).collect()
}

const OLD: [u8; 32] = [0x11; 32];

#[test]
fn a_follower_shows_the_block_and_its_end() {
    let list = headers(OLD, 30, 1);
    let fresh = header_hash(&list[9]);
    // It has the fresh block: its list begins behind it.
    let known = [part(110, fresh, "fresh"), part(100, OLD, "known")];
    let facts = told(&known, &payload(&list[10..]), &[]);
    let last = header_hash(&list[29]);
    assert_eq!(blocks(&facts), [(110, fresh.to_vec()), (130, last.to_vec())]);
    assert_eq!(values(&facts, facts::CHAIN_END), [&Value::Uint(130)]);
    assert_eq!(values(&facts, facts::CHAIN_TIME), [&Value::Uint((BEGIN + 29).into())]);
    assert!(values(&facts, facts::CHAIN_MISSING).is_empty());
}

#[test]
fn another_branch_shows_another_block_and_denies_the_known_one() {
    let list = headers(OLD, 30, 2);
    let known = [part(110, [0xaa; 32], "fresh"), part(100, OLD, "known")];
    let facts = told(&known, &payload(&list), &[]);
    let (other, last) = (header_hash(&list[9]), header_hash(&list[29]));
    assert_eq!(blocks(&facts), [(100, OLD.to_vec()), (110, other.to_vec()), (130, last.to_vec())]);
    assert_eq!(values(&facts, facts::CHAIN_MISSING), [&Value::bytes([0xaa; 32])]);
}

#[test]
fn one_that_lags_ends_below() {
    let list = headers(OLD, 4, 1);
    let known = [part(110, [0xaa; 32], "fresh"), part(100, OLD, "known")];
    let facts = told(&known, &payload(&list), &[]);
    assert_eq!(blocks(&facts), [(100, OLD.to_vec()), (104, header_hash(&list[3]).to_vec())]);
    assert_eq!(values(&facts, facts::CHAIN_END), [&Value::Uint(104)]);
}

#[test]
fn a_list_is_an_answer_only_where_it_begins_at_a_named_block() {
    let list = headers([0x77; 32], 3, 1);
    let known = [part(110, [0xaa; 32], "fresh"), part(100, OLD, "known")];
    assert!(told(&known, &payload(&list), &[]).is_empty());
    // Who knows none of them begins at the genesis block.
    let facts = told(&known, &payload(&list), &[[0x77; 32]]);
    assert_eq!(blocks(&facts), [(0, vec![0x77; 32]), (3, header_hash(&list[2]).to_vec())]);
    assert_eq!(values(&facts, facts::CHAIN_MISSING).len(), 2);
    for empty in [vec![0], Vec::new(), vec![1], payload(&list)[..60].to_vec()] {
        assert!(told(&known, &empty, &[[0x77; 32]]).is_empty(), "{empty:?}");
    }
}

#[test]
fn a_full_list_has_no_end_and_a_longer_one_is_not_walked_over() {
    let list = headers(OLD, FULL, 1);
    let known = [part(110, [0xaa; 32], "fresh"), part(100, OLD, "known")];
    let facts = told(&known, &payload(&list), &[]);
    assert!(values(&facts, facts::CHAIN_END).is_empty());
    let last = (100 + FULL as u128, header_hash(&list[FULL - 1]).to_vec());
    assert_eq!(blocks(&facts).last(), Some(&last));
    let long = headers(OLD, FULL + 1, 1);
    assert_eq!(blocks(&told(&known, &payload(&long), &[])), [(100, OLD.to_vec())]);
}

#[test]
fn a_name_that_cannot_be_computed_is_taken_from_the_child() {
    let list = headers(OLD, 12, 1);
    let nameless = |height: u64, hash: [u8; 32], kind: &str| {
        format!("{height}:{}:blake3:{kind}", hex::encode(hash))
    };
    let known = [nameless(110, [0xaa; 32], "fresh"), nameless(100, OLD, "known")];
    let facts = told(&known, &payload(&list), &[]);
    let (at, last) = (header_hash(&list[9]), header_hash(&list[10]));
    assert_eq!(blocks(&facts), [(100, OLD.to_vec()), (110, at.to_vec()), (111, last.to_vec())]);
    assert_eq!(values(&facts, facts::CHAIN_END), [&Value::Uint(112)]);
}

#[test]
fn the_question_names_the_blocks_and_ends_with_a_ping() {
    let options = |text: &str| Options::from([("fresh".to_owned(), text.to_owned())]);
    let many: Vec<String> = (0..20).map(|at| part(200 - at, [at as u8 + 1; 32], "fresh")).collect();
    let locator = Locator::read(&options(&many.join(";"))).expect("good options");
    let words = locator.question(MAGIC, 70016, 5).expect("a question");
    let sent: Vec<Frame<'_>> = frames(&words).collect();
    let commands: Vec<&str> = sent.iter().map(|frame| frame.command).collect();
    assert_eq!(commands, ["getheaders", "ping"]);
    let asked = sent[0].payload;
    assert!(is_ours(asked));
    assert_eq!((asked[4] as usize, asked.len()), (MAX_LOCATOR, 37 + 32 * MAX_LOCATOR));
    assert_eq!((asked[5], asked[37]), (1, 2), "the highest first");
    assert_eq!(sent[1].payload, 8_u64.to_le_bytes());
    assert_eq!(Locator::default().question(MAGIC, 70016, 5), None);
    assert_eq!(Locator::read(&Options::new()), Ok(Locator::default()));
    for wrong in ["x", "1:aa:sha256d:fresh", &format!("1:{}:sha256d:new", "aa".repeat(32))] {
        assert_eq!(Locator::read(&options(wrong)).expect_err(wrong).name, "fresh");
    }
}

/// The built-in atlas with fresh checkpoints of a network at these heights.
fn atlas(network: &str, heights: &[u64]) -> Atlas {
    let mut text = format!("{}\n", coinsift_verdict::atlas::FRESH_COLUMNS.join(","));
    for height in heights {
        let hash = format!("{height:064x}");
        text += &format!("{network},{height},{hash},fresh,,,r,,r,2026-11-24T10:00:00.000Z,\n");
    }
    let mut atlas = Atlas::builtin().clone();
    atlas.add("checkpoints.csv", &text).expect("a good table");
    atlas
}

#[test]
fn only_fresh_checkpoints_bring_the_question() {
    let row = |atlas: &Atlas, options: &mut Options| {
        add_options(options, atlas, &[atlas.network("bitcoin").expect("listed")]);
    };
    let mut options = Options::new();
    row(Atlas::builtin(), &mut options);
    assert!(options.is_empty());
    row(&atlas("litecoin", &[9_000_000]), &mut options);
    assert!(options.is_empty());
    let heights: Vec<u64> = (1..9).map(|number| 2_000_000 + number).collect();
    row(&atlas("bitcoin", &heights), &mut options);
    let Locator { known } = Locator::read(&options).expect("what is written can be read");
    let fresh: Vec<u64> =
        known.iter().filter(|known| known.fresh).map(|known| known.height).collect();
    assert_eq!(fresh, [2_000_008, 2_000_007, 2_000_006, 2_000_005, 2_000_004]);
    assert_eq!(known.len(), FRESH_EACH + OLDER_EACH);
    assert!(known.is_sorted_by(|one, other| one.height >= other.height), "{known:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_asked_and_listed_the_heights_are_right(
        base in 1_u64..1_000_000,
        count in 1_usize..400,
        at in 1_u64..500,
    ) {
        let list = headers(OLD, count, 3);
        let known = [part(base + at, [0xaa; 32], "fresh"), part(base, OLD, "known")];
        let facts = told(&known, &payload(&list), &[]);
        for (height, hash) in blocks(&facts) {
            let number = height as usize - base as usize;
            let real = if number == 0 { OLD } else { header_hash(&list[number - 1]) };
            prop_assert_eq!(hash, real.to_vec());
        }
        let shown = blocks(&facts).iter().any(|(height, _)| *height == u128::from(base + at));
        prop_assert_eq!(shown, at as usize <= count);
        let end = Value::Uint(u128::from(base) + count as u128);
        prop_assert_eq!(values(&facts, facts::CHAIN_END), [&end]);
    }

    #[test]
    fn arbitrary_lists_and_options_stay_inside(
        option in "[0-9a-f:;shkqnowre]{0,200}",
        mut bytes in proptest::collection::vec(any::<u8>(), 0..600),
        count in 0_u8..9,
        meets in any::<bool>(),
    ) {
        let _ = Locator::read(&Options::from([("fresh".to_owned(), option)]));
        if let Some(first) = bytes.first_mut() {
            *first = count;
        }
        if meets && bytes.len() > 37 {
            bytes[5..37].copy_from_slice(&OLD);
        }
        let known = [part(u64::MAX, [0xaa; 32], "fresh"), part(u64::MAX - 3, OLD, "known")];
        let facts = told(&known, &bytes, &[]);
        for fact in &facts {
            prop_assert!(fact.at.offset as usize + fact.at.len as usize <= 24 + bytes.len());
        }
        blocks(&facts);
    }
}
