//! A section of the form, made from the catalogue.

use kakari_catalog::{Id, Item};
use kakari_rules::Status;
use yew::prelude::*;

use super::onward;
use crate::fields::field;
use crate::frame::conditions;
use crate::route::Step;
use crate::store::{Context, Store};
use crate::view::View;

/// A step that asks for answers.
pub fn section(store: &Context, view: &View, step: Step) -> Html {
    let Some(section) = store.catalog.section(step.name()) else { return Html::default() };
    let heading = match step {
        Step::Facility | Step::Other => section.label.clone(),
        _ => format!("{} {}", section.label, section.title),
    };
    let body = if step.is_function2() {
        match store.report.function1.status {
            Status::Has => fields(store, step),
            status => not_held(store, view, step, status),
        }
    } else {
        fields(store, step)
    };
    html! {
        <>
            <h1 tabindex="-1">{ heading }</h1>
            if let Some(help) = &section.help { <p class="lead">{ help.clone() }</p> }
            { body }
            { onward(store, step) }
        </>
    }
}

fn is_shown(store: &Store, item: &Item) -> bool {
    // 意向 is asked of those who do not hold the function.
    if item.id == Id::F1Willing.as_str() {
        return store.report.function1.status == Status::Lacks || store.value(item).is_some();
    }
    store.is_asked(item)
}

fn fields(store: &Context, step: Step) -> Html {
    let Some(section) = store.catalog.section(step.name()) else { return Html::default() };
    let items = |group: &str| {
        let items = store.catalog.items().iter().enumerate();
        let own = items.filter(|(_, item)| item.section == section.id && item.group == group);
        own.filter(|(_, item)| is_shown(store, item)).collect::<Vec<_>>()
    };
    let view = |group: &kakari_catalog::Group| {
        let items = items(&group.id);
        if items.is_empty() {
            return Html::default();
        }
        html! {
            <section class="group" key={group.id.clone()}>
                <h2>{ group.label.clone() }</h2>
                if let Some(help) = &group.help { <p class="group-help">{ help.clone() }</p> }
                { for items.into_iter().map(|(index, _)| field(store, index)) }
            </section>
        }
    };
    section.groups.iter().map(view).collect()
}

/// Why 2号 is not asked, and what would change that.
fn not_held(store: &Context, view: &View, step: Step, status: Status) -> Html {
    let lacks = status == Status::Lacks;
    let touched = store.catalog.items_of(step.name()).any(|item| store.value(item).is_some());
    let open = view.fields_open;
    let toggle = view.set(move |state| state.fields_open = !open);
    html! {
        <>
            <section class={classes!("verdict", if lacks { "is-no" } else { "is-open" })}>
                if lacks {
                    <h2>{ "2号機能の報告は不要です" }</h2>
                    <p>{ "1号機能が「無し」のためです。2号機能は、1号機能を有する医療機関だけが報告します(医療法第30条の18の4第1項第2号)。次の★の条件がすべて満たされると、ここで尋ねます。" }</p>
                } else {
                    <h2>{ "1号機能の★の項目に答えると、ここで尋ねるかどうかが決まります" }</h2>
                    <p>{ "2号機能は、1号機能を有する医療機関だけが報告します(医療法第30条の18の4第1項第2号)。" }</p>
                }
                { conditions(store, &store.report.function1.because) }
            </section>
            if lacks { { field(store, store.catalog.index(Id::F1Willing)) } }
            if touched || !lacks {
                <p>
                    if touched { { "この画面に入力済みの内容は、消さずに残しています。" } }
                    <button type="button" class="button is-outline is-small" aria-expanded={open.to_string()} onclick={toggle}>
                        { match (open, touched) {
                            (true, _) => "項目を閉じる",
                            (false, true) => "入力済みの内容を見る",
                            (false, false) => "先に入力しておく",
                        } }
                    </button>
                </p>
            }
            if open { { fields(store, step) } }
        </>
    }
}
