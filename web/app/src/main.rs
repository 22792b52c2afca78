//! かかりつけ医機能報告 下書きチェッカー: the Yew app.
use yew::prelude::*;

#[component]
fn App() -> Html {
    html! { <h1>{ "かかりつけ医機能報告 下書きチェッカー" }</h1> }
}

fn main() {
    if let Some(root) = gloo_utils::document().get_element_by_id("app") {
        yew::Renderer::<App>::with_root(root).render();
    }
}
