//! Targets as people write them, right and wrong.

use super::*;

fn shown(text: &str) -> String {
    match parse(text) {
        Ok(Target::Span(span)) => span.to_string(),
        Ok(Target::Pair(ip, port)) => format!("{ip} port {port}"),
        Ok(Target::Name(name, None)) => format!("name {name}"),
        Ok(Target::Name(name, Some(port))) => format!("name {name} port {port}"),
        Err(wrong) => wrong.at(&crate::input::Place::Argument).to_string(),
    }
}

#[test]
fn every_form_of_a_target_is_read() {
    for (text, meaning) in [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8::7", "2001:db8::7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("192.0.2.0/24", "192.0.2.0-192.0.2.255"),
        ("192.0.2.7/32", "192.0.2.7"),
        ("2001:db8::/126", "2001:db8::-2001:db8::3"),
        ("::ffff:192.0.2.0/126", "192.0.2.0-192.0.2.3"),
        ("192.0.2.1-192.0.2.40", "192.0.2.1-192.0.2.40"),
        ("192.0.2.1-40", "192.0.2.1-192.0.2.40"),
        ("192.0.2.1-1", "192.0.2.1"),
        ("2001:db8::1-2001:db8::f", "2001:db8::1-2001:db8::f"),
        ("192.0.2.7:8333", "192.0.2.7 port 8333"),
        ("[2001:db8::7]:8333", "2001:db8::7 port 8333"),
        ("[2001:db8::7]", "2001:db8::7"),
        ("[::ffff:192.0.2.7]:65535", "192.0.2.7 port 65535"),
        ("node.example", "name node.example"),
        ("Node-1.Example.:8333", "name node-1.example port 8333"),
        ("localhost", "name localhost"),
        ("xn--fiq228c.example", "name xn--fiq228c.example"),
    ] {
        assert_eq!(shown(text), meaning, "{text}");
    }
}

#[test]
fn bad_targets_are_refused_with_the_cure() {
    for (text, id, cure) in [
        ("", "target-unparsable", ""),
        ("300.1.2.3", "target-unparsable", ""),
        ("192.0.2", "target-unparsable", ""),
        ("192.0.2.7:8333:1", "target-unparsable", ""),
        ("2001:db8:::1", "target-unparsable", ""),
        ("[192.0.2.7]:80", "target-unparsable", ""),
        ("[2001:db8::7", "target-unparsable", ""),
        ("[2001:db8::7]8333", "target-unparsable", ""),
        ("-node.example", "target-unparsable", ""),
        ("node..example", "target-unparsable", ""),
        ("a b", "target-unparsable", ""),
        ("node.example/24", "target-unparsable", ""),
        ("узел.example", "target-name-ascii", ""),
        ("fe80::1%eth0", "target-zone", ""),
        ("https://u:p@node.example:8333/path", "target-url", "node.example:8333"),
        ("192.0.2.1/24", "target-host-bits", "192.0.2.0/24"),
        ("2001:db8::1/64", "target-host-bits", "2001:db8::/64"),
        ("192.0.2.0/33", "target-prefix", "32"),
        ("192.0.2.0/+8", "target-prefix", "32"),
        ("192.0.2.0/", "target-prefix", "32"),
        ("2001:db8::/129", "target-prefix", "128"),
        ("192.0.2.0/24:8333", "target-network-port", ""),
        ("192.0.2.1-40:8333", "target-network-port", ""),
        ("192.0.2.40-192.0.2.1", "target-range-reversed", "192.0.2.1-192.0.2.40"),
        ("192.0.2.40-1", "target-range-reversed", "192.0.2.1-192.0.2.40"),
        ("192.0.2.1-256", "target-range-end", "256"),
        ("192.0.2.1-", "target-range-end", ""),
        ("192.0.2.1-2001:db8::1", "target-range-mixed", ""),
        ("192.0.2.7:0", "target-port", "0"),
        ("192.0.2.7:65536", "target-port", "65536"),
        ("192.0.2.7:http", "target-port", "http"),
        ("192.0.2.7:+80", "target-port", "+80"),
        ("[2001:db8::7]:0", "target-port", "0"),
        ("node.example:65536", "target-port", "65536"),
        ("node.example:", "target-port", ""),
    ] {
        let wrong = parse(text).expect_err(text).at(&crate::input::Place::Argument);
        assert_eq!(wrong.0.id, id, "{text}");
        assert!(wrong.0.args.contains(&("text".to_owned(), text.to_owned())), "{text}");
        let named = |value: &str| wrong.0.args.iter().any(|(_, arg)| arg == value);
        assert!(cure.is_empty() || named(cure), "{text}: {wrong}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in ".{0,40}") {
        let _ = parse(&text);
    }

    #[test]
    fn text_of_the_right_letters_is_read_or_refused(text in "[0-9a-f:.\\[\\]/-]{0,24}") {
        let _ = parse(&text);
    }
}
