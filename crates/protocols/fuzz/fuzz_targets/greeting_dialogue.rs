//! Listening to a peer that sends anything.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    coinsift_protocols_fuzz::hold("greeting", &[("listen", "1000")], data);
});
