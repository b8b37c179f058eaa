//! The document of mining devices and miners, made from the rows and the tables.

use std::collections::BTreeMap;

use coinsift_protocols::DIALOGUES;
use coinsift_verdict::{Atlas, Fingerprints};

/// `docs/mining-devices.md`.
pub fn markdown() -> String {
    let (atlas, rows) = (Atlas::builtin(), Fingerprints::builtin());
    let mut text = String::from(
        "# Mining devices and miners\n\n\
         Made from the fingerprints, the dialogues and the table of devices; do not edit.\n\n\
         A device is asked over its own interface what it is and how fast it hashes. Every request only \
         reads, and there is no way to send another. Mining is *confirmed* by a published hash rate above \
         zero alone; all else *indicates* it. A program that plays a device says what a device says and is \
         not told from one.\n\n## What is asked\n\n| dialogue | what it does |\n|---|---|\n",
    );
    for dialogue in DIALOGUES.iter().filter(|dialogue| dialogue.family() == "miner") {
        text += &format!("| `{}` | {} |\n", dialogue.name, dialogue.about);
    }
    text += "\n## What is concluded\n\n| fingerprint | mining | why | from |\n|---|---|---|---|\n";
    for row in rows.rows() {
        if ["device-", "miner-"].iter().any(|prefix| row.id.starts_with(prefix)) {
            let mining = row.claim.mining.word();
            text += &format!("| `{}` | {mining} | {} | {} |\n", row.id, row.en, row.source);
        }
    }
    text += "\n## What it takes\n\n\
             The power is estimated from the published rate and the rows of that model in `miners.csv`: from \
             the thriftiest row to the hungriest, and a tenth more either way. What a device says of its own \
             power is passed on instead. A model that no row knows gets a rate and no watts. At an address a \
             device that answers at several ports counts once.\n\n\
             | maker | models | of what |\n|---|---|---|\n";
    let mut makers: BTreeMap<&str, (Vec<&str>, Vec<&str>)> = BTreeMap::new();
    for miner in atlas.miners() {
        let (models, algorithms) = makers.entry(&miner.vendor).or_default();
        models.push(&miner.model);
        algorithms.push(&miner.algorithm);
    }
    for (maker, (mut models, mut algorithms)) in makers {
        for list in [&mut models, &mut algorithms] {
            list.sort_unstable();
            list.dedup();
        }
        text += &format!("| {maker} | {} | {} |\n", models.len(), algorithms.join(", "));
    }
    text
}
