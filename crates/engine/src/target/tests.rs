//! Targets as people write them, right and wrong.

use super::*;

fn shown(text: &str) -> String {
    match parse(text) {
        Ok(Target::Span(span)) => span.to_string(),
        Ok(Target::Pair(ip, spot)) => format!("{ip} port {}", port(&spot)),
        Ok(Target::Name(name, None)) => format!("name {name}"),
        Ok(Target::Name(name, Some(spot))) => format!("name {name} port {}", port(&spot)),
        Err(wrong) => wrong.at(&crate::input::Place::Argument).to_string(),
    }
}

fn port(spot: &Spot) -> String {
    let transport = spot.transport.map(|transport| format!("/{}", transport.word()));
    let node = spot.node.as_ref().map(|node| {
        let discovery = node.discovery.map(|port| format!(" discovery {port}"));
        format!(" key {:02x}{}", node.key[0], discovery.unwrap_or_default())
    });
    format!("{}{}{}", spot.port, transport.unwrap_or_default(), node.unwrap_or_default())
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
        ("192.0.2.7:30303/udp", "192.0.2.7 port 30303/udp"),
        ("[2001:db8::7]:8333/tcp", "2001:db8::7 port 8333/tcp"),
        ("node.example:30303/udp", "name node.example port 30303/udp"),
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
        ("192.0.2.7/udp", "target-transport", "192.0.2.7"),
        ("node.example/tcp", "target-transport", "node.example"),
        ("192.0.2.0/24/udp", "target-transport", "192.0.2.0/24"),
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

    #[test]
    fn an_enode_of_any_shape_is_read_or_refused(
        digits in "[0-9a-fé]{0,3}",
        cut in 0usize..130,
        rest in "[@?=&:/0-9a-z.\\[\\]é-]{0,24}",
    ) {
        let key: String = KEY.chars().take(cut).collect();
        for text in [format!("enode://{key}{digits}{rest}"), format!("eNode://{KEY}@{rest}")] {
            if let Ok(target) = parse(&text) {
                let (Target::Pair(_, spot) | Target::Name(_, Some(spot))) = target else {
                    panic!("{text}: an enode is one port")
                };
                assert!(spot.node.is_some());
            }
        }
    }
}

/// The generator of secp256k1, which is the key that belongs to the secret 1 (SEC 2, 2.4.1).
const KEY: &str = "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798\
                   483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";

#[test]
fn an_enode_is_read_with_its_key_and_its_ports() {
    for (rest, meaning) in [
        ("192.0.2.7:30303", "192.0.2.7 port 30303/tcp key 79"),
        ("192.0.2.7:30303?discport=30301", "192.0.2.7 port 30303/tcp key 79 discovery 30301"),
        ("192.0.2.7:30303?discport=0", "192.0.2.7 port 30303/tcp key 79"),
        ("[2001:db8::7]:30303", "2001:db8::7 port 30303/tcp key 79"),
        ("node.example:30303", "name node.example port 30303/tcp key 79"),
    ] {
        assert_eq!(shown(&format!("enode://{KEY}@{rest}")), meaning, "{rest}");
        assert_eq!(shown(&format!("ENODE://{}@{rest}", KEY.to_uppercase())), meaning, "{rest}");
    }
}

#[test]
fn bad_enodes_are_refused_each_for_its_own_reason() {
    let short = &KEY[..126];
    let off_curve = format!("{}b9", &KEY[..126]);
    for (text, id) in [
        (format!("enode://{KEY}"), "enode-form"),
        ("enode://".to_owned(), "enode-form"),
        (format!("enode://{short}@192.0.2.7:30303"), "enode-key"),
        (format!("enode://{short}zz@192.0.2.7:30303"), "enode-key"),
        (format!("enode://{KEY}00@192.0.2.7:30303"), "enode-key"),
        ("enode://@192.0.2.7:30303".to_owned(), "enode-key"),
        (format!("enode://{}é@192.0.2.7:30303", &KEY[..126]), "enode-key"),
        (format!("enode://{off_curve}@192.0.2.7:30303"), "enode-point"),
        (format!("enode://{}@192.0.2.7:30303", "00".repeat(64)), "enode-point"),
        (format!("enode://{KEY}@192.0.2.7"), "enode-port"),
        (format!("enode://{KEY}@node.example"), "enode-port"),
        (format!("enode://{KEY}@192.0.2.0/24"), "enode-port"),
        (format!("enode://{KEY}@192.0.2.7:0"), "target-port"),
        (format!("enode://{KEY}@192.0.2.7:70000"), "target-port"),
        (format!("enode://{KEY}@2001:db8::7:30303:1:2:3:4:5"), "target-unparsable"),
        (format!("enode://{KEY}@192.0.2.7:30303?discport=x"), "enode-query"),
        (format!("enode://{KEY}@192.0.2.7:30303?discport=70000"), "enode-query"),
        (format!("enode://{KEY}@192.0.2.7:30303?tcp=1"), "enode-query"),
        (format!("enode://{KEY}@192.0.2.7:30303?"), "enode-query"),
    ] {
        let wrong = parse(&text).map(|_| ()).unwrap_err().at(&crate::input::Place::Argument);
        assert_eq!(wrong.0.id, id, "{text}");
    }
}
