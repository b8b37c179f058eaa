//! Owners: who is responsible for an address, from a table that the user keeps.
//!
//! A row says: this address, network or range belongs to this unit, which is of this kind, lies in
//! this region and is reached by this contact. Where rows contain each other, the narrowest network
//! holds. A pure lookup: one hash table for each length of prefix that occurs, so that a question
//! costs as many steps as there are lengths, however many rows there are.

use std::collections::HashMap;
use std::net::IpAddr;

use coinsift_verdict::{DataError, Sentence};
use ipnet::{IpNet, Ipv4Subnets, Ipv6Subnets};
use serde::{Deserialize, Serialize};

use crate::sheet::{Column, Row, Sheet};

/// The most networks that one range may fall into; IPv6 has no range with more.
const MAX_PIECES: usize = 256;

/// The columns of the table, with their heads in both languages.
pub const COLUMNS: [Column; 5] = [
    Column {
        key: "network",
        heads: &[
            "network",
            "网段",
            "cidr",
            "address",
            "addresses",
            "ip",
            "ip address",
            "range",
            "prefix",
            "IP地址",
            "地址",
            "地址段",
            "IP段",
            "IP地址段",
            "网络",
        ],
        required: true,
    },
    Column {
        key: "unit",
        heads: &[
            "unit",
            "单位",
            "owner",
            "organisation",
            "organization",
            "单位名称",
            "使用单位",
            "责任单位",
            "归属单位",
            "机构",
        ],
        required: true,
    },
    Column {
        key: "kind",
        heads: &[
            "kind of unit",
            "单位类型",
            "kind",
            "type",
            "unit type",
            "类型",
            "单位性质",
            "单位类别",
            "类别",
        ],
        required: false,
    },
    Column {
        key: "region",
        heads: &["region", "地区", "area", "district", "区域", "所在地区", "行政区划", "属地"],
        required: false,
    },
    Column {
        key: "contact",
        heads: &[
            "contact",
            "联系方式",
            "联系人",
            "contact person",
            "phone",
            "联系电话",
            "电话",
            "负责人",
            "责任人",
        ],
        required: false,
    },
];

/// Who is responsible for an address, as the user's table has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The unit.
    pub unit: String,
    /// What kind of unit it is.
    pub kind: Option<String>,
    /// Where it is.
    pub region: Option<String>,
    /// How it is reached.
    pub contact: Option<String>,
}

/// The same in the words of the forms for machines, as they are at the end of lines of NDJSON and
/// CSV; empty where nobody is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Responsible {
    /// Who is responsible for the address, where a table of owners was given and has it.
    pub owner: Option<String>,
    /// What kind of unit that is.
    pub owner_kind: Option<String>,
    /// The region it lies in.
    pub owner_region: Option<String>,
    /// How it is reached.
    pub owner_contact: Option<String>,
}

impl Responsible {
    /// Its columns in CSV.
    pub(crate) const COLUMNS: [&str; 4] = ["owner", "owner_kind", "owner_region", "owner_contact"];

    /// From the table's row of an address, if it has one.
    pub fn of(owner: Option<&Owner>) -> Responsible {
        let Some(Owner { unit, kind, region, contact }) = owner.cloned() else {
            return Responsible::default();
        };
        Responsible {
            owner: Some(unit),
            owner_kind: kind,
            owner_region: region,
            owner_contact: contact,
        }
    }

    /// Its cells in CSV.
    pub(crate) fn cells(self) -> [String; 4] {
        let Responsible { owner, owner_kind, owner_region, owner_contact } = self;
        [owner, owner_kind, owner_region, owner_contact].map(Option::unwrap_or_default)
    }
}

/// The owners of many networks.
#[derive(Clone, Debug, Default)]
pub struct Owners {
    owners: Vec<Owner>,
    /// By length of the prefix, the longest first: the beginning of the network to the place of
    /// its owner.
    v4: Vec<(u8, HashMap<u128, Place>)>,
    v6: Vec<(u8, HashMap<u128, Place>)>,
    networks: usize,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    owner: usize,
    line: u64,
}

