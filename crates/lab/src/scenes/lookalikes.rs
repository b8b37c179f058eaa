//! Services that are no ledgers on ports where ledgers are looked for, and nodes with odd manners.

use coinsift_verdict::{Class, verdict::Role};

use super::demo::BITCOIN_MAGIC;
use super::{Entry, Expected, Scene};
use crate::bitcoin::{Blocks, Chain, Checksum, HeadersAnswer, Node, OnForeignMagic, Welcome};
use crate::datagrams::Datagrams;
use crate::hns::{self, Later};
use crate::http::{Rpc, Server};
use crate::peer::Peer;
use crate::services::Service;
use crate::stratum::{self, Otherwise};
use crate::websocket::WebSocket;

/// A signet of somebody's own: the genesis block is the same for all, the magic is made from the
/// signers (BIP 325).
const OWN_SIGNET: [u8; 4] = [0x5e, 0xed, 0xc0, 0xde];
const DASH: [u8; 4] = [0xbf, 0x0c, 0x6b, 0xbd];
/// The name of Dash's genesis block, made with X11.
const DASH_GENESIS: [u8; 32] = [
    0x00, 0x00, 0x0f, 0xfd, 0x59, 0x0b, 0x14, 0x85, 0xb3, 0xca, 0xad, 0xc1, 0x9b, 0x22, 0xe6, 0x37,
    0x9c, 0x73, 0x33, 0x55, 0x10, 0x8f, 0x10, 0x7a, 0x43, 0x04, 0x58, 0xcd, 0xf3, 0x40, 0x7a, 0xb6,
];

pub(super) fn scene() -> Scene {
    let rows = services().into_iter().chain(nodes()).chain(handshake()).chain(lines());
    let entries = (1..).zip(rows).map(|(offset, (name, port, peer, expected))| {
        Entry::new(name, (offset, port), peer, expected)
    });
    Scene { name: "lookalikes", span: 64, entries: entries.collect() }
}

