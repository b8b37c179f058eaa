//! The facts this family states. Cookies are never among them.

use coinsift_verdict::{FactDecl, ValueKind};

pub(super) const STATUS: &str = "http.response.status";
pub(super) const VERSION: &str = "http.response.version";
pub(super) const SERVER: &str = "http.header.server";
pub(super) const AUTHENTICATE: &str = "http.header.authenticate";
pub(super) const CONTENT_TYPE: &str = "http.header.content_type";
pub(super) const POWERED_BY: &str = "http.header.powered_by";
pub(super) const STRATUM: &str = "http.header.stratum";
pub(super) const TITLE: &str = "http.body.title";
pub(super) const TEXT: &str = "http.body.text";
pub(super) const LENGTH: &str = "http.body.length";

const fn text(name: &'static str, doc: &'static str) -> FactDecl {
    FactDecl { name, kind: ValueKind::Text, doc }
}

pub(super) const FACTS: &[FactDecl] = &[
    FactDecl {
        name: STATUS,
        kind: ValueKind::Uint,
        doc: "The status of the answer to GET /. RFC 9110 section 15.",
    },
    text(VERSION, "The version in the status line: 1.0 or 1.1."),
    text(SERVER, "The header Server: the software, as it names itself. RFC 9110 section 10.2.4."),
    text(
        AUTHENTICATE,
        "The realm in WWW-Authenticate, or its scheme where no realm is named. RFC 9110 section 11.6.1.",
    ),
    text(CONTENT_TYPE, "The header Content-Type."),
    text(POWERED_BY, "The header X-Powered-By, which frameworks add."),
    text(
        STRATUM,
        "The header X-Stratum: where miners get their work. slush0/stratum-mining-proxy mining_libs/utils.py.",
    ),
    text(
        TITLE,
        "The title of an HTML page, at most 256 bytes, runs of white space made one space.",
    ),
    text(TEXT, "The first 1024 bytes of the body, where they are UTF-8 text."),
    FactDecl {
        name: LENGTH,
        kind: ValueKind::Uint,
        doc: "How many bytes of the body came, without chunk sizes; at most 16384 are taken.",
    },
];
