//! The numbering of endpoints: ranges × ports without the excluded pairs, then single pairs.

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::{MAX_PAIRS, Spans};

/// Endpoints under numbers from 0, without a gap.
#[derive(Clone, Debug)]
pub(super) struct Cells {
    ranges: Spans,
    ports: Vec<u16>,
    /// For each excluded cell of the grid, in order, its number less the number of excluded cells
    /// before it. The cell of a number `n` is then `n` plus how many of these are at most `n`.
    holes: Vec<u64>,
    /// How many cells of the grid are left.
    grid: u64,
    pairs: Vec<(IpAddr, u16)>,
}

impl Cells {
    /// Numbers `ranges` × `ports` (sorted) without `excluded`, then those of `pairs` that are not
    /// among them. `None` where there are more than 2^48.
    pub(super) fn new(
        ranges: Spans,
        ports: Vec<u16>,
        excluded: &BTreeSet<(IpAddr, u16)>,
        pairs: BTreeSet<(IpAddr, u16)>,
    ) -> Option<Cells> {
        let all = ranges.len().checked_mul(ports.len() as u128)?;
        if all.checked_add(pairs.len() as u128)? > MAX_PAIRS {
            return None;
        }
        let mut cells = Cells { ranges, ports, holes: Vec::new(), grid: 0, pairs: Vec::new() };
        let mut holes: Vec<u64> =
            excluded.iter().filter_map(|&(ip, port)| cells.cell(ip, port)).collect();
        holes.sort_unstable();
        cells.grid = all as u64 - holes.len() as u64;
        cells.holes = (0..).zip(holes).map(|(before, hole)| hole - before).collect();
        cells.pairs =
            pairs.into_iter().filter(|&(ip, port)| cells.cell(ip, port).is_none()).collect();
        Some(cells)
    }

    /// How many endpoints there are.
    pub(super) fn len(&self) -> u64 {
        self.grid + self.pairs.len() as u64
    }

    /// Whether an endpoint has a number.
    pub(super) fn contains(&self, ip: IpAddr, port: u16) -> bool {
        match self.cell(ip, port) {
            Some(cell) => !self.is_hole(cell),
            None => self.pairs.binary_search(&(ip, port)).is_ok(),
        }
    }

    fn is_hole(&self, cell: u64) -> bool {
        // The n-th hole is kept as its cell less n, so its cell is what is kept plus n.
        let holes = self.holes.as_slice();
        let (mut low, mut high) = (0, holes.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match holes.get(middle).map(|hole| hole + middle as u64) {
                Some(hole) if hole == cell => return true,
                Some(hole) if hole < cell => low = middle + 1,
                _ => high = middle,
            }
        }
        false
    }

    /// The endpoint of a number.
    pub(super) fn at(&self, number: u64) -> Option<(IpAddr, u16)> {
        if let Some(single) = number.checked_sub(self.grid) {
            return self.pairs.get(usize::try_from(single).ok()?).copied();
        }
        let cell = number + self.holes.partition_point(|&hole| hole <= number) as u64;
        let ports = self.ports.len() as u64;
        let ip = self.ranges.nth(u128::from(cell / ports))?;
        Some((ip, *self.ports.get((cell % ports) as usize)?))
    }

    /// The cell of the whole grid that holds an endpoint.
    fn cell(&self, ip: IpAddr, port: u16) -> Option<u64> {
        let port = self.ports.binary_search(&port).ok()?;
        let rank = self.ranges.rank(ip)?;
        u64::try_from(rank * self.ports.len() as u128 + port as u128).ok()
    }
}

/// How many addresses of ranges and single pairs there are, each counted once. An address whose
/// every port is excluded still counts.
pub(super) fn addresses(ranges: &Spans, cells: [&Cells; 2]) -> u128 {
    let single: BTreeSet<IpAddr> = cells
        .iter()
        .flat_map(|cells| &cells.pairs)
        .map(|&(ip, _)| ip)
        .filter(|&ip| !ranges.contains(ip))
        .collect();
    ranges.len().saturating_add(single.len() as u128)
}
