//! What differs between two editions, fact by fact.

use kakari_draft::Value;

use crate::{Catalog, ChoiceOption, Property};

/// What a difference is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The edition as a whole.
    Edition,
    /// The section of this id.
    Section(String),
    /// A group: ids of section and group.
    Group(String, String),
    /// The item of this id.
    Item(String),
    /// An option: id of the item and key of the option.
    Option(String, String),
}

/// What happened to it.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// It is new, with this name.
    Added(String),
    /// It is gone; it had this name.
    Removed(String),
    /// A fact about it changed; `null` on the side that says nothing.
    Changed {
        /// [`Property::name`]
        name: &'static str,
        /// [`Property::label`]
        label: &'static str,
        /// Before.
        before: Value,
        /// After.
        after: Value,
    },
}

/// A difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What it is about.
    pub subject: Subject,
    /// What happened.
    pub what: What,
}

/// What differs from one edition to another, in the order of the form: the edition itself, sections and groups, items
/// with their options. Every edition has the same items, so items change and are never new or gone.
pub fn diff(before: &Catalog, after: &Catalog) -> Vec<Change> {
    let mut changes = Changes::default();
    changes.compare(&Subject::Edition, before.properties(), after.properties());
    changes.order(&Subject::Edition, "item", "項目の順序", ids(before, after), ids(after, before));

    let section = |section: &crate::Section| (section.id.clone(), section.label.clone());
    let pairs = changes.pair(before.sections(), after.sections(), section, Subject::Section);
    for (old, new) in pairs {
        changes.compare(&Subject::Section(old.id.clone()), old.properties(), new.properties());
        let named = |group: &crate::Group| (group.id.clone(), group.label.clone());
        let subject = |group| Subject::Group(old.id.clone(), group);
        for (old_group, new_group) in changes.pair(&old.groups, &new.groups, named, subject) {
            changes.compare(&subject(old_group.id.clone()), old_group.properties(), new_group.properties());
        }
    }

    for old in before.items() {
        let Some((_, new)) = after.find(&old.id) else { continue };
        let item = Subject::Item(old.id.clone());
        changes.compare(&item, old.properties(), new.properties());
        let (old_options, new_options) = (before.options(old), after.options(new));
        let named = |option: &ChoiceOption| (option.key.clone(), option.label.clone());
        let subject = |key| Subject::Option(old.id.clone(), key);
        let pairs = changes.pair(old_options, new_options, named, subject);
        changes.order(&item, "option", "選択肢の順序", keys(old_options, new_options), keys(new_options, old_options));
        for (old_option, new_option) in pairs {
            changes.compare(&subject(old_option.key.clone()), old_option.properties(), new_option.properties());
        }
    }
    changes.list
}

/// The ids of the items of one that the other has too, in the order of the one.
fn ids<'a>(of: &'a Catalog, other: &Catalog) -> Vec<&'a str> {
    of.items().iter().map(|item| item.id.as_str()).filter(|id| other.find(id).is_some()).collect()
}

fn keys<'a>(of: &'a [ChoiceOption], other: &[ChoiceOption]) -> Vec<&'a str> {
    of.iter().map(|option| option.key.as_str()).filter(|key| other.iter().any(|own| own.key == *key)).collect()
}

#[derive(Default)]
struct Changes {
    list: Vec<Change>,
}

impl Changes {
    /// The facts of a thing that is in both.
    fn compare(&mut self, subject: &Subject, before: Vec<Property>, after: Vec<Property>) {
        for (old, new) in before.into_iter().zip(after).filter(|(old, new)| old.value != new.value) {
            let (name, label) = (old.name, old.label);
            let what = What::Changed { name, label, before: old.value, after: new.value };
            self.list.push(Change { subject: subject.clone(), what });
        }
    }

