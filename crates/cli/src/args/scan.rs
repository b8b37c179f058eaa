//! `scan` and `identify`: looking at what stands in the network.

use std::path::PathBuf;

use clap::Args;

use super::{AuthorityArgs, FilesArgs, PaceArgs};

/// Scan targets and judge what answers, with evidence
#[derive(Args, Debug, Default)]
#[command(after_help = "\
Targets: an address, a network (192.0.2.0/24), a range (192.0.2.1-192.0.2.40 or 192.0.2.1-40), a
name, address:port, [2001:db8::1]:8333, address:port/udp, and the address of a node of the Ethereum
family, enode://KEY@address:port. Ports: numbers, ranges, and the words quick (a dozen), standard
(about eighty), thorough (every port the atlas knows, and no early stop). A number is a TCP port,
30303/udp a UDP port; from standard on the words hold a few UDP ports too, standard/tcp leaves them
out.

Examples:
  coinsift scan --demo
  coinsift scan 192.0.2.0/24 --contact ops@example.gov
  coinsift scan --targets county.txt --exclude 192.0.2.99 --ports quick,9333 --json > run.ndjson
  coinsift scan 198.51.100.0/22 --rate 100 --max-time 2h --lang zh
  coinsift scan 192.0.2.0/24 --owners owners.csv --report report.html --csv report.csv
  coinsift scan 192.0.2.0/24 --ports 30303,30303/udp
  coinsift scan --resume 20261124T150102Z-ab12cd
")]
pub struct ScanArgs {
    /// What to look at; - reads targets from standard input
    #[arg(value_name = "TARGET", required_unless_present_any = ["targets", "demo", "resume"])]
    pub target: Vec<String>,
    /// A file of targets, one a line, # begins a comment
    #[arg(long, value_name = "FILE")]
    pub targets: Vec<PathBuf>,
    /// What must never be contacted; wins over every target
    #[arg(long, value_name = "TARGET")]
    pub exclude: Vec<String>,
    /// A file of excludes, one a line
    #[arg(long, value_name = "FILE")]
    pub exclude_file: Vec<PathBuf>,
    /// Ports to look at [default: standard]
    #[arg(long, value_name = "PORTS")]
    pub ports: Option<String>,
    /// Confirms that a scope of N addresses is meant; wanted above 65,536
    #[arg(long, value_name = "N")]
    pub confirm_scope: Option<u128>,
    /// Go on with a run that was interrupted
    #[arg(long, value_name = "RUN", conflicts_with_all = ["target", "targets", "demo"])]
    pub resume: Option<String>,
    /// Scan one part of several, each with a store of its own (for example 1/4)
    #[arg(long, value_name = "I/N")]
    pub shard: Option<String>,
    /// Scan a small laboratory on this machine's loopback: no node is needed
    #[arg(long, conflicts_with_all = ["target", "targets", "shard"])]
    pub demo: bool,
    /// Print the wire table of every dialogue: what was used of what is allowed
    #[arg(long)]
    pub wire: bool,
    #[command(flatten)]
    pub files: FilesArgs,
    #[command(flatten)]
    pub pace: PaceArgs,
    #[command(flatten)]
    pub authority: AuthorityArgs,
}

/// Look at one host or endpoint and tell the story as it goes
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  coinsift identify 192.0.2.7:8333
  coinsift identify node.example.org --ports quick
  coinsift identify 192.0.2.7:30303/udp
")]
pub struct IdentifyArgs {
    /// The host, host:port, host:port/udp, or enode://KEY@host:port
    #[arg(value_name = "HOST[:PORT]")]
    pub host: String,
    /// Ports to look at where the host has none [default: standard]
    #[arg(long, value_name = "PORTS")]
    pub ports: Option<String>,
    #[command(flatten)]
    pub pace: PaceArgs,
    #[command(flatten)]
    pub authority: AuthorityArgs,
}
