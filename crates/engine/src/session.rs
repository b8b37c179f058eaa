//! One endpoint: listening before the first word, then one dialogue after another as the plan says,
//! one connection at a time.

mod datagrams;

use std::time::Duration;

use coinsift_protocols::dialogue::endpoint_limits::{
    BYTES_IN, BYTES_OUT, CONNECTIONS, LISTEN, PAUSE,
};
use coinsift_protocols::transcript::Options;
use coinsift_protocols::{
    Choice, Close, Conversation, Endpoint, Head, Situation, Transcript, Transport, Utc, layer, plan,
};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::time::{Instant, sleep, timeout_at};

use crate::context::{Attempt, Context, Link};
use crate::dial::make_polite;
use crate::reach::Reached;
use crate::stop::Stop;
use crate::talk::{self, Allowance, BUFFER, close_of, since};
use crate::tally::Tally;
use crate::watch::Moment;

/// A connection that waited longer than this for its session is given up and opened anew: the
/// peer's own patience may be over, and the dialogue's time would be.
const STALE: Duration = Duration::from_secs(2);
/// With so many first bytes a protocol can be recognised; a Bitcoin header has as many.
const ENOUGH: usize = 24;
/// How long to wait for more first bytes after the first, where they are fewer.
const SETTLE: Duration = Duration::from_millis(100);

/// How a session ended.
pub(crate) enum Ended {
    /// The endpoint did not open after all; the attempt says how.
    Shut(Attempt),
    /// The run was stopped before it was connected to.
    Stopped,
    /// It was spoken with.
    Spoken {
        /// The dialogues, in order; none only after a fault of the program.
        transcripts: Vec<Transcript>,
        /// Whether all was said; `false` where the run was stopped before.
        complete: bool,
    },
}

/// Speaks with an endpoint until the plan has nothing more to ask, its limits are reached, a
/// further connection fails, or the run is stopped.
pub(crate) async fn hold(context: &Context, reached: Reached) -> Ended {
    let endpoint = reached.endpoint;
    if endpoint.transport == Transport::Udp {
        return datagrams::ask_in_turn(context, endpoint).await;
    }
    let mut session = Session::new(context, endpoint);
    let link = match session.first(reached.link).await {
        Ok(link) => link,
        Err(Some(attempt)) => return Ended::Shut(attempt),
        Err(None) => return Ended::Stopped,
    };
    Tally::one(&context.tally.open);
    let outcome = crate::dial::ReachOutcome::Open;
    context.tell(Moment::Reached { endpoint, outcome });
    session.listen_first(link).await;
    let complete = session.go_on().await;
    Ended::Spoken { transcripts: session.done, complete }
}

pub(crate) use datagrams::ask;

struct Session<'a> {
    context: &'a Context,
    endpoint: Endpoint,
    done: Vec<Transcript>,
    connections: usize,
    /// When the last connection ended.
    closed: Option<Instant>,
}

