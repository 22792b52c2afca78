//! 確認: everything that was found, and everything that was answered.

use kakari_rules::{Finding, Place, Severity};
use yew::prelude::*;

use super::answers::answers;
use super::onward;
use crate::fields::view_finding;
use crate::route::{Step, href_of};
use crate::store::Context;

/// Everything that stands beside the fields, gathered, and all answers.
pub fn review(store: &Context) -> Html {
    let errors = store.findings().filter(|finding| finding.severity() == Severity::Error).count();
    let others = store.findings().filter(|f| matches!(f.severity(), Severity::Warning | Severity::Question)).count();
    html! {
        <>
            <h1 tabindex="-1">{ "確認" }</h1>
            <section class={classes!("summary", if errors > 0 { "is-error" } else { "is-ready" })} aria-labelledby="summary-heading">
                if errors > 0 {
                    <h2 id="summary-heading">{ format!("直す必要のある項目が {errors} 件あります") }</h2>
                    if others > 0 { <p>{ format!("ほかに、確かめるとよい項目が {others} 件あります。") }</p> }
                } else {
                    <h2 id="summary-heading">{ "G-MISへの転記の準備ができました" }</h2>
                    <p>
                        if others > 0 { { format!("確かめるとよい項目が {others} 件あります。") } }
                        { "次は、院内掲示の確認と、転記用のファイルの書き出しです。" }
                    </p>
                }
                { for Severity::ALL.into_iter().map(|severity| view_severity(store, severity)) }
            </section>
            { answers(store) }
            { onward(store, Step::Review) }
        </>
    }
}

fn view_severity(store: &Context, severity: Severity) -> Html {
    let findings: Vec<_> = store.findings().filter(|finding| finding.severity() == severity).collect();
    if findings.is_empty() {
        return Html::default();
    }
    let heading = match severity {
        Severity::Error => "エラー(直さないと転記できません)",
        Severity::Warning => "注意(見直すとよいところ)",
        Severity::Question => "確認(機械では決められないところ)",
        Severity::Note => "お知らせ",
    };
    html! {
        <section class="summary-part" key={severity.key()}>
            <h3>{ format!("{heading} {}件", findings.len()) }</h3>
            <ul>{ for findings.iter().map(|finding| view_line(store, finding)) }</ul>
        </section>
    }
}

fn view_line(store: &Context, finding: &Finding) -> Html {
    let item = finding.places.iter().find_map(|place| match place {
        Place::Item(index) => store.catalog.items().get(*index),
        Place::Member(_) => None,
    });
    html! {
        <li>
            if let Some(item) = item {
                <a class="summary-link" href={href_of(item)}>{ format!("{}: {}", Step::ALL.into_iter().find(|step| step.name() == item.section).map_or("", Step::label), item.short()) }</a>
            }
            { view_finding(store, finding) }
        </li>
    }
}
