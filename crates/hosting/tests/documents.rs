//! What `SECURITY.md` says is tested is tested.

mod common;

use std::fs;
use std::path::Path;

use common::Result;

/// Each test that the document names: its file and its name.
fn named(document: &str) -> Vec<(&str, &str)> {
    let mut all = Vec::new();
    for row in document.lines().filter(|line| line.starts_with("| ")) {
        let tests = row.trim_end_matches(" |").rsplit(" | ").next().unwrap_or_default();
        let mut file = "";
        let mut rest = tests;
        while let Some(at) = rest.find(['`', '「']) {
            let (mark, close) = if rest[at..].starts_with('`') { ('`', '`') } else { ('「', '」') };
            let inner = &rest[at + mark.len_utf8()..];
            let end = inner.find(close).unwrap_or(inner.len());
            if mark == '`' {
                file = &inner[..end];
            } else {
                all.push((file, &inner[..end]));
            }
            rest = inner.get(end + close.len_utf8()..).unwrap_or_default();
        }
    }
    all
}

#[test]
fn every_test_that_is_named_is_there() -> Result {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let document = fs::read_to_string(root.join("SECURITY.md"))?;
    let named = named(&document);
    assert!(named.len() > 25, "{}", named.len());
    for (file, name) in named {
        let text = fs::read_to_string(root.join(file)).map_err(|error| format!("{file}: {error}"))?;
        let is_there = if Path::new(file).extension().is_some_and(|extension| extension == "rs") {
            text.contains(&format!("fn {name}()"))
        } else {
            ["scenario('", "scenario(`", "test('"].iter().any(|begin| text.contains(&format!("{begin}{name}")))
        };
        assert!(is_there, "{file}: {name}");
    }
    Ok(())
}

#[test]
fn every_row_of_the_threats_names_a_test() -> Result {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let document = fs::read_to_string(root.join("SECURITY.md"))?;
    let rows = document.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| ---")).skip(1);
    for row in rows {
        assert!(!named(row).is_empty(), "{row}");
    }
    Ok(())
}
