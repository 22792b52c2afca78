//! What the documents say is there: the tests that `SECURITY.md` names, links, every document in the index, the names that the
//! glossary gives, and the same in both languages of `CONTRIBUTING.md`.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

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

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// All files below a folder, by their paths from the top of the repository.
fn below(folder: &str) -> Result<BTreeSet<String>> {
    let mut files = BTreeSet::new();
    for entry in fs::read_dir(root().join(folder))? {
        let entry = entry?;
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            files.append(&mut below(&path)?);
        } else {
            files.insert(path);
        }
    }
    Ok(files)
}

/// The documents that people read in the repository.
fn documents() -> Result<BTreeSet<String>> {
    let mut all = below("docs")?;
    for entry in fs::read_dir(root())? {
        all.insert(entry?.file_name().to_string_lossy().into_owned());
    }
    all.extend(["tests/cases/README.md", "web/npm/README.md"].map(str::to_owned));
    all.retain(|name| Path::new(name).extension().is_some_and(|extension| extension == "md"));
    Ok(all)
}

/// The lines of a document outside its blocks of code, and the blocks.
fn parted(text: &str) -> (Vec<&str>, Vec<String>) {
    let (mut prose, mut blocks) = (Vec::new(), Vec::new());
    let mut block: Option<Vec<&str>> = None;
    for line in text.lines() {
        let is_fence = line.trim_start().starts_with("```");
        block = match (block.take(), is_fence) {
            (Some(lines), true) => {
                blocks.push(lines.join("\n"));
                None
            }
            (Some(mut lines), false) => {
                lines.push(line);
                Some(lines)
            }
            (None, true) => Some(vec![line]),
            (None, false) => {
                prose.push(line);
                None
            }
        };
    }
    (prose, blocks)
}

/// Where the links of a document lead, but those to other sites.
fn links(text: &str) -> Vec<String> {
    let (prose, _) = parted(text);
    let text = prose.join("\n");
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.filter(|target| !target.contains(':')).map(str::to_owned).collect()
}

/// The anchor that GitHub gives a heading.
fn anchor(heading: &str) -> String {
    let heading = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// What is wrong with a link that stands in a document.
fn broken(document: &str, target: &str) -> Option<&'static str> {
    let (path, wanted) = target.split_once('#').unwrap_or((target, ""));
    let own = root().join(document);
    let file = if path.is_empty() { own } else { own.parent()?.join(path) };
    if !file.exists() {
        return Some("no such file");
    }
    if wanted.is_empty() || file.extension()? != "md" {
        return None;
    }
    let text = fs::read_to_string(&file).ok()?;
    let (prose, _) = parted(&text);
    let found = prose.iter().any(|line| line.starts_with('#') && anchor(line) == wanted);
    (!found).then_some("no such heading")
}

#[test]
fn every_link_within_the_repository_leads_somewhere() -> Result {
    let mut seen = 0;
    for document in documents()? {
        for target in links(&fs::read_to_string(root().join(&document))?) {
            seen += 1;
            assert_eq!(broken(&document, &target), None, "{document}: {target}");
        }
    }
    assert!(seen > 60, "{seen}");
    assert_eq!(broken("docs/README.md", "../NOTHING.md"), Some("no such file"));
    assert_eq!(broken("docs/README.md", "hosting.md#nothing"), Some("no such heading"));
    assert_eq!(links("[a](b.md) `[c]`\n```\n[d](e.md)\n```\n[f](https://g)"), ["b.md"]);
    Ok(())
}

#[test]
fn the_index_names_every_document() -> Result {
    let index = fs::read_to_string(root().join("docs/README.md"))?;
    let named: BTreeSet<_> =
        links(&index).into_iter().filter_map(|link| Some(link.split('#').next()?.to_owned())).collect();
    let mut missing: Vec<_> =
        below("docs")?.into_iter().filter_map(|file| Some(file.strip_prefix("docs/")?.to_owned())).collect();
    missing.extend(
        ["README", "CONTRIBUTING", "ARCHITECTURE", "CHANGELOG", "PRIVACY", "SECURITY"]
            .map(|name| format!("../{name}.md")),
    );
    missing.retain(|file| file != "README.md" && !named.contains(file));
    assert!(missing.is_empty(), "docs/README.md does not name {missing:?}");
    Ok(())
}

