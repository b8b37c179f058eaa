//! `check`: registered projects against what stands at their endpoints.

use std::path::PathBuf;

use clap::Args;

use super::{AuthorityArgs, FilesArgs, PaceArgs};

/// Check that registered projects run the chains they declared
#[derive(Args, Debug)]
#[command(after_help = "\
REGISTRY is CSV (UTF-8 or GB18030, heads in English or Chinese), TOML or JSON; docs/check.md has the
fields and the table of outcomes. Exits with 3 where something deviates or is a finding.

Examples:
  coinsift check registry.csv --contact ops@example.gov --authority 'Order 12/2026'
  coinsift check registry.csv --offline
  coinsift check registry.toml --keep-going --json > checked.ndjson
  coinsift check registry.csv --report checked.html --csv checked.csv --lang zh
")]
pub struct CheckArgs {
    /// The registry
    #[arg(value_name = "REGISTRY")]
    pub registry: PathBuf,
    /// Look at the file alone and send nothing
    #[arg(long)]
    pub offline: bool,
    /// Check the good rows although others are malformed
    #[arg(long)]
    pub keep_going: bool,
    /// Ports looked at on the declared hosts, beside the declared ones [default: quick]
    #[arg(long, value_name = "PORTS")]
    pub ports: Option<String>,
    /// Look at the declared endpoints only
    #[arg(long, conflicts_with = "ports")]
    pub declared_only: bool,
    /// How often declared endpoints that do not answer are tried again
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(0..=10))]
    pub retries: u32,
    /// What must never be contacted; wins over every declaration
    #[arg(long, value_name = "TARGET")]
    pub exclude: Vec<String>,
    /// A file of excludes, one a line
    #[arg(long, value_name = "FILE")]
    pub exclude_file: Vec<PathBuf>,
    /// Confirms that a scope of N addresses is meant; wanted above 65,536
    #[arg(long, value_name = "N")]
    pub confirm_scope: Option<u128>,
    #[command(flatten)]
    pub files: FilesArgs,
    #[command(flatten)]
    pub pace: PaceArgs,
    #[command(flatten)]
    pub authority: AuthorityArgs,
}
