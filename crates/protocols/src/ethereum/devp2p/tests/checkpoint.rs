//! A node that holds a block which one network alone has: Rinkeby's second one.

use coinsift_verdict::verdict::{Class, Verdict};
use coinsift_verdict::{Atlas, Fingerprints, Strength, judge};

use super::Talk;
use crate::ethereum::devp2p::peer::{self, list, number, string};
use crate::ethereum::rlp::keccak256;
use crate::transcript::Transcript;
use crate::{facts, text};

/// A header of Rinkeby (clique, three signers), as NethermindEth/nethermind
/// `src/Nethermind/Nethermind.Clique.Test/SnapshotManagerTests.cs` has the blocks 1 to 5. State
/// and transactions are the same in all of them, and the difficulty of a block made in turn is 2.
fn rinkeby(parent: &str, block: u128, gas_limit: u128, time: u128, extra: &str) -> Vec<u8> {
    let bytes = |hex: &str| string(&hex::decode(hex).expect("hex"));
    let empty_trie = "56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421";
    list(&[
        bytes(parent),
        bytes("1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347"),
        string(&[0; 20]),
        bytes("53580584816f617295ea26c0e17641e0120cab2f0a8ffb53a866fd53aa8e8c2d"),
        bytes(empty_trie),
        bytes(empty_trie),
        string(&[0; 256]),
        number(if block == 0 { 1 } else { 2 }),
        number(block),
        number(gas_limit),
        number(0),
        number(time),
        bytes(extra),
        string(&[0; 32]),
        string(&[0; 8]),
    ])
}

const GENESIS: &str = "6341fd3daf94b748c72ced5a5b26028f2474f5f00d824504e4fa37a75767e177";
const SECOND: &str = "9b095b36c15eaf13044373aef8ee0bd3a382a5abb92e402afa44b8249c3a90e9";

/// Block 0: 32 bytes of text, three signers, no seal. ethereum/go-ethereum v1.10
/// `core/genesis.go` (DefaultRinkebyGenesisBlock).
fn genesis() -> Vec<u8> {
    let extra = [
        "52657370656374206d7920617574686f7269746168207e452e436172746d616e",
        "42eb768f2244c8811c63729a21a3569731535f06",
        "7ffc57839b00206d1ad20c69a1981b489f772031",
        "b279182d99e65703f0076e4812653aab85fca0f0",
        &"00".repeat(65),
    ];
    rinkeby(&"00".repeat(32), 0, 4_700_000, 0x58ee_40ba, &extra.concat())
}

fn second() -> Vec<u8> {
    let parent = "a7684ac44d48494670b2e0d9085b7750e7341620f0a271db146ed5e70c1db854";
    let extra = [
        "d783010600846765746887676f312e372e33856c696e75780000000000000000",
        "b5a4a624d2e19fdab62ff7f4d2f2b80dfab4c518761beb56c2319c4224dd156f",
        "698bb1a2750c7edf12d61c4022079622062039637f40fb817e2cce0f0a4dae9c01",
    ];
    rinkeby(parent, 2, 0x47_db3d, 0x58ee_45ea, &extra.concat())
}

/// A node that says it is at its first block, and shows the second all the same.
fn node() -> Transcript {
    let (mut talk, _) = Talk::begun(&format!("6341fd3d:2:{SECOND}"));
    let caps: &[(&str, u128)] = &[("eth", 66)];
    let agent = "Geth/v1.10.26-stable/linux-amd64/go1.18";
    let hello = peer::hello(5, agent, caps, &talk.node.key());
    talk.send(0, &hello);
    let hash = keccak256(&genesis());
    let fork = list(&[string(&[0x3b, 0x8e, 0x06, 0x91]), number(1)]);
    let status = [number(66), number(4), number(1), string(&hash), string(&hash), fork];
    talk.send_packed(0x10, &list(&status));
    let headers = |id, header| list(&[number(id), list(&[header])]);
    talk.send_packed(0x14, &headers(1, genesis()));
    talk.send_packed(0x14, &headers(2, second()));
    assert!(talk.finished());
    talk.transcript()
}

#[test]
fn the_headers_are_those_of_rinkeby() {
    assert_eq!(hex::encode(keccak256(&genesis())), GENESIS);
    assert_eq!(hex::encode(keccak256(&second())), SECOND);
}

#[test]
fn a_block_that_one_network_alone_has_proves_it() {
    let transcript = node();
    let recording = text::Recording {
        software: "built by hand: the node in memory of the tests, with blocks of Rinkeby"
            .to_owned(),
        transcript: transcript.clone(),
    };
    crate::ethereum::tests::stored("devp2p-lab-rinkeby", &text::write(&recording));
    let Verdict { class, network, testnet, strength, .. } =
        judge(&facts(&[transcript]), Fingerprints::builtin(), Atlas::builtin());
    assert_eq!((class, network.as_deref()), (Class::Coin, Some("evm:4")));
    assert_eq!((testnet, strength), (Some(true), Some(Strength::Proven)));
}
