//! 書き出し: what can be taken away, what for, and who opens it.

use kakari_documents::{CsvFor, FileKind, Transcription, TranscriptionOptions, file_name};
use kakari_rules::Severity;
use yew::prelude::*;

use super::answers::answers;
use crate::route::Step;
use crate::store::Context;
use crate::view::View;
use crate::{app, files};

/// Three cards: to G-MIS, for the records, for next year.
pub fn export(store: &Context, view: &View) -> Html {
    let errors = store.report.count(Severity::Error);
    let allow_draft = view.as_draft;
    let allowed = errors == 0 || allow_draft;
    let csv = |purpose: CsvFor| {
        let store = store.clone();
        Callback::from(move |_| {
            let options = TranscriptionOptions { made_on: store.today, allow_draft };
            let made = Transcription::new(&store.draft, &store.catalog, &store.report, &options);
            if let Ok(transcription) = made {
                let kind = FileKind::Transcription(purpose);
                let name = file_name(&store.draft, &store.catalog, kind, transcription.is_draft());
                files::save(&name, "text/csv;charset=utf-8", &transcription.csv(purpose));
            }
        })
    };
    let save = {
        let store = store.clone();
        Callback::from(move |_| app::save_draft_file(&store))
    };
    let print = Callback::from(|_| {
        let _ = gloo_utils::window().print();
    });
    html! {
        <>
            <div class="no-print">
                <h1 tabindex="-1">{ "書き出し" }</h1>
                <section class="card">
                    <h2>{ "G-MISへ転記する" }</h2>
                    <p>{ "すべての回答を、G-MISの画面の順に、公式のコードと名称を付けて並べた表です。G-MISに読み込ませるファイルではなく、画面に入力するときに見るものです。" }</p>
                    if errors > 0 {
                        <div class="finding is-error">
                            <p class="finding-message"><span class="finding-kind">{ "エラー" }</span>
                                { format!("エラーが{errors}件残っているため、転記用としては書き出せません。") }
                                <a href={Step::Review.href()}>{ "確認の画面で見る" }</a></p>
                            <label class="option">
                                <input type="checkbox" checked={allow_draft} onchange={view.tick(|state, on| state.as_draft = on)} />
                                <span class="option-text">{ "「下書き」と入れて書き出す" }</span>
                            </label>
                        </div>
                    } else {
                        <p class="ready">{ "✓ エラーはありません。転記に使えます。" }</p>
                    }
                    <div class="onward is-start">
                        <button type="button" class="button is-main" onclick={csv(CsvFor::Excel)} disabled={!allowed}>{ "CSV(Excelで開く)" }</button>
                        <button type="button" class="button is-outline" onclick={csv(CsvFor::System)} disabled={!allowed}>{ "CSV(システム連携)" }</button>
                    </div>
                    <p class="hint">{ "「Excelで開く」はBOM付きUTF-8、「システム連携」はUTF-8(RFC 4180)です。暫定のコードは空欄にして「暫定」と示します。" }</p>
                </section>
                <section class="card">
                    <h2>{ "控えを残す" }</h2>
                    <p>{ "下の一覧を紙やPDFで残せます。医療機関の控えや、紙で報告するときの下書きに使います。" }</p>
                    <div class="onward is-start">
                        <button type="button" class="button is-outline" onclick={print}>{ "一覧を印刷する" }</button>
                    </div>
                </section>
                <section class="card">
                    <h2>{ "来年のために" }</h2>
                    <p>{ "下書きファイルを保管しておくと、あとで続きを入力したり、別の端末で開いたりできます。開けるのはこのツールです。ブラウザーは長く使わないと保存した内容を消すことがあるので、ファイルも残してください。" }</p>
                    <div class="onward is-start">
                        <button type="button" class="button is-outline" onclick={save}>{ "下書きファイルを保存(Ctrl+S)" }</button>
                    </div>
                </section>
            </div>
            { answers(store) }
            <div class="onward no-print">
                <a class="button is-outline" href={Step::Notice.href()}>{ "前へ: 院内掲示" }</a>
            </div>
        </>
    }
}
