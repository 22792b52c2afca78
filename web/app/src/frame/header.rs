//! The head of the page: what this is, which draft, whether it is kept.

use yew::prelude::*;

use crate::store::{Action, Context, Keeping};
use crate::{app, device, words};

/// The head of the page.
pub fn header(store: &Context) -> Html {
    let online = device::is_online();
    let keeping = match &store.keeping {
        Keeping::Untouched => String::new(),
        Keeping::Pending => "保存しています…".to_owned(),
        Keeping::Kept(at) => format!("保存しました {}(この端末の中だけ)", device::clock(*at)),
        Keeping::Failed(_) => "保存できていません".to_owned(),
    };
    let failed = matches!(store.keeping, Keeping::Failed(_));
    let undo = {
        let store = store.clone();
        Callback::from(move |_| store.dispatch(Action::Undo))
    };
    let save = {
        let store = store.clone();
        Callback::from(move |_| app::save_draft_file(&store))
    };
    html! {
        <header class="header">
            <p class="header-title"><a href="#/">{ "かかりつけ医機能報告 下書きチェッカー" }</a></p>
            if store.is_open {
                <div class="header-draft">
                    <p class="header-name">{ words::draft_name(store) }<span>{ store.catalog.label().to_owned() }</span></p>
                    <p class={classes!("header-keeping", failed.then_some("is-failed"))}>{ keeping }</p>
                    <p class={classes!("header-online", (!online).then_some("is-offline"))}>
                        { if online { "オンライン" } else { "オフライン(このまま使えます)" } }
                    </p>
                    <div class="header-buttons">
                        <button type="button" class="button is-quiet" onclick={undo} disabled={!store.can_undo()}>{ "元に戻す" }</button>
                        <button type="button" class="button is-quiet" onclick={save}>{ "ファイルに保存" }</button>
                    </div>
                </div>
            }
        </header>
    }
}
