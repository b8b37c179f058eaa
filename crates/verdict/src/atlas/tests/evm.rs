//! The table of Ethereum's family: ids, shared genesis blocks, and a user's rows.

use super::*;

const HEADER: &str = "network,name,name_zh,ticker,testnet,testnet_basis,chain_id,network_id,\
                      genesis,id_use,validators,note,source\n";
const MAINNET: &str = "d4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3";

fn keys<'a>(rows: impl Iterator<Item = &'a Network>) -> Vec<&'a str> {
    rows.map(|row| row.key.as_str()).collect()
}

fn hash(hex: &str) -> [u8; 32] {
    hex::decode(hex).expect("hex").try_into().expect("32 bytes")
}

#[test]
fn a_key_says_the_chain_id() {
    let mut networks = 0;
    for row in Atlas::builtin().networks().filter(|row| row.family == "ethereum") {
        let chain_id = row.chain_id.expect("every row has one").to_string();
        let key = row.key.strip_prefix("evm:").expect("evm:<chain id>");
        let suffix = key.strip_prefix(&chain_id).expect("the chain id");
        assert!(suffix.is_empty() || suffix.starts_with('-'), "{}", row.key);
        assert!(row.network_id.is_some(), "{}", row.key);
        networks += 1;
    }
    assert_eq!(networks, 2720, "2,716 of the public list and four beside it");
}

#[test]
fn ids_and_genesis_blocks_find_all_their_rows() {
    let atlas = Atlas::builtin();
    assert_eq!(keys(atlas.by_chain_id(137)), ["evm:137"]);
    assert_eq!(keys(atlas.by_chain_id(42)), ["evm:42", "evm:42-kovan"]);
    assert_eq!(keys(atlas.by_chain_id(1)), ["evm:1", "evm:1-bloatnet"]);
    assert_eq!(keys(atlas.by_chain_id(u128::MAX)), [""; 0]);
    assert_eq!(atlas.by_network_id(1).count(), 23);
    assert_eq!(keys(atlas.by_network_id(12159)), ["evm:1-bloatnet"]);
    assert_eq!(
        keys(atlas.by_genesis(hash(MAINNET))),
        ["evm:1", "evm:1-bloatnet", "evm:10001-ethw", "evm:369", "evm:513100", "evm:61", "evm:943"]
    );
    let different = atlas.networks().filter(|row| row.chain_id != row.network_id).count();
    assert_eq!(different, 49, "48 of the list, and Bloatnet");
}

#[test]
fn what_a_row_does_not_know_is_not_guessed() {
    let atlas = Atlas::builtin();
    let row = |key: &str| atlas.network(key).expect("a listed network");
    assert_eq!(row("evm:1").kind.is_testnet(), Some(false));
    assert_eq!(row("evm:11155111").kind.is_testnet(), Some(true));
    assert_eq!((row("evm:20").kind, row("evm:20").kind.is_testnet()), (Kind::Unknown, None));
    assert_eq!(row("evm:43114").genesis, None);
    assert_eq!((row("evm:1").class(), row("evm:20").class()), (Class::Coin, Class::Coin));
    assert_eq!(row("evm:81").class(), Class::Ledger, "perhaps run by admitted validators");
    assert_eq!(row("evm:81").lean(), Class::Permissioned);
    assert_eq!(row("evm:1337").id_use, IdUse::Developer);
    assert_eq!(row("evm:1").name_in(true), "以太坊");
}

#[test]
fn checkpoints_are_found_by_network_and_by_hash() {
    let atlas = Atlas::builtin();
    assert_eq!(atlas.checkpoints("evm:61").count(), 3);
    let dao = hash("4985f5ca3d2afbec36529aa96f74de3cc10a2a4a6c44f2157a57d2c6059a11bb");
    let [block] = atlas.by_checkpoint(dao).collect::<Vec<_>>()[..] else { panic!("one row") };
    assert_eq!((block.network.as_str(), block.unique), ("evm:1", Some(false)));
    assert!(block.shared.contains(&"evm:369".to_owned()));
    assert!(!block.shared.contains(&"evm:61".to_owned()), "Ethereum Classic parted here");
    for checkpoint in atlas.all_checkpoints() {
        for other in &checkpoint.shared {
            assert!(atlas.network(other).is_some(), "{other} shares {:?}", checkpoint.height);
            assert_eq!(checkpoint.unique, Some(false), "{}", checkpoint.network);
        }
        let blocks = atlas.by_checkpoint(checkpoint.hash);
        assert!(blocks.count() == 1 || checkpoint.unique == Some(false));
    }
}

#[test]
fn a_users_rows_replace_and_extend() {
    let mut atlas = Atlas::builtin().clone();
    let own = "ab".repeat(32);
    let rows = format!(
        "evm:1,Mine,,M,no,,1,7,{own},,,,here\nevm:4711,Ours,,,unknown,,4711,4711,,,,,here\n"
    );
    atlas.add("dir/evm.csv", &format!("{HEADER}{rows}")).expect("a good table");
    assert_eq!(atlas.networks().count(), 307 + 2720 + 4 + 1);
    assert_eq!(atlas.network("evm:1").expect("the row").name, "Mine");
    assert_eq!(keys(atlas.by_genesis(hash(&own))), ["evm:1"]);
    assert!(!keys(atlas.by_genesis(hash(MAINNET))).contains(&"evm:1"), "the old row is gone");
    assert_eq!(keys(atlas.by_chain_id(4711)), ["evm:4711"]);
    assert_eq!(keys(atlas.by_magic([0xf9, 0xbe, 0xb4, 0xd9])).first(), Some(&"bitcoin"));
}

#[test]
fn broken_rows_are_named_with_line_and_cure() {
    let good = "evm:5,A,,,yes,,5,5,,,,,here\n";
    for (row, id) in [
        ("evm:6,B,,,maybe,,6,6,,,,,here\n", "data-word"),
        ("evm:6,B,,,yes,,six,6,,,,,here\n", "data-number"),
        ("evm:6,B,,,yes,,,6,,,,,here\n", "data-empty"),
        ("evm:6,B,,,yes,,6,6,0xab,,,,here\n", "data-hex"),
        ("evm:6,B,,,yes,,6,6,,everybody,,,here\n", "data-word"),
        ("evm:6,B,,,yes,,6,6,,,permissioned,,here\n", "data-word"),
    ] {
        let mut atlas = Atlas::default();
        let error = atlas.add("evm.csv", &format!("{HEADER}{good}{row}")).expect_err(row);
        assert_eq!((error.line, error.wrong.id.as_str()), (3, id), "{row}");
        assert_eq!(atlas.networks().count(), 0, "nothing is added");
    }
}
