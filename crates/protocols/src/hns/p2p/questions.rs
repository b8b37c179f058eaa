//! The messages we send.

use super::messages::{ADDRESS, kind};

/// The version we announce (hsd `lib/net/common.js`, `PROTOCOL_VERSION`; 1 is the least it takes).
const PROTOCOL: u32 = 3;
/// A block, in `getdata` (hsd `lib/primitives/invitem.js`).
const BLOCK: u32 = 2;

/// `version`: no services, no address of ours or theirs, height 0, nothing to be relayed.
///
/// `time` is in seconds since 1970; of an agent beyond 255 bytes the rest is left out, and
/// what is not ASCII is replaced.
pub(super) fn version(magic: [u8; 4], time: u64, nonce: [u8; 8], agent: &str) -> Vec<u8> {
    let plain = |byte: u8| if matches!(byte, b' '..=b'~') { byte } else { b'_' };
    let agent: Vec<u8> = agent.bytes().map(plain).take(u8::MAX.into()).collect();
    let mut payload = PROTOCOL.to_le_bytes().to_vec();
    payload.extend([0; 8]);
    payload.extend(time.to_le_bytes());
    // An address of theirs that can be reached would be noted as one they are known by.
    payload.extend([0; ADDRESS]);
    payload.extend(nonce);
    payload.push(agent.len() as u8);
    payload.extend(agent);
    payload.extend([0; 4]);
    payload.push(1);
    frame(magic, kind::VERSION, &payload)
}

/// `verack`
pub(super) fn verack(magic: [u8; 4]) -> Vec<u8> {
    frame(magic, kind::VERACK, &[])
}

/// `getdata` for blocks of these names, 252 at most.
pub(super) fn get_blocks(magic: [u8; 4], names: &[[u8; 32]]) -> Vec<u8> {
    let names = &names[..names.len().min(252)];
    let mut payload = vec![names.len() as u8];
    for name in names {
        payload.extend(BLOCK.to_le_bytes());
        payload.extend(name);
    }
    frame(magic, kind::GETDATA, &payload)
}

/// `getheaders` for the one header of a name: an empty locator and a stop.
pub(super) fn get_header(magic: [u8; 4], name: [u8; 32]) -> Vec<u8> {
    frame(magic, kind::GETHEADERS, &[&[0], name.as_slice()].concat())
}

/// `ping`, whose answer says that all that was asked before it was dealt with.
pub(super) fn ping(magic: [u8; 4], nonce: [u8; 8]) -> Vec<u8> {
    frame(magic, kind::PING, &nonce)
}

/// A message as it goes over the wire.
pub(super) fn frame(magic: [u8; 4], kind: u8, payload: &[u8]) -> Vec<u8> {
    let len = (payload.len() as u32).to_le_bytes();
    [magic.as_slice(), &[kind], &len, payload].concat()
}
