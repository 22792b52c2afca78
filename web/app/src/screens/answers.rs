//! All answers to what is asked, as a table that can be read, and printed as 控え.

use kakari_catalog::{Catalog, Item, wareki};
use kakari_documents::{answer_lines, left_out};
use kakari_draft::Value;
use kakari_form::Step;
use kakari_rules::Severity;

use crate::html::{El, el, fragment};
use crate::route::href_of;
use crate::store::Store;
use crate::words::{about, p, versions};

/// An answer in one line.
pub fn in_words(catalog: &Catalog, item: &Item, value: Option<&Value>) -> String {
    value.map_or_else(|| "未入力".to_owned(), |value| answer_lines(catalog, item, value).join("、"))
}

/// The table, section by section.
pub fn answers(store: &Store) -> El {
    let sections = Step::ALL.into_iter().filter(|step| step.is_section());
    let made = ["作成 ", &wareki::day(store.today), " / ", &versions(store)].concat();
    let errors = store.report.count(Severity::Error);
    let draft = || p("print-only is-draft", &format!("下書き(エラーが{errors}件残っています)"));
    let signature =
        el("p").class("print-only signature").with(el("span").text("記入者")).with(el("span").text("確認者"));
    el("section")
        .class("answers")
        .with(el("h2").text("入力した内容"))
        .when(errors > 0, draft)
        .with(p("print-only", &[store.draft_name(), " / ", store.catalog.label()].concat()))
        .with(p("print-only", &made))
        .all(left_out(&store.draft, &store.catalog, &store.report).iter().map(|words| p("hint left-out", words)))
        .all(sections.map(|step| view_section(store, step)))
        .with(signature)
}

fn view_section(store: &Store, step: Step) -> El {
    let form = store.as_form();
    let listed = form.items_of(step).iter().filter(|index| form.is_listed(**index));
    let mut asked = listed.map(|index| store.item(*index)).peekable();
    if asked.peek().is_none() {
        return fragment().key(step.name());
    }
    el("table")
        .key(step.name())
        .with(el("caption").text(step.label()))
        .with(el("tbody").all(asked.map(|item| view_row(store, item))))
}

fn view_row(store: &Store, item: &Item) -> El {
    let answer = match store.value(item) {
        Some(value) => el("td").all(answer_lines(&store.catalog, item, value).iter().map(|line| el("p").text(line))),
        None => el("td").class("is-missing").with(el("p").text("未入力")),
    };
    let change = el("a").attr("href", &href_of(item)).text("変更").with(about(item.short()));
    el("tr")
        .key(&item.id)
        .with(el("th").attr("scope", "row").text(&item.label))
        .with(answer)
        .with(el("td").class("answers-change").with(change))
}
