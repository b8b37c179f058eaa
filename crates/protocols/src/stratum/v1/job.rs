//! Jobs: the pieces of work that are handed out, told apart by their shape.
//!
//! Sources: the slush pool's "Stratum mining protocol" and BIP 310 (Bitcoin), ZIP 301 (Zcash),
//! nicehash/Specifications (KawPow, Ethash, Zhash), leifjacky/ckb-gominer-demo README (CKB),
//! onemorebsmith/kaspa-stratum-bridge (Kaspa), alephium/mining-pool `lib/stratum.js`,
//! sammy007/open-ethereum-pool `proxy/handlers.go` (`eth_getWork`), xmrig/xmrig-proxy
//! `doc/STRATUM.md` (CryptoNote), mimblewimble/grin `servers/src/mining/stratumserver.rs`.

use serde_json::Value;

use super::coinbase::{self, Coinbase};
use super::dialect::Dialect;
use super::messages::{hex, hex_of};

/// The most bytes of half a coinbase transaction.
const MAX_HALF: usize = 12 * 1024;

/// What a job tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Job {
    /// The dialect whose form it has.
    pub(super) dialect: Option<Dialect>,
    /// The hash of the block it builds on, display order.
    pub(super) parent: Option<[u8; 32]>,
    /// The difficulty's compact form, as block headers have it, big-endian.
    pub(super) bits: Option<[u8; 4]>,
    /// The height of the block.
    pub(super) height: Option<u64>,
    /// The words of its maker.
    pub(super) tag: Option<String>,
    /// The algorithm, as the job names it.
    pub(super) algorithm: Option<String>,
}

/// A job in the parameters of `mining.notify`; `None` where they are none of a known kind and not
/// even a list that begins with a job's name. `nonces` is how many bytes the nonces take.
pub(super) fn notified(params: &Value, nonces: Option<usize>) -> Option<Job> {
    let items = params.as_array()?.as_slice();
    let known = bitcoin(items, nonces)
        .or_else(|| zcash(items))
        .or_else(|| kawpow(items))
        .or_else(|| short(items))
        .or_else(|| alephium(items));
    known.or_else(|| is_some_job(items).then(Job::default))
}

fn of(dialect: Dialect) -> Job {
    Job { dialect: Some(dialect), ..Job::default() }
}

/// The name of a job.
fn is_name(value: &Value) -> bool {
    value.as_str().is_some_and(|name| (1..=80).contains(&name.len())) || value.is_u64()
}

/// A job of a kind that is not known: a name, and something in hex that is as long as a hash.
fn is_some_job(items: &[Value]) -> bool {
    items.first().is_some_and(is_name)
        && (3..=16).contains(&items.len())
        && items.iter().any(|item| hex(item, 1024).is_some_and(|bytes| bytes.len() >= 32))
}

/// `[job, parent, coinbase 1, coinbase 2, branches, version, bits, time, clean]`
fn bitcoin(items: &[Value], nonces: Option<usize>) -> Option<Job> {
    let [name, parent, first, second, branches, version, bits, time, clean, ..] = items else {
        return None;
    };
    let branches = branches.as_array().filter(|all| all.len() <= 64)?;
    let all_hashes = branches.iter().all(|branch| hex_of::<32>(branch).is_some());
    if !is_name(name) || !clean.is_boolean() || !all_hashes {
        return None;
    }
    hex_of::<4>(version)?;
    hex_of::<4>(time)?;
    let (parent, bits) = (hex_of::<32>(parent)?, hex_of::<4>(bits)?);
    let (first, second) = (hex(first, MAX_HALF)?, hex(second, MAX_HALF)?);
    // Where there is no coinbase transaction the byte order of the rest is not known either.
    let Some(Coinbase { height, tag }) = coinbase::read(&first, &second, nonces) else {
        return Some(of(Dialect::Bitcoin));
    };
    let parent = Some(by_words(parent));
    Some(Job { parent, bits: Some(bits), height, tag, ..of(Dialect::Bitcoin) })
}

/// The hash of a parent, which is written in words of four bytes each turned round.
fn by_words(written: [u8; 32]) -> [u8; 32] {
    let mut hash = [0; 32];
    for (word, place) in written.chunks(4).rev().zip(hash.chunks_mut(4)) {
        place.copy_from_slice(word);
    }
    hash
}

