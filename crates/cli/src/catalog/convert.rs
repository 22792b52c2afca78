//! `kakari catalog convert`

use std::io::Write;

use kakari_catalog::load::to_json;

use super::CheckArgs;
use crate::input;
use crate::outcome::{Failure, Outcome, complain};
use crate::source;

/// Writes an edition file as the JSON that programs read (`Catalog::from_json`, and `Catalog.fromJson` in JavaScript).
pub fn run(args: &CheckArgs, out: &mut impl Write) -> Result<Outcome, Failure> {
    let name = args.file.display();
    let text = match input::whole(&args.file) {
        Ok(text) => text,
        Err(trouble) => {
            complain(&format!("{name}: {trouble}"));
            return Ok(Outcome::NotDone);
        }
    };
    match to_json(&text) {
        // Without the end of a line: the fingerprint is that of the text.
        Ok(json) => {
            write!(out, "{json}")?;
            Ok(Outcome::Clean)
        }
        Err(errors) => {
            for error in &errors {
                complain(&source::at(&args.file, error));
            }
            Ok(Outcome::Errors)
        }
    }
}
