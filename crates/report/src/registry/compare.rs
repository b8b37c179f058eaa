//! One declaration beside one endpoint: aspect by aspect, what was declared and what was seen.
//!
//! A difference counts only where what was seen is *stated* or *proven*; a sign that points
//! elsewhere is kept apart, for it can be set by anyone.

use coinsift_protocols::Transcript;
use coinsift_verdict::verdict::Mining;
use coinsift_verdict::{Class, Fact, Facts, Strength, Value, Verdict};

use super::declared::{Network, Project};
use super::words::DeclaredClass;

/// What was seen of one endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The verdict.
    pub verdict: Verdict,
    /// Genesis blocks it showed: 32 bytes in the order of their family's tables.
    pub genesis: Vec<([u8; 32], Strength)>,
    /// Chain ids it named.
    pub chain_ids: Vec<(u128, Strength)>,
    /// Node keys it signed with: 64 bytes each.
    pub node_keys: Vec<([u8; 64], Strength)>,
}

impl Seen {
    /// From a verdict and the dialogues it was judged by.
    pub fn of(verdict: Verdict, transcripts: &[Transcript]) -> Seen {
        Seen::with_facts(verdict, &coinsift_protocols::facts(transcripts))
    }

    /// From a verdict and the facts it was judged by.
    pub fn with_facts(verdict: Verdict, facts: &Facts) -> Seen {
        let mut seen =
            Seen { verdict, genesis: Vec::new(), chain_ids: Vec::new(), node_keys: Vec::new() };
        for fact in facts.iter() {
            let ends = |ends: &[&str]| ends.iter().any(|end| fact.name.ends_with(end));
            if ends(&[".genesis", ".genesis.hash", ".genesis_hash"]) {
                seen.genesis.extend(hash(fact).map(|hash| (hash, fact.strength)));
            } else if ends(&[".chain_id"]) {
                seen.chain_ids.extend(number(fact).map(|id| (id, fact.strength)));
            } else if fact.name == "ethereum.discv4.id" {
                seen.node_keys.extend(bytes::<64>(fact).map(|key| (key, fact.strength)));
            }
        }
        seen
    }

    /// Whether a ledger, or work for miners, answers there.
    pub fn is_ledger(&self) -> bool {
        self.verdict.class > Class::Other || self.verdict.mining >= Mining::Indicated
    }

    /// Whether it showed this genesis block, in either order of its bytes.
    pub fn shows_genesis(&self, genesis: &[u8; 32]) -> bool {
        self.genesis
            .iter()
            .any(|(shown, strength)| *strength >= Strength::Stated && same_hash(shown, genesis))
    }
}

fn bytes<const N: usize>(fact: &Fact) -> Option<[u8; N]> {
    match &fact.value {
        Value::Bytes(bytes) => bytes.as_slice().try_into().ok(),
        _ => None,
    }
}

fn hash(fact: &Fact) -> Option<[u8; 32]> {
    match &fact.value {
        Value::Text(text) => {
            let mut hash = [0; 32];
            let digits = text.strip_prefix("0x").unwrap_or(text);
            hex::decode_to_slice(digits, &mut hash).ok().map(|()| hash)
        }
        _ => bytes(fact),
    }
}

fn number(fact: &Fact) -> Option<u128> {
    match &fact.value {
        Value::Uint(number) => Some(*number),
        Value::Text(text) => text.parse().ok(),
        _ => None,
    }
}

/// Whether two hashes are one: tables and people write some families' hashes backwards.
pub fn same_hash(one: &[u8; 32], other: &[u8; 32]) -> bool {
    one == other || one.iter().rev().eq(other.iter())
}

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// The class of the chain.
    Class,
    /// The platform.
    Platform,
    /// The network, where a listed one was declared.
    Network,
    /// The genesis block.
    Genesis,
    /// The chain id.
    ChainId,
    /// The key of the node.
    NodeKey,
    /// Mining, which no consortium's chain has.
    Mining,
}

