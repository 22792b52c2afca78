//! How a run ends.

use std::io;
use std::process::ExitCode;

use crate::terminal::Text;

/// How it went; of several files the worst counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// No errors.
    Clean,
    /// Errors were found.
    Errors,
    /// A file could not be read, or is no draft, or there is no such code: nothing was done for it.
    NotDone,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Clean => Self::SUCCESS,
            Outcome::Errors => Self::from(1),
            Outcome::NotDone => Self::from(2),
        }
    }
}

/// Why a run could not go on.
#[derive(Debug)]
pub enum Failure {
    /// What was found could not be written.
    Output(io::Error),
    /// The program was built without a catalogue.
    NoEdition,
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Failure {
    /// Says what happened. A reader that has seen enough (`| head`) is no trouble worth a word.
    pub fn report(&self) -> ExitCode {
        match self {
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            Self::Output(error) => complain(&format!("結果を書き出せません({error})。")),
            Self::NoEdition => complain("内蔵の台帳を読めません。プログラムが壊れています。"),
        }
        Outcome::NotDone.into()
    }
}

/// A word to the person at the terminal.
pub fn complain(message: &str) {
    use io::Write as _;
    // When even this cannot be written, there is nobody left to tell.
    let _ = writeln!(Text::new(io::stderr()), "kakari: {message}");
}
