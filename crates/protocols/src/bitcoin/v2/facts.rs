//! The facts this dialogue states besides those of [`crate::bitcoin::p2p`].

use coinsift_verdict::{FactDecl, ValueKind};

pub(super) const MAGIC: &str = "bitcoin.v2.magic";
pub(super) const GARBAGE: &str = "bitcoin.v2.garbage";
pub(super) const DECOYS: &str = "bitcoin.v2.decoys";

pub(super) const FACTS: &[FactDecl] = &[
    FactDecl {
        name: MAGIC,
        kind: ValueKind::Bytes,
        doc: "The magic under which the peer's keys of BIP 324 derive, told by how it ended its garbage: 4 bytes in the order of the wire.",
    },
    FactDecl {
        name: GARBAGE,
        kind: ValueKind::Uint,
        doc: "How many bytes of garbage stood behind the peer's key (BIP 324).",
    },
    FactDecl {
        name: DECOYS,
        kind: ValueKind::Uint,
        doc: "How many decoys the peer sent among its packets (BIP 324).",
    },
];
