//! The dialects, each by an answer of its software.

use super::{fact, held};
use crate::dialogue::Ending;

const H: &str = "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1";

/// What is granted: dialect, bytes of the nonce given and left, software.
#[test]
fn subscriptions_by_their_shape() {
    for (said, expected) in [
        (r#"[[["mining.notify","6625f001"]],"6625f001",8]"#, "bitcoin 4 8 ckpool"),
        (r#"[[["mining.notify","6625f001"]],"f000000f7a01",2]"#, "bitcoin 6 2 ckpool"),
        (
            r#"[[["mining.set_difficulty","de"],["mining.notify","ae"]],"08000002",4]"#,
            "bitcoin 4 4 node-stratum",
        ),
        (
            r#"[[["mining.notify","mining.notify"],["mining.set_difficulty","mining.set_difficulty"]],"00",8]"#,
            "bitcoin 1 8 f2pool",
        ),
        (r#"["mining.notify","ae6812eb"]"#, "- - - -"),
        (r#"[["mining.notify","ae6812eb4cd7735a"],"",4]"#, "bitcoin 0 4 -"),
        (r#"[["mining.notify","ae6812eb","EthereumStratum/1.0.0"],"080c"]"#, "ethash-1 2 - -"),
        (r#"[["mining.notify","ae6812eb","EthereumStratum/1.0.0"],"080c",6]"#, "ethash-1 2 6 -"),
        (r#"[true,"EthereumStratum/1.0.0"]"#, "kaspa - - -"),
        (r#"[null,"64290b"]"#, "kawpow-or-zcash 3 - -"),
        (r#"["a1b2c3","0a0b0c0d"]"#, "zcash 4 - -"),
        (r#"[null,"0a0b0c0d0e0f1011"]"#, "zcash 8 - -"),
        (r#"[null,"a331",6]"#, "nonce-only 2 6 -"),
        (&format!(r#"["","{}",30,"{H}"]"#, &H[..62]), "xelis 31 30 -"),
        (r#""result""#, "alephium - - -"),
        // Nonces that are no hex, too long, or of no size.
        (r#"[null,"xyz",6]"#, "- - - -"),
        (&format!(r#"[null,"{H}{H}",6]"#), "- - - -"),
        (r#"[null,"a331",0]"#, "- - - -"),
        (r#"[null,"a331",4000000000]"#, "- - - -"),
        (r#"[[["mining.steal","1"]],"6625f001",8]"#, "- - - -"),
        (r#"[[],"6625f001",8]"#, "- - - -"),
    ] {
        let held = held("subscribe", &format!("{{\"id\":1,\"result\":{said},\"error\":null}}\n"));
        let found = ["reply.dialect", "extranonce.given", "extranonce.left", "reply.software"]
            .map(|name| fact(&held, &format!("stratum.{name}")));
        assert_eq!(found.join(" "), expected, "{said}");
    }
}

#[test]
fn public_pool_is_known_by_the_order_of_its_keys() {
    let own = r#"{"id":1,"error":null,"result":[[["mining.notify","57a6f098"]],"57a6f098",4]}"#;
    assert_eq!(
        fact(&held("subscribe", &format!("{own}\n")), "stratum.reply.software"),
        "public-pool"
    );
}

/// Jobs: the form, and what they tell.
#[test]
fn jobs_by_their_shape() {
    let kaspa = r#"["12",[1,2,3,4],1714000000000]"#;
    let kawpow = format!(r#"["a1","{H}","{H}","{H}",true,3412345,"1b00f0a1"]"#);
    let zcash = format!(
        r#"["a1","04000000","{H}","{H}","{H}","6625f000","1c01f0a1",true,"144_5","BgoldPoW"]"#
    );
    let ethash = format!(r#"["a1","{H}","{H}",true]"#);
    let ckb = format!(r#"["a1","{H}",77,"{H}",true]"#);
    let other = format!(r#"["a1",5,"{H}{H}"]"#);
    for (params, expected) in [
        (kaspa, "kaspa - kheavyhash"),
        (&kawpow, "kawpow 3412345 progpow"),
        (&zcash, "zcash - equihash"),
        (&ethash, "ethash-1 - ethash"),
        (&ckb, "ckb 77 eaglesong"),
        (&other, "other - -"),
    ] {
        let line = format!("{{\"id\":null,\"method\":\"mining.notify\",\"params\":{params}}}\n");
        let held = held("listen", &line);
        let found = ["job.form", "job.height", "work.algorithm"]
            .map(|name| fact(&held, &format!("stratum.{name}")));
        assert_eq!(found.join(" "), expected, "{params}");
        assert_eq!(held.ending, Ending::Spoken);
        assert_eq!(fact(&held, "stratum.notice.method"), "mining.notify");
    }
    assert_eq!(
        fact(
            &held("listen", &format!("{{\"method\":\"mining.notify\",\"params\":{zcash}}}\n")),
            "stratum.job.bits"
        ),
        "a1f0011c"
    );
}

#[test]
fn a_job_of_cryptonote_is_seen_where_it_is_pushed() {
    let blob = "0e".repeat(76);
    let job = format!(
        r#"{{"jsonrpc":"2.0","method":"job","params":{{"blob":"{blob}","job_id":"1","target":"b88d0600","algo":"rx/0","height":3000000,"seed_hash":"{H}"}}}}"#
    );
    let held = held("listen", &format!("{job}\n"));
    assert_eq!(fact(&held, "stratum.job.form"), "cryptonote");
    assert_eq!(fact(&held, "stratum.work.algorithm"), "rx/0");
    assert_eq!(fact(&held, "stratum.job.height"), "3000000");
}

#[test]
fn a_job_of_bitcoin_names_its_block_its_height_and_its_maker() {
    let recording = include_str!("../../../../../../fixtures/transcripts/stratum/miningcore.txt");
    let held = crate::text::parse(recording).expect("a recording").transcript;
    let parent = "0000000000000000000320283a032748cef8227873ff4872689bf23f1cda83a5";
    assert_eq!(fact(&held, "stratum.job.parent"), parent);
    assert_eq!(fact(&held, "stratum.job.height"), "840001");
    assert_eq!(fact(&held, "stratum.job.bits"), "17034219");
    let tag = fact(&held, "stratum.job.tag");
    assert!(tag.starts_with("/lab-pool/ Mined by id-") && !tag.contains("bc1q"), "{tag}");
}

/// Errors: what they say of the dialect.
#[test]
fn errors_in_the_familys_own_form() {
    for (ask, error, code, dialect) in [
        ("subscribe", r#"[20,"Not supported.",null]"#, "20", "-"),
        ("subscribe", r#"[25,"Not subscribed",null]"#, "25", "-"),
        ("subscribe", r#"{"code":-3,"message":"Method not found"}"#, "-3", "eth-proxy"),
        ("subscribe", r#"{"code":-1,"message":"Invalid method"}"#, "-1", "cryptonote"),
        ("cryptonote-job", r#"{"code":-1,"message":"Unauthenticated"}"#, "-1", "cryptonote"),
        ("cryptonote-job", r#"{"code":-1,"message":"unauthorized"}"#, "-1", "cryptonote"),
        ("get-work", r#"{"code":0,"message":"Work not ready"}"#, "0", "eth-proxy"),
        (
            "job-template",
            r#"{"code":-32000,"message":"Node is syncing - please wait"}"#,
            "-32000",
            "grin",
        ),
    ] {
        let held = held(ask, &format!("{{\"id\":1,\"result\":null,\"error\":{error}}}\n"));
        assert_eq!(held.ending, Ending::Spoken, "{error}");
        assert_eq!(fact(&held, "stratum.error.code"), code);
        assert_eq!(fact(&held, "stratum.reply.dialect"), dialect, "{error}");
        assert_eq!(fact(&held, "stratum.subscription.granted"), "-");
    }
    let grin = r#"{"id":"1","jsonrpc":"2.0","method":"mining.subscribe","error":{"code":-32601,"message":"Method not found"}}"#;
    assert_eq!(fact(&held("subscribe", &format!("{grin}\n")), "stratum.reply.dialect"), "grin");
}

#[test]
fn work_is_read_without_a_login() {
    let work = format!(r#"{{"id":1,"jsonrpc":"2.0","result":["0x{H}","0x{H}","0x{H}","0x1f4"]}}"#);
    let asked = held("get-work", &format!("{work}\n"));
    assert_eq!(fact(&asked, "stratum.job.form"), "eth-proxy");
    assert_eq!(fact(&asked, "stratum.job.height"), "500");
    let head = "f6".repeat(200);
    let grin = format!(
        r#"{{"id":"1","jsonrpc":"2.0","method":"getjobtemplate","result":{{"difficulty":1,"height":9,"job_id":0,"pre_pow":"{head}"}},"error":null}}"#
    );
    assert_eq!(fact(&held("job-template", &format!("{grin}\n")), "stratum.job.form"), "grin");
    let hello =
        r#"{"id":0,"result":{"proto":"EthereumStratum/2.0.0","node":"Geth/v1.8.21"},"error":null}"#;
    let asked = held("hello", &format!("{hello}\n"));
    assert_eq!(fact(&asked, "stratum.reply.dialect"), "ethash-2");
    assert_eq!(fact(&asked, "stratum.hello.node"), "Geth/v1.8.21");
}
