//! Writes the schemas, and drafts with what the engine says of each, into a folder. `tests/schema` holds ajv against them.

#[path = "../tests/support/mod.rs"]
mod support;

use std::io::Write;
use std::{env, error::Error, fs, path::PathBuf};

use kakari_catalog::Catalog;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args_os().nth(1).ok_or("usage: verdicts FOLDER")?);
    fs::create_dir_all(&folder)?;
    let catalogs: Vec<_> = Catalog::builtin_editions().rev().filter_map(Catalog::builtin).collect();
    for catalog in &catalogs {
        let name = format!("{}.schema.json", catalog.edition());
        fs::write(folder.join(name), kakari_schema::text(catalog))?;
    }
    let mut out = std::io::BufWriter::new(fs::File::create(folder.join("drafts.jsonl"))?);
    for sample in support::samples(&catalogs) {
        let edition = catalogs[sample.catalog].edition();
        let line = serde_json::json!({"edition": edition, "draft": sample.text, "faults": sample.faults});
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}