impl Aspect {
    /// The word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Aspect::Class => "class",
            Aspect::Platform => "platform",
            Aspect::Network => "network",
            Aspect::Genesis => "genesis",
            Aspect::ChainId => "chain-id",
            Aspect::NodeKey => "node-key",
            Aspect::Mining => "mining",
        }
    }
}

/// How a declaration and what was seen go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agreement {
    /// They are the same.
    Agrees,
    /// What was seen leans to what was declared and does not decide it.
    InPart,
    /// Nothing was seen of it.
    NotSeen,
    /// Signs point elsewhere; they decide nothing.
    HintsOtherwise,
    /// They differ, and what was seen is stated or proven.
    Differs,
}

impl Agreement {
    /// The word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Agreement::Agrees => "agrees",
            Agreement::InPart => "in_part",
            Agreement::NotSeen => "not_seen",
            Agreement::HintsOtherwise => "hints_otherwise",
            Agreement::Differs => "differs",
        }
    }
}

/// Something declared or seen, in no language yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A class a project may declare.
    Declared(DeclaredClass),
    /// A class of a verdict.
    Class(Class),
    /// A platform's key.
    Platform(String),
    /// Keys of networks.
    Networks(Vec<String>),
    /// Whether mining was seen.
    Mining(Mining),
    /// A number or a hash, as it is written.
    Text(String),
}

/// One aspect compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Which.
    pub aspect: Aspect,
    /// What was declared.
    pub declared: Term,
    /// What was seen.
    pub seen: Option<Term>,
    /// How they go together.
    pub agreement: Agreement,
    /// How strong the ground of what was seen is.
    pub strength: Option<Strength>,
}

/// Lays a project's declaration beside what was seen of an endpoint. `key` is the node key that
/// was declared for it.
pub fn compare(project: &Project, seen: &Seen, key: Option<&[u8; 64]>) -> Vec<Compared> {
    let verdict = &seen.verdict;
    let mut rows = vec![class(project.class, verdict), platform(project, verdict)];
    if let Some(Network::Listed { keys, .. }) = &project.network {
        rows.push(network(keys, verdict));
    }
    if let Some(genesis) = &project.genesis {
        rows.push(listed(
            (Aspect::Genesis, genesis),
            &seen.genesis,
            |hash| Term::Text(format!("0x{}", hex::encode(hash))),
            same_hash,
        ));
    }
    if let Some(id) = &project.chain_id {
        let written = |id: &u128| Term::Text(id.to_string());
        rows.push(listed((Aspect::ChainId, id), &seen.chain_ids, written, |a, b| a == b));
    }
    if let Some(key) = key {
        let written = |key: &[u8; 64]| Term::Text(hex::encode(key));
        rows.push(listed((Aspect::NodeKey, key), &seen.node_keys, written, |a, b| a == b));
    }
    rows.extend(mining(project.class, verdict));
    rows
}

/// A difference counts from *stated* on.
fn otherwise(strength: Option<Strength>) -> Agreement {
    match strength {
        Some(strength) if strength >= Strength::Stated => Agreement::Differs,
        _ => Agreement::HintsOtherwise,
    }
}

fn class(declared: DeclaredClass, verdict: &Verdict) -> Compared {
    let fits = |class: Class| match declared {
        DeclaredClass::Permissioned => class == Class::Permissioned,
        DeclaredClass::Private => matches!(class, Class::Permissioned | Class::Local),
        DeclaredClass::Coin => class == Class::Coin,
        DeclaredClass::Local => class == Class::Local,
    };
    let agreement = match verdict.class {
        Class::Silent | Class::Other => Agreement::NotSeen,
        // A contradiction leaves the class open, whatever it leans to.
        Class::Ledger if !verdict.contradictions.is_empty() => Agreement::NotSeen,
        Class::Ledger if verdict.leans.is_some_and(fits) => Agreement::InPart,
        Class::Ledger => Agreement::NotSeen,
        class if fits(class) => Agreement::Agrees,
        _ => otherwise(verdict.strength),
    };
    Compared {
        aspect: Aspect::Class,
        declared: Term::Declared(declared),
        seen: Some(Term::Class(verdict.class)),
        agreement,
        strength: verdict.strength,
    }
}

