//! What is asked of the browser besides keeping the draft: the day, the network, updates.

use js_sys::Reflect;
use kakari_catalog::Date;
use wasm_bindgen::{JsCast, JsValue};

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

fn property(name: &str) -> Option<JsValue> {
    Reflect::get(&gloo_utils::window(), &name.into()).ok().filter(|value| !value.is_undefined())
}

/// Opens the browser's print dialogue.
pub fn print() {
    let _ = gloo_utils::window().print();
}
