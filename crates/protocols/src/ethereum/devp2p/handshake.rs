//! The key exchange: our `auth`, the peer's `ack`, and the secrets that both give.
//!
//! Source: ethereum/devp2p `rlpx.md`, "Initial Handshake", in the form of EIP-8.

use sha3::{Digest, Keccak256};

use crate::ethereum::ecies;
use crate::ethereum::keys::{self, NodeKey, Secret};
use crate::ethereum::rlp::{self, Item, Value, keccak256};

/// The longest `ack` that is waited for; what is sent in practice has 300 to 700 bytes.
const MAX_ACK: usize = 2048;
/// The version of the handshake.
const VERSION: u128 = 4;

/// Our side of the key exchange.
pub(super) struct Initiator {
    node: Secret,
    ephemeral: Secret,
    nonce: [u8; 32],
}

/// What a handshake gives to both sides.
pub(super) struct Secrets {
    /// Encrypts frames.
    pub(super) aes: [u8; 32],
    /// Encrypts the states of the MACs.
    pub(super) mac: [u8; 32],
    /// The MAC over what the initiator sends.
    pub(super) egress: Keccak256,
    /// The MAC over what the initiator receives.
    pub(super) ingress: Keccak256,
}

/// An `ack` under way.
pub(super) enum Ack {
    /// It is not complete yet.
    Unfinished,
    /// It can be none, or is none for us.
    Foreign,
    /// It is this many bytes long.
    Whole(usize, Box<Secrets>),
}

impl Initiator {
    /// The initiator whose secrets derive from `seed`; its node key derives from `identity`, so
    /// that it can stay the same over many connections.
    pub(super) fn new(seed: &[u8; 32], identity: &[u8; 32]) -> Initiator {
        Initiator {
            node: keys::node(identity),
            ephemeral: Secret::derive(seed, "rlpx ephemeral key"),
            nonce: keys::derive(seed, "rlpx nonce"),
        }
    }

    /// The initiator of published examples.
    #[cfg(test)]
    pub(super) fn from_parts(node: Secret, ephemeral: Secret, nonce: [u8; 32]) -> Initiator {
        Initiator { node, ephemeral, nonce }
    }

    /// Our node key.
    pub(super) fn key(&self) -> NodeKey {
        self.node.public()
    }

    /// The `auth` for the holder of a key; `None` where the key is none.
    pub(super) fn auth(&self, seed: &[u8; 32], to: &NodeKey) -> Option<Vec<u8>> {
        let mut token = self.node.agree(to)?;
        for (byte, nonce) in token.iter_mut().zip(self.nonce) {
            *byte ^= nonce;
        }
        let mut body = rlp::list(&[
            Value::Bytes(&self.ephemeral.sign(&token)),
            Value::Bytes(&self.node.public()),
            Value::Bytes(&self.nonce),
            Value::Uint(VERSION),
        ]);
        // At least 100 bytes, so that no old peer takes it for the format before EIP-8.
        let padding = keys::derive(seed, "rlpx padding");
        body.extend(padding.iter().cycle().take(100 + usize::from(padding[0] % 200)));
        let size = u16::try_from(body.len() + ecies::OVERHEAD).ok()?.to_be_bytes();
        let mut iv = [0; 16];
        iv.copy_from_slice(&keys::derive(seed, "rlpx iv")[..16]);
        let once = Secret::derive(seed, "rlpx ecies key");
        let mut auth = size.to_vec();
        auth.extend(ecies::encrypt(to, &once, iv, &body, &size)?);
        Some(auth)
    }

    /// Reads the answer to `auth` at the beginning of what the peer sent.
    pub(super) fn read_ack(&self, auth: &[u8], received: &[u8]) -> Ack {
        let Some((size, rest)) = received.split_first_chunk::<2>() else {
            return Ack::Unfinished;
        };
        let len = usize::from(u16::from_be_bytes(*size));
        if len <= ecies::OVERHEAD || len > MAX_ACK {
            return Ack::Foreign;
        }
        let Some(sealed) = rest.get(..len) else {
            return Ack::Unfinished;
        };
        let secrets = ecies::decrypt(&self.node, sealed, size)
            .and_then(|body| self.secrets(&body, auth, &received[..2 + len]));
        secrets.map_or(Ack::Foreign, |secrets| Ack::Whole(2 + len, Box::new(secrets)))
    }

    /// The secrets, from the body `[ephemeral key, nonce, version, …]` of an `ack`.
    fn secrets(&self, body: &[u8], auth: &[u8], ack: &[u8]) -> Option<Secrets> {
        let fields = Item::first(body)?.list(2)?;
        self.agreed(&fields.first()?.array()?, fields.get(1)?.array()?, auth, ack)
    }

    /// The secrets that the peer's ephemeral key and nonce give, over the handshake's messages as
    /// they were on the wire.
    pub(super) fn agreed(
        &self,
        theirs: &NodeKey,
        nonce: [u8; 32],
        auth: &[u8],
        ack: &[u8],
    ) -> Option<Secrets> {
        let ephemeral = self.ephemeral.agree(theirs)?;
        let shared = both(&ephemeral, &keccak256(&[nonce, self.nonce].concat()));
        let aes = both(&ephemeral, &shared);
        let mac = both(&ephemeral, &aes);
        let state = |nonce: [u8; 32], message: &[u8]| {
            let mut mixed = mac;
            for (byte, nonce) in mixed.iter_mut().zip(nonce) {
                *byte ^= nonce;
            }
            Keccak256::new().chain_update(mixed).chain_update(message)
        };
        let (egress, ingress) = (state(nonce, auth), state(self.nonce, ack));
        Some(Secrets { aes, mac, egress, ingress })
    }
}

fn both(first: &[u8; 32], second: &[u8; 32]) -> [u8; 32] {
    keccak256(&[*first, *second].concat())
}
