//! JSON Schema 2020-12 of the draft file (下書き) for an edition.
//!
//! Written from the catalogue alone, so that it asks what the edition asks: structure, kinds of values and options, which
//! is what the rules KF03 to KF07 find. It says no more than that. Nothing but `format` is required, since a half-filled
//! draft is a draft, and unknown members are allowed, since they are kept (KF02).

pub mod layout;
mod tenths;

use kakari_catalog::{Catalog, ChoiceOption, Item, Kind};
use kakari_draft::{FORMAT, Number, Object, REPORTS, Value};

/// The largest number an answer can be (KF05).
const MOST: u64 = 9_999_999;

/// A day that exists, in the form 2027-01-01. Written out, since `format` is an annotation to most validators.
pub const DAY: &str = "^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)\
                   |02-(?:0[1-9]|1[0-9]|2[0-8]))\
                   |(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)$";

const NOTE: &str = "下書きの形・値の種類・選択肢を表します。kakari の点検 KF03〜KF07 に当たります。\
                    小数点以下の桁数は、値が100以上のときと、倍精度の数で表せない細かさでは、このスキーマではわかりません。";

/// The schema as text. The same catalogue gives the same bytes.
pub fn text(catalog: &Catalog) -> String {
    layout::text(&schema(catalog))
}

/// The identifier (`$id`) of the schema: of the edition alone for a built-in edition, so that it stays the same while
/// words are corrected; for an edition that was loaded, of its content too, since two of them may go by one name.
pub fn id(catalog: &Catalog) -> String {
    let edition = encoded(catalog.edition());
    let builtin = Catalog::builtin(catalog.edition());
    if builtin.is_some_and(|builtin| builtin.fingerprint() == catalog.fingerprint()) {
        format!("urn:kakari:draft:{edition}")
    } else {
        format!("urn:kakari:draft:{edition}:{}", catalog.fingerprint())
    }
}

