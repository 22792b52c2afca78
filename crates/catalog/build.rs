//! Turns the edition files into JSON, which the program reads without a TOML reader. What they say is checked by the
//! tests of this crate; here only their syntax is.
//!
//! Without the feature `prose` the words that only a screen shows are left out; the fingerprint is that of the whole.

use std::{env, error::Error, fs, path::Path};

use fingerprint::{NOTHING, fingerprint, written};
use serde_json::Value;

#[path = "src/fingerprint.rs"]
mod fingerprint;

/// Members of items, options, sections and groups that a check does not need.
const PROSE: &[&str] = &["help", "not_needed", "kana", "formal", "facts", "fact", "law"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=editions");
    println!("cargo::rerun-if-changed=src/fingerprint.rs");
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    let keep_prose = env::var_os("CARGO_FEATURE_PROSE").is_some();
    for entry in fs::read_dir("editions")? {
        let path = entry?.path();
        let Some(name) = path.file_stem().and_then(|stem| stem.to_str()) else { continue };
        let mut value = read(&path)?;
        let base = match value.get("based_on").and_then(Value::as_str) {
            Some(base) => read(&path.with_file_name(format!("{base}.toml")))?.to_string(),
            None => String::new(),
        };
        let print = fingerprint(fingerprint(NOTHING, base.as_bytes()), value.to_string().as_bytes());
        fs::write(out.join(format!("{name}.fingerprint")), written(print))?;
        if !keep_prose {
            leave_out_prose(&mut value);
        }
        fs::write(out.join(format!("{name}.json")), value.to_string())?;
    }
    Ok(())
}

fn read(path: &Path) -> Result<Value, Box<dyn Error>> {
    Ok(toml::from_str(&fs::read_to_string(path)?).map_err(|error| format!("{}: {error}", path.display()))?)
}

fn leave_out_prose(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| !PROSE.contains(&name.as_str()));
            members.values_mut().for_each(leave_out_prose);
        }
        Value::Array(list) => list.iter_mut().for_each(leave_out_prose),
        _ => {}
    }
}
