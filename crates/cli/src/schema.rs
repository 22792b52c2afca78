//! `kakari schema`

use std::io::Write;

use clap::Args;
use kakari_rules::Editions;

use crate::outcome::{Failure, Outcome};
use crate::source::Which;

/// `kakari schema`
#[derive(Debug, Args)]
pub struct SchemaArgs {
    #[command(flatten)]
    which: Which,
}

/// Writes the schema of a draft for an edition.
pub fn run(args: &SchemaArgs, editions: &Editions, out: &mut impl Write) -> Result<Outcome, Failure> {
    let Some(catalog) = args.which.choose(editions) else {
        return Ok(Outcome::NotDone);
    };
    out.write_all(kakari_schema::text(&catalog).as_bytes())?;
    Ok(Outcome::Clean)
}
