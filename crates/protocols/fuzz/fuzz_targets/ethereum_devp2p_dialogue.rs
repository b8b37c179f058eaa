//! The dialogue `ethereum.devp2p` with a peer that sends anything. The seeds of our side are those
//! of the recordings, so that their key exchange is completed.

#![no_main]

use libfuzzer_sys::fuzz_target;

/// The node key of the secret 01…01.
const KEY: &str = "1b84c5567b126440995d3ed5aaba0565d71e1834604819ff9c17f5e9d5dd078f\
                   70beaf8f588b541507fed6a642c5ab42dfdf8120a7f639de5122d47a69a8e8d1";
const SEED: &str = "0707070707070707070707070707070707070707070707070707070707070707";

fuzz_target!(|data: &[u8]| {
    let options = [("agent", "coinsift/0.1.0"), ("key", KEY), ("seed", SEED)];
    coinsift_protocols_fuzz::hold("ethereum.devp2p", &options, data);
});
