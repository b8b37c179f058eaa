//! Arbitrary answers to the introduction between Handshake's peers, and to the question for a block
//! by name: neither driver nor reader panics, and the dialogue ends.
#![no_main]

const OPTIONS: &[(&str, &str)] = &[
    ("magic", "d3f26e5b"),
    ("ask", "5b6ef2d3c1f3cdcadfd9a030ba1811efdd17740f14e166489760741d075992e0"),
    ("checkpoints", "000000000000000041b66fffd4af0ef326ae2b9e7b16f59e176fec359e53121e"),
    ("seed", "0707070707070707070707070707070707070707070707070707070707070707"),
    ("agent", "coinsift/0.0.0"),
];

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    coinsift_protocols_fuzz::hold("hns.p2p", OPTIONS, data);
});
