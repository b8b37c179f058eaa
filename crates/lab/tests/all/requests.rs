//! What may leave the scanner, as the lab hears it: the requests of each family's folder, nothing
//! else. Read by rules of its own, not by the code that sends them.

use coinsift_lab::bitcoin::{Frame, Inbox, Next};

/// The questions to JSON-RPC services of the Bitcoin family.
const METHODS: [&str; 4] = ["getblockchaininfo", "getblockhash", "getnetworkinfo", "getmininginfo"];
/// The questions to JSON-RPC services of the Ethereum family and of FISCO BCOS: all only read.
const ETHEREUM: [&str; 19] = [
    "web3_clientVersion",
    "getClientVersion",
    "getGroupInfoList",
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
/// All that is said to work servers, after the agent is taken out. No login, no work handed in.
const STRATUM: [&str; 8] = [
    r#"{"id":1,"method":"mining.subscribe","params":["AGENT"]}"#,
    r#"{"id":1,"method":"mining.subscribe","params":["AGENT","EthereumStratum/1.0.0"]}"#,
    r#"{"id":1,"method":"mining.subscribe","params":["AGENT",null,"IP",PORT]}"#,
    r#"{"id":2,"method":"mining.configure","params":[["version-rolling"],{"version-rolling.mask":"1fffe000"}]}"#,
    r#"{"id":0,"method":"mining.hello","params":{"agent":"AGENT","host":"IP","port":"PORT","proto":"EthereumStratum/2.0.0"}}"#,
    r#"{"id":1,"jsonrpc":"2.0","method":"eth_getWork","params":[]}"#,
    r#"{"id":"1","jsonrpc":"2.0","method":"getjobtemplate","params":null}"#,
    r#"{"id":1,"jsonrpc":"2.0","method":"getjob","params":{"id":"0"}}"#,
];

/// Magics of networks whose messages have a checksum of Groestl-512, twice: Groestlcoin's. Some
/// share theirs with networks of Bitcoin's.
const GROESTL: [[u8; 4]; 5] = [
    [0xf9, 0xbe, 0xb4, 0xd4],
    [0x0b, 0x11, 0x09, 0x07],
    [0x1c, 0x16, 0x3f, 0x28],
    [0x22, 0xb4, 0x96, 0x76],
    [0xfa, 0xbf, 0xb5, 0xda],
];

/// Those of BLAKE-256: Decred's.
const BLAKE: [[u8; 4]; 4] = [
    [0xf9, 0x00, 0xb4, 0xd9],
    [0x75, 0xaa, 0x94, 0xb1],
    [0xfa, 0x00, 0xb5, 0xda],
    [0x16, 0x1c, 0x14, 0x12],
];

/// Header fields of our requests.
const FIELDS: [&str; 6] =
    ["Host", "User-Agent", "Accept", "Connection", "Content-Type", "Content-Length"];

/// Those of a request to go over to WebSocket.
const UPGRADE: [&str; 7] = [
    "Host",
    "User-Agent",
    "Accept",
    "Connection",
    "Upgrade",
    "Sec-WebSocket-Version",
    "Sec-WebSocket-Key",
];

/// The magics of Handshake's networks.
const HANDSHAKE: [[u8; 4]; 4] = [
    [0xd3, 0xf2, 0x6e, 0x5b],
    [0xd2, 0x0d, 0x52, 0xb1],
    [0xcf, 0x95, 0x38, 0xae],
    [0xdc, 0x8e, 0x64, 0x0e],
];

/// The whole questions to mining devices and miners; a connection brings one of them alone.
const DEVICES: [&[u8]; 9] = [
    b"{\"command\":\"version\"}",
    b"{\"command\":\"get_version\"}",
    b"{\"command\":\"devdetails\"}",
    b"{\"command\":\"summary\"}",
    b"\x19\0\0\0{\"cmd\":\"get.device.info\"}",
    b"{\"id\":0,\"jsonrpc\":\"2.0\",\"method\":\"miner_ping\"}\n",
    b"{\"id\":0,\"jsonrpc\":\"2.0\",\"method\":\"miner_getstat1\"}\n",
    b"{\"id\":1,\"method\":\"info\",\"params\":[]}\n",
    b"summary",
];

/// The pages of their web interfaces that are asked for.
const PAGES: [&str; 11] = [
    "/api/system/info",
    "/mcb/status",
    "/api/v1/info",
    "/capabilities",
    "/api/v1/system",
    "/2/summary",
    "/api.json",
    "/summary",
    "/api/v1/status",
    "/stat",
    "/status",
];

/// The key of 64 bytes with which encrypted protocols begin, by the seed of these tests.
const FLIGHT: &str = "be292fb3195a23959265f5500acb083e443e9a31e83119598699ad122c772292\
                      a2a6553ef2c4032bba984dd26289681e6d927eb3e51785cecacdf55f710c1105";

/// What follows a key is encrypted: its length must be that of what is listed. For Bitcoin what is
/// said inside is read where it arrives, by the peer that opens it.
fn flight(name: &str, rest: &[u8]) {
    // One `SetupConnection` for an address of 9 to 15 letters, our agent of 17 as its vendor.
    let front = 6 + 16;
    let fixed = 1 + 2 + 2 + 4 + 1 + 2 + 1 + 17 + 3;
    let setup = front + fixed + 7 + 16..=front + fixed + 15 + 16;
    // A terminator, the version packet of no contents, and what follows it: a `version` first.
    let bitcoin = 16 + 20 + 4 + 13 + 86 + 16..=3584 - 64;
    let listed = rest.is_empty() || setup.contains(&rest.len()) || bitcoin.contains(&rest.len());
    assert!(listed, "{name}: {} bytes behind a key", rest.len());
}

/// Panics where one connection brought anything that is not listed.
pub fn only_listed(name: &str, heard: &[u8]) {
    if DEVICES.contains(&heard) {
        return;
    }
    if PAGES.iter().any(|page| heard.starts_with(format!("GET {page} HTTP/1.1\r\n").as_bytes())) {
        return page(name, heard);
    }
    // A magic may look like a verb, when a peer gave our own words back as its own.
    if heard.starts_with(b"GET / ") && contains(heard, b"\r\nUpgrade: websocket\r\n") {
        websocket(name, heard);
    } else if heard.starts_with(b"{\"id\":") {
        stratum(name, heard);
    } else if heard.starts_with(b"GET / ") || heard.starts_with(b"POST / ") {
        http(name, heard);
    } else if heard.starts_with(&[22, 3, 1]) || heard.starts_with(&[22, 1, 1]) {
        hello(name, heard);
    } else if hex::encode(heard).starts_with(FLIGHT) {
        flight(name, &heard[FLIGHT.len() / 2..]);
    } else if HANDSHAKE.iter().any(|magic| heard.starts_with(magic)) {
        handshake(name, heard);
    } else if !heard.is_empty() {
        frames(name, heard);
    }
}

/// Whole lines, each of the list, and the second question only behind a subscription.
fn stratum(name: &str, heard: &[u8]) {
    let heard = std::str::from_utf8(heard).expect("ASCII");
    assert!(heard.ends_with('\n') && heard.lines().count() <= 2, "{name}: {heard}");
    for (number, line) in heard.lines().enumerate() {
        let mut line = line.replace("coinsift/0 (+lab)", "AGENT");
        for (before, place) in [("null,\"127.", "IP"), ("\"host\":\"127.", "IP")] {
            line = replaced(&line, before.len() - 4, before, place);
        }
        line = replaced(&line, 8, "\"port\":\"", "PORT");
        line = replaced(&line, 10, "null,\"IP\",", "PORT");
        assert!(STRATUM.contains(&line.as_str()), "{name}: {line}");
        assert_eq!(line.contains("mining.configure"), number == 1, "{name}: {line}");
    }
}

/// The text with what follows the first `kept` bytes of `before`, up to a quote or bracket,
/// replaced by `place`.
fn replaced(text: &str, kept: usize, before: &str, place: &str) -> String {
    let Some(at) = text.find(before) else {
        return text.to_owned();
    };
    let (head, tail) = text.split_at(at + kept);
    let end = tail.find(['"', ']', ',']).unwrap_or(tail.len());
    format!("{head}{place}{}", &tail[end..])
}

/// The ClientHellos that are sent, as hex before and after the random; in the last one a session id
/// of 32 bytes follows it.
const HELLOS: [(&str, &str); 4] = [
    (
        "1603010089010000850303",
        "000026c02bc02cc02fc030cca9cca8c009c00ac013c014c023c027009c009d003c003d002f003500ff01000036\
         000a000a0008001d001700180016000b00020100000d001a001804030503060308040805080604010501060108\
         070203020100170000",
    ),
    ("160101002f0100002b0101", "000004e053e0130100"),
    (
        "16030100930100008f0303",
        "00002ae013e053c02bc02cc02fc030cca9cca8c009c00ac013c014c023c027009c009d003c003d002f003500ff\
         0100003c000a000c000a001d0017001800160029000b00020100000d001e001c07030708040305030603080408\
         05080604010501060108070203020100170000",
    ),
    (
        "160301008e0100008a0303",
        "000a13011302130300c600c701000037000a000a0008001d001700180029000d00180016040305030603080408\
         05080604010501060108070708002b0003020304003300020000",
    ),
];

/// One ClientHello, byte by byte but for what is random, and nothing after it.
fn hello(name: &str, heard: &[u8]) {
    let heard = hex::encode(heard);
    let listed = HELLOS.iter().any(|(before, after)| {
        let random = heard.strip_prefix(before).and_then(|rest| rest.strip_suffix(*after));
        random.is_some_and(|random| matches!(random.len(), 64 | 130))
    });
    assert!(listed, "{name}: a hello that is not listed: {heard}");
}

fn contains(heard: &[u8], words: &[u8]) -> bool {
    heard.windows(words.len()).any(|window| window == words)
}

/// One request for WebSocket, then masked frames: questions, pongs, a close.
fn websocket(name: &str, heard: &[u8]) {
    let end = heard.windows(4).position(|window| window == b"\r\n\r\n");
    let (head, mut frames) = heard.split_at(end.expect("a request with an end") + 4);
    let head = std::str::from_utf8(head).expect("ASCII");
    let mut lines = head.trim_end().split("\r\n");
    assert_eq!(lines.next(), Some("GET / HTTP/1.1"), "{name}");
    let fields: Vec<_> = lines.map(|line| line.split_once(": ").expect("a field").0).collect();
    assert_eq!(fields, UPGRADE, "{name}");
    while !frames.is_empty() {
        let (&[first, second], rest) = frames.split_first_chunk::<2>().expect("a head");
        assert!(second & 0x80 != 0, "{name}: frames of clients are masked");
        let (len, rest) = match second & 0x7f {
            126 => {
                let (len, rest) = rest.split_first_chunk::<2>().expect("a length");
                (usize::from(u16::from_be_bytes(*len)), rest)
            }
            short => (usize::from(short), rest),
        };
        let (mask, rest) = rest.split_first_chunk::<4>().expect("a mask");
        let (masked, rest) = rest.split_at(len);
        let payload: Vec<u8> =
            masked.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask).collect();
        match first {
            0x81 => question(name, &payload),
            0x88 => assert_eq!(payload.len(), 2, "{name}: a close with its status"),
            other => assert!(other == 0x8a && len <= 125, "{name}: a frame {other:02x}"),
        }
        frames = rest;
    }
}

