//! The messages inside frames that were opened: the first byte says whether they are compressed.

#![no_main]

use coinsift_protocols::ethereum::devp2p::is_message;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Some((first, body)) = data.split_first() {
        is_message(body, first & 1 == 1);
    }
});
