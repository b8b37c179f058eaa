//! The story of one host as it goes, for `identify`: what was tried, said, answered and learnt.
//!
//! A caller tells each [`Step`] as it happens. What happens inside a dialogue is in its
//! transcript: [`steps`] turns one into the steps it consists of.

use std::net::IpAddr;

use coinsift_protocols::layer::Layered;
use coinsift_protocols::{Close, Ending, Endpoint, Event, Happening, Transcript};
use coinsift_verdict::{Fact, Sentence, Verdict};

use crate::hexdump::preview;
use crate::lang::Catalogue;
use crate::ndjson::written;

/// How many bytes of a message are shown.
const PREVIEW: usize = 48;
/// The most characters of a value.
const MAX_VALUE: usize = 160;

/// One thing to be told.
#[derive(Clone, Debug, PartialEq)]
pub enum Step<'a> {
    /// A name was looked up.
    Resolved {
        /// The name.
        name: &'a str,
        /// Its addresses.
        addresses: &'a [IpAddr],
    },
    /// The port is open.
    Open {
        /// The endpoint.
        endpoint: Endpoint,
    },
    /// The port is closed: the connection was refused.
    Closed {
        /// The endpoint.
        endpoint: Endpoint,
    },
    /// Nothing came back within the time for a connection.
    NoAnswer {
        /// The endpoint.
        endpoint: Endpoint,
    },
    /// No connection could be tried.
    Unreachable {
        /// The endpoint.
        endpoint: Endpoint,
        /// Why, in the words of the system.
        reason: &'a str,
    },
    /// A dialogue begins.
    Begun {
        /// Its number at this endpoint, counted from 1.
        number: usize,
        /// Its name.
        protocol: &'a str,
        /// Whether it is held inside TLS.
        inside: bool,
    },
    /// TLS stands; what is asked and answered from here on is inside it.
    Enclosed {
        /// Milliseconds since the connection was opened.
        at: u32,
    },
    /// We waited for the peer to speak, or for the rest of an answer.
    Waited {
        /// Milliseconds since the connection was opened.
        at: u32,
    },
    /// We sent this.
    Asked {
        /// Milliseconds since the connection was opened.
        at: u32,
        /// What was sent without a pause.
        bytes: Vec<u8>,
    },
    /// The peer sent this.
    Answered {
        /// Milliseconds since the connection was opened.
        at: u32,
        /// What came without us speaking between.
        bytes: Vec<u8>,
        /// Whether we had said nothing before.
        first: bool,
    },
    /// The connection came to its end before we ended the dialogue.
    HungUp {
        /// Milliseconds since the connection was opened.
        at: u32,
        /// How.
        close: Close,
    },
    /// The dialogue is over.
    Ended {
        /// How.
        ending: &'a Ending,
    },
    /// Something was learnt.
    Learnt {
        /// The fact.
        fact: &'a Fact,
    },
    /// The endpoint was judged.
    Judged {
        /// The verdict.
        verdict: &'a Verdict,
    },
}

/// The steps of one dialogue: `number` counted from 1, `facts` as its reader gave them.
pub fn steps<'a>(number: usize, transcript: &'a Transcript, facts: &'a [Fact]) -> Vec<Step<'a>> {
    let mut steps = vec![Step::Begun {
        number,
        protocol: &transcript.head.protocol,
        inside: transcript.is_layered(),
    }];
    let mut spoken = false;
    for Event { at, what } in &transcript.events {
        match what {
            Happening::Opened => {}
            Happening::Timer => steps.push(Step::Waited { at: *at }),
            Happening::Sent(more) => {
                spoken = true;
                match steps.last_mut() {
                    Some(Step::Asked { bytes, .. }) => bytes.extend_from_slice(more),
                    _ => steps.push(Step::Asked { at: *at, bytes: more.clone() }),
                }
            }
            Happening::Received(more) => match steps.last_mut() {
                Some(Step::Answered { bytes, .. }) => bytes.extend_from_slice(more),
                _ => steps.push(Step::Answered { at: *at, bytes: more.clone(), first: !spoken }),
            },
            Happening::Closed(close) => steps.push(Step::HungUp { at: *at, close: *close }),
            Happening::Layer(Layered::Stands { .. }) => steps.push(Step::Enclosed { at: *at }),
            Happening::Layer(_) => {}
        }
    }
    steps.push(Step::Ended { ending: &transcript.ending });
    steps.extend(facts.iter().map(|fact| Step::Learnt { fact }));
    steps
}

