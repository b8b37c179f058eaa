//! Fresh checkpoints of the Ethereum family: over JSON-RPC, and between peers by node key.

use std::net::SocketAddr;

use coinsift_lab::Lab;
use coinsift_lab::ethereum::Chain;
use coinsift_lab::http::Server;
use coinsift_protocols::ethereum::peer::Peer;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use super::{refresh, table};
use crate::program::Program;

const ID: u64 = 471_147;
const HEAD: &str = "network,name,name_zh,ticker,testnet,testnet_basis,chain_id,network_id,genesis,id_use,\
                    validators,note,source\n";

fn chain() -> Chain {
    Chain::invented(ID).grown(300)
}

/// The same network: one that goes on, one that stopped early, one that left it.
fn nodes() -> [(&'static str, Chain); 3] {
    [
        ("yes", chain().grown(7)),
        ("lags", Chain::invented(ID).grown(200)),
        ("other-branch", chain().parted(220, 100)),
    ]
}

/// A program whose atlas lists the laboratory's chain as a public one with a coin.
fn program() -> Program {
    let program = Program::new();
    let genesis = hex::encode(chain().hash(0).expect("block 0"));
    let row = format!("evm:{ID},Lab Chain,,LAB,no,name,{ID},{ID},{genesis},,,,here\n");
    program.file("tables/evm.csv", &format!("{HEAD}{row}"));
    program
}

fn serve(runtime: &Runtime, lab: &mut Lab, chain: Chain) -> SocketAddr {
    runtime.block_on(lab.add_anywhere(Server::Ethereum(chain))).expect("a free address")
}

/// A node between peers that holds a chain, until the runtime ends: its `enode://` address.
fn peer(runtime: &Runtime, chain: Chain) -> String {
    let headers: Vec<Vec<u8>> =
        (0..=chain.height()).map(|height| chain.header(height).expect("it has it")).collect();
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a free port");
    let at = listener.local_addr().expect("bound");
    runtime.spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut peer = Peer::holding(ID, [0x4c, 0x41, 0x42, 0x21], headers.clone());
            tokio::spawn(async move {
                let mut buffer = vec![0; 16 * 1024];
                while let Ok(len) = stream.read(&mut buffer).await
                    && len > 0
                {
                    if stream.write_all(&peer.bytes(&buffer[..len])).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    format!("enode://{}@{at}", hex::encode(Peer::default().key()))
}

fn verdict(program: &Program, target: &str) -> Value {
    let ran = program.run(&["scan", target, "--atlas", "tables", "--json"]);
    ran.typed("verdict").first().unwrap_or_else(|| panic!("{}", ran.err())).clone()
}

/// Whether the verdict says that it rests on a service's word.
fn by_service(verdict: &Value) -> bool {
    let said = "This is what its query service says. A service may answer for a node elsewhere.";
    verdict["summary"].as_array().expect("a list").iter().any(|sentence| sentence == said)
}

/// What was taken: 64 blocks behind the tip, and a hundred below.
fn check_table(program: &Program, reference: &str) {
    let rows = table(program);
    for height in [236, 136] {
        let hash = hex::encode(chain().hash(height).expect("it has it"));
        let row = format!("evm:{ID},{height},{hash},fresh,yes,,reference,2023-11-1");
        assert!(rows.contains(&row) && rows.contains(reference), "{rows}");
    }
    assert_eq!(rows.lines().count(), 3, "{rows}");
}

#[test]
fn over_json_rpc_a_node_follows_lags_or_left_by_its_own_word() {
    let (program, runtime, mut lab) = (program(), Runtime::new().expect("a runtime"), Lab::new());
    let reference = format!("http://{}", serve(&runtime, &mut lab, chain()));
    let nodes = nodes().map(|(word, chain)| (word, serve(&runtime, &mut lab, chain)));

    let before = verdict(&program, &nodes[0].1.to_string());
    assert_eq!((&before["class"], &before["follows"]), (&"coin".into(), &Value::Null), "{before}");

    let ran = refresh(&program, std::slice::from_ref(&reference), &["--json"]);
    assert_eq!(ran.code(), 0, "{}", ran.err());
    check_table(&program, &reference);

    for (word, at) in nodes {
        let said = verdict(&program, &at.to_string());
        assert_eq!(said["follows"], word, "{said}");
        let class = if word == "other-branch" { "ledger" } else { "coin" };
        assert_eq!(
            (&said["class"], &said["strength"]),
            (&class.into(), &"stated".into()),
            "{said}"
        );
        assert!(by_service(&said), "{said}");
        assert_eq!(
            said["contradictions"].as_array().map(Vec::len),
            Some(usize::from(class == "ledger"))
        );
    }
    runtime.block_on(lab.stop());
}

#[test]
fn between_peers_a_node_shows_the_header_another_one_or_none() {
    let (program, runtime) = (program(), Runtime::new().expect("a runtime"));
    let reference = peer(&runtime, chain());
    let ran = refresh(&program, std::slice::from_ref(&reference), &["--json"]);
    assert_eq!(ran.code(), 0, "{}", ran.err());
    let (key, address) = reference.split_once('@').expect("an address");
    check_table(&program, address);
    assert!(!table(&program).contains(&key[8..]), "the address tells as much as the key");

    for (word, chain) in nodes() {
        let said = verdict(&program, &peer(&runtime, chain));
        assert_eq!(said["follows"], word, "{said}");
        let class = if word == "other-branch" { "ledger" } else { "coin" };
        assert_eq!(said["class"], class, "{said}");
        assert!(!by_service(&said), "{said}");
    }
    // The header shown instead is on record, as a fact of its own and in the contradiction.
    let left = nodes()[2].1.clone();
    let instead = hex::encode(left.hash(236).expect("it has it"));
    let ran = program.run(&["scan", &peer(&runtime, left), "--atlas", "tables", "--json"]);
    let said = ran.typed("verdict").first().expect("a verdict").clone();
    let evidence = said["contradictions"][0]["evidence"].as_array().expect("a list");
    let shown = |item: &Value| {
        item["fact"] == "ethereum.header.other" && item.to_string().contains(&instead)
    };
    assert!(evidence.iter().any(shown), "{said}");
}

#[test]
fn a_service_and_a_peer_that_disagree_leave_the_atlas_as_it_is() {
    let (program, runtime, mut lab) = (program(), Runtime::new().expect("a runtime"), Lab::new());
    let service = format!("http://{}", serve(&runtime, &mut lab, chain()));
    let agreeing = peer(&runtime, chain());
    let ran = refresh(&program, &[service.clone(), agreeing], &["--json"]);
    assert_eq!(ran.code(), 0, "{}", ran.err());
    check_table(&program, &service);

    let other = self::program();
    let left = peer(&runtime, chain().parted(220, 80));
    let ran = refresh(&other, &[service, left], &[]);
    assert_eq!(ran.code(), 2, "{}", ran.err());
    assert!(ran.err().contains("236"), "{}", ran.err());
    assert_eq!(table(&other), "");
    runtime.block_on(lab.stop());
}
