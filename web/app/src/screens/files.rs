//! 書き出し in an element: what can be taken out of it, as text. Nothing is kept there, so that comes first.

use kakari_documents::{FileKind, Row, Transcription, TranscriptionOptions, file_name};
use kakari_form::Step;
use kakari_rules::Severity;
use wasm_bindgen::JsCast;
use web_sys::Event;

use super::export::{buttons, card};
use super::{onward, result_text};
use crate::files;
use crate::html::{El, On, el, fragment};
use crate::store::Context;
use crate::words::{button, p, span, unseen};

/// The draft, what was found, what to key; another draft, and a new one.
pub fn files(store: &Context) -> El {
    let errors = store.report.count(Severity::Error);
    let save = button("button is-main", "下書きファイルを保存する").on_click(store, |store| {
        let name = file_name(&store.draft, &store.catalog, FileKind::Draft, false);
        let _ = store.host().call("save", &[name.into()]);
    });
    let found = button("button is-outline", "点検の結果を保存する").on_click(store, |store| {
        let name = file_name(&store.draft, &store.catalog, FileKind::Result, false);
        let text = [&*result_text(store), "\n"].concat();
        // Whoever takes it says so where that fails.
        let _ = files::save(store, &name, "application/json", text.as_bytes());
    });
    let message = || {
        let kind = span("finding-kind", "注意");
        let words = el("p").class("finding-message").with(kind).text("エラーが残っています。この一覧は下書きです。");
        el("div").class("finding is-warning").with(words)
    };
    let restart = button("button is-quiet is-small", "最初からやり直す").on_click(store, |store| {
        let _ = store.host().call("restart", &[]);
    });
    fragment()
        .with(el("h1").attr("tabindex", "-1").text(Step::Export.label()))
        .with(card("下書きファイルを保存する", "このチェッカーは入力した内容を保存しません。続きを入力するときや、来年のために、ファイルとして残してください。").with(buttons().with(save)))
        .with(card("点検の結果を保存する", "下書きの点検で見つかったことを、JSONファイルにします。").with(buttons().with(found)))
        .with(
            card("G-MISへ転記する", "G-MISの画面を見ながら、この順に入力します。このページからは報告されません。")
                .when(errors > 0, message)
                .with(table(store)),
        )
        .with(el("section").class("card").with(el("h2").text("ほかの下書きを開く")).with(open_own(store, "下書きファイル")))
        .with(p("tools", "").with(restart))
        .with(onward(store, Step::Export, ""))
}

/// Opens a draft file in place of what is there.
pub fn open_own(store: &Context, label: &str) -> El {
    let choose = |store: &Context, event: &Event| {
        if let Some(file) = files::chosen(event) {
            let _ = store.host().call("open", &[file.into()]);
        }
    };
    let input = el("input").attr("type", "file").attr("accept", ".json,application/json");
    el("label").class("open-file").with(span("field-label", label)).with(input.on(store, On::Change, choose))
}

/// Numbers begin anew with each function, so its name stands above them.
fn table(store: &Context) -> El {
    let choice = TranscriptionOptions { made_on: store.today, allow_draft: true };
    let made = Transcription::new(&store.draft, &store.catalog, &store.report, &choice);
    let rows = made.map(|made| [made.head, made.rows].concat()).unwrap_or_default();
    let head = ["項番", "項目名", "答え"].into_iter().map(|name| el("th").attr("scope", "col").text(name));
    let functions = rows.chunk_by(|one, other| one.function == other.function).map(|rows| {
        let name = el("th").class("keyed-function").attr("colspan", "4").attr("scope", "rowgroup");
        let first = rows.first().map_or("", |row| &row.function);
        el("tbody").with(el("tr").with(name.text(first))).all(rows.iter().map(|row| view_row(store, row)))
    });
    let table = el("table")
        .class("keyed")
        .with(el("caption").text("G-MISに入力する内容(画面の順)"))
        .with(el("thead").with(el("tr").all(head).with(el("td"))))
        .all(functions);
    el("div").class("answers").with(table)
}

fn view_row(store: &Context, row: &Row) -> El {
    let value = row.value.as_str();
    let unit = if value.is_empty() { "" } else { &row.unit };
    let answer = [&*row.option, value, unit].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let copied = if value.is_empty() { row.option.clone() } else { value.to_owned() };
    let copy = || {
        let start: String = answer.chars().take(20).collect();
        let what = [": ", &row.function, " ", &row.number, " ", &row.label, " ", &start].concat();
        button("button is-quiet is-small", "コピー").with(unseen(&what)).on(store, On::Click, move |store, event| {
            let pressed = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            if let Some(pressed) = pressed.and_then(|target| target.closest("button").ok().flatten()) {
                let _ = store.host().call("copy", &[pressed.into(), copied.as_str().into()]);
            }
        })
    };
    let is_missing = answer.is_empty();
    el("tr")
        .with(el("td").text(&row.number))
        .with(el("th").attr("scope", "row").text(&row.label))
        .with(el("td").class_if(is_missing, "is-missing").text(if is_missing { "未入力" } else { &answer }))
        .with(el("td").class("answers-change").when(!is_missing, copy))
}
