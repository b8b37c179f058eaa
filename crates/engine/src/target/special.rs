//! Addresses that are not simply looked at: private, loopback, reserved and multicast ones.
//!
//! Sources: the IANA IPv4 and IPv6 special-purpose address registries (RFC 6890 and its
//! successors), and the IANA IPv6 address space registry, by which only `2000::/3` is global
//! unicast. Forms of IPv6 that carry an IPv4 address (NAT64, 6to4, Teredo) are reserved here:
//! through them an excluded IPv4 address could be met under another name. Ranges for
//! documentation are ordinary: they are routed nowhere, and every example is made of them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::span::{Span, Spans};

/// What is special about an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Special {
    /// Reserved, multicast or carrying another address: never contacted.
    Never,
    /// Of a private, shared, link-local or test-bench network: contacted only inside a target
    /// that lies wholly in such a network.
    Private,
    /// This machine itself: likewise.
    Loopback,
}

/// IPv4, by first address and prefix length.
const V4: &[(Special, [u8; 4], u32)] = &[
    (Special::Never, [0, 0, 0, 0], 8),
    (Special::Private, [10, 0, 0, 0], 8),
    (Special::Private, [100, 64, 0, 0], 10),
    (Special::Loopback, [127, 0, 0, 0], 8),
    (Special::Private, [169, 254, 0, 0], 16),
    (Special::Private, [172, 16, 0, 0], 12),
    (Special::Never, [192, 0, 0, 0], 24),
    (Special::Private, [192, 168, 0, 0], 16),
    (Special::Private, [198, 18, 0, 0], 15),
    (Special::Never, [224, 0, 0, 0], 3),
];

/// IPv6, by first and last address.
const V6: &[(Special, u128, u128)] = &[
    (Special::Never, 0, 0),
    (Special::Loopback, 1, 1),
    (Special::Never, 2, high(0x2000, 0) - 1),
    (Special::Never, high(0x2001, 0), high(0x2001, 1) - 1),
    (Special::Never, high(0x2002, 0), high(0x2003, 0) - 1),
    (Special::Never, high(0x4000, 0), high(0xfc00, 0) - 1),
    (Special::Private, high(0xfc00, 0), high(0xfe00, 0) - 1),
    // Link-local addresses need an interface beside them, which a target cannot name.
    (Special::Never, high(0xfe00, 0), u128::MAX),
];

const fn high(first: u16, second: u16) -> u128 {
    (first as u128) << 112 | (second as u128) << 96
}

/// All special spans.
pub fn spans() -> impl Iterator<Item = (Special, Span)> {
    let v4 = V4.iter().map(|&(special, first, prefix)| {
        let first = Ipv4Addr::from(first);
        let last = Ipv4Addr::from(u32::from(first) | (u32::MAX >> prefix));
        (special, Span::between(IpAddr::V4(first), IpAddr::V4(last)))
    });
    let v6 = V6.iter().map(|&(special, first, last)| {
        let ip = |value| IpAddr::V6(Ipv6Addr::from(value));
        (special, Span::between(ip(first), ip(last)))
    });
    v4.chain(v6)
}

/// What is special about an address, if anything.
pub fn of(ip: IpAddr) -> Option<Special> {
    let ip = ip.to_canonical();
    spans().find(|(_, span)| span.contains(ip)).map(|(special, _)| special)
}

/// What of a target may be looked at, and how many addresses were left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sifted {
    /// What is kept.
    pub kept: Spans,
    /// Private addresses left out.
    pub private: u128,
    /// Loopback addresses left out.
    pub loopback: u128,
    /// Reserved and multicast addresses left out.
    pub never: u128,
}

