//! Words that several screens share.

use kakari_catalog::Date;
use kakari_draft::Value;
use kakari_rules::Severity;
use yew::prelude::*;

use crate::store::Store;

/// How many days from one day to another; negative when it lies before.
pub fn days_between(from: Date, to: Date) -> i32 {
    to.to_julian_day() - from.to_julian_day()
}

/// The name of the draft: its institution.
pub fn draft_name(store: &Store) -> String {
    let name = store.draft.get("facility.name").and_then(Value::as_str).map(str::trim).unwrap_or_default();
    if name.is_empty() { "(名称未入力)".to_owned() } else { name.to_owned() }
}

/// Colour and shape class of a severity.
pub fn severity_class(severity: Severity) -> Classes {
    classes!("finding", format!("is-{}", severity.key()))
}

/// A mark that says a fact was not seen on an official page. The footer says what it means.
pub fn provisional_mark() -> Html {
    html! { <span class="mark is-provisional" title="公式の資料で確認できていません">{ "暫定" }</span> }
}