impl Step<'_> {
    /// The step in the catalogue's language: one line, safe on a terminal, indented by how deep in
    /// the story it is.
    pub fn told(&self, catalogue: &Catalogue) -> String {
        let sentence = self.sentence(catalogue);
        format!("{:1$}{2}", "", self.depth(), catalogue.say(&sentence))
    }

    fn depth(&self) -> usize {
        match self {
            Step::Waited { .. }
            | Step::Enclosed { .. }
            | Step::Asked { .. }
            | Step::Answered { .. }
            | Step::HungUp { .. }
            | Step::Ended { .. }
            | Step::Learnt { .. } => 2,
            _ => 0,
        }
    }

    fn sentence(&self, catalogue: &Catalogue) -> Sentence {
        match self {
            Step::Resolved { name, addresses } => {
                let addresses: Vec<String> = addresses.iter().map(IpAddr::to_string).collect();
                Sentence::new("story-resolved")
                    .with("name", name)
                    .with("addresses", addresses.join(catalogue.comma()))
            }
            Step::Open { endpoint } => Sentence::new("story-open").with("endpoint", endpoint),
            Step::Closed { endpoint } => Sentence::new("story-closed").with("endpoint", endpoint),
            Step::NoAnswer { endpoint } => {
                Sentence::new("story-no-answer").with("endpoint", endpoint)
            }
            Step::Unreachable { endpoint, reason } => {
                Sentence::new("story-unreachable").with("endpoint", endpoint).with("reason", reason)
            }
            Step::Begun { number, protocol, inside } => {
                let about = coinsift_protocols::dialogue(protocol)
                    .map_or_else(|| catalogue.word("unknown"), |known| catalogue.dialogue(known));
                let id = if *inside { "story-begun-inside" } else { "story-begun" };
                Sentence::new(id)
                    .with("number", number)
                    .with("protocol", protocol)
                    .with("words", about)
            }
            Step::Enclosed { at } => Sentence::new("story-enclosed").with("millis", at),
            Step::Waited { at } => Sentence::new("story-waited").with("millis", at),
            Step::Asked { at, bytes } => {
                message(Sentence::new("story-asked"), *at, bytes, catalogue)
            }
            Step::Answered { at, bytes, first: true } => {
                message(Sentence::new("story-spoke-first"), *at, bytes, catalogue)
            }
            Step::Answered { at, bytes, first: false } => {
                message(Sentence::new("story-answered"), *at, bytes, catalogue)
            }
            Step::HungUp { at, close } => Sentence::new("story-hung-up")
                .with("millis", at)
                .with("words", catalogue.close(*close)),
            Step::Ended { ending: Ending::Refused(reason) } => {
                Sentence::new("story-ended-refused").with("reason", reason)
            }
            Step::Ended { ending } => {
                Sentence::new("story-ended").with("words", catalogue.ending(ending))
            }
            Step::Learnt { fact } => Sentence::new("story-learnt")
                .with("fact", fact.name)
                .with("value", catalogue.text(&written(&fact.value, catalogue), MAX_VALUE))
                .with("strength", fact.strength.word()),
            Step::Judged { verdict } => {
                let summary = catalogue.say_all(&verdict.summary);
                Sentence::new("story-judged")
                    .with("class", verdict.class.word())
                    .with("words", summary.join(catalogue.gap()))
            }
        }
    }
}

