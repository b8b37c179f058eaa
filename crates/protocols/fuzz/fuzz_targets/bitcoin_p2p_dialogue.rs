//! The dialogue `bitcoin.p2p` with a peer that sends anything.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let genesis = "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f";
    let seed = "07".repeat(32);
    let options = [
        ("agent", "coinsift/0.1.0"),
        ("magic", "f9beb4d9"),
        ("ask", genesis),
        ("protocol", "70016"),
        ("seed", seed.as_str()),
    ];
    coinsift_protocols_fuzz::hold("bitcoin.p2p", &options, data);
});
