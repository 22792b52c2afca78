//! A field: label, help, period, control, findings, grounds.

use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use kakari_catalog::{Fact, Item, Kind, PeriodKey, Role};
use kakari_form::{Need, period_name};
use kakari_rules::Severity;
use kakari_session::Action;
use kakari_sources::Grade;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusEvent};

use super::calculator::calculates_from;
use super::choice::{are_codes_unsure, choice_field, flag_field, select_field};
use super::date::date_field;
use super::findings::{described_by, findings, page_link};
use super::last_year::last_year;
use super::multi::multi_field;
use super::number::number_field;
use super::rows::{names_field, partners_field};
use super::text::text_field;
use super::words::words;
use crate::frame::asked_by;
use crate::html::{El, On, Select, el, fragment, part};
use crate::route::field_id;
use crate::store::{Context, Link, Store};
use crate::words::{about, p, provisional_mark, spaced_mark, span};

/// Above this many options a list unfolds instead of radio buttons.
const MOST_RADIOS: usize = 9;

/// What a control is handed.
pub struct Control {
    /// Place of the item in the catalogue.
    pub index: usize,
    /// Whether an error is shown.
    pub invalid: bool,
    /// Ids of the elements that describe the field.
    described: String,
}

impl Control {
    /// Id of the control of a field with one control.
    pub fn id(&self) -> String {
        ["control-", &self.index.to_string()].concat()
    }

    /// Ties the control of a field with one control to its label, its help and its findings.
    pub fn describe(&self, control: El) -> El {
        self.describe_with(control.attr("id", &self.id()), "")
    }

    /// The same for a control that has its id, and one more element that describes it.
    pub fn describe_with(&self, control: El, more: &str) -> El {
        control
            .attr("aria-describedby", [&*self.described, " ", more].concat().trim_end())
            .attr_if("aria-invalid", self.invalid.then_some("true"))
    }
}

/// Controls that belong to one label; the others are a group with a legend.
fn is_single(store: &Store, index: usize) -> bool {
    match store.item(index).kind {
        Kind::Count | Kind::Decimal1 | Kind::Text | Kind::Date => true,
        Kind::Choice => store.catalog.options_at(index).len() > MOST_RADIOS,
        Kind::Multi | Kind::Partners | Kind::Names | Kind::Flag => false,
    }
}

/// The field of an item.
pub fn field(store: &Context, index: usize) -> El {
    part::<Whole>(store, index).key(&store.item(index).id)
}

struct Whole;

struct Field<'a>(&'a Store, usize);

impl PartialEq for Field<'_> {
    fn eq(&self, other: &Self) -> bool {
        looks_the_same(self.0, other.0, self.1)
    }
}

impl Select for Whole {
    type Seen<'a> = Field<'a>;

    fn select(store: &Store, at: usize) -> Field<'_> {
        Field(store, at)
    }

    fn draw(link: &Link, seen: &Field<'_>) -> El {
        draw(&link.now(), seen.1)
    }
}

/// Whether the field of an item looks the same in two states: what it shows of the draft, what is said beside it, what
/// is typed and unfolded besides, and what it is made from.
fn looks_the_same(old: &Store, new: &Store, index: usize) -> bool {
    Rc::ptr_eq(&old.catalog, &new.catalog)
        && old.view == new.view
        && old.beside.is_same_year(&new.beside)
        && old.is_read_only() == new.is_read_only()
        && old.settings == new.settings
        && old.loading == new.loading
        && old.as_form().need(index) == new.as_form().need(index)
        && old.value(old.item(index)) == new.value(new.item(index))
        && calculates_from(new.item(index)).iter().all(|id| old.draft.get(id.as_str()) == new.draft.get(id.as_str()))
        && old.shown_at(index) == new.shown_at(index)
}

fn draw(store: &Context, index: usize) -> El {
    let item = store.item(index);
    let shown = store.shown_at(index);
    let invalid = shown.iter().any(|finding| finding.severity() == Severity::Error);
    let help_id = ["help-", &index.to_string()].concat();
    let control = Control { index, invalid, described: [&*help_id, &described_by(&shown, index)].concat() };
    let single = is_single(store, index);
    let leave = move |store: &Context, event: &Event| leave(store, index, event);
    let head = view_label(item, store.as_form().need(index));
    let help = el("div").class("field-help").attr("id", &help_id);
    el(if single { "div" } else { "fieldset" })
        .class("field")
        .class_if(invalid, "is-invalid")
        .attr("id", &field_id(&item.id))
        .attr_if("aria-describedby", (!single).then_some(&*control.described))
        .on(store, On::FocusOut, leave)
        .with(if single {
            el("label").class("field-label").attr("for", &control.id()).with(head)
        } else {
            el("legend").class("field-label").with(head)
        })
        .with(view_help(store, index, help))
        .with(words(store, index))
        .with(view_control(store, &control))
        .maybe(store.late().and_then(|late| (late.calculator)(store, index)), |calculator| calculator)
        .with(findings(store, index))
        .maybe(store.late().filter(|_| !item.law.is_empty()), |late| (late.grounds)(store, item))
}

