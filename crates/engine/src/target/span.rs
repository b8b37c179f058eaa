//! Spans of addresses, and sets of them.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Addresses of one family from a first to a last, both included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    v6: bool,
    first: u128,
    last: u128,
}

impl Span {
    /// One address.
    pub fn one(ip: IpAddr) -> Span {
        let (v6, value) = split(ip);
        Span { v6, first: value, last: value }
    }

    /// From `first` to `last`; the caller has checked that both are of one family and in order.
    pub(crate) fn between(first: IpAddr, last: IpAddr) -> Span {
        let ((v6, first), (_, last)) = (split(first), split(last));
        // A mapped network is the IPv4 network: `::ffff:192.0.2.0/120` is `192.0.2.0/24`.
        const MAPPED: u128 = 0xffff_0000_0000;
        if v6 && first >> 32 == MAPPED >> 32 && last >> 32 == MAPPED >> 32 {
            return Span { v6: false, first: first - MAPPED, last: last - MAPPED };
        }
        Span { v6, first, last }
    }

    /// The first address.
    pub fn first(&self) -> IpAddr {
        join(self.v6, self.first)
    }

    /// The last address.
    pub fn last(&self) -> IpAddr {
        join(self.v6, self.last)
    }

    /// Whether it is of IPv6.
    pub fn is_ipv6(&self) -> bool {
        self.v6
    }

    /// How many addresses it holds; all of IPv6 counts as one fewer than it has.
    #[allow(clippy::len_without_is_empty, reason = "a span holds one address or more")]
    pub fn len(&self) -> u128 {
        (self.last - self.first).saturating_add(1)
    }

    /// Whether an address lies in it.
    pub fn contains(&self, ip: IpAddr) -> bool {
        let (v6, value) = split(ip);
        self.v6 == v6 && (self.first..=self.last).contains(&value)
    }

    /// Whether all of `other` lies in it.
    pub fn covers(&self, other: &Span) -> bool {
        self.v6 == other.v6 && self.first <= other.first && other.last <= self.last
    }

    /// What both hold.
    pub fn intersection(&self, other: &Span) -> Option<Span> {
        let first = self.first.max(other.first);
        let last = self.last.min(other.last);
        (self.v6 == other.v6 && first <= last).then_some(Span { v6: self.v6, first, last })
    }

    /// The address at a place counted from 0, where there is one.
    fn nth(&self, place: u128) -> Option<IpAddr> {
        let value = self.first.checked_add(place).filter(|&value| value <= self.last)?;
        Some(join(self.v6, value))
    }
}

impl fmt::Display for Span {
    /// An address, or the first and the last.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.first == self.last {
            true => write!(f, "{}", self.first()),
            false => write!(f, "{}-{}", self.first(), self.last()),
        }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A set of addresses: spans in order that neither overlap nor touch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spans {
    spans: Vec<Span>,
    /// How many addresses stand before each span.
    before: Vec<u128>,
}

