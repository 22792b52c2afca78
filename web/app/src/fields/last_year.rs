//! Last year's answer beside the field.

use kakari_documents::carry_over::{is_figure, may_stay};

use super::field::Field;
use crate::html::{El, el, fragment};
use crate::route::focus_within;
use crate::screens::answer_in_words;
use crate::store::Link;
use crate::words::{about, button, p, span};

/// What last year's draft answers where the answer now is another, and otherwise that it has been carried over, until the
/// person has looked at it.
pub fn last_year(link: &Link, field: &Field) -> El {
    let (index, item) = (field.index, field.item());
    let Some(before) = field.last_year else { return fragment() };
    if field.value == Some(before) {
        let is_quiet = is_figure(item) || field.has_seen;
        return fragment().when(!is_quiet, || el("p").class("field-last").with(span("mark is-optional", "前年のまま")));
    }
    let take = || {
        let value = before.clone();
        button("button is-outline is-small", "前年の値を入れる").with(about(item.short())).on_click(
            link,
            move |store| {
                store.set(index, Some(value.clone()));
                focus_within(store, &store.item(index).id, "input");
            },
        )
    };
    let words = ["前年: ", &answer_in_words(field.wording.catalog, item, Some(before)), " "].concat();
    p("field-last", &words).when(field.value.is_none() && may_stay(item) && !field.is_read_only, take)
}
