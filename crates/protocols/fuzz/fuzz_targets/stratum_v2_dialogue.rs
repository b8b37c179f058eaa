//! The dialogue `stratum.v2` with a peer that sends anything, with and without a question behind
//! the handshake.

#![no_main]

use libfuzzer_sys::fuzz_target;

const SEED: &str = "0707070707070707070707070707070707070707070707070707070707070707";

fuzz_target!(|data: &[u8]| {
    let plain = [("agent", "coinsift/0.1.0"), ("seed", SEED)];
    coinsift_protocols_fuzz::hold("stratum.v2", &plain, data);
    let asking = [plain.as_slice(), &[("setup", "mining")]].concat();
    coinsift_protocols_fuzz::hold("stratum.v2", &asking, data);
});
