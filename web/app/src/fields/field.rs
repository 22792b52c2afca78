//! A field as a row: at the left its name and what has to be known to answer, at the right the control, below what concerns
//! this answer now. All else is one press away (くわしく).

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use kakari_catalog::{ChoiceOption, Item, Kind, Role};
use kakari_draft::Value;
use kakari_form::{Need, help_in_parts, period_name, period_of_group, provisional_facts};
use kakari_rules::{Finding, Severity};
use kakari_session::Action;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusEvent};

use super::calculator::calculates_from;
use super::choice::{choice_field, clear, flag_field, select_field};
use super::date::date_field;
use super::findings::{described_by, findings};
use super::last_year::last_year;
use super::multi::multi_field;
use super::number::number_field;
use super::rows::{names_field, partners_field};
use super::text::text_field;
use crate::chunks;
use crate::html::{El, On, Select, el, part};
use crate::route::field_id;
use crate::store::{Context, Link, Store};
use crate::words::{Wording, about, button, p, span};

/// Above this many options a list unfolds instead of radio buttons.
const MOST_RADIOS: usize = 9;

/// Above this many options they stand below the question, in columns.
const MOST_BESIDE: usize = 3;

/// All that the field of an item shows.
#[derive(PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a state of its own")]
pub struct Field<'a> {
    /// What its words are made from.
    pub wording: Wording<'a>,
    /// Place of the item in the catalogue.
    pub index: usize,
    /// Whether it has to be filled in.
    pub need: Need,
    /// The answer.
    pub value: Option<&'a Value>,
    /// What is said about the answer, お知らせ (notes) as well.
    pub findings: Vec<&'a Finding>,
    /// Last year's answer.
    pub last_year: Option<&'a Value>,
    /// Whether the person has looked at an answer that was carried over.
    pub has_seen: bool,
    /// Whether the draft can only be looked at.
    pub is_read_only: bool,
    /// Whether it is a row of a table, which has no room for help.
    pub is_table_row: bool,
    /// Whether くわしく is open.
    pub is_open: bool,
    /// Whether the codes of options are shown.
    pub with_codes: bool,
    /// Whether 該当無し waits for the person's word.
    pub is_asking: bool,
    /// The place that Tab leads to, in a field of many controls.
    pub cursor: Option<usize>,
    /// What stands in its search field and its calculator, by place.
    typed: Vec<(usize, &'a str)>,
    /// The answers that its calculator works on.
    pub figures: Vec<Option<&'a Value>>,
}

impl<'a> Field<'a> {
    /// The field of the item at a place in the catalogue.
    pub fn of(store: &'a Store, index: usize) -> Self {
        let item = store.item(index);
        let view = &store.view;
        Self {
            wording: store.wording(),
            index,
            need: store.as_form().need(index),
            value: store.value(item),
            findings: store.shown_at(index),
            last_year: store.beside.last_year.as_ref().and_then(|last| last.get(&item.id)),
            has_seen: store.beside.has_seen(&item.id),
            is_read_only: store.is_read_only(),
            is_table_row: false,
            is_open: view.opened.contains(&index),
            with_codes: !store.settings.codes.is_empty(),
            is_asking: view.asking == Some(index),
            cursor: view.cursor.filter(|(own, _)| *own == index).map(|(_, place)| place),
            typed: view.typed_at(index),
            figures: calculates_from(item).iter().map(|id| store.draft.get(id.as_str())).collect(),
        }
    }

