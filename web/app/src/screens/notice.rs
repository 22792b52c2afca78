//! 院内掲示: the sheet as it will hang on the wall.

use kakari_documents::{FileKind, file_name};
use yew::prelude::*;

use super::onward;
use crate::fields::{notice_fragment, notice_page};
use crate::files;
use crate::route::Step;
use crate::store::Context;
use crate::view::View;

/// The notice, its options, print and file.
pub fn notice(store: &Context, view: &View) -> Html {
    let choice = view.notice;
    let print = Callback::from(|_| {
        let _ = gloo_utils::window().print();
    });
    let save = {
        let store = store.clone();
        Callback::from(move |_| {
            let name = file_name(&store.draft, &store.catalog, FileKind::Notice, !store.report.is_ready());
            files::save(&name, "text/html;charset=utf-8", notice_page(&store, choice).as_bytes());
        })
    };
    html! {
        <>
            <div class="no-print">
                <h1 tabindex="-1">{ "院内掲示" }</h1>
                <p class="lead">{ "報告した内容のうち、次の6つを院内に掲示します(医療法施行規則 別表第八 第二 一)。用紙は国の様式(例)にならったもので、別の様式を使うこともできます。" }</p>
                <ol class="posted">
                    <li>{ "具体的な機能を有すること" }</li>
                    <li>{ "かかりつけ医機能に関する研修の修了者の有無" }</li>
                    <li>{ "総合診療専門医の有無" }</li>
                    <li>{ "診療領域ごとの一次診療の対応の有無" }</li>
                    <li>{ "一次診療で対応できる疾患" }</li>
                    <li>{ "医療に関する患者からの相談に応じること" }</li>
                </ol>
                if !store.report.is_ready() {
                    <div class="finding is-warning"><p class="finding-message"><span class="finding-kind">{ "注意" }</span>
                        { "エラーが残っているため、用紙に「下書き」と入ります。" }<a href={Step::Review.href()}>{ "確認の画面で見る" }</a></p></div>
                }
                <fieldset class="field">
                    <legend class="field-label"><span class="field-name">{ "用紙に載せるもの" }</span></legend>
                    <div class="options">
                        <label class="option">
                            <input type="checkbox" checked={choice.numbers} onchange={view.tick(|state, on| state.notice.numbers = on)} />
                            <span class="option-text">{ "研修修了者と総合診療専門医の人数" }
                                <span class="option-help">{ "法令が掲示を求めているのは有無だけです。人数は載せなくてもかまいません。" }</span></span>
                        </label>
                        <label class="option">
                            <input type="checkbox" checked={choice.only_applying} onchange={view.tick(|state, on| state.notice.only_applying = on)} />
                            <span class="option-text">{ "当てはまる領域・疾患だけを載せる" }
                                <span class="option-help">{ "選ばないときは、様式(例)のとおりすべてを載せ、当てはまるものに印を付けます。" }</span></span>
                        </label>
                    </div>
                </fieldset>
                <div class="onward is-start">
                    <button type="button" class="button is-main" onclick={print}>{ "印刷する(A4)" }</button>
                    <button type="button" class="button is-outline" onclick={save}>{ "HTMLファイルで保存する" }</button>
                </div>
                <p class="hint">{ "PDFにするときは、印刷の画面で「PDFに保存」を選びます。余白は「なし」か「既定」、倍率は100%にしてください。" }</p>
            </div>
            <div class="notice-frame" role="group" aria-label="院内掲示の見本">
                { Html::from_html_unchecked(notice_fragment(store, choice).into()) }
            </div>
            <div class="no-print">{ onward(store, Step::Notice) }</div>
        </>
    }
}
