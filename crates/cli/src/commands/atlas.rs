//! `coinsift atlas`: looking things up in the tables of networks, ports and dialogues.

use coinsift_report::escape::visible;
use coinsift_report::wire;
use coinsift_verdict::Atlas;
use coinsift_verdict::Sentence;
use coinsift_verdict::atlas::{Level, Network};

mod refresh;

use crate::args::{AtlasArgs, AtlasCommand};
use crate::context::{Context, extend};
use crate::exit::{Failure, Outcome};

pub fn run(context: &Context, args: &AtlasArgs) -> Result<Outcome, Failure> {
    match &args.command {
        AtlasCommand::Networks { text } => networks(context, text.as_deref().unwrap_or_default()),
        AtlasCommand::Ports { level } => ports(context, level)?,
        AtlasCommand::Refresh(args) => return refresh::run(context, args),
        AtlasCommand::Mining => out!("{}", coinsift_report::mining::markdown()),
        AtlasCommand::Wire { markdown } => match markdown {
            true => out!("{}", wire::markdown()),
            false => out!("{}", wire::table(&context.catalogue, crate::show::width())),
        },
        AtlasCommand::Check { dir } => {
            let mut atlas = Atlas::builtin().clone();
            let before = atlas.networks().count();
            extend(dir, "csv", |file, text| atlas.add(file, text))?;
            let added = atlas.networks().count() - before;
            context.say(&Sentence::new("atlas-checked").with("added", added));
        }
    }
    Ok(Outcome::default())
}

/// Networks one of whose marks contains the text, one a line; those that have it as a mark first.
fn networks(context: &Context, text: &str) {
    let wanted = text.to_lowercase();
    let mut found: Vec<&Network> =
        context.atlas.networks().filter(|network| contains(network, &wanted)).collect();
    found.sort_by_key(|network| !has(network, &wanted));
    for network in found {
        let (magic, ids) = (network.magic.map(hex::encode), ids(network));
        let genesis = network.genesis.map(hex::encode).unwrap_or_default();
        let port = network.p2p_port.map(|port| port.to_string()).unwrap_or_default();
        if context.json {
            let line = serde_json::json!({
                "network": network.key,
                "name": network.name,
                "name_zh": network.name_zh,
                "family": network.family,
                "kind": network.kind.word(),
                "class": network.class().word(),
                "ticker": network.ticker,
                "magic": network.magic.map(hex::encode),
                "genesis": network.genesis.map(hex::encode),
                "chain_id": id(network.chain_id),
                "network_id": id(network.network_id),
                "p2p_port": network.p2p_port,
                "rpc_port": network.rpc_port,
                "consensus": network.consensus,
                "source": network.source,
            });
            outln!("{line}");
        } else {
            let shown = |text: &str| visible(text, 40);
            outln!(
                "{:<28} {:<10} {:<8} {:<12} {:<6} {:<16} {}",
                shown(&network.key),
                network.kind.word(),
                shown(&network.ticker),
                magic.as_deref().unwrap_or(&ids),
                port,
                genesis.get(..16).unwrap_or_default(),
                shown(&network.name),
            );
        }
    }
}

/// The chain id, and behind a stroke the network id where it is another: `61/1`.
fn ids(network: &Network) -> String {
    let chain = network.chain_id.map(|id| id.to_string()).unwrap_or_default();
    match network.network_id.filter(|id| network.chain_id != Some(*id)) {
        Some(id) => format!("{chain}/{id}"),
        None => chain,
    }
}

/// An id as a number of JSON, which ends at 2^64; as text beyond.
fn id(id: Option<u128>) -> serde_json::Value {
    match id.map(|id| u64::try_from(id).map_err(|_| id.to_string())) {
        Some(Ok(number)) => number.into(),
        Some(Err(text)) => text.into(),
        None => serde_json::Value::Null,
    }
}

/// Whether the text is one of the network's marks, whole.
fn has(network: &Network, wanted: &str) -> bool {
    let id = |id: Option<u128>| id.is_some_and(|id| id.to_string() == wanted);
    network.key.to_lowercase() == wanted
        || network.ticker.to_lowercase() == wanted
        || id(network.chain_id)
        || id(network.network_id)
}

fn contains(network: &Network, wanted: &str) -> bool {
    let port = |port: Option<u16>| port.is_some_and(|port| port.to_string() == wanted);
    let hex = |bytes: Option<&[u8]>| {
        wanted.len() >= 6 && bytes.is_some_and(|bytes| hex::encode(bytes).contains(wanted))
    };
    has(network, wanted)
        || network.key.to_lowercase().contains(wanted)
        || network.name.to_lowercase().contains(wanted)
        || network.name_zh.as_deref().is_some_and(|name| name.contains(wanted))
        || hex(network.magic.as_ref().map(|magic| magic.as_slice()))
        || hex(network.genesis.as_ref().map(|genesis| genesis.as_slice()))
        || port(network.p2p_port)
        || port(network.rpc_port)
}

fn ports(context: &Context, level: &str) -> Result<(), Failure> {
    let level = match level {
        "quick" => Level::Quick,
        "standard" => Level::Standard,
        "thorough" => Level::Thorough,
        _ => return Err(Failure::Input(Sentence::new("input-level").with("text", level))),
    };
    for port in context.atlas.tcp_ports(level) {
        let row = context.atlas.port(port, false);
        let service = row.map(|row| row.service.as_str()).unwrap_or_default();
        let note = row.map(|row| row.note.as_str()).unwrap_or_default();
        if context.json {
            let row = serde_json::json!({"port": port, "transport": "tcp", "service": service, "note": note});
            outln!("{row}");
        } else {
            outln!("{port:<6} {:<22} {}", visible(service, 22), visible(note, 80));
        }
    }
    Ok(())
}
