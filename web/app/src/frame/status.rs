//! The status card: what the answers add up to, and why.

use kakari_rules::{Condition, Decision, Status};
use kakari_sources::Cite;
use yew::prelude::*;

use crate::fields::notice_corner;
use crate::route::{Step, href_of};
use crate::store::Store;

/// 対象, 1号機能, 2号機能 イ to ニ.
pub fn status_card(store: &Store, step: Step) -> Html {
    let report = &store.report;
    let rows = [
        ("報告の対象", &report.target),
        ("1号機能", &report.function1),
        ("2号機能 イ(時間外)", &report.function2.i),
        ("2号機能 ロ(入退院)", &report.function2.ro),
        ("2号機能 ハ(在宅)", &report.function2.ha),
        ("2号機能 ニ(介護連携)", &report.function2.ni),
        ("患者への説明の努力義務", &report.explanation_duty),
    ];
    html! {
        <aside class="status" id="status" tabindex="-1" aria-labelledby="status-heading">
            <h2 id="status-heading">{ "いまの判定" }</h2>
            <div class="status-rows">
                { for rows.into_iter().map(|(label, decision)| view_row(store, label, decision)) }
            </div>
            if step == Step::F1 { { notice_corner(store) } }
        </aside>
    }
}

fn view_row(store: &Store, label: &str, decision: &Decision) -> Html {
    html! {
        <div class="status-row">
            <p class="status-label">{ label.to_owned() }</p>
            <p class={classes!("status-value", decision_class(decision.status))}>{ decision.status.label() }</p>
            <details class="status-why">
                <summary>{ "なぜ?" }<span class="visually-hidden">{ format!("({label})") }</span></summary>
                { conditions(store, &decision.because) }
            </details>
        </div>
    }
}

/// Colour and shape of an outcome.
pub fn decision_class(status: Status) -> &'static str {
    match status {
        Status::Target | Status::Has | Status::ArisesOnConfirmation => "is-yes",
        Status::NotTarget | Status::Lacks | Status::NotAsked | Status::None => "is-no",
        Status::Undecided => "is-open",
    }
}

/// A list of conditions, each leading to its field, and where they stand.
pub fn conditions(store: &Store, conditions: &[Condition]) -> Html {
    let view = |condition: &Condition| {
        let (mark, words, class) = match condition.met {
            Some(true) => ("✓", "満たしている", "is-met"),
            Some(false) => ("✗", "満たしていない", "is-unmet"),
            None => ("–", "まだわからない", "is-open"),
        };
        let item = condition.items.first().map(|index| &store.catalog.items()[*index]);
        html! {
            <li class={classes!("condition", class)}>
                <span class="condition-mark" aria-hidden="true">{ mark }</span>
                <span class="visually-hidden">{ format!("{words}: ") }</span>
                { match item {
                    Some(item) => html! { <a href={href_of(item)}>{ condition.text.clone() }</a> },
                    None => html! { <span>{ condition.text.clone() }</span> },
                } }
            </li>
        }
    };
    // Conditions of one decision mostly share their sources: each is shown once, under the list.
    let mut cites: Vec<Cite> = Vec::new();
    for cite in conditions.iter().flat_map(|condition| condition.sources) {
        if !cites.contains(cite) {
            cites.push(*cite);
        }
    }
    html! {
        <>
            <ul class="conditions">{ for conditions.iter().map(view) }</ul>
            { sources(&cites) }
        </>
    }
}

/// Sources, with the wording where it may be quoted.
pub fn sources(cites: &[Cite]) -> Html {
    let view = |cite: &Cite| {
        let document = cite.document();
        let url = document.and_then(|document| document.url);
        let checked = document.and_then(|document| document.checked);
        html! {
            <li class="source">
                <p class="source-title">
                    { cite.title() }
                    <span class="source-relation">{ cite.relation.label() }</span>
                </p>
                if let Some(quote) = cite.quote() {
                    <blockquote>{ quote.text }</blockquote>
                }
                <p class="source-small">
                    if let Some(checked) = checked { { format!("{checked} 時点の内容で確認") } }
                    if let Some(url) = url { <span class="source-url">{ url }</span> }
                </p>
            </li>
        }
    };
    html! {
        <details class="sources">
            <summary>{ format!("根拠({}件)", cites.len()) }</summary>
            <ul>{ for cites.iter().map(view) }</ul>
        </details>
    }
}
