//! Last year's answer beside the field.

use kakari_documents::carry_over::{is_figure, may_stay};

use crate::html::{El, el, fragment};
use crate::route::focus_within;
use crate::screens::answer_in_words;
use crate::store::Context;
use crate::words::{about, button, p, span};

/// What last year's draft answers where the answer now is another, and otherwise that it has been carried over, until the
/// person has looked at it.
pub fn last_year(store: &Context, index: usize) -> El {
    let item = store.item(index);
    let Some(before) = store.beside.last_year.as_ref().and_then(|last| last.get(&item.id)) else { return fragment() };
    let now = store.value(item);
    if now == Some(before) {
        let is_quiet = is_figure(item) || store.beside.has_seen(&item.id);
        return fragment().when(!is_quiet, || el("p").with(span("mark is-optional", "前年のまま")));
    }
    let take = || {
        let value = before.clone();
        button("button is-outline is-small", "前年の値を入れる").with(about(item.short())).on_click(
            store,
            move |store| {
                store.set(index, Some(value.clone()));
                focus_within(store, &store.item(index).id, "input");
            },
        )
    };
    let words = ["前年: ", &answer_in_words(store, item, Some(before)), " "].concat();
    p("field-last", &words).when(now.is_none() && may_stay(item) && !store.is_read_only(), take)
}