impl<'a> Session<'a> {
    fn new(context: &'a Context, endpoint: Endpoint) -> Session<'a> {
        Session { context, endpoint, done: Vec::new(), connections: 0, closed: None }
    }

    /// The first connection: the one handed over if it is fresh, else a new one. Without either,
    /// what connecting came to, or `None` where the run was stopped before.
    async fn first(&mut self, link: Option<Link>) -> Result<Link, Option<Attempt>> {
        let mut pause = Duration::ZERO;
        if let Some(link) = link {
            self.connections += 1;
            if link.opened.elapsed() <= STALE {
                return Ok(link);
            }
            drop(link);
            Tally::one(&self.context.tally.stale);
            pause = PAUSE;
        }
        match self.connect_after(pause).await {
            Some(Attempt::Open(link)) => Ok(link),
            other => Err(other),
        }
    }

    /// Pauses, waits for a turn and connects. `None` where the run was stopped meanwhile.
    async fn connect_after(&mut self, pause: Duration) -> Option<Attempt> {
        let connected = async {
            sleep(pause).await;
            self.context.connect_in_turn(self.endpoint).await
        };
        let attempt = tokio::select! {
            biased;
            () = self.context.stop.requested() => return None,
            attempt = connected => attempt,
        };
        self.connections += 1;
        Some(attempt)
    }

    /// Listens before a driver exists, then holds the dialogue that fits what was heard.
    ///
    /// Where the plan wants datagrams first, they are exchanged while the connection is listened to,
    /// and the dialogue that follows has this connection: what was learnt costs no second one.
    async fn listen_first(&mut self, mut link: Link) {
        make_polite(&link.stream);
        let stop = &self.context.stop;
        let mut heard = listen(&mut link.stream, link.opened, stop).await;
        let (endpoint, len, closed) = (self.endpoint, heard.bytes.len(), heard.close.is_some());
        self.context.tell(Moment::Listened { endpoint, heard: len, closed });
        while heard.is_nothing()
            && self.connections < CONNECTIONS
            && let Some(choice) = plan::next(&self.situation())
            && choice.dialogue.wire.transport == Transport::Udp
            && self.exchange_datagrams(&choice).await
        {
            // What came meanwhile waits in the socket.
            heard = listen(&mut link.stream, link.opened, stop).await;
        }
        let Heard { bytes, at, close } = heard;

        let situation = self.situation();
        let choice = if !bytes.is_empty() {
            plan::recognise(&situation, &bytes)
        } else if close.is_some() {
            // Nobody is there to be asked any more; what happened is still kept.
            plan::listen_only()
        } else {
            // Where the run was stopped before datagrams could be exchanged nothing else is begun.
            plan::next(&situation)
                .filter(|choice| choice.dialogue.wire.transport == Transport::Tcp)
                .unwrap_or_else(plan::listen_only)
        };
        let listened = [("listen".to_owned(), LISTEN.as_millis().to_string())];
        let opened = self.open(&choice, link.started, listened.clone()).or_else(|| {
            // A proposal that cannot be used must not leave an open endpoint without a transcript.
            self.open(&plan::listen_only(), link.started, listened)
        });
        let Some(mut conversation) = opened else { return };
        Tally::add(&self.context.tally.bytes_in, bytes.len() as u64);
        if !bytes.is_empty() {
            conversation.bytes(at, &bytes);
        }
        match close {
            Some(close) => conversation.closed(at, close),
            None if bytes.is_empty() => conversation.timer(at),
            None => {}
        }
        self.talk(conversation, link, bytes.len()).await;
    }

    /// Further dialogues, each in a connection of its own. Gives whether all was said.
    async fn go_on(&mut self) -> bool {
        while let Some(choice) = plan::next(&self.situation()) {
            if self.connections >= CONNECTIONS {
                return true;
            }
            if choice.dialogue.wire.transport == Transport::Udp {
                if !self.exchange_datagrams(&choice).await {
                    return false;
                }
                continue;
            }
            let pause = self.closed.map_or(PAUSE, |closed| PAUSE.saturating_sub(closed.elapsed()));
            let link = match self.connect_after(pause).await {
                Some(Attempt::Open(link)) => link,
                Some(attempt) => return self.lost(&attempt),
                None => return false,
            };
            make_polite(&link.stream);
            let Some(conversation) = self.open(&choice, link.started, []) else { return true };
            self.talk(conversation, link, 0).await;
        }
        true
    }

    /// Notes that a further connection failed. Gives whether the endpoint is finished with that: a
    /// shortage of ours is no answer of the peer.
    fn lost(&self, attempt: &Attempt) -> bool {
        Tally::one(&self.context.tally.lost);
        let outcome = match attempt {
            Attempt::Shut(outcome) => Some(*outcome),
            _ => None,
        };
        self.context.tell(Moment::Lost { endpoint: self.endpoint, outcome });
        if matches!(attempt, Attempt::Unasked) {
            Tally::one(&self.context.tally.unasked);
        }
        outcome.is_some()
    }

    fn situation(&self) -> Situation<'_> {
        Situation {
            endpoint: self.endpoint,
            atlas: &self.context.conduct.atlas,
            thorough: self.context.conduct.thorough,
            expected: self.context.conduct.expectations.get(&self.endpoint),
            done: &self.done,
        }
    }