/// One request that only reads, with the header fields of a reader and no body.
fn page(name: &str, heard: &[u8]) {
    let request = std::str::from_utf8(heard).expect("ASCII");
    let (head, body) = request.split_once("\r\n\r\n").expect("a request with an end");
    assert_eq!(body, "", "{name}");
    let fields: Vec<_> =
        head.split("\r\n").skip(1).map(|line| line.split_once(": ").expect("a field").0).collect();
    assert_eq!(fields, ["Host", "User-Agent", "Accept", "Connection"], "{name}");
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

/// `version`, then `verack`, then at most one `getdata`, `getheaders` for eight single blocks with
/// a `ping`, one `getheaders` from the beginning with another, and one after known blocks with a
/// third, in this order.
fn frames(name: &str, heard: &[u8]) {
    let magic = *heard.first_chunk::<4>().expect("a magic");
    let mut inbox = Inbox::default();
    inbox.push(heard);
    let mut left = ["version", "verack", "getdata"]
        .into_iter()
        .chain(std::iter::repeat_n("one header", 8))
        .chain(["ping", "getheaders", "ping", "known headers", "ping"]);
    let mut first = true;
    while let Next::Frame(frame) = inbox.next(magic) {
        assert!(sound(magic, &frame), "{name}: the checksum of {}", frame.command);
        let one = frame.command == "getheaders" && frame.payload[4] == 0;
        let known = frame.command == "getheaders" && !one && frame.payload[5..37] != [0; 32];
        let what = match (one, known) {
            (true, _) => "one header",
            (_, true) => "known headers",
            _ => frame.command.as_str(),
        };
        assert!(left.any(|known| known == what), "{name}: {what}");
        if std::mem::take(&mut first) {
            assert_eq!(frame.command, "version", "{name}");
            announces_nothing(name, &frame.payload);
        }
        match frame.command.as_str() {
            "verack" => assert!(frame.payload.is_empty()),
            "getdata" => asks_for_blocks(name, &frame.payload),
            // Version, no hash, the block that is meant.
            "getheaders" if one => {
                assert_eq!(frame.payload.len(), 37, "{name}");
                assert_ne!(frame.payload[5..], [0; 32], "{name}");
            }
            // Version, at most sixteen names of blocks, no stop.
            "getheaders" if known => {
                let count = usize::from(frame.payload[4]);
                assert!((1..=16).contains(&count), "{name}: {count} names");
                assert_eq!(frame.payload.len(), 37 + 32 * count, "{name}");
                assert!(frame.payload[5 + 32 * count..].iter().all(|&byte| byte == 0), "{name}");
            }
            // Version, one hash that no chain has, no stop.
            "getheaders" => {
                assert_eq!((frame.payload.len(), frame.payload[4]), (69, 1), "{name}");
                assert!(frame.payload[5..].iter().all(|&byte| byte == 0), "{name}");
            }
            "ping" => assert_eq!(frame.payload.len(), 8, "{name}"),
            _ => {}
        }
    }
    assert!(inbox.is_empty(), "{name}: bytes that are no frame: {}", hex::encode(heard));
}

/// Whether the checksum is made by a hash that networks of this magic use.
fn sound(magic: [u8; 4], frame: &Frame) -> bool {
    let groestl = || {
        let once = <groestl::Groestl512 as groestl::Digest>::digest(&frame.payload);
        <groestl::Groestl512 as groestl::Digest>::digest(once).starts_with(&frame.checksum)
    };
    let blake = || {
        <blake_hash::Blake256 as blake_hash::Digest>::digest(&frame.payload)
            .starts_with(&frame.checksum)
    };
    frame.sound || GROESTL.contains(&magic) && groestl() || BLAKE.contains(&magic) && blake()
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

/// `version`, then `verack`, at most one `getdata` for one block, `getheaders` for two single
/// blocks and a `ping`, in this order.
fn handshake(name: &str, mut heard: &[u8]) {
    let mut left = [0u8, 1, 7, 10, 10, 2].into_iter();
    let magic = *heard.first_chunk::<4>().expect("a magic");
    while let Some((head, rest)) = heard.split_first_chunk::<9>() {
        assert_eq!(head[..4], magic, "{name}");
        let len = u32::from_le_bytes([head[5], head[6], head[7], head[8]]);
        let (payload, rest) = rest.split_at(len as usize);
        assert!(left.any(|kind| kind == head[4]), "{name}: a message of type {}", head[4]);
        match head[4] {
            // Version 3 without services, the time, no address, a nonce, the agent, height 0, no relay.
            0 => {
                assert_eq!(payload[..12], [3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], "{name}");
                assert_eq!(payload[20..108], [0; 88], "{name}: an address");
                let agent = usize::from(payload[116]);
                assert!(payload[117..].starts_with(b"coinsift/"), "{name}: the agent");
                assert_eq!(payload[117 + agent..], [0, 0, 0, 0, 1], "{name}: height and relay");
            }
            1 => assert!(payload.is_empty(), "{name}"),
            7 => assert_eq!((payload.len(), &payload[..5]), (37, &[1, 2, 0, 0, 0][..]), "{name}"),
            10 => assert_eq!((payload.len(), payload[0]), (33, 0), "{name}: no locator, a stop"),
            _ => assert_eq!(payload.len(), 8, "{name}"),
        }
        heard = rest;
    }
    assert!(heard.is_empty(), "{name}: bytes that are no message");
}
