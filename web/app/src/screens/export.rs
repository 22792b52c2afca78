//! 書き出し: what can be taken away, what for, and who opens it.

use kakari_documents::TableFormat;
use kakari_form::Step;
use kakari_rules::Severity;
use yew::platform::spawn_local;

use super::answers::answers;
use super::settings::contact;
use crate::html::{El, el, fragment};
use crate::route::{self, Screen};
use crate::sheets::{self, Writing};
use crate::store::Context;
use crate::words::{button, check_box, option, p, span};
use crate::{app, files};

/// The files of the transcription: format, class and label of the button, and what it is for.
const FORMATS: [(TableFormat, &str, &str, &str); 4] = [
    (
        TableFormat::Xlsx,
        "button is-outline",
        "Excelファイル(.xlsx)",
        "機能ごとのシートに分かれ、そのまま印刷できます。",
    ),
    (TableFormat::ExcelCsv, "button is-outline", "CSV(Excelで開く)", "Excel(Windows)で開けるCSVです(BOM付きUTF-8)。"),
    (
        TableFormat::Cp932Csv,
        "button is-outline",
        "CSV(シフトJIS)",
        "Excelの古い版や、古いシステムで開くCSVです(CP932)。表せない文字があれば、書き出す前にお知らせします。",
    ),
    (
        TableFormat::SystemCsv,
        "button is-outline",
        "CSV(システム連携)",
        "ほかのシステムに渡すCSVです(UTF-8、RFC 4180)。",
    ),
];

/// What only the page has: a screen that reads the file.
const FILLED_IN: &str = "ほかの人に書き込んでもらい、最初の画面で読み込むこともできます。";

/// As the command line says in its help.
const GUARD: &str = "どのCSVでも、「=」「+」「-」「@」で始まる文字の前には「'」が付きます。数式として動かないようにするためです。ほかのシステムで読むときは、外してください。";

/// Id of what is said about a file that was not written.
const OUTCOME: &str = "writing";

/// Three cards: to G-MIS, for the records, for next year.
pub fn export(store: &Context) -> El {
    let cards = el("div")
        .class("no-print")
        .with(el("h1").attr("tabindex", "-1").text("書き出し"))
        .with(transcription(store))
        .with(records(store))
        .with(
            card(
                "患者に説明する",
                "患者ごとの「かかりつけ医機能に関する療養計画書」を作って印刷します。患者の情報は保存しません。",
            )
            .with(
                buttons()
                    .with(el("a").class("button is-outline").attr("href", &Screen::Explain.href()).text("患者説明へ")),
            ),
        )
        .with(next_year(store))
        .with(contact(store));
    let back =
        el("a").class("button is-outline").attr("href", &Screen::Form(Step::Notice).href()).text("前へ: 院内掲示");
    fragment().with(cards).with(answers(store)).with(el("div").class("onward no-print").with(back))
}

pub(super) fn card(heading: &str, words: &str) -> El {
    el("section").class("card").with(el("h2").text(heading)).with(el("p").text(words))
}

pub(super) fn buttons() -> El {
    el("div").class("onward is-start")
}

/// Whether the transcription may be written, and what has to be said before.
pub(super) fn state(store: &Context) -> El {
    match store.report.count(Severity::Error) {
        0 => p("ready", "✓ エラーはありません。転記に使えます。"),
        errors => view_errors(store, errors),
    }
}

/// The files of the transcription, and what became of the one that was asked for.
pub(super) fn formats(store: &Context) -> El {
    let allowed = store.view.as_draft || store.report.is_ready();
    let line = |(format, class, label, purpose): (TableFormat, &'static str, &str, &str)| {
        let write =
            button(class, label).flag("disabled", !allowed).on_click(store, move |store| write(store, format, false));
        let is_read = format == TableFormat::Xlsx && store.host().is_page();
        let hint = p("hint", &[purpose, if is_read { FILLED_IN } else { "" }].concat());
        el("li").with(write).with(hint)
    };
    fragment()
        .with(el("ul").class("formats").all(FORMATS.into_iter().map(line)))
        .with(p("hint", "暫定のコードは空欄にして「暫定」と示します。"))
        .with(p("hint", GUARD))
        .with(outcome(store))
}

