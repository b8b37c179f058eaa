//! Peers inside TLS: judged by what is inside, or by their certificate alone where it stays shut.

use coinsift_verdict::Class;
use coinsift_verdict::verdict::Role;

use super::registry::as_recorded;
use super::{Entry, Expected, Scene};
use crate::http::{Rpc, Server};
use crate::peer::Peer;
use crate::services::Service;
use crate::tls::Tls;

/// geth on Ethereum's mainnet.
const GETH: &str = include_str!("../../../../fixtures/transcripts/ethereum/rpc-geth-mainnet.txt");

pub(super) fn scene() -> Scene {
    let other = || Expected::class(Class::Other);
    let rpc = &[Role::Rpc];
    let regtest = Expected::node(Class::Local, "", false).roles(rpc).one_of_many();
    let mainnet = Expected::node(Class::Coin, "evm:1", false).roles(rpc);
    let ethereum = || -> Peer { as_recorded(GETH) };
    let bitcoin = || Server::OpenRpc(Rpc::regtest());
    let host = "node.example";
    let rows: Vec<(&'static str, u16, Peer, Expected)> = vec![
        ("https", 8443, Tls::new("www.example", Server::Nginx).into(), other()),
        ("tls-ethereum", 8545, Tls::new(host, ethereum()).into(), mainnet),
        ("tls12-ethereum", 9443, Tls::old(host, ethereum()).into(), mainnet),
        ("tls-bitcoin-rpc", 8334, Tls::new(host, bitcoin()).into(), regtest),
        ("tls-members", 8443, Tls::members_only(host, ethereum()).into(), other()),
        ("tls12-members", 8443, Tls::old_members_only(host, ethereum()).into(), other()),
        ("tls-silent", 8443, Tls::new(host, Service::Silent).into(), other()),
    ];
    let entries = (1..).zip(rows).map(|(offset, (name, port, peer, expected))| {
        Entry::new(name, (offset, port), peer, expected)
    });
    Scene { name: "tls", span: 16, entries: entries.collect() }
}