impl Spans {
    /// The spans, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Span> {
        self.spans.iter()
    }

    /// How many addresses there are.
    pub fn len(&self) -> u128 {
        match (self.before.last(), self.spans.last()) {
            (Some(before), Some(span)) => before.saturating_add(span.len()),
            _ => 0,
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Whether an address is in the set.
    pub fn contains(&self, ip: IpAddr) -> bool {
        self.rank(ip).is_some()
    }

    /// The place of an address in the set, counted from 0.
    pub fn rank(&self, ip: IpAddr) -> Option<u128> {
        let (v6, value) = split(ip);
        let at = self.spans.partition_point(|span| (span.v6, span.last) < (v6, value));
        let (span, before) = self.spans.get(at).zip(self.before.get(at))?;
        (span.v6 == v6 && span.first <= value).then(|| before + (value - span.first))
    }

    /// The address at a place counted from 0.
    pub fn nth(&self, place: u128) -> Option<IpAddr> {
        let at = self.before.partition_point(|&before| before <= place).checked_sub(1)?;
        let (span, before) = self.spans.get(at).zip(self.before.get(at))?;
        span.nth(place - before)
    }

    /// What is in this set and not in the other.
    #[must_use]
    pub fn without(&self, other: &Spans) -> Spans {
        let mut kept = Vec::new();
        let mut cuts = other.spans.as_slice();
        for &span in &self.spans {
            let mut rest = Some(span);
            while let Some((cut, later)) = cuts.split_first()
                && (cut.v6, cut.last) < (span.v6, span.first)
            {
                cuts = later;
            }
            for cut in cuts {
                let Some(left) = rest else { break };
                if (cut.v6, cut.first) > (left.v6, left.last) {
                    break;
                }
                if cut.first > left.first {
                    kept.push(Span { last: cut.first - 1, ..left });
                }
                rest = (cut.last < left.last).then(|| Span { first: cut.last + 1, ..left });
            }
            kept.extend(rest);
        }
        kept.into_iter().collect()
    }
}

impl FromIterator<Span> for Spans {
    /// Sorts and joins; the spans may overlap and come in any order.
    fn from_iter<I: IntoIterator<Item = Span>>(spans: I) -> Spans {
        let mut sorted: Vec<Span> = spans.into_iter().collect();
        sorted.sort_unstable();
        let mut joined: Vec<Span> = Vec::new();
        for span in sorted {
            match joined.last_mut() {
                Some(last) if last.v6 == span.v6 && span.first <= last.last.saturating_add(1) => {
                    last.last = last.last.max(span.last);
                }
                _ => joined.push(span),
            }
        }
        let mut total = 0u128;
        let before = joined
            .iter()
            .map(|span| {
                let before = total;
                total = total.saturating_add(span.len());
                before
            })
            .collect();
        Spans { spans: joined, before }
    }
}

fn split(ip: IpAddr) -> (bool, u128) {
    match ip {
        IpAddr::V4(ip) => (false, u128::from(u32::from(ip))),
        IpAddr::V6(ip) => (true, u128::from(ip)),
    }
}

fn join(v6: bool, value: u128) -> IpAddr {
    match v6 {
        true => IpAddr::V6(Ipv6Addr::from(value)),
        // A span of IPv4 is only made from IPv4 addresses, so nothing is cut off.
        false => IpAddr::V4(Ipv4Addr::from(value as u32)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn v4(first: u8, last: u8) -> Span {
        Span { v6: false, first: first.into(), last: last.into() }
    }

    fn members(spans: &[(u8, u8)]) -> BTreeSet<u8> {
        spans.iter().flat_map(|&(a, b)| a.min(b)..=a.max(b)).collect()
    }

    fn spans(spans: &[(u8, u8)]) -> Spans {
        spans.iter().map(|&(a, b)| v4(a.min(b), a.max(b))).collect()
    }

    #[test]
    fn the_whole_of_both_families_is_counted() {
        let all =
            |first: &str, last: &str| Span::between(first.parse().unwrap(), last.parse().unwrap());
        let both: Spans = [
            all("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
            all("0.0.0.0", "255.255.255.255"),
        ]
        .into_iter()
        .collect();
        assert_eq!(both.len(), u128::MAX);
        assert_eq!(both.iter().next().map(Span::len), Some(1 << 32));
        assert_eq!(both.rank("::5".parse().unwrap()), Some((1 << 32) + 5));
        assert_eq!(both.nth((1 << 32) + 5), Some("::5".parse().unwrap()));
        let none = both.without(&both);
        assert!(none.is_empty());
    }

    #[test]
    fn a_mapped_span_is_the_ipv4_span() {
        let span =
            Span::between("::ffff:192.0.2.0".parse().unwrap(), "::ffff:c000:2ff".parse().unwrap());
        assert_eq!(span.to_string(), "192.0.2.0-192.0.2.255");
    }

    proptest! {
        #[test]
        fn a_set_of_spans_behaves_as_the_set_of_its_addresses(
            some in prop::collection::vec(any::<(u8, u8)>(), 0..8),
            less in prop::collection::vec(any::<(u8, u8)>(), 0..8),
        ) {
            let left = spans(&some).without(&spans(&less));
            let expected: Vec<u8> =
                members(&some).difference(&members(&less)).copied().collect();
            prop_assert_eq!(left.len(), expected.len() as u128);
            for (place, &member) in expected.iter().enumerate() {
                let ip = join(false, member.into());
                prop_assert_eq!(left.nth(place as u128), Some(ip));
                prop_assert_eq!(left.rank(ip), Some(place as u128));
            }
            prop_assert_eq!(left.nth(expected.len() as u128), None);
            for value in 0..=255u8 {
                let inside = left.contains(join(false, value.into()));
                prop_assert_eq!(inside, expected.contains(&value));
            }
        }
    }
}
