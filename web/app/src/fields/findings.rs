//! What was found, beside the field and in summaries, in the same words.

use kakari_rules::{Finding, Place, Severity};

use super::field::Field;
use crate::frame::sources;
use crate::html::{El, el, fragment};
use crate::route::{focus_within, href_of};
use crate::store::{Link, Linked};
use crate::words::{Wording, about, button, p, severity_class, spaced_mark, span};

/// The findings beside a field, but for お知らせ (notes), which くわしく has.
pub fn findings(link: &Link, field: &Field) -> El {
    let (index, wording) = (field.index, &field.wording);
    let shown = field.findings.iter().filter(|finding| finding.severity() != Severity::Note).enumerate();
    el("div").class("findings").attr("id", &field.id("findings")).all(shown.map(|(place, finding)| {
        let id = text_id(index, place);
        match finding.places.first() {
            Some(Place::Item(first)) if *first != index => refer(wording, finding, *first, &id),
            _ => view(link, wording, finding, Some(&id)),
        }
    }))
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
pub fn view_finding(to: &impl Linked, wording: &Wording, finding: &Finding) -> El {
    view(to.link(), wording, finding, None)
}

/// A finding about several items, at all of them but the first: what it is, and where it is said in full.
fn refer(wording: &Wording, finding: &Finding, first: usize, id: &str) -> El {
    let first = &wording.catalog.items()[first];
    let link = el("a").attr("href", &href_of(first)).text(&["「", first.short(), "」"].concat());
    let message = el("p").class("finding-message").with(span("finding-kind", finding.severity().label()));
    let text = message.text(finding.rule.title).text("。くわしくは").with(link).text("の欄にあります。");
    el("div").class(severity_class(finding.severity())).with(el("div").class("finding-text").attr("id", id).with(text))
}

fn view(link: &Link, wording: &Wording, finding: &Finding, id: Option<&str>) -> El {
    let catalog = wording.catalog;
    let message = el("p")
        .class("finding-message")
        .with(span("finding-kind", finding.severity().label()))
        .text(&wording.days(&finding.message(catalog)))
        .when(finding.rule.provisional, spaced_mark);
    let text = el("div").class("finding-text").attr_if("id", id);
    el("div")
        .class(severity_class(finding.severity()))
        .with(text.with(message).with(p("finding-fix", &wording.days(&finding.fix(catalog)))))
        .when(finding.code() == "KF21", || accept(link))
        .maybe(wording.late(), |late| (late.reason)(link, wording, finding))
}

/// Why it matters, and on what grounds.
pub fn reason(link: &Link, wording: &Wording, finding: &Finding) -> El {
    let item = match finding.places.first() {
        Some(Place::Item(index)) => wording.catalog.items()[*index].short(),
        _ => "",
    };
    el("details")
        .class("finding-why")
        .with(el("summary").text("理由と根拠").with(span("finding-code", finding.code())).with(about(item)))
        .with(el("p").text(&wording.days(&finding.why(wording.catalog))))
        .with(sources(finding.rule.sources, &[finding.code(), " ", item].concat()))
        .with(page_link(link, &["rules/", finding.code(), "/"], "この点検のくわしい説明", finding.code()))
}

/// Leads to a page that was made with the app and is kept with it, and that an element may be without. In a tab of its own,
/// so that the draft stays in view.
pub fn page_link(link: &Link, address: &[&str], text: &str, what: &str) -> El {
    if !link.host().is_page() {
        return fragment();
    }
    let anchor = el("a").attr("href", &address.concat()).attr("target", "_blank").attr("rel", "noopener");
    el("p").class("page-link").with(anchor.text(text).with(about(what)).text("(新しいタブで開きます)"))
}

/// A check digit that does not fit may be right all the same.
fn accept(link: &Link) -> El {
    let accept = button("button is-outline is-small", "この番号で続ける").on_click(link, |store| {
        let code = store.text("facility.code").to_owned();
        store.change_settings(|settings| settings.accepted_code = code);
        focus_within(store, "facility.code", "input");
    });
    el("p").with(accept)
}
