//! coinsift: finds out, with authority to look, what kind of blockchain node stands at an address.
//!
//! This crate is the front: arguments, configuration, exit codes, and the wiring of engine, judging,
//! store and report. It holds no logic that another front end would need.

#![warn(clippy::print_stdout, clippy::print_stderr)]

#[macro_use]
mod output;

mod args;
mod commands;
mod config;
mod context;
mod exit;
mod files;
mod input;
mod job;
mod show;
mod survey;

use std::process::ExitCode;

use clap::Parser as _;
use coinsift_report::Catalogue;

use args::{Cli, Command};
use context::Context;
use exit::{Failure, Outcome};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let ran = run(&cli).and_then(|outcome| match output::trouble() {
        Some(error) => Err(survey::runtime("runtime-output", &error)),
        None => Ok(outcome),
    });
    match ran {
        Ok(outcome) => outcome.into(),
        Err(failure) => {
            // The configuration itself may be what is wrong, so only flag and locale count here.
            let lang = context::language(cli.global.lang, &config::Config::default());
            let catalogue = Catalogue::new(lang.unwrap_or_else(|_| context::from_locale()));
            errln!("coinsift: {}", failure.said(&catalogue));
            ExitCode::from(failure.code())
        }
    }
}

fn run(cli: &Cli) -> Result<Outcome, Failure> {
    let mut context = Context::load_for(&cli.global, cli.command.makes_atlas())?;
    let context = &mut context;
    match &cli.command {
        Command::Scan(args) => commands::scan::run(context, args),
        Command::Identify(args) => commands::identify::run(context, args),
        Command::Check(args) => commands::check::run(context, args),
        Command::Explain(args) => commands::explain::run(context, args),
        Command::Runs(_) => commands::runs::run(context),
        Command::History(args) => commands::history::run(context, args),
        Command::Diff(args) => commands::diff::run(context, args),
        Command::Rejudge(args) => commands::rejudge::run(context, args),
        Command::Export(args) => commands::export::run(context, args),
        Command::Report(args) => commands::report::run(context, args),
        Command::Store(args) => commands::store::run(context, args),
        Command::Atlas(args) => commands::atlas::run(context, args),
        Command::Fingerprints(args) => commands::fingerprints::run(context, args),
        Command::Lab(args) => commands::lab::run(context, args),
        Command::Sweep(args) => commands::sweep::run(context, args, &cli.global),
        Command::Man(args) => commands::manual::man(args),
        Command::Completions(args) => commands::manual::completions(args),
    }
}
