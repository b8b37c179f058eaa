//! The dialogue `ethereum.ws` with a peer that sends anything. Every other input, by its third
//! byte, stands behind the answer that goes over to WebSocket, which chance would not find.

#![no_main]

use libfuzzer_sys::fuzz_target;

const SEED: &str = "0707070707070707070707070707070707070707070707070707070707070707";
/// The answer to the key of that seed.
const UPGRADED: &[u8] = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\
    Connection: Upgrade\r\nSec-WebSocket-Accept: pvG1Ev56RIpYEhhJLYvFhXJAVfw=\r\n\r\n";

fuzz_target!(|data: &[u8]| {
    let [piece, close, upgraded, rest @ ..] = data else {
        return;
    };
    let before = if upgraded % 2 == 0 { UPGRADED } else { b"" };
    let data = [&[*piece, *close][..], before, rest].concat();
    let options = [("agent", "coinsift/0.1.0"), ("seed", SEED)];
    coinsift_protocols_fuzz::hold("ethereum.ws", &options, &data);
});
