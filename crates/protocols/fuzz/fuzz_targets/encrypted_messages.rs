//! What stands inside packets that were opened: whole talks with a peer of BIP 324 that seals what
//! the fuzzer says, and the answers of Stratum V2.

#![no_main]

use coinsift_protocols::bitcoin::v2::{is_message, peer};
use coinsift_protocols::stratum;
use libfuzzer_sys::fuzz_target;

const SEED: &str = "0707070707070707070707070707070707070707070707070707070707070707";
const MAGIC: [u8; 4] = [0xf9, 0xbe, 0xb4, 0xd9];

fuzz_target!(|data: &[u8]| {
    is_message(data);
    if let Some((&kind, payload)) = data.split_first() {
        stratum::v2::is_answer(kind, payload);
    }
    // The first two bytes are those of `hold`, the third says how much garbage there is, and each
    // message begins with its length.
    let ([first, second, garbage, ..], mut rest) = (data, data.get(3..).unwrap_or_default()) else {
        return;
    };
    let mut contents = Vec::new();
    while let Some((&len, behind)) = rest.split_first() {
        let (one, behind) = behind.split_at(behind.len().min(len.into()));
        contents.push(one);
        rest = behind;
    }
    let garbage = vec![0x5a; (*garbage).into()];
    let mut said = vec![*first, *second];
    said.extend(peer::answer(&[7; 32], MAGIC, &garbage, &contents));
    let options =
        [("agent", "coinsift/0.1.0"), ("magics", "f9beb4d9"), ("protocol", "70016"), ("seed", SEED)];
    coinsift_protocols_fuzz::hold("bitcoin.v2", &options, &said);
});
