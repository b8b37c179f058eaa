//! `sweep`: the same scope every night, and only what changed.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Look at the same scope again and again, and report only what changed
#[derive(Args, Debug)]
#[command(after_help = "\
docs/sweep.md has the job file.

Examples:
  coinsift sweep check county.toml
  coinsift sweep run county.toml
  coinsift sweep install county.toml --user --schedule 'daily at 01:00' --dry-run
")]
pub struct SweepArgs {
    #[command(subcommand)]
    pub command: SweepCommand,
}

#[derive(Subcommand, Debug)]
pub enum SweepCommand {
    /// Sweep once, and print what changed since the last time
    #[command(after_help = "\
Exits with 5 where there is news, with 4 where the sweep is incomplete, else with 0.

Examples:
  coinsift sweep run county.toml
  coinsift sweep run county.toml --json >> news.ndjson
")]
    Run {
        /// The job file
        #[arg(value_name = "JOB.toml")]
        job: PathBuf,
    },
    /// Check a job file and show what would be done; sends nothing
    #[command(after_help = "Examples:\n  coinsift sweep check county.toml\n")]
    Check {
        /// The job file
        #[arg(value_name = "JOB.toml")]
        job: PathBuf,
    },
    /// Write a systemd service and timer for a job; enables nothing
    #[command(after_help = "\
Examples:
  coinsift sweep install county.toml --user --dry-run
  coinsift sweep install county.toml --system --run-as coinsift --schedule 'daily at 01:00' --yes
")]
    Install(InstallArgs),
}

/// Write a systemd service and timer for a job; enables nothing
#[derive(Args, Debug)]
pub struct InstallArgs {
    /// The job file
    #[arg(value_name = "JOB.toml")]
    pub job: PathBuf,
    /// For the user's own service manager [the default]
    #[arg(long, conflicts_with = "system")]
    pub user: bool,
    /// For the machine's service manager
    #[arg(long)]
    pub system: bool,
    /// When: hourly, 'daily at HH:MM', 'weekly on DAY at HH:MM', or what systemd calls OnCalendar
    #[arg(long, value_name = "TIME", default_value = "daily at 01:00")]
    pub schedule: String,
    /// The user that a machine's service runs as
    #[arg(long, value_name = "USER", requires = "system")]
    pub run_as: Option<String>,
    /// The folder of the units [default: the service manager's]
    #[arg(long, value_name = "DIR")]
    pub unit_dir: Option<PathBuf>,
    /// Show what would be written and write nothing
    #[arg(long, conflicts_with = "yes")]
    pub dry_run: bool,
    /// Write it
    #[arg(long)]
    pub yes: bool,
}
