//! `man` and `completions`: what packagers install beside the program.

use std::path::PathBuf;

use clap::Args;
use clap_complete::Shell;

/// Write the manual pages, one a command
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  coinsift man --out share/man/man1
  coinsift man | man -l -
")]
pub struct ManArgs {
    /// Write a page a command into this folder [default: the page of coinsift to standard output]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// Write a shell's completions to standard output
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  coinsift completions bash > /etc/bash_completion.d/coinsift
  coinsift completions zsh > ~/.zfunc/_coinsift
")]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}
