//! The line of steps.

use kakari_form::{State, Step};

use crate::fields::notice_changes;
use crate::html::{El, el};

use crate::route::Screen;
use crate::store::{Context, Store};
use crate::words::span;

/// The steps, each with its state; folded on a small screen.
pub fn steps(store: &Context, current: Screen) -> El {
    let open = store.view.steps_open;
    let all = store.host().steps();
    let place = match all.iter().position(|step| Screen::Form(*step) == current) {
        Some(at) => format!("手順 {}/{} ", at + 1, all.len()),
        None => String::new(),
    };
    let percent = store.as_form().progress_of(&all).percent().to_string();
    let toggle = el("button")
        .class("steps-toggle")
        .attr("type", "button")
        .attr("aria-expanded", if open { "true" } else { "false" })
        .attr("aria-controls", "steps-list")
        .with(el("span").text(&(place + current.label())))
        .with(el("span").attr("aria-hidden", "true").text(if open { "閉じる ▲" } else { "一覧 ▼" }))
        .on_click(store, move |store| store.view(move |view| view.steps_open = !open));
    let list = el("ol")
        .class("steps-list")
        .class_if(open, "is-open")
        .attr("id", "steps-list")
        .all(all.iter().map(|step| view_step(store, *step, current)));
    let bar = el("progress").attr("max", "100").attr("value", &percent).attr("aria-label", "全体の入力の割合");
    el("nav").class("steps").attr("aria-label", &store.host().named("入力の手順")).with(toggle).with(list).with(
        el("p")
            .class("steps-progress")
            .with(span("steps-whole", "全体の入力 "))
            .text(&[&percent, "%"].concat())
            .with(bar),
    )
}

fn view_step(store: &Store, step: Step, current: Screen) -> El {
    let standing = store.as_form().standing(step);
    let is_outdated = || step == Step::Notice && notice_changes(store).is_some_and(|(_, changes)| !changes.is_empty());
    let (class, words) = match standing {
        Some(standing) => (class(standing.state), standing.words()),
        None if is_outdated() => (class(State::Marked), "内容が変わりました".to_owned()),
        None => ("is-plain", String::new()),
    };
    let screen = Screen::Form(step);
    let is_current = screen == current;
    let link = el("a")
        .attr("href", &screen.href())
        .attr_if("aria-current", is_current.then_some("step"))
        .with(el("span").class("step-mark").attr("aria-hidden", "true"))
        .with(span("step-label", step.label()))
        .when(!words.is_empty(), || span("step-state", &words));
    el("li").class("step").class(class).class_if(is_current, "is-current").with(link)
}

fn class(state: State) -> &'static str {
    match state {
        State::Empty => "is-empty",
        State::Begun => "is-begun",
        State::Done => "is-done",
        State::Marked => "is-marked",
        State::NotAsked => "is-not-asked",
    }
}