fn message(sentence: Sentence, at: u32, bytes: &[u8], catalogue: &Catalogue) -> Sentence {
    let hidden = catalogue.identifiers().hidden_stretches(bytes);
    sentence
        .with("millis", at)
        .with("count", bytes.len())
        .with("preview", preview(bytes, PREVIEW, &hidden))
}

#[cfg(test)]
mod tests {
    use coinsift_protocols::read;

    use super::*;
    use crate::escape::is_visible;
    use crate::lang::Lang;
    use crate::personal::Identifiers;
    use crate::testing::{endpoint, greeting_transcript, node_transcript, node_verdict};

    fn told(lang: Lang, transcript: &Transcript, facts: &[Fact]) -> Vec<String> {
        let catalogue = Catalogue::new(lang);
        steps(1, transcript, facts).iter().map(|step| step.told(&catalogue)).collect()
    }

    #[test]
    fn a_dialogue_is_told_from_its_transcript() {
        assert_eq!(
            told(Lang::En, &node_transcript(), &[]),
            [
                "Dialogue 1, bitcoin.p2p: handshake between peers of the Bitcoin family, then the genesis block and blocks that one network alone has",
                "  1000 ms: waited.",
                "  1000 ms: we send 102 bytes: ....version.....................................…",
                "  1020 ms: it answers with 126 bytes: ....version.....................................…",
                "  1021 ms: we send 24 bytes: ....verack..............",
                "  1170 ms: it answers with 24 bytes: ....verack..............",
                "  1180 ms: the other side closed the connection.",
                "  It speaks this protocol.",
            ]
        );
    }

    #[test]
    fn a_peer_that_speaks_first_is_told_as_such_in_both_languages() {
        let transcript = greeting_transcript(b"SSH-2.0-Open\x1b[2J\r\n");
        let facts = read(&transcript);
        let english = told(Lang::En, &transcript, &facts);
        assert!(
            english.contains(&"  5 ms: it speaks first, 18 bytes: SSH-2.0-Open.[2J..".to_owned()),
            "{english:#?}"
        );
        assert!(english.iter().any(|line| line.contains("greeting.shape.name = ssh (hinted)")));
        let chinese = told(Lang::Zh, &transcript, &facts);
        assert!(chinese.iter().any(|line| line.contains("对方先发言，18 字节")), "{chinese:#?}");
        for line in english.iter().chain(&chinese) {
            assert!(is_visible(line), "{line}");
        }
    }

    #[test]
    fn every_step_can_be_told() {
        let (verdict, ending) = (node_verdict(), Ending::Refused("obsolete \u{1b}".to_owned()));
        let addresses = ["192.0.2.1".parse().expect("an address")];
        let all = [
            Step::Resolved { name: "node.example", addresses: &addresses },
            Step::Open { endpoint: endpoint() },
            Step::Closed { endpoint: endpoint() },
            Step::NoAnswer { endpoint: endpoint() },
            Step::Unreachable { endpoint: endpoint(), reason: "no route\n" },
            Step::Ended { ending: &ending },
            Step::Judged { verdict: &verdict },
        ];
        for lang in Lang::ALL {
            let catalogue = Catalogue::new(lang);
            for step in &all {
                let line = step.told(&catalogue);
                assert!(is_visible(&line) && !line.contains('⟦'), "{line}");
            }
        }
        let catalogue = Catalogue::new(Lang::En);
        assert_eq!(all[5].told(&catalogue), r"  It turned us away: obsolete \u{1b}");
    }

    #[test]
    fn identifiers_are_hidden_in_the_story() {
        let transcript = greeting_transcript(b"220 ask li@example.com\r\n");
        let facts = read(&transcript);
        let catalogue = Catalogue::new(Lang::En).with_identifiers(Identifiers::Hashed([1; 32]));
        for step in steps(1, &transcript, &facts) {
            let line = step.told(&catalogue);
            assert!(!line.contains("li@") && !line.contains("6c6940"), "{line}");
        }
    }
}
