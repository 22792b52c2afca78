//! One task a screen.

mod answers;
mod export;
mod notice;
mod review;
mod section;
mod start;
mod target;

pub use export::export;
pub use notice::notice;
pub use review::review;
pub use section::section;
pub use start::start;
pub use target::target;

use yew::prelude::*;

use crate::route::{self, Step};
use crate::store::{Action, Context};

/// The way back and the way on.
pub fn onward(store: &Context, step: Step) -> Html {
    let onclick = {
        let store = store.clone();
        Callback::from(move |_| {
            store.dispatch(Action::Finish(step));
            if let Some(next) = step.next() {
                route::go(next);
            }
        })
    };
    html! {
        <div class="onward">
            if let Some(previous) = step.previous() {
                <a class="button is-outline" href={previous.href()}>{ format!("前へ: {}", previous.label()) }</a>
            }
            if let Some(next) = step.next() {
                <button type="button" class="button is-main" {onclick}>{ format!("次へ: {}", next.label()) }</button>
            }
        </div>
    }
}
