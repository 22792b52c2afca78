//! Text.

use kakari_catalog::{Catalog, Role};
use kakari_draft::Value;
use kakari_rules::InstitutionCode;

use super::field::Field;
use crate::html::{El, fragment};
use crate::store::{Context, Link};
use crate::words::{p, typing};

fn set(store: &Context, index: usize, text: String) {
    store.type_in(index, (!text.is_empty()).then_some(Value::String(text)));
}

/// A line of text, or several for remarks.
pub fn text_field(link: &Link, field: &Field) -> El {
    let (index, item, shown) = (field.index, field.item(), field.text());
    if item.role == Some(Role::Remarks) && !item.is_facility() {
        let count = [&shown.chars().count().to_string(), "文字(G-MISの文字数の上限は確認できていません)"].concat();
        let area = typing("textarea", "textarea").attr("rows", "2").value(shown);
        return fragment()
            .with(field.describe(area).on_input(link, move |store, text| set(store, index, text)))
            .with(p("count", &count));
    }
    let is_code = item.id == "facility.code";
    let is_phone = item.id == "facility.phone";
    let input = typing("input", if is_code { "input is-text is-code" } else { "input is-text" })
        .attr("type", if is_phone { "tel" } else { "text" })
        .attr_if("inputmode", is_code.then_some("numeric"))
        .value(shown)
        .on_input(link, move |store, text| set(store, index, text));
    fragment().with(field.describe(input)).when(is_code, || view_code(field.wording.catalog, shown))
}

/// What the digits typed so far say.
fn view_code(catalog: &Catalog, typed: &str) -> El {
    let digits = InstitutionCode::digits(typed).unwrap_or_default();
    let prefectures = catalog.find("facility.prefecture").map(|(index, _)| catalog.options_at(index));
    let prefecture = digits.get(..2).and_then(|key| prefectures?.iter().find(|option| option.key == key));
    let table = match digits.as_bytes().get(2) {
        Some(b'1') => "医科",
        Some(b'3') => "歯科",
        Some(b'4') => "調剤",
        Some(b'6') => "訪問看護",
        Some(_) => "点数表番号なし",
        None => "",
    };
    let prefecture = prefecture.map_or("", |option| &option.label);
    let words = if typed.is_empty() { String::new() } else { format!("{}桁 {prefecture} {table}", digits.len()) };
    p("count", &words).attr("aria-live", "polite")
}
