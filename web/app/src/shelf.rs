//! The screens that are scripts, loaded when they are first shown (`keying.js`, `plan.js`, `catalog.js`, `prefecture.js` in
//! `web/static`), and what they ask: here they are told what a draft is.

use kakari_catalog::Catalog;
use kakari_rules::CheckResult;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::Element;
use yew::platform::spawn_local;

use crate::frame::{trouble_words, use_catalog};
use crate::js;
use crate::keep::Trouble;
use crate::route::Step;
use crate::store::{Action, Context, Store};

/// Lets a script do something, once it is loaded.
///
/// # Errors
///
/// Where it cannot be loaded, and what it throws.
pub async fn shelf(script: &str, what: &str, given: &[JsValue]) -> Result<JsValue, Trouble> {
    let shelf = js::wait(gloo_utils::window().into(), "kakariLate", &[script.into()]).await;
    let shelf = shelf.map_err(|_| Trouble::NotLoaded)?;
    let outcome = js::wait(shelf, what, given).await;
    outcome.map_err(|error| Trouble::named(&js::text(&error, "name").unwrap_or_default()))
}

/// Shows what belongs on the screen.
pub fn arrive(store: &Context) {
    let (script, what, given) = match store.route.step {
        Step::Transcribe if store.is_open => ("keying", "showKeying", JsValue::UNDEFINED),
        Step::Explain if store.is_open => ("plan", "showPlan", JsValue::UNDEFINED),
        Step::Settings => ("catalog", "showCatalog", JsValue::UNDEFINED),
        Step::Embed => ("prefecture", "showPrefecture", JsValue::UNDEFINED),
        _ => {
            if let Some(late) = store.late() {
                (late.arrive)(store);
            }
            return;
        }
    };
    if let Some(place) = gloo_utils::document().get_element_by_id("shelf") {
        show(store, script, what, place, given);
    }
}

/// Lets a script show something in a place of the page, and says so where it cannot.
pub fn show(store: &Context, script: &'static str, what: &'static str, place: Element, given: JsValue) {
    let store = store.clone();
    spawn_local(async move {
        if let Err(trouble) = shelf(script, what, &[place.clone().into(), given]).await {
            // An empty place says that it is being loaded.
            if !place.has_child_nodes() {
                place.set_text_content(Some("読み込めませんでした。"));
            }
            tell(&store, trouble);
        }
    });
}

/// The draft that is open, as the module for spreadsheets is handed it.
fn work(store: &Store) -> JsValue {
    let deadline = store.deadline().map(|day| day.to_string().into());
    let catalog = store.has_own_catalog().then(|| (&*store.settings.catalog).into());
    js::object([
        ("today", store.today.to_string().into()),
        ("deadline", deadline.unwrap_or_default()),
        ("catalog", catalog.unwrap_or_default()),
        ("draft", store.draft.to_text().into()),
    ])
}

/// What the check of the draft that is open found, as the command line writes it.
fn result(store: &Store) -> String {
    serde_json::to_string(&CheckResult::new(&store.report, &store.catalog)).unwrap_or_default()
}

/// What is asked, and two texts that it is about.
type Answer = Box<dyn Fn(String, Option<String>, Option<String>) -> JsValue>;

/// Answers what they ask, for as long as the page lives.
pub fn serve(store: &Context) {
    let store = store.clone();
    let answer: Answer = Box::new(move |what, one, two| answer(&store.now(), &what, &one.unwrap_or_default(), two));
    js::set(&gloo_utils::window(), "kakariApp", Closure::wrap(answer).into_js_value());
}

fn answer(store: &Context, what: &str, one: &str, two: Option<String>) -> JsValue {
    match what {
        "work" => return work(store),
        "result" => return result(store).into(),
        "own catalog" => return (&*store.settings.catalog_print).into(),
        "use catalog" => {
            let print = two.unwrap_or_default();
            if !one.is_empty() && Catalog::kept(one, &print).is_none() {
                return false.into();
            }
            store.change_settings(|settings| use_catalog(settings, one, &print));
        }
        "open draft" => return (&*store.id).into(),
        "trouble" => tell(store, Trouble::named(one)),
        _ => {}
    }
    JsValue::UNDEFINED
}

/// Says what went wrong.
pub fn tell(store: &Context, trouble: Trouble) {
    store.dispatch(Action::Notice(trouble_words(trouble).to_owned()));
}

/// Whether the last draft file holds everything, in words.
pub fn file_words(file: Option<&str>, text: &str) -> &'static str {
    match file {
        Some(file) if file == text => "ファイルにも保存してあります",
        Some(_) => "前にファイルに保存したあと、変更があります",
        None => "まだファイルに保存していません",
    }
}