/// Takes out of a target what is not to be looked at: reserved and multicast addresses always;
/// private and loopback ones unless the target lies wholly in one such network.
pub fn sift(target: Span) -> Sifted {
    let mut sifted = Sifted::default();
    let mut cut = Vec::new();
    for (special, span) in spans() {
        let Some(common) = span.intersection(&target) else { continue };
        if special != Special::Never && span.covers(&target) {
            continue;
        }
        match special {
            Special::Never => sifted.never = sifted.never.saturating_add(common.len()),
            Special::Private => sifted.private = sifted.private.saturating_add(common.len()),
            Special::Loopback => sifted.loopback = sifted.loopback.saturating_add(common.len()),
        }
        cut.push(common);
    }
    let all: Spans = [target].into_iter().collect();
    sifted.kept = all.without(&cut.into_iter().collect());
    sifted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(first: &str, last: &str) -> Span {
        Span::between(first.parse().unwrap(), last.parse().unwrap())
    }

    #[test]
    fn special_addresses_are_known() {
        let special = |ip: &str| of(ip.parse().unwrap());
        for ip in ["0.1.2.3", "192.0.0.9", "224.0.0.1", "255.255.255.255", "::", "ff02::1"] {
            assert_eq!(special(ip), Some(Special::Never), "{ip}");
        }
        for ip in ["64:ff9b::c000:201", "2002:c000:201::", "2001::1", "::192.0.2.1", "fe80::1"] {
            assert_eq!(special(ip), Some(Special::Never), "{ip}");
        }
        for ip in ["10.0.0.1", "100.127.0.1", "169.254.1.1", "172.31.0.1", "192.168.0.1"] {
            assert_eq!(special(ip), Some(Special::Private), "{ip}");
        }
        assert_eq!(special("fd00::1"), Some(Special::Private));
        assert_eq!(special("::ffff:10.0.0.1"), Some(Special::Private));
        assert_eq!(special("127.9.9.9"), Some(Special::Loopback));
        assert_eq!(special("::1"), Some(Special::Loopback));
        for ip in ["8.8.8.8", "172.32.0.1", "192.0.2.1", "2001:db8::1", "2a00::1", "2003::1"] {
            assert_eq!(special(ip), None, "{ip}");
        }
    }

    #[test]
    fn a_target_wholly_in_a_private_network_is_kept() {
        let target = span("10.0.0.0", "10.255.255.255");
        let sifted = sift(target);
        assert_eq!(sifted, Sifted { kept: [target].into_iter().collect(), ..Sifted::default() });
        assert_eq!(sift(span("127.0.0.1", "127.0.0.9")).kept.len(), 9);
        assert_eq!(sift(span("fd00::", "fd00::ff")).kept.len(), 256);
    }

    #[test]
    fn a_target_that_spans_into_a_private_network_loses_that_part() {
        let sifted = sift(span("9.255.255.250", "10.0.0.9"));
        assert_eq!(sifted.kept, [span("9.255.255.250", "9.255.255.255")].into_iter().collect());
        assert_eq!((sifted.private, sifted.loopback, sifted.never), (10, 0, 0));
    }

    #[test]
    fn the_whole_of_ipv4_loses_each_kind() {
        let sifted = sift(span("0.0.0.0", "255.255.255.255"));
        assert_eq!(sifted.loopback, 1 << 24);
        assert_eq!(sifted.private, (1 << 24) + (1 << 22) + (1 << 20) + 2 * (1 << 16) + (1 << 17));
        assert_eq!(sifted.never, (1 << 24) + (1 << 8) + (1 << 29));
        let left_out = sifted.loopback + sifted.private + sifted.never;
        assert_eq!(sifted.kept.len() + left_out, 1 << 32);
        assert!(!sifted.kept.contains("10.1.1.1".parse().unwrap()));
    }

    #[test]
    fn the_table_covers_ipv6_without_a_gap_beside_global_unicast() {
        let ordinary = sift(span("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")).kept;
        assert!(ordinary.iter().all(|span| {
            span.first() >= "2000::".parse::<IpAddr>().unwrap()
                && span.last() < "4000::".parse::<IpAddr>().unwrap()
        }));
        assert_eq!(ordinary.iter().count(), 3);
    }
}
