//! `coinsift man` and `coinsift completions`, generated from the one definition of the command line.

use std::io::{self, Write as _};

use clap::CommandFactory as _;
use clap_mangen::Man;

use crate::args::{Cli, CompletionsArgs, ManArgs};
use crate::exit::{Failure, Outcome};
use crate::output;
use crate::survey::runtime;

/// Writes the manual.
pub fn man(args: &ManArgs) -> Result<Outcome, Failure> {
    let failure = |error: io::Error| runtime("runtime-output", &error);
    let mut command = Cli::command();
    command.build();
    match &args.out {
        None => {
            let mut page = Vec::new();
            Man::new(command).render(&mut page).map_err(failure)?;
            written(&page)?;
        }
        Some(dir) => {
            std::fs::create_dir_all(dir).map_err(failure)?;
            clap_mangen::generate_to(command, dir).map_err(failure)?;
        }
    }
    Ok(Outcome::default())
}

/// Writes a shell's completions.
pub fn completions(args: &CompletionsArgs) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "coinsift", &mut script);
    written(&script)?;
    Ok(Outcome::default())
}

/// A reader that has gone away is no error of ours; a full disk is.
fn written(bytes: &[u8]) -> Result<(), Failure> {
    let written = io::stdout().write_all(bytes).or_else(output::gone);
    written.map_err(|error| runtime("runtime-output", &error))
}
