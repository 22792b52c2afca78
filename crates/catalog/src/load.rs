//! Reading an edition from its TOML file.

use std::fmt;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::{Catalog, Problem, Step};

/// What is wrong with an edition file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong, on one line.
    pub message: String,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}行{}列: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for LoadError {}

/// Reads and checks an edition file, and gives it as the JSON that [`Catalog::from_json`] reads.
pub fn to_json(text: &str) -> Result<String, Vec<LoadError>> {
    load_with_json(text).map(|(_, json)| json)
}

/// Reads and checks an edition file. All that is wrong is reported, in the order of the file; a file that is no TOML, or
/// whose members are not those of an edition, has nothing else to check yet.
pub fn load(text: &str) -> Result<Catalog, Vec<LoadError>> {
    load_with_json(text).map(|(catalog, _)| catalog)
}

fn load_with_json(text: &str) -> Result<(Catalog, String), Vec<LoadError>> {
    // A spreadsheet or an old editor puts it in front; positions are those that an editor shows.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return Err(in_order(errors.iter().map(|error| syntax(text, error)).collect()));
    }
    let place = |problems: Vec<Problem>| located(text, table.get_ref(), &problems);
    let value: serde_json::Value = toml::from_str(text).map_err(|error| vec![syntax(text, &error)])?;
    let json = value.to_string();
    let catalog = Catalog::from_json(&json).map_err(place)?;
    Ok((catalog, json))
}

fn syntax(text: &str, error: &toml::de::Error) -> LoadError {
    let (line, column) = position(text, error.span().map_or(0, |span| span.start));
    let what = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
    LoadError { line, column, message: format!("書き方の誤りがあります({what})") }
}

fn located(text: &str, table: &DeTable, problems: &[Problem]) -> Vec<LoadError> {
    let errors = problems
        .iter()
        .map(|problem| {
            let offset = span_of(table, &problem.path).map_or(0, |span| span.start);
            let (line, column) = position(text, offset);
            LoadError { line, column, message: problem.message.clone() }
        })
        .collect();
    in_order(errors)
}

fn in_order(mut errors: Vec<LoadError>) -> Vec<LoadError> {
    errors.sort_by_key(|error| (error.line, error.column));
    errors
}

