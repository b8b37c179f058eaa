//! Outlines: the fields of a verdict that are compared between runs and kept in the index.

use std::fmt;

use coinsift_verdict::verdict::{Access, Mining, Role};
use coinsift_verdict::{Class, Strength, Verdict};
use serde::{Deserialize, Serialize};

/// A verdict without its evidence and words.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Outline {
    /// The class.
    pub class: Class,
    /// Who may take part.
    pub access: Option<Access>,
    /// Where it leans.
    pub leans: Option<Class>,
    /// The network's key.
    pub network: Option<String>,
    /// The network's name for people.
    pub network_name: Option<String>,
    /// The platform.
    pub platform: Option<String>,
    /// The software as it names itself: untrusted text.
    pub software: Option<String>,
    /// Roles, sorted.
    pub roles: Vec<Role>,
    /// Mining.
    pub mining: Mining,
    /// Whether its network is a public test network.
    pub testnet: Option<bool>,
    /// How strong the ground of the class is.
    pub strength: Option<Strength>,
    /// Whether something does not fit together.
    pub contradicted: bool,
    /// Whether it is a finding, as the verdict says.
    pub finding: bool,
}

/// A field in which two verdicts may differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// The class.
    Class,
    /// Who may take part.
    Access,
    /// Where it leans.
    Leans,
    /// The network.
    Network,
    /// The platform.
    Platform,
    /// The software.
    Software,
    /// The roles.
    Roles,
    /// Mining.
    Mining,
    /// Whether it is a test network.
    Testnet,
    /// The strength.
    Strength,
    /// Whether there are contradictions.
    Contradictions,
    /// Only what the verdict rests on or how it is worded.
    Evidence,
}

impl Field {
    /// The word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Field::Class => "class",
            Field::Access => "access",
            Field::Leans => "leans",
            Field::Network => "network",
            Field::Platform => "platform",
            Field::Software => "software",
            Field::Roles => "roles",
            Field::Mining => "mining",
            Field::Testnet => "testnet",
            Field::Strength => "strength",
            Field::Contradictions => "contradictions",
            Field::Evidence => "evidence",
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl Outline {
    /// The outline of a verdict.
    pub fn of(verdict: &Verdict) -> Outline {
        Outline {
            class: verdict.class,
            access: verdict.access,
            leans: verdict.leans,
            network: verdict.network.clone(),
            network_name: verdict.network_name.clone(),
            platform: verdict.platform.clone(),
            software: verdict.software.clone(),
            roles: verdict.roles.clone(),
            mining: verdict.mining,
            testnet: verdict.testnet,
            strength: verdict.strength,
            contradicted: !verdict.contradictions.is_empty(),
            finding: verdict.is_finding(),
        }
    }

    /// Whether this is certainly something of a ledger.
    pub fn is_ledger(&self) -> bool {
        matches!(self.class, Class::Local | Class::Permissioned | Class::Ledger | Class::Coin)
    }

    /// The fields in which `other` differs, in the order of [`Field`]. [`Field::Evidence`] is
    /// never among them, since an outline has none.
    pub fn differences(&self, other: &Outline) -> Vec<Field> {
        let pairs = [
            (Field::Class, self.class != other.class),
            (Field::Access, self.access != other.access),
            (Field::Leans, self.leans != other.leans),
            (
                Field::Network,
                self.network != other.network || self.network_name != other.network_name,
            ),
            (Field::Platform, self.platform != other.platform),
            (Field::Software, self.software != other.software),
            (Field::Roles, self.roles != other.roles),
            (Field::Mining, self.mining != other.mining),
            (Field::Testnet, self.testnet != other.testnet),
            (Field::Strength, self.strength != other.strength),
            (
                Field::Contradictions,
                self.contradicted != other.contradicted || self.finding != other.finding,
            ),
        ];
        pairs.into_iter().filter_map(|(field, differs)| differs.then_some(field)).collect()
    }

    /// A field as every output writes it; empty where there is nothing to say.
    pub fn written(&self, field: Field) -> String {
        fn word<T>(value: Option<T>, word: impl Fn(T) -> &'static str) -> String {
            value.map_or_else(String::new, |value| word(value).to_owned())
        }
        match field {
            Field::Class => self.class.word().to_owned(),
            Field::Access => word(self.access, |access| match access {
                Access::Members => "members",
                Access::Open => "open",
            }),
            Field::Leans => word(self.leans, Class::word),
            Field::Network => {
                self.network_name.clone().or_else(|| self.network.clone()).unwrap_or_default()
            }
            Field::Platform => self.platform.clone().unwrap_or_default(),
            Field::Software => self.software.clone().unwrap_or_default(),
            Field::Roles => {
                self.roles.iter().map(|role| role.word()).collect::<Vec<_>>().join(", ")
            }
            Field::Mining => self.mining.word().to_owned(),
            Field::Testnet => word(self.testnet, |testnet| if testnet { "true" } else { "false" }),
            Field::Strength => word(self.strength, Strength::word),
            Field::Contradictions => self.contradicted.to_string(),
            Field::Evidence => String::new(),
        }
    }
}

/// The fields in which two verdicts differ; [`Field::Evidence`] alone where only what they rest
/// on or how they are worded does.
pub fn differences(before: &Verdict, after: &Verdict) -> Vec<Field> {
    let mut fields = Outline::of(before).differences(&Outline::of(after));
    if fields.is_empty() && before != after {
        fields.push(Field::Evidence);
    }
    fields
}