    /// The item.
    pub fn item(&self) -> &'a Item {
        &self.wording.catalog.items()[self.index]
    }

    /// Its options.
    pub fn options(&self) -> &'a [ChoiceOption] {
        self.wording.catalog.options_at(self.index)
    }

    /// The answer where it is a text; empty where it is none.
    pub fn text(&self) -> &'a str {
        self.value.and_then(Value::as_str).unwrap_or_default()
    }

    /// The answer where it is a list.
    pub fn list(&self) -> &'a [Value] {
        self.value.and_then(Value::as_array).unwrap_or_default()
    }

    /// What stands in a search field or a calculator.
    pub fn typed(&self, place: usize) -> &'a str {
        self.typed.iter().find(|(own, _)| *own == place).map_or("", |(_, text)| text)
    }

    /// Whether an error is shown.
    pub fn is_invalid(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity() == Severity::Error)
    }

    /// An id of its own, made from a name.
    pub fn id(&self, name: &str) -> String {
        [name, "-", &self.index.to_string()].concat()
    }

    /// Ties the control of a field with one control to its label, its help and its findings.
    pub fn describe(&self, control: El) -> El {
        self.describe_with(control.attr("id", &self.id("control")), "")
    }

    /// The same for a control that has its id, and one more element that describes it.
    pub fn describe_with(&self, control: El, more: &str) -> El {
        let described = [&*self.described(), " ", more].concat();
        control
            .attr_if("aria-describedby", Some(described.trim()).filter(|ids| !ids.is_empty()))
            .attr_if("aria-invalid", self.is_invalid().then_some("true"))
    }

    /// Ids of the elements that describe it.
    pub fn described(&self) -> String {
        let help = if self.is_table_row { String::new() } else { self.id("help") };
        [help, described_by(&self.findings, self.index)].concat()
    }

    /// A field with one control, which its label names; the others are a group that is named by it.
    fn is_single(&self) -> bool {
        match self.item().kind {
            Kind::Count | Kind::Decimal1 | Kind::Text | Kind::Date => true,
            Kind::Choice => self.options().len() > MOST_RADIOS,
            Kind::Multi | Kind::Partners | Kind::Names | Kind::Flag => false,
        }
    }

    /// Whether its control takes the whole width: many options, and lists.
    pub fn is_wide(&self) -> bool {
        match self.item().kind {
            Kind::Multi | Kind::Partners | Kind::Names => true,
            Kind::Choice => !self.is_single() && self.options().len() > MOST_BESIDE,
            _ => false,
        }
    }
}

/// The field of an item.
pub fn field(store: &Context, index: usize) -> El {
    part::<Row>(store, index).key(&store.item(index).id)
}

struct Row;

impl Select for Row {
    type Seen<'a> = Field<'a>;

    fn select(store: &Store, index: usize) -> Field<'_> {
        Field::of(store, index)
    }

    fn draw(link: &Link, field: &Field<'_>) -> El {
        let index = field.index;
        let row = el("div")
            .class("field is-row")
            .class_if(field.is_wide(), "is-wide")
            .class_if(field.is_invalid(), "is-invalid")
            .attr("id", &field_id(&field.item().id));
        let row = if field.is_single() { row } else { group(field, row) };
        let can_clear = field.item().kind == Kind::Choice && field.is_wide() && field.value.is_some();
        row.on(link, On::FocusOut, move |store, event| leave(store, index, event))
            .with(
                el("div")
                    .class("field-head")
                    .with(name(field))
                    .with(help(field))
                    .with(more_button(link, field))
                    .when(can_clear, || clear(link, field)),
            )
            .with(
                el("div")
                    .class("field-control")
                    .with(control(link, field))
                    .with(last_year(link, field))
                    .maybe(field.wording.late().and_then(|late| (late.calculator)(link, field)), |own| own),
            )
            .with(below(link, field))
    }
}

/// Makes an element the group of the controls of a field, which its name names.
pub fn group(field: &Field, element: El) -> El {
    let is_choice = matches!(field.item().kind, Kind::Choice | Kind::Flag);
    let described = field.described();
    element
        .attr("role", if is_choice { "radiogroup" } else { "group" })
        .attr("aria-labelledby", &field.id("label"))
        .attr_if("aria-describedby", Some(described.trim()).filter(|ids| !ids.is_empty()))
}