fn transcription(store: &Context) -> El {
    card(
        "G-MISへ転記する",
        "すべての回答を、G-MISの画面の順に、公式のコードと名称を付けて並べた表です。G-MISに読み込ませるファイルではなく、画面に入力するときに見るものです。",
    )
    .with(state(store))
    .with(buttons().with(el("a").class("button is-main").attr("href", &Screen::Transcribe.href()).text("画面で見ながら転記する")))
    .with(p("hint", "1つずつコピーして、済んだものに印を付けられます。ファイルにするときは、次から選びます。"))
    .with(formats(store))
}

/// What became of the file that was asked for.
fn outcome(store: &Context) -> El {
    let writing = &store.view.writing;
    let state = match writing {
        Writing::Busy => "ファイルを作っています…",
        Writing::Done => "ファイルを書き出しました。",
        _ => "",
    };
    let told =
        |class: &'static str| el("div").class(class).attr("id", OUTCOME).attr("tabindex", "-1").attr("role", "alert");
    let more = match writing {
        Writing::Idle | Writing::Busy | Writing::Done => fragment(),
        Writing::Failed((message, fix)) => {
            told("finding is-error").with(p("finding-message", message)).with(p("finding-fix", fix))
        }
        Writing::Unmappable(cells) => told("finding is-warning").with(unmappable(store, cells)),
    };
    el("div").with(el("p").class("hint").attr("role", "status").text(state)).with(more)
}

fn unmappable(store: &Context, cells: &[(String, String)]) -> El {
    let row =
        |(place, characters): &(String, String)| el("tr").with(el("td").text(place)).with(el("td").text(characters));
    let head = el("tr").with(el("th").text("項目")).with(el("th").text("表せない文字"));
    let agree = button("button is-outline", "〓に置き換えて書き出す")
        .on_click(store, |store| write(store, TableFormat::Cp932Csv, true));
    let leave =
        button("button is-quiet", "やめる").on_click(store, |store| store.view(|view| view.writing = Writing::Idle));
    let words =
        ["シフトJIS(CP932)で表せない文字が", &cells.len().to_string(), "か所にあります。まだ書き出していません。"];
    fragment()
        .with(p("finding-message", &words.concat()))
        .with(el("table").class("unmappable").with(el("thead").with(head)).with(el("tbody").all(cells.iter().map(row))))
        .with(p("finding-fix", "そのまま残したいときは、Excelファイルか「CSV(Excelで開く)」を使ってください。"))
        .with(buttons().with(agree).with(leave))
}

fn view_errors(store: &Context, errors: usize) -> El {
    let words = format!("エラーが{errors}件残っているため、転記用としては書き出せません。");
    let message = el("p")
        .class("finding-message")
        .with(span("finding-kind", "エラー"))
        .text(&words)
        .with(el("a").attr("href", &Screen::Form(Step::Review).href()).text("確認の画面で見る"));
    let tick = check_box(store.view.as_draft).on_tick(store, |store, on| store.view(move |view| view.as_draft = on));
    el("div").class("finding is-error").with(message).with(option("option", tick, "「下書き」と入れて書き出す"))
}

fn write(store: &Context, format: TableFormat, replace: bool) {
    if store.view.writing == Writing::Busy {
        return;
    }
    store.view(|view| view.writing = Writing::Busy);
    let store = store.clone();
    spawn_local(async move {
        let outcome = match sheets::write(&store, format, replace).await {
            Ok((name, mime, bytes)) => match files::save(&store, &name, mime, &bytes) {
                Some(()) => Writing::Done,
                None => Writing::Failed((files::NOT_MADE.to_owned(), String::new())),
            },
            Err(outcome) => outcome,
        };
        let is_told = outcome != Writing::Done;
        store.view(move |view| view.writing = outcome);
        if is_told {
            route::focus_soon(&store, OUTCOME);
        }
    });
}

fn records(store: &Context) -> El {
    let print = button("button is-outline", "一覧を印刷する").on_click(store, |_| crate::device::print());
    card("控えを残す", "下の一覧を紙やPDFで残せます。医療機関の控えや、紙で報告するときの下書きに使います。")
        .with(buttons().with(print))
}

fn next_year(store: &Context) -> El {
    let save = button("button is-outline", "下書きファイルを保存(Ctrl+S)").on_click(store, app::save_draft_file);
    card(
        "来年のために",
        "下書きファイルを保管しておくと、あとで続きを入力したり、別の端末で開いたりできます。開けるのはこのツールです。ブラウザーは長く使わないと保存した内容を消すことがあるので、ファイルも残してください。",
    )
    .with(super::file_words::file_reminder(store))
    .with(buttons().with(save))
}
