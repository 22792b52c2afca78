//! 書き出し: what can be taken away, what for, and who opens it.

use kakari_documents::{CsvFor, FileKind, Transcription, TranscriptionOptions, file_name};
use kakari_rules::Severity;

use super::answers::answers;
use super::settings::contact;
use crate::html::{El, el, fragment};
use crate::route::Step;
use crate::store::{Context, Store};
use crate::words::{button, check_box, option, p, span};
use crate::{app, files};

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
                    .with(el("a").class("button is-outline").attr("href", &Step::Explain.href()).text("患者説明へ")),
            ),
        )
        .with(next_year(store));
    let back = el("a").class("button is-outline").attr("href", &Step::Notice.href()).text("前へ: 院内掲示");
    fragment().with(cards).with(contact(store)).with(answers(store)).with(el("div").class("onward no-print").with(back))
}

fn card(heading: &str, words: &str) -> El {
    el("section").class("card").with(el("h2").text(heading)).with(el("p").text(words))
}

fn buttons() -> El {
    el("div").class("onward is-start")
}

fn transcription(store: &Context) -> El {
    let errors = store.report.count(Severity::Error);
    let allowed = errors == 0 || store.view.as_draft;
    let csv = |class: &'static str, label: &str, purpose: CsvFor| {
        button(class, label).flag("disabled", !allowed).on_click(store, move |store| save_csv(store, purpose))
    };
    let state = if errors > 0 {
        view_errors(store, errors)
    } else {
        p("ready", "✓ エラーはありません。転記に使えます。")
    };
    card(
        "G-MISへ転記する",
        "すべての回答を、G-MISの画面の順に、公式のコードと名称を付けて並べた表です。G-MISに読み込ませるファイルではなく、画面に入力するときに見るものです。",
    )
    .with(state)
    .with(
        buttons()
            .with(csv("button is-main", "CSV(Excelで開く)", CsvFor::Excel))
            .with(csv("button is-outline", "CSV(システム連携)", CsvFor::System)),
    )
    .with(p("hint", "「Excelで開く」はBOM付きUTF-8、「システム連携」はUTF-8(RFC 4180)です。暫定のコードは空欄にして「暫定」と示します。"))
}

fn view_errors(store: &Context, errors: usize) -> El {
    let words = format!("エラーが{errors}件残っているため、転記用としては書き出せません。");
    let message = el("p")
        .class("finding-message")
        .with(span("finding-kind", "エラー"))
        .text(&words)
        .with(el("a").attr("href", &Step::Review.href()).text("確認の画面で見る"));
    let tick = check_box(store.view.as_draft).on_tick(store, |store, on| store.view(move |view| view.as_draft = on));
    el("div").class("finding is-error").with(message).with(option("option", tick, "「下書き」と入れて書き出す"))
}

fn save_csv(store: &Store, purpose: CsvFor) {
    let options = TranscriptionOptions { made_on: store.today, allow_draft: store.view.as_draft };
    if let Ok(transcription) = Transcription::new(&store.draft, &store.catalog, &store.report, &options) {
        let kind = FileKind::Transcription(purpose);
        let name = file_name(&store.draft, &store.catalog, kind, transcription.is_draft());
        files::save(&name, "text/csv;charset=utf-8", &transcription.csv(purpose));
    }
}

fn records(store: &Context) -> El {
    let print = button("button is-outline", "一覧を印刷する").on_click(store, |_| crate::device::print());
    card("控えを残す", "下の一覧を紙やPDFで残せます。医療機関の控えや、紙で報告するときの下書きに使います。")
        .with(buttons().with(print))
}

fn next_year(store: &Context) -> El {
    let save = button("button is-outline", "下書きファイルを保存(Ctrl+S)")
        .on_click(store, |store| app::save_draft_file(store));
    card(
        "来年のために",
        "下書きファイルを保管しておくと、あとで続きを入力したり、別の端末で開いたりできます。開けるのはこのツールです。ブラウザーは長く使わないと保存した内容を消すことがあるので、ファイルも残してください。",
    )
    .with(buttons().with(save))
}
