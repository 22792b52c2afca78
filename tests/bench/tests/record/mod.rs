//! Counts that may fall and not rise.

#![allow(dead_code, reason = "not every test uses all of it")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

#[derive(Default, Deserialize)]
struct Record {
    /// What the counts depend on.
    made_by: String,
    counts: BTreeMap<String, u64>,
}

fn path(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

fn read(file: &str) -> Record {
    let text = fs::read_to_string(path(file)).unwrap_or_default();
    if text.is_empty() { Record::default() } else { toml::from_str(&text).expect("a record") }
}

fn is_update() -> bool {
    std::env::var_os("UPDATE").is_some()
}

/// Whether the record can be compared with what this maker gives; any maker may record anew.
pub fn is_made_by(file: &str, maker: &str) -> bool {
    is_update() || read(file).made_by == maker
}

/// Fails where a count is higher than recorded by more than so many percent, or is not recorded. With `UPDATE` set,
/// records all counts.
pub fn compare(file: &str, maker: &str, counts: &[(String, u64)], percent: u64) {
    if is_update() {
        let mut text = format!("# Written with UPDATE=1. May fall, not rise.\nmade_by = \"{maker}\"\n\n[counts]\n");
        for (name, count) in counts {
            let _ = writeln!(text, "\"{name}\" = {count}");
        }
        fs::write(path(file), text).expect("the record can be written");
        return;
    }
    let record = read(file);
    let mut risen = Vec::new();
    let (mut before, mut now) = (0, 0);
    for (name, count) in counts {
        let recorded = record.counts.get(name).copied().unwrap_or(0);
        (before, now) = (before + recorded, now + count);
        if *count > recorded + recorded * percent / 100 {
            risen.push(format!("{name}: {count}, recorded {recorded}"));
        }
    }
    assert!(risen.is_empty(), "more than {file} says; UPDATE=1 if it has to be:\n{}", risen.join("\n"));
    if now < before - before * percent / 100 {
        println!("{before} recorded, {now} now: UPDATE=1 keeps it there");
    }
}
