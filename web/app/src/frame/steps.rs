//! The line of steps.

use kakari_rules::Status;
use yew::prelude::*;

use crate::route::Step;
use crate::store::Store;
use crate::view::View;

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
            return Self::Plain;
        }
        if store.function2(step) == Some(Status::NotAsked) {
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
pub fn steps(store: &Store, view: &View, current: Step) -> Html {
    let open = view.steps_open;
    let toggle = view.set(move |state| state.steps_open = !open);
    let at = Step::ALL.iter().position(|step| *step == current).unwrap_or(0) + 1;
    html! {
        <nav class="steps" aria-label="入力の手順">
            <button type="button" class="steps-toggle" aria-expanded={open.to_string()} aria-controls="steps-list" onclick={toggle}>
                <span>{ format!("手順 {at}/{} {}", Step::ALL.len(), current.label()) }</span>
                <span aria-hidden="true">{ if open { "閉じる ▲" } else { "一覧 ▼" } }</span>
            </button>
            <ol id="steps-list" class={classes!("steps-list", open.then_some("is-open"))}>
                { for Step::ALL.iter().map(|step| view_step(store, *step, current)) }
            </ol>
            <p class="steps-progress">
                { format!("全体の入力 {}%", store.percent()) }
                <progress max="100" value={store.percent().to_string()} aria-label="全体の入力の割合" />
            </p>
        </nav>
    }
}

fn view_step(store: &Store, step: Step, current: Step) -> Html {
    let state = State::of(store, step);
    let (done, all) = if step.is_section() { store.progress(step) } else { (0, 0) };
    let marks = store.marks(step);
    let count = match state {
        State::Marked => format!("{} {marks}件", state.label()),
        State::Begun => format!("{} {done}/{all}", state.label()),
        _ => state.label().to_owned(),
    };
    html! {
        <li class={classes!("step", state.class(), (step == current).then_some("is-current"))}>
            <a href={step.href()} aria-current={(step == current).then_some("step")}>
                <span class="step-mark" aria-hidden="true"></span>
                <span class="step-label">{ step.label() }</span>
                if state != State::Plain { <span class="step-state">{ count }</span> }
            </a>
        </li>
    }
}
