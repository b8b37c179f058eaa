//! Peers for a registry of projects: honest ones, others than declared, dead and silent ones. The
//! registry that declares them is `fixtures/registries/lab.csv`.

use coinsift_protocols::text;
use coinsift_verdict::{Class, verdict::Role};

use super::{Entry, Expected, Scene};
use crate::bitcoin::{Chain, Node};
use crate::http::Server;
use crate::peer::Peer;
use crate::recorded::Recorded;
use crate::services::Service;

/// A service that answers as the recording of this name under `fixtures/transcripts/ethereum`.
macro_rules! recorded {
    ($name:literal) => {
        as_recorded(include_str!(concat!(
            "../../../../fixtures/transcripts/ethereum/",
            $name,
            ".txt"
        )))
    };
}

pub(super) fn as_recorded(recording: &str) -> Peer {
    let recording = text::parse(recording).map(|recording| Recorded::of(&recording));
    Server::Recorded(recording.unwrap_or_default()).into()
}

pub(super) fn scene() -> Scene {
    let rpc = &[Role::Rpc];
    let members = || Expected::class(Class::Permissioned);
    let ledger = || Expected::class(Class::Ledger).roles(rpc);
    let bitcoin = || {
        let node = Node::honest(Chain::bitcoin()).height(922_417);
        (Peer::from(node), Expected::node(Class::Coin, "bitcoin", false))
    };
    let istanbul = || members().roles(&[Role::Validator, Role::Rpc]);
    let besu = || ledger().roles(&[Role::Validator, Role::Rpc]);
    let fisco = || members().roles(&[Role::Peer, Role::Rpc]);
    let mut entries = Vec::new();
    let mut add = |name, offset: u8, port: u16, peer: Peer, expected| {
        entries.push(Entry::new(name, (offset, port), peer, expected));
    };
    add("fisco", 1, 8545, recorded!("rpc-fisco-2"), fisco());
    add("istanbul", 2, 8545, recorded!("rpc-quorum-istanbul"), istanbul());
    add("qbft", 3, 8545, recorded!("rpc-besu-qbft"), besu());
    add("raft", 4, 8545, recorded!("rpc-quorum-raft"), ledger());
    let clique = || ledger().one_of(&["evm:20261"]);
    add("clique", 5, 8545, recorded!("rpc-geth-1.13-clique-listed"), clique());
    let named = || ledger().roles(&[Role::Peer, Role::Rpc]);
    add("fisco-web3", 6, 8545, recorded!("rpc-fisco-3"), named());
    let (peer, expected) = bitcoin();
    add("open-coin", 7, 8333, peer, expected);
    let local = || Expected::class(Class::Local).roles(rpc);
    add("developer", 8, 8545, recorded!("rpc-geth-dev"), local());
    let mainnet = Expected::node(Class::Coin, "evm:1", false).roles(rpc);
    add("mainnet", 9, 8545, recorded!("rpc-geth-mainnet"), mainnet);
    let (peer, expected) = bitcoin();
    add("hidden-coin", 10, 8333, peer, expected);
    add("public-id", 11, 8545, recorded!("rpc-geth-1.13-clique-listed"), clique());
    add("two-owners", 12, 8545, recorded!("rpc-quorum-istanbul"), istanbul());
    add("says-nothing", 15, 8545, Service::Silent.into(), Expected::class(Class::Silent));
    add("only-web", 16, 8545, Server::Nginx.into(), Expected::class(Class::Other));
    add("with-guest", 17, 8545, recorded!("rpc-besu-qbft"), besu());
    let (peer, expected) = bitcoin();
    add("guest", 17, 8333, peer, expected);
    add("without-port", 18, 8545, recorded!("rpc-quorum-raft"), ledger());
    add("wants-token", 19, 8545, recorded!("rpc-besu-token"), ledger());
    add("other-platform", 20, 8545, recorded!("rpc-fisco-2"), fisco());
    Scene { name: "registry", span: 32, entries }
}
