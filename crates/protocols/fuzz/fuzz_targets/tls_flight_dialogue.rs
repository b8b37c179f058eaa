//! The dialogue `tls.flight` with a peer that sends anything, and certificates of anybody.

#![no_main]

use coinsift_protocols::tls::certificate::{Certificate, Name};
use libfuzzer_sys::fuzz_target;

const SEED: &str = "0707070707070707070707070707070707070707070707070707070707070707";

fuzz_target!(|data: &[u8]| {
    coinsift_protocols_fuzz::hold("tls.flight", &[("hello", "tls12"), ("seed", SEED)], data);
    let _ = Certificate::read(data);
    let _ = Name::read(data);
});
