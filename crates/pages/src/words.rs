//! What stands in drafts and catalogues, in words for a reader.

use kakari_catalog::{Catalog, Item, Kind, parse_date, wareki};
use kakari_draft::{Object, Value};
use kakari_rules::{Place, Severity};

/// What a severity means.
pub(crate) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => {
            "法令、マニュアル、報告の様式と食い違っていて、正しい報告になりません。転記する前に直してください。"
        }
        Severity::Warning => {
            "誤りの可能性がとても高いか、このままでは義務や期限を見落とします。直すか、実際のとおりかを確かめてください。"
        }
        Severity::Question => "機械では決められないことです。誤りとは限りません。医療機関で事実を確かめてください。",
        Severity::Note => "知っておくとよいことです。直す必要はありません。",
    }
}

/// A text of a rule with 「…」 where a finding has labels and parameters.
pub(crate) fn with_gaps(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let after = after.split_once('}').map_or("", |(_, after)| after);
        out.push_str(before);
        let is_quoted = before.ends_with('「') && after.starts_with('」');
        out.push_str(if is_quoted { "…" } else { "「…」" });
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A day as ISO or a part of one: 「令和8年6月5日」「2025年4月」.
pub(crate) fn day(iso: &str) -> String {
    if let Some(date) = parse_date(iso) {
        return wareki::day(date);
    }
    match iso.split_once('-') {
        Some((year, month)) => format!("{year}年{}月", month.trim_start_matches('0')),
        None => format!("{iso}年"),
    }
}

/// How an item is answered.
pub(crate) fn kind(item: &Item) -> String {
    let unit = item.unit.as_deref().map(|unit| format!("(単位は{unit})")).unwrap_or_default();
    match item.kind {
        Kind::Choice => "選択肢から1つ選びます".to_owned(),
        Kind::Multi => "選択肢から当てはまるものをすべて選びます".to_owned(),
        Kind::Count => format!("0以上の整数を入力します{unit}"),
        Kind::Decimal1 => format!("小数点以下第1位までの数を入力します{unit}"),
        Kind::Text => "文章を入力します".to_owned(),
        Kind::Partners => "医療機関の名称と連携の内容を入力します".to_owned(),
        Kind::Names => "名称を入力します".to_owned(),
        Kind::Date => "日付を入力します".to_owned(),
        Kind::Flag => "はい・いいえで答えます".to_owned(),
    }
}

/// The name of an item or of another member of a draft file, as a finding says it.
pub(crate) fn name(catalog: &Catalog, id: &str) -> String {
    match catalog.find(id) {
        Some((_, item)) => item.short().to_owned(),
        None => match Place::Member(id.to_owned()).label(catalog) {
            label if label == id => format!("「{id}」という名前の欄"),
            label => label.to_owned(),
        },
    }
}

/// A value as it stands in a draft; an empty text is one that is not there.
pub(crate) fn answer(catalog: &Catalog, id: &str, json: &str) -> String {
    if json.is_empty() {
        return "入力なし".to_owned();
    }
    let Ok(value) = Value::read(json) else {
        return quoted(json);
    };
    match (catalog.find(id), &value) {
        (Some((_, item)), value) => of_item(catalog, item, value),
        (None, Value::String(text)) => match (id, text.as_str()) {
            ("report", "periodic") => "定期報告".to_owned(),
            ("report", "change") => "変更報告".to_owned(),
            ("edition", name) => match Catalog::builtin(name) {
                Some(edition) => edition.label().to_owned(),
                None => quoted(text),
            },
            _ => quoted(text),
        },
        (None, Value::Object(members)) => object(catalog, members),
        (None, value) => plain(value),
    }
}

fn of_item(catalog: &Catalog, item: &Item, value: &Value) -> String {
    let option = |value: &Value| match value.as_str() {
        Some(key) => match catalog.option(item, key) {
            Some(option) => format!("「{}」", option.label),
            None => format!("{}(選択肢にない値)", quoted(key)),
        },
        None => plain(value),
    };
    match (item.kind, value) {
        (Kind::Choice, Value::String(_)) => option(value),
        (Kind::Multi, Value::Array(values)) => list(values, option),
        (Kind::Count | Kind::Decimal1, Value::Number(number)) => {
            format!("{number}{}", item.unit.as_deref().unwrap_or_default())
        }
        (Kind::Count | Kind::Decimal1 | Kind::Flag, Value::String(text)) => format!("{}(文字)", quoted(text)),
        (Kind::Date, Value::String(text)) => match parse_date(text) {
            Some(date) => wareki::day(date),
            None => quoted(text),
        },
        (Kind::Partners, Value::Array(rows)) => list(rows, partner),
        _ => plain(value),
    }
}

fn partner(row: &Value) -> String {
    let Some(row) = row.as_object() else {
        return plain(row);
    };
    let member = |name: &str| match row.get(name) {
        Some(value) => plain(value),
        None => "入力なし".to_owned(),
    };
    let known = format!("名称 {}・連携の内容 {}", member("name"), member("content"));
    let others = row.iter().filter(|(name, _)| !["name", "content"].contains(name));
    others.fold(known, |known, (name, value)| format!("{known}・「{name}」 {}", plain(value)))
}

/// Members of a file, each with its name: 「無し」 for one item may stand twice, and both are shown.
fn object(catalog: &Catalog, members: &Object) -> String {
    let member = |(name, value): (&str, &Value)| {
        let said = match catalog.find(name) {
            Some((_, item)) => of_item(catalog, item, value),
            None => plain(value),
        };
        format!("{} {said}", self::name(catalog, name))
    };
    let said: Vec<_> = members.iter().map(member).collect();
    if said.is_empty() { "中身なし".to_owned() } else { said.join("、") }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => "空の値(null)".to_owned(),
        Value::Bool(true) => "はい".to_owned(),
        Value::Bool(false) => "いいえ".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => quoted(text),
        Value::Array(values) => list(values, plain),
        Value::Object(members) => {
            let said: Vec<_> = members.iter().map(|(name, value)| format!("{name} {}", plain(value))).collect();
            if said.is_empty() { "中身なし".to_owned() } else { said.join("、") }
        }
    }
}

