//! A section of the form, made from the catalogue.

use kakari_catalog::{Group, Id, Item};
use kakari_form::Step;
use kakari_rules::{Asked, Status};

use super::{MAIN, changeable, onward};
use crate::fields::field;
use crate::html::{El, On, el, fragment};
use crate::route::{Screen, focus_id};
use crate::store::{Context, Store};
use crate::words::{button, p};

/// From this many groups on there is a list of them above.
const CONTENTS_FROM: usize = 4;

/// A step that asks for answers.
pub fn section(store: &Context, step: Step) -> El {
    let Some(section) = store.catalog.section(step.name()) else { return fragment() };
    let heading = match step {
        Step::Facility | Step::Other => section.label.clone(),
        _ => [&section.label, " ", &section.title].concat(),
    };
    let body = match store.report.function1.status {
        status if step.is_function2() && status != Status::Has => not_held(store, step, status),
        _ => fields(store, step),
    };
    fragment()
        .with(el("h1").attr("tabindex", "-1").text(&heading))
        .maybe(section.help.as_deref(), |help| p("lead", help))
        .with(body)
        .with(onward(store, step, MAIN))
}

/// What is not asked any more is shown while something stands there.
fn is_shown(store: &Store, item: &Item) -> bool {
    match store.asked(item) {
        Asked::OtherAnswer | Asked::Open => store.value(item).is_some(),
        _ => true,
    }
}

fn fields(store: &Context, step: Step) -> El {
    let groups = store.catalog.section(step.name()).map(|section| section.groups.as_slice()).unwrap_or_default();
    let is_asked = |group: &&Group| items(store, step, group).next().is_some();
    let many = groups.iter().filter(is_asked).count() >= CONTENTS_FROM;
    let list = || el("ul").all(groups.iter().filter(is_asked).map(|group| view_link(store, step, group)));
    let contents = || {
        el("nav")
            .class("contents no-print")
            .attr("aria-label", &store.host().named("この画面の内容"))
            .with(el("p").text("この画面の内容"))
            .with(list())
    };
    fragment()
        .when(many, contents)
        .with(changeable(store).all(groups.iter().map(|group| view_group(store, step, group))))
}

/// The items of a group that are shown now, by their places in the catalogue.
fn items<'a>(store: &'a Store, step: Step, group: &'a Group) -> impl Iterator<Item = usize> + 'a {
    let all = store.catalog.items().iter().enumerate();
    all.filter(move |(_, item)| item.section == step.name() && item.group == group.id && is_shown(store, item))
        .map(|(index, _)| index)
}

/// Leads to a group. The address holds the step, so the link moves only the focus.
fn view_link(store: &Context, step: Step, group: &Group) -> El {
    let id = heading_id(group);
    let link = el("a").attr("href", &Screen::Form(step).href()).text(&group.label).on(
        store,
        On::Click,
        move |store, event| {
            event.prevent_default();
            focus_id(store, &id);
        },
    );
    el("li").with(link)
}

fn heading_id(group: &Group) -> String {
    ["group-", &group.id].concat()
}

fn view_group(store: &Context, step: Step, group: &Group) -> El {
    if items(store, step, group).next().is_none() {
        return fragment().key(&group.id);
    }
    el("section")
        .class("group")
        .key(&group.id)
        .with(el("h2").attr("id", &heading_id(group)).attr("tabindex", "-1").text(&group.label))
        .maybe(group.help.as_deref(), |help| p("group-help", help))
        .all(items(store, step, group).map(|index| field(store, index)))
}

/// Why 2号 is not asked, and what would change that.
fn not_held(store: &Context, step: Step, status: Status) -> El {
    let lacks = status == Status::Lacks;
    let touched = store.catalog.items_of(step.name()).any(|item| store.value(item).is_some());
    let open = store.view.fields_open;
    let (class, heading, words) = if lacks {
        (
            "verdict is-no",
            "2号機能の報告は不要です",
            "1号機能が「無し」のためです。2号機能は、1号機能を有する医療機関だけが報告します(医療法第30条の18の4第1項第2号)。次の★の条件がすべて満たされると、ここで尋ねます。",
        )
    } else {
        (
            "verdict is-open",
            "1号機能の★の項目に答えると、ここで尋ねるかどうかが決まります",
            "2号機能は、1号機能を有する医療機関だけが報告します(医療法第30条の18の4第1項第2号)。",
        )
    };
    let verdict = el("section")
        .class(class)
        .with(el("h2").text(heading))
        .with(el("p").text(words))
        .maybe(store.late(), |late| (late.conditions)(store, &store.report.function1.because, ""));
    let toggle = || {
        let label = match (open, touched) {
            (true, _) => "項目を閉じる",
            (false, true) => "入力済みの内容を見る",
            (false, false) => "先に入力しておく",
        };
        let toggle = button("button is-outline is-small", label)
            .attr("aria-expanded", if open { "true" } else { "false" })
            .on_click(store, move |store| store.view(move |view| view.fields_open = !open));
        let kept = || el("p").text("この画面に入力済みの内容は、消さずに残しています。");
        fragment().when(touched, kept).with(el("p").with(toggle))
    };
    fragment()
        .with(verdict)
        .when(lacks, || changeable(store).with(field(store, store.catalog.index(Id::F1Willing))))
        .when(touched || !lacks, toggle)
        .when(open, || fields(store, step))
}
