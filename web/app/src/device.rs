//! What is asked of the browser besides keeping the draft: the day, the network, updates.

use js_sys::Reflect;
use kakari_catalog::Date;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Today in the browser's time zone.
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    let month = u8::try_from(now.get_month() + 1).ok().and_then(|month| time::Month::try_from(month).ok());
    let day = u8::try_from(now.get_date()).unwrap_or(1);
    let year = i32::try_from(now.get_full_year()).unwrap_or(2026);
    Date::from_calendar_date(year, month.unwrap_or(time::Month::January), day).unwrap_or(Date::MIN)
}

/// 「14:03」, in the browser's time zone.
pub fn clock(millis: f64) -> String {
    let time = js_sys::Date::new(&JsValue::from_f64(millis));
    format!("{}:{:02}", time.get_hours(), time.get_minutes())
}

/// Milliseconds since 1970.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// Seconds since 1970.
#[expect(clippy::cast_possible_truncation, reason = "fits for as long as there are dates")]
pub fn seconds() -> i64 {
    (now() / 1000.0) as i64
}

/// Sets the size of the type on the whole page: `large`, `larger` or empty; see `help.css`.
pub fn set_type_size(size: &str) {
    if let Some(page) = gloo_utils::document().document_element() {
        page.set_class_name(size);
    }
}

/// Whether the browser believes there is a network.
pub fn is_online() -> bool {
    gloo_utils::window().navigator().on_line()
}

/// Whether every file of the app is kept for use without a network; see `boot.js`.
pub fn is_offline_ready() -> bool {
    property("kakariOfflineReady").and_then(|ready| ready.as_bool()).unwrap_or(false)
}

/// Whether a newer version of the app waits; see `boot.js`.
pub fn is_update_ready() -> bool {
    let update = property("kakariUpdate");
    let ready = update.and_then(|update| Reflect::get(&update, &"ready".into()).ok());
    ready.and_then(|ready| ready.as_bool()).unwrap_or(false)
}

/// Takes the newer version: the page reloads.
pub fn apply_update() {
    let Some(update) = property("kakariUpdate") else { return };
    let apply = Reflect::get(&update, &"apply".into()).ok();
    if let Some(apply) = apply.and_then(|apply| apply.dyn_into::<js_sys::Function>().ok()) {
        let _ = apply.call0(&update);
    }
}

/// Has `take.js` take something out of the browser: see `boot.js`. False where that failed.
pub async fn take(what: &str, name: &str, text: &str) -> bool {
    let take = property("kakariTake").unwrap_or_default();
    let call = |take: &js_sys::Function| take.call3(&JsValue::NULL, &what.into(), &name.into(), &text.into());
    match take.dyn_ref().map(call) {
        Some(Ok(promise)) => JsFuture::from(promise.unchecked_into::<js_sys::Promise>()).await.is_ok(),
        _ => false,
    }
}

/// Puts text on the clipboard. False where the browser has none for this page.
pub fn copy(text: &str) -> bool {
    let clipboard = Reflect::get(&gloo_utils::window().navigator(), &"clipboard".into()).unwrap_or_default();
    let write = Reflect::get(&clipboard, &"writeText".into()).unwrap_or_default();
    // What it promises is not waited for: it only fails where the person has forbidden it.
    write.dyn_ref::<js_sys::Function>().is_some_and(|write| write.call1(&clipboard, &text.into()).is_ok())
}

fn property(name: &str) -> Option<JsValue> {
    Reflect::get(&gloo_utils::window(), &name.into()).ok().filter(|value| !value.is_undefined())
}

/// Asks in the browser's own window, which waits.
pub fn confirm(words: &str) -> bool {
    gloo_utils::window().confirm_with_message(words).unwrap_or(false)
}

/// Does something once the page shows what it was just told to show.
pub fn soon(act: impl FnOnce() + 'static) {
    gloo_timers::callback::Timeout::new(0, act).forget();
}

/// Opens the browser's print dialogue.
pub fn print() {
    let _ = gloo_utils::window().print();
}
