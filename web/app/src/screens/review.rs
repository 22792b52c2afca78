//! 確認: everything that was found, and everything that was answered.

use kakari_rules::{Finding, Place, Severity};

use super::answers::answers;
use super::onward;
use crate::fields::view_finding;
use crate::html::{El, el, fragment};
use crate::route::{Step, href_of};
use crate::store::{Context, step_of};

/// Everything that stands beside the fields, gathered, and all answers.
pub fn review(store: &Context) -> El {
    let count = |severity: Severity| store.findings().filter(|finding| finding.severity() == severity).count();
    let errors = count(Severity::Error);
    let others = count(Severity::Warning) + count(Severity::Question);
    let heading = el("h2").attr("id", "summary-heading");
    let summary = if errors > 0 {
        el("section")
            .class("summary is-error")
            .with(heading.text(&format!("直す必要のある項目が {errors} 件あります")))
            .when(others > 0, || el("p").text(&format!("ほかに、確かめるとよい項目が {others} 件あります。")))
    } else {
        let more = if others > 0 {
            format!("確かめるとよい項目が {others} 件あります。")
        } else {
            String::new()
        };
        el("section")
            .class("summary is-ready")
            .with(heading.text("G-MISへの転記の準備ができました"))
            .with(el("p").text(&more).text("次は、院内掲示の確認と、転記用のファイルの書き出しです。"))
    };
    fragment()
        .with(el("h1").attr("tabindex", "-1").text("確認"))
        .with(
            summary
                .attr("aria-labelledby", "summary-heading")
                .all(Severity::ALL.iter().map(|severity| view_severity(store, *severity))),
        )
        .with(answers(store))
        .with(onward(store, Step::Review))
}

fn view_severity(store: &Context, severity: Severity) -> El {
    let findings: Vec<_> = store.findings().filter(|finding| finding.severity() == severity).collect();
    if findings.is_empty() {
        return fragment();
    }
    let heading = match severity {
        Severity::Error => "エラー(直さないと転記できません)",
        Severity::Warning => "注意(見直すとよいところ)",
        Severity::Question => "確認(機械では決められないところ)",
        Severity::Note => "お知らせ",
    };
    el("section")
        .class("summary-part")
        .with(el("h3").text(&format!("{heading} {}件", findings.len())))
        .with(el("ul").all(findings.iter().map(|finding| view_line(store, finding))))
}

fn view_line(store: &Context, finding: &Finding) -> El {
    let item = finding.places.iter().find_map(|place| match place {
        Place::Item(index) => store.catalog.items().get(*index),
        Place::Member(_) => None,
    });
    el("li")
        .maybe(item, |item| {
            let words = [step_of(item).label(), ": ", item.short()].concat();
            el("a").class("summary-link").attr("href", &href_of(item)).text(&words)
        })
        .with(view_finding(store, finding))
}
