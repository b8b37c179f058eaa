//! Outcomes in sentences.

use coinsift_verdict::Sentence;

use super::checked::{Checked, EndpointChecked, Outcome, Reason};
use super::compare::{Agreement, Compared, Term};
use super::platforms::Platform;
use crate::lang::Catalogue;

/// Something declared or seen, in the catalogue's language.
pub(crate) fn term(term: &Term, catalogue: &Catalogue) -> String {
    match term {
        Term::Declared(class) => catalogue.word(&format!("declared-{}", class.word())),
        Term::Class(class) => catalogue.class(*class),
        Term::Platform(key) => platform(key, catalogue),
        Term::Networks(keys) => catalogue.networks(keys.iter().map(String::as_str), 160),
        Term::Mining(mining) => catalogue.mining(*mining),
        Term::Text(text) => catalogue.text(text, 160),
    }
}

/// The name of a platform, as a project declares it or as a verdict has it.
pub(super) fn platform(key: &str, catalogue: &Catalogue) -> String {
    Platform::of_key(key).map_or_else(|| catalogue.platform(key), |known| known.name().to_owned())
}

/// The same for programs.
pub(super) fn plain(term: &Term) -> String {
    match term {
        Term::Declared(class) => class.word().to_owned(),
        Term::Class(class) => class.word().to_owned(),
        Term::Platform(key) => key.clone(),
        Term::Networks(keys) => keys.join(", "),
        Term::Mining(mining) => mining.word().to_owned(),
        Term::Text(text) => text.clone(),
    }
}

/// Declared and seen, side by side.
pub(super) fn beside(row: &Compared, catalogue: &Catalogue) -> String {
    let nothing = || catalogue.word("check-nothing-seen");
    let sentence = Sentence::new("check-beside")
        .with("aspect", catalogue.word(&format!("aspect-{}", row.aspect.word())))
        .with("declared", term(&row.declared, catalogue))
        .with("seen", row.seen.as_ref().map_or_else(nothing, |seen| term(seen, catalogue)));
    catalogue.say(&sentence)
}

/// The outcome in sentences: what it is, declared and seen side by side where they differ, and what
/// was seen.
pub fn summary(one: &EndpointChecked, catalogue: &Catalogue) -> Vec<String> {
    let mut said = vec![catalogue.say(&reason(one, catalogue))];
    let telling = match one.outcome {
        Outcome::Deviates => Some(Agreement::Differs),
        Outcome::Undetermined => Some(Agreement::HintsOtherwise),
        _ => None,
    };
    let rows = one.compared.iter().filter(|row| Some(row.agreement) == telling);
    said.extend(rows.map(|row| beside(row, catalogue)));
    let more = !matches!(one.reason, Reason::Silent | Reason::BesideFits);
    if one.outcome != Outcome::Conforms
        && more
        && let Some(first) = one.seen.as_ref().and_then(|seen| seen.verdict.summary.first())
    {
        said.push(catalogue.say(first));
    }
    said
}

/// Why the outcome is what it is, in one sentence.
pub(crate) fn ground(one: &EndpointChecked, catalogue: &Catalogue) -> String {
    catalogue.say(&reason(one, catalogue))
}

/// An outcome's word.
pub(crate) fn outcome(outcome: Outcome, catalogue: &Catalogue) -> String {
    catalogue.word(&format!("outcome-{}", outcome.word()))
}

/// How many projects have which outcome, and how many findings there are.
pub(crate) fn sums(checked: &Checked, catalogue: &Catalogue) -> [String; 2] {
    let mut outcomes = Outcome::ALL;
    outcomes.reverse();
    let words: Vec<String> = outcomes
        .into_iter()
        .filter(|one| checked.count(*one) > 0)
        .map(|one| format!("{} {}", outcome(one, catalogue), checked.count(one)))
        .collect();
    let projects = checked.projects.len();
    let sum = match words.is_empty() {
        true => Sentence::new("check-sum-offline").with("projects", projects),
        false => Sentence::new("check-sum")
            .with("projects", projects)
            .with("words", words.join(catalogue.comma())),
    };
    let findings = Sentence::new("check-findings").with("count", checked.findings());
    [sum, findings].map(|sentence| catalogue.say(&sentence))
}

fn reason(one: &EndpointChecked, catalogue: &Catalogue) -> Sentence {
    let id = match one.reason {
        Reason::Compared if one.outcome == Outcome::Deviates => "check-deviates",
        Reason::Compared => "check-conforms",
        Reason::InPart => {
            let open: Vec<String> = one
                .open()
                .iter()
                .map(|aspect| catalogue.word(&format!("aspect-{}", aspect.word())))
                .collect();
            return Sentence::new("check-conforms-in-part")
                .with("words", open.join(catalogue.comma()));
        }
        Reason::Silent => "check-silent",
        Reason::NotRecognised => "check-not-recognised",
        Reason::Contradiction => "check-contradiction",
        Reason::HintsOtherwise => "check-hints-otherwise",
        Reason::OnlySigns => "check-only-signs",
        Reason::ClassOpen => "check-class-open",
        Reason::PlatformOpen => "check-platform-open",
        Reason::NoAnswer => return Sentence::new("check-no-answer").with("tries", one.tries),
        Reason::Refused => return Sentence::new("check-refused").with("tries", one.tries),
        Reason::NoRoute => "check-no-route",
        Reason::Unresolved => "check-unresolved",
        Reason::NotTried => "check-not-tried",
        Reason::NotFound => "check-not-found",
        Reason::Beside => "check-observed-beside",
        Reason::BesideFits => "check-observed-beside-fits",
    };
    Sentence::new(id)
}
