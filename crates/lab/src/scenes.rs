//! Scenes: named sets of peers, each with the verdict it must get.
//!
//! Hosts are counted from a base address in 127.0.0.0/8, all of which is this machine; ports are
//! the real ones where no privilege is needed for them. The rows of a scene stand in files of
//! their own.

mod demo;
mod devices;
mod hostile;
mod lookalikes;
mod mining;
mod proof;
mod registry;
mod tls;

use std::future::Future;
use std::net::{Ipv4Addr, SocketAddr};

use coinsift_verdict::{Class, Sentence, Strength, Verdict, verdict::Mining, verdict::Role};

use crate::error::LabError;
use crate::lab::Lab;
use crate::peer::Peer;

/// The base address where none is given.
pub const BASE: Ipv4Addr = Ipv4Addr::new(127, 77, 0, 0);

/// A named set of peers.
#[derive(Clone, Debug)]
pub struct Scene {
    /// Its name, as users write it.
    pub name: &'static str,
    /// How many addresses it spans from its base on: a power of two, so that it is a CIDR block.
    pub span: u8,
    /// Its peers.
    pub entries: Vec<Entry>,
}

/// A peer of a scene.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its name in the scene; `lab-peer-NAME` is the id of the sentence that describes it.
    pub name: &'static str,
    /// Its address, counted from the base.
    pub offset: u8,
    /// Its port.
    pub port: u16,
    /// How it behaves.
    pub peer: Peer,
    /// The verdict it must get.
    pub expected: Expected,
}

/// What a verdict must say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The class.
    pub class: Class,
    /// The network's key in the atlas.
    pub network: Option<&'static str>,
    /// Networks it may be, sorted, where it cannot be said which; `None` where the atlas has too
    /// many to list them here.
    pub candidates: Option<&'static [&'static str]>,
    /// Whether its network is a public test network.
    pub testnet: Option<bool>,
    /// What it does there.
    pub roles: &'static [Role],
    /// Whether mining was seen.
    pub mining: Mining,
    /// Whether something does not fit together.
    pub contradiction: bool,
    /// Whether it is proven, and not only said.
    pub proven: bool,
}

impl Expected {
    /// A class and nothing more.
    pub const fn class(class: Class) -> Expected {
        Expected {
            class,
            network: None,
            candidates: Some(&[]),
            testnet: None,
            roles: &[],
            mining: Mining::NotSeen,
            contradiction: false,
            proven: false,
        }
    }

    /// A full node of a network.
    pub const fn node(class: Class, network: &'static str, testnet: bool) -> Expected {
        Expected {
            class,
            network: Some(network),
            candidates: Some(&[]),
            testnet: Some(testnet),
            roles: &[Role::FullNode],
            mining: Mining::NotSeen,
            contradiction: false,
            proven: false,
        }
    }

    /// The same, proven.
    pub const fn proven(self) -> Expected {
        Expected { proven: true, ..self }
    }

    /// The same, of one of these networks.
    pub const fn one_of(self, candidates: &'static [&'static str]) -> Expected {
        Expected { network: None, candidates: Some(candidates), ..self }
    }

    /// The same, of one of more networks than are listed here.
    pub const fn one_of_many(self) -> Expected {
        Expected { network: None, candidates: None, ..self }
    }

    /// The same in other roles.
    pub const fn roles(self, roles: &'static [Role]) -> Expected {
        Expected { roles, ..self }
    }

    /// The same, mining seen thus far.
    pub const fn mining(self, mining: Mining) -> Expected {
        Expected { mining, ..self }
    }

    /// The same, of a network.
    pub const fn of(self, network: &'static str, testnet: bool) -> Expected {
        Expected { network: Some(network), testnet: Some(testnet), ..self }
    }

    /// The same with a contradiction, which leaves the network open.
    pub const fn contradicting(self) -> Expected {
        Expected { contradiction: true, testnet: None, ..self }
    }

    /// What of a verdict differs from this, in words for a test's report; empty where nothing does.
    pub fn differences(&self, verdict: &Verdict) -> Vec<String> {
        let mut differences = Vec::new();
        let mut compare = |what: &str, expected: String, found: String| {
            if expected != found {
                differences.push(format!("{what}: expected {expected}, found {found}"));
            }
        };
        let mut candidates = verdict.candidates.clone();
        candidates.sort_unstable();
        let contradiction = !verdict.contradictions.is_empty();
        compare("class", self.class.word().to_owned(), verdict.class.word().to_owned());
        compare(
            "network",
            format!("{:?}", self.network),
            format!("{:?}", verdict.network.as_deref()),
        );
        match self.candidates {
            Some(expected) => compare("candidates", expected.join(", "), candidates.join(", ")),
            None => {
                compare("many candidates", "true".to_owned(), (candidates.len() > 1).to_string())
            }
        }
        compare("testnet", format!("{:?}", self.testnet), format!("{:?}", verdict.testnet));
        compare("mining", self.mining.word().to_owned(), verdict.mining.word().to_owned());
        compare("roles", format!("{:?}", self.roles), format!("{:?}", verdict.roles));
        let proven = verdict.strength == Some(Strength::Proven);
        compare("proven", self.proven.to_string(), proven.to_string());
        compare("contradiction", self.contradiction.to_string(), contradiction.to_string());
        differences
    }
}

