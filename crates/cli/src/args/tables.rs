//! Commands over the tables and the laboratory: atlas, fingerprints, lab.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Look things up in the atlas of networks and ports
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  coinsift atlas networks litecoin
  coinsift atlas networks 56
  coinsift atlas ports quick
  coinsift atlas wire --markdown
  coinsift atlas mining
  coinsift atlas check my-tables/
  coinsift atlas refresh --reference http://127.0.0.1:8545 --atlas my-tables/
")]
pub struct AtlasArgs {
    #[command(subcommand)]
    pub command: AtlasCommand,
}

#[derive(Subcommand, Debug)]
pub enum AtlasCommand {
    /// List networks by a text in their key, name or genesis, by their sign, magic, ids or ports
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
    /// Write the page on finding mining: what is asked, what counts, what was tested (Markdown)
    Mining,
    /// Show what each dialogue may cost
    Wire {
        /// As a Markdown document
        #[arg(long)]
        markdown: bool,
    },
    Refresh(RefreshArgs),
    /// Check a folder of tables and add nothing
    Check {
        /// The folder
        #[arg(value_name = "DIR")]
        dir: PathBuf,
    },
}

/// Take fresh checkpoints from nodes you trust, so that a scan can tell who follows the network
#[derive(Args, Debug)]
#[command(after_help = "\
References: http://[user:password@]host:port[/path] is a query service (JSON-RPC), host:port a node
of the Bitcoin family, enode://… one of the Ethereum family. Give two of different owners where you
can: where they disagree nothing is taken. A password is kept nowhere.

The table is checkpoints.csv in the folder of --atlas, else of the configuration, else in the user's
data folder (~/.local/share/coinsift/atlas), which every command reads.

Examples:
  coinsift atlas refresh --reference 127.0.0.1:8333 --operator 'Network inspection'
  coinsift atlas refresh --reference http://me:secret@127.0.0.1:8332 --network bitcoin
  coinsift atlas refresh --reference http://127.0.0.1:8545 http://192.0.2.8:8545 --atlas my-tables/
")]
pub struct RefreshArgs {
    /// Nodes you trust
    #[arg(long, value_name = "URL|ENDPOINT", required = true, num_args = 1..)]
    pub reference: Vec<String>,
    /// The network they must be on, by its key in the atlas
    #[arg(long, value_name = "KEY")]
    pub network: Option<String>,
    /// How many blocks behind the tip to take them [default: 6, Ethereum's family 64]
    #[arg(long, value_name = "N")]
    pub depth: Option<u64>,
    /// Who takes them, kept in the table
    #[arg(long, value_name = "NAME")]
    pub operator: Option<String>,
    /// How the owner of a node between peers can reach you; part of the greeting
    #[arg(long, value_name = "TEXT")]
    pub contact: Option<String>,
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
