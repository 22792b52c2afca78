//! What was found, beside the field and in summaries, in the same words.

use kakari_rules::{Finding, Place, Severity};

use crate::frame::sources;
use crate::html::{El, el, fragment};
use crate::route::{focus_within, href_of};
use crate::store::Context;
use crate::words::{about, button, p, severity_class, spaced_mark, span};

/// The findings beside a field; notes folded away.
pub fn findings(store: &Context, index: usize) -> El {
    let shown = store.shown_at(index);
    let (notes, others): (Vec<_>, Vec<_>) = shown.into_iter().partition(|finding| finding.severity() == Severity::Note);
    let folded = || {
        let summary =
            el("summary").text(&format!("お知らせ({}件)", notes.len())).with(about(store.item(index).short()));
        el("details").class("notes").with(summary).all(notes.iter().map(|note| view_finding(store, note)))
    };
    el("div")
        .class("findings")
        .attr("id", &["findings-", &index.to_string()].concat())
        .all(others.iter().enumerate().map(|(place, finding)| {
            let id = text_id(index, place);
            match finding.places.first() {
                Some(Place::Item(first)) if *first != index => refer(store, finding, *first, &id),
                _ => view(store, finding, Some(&id)),
            }
        }))
        .when(!notes.is_empty(), folded)
}

/// Ids of the words of the findings that describe a field: without their grounds, which would be read with each control.
pub fn described_by(findings: &[&Finding], index: usize) -> String {
    let mut ids = String::new();
    for place in 0..findings.iter().filter(|finding| finding.severity() != Severity::Note).count() {
        ids.push(' ');
        ids.push_str(&text_id(index, place));
    }
    ids
}

fn text_id(index: usize, place: usize) -> String {
    format!("finding-{index}-{place}")
}

/// What is wrong, what to do, why, and on what grounds.
pub fn view_finding(store: &Context, finding: &Finding) -> El {
    view(store, finding, None)
}

/// A finding about several items, at all of them but the first: what it is, and where it is said in full.
fn refer(store: &Context, finding: &Finding, first: usize, id: &str) -> El {
    let first = store.item(first);
    let link = el("a").attr("href", &href_of(first)).text(&["「", first.short(), "」"].concat());
    let message = el("p").class("finding-message").with(span("finding-kind", finding.severity().label()));
    let text = message.text(finding.rule.title).text("。くわしくは").with(link).text("の欄にあります。");
    el("div").class(severity_class(finding.severity())).with(el("div").class("finding-text").attr("id", id).with(text))
}

fn view(store: &Context, finding: &Finding, id: Option<&str>) -> El {
    let catalog = &store.catalog;
    let message = el("p")
        .class("finding-message")
        .with(span("finding-kind", finding.severity().label()))
        .text(&store.days(&finding.message(catalog)))
        .when(finding.rule.provisional, spaced_mark);
    let text = el("div").class("finding-text").attr_if("id", id);
    el("div")
        .class(severity_class(finding.severity()))
        .with(text.with(message).with(p("finding-fix", &store.days(&finding.fix(catalog)))))
        .when(finding.code() == "KF21", || accept(store))
        .maybe(store.late(), |late| (late.reason)(store, finding))
}

/// Why it matters, and on what grounds.
pub fn reason(store: &Context, finding: &Finding) -> El {
    let item = match finding.places.first() {
        Some(Place::Item(index)) => store.item(*index).short(),
        _ => "",
    };
    el("details")
        .class("finding-why")
        .with(el("summary").text("理由と根拠").with(span("finding-code", finding.code())).with(about(item)))
        .with(el("p").text(&store.days(&finding.why(&store.catalog))))
        .with(sources(finding.rule.sources, &[finding.code(), " ", item].concat()))
        .with(page_link(store, &["rules/", finding.code(), "/"], "この点検のくわしい説明", finding.code()))
}

/// Leads to a page that was made with the app and is kept with it, and that an element may be without. In a tab of its own,
/// so that the draft stays in view.
pub fn page_link(store: &Context, address: &[&str], text: &str, what: &str) -> El {
    if !store.host().is_page() {
        return fragment();
    }
    let link = el("a").attr("href", &address.concat()).attr("target", "_blank").attr("rel", "noopener");
    el("p").class("page-link").with(link.text(text).with(about(what)).text("(新しいタブで開きます)"))
}

/// A check digit that does not fit may be right all the same.
fn accept(store: &Context) -> El {
    let accept = button("button is-outline is-small", "この番号で続ける").on_click(store, |store| {
        let code = store.text("facility.code").to_owned();
        store.change_settings(|settings| settings.accepted_code = code);
        focus_within(store, "facility.code", "input");
    });
    el("p").with(accept)
}
