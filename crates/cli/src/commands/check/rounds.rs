//! The rounds of a check: declared endpoints, those again that did not answer, then their hosts.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use coinsift_engine::BoxFuture;
use coinsift_engine::dial::ReachOutcome;
use coinsift_engine::stop::{Cause, Stop};
use coinsift_engine::target::resolve::Names;
use coinsift_engine::target::scope::{Draft, Scope};
use coinsift_engine::watch::Moment;
use coinsift_protocols::{Endpoint, Transport};
use coinsift_report::registry::Unanswered;

use super::Shared;
use super::scopes::Scopes;
use crate::survey::Survey;
use crate::survey::rounds::Rounds;

/// The pause before the first repetition; before each further one it is twice as long.
const PAUSE: Duration = Duration::from_secs(3);

/// What became of the endpoints that were tried.
pub type Reached = Shared<HashMap<Endpoint, State>>;

/// What became of one endpoint.
#[derive(Clone, Copy, Debug, Default)]
pub struct State {
    /// How it failed to answer; `None` once it was open.
    pub unanswered: Option<Unanswered>,
    /// How often it was tried.
    pub tries: u32,
}

/// Takes a moment of the run down.
pub fn note(reached: &Reached, moment: Moment<'_>) {
    let Moment::Reached { endpoint, outcome } = moment else { return };
    let mut reached = reached.lock().unwrap_or_else(PoisonError::into_inner);
    let state = reached.entry(endpoint).or_default();
    state.tries += 1;
    state.unanswered = match outcome {
        ReachOutcome::Open => None,
        ReachOutcome::Closed => Some(Unanswered::Closed),
        ReachOutcome::Silent => Some(Unanswered::Silent),
        _ => Some(Unanswered::NoRoute),
    };
}

/// Asks again after a pause, and leaves what was not declared for the end.
pub struct Unhurried {
    scopes: Scopes,
    names: Names,
    retries: u32,
    tried: u32,
    reached: Reached,
    stop: Stop,
}

impl Unhurried {
    /// Up to `retries` further rounds over what does not answer.
    pub fn new(
        survey: &Survey,
        scopes: Scopes,
        retries: u32,
        reached: Reached,
        stop: Stop,
    ) -> Unhurried {
        let names = survey.scope.resolved().clone();
        Unhurried { scopes, names, retries, tried: 0, reached, stop }
    }

    /// Declared endpoints that gave no answer so far.
    fn missing(&self) -> Option<Arc<Scope>> {
        let reached = self.reached.lock().unwrap_or_else(PoisonError::into_inner);
        let missing: HashSet<Endpoint> = reached
            .iter()
            .filter(|(endpoint, state)| {
                state.unanswered.is_some()
                    && endpoint.transport == Transport::Tcp
                    && self.scopes.pairs.contains(endpoint)
            })
            .map(|(endpoint, _)| *endpoint)
            .collect();
        let mut draft = Draft::new(Vec::<u16>::new());
        for endpoint in missing {
            // They were in the scope before, so they are good targets.
            draft.target(&endpoint.socket().to_string()).ok()?;
        }
        for exclude in &self.scopes.excludes {
            draft.exclude(exclude).ok()?;
        }
        Scope::build(draft, &self.names, None).ok().map(Arc::new)
    }
}

impl Rounds for Unhurried {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Arc<Scope>>, Cause>> {
        Box::pin(async move {
            if self.tried < self.retries
                && let Some(scope) = self.missing()
            {
                let pause = PAUSE * 2_u32.saturating_pow(self.tried.min(4));
                self.tried += 1;
                tokio::select! {
                    () = tokio::time::sleep(pause) => return Ok(Some(scope)),
                    () = self.stop.requested() => {
                        return Err(self.stop.cause().unwrap_or(Cause::Interrupted));
                    }
                }
            }
            self.tried = self.retries;
            match self.scopes.beside.take() {
                Some(_) if self.stop.cause().is_some() => {
                    Err(self.stop.cause().unwrap_or(Cause::Interrupted))
                }
                scope => Ok(scope),
            }
        })
    }
}
