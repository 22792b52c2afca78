//! What was found, beside the field and in summaries, in the same words.

use kakari_rules::Finding;

use crate::frame::sources;
use crate::html::{El, el};
use crate::route::focus_within;
use crate::store::Context;
use crate::words::{button, p, severity_class, spaced_mark, span};

/// The findings beside a field.
pub fn findings(store: &Context, index: usize) -> El {
    let shown = store.shown_at(index);
    el("div")
        .class("findings")
        .attr("id", &["findings-", &index.to_string()].concat())
        .all(shown.iter().map(|finding| view_finding(store, finding)))
}

/// What is wrong, what to do, why, and on what grounds.
pub fn view_finding(store: &Context, finding: &Finding) -> El {
    let catalog = &store.catalog;
    let message = el("p")
        .class("finding-message")
        .with(span("finding-kind", finding.severity().label()))
        .text(&finding.message(catalog))
        .when(finding.rule.provisional, spaced_mark);
    let why = el("details")
        .class("finding-why")
        .with(el("summary").text("理由と根拠").with(span("finding-code", finding.code())))
        .with(el("p").text(&finding.why(catalog)))
        .with(sources(finding.rule.sources));
    el("div")
        .class(severity_class(finding.severity()))
        .with(message)
        .with(p("finding-fix", &finding.fix(catalog)))
        .when(finding.code() == "KF21", || accept(store))
        .with(why)
}

/// A check digit that does not fit may be right all the same.
fn accept(store: &Context) -> El {
    let accept = button("button is-outline is-small", "この番号で続ける").on_click(store, |store| {
        let code = store.text("facility.code").to_owned();
        store.change_settings(|settings| settings.accepted_code = code);
        focus_within("facility.code", "input");
    });
    el("p").with(accept)
}
