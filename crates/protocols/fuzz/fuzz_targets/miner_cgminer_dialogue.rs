//! The dialogue `miner.cgminer` with a peer that sends anything, each question in turn.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    for word in ["version", "devdetails", "summary", "get_version", "get.device.info"] {
        coinsift_protocols_fuzz::hold("miner.cgminer", &[("command", word)], data);
    }
});