/// Going from one control of the field to another is not leaving it; going on to what is said about it is.
pub fn leave(store: &Context, index: usize, event: &Event) {
    let event: &FocusEvent = event.unchecked_ref();
    let next = event.related_target().and_then(|target| target.dyn_into::<Element>().ok());
    let about = next.as_ref().and_then(|next| next.closest(".more, .findings").ok().flatten());
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

/// The name of the field, with its marks. It names the control, or the group of controls.
pub fn name(field: &Field) -> El {
    let item = field.item();
    let class = if field.need == Need::Required { "need is-required" } else { "need" };
    let is_public = item.published && item.role == Some(Role::Remarks);
    let is_unsure = !provisional_facts(field.wording.catalog, field.index).is_empty();
    let named = if field.is_single() {
        el("label").class("field-label").attr("for", &field.id("control"))
    } else {
        el("span").class("field-label").attr("id", &field.id("label"))
    };
    let named = named
        .maybe(item.number.as_ref(), |number| span("field-number", &["No.", number].concat()))
        .with(span("field-name", &item.label))
        .when(item.star, || span("mark is-star", "★1号機能の要件"))
        .with(span(class, field.need.label()))
        .when(is_public, || span("mark is-public", "公表されます"));
    el("p").class("field-title").with(named).when(is_unsure, unsure_mark)
}

/// A small mark that some fact about a field is provisional (暫定). What it means is said once at the head of each step.
pub fn unsure_mark() -> El {
    el("span")
        .class("unsure")
        .attr("role", "img")
        .attr("aria-label", "暫定の事実があります")
        .attr("title", "公式の資料で確認できていない事実があります。「くわしく」で見られます。")
}

/// What has to be known to answer.
fn help(field: &Field) -> El {
    let item = field.item();
    let period = item.period.filter(|_| period_of_group(field.wording.catalog, &item.section, &item.group).is_none());
    let (beside, _) = help_in_parts(item);
    el("div")
        .class("field-help")
        .attr("id", &field.id("help"))
        .maybe(period, |period| {
            let days = field.wording.catalog.period_in_words(period);
            p("field-period", period_name(period)).text(" ").text(&field.wording.days(&days))
        })
        .when(!beside.is_empty(), || el("p").text(beside))
        .maybe(item.not_needed.as_deref().filter(|_| is_relief_beside(item)), |text| p("field-relief", text))
}

/// Whether what need not hold stays in sight: it takes a fear away that would have a ★ item answered wrongly.
pub fn is_relief_beside(item: &Item) -> bool {
    item.star || item.section == "target"
}

/// Opens what else there is to know, in place.
pub fn more_button(link: &Link, field: &Field) -> El {
    let index = field.index;
    let notes = field.findings.iter().filter(|finding| finding.severity() == Severity::Note).count();
    let words = if notes > 0 { format!("くわしく・お知らせ{notes}件") } else { "くわしく".to_owned() };
    button("more-button", &words)
        .with(about(field.item().short()))
        .attr("aria-expanded", if field.is_open { "true" } else { "false" })
        .attr_if("aria-controls", field.is_open.then_some(&*field.id("more")))
        .on_click(link, move |store| {
            store.view(move |view| match view.opened.iter().position(|own| *own == index) {
                Some(at) => drop(view.opened.remove(at)),
                None => view.opened.push(index),
            });
        })
}

/// What is said about the answer, and what was asked for.
pub fn below(link: &Link, field: &Field) -> El {
    let more = || match field.wording.late() {
        Some(late) => (late.more)(link, field),
        None => chunks::waiting(link, field.wording.loading, "説明を読み込めませんでした。"),
    };
    el("div")
        .class("field-below")
        .with(findings(link, field))
        .when(field.is_open, || el("div").class("more").attr("id", &field.id("more")).with(more()))
}

/// The control of a field.
pub fn control(link: &Link, field: &Field) -> El {
    match field.item().kind {
        Kind::Choice if field.is_single() => select_field(link, field),
        Kind::Choice => choice_field(link, field),
        Kind::Multi => multi_field(link, field),
        Kind::Count | Kind::Decimal1 => number_field(link, field),
        Kind::Text => text_field(link, field),
        Kind::Partners => partners_field(link, field),
        Kind::Names => names_field(link, field),
        Kind::Date => date_field(link, field),
        Kind::Flag => flag_field(link, field),
    }
}
