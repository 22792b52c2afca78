//! The line of steps.

use kakari_form::Step;

use crate::fields::notice_changes;
use crate::html::{El, el};

use crate::route::Screen;
use crate::store::{Context, Store};
use crate::words::{p, span};

/// Where a step stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Empty,
    Begun,
    Done,
    Marked,
    NotAsked,
    Plain,
}

impl State {
    fn of(store: &Store, step: Step) -> Self {
        if !step.is_section() {
            let outdated =
                step == Step::Notice && notice_changes(store).is_some_and(|(_, changes)| !changes.is_empty());
            return if outdated { Self::Marked } else { Self::Plain };
        }
        if store.is_left_out(step) {
            return Self::NotAsked;
        }
        let (done, all) = store.progress(step);
        if store.marks(step) > 0 {
            Self::Marked
        } else if done == 0 {
            Self::Empty
        } else if done < all {
            Self::Begun
        } else {
            Self::Done
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Empty => "未入力",
            Self::Begun => "途中",
            Self::Done => "完了",
            Self::Marked => "要確認",
            Self::NotAsked => "報告不要",
            Self::Plain => "",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Empty => "is-empty",
            Self::Begun => "is-begun",
            Self::Done => "is-done",
            Self::Marked => "is-marked",
            Self::NotAsked => "is-not-asked",
            Self::Plain => "is-plain",
        }
    }
}

/// The steps, each with its state; folded on a small screen.
pub fn steps(store: &Context, current: Screen) -> El {
    let open = store.view.steps_open;
    let all = store.host().steps();
    let place = match all.iter().position(|step| Screen::Form(*step) == current) {
        Some(at) => format!("手順 {}/{} ", at + 1, all.len()),
        None => String::new(),
    };
    let percent = store.percent().to_string();
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
    el("nav")
        .class("steps")
        .attr("aria-label", &store.host().named("入力の手順"))
        .with(toggle)
        .with(list)
        .with(p("steps-progress", &["全体の入力 ", &percent, "%"].concat()).with(bar))
}

fn view_step(store: &Store, step: Step, current: Screen) -> El {
    let state = State::of(store, step);
    let words = match state {
        State::Marked if step == Step::Notice => "内容が変わりました".to_owned(),
        State::Marked => format!("{} {}件", state.label(), store.marks(step)),
        State::Begun => {
            let (done, all) = store.progress(step);
            format!("{} {done}/{all}", state.label())
        }
        _ => state.label().to_owned(),
    };
    let screen = Screen::Form(step);
    let is_current = screen == current;
    let link = el("a")
        .attr("href", &screen.href())
        .attr_if("aria-current", is_current.then_some("step"))
        .with(el("span").class("step-mark").attr("aria-hidden", "true"))
        .with(span("step-label", step.label()))
        .when(state != State::Plain, || span("step-state", &words));
    el("li").class("step").class(state.class()).class_if(is_current, "is-current").with(link)
}
