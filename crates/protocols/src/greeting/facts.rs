//! The facts this family states.

use coinsift_verdict::{FactDecl, ValueKind};

pub(super) const BYTES: &str = "greeting.first.bytes";
pub(super) const LINE: &str = "greeting.first.line";
pub(super) const SHAPE: &str = "greeting.shape.name";

pub(super) const FACTS: &[FactDecl] = &[
    FactDecl {
        name: BYTES,
        kind: ValueKind::Bytes,
        doc: "The first bytes of a peer that no known protocol explains, at most 64.",
    },
    FactDecl {
        name: LINE,
        kind: ValueKind::Text,
        doc: "The first line of such a peer, where it is text.",
    },
    FactDecl {
        name: SHAPE,
        kind: ValueKind::Text,
        doc: "The service whose greeting has this shape: ssh, smtp, ftp, imap, pop3, vnc, http, redis, memcached, zmtp (ZeroMQ), p2pool (on the ports of its peers).",
    },
];
