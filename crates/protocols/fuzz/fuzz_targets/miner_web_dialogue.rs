//! The dialogue `miner.web` with a peer that sends anything, each question in turn.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    for word in ["/api/system/info", "/2/summary", "/summary", "/stat", "/status", "/api/v1/status", "/", "/capabilities"] {
        coinsift_protocols_fuzz::hold("miner.web", &[("agent", "coinsift/0.1.0"), ("page", word)], data);
    }
});
