//! The readable form of transcripts: anything is read or refused, and what is read is written back
//! to the same recording.

#![no_main]

use coinsift_protocols::text;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(written) = std::str::from_utf8(data) else { return };
    if let Ok(recording) = text::parse(written) {
        let again = text::parse(&text::write(&recording)).expect("what we write can be read");
        assert_eq!(again, recording);
    }
});
