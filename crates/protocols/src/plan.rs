//! Planning: which dialogue comes next at an endpoint, from what the earlier ones brought.
//!
//! There is no central list of cases. Each dialogue says in its own folder what it would do in a
//! [`Situation`] and at which [`Stage`]; the plan takes the proposal of the earliest stage that
//! was not tried yet, as long as the limits of the endpoint leave room. It is a pure function of
//! the endpoint, the atlas and the transcripts so far.

use coinsift_verdict::Atlas;
use coinsift_verdict::atlas::Network;

use crate::DIALOGUES;
use crate::dialogue::{Dialogue, Ending, endpoint_limits};
use crate::layer;
use crate::tls;
use crate::transcript::{Endpoint, Happening, Options, Transcript, Transport};

pub use crate::expectation::Expectation;

/// When a proposal's turn is: the walk over a port whose service is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The port is this protocol's own, or an earlier answer points to exactly this.
    Port,
    /// The protocol is expected here, although the port is not its own.
    Expected,
    /// Protocols whose nodes shut their door to an address that begins with anything else.
    Shy,
    /// `GET /`.
    Http,
    /// JSON-RPC, where HTTP answered.
    JsonRpc,
    /// A TLS first flight.
    Tls,
    /// One line of text.
    Line,
    /// Likely network magics.
    Guess,
    /// A flight of 64 bytes.
    Flight,
    /// multistream.
    Multistream,
    /// A question that some servers punish, asked where nothing else told.
    Last,
}

impl Stage {
    /// Whether a proposal of this stage is also made inside TLS. Guesses, and protocols with a
    /// security of their own, are not.
    fn goes_inside(self) -> bool {
        matches!(self, Stage::Port | Stage::Expected | Stage::Http | Stage::JsonRpc | Stage::Line)
    }
}

/// What is known when the next dialogue is chosen.
#[derive(Clone, Copy)]
pub struct Situation<'a> {
    /// Who is spoken to.
    pub endpoint: Endpoint,
    /// The networks and ports known.
    pub atlas: &'a Atlas,
    /// Whether to go on after a port's protocol is settled.
    pub thorough: bool,
    /// What is known of the endpoint beforehand.
    pub expected: Option<&'a Expectation>,
    /// The dialogues held so far, in order. Where TLS was spoken, what is proposed inside it is asked
    /// with those alone that were held inside.
    pub done: &'a [Transcript],
}

impl<'a> Situation<'a> {
    /// Whether a protocol family is expected at the endpoint, by itself or by its network.
    pub fn expects(&self, family: &str) -> bool {
        self.expected.is_some_and(|expected| expected.families.iter().any(|one| one == family))
            || self.expected_network().is_some_and(|network| network.family == family)
    }

    /// The network that is expected at the endpoint, where the atlas knows it.
    pub fn expected_network(&self) -> Option<&'a Network> {
        self.atlas.network(self.expected?.network.as_deref()?)
    }

    /// Whether a dialogue of this name was held and the peer spoke it.
    pub fn spoken(&self, protocol: &str) -> bool {
        self.held(protocol).any(|transcript| transcript.ending == Ending::Spoken)
    }

    /// Whether the peer has spoken any protocol.
    pub fn anything_spoken(&self) -> bool {
        self.done
            .iter()
            .any(|transcript| matches!(transcript.ending, Ending::Spoken | Ending::Refused(_)))
    }

    /// The transcripts of one dialogue.
    pub fn held(&self, protocol: &str) -> impl Iterator<Item = &'a Transcript> {
        self.done.iter().filter(move |transcript| transcript.head.protocol == protocol)
    }
}

/// What a dialogue would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// When its turn is.
    pub stage: Stage,
    /// With which options.
    pub options: Options,
}

/// The dialogue to be held next.
#[derive(Clone)]
pub struct Choice {
    /// The dialogue.
    pub dialogue: &'static Dialogue,
    /// Its options, without those the engine adds (`seed`, `agent`, `listen`).
    pub options: Options,
}

