//! What is asked of the browser besides keeping the draft: the day, the network, updates.

use js_sys::Promise;
use kakari_catalog::Date;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::js;
use crate::store::Context;

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

/// 「2026年2月1日」, in the browser's time zone.
pub fn day(millis: f64) -> String {
    let time = js_sys::Date::new(&JsValue::from_f64(millis));
    let (month, date) = (time.get_month() + 1, time.get_date());
    [&time.get_full_year().to_string(), "年", &month.to_string(), "月", &date.to_string(), "日"].concat()
}

/// 「2026年2月1日 14:03」, with a word where that is still to come.
pub fn moment(millis: f64) -> String {
    let ahead =
        if millis > js_sys::Date::now() + 60_000.0 { "(この端末の時計より先の時刻です)" } else { "" };
    [&day(millis), " ", &clock(millis), ahead].concat()
}

/// Remembers for this tab which draft is open: in the entry of its history, which lasts over a reload and is no part
/// of the address. `keep.js` looks there when the page starts.
pub fn remember_draft(id: &str) {
    if let Ok(history) = gloo_utils::window().history() {
        let _ = history.replace_state(&id.into(), "");
    }
}

/// Seconds since 1970.
#[expect(clippy::cast_possible_truncation, reason = "fits for as long as there are dates")]
pub fn seconds() -> i64 {
    (js_sys::Date::now() / 1000.0) as i64
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
    js::field(&gloo_utils::window(), "kakariOfflineReady").is_some_and(|ready| ready.is_truthy())
}

fn update() -> Option<JsValue> {
    js::field(&gloo_utils::window(), "kakariUpdate")
}

/// Whether a newer version of the app waits; see `boot.js`.
pub fn is_update_ready() -> bool {
    update().and_then(|update| js::field(&update, "ready")).is_some_and(|ready| ready.is_truthy())
}

/// Takes the newer version: the page reloads.
pub fn apply_update() {
    if let Some(update) = update() {
        let _ = js::call(&update, "apply", &[]);
    }
}

/// Has `take.js` take something out of the browser: see `boot.js`. False where the browser makes no such thing, nothing
/// where that failed.
pub async fn take(store: &Context, what: &str, name: &str, text: &str) -> Option<bool> {
    let given = [what.into(), name.into(), text.into()];
    store.host().wait("kakariTake", &given).await.ok().map(|taken| taken.is_truthy())
}

/// Puts text on the clipboard. False where the browser has none for this page, or the person has forbidden it.
pub async fn copy(text: &str) -> bool {
    let clipboard = js::field(&gloo_utils::window().navigator(), "clipboard").unwrap_or_default();
    js::wait(clipboard, "writeText", &[text.into()]).await.is_ok()
}

/// Chooses all that stands in a field, to be copied by hand.
pub fn choose(store: &Context, id: &str) {
    if let Some(field) = store.host().by_id(id) {
        let _ = js::call(&field, "select", &[]);
    }
}

/// The same; the answer waits for what the browser or the person says. False where they do not allow it.
pub fn copying(text: &str) -> impl Future<Output = bool> + use<> {
    // At once, since it is allowed only in answer to a key or a click.
    let clipboard = js::field(&gloo_utils::window().navigator(), "clipboard").unwrap_or_default();
    let writing = js::call(&clipboard, "writeText", &[text.into()]);
    async move {
        match writing {
            Ok(writing) => JsFuture::from(Promise::resolve(&writing)).await.is_ok(),
            Err(_) => false,
        }
    }
}

/// Whether the person may go to another screen: they are asked where something would be lost.
pub fn may_leave(leaving: &str) -> bool {
    leaving.is_empty() || agrees(leaving)
}

/// Asks the person.
pub fn agrees(question: &str) -> bool {
    js::call(&gloo_utils::window(), "confirm", &[question.into()]).is_ok_and(|agreed| agreed.is_truthy())
}

/// Does something once the page shows what it was just told to show.
pub fn soon(act: impl FnOnce() + 'static) {
    gloo_timers::callback::Timeout::new(0, act).forget();
}

/// Opens the browser's print dialogue.
pub fn print() {
    let _ = gloo_utils::window().print();
}
