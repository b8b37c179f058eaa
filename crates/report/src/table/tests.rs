//! The table within its width, in both languages, with what strangers put in.

use super::*;
use crate::escape::is_visible;
use crate::lang::Lang;
use crate::testing::{
    assert_snapshot, catalogue, endpoint, greeting_verdict, node_verdict, torn_verdict, verdict_on,
    widest,
};

fn plain(width: u16) -> Look {
    Look { width, colour: false }
}

#[test]
fn a_narrow_table_stacks_what_belongs_together() {
    let (node, ssh) = (node_verdict(), greeting_verdict(b"SSH-2.0-OpenSSH_9.2p1\r\n"));
    let rows = [
        Row { endpoint: endpoint(), name: Some("node.example"), verdict: &node },
        Row { endpoint: endpoint(), name: None, verdict: &ssh },
    ];
    assert_snapshot("table.en.txt", &table(&rows, &catalogue(Lang::En), plain(100)));
    assert_snapshot("table.zh.txt", &table(&rows, &catalogue(Lang::Zh), plain(80)));
}

#[test]
fn a_wide_table_has_a_column_for_every_field() {
    let node = node_verdict();
    let rows = [Row { endpoint: endpoint(), name: None, verdict: &node }];
    let table = table(&rows, &catalogue(Lang::En), plain(180));
    let head = table.lines().next().expect("a head");
    for column in
        ["endpoint", "class", "network", "software", "roles", "mining", "strength", "what it is"]
    {
        assert!(head.contains(column), "{head}");
    }
    assert!(table.contains("/Satoshi:27.0.0/") && table.contains("full node"), "{table}");
    assert!(widest(&table) <= 180);
}

#[test]
fn tables_fit_their_width_whatever_they_hold() {
    let long = "/Node:1.0(".to_owned() + &"节点软件".repeat(60) + ")/";
    let verdicts = [
        node_verdict(),
        torn_verdict(),
        verdict_on("f9beb4d9", None, &long),
        verdict_on("fabfb5da", None, &"x".repeat(1000)),
        verdict_on("e3e1f3e8", None, "\u{1b}[2J\u{202e}\u{200b}\r\n\t"),
        verdict_on("0badf00d", None, ""),
        greeting_verdict(b""),
    ];
    let long_address = "[2001:db8:1234:5678:9abc:def0:1234:5678]:65535/udp".parse().expect("one");
    let rows: Vec<Row<'_>> = verdicts
        .iter()
        .map(|verdict| Row {
            endpoint: long_address, name: Some("很长的主机名.example"), verdict
        })
        .collect();
    for lang in Lang::ALL {
        for width in [60, 79, 80, 100, 120, 149, 150, 200] {
            let table = table(&rows, &catalogue(lang), plain(width));
            assert!(widest(&table) <= width.into(), "{lang} {width}: {}\n{table}", widest(&table));
            for line in table.lines() {
                assert!(is_visible(line), "{line:?}");
                assert_eq!(line, line.trim_end(), "no blanks at the end");
            }
            assert!(!table.contains('⟦'), "{table}");
        }
    }
}

#[test]
fn colours_are_there_only_when_asked_for() {
    let node = node_verdict();
    let rows = [Row { endpoint: endpoint(), name: None, verdict: &node }];
    let catalogue = catalogue(Lang::En);
    let coloured = table(&rows, &catalogue, Look { width: 100, colour: true });
    assert!(coloured.contains("\u{1b}[") && coloured.contains("public coin"));
    assert!(!table(&rows, &catalogue, plain(100)).contains('\u{1b}'));
}

#[test]
fn the_foot_counts_by_class_the_gravest_first() {
    let verdicts =
        [greeting_verdict(b""), node_verdict(), torn_verdict(), greeting_verdict(b"hello\r\n")];
    let counts = Counts::of(&verdicts);
    assert_eq!(
        foot(&counts, &catalogue(Lang::En)),
        [
            "Endpoints: 4 (public coin 1, undetermined ledger 1, other 1, silent 1)",
            "Findings (coin, mining, contradiction with a coin): 2"
        ]
    );
    assert_eq!(
        foot(&counts, &catalogue(Lang::Zh))[0],
        "端点数：4（公链节点 1、账本（类别未定） 1、其他服务 1、无应答 1）"
    );
    assert_eq!(table(&[], &catalogue(Lang::En), plain(80)), "Endpoints: 0\n");
}

#[test]
fn chinese_marks_do_not_begin_a_line() {
    let text = "一二三四五六七八九，一二三四五六七八九。";
    assert_eq!(wrapped(text, 20), ["一二三四五六七八九，", "一二三四五六七八", "九。"]);
    assert_eq!(wrapped("one two three", 8), ["one two", "three"]);
}

#[test]
fn who_is_responsible_has_a_place_only_where_owners_were_given() {
    let node = node_verdict();
    let rows = [Row { endpoint: endpoint(), name: None, verdict: &node }];
    let unit = "东湖大学\u{1b}[2J";
    let text = format!("cidr,unit,region\n192.0.2.0/24,{unit},江州市\n");
    let owners = crate::Owners::read("o.csv", text.as_bytes()).expect("a table");
    let with = catalogue(Lang::En).with_owners(Some(std::sync::Arc::new(owners)));
    for width in [100, 180] {
        let without = table(&rows, &catalogue(Lang::En), plain(width));
        assert!(!without.contains("responsible"), "{without}");
        let table = table(&rows, &with, plain(width));
        assert!(table.contains("responsible") && table.contains("东湖大学"), "{table}");
        assert!(table.lines().all(is_visible), "{table}");
        assert!(widest(&table) <= usize::from(width), "{table}");
    }
}
