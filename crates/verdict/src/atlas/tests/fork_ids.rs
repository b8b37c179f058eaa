//! Fork ids: computed anew from the schedules, and held against published ones.

use std::collections::BTreeSet;

use super::*;

/// Published fork ids: of EIP-2124 for chain id 1, of the test suites of clients and chain
/// specifications for the others. Head block, head time, and the id a node there announces.
const VECTORS: &str = include_str!("fork-vectors.csv");

fn genesis(network: &str) -> [u8; 32] {
    let row = Atlas::builtin().network(network).expect("a network with fork ids is listed");
    row.genesis.expect("a network with fork ids knows its genesis")
}

#[test]
fn every_fork_id_is_the_checksum_of_its_schedule() {
    let atlas = Atlas::builtin();
    let mut ids = 0;
    for (network, forks) in &atlas.forks {
        let mut sum = crc32fast::Hasher::new();
        sum.update(&genesis(network));
        for (position, fork) in forks.iter().enumerate() {
            assert_eq!(fork.by == ForkClock::Genesis, position == 0, "{network}: the first row");
            if position > 0 {
                sum.update(&fork.at.to_be_bytes());
            }
            let expected = sum.clone().finalize().to_be_bytes();
            assert_eq!(fork.hash, expected, "{network} at {}", fork.at);
            let next = forks.get(position + 1).map_or(0, |next| next.at);
            assert_eq!(fork.next, next, "{network} at {}", fork.at);
            ids += 1;
        }
        let order = |fork: &ForkId| (fork.by == ForkClock::Time, fork.at);
        assert!(forks.is_sorted_by(|one, next| order(one) < order(next)), "{network}");
    }
    assert_eq!((atlas.forks.len(), ids), (103, 620), "101 chains and two that left Ethereum");
}

#[test]
fn every_network_is_found_at_each_of_its_forks() {
    let atlas = Atlas::builtin();
    for (network, forks) in &atlas.forks {
        for fork in forks {
            let found: Vec<&str> =
                atlas.by_fork_id(fork.hash).map(|row| row.key.as_str()).collect();
            assert!(found.contains(&network.as_str()), "{network} at {}", fork.at);
            let geneses: BTreeSet<[u8; 32]> = found.iter().map(|key| genesis(key)).collect();
            assert_eq!(geneses.len(), 1, "{found:?} share a fork id but not a genesis");
        }
    }
    assert_eq!(atlas.by_fork_id([0; 4]).count(), 0);
}

#[test]
fn published_fork_ids_are_found() {
    let mut vectors = 0;
    for line in VECTORS.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [chain_id, block, time, hash, next] = cells[..] else { panic!("five cells: {line}") };
        let number = |cell: &str| cell.parse::<u64>().expect("a number");
        let head = |fork: &ForkId| match fork.by {
            ForkClock::Genesis => true,
            ForkClock::Block => fork.at <= number(block),
            ForkClock::Time => fork.at <= number(time),
        };
        let forks = Atlas::builtin().fork_ids(&format!("evm:{chain_id}"));
        let at_head = forks.iter().take_while(|fork| head(fork)).last();
        let at_head = at_head.unwrap_or_else(|| panic!("no fork id of {chain_id}"));
        assert_eq!(
            (hex::encode(at_head.hash).as_str(), at_head.next),
            (hash, number(next)),
            "{line}"
        );
        vectors += 1;
    }
    assert_eq!(vectors, 153);
}

#[test]
fn a_users_fork_ids_replace_those_of_the_network() {
    let mut atlas = Atlas::builtin().clone();
    let header = "network,by,at,hash,next,source\n";
    let rows = "evm:1,genesis,,01020304,5,here\nevm:1,time,5,05060708,0,here\n";
    atlas.add("fork-ids.csv", &format!("{header}{rows}")).expect("a good table");
    assert_eq!(atlas.fork_ids("evm:1").len(), 2);
    let keys = |hash: [u8; 4]| -> Vec<String> {
        atlas.by_fork_id(hash).map(|row| row.key.clone()).collect()
    };
    assert_eq!(keys([5, 6, 7, 8]), ["evm:1"]);
    assert!(!keys([0xfc, 0x64, 0xec, 0x04]).contains(&"evm:1".to_owned()));
    assert!(keys([0xfc, 0x64, 0xec, 0x04]).contains(&"evm:61".to_owned()));
    for (row, id) in [
        ("evm:1,height,5,01020304,0,here\n", "data-word"),
        ("evm:1,block,,01020304,0,here\n", "data-empty"),
        ("evm:1,block,x,01020304,0,here\n", "data-number"),
        ("evm:1,block,5,0102030,0,here\n", "data-hex"),
        ("evm:1,block,5,01020304,,here\n", "data-empty"),
    ] {
        let error = atlas.add("fork-ids.csv", &format!("{header}{row}")).expect_err(row);
        assert_eq!((error.line, error.wrong.id.as_str()), (2, id), "{row}");
    }
    assert_eq!(atlas.fork_ids("evm:1").len(), 2, "nothing of a broken table is added");
}
