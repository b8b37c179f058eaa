//! The facts this dialogue states. Users, wallets and payees are never among them.

use coinsift_verdict::{FactDecl, ValueKind};

pub(super) const DIALECT: &str = "stratum.reply.dialect";
pub(super) const SOFTWARE: &str = "stratum.reply.software";
pub(super) const GRANTED: &str = "stratum.subscription.granted";
pub(super) const NONCE_GIVEN: &str = "stratum.extranonce.given";
pub(super) const NONCE_LEFT: &str = "stratum.extranonce.left";
pub(super) const DIFFICULTY: &str = "stratum.work.difficulty";
pub(super) const TARGET: &str = "stratum.work.target";
pub(super) const ALGORITHM: &str = "stratum.work.algorithm";
pub(super) const JOB: &str = "stratum.job.form";
pub(super) const PARENT: &str = "stratum.job.parent";
pub(super) const BITS: &str = "stratum.job.bits";
pub(super) const HEIGHT: &str = "stratum.job.height";
pub(super) const TAG: &str = "stratum.job.tag";
pub(super) const ERROR_CODE: &str = "stratum.error.code";
pub(super) const ERROR_WORDS: &str = "stratum.error.words";
pub(super) const MASK: &str = "stratum.configure.mask";
pub(super) const NODE: &str = "stratum.hello.node";
pub(super) const NOTICE: &str = "stratum.notice.method";

const fn decl(name: &'static str, kind: ValueKind, doc: &'static str) -> FactDecl {
    FactDecl { name, kind, doc }
}

pub(super) const FACTS: &[FactDecl] = &[
    decl(
        DIALECT,
        ValueKind::Text,
        "The dialect: bitcoin, ethash-1, ethash-2, eth-proxy, kawpow, kaspa, nonce-only (Kadena, CKB and others), zcash, kawpow-or-zcash, ckb, alephium, xelis, cryptonote, grin, beam. Each source stands in stratum/v1/dialect.rs.",
    ),
    decl(
        SOFTWARE,
        ValueKind::Text,
        "The server whose answer has this shape: ckpool, node-stratum (also NOMP and miningcore), public-pool, f2pool. Others may answer alike.",
    ),
    decl(
        GRANTED,
        ValueKind::Bool,
        "True: mining.subscribe was answered with a subscription, without any login.",
    ),
    decl(NONCE_GIVEN, ValueKind::Uint, "Bytes of the nonce that the server sets (extranonce1)."),
    decl(NONCE_LEFT, ValueKind::Uint, "Bytes of the nonce left to the miner (extranonce2)."),
    decl(DIFFICULTY, ValueKind::Text, "mining.set_difficulty: the number, as it was written."),
    decl(TARGET, ValueKind::Bytes, "mining.set_target: 32 bytes, as written."),
    decl(
        ALGORITHM,
        ValueKind::Text,
        "The algorithm the work is for: as a job names it, or as its dialect implies.",
    ),
    decl(
        JOB,
        ValueKind::Text,
        "A job was handed out; in the form of which dialect, or other where its form is not known.",
    ),
    decl(
        PARENT,
        ValueKind::Bytes,
        "The block a job builds on: 32 bytes, display order, not checked.",
    ),
    decl(
        BITS,
        ValueKind::Bytes,
        "The compact difficulty of a job's block (nBits): 4 bytes, big-endian.",
    ),
    decl(HEIGHT, ValueKind::Uint, "The height of a job's block; in Bitcoin's dialect by BIP 34."),
    decl(
        TAG,
        ValueKind::Text,
        "The words in the script of a job's first transaction, by which pools sign; what may be an address or a person is replaced by id- and six bytes of its SHA-256. Outputs are not read.",
    ),
    decl(
        ERROR_CODE,
        ValueKind::Text,
        "The code of an error in this family's own form: 20 to 25 in a list; -1, -3, 0 or -32601 with the words or the form that one dialect has.",
    ),
    decl(
        ERROR_WORDS,
        ValueKind::Text,
        "The words of that error, at most 160 bytes, identifiers replaced.",
    ),
    decl(
        MASK,
        ValueKind::Bytes,
        "mining.configure: the bits of the block's version that may roll, 4 bytes, big-endian. BIP 310.",
    ),
    decl(NODE, ValueKind::Text, "mining.hello: the software, as it names itself. EIP-1571."),
    decl(NOTICE, ValueKind::Text, "The method of a line that nobody asked for."),
];