impl Owners {
    /// Reads the table. `file` is its name for errors.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Owners, DataError> {
        let sheet = Sheet::read(file, bytes, &COLUMNS)?;
        let mut owners = Owners::default();
        let mut known: HashMap<[&str; 4], usize> = HashMap::new();
        for row in sheet.rows() {
            let fields = ["unit", "kind", "region", "contact"].map(|key| row.cell(key));
            row.required("unit")?;
            let networks = networks(&row)?;
            let owner = *known.entry(fields).or_insert_with(|| {
                owners.owners.push(Owner {
                    unit: row.cell("unit").to_owned(),
                    kind: row.optional("kind"),
                    region: row.optional("region"),
                    contact: row.optional("contact"),
                });
                owners.owners.len() - 1
            });
            for network in networks {
                owners.add(network, Place { owner, line: row.line }).map_err(|before| {
                    let sentence = Sentence::new("owners-twice")
                        .with("network", network)
                        .with("column", sheet.head("network"))
                        .with("before", before);
                    sheet.wrong(row.line, sentence)
                })?;
            }
        }
        Ok(owners)
    }

    /// The owner of the narrowest network that holds this address. An IPv4 address inside IPv6
    /// (`::ffff:192.0.2.1`) counts as the IPv4 address.
    pub fn of(&self, ip: IpAddr) -> Option<&Owner> {
        let (tables, bits, width) = match ip.to_canonical() {
            IpAddr::V4(ip) => (&self.v4, u128::from(ip.to_bits()), 32),
            IpAddr::V6(ip) => (&self.v6, ip.to_bits(), 128),
        };
        let place =
            tables.iter().find_map(|(length, table)| table.get(&cut(bits, width, *length)))?;
        self.owners.get(place.owner)
    }

    /// How many networks have an owner.
    pub fn len(&self) -> usize {
        self.networks
    }

    /// Whether no network has one.
    pub fn is_empty(&self) -> bool {
        self.networks == 0
    }

    /// Adds a network; the line that gave it to somebody else where one did.
    fn add(&mut self, network: IpNet, place: Place) -> Result<(), u64> {
        let (tables, bits) = match network.network() {
            IpAddr::V4(ip) => (&mut self.v4, u128::from(ip.to_bits())),
            IpAddr::V6(ip) => (&mut self.v6, ip.to_bits()),
        };
        let length = network.prefix_len();
        let at = tables.partition_point(|(other, _)| *other > length);
        if tables.get(at).is_none_or(|(other, _)| *other != length) {
            tables.insert(at, (length, HashMap::new()));
        }
        let Some((_, table)) = tables.get_mut(at) else {
            return Ok(());
        };
        match table.get(&bits) {
            Some(before) if before.owner != place.owner => return Err(before.line),
            Some(_) => {}
            None => {
                table.insert(bits, place);
                self.networks += 1;
            }
        }
        Ok(())
    }
}

/// The first `length` of the lowest `width` bits, the rest zero.
fn cut(bits: u128, width: u32, length: u8) -> u128 {
    let rest = width.saturating_sub(u32::from(length));
    // A shift by all 128 bits is none that the type knows.
    bits.checked_shr(rest).and_then(|kept| kept.checked_shl(rest)).unwrap_or(0)
}

