//! A section of the form, made from the catalogue.

use kakari_catalog::{Group, Id};
use kakari_form::{Block, NotHeld, Step, period_name, period_of_group, provisional_facts};

use super::{MAIN, changeable, onward};
use crate::fields::{field, table, unsure_mark};
use crate::html::{El, On, el, fragment};
use crate::route::{Screen, focus_id, href_of};
use crate::store::Context;
use crate::words::{button, p, provisional_mark, unseen};

/// From this many groups on there is a list of them above.
const CONTENTS_FROM: usize = 4;

/// The name of the list of what is provisional, once unfolded.
const PROVISIONAL: &str = "暫定";

/// A step that asks for answers.
pub fn section(store: &Context, step: Step) -> El {
    let Some(section) = store.catalog.section(step.name()) else { return fragment() };
    let form = store.as_form();
    let body = match form.not_held(step) {
        Some(why) => not_held(store, step, why),
        None => fields(store, step),
    };
    fragment()
        .with(el("h1").attr("tabindex", "-1").text(&form.heading(step)))
        .maybe(section.help.as_deref(), |help| p("lead", help))
        .with(body)
        .with(onward(store, step, MAIN))
}

fn fields(store: &Context, step: Step) -> El {
    let groups = store.as_form().groups(step);
    let list = || el("ul").all(groups.iter().map(|(group, _)| view_link(store, step, group)));
    let contents = || {
        el("details")
            .class("contents no-print")
            .key(step.label())
            .with(el("summary").text("この画面の内容"))
            .with(el("nav").attr("aria-label", &store.host().named("この画面の内容")).with(list()))
    };
    fragment()
        .with(provisional(store, step))
        .when(groups.len() >= CONTENTS_FROM, contents)
        .with(changeable(store).all(groups.iter().map(|(group, fields)| view_group(store, step, group, fields))))
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

fn view_group(store: &Context, step: Step, group: &Group, fields: &[usize]) -> El {
    let period = period_of_group(&store.catalog, step.name(), &group.id).map(|period| {
        let days = store.days(&store.catalog.period_in_words(period));
        [period_name(period), " ", &days].concat()
    });
    let block = |block: Block| match block {
        Block::Field(index) => field(store, index),
        Block::Table(rows) => table(store, &rows, &group.label),
    };
    el("section")
        .class("group")
        .key(&group.id)
        .with(
            el("div")
                .class("group-head")
                .with(el("h2").attr("id", &heading_id(group)).attr("tabindex", "-1").text(&group.label))
                .maybe(period, |period| p("field-period", &period)),
        )
        .maybe(group.help.as_deref(), |help| p("group-help", help))
        .all(store.as_form().blocks(fields).into_iter().map(block))
}

/// What is provisional (暫定) on a step, in one sentence, and the list of exactly which facts, each leading to its field.
pub fn provisional(store: &Context, step: Step) -> El {
    let form = store.as_form();
    let shown = form.items_of(step).iter().filter(|index| form.is_shown(**index));
    let unsure = shown.map(|index| (*index, provisional_facts(&store.catalog, *index)));
    let unsure: Vec<_> = unsure.filter(|(_, facts)| !facts.is_empty()).collect();
    let line = |(index, facts): &(usize, Vec<&str>)| {
        let item = store.item(*index);
        let link = el("a").attr("href", &href_of(item)).text(item.short()).with(unseen("の欄へ"));
        el("li").with(link).text(&[": ", &facts.join("、")].concat())
    };
    if unsure.is_empty() {
        return fragment();
    }
    let words =
        ["この画面の", &unsure.len().to_string(), "項目に、確認できていない番号や選択肢などがあります"].concat();
    el("details")
        .class("provisional no-print")
        .key(step.name())
        .on(store, On::Toggle, |store, event| store.unfold(PROVISIONAL, event))
        .with(el("summary").with(provisional_mark()).text(" ").text(&words))
        .when(store.view.unfolded.contains(&PROVISIONAL), || {
            fragment()
                .with(
                    p("hint", "公式の資料で確認できていない事実です。項目の名前の横に ")
                        .with(unsure_mark())
                        .text(" を付けています。「くわしく」に、事実ごとの確かさがあります。"),
                )
                .with(el("ul").all(unsure.iter().map(line)))
        })
}

/// Why 2号 is not asked, and what would change that.
fn not_held(store: &Context, step: Step, why: NotHeld) -> El {
    let lacks = why == NotHeld::Lacks;
    let touched = store.catalog.items_of(step.name()).any(|item| store.value(item).is_some());
    let open = store.view.fields_open;
    let verdict = el("section")
        .class(if lacks { "verdict is-no" } else { "verdict is-open" })
        .with(el("h2").text(why.heading()))
        .with(el("p").text(why.words()))
        .maybe(store.late(), |late| (late.conditions)(&store.wording(), &store.report.function1.because, ""));
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
