//! What a granted subscription looks like: the dialects, told apart by the shape of the result.
//!
//! Sources, by dialect: skaisser/ckpool `src/stratifier.c`, coinfoundry/miningcore
//! `src/Miningcore/Blockchain`, zone117x/node-stratum-pool `lib/stratum.js`,
//! benjamin-wilson/public-pool `src/models/stratum-messages/SubscriptionMessage.ts` (Bitcoin);
//! nicehash/Specifications (Ethash 1.0.0, KawPow, Kadena, Xelis, Zhash);
//! onemorebsmith/kaspa-stratum-bridge `src/gostratum/default_client.go` (Kaspa); ZIP 301 (Zcash);
//! leifjacky/ckb-gominer-demo README (CKB); alephium/mining-pool `lib/stratum.js` (Alephium).

use serde_json::Value;

use super::messages::{hex, hex_of};

/// The most bytes of an extranonce that are believed.
const MAX_EXTRANONCE: usize = 32;

/// A dialect of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Bitcoin and all that took its form.
    Bitcoin,
    /// EthereumStratum 1.0.0.
    Ethash,
    /// EthereumStratum 2.0.0.
    Ethash2,
    /// `eth_getWork` in lines.
    EthProxy,
    /// KawPow and other relatives of ProgPow.
    KawPow,
    /// Kaspa.
    Kaspa,
    /// Kadena, CKB or another whose nonce alone is shared out.
    NonceOnly,
    /// Zcash and other coins with Equihash.
    Zcash,
    /// KawPow or Zcash, which grant alike.
    KawPowOrZcash,
    /// Nervos CKB.
    Ckb,
    /// Alephium.
    Alephium,
    /// Xelis.
    Xelis,
    /// Monero and other coins of the CryptoNote family.
    Cryptonote,
    /// Grin.
    Grin,
    /// Beam.
    Beam,
}

impl Dialect {
    /// All of them.
    pub const ALL: [Dialect; 15] = [
        Dialect::Bitcoin,
        Dialect::Ethash,
        Dialect::Ethash2,
        Dialect::EthProxy,
        Dialect::KawPow,
        Dialect::Kaspa,
        Dialect::NonceOnly,
        Dialect::Zcash,
        Dialect::KawPowOrZcash,
        Dialect::Ckb,
        Dialect::Alephium,
        Dialect::Xelis,
        Dialect::Cryptonote,
        Dialect::Grin,
        Dialect::Beam,
    ];

    /// The word of the fact `stratum.reply.dialect`.
    pub fn word(self) -> &'static str {
        match self {
            Dialect::Bitcoin => "bitcoin",
            Dialect::Ethash => "ethash-1",
            Dialect::Ethash2 => "ethash-2",
            Dialect::EthProxy => "eth-proxy",
            Dialect::KawPow => "kawpow",
            Dialect::Kaspa => "kaspa",
            Dialect::NonceOnly => "nonce-only",
            Dialect::Zcash => "zcash",
            Dialect::KawPowOrZcash => "kawpow-or-zcash",
            Dialect::Ckb => "ckb",
            Dialect::Alephium => "alephium",
            Dialect::Xelis => "xelis",
            Dialect::Cryptonote => "cryptonote",
            Dialect::Grin => "grin",
            Dialect::Beam => "beam",
        }
    }

    /// The algorithm, where the dialect belongs to one alone.
    pub(super) fn algorithm(self) -> Option<&'static str> {
        match self {
            Dialect::Ethash | Dialect::Ethash2 | Dialect::EthProxy => Some("ethash"),
            Dialect::KawPow => Some("progpow"),
            Dialect::Kaspa => Some("kheavyhash"),
            Dialect::Zcash => Some("equihash"),
            Dialect::Ckb => Some("eaglesong"),
            Dialect::Alephium => Some("blake3"),
            Dialect::Xelis => Some("xelishash"),
            Dialect::Beam => Some("beamhash"),
            Dialect::Bitcoin
            | Dialect::NonceOnly
            | Dialect::KawPowOrZcash
            | Dialect::Cryptonote
            | Dialect::Grin => None,
        }
    }
}

/// A subscription that was granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Granted {
    pub(super) dialect: Dialect,
    /// The software whose shape this is.
    pub(super) software: Option<&'static str>,
    /// Bytes of the nonce that the server sets.
    pub(super) given: Option<usize>,
    /// Bytes of the nonce that are left to the miner.
    pub(super) left: Option<u64>,
    /// Whether the shape is one that nothing else has.
    pub(super) certain: bool,
}

