//! The status card: what the answers add up to, and why.

use kakari_form::Step;
use kakari_rules::{Condition, Decision, Status};
use kakari_sources::{Cite, Document, Relation, quote};
use wasm_bindgen::JsCast;
use web_sys::{Event, FocusEvent, KeyboardEvent, Node};

use crate::fields::PREVIEW;
use crate::html::{El, On, Select, el, fragment, part};
use crate::route::{Screen, focus_id, href_of};
use crate::store::{Context, Link, Store};
use crate::words::{Wording, about, p, span, unseen};

const ID: &str = "status";
const BAR: &str = "status-bar";
const CARD: &str = "status-card";

/// 対象, 1号機能, 2号機能 イ to ニ: a card beside the form, or where there is no room for one, a bar below it that opens the
/// card as a sheet over the form. In somebody else's page nothing lies over anything: the card stands below.
pub fn status_card(store: &Context, screen: Screen) -> El {
    let late = store.late().filter(|_| screen == Screen::Form(Step::F1));
    let card = el("div")
        .class("status-card")
        .attr("id", CARD)
        .with(el("h2").text("いまの判定"))
        .with(part::<Decisions>(store, 0))
        .maybe(late, |late| (late.preview_button)(store));
    el("aside")
        .class("status")
        .class_if(store.view.status_open, "is-open")
        .attr("id", ID)
        .attr("tabindex", "-1")
        .attr("aria-label", &store.host().named("いまの判定"))
        .on(store, On::KeyDown, pressed)
        .on(store, On::FocusOut, left)
        .when(store.host().is_page(), || part::<Bar>(store, 0))
        .with(card)
        // Not in the card, which a window that becomes narrower folds away.
        .maybe(late.filter(|_| store.view.preview_open), |late| (late.preview)(store))
}

/// Escape leads back to the bar.
fn pressed(store: &Context, event: &Event) {
    let escapes = event.unchecked_ref::<KeyboardEvent>().key() == "Escape";
    // The preview closes itself.
    if escapes && store.view.status_open && !store.view.preview_open {
        store.view(|view| view.status_open = false);
        focus_id(store, BAR);
    }
}

/// What lies over the form does so no longer once the focus has gone elsewhere.
fn left(store: &Context, event: &Event) {
    let (status, preview) = (store.view.status_open, store.view.preview_open);
    let to = event.unchecked_ref::<FocusEvent>().related_target().and_then(|to| to.dyn_into::<Node>().ok());
    // To another window it goes for a while.
    let Some(to) = to.filter(|_| status || preview) else { return };
    let stays = |id| store.host().by_id(id).is_some_and(|element| element.contains(Some(&to)));
    let now = (status && stays(ID), preview && stays(PREVIEW));
    if now != (status, preview) {
        store.view(move |view| (view.status_open, view.preview_open) = now);
    }
}

/// The states of the decisions, in one line: words, and where there is no room for them signs.
struct Bar;

impl Select for Bar {
    type Seen<'a> = (bool, [Status; 6]);

    fn select(store: &Store, _: usize) -> Self::Seen<'_> {
        let report = &store.report;
        let two = &report.function2;
        let states = [&report.target, &report.function1, &two.i, &two.ro, &two.ha, &two.ni];
        (store.view.status_open, states.map(|decision| decision.status))
    }

    fn draw(link: &Link, (open, states): &Self::Seen<'_>) -> El {
        let open = *open;
        let names = ["報告", "1号", "2号 イ", "ロ", "ハ", "ニ"];
        let state = |(name, status): (&str, &Status)| {
            let value = el("span").class("bar-value").class(decision_class(*status));
            el("span").class("bar-state").text(name).with(value.with(unseen(status.label())))
        };
        el("button")
            .class("status-bar")
            .attr("type", "button")
            .attr("id", BAR)
            .attr("aria-expanded", if open { "true" } else { "false" })
            .attr("aria-controls", CARD)
            .with(unseen("いまの判定: "))
            .all(names.into_iter().zip(states).map(state))
            .with(span("bar-sign", if open { "▼" } else { "▲" }).attr("aria-hidden", "true"))
            .on_click(link, move |store| store.view(move |view| view.status_open = !open))
    }
}

/// The decisions.
struct Decisions;

