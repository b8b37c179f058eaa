//! Lists of ports: `8333,18333,9000-9010,quick`.

use crate::input::{InputError, Place, Wrong};

/// The ports that stand behind the words `quick`, `standard` and `thorough`; the atlas knows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    /// A dozen ports.
    pub quick: Vec<u16>,
    /// About eighty.
    pub standard: Vec<u16>,
    /// Every port known.
    pub thorough: Vec<u16>,
}

/// Reads a list of ports: numbers, ranges and the words of `levels`, parted by commas.
///
/// The result is sorted and holds each port once; 0 is never in it.
pub fn parse(text: &str, levels: &Levels) -> Result<Vec<u16>, InputError> {
    let mut ports = Vec::new();
    for item in text.split(',').map(str::trim).filter(|item| !item.is_empty()) {
        match item {
            "quick" => ports.extend(&levels.quick),
            "standard" => ports.extend(&levels.standard),
            "thorough" => ports.extend(&levels.thorough),
            _ => ports.extend(numbers(text, item).map_err(|wrong| wrong.at(&Place::Argument))?),
        }
    }
    ports.retain(|&port| port != 0);
    ports.sort_unstable();
    ports.dedup();
    if ports.is_empty() {
        return Err(Wrong::new("ports-empty", text).at(&Place::Argument));
    }
    Ok(ports)
}

fn numbers(text: &str, item: &str) -> Result<std::ops::RangeInclusive<u16>, Wrong> {
    let (first, last) = item.split_once('-').unwrap_or((item, item));
    let port = |part: &str| super::number(part.trim()).map(std::num::NonZeroU16::get);
    match (port(first), port(last)) {
        (Some(first), Some(last)) if first <= last => Ok(first..=last),
        (Some(first), Some(last)) => Err(Wrong::new("ports-reversed", text)
            .with("item", item)
            .with("cure", format!("{last}-{first}"))),
        _ => Err(Wrong::new("ports-number", text).with("item", item)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels() -> Levels {
        Levels { quick: vec![8333, 22], standard: vec![1, 2], thorough: vec![0, 3] }
    }

    #[test]
    fn numbers_ranges_and_levels_are_joined_sorted_and_unique() {
        let ports = parse("9000-9002, quick,9001,18333,standard,thorough,", &levels()).unwrap();
        assert_eq!(ports, [1, 2, 3, 22, 8333, 9000, 9001, 9002, 18333]);
        assert_eq!(parse("1-65535", &levels()).unwrap().len(), 65535);
    }

    #[test]
    fn bad_ports_name_the_item_and_the_cure() {
        let wrong = |text: &str| parse(text, &levels()).unwrap_err().0;
        for item in ["0", "65536", "http", "-5", "5-", "+5", "1-2-3", "0-9"] {
            let sentence = wrong(&format!("22,{item}"));
            assert_eq!(sentence.id, "ports-number", "{item}");
            assert!(sentence.args.contains(&("item".to_owned(), item.to_owned())));
        }
        let reversed = wrong("9010-9000");
        assert_eq!(reversed.id, "ports-reversed");
        assert!(reversed.args.contains(&("cure".to_owned(), "9000-9010".to_owned())));
        assert_eq!(wrong(" , ").id, "ports-empty");
    }
}
