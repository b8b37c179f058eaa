//! Commands over what is stored: explain, runs, history, diff, rejudge, export, store.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// Explain a stored verdict from its bytes on, to be read aloud
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  coinsift explain 192.0.2.7:8333
  coinsift explain 192.0.2.7:8333 --run 20261124T150102Z-ab12cd --lang zh
")]
pub struct ExplainArgs {
    /// The endpoint: ADDRESS:PORT, /tcp or /udp may follow
    #[arg(value_name = "ENDPOINT")]
    pub endpoint: String,
    /// The run it stands in [default: the newest that has it]
    #[arg(long, value_name = "RUN")]
    pub run: Option<String>,
}

/// List the stored runs
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  coinsift runs\n  coinsift runs --json\n")]
pub struct RunsArgs {}

/// Show what an endpoint was over time
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  coinsift history 192.0.2.7:8333\n")]
pub struct HistoryArgs {
    /// The endpoint
    #[arg(value_name = "ENDPOINT")]
    pub endpoint: String,
}

/// Show what changed between two runs
#[derive(Args, Debug)]
#[command(after_help = "\
Exits with 5 where there are changes.

Examples:
  coinsift diff 20261123T010000Z-aa11bb 20261124T010000Z-cc22dd
  coinsift diff 20261123T010000Z-aa11bb latest --json
")]
pub struct DiffArgs {
    /// The earlier run
    #[arg(value_name = "RUN")]
    pub before: String,
    /// The later run; `latest` is the newest
    #[arg(value_name = "RUN")]
    pub after: String,
}

/// Judge a stored run again, offline, with the present atlas and fingerprints
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  coinsift rejudge latest
  coinsift rejudge 20261124T150102Z-ab12cd --atlas my-tables/ --dry-run
")]
pub struct RejudgeArgs {
    /// The run; `latest` is the newest
    #[arg(value_name = "RUN")]
    pub run: String,
    /// Show what would change and store nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Write stored results in another form
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  coinsift export --run latest > run.ndjson
  coinsift export --run latest --format csv > run.csv
  coinsift export --run latest --transcripts recordings/ --software 'btcd 0.25.0, simnet'
")]
pub struct ExportArgs {
    /// The run; `latest` is the newest
    #[arg(long, value_name = "RUN", default_value = "latest")]
    pub run: String,
    /// The form of the results
    #[arg(long, value_enum, default_value = "ndjson")]
    pub format: ExportFormat,
    /// Write each dialogue as a readable recording into this folder instead
    #[arg(long, value_name = "DIR")]
    pub transcripts: Option<PathBuf>,
    /// What was recorded, for the recordings' heads
    #[arg(long, value_name = "TEXT", requires = "transcripts", default_value = "unknown")]
    pub software: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    Ndjson,
    Csv,
}

/// Make the report of a stored run: one HTML page to hand on
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  coinsift report --out report.html
  coinsift report --run 20261124T150102Z-ab12cd --out report.html --lang zh --owners owners.csv
  coinsift report --out report.html --csv report.csv --ndjson report.ndjson
")]
pub struct ReportArgs {
    /// The run; `latest` is the newest
    #[arg(long, value_name = "RUN", default_value = "latest")]
    pub run: String,
    /// The file of the page; one that is there is replaced when the new one is whole
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Write the results as CSV too, for a spreadsheet
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,
    /// Write the results as NDJSON too, for programs
    #[arg(long, value_name = "FILE")]
    pub ndjson: Option<PathBuf>,
}

/// Look after the store
#[derive(Args, Debug)]
pub struct StoreArgs {
    #[command(subcommand)]
    pub command: StoreCommand,
}

#[derive(Subcommand, Debug)]
pub enum StoreCommand {
    /// Show what the store holds and how large it is
    #[command(after_help = "Examples:\n  coinsift store stats\n")]
    Stats,
    /// Make the index anew from the evidence logs
    #[command(after_help = "Examples:\n  coinsift store rebuild\n")]
    Rebuild,
    /// Copy the index compactly, and drop runs beyond the given limits
    #[command(
        after_help = "Examples:\n  coinsift store compact\n  coinsift store compact --keep-runs 30 --keep-days 400\n"
    )]
    Compact {
        /// Keep only this many of the newest runs
        #[arg(long, value_name = "N")]
        keep_runs: Option<usize>,
        /// Keep only runs younger than this many days
        #[arg(long, value_name = "DAYS")]
        keep_days: Option<u32>,
    },
    /// Take over the runs of other stores
    #[command(after_help = "Examples:\n  coinsift store merge --store all/ part1/ part2/\n")]
    Merge {
        /// The stores to read
        #[arg(value_name = "DIR", required = true)]
        from: Vec<PathBuf>,
    },
}