    /// Begins a conversation. `None`, counted as a fault, where its own options cannot be used.
    fn open<const N: usize>(
        &self,
        choice: &Choice,
        started: Utc,
        more: [(String, String); N],
    ) -> Option<Conversation> {
        let mut options: Options = choice.options.clone();
        options.insert("agent".to_owned(), self.context.conduct.agent.to_string());
        options.insert("seed".to_owned(), hex::encode((self.context.conduct.entropy)()));
        if coinsift_protocols::has_identity(choice.dialogue) {
            options.insert("identity".to_owned(), hex::encode(self.context.conduct.identity));
        }
        if options.contains_key(layer::OVER)
            && let Some(name) = self.context.name(self.endpoint.ip)
        {
            options.insert("name".to_owned(), name.to_owned());
        }
        options.extend(more);
        let head = Head {
            protocol: choice.dialogue.name.to_owned(),
            version: choice.dialogue.version,
            endpoint: Endpoint { transport: choice.dialogue.wire.transport, ..self.endpoint },
            started,
            options,
        };
        self.context.tell(Moment::Chose { head: &head, connection: self.connections });
        let opened = Conversation::open(head).ok();
        if opened.is_none() {
            Tally::one(&self.context.tally.faults);
        }
        opened
    }

    /// Holds a conversation to its end, closes its connection and keeps its transcript.
    async fn talk(&mut self, conversation: Conversation, mut link: Link, heard: usize) {
        let mut allowance = self.allowance();
        allowance.bytes_in = allowance.bytes_in.saturating_sub(heard);
        let Context { tally, stop, .. } = self.context;
        let transcript =
            talk::hold(conversation, &mut link.stream, link.opened, allowance, tally, stop).await;
        self.closed = Some(Instant::now());
        talk::part(&mut link.stream, &transcript, stop).await;
        Tally::one(&tally.dialogues);
        self.context.tell(Moment::Ended { transcript: &transcript });
        self.done.push(transcript);
    }

    fn allowance(&self) -> Allowance {
        let (sent, taken) = plan::spent(&self.done);
        Allowance {
            bytes_in: BYTES_IN.saturating_sub(taken),
            bytes_out: BYTES_OUT.saturating_sub(sent),
        }
    }
}

/// What was heard before we said anything.
struct Heard {
    bytes: Vec<u8>,
    /// Milliseconds from opening to the last byte, to the close, or to the end of listening.
    at: u32,
    close: Option<Close>,
}

impl Heard {
    fn is_nothing(&self) -> bool {
        self.bytes.is_empty() && self.close.is_none()
    }
}

/// Waits until the peer has said something, has closed, or has been silent for a second since the
/// connection was opened.
async fn listen<S: AsyncRead + Unpin>(stream: &mut S, opened: Instant, stop: &Stop) -> Heard {
    let mut heard = Heard { bytes: Vec::new(), at: 0, close: None };
    let mut buffer = vec![0; BUFFER];
    let mut end = opened + LISTEN;
    while heard.bytes.len() < ENOUGH {
        // A read is tried even where the time is over: the bytes may have come meanwhile.
        let read = tokio::select! {
            biased;
            () = stop.was_cut() => {
                heard.close = Some(Close::Stopped);
                break;
            }
            read = timeout_at(end, stream.read(&mut buffer)) => read,
        };
        let Ok(read) = read else { break };
        let len = *read.as_ref().unwrap_or(&0);
        heard.close = close_of(read);
        if heard.close.is_some() {
            break;
        }
        if heard.bytes.is_empty() {
            end = Instant::now() + SETTLE;
        }
        heard.bytes.extend_from_slice(buffer.get(..len).unwrap_or_default());
        heard.at = since(opened);
    }
    if heard.bytes.is_empty() {
        heard.at = match heard.close {
            Some(_) => since(opened),
            None => since(opened).max(LISTEN.as_millis() as u32),
        };
    }
    heard
}

#[cfg(test)]
mod tests;