/// The next dialogue, or `None` where all is said or the limits are reached.
pub fn next(situation: &Situation<'_>) -> Option<Choice> {
    let done = situation.done;
    if done.len() >= endpoint_limits::CONNECTIONS {
        return None;
    }
    let settled = done.iter().any(|transcript| {
        transcript.ending == Ending::Spoken
            && crate::dialogue(&transcript.head.protocol).is_some_and(|dialogue| dialogue.settles)
    });
    if settled && !situation.thorough {
        return None;
    }
    if tls::can_be_entered(done) {
        let (inside, clear): (Vec<_>, Vec<_>) =
            done.iter().cloned().partition(Transcript::is_layered);
        let inside = Situation { done: &inside, ..*situation };
        let clear = Situation { done: &clear, ..*situation };
        return within(&inside, spent(done), true)
            // What speaks TLS speaks nothing in clear.
            .or_else(|| situation.thorough.then(|| within(&clear, spent(done), false)).flatten());
    }
    within(situation, spent(done), false)
}

/// The earliest proposal among dialogues held in the same way, inside TLS or in clear, after what
/// the endpoint has cost already.
fn within(
    situation: &Situation<'_>,
    (sent, received): (usize, usize),
    inside: bool,
) -> Option<Choice> {
    // Where the layer did not come to stand it would not do so for the next dialogue either.
    if inside && !situation.done.iter().all(Transcript::stood) {
        return None;
    }
    let (more_out, more_in) = match inside {
        true => (layer::BYTES_OUT as usize, layer::BYTES_IN as usize),
        false => (0, 0),
    };
    let mut best: Option<(Turn, Choice)> = None;
    for &dialogue in DIALOGUES {
        if situation
            .held(dialogue.name)
            .any(|transcript| matches!(transcript.ending, Ending::Refused(_)))
            || situation.held(dialogue.name).count() >= dialogue.wire.connections.into()
        {
            continue;
        }
        // A port of datagrams takes nothing else; beside a TCP port both may be held.
        if situation.endpoint.transport == Transport::Udp
            && dialogue.wire.transport != Transport::Udp
        {
            continue;
        }
        if inside && dialogue.wire.transport != Transport::Tcp {
            continue;
        }
        // What it may cost at most must still be left of what the endpoint may cost.
        if sent + more_out + dialogue.wire.bytes_out as usize > endpoint_limits::BYTES_OUT
            || received + more_in + dialogue.wire.bytes_in as usize > endpoint_limits::BYTES_IN
        {
            continue;
        }
        for proposal in (dialogue.propose)(situation) {
            if inside && !proposal.stage.goes_inside() {
                continue;
            }
            let turn = turn(situation, dialogue, proposal.stage);
            let earlier = best.as_ref().is_none_or(|(other, _)| turn < *other);
            if earlier && !tried(situation.done, dialogue, &proposal.options) {
                best = Some((turn, Choice { dialogue, options: proposal.options }));
            }
        }
    }
    let (_, mut choice) = best?;
    if inside {
        choice.options.insert(layer::OVER.to_owned(), layer::TLS.to_owned());
    }
    Some(choice)
}

/// The order of proposals: those of an expected family come before all others, those on its own
/// port first.
type Turn = (bool, Stage);

fn turn(situation: &Situation<'_>, dialogue: &Dialogue, stage: Stage) -> Turn {
    let first =
        matches!(stage, Stage::Port | Stage::Expected) && situation.expects(dialogue.family());
    (!first && stage != Stage::Expected, stage)
}

/// The dialogue that goes on with a peer that spoke first.
pub fn recognise(situation: &Situation<'_>, first_bytes: &[u8]) -> Choice {
    DIALOGUES
        .iter()
        .find_map(|&dialogue| {
            let options = (dialogue.recognise)(situation, first_bytes)?;
            Some(Choice { dialogue, options })
        })
        .unwrap_or_else(listen_only)
}

