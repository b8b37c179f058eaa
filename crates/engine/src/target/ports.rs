//! Lists of ports: `8333,18333,9000-9010,30303/udp,quick`.

use coinsift_protocols::Transport;

use crate::input::{InputError, Place, Wrong};

/// Ports to look at. A list that [`parse`] made is sorted, holds each once and never 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ports {
    /// TCP ports.
    pub tcp: Vec<u16>,
    /// UDP ports.
    pub udp: Vec<u16>,
}

impl Ports {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.tcp.len() + self.udp.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The same, sorted, each once, without 0.
    pub(crate) fn tidy(mut self) -> Ports {
        for ports in [&mut self.tcp, &mut self.udp] {
            ports.retain(|&port| port != 0);
            ports.sort_unstable();
            ports.dedup();
        }
        self
    }

    fn of(&mut self, transport: Transport) -> &mut Vec<u16> {
        match transport {
            Transport::Tcp => &mut self.tcp,
            Transport::Udp => &mut self.udp,
        }
    }
}

impl From<Vec<u16>> for Ports {
    /// TCP ports alone.
    fn from(tcp: Vec<u16>) -> Ports {
        Ports { tcp, udp: Vec::new() }
    }
}

/// The ports that stand behind the words `quick`, `standard` and `thorough`; the atlas knows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    /// A dozen ports.
    pub quick: Ports,
    /// About eighty.
    pub standard: Ports,
    /// Every port known.
    pub thorough: Ports,
}

/// Reads a list of ports: numbers, ranges and the words of `levels`, parted by commas.
///
/// A number or a range is of TCP unless it ends with `/udp`; a word is of both unless it ends with
/// `/tcp` or `/udp`.
pub fn parse(text: &str, levels: &Levels) -> Result<Ports, InputError> {
    let mut ports = Ports::default();
    for item in text.split(',').map(str::trim).filter(|item| !item.is_empty()) {
        let (which, transport) = super::split_transport(item);
        let level = match which.trim() {
            "quick" => Some(&levels.quick),
            "standard" => Some(&levels.standard),
            "thorough" => Some(&levels.thorough),
            _ => None,
        };
        match level {
            Some(level) => {
                if transport != Some(Transport::Udp) {
                    ports.tcp.extend(&level.tcp);
                }
                if transport != Some(Transport::Tcp) {
                    ports.udp.extend(&level.udp);
                }
            }
            None => {
                let numbers = numbers(text, item, which.trim())
                    .map_err(|wrong| wrong.at(&Place::Argument))?;
                ports.of(transport.unwrap_or(Transport::Tcp)).extend(numbers);
            }
        }
    }
    let ports = ports.tidy();
    if ports.is_empty() {
        return Err(Wrong::new("ports-empty", text).at(&Place::Argument));
    }
    Ok(ports)
}

fn numbers(text: &str, item: &str, which: &str) -> Result<std::ops::RangeInclusive<u16>, Wrong> {
    let (first, last) = which.split_once('-').unwrap_or((which, which));
    let port = |part: &str| super::number(part.trim()).map(std::num::NonZeroU16::get);
    match (port(first), port(last)) {
        (Some(first), Some(last)) if first <= last => Ok(first..=last),
        (Some(first), Some(last)) => {
            let rest = item.strip_prefix(which).unwrap_or_default();
            Err(Wrong::new("ports-reversed", text)
                .with("item", item)
                .with("cure", format!("{last}-{first}{rest}")))
        }
        _ => Err(Wrong::new("ports-number", text).with("item", item)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels() -> Levels {
        Levels {
            quick: vec![8333, 22].into(),
            standard: Ports { tcp: vec![1, 2], udp: vec![30303] },
            thorough: vec![0, 3].into(),
        }
    }

    #[test]
    fn numbers_ranges_and_levels_are_joined_sorted_and_unique() {
        let ports = parse("9000-9002, quick,9001,18333,standard,thorough,", &levels()).unwrap();
        assert_eq!(ports.tcp, [1, 2, 3, 22, 8333, 9000, 9001, 9002, 18333]);
        assert_eq!(ports.udp, [30303]);
        assert_eq!(parse("1-65535", &levels()).unwrap().tcp.len(), 65535);
    }

    #[test]
    fn ports_of_udp_are_written_with_their_transport() {
        let read = |text: &str| parse(text, &levels()).map(|ports| (ports.tcp, ports.udp)).unwrap();
        assert_eq!(read("30303/udp,30303"), (vec![30303], vec![30303]));
        assert_eq!(read("7/tcp, 5-6/udp ,5 /udp"), (vec![7], vec![5, 6]));
        assert_eq!(read("standard/tcp"), (vec![1, 2], vec![]));
        assert_eq!(read("standard/udp"), (vec![], vec![30303]));
    }

    #[test]
    fn bad_ports_name_the_item_and_the_cure() {
        let wrong = |text: &str| parse(text, &levels()).unwrap_err().0;
        let bad = ["0", "65536", "http", "-5", "5-", "+5", "1-2-3", "0-9", "9/sctp", "/udp"];
        for item in bad {
            let sentence = wrong(&format!("22,{item}"));
            assert_eq!(sentence.id, "ports-number", "{item}");
            assert!(sentence.args.contains(&("item".to_owned(), item.to_owned())));
        }
        let reversed = wrong("9010-9000");
        assert_eq!(reversed.id, "ports-reversed");
        assert!(reversed.args.contains(&("cure".to_owned(), "9000-9010".to_owned())));
        let reversed = wrong("9010-9000/udp");
        assert!(reversed.args.contains(&("cure".to_owned(), "9000-9010/udp".to_owned())));
        assert_eq!(wrong(" , ").id, "ports-empty");
        assert_eq!(wrong("quick/udp").id, "ports-empty", "this level has none");
    }
}