/// The place of the deepest part of the path that exists in the text.
fn span_of(table: &DeTable, path: &[Step]) -> Option<Range<usize>> {
    let mut steps = path.iter();
    let Some(Step::Key(first)) = steps.next() else { return None };
    let mut here = table.get(first.as_str())?;
    for step in steps {
        let next = match (step, here.get_ref()) {
            (Step::Key(key), DeValue::Table(table)) => table.get(key.as_str()),
            (Step::Index(index), DeValue::Array(array)) => array.get(*index),
            _ => None,
        };
        let Some(next) = next else { break };
        here = next;
    }
    Some(here.span())
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
    fn a_file_as_json_is_the_same_catalogue() {
        for text in [R7, R8] {
            let read = Catalog::from_json(&to_json(text).expect("an edition")).expect("the same edition");
            let loaded = load(text).expect("an edition");
            assert_eq!((read.fingerprint(), read.items()), (loaded.fingerprint(), loaded.items()));
        }
        for text in ["", "[]", "{}", "{\"edition\":1}"] {
            assert!(Catalog::from_json(text).is_err(), "{text}");
        }
    }

    /// The first thing that is wrong in R7 as JSON after a replacement that must apply: its place and what it is.
    #[track_caller]
    fn wrong_in_json(from: &str, to: &str) -> (String, String) {
        let json = to_json(R7).expect("an edition");
        assert!(json.contains(from), "the edition has {from}");
        let problems = Catalog::from_json(&json.replacen(from, to, 1)).expect_err("refused");
        (problems[0].place(), problems[0].message().to_owned())
    }

    #[test]
    fn what_is_wrong_in_json_is_named_with_the_way_to_it() {
        let (place, message) = wrong_in_json("\"kind\":\"decimal1\"", "\"kind\":\"decimal2\"");
        assert!(place.starts_with("item[") && place.ends_with("].kind") && message.contains("decimal1"), "{place}");
        let (place, message) = wrong_in_json("\"areas\"", "\"aeras\"");
        assert!(place.starts_with("item[") && message.contains("aeras"), "{place}: {message}");
        let (place, message) = wrong_in_json("{", "{,");
        assert_eq!((place.as_str(), message.as_str()), ("", "1行目がJSONとして読めません"));
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
    fn a_condition_names_an_item_or_a_decision_and_what_it_can_be() {
        const LACKS: &str = "when = { decision = \"function1\", is = [\"lacks\"] }";
        let with = |condition: &str| R7.replacen(LACKS, condition, 1);
        for (condition, key) in [
            ("when = { decision = \"function1\", is = [\"has\"] }", "function1"),
            ("when = { decision = \"function2.ni\", is = [\"has\", \"lacks\"] }", "function2.ni"),
        ] {
            let catalog = load(&with(condition)).unwrap_or_else(|errors| panic!("{condition}: {errors:?}"));
            let when = catalog.item(Id::F1Willing).when.as_ref().expect("a condition");
            assert_eq!((when.function().map(crate::Function::key), when.item()), (Some(key), None));
        }
        for (condition, at, word) in [
            (
                "when = { decision = \"function1\", is = [\"yes\"] }",
                "{ decision = \"function1\", is = [\"yes\"] }",
                "「yes」",
            ),
            ("when = { decision = \"function3\", is = [\"has\"] }", "\"function3\"", "function2.ni"),
            (
                "when = { decision = \"function1\", item = \"f1.posted\", is = [\"has\"] }",
                "\"f1.posted\", is",
                "「item」",
            ),
            ("when = { is = [\"lacks\"] }", "{ is = [\"lacks\"] }", "「item」"),
        ] {
            refused(&with(condition), at, word);
        }
    }

    #[test]
    fn a_file_from_before_decisions_were_named_asks_for_the_intention_as_it_did() {
        let before = R7.replacen("when = { decision = \"function1\", is = [\"lacks\"] }", "role = \"remarks\"", 1);
        assert_ne!(before, R7);
        let (now, before) = (Catalog::builtin("R7").expect("R7"), load(&before).expect("a valid edition"));
        assert_eq!(before.item(Id::F1Willing).when, now.item(Id::F1Willing).when);
        assert!(before.items().iter().all(|item| item.id == "f1.willing" || now.items().contains(item)));
    }

    #[test]
    fn a_base_that_is_not_built_in_is_refused_with_its_place() {
        let errors = load(&R8.replace("\"R7\"", "\"R1\"")).expect_err("refused");
        let place = position(R8, R8.find("\"R7\"").expect("based_on"));
        assert_eq!((errors[0].line, errors[0].column), place);
    }

    /// The edited file is refused for exactly this, at the given part of the edited text.
    #[track_caller]
    fn refused(edited: &str, at: &str, word: &str) {
        let place = position(edited, edited.find(at).expect("the edited text has the place"));
        let errors = load(edited).expect_err("the edited file is refused");
        let found: Vec<_> = errors.iter().map(ToString::to_string).collect();
        assert!(
            errors.iter().any(|e| (e.line, e.column) == place && e.message.contains(word)),
            "{place:?}: {found:#?}"
        );
    }

    /// R8 with an option set of its own.
    fn r8_with(set: &str, options: &str) -> String {
        format!("{R8}\n[[option_set]]\nid = \"{set}\"\noptions = [\n{options}]\n")
    }

    const YES: &str = "  { key = \"yes\", code = \"1\", label = \"有り\", positive = true },\n";
    const NO: &str = "  { key = \"no\", code = \"0\", label = \"無し\" },\n";

    #[test]
    fn an_option_set_that_is_missing_is_refused_with_its_place() {
        refused(&R7.replacen("options = \"areas\"", "options = \"aeras\"", 1), "\"aeras\"", "選択肢の組「aeras」");
        let edited = R7.replacen("[[option_set]]\nid = \"B\"", "[[option_set]]\nid = \"BB\"", 1);
        refused(&edited, "\"B\"", "選択肢の組「B」");
    }

    #[test]
    fn a_condition_on_an_option_that_is_missing_is_refused_with_its_place() {
        let edited = R7.replacen("is = [\"partnered_24h\"]", "is = [\"partnered\"]", 1);
        refused(&edited, "{ item = \"f2ha.care\", is = [\"partnered\"]", "選択肢「partnered」がありません");
        let edited = R7.replacen("{ item = \"f2ha.care\"", "{ item = \"f2ha.cares\"", 1);
        refused(&edited, "{ item = \"f2ha.cares\"", "条件の項目「f2ha.cares」");
    }

    #[test]
    fn an_option_that_conditions_or_checks_need_is_missed_where_the_options_stand() {
        let edited = r8_with("A", &format!("{NO}  {{ key = \"maybe\", label = \"予定\" }},\n"));
        refused(&edited, "[\n  { key = \"no\"", "「f1.training.count」の条件");
        refused(&edited, "[\n  { key = \"no\"", "「f1.posted」の点検に使う選択肢「yes」");
        let edited = r8_with("areas", &format!("{NO}{YES}"));
        refused(&edited, "[\n  { key = \"no\"", "診療領域「14」");
    }

    #[test]
    fn a_code_or_key_used_twice_is_refused_with_its_place() {
        let twice = "  { key = \"also\", code = \"1\", label = \"も\" },\n";
        refused(&r8_with("A", &format!("{NO}{YES}{twice}")), "\"1\", label = \"も\"", "コード「1」が2つ");
        let twice = "  { key = \"yes\", code = \"9\", label = \"も\" },\n";
        refused(&r8_with("A", &format!("{NO}{YES}{twice}")), "\"yes\", code = \"9\"", "キー「yes」が2回");
    }

    #[test]
    fn nothing_that_needs_a_name_may_be_blank() {
        refused(
            &r8_with("A", &format!("{NO}{YES}  {{ key = \"later\", code = \"\", label = \"予定\" }},\n")),
            "\"\"",
            "空",
        );
        refused(&R8.replacen("\"R8\"", "\" \"", 1), "\" \"", "空");
    }

    #[test]
    fn an_item_stays_in_its_section() {
        let edited =
            R7.replacen("id = \"f1.posted\"\nsection = \"f1\"", "id = \"f1.posted\"\nsection = \"facility\"", 1);
        refused(&edited, "\"facility\"\ngroup = \"function\"", "「f1.posted」を区分「facility」");
    }

    #[test]
    fn all_that_is_wrong_is_reported_in_the_order_of_the_file() {
        let edited = R7
            .replacen("id = \"f1.posted\"", "id = \"f1.postd\"", 1)
            .replacen("options = \"areas\"", "options = \"aeras\"", 1)
            .replacen("is = [\"partnered_24h\"]", "is = [\"partnered\"]", 1);
        let errors = load(&edited).expect_err("refused");
        assert!(errors.is_sorted_by_key(|error| (error.line, error.column)), "{errors:#?}");
        for word in ["「f1.postd」", "「f1.posted」がありません", "「aeras」", "「partnered」"] {
            assert!(errors.iter().any(|error| error.message.contains(word)), "{word}: {errors:#?}");
        }
    }

    #[test]
    fn every_mistake_in_the_writing_is_reported_on_one_line() {
        let errors = load("edition = \"R7\nlabel = 令和\n[dates\nx = 1\n").expect_err("broken");
        assert!(errors.len() >= 3 && errors.is_sorted_by_key(|error| error.line), "{errors:#?}");
        assert!(errors.iter().all(|error| !error.message.contains('\n')), "{errors:#?}");
    }

    #[test]
    fn the_marks_and_line_ends_of_windows_change_nothing() {
        let windows = format!("\u{feff}{}", R8.replace('\n', "\r\n"));
        assert_eq!(load(&windows).expect("an edition").fingerprint(), load(R8).expect("an edition").fingerprint());
        refused(&windows.replace("label = ", "name = ").replace('\u{feff}', ""), "\"令和8年度報告\"", "「name」");
    }
}
