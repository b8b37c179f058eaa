//! The words of closed lists: classes, roles, mining, strengths, endings, meanings of facts.

use coinsift_protocols::{Close, Dialogue, Ending};
use coinsift_verdict::verdict::{Access, Mining, Role};
use coinsift_verdict::{Class, Strength};

use super::{Catalogue, Lang};
use crate::escape::visible;

/// The most characters of a fact's meaning.
const MAX_MEANING: usize = 600;

impl Catalogue {
    /// The word for a class.
    pub fn class(&self, class: Class) -> String {
        self.word(&format!("class-{}", class.word()))
    }

    /// The word for who may take part.
    pub fn access(&self, access: Access) -> String {
        self.word(match access {
            Access::Members => "access-members",
            Access::Open => "access-open",
        })
    }

    /// The word for a role.
    pub fn role(&self, role: Role) -> String {
        self.word(&format!("role-{}", role.word()))
    }

    /// The words for several roles.
    pub fn roles(&self, roles: &[Role]) -> String {
        let words: Vec<String> = roles.iter().map(|role| self.role(*role)).collect();
        words.join(self.comma())
    }

    /// The word for whether mining was seen.
    pub fn mining(&self, mining: Mining) -> String {
        self.word(&format!("mining-{}", mining.word()))
    }

    /// The word for a strength.
    pub fn strength(&self, strength: Strength) -> String {
        self.word(&format!("strength-{}", strength.word()))
    }

    /// The word for yes, no or not known.
    pub fn yes_no(&self, answer: Option<bool>) -> String {
        self.word(match answer {
            Some(true) => "yes",
            Some(false) => "no",
            None => "unknown",
        })
    }

    /// The name of a platform, as its protocol's folder is called; the key where there is no name.
    pub fn platform(&self, key: &str) -> String {
        self.keyed("platform", key)
    }

    /// How a dialogue ended, without a refusal's reason.
    pub fn ending(&self, ending: &Ending) -> String {
        self.word(&format!("ending-{}", ending.word()))
    }

    /// How a connection came to its end.
    pub fn close(&self, close: Close) -> String {
        self.word(&format!("close-{}", close.word()))
    }

    /// What a dialogue is, in one phrase.
    pub fn dialogue(&self, dialogue: &Dialogue) -> String {
        self.meaning_of(&dialogue_id(dialogue.name), dialogue.about)
    }

    /// What a fact means; `None` where no dialogue declares it.
    pub fn meaning(&self, fact: &str) -> Option<String> {
        let declared =
            coinsift_protocols::declared_facts().find(|declared| declared.name == fact)?;
        Some(self.meaning_of(&fact_id(fact), declared.doc))
    }

    /// The Chinese text of an id, the English given where it has none.
    fn meaning_of(&self, id: &str, english: &str) -> String {
        match self.lang {
            Lang::Zh if self.bundle.has_message(id) => self.word(id),
            _ => visible(english, MAX_MEANING),
        }
    }
}

/// The id of a fact's meaning in the Chinese catalogue.
pub(super) fn fact_id(fact: &str) -> String {
    format!("fact-{}", fact.replace('.', "-"))
}

/// The id of a dialogue in the Chinese catalogue.
pub(super) fn dialogue_id(dialogue: &str) -> String {
    format!("dialogue-{}", dialogue.replace('.', "-"))
}