/// The dialogue that says nothing, for ports where no other is proposed.
pub fn listen_only() -> Choice {
    Choice { dialogue: &crate::greeting::DIALOGUE, options: Options::new() }
}

/// Bytes sent to and taken from an endpoint in the dialogues held so far.
pub fn spent(done: &[Transcript]) -> (usize, usize) {
    done.iter().map(Transcript::cost).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
}

/// A dialogue counts as tried when it was held with these options and we said something in it:
/// a peer that closes while we still listen was not asked yet.
fn tried(done: &[Transcript], dialogue: &Dialogue, options: &Options) -> bool {
    done.iter().any(|transcript| {
        transcript.head.protocol == dialogue.name
            && options.iter().all(|(name, value)| {
                transcript.head.options.get(name).is_some_and(|used| used == value)
            })
            && transcript.events.iter().any(|event| matches!(event.what, Happening::Sent(_)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ethereum;
    use crate::transcript::{Event, Head, Transport, Utc};

    /// The plan of a port whose peer never says a word: the dialogues in order, with their options.
    fn plan_of(port: u16, transport: Transport, expected: Option<&Expectation>) -> Vec<Choice> {
        let endpoint = Endpoint { ip: [192, 0, 2, 1].into(), port, transport };
        let (mut done, mut choices) = (Vec::new(), Vec::new());
        while let Some(choice) = next(&Situation {
            endpoint,
            atlas: Atlas::builtin(),
            thorough: false,
            expected,
            done: &done,
        }) {
            done.push(silent(endpoint, &choice));
            choices.push(choice);
            assert!(choices.len() <= endpoint_limits::CONNECTIONS);
        }
        choices
    }

    fn silent(endpoint: Endpoint, choice: &Choice) -> Transcript {
        Transcript {
            head: Head {
                protocol: choice.dialogue.name.to_owned(),
                version: choice.dialogue.version,
                endpoint,
                started: Utc(0),
                options: choice.options.clone(),
            },
            events: vec![Event { at: 0, what: Happening::Sent(vec![0]) }],
            ending: Ending::Silent,
        }
    }

    fn expecting(families: &[&str], network: Option<&str>) -> Expectation {
        Expectation {
            node_key: None,
            families: families.iter().map(|family| family.to_string()).collect(),
            network: network.map(str::to_owned),
        }
    }

    fn first(port: u16, expected: &Expectation) -> Choice {
        plan_of(port, Transport::Tcp, Some(expected)).remove(0)
    }

    fn names(choices: &[Choice]) -> Vec<&str> {
        choices.iter().map(|choice| choice.dialogue.name).collect()
    }

    /// What every plan holds, in whatever order: protocol and options.
    fn contents(choices: &[Choice]) -> Vec<(&str, &Options)> {
        choices.iter().map(|choice| (choice.dialogue.name, &choice.options)).collect()
    }

    #[test]
    fn an_expected_network_is_asked_in_its_magic_first_on_any_port() {
        let litecoin = expecting(&[], Some("litecoin"));
        for port in [80, 8080, 12345, 9333, 8333] {
            let choice = first(port, &litecoin);
            assert_eq!(choice.dialogue.name, "bitcoin.p2p", "{port}");
            assert_eq!(choice.options["magic"], "fbc0b6db", "{port}");
        }
        // On the port of its other service that service comes first.
        let bitcoin = expecting(&["bitcoin"], None);
        assert_eq!(first(8332, &bitcoin).dialogue.name, "bitcoin.rpc");
        assert_eq!(first(12345, &bitcoin).options["magic"], "f9beb4d9");
        let two = plan_of(12345, Transport::Tcp, Some(&bitcoin));
        assert_eq!(names(&two[..2]), ["bitcoin.p2p", "bitcoin.rpc"]);
    }

    #[test]
    fn an_expected_family_is_asked_first_on_ports_of_others() {
        let expected = expecting(&["ethereum"], None);
        let plan = plan_of(8333, Transport::Tcp, Some(&expected));
        let ordinary = plan.iter().position(|choice| choice.dialogue.family() != "ethereum");
        let own = names(&plan[..ordinary.expect("the port's own follow")]);
        assert!(own.contains(&"ethereum.discv4") && own.contains(&"ethereum.rpc"), "{own:?}");
        assert_eq!(names(&plan_of(8545, Transport::Tcp, Some(&expected)))[0], "ethereum.rpc");
        assert_eq!(names(&plan_of(30303, Transport::Tcp, Some(&expected)))[0], "ethereum.discv4");
    }

    #[test]
    fn an_expectation_only_orders() {
        for port in [80, 8333, 8545, 30303, 12345] {
            let plain = plan_of(port, Transport::Tcp, None);
            for expected in [
                expecting(&["ethereum"], None),
                expecting(&["bitcoin"], Some("dogecoin")),
                expecting(&["nobody"], Some("no-such-network")),
            ] {
                let ordered = plan_of(port, Transport::Tcp, Some(&expected));
                let kept = contents(&ordered);
                for entry in contents(&plain) {
                    // Guesses of magics are counted, so that expected ones take the place of the last;
                    // two may differ by what an answer would have told.
                    // The flight of version 2 asks for the expected network's blocks as well.
                    let guess = matches!(entry.0, "bitcoin.p2p" | "bitcoin.v2");
                    assert!(guess || kept.contains(&entry), "{port}: {} of {expected:?}", entry.0);
                }
            }
            let none = Expectation::default();
            assert!(none.is_empty());
            let same = plan_of(port, Transport::Tcp, Some(&none));
            assert_eq!(contents(&same), contents(&plain), "{port}");
        }
    }

    #[test]
    fn a_known_key_is_used_at_once_and_discovery_follows() {
        let mut expected = expecting(&["ethereum"], None);
        let key = ethereum::peer::Peer::key_of(&[3; 32]);
        expected.node_key = Some(key);
        for port in [30303, 41234, 8333] {
            let choice = first(port, &expected);
            assert_eq!(choice.dialogue.name, "ethereum.devp2p", "{port}");
            assert_eq!(choice.options["key"], hex::encode(key), "{port}");
        }
        let plan = plan_of(30303, Transport::Tcp, Some(&expected));
        assert_eq!(names(&plan[..2]), ["ethereum.devp2p", "ethereum.discv4"]);
        expected.node_key = Some([0; 64]);
        let plan = plan_of(30303, Transport::Tcp, Some(&expected));
        assert!(!names(&plan).contains(&"ethereum.devp2p"), "no point of the curve");
    }

    #[test]
    fn a_port_of_datagrams_takes_datagrams_alone() {
        for port in [30303, 8333, 80, 12345] {
            let plan = plan_of(port, Transport::Udp, None);
            assert!(!plan.is_empty(), "{port}");
            assert!(plan.iter().all(|choice| choice.dialogue.wire.transport == Transport::Udp));
            let expected = expecting(&["bitcoin"], Some("bitcoin"));
            let plan = plan_of(port, Transport::Udp, Some(&expected));
            assert!(plan.iter().all(|choice| choice.dialogue.wire.transport == Transport::Udp));
        }
    }

    #[test]
    fn a_dialogue_is_held_no_more_often_than_its_wire_says() {
        for port in [80, 8332, 8333, 8545, 8546, 9333, 30303] {
            for expected in [None, Some(expecting(&["bitcoin", "ethereum"], Some("dogecoin")))] {
                let plan = plan_of(port, Transport::Tcp, expected.as_ref());
                for choice in &plan {
                    let held =
                        plan.iter().filter(|other| other.dialogue.name == choice.dialogue.name);
                    let most = choice.dialogue.wire.connections.into();
                    assert!(held.count() <= most, "{port}: {}", choice.dialogue.name);
                }
            }
        }
    }
}
