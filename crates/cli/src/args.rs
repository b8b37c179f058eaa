//! The command line: every command, flag and example.
//!
//! Help stays English; messages, reports and reasons follow `--lang`.

mod check;
mod manual;
mod scan;
mod stored;
mod sweep;
mod tables;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use check::CheckArgs;
pub use manual::{CompletionsArgs, ManArgs};
pub use scan::{IdentifyArgs, ScanArgs};
pub use stored::{
    DiffArgs, ExplainArgs, ExportArgs, ExportFormat, HistoryArgs, RejudgeArgs, ReportArgs,
    RunsArgs, StoreArgs, StoreCommand,
};
pub use sweep::{InstallArgs, SweepArgs, SweepCommand};
pub use tables::{
    AtlasArgs, AtlasCommand, FingerprintsArgs, FingerprintsCommand, LabArgs, RefreshArgs,
};

/// Finds out, over the network and with authority to look, what kind of blockchain node stands at
/// an address.
#[derive(Parser, Debug)]
#[command(
    name = "coinsift",
    version,
    max_term_width = 100,
    after_help = "\
Examples:
  coinsift scan --demo
  coinsift scan 192.0.2.0/24 --contact ops@example.gov --authority 'Order 12/2026'
  coinsift identify 192.0.2.7:8333
  coinsift explain 192.0.2.7:8333

Exit codes, the first that applies:
  2  usage or input    1  store or runtime trouble    4  finished incomplete
  5  changes (diff, sweep)    3  findings                    0  none of these
"
)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Args, Clone, Debug)]
pub struct Global {
    /// Language of messages, reports and reasons [default: from the locale]
    #[arg(long, global = true, value_enum, env = "COINSIFT_LANG")]
    pub lang: Option<LangArg>,
    /// Folder of the store [default: from the configuration, else the user's state folder]
    #[arg(long, global = true, env = "COINSIFT_STORE", value_name = "DIR")]
    pub store: Option<PathBuf>,
    /// Configuration file [default: coinsift.toml here, else in the user's configuration folder]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Folder of tables that extend the atlas (bitcoin.csv, evm.csv, other.csv, checkpoints.csv, ports.csv …)
    /// [default: from the configuration, else atlas/ in the user's data folder where it exists]
    #[arg(long, global = true, value_name = "DIR")]
    pub atlas: Option<PathBuf>,
    /// Folder of fingerprint rows (*.toml) that extend or replace the built-in ones
    #[arg(long, global = true, value_name = "DIR")]
    pub fingerprints: Option<PathBuf>,
    /// Table of who is responsible for which addresses (CSV; docs/report.md has the columns)
    #[arg(long, global = true, value_name = "FILE")]
    pub owners: Option<PathBuf>,
    /// NDJSON instead of a table, also on a terminal
    #[arg(long, global = true)]
    pub json: bool,
    /// Show what may name a person in clear, instead of as a keyed hash; kept with the run
    #[arg(long, global = true)]
    pub show_identifiers: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LangArg {
    En,
    Zh,
}

#[derive(Subcommand, Debug)]
pub enum Command {
    Scan(Box<ScanArgs>),
    Identify(IdentifyArgs),
    Check(Box<CheckArgs>),
    Explain(ExplainArgs),
    Runs(RunsArgs),
    History(HistoryArgs),
    Diff(DiffArgs),
    Rejudge(RejudgeArgs),
    Export(ExportArgs),
    Report(ReportArgs),
    Store(StoreArgs),
    Atlas(AtlasArgs),
    Fingerprints(FingerprintsArgs),
    Lab(LabArgs),
    Sweep(SweepArgs),
    Man(ManArgs),
    Completions(CompletionsArgs),
}

/// Files of results, besides what is printed.
#[derive(Args, Clone, Debug, Default)]
pub struct FilesArgs {
    /// Write a report to hand on: one HTML page, in the language of --lang
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Write the results as CSV, for a spreadsheet
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,
    /// Write the results as NDJSON, for programs
    #[arg(long, value_name = "FILE")]
    pub ndjson: Option<PathBuf>,
}

impl Command {
    /// Whether it makes the user's tables, which then need not be there yet.
    pub fn makes_atlas(&self) -> bool {
        matches!(self, Command::Atlas(AtlasArgs { command: AtlasCommand::Refresh(_) }))
    }
}

/// How politely and how far a scan goes.
#[derive(Args, Clone, Debug, Default)]
pub struct PaceArgs {
    /// Connections a second, over all targets [default: 500]
    #[arg(long, value_name = "N")]
    pub rate: Option<u32>,
    /// Connections a second to one /24 or /64 [default: 20]
    #[arg(long, value_name = "N")]
    pub rate_subnet: Option<u32>,
    /// Stop after this time (for example 90s, 30m, 2h)
    #[arg(long, value_name = "TIME")]
    pub max_time: Option<String>,
    /// Stop after this many bytes sent and received (for example 500k, 20M)
    #[arg(long, value_name = "BYTES")]
    pub max_bytes: Option<String>,
}

/// Who looks, and with what authority.
#[derive(Args, Clone, Debug, Default)]
pub struct AuthorityArgs {
    /// How those who are looked at can reach you; it is part of every greeting we send
    #[arg(long, value_name = "TEXT")]
    pub contact: Option<String>,
    /// The reference of the authority to look, kept with the run
    #[arg(long, value_name = "TEXT")]
    pub authority: Option<String>,
    /// Who runs this, kept with the run
    #[arg(long, value_name = "NAME")]
    pub operator: Option<String>,
}
