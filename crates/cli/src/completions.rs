//! `kakari completions`: what a shell needs to complete commands and options, from their definition.

use std::io::Write;

use clap::{Args, ValueEnum};
use clap_complete::aot::{Bash, Fish, Generator, PowerShell, Zsh};

use crate::args::{ARGUMENTS, choices, definition};
use crate::outcome::{Failure, Outcome};

/// `kakari completions`
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    #[arg(value_enum, value_name = "シェル", hide_possible_values = true,
        help = choices("シェル", None::<&Shell>), help_heading = ARGUMENTS)]
    pub shell: Shell,
}

/// For which shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    Bash,
    Zsh,
    Fish,
    Powershell,
}

/// Writes the script for one shell.
pub fn run(args: &CompletionsArgs, out: &mut impl Write) -> Result<Outcome, Failure> {
    match args.shell {
        Shell::Bash => write(&Bash, out),
        Shell::Zsh => write(&Zsh, out),
        Shell::Fish => write(&Fish, out),
        Shell::Powershell => write(&PowerShell, out),
    }
}

fn write(shell: &impl Generator, out: &mut impl Write) -> Result<Outcome, Failure> {
    shell.try_generate(&definition(), out)?;
    Ok(Outcome::Clean)
}
