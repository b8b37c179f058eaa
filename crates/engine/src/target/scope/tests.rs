//! Scopes: numbering, excludes, what is left out, what is refused.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

fn scope(targets: &[&str], excludes: &[&str], ports: &[u16]) -> Result<Scope, InputError> {
    scope_with(targets, excludes, ports, &Names::default(), None)
}

fn scope_with(
    targets: &[&str],
    excludes: &[&str],
    ports: &[u16],
    names: &Names,
    confirm: Option<u128>,
) -> Result<Scope, InputError> {
    let mut draft = Draft::new(ports.to_vec());
    for target in targets {
        draft.target(target)?;
    }
    for exclude in excludes {
        draft.exclude(exclude)?;
    }
    Scope::build(draft, names, confirm)
}

fn all(scope: &Scope) -> Vec<String> {
    (0..scope.len())
        .map(|number| scope.endpoint(number).expect("a number below len").socket().to_string())
        .collect()
}

fn names(known: &[(&str, &[&str])]) -> Names {
    known
        .iter()
        .map(|(name, ips)| (name.to_string(), ips.iter().map(|ip| ip.parse().unwrap()).collect()))
        .collect()
}

fn refused(result: Result<Scope, InputError>) -> (String, Vec<(String, String)>) {
    let Sentence { id, args } = result.expect_err("it is refused").0;
    (id, args)
}

#[test]
fn ranges_times_ports_and_then_single_pairs_are_numbered_once() {
    let scope = scope(
        &["192.0.2.0/31", "192.0.2.1", "192.0.2.1:80", "192.0.2.9:80", "[2001:db8::1]:1"],
        &[],
        &[81, 80, 80],
    )
    .unwrap();
    assert_eq!(
        all(&scope),
        [
            "192.0.2.0:80",
            "192.0.2.0:81",
            "192.0.2.1:80",
            "192.0.2.1:81",
            "192.0.2.9:80",
            "[2001:db8::1]:1"
        ]
    );
    assert_eq!(scope.endpoint(6), None);
    assert_eq!(scope.addresses(), 4);
}

#[test]
fn excludes_win_over_ranges_pairs_and_names() {
    let names = names(&[
        ("node.example", &["192.0.2.4", "192.0.2.5", "192.0.2.6"]),
        ("not.example", &["192.0.2.6"]),
    ]);
    let scope = scope_with(
        &["192.0.2.0/30", "192.0.2.2:9", "192.0.2.3:9", "node.example", "node.example:7"],
        &["192.0.2.2", "192.0.2.3:9", "192.0.2.0:80", "not.example", "192.0.2.5:7"],
        &[80],
        &names,
        None,
    )
    .unwrap();
    assert_eq!(
        all(&scope),
        ["192.0.2.1:80", "192.0.2.3:80", "192.0.2.4:80", "192.0.2.5:80", "192.0.2.4:7"]
    );
    let allows = |ip: &str, port| scope.fence().allows(Endpoint::tcp(ip.parse().unwrap(), port));
    assert!(!allows("192.0.2.2", 443));
    assert!(!allows("::ffff:192.0.2.2", 443));
    assert!(!allows("192.0.2.3", 9));
    assert!(allows("192.0.2.3", 10));
    assert!(!allows("192.0.2.3", 0));
    assert!(!allows("224.0.0.1", 80));
    assert_eq!(scope.name("192.0.2.5".parse().unwrap()), Some("node.example"));
    assert_eq!(scope.name("192.0.2.1".parse().unwrap()), None);
    assert_eq!(scope.resolved().addresses("node.example").len(), 3);
}

#[test]
fn a_name_that_is_excluded_but_has_no_address_stops_the_run() {
    let result = scope(&["192.0.2.0/30"], &["gone.example"], &[80]);
    assert_eq!(refused(result).0, "exclude-unresolved");
}

#[test]
fn a_name_lies_wholly_in_private_space_or_its_private_addresses_are_left_out() {
    let names = names(&[
        ("mixed.example", &["192.0.2.1", "10.0.0.1", "224.0.0.1"]),
        ("inside.example", &["10.0.0.2", "::1"]),
        ("gone.example", &[]),
    ]);
    let targets = ["mixed.example:1", "inside.example:1", "gone.example:1"];
    let scope = scope_with(&targets, &[], &[], &names, None).unwrap();
    assert_eq!(all(&scope), ["10.0.0.2:1", "192.0.2.1:1", "[::1]:1"]);
    let notes: Vec<&str> = scope.notes().iter().map(|note| note.id.as_str()).collect();
    assert_eq!(notes, ["name-left-out", "name-unresolved"]);
    assert_eq!(
        refused(scope_with(&["gone.example"], &[], &[1], &names, None)).0,
        "scope-unresolved"
    );
}

#[test]
fn what_was_left_out_of_a_target_is_counted() {
    let scope = scope(&["126.255.255.250-127.0.0.3"], &[], &[80]).unwrap();
    assert_eq!(scope.len(), 6);
    let note = &scope.notes()[0];
    assert_eq!(note.id, "target-left-out");
    assert!(note.args.contains(&("loopback".to_owned(), "4".to_owned())));
    assert!(note.args.contains(&("private".to_owned(), "0".to_owned())));
}