/// What stands between backticks.
fn code(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

fn is_path(text: &str) -> bool {
    ["crates/", "web/", "tests/", "docs/", "fuzz/"].iter().any(|start| text.starts_with(start))
}

#[test]
fn the_glossary_gives_names_that_are_in_the_code_and_places_that_are_cited() -> Result {
    let glossary = fs::read_to_string(root().join("docs/glossary.md"))?;
    let mut rules = String::new();
    for file in below("crates/sources/src")?.into_iter().chain(below("crates/rules/src")?) {
        rules += &fs::read_to_string(root().join(file))?;
    }
    let (mut names, mut places) = (0, 0);
    for row in glossary.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| ---")) {
        let cells: Vec<_> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [term, _, source, code_names] = cells[..] else { panic!("{row}") };
        let mut open = Vec::new();
        for token in code(code_names) {
            if !is_path(token) {
                open.push(token);
                continue;
            }
            let path = root().join(token);
            assert!(path.exists(), "{term}: {token}");
            for name in open.drain(..) {
                names += 1;
                assert!(fs::read_to_string(&path)?.contains(name), "{term}: {token} has no {name}");
            }
        }
        if let Some(place) = source.strip_prefix("医療法施行規則 ").or_else(|| source.strip_prefix("医療法 "))
        {
            places += 1;
            assert!(rules.contains(&format!("\"{place}\"")), "{term}: {place} is cited nowhere");
        }
    }
    assert!(names > 50 && places > 15, "{names} names, {places} places");
    Ok(())
}

/// What has to be the same in both languages: the levels of headings, blocks of code, first cells of tables, points of lists.
fn skeleton(text: &str) -> (Vec<String>, Vec<String>) {
    let (prose, blocks) = parted(text);
    let bones = prose.iter().filter_map(|line| {
        let cell = line.strip_prefix("| `").and_then(|rest| rest.split(" | ").next());
        let number = line.split_once(". ").map(|(number, _)| number).filter(|number| number.parse::<u8>().is_ok());
        match cell.or(number) {
            Some(bone) => Some(bone.to_owned()),
            None if line.starts_with('#') => Some(line.chars().take_while(|c| *c == '#').collect()),
            None if line.starts_with("- ") => Some("-".to_owned()),
            None => None,
        }
    });
    (bones.collect(), blocks)
}

#[test]
fn how_to_contribute_is_said_alike_in_both_languages() -> Result {
    let [japanese, english] =
        ["CONTRIBUTING.md", "CONTRIBUTING.en.md"].map(|name| fs::read_to_string(root().join(name)));
    let (japanese, english) = (skeleton(&japanese?), skeleton(&english?));
    assert_eq!(japanese.0, english.0);
    assert_eq!(japanese.1, english.1);
    assert!(japanese.0.len() > 35 && japanese.1.len() > 12, "{japanese:?}");
    Ok(())
}

#[test]
fn what_contributors_are_led_to_is_there() -> Result {
    // Made in the example.
    const NEW: [&str; 2] = ["crates/rules/src/k1/k117.rs", "tests/e2e/posted.test.mjs"];
    let mut documents = below("docs/decisions")?;
    documents.insert("CONTRIBUTING.md".to_owned());
    for document in documents {
        let text = fs::read_to_string(root().join(&document))?;
        let (prose, _) = parted(&text);
        for path in code(&prose.join("\n")).into_iter().filter(|path| is_path(path)) {
            let known = root().join(path).exists() || NEW.contains(&path) || path == "tests/e2e/out/";
            assert!(known, "{document}: {path}");
        }
    }
    Ok(())
}
