//! When a Bitcoin handshake is tried, and with which magic.

use super::checkpoints;
use super::dialect::checksum::Checksum;
use super::dialect::{self, multichain};
use super::fresh;
use super::messages::{Frame, begins_with_version};
use coinsift_verdict::atlas::Network;

use crate::dialogue::{Ending, endpoint_limits};
use crate::plan::{Proposal, Situation, Stage};
use crate::transcript::{Options, Transcript};

/// The version we announce: the last one that every living relative takes and whose further
/// messages we need not know.
pub(super) const PROTOCOL: u32 = 70016;

/// Magics whose nodes ban an address at its first foreign word: seen with Bitcoin SV 1.0.13, which
/// after a `version` of another magic, a `GET /` or 64 random bytes dropped every connection that
/// followed. They are tried before anything else; the others do not mind.
const SHY: [[u8; 4]; 4] = [
    [0xe3, 0xe1, 0xf3, 0xe8], // Bitcoin Cash and SV, eCash
    [0xf4, 0xe5, 0xf3, 0xf4], // their testnet3
    [0xfb, 0xce, 0xc4, 0xf9], // Bitcoin SV's network for scaling tests, on Litecoin's port
    [0xda, 0xb5, 0xbf, 0xfa], // their regtest
];

/// Magics by how likely they are met on an unknown port, from the sizes of the networks.
const LIKELY: [[u8; 4]; 8] = [
    [0xf9, 0xbe, 0xb4, 0xd9], // Bitcoin
    multichain::UNIVERSAL,    // every MultiChain node, whatever its own magic and port
    [0xfb, 0xc0, 0xb6, 0xdb], // Litecoin
    [0xc0, 0xc0, 0xc0, 0xc0], // Dogecoin
    [0xbf, 0x0c, 0x6b, 0xbd], // Dash
    [0x24, 0xe9, 0x27, 0x64], // Zcash
    [0x0b, 0x11, 0x09, 0x07], // Bitcoin testnet3
    [0xfa, 0xbf, 0xb5, 0xda], // Bitcoin regtest
];

/// Networks whose genesis block others take for their own.
const COPIED: [&str; 3] = ["bitcoin-signet", "bitcoin", "bitcoin-regtest"];

/// At most so many genesis blocks are asked for at once (36 bytes each).
const MAX_ASK: usize = 32;

pub(super) fn propose(situation: &Situation<'_>) -> Vec<Proposal> {
    let held: Vec<&Transcript> = situation.held(super::DIALOGUE.name).collect();
    let answered_otherwise = situation
        .done
        .iter()
        .any(|transcript| transcript.ending == Ending::Mismatch && disclosed(transcript).is_none());
    if situation.anything_spoken() || held.len() >= super::DIALOGUE.wire.connections.into() {
        return Vec::new();
    }
    let mut proposals = Vec::new();
    let mut propose_as = |stage, magic, checksum| {
        let options = options_as(situation, magic, checksum);
        proposals.push(Proposal { stage, options });
    };
    // A peer that answered in its own magic is asked again in it, beyond the guesses.
    for (magic, checksum) in situation.done.iter().filter_map(disclosed) {
        propose_as(Stage::Port, magic, checksum);
    }
    if held.len() >= endpoint_limits::MAGICS {
        return proposals;
    }
    // Something that answers a foreign word otherwise is no node of this family: they hang up.
    if answered_otherwise {
        return proposals;
    }
    let own = port_magics(situation);
    // What is expected comes before what stands there by default; the order of one stage holds.
    let expected = situation.expected_network().and_then(|network| network.magic);
    if situation.expects("bitcoin")
        && let Some(magic) = expected.or_else(|| own.is_empty().then_some(LIKELY[0]))
    {
        let stage = if own.is_empty() { Stage::Expected } else { Stage::Port };
        let own = situation.expected_network().into_iter().collect::<Vec<_>>();
        let checksum = dialect::checksums(situation.atlas, &own).first().copied();
        propose_as(stage, magic, checksum.unwrap_or_default());
    }
    for (magic, checksum) in own {
        propose_as(Stage::Port, magic, checksum);
    }
    let mut propose = |stage, magic| propose_as(stage, magic, Checksum::Sha256d);
    // On a port that is known to be something else nothing shy is expected.
    let known_port = situation.atlas.port(situation.endpoint.port, false).is_some();
    if situation.done.is_empty() && !known_port {
        propose(Stage::Shy, SHY[0]);
    }
    for magic in LIKELY {
        propose(Stage::Guess, magic);
    }
    proposals
}