#[test]
fn errors_name_the_place_and_the_cure() {
    let mut draft = Draft::new(vec![80]);
    let wrong = draft.targets_from("list.txt", "192.0.2.1\n\n192.0.2.1/24 # oops\n").unwrap_err();
    assert_eq!(wrong.0.id, "target-host-bits");
    assert!(wrong.0.args.contains(&("place".to_owned(), "list.txt:3: ".to_owned())));

    for target in ["224.0.0.0/4", "0.0.0.0", "224.0.0.1:80", "ff02::1"] {
        assert_eq!(refused(scope(&[target], &[], &[80])).0, "target-reserved", "{target}");
    }
    assert_eq!(refused(scope(&[], &[], &[80])).0, "scope-no-targets");
    assert_eq!(refused(scope(&["192.0.2.1"], &[], &[])).0, "ports-empty");
    assert_eq!(refused(scope(&["192.0.2.1"], &["192.0.2.0/24"], &[80])).0, "scope-excluded");
}

#[test]
fn more_than_65536_addresses_want_their_number_confirmed() {
    let build =
        |target: &str, confirm| scope_with(&[target], &[], &[80], &Names::default(), confirm);
    assert_eq!(build("11.0.0.0/16", None).unwrap().addresses(), 65_536);
    let (id, args) = refused(build("11.0.0.0-11.1.0.0", None));
    assert_eq!(id, "scope-confirm");
    assert!(args.contains(&("addresses".to_owned(), "65537".to_owned())));
    assert_eq!(refused(build("11.0.0.0-11.1.0.0", Some(65_536))).0, "scope-confirm-other");
    assert_eq!(build("11.0.0.0-11.1.0.0", Some(65_537)).unwrap().len(), 65_537);
}

#[test]
fn ipv6_beyond_two_to_the_48_pairs_is_refused() {
    let build = |target: &str, ports: &[u16], confirm| {
        scope_with(&[target], &[], ports, &Names::default(), confirm)
    };
    assert_eq!(build("2001:db8::/80", &[80], Some(1 << 48)).unwrap().len(), 1 << 48);
    let (id, args) = refused(build("2001:db8::/80", &[80, 81, 82], None));
    assert_eq!(id, "target-too-large");
    assert!(args.contains(&("cure".to_owned(), "82".to_owned())));
    assert_eq!(refused(build("::/0", &[80], None)).0, "target-too-large");
    let twice = scope_with(
        &["2001:db8::/80", "2001:db8:1::/80"],
        &[],
        &[80],
        &Names::default(),
        Some(1 << 49),
    );
    assert_eq!(refused(twice).0, "scope-too-large");
}

const KEY: &str = "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798\
                   483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";

fn endpoints(scope: &Scope) -> Vec<String> {
    (0..scope.len()).filter_map(|number| scope.endpoint(number)).map(|at| at.to_string()).collect()
}

#[test]
fn udp_endpoints_follow_those_of_tcp() {
    let mut draft = Draft::new(Ports { tcp: vec![81, 80], udp: vec![7, 0, 7] });
    for target in ["192.0.2.0/31", "192.0.2.9:5/udp", "192.0.2.9:5", "192.0.2.1:7/udp"] {
        draft.target(target).unwrap();
    }
    draft.exclude("192.0.2.0:7/udp").unwrap();
    draft.exclude("192.0.2.1:80/udp").unwrap();
    let scope = Scope::build(draft, &Names::default(), None).unwrap();
    assert_eq!(
        endpoints(&scope),
        [
            "192.0.2.0:80/tcp",
            "192.0.2.0:81/tcp",
            "192.0.2.1:80/tcp",
            "192.0.2.1:81/tcp",
            "192.0.2.9:5/tcp",
            "192.0.2.1:7/udp",
            "192.0.2.9:5/udp",
        ]
    );
    assert_eq!((scope.len(), scope.tcp_len(), scope.addresses()), (7, 5, 3));
    for number in 0..scope.len() {
        assert!(scope.contains(scope.endpoint(number).unwrap()));
    }
    for out in ["192.0.2.0:7/udp", "192.0.2.1:5/tcp", "192.0.2.9:7/udp", "192.0.2.9:80/tcp"] {
        assert!(!scope.contains(out.parse().unwrap()), "{out}");
    }
}

#[test]
fn ports_of_udp_alone_are_a_scope() {
    let mut draft = Draft::new(Ports { tcp: vec![], udp: vec![30303] });
    draft.target("192.0.2.0/30").unwrap();
    let scope = Scope::build(draft, &Names::default(), None).unwrap();
    assert_eq!((scope.len(), scope.tcp_len(), scope.addresses()), (4, 0, 4));
    assert_eq!(scope.endpoint(3).unwrap().to_string(), "192.0.2.3:30303/udp");
}

