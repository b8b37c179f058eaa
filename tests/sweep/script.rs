//! The script: what stands at each host in each night, and the news that follow, written down
//! life by life and not worked out.

use coinsift_lab::Peer;
use coinsift_lab::bitcoin::{Chain, Node};
use coinsift_lab::http::Server;

pub const NIGHTS: usize = 10;

/// What may stand at a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Bitcoin,
    NewerBitcoin,
    Litecoin,
    Testnet,
    Regtest,
    Web,
}

impl Kind {
    pub const ALL: [Kind; 6] = [
        Kind::Bitcoin,
        Kind::NewerBitcoin,
        Kind::Litecoin,
        Kind::Testnet,
        Kind::Regtest,
        Kind::Web,
    ];

    pub fn peer(self) -> Peer {
        // Nodes that speak first are identified in one connection without a pause.
        let node = |chain| Node { speaks_first: true, ..Node::honest(chain) };
        match self {
            Kind::Bitcoin => node(Chain::bitcoin()).into(),
            Kind::NewerBitcoin => node(Chain::bitcoin()).agent("/Satoshi:28.1.0/").into(),
            Kind::Litecoin => node(Chain::litecoin()).agent("/LitecoinCore:0.21.4/").into(),
            Kind::Testnet => node(Chain::testnet3()).into(),
            Kind::Regtest => node(Chain::regtest()).into(),
            Kind::Web => Server::Nginx.into(),
        }
    }

    /// Class, key of its network, and how its software names itself.
    pub fn verdict(self) -> [Option<&'static str>; 3] {
        match self {
            Kind::Bitcoin => [Some("coin"), Some("bitcoin"), Some("/Satoshi:27.0.0/")],
            Kind::NewerBitcoin => [Some("coin"), Some("bitcoin"), Some("/Satoshi:28.1.0/")],
            Kind::Litecoin => [Some("coin"), Some("litecoin"), Some("/LitecoinCore:0.21.4/")],
            Kind::Testnet => [Some("coin"), Some("bitcoin-testnet"), Some("/Satoshi:27.0.0/")],
            Kind::Regtest => [Some("local"), None, Some("/Satoshi:27.0.0/")],
            Kind::Web => [Some("other"), None, Some("nginx/1.24.0")],
        }
    }
}

/// News of a night: what happened, and what stands there now.
pub type Told = (&'static str, Option<Kind>);

/// What stands at a host in each night, and what is to be told.
pub struct Life {
    pub nights: [Option<Kind>; NIGHTS],
    pub news: Vec<(usize, Told)>,
}

/// The life of a host. Nothing happens in the last night, and an endpoint is gone after three
/// nights without an answer.
pub fn life(number: usize) -> Life {
    let kind = Kind::ALL[number % 6];
    let other = Kind::ALL[(number + 1 + number / 10 % 5) % 6];
    // The night in which it begins.
    let k = 1 + number / 10 % 4;
    let nights = |stands: &dyn Fn(usize) -> Option<Kind>| std::array::from_fn(stands);
    let there = Some(kind);
    let new = (0, ("new", there));
    match number % 10 {
        // Always there.
        0 => Life { nights: [there; NIGHTS], news: vec![new] },
        // Comes.
        1 => Life {
            nights: nights(&|night| there.filter(|_| night >= k)),
            news: vec![(k, ("new", there))],
        },
        // Leaves.
        2 => Life {
            nights: nights(&|night| there.filter(|_| night < k)),
            news: vec![new, (k + 2, ("gone", None))],
        },
        // Flaps: two nights away, one there, one away.
        3 => Life {
            nights: nights(&|night| there.filter(|_| ![k, k + 1, k + 3].contains(&night))),
            news: vec![new],
        },
        // Leaves for four nights.
        4 => Life {
            nights: nights(&|night| there.filter(|_| !(k..k + 4).contains(&night))),
            news: vec![new, (k + 2, ("gone", None)), (k + 4, ("returned", there))],
        },
        // Becomes something else.
        5 => Life {
            nights: nights(&|night| Some(if night < k { kind } else { other })),
            news: vec![new, (k, ("changed", Some(other)))],
        },
        // Gets a newer version and goes back to the old one.
        6 => Life {
            nights: nights(&|night| {
                let newer = (k..k + 2).contains(&night);
                Some(if newer { Kind::NewerBitcoin } else { Kind::Bitcoin })
            }),
            news: vec![
                (0, ("new", Some(Kind::Bitcoin))),
                (k, ("changed", Some(Kind::NewerBitcoin))),
                (k + 2, ("changed", Some(Kind::Bitcoin))),
            ],
        },
        // Becomes something else while it is away, and is not away for long.
        7 => Life {
            nights: nights(&|night| match night {
                night if night < k => there,
                night if night < k + 2 => None,
                _ => Some(other),
            }),
            news: vec![new, (k + 2, ("changed", Some(other)))],
        },
        // Comes for two nights only.
        8 => Life {
            nights: nights(&|night| there.filter(|_| (k..k + 2).contains(&night))),
            news: vec![(k, ("new", there)), (k + 4, ("gone", None))],
        },
        // Nobody.
        _ => Life { nights: [None; NIGHTS], news: Vec::new() },
    }
}
