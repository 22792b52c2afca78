//! With the feature `embedded`: writes the list of the app's files, which the program then holds.
//!
//! `cargo xtask package` builds the app first; whoever calls cargo directly says where it is in `KAKARI_DIST`.

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed=KAKARI_DIST");
    let list = if env::var_os("CARGO_FEATURE_EMBEDDED").is_some() { embedded()? } else { "[]".to_owned() };
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("no OUT_DIR")?);
    Ok(fs::write(out.join("embedded.rs"), list)?)
}

/// The files as an expression in Rust, in order of path. Of a file with a packed copy only the copy goes in.
fn embedded() -> Result<String, Box<dyn Error>> {
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("no CARGO_MANIFEST_DIR")?);
    let dist = env::var_os("KAKARI_DIST").map_or_else(|| manifest.join("../../dist"), PathBuf::from);
    println!("cargo::rerun-if-changed={}", dist.display());
    if !dist.join("index.html").is_file() {
        return Err(
            format!("{} にアプリがありません。先に cargo xtask build を実行してください。", dist.display()).into()
        );
    }
    let mut files = BTreeMap::new();
    collect(&fs::canonicalize(&dist)?, "", &mut files)?;
    let mut list = "[\n".to_owned();
    for (path, place) in &files {
        if path.strip_suffix(".gz").is_some_and(|plain| files.contains_key(plain)) {
            continue;
        }
        let packed = files.get(&format!("{path}.gz"));
        let content = packed.unwrap_or(place).to_str().ok_or("a path that is not UTF-8")?;
        let is_packed = packed.is_some();
        writeln!(
            list,
            "kakari_hosting::Embedded {{ path: {path:?}, content: include_bytes!({content:?}), is_packed: {is_packed} }},"
        )?;
    }
    list.push(']');
    Ok(list)
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_str().ok_or("a name that is not UTF-8")?);
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.insert(name, entry.path());
        }
    }
    Ok(())
}
