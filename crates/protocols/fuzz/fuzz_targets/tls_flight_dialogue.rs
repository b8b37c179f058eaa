//! The dialogue `tls.flight` with a peer that sends anything.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    coinsift_protocols_fuzz::hold("tls.flight", &[("hello", "tls12")], data);
});
