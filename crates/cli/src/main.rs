//! `kakari`: the checks of the かかりつけ医機能報告 on the command line.

mod args;
mod catalog;
mod check;
mod clock;
mod completions;
mod config;
mod explain;
mod explained;
mod fhir;
mod human;
mod import;
mod input;
mod make;
mod manual;
mod outcome;
mod output;
mod paint;
mod reference;
mod schema;
mod serve;
mod source;
mod terminal;
mod verify;
mod year;

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use kakari_rules::Editions;

use args::Command;
use outcome::{Failure, Outcome};
use terminal::Text;

fn main() -> ExitCode {
    let command = match args::read() {
        Ok(command) => command,
        Err(code) => return code,
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let result = match command {
        // Files, which hold whatever belongs in them.
        Command::Notice(_) | Command::Transcribe(_) | Command::Completions(_) | Command::Manual => {
            finished(&command, &mut out)
        }
        _ => finished(&command, &mut Text::new(out)),
    };
    match result {
        Ok(outcome) => outcome.into(),
        Err(failure) => failure.report(),
    }
}

fn finished(command: &Command, out: &mut impl Write) -> Result<Outcome, Failure> {
    let outcome = run(command, out)?;
    out.flush()?;
    Ok(outcome)
}

fn run(command: &Command, out: &mut impl Write) -> Result<Outcome, Failure> {
    let editions = Editions::builtin().ok_or(Failure::NoEdition)?;
    match command {
        Command::Check(args) => check::run(args, &editions, out),
        Command::Explain(args) => explain::run(args, &editions, out),
        Command::Notice(args) => make::notice(args, &editions, out),
        Command::Transcribe(args) => make::transcription(args, &editions, out),
        Command::Import(args) => import::run(args, &editions, out),
        Command::CarryOver(args) => year::run(args, out),
        Command::Differences(args) => year::compare(args, &editions, out),
        Command::Catalog(args) => catalog::run(args, &editions, out),
        Command::Schema(args) => schema::run(args, &editions, out),
        Command::Config { command } => config::run(command, &editions, out),
        Command::Fhir { command } => fhir::run(command, &editions, out),
        Command::Serve(args) => serve::run(args, out),
        Command::Verify(args) => verify::run(args, out),
        Command::Completions(args) => completions::run(args, out),
        Command::Manual => manual::run(out),
    }
}
