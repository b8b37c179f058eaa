//! Nodes of the Bitcoin family behave as documented, seen from a plain connection.

use crate::client::{Client, End, ask};
use coinsift_lab::Lab;
use coinsift_lab::bitcoin::{
    Blocks, Chain, Checksum, Frame, HeadersAnswer, Inbox, Next, Node, OnForeignMagic, Welcome,
    frame,
};

const LITECOIN: [u8; 4] = [0xfb, 0xc0, 0xb6, 0xdb];

/// A frame of Bitcoin.
fn word(command: &str, payload: &[u8]) -> Vec<u8> {
    frame(Chain::bitcoin().magic, command, payload, Checksum::Sha256d)
}

fn hello() -> Vec<u8> {
    word("version", &[0; 86])
}

/// The question for one block, named in display order.
fn get_block(mut name: [u8; 32]) -> Vec<u8> {
    name.reverse();
    word("getdata", &[&[1, 2, 0, 0, 0][..], &name].concat())
}

/// The question for what follows a block, or the start where the block is unknown.
fn get_headers(after: [u8; 32]) -> Vec<u8> {
    word("getheaders", &[&[0x80, 0x11, 1, 0, 1][..], &after, &[0; 32]].concat())
}

fn frames(heard: &[u8], magic: [u8; 4]) -> Vec<Frame> {
    let mut inbox = Inbox::default();
    inbox.push(heard);
    let mut frames = Vec::new();
    while let Next::Frame(frame) = inbox.next(magic) {
        frames.push(frame);
    }
    assert!(inbox.is_empty(), "whole frames only");
    frames
}

fn commands(heard: &[u8], magic: [u8; 4]) -> Vec<String> {
    frames(heard, magic).into_iter().map(|frame| frame.command).collect()
}

async fn told(node: Node, words: &[Vec<u8>]) -> (Vec<u8>, End) {
    let mut lab = Lab::new();
    let at = lab.add_anywhere(node).await.expect("a free port");
    ask(at, words.concat()).await
}

fn bitcoin() -> Node {
    Node::honest(Chain::bitcoin())
}

#[tokio::test]
async fn an_honest_node_completes_the_handshake_and_stays() {
    let (heard, end) = told(bitcoin().height(800_000), &[hello(), word("verack", &[])]).await;
    let frames = frames(&heard, Chain::bitcoin().magic);
    let commands: Vec<&str> = frames.iter().map(|frame| frame.command.as_str()).collect();
    let expected = ["version", "wtxidrelay", "sendaddrv2", "verack", "sendcmpct", "ping"];
    assert_eq!(commands, expected);
    assert!(frames.iter().all(|frame| frame.sound));
    let version = &frames[0].payload;
    assert_eq!(version[..4], 70016_u32.to_le_bytes());
    assert_eq!(version[4..12], (1_u64 | 1 << 3 | 1 << 10).to_le_bytes());
    assert_eq!(version[80..97], *b"\x10/Satoshi:27.0.0/");
    assert_eq!(version[97..101], 800_000_u32.to_le_bytes());
    assert_eq!(end, End::Open);
}

#[tokio::test]
async fn a_node_says_nothing_until_it_is_greeted() {
    let mut lab = Lab::new();
    let at = lab.add_anywhere(bitcoin()).await.expect("a free port");
    let mut client = Client::connect(at).await;
    assert!(client.is_quiet().await);
    client.say(word("getheaders", &[0; 69])).await;
    assert!(client.is_quiet().await, "questions before the handshake are ignored");
}

#[tokio::test]
async fn a_frame_split_at_every_byte_is_understood() {
    let mut lab = Lab::new();
    let at = lab.add_anywhere(bitcoin()).await.expect("a free port");
    let mut client = Client::connect(at).await;
    client.0.set_nodelay(true).expect("an open connection");
    for byte in hello() {
        client.say([byte]).await;
    }
    let (heard, _) = client.hear_all(usize::MAX).await;
    assert_eq!(
        commands(&heard, Chain::bitcoin().magic).first().map(String::as_str),
        Some("version")
    );
}

