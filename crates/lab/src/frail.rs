//! A peer behind a bad line: some of its connections break off or fall silent.
//!
//! What a lossy network does to a dialogue, done at the peer: a connection is reset at once, or
//! never answered, or breaks off at some moment of the dialogue. Which ones is chance.

use std::hash::{BuildHasher as _, RandomState};
use std::io;
use std::time::Duration;

use crate::line::Line;
use crate::peer::Peer;

/// The longest a dialogue goes on before it breaks off.
const LONGEST: u64 = 1500;

/// A peer behind a bad line.
#[derive(Clone, Debug)]
pub struct Frail {
    /// The peer.
    pub peer: Box<Peer>,
    /// How many of a hundred connections suffer.
    pub per_cent: u8,
}

impl Frail {
    pub(crate) async fn serve(&self, line: &mut Line) -> io::Result<()> {
        let chance = RandomState::new().hash_one(self.per_cent);
        let (lot, how, moment) = (chance % 100, chance / 100 % 3, chance / 300 % LONGEST);
        if lot >= u64::from(self.per_cent) {
            return Box::pin(self.peer.serve(line)).await;
        }
        match how {
            0 => {
                line.reset();
                Ok(())
            }
            1 => line.drain().await,
            _ => {
                let moment = Duration::from_millis(moment);
                let served = tokio::time::timeout(moment, Box::pin(self.peer.serve(line))).await;
                if served.is_err() {
                    line.reset();
                }
                Ok(())
            }
        }
    }
}
