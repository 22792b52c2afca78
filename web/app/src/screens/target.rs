//! 対象の確認: does this institution report, and when?

use kakari_catalog::{Catalog, Date, wareki};
use kakari_rules::{Place, Status};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::onward;
use crate::fields::{field, view_finding};
use crate::frame::{conditions, decision_class};
use crate::keep;
use crate::route::Step;
use crate::store::{Action, Context};
use crate::view::View;
use crate::words::days_between;

/// The questions that decide it, the answer with its clause, and the calendar of the edition.
pub fn target(store: &Context, view: &View) -> Html {
    let items = || store.catalog.items().iter().enumerate().filter(|(_, item)| item.section == "target");
    let questions = items().filter(|(_, item)| item.group != "dates");
    let dates: Vec<_> = items().filter(|(_, item)| item.group == "dates").collect();
    let any_date = dates.iter().any(|(_, item)| store.value(item).is_some());
    let ontoggle = {
        let view = view.clone();
        Callback::from(move |event: Event| {
            let open = event.target_unchecked_into::<web_sys::HtmlDetailsElement>().open();
            if view.dates_open != open {
                view.change(|state| state.dates_open = open);
            }
        })
    };
    let hint =
        store.catalog.section("target").and_then(|section| section.groups.iter().find(|group| group.id == "dates"));
    html! {
        <>
            <h1 tabindex="-1">{ "対象の確認" }</h1>
            <p class="lead">{ "病院と診療所は、一部を除いてすべて報告の対象です。無床診療所も対象です。" }</p>
            { edition_choice(store) }
            { for questions.map(|(index, _)| field(store, index)) }
            <details class="fold" open={view.dates_open || any_date} {ontoggle}>
                <summary>{ "最近、開設・休院・再開・廃院があった(予定がある)とき" }</summary>
                if let Some(help) = hint.and_then(|group| group.help.clone()) { <p>{ help }</p> }
                { for dates.iter().map(|(index, _)| field(store, *index)) }
            </details>
            { verdict(store) }
            { calendar(store) }
            { onward(store, Step::Target) }
        </>
    }
}

fn verdict(store: &Context) -> Html {
    let decision = &store.report.target;
    let sentence = match decision.status {
        Status::Target => "報告の対象です(医療法施行規則第30条の33の15第1項)",
        Status::NotTarget => "報告の対象外です",
        _ => "まだ決まりません",
    };
    let onward = match decision.status {
        Status::Target => "報告期間のうちに、G-MISなど都道府県が定める方法で報告します。",
        Status::NotTarget => "選択に間違いがなければ、この年度の報告は不要です。",
        _ => "満たしているかわからない条件を確かめてください。",
    };
    // Findings that are not about a field: dates and deadlines.
    let general = store.findings().filter(|finding| {
        finding.code().starts_with("KT")
            && finding
                .places
                .iter()
                .all(|place| !matches!(place, Place::Item(index) if store.catalog.items()[*index].section != "target"))
    });
    html! {
        <section class={classes!("verdict", decision_class(decision.status))} aria-live="polite">
            <h2>{ sentence }</h2>
            <p>{ onward }</p>
            { for general.map(|finding| view_finding(store, finding)) }
            <details class="status-why">
                <summary>{ "なぜ?" }</summary>
                { conditions(store, &decision.because) }
            </details>
        </section>
    }
}

/// Which year's report it is.
fn edition_choice(store: &Context) -> Html {
    let onchange = {
        let store = store.clone();
        Callback::from(move |event: Event| {
            let edition = event.target_unchecked_into::<HtmlSelectElement>().value();
            store.dispatch(Action::Edition(edition));
        })
    };
    let known = Catalog::builtin_editions().any(|name| Some(name) == store.draft.edition());
    let view = |name: &'static str| {
        let label = Catalog::builtin(name).map(|catalog| catalog.label().to_owned()).unwrap_or_default();
        html! { <option value={name} selected={store.draft.edition() == Some(name)}>{ label }</option> }
    };
    html! {
        <div class="field">
            <label class="field-label" for="edition"><span class="field-name">{ "どの年度の報告ですか" }</span></label>
            <select id="edition" class="select" {onchange}>
                if !known { <option value="" selected=true>{ "選んでください" }</option> }
                { for Catalog::builtin_editions().map(view) }
            </select>
        </div>
    }
}

/// The dates of the edition, and the prefecture's deadline.
fn calendar(store: &Context) -> Html {
    let dates = store.catalog.dates();
    let deadline = store.deadline().unwrap_or(dates.window.to);
    let onchange = {
        let store = store.clone();
        Callback::from(move |event: Event| {
            let mut settings = store.settings.clone();
            settings.deadline = event.target_unchecked_into::<HtmlInputElement>().value();
            let kept = settings.clone();
            yew::platform::spawn_local(async move {
                // A setting that cannot be kept only has to be made again.
                let _ = keep::save_settings(&kept).await;
            });
            store.dispatch(Action::Settings(settings));
        })
    };
    let span = |from: Date, to: Date| format!("{}〜{}", wareki::day(from), wareki::day(to));
    let outside = !store.settings.deadline.is_empty() && store.deadline().is_none();
    html! {
        <section class="calendar">
            <h2>{ format!("{}の日程", store.catalog.label()) }</h2>
            <dl>
                <div><dt>{ "基準日" }</dt><dd>{ wareki::day(dates.as_of) }<span>{ "体制・人員などは、この日の状況を報告します" }</span></dd></div>
                <div><dt>{ "暦年の実績" }</dt><dd>{ span(dates.calendar.from, dates.calendar.to) }<span>{ "輪番への参加、会議への参加などの実績" }</span></dd></div>
                <div><dt>{ "年度の実績" }</dt><dd>{ span(dates.fiscal.from, dates.fiscal.to) }<span>{ "診療報酬の算定回数、紹介患者数" }</span></dd></div>
                <div><dt>{ "報告期間" }</dt><dd>{ span(dates.window.from, dates.window.to) }</dd></div>
                <div><dt>{ "期限" }</dt><dd>{ wareki::day(deadline) }<strong>{ remaining(store.today, dates.window.from, deadline) }</strong></dd></div>
            </dl>
            <div class="field">
                <label class="field-label" for="deadline">
                    <span class="field-name">{ "都道府県が示した期限" }</span><span class="mark is-optional">{ "任意" }</span>
                </label>
                <p class="field-help" id="deadline-help">{ "期限は都道府県ごとに違い、3月31日より早いことがあります。都道府県の案内に書かれた日を入れると、残りの日数と注意に使います。この端末だけに残ります。" }</p>
                <input id="deadline" type="date" class="input" value={store.settings.deadline.clone()} {onchange}
                    min={iso(dates.window.from)} max={iso(dates.window.to)} aria-describedby="deadline-help" />
                if outside {
                    <div class="finding is-warning"><p class="finding-message"><span class="finding-kind">{ "注意" }</span>
                        { "この日は報告期間の中にありません。期間の終わりの日を期限として扱っています。" }</p></div>
                }
            </div>
        </section>
    }
}

fn iso(day: Date) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), u8::from(day.month()), day.day())
}

fn remaining(today: Date, opens: Date, deadline: Date) -> String {
    match (days_between(today, opens), days_between(today, deadline)) {
        (before, _) if before > 0 => format!("報告期間まであと{before}日"),
        (_, 0) => "今日が期限です".to_owned(),
        (_, left) if left > 0 => format!("あと{left}日"),
        (_, over) => format!("期限から{}日過ぎています", -over),
    }
}
