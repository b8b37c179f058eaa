//! What may leave the scanner, as the lab hears it: the requests of each family's folder, nothing
//! else. Read by rules of its own, not by the code that sends them.

use coinsift_lab::bitcoin::{Inbox, Next};

/// The questions to JSON-RPC services of the Bitcoin family.
const METHODS: [&str; 4] = ["getblockchaininfo", "getblockhash", "getnetworkinfo", "getmininginfo"];
/// The questions to JSON-RPC services of the Ethereum family and of FISCO BCOS: all only read.
const ETHEREUM: [&str; 18] = [
    "web3_clientVersion",
    "getClientVersion",
    "eth_getBlockByNumber",
    "eth_chainId",
    "net_version",
    "eth_syncing",
    "net_peerCount",
    "eth_mining",
    "eth_hashrate",
    "eth_gasPrice",
    "rpc_modules",
    "clique_getSigners",
    "istanbul_getValidators",
    "ibft_getValidatorsByBlockNumber",
    "qbft_getValidatorsByBlockNumber",
    "admin_nodeInfo",
    "hardhat_metadata",
    "anvil_nodeInfo",
];
/// Header fields of our requests.
const FIELDS: [&str; 6] =
    ["Host", "User-Agent", "Accept", "Connection", "Content-Type", "Content-Length"];

/// Panics where one connection brought anything that is not listed.
pub fn only_listed(name: &str, heard: &[u8]) {
    // A magic may look like a verb, when a peer gave our own words back as its own.
    if heard.starts_with(b"GET / ") || heard.starts_with(b"POST / ") {
        http(name, heard);
    } else if !heard.is_empty() {
        frames(name, heard);
    }
}

fn http(name: &str, mut heard: &[u8]) {
    while !heard.is_empty() {
        let end = heard.windows(4).position(|window| window == b"\r\n\r\n");
        let end = end.expect("a request with an end");
        let head = std::str::from_utf8(&heard[..end]).expect("ASCII");
        let mut lines = head.split("\r\n");
        let first = lines.next().expect("a request line");
        let fields: Vec<_> = lines.map(|line| line.split_once(": ").expect("a field")).collect();
        for (field, _) in &fields {
            assert!(FIELDS.contains(field), "{name}: {field}");
        }
        let length = fields.iter().find(|(field, _)| *field == "Content-Length");
        let length = length.map_or(0, |(_, length)| length.parse().expect("a length"));
        let body = &heard[end + 4..][..length];
        if first == "POST / HTTP/1.1" {
            question(name, body);
        } else {
            assert_eq!((first, length), ("GET / HTTP/1.1", 0), "{name}");
        }
        heard = &heard[end + 4 + length..];
    }
}

fn question(name: &str, body: &[u8]) {
    let question: serde_json::Value = serde_json::from_slice(body).expect("JSON");
    if let Some(batch) = question.as_array() {
        for question in batch {
            let method = question["method"].as_str().expect("a method");
            assert!(ETHEREUM.contains(&method), "{name}: {method}");
        }
        return;
    }
    let method = question["method"].as_str().expect("a method");
    if ETHEREUM.contains(&method) {
        return;
    }
    assert!(METHODS.contains(&method), "{name}: {method}");
    let params = question["params"].as_array().expect("a list");
    assert_eq!(params.len(), usize::from(method == "getblockhash"), "{name}: {question}");
    let fields = question.as_object().expect("an object").keys();
    assert!(
        fields.into_iter().all(|key| ["jsonrpc", "id", "method", "params"].contains(&key.as_str()))
    );
}

/// `version`, then `verack`, then at most one `getdata` and one `getheaders`, in this order.
fn frames(name: &str, heard: &[u8]) {
    let magic = *heard.first_chunk::<4>().expect("a magic");
    let mut inbox = Inbox::default();
    inbox.push(heard);
    let mut left = ["version", "verack", "getdata", "getheaders"].iter();
    let mut first = true;
    while let Next::Frame(frame) = inbox.next(magic) {
        assert!(frame.sound, "{name}: the checksum of {}", frame.command);
        assert!(left.any(|&command| command == frame.command), "{name}: {}", frame.command);
        if std::mem::take(&mut first) {
            assert_eq!(frame.command, "version", "{name}");
            announces_nothing(name, &frame.payload);
        }
        match frame.command.as_str() {
            "verack" => assert!(frame.payload.is_empty()),
            "getdata" => asks_for_blocks(name, &frame.payload),
            // Version, one hash that no chain has, no stop.
            "getheaders" => {
                assert_eq!((frame.payload.len(), frame.payload[4]), (69, 1), "{name}");
                assert!(frame.payload[5..].iter().all(|&byte| byte == 0), "{name}");
            }
            _ => {}
        }
    }
    assert!(inbox.is_empty(), "{name}: bytes that are no frame");
}

/// No services, no address of ours, height 0, no transactions wanted.
fn announces_nothing(name: &str, version: &[u8]) {
    assert_eq!(version[4..12], [0; 8], "{name}: services");
    // The sender: services, address (IPv4 mapped), port.
    let sender = &version[46..72];
    assert_eq!(sender[..8], [0; 8], "{name}: services of the sender");
    assert_eq!(sender[20..], [0; 6], "{name}: an address to come back to");
    let agent = usize::from(version[80]);
    assert!(version[81..].starts_with(b"/coinsift:"), "{name}: the agent");
    assert_eq!(version[81 + agent..], [0; 5], "{name}: height and relay");
}

fn asks_for_blocks(name: &str, inventory: &[u8]) {
    let count = usize::from(inventory[0]);
    assert!((1..=32).contains(&count), "{name}: {count} blocks");
    assert_eq!(inventory.len(), 1 + 36 * count, "{name}");
    for item in inventory[1..].chunks(36) {
        assert_eq!(item[..4], [2, 0, 0, 0], "{name}: no block is meant");
    }
}
