//! An edition as a list of named facts, for whoever shows all of them or compares them.
//!
//! Written out once, so that what is shown and what is compared cannot drift apart.

use kakari_draft::{Object, Value};

use crate::{Catalog, ChoiceOption, Fact, Function, Group, Item, PeriodKey, Posting, Role, Section, Span, When};

/// A named fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Property {
    /// Its name in edition files.
    pub name: &'static str,
    /// Its name for a reader.
    pub label: &'static str,
    /// What is stated; `null` where nothing is.
    pub value: Value,
}

fn property(name: &'static str, label: &'static str, value: impl Stated) -> Property {
    Property { name, label, value: value.stated() }
}

/// What can be stated.
trait Stated {
    fn stated(self) -> Value;
}

impl Stated for &str {
    fn stated(self) -> Value {
        Value::from(self)
    }
}

impl Stated for bool {
    fn stated(self) -> Value {
        Value::Bool(self)
    }
}

impl Stated for &[String] {
    fn stated(self) -> Value {
        Value::Array(self.iter().map(|text| Value::from(text.as_str())).collect())
    }
}

impl Stated for Span {
    fn stated(self) -> Value {
        object([("from", self.from.to_string().as_str().into()), ("to", self.to.to_string().as_str().into())])
    }
}

impl Stated for &Fact {
    fn stated(self) -> Value {
        let mut members = vec![("grade", Value::from(self.grade.key()))];
        if let Some((source, place)) = &self.source {
            members.extend([("source", Value::from(source.as_str())), ("place", Value::from(place.as_str()))]);
        }
        object(members)
    }
}

impl<T: Stated> Stated for Option<T> {
    fn stated(self) -> Value {
        self.map_or(Value::Null, Stated::stated)
    }
}

fn object<'a>(members: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    let mut object = Object::default();
    for (name, value) in members {
        object.set(name, value);
    }
    Value::Object(object)
}

impl Catalog {
    /// What the edition as a whole states: names and dates.
    pub fn properties(&self) -> Vec<Property> {
        let dates = &self.dates;
        vec![
            property("edition", "版", self.edition.as_str()),
            property("label", "名前", self.label.as_str()),
            property("provisional", "暫定の理由", self.provisional.as_deref()),
            property("dates.as_of", "基準日", dates.as_of.to_string().as_str()),
            property("dates.calendar", "暦年の実績の期間", dates.calendar),
            property("dates.fiscal", "診療報酬の実績の期間", dates.fiscal),
            property("dates.window", "報告期間", dates.window),
        ]
    }
}

impl Section {
    /// What is stated about the section itself.
    pub fn properties(&self) -> Vec<Property> {
        vec![
            property("label", "名前", self.label.as_str()),
            property("title", "見出し", self.title.as_str()),
            property("help", "説明", self.help.as_deref()),
        ]
    }
}

impl Group {
    /// What is stated about the group itself.
    pub fn properties(&self) -> Vec<Property> {
        vec![property("label", "見出し", self.label.as_str()), property("help", "説明", self.help.as_deref())]
    }
}

impl Item {
    /// Everything that is stated about the item, without its options.
    pub fn properties(&self) -> Vec<Property> {
        let facts = &self.facts;
        vec![
            property("section", "区分", self.section.as_str()),
            property("group", "まとまり", self.group.as_str()),
            property("number", "項番", self.number.as_deref()),
            property("label", "項目名", self.label.as_str()),
            property("short", "短い名前", self.short.as_deref()),
            property("kind", "答え方", self.kind.key()),
            property("options", "選択肢の組", self.options.as_deref()),
            property("unit", "単位", self.unit.as_deref()),
            property("period", "対象期間", self.period.map(PeriodKey::key)),
            property("star", "★の要件", self.star),
            property("posting", "院内掲示", self.posting.map(Posting::key)),
            property("law", "法令の場所", self.law.as_slice()),
            property("when.item", "条件の項目", self.when.as_ref().and_then(When::item)),
            property("when.decision", "条件の判定", self.when.as_ref().and_then(When::function).map(Function::key)),
            property("when.is", "条件の選択肢・結果", self.when.as_ref().map(|when| when.is.as_slice())),
            property("role", "役割", self.role.map(Role::key)),
            property("preprinted", "集計値の表示", self.preprinted),
            property("published", "公表", self.published),
            property("help", "説明", self.help.as_deref()),
            property("not_needed", "要らないこと", self.not_needed.as_deref()),
            property("facts.number", "項番の出典", facts.number.as_ref()),
            property("facts.label", "項目名の出典", &facts.label),
            property("facts.input", "選択肢・単位の出典", facts.input.as_ref()),
            property("facts.period", "対象期間の出典", facts.period.as_ref()),
        ]
    }
}

impl ChoiceOption {
    /// Everything that is stated about the option, without its key.
    pub fn properties(&self) -> Vec<Property> {
        vec![
            property("code", "コード", self.code.as_deref()),
            property("label", "文言", self.label.as_str()),
            property("formal", "告示の文言", self.formal.as_deref()),
            property("kana", "読み", self.kana.as_deref()),
            property("group", "見出し", self.group.as_deref()),
            property("help", "説明", self.help.as_deref()),
            property("areas", "主な診療領域", self.areas.as_slice()),
            property("positive", "実施・実績", self.positive),
            property("exclusive", "ほかと選べない", self.exclusive),
            property("fact", "コードの出典", self.fact.as_ref()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_member_of_the_edition_files_is_a_property() {
        let json: Value = Value::read(include_str!(concat!(env!("OUT_DIR"), "/R7.json"))).expect("JSON");
        let list =
            |name| json.as_object().and_then(|file| file.get(name)).and_then(Value::as_array).unwrap_or_default();
        let covers = |value: &Value, properties: &[Property], but: &[&str]| {
            let object = value.as_object().expect("a table");
            for (name, _) in object.iter().filter(|(name, _)| !but.contains(name)) {
                let nested = format!("{name}.");
                assert!(properties.iter().any(|own| own.name == name || own.name.starts_with(&nested)), "{name}");
            }
        };
        let catalog = Catalog::builtin("R7").expect("R7");
        for (value, item) in list("item").iter().zip(catalog.items()) {
            covers(value, &item.properties(), &["id"]);
        }
        for (value, set) in list("option_set").iter().zip(&catalog.option_sets) {
            let options = value.as_object().and_then(|set| set.get("options")).and_then(Value::as_array);
            for (value, option) in options.unwrap_or_default().iter().zip(&set.options) {
                covers(value, &option.properties(), &["key"]);
            }
        }
        for (value, section) in list("section").iter().zip(catalog.sections()) {
            covers(value, &section.properties(), &["id", "groups"]);
        }
        covers(&json, &catalog.properties(), &["section", "option_set", "item"]);
    }
}
