//! A value of a draft, and the FHIR answers that stand for it.

use kakari_catalog::{Catalog, Item, Kind, parse_date};
use kakari_draft::{Exact, Number, Object, Value};

use crate::json::Node;
use crate::names::link;
use crate::questionnaire::coding;

/// The largest number an answer can be.
pub const MOST: u64 = 9_999_999;

/// One answer to an item, without what FHIR adds to it.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Text, a day, or the key of an option.
    Text(String),
    /// A number.
    Number(Number),
    /// Yes or no.
    Flag(bool),
    /// 連携医療機関: name and content, at least one of them.
    Partner(Option<String>, Option<String>),
}

impl Answer {
    fn is_same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(one), Self::Text(two)) => one == two,
            // Other tools write 1.50 as 1.5.
            (Self::Number(one), Self::Number(two)) => Exact::of(one) == Exact::of(two),
            (Self::Flag(one), Self::Flag(two)) => one == two,
            (Self::Partner(name, content), Self::Partner(other_name, other_content)) => {
                name == other_name && content == other_content
            }
            _ => false,
        }
    }

    fn into_value(self) -> Value {
        match self {
            Self::Text(text) => Value::String(text),
            Self::Number(number) => Value::Number(number),
            Self::Flag(flag) => Value::Bool(flag),
            Self::Partner(name, content) => {
                let mut object = Object::default();
                for (member, text) in [("name", name), ("content", content)] {
                    if let Some(text) = text {
                        object.set(member, Value::String(text));
                    }
                }
                Value::Object(object)
            }
        }
    }
}

/// Whether two lists of answers say the same.
pub fn are_same(one: &[Answer], two: &[Answer]) -> bool {
    one.len() == two.len() && one.iter().zip(two).all(|(one, two)| one.is_same_as(two))
}

