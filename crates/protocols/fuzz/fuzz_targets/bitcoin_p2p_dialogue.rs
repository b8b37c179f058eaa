//! The dialogue `bitcoin.p2p` with a peer that sends anything.

#![no_main]

use libfuzzer_sys::fuzz_target;

/// Blocks named by each of the hashes that are computed, and one by another.
const CHECKPOINTS: &str = "\
    0a8ce26f:00000000000000000028a69d9498c46b2b073752133e3e9e585965e7dab55065:sha256d;\
    2c355691:80f90867b16fcb6ab6bb423d20dbef7abe0ea9c60a111d886bd298263e90ba33:sha256d;\
    973dce08:00000000002038016f976744c369dce7419fca30e7171dfac703af5e5f7ad1d4:sha256d;\
    0a8ce26f:1111111111111111111111111111111111111111111111111111111111111111:groestl;\
    0a8ce26f:2222222222222222222222222222222222222222222222222222222222222222:keccak;\
    0a8ce26f:3333333333333333333333333333333333333333333333333333333333333333:sha512/256d;\
    0a8ce26f:4444444444444444444444444444444444444444444444444444444444444444:";

fuzz_target!(|data: &[u8]| {
    let genesis = "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f";
    let seed = "07".repeat(32);
    // The kind of close has room for the dialect: Bitcoin's own, other checksums, MultiChain's.
    let (magic, checksum) = match data.get(1).copied().unwrap_or_default() >> 5 {
        5 => ("f9beb4d9", "groestl"),
        6 => ("f9beb4d9", "blake256"),
        7 => ("fbb4c7de", "sha256d"),
        _ => ("f9beb4d9", "sha256d"),
    };
    let options = [
        ("agent", "coinsift/0.1.0"),
        ("magic", magic),
        ("checksum", checksum),
        ("ask", genesis),
        ("checkpoints", CHECKPOINTS),
        ("work", "0a8ce26f:sha256d:1d00ffff;973dce08:equihash200,9:1f07ffff;2c355691:scrypt:1e0fffff"),
        ("protocol", "70016"),
        ("seed", seed.as_str()),
    ];
    coinsift_protocols_fuzz::hold("bitcoin.p2p", &options, data);
});
