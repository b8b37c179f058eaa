//! Dialogues of datagrams: beside an open TCP port, and with a port of UDP itself.

use coinsift_protocols::{Choice, Close, Conversation, Endpoint, Happening, Transcript, plan};

use super::{CONNECTIONS, Ended, Session};
use crate::context::{Attempt, Context};
use crate::datagrams::{self, Line};
use crate::dial::ReachOutcome;
use crate::switch::Switches;
use crate::tally::Tally;
use crate::watch::Moment;

/// Asks a port of UDP over the shared sockets, as the plan says; its turn is taken already.
///
/// It is open once it has answered anything. Where nothing came there is nothing to be kept: the
/// attempt says only that it was silent, or that the system would not send.
pub(crate) async fn ask(context: &Context, endpoint: Endpoint, switches: &Switches) -> Ended {
    if !context.scope.fence().allows(endpoint) {
        Tally::one(&context.tally.fenced);
        return Ended::Shut(Attempt::Fenced);
    }
    match switches.line(endpoint.socket()).await {
        Ok(mut line) => hold(context, endpoint, &mut line).await,
        // No socket for this family of addresses: IPv6 is off, or descriptors are short.
        Err(error) => Ended::Shut(match crate::dial::meaning(&error) {
            Ok(_) => Attempt::Shut(ReachOutcome::Unreachable),
            Err(_) => Attempt::Unasked,
        }),
    }
}

/// The same over a socket of its own, in its turn: for endpoints that no sweep has asked.
pub(super) async fn ask_in_turn(context: &Context, endpoint: Endpoint) -> Ended {
    let bound = tokio::select! {
        biased;
        () = context.stop.requested() => return Ended::Stopped,
        bound = context.bind_in_turn(endpoint) => bound,
    };
    match bound {
        Some(mut socket) => hold(context, endpoint, &mut socket).await,
        None if !context.scope.fence().allows(endpoint) => Ended::Shut(Attempt::Fenced),
        None => Ended::Shut(Attempt::Shut(ReachOutcome::Unreachable)),
    }
}

async fn hold(context: &Context, endpoint: Endpoint, line: &mut impl Line) -> Ended {
    let _in_flight = Tally::hold(&context.tally.in_flight);
    Tally::one(&context.tally.sent);
    let mut session = Session::new(context, endpoint);
    let mut open = false;
    while session.connections < CONNECTIONS
        && let Some(choice) = plan::next(&session.situation())
    {
        if open && context.stop.cause().is_some() {
            return Ended::Spoken { transcripts: session.done, complete: false };
        }
        session.connections += 1;
        let Some(conversation) = session.open(&choice, (context.clock)(), []) else { break };
        let transcript = session.exchange(conversation, line).await;
        if !open && !transcript.received().is_empty() {
            open = true;
            Tally::one(&context.tally.open);
            context.tell(Moment::Reached { endpoint, outcome: ReachOutcome::Open });
            session.done.iter().for_each(|earlier| session.keep(earlier));
        }
        if open {
            session.keep(&transcript);
        }
        session.done.push(transcript);
    }
    if open {
        return Ended::Spoken { transcripts: session.done, complete: true };
    }
    if context.stop.cause().is_some() {
        return Ended::Stopped;
    }
    let ended_by = |close| {
        let mut events = session.done.iter().flat_map(|transcript| &transcript.events);
        events.any(|event| event.what == Happening::Closed(close))
    };
    Ended::Shut(Attempt::Shut(match () {
        () if ended_by(Close::Reset) => ReachOutcome::Closed,
        () if ended_by(Close::WriteFailed) => ReachOutcome::Unreachable,
        () => ReachOutcome::Silent,
    }))
}

impl Session<'_> {
    /// A dialogue of datagrams with the same address and port as an open TCP port. Gives whether
    /// the run goes on.
    pub(super) async fn exchange_datagrams(&mut self, choice: &Choice) -> bool {
        let bound = tokio::select! {
            biased;
            () = self.context.stop.requested() => return false,
            bound = self.context.bind_in_turn(self.endpoint) => bound,
        };
        self.connections += 1;
        let Some(mut conversation) = self.open(choice, (self.context.clock)(), []) else {
            return true;
        };
        let transcript = match bound {
            Some(mut socket) => {
                self.context.beside.asked(&self.context.scope, self.endpoint);
                self.exchange(conversation, &mut socket).await
            }
            None => {
                // Kept, so that the plan does not ask for it again.
                conversation.closed(0, Close::WriteFailed);
                conversation.into_transcript()
            }
        };
        self.keep(&transcript);
        self.done.push(transcript);
        self.context.stop.cause().is_none()
    }

    async fn exchange(&self, conversation: Conversation, line: &mut impl Line) -> Transcript {
        let Context { tally, stop, .. } = self.context;
        datagrams::hold(conversation, line, self.allowance(), tally, stop).await
    }

    fn keep(&self, transcript: &Transcript) {
        Tally::one(&self.context.tally.dialogues);
        self.context.tell(Moment::Ended { transcript });
    }
}
