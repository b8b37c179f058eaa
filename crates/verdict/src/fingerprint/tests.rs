//! Loading rows, conditions, and broken rows.

use super::*;
use crate::fact::{Place, Value};

fn facts(list: &[(&'static str, Value, Strength)]) -> Facts {
    let mut facts = Facts::new();
    let list = list.iter().map(|(name, value, strength)| Fact {
        name,
        value: value.clone(),
        strength: *strength,
        at: Place::received(0, 1),
    });
    facts.add_dialogue(0, list.collect());
    facts
}

fn row(body: &str) -> String {
    format!(
        "[[fingerprint]]\nid = \"x\"\nclaim = {{ layer = \"service\" }}\nen = \"e\"\nzh = \"z\"\n\
         source = \"s\"\nmatches = [\"a/b\"]\nnear_misses = [\"a/c\"]\n{body}\n"
    )
}

fn one(body: &str) -> Fingerprints {
    let mut set = Fingerprints::default();
    set.add("x.toml", &row(body)).expect("a good row");
    set
}

#[test]
fn the_built_in_rows_load() {
    assert!(Fingerprints::builtin().rows().count() >= 5);
    assert_eq!(Fingerprints::builtin().version(), VERSION);
}

#[test]
fn conditions_compare_values_as_rows_write_them() {
    let seen = facts(&[
        ("a.b.bytes", Value::bytes([0xf9, 0xbe]), Strength::Stated),
        ("a.b.uint", Value::Uint(7), Strength::Stated),
        ("a.b.bool", Value::Bool(true), Strength::Stated),
        ("a.b.text", Value::text("nginx/1.22"), Strength::Stated),
        ("a.b.list", Value::list([Value::text("eth/68"), Value::text("snap/1")]), Strength::Stated),
    ]);
    let holds = |condition: &str| {
        let set = one(&format!("all = [{{ {condition} }}]"));
        !set.claims(&seen, &Atlas::default()).is_empty()
    };
    for (condition, expected) in [
        ("fact = \"a.b.bytes\", equals = \"f9be\"", true),
        ("fact = \"a.b.bytes\", equals = \"f9bf\"", false),
        ("fact = \"a.b.uint\", equals = 7", true),
        ("fact = \"a.b.uint\", range = [7, 9]", true),
        ("fact = \"a.b.uint\", range = [8, 9]", false),
        ("fact = \"a.b.text\", range = [0, 9]", false),
        ("fact = \"a.b.bool\", equals = true", true),
        ("fact = \"a.b.text\", prefix = \"nginx/\"", true),
        ("fact = \"a.b.text\", regex = '^nginx/1\\.2\\d$'", true),
        ("fact = \"a.b.list\", one_of = [\"eth/69\", \"snap/1\"]", true),
        ("fact = \"a.b.list\", equals = \"eth/69\"", false),
        ("fact = \"a.b.none\", present = false", true),
        ("fact = \"a.b.list\", present = false", false),
        ("fact = \"a.b.none\", present = true", false),
    ] {
        assert_eq!(holds(condition), expected, "{condition}");
    }
}

#[test]
fn a_claim_is_as_strong_as_the_weakest_fact_it_needs() {
    let seen = facts(&[
        ("a.b.one", Value::Bool(true), Strength::Proven),
        ("a.b.two", Value::Bool(true), Strength::Hinted),
    ]);
    let both = one(
        "all = [{ fact = \"a.b.one\", present = true }, { fact = \"a.b.two\", present = true }]",
    );
    assert_eq!(both.claims(&seen, &Atlas::default())[0].strength, Strength::Hinted);
    let capped = one("strength = \"stated\"\nall = [{ fact = \"a.b.one\", present = true }]");
    assert_eq!(capped.claims(&seen, &Atlas::default())[0].strength, Strength::Stated);
}

#[test]
fn broken_rows_are_named_with_their_line() {
    for (text, line, id) in [
        (row("all = [{ fact = \"a.b.c\" }]"), 9, "data-condition-one-test"),
        (row("all = [{ fact = \"a.b.c\", regex = \"(\" }]"), 9, "data-condition-regex"),
        (row("all = [{ fact = \"a.b.c\", range = [3, 2] }]"), 9, "data-condition-range"),
        (row("\nall = [{ fact = \"a.b.c\", shape = 1 }]"), 10, "data-toml"),
        (row("all = []"), 1, "data-fingerprint-no-condition"),
        (row("all = ["), 9, "data-toml"),
        (row("strength = \"certain\""), 9, "data-toml"),
        (
            format!("\n{0}{0}", row("any = [{ fact = \"a.b.c\", present = true }]")),
            11,
            "data-fingerprint-twice",
        ),
        (
            row("any = [{ fact = \"a.b.c\", present = true }]").replace("\"z\"", "\"\""),
            1,
            "data-fingerprint-no-reason",
        ),
    ] {
        let error = Fingerprints::default().add("mine.toml", &text).expect_err("a broken row");
        assert_eq!((error.file.as_str(), error.wrong.id.as_str()), ("mine.toml", id), "{text}");
        assert_eq!(error.line, line, "{text}");
    }
}
