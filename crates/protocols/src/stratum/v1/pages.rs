//! What the documents tell of this dialogue: every question, and what is known of each dialect.

use super::dialect::Dialect;
use super::requests::{Ask, CONFIGURE};
use crate::http::Agent;

/// A question, for the documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The word of the option `ask`, or of the second question in a connection.
    pub word: &'static str,
    /// The line as it is sent, without its end, for the agent `AGENT` and the host 192.0.2.1:3333.
    pub line: String,
    /// When it is asked.
    pub when: &'static str,
}

/// Every question there is.
pub fn questions() -> Vec<Question> {
    let host = std::net::SocketAddr::from(([192, 0, 2, 1], 3333));
    let line = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim_end().to_owned();
    let mut all: Vec<Question> = Ask::ALL
        .into_iter()
        .map(|ask| Question {
            word: ask.word(),
            line: line(&ask.encode(&Agent::new("AGENT"), host)),
            when: when(ask),
        })
        .collect();
    let when = "once, after a subscription in Bitcoin's dialect, in the same connection";
    all.insert(2, Question { word: "configure", line: line(CONFIGURE), when });
    all
}

fn when(ask: Ask) -> &'static str {
    match ask {
        Ask::Listen => "the peer spoke first",
        Ask::Subscribe => {
            "after `GET /` on ports of work servers; on other ports where nothing else was understood"
        }
        Ask::SubscribeEthash | Ask::Hello | Ask::SubscribeZcash => {
            "the first question was refused with an error 20 to 25"
        }
        Ask::GetWork => "the first question was refused with error -3 “Method not found”",
        Ask::JobTemplate => "on the ports of Grin nodes; or the error repeated the method",
        Ask::CryptonoteJob => "last of all, on ports of work servers that answered nothing",
    }
}

/// What is known of a dialect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// What an answer looks like.
    pub answer: &'static str,
    /// How certain it is, and whether it confirms mining.
    pub level: &'static str,
    /// Recordings of the family in which it is spoken, by name; empty where there is none.
    pub recordings: &'static [&'static str],
}

/// What is known of each dialect.
pub fn known(dialect: Dialect) -> Known {
    let of = |answer, level, recordings| Known { answer, level, recordings };
    let (granted, job) = ("stated; a subscription confirms", "stated; a job confirms");
    match dialect {
        Dialect::Bitcoin => of(
            "list of pairs `mining.notify`/`mining.set_difficulty`, nonce, size",
            granted,
            &[
                "ckpool",
                "ckpool-proxy",
                "f2pool",
                "miningcore",
                "nomp",
                "public-pool",
                "stratum-subscriptions-v1",
            ],
        ),
        Dialect::Ethash => {
            of("list that ends in `EthereumStratum/1.0.0`, nonce", granted, &["ethash-pool"])
        }
        Dialect::Ethash2 => of(
            "object with `proto`: `EthereumStratum/2.0.0`",
            "stated; indicates",
            &["ethash-hello"],
        ),
        Dialect::EthProxy => {
            of("three hashes with `0x`; or error -3, 0", job, &["eth-proxy-pool-2"])
        }
        Dialect::KawPow => of("`null`, nonce; jobs of seven parameters", granted, &["kawpow-pool"]),
        Dialect::Kaspa => of("`true`, `EthereumStratum/1.0.0`", granted, &["kaspa-bridge"]),
        Dialect::NonceOnly => of("`null`, nonce, size", granted, &["kadena-pool"]),
        Dialect::Zcash => {
            of("session or `null`, nonce; jobs of version 4", granted, &["zcash-pool"])
        }
        Dialect::KawPowOrZcash => of("`null`, nonce of at most 4 bytes, and no job", granted, &[]),
        Dialect::Ckb => of("as nonce-only; jobs of five parameters", job, &["ckb-pool"]),
        Dialect::Alephium => of(
            "the word `result`; jobs with `fromGroup` and `toGroup`",
            "the word hinted, indicates; a job stated, confirms",
            &["alephium-pool", "alephium-word"],
        ),
        Dialect::Xelis => of("session, nonce, size, key of 32 bytes", granted, &["xelis-pool"]),
        Dialect::Cryptonote => of(
            "error -1 “Unauthenticated”, “Invalid method”, “unauthorized”; jobs with `blob` where pushed",
            "stated; the error indicates, a job confirms",
            &["cryptonote-invalid", "cryptonote-quiet-2"],
        ),
        Dialect::Grin => of(
            "object with `pre_pow`, `height`, `job_id`; or an error with the method",
            job,
            &["grin-node"],
        ),
        Dialect::Beam => of("object with `input`, `difficulty`, `height`, where pushed", job, &[]),
    }
}
