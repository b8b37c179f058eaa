//! The facts of the transport. What the node says has the names of `ethereum.rpc`.

use coinsift_verdict::{FactDecl, ValueKind};

pub(super) const ACCEPTED: &str = "ethereum.ws.accepted";
pub(super) const SERVER: &str = "ethereum.ws.server";
pub(super) const CLOSE: &str = "ethereum.ws.close";

pub(super) const FACTS: &[FactDecl] = &[
    FactDecl {
        name: ACCEPTED,
        kind: ValueKind::Bool,
        doc: "True: the server went over to WebSocket and took up our key in its answer. RFC 6455 section 4.2.2.",
    },
    FactDecl {
        name: SERVER,
        kind: ValueKind::Text,
        doc: "The header Server in the answer with which it went over to WebSocket.",
    },
    FactDecl {
        name: CLOSE,
        kind: ValueKind::Uint,
        doc: "The status with which the server closed, where it gave one. RFC 6455 section 7.4.",
    },
];