/// The answers that FHIR can hold of a value: all of them, a part, or none.
pub fn of_value(catalog: &Catalog, item: &Item, value: &Value) -> Vec<Answer> {
    let text = |value: &Value| value.as_str().filter(|text| is_fhir_string(text)).map(ToOwned::to_owned);
    let key = |value: &Value| value.as_str().filter(|key| catalog.option(item, key).is_some()).map(ToOwned::to_owned);
    let list = value.as_array().unwrap_or_default();
    match item.kind {
        Kind::Choice => key(value).map(Answer::Text).into_iter().collect(),
        Kind::Multi => {
            let mut keys: Vec<String> = Vec::new();
            for key in list.iter().filter_map(key) {
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
            keys.into_iter().map(Answer::Text).collect()
        }
        Kind::Count => value.as_number().and_then(integer).map(Answer::Number).into_iter().collect(),
        Kind::Decimal1 => value.as_number().and_then(decimal).map(Answer::Number).into_iter().collect(),
        Kind::Text => text(value).map(Answer::Text).into_iter().collect(),
        Kind::Names => list.iter().filter_map(text).map(Answer::Text).collect(),
        Kind::Partners => {
            let rows = list.iter().filter_map(Value::as_object);
            let rows = rows.map(|row| (row.get("name").and_then(text), row.get("content").and_then(text)));
            rows.filter(|(name, content)| name.is_some() || content.is_some())
                .map(|(name, content)| Answer::Partner(name, content))
                .collect()
        }
        Kind::Date => text(value).filter(|day| is_fhir_date(day)).map(Answer::Text).into_iter().collect(),
        Kind::Flag => value.as_bool().map(Answer::Flag).into_iter().collect(),
    }
}

/// The value of a draft for answers; none where there are none. Answers that cannot be this item's become a value all
/// the same, for the checks to find.
pub fn to_value(item: &Item, answers: Vec<Answer>) -> Option<Value> {
    let is_list = matches!(item.kind, Kind::Multi | Kind::Names | Kind::Partners);
    let mut values: Vec<Value> = answers.into_iter().map(Answer::into_value).collect();
    match values.len() {
        0 => None,
        1 if !is_list => values.pop(),
        _ => Some(Value::Array(values)),
    }
}

/// Whether FHIR gives the value back as it is, also through a tool that is written in JavaScript and prints 1.50 as 1.5.
pub fn is_held_whole(item: &Item, value: &Value, answers: &[Answer]) -> bool {
    let survives = |number: &Number| {
        let text = number.to_string();
        !text.contains('.') || !text.ends_with('0')
    };
    value.as_number().is_none_or(survives) && to_value(item, answers.to_vec()).as_ref() == Some(value)
}

/// The answers of an item as `QuestionnaireResponse.item`: one item with its answers, or one for each 連携医療機関.
pub fn to_items(catalog: &Catalog, item: &Item, answers: &[Answer]) -> Vec<Value> {
    let head = || Node::new().with("linkId", item.id.as_str()).with("text", item.label.as_str());
    if item.kind == Kind::Partners {
        let part = |link_id: String, text: Option<&str>| {
            let answer = Node::new().with("valueString", text?).end();
            Some(Node::new().with("linkId", link_id.as_str()).list("answer", vec![answer]).end())
        };
        let rows = answers.iter().filter_map(|answer| match answer {
            Answer::Partner(name, content) => Some([
                part(link::partner_name(&item.id), name.as_deref()),
                part(link::partner_content(&item.id), content.as_deref()),
            ]),
            _ => None,
        });
        return rows.map(|parts| head().list("item", parts.into_iter().flatten().collect()).end()).collect();
    }
    let answers: Vec<Value> = answers.iter().filter_map(|answer| answer_value(catalog, item, answer)).collect();
    if answers.is_empty() { Vec::new() } else { vec![head().list("answer", answers).end()] }
}

fn answer_value(catalog: &Catalog, item: &Item, answer: &Answer) -> Option<Value> {
    let node = match (item.kind, answer) {
        (Kind::Choice | Kind::Multi, Answer::Text(key)) => {
            Node::new().with("valueCoding", coding(item, catalog.option(item, key)?))
        }
        (Kind::Date, Answer::Text(day)) => Node::new().with("valueDate", day.as_str()),
        (_, Answer::Text(text)) => Node::new().with("valueString", text.as_str()),
        (Kind::Count, Answer::Number(number)) => Node::new().with("valueInteger", Value::Number(number.clone())),
        (_, Answer::Number(number)) => Node::new().with("valueDecimal", Value::Number(number.clone())),
        (_, Answer::Flag(flag)) => Node::new().with("valueBoolean", *flag),
        (_, Answer::Partner(..)) => return None,
    };
    Some(node.end())
}

/// A FHIR string holds something, and of the control characters only tab and line breaks.
fn is_fhir_string(text: &str) -> bool {
    /// Characters.
    const LONGEST: usize = 1024 * 1024;
    let is_allowed = |character: char| character >= ' ' || matches!(character, '\t' | '\r' | '\n');
    !text.trim().is_empty() && text.chars().all(is_allowed) && text.len() <= LONGEST
}

/// A whole day; FHIR begins with the year 1.
fn is_fhir_date(text: &str) -> bool {
    parse_date(text).is_some_and(|day| day.year() > 0)
}

/// The whole number, where it is one and a FHIR integer (32 bits) holds it.
fn integer(number: &Number) -> Option<Number> {
    let exact = Exact::of(number);
    let size = i64::try_from(exact.cut(0).filter(|_| exact.decimals() == 0)?).ok()?;
    let whole = i32::try_from(if exact.is_negative() { -size } else { size }).ok()?;
    Some(whole.into())
}

/// The number, where every tool reads it exactly.
fn decimal(number: &Number) -> Option<Number> {
    /// Digits that a binary fraction of 64 bits keeps.
    const DIGITS: usize = 15;
    let text = number.to_string();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_plain = !text.contains(['e', 'E']) && digits <= DIGITS;
    is_plain.then(|| number.clone())
}