/// Going from one control of the field to another is not leaving it; going on to what is said about it is.
fn leave(store: &Context, index: usize, event: &Event) {
    let event: &FocusEvent = event.unchecked_ref();
    let next = event.related_target().and_then(|target| target.dyn_into::<Element>().ok());
    let about = next.as_ref().and_then(|next| next.closest(".grounds, .findings").ok().flatten());
    let field = store.host().by_id(&field_id(&store.item(index).id));
    if about.is_some() || !field.is_some_and(|field| field.contains(next.as_deref())) {
        let store = store.clone();
        after_press(move || {
            store.dispatch(Action::Leave(index));
            store.now().see(index);
        });
    }
}

/// Does it at once, or, while a mouse button or finger is down, when that has been lifted. What is said beside a field
/// moves all that is below it, and would move the thing that is being pressed away from under the finger.
fn after_press(act: impl FnOnce() + 'static) {
    let document = gloo_utils::document();
    let pressed = document.query_selector("body :active").ok().flatten();
    if pressed.is_none() {
        return act();
    }
    EventListener::once(&document, "pointerup", move |_| {
        // The click comes after the lifting.
        Timeout::new(0, act).forget();
    })
    .forget();
}

fn view_label(item: &Item, need: Need) -> El {
    let class = if need == Need::Required { "mark is-required" } else { "mark is-optional" };
    let number = |number: &String| {
        let mark = !item.number_is_official();
        el("span").class("field-number").when(mark, provisional_mark).text(&["No.", number].concat())
    };
    let is_public = item.published && item.role == Some(Role::Remarks);
    fragment()
        .maybe(item.number.as_ref(), number)
        .with(span("field-name", &item.label))
        .when(item.star, || span("mark is-star", "★1号機能の要件"))
        .with(span(class, need.label()))
        .when(is_public, || span("mark is-public", "公表されます"))
}

fn view_help(store: &Context, index: usize, help: El) -> El {
    let item = store.item(index);
    let period = |period: PeriodKey| {
        let unsure = item.facts.period.as_ref().is_some_and(|fact| fact.grade.is_provisional());
        el("p")
            .class("field-period")
            .with(span("field-period-name", period_name(period)))
            .text(&store.days(&store.catalog.period_in_words(period)))
            .when(unsure, spaced_mark)
    };
    help.maybe(item.period, period)
        .maybe(item.help.as_deref(), |text| el("p").text(text))
        .maybe(store.as_form().need(index).words(), |words| el("p").text(words))
        .when(are_codes_unsure(store, index), || p("field-codes", "選択肢のコードは暫定です(確認できていません)"))
        .maybe(item.not_needed.as_deref(), |text| p("field-relief", text))
        .with(last_year(store, index))
}

fn view_control(store: &Context, control: &Control) -> El {
    let index = control.index;
    match store.item(index).kind {
        Kind::Choice if is_single(store, index) => select_field(store, control),
        Kind::Choice => choice_field(store, control),
        Kind::Multi => multi_field(store, index),
        Kind::Count | Kind::Decimal1 => number_field(store, control),
        Kind::Text => text_field(store, control),
        Kind::Partners => partners_field(store, control),
        Kind::Names => names_field(store, control),
        Kind::Date => date_field(store, control),
        Kind::Flag => flag_field(store, control),
    }
}

/// Where the law asks it, and how well its facts are known.
pub fn grounds(store: &Context, item: &Item) -> El {
    let facts = &item.facts;
    let list = el("ul")
        .class("facts")
        .maybe(facts.number.as_ref(), |fact| view_fact("項番: ", fact))
        .with(view_fact("項目名: ", &facts.label))
        .maybe(facts.input.as_ref(), |fact| view_fact("選択肢・単位: ", fact))
        .maybe(facts.period.as_ref(), |fact| view_fact("対象期間: ", fact));
    el("details")
        .class("grounds")
        .with(
            el("summary")
                .text("この項目の根拠と確かさ")
                .with(about(item.short()))
                .when(item.grade().is_provisional(), spaced_mark),
        )
        .with(list)
        .with(asked_by(&item.law, item.short()))
        .with(page_link(store, &["items/", &item.id, "/"], "この項目のくわしい説明", item.short()))
}

fn view_fact(name: &str, fact: &Fact) -> El {
    let inferred = fact.grade == Grade::Inferred;
    let source = |(id, place): &(String, String)| {
        let short = kakari_sources::Document::get(id).map_or(id.as_str(), |document| document.short);
        let hint = if inferred { "手がかり: " } else { "" };
        span("source-small", &[hint, short, " ", place].concat())
    };
    let grade = if inferred { "暫定(確認できていません)" } else { fact.grade.label() };
    el("li").text(&[name, grade].concat()).maybe(fact.source.as_ref(), source)
}