    /// Says what is in one alone, and gives what is in both, in the order of the first.
    fn pair<'a, T>(
        &mut self,
        before: &'a [T],
        after: &'a [T],
        named: impl Fn(&T) -> (String, String),
        subject: impl Fn(String) -> Subject,
    ) -> Vec<(&'a T, &'a T)> {
        let same = |one: &T, other: &T| named(one).0 == named(other).0;
        for old in before.iter().filter(|old| !after.iter().any(|new| same(old, new))) {
            let (id, name) = named(old);
            self.list.push(Change { subject: subject(id), what: What::Removed(name) });
        }
        for new in after.iter().filter(|new| !before.iter().any(|old| same(old, new))) {
            let (id, name) = named(new);
            self.list.push(Change { subject: subject(id), what: What::Added(name) });
        }
        before.iter().filter_map(|old| Some((old, after.iter().find(|new| same(old, new))?))).collect()
    }

    /// The order of what is in both.
    fn order(
        &mut self,
        subject: &Subject,
        name: &'static str,
        label: &'static str,
        before: Vec<&str>,
        after: Vec<&str>,
    ) {
        if before != after {
            let list = |texts: Vec<&str>| Value::Array(texts.into_iter().map(Value::from).collect());
            let what = What::Changed { name, label, before: list(before), after: list(after) };
            self.list.push(Change { subject: subject.clone(), what });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;

    const R7: &str = include_str!("../editions/R7.toml");
    const R8: &str = include_str!("../editions/R8.toml");

    fn builtin(name: &str) -> Catalog {
        Catalog::builtin(name).expect("built-in")
    }

    /// Each change as one line.
    fn lines(before: &Catalog, after: &Catalog) -> Vec<String> {
        let line = |change: Change| {
            let subject = match change.subject {
                Subject::Edition => "edition".to_owned(),
                Subject::Section(id) | Subject::Item(id) => id,
                Subject::Group(section, id) | Subject::Option(section, id) => format!("{section}/{id}"),
            };
            let json = |value: Value| {
                let mut root = kakari_draft::Draft::new("");
                root.set("x", Some(value));
                let line = root.to_line();
                line[line.find("\"x\":").map_or(0, |at| at + 4)..line.len() - 2].to_owned()
            };
            match change.what {
                What::Added(name) => format!("+ {subject} {name}"),
                What::Removed(name) => format!("- {subject} {name}"),
                What::Changed { name, before, after, .. } => {
                    format!("* {subject} {name} {} {}", json(before), json(after))
                }
            }
        };
        diff(before, after).into_iter().map(line).collect()
    }

    #[test]
    fn an_edition_does_not_differ_from_itself() {
        assert_eq!(lines(&builtin("R7"), &builtin("R7")), [""; 0]);
    }

    #[test]
    fn the_builtin_editions_differ_in_name_and_dates() {
        let lines = lines(&builtin("R7"), &builtin("R8"));
        assert_eq!(lines.len(), 7, "{lines:#?}");
        assert_eq!(lines[0], r#"* edition edition "R7" "R8""#);
        assert_eq!(lines[3], r#"* edition dates.as_of "2026-01-01" "2027-01-01""#);
        assert!(lines[6].contains(r#"{"from":"2026-01-01","to":"2026-03-31"} {"from":"2027-01-01""#), "{}", lines[6]);
    }

    #[test]
    fn a_code_that_was_corrected_shows_at_every_item_that_has_it() {
        let edited = format!(
            "{R8}\n[[option_set]]\nid = \"D\"\noptions = [\n  {{ key = \"yes\", code = \"1\", label = \"有り\", \
             positive = true }},\n  {{ key = \"in_house_only\", code = \"0\", label = \"無し(院内処方のみ)\" }},\n  \
             {{ key = \"later\", label = \"予定\" }},\n]\n"
        );
        let edited = load(&edited).expect("a valid edition");
        assert_eq!(
            lines(&builtin("R8"), &edited),
            [
                "- f1.medication/no 無し(意向無し)",
                "- f1.medication/willing 無し(意向有り)",
                "+ f1.medication/later 予定",
                r#"* f1.medication option ["in_house_only","yes"] ["yes","in_house_only"]"#,
                r#"* f1.medication/yes code "3" "1""#,
            ]
        );
    }

    #[test]
    fn what_is_said_of_items_sections_and_groups_shows() {
        let edited = R7
            .replacen("number = \"3\"", "number = \"13\"", 1)
            .replacen("facts = { number = \"inferred\"", "facts = { number = \"manual PDF p.99\"", 1)
            .replacen("title = \"日常的な診療を総合的かつ継続的に行う機能\"", "title = \"日常の診療\"", 1)
            .replacen("  { id = \"dx\", label = \"情報基盤\"", "  { id = \"dx\", label = \"基盤\"", 1);
        let lines = lines(&builtin("R7"), &load(&edited).expect("a valid edition"));
        assert_eq!(lines.len(), 4, "{lines:#?}");
        assert!(lines[0].starts_with("* f1 title "), "{}", lines[0]);
        assert_eq!(lines[1], r#"* f1/dx label "情報基盤" "基盤""#);
        assert!(lines.iter().any(|line| line.contains(r#"number "3" "13""#)), "{lines:#?}");
        let fact = r#"facts.number {"grade":"inferred"} {"grade":"manual","source":"manual","place":"PDF p.99"}"#;
        assert!(lines.iter().any(|line| line.contains(fact)), "{lines:#?}");
    }

    #[test]
    fn forwards_and_backwards_say_the_same() {
        let (r7, r8) = (builtin("R7"), builtin("R8"));
        assert_eq!(diff(&r7, &r8).len(), diff(&r8, &r7).len());
    }
}
