//! The driver: `ExpectPong` → `ExpectPing` → `Pausing` → `ExpectRecord` → done.
//!
//! At most one datagram goes out for each that comes in or each wait that ends, so that none are
//! ever joined.

use std::net::SocketAddr;

use super::messages::{self, Datagrams, Message, Packet};
use crate::dialogue::{Driver, Ending, Input, OptionError, Output, hex_option, option};
use crate::ethereum::keys::{self, Secret};
use crate::transcript::Head;

/// How long to wait for the peer's own ping once its pong is there, in milliseconds.
const PATIENCE: u32 = 1000;
/// How long the peer is given to take note of our pong before it is asked more, in milliseconds.
const PAUSE: u32 = 300;
/// How long our packets are good for, in seconds.
const LIFETIME: u64 = 20;

/// Makes the driver that a head describes.
///
/// Options: `seed` (64 hex digits), `identity` (64 hex digits; our node key derives from it,
/// absent means from the seed), `record` (`yes` asks for the node record, absent means no).
pub(super) fn driver(head: &Head) -> Result<Box<dyn Driver>, OptionError> {
    let wants_record = match head.options.contains_key("record") {
        false => false,
        true => match option(&head.options, "record")? {
            "yes" => true,
            "no" => false,
            other => {
                let wrong = format!("{other:?} is neither yes nor no");
                return Err(OptionError { name: "record", wrong });
            }
        },
    };
    Ok(Box::new(Peer {
        own: own_key(head)?,
        to: head.endpoint.socket(),
        // A clock before 1970 gives packets that nobody takes.
        started: u64::try_from(head.started.seconds()).unwrap_or_default(),
        wants_record,
        datagrams: Datagrams::default(),
        heard: false,
        state: State::Unopened,
    }))
}

/// Our node key.
fn own_key(head: &Head) -> Result<Secret, OptionError> {
    let seed = hex_option(&head.options, "seed")?;
    Ok(keys::node(&match head.options.contains_key("identity") {
        true => hex_option(&head.options, "identity")?,
        false => seed,
    }))
}

struct Peer {
    own: Secret,
    to: SocketAddr,
    started: u64,
    wants_record: bool,
    datagrams: Datagrams,
    /// Whether anything came.
    heard: bool,
    state: State,
}

/// What is waited for.
enum State {
    Unopened,
    ExpectPong(ExpectPong),
    ExpectPing,
    /// Nothing: the peer takes note of our pong.
    Pausing,
    ExpectRecord {
        request_hash: [u8; 32],
    },
    Over,
}

struct ExpectPong {
    ping_hash: [u8; 32],
    /// Whether the peer's own ping was there first, and was answered.
    proven: bool,
}

impl Driver for Peer {
    fn handle(&mut self, now: u32, input: Input<'_>, outputs: &mut Vec<Output>) {
        match input {
            Input::Opened => {
                let ping = messages::ping(&self.own, self.to, self.expiration(now));
                let ping_hash = messages::hash_of(&ping).unwrap_or_default();
                outputs.push(Output::Send(ping));
                self.state = State::ExpectPong(ExpectPong { ping_hash, proven: false });
            }
            Input::Bytes(bytes) => {
                self.heard = true;
                if let Some((packet, _)) = self.datagrams.take(bytes) {
                    self.packet(now, &packet, outputs);
                }
            }
            Input::Timer if matches!(self.state, State::Pausing) => self.ask(now, outputs),
            Input::Timer | Input::Closed(_) => self.end(outputs),
        }
    }
}

impl Peer {
    fn packet(&mut self, now: u32, packet: &Packet, outputs: &mut Vec<Output>) {
        // Our own words come back: a port that echoes.
        if packet.key == self.own.public() {
            return;
        }
        match (&mut self.state, &packet.message) {
            (State::ExpectPong(expect), Message::Ping(_)) if !expect.proven => {
                expect.proven = true;
                outputs.push(Output::Send(self.answer(now, packet)));
            }
            (State::ExpectPong(expect), Message::Pong(pong))
                if pong.ping_hash == expect.ping_hash =>
            {
                if expect.proven {
                    return self.proven(now, outputs);
                }
                self.state = State::ExpectPing;
                outputs.push(Output::WaitUntil(now + PATIENCE));
            }
            (State::ExpectPing, Message::Ping(_)) => {
                outputs.push(Output::Send(self.answer(now, packet)));
                self.proven(now, outputs);
            }
            (State::ExpectRecord { request_hash }, Message::EnrResponse(response))
                if response.request_hash == *request_hash =>
            {
                self.end(outputs);
            }
            _ => {}
        }
    }

    /// Both sides know that the other is where it says: a record may be asked for.
    fn proven(&mut self, now: u32, outputs: &mut Vec<Output>) {
        if !self.wants_record {
            return self.end(outputs);
        }
        self.state = State::Pausing;
        outputs.push(Output::WaitUntil(now + PAUSE));
    }

    fn ask(&mut self, now: u32, outputs: &mut Vec<Output>) {
        let request = messages::enr_request(&self.own, self.expiration(now));
        let request_hash = messages::hash_of(&request).unwrap_or_default();
        self.state = State::ExpectRecord { request_hash };
        outputs.push(Output::Send(request));
        outputs.push(Output::WaitUntil(now + PATIENCE));
    }

    fn answer(&self, now: u32, ping: &Packet) -> Vec<u8> {
        messages::pong(&self.own, self.to, &ping.hash, self.expiration(now))
    }

    fn end(&mut self, outputs: &mut Vec<Output>) {
        let ending = match self.state {
            State::ExpectPing | State::Pausing | State::ExpectRecord { .. } => Ending::Spoken,
            State::ExpectPong(ExpectPong { proven: true, .. }) => Ending::Spoken,
            State::Unopened | State::ExpectPong(_) | State::Over if self.heard => Ending::Mismatch,
            State::Unopened | State::ExpectPong(_) | State::Over => Ending::Silent,
        };
        self.state = State::Over;
        outputs.push(Output::Done(ending));
    }

    fn expiration(&self, now: u32) -> u64 {
        self.started.saturating_add(u64::from(now / 1000)).saturating_add(LIFETIME)
    }
}