fn list(values: &[Value], say: impl Fn(&Value) -> String) -> String {
    let said: Vec<_> = values.iter().map(say).collect();
    if said.is_empty() { "1つもなし".to_owned() } else { said.join("、") }
}

/// A text in brackets, with words for what a reader could not see.
fn quoted(text: &str) -> String {
    if !text.is_empty() && text.chars().all(char::is_whitespace) {
        return "空白だけ".to_owned();
    }
    let mut out = String::from("「");
    for character in text.chars() {
        match character {
            '\n' => out.push_str("(改行)"),
            '\t' => out.push_str("(タブ)"),
            '\u{e000}'..='\u{f8ff}' => out.push_str("(外字)"),
            other if other.is_control() => out.push_str("(制御文字)"),
            other => out.push(other),
        }
    }
    out.push('」');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn says(id: &str, json: &str, words: &str) {
        let catalog = Catalog::builtin("R7").expect("R7");
        assert_eq!(answer(&catalog, id, json), words, "{id} {json}");
    }

    #[test]
    fn an_answer_is_said_with_the_labels_of_the_catalogue() {
        says("f1.generalist", r#""no""#, "「無し」");
        says("f1.generalist", r#""nope""#, "「nope」(選択肢にない値)");
        says("f1.staff.doctors", "2", "2人");
        says("f1.staff.doctors", r#""2""#, "「2」(文字)");
        says("f1.staff.doctors", "", "入力なし");
        says("facility.opened_on", r#""2026-02-01""#, "令和8年2月1日");
        says("facility.electronic_claims", "false", "いいえ");
        says("f2i.partners", r#"[{"name": "例示病院"}]"#, "名称 「例示病院」・連携の内容 入力なし");
        says("f1.areas", "[]", "1つもなし");
        says("report", r#""change""#, "変更報告");
        says("edition", r#""R7""#, "令和7年度報告");
    }

    #[test]
    fn what_cannot_be_seen_is_said() {
        says("facility.name", r#""例示\nク\u0007\ue000""#, "「例示(改行)ク(制御文字)(外字)」");
        says("facility.name", r#""  ""#, "空白だけ");
    }

    #[test]
    fn a_gap_has_one_pair_of_brackets() {
        assert_eq!(with_gaps("{items}の「{0}」が{1}です。"), "「…」の「…」が「…」です。");
    }

    #[test]
    fn a_part_of_a_date_is_said_as_far_as_it_goes() {
        assert_eq!(day("2026-06-05"), "令和8年6月5日");
        assert_eq!(day("2025-04"), "2025年4月");
    }
}
