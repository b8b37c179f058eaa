//! The built-in tables, and broken ones.

mod evm;
mod fork_ids;
mod other;

use super::*;
use crate::verdict::Class;

#[test]
fn the_built_in_tables_load_and_are_whole() {
    let atlas = Atlas::builtin();
    assert_eq!(atlas.networks().count(), 307 + 2720 + 4);
    assert_eq!(atlas.version(), VERSION);
    let bitcoin = atlas.network("bitcoin").expect("Bitcoin is listed");
    assert_eq!(bitcoin.magic, Some([0xf9, 0xbe, 0xb4, 0xd9]));
    assert_eq!((bitcoin.p2p_port, bitcoin.class()), (Some(8333), Class::Coin));
    assert_eq!(bitcoin.name_in(true), "比特币");
    assert!(atlas.all_checkpoints().len() > 1000);
    for checkpoint in atlas.all_checkpoints() {
        assert!(atlas.network(&checkpoint.network).is_some(), "{}", checkpoint.network);
    }
}

#[test]
fn names_are_unique_so_that_a_report_is_unambiguous() {
    let mut names: Vec<&str> = Atlas::builtin().networks().map(|row| row.name.as_str()).collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all);
}

#[test]
fn the_levels_of_ports_nest() {
    let atlas = Atlas::builtin();
    let [quick, standard, thorough] =
        [Level::Quick, Level::Standard, Level::Thorough].map(|level| atlas.tcp_ports(level));
    assert!((8..=16).contains(&quick.len()), "quick: {}", quick.len());
    assert!((60..=110).contains(&standard.len()), "standard: {}", standard.len());
    assert!(quick.iter().all(|port| standard.contains(port)));
    assert!(standard.iter().all(|port| thorough.contains(port)));
    for network in atlas.networks() {
        for port in [network.p2p_port, network.rpc_port].into_iter().flatten() {
            assert!(thorough.contains(&port), "{port} of {}", network.key);
        }
    }
}

#[test]
fn a_users_row_replaces_the_built_in_one_and_marks_the_version() {
    let mut atlas = Atlas::builtin().clone();
    let header = "network,name,name_zh,ticker,kind,coin,magic,genesis,p2p_port,rpc_port,\
                  consensus,id_hash,work_hash,agents,source\n";
    let row = "bitcoin,Mine,,BTC,main,yes,01020304,,8333,,PoW,,,,here\n";
    atlas.add("dir/bitcoin.csv", &format!("\u{feff}{header}{row}")).expect("a good table");
    assert_eq!(atlas.network("bitcoin").expect("the row").name, "Mine");
    assert_eq!(atlas.networks().count(), 307 + 2720 + 4);
    assert_eq!(atlas.version(), format!("{VERSION}+local"));
}

#[test]
fn broken_tables_are_named_with_line_and_cure() {
    let header = "port,transport,service,family,level,note,source\n";
    let good = "8333,tcp,bitcoin.p2p,bitcoin,quick,,x\n";
    for (file, text, line, id) in [
        ("nets.csv", String::new(), 0, "data-unknown-table"),
        ("ports.csv", "port,service\n".to_owned(), 1, "data-header"),
        ("ports.csv", format!("{header}{good}0,tcp,x,x,quick,,\n"), 3, "data-port"),
        ("ports.csv", format!("{header}65536,tcp,x,x,quick,,\n"), 2, "data-port"),
        ("ports.csv", format!("{header}1,sctp,x,x,quick,,\n"), 2, "data-word"),
        ("ports.csv", format!("{header}1,tcp,,x,quick,,\n"), 2, "data-empty"),
        ("ports.csv", format!("{header}1,tcp,x\n"), 2, "data-cells"),
    ] {
        let mut atlas = Atlas::default();
        let error = atlas.add(file, &text).expect_err("a broken table");
        assert_eq!((error.line, error.wrong.id.as_str()), (line, id), "{text}");
        assert_eq!(atlas.ports.len(), 0, "nothing is added");
    }
}

#[test]
fn fresh_checkpoints_say_where_they_are_from() {
    let head = FRESH_COLUMNS.join(",");
    let hash = "ab".repeat(32);
    let fresh = format!(
        "bitcoin,900100,{hash},fresh,yes,,reference,2026-11-24T09:00:00Z,192.0.2.1:8333,2026-11-24T10:00:00.000Z,me"
    );
    let other = format!("bitcoin,7,{hash},checkpoint,yes,mine,here,,,,");
    let mut atlas = Atlas::builtin().clone();
    let before = atlas.all_checkpoints().len();
    atlas.add("checkpoints.csv", &format!("{head}\n{other}\n{fresh}\n")).expect("a good table");
    assert_eq!(atlas.all_checkpoints().len(), before + 2);
    let known = atlas.fresh("bitcoin");
    let [point] = known.as_slice() else { panic!("{known:?}") };
    let (height, taken) = point.fresh().expect("fresh");
    assert_eq!((height, taken.reference.as_str()), (900_100, "192.0.2.1:8333"));
    assert_eq!(point.cells().join(","), fresh, "written as it is read");

    for (row, id) in [
        (fresh.replace("900100", ""), "data-empty"),
        (fresh.replace("2026-11-24T10:00:00.000Z", "yesterday"), "data-time"),
        (fresh.replace("2026-11-24T10:00:00.000Z", "2026-11-24T10:00:00.00"), "data-time"),
        (fresh.replace("2026-11-24T09:00:00Z", "2026-1-24T09:00:00Z"), "data-time"),
        (fresh.replace("192.0.2.1:8333", ""), "data-empty"),
    ] {
        let error = Atlas::default().add("checkpoints.csv", &format!("{head}\n{row}\n"));
        assert_eq!(error.expect_err(&row).wrong.id, id, "{row}");
    }
}
