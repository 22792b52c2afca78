//! Turns the edition files into JSON, which the program reads without a TOML reader. What they say is checked by the
//! tests of this crate; here only their syntax is.

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=editions");
    let out = env::var("OUT_DIR")?;
    for entry in fs::read_dir("editions")? {
        let path = entry?.path();
        let Some(name) = path.file_stem().and_then(|stem| stem.to_str()) else {
            continue;
        };
        let value: serde_json::Value =
            toml::from_str(&fs::read_to_string(&path)?).map_err(|error| format!("{}: {error}", path.display()))?;
        fs::write(Path::new(&out).join(format!("{name}.json")), value.to_string())?;
    }
    Ok(())
}
