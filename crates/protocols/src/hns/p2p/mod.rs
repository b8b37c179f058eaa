//! Handshake nodes between peers, in clear over TCP. (Brontide, the encrypted transport on a port of
//! its own, is not spoken.)
//!
//! What goes out, at most, in one connection and in this order: `version` (our agent, services 0, no
//! address, height 0, relay off), `verack` with `getdata` for the genesis blocks of the networks that
//! use the magic, and for two blocks at most that one of those networks alone has `getheaders` with
//! an empty locator and the block as its stop, which means "this header", with a `ping` behind them.
//! Then we close. Nothing is announced, nothing else is answered.
//!
//! What counts as an answer: a frame of our magic. Nodes answer no other magic, so that only the
//! magic of the port, or of the network that is expected, is tried. A close without a word means
//! nothing.
//!
//! What proves: a header whose recomputed name is that of a block which one network alone has. The
//! genesis block is recomputed too, but anybody can copy it. A node that is syncing answers no
//! `getheaders`; the `pong` tells that no answer will come.
//!
//! Sources: handshake-org/hsd `lib/net/packets.js` (messages), `lib/net/framer.js` (frame),
//! `lib/net/netaddress.js` (addresses), `lib/net/peer.js` (who begins), `lib/net/pool.js` (answers),
//! `lib/net/common.js` (version, longest message), `lib/primitives/abstractblock.js` (header, name).

mod driver;
mod facts;
mod header;
mod messages;
mod propose;
mod questions;
mod reader;
#[cfg(test)]
mod tests;

use std::time::Duration;

use crate::dialogue::{Dialogue, Wire};
use crate::transcript::Transport;

/// The family, as dialogues, facts and rows of the atlas name it.
pub(super) const FAMILY: &str = "hns";

/// The introduction between Handshake's peers and the question for the genesis block.
pub const DIALOGUE: Dialogue = Dialogue {
    name: "hns.p2p",
    version: 1,
    about: "introduction between peers of Handshake, then the genesis block and blocks that one network alone has",
    wire: Wire {
        transport: Transport::Tcp,
        connections: 2,
        bytes_out: 1024,
        bytes_in: 32 * 1024,
        round_trips: 2,
        silence: Duration::from_secs(5),
        deadline: Duration::from_secs(15),
    },
    facts: facts::FACTS,
    settles: true,
    propose: propose::propose,
    recognise: propose::recognise,
    driver: driver::driver,
    read: reader::read,
};
