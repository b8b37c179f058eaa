//! Proof: nodes that hold a block which one network alone has, and nodes that only seem to.

use coinsift_verdict::{Class, verdict::Role};

use super::demo::REGTESTS;
use super::{Entry, Expected, Scene};
use crate::bitcoin::{Chain, HeadersAnswer, Node};
use crate::hns;

/// The magic that Bitcoin Cash, Bitcoin SV and eCash share.
const CASH: [u8; 4] = [0xe3, 0xe1, 0xf3, 0xe8];
/// The magic of Dash and the name of its genesis block, which is made with X11.
const DASH: [u8; 4] = [0xbf, 0x0c, 0x6b, 0xbd];
const DASH_GENESIS: [u8; 32] = [
    0x00, 0x00, 0x0f, 0xfd, 0x59, 0x0b, 0x14, 0x85, 0xb3, 0xca, 0xad, 0xc1, 0x9b, 0x22, 0xe6, 0x37,
    0x9c, 0x73, 0x33, 0x55, 0x10, 0x8f, 0x10, 0x7a, 0x43, 0x04, 0x58, 0xcd, 0xf3, 0x40, 0x7a, 0xb6,
];
/// The networks with the magic of the Cash family and Bitcoin's genesis block.
const CASHES: &[&str] = &["bitcoin-cash", "bitcoin-sv", "ecash"];

pub(super) fn scene() -> Scene {
    let full_node = &[Role::FullNode];
    let bitcoin = || Expected::node(Class::Coin, "bitcoin", false);
    let entries = vec![
        Entry::new(
            "holds-bitcoin",
            (1, 8333),
            Node::honest(Chain::bitcoin().holding("bitcoin")).height(922_417),
            bitcoin().proven(),
        ),
        Entry::new(
            "holds-bitcoin-pruned",
            (2, 8333),
            Node::pruned(Chain::bitcoin().holding("bitcoin")).height(922_417),
            bitcoin().roles(&[Role::Light]).proven(),
        ),
        Entry::new(
            "holds-nothing",
            (3, 8333),
            Node::honest(Chain::bitcoin()).height(922_417),
            bitcoin(),
        ),
        Entry::new(
            "bit-changed",
            (4, 8333),
            Node::honest(Chain::bitcoin().holding_changed("bitcoin")).height(922_417),
            bitcoin(),
        ),
        Entry::new(
            "easy-work",
            (5, 8333),
            Node::honest(Chain::bitcoin().bare().grown(12)),
            Expected::class(Class::Ledger).one_of(&["bitcoin"]).roles(full_node).contradicting(),
        ),
        Entry::new(
            "shows-sibling",
            (6, 8333),
            Node::honest(Chain::bitcoin().holding_instead("bitcoin", "bitcoin-sv")),
            Expected::class(Class::Ledger)
                .one_of(&["bitcoin", "bitcoin-sv"])
                .roles(full_node)
                .contradicting(),
        ),
        Entry::new(
            "holds-sibling",
            (7, 8333),
            Node::honest(Chain::bitcoin().holding("bitcoin-sv").with_magic(CASH))
                .agent("/Bitcoin SV:1.0.13/"),
            Expected::node(Class::Coin, "bitcoin-sv", false).proven(),
        ),
        Entry::new(
            "siblings-unknown",
            (8, 8333),
            Node::honest(Chain::bitcoin_cash()).agent("/Bitcoin SV:1.0.13/"),
            Expected::node(Class::Coin, "", false).one_of(CASHES),
        ),
        Entry::new(
            "holds-litecoin",
            (9, 9333),
            Node::honest(Chain::litecoin().holding("litecoin")).agent("/LitecoinCore:0.21.4/"),
            Expected::node(Class::Coin, "litecoin", false).proven(),
        ),
        Entry::new(
            "holds-dogecoin",
            (10, 22556),
            Node::honest(Chain::dogecoin().holding("dogecoin")).agent("/Shibetoshi:1.14.9/"),
            Expected::node(Class::Coin, "dogecoin", false).proven(),
        ),
        Entry::new(
            "holds-zcash",
            (11, 8233),
            Node::honest(Chain::zcash().holding("zcash")).agent("/MagicBean:6.10.0/"),
            Expected::node(Class::Coin, "zcash", false).proven(),
        ),
        Entry::new(
            "names-by-x11",
            (14, 9999),
            Node {
                headers: HeadersAnswer::Own,
                ..Node::honest(Chain::invented(DASH, 3).renamed(DASH_GENESIS).grown(1))
                    .agent("/Dash Core:22.1.3/")
            },
            Expected::node(Class::Coin, "dash", false),
        ),
        Entry::new(
            "catching-up",
            (12, 8333),
            Node { headers: HeadersAnswer::Empty, ..Node::honest(Chain::bitcoin()) },
            bitcoin(),
        ),
        Entry::new(
            "private-instance",
            (13, 18444),
            Node::honest(Chain::regtest().grown(101)),
            Expected::node(Class::Local, "", false).one_of(REGTESTS),
        ),
        Entry::new(
            "holds-handshake",
            (15, 12038),
            hns::Node::HONEST,
            Expected::node(Class::Coin, "handshake:main", false).proven(),
        ),
    ];
    Scene { name: "proof", span: 32, entries }
}
