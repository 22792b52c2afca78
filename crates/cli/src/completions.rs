//! `kakari completions`: what a shell needs to complete commands and options, from their definition.

use std::io::Write;

use clap_complete::aot::{Bash, Fish, Generator, PowerShell, Zsh};

use crate::args::{CompletionsArgs, Shell, definition};
use crate::outcome::{Failure, Outcome};

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
