//! The part of the driver that asks for blocks by name: `ExpectProof`.
//!
//! All questions go out at once, with a `ping` behind them: peers answer in order, so that its
//! `pong` says that nothing more is to come. The same is done behind the question for headers from
//! the start when blocks are asked for by name, so that a peer that is still catching up and says
//! nothing does not cost a wait.

use super::checkpoints::{Checkpoint, Known, Shown};
use super::messages::Frame;
use super::types;

/// The longest `headers` message that is looked at here: one header with an AuxPoW or a solution
/// of Equihash is a few kilobytes.
const MAX_ANSWER: usize = 16 * 1024;

/// The blocks asked for are waited for.
pub(super) struct ExpectProof {
    asked: Vec<[u8; 32]>,
    /// Whether one of them was shown.
    found: bool,
}

/// What an answer leads to.
pub(super) enum Next {
    /// More is waited for.
    Wait,
    /// A block that one network alone has was shown: nothing is left to ask.
    Proven,
    /// None was shown.
    Unproven,
}

impl ExpectProof {
    /// The questions for the blocks of networks that begin with a genesis block, and what is
    /// waited for then; `None` where there is nothing to ask.
    pub(super) fn ask(
        known: &Known,
        genesis: Option<&[u8; 32]>,
        (magic, protocol, nonce): ([u8; 4], u32, u64),
    ) -> Option<(ExpectProof, Vec<u8>)> {
        let asked: Vec<&Checkpoint> = known.asked(genesis);
        if asked.is_empty() {
            return None;
        }
        let asked: Vec<[u8; 32]> = asked.into_iter().map(|known| known.hash).collect();
        let mut words = Vec::new();
        for name in &asked {
            words.extend(types::get_header(magic, protocol, *name));
        }
        words.extend(types::ping(magic, proof_nonce(nonce)));
        Some((ExpectProof { asked, found: false }, words))
    }

    /// Takes a frame.
    pub(super) fn frame(&mut self, frame: &Frame<'_>, known: &Known, nonce: u64) -> Next {
        match frame.command {
            "headers" if frame.is_complete() && frame.len <= MAX_ANSWER => {
                let shown = known.shown(frame.payload, &self.asked);
                self.found |= matches!(shown, Shown::Asked { .. });
                Next::Wait
            }
            "pong" if answers(frame, proof_nonce(nonce)) => self.over(),
            _ => Next::Wait,
        }
    }

    /// Nothing more is waited for.
    pub(super) fn over(&self) -> Next {
        if self.found { Next::Proven } else { Next::Unproven }
    }
}

/// The number in the `ping` behind the questions for blocks.
pub(super) fn proof_nonce(nonce: u64) -> u64 {
    nonce.wrapping_add(1)
}

/// The number in the `ping` behind the question for headers from the start.
pub(super) fn start_nonce(nonce: u64) -> u64 {
    nonce.wrapping_add(2)
}

/// Whether a frame is the `pong` with this number.
pub(super) fn answers(frame: &Frame<'_>, nonce: u64) -> bool {
    frame.command == "pong" && frame.payload == nonce.to_le_bytes()
}
