//! The dialogue `stratum.v1`, whatever it begins with, with a peer that sends anything.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    for ask in ["listen", "subscribe", "hello", "get-work", "job-template", "cryptonote-job"] {
        let options = [("agent", "coinsift/0.1.0"), ("ask", ask)];
        coinsift_protocols_fuzz::hold("stratum.v1", &options, data);
    }
});
