//! Files of an element: 書き出し, what can be taken out of it, of which the draft comes first, since nothing is kept there; and the
//! draft of last year, to compare with.

use std::rc::Rc;

use kakari_catalog::{Catalog, Id};
use kakari_documents::{FileKind, Row, Transcription, TranscriptionOptions, file_name};
use kakari_draft::{Draft, Value};
use kakari_form::Step;
use kakari_rules::Severity;
use kakari_session::{Action, Beside};
use wasm_bindgen::JsCast;
use web_sys::Event;
use yew::platform::spawn_local;

use super::export::{buttons, card, formats, state};
use super::start::{TROUBLE, file_trouble, read};
use super::{onward, result_text};
use crate::files::{self, chosen, read as read_file, text};
use crate::html::{El, On, el, fragment};
use crate::route::focus_soon;
use crate::store::Context;
use crate::words::{button, p, span, unseen};

/// The draft, what was found, what to key, on the screen and as files; another draft, and a new one.
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
        .with(
            card("表のファイルにする", "転記の一覧を、ExcelやCSVのファイルにします。G-MISに読み込ませるファイルではありません。")
                .with(state(store))
                .with(formats(store)),
        )
        .with(el("section").class("card").with(el("h2").text("ほかの下書きを開く")).with(open_own(store, "下書きファイル")))
        .with(p("tools", "").with(restart))
        .with(onward(store, Step::Export, ""))
}

/// Compares with a file of last year: its answers stand beside the fields, and what differs a lot is asked about (KX01).
pub fn compare(store: &Context) -> El {
    let choose = |store: &Context, event: &Event| {
        let Some(file) = chosen(event) else { return };
        let store = store.clone();
        spawn_local(async move {
            let read = last_year(&store, file).await;
            let trouble = read.as_ref().err().cloned();
            if let Ok(draft) = read {
                compare_with(&store, Some(draft));
            }
            let is_trouble = trouble.is_some();
            store.view(|view| view.file_trouble = trouble);
            if is_trouble {
                focus_soon(&store, TROUBLE);
            }
        });
    };
    let input = el("input").attr("type", "file").attr("accept", ".json,application/json").on(store, On::Change, choose);
    let input = el("label").class("open-file").with(span("field-label", "前年の下書きファイル")).with(input);
    let last = store.beside.last_year.as_deref();
    let is = last.map(|last| {
        let name = last.get(Id::FacilityName.as_str()).and_then(Value::as_str).unwrap_or("名称のない下書き");
        let edition = last.edition().and_then(Catalog::builtin);
        let label = edition.as_ref().map_or("年度のわからない報告", Catalog::label);
        ["「", name, "」の", label, "と比べています。"].concat()
    });
    let stop = |_| {
        let stop = button("button is-quiet is-small", "比べるのをやめる");
        el("p").with(stop.on_click(store, |store| compare_with(store, None)))
    };
    card(
        "前年の下書きと比べる",
        "前年の下書きファイルを選ぶと、項目ごとに前年の答えが出ます。いまの答えは変わりません。ファイルはどこにも送られません。",
    )
    .with(input)
    .with(el("p").attr("role", "status").text(&is.unwrap_or_default()))
    .maybe(last, stop)
    .maybe(store.view.file_trouble.as_ref(), file_trouble)
}

/// The draft of last year in a file, or message and what to do.
async fn last_year(store: &Context, file: web_sys::File) -> Result<Draft, (String, String)> {
    let stays = |message: &str| (message.to_owned(), "いまの内容はそのまま残っています。".to_owned());
    let bytes = read_file(file, false).await.map_err(stays)?;
    let draft = read(store, &text(&bytes).map_err(stays)?)?;
    if draft.edition() == store.now().draft.edition() {
        let label = store.now().catalog.label().to_owned();
        return Err((
            ["これも", &label, "の下書きです。"].concat(),
            "前年の報告の下書きファイルを選んでください。".to_owned(),
        ));
    }
    Ok(draft)
}

/// Puts a draft of last year beside the one that is open, or takes it away, and has it checked anew.
fn compare_with(store: &Context, draft: Option<Draft>) {
    let store = store.now();
    let beside = Beside { last_year: draft.map(Rc::new), ..Beside::default() };
    store.dispatch(Action::Beside(store.id.clone(), beside));
    let _ = store.host().call("check", &[]);
}

/// Opens a draft file in place of what is there.
pub fn open_own(store: &Context, label: &str) -> El {
    let choose = |store: &Context, event: &Event| {
        if let Some(file) = chosen(event) {
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