impl Select for Decisions {
    type Seen<'a> = (Wording<'a>, [(&'static str, &'a Decision, bool); 7]);

    fn select(store: &Store, _: usize) -> Self::Seen<'_> {
        let report = &store.report;
        let rows = [
            ("報告の対象", &report.target),
            ("1号機能", &report.function1),
            ("2号機能 イ(時間外)", &report.function2.i),
            ("2号機能 ロ(入退院)", &report.function2.ro),
            ("2号機能 ハ(在宅)", &report.function2.ha),
            ("2号機能 ニ(介護連携)", &report.function2.ni),
            ("説明の努力義務", &report.explanation_duty),
        ];
        (store.wording(), rows.map(|(label, decision)| (label, decision, store.view.unfolded.contains(&label))))
    }

    fn draw(link: &Link, (wording, rows): &Self::Seen<'_>) -> El {
        let is_target = rows[0].1.status != Status::NotTarget;
        el("div")
            .class("status-rows")
            .all(rows.iter().map(|(label, decision, is_open)| view_row(link, wording, label, decision, *is_open)))
            .when(!is_target, || p("status-note", "報告の対象ではないため、1号機能から下の判定は報告には使いません。"))
    }
}

fn view_row(link: &Link, wording: &Wording, label: &'static str, decision: &Decision, is_open: bool) -> El {
    let value = el("span").class("status-value").class(decision_class(decision.status));
    let own = fragment().with(span("status-label", label)).with(value.text(decision.status.label()));
    el("div").class("status-row").with(match wording.late() {
        Some(late) => (late.why)(link, wording, decision, own, label, is_open),
        None => el("p").class("status-line").with(own),
    })
}

/// A line that opens the list of conditions behind a decision, which is drawn only then. `what` was decided stands in the
/// names of what unfolds.
pub fn why(link: &Link, wording: &Wording, decision: &Decision, own: El, what: &'static str, is_open: bool) -> El {
    let summary = el("summary").class("status-line").with(own).with(span("status-ask", "なぜ?"));
    el("details")
        .class("status-why")
        .on(link, On::Toggle, move |store, event| store.unfold(what, event))
        .with(summary)
        .when(is_open, || conditions(wording, &decision.because, what))
}

/// Colour and shape of an outcome.
pub fn decision_class(status: Status) -> &'static str {
    match status {
        Status::Target | Status::Has | Status::ArisesOnConfirmation => "is-yes",
        Status::NotTarget | Status::Lacks | Status::NotAsked | Status::None => "is-no",
        Status::Undecided => "is-open",
    }
}

/// A list of conditions, each leading to its field, and where they stand. `what` they decide stands in the names of what
/// unfolds.
pub fn conditions(wording: &Wording, conditions: &[Condition], what: &str) -> El {
    // Conditions of one decision mostly share their sources: each is shown once, under the list.
    let mut cites: Vec<Cite> = Vec::new();
    for condition in conditions {
        for cite in condition.sources {
            if !cites.contains(cite) {
                cites.push(*cite);
            }
        }
    }
    let list = el("ul").class("conditions").all(conditions.iter().map(|condition| view_condition(wording, condition)));
    fragment().with(list).with(sources(&cites, what))
}

fn view_condition(wording: &Wording, condition: &Condition) -> El {
    let (mark, words, class) = match condition.met {
        Some(true) => ("✓", "満たしている: ", "condition is-met"),
        Some(false) => ("✗", "満たしていない: ", "condition is-unmet"),
        None => ("–", "まだわからない: ", "condition is-open"),
    };
    let text = match condition.items.first() {
        Some(index) => el("a").attr("href", &href_of(&wording.catalog.items()[*index])),
        None => el("span"),
    };
    el("li")
        .class(class)
        .with(span("condition-mark", mark).attr("aria-hidden", "true"))
        .with(unseen(words))
        .with(text.text(&wording.days(&condition.text)))
}

/// Sources of something, with the wording where it may be quoted.
pub fn sources(cites: &[Cite], what: &str) -> El {
    let list: Vec<_> = cites.iter().map(|cite| view_source(cite.id, cite.place, cite.relation)).collect();
    folded(list, what)
}

/// Where the regulation asks for something.
pub fn asked_by(places: &[String]) -> El {
    el("ul").class("sources").all(places.iter().map(|place| view_source("regulation", place, Relation::Restates)))
}

fn folded(list: Vec<El>, what: &str) -> El {
    let words = ["根拠(", &list.len().to_string(), "件)"].concat();
    el("details").class("sources").with(el("summary").text(&words).with(about(what))).with(el("ul").all(list))
}

fn view_source(id: &'static str, place: &str, relation: Relation) -> El {
    let document = Document::get(id);
    let short = document.map_or(id, |document| document.short);
    let url = document.and_then(|document| document.url);
    let checked = document.and_then(|document| document.checked);
    el("li")
        .class("source")
        .with(p("source-title", &[short, " ", place].concat()).with(span("source-relation", relation.label())))
        .maybe(quote(id, place), |quote| {
            el("blockquote").attr("data-place", &[id, " ", place].concat()).text(quote.text)
        })
        .with(
            el("p")
                .class("source-small")
                .maybe(checked, |checked| fragment().text(checked).text(" 時点の内容で確認"))
                .maybe(url, |url| span("source-url", url)),
        )
}