fn platform(project: &Project, verdict: &Verdict) -> Compared {
    let declared = &project.platform;
    // What is no ledger has at most signs of a platform.
    let named = verdict.platform.as_ref().filter(|_| verdict.class > Class::Other);
    Compared {
        aspect: Aspect::Platform,
        declared: Term::Platform(declared.key.to_owned()),
        seen: named.map(|key| Term::Platform(key.clone())),
        agreement: match named {
            None => Agreement::NotSeen,
            Some(key) if declared.shown_as.contains(&key.as_str()) => Agreement::Agrees,
            Some(_) => otherwise(verdict.strength),
        },
        strength: named.and(verdict.strength),
    }
}

fn network(declared: &[String], verdict: &Verdict) -> Compared {
    let seen: Vec<String> = match &verdict.network {
        Some(key) => vec![key.clone()],
        None => verdict.candidates.clone(),
    };
    let agreement = match (&verdict.network, seen.iter().any(|key| declared.contains(key))) {
        (Some(_), true) => Agreement::Agrees,
        (None, true) => Agreement::InPart,
        (_, false) if seen.is_empty() => Agreement::NotSeen,
        // What ids name is a hint however certain the protocol is.
        (None, false) if verdict.class == Class::Ledger => Agreement::HintsOtherwise,
        (_, false) => otherwise(verdict.strength),
    };
    Compared {
        aspect: Aspect::Network,
        declared: Term::Networks(declared.to_vec()),
        seen: (!seen.is_empty()).then_some(Term::Networks(seen)),
        agreement,
        strength: verdict.strength,
    }
}

/// Something declared beside all of its kind that was shown. Where several were shown, one that
/// agrees is enough: an endpoint may speak of more than its own chain.
fn listed<T>(
    (aspect, declared): (Aspect, &T),
    shown: &[(T, Strength)],
    written: impl Fn(&T) -> Term,
    same: impl Fn(&T, &T) -> bool,
) -> Compared {
    let agreeing = shown.iter().filter(|(shown, _)| same(shown, declared));
    let agreeing = agreeing.max_by_key(|(_, strength)| *strength);
    let strongest = shown.iter().max_by_key(|(_, strength)| *strength);
    let told = agreeing.or(strongest);
    Compared {
        aspect,
        declared: written(declared),
        seen: told.map(|(shown, _)| written(shown)),
        agreement: match (agreeing, told) {
            (Some(_), _) => Agreement::Agrees,
            (None, Some((_, strength))) => otherwise(Some(*strength)),
            (None, None) => Agreement::NotSeen,
        },
        strength: told.map(|(_, strength)| *strength),
    }
}

/// Mining where none was declared.
fn mining(declared: DeclaredClass, verdict: &Verdict) -> Option<Compared> {
    let is_members = matches!(declared, DeclaredClass::Permissioned | DeclaredClass::Private);
    if !is_members || verdict.mining == Mining::NotSeen {
        return None;
    }
    let fingerprints = || {
        let args = verdict.mining_detail.iter().flat_map(|sentence| &sentence.args);
        args.filter(|(name, _)| name == "fingerprint").map(|(_, id)| id)
    };
    let evidence = verdict.evidence.iter();
    let strength = evidence
        .filter(|item| fingerprints().any(|id| *id == item.fingerprint))
        .map(|item| item.strength)
        .max();
    Some(Compared {
        aspect: Aspect::Mining,
        declared: Term::Declared(declared),
        seen: Some(Term::Mining(verdict.mining)),
        agreement: match verdict.mining {
            Mining::Confirmed => otherwise(strength),
            _ => Agreement::HintsOtherwise,
        },
        strength,
    })
}