pub(super) fn recognise(situation: &Situation<'_>, first_bytes: &[u8]) -> Option<Options> {
    let magic = begins_with_version(first_bytes)?;
    let rows: Vec<&Network> = situation.atlas.by_magic(magic).collect();
    // A whole message tells whose checksum it has; else that of the rows, where they agree.
    let told = Frame::read(first_bytes, 0).ok().flatten().and_then(|it| Checksum::of_frame(&it));
    let checksum = told.or_else(|| match dialect::checksums(situation.atlas, &rows).as_slice() {
        [only] => Some(*only),
        _ => None,
    });
    Some(options_as(situation, magic, checksum.unwrap_or_default()))
}

/// The magic, with the checksum under it, of a peer that answered in another one than ours, or that
/// answered another protocol's question with a message of this family.
fn disclosed(transcript: &Transcript) -> Option<([u8; 4], Checksum)> {
    if transcript.ending != Ending::Mismatch {
        return None;
    }
    let received = transcript.received();
    let frame = Frame::read(&received, 0).ok().flatten()?;
    let known = matches!(frame.command, "version" | "verack" | "reject" | "ping");
    // A peer that repeats the beginning of our own words has no magic of its own.
    let checksum = Checksum::of_frame(&frame).unwrap_or_default();
    (known && !transcript.sent().starts_with(&frame.magic)).then_some((frame.magic, checksum))
}

/// The magics of the networks whose default port this is, the likeliest first, each with the
/// checksums of its networks there.
fn port_magics(situation: &Situation<'_>) -> Vec<([u8; 4], Checksum)> {
    let mut rows: Vec<_> =
        situation.atlas.by_p2p_port("bitcoin", situation.endpoint.port).collect();
    rows.sort_by_key(|network| {
        let magic = network.magic.unwrap_or_default();
        let rank = LIKELY.iter().position(|&likely| likely == magic).unwrap_or(LIKELY.len());
        (!SHY.contains(&magic), network.kind.is_local(), network.kind.is_testnet(), rank)
    });
    let mut magics: Vec<([u8; 4], Checksum)> = Vec::new();
    for row in rows {
        for checksum in dialect::checksums(situation.atlas, &[row]) {
            let Some(pair) = row.magic.map(|magic| (magic, checksum)) else { continue };
            if !magics.contains(&pair) {
                magics.push(pair);
            }
        }
    }
    magics
}

/// Options for a handshake in a magic, with messages as Bitcoin makes them.
pub(super) fn options(situation: &Situation<'_>, magic: [u8; 4]) -> Options {
    options_as(situation, magic, Checksum::Sha256d)
}

/// Options for a handshake in a magic, with messages under a checksum: the genesis blocks of its networks are asked for. Under a
/// magic nobody lists it is those that private chains are most often made of: every signet has the
/// public one's, whatever its magic (BIP 325).
fn options_as(situation: &Situation<'_>, magic: [u8; 4], checksum: Checksum) -> Options {
    let atlas = situation.atlas;
    let mut rows: Vec<&Network> = atlas.by_magic(magic).collect();
    rows.retain(|row| dialect::checksums(atlas, &[row]) == [checksum]);
    if magic == multichain::UNIVERSAL {
        // Nothing is asked: what it sends unasked is all that it has for a stranger.
        return Options::from([
            ("magic".to_owned(), hex::encode(magic)),
            ("ask".to_owned(), String::new()),
            ("opaque".to_owned(), String::new()),
            ("protocol".to_owned(), multichain::PROTOCOL.to_string()),
        ]);
    }
    let protocol = dialect::protocol(atlas, &rows, situation.endpoint.port).unwrap_or(PROTOCOL);
    if rows.is_empty() {
        rows = COPIED.iter().filter_map(|key| situation.atlas.network(key)).collect();
    }
    let (mut ask, mut opaque): (Vec<String>, Vec<String>) = Default::default();
    for row in &rows {
        let Some(genesis) = row.genesis.map(hex::encode) else { continue };
        if ask.len() < MAX_ASK && !ask.contains(&genesis) {
            if row.id_hash.as_deref() != Some(checksum.name()) {
                opaque.push(genesis.clone());
            }
            ask.push(genesis);
        }
    }
    let mut options = Options::from([
        ("magic".to_owned(), hex::encode(magic)),
        ("ask".to_owned(), ask.join(",")),
        ("opaque".to_owned(), opaque.join(",")),
        ("protocol".to_owned(), protocol.to_string()),
    ]);
    if checksum != Checksum::Sha256d {
        options.insert("checksum".to_owned(), checksum.name().to_owned());
    }
    // Under a magic nobody lists no network is expected.
    if rows.iter().all(|row| row.magic == Some(magic)) {
        checkpoints::add_options(&mut options, situation.atlas, &rows);
    }
    fresh::add_options(&mut options, situation.atlas, &rows);
    options
}
