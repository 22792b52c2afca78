//! What has to be said at once: storage that refuses, a newer version, and what has just happened.

use yew::prelude::*;

use crate::keep::Trouble;
use crate::store::{Context, Keeping, Store};
use crate::{app, device};

/// Banners under the head of the page.
pub fn banners(store: &Context) -> Html {
    let update = device::is_update_ready();
    let save = {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| app::save_draft_file(&store))
    };
    let reload = Callback::from(|_: MouseEvent| {
        let _ = gloo_utils::window().location().reload();
    });
    let apply = Callback::from(|_: MouseEvent| device::apply_update());
    let trouble = match &store.keeping {
        Keeping::Failed(trouble) => Some(trouble.clone()),
        _ => None,
    };
    html! {
        <div class="banners">
            if let Some(trouble) = trouble {
                <div class="banner is-trouble" role="alert">
                    <p>{ match trouble {
                        Trouble::Refused => "このブラウザーには保存できません(プライベートウィンドウや設定のため)。このタブを閉じると入力した内容は消えます。ファイルに保存してください。",
                        Trouble::Full => "保存する場所がいっぱいのため、いまの内容を保存できていません。ファイルに保存してください。",
                        Trouble::NewerElsewhere => "別のタブで、この下書きに新しい変更が保存されています。上書きを避けるため、このタブの内容は保存していません。",
                    } }</p>
                    <div class="banner-buttons">
                        <button type="button" class="button" onclick={save} disabled={!store.is_open}>{ "このタブの内容をファイルに保存" }</button>
                        if trouble == Trouble::NewerElsewhere {
                            <button type="button" class="button is-outline" onclick={reload}>{ "別のタブの内容を読み込む" }</button>
                        }
                    </div>
                </div>
            }
            if update {
                <div class="banner" role="status">
                    <p>{ "新しい版があります。入力した内容は保存されているので、切り替えてもそのまま続けられます。" }</p>
                    <div class="banner-buttons">
                        <button type="button" class="button" onclick={apply} disabled={store.keeping == Keeping::Pending}>{ "新しい版に切り替える" }</button>
                    </div>
                </div>
            }
        </div>
    }
}

/// Says what has just happened, for those who do not see it.
pub fn telltale(store: &Store) -> Html {
    html! { <p class="visually-hidden" aria-live="polite">{ store.told.clone() }</p> }
}
