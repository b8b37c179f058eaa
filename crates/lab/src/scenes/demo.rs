//! The demo: a small network with something of everything, looked at in well under a minute.

use coinsift_verdict::{Class, verdict::Role};

use super::{Entry, Expected, Scene};
use crate::bitcoin::{Chain, Node, OnForeignMagic};
use crate::http::Server;
use crate::services::Service;

/// A magic that no network of the atlas has.
const UNKNOWN: [u8; 4] = [0xc0, 0x1d, 0x51, 0xf7];
/// The networks whose magic is `f9beb4d9`.
pub(super) const BITCOIN_MAGIC: &[&str] = &["bitcoin", "bitcore", "defichain"];
/// The networks that share magic and genesis block with Bitcoin's regtest.
pub(super) const REGTESTS: &[&str] =
    &["bitcoin-diamond-regtest", "bitcoin-gold-regtest", "bitcoin-regtest", "namecoin-regtest"];

pub(super) fn scene() -> Scene {
    let full_node = &[Role::FullNode];
    let entries = vec![
        Entry::new(
            "bitcoin",
            (1, 8333),
            Node::honest(Chain::bitcoin()).height(922_417),
            Expected::node(Class::Coin, "bitcoin", false),
        ),
        Entry::new(
            "bitcoin-rpc",
            (1, 8332),
            Server::BitcoindLocked,
            Expected::class(Class::Ledger).roles(&[Role::Rpc]),
        ),
        Entry::new(
            "bitcoin-testnet",
            (2, 18333),
            Node::honest(Chain::testnet3()).height(4_780_112),
            Expected::node(Class::Coin, "bitcoin-testnet", true),
        ),
        Entry::new(
            "litecoin",
            (3, 9333),
            Node::honest(Chain::litecoin()).agent("/LitecoinCore:0.21.4/").height(3_008_951),
            Expected::node(Class::Coin, "litecoin", false),
        ),
        Entry::new(
            "bitcoin-pruned",
            (4, 8333),
            Node::pruned(Chain::bitcoin()).height(922_417),
            Expected::node(Class::Coin, "bitcoin", false).roles(&[Role::Light]),
        ),
        Entry::new(
            "bitcoin-cash",
            (5, 8333),
            Node::honest(Chain::bitcoin_cash())
                .agent("/Bitcoin Cash Node:28.0.1(EB32.0)/")
                .height(923_880),
            Expected::node(Class::Coin, "", false).one_of(&["bitcoin-cash", "bitcoin-sv", "ecash"]),
        ),
        Entry::new(
            "regtest",
            (6, 18444),
            Node::honest(Chain::regtest().grown(101)),
            Expected::node(Class::Local, "", false).one_of(REGTESTS),
        ),
        Entry::new(
            "unknown-network",
            (7, 8333),
            Node {
                on_foreign_magic: OnForeignMagic::Version,
                ..Node::honest(Chain::invented(UNKNOWN, 1).grown(12)).agent("/Satoshi:0.21.0/")
            },
            Expected::class(Class::Ledger).roles(full_node),
        ),
        Entry::new(
            "forged",
            (8, 8333),
            Node::honest(Chain::invented([0xf9, 0xbe, 0xb4, 0xd9], 2).grown(12)),
            Expected::class(Class::Ledger).one_of(BITCOIN_MAGIC).roles(full_node).contradicting(),
        ),
        Entry::new("web-server", (9, 8080), Server::Nginx, Expected::class(Class::Other)),
        Entry::new("ssh", (9, 2222), Service::Ssh, Expected::class(Class::Other)),
        Entry::new("hangs-up", (10, 3333), Service::HangsUp, Expected::class(Class::Silent)),
    ];
    Scene { name: "demo", span: 16, entries }
}