/// The subscription that a result grants, by its shape. `line` is the whole answer: one software
/// is known by the order of its keys.
pub(super) fn granted(result: &Value, line: &[u8]) -> Option<Granted> {
    let plain =
        |dialect| Granted { dialect, software: None, given: None, left: None, certain: true };
    let Value::Array(items) = result else {
        // The literal word is Alephium's whole answer, and little to go by.
        let word = result.as_str() == Some("result");
        return word.then_some(Granted { certain: false, ..plain(Dialect::Alephium) });
    };
    match items.as_slice() {
        [Value::Bool(true), Value::String(protocol)] if protocol == "EthereumStratum/1.0.0" => {
            Some(plain(Dialect::Kaspa))
        }
        [list, nonce, rest @ ..] if is_ethash(list) => {
            let given = extranonce(nonce).filter(|&given| given > 0)?;
            let left = match rest {
                [] => None,
                [left] => Some(size(left)?),
                _ => return None,
            };
            Some(Granted { given: Some(given), left, ..plain(Dialect::Ethash) })
        }
        [list @ Value::Array(_), nonce, left] => {
            let (given, left) = (extranonce(nonce)?, size(left)?);
            let software = bitcoin(list, nonce, line)?;
            Some(Granted {
                software,
                given: Some(given),
                left: Some(left),
                ..plain(Dialect::Bitcoin)
            })
        }
        [Value::Null, nonce, left] => {
            let (given, left) = (extranonce(nonce).filter(|&given| given > 0)?, size(left)?);
            Some(Granted { given: Some(given), left: Some(left), ..plain(Dialect::NonceOnly) })
        }
        [session, nonce] if session.is_null() || session.is_string() => {
            let given = extranonce(nonce).filter(|&given| given > 0)?;
            let dialect = match (session, given) {
                (Value::String(session), _) if is_session(session) => Dialect::Zcash,
                (Value::Null, 5..) => Dialect::Zcash,
                (Value::Null, _) => Dialect::KawPowOrZcash,
                _ => return None,
            };
            Some(Granted { given: Some(given), ..plain(dialect) })
        }
        [Value::String(_), nonce, left, key] => {
            let (given, left) = (extranonce(nonce)?, size(left)?);
            hex_of::<32>(key)?;
            Some(Granted { given: Some(given), left: Some(left), ..plain(Dialect::Xelis) })
        }
        _ => None,
    }
}

/// Bytes of an extranonce written in hex; it may be empty.
fn extranonce(value: &Value) -> Option<usize> {
    hex(value, MAX_EXTRANONCE).map(|bytes| bytes.len())
}

/// A size of the other part in bytes.
fn size(value: &Value) -> Option<u64> {
    value.as_u64().filter(|size| (1..=MAX_EXTRANONCE as u64).contains(size))
}

/// A session as Zcash's pools name it: a short word without spaces that is no method.
fn is_session(session: &str) -> bool {
    (1..=64).contains(&session.len())
        && !session.starts_with("mining.")
        && session.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

/// `["mining.notify", SESSION, "EthereumStratum/1.0.0"]`
fn is_ethash(list: &Value) -> bool {
    let Some([notify, session, protocol]) = list.as_array().map(Vec::as_slice) else {
        return false;
    };
    let named = protocol.as_str().is_some_and(|name| name.starts_with("EthereumStratum/1."));
    notify.as_str() == Some("mining.notify") && session.is_string() && named
}

/// Whether a list is that of Bitcoin's dialect, and whose shape it is; `None` where it is not.
fn bitcoin(list: &Value, nonce: &Value, line: &[u8]) -> Option<Option<&'static str>> {
    let items = list.as_array()?;
    let pairs: Vec<(&str, &str)> = match items.as_slice() {
        // Older servers leave away the outer list where there is one subscription.
        [Value::String(method), Value::String(id)] => vec![(method, id)],
        items => items.iter().map(pair).collect::<Option<_>>()?,
    };
    let known = |method: &str| method == "mining.notify" || method == "mining.set_difficulty";
    if pairs.is_empty() || pairs.len() > 4 || !pairs.iter().all(|(method, _)| known(method)) {
        return None;
    }
    let session = nonce.as_str().unwrap_or_default();
    Some(match pairs.as_slice() {
        pairs if pairs.iter().all(|(method, id)| method == id) => Some("f2pool"),
        [("mining.notify", id)] if *id == session && error_first(line) => Some("public-pool"),
        [("mining.notify", id)] if id.len() == 8 && items.iter().all(Value::is_array) => {
            Some("ckpool")
        }
        [("mining.set_difficulty", _), ("mining.notify", _)] => Some("node-stratum"),
        _ => None,
    })
}

fn pair(item: &Value) -> Option<(&str, &str)> {
    match item.as_array()?.as_slice() {
        [Value::String(method), Value::String(id)] => Some((method, id)),
        _ => None,
    }
}

/// Whether the keys stand in the order id, error, result.
fn error_first(line: &[u8]) -> bool {
    let at = |key: &[u8]| crate::bytes::find(line, key);
    match (at(b"\"id\""), at(b"\"error\""), at(b"\"result\"")) {
        (Some(id), Some(error), Some(result)) => id < error && error < result,
        _ => false,
    }
}
