//! The first page: what this is, and the way in.

use kakari_draft::Draft;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::route::{self, Step};
use crate::store::{Action, Context};
use crate::view::View;
use crate::{files, words};

/// The first page.
pub fn start(store: &Context, view: &View) -> Html {
    let begin = {
        let store = store.clone();
        Callback::from(move |_| {
            store.dispatch(Action::New);
            route::go(Step::Target);
        })
    };
    let example = {
        let store = store.clone();
        Callback::from(move |_| open_example(&store))
    };
    let resume = store.resume();
    html! {
        <div class="start">
            <h1 tabindex="-1">{ "かかりつけ医機能報告の下書きを、報告の前に確かめられます" }</h1>
            <ul class="start-points">
                <li>{ "何を聞かれるか、なぜ聞かれるかを示し、入力しながら誤りと抜けをお知らせします。院内掲示の見本も作れます。" }</li>
                <li><strong>{ "入力した内容は、この端末の外に送られません。" }</strong>{ "一度開けば、インターネットにつながっていなくても使えます。" }</li>
                <li>{ "これはG-MISではなく、報告そのものは行いません。できあがった内容を、G-MISの画面の順に書き出します。" }</li>
            </ul>
            if store.is_open {
                <div class="start-resume">
                    <p>{ format!("この端末に下書きがあります: {} {}", store.catalog.label(), words::draft_name(store)) }</p>
                    <a class="button is-main" href={resume.href()}>{ format!("続きから({}、{}%)", resume.label(), store.percent()) }</a>
                </div>
            }
            <div class="start-buttons">
                <button type="button" class={classes!("button", if store.is_open { "is-outline" } else { "is-main" })} onclick={begin}>
                    { if store.is_open { "新しい下書きをはじめる" } else { "はじめる" } }
                </button>
                <button type="button" class="button is-outline" onclick={example}>{ "記入例を開く" }</button>
            </div>
            if store.is_open {
                <p class="hint">{ "新しくはじめたり、記入例やファイルを開いたりすると、いまの下書きは画面から置き換わります。残したいときは、先に「ファイルに保存」してください。すぐなら「元に戻す」で戻せます。" }</p>
            }
            { open_file(store, view) }
        </div>
    }
}

fn open_example(store: &Context) {
    // The example is part of the program and is a draft, as its tests show.
    let Ok(mut draft) = Draft::read(kakari_rules::BASE) else { return };
    draft.set_edition(store.catalog.edition());
    store.dispatch(Action::Open { draft, told: "架空の診療所の記入例を開きました。", changed: true });
    route::go(Step::Target);
}

/// Opens a draft file.
fn open_file(store: &Context, view: &View) -> Html {
    let onchange = {
        let (store, view) = (store.clone(), view.clone());
        Callback::from(move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            // The same file can be chosen again after it was mended.
            input.set_value("");
            let (store, view) = (store.clone(), view.clone());
            yew::platform::spawn_local(async move {
                match open(&store, file).await {
                    Ok(()) => route::go(Step::Review),
                    Err(trouble) => view.change(|state| state.file_trouble = Some(trouble)),
                }
            });
        })
    };
    html! {
        <div class="open-file">
            <label class="field-label" for="open-file">{ "下書きファイル(.kakari.json)を開く" }</label>
            <input id="open-file" type="file" accept=".json,application/json" {onchange} />
            if let Some((message, fix)) = &view.file_trouble {
                <div class="finding is-error" role="alert">
                    <p class="finding-message"><span class="finding-kind">{ "開けませんでした" }</span>{ message.clone() }</p>
                    <p class="finding-fix">{ fix.clone() }</p>
                </div>
            }
        </div>
    }
}

/// Message and what to do, where the file is no draft.
async fn open(store: &Context, file: web_sys::File) -> Result<(), (String, String)> {
    let text = files::read(file)
        .await
        .map_err(|message| (message, "いま開いている下書きはそのまま残っています。".to_owned()))?;
    let draft = Draft::read(&text).map_err(|error| {
        let finding = kakari_rules::refusal(&error);
        (finding.message(&store.catalog), finding.fix(&store.catalog))
    })?;
    store.dispatch(Action::Open { draft, told: "下書きファイルを開きました。", changed: true });
    Ok(())
}
