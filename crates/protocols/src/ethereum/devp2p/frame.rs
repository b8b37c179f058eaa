//! Frames: 16 bytes head, 16 bytes MAC, the body filled up to 16 bytes, 16 bytes MAC.
//!
//! Source: ethereum/devp2p `rlpx.md`, "Framing" and "MAC". Both directions are AES-256 in counter
//! mode under one key from zero on; the MACs are running keccak states, each mixed with its own
//! encryption.

use aes::Aes256;
use aes::cipher::{BlockCipherEncrypt, KeyInit};
use ctr::Ctr128BE;
use ctr::cipher::{KeyIvInit, StreamCipher};
use sha3::{Digest, Keccak256};

use super::handshake::Secrets;

const BLOCK: usize = 16;
/// Head and its MAC.
const HEAD: usize = 2 * BLOCK;

/// The longest body that is taken, in bytes. The transport allows 16 MiB; the largest message that
/// comes unasked, the announcement of 4096 transactions, has about 160 KiB.
pub(super) const MAX_BODY: usize = 192 * 1024;

/// Why no more can be read from a peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// A MAC is not the peer's.
    WrongMac,
    /// The body is said to have this many bytes.
    Oversized(usize),
}

/// A frame that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// The body in clear: the number of a message and its data.
    pub(super) body: Vec<u8>,
    /// Its length on the wire.
    pub(super) len: usize,
}

/// One direction of the link.
struct Side {
    cipher: Ctr128BE<Aes256>,
    mac_cipher: Aes256,
    mac: Keccak256,
}

impl Side {
    fn new(secrets: &Secrets, mac: &Keccak256) -> Side {
        Side {
            cipher: Ctr128BE::<Aes256>::new(&secrets.aes.into(), &[0; BLOCK].into()),
            mac_cipher: Aes256::new(&secrets.mac.into()),
            mac: mac.clone(),
        }
    }

    /// The MAC of the head, given encrypted.
    fn head_mac(&mut self, head: &[u8; BLOCK]) -> [u8; BLOCK] {
        self.mix(head)
    }

    /// The MAC of the body, given encrypted and filled up.
    fn body_mac(&mut self, body: &[u8]) -> [u8; BLOCK] {
        self.mac.update(body);
        let seed = self.digest();
        self.mix(&seed)
    }

    fn mix(&mut self, with: &[u8; BLOCK]) -> [u8; BLOCK] {
        let mut mixed = self.digest().into();
        self.mac_cipher.encrypt_block(&mut mixed);
        for (byte, other) in mixed.iter_mut().zip(with) {
            *byte ^= other;
        }
        self.mac.update(mixed);
        self.digest()
    }

    fn digest(&self) -> [u8; BLOCK] {
        let digest = self.mac.clone().finalize();
        let mut first = [0; BLOCK];
        first.copy_from_slice(&digest[..BLOCK]);
        first
    }
}

/// Makes the frames that we send.
pub(super) struct Sealer(Side);

impl Sealer {
    /// The side of the initiator.
    pub(super) fn new(secrets: &Secrets) -> Sealer {
        Sealer(Side::new(secrets, &secrets.egress))
    }

    /// A frame with this body, which is one of ours and shorter than 16 MiB.
    pub(super) fn seal(&mut self, body: &[u8]) -> Vec<u8> {
        let [_, size @ ..] = (body.len() as u32).to_be_bytes();
        let mut head = [0; BLOCK];
        head[..3].copy_from_slice(&size);
        // A list of two zeros: capability and context, which nobody uses.
        head[3..6].copy_from_slice(&[0xc2, 0x80, 0x80]);
        self.0.cipher.apply_keystream(&mut head);
        let mut filled = body.to_vec();
        filled.resize(body.len().next_multiple_of(BLOCK), 0);
        self.0.cipher.apply_keystream(&mut filled);

        let mut frame = head.to_vec();
        frame.extend(self.0.head_mac(&head));
        let mac = self.0.body_mac(&filled);
        frame.extend(filled);
        frame.extend(mac);
        frame
    }
}

/// Opens the frames of one direction, in their order.
pub(super) struct Opener {
    side: Side,
    /// The length of the body whose head was opened already.
    body: Option<usize>,
}

impl Opener {
    /// For what the peer sent.
    pub(super) fn received(secrets: &Secrets) -> Opener {
        Opener { side: Side::new(secrets, &secrets.ingress), body: None }
    }

    /// For what we sent ourselves.
    pub(super) fn sent(secrets: &Secrets) -> Opener {
        Opener { side: Side::new(secrets, &secrets.egress), body: None }
    }

    /// Opens the frame at the beginning of `rest`, which begins where the last one ended. `None`
    /// means that it is not complete yet: come again with the same beginning and more behind it.
    pub(super) fn open(&mut self, rest: &[u8]) -> Result<Option<Frame>, Broken> {
        let Some((head, behind)) = rest.split_first_chunk::<BLOCK>() else {
            return Ok(None);
        };
        let Some((mac, behind)) = behind.split_first_chunk::<BLOCK>() else {
            return Ok(None);
        };
        let size = match self.body {
            Some(size) => size,
            None => {
                if self.side.head_mac(head) != *mac {
                    return Err(Broken::WrongMac);
                }
                let mut clear = *head;
                self.side.cipher.apply_keystream(&mut clear);
                let size = u32::from_be_bytes([0, clear[0], clear[1], clear[2]]) as usize;
                if size > MAX_BODY {
                    return Err(Broken::Oversized(size));
                }
                *self.body.insert(size)
            }
        };
        let filled = size.next_multiple_of(BLOCK);
        let (Some(body), Some(mac)) = (behind.get(..filled), behind.get(filled..filled + BLOCK))
        else {
            return Ok(None);
        };
        if self.side.body_mac(body) != mac {
            return Err(Broken::WrongMac);
        }
        self.body = None;
        let mut clear = body.to_vec();
        self.side.cipher.apply_keystream(&mut clear);
        clear.truncate(size);
        Ok(Some(Frame { body: clear, len: HEAD + filled + BLOCK }))
    }
}