/// The networks of a row: an address alone, a network, or a range with both its ends.
fn networks(row: &Row<'_>) -> Result<Vec<IpNet>, DataError> {
    let text = row.required("network")?;
    let wrong = || row.wrong("network", "owners-network");
    if let Some((first, last)) = text.split_once(['-', '–', '～', '~']) {
        let ends = (first.trim().parse::<IpAddr>(), last.trim().parse::<IpAddr>());
        let pieces: Vec<IpNet> = match ends {
            (Ok(IpAddr::V4(first)), Ok(IpAddr::V4(last))) if first <= last => {
                Ipv4Subnets::new(first, last, 0).map(IpNet::V4).collect()
            }
            (Ok(IpAddr::V6(first)), Ok(IpAddr::V6(last))) if first <= last => {
                Ipv6Subnets::new(first, last, 0).take(MAX_PIECES).map(IpNet::V6).collect()
            }
            (Ok(first), Ok(last)) if first.is_ipv4() == last.is_ipv4() => {
                return Err(row.wrong("network", "owners-reversed"));
            }
            _ => return Err(wrong()),
        };
        return Ok(pieces);
    }
    if let Ok(ip) = text.parse::<IpAddr>() {
        return Ok(vec![IpNet::from(ip.to_canonical())]);
    }
    let network: IpNet = text.parse().map_err(|_| wrong())?;
    if network.addr() != network.network() {
        let mut error = row.wrong("network", "owners-host-bits");
        error.wrong = error.wrong.with("cure", network.trunc());
        return Err(error);
    }
    Ok(vec![network])
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use proptest::prelude::*;

    use super::*;
    use crate::lang::{Catalogue, Lang};

    fn owners(text: &str) -> Owners {
        Owners::read("owners.csv", text.as_bytes()).expect("a good table")
    }

    fn unit<'a>(owners: &'a Owners, ip: &str) -> Option<&'a str> {
        owners.of(ip.parse().expect("an address")).map(|owner| owner.unit.as_str())
    }

    #[test]
    fn the_narrowest_network_holds() {
        let owners = owners(
            "网段,单位,单位类型,地区,联系方式\n\
             0.0.0.0/0,全省,,,\n\
             10.0.0.0/8,市政务云,政府,江州市,0512-0000\n\
             10.1.0.0/16,东湖大学,高校,江州市,li@example.edu\n\
             10.1.2.3,东湖大学超算中心,高校,,\n\
             192.0.2.10-192.0.2.21,甲企业,企业,,\n\
             2001:db8::/32,省数据中心,,,\n\
             2001:db8:1::1,乙单位,,,\n",
        );
        for (ip, expected) in [
            ("10.1.2.3", Some("东湖大学超算中心")),
            ("::ffff:10.1.2.3", Some("东湖大学超算中心")),
            ("10.1.2.4", Some("东湖大学")),
            ("10.2.0.0", Some("市政务云")),
            ("192.0.2.10", Some("甲企业")),
            ("192.0.2.21", Some("甲企业")),
            ("192.0.2.22", Some("全省")),
            ("2001:db8:1::1", Some("乙单位")),
            ("2001:db8:1::2", Some("省数据中心")),
            ("2001:db9::", None),
        ] {
            assert_eq!(unit(&owners, ip), expected, "{ip}");
        }
        let full = owners.of("10.1.9.9".parse().expect("an address")).expect("an owner");
        assert_eq!(full.kind.as_deref(), Some("高校"));
        assert_eq!(full.region.as_deref(), Some("江州市"));
        assert_eq!(full.contact.as_deref(), Some("li@example.edu"));
        assert!(!owners.is_empty() && Owners::default().is_empty());
    }

    #[test]
    fn the_same_row_twice_is_no_trouble() {
        let owners = owners("ip,unit\n192.0.2.1,A\n192.0.2.1/32,A\n");
        assert_eq!((owners.len(), unit(&owners, "192.0.2.1")), (1, Some("A")));
    }

    #[test]
    fn what_cannot_be_used_is_refused_with_line_column_and_cure() {
        for (text, line, id, told) in [
            ("net,unit\n10.0.0.0/8,A\n", 1, "sheet-no-column", "network / 网段"),
            ("cidr,region\n10.0.0.0/8,A\n", 1, "sheet-no-column", "unit / 单位"),
            ("cidr,unit\n10.0.0.0/33,A\n", 2, "owners-network", "“10.0.0.0/33”"),
            ("cidr,unit\n\nexample.org,A\n", 3, "owners-network", "cidr"),
            ("cidr,unit\n10.0.0.1/8,A\n", 2, "owners-host-bits", "10.0.0.0/8"),
            ("cidr,unit\n10.0.0.0/8,\n", 2, "data-empty", "unit"),
            ("cidr,unit\n,A\n", 2, "data-empty", "cidr"),
            ("cidr,unit\n10.0.0.9-10.0.0.1,A\n", 2, "owners-reversed", "10.0.0.9-10.0.0.1"),
            ("cidr,unit\n10.0.0.1-2001:db8::1,A\n", 2, "owners-network", "cidr"),
            ("cidr,unit\n10.0.0.0/8,A\n10.1.0.0/16,B\n10.0.0.0/8,B\n", 4, "owners-twice", "2"),
            ("cidr,unit\n10.0.0.0/8,A,B\n", 2, "data-cells", "3"),
        ] {
            let error = Owners::read("o.csv", text.as_bytes()).expect_err("no good table");
            assert_eq!((error.line, error.wrong.id.as_str()), (line, id), "{text}");
            for lang in Lang::ALL {
                let said = Catalogue::new(lang).data_error(&error);
                assert!(said.starts_with(&format!("o.csv:{line}: ")), "{said}");
                assert!(said.contains(told) && !said.contains('⟦'), "{said}");
            }
        }
    }

    #[test]
    fn a_hundred_thousand_rows_are_looked_up_fast() {
        let mut text = String::from("cidr,unit\n");
        for number in 0..100_000_u32 {
            let ip = std::net::Ipv4Addr::from(0x0a00_0000 + (number << 4));
            text.push_str(&format!("{ip}/28,unit {}\n", number % 1000));
        }
        let began = Instant::now();
        let owners = owners(&text);
        assert_eq!(owners.len(), 100_000);
        for number in 0..1_000_000_u32 {
            let ip = std::net::Ipv4Addr::from(0x0a00_0000 + number);
            let expected = format!("unit {}", (number >> 4) % 1000);
            assert_eq!(owners.of(ip.into()).map(|owner| &owner.unit), Some(&expected));
        }
        // Some twenty times what it takes here without optimisation.
        assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
    }

    proptest! {
        /// Against the plain way: of all networks that hold the address, the longest.
        #[test]
        fn the_answer_is_that_of_looking_through_all(
            networks in proptest::collection::vec((any::<u8>(), any::<u8>(), 0_u8..=16), 1..40),
            asked in any::<(u8, u8)>(),
        ) {
            let mut text = String::from("cidr,unit\n");
            let mut plain: Vec<(IpNet, String)> = Vec::new();
            for (one, two, length) in networks {
                let network = IpNet::new([one, two, 0, 0].into(), length).expect("a length").trunc();
                text.push_str(&format!("{network},{network}\n"));
                plain.push((network, network.to_string()));
            }
            let ip = IpAddr::from([asked.0, asked.1, 3, 4]);
            let longest = plain
                .iter()
                .filter(|(network, _)| network.contains(&ip))
                .max_by_key(|(network, _)| network.prefix_len());
            let owners = owners(&text);
            prop_assert_eq!(
                owners.of(ip).map(|owner| &owner.unit),
                longest.map(|(_, unit)| unit)
            );
        }
    }
}
