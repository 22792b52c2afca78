//! JSON Schema 2020-12 of a configuration, written from the table of members. It says what the reader says of each member
//! by itself; what depends on another member or on the catalogue's days is for the reader alone.

use kakari_catalog::{Catalog, Id};
use kakari_draft::{Number, Object, Value};
use kakari_rules::Editions;
use kakari_schema::{DAY, layout};

use crate::address::{FOREIGN, HIDDEN};
use crate::configuration::Mode;
use crate::members::{Kind, Member, ROOT};
use crate::walk::BLANKS;
use crate::{FORMAT, VERSION};

const NOTE: &str = "設定ファイルの形と、項目ごとの値を表します。期限が報告期間の中の日か、色の組み合わせが読みやすいかなどは、\
                    kakari config check で確かめてください。";

const HOST: &str = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*";
const PORT: &str = "(?::[0-9]{1,5})?";

/// The schema as text. Prefectures and steps are those of the newest edition.
pub fn schema(editions: &Editions) -> String {
    let mut members = vec![
        ("$schema", text("https://json-schema.org/draft/2020-12/schema")),
        ("$id", text("urn:kakari:prefecture:1")),
        ("$comment", text(NOTE)),
        ("title", text("かかりつけ医機能報告 下書きチェッカーの設定ファイル")),
    ];
    members.extend(of_object(ROOT, editions));
    layout::text(&object(members))
}

fn of_object(members: &[Member], editions: &Editions) -> Vec<(&'static str, Value)> {
    let required = members.iter().filter(|member| member.required).map(|member| member.name);
    let properties = members.iter().map(|member| {
        let mut property = vec![("title", text(member.title)), ("description", text(member.help))];
        property.extend(of_kind(&member.kind, editions));
        (member.name, object(property))
    });
    let mut all = vec![("type", text("object")), ("properties", object(properties))];
    let required: Vec<_> = required.map(Value::from).collect();
    if !required.is_empty() {
        all.push(("required", Value::Array(required)));
    }
    all
}

/// What the reader takes of a member of this kind.
fn of_kind(kind: &Kind, editions: &Editions) -> Vec<(&'static str, Value)> {
    let pattern = |pattern: String| {
        let most = u64::try_from(kind.most()).unwrap_or(u64::MAX);
        vec![("type", text("string")), ("maxLength", number(most)), ("pattern", text(&pattern))]
    };
    let (blank, hidden, foreign) = (blank(), hidden(), foreign());
    let url = format!("[Hh][Tt][Tt][Pp][Ss]://{HOST}{PORT}(?:[/?#][^{foreign}]*)?");
    match kind {
        Kind::Format => vec![("const", text(FORMAT))],
        Kind::Version => vec![("const", number(VERSION))],
        Kind::Text(_) | Kind::Phone | Kind::Edition => pattern(format!("^[^{hidden}]*[^{hidden}{blank}][^{hidden}]*$")),
        Kind::Prefecture => words(&prefectures(editions)),
        Kind::Mode => words(&Mode::ALL.map(|mode| (mode.key().to_owned(), mode.label().to_owned()))),
        Kind::Step => words(&steps(editions)),
        Kind::Deadline => vec![("type", text("string")), ("pattern", text(DAY))],
        Kind::Color(_) => vec![("type", text("string")), ("pattern", text("^#(?:[0-9A-Fa-f]{3}){1,2}$"))],
        Kind::Email => pattern(format!("^[{blank}]*[A-Za-z0-9._+-]+@(?=[^.]*\\.){HOST}[{blank}]*$")),
        Kind::Url => pattern(format!("^[{blank}]*{url}[{blank}]*$")),
        Kind::Catalog => {
            let relative = format!("(?!//)(?![^/?#]*:)[^{foreign}]+");
            let address = object(pattern(format!("^[{blank}]*(?:{url}|{relative})[{blank}]*$")));
            vec![("anyOf", Value::Array(vec![address, object([("type", text("object"))])]))]
        }
        Kind::Origin => pattern(format!("^[{blank}]*[Hh][Tt][Tt][Pp][Ss]?://{HOST}{PORT}/?[{blank}]*$")),
        Kind::List(each, least, most) => {
            let bound = |bound: usize| number(u64::try_from(bound).unwrap_or(u64::MAX));
            let mut list = vec![("type", text("array")), ("items", object(of_kind(each, editions)))];
            if *least > 0 {
                list.push(("minItems", bound(*least)));
            }
            list.push(("maxItems", bound(*most)));
            if each.is_word() {
                list.push(("uniqueItems", Value::Bool(true)));
            }
            list
        }
        Kind::Object(members) => of_object(members, editions),
    }
}

/// Codes and names of the prefectures.
pub(crate) fn prefectures(editions: &Editions) -> Vec<(String, String)> {
    let options = |catalog: &Catalog| {
        let options = catalog.options(catalog.item(Id::FacilityPrefecture));
        options.iter().map(|option| (option.key.clone(), option.label.clone())).collect()
    };
    editions.all().next_back().map(options).unwrap_or_default()
}

/// Ids and names of the sections of the form.
pub(crate) fn steps(editions: &Editions) -> Vec<(String, String)> {
    let sections = editions.all().next_back().map(Catalog::sections).unwrap_or_default();
    sections.iter().map(|section| (section.id.clone(), section.label.clone())).collect()
}

/// One of some words, with what they mean.
fn words(words: &[(String, String)]) -> Vec<(&'static str, Value)> {
    let keys = words.iter().map(|(key, _)| Value::from(key.as_str()));
    let meaning: Vec<_> = words.iter().map(|(key, label)| format!("{key}: {label}")).collect();
    let keys = Value::Array(keys.collect());
    vec![("type", text("string")), ("enum", keys), ("$comment", text(&meaning.join(" / ")))]
}

/// The inside of a class of characters that cannot be seen.
fn hidden() -> String {
    HIDDEN.iter().map(|(from, to)| [escaped(*from), escaped(*to)].join("-")).collect()
}

/// The inside of a class of characters that an address does not have.
fn foreign() -> String {
    hidden() + &FOREIGN.chars().map(escaped).collect::<String>()
}

fn blank() -> String {
    BLANKS.map(escaped).concat()
}

fn escaped(character: char) -> String {
    format!("\\u{:04x}", u32::from(character))
}

fn object<'a>(members: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    let mut object = Object::default();
    for (name, value) in members {
        object.set(name, value);
    }
    Value::Object(object)
}

fn text(text: &str) -> Value {
    Value::from(text)
}

fn number(number: u64) -> Value {
    Value::Number(Number::from(number))
}
