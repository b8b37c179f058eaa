//! The catalogues against each other and against the sources; sentences with hostile parameters.

mod sources;

use std::collections::{BTreeMap, BTreeSet};

use coinsift_protocols::DIALOGUES;
use coinsift_verdict::{Class, DataError, Fingerprints, Sentence};
use fluent_bundle::FluentResource;
use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement,
};

use super::*;
use crate::escape::is_visible;
use crate::testing::catalogue;

/// Messages with their variables.
fn messages(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let resource = FluentResource::try_new(text.to_owned())
        .unwrap_or_else(|(_, errors)| panic!("lines that cannot be read: {errors:?}"));
    let mut messages = BTreeMap::new();
    for entry in resource.entries() {
        if let Entry::Message(message) = entry {
            let mut variables = BTreeSet::new();
            let pattern = message.value.as_ref().expect("every message has a text");
            in_pattern(pattern, &mut variables);
            let fresh = messages.insert(message.id.name.to_owned(), variables).is_none();
            assert!(fresh, "{} stands twice", message.id.name);
        }
    }
    messages
}

fn in_pattern(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { .. } => {}
            PatternElement::Placeable { expression: Expression::Inline(inline) } => {
                in_inline(inline, variables);
            }
            PatternElement::Placeable { expression: Expression::Select { .. } } => {
                panic!("parameters are text; nothing is selected by them")
            }
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments, .. } => {
            let CallArguments { positional, .. } = arguments;
            positional.iter().for_each(|argument| in_inline(argument, variables));
        }
        other => panic!("only variables are used in messages, not {other:?}"),
    }
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_variables() {
    let (english, chinese) = (messages(EN), messages(ZH));
    for (id, variables) in &english {
        assert_eq!(chinese.get(id), Some(variables), "{id} in zh.ftl");
    }
    for id in chinese.keys() {
        assert!(english.contains_key(id), "{id} in en.ftl");
    }
    assert!(english.len() > 150, "{} messages", english.len());
}

#[test]
fn every_message_renders_in_one_line_without_anything_left_over() {
    for lang in Lang::ALL {
        let catalogue = catalogue(lang);
        for (id, variables) in messages(lang.texts()[0]) {
            let mut sentence = Sentence::new(&id);
            for name in variables.iter().filter(|name| *name != "why") {
                sentence = sentence.with(name, format!("«{name}»"));
            }
            if variables.contains("why") {
                sentence = sentence.with("fingerprint", "bitcoin-handshake");
            }
            let text = catalogue.say(&sentence);
            assert!(is_visible(&text), "{lang} {id}: {text:?}");
            assert!(!text.contains(['{', '}', '⟦']), "{lang} {id}: {text}");
            for name in
                variables.iter().filter(|name| !["why", "fingerprint"].contains(&name.as_str()))
            {
                assert!(text.contains(&format!("«{name}»")), "{lang} {id}: {text}");
            }
        }
    }
}

#[test]
fn chinese_is_chinese() {
    let han = |text: &str| text.chars().any(|char| ('\u{4e00}'..='\u{9fff}').contains(&char));
    // Composed of parameters and signs only.
    let bare = ["explain-of", "explain-fact"];
    for text in Lang::Zh.texts() {
        let catalogue = Catalogue::new(Lang::Zh);
        for (id, variables) in messages(text) {
            let mut sentence = Sentence::new(&id);
            for name in &variables {
                sentence = sentence.with(name, "x");
            }
            let text = catalogue.say(&sentence);
            assert!(han(&text) || bare.contains(&id.as_str()), "{id}: {text}");
        }
    }
}

#[test]
fn what_the_code_declares_in_english_has_a_chinese_text() {
    let chinese = messages(DECLARED_ZH);
    let facts = coinsift_protocols::declared_facts().map(|fact| words::fact_id(fact.name));
    let dialogues = DIALOGUES.iter().map(|dialogue| words::dialogue_id(dialogue.name));
    let declared: BTreeSet<String> = facts.chain(dialogues).collect();
    let missing: Vec<&String> = declared.iter().filter(|id| !chinese.contains_key(*id)).collect();
    assert!(missing.is_empty(), "missing in lang/declared.zh.ftl: {missing:#?}");
    for id in chinese.keys() {
        assert!(declared.contains(id), "{id} in lang/declared.zh.ftl is declared nowhere");
    }
}

#[test]
fn closed_lists_have_a_word_for_each_item_and_none_beside() {
    let ids = messages(EN);
    let words = |list: &str| -> BTreeSet<String> {
        let prefix = format!("{list}-");
        ids.keys().filter_map(|id| id.strip_prefix(&prefix)).map(str::to_owned).collect()
    };
    let of = |items: &[&str]| -> BTreeSet<String> {
        items.iter().map(|item| (*item).to_owned()).collect()
    };
    let classes: Vec<&str> = Class::ALL.iter().map(|class| class.word()).collect();
    assert_eq!(words("class"), of(&classes));
    use coinsift_verdict::verdict::Role::*;
    let roles =
        [FullNode, Miner, Pool, Proxy, Rig, Farmer, Validator, Orderer, Peer, Gateway, Rpc, Light];
    assert_eq!(words("role"), of(&roles.map(|role| role.word())));
    assert_eq!(words("mining"), of(&["not_seen", "indicated", "confirmed"]));
    assert_eq!(words("strength"), of(&["proven", "stated", "hinted"]));
    assert_eq!(words("explain-strength"), of(&["proven", "stated", "hinted"]));
    assert_eq!(words("ending"), of(&["spoken", "refused", "mismatch", "silent"]));
    let closes = coinsift_protocols::Close::ALL;
    assert_eq!(words("close"), of(&closes.map(|close| close.word())));
    let platforms: BTreeSet<String> =
        Fingerprints::builtin().rows().filter_map(|row| row.claim.platform.clone()).collect();
    assert_eq!(words("platform"), platforms, "a word for each platform of the fingerprints");
}

