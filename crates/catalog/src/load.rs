//! Reading an edition from its TOML file.

use std::fmt;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::fingerprint::fingerprint;
use crate::{Catalog, Problem, Step, base_edition, builtin, check, read_json};

/// What is wrong with an edition file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}行{}列: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for LoadError {}

/// Reads and checks an edition file. All that is wrong is reported, in the order of the file.
pub fn load(text: &str) -> Result<Catalog, Vec<LoadError>> {
    let value: serde_json::Value = toml::from_str(text).map_err(|error| vec![syntax(text, &error)])?;
    let json = value.to_string();
    let place = |problems: Vec<Problem>| {
        let mut errors: Vec<_> = problems.iter().map(|problem| located(text, problem)).collect();
        errors.sort_by_key(|error| (error.line, error.column));
        errors
    };
    let file = read_json(&json).map_err(place)?;
    let (base, base_json) = match &file.based_on {
        None => (None, ""),
        Some(name) => (Some(base_edition(name).map_err(place)?), builtin(name).map_or("", |base| base.json)),
    };
    let fingerprint = fingerprint([base_json.as_bytes(), json.as_bytes()]);
    let problems = check::file(&file);
    if !problems.is_empty() {
        return Err(place(problems));
    }
    let catalog = Catalog::assemble(base, file.clone(), fingerprint).map_err(place)?;
    let problems = check::catalog(&catalog, &file);
    if problems.is_empty() { Ok(catalog) } else { Err(place(problems)) }
}

fn syntax(text: &str, error: &toml::de::Error) -> LoadError {
    let (line, column) = position(text, error.span().map_or(0, |span| span.start));
    LoadError { line, column, message: format!("書き方の誤りがあります({})", error.message()) }
}

fn located(text: &str, problem: &Problem) -> LoadError {
    let offset = span_of(text, &problem.path).map_or(0, |span| span.start);
    let (line, column) = position(text, offset);
    LoadError { line, column, message: problem.message.clone() }
}

/// The place of the deepest part of the path that exists in the text.
fn span_of(text: &str, path: &[Step]) -> Option<Range<usize>> {
    let table = DeTable::parse(text).ok()?;
    let mut span = None;
    let mut here = DeValue::Table(table.into_inner());
    for step in path {
        let next = match (step, here) {
            (Step::Key(key), DeValue::Table(mut table)) => table.remove(key.as_str()),
            (Step::Index(index), DeValue::Array(array)) => array.into_iter().nth(*index),
            _ => None,
        };
        let Some(next) = next else { break };
        span = Some(next.span());
        here = next.into_inner();
    }
    span
}

/// Line and column, both from 1, of a byte offset.
fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Catalog, Id};

    const R7: &str = include_str!("../editions/R7.toml");
    const R8: &str = include_str!("../editions/R8.toml");

    /// The errors of R7 after a replacement that must apply.
    #[track_caller]
    fn errors_after(from: &str, to: &str) -> Vec<LoadError> {
        assert!(R7.contains(from), "the file has {from:?}");
        load(&R7.replacen(from, to, 1)).expect_err("the edited file is refused")
    }

    /// The line and column of `needle` in R7 as edited.
    fn place_of(from: &str, to: &str, needle: &str) -> (usize, usize) {
        let edited = R7.replacen(from, to, 1);
        position(&edited, edited.find(needle).expect("needle"))
    }

    #[test]
    fn the_builtin_files_load_and_are_what_is_built_in() {
        for (name, text) in [("R7", R7), ("R8", R8)] {
            let loaded = load(text).unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
            let builtin = Catalog::builtin(name).expect("built-in");
            assert_eq!(loaded.fingerprint(), builtin.fingerprint());
            assert_eq!(loaded.items(), builtin.items());
        }
    }

    #[test]
    fn broken_toml_is_refused_with_its_place() {
        let errors = load("edition = \"R7\"\nlabel = \n").expect_err("broken");
        assert_eq!((errors.len(), errors[0].line), (1, 2));
    }

    #[test]
    fn a_wrong_item_id_is_refused_with_its_place() {
        let (from, to) = ("id = \"f1.posted\"", "id = \"f1.postd\"");
        let errors = errors_after(from, to);
        let place = place_of(from, to, "\"f1.postd\"");
        assert!(errors.iter().any(|e| (e.line, e.column) == place && e.message.contains("f1.postd")), "{errors:?}");
    }

    #[test]
    fn an_unknown_member_is_refused_with_its_place() {
        let (from, to) = ("id = \"f1.posted\"", "identifier = 1\nid = \"f1.posted\"");
        let errors = errors_after(from, to);
        assert_eq!(errors[0].line, place_of(from, to, "identifier = 1").0, "{errors:?}");
    }

    #[test]
    fn an_unknown_source_is_refused() {
        let errors = errors_after("\"manual PDF p.62\"", "\"manuel PDF p.62\"");
        assert!(errors[0].message.contains("manuel"), "{errors:?}");
    }

    #[test]
    fn a_choice_can_be_added_and_a_code_corrected_without_rust() {
        let edited = format!(
            "{R8}\n[[option_set]]\nid = \"A\"\noptions = [\n  {{ key = \"no\", code = \"0\", label = \"無し\" }},\n  \
             {{ key = \"yes\", code = \"9\", label = \"有り\", positive = true }},\n  \
             {{ key = \"later\", code = \"2\", label = \"予定\" }},\n]\n"
        );
        let catalog = load(&edited).expect("a valid edition");
        let item = catalog.item(Id::F1Generalist);
        assert_eq!(catalog.option(item, "yes").and_then(|o| o.code.as_deref()), Some("9"));
        assert!(catalog.option(item, "later").is_some());
        assert_ne!(catalog.fingerprint(), Catalog::builtin("R8").expect("R8").fingerprint());
    }

    #[test]
    fn a_base_that_is_not_built_in_is_refused_with_its_place() {
        let errors = load(&R8.replace("\"R7\"", "\"R1\"")).expect_err("refused");
        let place = position(R8, R8.find("\"R7\"").expect("based_on"));
        assert_eq!((errors[0].line, errors[0].column), place);
    }
}