type Row = (&'static str, u16, Peer, Expected);

fn services() -> Vec<Row> {
    let other = Expected::class(Class::Other);
    let silent = Expected::class(Class::Silent);
    // An empty 403 is a thin sign: it leans, and decides nothing.
    let hinted_rpc = Expected::class(Class::Other).roles(&[Role::Rpc]);
    let open = Expected::node(Class::Local, "", false).roles(&[Role::Rpc]).one_of_many();
    vec![
        ("nginx", 8333, Server::Nginx.into(), other),
        ("says-yes", 8332, Server::SaysYes.into(), other),
        ("echo-json", 8332, Server::EchoJson.into(), other),
        ("redirect", 8080, Server::Redirect("http://192.0.2.1:8333/".to_owned()).into(), other),
        ("rpc-forbids", 8332, Server::BitcoindForbids.into(), hinted_rpc),
        ("rpc-open", 8332, Server::OpenRpc(Rpc::regtest()).into(), open),
        ("ethereum-echo", 8545, Server::EchoJson.into(), other),
        ("ethereum-one", 8545, Server::Says("\"0x1\"").into(), other),
        ("ethereum-true", 8545, Server::Says("true").into(), other),
        ("ethereum-object", 8545, Server::Says("{\"number\":\"0x0\"}").into(), other),
        ("ethereum-null", 8545, Server::Says("null").into(), other),
        ("websocket-echo", 8546, WebSocket::Echo.into(), other),
        ("websocket-one", 8546, WebSocket::Says("\"0x1\"").into(), other),
        ("websocket-true", 8545, WebSocket::Says("true").into(), other),
        ("websocket-no-key", 8546, WebSocket::ForgetsTheKey.into(), other),
        ("discovery-echo", 30303, Datagrams::Echo.into(), other),
        ("openssh", 8333, Service::Ssh.into(), other),
        ("redis", 9333, Service::Redis.into(), other),
        ("memcached", 18333, Service::Memcached.into(), other),
        ("smtp", 8333, Service::Smtp.into(), other),
        ("postgres", 9999, Service::Postgres.into(), silent),
        ("dns", 8333, Service::Dns.into(), silent),
        ("mqtt", 4444, Service::Mqtt.into(), silent),
        ("hello", 8333, Service::Hello.into(), other),
        ("silent", 3333, Service::Silent.into(), silent),
        ("closes-at-once", 8333, Service::ClosesAtOnce.into(), silent),
        ("resets-at-once", 8333, Service::ResetsAtOnce.into(), silent),
        ("half-close", 8333, Service::HalfClose.into(), silent),
    ]
}

/// Servers of lines, and pages that speak of mining, where work servers are looked for.
fn lines() -> Vec<Row> {
    const PLAIN: stratum::Server =
        stratum::Server { json_only: false, ..stratum::Server::knowing(&[]) };
    const ELECTRUM: stratum::Server = stratum::Server {
        otherwise: Otherwise::Say(
            r#"{"jsonrpc":"2.0","error":{"code":-32601,"message":"unknown method \"mining.subscribe\""},"id":$}"#,
        ),
        ..stratum::Server::knowing(&[])
    };
    const YES: Otherwise = Otherwise::Say(r#"{"id":$,"result":true,"error":null}"#);
    const TIME: Otherwise = Otherwise::Say("stratum 2, offset 0.000012, synchronised");
    const LANGUAGE: Otherwise = Otherwise::Say(
        "Content-Length: 98\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":$,\"error\":{\"code\":-32002,\"message\":\"Server not initialized\"}}",
    );
    const HASHRATE: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 30\r\n\r\n{\"hashrate\": 12, \"miners\": 3}\n";
    const GRAFANA: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 41\r\n\r\n<html><title>Mining - Grafana</title></ht";
    let other = Expected::class(Class::Other);
    let says = |otherwise| Peer::Stratum(stratum::Server { otherwise, ..PLAIN });
    let page = |page| Peer::Stratum(stratum::Server { page, otherwise: Otherwise::Close, ..PLAIN });
    let chat = stratum::Server { greeting: "Welcome! Say something.\n", ..PLAIN };
    vec![
        ("electrum", 3333, ELECTRUM.into(), other),
        ("line-echo", 3333, says(Otherwise::Echo), other),
        ("line-true", 4444, says(YES), other),
        ("line-chat", 5555, chat.into(), other),
        ("ntp-words", 7777, says(TIME), other),
        ("hashrate-page", 3333, page(HASHRATE), other),
        ("grafana-mining", 3334, page(GRAFANA), other),
        ("language-server", 9200, says(LANGUAGE), other),
    ]
}

fn nodes() -> Vec<Row> {
    let bitcoin = || Node::honest(Chain::bitcoin());
    let full = Expected::node(Class::Coin, "bitcoin", false);
    let ledger = Expected::node(Class::Ledger, "bitcoin", false).roles(&[]);
    let own_signet = Expected::class(Class::Local).roles(&[Role::FullNode]);
    let reject = Welcome::Reject(0x11, "Version must be 80000 or greater".to_owned());
    let own = |on_foreign_magic, chain| Node { on_foreign_magic, ..Node::honest(chain) }.into();
    vec![
        (
            "speaks-first",
            8333,
            Node { speaks_first: true, ..Node::honest(Chain::testnet3()) }.into(),
            Expected::node(Class::Coin, "bitcoin-testnet", true),
        ),
        (
            "obsolete",
            8333,
            Node { welcome: reject, ..bitcoin() }.into(),
            ledger.one_of(BITCOIN_MAGIC),
        ),
        (
            "rejects-foreign-magic",
            8333,
            own(OnForeignMagic::Reject, Chain::litecoin()),
            Expected::node(Class::Coin, "litecoin", false),
        ),
        (
            "version-only",
            8333,
            Node { welcome: Welcome::VersionOnly, ..bitcoin() }.into(),
            ledger.one_of(BITCOIN_MAGIC),
        ),
        ("no-verack", 8333, Node { welcome: Welcome::NoVerack, ..bitcoin() }.into(), ledger),
        ("light", 8333, Node::light(Chain::bitcoin()).into(), full.roles(&[Role::Light])),
        ("not-found", 8333, Node { blocks: Blocks::NotFound, ..bitcoin() }.into(), full),
        ("headers-only", 8333, Node { blocks: Blocks::Ignore, ..bitcoin() }.into(), full),
        (
            "loading",
            8333,
            Node { blocks: Blocks::Ignore, headers: HeadersAnswer::Ignore, ..bitcoin() }.into(),
            full.one_of(BITCOIN_MAGIC),
        ),
        (
            "no-headers",
            8333,
            Node { blocks: Blocks::Ignore, headers: HeadersAnswer::Empty, ..bitcoin() }.into(),
            full.one_of(BITCOIN_MAGIC),
        ),
        ("other-checksum", 8333, Node { checksum: Checksum::Other, ..bitcoin() }.into(), full),
        (
            "strict-checksum",
            8333,
            Node { checksum: Checksum::OtherStrict, ..bitcoin() }.into(),
            Expected::class(Class::Silent),
        ),
        (
            "dash",
            9999,
            Node::honest(Chain::invented(DASH, 3).renamed(DASH_GENESIS).grown(3)).into(),
            Expected::node(Class::Coin, "dash", false),
        ),
        (
            "dogecoin",
            22556,
            Node::honest(Chain::dogecoin()).agent("/Shibetoshi:1.14.9/").into(),
            Expected::node(Class::Coin, "dogecoin", false),
        ),
        (
            "signet",
            38333,
            Node::honest(Chain::signet()).into(),
            Expected::node(Class::Coin, "bitcoin-signet", true),
        ),
        (
            "own-signet",
            38333,
            own(OnForeignMagic::Version, Chain::signet().with_magic(OWN_SIGNET).grown(3)),
            own_signet,
        ),
        (
            "own-signet-fresh",
            38333,
            own(OnForeignMagic::Version, Chain::signet().with_magic(OWN_SIGNET)),
            own_signet,
        ),
    ]
}

/// Nodes of Handshake with odd manners.
fn handshake() -> Vec<Row> {
    let full = Expected::node(Class::Coin, "handshake:main", false);
    let honest = hns::Node::HONEST;
    let unproven = full.roles(&[]);
    vec![
        ("hns-catching-up", 12038, hns::Node { later: Later::Nothing, ..honest }.into(), full),
        ("hns-bit-changed", 12038, hns::Node { later: Later::Changed, ..honest }.into(), full),
        (
            "hns-light",
            12038,
            hns::Node { full: false, later: Later::Nothing, ..honest }.into(),
            unproven,
        ),
        (
            "hns-no-verack",
            12038,
            hns::Node { verack: false, later: Later::Nothing, ..honest }.into(),
            Expected::node(Class::Ledger, "handshake:main", false).roles(&[]),
        ),
    ]
}
