//! `coinsift atlas`: looking things up in the tables of networks, ports and dialogues.

use coinsift_report::escape::visible;
use coinsift_report::wire;
use coinsift_verdict::Atlas;
use coinsift_verdict::Sentence;
use coinsift_verdict::atlas::{Level, Network};

use crate::args::{AtlasArgs, AtlasCommand};
use crate::context::{Context, extend};
use crate::exit::{Failure, Outcome};

pub fn run(context: &Context, args: &AtlasArgs) -> Result<Outcome, Failure> {
    match &args.command {
        AtlasCommand::Networks { text } => networks(context, text.as_deref().unwrap_or_default()),
        AtlasCommand::Ports { level } => ports(context, level)?,
        AtlasCommand::Wire { markdown } => match markdown {
            true => print!("{}", wire::markdown()),
            false => print!("{}", wire::table(&context.catalogue, crate::show::width())),
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

/// Networks one of whose marks contains the text, one a line.
fn networks(context: &Context, text: &str) {
    let wanted = text.to_lowercase();
    for network in context.atlas.networks().filter(|network| contains(network, &wanted)) {
        let magic = network.magic.map(hex::encode).unwrap_or_default();
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
                "p2p_port": network.p2p_port,
                "rpc_port": network.rpc_port,
                "consensus": network.consensus,
                "source": network.source,
            });
            println!("{line}");
        } else {
            let shown = |text: &str| visible(text, 40);
            println!(
                "{:<28} {:<10} {:<8} {:<8} {:<6} {:<16} {}",
                shown(&network.key),
                network.kind.word(),
                shown(&network.ticker),
                magic,
                port,
                genesis.get(..16).unwrap_or_default(),
                shown(&network.name),
            );
        }
    }
}

fn contains(network: &Network, wanted: &str) -> bool {
    let port = |port: Option<u16>| port.is_some_and(|port| port.to_string() == wanted);
    let hex = |bytes: Option<&[u8]>| {
        wanted.len() >= 6 && bytes.is_some_and(|bytes| hex::encode(bytes).contains(wanted))
    };
    network.key.to_lowercase().contains(wanted)
        || network.name.to_lowercase().contains(wanted)
        || network.name_zh.as_deref().is_some_and(|name| name.contains(wanted))
        || network.ticker.to_lowercase() == wanted
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
            println!("{row}");
        } else {
            println!("{port:<6} {:<22} {}", visible(service, 22), visible(note, 80));
        }
    }
    Ok(())
}