/// A line of the list that is printed before a scene is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where the peer listens.
    pub at: SocketAddr,
    /// Its name in the scene.
    pub name: &'static str,
    /// What it is, in a sentence.
    pub about: Sentence,
}

impl Entry {
    fn new(
        name: &'static str,
        (offset, port): (u8, u16),
        peer: impl Into<Peer>,
        expected: Expected,
    ) -> Entry {
        Entry { name, offset, port, peer: peer.into(), expected }
    }

    /// What it is, in a sentence.
    pub fn about(&self) -> Sentence {
        Sentence::new(format!("lab-peer-{}", self.name))
    }
}

impl Scene {
    /// The names of all scenes.
    pub const NAMES: [&'static str; 9] = [
        "demo",
        "device-lookalikes",
        "devices",
        "hostile",
        "lookalikes",
        "mining",
        "proof",
        "registry",
        "tls",
    ];

    /// The scene of a name.
    pub fn named(name: &str) -> Result<Scene, LabError> {
        match name {
            "demo" => Ok(demo::scene()),
            "device-lookalikes" => Ok(devices::lookalikes()),
            "devices" => Ok(devices::scene()),
            "hostile" => Ok(hostile::scene()),
            "lookalikes" => Ok(lookalikes::scene()),
            "mining" => Ok(mining::scene()),
            "proof" => Ok(proof::scene()),
            "registry" => Ok(registry::scene()),
            "tls" => Ok(tls::scene()),
            _ => {
                let known = Scene::NAMES.to_vec();
                Err(LabError::UnknownScene { name: name.to_owned(), known })
            }
        }
    }

    /// What it shows, in a sentence.
    pub fn about(&self) -> Sentence {
        Sentence::new(format!("lab-scene-{}", self.name))
    }

    /// Where its peers listen and what they are, in the order of the scene.
    pub fn rows(&self, base: Ipv4Addr) -> Result<Vec<Row>, LabError> {
        let row = |entry: &Entry| {
            let at = self.place(base, entry)?;
            Ok(Row { at, name: entry.name, about: entry.about() })
        };
        self.entries.iter().map(row).collect()
    }

    /// The addresses to be scanned, as a CIDR block.
    pub fn targets(&self, base: Ipv4Addr) -> String {
        format!("{base}/{}", 32 - self.span.trailing_zeros())
    }

    /// The ports to be scanned, sorted.
    pub fn ports(&self) -> Vec<u16> {
        let mut ports: Vec<u16> = self.entries.iter().map(|entry| entry.port).collect();
        ports.sort_unstable();
        ports.dedup();
        ports
    }

    /// The entry that listens at an address of a scene with this base.
    pub fn entry_at(&self, base: Ipv4Addr, at: SocketAddr) -> Option<&Entry> {
        self.entries.iter().find(|entry| self.place(base, entry).is_ok_and(|place| place == at))
    }

    /// Starts all its peers, or none.
    pub async fn start(&self, base: Ipv4Addr) -> Result<Lab, LabError> {
        let mut lab = Lab::new();
        for entry in &self.entries {
            lab.add(self.place(base, entry)?, entry.peer.clone()).await?;
        }
        Ok(lab)
    }

    /// Where an entry listens. The scene must be a CIDR block, which begins at a multiple of its
    /// span, and all of it must be this machine's.
    fn place(&self, base: Ipv4Addr, entry: &Entry) -> Result<SocketAddr, LabError> {
        if !base.is_loopback() || !u32::from(base).is_multiple_of(self.span.into()) {
            return Err(LabError::Base { base, span: self.span });
        }
        // A block inside 127.0.0.0/8 does not leave it: both begin at multiples of their size.
        let ip = Ipv4Addr::from(u32::from(base) | u32::from(entry.offset));
        Ok(SocketAddr::from((ip, entry.port)))
    }
}

/// Starts a scene, tells `shown` where its peers are, and keeps them until `stop` is done.
pub async fn run_scene(
    name: &str,
    base: Ipv4Addr,
    shown: impl FnOnce(&Scene, &[Row]),
    stop: impl Future<Output = ()>,
) -> Result<(), LabError> {
    let scene = Scene::named(name)?;
    let lab = scene.start(base).await?;
    shown(&scene, &scene.rows(base)?);
    stop.await;
    lab.stop().await;
    Ok(())
}
