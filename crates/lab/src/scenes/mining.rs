//! Work servers of miners, one a dialect, with the verdicts they must get.

use coinsift_verdict::Class;
use coinsift_verdict::verdict::{Mining, Role};

use super::{Entry, Expected, Scene};
use crate::peer::Peer;
use crate::script::{Script, Step};
use crate::stratum::{Otherwise, Server};

/// A job for the height 840 001, on Bitcoin's block 840 000, signed by its maker.
const LIVE: &str = r#"{"id":null,"method":"mining.notify","params":["1a2b","1cda83a5689bf23f73ff4872cef822783a032748000320280000000000000000","01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff4e0341d10c0467a1b2c32f6c61622d706f6f6c2f","4d696e6564206279206263317177353038643671656a7874646734793572337a6172766172793063357877376b763866337434ffffffff0100f2052a01000000160014111111111111111111111111111111111111111100000000",["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"],"20000000","17034219","6625f000",true]}"#;
/// A job for a developer's chain, at the lowest difficulty there is.
const REGTEST: &str = r#"{"id":null,"method":"mining.notify","params":["1a2b","466e2206590b1a116012afcabf5beb433a4fc3281f2a335e3cb7b2c70f9188f1","01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff1a01110467a1b2c37075626c69632d706f6f6c","ffffffff0100f2052a01000000160014111111111111111111111111111111111111111100000000",["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"],"20000000","207fffff","6625f000",true]}"#;
/// An unlikely hash, and one in the form that Ethash's pools write.
const KAWPOW: &str = r#"{"id":null,"method":"mining.notify","params":["0000a1","a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1","b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","00000000ffff0000000000000000000000000000000000000000000000000000",true,3412345,"1b00f0a1"]}"#;
const ETHASH: &str = r#"{"id":null,"method":"mining.notify","params":["0000a1","b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1",true]}"#;
const ZCASH: &str = r#"{"id":null,"method":"mining.notify","params":["a1","04000000","c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3","d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4","0000000000000000000000000000000000000000000000000000000000000000","6625f000","1c01f0a1",true]}"#;
const TARGET: &str = r#"{"id":null,"method":"mining.set_target","params":["00000000ffff0000000000000000000000000000000000000000000000000000"]}"#;
const KASPA: &str = r#"{"id":7,"jsonrpc":"2.0","method":"mining.notify","params":["12",[1234567890123,2345678901234,3456789012345,4567890123456],1714000000000]}"#;
const CKB: &str = r#"{"id":null,"method":"mining.notify","params":["a1","a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1",12345678,"c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3",true]}"#;
const ALEPHIUM: &str = r#"{"id":null,"method":"mining.notify","params":[{"jobId":"0","fromGroup":0,"toGroup":1,"headerBlob":"e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5","txsBlob":"","targetBlob":"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}]}"#;
const GRIN: &str = r#"{"id":"1","jsonrpc":"2.0","method":"getjobtemplate","result":{"difficulty":1,"height":2345678,"job_id":0,"pre_pow":"f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6"},"error":null}"#;
const GET_WORK: &str = r#"{"id":$,"jsonrpc":"2.0","result":["0xa1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1","0xb2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","0x00000000ffff0000000000000000000000000000000000000000000000000000"]}"#;
const P2POOL_PAGE: &str = "HTTP/1.1 200 OK\r\nContent-Length: 21\r\nContent-Type: text/plain\r\n\r\nP2Pool Stratum online";
const POOL_PAGE: &str =
    "HTTP/1.1 200 OK\nContent-Type: text/plain\nContent-Length: 20\n\nMining server online";
const HEADER_PAGE: &str = "HTTP/1.1 200 OK\nX-Stratum: stratum+tcp://pool.example:3333\nContent-Length: 46\n\n{\"error\": null, \"result\": false, \"id\": 0}\n\n\n\n\n\n";

/// A subscription with a pair for the difficulty and one for jobs.
const TWO_PAIRS: &str = r#"{"id":$,"result":[[["mining.set_difficulty","deadbeefcafebabe"],["mining.notify","deadbeefcafebabe"]],"08000002",4],"error":null}"#;
const DIFFICULTY: &str = r#"{"id":null,"method":"mining.set_difficulty","params":[8192]}"#;

