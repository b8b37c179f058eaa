//! The order of a run: a permutation of the scope by a seed, and the share of it that is ours.
//!
//! Numbers are permuted by a Feistel network over the smallest even number of bits that holds
//! them; a number that falls outside is sent through again until it falls inside ("cycle
//! walking"), which takes fewer than four rounds on average. So the order needs no memory, and any
//! place in it can be found at once.
//!
//! Source of the construction: J. Black and P. Rogaway, *Ciphers with Arbitrary Finite Domains*,
//! CT-RSA 2002. The order need not be secret, only well mixed and the same on every machine, so
//! the round function is a 64-bit mixer rather than a cipher.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use coinsift_protocols::Endpoint;

use crate::input::{InputError, Place, Wrong};
use crate::target::scope::Scope;

const ROUNDS: u64 = 6;

/// A permutation of the numbers below a length.
#[derive(Clone, Copy, Debug)]
pub struct Permutation {
    len: u64,
    half: u32,
    keys: [u64; ROUNDS as usize],
}

impl Permutation {
    /// The permutation of `0..len` that belongs to a seed; `len` is at most 2^62.
    pub fn new(len: u64, seed: u64) -> Permutation {
        let bits = u64::BITS - len.saturating_sub(1).leading_zeros();
        let half = bits.div_ceil(2).max(1);
        let mut keys = [0; ROUNDS as usize];
        let mut state = mix(seed);
        for key in &mut keys {
            state = state.wrapping_add(GOLDEN);
            *key = mix(state);
        }
        Permutation { len, half, keys }
    }

    /// How many numbers it permutes.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether it permutes nothing.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The number at a place, where there is one.
    pub fn at(&self, place: u64) -> Option<u64> {
        if place >= self.len {
            return None;
        }
        let mut number = self.scramble(place);
        while number >= self.len {
            number = self.scramble(number);
        }
        Some(number)
    }

