//! The session: what happens on the connection, in order, from the peer's bytes. Driver and reader
//! both follow it, so that they see the same messages.

use super::messages::{Came, Keys, Stream, accept};
use crate::http::{Response, ResponseReader};

/// The most bytes of the body of a refused upgrade that are taken.
const BODY_CAP: usize = 16 * 1024;

/// What happened.
#[derive(Clone, Debug)]
pub(super) enum Happened {
    /// The server went over to WebSocket; this was its answer.
    Accepted(Response),
    /// It did not; this was its answer, where it was HTTP.
    Declined(Option<Response>),
    /// A message or a control frame.
    Came(Came),
    /// A frame that no server may send, or more than we take. Nothing follows.
    Broken,
}

/// The peer's side of the connection so far.
pub(super) struct Session {
    accept: String,
    moment: Moment,
}

enum Moment {
    /// Bytes that may still be the answer to the upgrade.
    ExpectUpgrade(Box<ResponseReader>, Vec<u8>),
    ExpectFrames(Stream),
    Over,
}

impl Session {
    /// A session in which the upgrade was asked with the key of `keys`.
    pub(super) fn new(keys: &Keys) -> Session {
        let upgrade = Box::new(ResponseReader::new(0, BODY_CAP));
        let moment = Moment::ExpectUpgrade(upgrade, Vec::new());
        Session { accept: accept(&keys.handshake()), moment }
    }

    /// The peer sent bytes; [`Session::next`] tells what they mean.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        match &mut self.moment {
            Moment::ExpectUpgrade(_, pending) => pending.extend_from_slice(bytes),
            Moment::ExpectFrames(stream) => stream.push(bytes),
            Moment::Over => {}
        }
    }

    /// What happened next, or `None` where more must come.
    pub(super) fn next(&mut self) -> Option<Happened> {
        match &mut self.moment {
            Moment::ExpectUpgrade(reader, pending) => {
                let bytes = std::mem::take(pending);
                let Ok(taken) = reader.push(&bytes) else {
                    return Some(self.declined());
                };
                let response = reader.response()?;
                if !is_upgrade(response, &self.accept) {
                    return reader.is_complete().then(|| self.declined());
                }
                let response = response.clone();
                // The head ends within these bytes, and 101 has no body.
                let mut stream = Stream::new(response.body_place(0..0).offset as usize);
                stream.push(bytes.get(taken..).unwrap_or_default());
                self.moment = Moment::ExpectFrames(stream);
                Some(Happened::Accepted(response))
            }
            Moment::ExpectFrames(stream) => match stream.next() {
                Ok(came) => came.map(Happened::Came),
                Err(_) => {
                    self.moment = Moment::Over;
                    Some(Happened::Broken)
                }
            },
            Moment::Over => None,
        }
    }

    /// What is left to be told once the peer's stream is over.
    pub(super) fn finish(&mut self) -> Option<Happened> {
        match &mut self.moment {
            Moment::ExpectUpgrade(reader, _) => {
                reader.finish();
                Some(self.declined())
            }
            _ => None,
        }
    }

    fn declined(&mut self) -> Happened {
        match std::mem::replace(&mut self.moment, Moment::Over) {
            Moment::ExpectUpgrade(reader, _) => Happened::Declined(reader.response().cloned()),
            _ => Happened::Broken,
        }
    }
}

/// Whether the answer goes over to WebSocket: RFC 6455 section 4.1. An extension or a subprotocol
/// that we did not ask for is no such answer.
fn is_upgrade(response: &Response, accept: &str) -> bool {
    let accepted = response.headers("sec-websocket-accept").next() == Some(accept.as_bytes());
    let unasked = ["sec-websocket-extensions", "sec-websocket-protocol"];
    response.status == 101
        && accepted
        && response.lists("upgrade", "websocket")
        && response.lists("connection", "upgrade")
        && unasked.into_iter().all(|name| response.headers(name).next().is_none())
}
