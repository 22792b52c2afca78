//! The screens that are loaded when they are first shown (`drafts.js`, `year.js` in `web/static`), and what they ask: here
//! they are told what a draft is.

use js_sys::Array;
use kakari_draft::Draft;
use kakari_rules::{CheckResult, Severity};
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::Element;
use yew::platform::spawn_local;

use crate::frame::trouble_words;
use crate::keep::Trouble;
use crate::route::{self, Step};
use crate::screens::answer_in_words;
use crate::store::{Action, Context, Keeping, Store};
use crate::{desk, js};

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
    if let Some(late) = store.late() {
        (late.arrive)(store);
    }
    let (script, what, given) = match store.route.step {
        Step::Drafts => ("drafts", "showList", JsValue::UNDEFINED),
        Step::History if store.is_open => ("drafts", "showHistory", JsValue::UNDEFINED),
        Step::Differences if store.is_open => ("year", "showDifferences", JsValue::UNDEFINED),
        Step::Embed => return store.embed().map_or((), |embed| (embed.arrive)(store)),
        _ => return,
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
        "work" => return work(store),
        "result" => return result(store).into(),
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
        "open" => open(store, one.to_owned(), None),
        "history" => open(store, one.to_owned(), Some(Step::History)),
        "compare" => open(store, one.to_owned(), Some(Step::Differences)),
        "reread" if *store.id == *one => {
            let store = store.clone();
            spawn_local(async move { desk::read_beside(&store).await });
        }
        "named" if *store.id == *one => store.dispatch(Action::Named(two.unwrap_or_default())),
        "restore" => {
            if let Ok(draft) = Draft::read(one) {
                store.dispatch(Action::Replace { draft, told: "選んだ時点の内容に戻しました。" });
                store.dispatch(Action::Notice(two.unwrap_or_default()));
                route::go(Step::Review);
            }
        }
        "split" => store.dispatch(Action::Notice(desk::split_words(one))),
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

fn open(store: &Context, id: String, step: Option<Step>) {
    let is_open = store.is_open && *store.id == *id;
    if !is_open && !may_leave(store) {
        return;
    }
    let store = store.clone();
    spawn_local(async move {
        if !is_open && let Err(trouble) = desk::open(&store, &id).await {
            return tell(&store, trouble);
        }
        route::go(step.unwrap_or_else(|| store.now().resume()));
    });
}

/// Name, edition and state of a draft, in words; nothing where it is damaged.
fn describe(store: &Store, text: &str, name: String) -> Option<JsValue> {
    let mut own = store.of(Draft::read(text).ok()?);
    own.name = name;
    Some(Array::of3(&own.shown_name().into(), &own.edition_words().into(), &state(&own).into()).into())
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