type Row = (&'static str, u16, Peer, Expected);

pub(super) fn scene() -> Scene {
    let rows = bitcoin().into_iter().chain(others()).chain(signs());
    let entries = (1..).zip(rows).map(|(offset, (name, port, peer, expected))| {
        Entry::new(name, (offset, port), peer, expected)
    });
    Scene { name: "mining", span: 64, entries: entries.collect() }
}

/// Work is handed out, and whether by a pool or a proxy cannot be said.
fn work() -> Expected {
    Expected::class(Class::Coin).roles(&[Role::Pool, Role::Proxy]).mining(Mining::Confirmed)
}

/// Signs, and no work.
fn sign() -> Expected {
    Expected::class(Class::Other).roles(&[Role::Pool, Role::Proxy]).mining(Mining::Indicated)
}

fn bitcoin() -> Vec<Row> {
    const CKPOOL: Server = Server::knowing(&[
        (
            "mining.subscribe",
            &[r#"{"id":$,"result":[[["mining.notify","6625f001"]],"6625f001",8],"error":null}"#],
        ),
        (
            "mining.configure",
            &[
                r#"{"id":$,"result":{"version-rolling":true,"version-rolling.mask":"1fffe000"},"error":null}"#,
            ],
        ),
    ]);
    const CKPROXY: Server = Server::knowing(&[(
        "mining.subscribe",
        &[r#"{"id":$,"result":[[["mining.notify","6625f002"]],"f000000f7a01",2],"error":null}"#],
    )]);
    const MININGCORE: Server =
        Server::knowing(&[("mining.subscribe", &[TWO_PAIRS, DIFFICULTY, LIVE])]);
    const NOMP: Server = Server {
        otherwise: Otherwise::Say(r#"{"id":$,"result":null,"error":[20,"Not supported.",null]}"#),
        ..Server::knowing(&[("mining.subscribe", &[TWO_PAIRS])])
    };
    const PUBLIC_POOL: Server = Server::knowing(&[(
        "mining.subscribe",
        &[
            r#"{"id":$,"error":null,"result":[[["mining.notify","57a6f098"]],"57a6f098",4]}"#,
            REGTEST,
        ],
    )]);
    const F2POOL: Server = Server::knowing(&[(
        "mining.subscribe",
        &[
            r#"{"id":$,"result":[[["mining.notify","mining.notify"],["mining.set_difficulty","mining.set_difficulty"]],"00",8],"error":null}"#,
        ],
    )]);
    const SPEAKS_FIRST: Server = Server {
        greeting: "{\"id\":null,\"method\":\"mining.set_difficulty\",\"params\":[0.1]}\n",
        ..Server::knowing(&[])
    };
    const HEADER: Server = Server { page: HEADER_PAGE, ..NOMP };
    let local = Expected::class(Class::Local).roles(&[Role::Pool]).mining(Mining::Confirmed);
    let known = work().of("bitcoin", false);
    vec![
        ("ckpool", 3333, CKPOOL.into(), work()),
        ("ckpool-proxy", 3334, CKPROXY.into(), work().roles(&[Role::Proxy])),
        ("miningcore", 4444, MININGCORE.into(), known),
        ("nomp", 3333, NOMP.into(), work()),
        ("public-pool", 3333, PUBLIC_POOL.into(), local),
        ("f2pool", 13333, F2POOL.into(), work()),
        ("pool-elsewhere", 23456, NOMP.into(), work()),
        ("pool-speaks-first", 3333, SPEAKS_FIRST.into(), sign()),
        ("pool-with-header", 3333, HEADER.into(), work()),
    ]
}

fn others() -> Vec<Row> {
    const NOT_FOUND: Otherwise = Otherwise::SayAndClose(
        r#"{"jsonrpc":"2.0","id":$,"error":{"code":-3,"message":"Method not found"}}"#,
    );
    const ETHASH_1: Server = Server::knowing(&[(
        "mining.subscribe",
        &[
            r#"{"id":$,"result":[["mining.notify","ae6812eb4cd7735a302a8a9dd95cf71f","EthereumStratum/1.0.0"],"080c"],"error":null}"#,
            r#"{"id":null,"method":"mining.set_difficulty","params":[0.5]}"#,
            ETHASH,
        ],
    )]);
    const ETHASH_2: Server = Server {
        otherwise: Otherwise::Say(r#"{"id":$,"result":null,"error":[20,"Say hello first",null]}"#),
        ..Server::knowing(&[(
            "mining.hello",
            &[
                r#"{"id":$,"result":{"proto":"EthereumStratum/2.0.0","encoding":"plain","resume":"0","timeout":"b4","maxerrors":"5","node":"Geth/v1.8.21"},"error":null}"#,
            ],
        )])
    };
    const ETH_PROXY: Server =
        Server { otherwise: NOT_FOUND, ..Server::knowing(&[("eth_getWork", &[GET_WORK])]) };
    const KAWPOW_POOL: Server = Server::knowing(&[(
        "mining.subscribe",
        &[r#"{"id":$,"result":[null,"64290b"],"error":null}"#, TARGET, KAWPOW],
    )]);
    const ZCASH_POOL: Server = Server::knowing(&[(
        "mining.subscribe",
        &[r#"{"id":$,"result":[null,"0a0b0c0d0e0f1011"],"error":null}"#, TARGET, ZCASH],
    )]);
    const KASPA_BRIDGE: Server = Server::knowing(&[(
        "mining.subscribe",
        &[
            r#"{"id":$,"jsonrpc":"2.0","result":[true,"EthereumStratum/1.0.0"],"error":null}"#,
            KASPA,
        ],
    )]);
    const KADENA: Server = Server::knowing(&[(
        "mining.subscribe",
        &[r#"{"id":$,"result":[null,"a331",6],"error":null}"#],
    )]);
    const CKB_POOL: Server = Server::knowing(&[(
        "mining.subscribe",
        &[r#"{"id":$,"result":[null,"2c1f6a0b",12],"error":null}"#, TARGET, CKB],
    )]);
    const XELIS: Server = Server::knowing(&[(
        "mining.subscribe",
        &[
            r#"{"id":$,"result":["","a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1",30,"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2"],"error":null}"#,
        ],
    )]);
    const ALEPHIUM_POOL: Server =
        Server::knowing(&[("mining.subscribe", &[r#"{"id":$,"result":"result"}"#, ALEPHIUM])]);
    const GRIN_NODE: Server = Server {
        otherwise: Otherwise::Say(
            r#"{"id":"1","jsonrpc":"2.0","method":"unknown","result":null,"error":{"code":-32601,"message":"Method not found"}}"#,
        ),
        ..Server::knowing(&[("getjobtemplate", &[GRIN])])
    };
    vec![
        ("ethash-pool", 4444, ETHASH_1.into(), work()),
        ("ethash-hello", 5555, ETHASH_2.into(), sign()),
        ("eth-proxy-pool", 8008, ETH_PROXY.into(), work()),
        ("kawpow-pool", 3333, KAWPOW_POOL.into(), work()),
        ("zcash-pool", 3333, ZCASH_POOL.into(), work()),
        ("kaspa-bridge", 5555, KASPA_BRIDGE.into(), work()),
        ("kadena-pool", 3333, KADENA.into(), work()),
        ("ckb-pool", 3333, CKB_POOL.into(), work()),
        ("xelis-pool", 3333, XELIS.into(), work()),
        ("alephium-pool", 20032, ALEPHIUM_POOL.into(), work()),
        ("grin-node", 3416, GRIN_NODE.into(), work().roles(&[Role::FullNode])),
    ]
}

fn signs() -> Vec<Row> {
    const REFUSES: Server = Server {
        otherwise: Otherwise::Say(
            r#"{"id":$,"result":null,"error":[24,"Unauthorized worker",null]}"#,
        ),
        ..Server::knowing(&[])
    };
    const DVANDAL: Server = Server {
        page: POOL_PAGE,
        otherwise: Otherwise::Say(
            r#"{"id":$,"jsonrpc":"2.0","error":{"code":-1,"message":"Invalid method"}}"#,
        ),
        ..Server::knowing(&[])
    };
    const INVALID: Server = Server { page: "", ..DVANDAL };
    const SNIPA: Server = Server::knowing(&[(
        "getjob",
        &[r#"{"id":$,"jsonrpc":"2.0","error":{"code":-1,"message":"Unauthenticated"}}"#],
    )]);
    const P2POOL: Server =
        Server { page: P2POOL_PAGE, otherwise: Otherwise::Close, ..Server::knowing(&[]) };
    const CLOSES: Server = Server { otherwise: Otherwise::Close, ..Server::knowing(&[]) };
    let challenge = [&[0][..], &[0x5a; 8][..], &[0xc3; 8][..]].concat();
    let greets = Script(vec![Step::Send(challenge), Step::Drain]);
    let pool = sign().roles(&[Role::Pool]);
    vec![
        ("refuses-strangers", 3333, REFUSES.into(), sign()),
        ("cryptonote-page", 3333, DVANDAL.into(), pool),
        ("cryptonote-invalid", 7777, INVALID.into(), sign()),
        ("cryptonote-quiet", 5555, SNIPA.into(), sign()),
        ("p2pool", 3333, P2POOL.into(), sign()),
        (
            "p2pool-peer",
            37889,
            greets.into(),
            Expected::class(Class::Other).mining(Mining::Indicated),
        ),
        // An empty close is no sign.
        ("quiet-proxy", 3333, CLOSES.into(), Expected::class(Class::Silent)),
    ]
}
