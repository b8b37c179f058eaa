//! The general table: what a row needs, and a family that users bring.

use super::*;
use crate::fact::{Fact, Facts, Place, Strength, Value};
use crate::fingerprint::Fingerprints;

const HEADER: &str = "network,family,name,name_zh,ticker,kind,coin,magic,id,genesis,p2p_port,\
                      rpc_port,consensus,note,source\n";

#[test]
fn rows_of_all_families_are_found_by_their_marks() {
    let atlas = Atlas::builtin();
    let main = atlas.network("handshake:main").expect("a row");
    assert_eq!((main.family.as_ref(), main.class()), ("hns", Class::Coin));
    assert_eq!(atlas.by_p2p_port("hns", 12038).count(), 1);
    assert_eq!(atlas.by_p2p_port("bitcoin", 12038).count(), 0);
    assert!(atlas.by_genesis(main.genesis.expect("known")).any(|row| row.key == main.key));
    assert!(atlas.network("handshake:regtest").expect("a row").kind.is_local());
    assert!(atlas.checkpoints("handshake:main").count() > 10);
}

#[test]
fn broken_rows_are_named_with_the_cure() {
    let good = "x:main,x,Example,,EXA,main,yes,,example-main,,1000,,,,here\n";
    for (row, id) in [
        ("x:test,x,Example test,,,test,yes,,,,,,,,here\n", "data-no-mark"),
        ("x:test,,Example test,,,test,yes,01020304,,,,,,,here\n", "data-empty"),
        ("x:test,x,Example test,,,public,yes,01020304,,,,,,,here\n", "data-word"),
        ("x:test,x,Example test,,,test,yes,010203,,,,,,,here\n", "data-hex"),
        ("x:test,x,Example test,,,test,yes,01020304,,,70000,,,,here\n", "data-port"),
        ("x:test,x,Example test,,,test,yes,01020304,,,,,,,\n", "data-empty"),
    ] {
        let mut atlas = Atlas::default();
        let error = atlas.add("other.csv", &format!("{HEADER}{good}{row}")).expect_err(row);
        assert_eq!((error.line, error.wrong.id.as_str()), (3, id), "{row}");
        assert_eq!(atlas.networks().count(), 0, "nothing is added");
    }
}

/// A network that calls itself by a name, and one known by its genesis block alone.
#[test]
fn a_users_family_needs_rows_and_no_code() {
    let genesis = "ab".repeat(32);
    let rows = format!(
        "x:main,x,Example,,EXA,main,yes,,example-main,,1000,,,,here\n\
         y:main,y,Another,,ANO,main,yes,,,{genesis},,,,,here\n"
    );
    let mut atlas = Atlas::builtin().clone();
    atlas.add("dir/other.csv", &format!("{HEADER}{rows}")).expect("a good table");
    for (family, mark, name, value, key) in [
        ("x", "id", "x.node.network", Value::text("example-main"), Some("x:main")),
        ("x", "id", "x.node.network", Value::text("example-other"), None),
        // A name that another family uses names nothing here.
        ("y", "id", "y.node.network", Value::text("example-main"), None),
        ("y", "genesis", "y.node.genesis", Value::bytes([0xab; 32]), Some("y:main")),
    ] {
        let mut set = Fingerprints::default();
        let row = format!(
            "[[fingerprint]]\nid = \"x\"\nall = [{{ fact = \"{name}\", present = true }}]\n\
             claim = {{ layer = \"ledger\", class = \"ledger\" }}\n\
             network = {{ family = \"other\", of = \"{family}\", {mark} = \"{name}\" }}\n\
             en = \"a\"\nzh = \"b\"\nsource = \"c\"\nmatches = [\"d\"]\nnear_misses = [\"e\"]\n"
        );
        set.add("x.toml", &row).expect("a good row");
        let mut facts = Facts::new();
        let at = Place::received(0, 1);
        facts.add_dialogue(0, vec![Fact { name, value, strength: Strength::Stated, at }]);
        let claims = set.claims(&facts, &atlas);
        let found = match &claims[..] {
            [claim] => match &claim.pointing {
                crate::claim::Pointing::Networks { keys, .. } => keys.first().map(String::as_str),
                _ => None,
            },
            _ => panic!("one claim: {claims:?}"),
        };
        assert_eq!(found, key, "{family} {mark}");
    }
}

#[test]
fn a_lookup_in_the_general_table_names_a_mark() {
    let row = "[[fingerprint]]\nid = \"x\"\nall = [{ fact = \"x.y.z\", present = true }]\n\
               claim = { layer = \"ledger\" }\nnetwork = { family = \"other\", of = \"x\" }\n\
               en = \"a\"\nzh = \"b\"\nsource = \"c\"\nmatches = [\"d\"]\nnear_misses = [\"e\"]\n";
    let error = Fingerprints::default().add("x.toml", row).expect_err("no mark");
    assert_eq!(error.wrong.id, "data-fingerprint-no-mark");
}