/// What may not stand in a URN, percent-encoded.
fn encoded(name: &str) -> String {
    let stays = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    name.bytes().map(|byte| if stays(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn schema(catalog: &Catalog) -> Value {
    let (facility, answers) = (properties(catalog, true), properties(catalog, false));
    let mut members = vec![
        ("$schema", text_of("https://json-schema.org/draft/2020-12/schema")),
        ("$id", text_of(&id(catalog))),
        ("$comment", text_of(&format!("{NOTE} 台帳の指紋: {}", catalog.fingerprint()))),
        ("title", text_of(&format!("かかりつけ医機能報告の下書き({})", catalog.label()))),
    ];
    members.extend(catalog.provisional().map(|why| ("description", text_of(&format!("暫定: {why}")))));
    members.extend([
        ("type", text_of("object")),
        ("required", list(["format"])),
        (
            "properties",
            object([
                ("format", object([("const", text_of(FORMAT))])),
                (
                    "version",
                    object([
                        ("title", text_of("ファイルの書き方の版")),
                        ("type", text_of("integer")),
                        ("minimum", number(1)),
                    ]),
                ),
                ("edition", object([("title", text_of("報告年度の版")), ("const", text_of(catalog.edition()))])),
                (
                    "report",
                    object([
                        ("title", text_of("報告の種類")),
                        ("description", text_of("periodic: 定期報告 / change: 変更報告")),
                        ("type", text_of("string")),
                        ("enum", list(REPORTS)),
                    ]),
                ),
                (
                    "facility",
                    object([("title", text_of("医療機関")), ("type", text_of("object")), ("properties", facility)]),
                ),
                ("answers", object([("title", text_of("回答")), ("type", text_of("object")), ("properties", answers)])),
            ]),
        ),
    ]);
    if catalog.items().iter().any(|item| item.kind == Kind::Decimal1) {
        members.push(("$defs", object([("tenths", tenths::schema())])));
    }
    object(members)
}

/// The items of the `facility` member, or of the `answers`.
fn properties(catalog: &Catalog, facility: bool) -> Value {
    let items = catalog.items().iter().filter(|item| item.is_facility() == facility);
    object(items.map(|item| {
        let name = if facility { item.id.trim_start_matches("facility.") } else { &item.id };
        (name, property(catalog, item))
    }))
}

fn property(catalog: &Catalog, item: &Item) -> Value {
    let options = catalog.options(item);
    let mut members = vec![("title", text_of(&item.label))];
    let description = description(item, options);
    if !description.is_empty() {
        members.push(("description", text_of(&description)));
    }
    members.extend(value(item.kind, options));
    object(members)
}

/// What is meant, and the options in words.
fn description(item: &Item, options: &[ChoiceOption]) -> String {
    let mut parts = Vec::new();
    match &item.number {
        Some(number) if item.number_is_official() => parts.push(format!("項番 {number}。")),
        Some(number) => parts.push(format!("項番 {number}(暫定)。")),
        None => {}
    }
    parts.extend(item.help.clone());
    parts.extend(item.unit.as_ref().map(|unit| format!("単位: {unit}。")));
    if !options.is_empty() {
        let options: Vec<_> = options.iter().map(|option| format!("{}: {}", option.key, option.label)).collect();
        parts.push(options.join(" / "));
    }
    parts.join(" ")
}

/// What an answer of this kind may be.
fn value(kind: Kind, options: &[ChoiceOption]) -> Vec<(&'static str, Value)> {
    let keys = || list(options.iter().map(|option| option.key.as_str()));
    let of = |kind| ("type", text_of(kind));
    match kind {
        Kind::Choice => vec![of("string"), ("enum", keys())],
        Kind::Multi => {
            let items = object([of("string"), ("enum", keys())]);
            vec![of("array"), ("items", items), ("uniqueItems", Value::Bool(true))]
        }
        Kind::Count => vec![of("integer"), ("minimum", number(0)), ("maximum", number(MOST))],
        Kind::Decimal1 => {
            let tenths = ("$ref", text_of("#/$defs/tenths"));
            vec![of("number"), ("minimum", number(0)), ("maximum", number(MOST)), tenths]
        }
        Kind::Text => vec![of("string")],
        Kind::Partners => {
            let part = |title| object([("title", text_of(title)), of("string")]);
            let parts = object([("name", part("連携医療機関の名称")), ("content", part("連携の内容"))]);
            vec![of("array"), ("items", object([of("object"), ("properties", parts)]))]
        }
        Kind::Names => vec![of("array"), ("items", object([of("string")]))],
        Kind::Date => vec![of("string"), ("pattern", text_of(DAY))],
        Kind::Flag => vec![of("boolean")],
    }
}

fn object<'a>(members: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    let mut object = Object::default();
    for (name, value) in members {
        object.set(name, value);
    }
    Value::Object(object)
}

fn list<'a>(texts: impl IntoIterator<Item = &'a str>) -> Value {
    Value::Array(texts.into_iter().map(Value::from).collect())
}

fn text_of(text: &str) -> Value {
    Value::from(text)
}

fn number(number: u64) -> Value {
    Value::Number(Number::from(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalog(edition: &str) -> Catalog {
        Catalog::builtin(edition).expect("built-in")
    }

    #[test]
    fn the_same_catalogue_gives_the_same_text() {
        for edition in Catalog::builtin_editions() {
            assert_eq!(text(&catalog(edition)), text(&catalog(edition)));
        }
        assert_ne!(text(&catalog("R7")), text(&catalog("R8")));
    }

    #[test]
    fn the_identifier_is_that_of_the_edition() {
        assert_eq!(id(&catalog("R8")), "urn:kakari:draft:R8");
        assert_eq!(encoded("令8 年"), "%E4%BB%A48%20%E5%B9%B4");
    }

    #[test]
    fn every_item_stands_in_the_form_order_with_title_and_description() {
        let catalog = catalog("R8");
        let schema = schema(&catalog);
        let member = |path: &[&str]| {
            path.iter().try_fold(&schema, |value, name| value.as_object()?.get(name)).expect("a member").clone()
        };
        let names = |path: &[&str]| -> Vec<String> {
            member(path).as_object().expect("an object").iter().map(|(name, _)| name.to_owned()).collect()
        };
        let mut all: Vec<_> =
            names(&["properties", "facility", "properties"]).iter().map(|name| format!("facility.{name}")).collect();
        all.extend(names(&["properties", "answers", "properties"]));
        let ids: Vec<_> = catalog.items().iter().map(|item| item.id.clone()).collect();
        assert_eq!(all, ids);
        let generalist = member(&["properties", "answers", "properties", "f1.generalist"]);
        let generalist = generalist.as_object().expect("an object");
        assert_eq!(generalist.get("title").and_then(Value::as_str), Some("総合診療専門医"));
        let description = generalist.get("description").and_then(Value::as_str).expect("a description");
        assert!(description.starts_with("項番 4。") && description.ends_with("no: 無し / yes: 有り"), "{description}");
        let function = member(&["properties", "answers", "properties", "f1.function", "description"]);
        assert!(function.as_str().is_some_and(|text| text.starts_with("項番 1(暫定)。")));
    }
}
