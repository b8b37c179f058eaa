//! Commands over the tables and the laboratory: atlas, fingerprints, lab.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Look things up in the atlas of networks and ports
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  coinsift atlas networks litecoin
  coinsift atlas ports quick
  coinsift atlas wire --markdown
  coinsift atlas check my-tables/
")]
pub struct AtlasArgs {
    #[command(subcommand)]
    pub command: AtlasCommand,
}

#[derive(Subcommand, Debug)]
pub enum AtlasCommand {
    /// List networks whose key, name, sign, magic, port or genesis contains a text
    Networks {
        /// The text
        #[arg(value_name = "TEXT")]
        text: Option<String>,
    },
    /// List the ports of a level
    Ports {
        /// quick, standard or thorough
        #[arg(value_name = "LEVEL", default_value = "standard")]
        level: String,
    },
    /// Show what each dialogue may cost
    Wire {
        /// As a Markdown document
        #[arg(long)]
        markdown: bool,
    },
    /// Check a folder of tables and add nothing
    Check {
        /// The folder
        #[arg(value_name = "DIR")]
        dir: PathBuf,
    },
}

/// Look at fingerprints, the rows that say which facts together point to what
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  coinsift fingerprints list
  coinsift fingerprints show bitcoin-handshake
  coinsift fingerprints check my-rows/
")]
pub struct FingerprintsArgs {
    #[command(subcommand)]
    pub command: FingerprintsCommand,
}

#[derive(Subcommand, Debug)]
pub enum FingerprintsCommand {
    /// List all rows
    List,
    /// Show one row
    Show {
        /// The row's id
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Check a folder of rows and add nothing
    Check {
        /// The folder
        #[arg(value_name = "DIR")]
        dir: PathBuf,
    },
}

/// Run laboratory peers on this machine's loopback, to try coinsift on
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  coinsift lab --list
  coinsift lab demo
  coinsift lab hostile --seconds 60
")]
pub struct LabArgs {
    /// The scene to play
    #[arg(value_name = "SCENE", default_value = "demo")]
    pub scene: String,
    /// List the scenes and their peers
    #[arg(long)]
    pub list: bool,
    /// End after this many seconds [default: on Ctrl-C]
    #[arg(long, value_name = "N")]
    pub seconds: Option<u64>,
    /// First loopback address of the peers
    #[arg(long, value_name = "ADDRESS", default_value = "127.77.0.0")]
    pub lab_base: std::net::Ipv4Addr,
}