#[tokio::test]
async fn a_foreign_magic_is_met_as_told() {
    let foreign = frame(LITECOIN, "version", &[0; 86], Checksum::Sha256d);
    let own = Chain::bitcoin().magic;
    for (on_foreign_magic, expected, end) in [
        (OnForeignMagic::Close, vec![], End::Fin),
        (OnForeignMagic::Version, vec!["version"], End::Reset),
        (OnForeignMagic::Reject, vec!["reject"], End::Fin),
    ] {
        let node = Node { on_foreign_magic, ..bitcoin() };
        let (heard, ended) = told(node, std::slice::from_ref(&foreign)).await;
        assert_eq!(
            (commands(&heard, own), ended),
            (expected.iter().map(|s| (*s).to_owned()).collect(), end)
        );
    }
}

#[tokio::test]
async fn text_is_a_foreign_magic_too() {
    let mut lab = Lab::new();
    let at = lab.add_anywhere(bitcoin()).await.expect("a free port");
    let (heard, end) = ask(at, "GET / HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert_eq!((heard.len(), end), (0, End::Fin));
}

#[tokio::test]
async fn the_genesis_block_is_handed_over_and_others_are_not() {
    let chain = Chain::bitcoin();
    let unknown = get_block([7; 32]);
    let words = [hello(), word("verack", &[]), unknown, get_block(chain.genesis_hash())];
    let (heard, _) = told(bitcoin(), &words).await;
    let frames = frames(&heard, chain.magic);
    let blocks: Vec<_> = frames.iter().filter(|frame| frame.command == "block").collect();
    assert_eq!(blocks.len(), 1);
    assert_eq!(blocks[0].payload, chain.genesis_block());
    assert_eq!(blocks[0].payload.len(), 285, "as on the real network");
}

#[tokio::test]
async fn getdata_is_met_as_told() {
    let words = [hello(), get_block(Chain::bitcoin().genesis_hash())];
    for (blocks, last, end) in [
        (Blocks::Serve, "block", End::Open),
        (Blocks::NotFound, "notfound", End::Open),
        (Blocks::Ignore, "verack", End::Open),
        (Blocks::HangUp, "verack", End::Fin),
    ] {
        let (heard, ended) = told(Node { blocks, ..bitcoin() }, &words).await;
        let commands = commands(&heard, Chain::bitcoin().magic);
        assert_eq!((commands.last().map(String::as_str), ended), (Some(last), end));
    }
}

#[tokio::test]
async fn headers_follow_what_both_know() {
    let chain = Chain::regtest().with_magic(Chain::bitcoin().magic).grown(4);
    let name_of =
        |height: usize| <[u8; 32]>::try_from(&chain.headers()[height][4..36]).expect("32");
    for (after, expected) in [([9; 32], chain.headers()), (name_of(2), &chain.headers()[2..])] {
        let (heard, _) = told(Node::honest(chain.clone()), &[hello(), get_headers(after)]).await;
        let frames = frames(&heard, chain.magic);
        let list = &frames.last().expect("an answer").payload;
        assert_eq!(frames.last().expect("an answer").command, "headers");
        let mut written = vec![expected.len() as u8];
        for header in expected {
            written.extend_from_slice(header);
            written.push(0);
        }
        assert_eq!(*list, written);
    }
}

#[tokio::test]
async fn without_a_locator_one_header_is_asked_for() {
    let chain = Chain::bitcoin();
    let question =
        |name: [u8; 32]| word("getheaders", &[&[0x80, 0x11, 1, 0, 0][..], &name].concat());
    let mut genesis = chain.genesis_hash();
    genesis.reverse();
    for (name, expected) in [(genesis, Some(chain.genesis_header())), ([3; 32], None)] {
        let (heard, _) = told(bitcoin(), &[hello(), question(name)]).await;
        let frames = frames(&heard, chain.magic);
        let lists: Vec<&[u8]> = frames
            .iter()
            .filter(|frame| frame.command == "headers")
            .map(|frame| frame.payload.as_slice())
            .collect();
        // Who does not have it says nothing.
        let written = expected.map(|header| [&[1][..], header, &[0]].concat());
        assert_eq!(lists, written.iter().map(Vec::as_slice).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn getheaders_is_met_as_told() {
    let words = [hello(), get_headers([0; 32])];
    for (headers, last, payload) in [
        (HeadersAnswer::List, "headers", 82),
        (HeadersAnswer::Empty, "headers", 1),
        (HeadersAnswer::Ignore, "verack", 0),
    ] {
        let (heard, _) = told(Node { headers, ..bitcoin() }, &words).await;
        let frames = frames(&heard, Chain::bitcoin().magic);
        let answer = frames.last().expect("an answer");
        assert_eq!((answer.command.as_str(), answer.payload.len()), (last, payload));
    }
}

#[tokio::test]
async fn a_node_welcomes_as_told() {
    let words = [hello(), word("verack", &[]), get_block(Chain::bitcoin().genesis_hash())];
    let reject = Welcome::Reject(0x11, "obsolete".to_owned());
    for (welcome, expected, end) in [
        (Welcome::NoVerack, vec!["version", "sendcmpct", "ping", "block"], End::Open),
        (Welcome::VersionOnly, vec!["version"], End::Open),
        (reject, vec!["reject"], End::Fin),
    ] {
        let (heard, ended) = told(Node { welcome, ..bitcoin() }, &words).await;
        assert_eq!(commands(&heard, Chain::bitcoin().magic), expected);
        assert_eq!(ended, end);
        if expected == ["reject"] {
            let payload = &frames(&heard, Chain::bitcoin().magic)[0].payload;
            assert_eq!(payload, b"\x07version\x11\x08obsolete");
        }
    }
}

#[tokio::test]
async fn a_node_that_speaks_first_greets_once() {
    let mut lab = Lab::new();
    let node = Node { speaks_first: true, ..bitcoin() };
    let at = lab.add_anywhere(node).await.expect("a free port");
    let mut client = Client::connect(at).await;
    let (heard, _) = client.hear_all(usize::MAX).await;
    assert_eq!(commands(&heard, Chain::bitcoin().magic), ["version"]);
    client.say(hello()).await;
    let (heard, _) = client.hear_all(usize::MAX).await;
    assert_eq!(commands(&heard, Chain::bitcoin().magic), ["wtxidrelay", "sendaddrv2", "verack"]);
}

#[tokio::test]
async fn another_checksum_is_made_and_where_told_demanded() {
    for (checksum, expected) in [(Checksum::Other, 4), (Checksum::OtherStrict, 0)] {
        let (heard, end) = told(Node { checksum, ..bitcoin() }, &[hello()]).await;
        let frames = frames(&heard, Chain::bitcoin().magic);
        assert_eq!((frames.len(), end), (expected, End::Open));
        assert!(frames.iter().all(|frame| !frame.sound));
    }
    // And one that holds to SHA-256d drops what is not made by it.
    let words = frame(Chain::bitcoin().magic, "version", &[0; 86], Checksum::Other);
    let (heard, end) = told(bitcoin(), &[words]).await;
    assert_eq!((heard.len(), end), (0, End::Open));
}

#[tokio::test]
async fn what_cannot_be_a_frame_ends_the_connection() {
    let mut long = word("version", &[0; 86]);
    long[16..20].copy_from_slice(&u32::MAX.to_le_bytes());
    let (heard, end) = told(bitcoin(), &[long]).await;
    assert_eq!((heard.len(), end), (0, End::Fin));
}
