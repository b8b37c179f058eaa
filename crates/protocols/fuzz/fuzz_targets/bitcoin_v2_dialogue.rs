//! The dialogue `bitcoin.v2` with a peer that sends anything.
//!
//! Nobody guesses 16 bytes of a terminator, so that the target behind it is `encrypted_messages`;
//! here the seeds are the answers recorded, to other keys of ours.

#![no_main]

use libfuzzer_sys::fuzz_target;

const SEED: &str = "0707070707070707070707070707070707070707070707070707070707070707";

fuzz_target!(|data: &[u8]| {
    let options = [
        ("agent", "coinsift/0.1.0"),
        ("magics", "f9beb4d9,fabfb5da,0b110907"),
        ("protocol", "70016"),
        ("seed", SEED),
    ];
    coinsift_protocols_fuzz::hold("bitcoin.v2", &options, data);
});
