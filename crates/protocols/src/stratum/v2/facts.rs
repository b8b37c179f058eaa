//! The facts this dialogue states.

use coinsift_verdict::{FactDecl, ValueKind};

pub(super) const HANDSHAKE: &str = "stratum.v2.handshake";
pub(super) const STATIC_KEY: &str = "stratum.v2.static_key";
pub(super) const VALID_FROM: &str = "stratum.v2.valid_from";
pub(super) const VALID_UNTIL: &str = "stratum.v2.valid_until";
pub(super) const VALID_NOW: &str = "stratum.v2.valid_now";
pub(super) const AUTHORITY: &str = "stratum.v2.authority";
pub(super) const PROTOCOL: &str = "stratum.v2.protocol";
pub(super) const VERSION: &str = "stratum.v2.version";
pub(super) const FLAGS: &str = "stratum.v2.flags";
pub(super) const REFUSED: &str = "stratum.v2.refused";
pub(super) const ERROR: &str = "stratum.v2.error";

const fn decl(name: &'static str, kind: ValueKind, doc: &'static str) -> FactDecl {
    FactDecl { name, kind, doc }
}

pub(super) const FACTS: &[FactDecl] = &[
    decl(
        HANDSHAKE,
        ValueKind::Bool,
        "The peer completed the Noise handshake of Stratum V2: both tags of its answer fit.",
    ),
    decl(
        STATIC_KEY,
        ValueKind::Bytes,
        "The peer's static key, the same for all who connect: x on secp256k1, 32 bytes, big-endian.",
    ),
    decl(
        VALID_FROM,
        ValueKind::Uint,
        "From when on the peer's certificate holds, in seconds since 1970 (UTC).",
    ),
    decl(
        VALID_UNTIL,
        ValueKind::Uint,
        "Until when the peer's certificate holds, in seconds since 1970 (UTC).",
    ),
    decl(VALID_NOW, ValueKind::Bool, "Whether the certificate held when it came, by our clock."),
    decl(
        AUTHORITY,
        ValueKind::Text,
        "Who signed the certificate: `self` where it was the static key, else `unknown`, since the authority's key is told to miners by other ways.",
    ),
    decl(
        PROTOCOL,
        ValueKind::Text,
        "The protocol that the peer agreed to: `mining`, `job-declaration` or `template-distribution`.",
    ),
    decl(VERSION, ValueKind::Uint, "The version of it that the peer chose."),
    decl(
        FLAGS,
        ValueKind::Uint,
        "What the peer demands or offers in it: a bit field whose meaning depends on the protocol.",
    ),
    decl(REFUSED, ValueKind::Text, "The protocol that the peer did not agree to."),
    decl(ERROR, ValueKind::Text, "The peer's own code for why it did not agree."),
];
