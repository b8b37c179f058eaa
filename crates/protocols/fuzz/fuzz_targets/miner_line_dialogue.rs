//! The dialogue `miner.line` with a peer that sends anything, each question in turn.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    for word in ["miner_ping", "miner_getstat1", "summary", "info"] {
        coinsift_protocols_fuzz::hold("miner.line", &[("question", word)], data);
    }
});