#[test]
fn an_enode_brings_its_key_and_its_discovery() {
    let names = names(&[("node.example", &["192.0.2.5"])]);
    let one = format!("enode://{KEY}@192.0.2.4:30303?discport=30301");
    let named = format!("enode://{KEY}@node.example:30305");
    let scope = scope_with(&[&one, &named], &[], &[], &names, None).unwrap();
    assert_eq!(
        endpoints(&scope),
        ["192.0.2.4:30303/tcp", "192.0.2.5:30305/tcp", "192.0.2.4:30301/udp"]
    );
    assert_eq!(scope.expectations().len(), 2);
    let expected = &scope.expectations()[&"192.0.2.5:30305".parse().unwrap()];
    assert_eq!(hex::encode(expected.node_key.unwrap()), KEY);
    assert_eq!(
        (expected.families.as_slice(), &expected.network),
        (["ethereum".to_owned()].as_slice(), &None)
    );
}

#[test]
fn an_excluded_enode_keeps_out_its_address_and_ports() {
    let out = format!("enode://{KEY}@192.0.2.4:30303?discport=30301");
    let targets = ["192.0.2.4:30303", "192.0.2.4:30303/udp", "192.0.2.4:30301/udp", "192.0.2.4:1"];
    let left = scope(&targets, &[&out], &[]).unwrap();
    assert_eq!(endpoints(&left), ["192.0.2.4:1/tcp"]);
    let left = scope(&[&out, "192.0.2.4:1"], &["192.0.2.4:30303"], &[]).unwrap();
    assert_eq!(endpoints(&left), ["192.0.2.4:1/tcp", "192.0.2.4:30301/udp"]);
    assert!(left.expectations().is_empty(), "nothing is expected behind the fence");
}

proptest! {
    #[test]
    fn what_has_a_number_is_contained_and_nothing_else(
        out_pairs in prop::collection::btree_set((0u8..8, 1u16..6), 0..12),
        pairs in prop::collection::btree_set((4u8..12, 1u16..8), 0..6),
    ) {
        let pair = |&(host, port): &(u8, u16)| format!("192.0.2.{host}:{port}");
        let mut targets: Vec<String> = pairs.iter().map(pair).collect();
        targets.push("192.0.2.0/29".to_owned());
        let excludes: Vec<String> = out_pairs.iter().map(pair).collect();
        let built = scope(
            &targets.iter().map(String::as_str).collect::<Vec<_>>(),
            &excludes.iter().map(String::as_str).collect::<Vec<_>>(),
            &[1, 2, 3],
        ).unwrap();
        let listed: BTreeSet<String> = endpoints(&built).into_iter().collect();
        for host in 0..16u8 {
            for port in 1..9u16 {
                let endpoint = Endpoint::tcp([192, 0, 2, host].into(), port);
                prop_assert_eq!(built.contains(endpoint), listed.contains(&endpoint.to_string()));
            }
        }
    }

    #[test]
    fn numbering_is_the_set_of_pairs_without_the_excluded_ones(
        ranges in prop::collection::vec((0u8..40, 0u8..6), 1..5),
        pairs in prop::collection::vec((0u8..48, 1u16..6), 0..6),
        out in prop::collection::vec((0u8..40, 0u8..4), 0..3),
        out_pairs in prop::collection::vec((0u8..48, 1u16..6), 0..8),
        ports in prop::collection::btree_set(1u16..6, 1..4),
    ) {
        let range = |&(first, more): &(u8, u8)| format!("192.0.2.{first}-{}", first + more);
        let pair = |&(host, port): &(u8, u16)| format!("192.0.2.{host}:{port}");
        let targets: Vec<String> =
            ranges.iter().map(range).chain(pairs.iter().map(pair)).collect();
        let excludes: Vec<String> =
            out.iter().map(range).chain(out_pairs.iter().map(pair)).collect();

        let inside = |list: &[(u8, u8)], host: u8| {
            list.iter().any(|&(first, more)| (first..=first + more).contains(&host))
        };
        let mut expected = BTreeSet::new();
        for host in 0..=255u8 {
            for port in 1..6u16 {
                let asked = inside(&ranges, host) && ports.contains(&port)
                    || pairs.contains(&(host, port));
                let excluded = inside(&out, host) || out_pairs.contains(&(host, port));
                if asked && !excluded {
                    expected.insert(format!("192.0.2.{host}:{port}"));
                }
            }
        }

        let texts = |list: &[String]| -> Vec<String> { list.to_vec() };
        let (targets, excludes) = (texts(&targets), texts(&excludes));
        let built = scope(
            &targets.iter().map(String::as_str).collect::<Vec<_>>(),
            &excludes.iter().map(String::as_str).collect::<Vec<_>>(),
            &ports.iter().copied().collect::<Vec<_>>(),
        );
        match built {
            Ok(scope) => {
                let listed = all(&scope);
                prop_assert_eq!(listed.len() as u64, scope.len());
                prop_assert_eq!(listed.iter().cloned().collect::<BTreeSet<_>>(), expected.clone());
                prop_assert_eq!(listed.len(), expected.len());
            }
            Err(error) => {
                prop_assert_eq!(&error.0.id, "scope-excluded");
                prop_assert!(expected.is_empty());
            }
        }
    }
}
