//! 確認: everything that was found, and everything that was answered.

use kakari_form::Step;
use kakari_rules::{Finding, Place, Severity, Status};

use super::answers::answers;
use super::settings::contact;
use super::{MAIN, onward};
use crate::fields::view_finding;
use crate::html::{El, el, fragment};
use crate::route::{Screen, href_of};
use crate::store::Context;
use crate::words::unseen;

/// Everything that stands beside the fields, gathered, and all answers.
pub fn review(store: &Context) -> El {
    let count = |severity: Severity| store.findings().filter(|finding| finding.severity() == severity).count();
    let errors = count(Severity::Error);
    let others = count(Severity::Warning) + count(Severity::Question);
    let heading = el("h2").attr("id", "summary-heading");
    let summary = el("section").class("summary");
    let summary = if errors > 0 {
        // The focus comes here on arrival.
        summary
            .class("is-error")
            .attr("tabindex", "-1")
            .with(heading.text(&format!("直す必要のある項目が {errors} 件あります")))
            .with(el("p").text("直さないと、G-MISへの転記用には書き出せません。"))
            .with(list(store, &told_once(store, Severity::Error)))
    } else {
        summary
            .class("is-ready")
            .with(heading.text("G-MISへの転記の準備ができました"))
            .with(el("p").text("次は、院内掲示の確認と、転記用のファイルの書き出しです。"))
    };
    let more = if errors > 0 { "ほかに、" } else { "" };
    // 控え is the answers alone.
    let found = el("div")
        .class("no-print")
        .with(el("h1").attr("tabindex", "-1").text("確認"))
        .with(summary.attr("aria-labelledby", "summary-heading"))
        .when(others > 0, || el("p").text(&format!("{more}確かめるとよい項目が {others} 件あります。")))
        .when(store.beside.is_any(), compare)
        .when(store.report.explanation_duty.status == Status::ArisesOnConfirmation, || explain(store))
        .with(part(store, Severity::Warning, "注意(見直すとよいところ)"))
        .with(part(store, Severity::Question, "確認(機械では決められないところ)"))
        .with(notes(store))
        .with(contact(store));
    fragment().with(found).with(answers(store)).with(onward(store, Step::Review, MAIN))
}

fn compare() -> El {
    el("p").with(el("a").attr("href", &Screen::Differences.href()).text("前年や、確認を受けた内容との違いを見る"))
}

fn explain(store: &Context) -> El {
    let link = || el("a").attr("href", &Screen::Explain.href()).text("患者説明の用紙を作る");
    el("p")
        .class("review-explain")
        .text("2号機能があるため、都道府県の確認のあと、患者や家族の求めに応じて説明する努力義務が生じます。")
        .when(store.host().is_page(), link)
}

fn part(store: &Context, severity: Severity, heading: &str) -> El {
    let found = told_once(store, severity);
    if found.is_empty() {
        return fragment();
    }
    el("section").class("summary-part").with(el("h2").text(heading)).with(list(store, &found))
}

/// What is worth knowing, folded: it stands between nobody and the next step.
fn notes(store: &Context) -> El {
    let found = told_once(store, Severity::Note);
    if found.is_empty() {
        return fragment();
    }
    let summary = el("summary").text(&format!("お知らせ {}件", found.len()));
    el("details").class("notes summary-part").with(summary).with(list(store, &found))
}

/// Findings of a severity; those that say the same about different items are one.
fn told_once(store: &Context, severity: Severity) -> Vec<Finding> {
    kakari_form::told_once(store.findings().filter(|finding| finding.severity() == severity))
}

fn list(store: &Context, found: &[Finding]) -> El {
    el("ul").class("summary-list").all(found.iter().map(|finding| view_line(store, finding)))
}

/// A finding below the fields it is about.
fn view_line(store: &Context, finding: &Finding) -> El {
    let items = finding.places.iter().filter_map(|place| match place {
        Place::Item(index) => store.catalog.items().get(*index),
        Place::Member(_) => None,
    });
    let mut step = None;
    let links = items.map(|item| {
        let own = Step::of(item);
        let is_new = step.replace(own) != Some(own);
        let label = [own.label(), ": "].concat();
        let label = if is_new { fragment().text(&label) } else { unseen(&label) };
        el("a").class("summary-link").attr("href", &href_of(item)).with(label).text(item.short())
    });
    el("li").all(links).with(view_finding(store, &store.wording(), finding))
}
