//! `kakari catalog check`

use std::io::Write;

use super::CheckArgs;
use crate::outcome::{Failure, Outcome, complain};
use crate::source::{self, Refused};

/// Checks an edition file.
pub fn run(args: &CheckArgs, out: &mut impl Write) -> Result<Outcome, Failure> {
    let name = args.file.display();
    match source::read(&args.file) {
        Ok(catalog) => {
            let (label, edition) = (catalog.label(), catalog.edition());
            writeln!(out, "{name}: 誤りはありません。{label}({edition})、台帳の指紋 {}", catalog.fingerprint())?;
            Ok(Outcome::Clean)
        }
        Err(Refused::Wrong(errors)) => {
            for error in &errors {
                writeln!(out, "{}", source::at(&args.file, error))?;
            }
            Ok(Outcome::Errors)
        }
        Err(Refused::Unread(trouble)) => {
            complain(&format!("{name}: {trouble}"));
            Ok(Outcome::NotDone)
        }
    }
}
