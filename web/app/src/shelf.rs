//! 下書きの一覧 and 下書きの履歴, which `web/static/drafts.js` shows: loaded when they are first opened, and told here what
//! a draft is.

use js_sys::Array;
use kakari_draft::Draft;
use kakari_rules::Severity;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use yew::platform::spawn_local;

use crate::frame::trouble_words;
use crate::keep::Trouble;
use crate::route::{self, Step};
use crate::screens::answer_in_words;
use crate::store::{Action, Context, Keeping, Store};
use crate::{desk, js};

/// Lets `drafts.js` do something, once it is loaded.
///
/// # Errors
///
/// Where it cannot be loaded, and what it throws.
pub async fn shelf(what: &str, given: &[JsValue]) -> Result<JsValue, Trouble> {
    let shelf = js::wait(gloo_utils::window().into(), "kakariDrafts", &[]).await;
    let shelf = shelf.map_err(|_| Trouble::NotLoaded)?;
    let outcome = js::wait(shelf, what, given).await;
    outcome.map_err(|error| Trouble::named(&js::text(&error, "name").unwrap_or_default()))
}

/// Shows what belongs on the screen.
pub fn arrive(store: &Context) {
    let what = match store.route.step {
        Step::Drafts => "showList",
        Step::History if store.is_open => "showHistory",
        _ => return,
    };
    let store = store.clone();
    spawn_local(async move {
        let Some(place) = gloo_utils::document().get_element_by_id("shelf") else { return };
        if let Err(trouble) = shelf(what, &[place.into()]).await {
            tell(&store, trouble);
        }
    });
}

/// What is asked, and two texts that it is about.
type Answer = Box<dyn Fn(String, Option<String>, Option<String>) -> JsValue>;

/// Answers what `drafts.js` asks, for as long as the page lives.
pub fn serve(store: &Context) {
    let store = store.clone();
    let answer: Answer = Box::new(move |what, one, two| answer(&store.now(), &what, &one.unwrap_or_default(), two));
    js::set(&gloo_utils::window(), "kakariApp", Closure::wrap(answer).into_js_value());
}

fn answer(store: &Context, what: &str, one: &str, two: Option<String>) -> JsValue {
    match what {
        "describe" => return describe(store, one, two.unwrap_or_default()).unwrap_or_default(),
        "differences" => return differences(store, one).unwrap_or_default().into(),
        "file" => return file_words(two.as_deref(), one).into(),
        "open draft" => return (&*store.id).into(),
        "is read-only" => return store.is_read_only().into(),
        "name of all" => {
            let day = store.today;
            let (month, date) = (u8::from(day.month()), day.day());
            return format!("かかりつけ医機能報告_下書き一式_{:04}{month:02}{date:02}.json", day.year()).into();
        }
        "close" => {
            let may = may_leave(store);
            if may {
                store.dispatch(Action::Close);
            }
            return may.into();
        }
        "open" | "history" => open(store, one.to_owned(), what == "open"),
        "named" if *store.id == *one => store.dispatch(Action::Named(two.unwrap_or_default())),
        "restore" => {
            if let Ok(draft) = Draft::read(one) {
                store.dispatch(Action::Replace { draft, told: "選んだ時点の内容に戻しました。" });
                store.dispatch(Action::Notice(two.unwrap_or_default()));
                route::go(Step::Review);
            }
        }
        "notice" => store.dispatch(Action::Notice(one.to_owned())),
        "trouble" => tell(store, Trouble::named(one)),
        _ => {}
    }
    JsValue::UNDEFINED
}

fn tell(store: &Context, trouble: Trouble) {
    store.dispatch(Action::Notice(trouble_words(trouble).to_owned()));
}

/// What cannot be saved is in this page alone: it is not left without a file.
fn may_leave(store: &Context) -> bool {
    let may = !matches!(store.keeping, Keeping::Failed(_)) || store.is_filed();
    if !may {
        let words = "いま開いている下書きの最後の変更を保存できていません。先に「ファイルに保存」してください。";
        store.dispatch(Action::Notice(words.to_owned()));
    }
    may
}

fn open(store: &Context, id: String, resume: bool) {
    let is_open = store.is_open && *store.id == *id;
    if !is_open && !may_leave(store) {
        return;
    }
    let store = store.clone();
    spawn_local(async move {
        if !is_open && let Err(trouble) = desk::open(&store, &id).await {
            return tell(&store, trouble);
        }
        route::go(if resume { store.now().resume() } else { Step::History });
    });
}

/// Name, edition and state of a draft, in words; nothing where it is damaged.
fn describe(store: &Store, text: &str, name: String) -> Option<JsValue> {
    let mut own = store.of(Draft::read(text).ok()?);
    own.name = name;
    Some(Array::of3(&own.shown_name().into(), &own.catalog.label().into(), &state(&own).into()).into())
}

fn state(store: &Store) -> String {
    let errors = store.report.count(Severity::Error);
    let percent = store.percent();
    match (errors, percent) {
        (0, _) => "準備ができました".to_owned(),
        (_, ..100) => ["途中 ", &percent.to_string(), "%"].concat(),
        _ => ["エラー", &errors.to_string(), "件"].concat(),
    }
}

/// The items in which a draft differs from the one that is open: name, answer there, answer now.
fn differences(store: &Store, text: &str) -> Option<Array> {
    let then = Draft::read(text).ok()?;
    let rows = Array::new();
    for item in store.catalog.items() {
        let (before, now) = (then.get(&item.id), store.draft.get(&item.id));
        if before != now {
            let words = |value| JsValue::from(answer_in_words(store, item, value));
            rows.push(&Array::of3(&item.short().into(), &words(before), &words(now)));
        }
    }
    if then.edition() != store.draft.edition() {
        let words = |draft: &Draft| JsValue::from(draft.edition().unwrap_or_default());
        rows.push(&Array::of3(&"年度".into(), &words(&then), &words(&store.draft)));
    }
    Some(rows)
}

/// Whether the last draft file holds everything, in words.
pub fn file_words(file: Option<&str>, text: &str) -> &'static str {
    match file {
        Some(file) if file == text => "ファイルにも保存してあります",
        Some(_) => "前にファイルに保存したあと、変更があります",
        None => "まだファイルに保存していません",
    }
}
