//! The dialogue `ethereum.rpc` with a peer that sends anything.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    coinsift_protocols_fuzz::hold("ethereum.rpc", &[("agent", "coinsift/0.1.0")], data);
});