    fn scramble(&self, number: u64) -> u64 {
        let mask = (1 << self.half) - 1;
        let (mut left, mut right) = (number >> self.half, number & mask);
        for key in self.keys {
            (left, right) = (right, left ^ (mix(right ^ key) & mask));
        }
        left << self.half | right
    }
}

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The finaliser of SplitMix64 (Steele, Lea, Flood: *Fast Splittable Pseudorandom Number
/// Generators*, OOPSLA 2014).
fn mix(mut value: u64) -> u64 {
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// One of several shares of a run, written `2/5`: the second of five.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    number: u32,
    of: u32,
}

impl Shard {
    /// The whole run.
    pub const WHOLE: Shard = Shard { number: 1, of: 1 };
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl FromStr for Shard {
    type Err = InputError;

    /// `NUMBER/OF`, counted from 1.
    fn from_str(text: &str) -> Result<Shard, InputError> {
        let digits = |part: &str| {
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u32>().ok())?
        };
        text.split_once('/')
            .and_then(|(number, of)| Some(Shard { number: digits(number)?, of: digits(of)? }))
            .filter(|shard| (1..=shard.of).contains(&shard.number))
            .ok_or_else(|| Wrong::new("shard-form", text).at(&Place::Argument))
    }
}

/// The endpoints of a scope in the order of a run.
///
/// Those of TCP come first, then those of UDP, each in an order of their own. Places of these are
/// dealt out to the shards in turn, so that the shards of one scope and seed hold every endpoint
/// exactly once between them.
#[derive(Clone, Debug)]
pub struct Order {
    scope: Arc<Scope>,
    tcp: Permutation,
    udp: Permutation,
    shard: Shard,
}

impl Order {
    /// The order of a scope that belongs to a seed. The seed is kept in the run's manifest: with
    /// the same scope, seed and shard the order is the same, which resuming needs.
    pub fn new(scope: Arc<Scope>, seed: u64, shard: Shard) -> Order {
        let tcp = Permutation::new(scope.tcp_len(), seed);
        let udp = Permutation::new(scope.len() - scope.tcp_len(), seed);
        Order { scope, tcp, udp, shard }
    }

    /// The scope.
    pub fn scope(&self) -> &Arc<Scope> {
        &self.scope
    }

    /// How many endpoints this share holds.
    pub fn len(&self) -> u64 {
        self.share(&self.tcp) + self.share(&self.udp)
    }

    /// How many of them are of TCP; they have the first indices.
    pub fn tcp_len(&self) -> u64 {
        self.share(&self.tcp)
    }

    /// Whether this share holds no endpoint.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The endpoint at an index below [`Order::len`].
    pub fn endpoint(&self, index: u64) -> Option<Endpoint> {
        let number = match index.checked_sub(self.tcp_len()) {
            None => self.tcp.at(self.place(index)?)?,
            Some(index) => self.scope.tcp_len() + self.udp.at(self.place(index)?)?,
        };
        self.scope.endpoint(number)
    }

    fn share(&self, of_all: &Permutation) -> u64 {
        let (number, of) = (u64::from(self.shard.number), u64::from(self.shard.of));
        (of_all.len() + of - number) / of
    }

    /// The place in the whole order at an index of this share.
    fn place(&self, index: u64) -> Option<u64> {
        index.checked_mul(self.shard.of.into())?.checked_add(u64::from(self.shard.number - 1))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::target::resolve::Names;
    use crate::target::scope::Draft;

    fn scope(targets: &[&str], excludes: &[&str], ports: &[u16]) -> Arc<Scope> {
        let mut draft = Draft::new(ports.to_vec());
        targets.iter().try_for_each(|target| draft.target(target)).unwrap();
        excludes.iter().try_for_each(|exclude| draft.exclude(exclude)).unwrap();
        Arc::new(Scope::build(draft, &Names::default(), None).unwrap())
    }

    proptest! {
        #[test]
        fn every_number_comes_once(len in 0u64..3000, seed: u64) {
            let permutation = Permutation::new(len, seed);
            let numbers: BTreeSet<u64> = (0..len).filter_map(|at| permutation.at(at)).collect();
            prop_assert!(numbers.iter().copied().eq(0..len));
            prop_assert_eq!(permutation.at(len), None);
        }

        #[test]
        fn large_permutations_stay_inside_and_do_not_repeat(
            len in 1u64..1 << 48,
            seed: u64,
            places in prop::collection::btree_set(any::<u64>(), 1..200),
        ) {
            let permutation = Permutation::new(len, seed);
            let places: BTreeSet<u64> = places.into_iter().map(|place| place % len).collect();
            let numbers: BTreeSet<u64> =
                places.iter().filter_map(|&place| permutation.at(place)).collect();
            prop_assert_eq!(numbers.len(), places.len());
            prop_assert!(numbers.iter().all(|&number| number < len));
        }

        #[test]
        fn shards_hold_every_endpoint_once_between_them(of in 1u32..9, seed: u64) {
            let scope = scope(
                &["192.0.2.0/29", "192.0.2.77:9", "[2001:db8::1]:9"],
                &["192.0.2.3", "192.0.2.5:81"],
                &[80, 81, 82],
            );
            let whole = Order::new(scope.clone(), seed, Shard::WHOLE);
            let all: BTreeSet<String> = (0..whole.len())
                .filter_map(|index| whole.endpoint(index))
                .map(|endpoint| endpoint.to_string())
                .collect();
            prop_assert_eq!(all.len() as u64, scope.len());
            prop_assert_eq!(scope.len(), 7 * 3 - 1 + 2);
            prop_assert!(!all.iter().any(|text| text.starts_with("192.0.2.3:")));
            prop_assert!(!all.contains("192.0.2.5:81/tcp"));

            let mut dealt = Vec::new();
            for number in 1..=of {
                let share = Order::new(scope.clone(), seed, Shard { number, of });
                for index in 0..share.len() {
                    dealt.push(share.endpoint(index).expect("an index below len").to_string());
                }
                prop_assert_eq!(share.endpoint(share.len()), None);
            }
            prop_assert_eq!(dealt.len(), all.len());
            prop_assert_eq!(dealt.into_iter().collect::<BTreeSet<_>>(), all);
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_order_for_ever() {
        let order = |seed| -> Vec<u64> {
            let permutation = Permutation::new(12, seed);
            (0..12).filter_map(|place| permutation.at(place)).collect()
        };
        assert_eq!(order(7), order(7));
        assert_ne!(order(7), order(8));
        // Progress that was stored by an earlier version must still mean the same endpoints.
        assert_eq!(order(1), [6, 0, 2, 1, 11, 9, 4, 10, 3, 5, 7, 8]);
    }

    #[test]
    fn neighbours_are_not_visited_one_after_another() {
        let permutation = Permutation::new(1 << 16, 3);
        let numbers: Vec<u64> = (0..1 << 16).filter_map(|at| permutation.at(at)).collect();
        let near = numbers.windows(2).filter(|pair| pair[0].abs_diff(pair[1]) < 256).count();
        // By chance about 1 in 128 steps stays within a /24.
        assert!(near < (1 << 16) / 64, "{near}");
    }

    #[test]
    fn shards_are_read_and_refused() {
        assert_eq!("2/5".parse::<Shard>().unwrap().to_string(), "2/5");
        assert_eq!("1/1".parse::<Shard>().unwrap(), Shard::WHOLE);
        for text in ["0/5", "6/5", "1/0", "1", "a/b", "+1/2", "1/2/3", "/", ""] {
            assert_eq!(text.parse::<Shard>().unwrap_err().0.id, "shard-form", "{text}");
        }
    }
}
