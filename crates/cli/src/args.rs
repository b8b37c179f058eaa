//! The command line: every command, flag and example.
//!
//! Help stays English; messages, reports and reasons follow `--lang`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

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
  5  changes (diff)    3  findings                    0  none of these
"
)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Args, Debug)]
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
    /// Folder of tables that extend the atlas (bitcoin.csv, checkpoints.csv, ports.csv)
    #[arg(long, global = true, value_name = "DIR")]
    pub atlas: Option<PathBuf>,
    /// Folder of fingerprint rows (*.toml) that extend or replace the built-in ones
    #[arg(long, global = true, value_name = "DIR")]
    pub fingerprints: Option<PathBuf>,
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
    Explain(ExplainArgs),
    Runs(RunsArgs),
    History(HistoryArgs),
    Diff(DiffArgs),
    Rejudge(RejudgeArgs),
    Export(ExportArgs),
    Store(StoreArgs),
    Atlas(AtlasArgs),
    Fingerprints(FingerprintsArgs),
    Lab(LabArgs),
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

/// Scan targets and judge what answers, with evidence
#[derive(Args, Debug, Default)]
#[command(after_help = "\
Targets: an address, a network (192.0.2.0/24), a range (192.0.2.1-192.0.2.40 or 192.0.2.1-40), a
name, address:port, [2001:db8::1]:8333. Ports: numbers, ranges, and the words quick (a dozen),
standard (about eighty), thorough (every port the atlas knows, and no early stop).

Examples:
  coinsift scan --demo
  coinsift scan 192.0.2.0/24 --contact ops@example.gov
  coinsift scan --targets county.txt --exclude 192.0.2.99 --ports quick,9333 --json > run.ndjson
  coinsift scan 198.51.100.0/22 --rate 100 --max-time 2h --lang zh
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
")]
pub struct IdentifyArgs {
    /// The host, or host:port
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