/// `[job, version, parent, merkle root, reserved, time, bits, clean, …]`, all as in the header.
fn zcash(items: &[Value]) -> Option<Job> {
    let [name, version, parent, root, reserved, time, bits, clean, more @ ..] = items else {
        return None;
    };
    let version = hex_of::<4>(version)?;
    if !is_name(name) || !clean.is_boolean() || version != [4, 0, 0, 0] {
        return None;
    }
    hex_of::<32>(root)?;
    hex_of::<32>(reserved)?;
    hex_of::<4>(time)?;
    let (mut parent, mut bits) = (hex_of::<32>(parent)?, hex_of::<4>(bits)?);
    parent.reverse();
    bits.reverse();
    let algorithm = more.first().and_then(Value::as_str).and_then(parameters);
    Some(Job { parent: Some(parent), bits: Some(bits), algorithm, ..of(Dialect::Zcash) })
}

/// Equihash's parameters, written as `144_5`.
fn parameters(text: &str) -> Option<String> {
    let (n, k) = text.split_once('_')?;
    let (n, k): (u16, u8) = (n.parse().ok()?, k.parse().ok()?);
    Some(format!("equihash-{n}-{k}"))
}

/// `[job, header hash, seed hash, target, clean, height, bits]`
fn kawpow(items: &[Value]) -> Option<Job> {
    let [name, header, seed, target, clean, height, bits] = items else {
        return None;
    };
    if !is_name(name) || !clean.is_boolean() {
        return None;
    }
    for hash in [header, seed, target] {
        hex_of::<32>(hash)?;
    }
    Some(Job { height: Some(height.as_u64()?), bits: hex_of(bits), ..of(Dialect::KawPow) })
}

/// The jobs of three to five parameters: Kaspa, Ethash, CKB.
fn short(items: &[Value]) -> Option<Job> {
    match items {
        [name, Value::Array(words), time] if is_name(name) => {
            let whole = words.len() == 4 && words.iter().all(Value::is_u64) && time.is_u64();
            whole.then(|| of(Dialect::Kaspa))
        }
        [name, seed, header, Value::Bool(_)] if is_name(name) => {
            hex_of::<32>(seed)?;
            hex_of::<32>(header)?;
            Some(of(Dialect::Ethash))
        }
        [name, header, height, parent, Value::Bool(_)] if is_name(name) => {
            hex_of::<32>(header)?;
            Some(Job {
                height: Some(height.as_u64()?),
                parent: Some(hex_of(parent)?),
                ..of(Dialect::Ckb)
            })
        }
        _ => None,
    }
}

/// Objects, each with the group it leads from and to.
fn alephium(items: &[Value]) -> Option<Job> {
    let grouped = |item: &Value| {
        ["fromGroup", "toGroup"].iter().all(|group| item.get(group).is_some_and(Value::is_u64))
    };
    (!items.is_empty() && items.iter().all(grouped)).then(|| of(Dialect::Alephium))
}

/// A job in the parameters of `job`, which the CryptoNote family and Beam push and Grin answers.
pub(super) fn object(job: &Value) -> Option<Job> {
    let text = |name: &str| job.get(name).and_then(Value::as_str);
    let height = job.get("height").and_then(Value::as_u64);
    let blob = |name: &str| job.get(name).and_then(|value| hex(value, 2048));
    if blob("blob").is_some_and(|blob| blob.len() >= 43)
        && text("job_id").is_some()
        && blob("target").is_some_and(|target| (4..=32).contains(&target.len()))
    {
        let algorithm = text("algo").filter(|name| name.len() <= 32).map(str::to_owned);
        return Some(Job { height, algorithm, ..of(Dialect::Cryptonote) });
    }
    let number = |name: &str| job.get(name).is_some_and(Value::is_u64);
    if blob("pre_pow").is_some_and(|head| head.len() >= 100)
        && number("difficulty")
        && number("job_id")
    {
        return Some(Job { height: Some(height?), ..of(Dialect::Grin) });
    }
    if blob("input").is_some_and(|input| input.len() == 32) && number("difficulty") {
        return Some(Job { height: Some(height?), ..of(Dialect::Beam) });
    }
    None
}

/// A job in the result of `eth_getWork`: header hash, seed hash, target, and the height where it
/// is given.
pub(super) fn get_work(result: &Value) -> Option<Job> {
    let items = result.as_array()?.as_slice();
    let [header, seed, target, more @ ..] = items else {
        return None;
    };
    for hash in [header, seed, target] {
        let prefixed = hash.as_str().is_some_and(|text| text.starts_with("0x"));
        hex_of::<32>(hash).filter(|_| prefixed)?;
    }
    let height = match more {
        [] => None,
        [height] => {
            let digits = height.as_str()?.strip_prefix("0x")?;
            Some(u64::from_str_radix(digits, 16).ok()?)
        }
        _ => return None,
    };
    Some(Job { height, ..of(Dialect::EthProxy) })
}
