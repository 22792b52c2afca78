//! A field: label, help, period, control, findings, grounds.

use kakari_catalog::{Fact, Item, Kind, PeriodKey, Role};
use kakari_rules::Severity;
use kakari_sources::{Cite, Grade, Relation};
use yew::prelude::*;

use super::calculator::calculator;
use super::choice::{choice_field, flag_field, select_field};
use super::findings::findings;
use super::multi::MultiField;
use super::number::number_field;
use super::rows::{names_field, partners_field};
use super::text::{date_field, text_field};
use crate::device;
use crate::frame::sources;
use crate::route::field_id;
use crate::store::{Action, Context, Store};
use crate::words::provisional_mark;

/// Above this many options a list unfolds instead of radio buttons.
const MOST_RADIOS: usize = 9;

/// What a control is handed.
pub struct Control {
    /// Place of the item in the catalogue.
    pub index: usize,
    /// Ids of the elements that describe the field.
    pub described: AttrValue,
    /// Whether an error is shown.
    pub invalid: bool,
}

impl Control {
    /// Id of the control of a field with one control.
    pub fn id(&self) -> String {
        format!("control-{}", self.index)
    }
}

/// Controls that belong to one label; the others are a group with a legend.
fn is_single(store: &Store, item: &Item) -> bool {
    match item.kind {
        Kind::Count | Kind::Decimal1 | Kind::Text | Kind::Date => true,
        Kind::Choice => store.catalog.options(item).len() > MOST_RADIOS,
        Kind::Multi | Kind::Partners | Kind::Names | Kind::Flag => false,
    }
}

/// The field of an item.
pub fn field(store: &Context, index: usize) -> Html {
    let item = &store.catalog.items()[index];
    let shown = store.shown_at(index);
    let invalid = shown.iter().any(|finding| finding.severity() == Severity::Error);
    let described = format!("help-{index} findings-{index}");
    let control = Control { index, described: described.into(), invalid };
    let single = is_single(store, item);

    let leave = {
        let store = store.clone();
        Callback::from(move |event: FocusEvent| {
            // Going from one control of the field to another is not leaving it; going on to what is said about it is.
            let inside = |field: web_sys::Element| {
                use wasm_bindgen::JsCast;
                let next = event.related_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
                let about = next.as_ref().and_then(|next| next.closest(".grounds, .findings").ok().flatten());
                about.is_none() && field.contains(next.as_deref())
            };
            let id = field_id(&store.catalog.items()[index].id);
            if !gloo_utils::document().get_element_by_id(&id).is_some_and(inside) {
                let store = store.clone();
                // The press that leaves this field is meant for what stands under it now.
                device::when_released(Box::new(move || store.dispatch(Action::Leave(index))));
            }
        })
    };
    let label = view_label(item);
    let body = html! {
        <>
            <div id={format!("help-{index}")} class="field-help">{ view_help(store, item) }</div>
            { view_control(store, item, &control) }
            { calculator(store, index) }
            { findings(store, index) }
            { view_grounds(item) }
        </>
    };
    let class = classes!("field", invalid.then_some("is-invalid"));
    if single {
        html! {
            <div key={item.id.clone()} id={field_id(&item.id)} {class} onfocusout={leave}>
                <label class="field-label" for={control.id()}>{ label }</label>
                { body }
            </div>
        }
    } else {
        html! {
            <fieldset key={item.id.clone()} id={field_id(&item.id)} {class} onfocusout={leave} aria-describedby={control.described.clone()}>
                <legend class="field-label">{ label }</legend>
                { body }
            </fieldset>
        }
    }
}

fn view_label(item: &Item) -> Html {
    let required = item.role.is_none() && !item.preprinted;
    html! {
        <>
            if let Some(number) = &item.number {
                if item.number_is_official() {
                    <span class="field-number">{ format!("No.{number}") }</span>
                } else {
                    <span class="field-number">{ provisional_mark() }{ format!("No.{number}") }</span>
                }
            }
            <span class="field-name">{ item.label.clone() }</span>
            if item.star { <span class="mark is-star">{ "★1号機能の要件" }</span> }
            <span class={classes!("mark", if required { "is-required" } else { "is-optional" })}>
                { if required { "※必須" } else if item.preprinted { "集計値あり" } else { "任意" } }
            </span>
            if item.published && item.role == Some(Role::Remarks) { <span class="mark is-public">{ "公表されます" }</span> }
        </>
    }
}

fn view_help(store: &Store, item: &Item) -> Html {
    html! {
        <>
            if let Some(period) = item.period {
                <p class="field-period">
                    <span class="field-period-name">{ match period {
                        PeriodKey::AsOf => "基準日",
                        PeriodKey::Calendar => "暦年の実績",
                        PeriodKey::Fiscal => "年度の実績",
                    } }</span>
                    { store.catalog.period_in_words(period) }
                    if item.facts.period.as_ref().is_some_and(|fact| fact.grade.is_provisional()) { { " " }{ provisional_mark() } }
                </p>
            }
            if let Some(help) = &item.help { <p>{ help.clone() }</p> }
            if item.preprinted && store.is_preprinted() {
                <p>{ "G-MISに集計値が表示されます。ここでは控えとして入力できます。" }</p>
            }
            if let Some(text) = &item.not_needed { <p class="field-relief">{ text.clone() }</p> }
        </>
    }
}

fn view_control(store: &Context, item: &Item, control: &Control) -> Html {
    match item.kind {
        Kind::Choice if is_single(store, item) => select_field(store, control),
        Kind::Choice => choice_field(store, control),
        Kind::Multi => html! { <MultiField store={store.clone()} index={control.index} /> },
        Kind::Count | Kind::Decimal1 => number_field(store, control),
        Kind::Text => text_field(store, control),
        Kind::Partners => partners_field(store, control),
        Kind::Names => names_field(store, control),
        Kind::Date => date_field(store, control),
        Kind::Flag => flag_field(store, control),
    }
}

/// Where the law asks it, and how well its facts are known.
fn view_grounds(item: &Item) -> Html {
    if item.law.is_empty() {
        return Html::default();
    }
    let cites: Vec<Cite> = item
        .law
        .iter()
        .filter_map(|place| kakari_sources::quote("regulation", place))
        .map(|quote| Cite { id: quote.id, place: quote.place, relation: Relation::Restates })
        .collect();
    let fact = |name: &str, fact: &Fact| {
        let source = fact.source.as_ref().map(|(id, place)| {
            let short = kakari_sources::Document::get(id).map_or(id.as_str(), |document| document.short);
            format!("{short} {place}")
        });
        let (grade, source) = match (fact.grade, source) {
            (Grade::Inferred, Some(source)) => ("暫定(確認できていません)".to_owned(), format!("手がかり: {source}")),
            (Grade::Inferred, None) => ("暫定(確認できていません)".to_owned(), String::new()),
            (grade, source) => (grade.label().to_owned(), source.unwrap_or_default()),
        };
        html! { <li>{ format!("{name}: {grade}") }if !source.is_empty() { <span class="source-small">{ source }</span> }</li> }
    };
    let facts = &item.facts;
    let unsure = item.grade().is_provisional();
    html! {
        <details class="grounds">
            <summary>{ "この項目の根拠と確かさ" }if unsure { { " " }{ provisional_mark() } }</summary>
            <ul class="facts">
                if let Some(number) = &facts.number { { fact("項番", number) } }
                { fact("項目名", &facts.label) }
                if let Some(input) = &facts.input { { fact("選択肢・単位", input) } }
                if let Some(period) = &facts.period { { fact("対象期間", period) } }
            </ul>
            { sources(&cites) }
        </details>
    }
}