#[test]
fn reasons_and_limits_in_explanations_are_sentences() {
    let ids = messages(EN);
    for id in crate::explain::GROUNDS {
        assert!(ids.contains_key(&format!("why-{id}")), "{id}");
    }
}

#[test]
fn a_sentence_that_cannot_be_said_is_marked() {
    let catalogue = Catalogue::new(Lang::En);
    let unknown = Sentence::new("no-such-thing").with("x", "\u{1b}");
    assert_eq!(catalogue.say(&unknown), r#"⟦no-such-thing x="\u{1b}"⟧"#);
    assert_eq!(catalogue.say(&Sentence::new("verdict-coin")), "⟦verdict-coin⟧");
}

#[test]
fn keys_are_shown_as_names_in_the_language() {
    let sentence = Sentence::new("verdict-coin-candidates").with("candidates", "bitcoin, ecash");
    let english = catalogue(Lang::En).say(&sentence);
    assert!(english.ends_with("Bitcoin, eCash."), "{english}");
    let chinese = catalogue(Lang::Zh).say(&sentence);
    assert!(chinese.contains("比特币、"), "{chinese}");
    let host = Sentence::new("host-gravest").with("class", "coin");
    assert_eq!(catalogue(Lang::Zh).say(&host), "该地址上最需关注的情况：公链节点。");
    let unknown = Sentence::new("verdict-ledger").with("platform", "?");
    assert!(catalogue(Lang::En).say(&unknown).contains("(not known)"));
    let detail = Sentence::new("why-fingerprint").with("fingerprint", "bitcoin-full-node");
    assert_eq!(
        catalogue(Lang::Zh).say(&detail),
        "它声明保存并提供完整的链上数据。（指纹 bitcoin-full-node）"
    );
}

#[test]
fn parameters_of_strangers_cannot_leave_their_place() {
    let agent = "\u{1b}[2J\u{202e}{ $x }\n<script>".to_owned() + &"a".repeat(2000);
    let sentence = Sentence::new("verdict-other-software").with("software", agent);
    for lang in Lang::ALL {
        let text = catalogue(lang).say(&sentence);
        assert!(is_visible(&text));
        assert!(text.contains(r"\u{1b}[2J\u{202e}{ $x }\n<script>aaa"), "{text}");
        assert!(text.contains('…') && text.chars().count() < 400, "{text}");
    }
}

#[test]
fn identifiers_are_hidden_in_sentences_where_that_is_asked() {
    let sentence = Sentence::new("verdict-other-software").with("software", "220 li@example.com");
    let clear = Catalogue::new(Lang::En).say(&sentence);
    assert!(clear.contains("li@example.com"));
    let hidden = Catalogue::new(Lang::En).with_identifiers(Identifiers::Hashed([1; 32]));
    let hidden = hidden.say(&sentence);
    assert!(!hidden.contains("li@") && hidden.contains("‹mail:"), "{hidden}");
}

#[test]
fn what_the_user_wrote_is_never_hidden_from_the_user() {
    let hashed = Catalogue::new(Lang::En).with_identifiers(Identifiers::Hashed([1; 32]));
    let target = Sentence::new("target-port")
        .with("place", "")
        .with("text", "192.168.1.5:0")
        .with("port", "0");
    assert!(hashed.say(&target).starts_with("“192.168.1.5:0”: “0” is no port."));
    let open = Sentence::new("story-open").with("endpoint", "192.168.1.5:8333/tcp");
    assert!(hashed.say(&open).starts_with("192.168.1.5:8333/tcp is open"));
    for own in OWN {
        let used = messages(EN).keys().any(|id| id.split('-').next() == Some(own));
        assert!(used, "no message of the group {own}");
    }
}

#[test]
fn an_error_in_data_names_the_place_and_the_cure() {
    let wrong =
        Sentence::new("data-hex").with("column", "magic").with("cell", "f9be").with("digits", 8);
    let error = DataError { file: "my/bitcoin.csv".to_owned(), line: 7, wrong };
    assert_eq!(
        Catalogue::new(Lang::En).data_error(&error),
        "my/bitcoin.csv:7: Column magic says “f9be”. Write exactly 8 hexadecimal digits (0 to 9, a to f)."
    );
    let whole = DataError { line: 0, ..error };
    assert!(Catalogue::new(Lang::Zh).data_error(&whole).starts_with("my/bitcoin.csv: magic 列"));
}

#[test]
fn languages_are_named_as_locales_name_them() {
    for (text, lang) in
        [("en", Lang::En), ("zh", Lang::Zh), ("zh_CN.UTF-8", Lang::Zh), ("EN-gb", Lang::En)]
    {
        assert_eq!(text.parse(), Ok(lang));
    }
    for text in ["", "de", "C.UTF-8", "english"] {
        let error = text.parse::<Lang>().expect_err("no language of ours");
        assert!(error.to_string().contains("write en or zh"));
    }
    for lang in Lang::ALL {
        assert_eq!(lang.id().language.as_str(), lang.word(), "the tag parses");
    }
}
