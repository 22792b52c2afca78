//! 患者説明: 療養計画書, filled in for a patient and printed.
//!
//! What is typed about the patient is in the elements of the page and nowhere else: no value of the store, of a draft or
//! of a record ever holds it, and no copy of it comes into the memory of this program: the browser compares it where it
//! stands. It goes with the elements, on leaving the screen or on 消去. The form is HTML made by
//! `crates/documents` (`explanation/sheet.rs`), in which everything is escaped; it is put into the page beside what is drawn
//! from the store, which never draws over it.

use std::cell::Cell;

use gloo_events::{EventListener, EventListenerOptions};
use js_sys::{Array, JsString};
use kakari_documents::Explanation;
use kakari_form::Step;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event};

use crate::html::{El, On, el, fragment};
use crate::route::{self, Screen};
use crate::store::{Context, Store};
use crate::{device, js};

const LEAVING: &str = "入力した患者の情報は、この画面を離れると消えます。移動しますか。";
const ERASING: &str = "入力した患者の情報をすべて消します。よろしいですか。";

/// A place to write in.
const BLANK: &str = ".plan-blank";

/// What follows the draft.
const FOLLOWS: &str = "[data-follows]";

/// What stood in a place before anybody wrote there.
const OFFERED: &str = "data-offered";

/// Marks a place in which somebody wrote.
const WRITTEN: &str = "data-written";

/// What stands around the form.
pub fn explanation(store: &Context) -> El {
    let head = el("h1").class("no-print").attr("tabindex", "-1").text(Screen::Explain.label());
    let back =
        el("a").class("button is-outline").attr("href", &Screen::Form(Step::Export).href()).text("書き出しへ戻る");
    let written = |_: &Context, event: &Event| {
        if let Some(blank) = blank_of(event) {
            let _ = blank.set_attribute(WRITTEN, "");
        }
    };
    let shelf =
        el("div").attr("id", "shelf").attr("data-filled", "").on(store, On::Click, press).on(store, On::Input, written);
    fragment().with(head).with(shelf).with(el("div").class("onward no-print").with(back))
}

/// Shows the form, or what a change of the draft means for one that may be half filled in: what was typed stays.
pub fn arrive(store: &Store) {
    let Some(place) = gloo_utils::document().get_element_by_id("shelf") else { return };
    let Some(made) = made(store) else { return };
    if place.has_child_nodes() {
        follow(&place, &made);
    } else {
        for part in Array::from(&js::field(&made, "childNodes").unwrap_or_default()) {
            let _ = js::call(&place, "append", &[part]);
        }
    }
    make_editable(&place);
    hear();
}

/// Whether the person may go to another screen.
pub fn may_leave() -> bool {
    !has_typed() || agrees(LEAVING)
}

/// The form with nothing typed into it, not in the page yet.
fn made(store: &Store) -> Option<Element> {
    let html = Explanation::new(&store.draft, &store.catalog, &store.report, store.today).screen();
    let made = gloo_utils::document().create_element("div").ok()?;
    js::set(&made, "innerHTML", html);
    for blank in all(&made, BLANK) {
        let _ = blank.set_attribute(OFFERED, &String::from(text_of(&blank)));
    }
    Some(made)
}

/// The elements within another, as they are now.
fn all(within: &Element, selector: &str) -> Vec<Element> {
    let found = js::call(within, "querySelectorAll", &[selector.into()]).unwrap_or_default();
    Array::from(&found).iter().map(JsCast::unchecked_into).collect()
}

fn blanks() -> Vec<Element> {
    gloo_utils::document().document_element().map(|page| all(&page, BLANK)).unwrap_or_default()
}

/// What stands in a place: a text of the browser, no copy of it.
fn text_of(blank: &Element) -> JsString {
    js::field(blank, "textContent").unwrap_or_default().unchecked_into::<JsString>().trim()
}

fn offered(blank: &Element) -> JsValue {
    blank.get_attribute(OFFERED).unwrap_or_default().into()
}

/// Others than the person may change a text, such as a browser that translates: somebody wrote there who was heard.
fn is_typed(blank: &Element) -> bool {
    blank.has_attribute(WRITTEN) && JsValue::from(text_of(blank)) != offered(blank)
}

/// The place that an event is about.
fn blank_of(event: &Event) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(BLANK).ok()?
}

fn has_typed() -> bool {
    blanks().iter().any(is_typed)
}

fn agrees(words: &str) -> bool {
    js::call(&gloo_utils::window(), "confirm", &[words.into()]).is_ok_and(|answer| answer.is_truthy())
}

/// Browsers that know no plain text only take rich text; it is printed the same.
fn make_editable(place: &Element) {
    for blank in all(place, BLANK) {
        if !js::field(&blank, "isContentEditable").is_some_and(|is| is.is_truthy()) {
            let _ = blank.set_attribute("contenteditable", "true");
        }
    }
}

fn follow(place: &Element, made: &Element) {
    for (own, fresh) in all(place, FOLLOWS).iter().zip(all(made, FOLLOWS)) {
        let _ = js::call(own, "replaceWith", &[fresh.into()]);
    }
    for fresh in all(made, BLANK) {
        let Some(own) = gloo_utils::document().get_element_by_id(&js::text(&fresh, "id").unwrap_or_default()) else {
            continue;
        };
        if !is_typed(&own) && offered(&own) != offered(&fresh) {
            own.set_text_content(js::text(&fresh, "textContent").as_deref());
        }
        let _ = own.set_attribute(OFFERED, &fresh.get_attribute(OFFERED).unwrap_or_default());
    }
}

/// Does what a button of the form stands for.
fn press(store: &Context, event: &Event) {
    let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let pressed = pressed.and_then(|target| target.closest("[data-does]").ok().flatten());
    match pressed.and_then(|button| button.get_attribute("data-does")).as_deref() {
        Some("print") => device::print(),
        Some("erase") => erase(store),
        _ => {}
    }
}

/// New elements in place of the old: with them goes what the browser would bring back on 元に戻す.
fn erase(store: &Store) {
    if has_typed() && !agrees(ERASING) {
        return;
    }
    let Some(place) = gloo_utils::document().get_element_by_id("shelf") else { return };
    let Some(made) = made(store) else { return };
    for (own, fresh) in all(&place, ".plan-sheet").iter().zip(all(&made, ".plan-sheet")) {
        let _ = js::call(own, "replaceWith", &[fresh.into()]);
    }
    make_editable(&place);
    for said in all(&place, ".said") {
        said.set_text_content(Some("消去しました。"));
    }
    if let Some(first) = blanks().into_iter().next() {
        route::focus(first);
    }
}

thread_local! {
    static HEARS: Cell<bool> = const { Cell::new(false) };
}

/// Hears, once, that the page is closed or put aside.
fn hear() {
    if HEARS.replace(true) {
        return;
    }
    let window = gloo_utils::window();
    let closing = |event: &Event| {
        if has_typed() {
            event.prevent_default();
            // Some browsers look at nothing but this.
            js::set(event, "returnValue", "?");
        }
    };
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window, "beforeunload", options, closing).forget();
    // The browser may keep a page that it puts aside.
    let aside = |_: &Event| blanks().iter().for_each(|blank| blank.set_text_content(Some("")));
    EventListener::new(&window, "pagehide", aside).forget();
}
