//! The response parser: no panic, bounds kept, and the same result however the bytes are split.

#![no_main]

use coinsift_protocols::http::{Malformed, Response, ResponseReader};
use libfuzzer_sys::fuzz_target;

const CAP: usize = 512;

fuzz_target!(|data: &[u8]| {
    let ([piece, _, ..], bytes) = (data, data.get(2..).unwrap_or_default()) else {
        return;
    };
    let whole = read(bytes, usize::MAX);
    assert_eq!(read(bytes, usize::from(*piece).max(1)), whole);
    if let (Some(response), _, taken) = whole {
        assert!(response.body.len() <= CAP && taken <= bytes.len());
        for place in [response.status_place(), response.body_place(0..response.body.len())] {
            assert!(place.offset as usize + place.len as usize <= bytes.len());
        }
    }
});

fn read(bytes: &[u8], piece: usize) -> (Option<Response>, Option<Malformed>, usize) {
    let (mut reader, mut all) = (ResponseReader::new(0, CAP), 0);
    for piece in bytes.chunks(piece) {
        match reader.push(piece) {
            Ok(taken) => all += taken,
            Err(wrong) => return (reader.response().cloned(), Some(wrong), 0),
        }
    }
    reader.finish();
    (reader.response().cloned(), None, all)
}
