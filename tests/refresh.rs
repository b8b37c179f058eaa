//! Fresh checkpoints: taken from a reference, then held against nodes that follow, lag, and left.

mod ethereum;
mod login;

use std::net::SocketAddr;

use coinsift_lab::Lab;
use coinsift_lab::bitcoin::{Chain, Node};
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::program::{Program, Ran};

const MAGIC: [u8; 4] = [0x1a, 0xbc, 0x01, 0x4e];
const HEAD: &str = "network,name,name_zh,ticker,kind,coin,magic,genesis,p2p_port,rpc_port,consensus,\
                    id_hash,work_hash,agents,source\n";

fn chain() -> Chain {
    Chain::invented(MAGIC, 77).grown(150)
}

/// A program whose atlas lists the laboratory's chain as a public one with a coin.
fn program() -> Program {
    let program = Program::new();
    let genesis = hex::encode(chain().genesis_hash());
    let row = format!("labcoin,Labcoin,,LAB,main,yes,1abc014e,{genesis},,,PoW,sha256d,,,here\n");
    program.file("tables/bitcoin.csv", &format!("{HEAD}{row}"));
    program
}

fn add(runtime: &Runtime, lab: &mut Lab, chain: Chain) -> SocketAddr {
    // Nobody guesses its magic, so it says it first.
    let node = Node { speaks_first: true, ..Node::honest(chain) };
    runtime.block_on(lab.add_anywhere(node)).expect("a free address")
}

fn refresh(program: &Program, references: &[String], more: &[&str]) -> Ran {
    let mut args = vec!["atlas", "refresh", "--atlas", "tables", "--reference"];
    args.extend(references.iter().map(String::as_str));
    args.extend(more);
    program.run(&args)
}

fn table(program: &Program) -> String {
    std::fs::read_to_string(program.path().join("tables/checkpoints.csv")).unwrap_or_default()
}

fn verdict(program: &Program, at: SocketAddr) -> Value {
    let ran = program.run(&["scan", &at.to_string(), "--atlas", "tables", "--json"]);
    ran.typed("verdict").first().cloned().expect("a verdict").clone()
}

#[test]
fn a_refresh_tells_followers_laggards_and_other_branches_apart() {
    let (program, runtime, mut lab) = (program(), Runtime::new().expect("a runtime"), Lab::new());
    let reference = add(&runtime, &mut lab, chain());
    let follower = add(&runtime, &mut lab, chain().grown(2));
    let laggard = add(&runtime, &mut lab, Chain::invented(MAGIC, 77).grown(100));
    let left = add(&runtime, &mut lab, chain().parted(120, 40));

    let before = verdict(&program, follower);
    assert_eq!((&before["class"], &before["follows"]), (&"coin".into(), &Value::Null), "{before}");

    let more = ["--network", "labcoin", "--operator", "Inspection", "--json"];
    let ran = refresh(&program, &[reference.to_string()], &more);
    assert_eq!(ran.code(), 0, "{}", ran.err());
    let taken: Vec<u64> =
        ran.objects().iter().map(|row| row["height"].as_u64().expect("a height")).collect();
    assert_eq!(taken, [144, 44], "six behind the tip, and a hundred below");
    let rows = table(&program);
    assert!(
        rows.contains(&format!("fresh,yes,,reference,2023-11-15T22:03:20.000Z,{reference},")),
        "{rows}"
    );
    assert!(rows.contains(",Inspection"), "{rows}");

    for (at, class, follows) in [
        (follower, "coin", Value::from("yes")),
        (laggard, "coin", Value::from("lags")),
        (left, "ledger", Value::from("other-branch")),
    ] {
        let said = verdict(&program, at);
        assert_eq!((&said["class"], &said["follows"]), (&class.into(), &follows), "{said}");
    }
    let said = verdict(&program, left);
    assert_eq!((&said["network"], &said["candidates"][0]), (&Value::Null, &"labcoin".into()));
    assert_eq!(said["contradictions"][0]["coin_side"], true, "{said}");
    runtime.block_on(lab.stop());
}

#[test]
fn references_that_cannot_be_used_leave_the_atlas_as_it_is() {
    let (program, runtime, mut lab) = (program(), Runtime::new().expect("a runtime"), Lab::new());
    let reference = add(&runtime, &mut lab, chain()).to_string();
    let left = add(&runtime, &mut lab, chain().parted(120, 30)).to_string();
    let stranger = add(&runtime, &mut lab, Chain::invented([9, 8, 7, 6], 3).grown(20)).to_string();
    let web = runtime.block_on(lab.add_anywhere(coinsift_lab::http::Server::Nginx));
    let web = web.expect("a free address").to_string();
    let service = format!("http://me:hunter2@{web}/");
    let nobody = "127.0.0.1:1".to_owned();
    for (references, more, code, words) in [
        (
            vec![reference.clone(), left.clone()],
            vec!["--network", "labcoin"],
            2,
            vec![&*reference, &*left],
        ),
        (vec![nobody.clone()], vec![], 1, vec![&*nobody]),
        (vec![web.clone()], vec![], 2, vec![&*web]),
        (vec![service], vec![], 2, vec![&*web]),
        (vec![stranger], vec![], 2, vec!["atlas"]),
        (vec![reference.clone()], vec!["--network", "bitcoin"], 2, vec!["bitcoin"]),
        (vec![reference.clone()], vec!["--network", "nothing"], 2, vec!["nothing"]),
        (
            vec![reference.clone()],
            vec!["--network", "labcoin", "--depth", "150"],
            2,
            vec!["--depth"],
        ),
        (vec!["http://me:hunter2@host".to_owned()], vec![], 2, vec!["http://host"]),
        (vec!["enode://12@127.0.0.1:1".to_owned()], vec![], 2, vec!["enode://12"]),
    ] {
        for lang in ["en", "zh"] {
            let more = [&more[..], &["--lang", lang]].concat();
            let ran = refresh(&program, &references, &more);
            let said = ran.err();
            assert_eq!(ran.code(), code, "{references:?}: {said}");
            assert!(!said.contains('⟦') && !said.contains("hunter2"), "{said}");
            assert!(lang == "zh" || words.iter().all(|word| said.contains(word)), "{said}");
        }
        assert_eq!(table(&program), "", "{references:?}");
    }
    runtime.block_on(lab.stop());
}
