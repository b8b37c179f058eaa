//! What is known of an endpoint before it is looked at.

/// What the scope says of an endpoint: a node key that came with it, or what its owner declared.
///
/// It orders the plan and gives a dialogue what it needs to begin; it is no evidence, so no reader
/// and no rule sees it, and every ordinary proposal still follows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expectation {
    /// The node key of an `enode://` target: x and y, 32 bytes each, big-endian.
    pub node_key: Option<[u8; 64]>,
    /// The protocol families that are expected there, by the first word of their dialogues' names
    /// (`bitcoin` for `bitcoin.p2p`).
    pub families: Vec<String>,
    /// The network that is expected there, by its key in the atlas.
    pub network: Option<String>,
}

impl Expectation {
    /// Whether nothing is expected.
    pub fn is_empty(&self) -> bool {
        *self == Expectation::default()
    }
}
